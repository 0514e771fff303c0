//! IPsec configurations.

use y2q::detect::{DETECTORS, Sink};
use y2q::model::{Asset, Finding, OfferRole, Protocol};
use y2q::scan::examine;

fn fixture(path: &str) -> Vec<Finding> {
    let bytes = std::fs::read(format!("inventories/fixtures/ipsec/{path}")).unwrap();
    let sink = examine(DETECTORS, path, &bytes);
    assert_eq!(sink.unknowns, [], "{path}");
    sink.findings
}

fn look(path: &str, text: &str) -> Sink {
    examine(DETECTORS, path, text.as_bytes())
}

fn protocol<'a>(findings: &'a [Finding], name: &str) -> &'a Protocol {
    let of = |finding: &'a Finding| match &finding.asset {
        Asset::Protocol(protocol) if protocol.name == format!("IPsec connection {name}") => {
            Some(protocol)
        }
        _ => None,
    };
    findings.iter().find_map(of).unwrap_or_else(|| panic!("no connection {name}"))
}

fn offers(protocol: &Protocol, role: OfferRole) -> Vec<&str> {
    let of = protocol.offers.iter().filter(|offer| offer.role == role);
    of.map(|offer| offer.algorithm.name.as_str()).collect()
}

fn setting<'a>(protocol: &'a Protocol, key: &str) -> &'a str {
    protocol.settings.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value)
}

#[test]
fn swanctl_connections_offer_their_proposals() {
    let findings = fixture("swanctl/swanctl.conf");
    assert_eq!(findings.len(), 2);
    let ground = protocol(&findings, "ground-station");
    assert_eq!(ground.version.as_deref(), Some("2"));
    assert_eq!(
        offers(ground, OfferRole::KeyExchange),
        ["X25519+ML-KEM-768", "FFDHE-modp2048", "FFDHE-modp1024"]
    );
    assert_eq!(offers(ground, OfferRole::Cipher), ["AES-256-GCM", "AES-256-CBC", "AES-128-CBC"]);
    assert_eq!(offers(ground, OfferRole::Mac), ["HMAC-SHA-384", "HMAC-SHA-256", "HMAC-SHA-1"]);
    assert_eq!(setting(ground, "remote auth"), "ecdsa-384-sha384");
    let branch = protocol(&findings, "branch");
    assert_eq!((branch.version.as_deref(), setting(branch, "local auth")), (Some("1"), "psk"));
    assert!(setting(branch, "IKE proposals").starts_with("not set"));
    assert!(!format!("{findings:?}").contains("FpZAZqEN6Ti9"));
}

#[test]
fn ipsec_conf_takes_over_defaults_and_other_sections() {
    let findings = fixture("ipsec.conf");
    assert_eq!(findings.len(), 3, "the passthrough connection protects nothing");
    let strong = protocol(&findings, "strong");
    assert_eq!(offers(strong, OfferRole::KeyExchange), ["ECDH-P-521", "FFDHE-modp3072"]);
    assert_eq!(offers(strong, OfferRole::Cipher), ["AES-256-CBC", "AES-128-CBC", "AES-256-GCM"]);
    let old = protocol(&findings, "old");
    assert_eq!(old.version.as_deref(), Some("1"));
    assert_eq!(offers(old, OfferRole::KeyExchange), ["FFDHE-modp1024"]);
    assert_eq!(offers(old, OfferRole::Cipher), ["3DES-CBC", "DES-CBC"]);
    assert_eq!(setting(old, "authby"), "secret");
}

#[test]
fn libreswan_has_its_own_words() {
    let findings = fixture("libreswan/ipsec.conf");
    let mesh = protocol(&findings, "mesh");
    assert_eq!(offers(mesh, OfferRole::KeyExchange), ["X25519", "FFDHE-modp2048"]);
    assert_eq!(
        offers(mesh, OfferRole::Cipher),
        ["AES-256-GCM", "AES-256-CBC", "ChaCha20-Poly1305"]
    );
    assert_eq!(protocol(&findings, "plain").version.as_deref(), Some("1"));
}

#[test]
fn what_is_no_configuration_gives_nothing() {
    for (path, text) in [
        ("ipsec.conf", "# all comments\n# conn sample\n#   ike=aes256-sha256-modp2048\n"),
        ("ipsec.conf", "config setup\n"),
        ("docs/ipsec.conf.5", "conn name\n    ike=aes256\n"),
        ("swanctl/conf.d/README", "connections { a { proposals = aes256 } }"),
        ("swanctl.conf", "# include conf.d/*.conf\ninclude conf.d/*.conf\n"),
    ] {
        let sink = look(path, text);
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{path}: {sink:?}");
    }
}

#[test]
fn broken_and_hostile_files_are_told_and_bounded() {
    let open = look("swanctl.conf", "connections { gw { proposals = aes256-sha256-x25519\n");
    assert_eq!((open.findings.len(), open.unknowns.len()), (0, 1));
    let odd = look("ipsec.conf", "conn a\n\tike=aes256-sha256-gost341112-modp2048\n");
    assert_eq!((odd.findings.len(), odd.unknowns.len()), (1, 1));
    let mut also = String::from("conn a\n\tike=aes256-sha256-modp2048\n");
    for number in 0..6_000 {
        also += &format!("conn c{number}\n\talso=c{}\n\talso=a\n\talso=c{number}\n", number + 1);
    }
    let started = std::time::Instant::now();
    let sink = look("ipsec.conf", &also);
    assert!(!sink.findings.is_empty() && started.elapsed().as_secs() < 5);
}

