//! Cipher strings and names, against `openssl ciphers -V` and `gnutls-cli --list`.

use super::*;
use y2q::registry;

/// The suites that nginx would have for a cipher string.
fn resolved(string: &str) -> Protocol {
    let text =
        format!("http {{ ssl_dhparam d; server {{ listen 443 ssl; ssl_ciphers \"{string}\"; }} }}");
    of(look("nginx.conf", &text)).remove(0).0
}

#[test]
fn cipher_strings_are_resolved_as_openssl_does() {
    let transcript = text("ciphers.tsv");
    assert!(transcript.lines().count() > 100);
    for line in transcript.lines() {
        let (string, expected) = line.split_once('\t').unwrap();
        let protocol = resolved(string);
        if expected == "-" {
            let refused = setting(&protocol, "ssl_ciphers")[0].contains("refuses");
            assert!(codes(&protocol).is_empty() || refused, "{string}");
            continue;
        }
        // The level takes suites without authentication away, which `openssl ciphers` shows all the same.
        let level = setting(&protocol, "SECLEVEL");
        let anonymous = |code: &&str| {
            let code = u16::from_str_radix(code, 16).unwrap();
            level.iter().any(|level| *level != "0")
                && registry::tls_cipher_suite(code).unwrap().is_anonymous()
        };
        let expected = expected.split(',').filter(|code| !anonymous(code)).collect::<Vec<_>>();
        assert_eq!(codes(&protocol), expected.join(","), "{string}");
    }
}

#[test]
fn what_a_string_asks_for_and_openssl_3_lacks_is_said() {
    let protocol = resolved("DES-CBC3-SHA:RC4-SHA:AES128-SHA:EXP-RC4-MD5:BOGUS");
    assert_eq!(suites(&protocol), ["TLS_RSA_WITH_AES_128_CBC_SHA"]);
    let absent = "TLS_RSA_WITH_3DES_EDE_CBC_SHA, TLS_RSA_WITH_RC4_128_SHA, TLS_RSA_EXPORT_WITH_RC4_40_MD5: not in a stock OpenSSL 3";
    assert_eq!(setting(&protocol, "absent"), [absent]);
    assert!(setting(&protocol, "ssl_ciphers")[0].ends_with("passes over: BOGUS)"));
}

#[test]
fn a_hostile_string_costs_little() {
    let started = std::time::Instant::now();
    let long = "ALL:-ALL:".repeat(100_000);
    let protocol = resolved(&long);
    assert_eq!(codes(&protocol), "");
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}

#[test]
fn every_part_of_every_suite_is_known() {
    let mut count = 0;
    for suite in registry::tls_cipher_suites() {
        count += 1;
        assert_eq!(registry::tls_cipher_suite_by_name(suite.name), Some(suite));
        let parts = suite.parts();
        for (word, algorithm) in [parts.key_exchange, parts.authentication, parts.cipher, parts.mac]
            .into_iter()
            .flatten()
        {
            // What no registry row stands for.
            let exotic = ["PSK", "KRB5", "KRB5_EXPORT", "GOSTR341112_256", "ECCPWD"]
                .contains(&word)
                || ["28147", "KUZNYECHIK", "MAGMA", "AEGIS"]
                    .iter()
                    .any(|name| word.starts_with(name));
            assert!(algorithm.family.is_some() || exotic, "{}: {word}", suite.name);
        }
    }
    assert!(count > 350);
}

#[test]
fn parts_of_a_suite_are_those_of_its_name() {
    let say = |name: &str| {
        let parts = registry::tls_cipher_suite_by_name(name).unwrap().parts();
        let text = |part: Option<registry::Part>| {
            part.map_or("-".to_owned(), |(_, algorithm)| algorithm.name)
        };
        [parts.key_exchange, parts.authentication, parts.cipher, parts.mac].map(text).join(" ")
    };
    for (name, expected) in [
        ("ECDHE-ECDSA-AES128-GCM-SHA256", "ECDH ECDSA AES-128-GCM -"),
        ("TLS_RSA_WITH_3DES_EDE_CBC_SHA", "RSAES-PKCS1-1.5 - 3DES-CBC HMAC-SHA-1"),
        ("SSL_RSA_EXPORT_WITH_RC4_40_MD5", "RSAES-PKCS1-1.5-512 - RC4-40 HMAC-MD5"),
        ("TLS_DHE_DSS_WITH_AES_256_CBC_SHA256", "DH DSA AES-256-CBC HMAC-SHA-256"),
        ("TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256", "ECDH - ChaCha20-Poly1305 -"),
        ("TLS_AES_128_CCM_8_SHA256", "- - AES-128-CCM -"),
        ("TLS_DH_anon_EXPORT_WITH_DES40_CBC_SHA", "DH-512 - DES-40-CBC HMAC-SHA-1"),
        ("ECDH-RSA-AES128-SHA", "ECDH RSA AES-128-CBC HMAC-SHA-1"),
        ("EDH-RSA-DES-CBC3-SHA", "DH RSA 3DES-CBC HMAC-SHA-1"),
        ("TLS_SM4_GCM_SM3", "- - SM4-128-GCM -"),
        ("NULL-SHA256", "RSAES-PKCS1-1.5 - - HMAC-SHA-256"),
    ] {
        assert_eq!(say(name), expected, "{name}");
    }
}
