//! Every encryption and MAC scheme that OpenSSL, keytool, Bouncy Castle, GnuTLS and NSS write, against what
//! `openssl pkcs12 -info` prints of it.

use std::collections::BTreeMap;
use std::path::Path;

use y2q::model::{Asset, MaterialKind, UnknownReason};

use super::{Sink, detail, look, materials};

const FIXTURES: &str = "inventories/fixtures/pkcs12";

fn read(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(FIXTURES).join(name)).expect(name)
}

/// OpenSSL's name of a PKCS#5 or PKCS#12 scheme.
fn scheme(openssl: &str) -> &str {
    match openssl {
        "pbeWithSHA1And3-KeyTripleDES-CBC" => "PKCS12-PBE-SHA-1-3DES-168",
        "pbeWithSHA1And2-KeyTripleDES-CBC" => "PKCS12-PBE-SHA-1-3DES-112",
        "pbeWithSHA1And40BitRC2-CBC" => "PKCS12-PBE-SHA-1-RC2-40",
        "pbeWithSHA1And128BitRC2-CBC" => "PKCS12-PBE-SHA-1-RC2-128",
        "pbeWithSHA1And40BitRC4" => "PKCS12-PBE-SHA-1-RC4-40",
        "pbeWithSHA1And128BitRC4" => "PKCS12-PBE-SHA-1-RC4-128",
        "pbeWithMD5AndDES-CBC" => "PBES1-MD5-DES",
        "pbeWithSHA1AndDES-CBC" => "PBES1-SHA-1-DES",
        "pbeWithMD5AndRC2-CBC" => "PBES1-MD5-RC2",
        "pbeWithSHA1AndRC2-CBC" => "PBES1-SHA-1-RC2",
        other => panic!("{other}"),
    }
}

/// OpenSSL's name of a digest.
fn digest(openssl: &str) -> String {
    match openssl {
        "md5" => "MD5".to_owned(),
        "sm3" => "SM3".to_owned(),
        "ripemd160" => "RIPEMD-160".to_owned(),
        _ if openssl.starts_with("sha3-") => openssl.to_uppercase(),
        _ => format!("SHA-{}", openssl.trim_start_matches("sha").replace('-', "/")),
    }
}

/// `PBES2, PBKDF2, AES-128-CBC, Iteration 1010, PRF hmacWithSHA256` or `pbeWith…, Iteration 1001`, in our words.
fn encryption(openssl: &str) -> String {
    let parts = openssl.split(", ").collect::<Vec<_>>();
    let count = |text: &str| text.trim_start_matches("Iteration ").to_owned();
    match parts[..] {
        ["PBES2", "PBKDF2", cipher, iterations, prf] => {
            let cipher = match cipher {
                "DES-EDE3-CBC" => "3DES-CBC".to_owned(),
                other => other.to_owned(),
            };
            let prf = prf.trim_start_matches("PRF hmacWithSHA");
            format!("PBES2 PBKDF2-HMAC-SHA-{prf} {cipher}, {} iterations", count(iterations))
        }
        [name, iterations] => format!("{}, {} iterations", scheme(name), count(iterations)),
        _ => panic!("{openssl}"),
    }
}

/// What OpenSSL says of one file.
#[derive(Debug, Default)]
struct Said {
    mac: String,
    /// Schemes, sorted.
    encryption: Vec<String>,
    closed: usize,
    keys: usize,
    secrets: usize,
    clear_certificates: usize,
}