/// The names that strongSwan logs, as IANA has them for IKEv2, and what the registry calls them.
const LOGGED: &[(&str, &str)] = &[
    ("AES_CBC_128", "AES-128-CBC"),
    ("AES_CBC_192", "AES-192-CBC"),
    ("AES_CBC_256", "AES-256-CBC"),
    ("AES_CTR_128", "AES-128-CTR"),
    ("AES_CTR_192", "AES-192-CTR"),
    ("AES_CTR_256", "AES-256-CTR"),
    ("AES_CCM_8_128", "AES-128-CCM"),
    ("AES_CCM_8_192", "AES-192-CCM"),
    ("AES_CCM_12_256", "AES-256-CCM"),
    ("AES_CCM_16_128", "AES-128-CCM"),
    ("AES_GCM_8_128", "AES-128-GCM"),
    ("AES_GCM_12_192", "AES-192-GCM"),
    ("AES_GCM_16_256", "AES-256-GCM"),
    ("CHACHA20_POLY1305", "ChaCha20-Poly1305"),
    ("CAMELLIA_CBC_128", "CAMELLIA-128-CBC"),
    ("CAMELLIA_CBC_256", "CAMELLIA-256-CBC"),
    ("CAMELLIA_CTR_192", "CAMELLIA-192-CTR"),
    ("3DES_CBC", "3DES-CBC"),
    ("BLOWFISH_CBC_192", "Blowfish-192-CBC"),
    ("DES_CBC", "DES-CBC"),
    ("HMAC_MD5_96", "HMAC-MD5"),
    ("HMAC_SHA1_96", "HMAC-SHA-1"),
    ("HMAC_SHA2_256_128", "HMAC-SHA-256"),
    ("HMAC_SHA2_384_192", "HMAC-SHA-384"),
    ("HMAC_SHA2_512_256", "HMAC-SHA-512"),
    ("AES_CMAC_96", "AES-CMAC"),
    ("PRF_HMAC_MD5", "HMAC-MD5"),
    ("PRF_HMAC_SHA1", "HMAC-SHA-1"),
    ("PRF_HMAC_SHA2_256", "HMAC-SHA-256"),
    ("PRF_HMAC_SHA2_384", "HMAC-SHA-384"),
    ("PRF_HMAC_SHA2_512", "HMAC-SHA-512"),
    ("PRF_AES128_CMAC", "AES-CMAC"),
    ("MODP_768", "FFDHE-modp768"),
    ("MODP_1024", "FFDHE-modp1024"),
    ("MODP_1536", "FFDHE-modp1536"),
    ("MODP_2048", "FFDHE-modp2048"),
    ("MODP_3072", "FFDHE-modp3072"),
    ("MODP_4096", "FFDHE-modp4096"),
    ("MODP_6144", "FFDHE-modp6144"),
    ("MODP_8192", "FFDHE-modp8192"),
    ("MODP_1024_160", "DH-1024 (modp1024s160)"),
    ("MODP_2048_224", "DH-2048 (modp2048s224)"),
    ("MODP_2048_256", "DH-2048 (modp2048s256)"),
    ("ECP_192", "ECDH-P-192"),
    ("ECP_224", "ECDH-P-224"),
    ("ECP_256", "ECDH-P-256"),
    ("ECP_384", "ECDH-P-384"),
    ("ECP_521", "ECDH-P-521"),
    ("ECP_224_BP", "ECDH-brainpoolP224r1"),
    ("ECP_256_BP", "ECDH-brainpoolP256r1"),
    ("ECP_384_BP", "ECDH-brainpoolP384r1"),
    ("ECP_512_BP", "ECDH-brainpoolP512r1"),
    ("CURVE_25519", "X25519"),
    ("CURVE_448", "X448"),
];

#[test]
fn proposals_mean_what_strongswan_makes_of_them() {
    let said = include_str!("../inventories/fixtures/ipsec/proposals.strongswan.txt");
    let rows = said.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>();
    assert_eq!(rows.len(), 23);
    for row in rows {
        let (proposal, logged) = row.split_once(' ').unwrap();
        let text = format!("connections {{ one {{ proposals = {proposal}\n}} }}");
        let sink = look("swanctl.conf", &text);
        assert_eq!(sink.unknowns, [], "{proposal}");
        let seen = protocol(&sink.findings, "one").offers.iter();
        let seen = seen.map(|offer| offer.algorithm.name.as_str());
        let named = |name: &str| {
            let found = LOGGED.iter().find(|(theirs, _)| *theirs == name);
            found.unwrap_or_else(|| panic!("{name}")).1
        };
        let expected = logged.split('/').map(named);
        // strongSwan derives the pseudo-random function from the integrity algorithm.
        let unique =
            |names: Vec<&'static str>| names.into_iter().collect::<std::collections::BTreeSet<_>>();
        assert_eq!(
            seen.collect::<std::collections::BTreeSet<_>>(),
            unique(expected.collect()),
            "{proposal}"
        );
    }
}