/// The transcript by file.
fn said() -> BTreeMap<String, Said> {
    let text = String::from_utf8(read("tools.txt")).unwrap();
    let mut files = BTreeMap::<String, Said>::new();
    for section in text.split("== ").filter(|section| section.starts_with("openssl pkcs12 -info")) {
        let (title, lines) = section.split_once('\n').unwrap();
        let said = files.entry(title.rsplit_once(": ").unwrap().1.to_owned()).or_default();
        let mut part_is_open = false;
        for line in lines.lines() {
            match line.split_once(": ").unwrap_or((line, "")) {
                ("MAC", value) => {
                    let (name, count) = value.split_once(", Iteration ").unwrap();
                    let plural = if count == "1" { "" } else { "s" };
                    said.mac = format!("HMAC-{}, {count} iteration{plural}", digest(name));
                }
                ("Warning", "MAC is absent!") => said.mac = "none".to_owned(),
                ("PKCS7 Data", _) => part_is_open = true,
                ("PKCS7 Encrypted data", value) => {
                    part_is_open = false;
                    said.closed += 1;
                    said.encryption.push(encryption(value));
                }
                ("Shrouded Keybag", value) => {
                    said.keys += 1;
                    said.closed += 1;
                    said.encryption.push(encryption(value));
                }
                ("Key bag", _) => said.keys += 1,
                ("Secret bag", _) => said.secrets += 1,
                ("Bag Type", "pkcs8ShroudedKeyBag") => said.closed += 1,
                ("Certificate bag", _) => said.clear_certificates += usize::from(part_is_open),
                _ => {}
            }
        }
        said.encryption.sort();
        said.encryption.dedup();
    }
    files
}

fn reasons(sink: &Sink) -> Vec<UnknownReason> {
    sink.unknowns.iter().map(|unknown| unknown.reason).collect()
}

#[test]
fn every_scheme_is_named_as_openssl_names_it() {
    let files = said();
    assert_eq!(files.len(), 35);
    // OpenSSL counts a certificate bag whose kind it does not read either.
    for (file, said) in files.into_iter().filter(|(file, _)| file != "sdsi.p12") {
        // PEM and DER by GnuTLS are two runs with the same parameters.
        let name = file.trim_end_matches(".p12").to_owned();
        let name = if name == "gnutls.pem" { name } else { file };
        let sink = look(&name, &read(&name));
        let stores = materials(&sink)
            .into_iter()
            .filter(|(_, found)| found.material == MaterialKind::Keystore)
            .collect::<Vec<_>>();
        let [(finding, store)] = stores[..] else { panic!("{name}: {stores:?}") };
        assert_eq!(detail(store, "mac"), [said.mac.as_str()], "{name}");
        let one = |field: &str| detail(store, field).concat().parse().unwrap_or(0);
        assert_eq!(one("encrypted parts"), said.closed, "{name}");
        assert_eq!(one("private keys"), said.keys, "{name}");
        assert_eq!(one("secret keys"), said.secrets, "{name}");
        assert_eq!(one("certificates in the clear"), said.clear_certificates, "{name}");
        // OpenSSL does not print the scheme of a secret: `keytool_secrets_are_seen` does.
        if said.secrets == 0 {
            assert_eq!(detail(store, "encryption"), said.encryption, "{name}");
        }
        let told = sink.unknowns.iter().find(|u| u.reason == UnknownReason::Encrypted);
        assert_eq!(told.is_some(), said.closed > 0, "{name}: {:?}", sink.unknowns);
        for words in &said.encryption {
            assert!(told.unwrap().detail.contains(words), "{name}: {told:?}");
        }
        assert_eq!(finding.occurrence.line, name.ends_with(".pem").then_some(1), "{name}");
    }
}

#[test]
fn keytool_secrets_are_seen() {
    let sink = look("keytool-secret.p12", &read("keytool-secret.p12"));
    let found = materials(&sink);
    // PBES2, PBKDF2 with 10000 (0x2710) iterations, hmacWithSHA256 and aes256-CBC: in the bytes that OpenSSL dumps.
    let words = "PBES2 PBKDF2-HMAC-SHA-256 AES-256-CBC, 10000 iterations";
    assert_eq!(detail(found[0].1, "encryption"), [words]);
    assert_eq!(
        sink.unknowns[0].detail,
        format!("encrypted: 1 secret key ({words}); a password would open it")
    );
}

/// RFC 9579: the iterations are those of PBKDF2, and the digest's field says nothing.
#[test]
fn pbmac1_agrees_with_who_verifies_it() {
    let transcript = String::from_utf8(read("tools.txt")).unwrap();
    for (prf, digest, iterations) in [(256, 256, 2048), (256, 512, 3000), (512, 512, 4096)] {
        let file = format!("pbmac1-sha{prf}-sha{digest}.p12");
        let line = format!(
            "{file}\nMAC verified: PBKDF2 sha{prf}, {iterations} iterations, HMAC sha{digest}"
        );
        assert!(transcript.contains(&line), "{line}");
        let sink = look(&file, &read(&file));
        let words =
            format!("PBMAC1 PBKDF2-HMAC-SHA-{prf} HMAC-SHA-{digest}, {iterations} iterations");
        assert_eq!(detail(materials(&sink)[0].1, "mac"), [words]);
    }
}

#[test]
fn what_lies_in_the_clear_is_found() {
    let prints = String::from_utf8(read("fingerprints.csv")).unwrap();
    let sink = look("bags.p12", &read("bags.p12"));
    let found = materials(&sink);
    let [(_, key), (_, list), (finding, store)] = &found[..] else { panic!("{found:?}") };
    assert_eq!(key.material, MaterialKind::PrivateKey);
    assert_eq!(key.algorithm.as_ref().unwrap().curve.as_deref(), Some("P-256"));
    assert!(prints.contains(&format!("key,{}\n", key.fingerprint)), "{key:?}");
    assert_eq!(list.material, MaterialKind::CertificateRevocationList);
    assert_eq!(list.not_after.unwrap().to_string(), "2036-01-01T00:00:00Z");
    let certificates = sink.findings.iter().filter_map(|finding| match &finding.asset {
        Asset::Certificate(certificate) => Some(certificate.fingerprint.as_str()),
        _ => None,
    });
    let certificates = certificates.collect::<Vec<_>>();
    assert_eq!(certificates.len(), 2);
    assert!(prints.contains(&format!("certificate,{}\n", certificates[0])));
    assert_eq!(certificates[0], certificates[1]);
    for (name, count) in [
        ("certificates in the clear", "2"),
        ("private keys in the clear", "1"),
        ("secrets in the clear", "1"),
        ("revocation lists in the clear", "1"),
        ("mac", "none"),
    ] {
        assert_eq!(detail(store, name), [count], "{name}");
    }
    assert_eq!(finding.relations.len(), 4);
    assert!(sink.findings.iter().all(|f| f.occurrence.detector == "pkcs12-keystore"));
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    assert!(!format!("{sink:?}").contains("plain secret"));
}

#[test]
fn public_key_modes_and_foreign_bags_are_told() {
    let sink = look("signed.p12", &read("signed.p12"));
    let store = materials(&sink)[0].1.clone();
    assert_eq!(detail(&store, "mac"), ["signature, ECDSA-SHA-384"]);
    assert_eq!(detail(&store, "certificates in the clear"), ["1"]);
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);

    let sink = look("enveloped.p12", &read("enveloped.p12"));
    assert_eq!(detail(materials(&sink)[0].1, "encryption"), ["EnvelopedData AES-256-CBC"]);
    assert_eq!(reasons(&sink), [UnknownReason::Encrypted]);

    let sink = look("sdsi.p12", &read("sdsi.p12"));
    assert_eq!(reasons(&sink), [UnknownReason::Unsupported]);
}

#[test]
fn prose_about_keystores_is_none() {
    let text = "A PFX is SEQUENCE { INTEGER 3, ContentInfo, MacData }; GnuTLS writes\n\
                -----BEGIN PKCS12-----\nand -----END PKCS12----- around it.\n";
    let sink = look("README.md", text.as_bytes());
    assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{:?}", sink.unknowns);
}
