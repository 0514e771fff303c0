//! Keystores, CMS messages, OCSP responses and OpenPGP keys against what OpenSSL, keytool and GnuPG say of them.

mod damage;
mod java;
mod keytab;
mod microsoft;
mod nss;
mod opened;
mod pkcs12;
mod requests;
mod uefi;
mod vaults;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use y2q::detect::{DETECTORS, Sink};
use y2q::model::{
    Asset, CryptoFunction, Finding, Material, MaterialKind, RelationKind, UnknownReason,
};
use y2q::scan::Examiner;

const FIXTURES: &str = "inventories/fixtures/keystores";

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(FIXTURES).join(name)).expect(name)
}

fn look(name: &str, bytes: &[u8]) -> Sink {
    static EXAMINER: LazyLock<Examiner<'_>> = LazyLock::new(|| Examiner::new(DETECTORS));
    let sink = EXAMINER.examine(name, bytes);
    let crashed = sink.unknowns.iter().any(|unknown| unknown.reason == UnknownReason::Crashed);
    assert!(!crashed, "{name}: {:?}", sink.unknowns);
    sink
}

/// Fingerprints by name, as OpenSSL and GnuPG print them.
fn fingerprints() -> BTreeMap<String, String> {
    csv::Reader::from_path(Path::new(FIXTURES).join("fingerprints.csv"))
        .unwrap()
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

fn materials(sink: &Sink) -> Vec<(&Finding, &Material)> {
    let mut found = Vec::new();
    for finding in &sink.findings {
        if let Asset::RelatedCryptoMaterial(material) = &finding.asset {
            found.push((finding, material));
        }
    }
    found
}

fn detail<'a>(material: &'a Material, name: &str) -> Vec<&'a str> {
    let named = material.details.iter().filter(|(key, _)| key == name);
    named.map(|(_, value)| value.as_str()).collect()
}

/// Names of the certificates that were found, by fingerprint, in order; each must hang on the one other finding.
fn held(sink: &Sink, holder: &Finding) -> Vec<String> {
    let names =
        fingerprints().into_iter().map(|(name, print)| (print, name)).collect::<BTreeMap<_, _>>();
    let certificates = sink.findings.iter().filter_map(|finding| match &finding.asset {
        Asset::Certificate(certificate) => Some((finding.asset.id(), certificate)),
        _ => None,
    });
    let (ids, certificates): (BTreeSet<_>, Vec<_>) = certificates.unzip();
    let contained = holder.relations.iter().filter(|edge| edge.kind == RelationKind::Contains);
    let contained = contained.map(|edge| edge.to).collect::<BTreeSet<_>>();
    assert!(contained.is_superset(&ids));
    certificates.iter().map(|certificate| names[&certificate.fingerprint].clone()).collect()
}

fn sha256(bytes: &[u8]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

const PBES2_256: &str = "PBES2 PBKDF2-HMAC-SHA-256 AES-256-CBC";
const PBES2_128: &str = "PBES2 PBKDF2-HMAC-SHA-256 AES-128-CBC";
const TRIPLE_DES: &str = "PKCS12-PBE-SHA-1-3DES-168";
const RC2: &str = "PKCS12-PBE-SHA-1-RC2-40";

#[test]
fn pkcs12_agrees_with_openssl() {
    // File, MAC, certificates outside encrypted parts, encrypted parts and keys with scheme and iterations, keys in the clear
    type Row<'a> = (&'a str, &'a str, &'a [&'a str], &'a [(&'a str, u64)], usize);
    let rows: [Row<'_>; 9] = [
        ("pbes2.p12", "HMAC-SHA-256, 10000 iterations", &[], &[(PBES2_256, 10_000); 2], 0),
        ("aes128.p12", "HMAC-SHA-512, 4096 iterations", &[], &[(PBES2_128, 4_096); 2], 0),
        ("legacy.p12", "HMAC-SHA-1, 2048 iterations", &[], &[(TRIPLE_DES, 2_048); 2], 0),
        ("rc2.p12", "HMAC-SHA-1, 3000 iterations", &[], &[(RC2, 3_000), (TRIPLE_DES, 3_000)], 0),
        (
            "clear-certificates.p12",
            "HMAC-SHA-256, 5000 iterations",
            &["leaf", "root"],
            &[(PBES2_256, 5_000)],
            0,
        ),
        ("clear.p12", "HMAC-SHA-256, 2048 iterations", &["leaf", "root"], &[], 1),
        ("no-mac.p12", "none", &["leaf", "root"], &[], 1),
        ("python.p12", "HMAC-SHA-512, 2048 iterations", &[], &[(PBES2_256, 50_000); 2], 0),
        ("java.pkcs12", "HMAC-SHA-256, 10000 iterations", &[], &[(PBES2_256, 10_000); 2], 0),
    ];
    for (file, mac, certificates, closed, clear_keys) in rows {
        let bytes = fixture(file);
        let sink = look(file, &bytes);
        let found = materials(&sink);
        let [rest @ .., (finding, store)] = &found[..] else { panic!("{file}: {found:?}") };
        let clear = rest.iter().filter(|(_, key)| key.material == MaterialKind::PrivateKey);
        assert_eq!(clear.count(), clear_keys, "{file}");
        assert_eq!((store.material, store.format.as_str()), (MaterialKind::Keystore, "PKCS#12"));
        assert_eq!(store.fingerprint, sha256(&bytes), "{file}");
        assert_eq!(detail(store, "mac").concat(), mac, "{file}");
        assert_eq!(held(&sink, finding), certificates, "{file}");
        let count = certificates.len().to_string();
        assert_eq!(detail(store, "certificates in the clear"), [count], "{file}");
        assert_eq!(detail(store, "encrypted parts"), [closed.len().to_string()], "{file}");
        let clear = if clear_keys == 0 { String::new() } else { clear_keys.to_string() };
        assert_eq!(detail(store, "private keys in the clear").concat(), clear, "{file}");
        // The key is seen unless its part as a whole is encrypted: keytool's and OpenSSL's are not.
        assert_eq!(detail(store, "private keys"), ["1"], "{file}");
        let first = store.protection.as_ref().map(|how| (how.scheme.as_str(), how.iterations));
        assert_eq!(first.is_some(), !closed.is_empty(), "{file}");
        if let Some((scheme, Some(iterations))) = first {
            assert!(closed.contains(&(scheme, iterations)), "{file}: {first:?}");
        }
        let reasons = sink.unknowns.iter().map(|unknown| unknown.reason).collect::<Vec<_>>();
        let expected = if closed.is_empty() { vec![] } else { vec![UnknownReason::Encrypted] };
        assert_eq!(reasons, expected, "{file}: {:?}", sink.unknowns);
        for (scheme, iterations) in closed {
            let words = format!("{scheme}, {iterations} iterations");
            assert!(sink.unknowns[0].detail.contains(&words), "{file}: {:?}", sink.unknowns);
        }
    }
}

#[test]
fn java_stores_agree_with_keytool() {
    let all = ["leaf", "responder", "root"];
    let jks = Some(("JKS key protector (SHA-1 key stream)", None));
    // keytool does not print JCEKS's count; `openssl asn1parse` of the key entry and the JDK's default say 200000.
    let jceks = Some(("PBE with MD5 and Triple DES", Some(200_000)));
    // File, format, entries, private keys, secret keys, certificates, protection
    type Row<'a> = (&'a str, &'a str, [&'a str; 3], &'a [&'a str], Option<(&'a str, Option<u64>)>);
    let rows: [Row<'_>; 5] = [
        ("java.jks", "JKS", ["2", "1", "0"], &all, jks),
        ("java.jceks", "JCEKS", ["2", "1", "0"], &all, jceks),
        ("trust.jks", "JKS", ["1", "0", "0"], &["root"], None),
        ("secret.jceks", "JCEKS", ["1", "0", "1"], &[], jceks),
        ("secrets.jceks", "JCEKS", ["3", "0", "2"], &["root"], jceks),
    ];
    for (file, format, [entries, private, secret], certificates, protection) in rows {
        let bytes = fixture(file);
        let sink = look(file, &bytes);
        let found = materials(&sink);
        let [(finding, store)] = &found[..] else { panic!("{file}: {found:?}") };
        assert_eq!((store.material, store.format.as_str()), (MaterialKind::Keystore, format));
        assert_eq!(store.fingerprint, sha256(&bytes), "{file}");
        let mut names = held(&sink, finding);
        names.sort();
        assert_eq!(names, certificates, "{file}");
        assert_eq!(detail(store, "certificates"), [certificates.len().to_string()], "{file}");
        assert_eq!(detail(store, "entries"), [entries], "{file}");
        assert_eq!(detail(store, "private keys"), [private], "{file}");
        assert_eq!(detail(store, "secret keys"), [secret], "{file}");
        let seen = store.protection.as_ref().map(|how| (how.scheme.as_str(), how.iterations));
        assert_eq!(seen, protection, "{file}");
        let closed = sink.unknowns.iter().any(|u| u.reason == UnknownReason::Encrypted);
        assert_eq!(closed, private != "0" || secret != "0", "{file}");
        // Every certificate lies where its finding says.
        for finding in &sink.findings {
            if let Asset::Certificate(certificate) = &finding.asset {
                let at = usize::try_from(finding.occurrence.offset).unwrap();
                let length = usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]])) + 4;
                assert_eq!(sha256(&bytes[at..at + length]), certificate.fingerprint, "{file}");
            }
        }
    }
}

#[test]
fn signed_messages_agree_with_openssl() {
    // File, name, certificates, signers, signatures
    type Row<'a> = (&'a str, &'a str, &'a [&'a str], &'a str, &'a [&'a str]);
    let signed = "CMS signed message";
    let bundle = "CMS certificate bundle";
    let rows: [Row<'_>; 9] = [
        ("signed-ec.der", signed, &["leaf", "root"], "1", &["ECDSA-SHA-256"]),
        ("signed-rsa.pem", signed, &["root"], "1", &["RSA-PKCS1-1.5-SHA-384"]),
        ("signed-pss.der", signed, &["root"], "1", &["RSA-PSS-SHA-256"]),
        (
            "signed-two.der",
            signed,
            &["leaf", "root"],
            "2",
            &["ECDSA-SHA-256", "RSA-PKCS1-1.5-SHA-256"],
        ),
        ("signed-bare.der", signed, &[], "1", &["ECDSA-SHA-512"]),
        ("signed-stream.der", signed, &["leaf"], "1", &["ECDSA-SHA-256"]),
        ("smime.pem", signed, &["root"], "1", &["RSA-PKCS1-1.5-SHA-1"]),
        ("bundle.p7b", bundle, &["leaf", "root"], "0", &[]),
        ("bundle.pem", bundle, &["leaf", "responder", "root"], "0", &[]),
    ];
    for (file, name, certificates, signers, signatures) in rows {
        let sink = look(file, &fixture(file));
        let found = materials(&sink);
        let [(finding, message)] = &found[..] else { panic!("{file}: {found:?}") };
        assert_eq!(message.material, MaterialKind::SignedData, "{file}");
        assert_eq!((message.name.as_str(), message.format.as_str()), (name, "CMS"), "{file}");
        let mut names = held(&sink, finding);
        names.sort();
        assert_eq!(names, certificates, "{file}");
        assert_eq!(detail(message, "certificates"), [certificates.len().to_string()], "{file}");
        assert_eq!(detail(message, "signers"), [signers], "{file}");
        assert_eq!(detail(message, "signature"), signatures, "{file}");
        let first = message.signature_algorithm.as_ref();
        assert_eq!(first.map(|first| first.name.as_str()), signatures.first().copied(), "{file}");
        assert!(first.is_none_or(|a| a.functions.contains(&CryptoFunction::Sign)), "{first:?}");
        assert_eq!(finding.occurrence.line, file.ends_with(".pem").then_some(1), "{file}");
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
    }
}

#[test]
fn enveloped_messages_agree_with_openssl() {
    // File, recipient's kind and algorithm, content encryption
    let rows = [
        ("enveloped-rsa.der", "key transport", "RSAES-PKCS1-1.5", "AES-256-CBC"),
        ("enveloped-3des.pem", "key transport", "RSAES-PKCS1-1.5", "3DES-CBC"),
        // Empty parameters: SHA-1 (RFC 4055 §4.1)
        ("enveloped-oaep.der", "key transport", "RSA-OAEP-SHA-1", "AES-128-CBC"),
        ("enveloped-ecdh.der", "key agreement", "ECDH", "AES-256-CBC"),
        ("enveloped-stream.der", "key transport", "RSAES-PKCS1-1.5", "AES-256-CBC"),
    ];
    for (file, form, algorithm, encryption) in rows {
        let sink = look(file, &fixture(file));
        let found = materials(&sink);
        let [(_, message)] = &found[..] else { panic!("{file}: {found:?}") };
        assert_eq!(message.name, "CMS enveloped message", "{file}");
        assert_eq!(detail(message, form), [algorithm], "{file}: {:?}", message.details);
        assert_eq!(detail(message, "content encryption"), [encryption], "{file}");
        let seen = message.algorithm.as_ref().unwrap();
        assert_eq!(seen.name, algorithm, "{file}");
        // A wrapped key is no signature: what it is for decides whether recorded messages are at risk.
        let is_for_secrecy = [CryptoFunction::Encrypt, CryptoFunction::Keyderive];
        assert!(is_for_secrecy.iter().any(|f| seen.functions.contains(f)), "{file}: {seen:?}");
        assert!(!seen.functions.contains(&CryptoFunction::Sign), "{file}: {seen:?}");
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
    }
}

#[test]
fn ocsp_responses_agree_with_openssl() {
    for (file, certificates, digest) in
        [("delegated.ocsp", &["responder"][..], "SHA-256"), ("bare.ocsp", &[], "SHA-384")]
    {
        let bytes = fixture(file);
        let sink = look(file, &bytes);
        let found = materials(&sink);
        let [(finding, response)] = &found[..] else { panic!("{file}: {found:?}") };
        assert_eq!(response.material, MaterialKind::OcspResponse);
        assert_eq!(response.fingerprint, sha256(&bytes));
        assert_eq!(held(&sink, finding), certificates, "{file}");
        let signature = response.signature_algorithm.as_ref().unwrap();
        assert_eq!(signature.digest.as_deref(), Some(digest), "{file}: {signature:?}");
        assert!(signature.name.starts_with("RSA"), "{file}: {signature:?}");
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
    }
}

#[test]
fn openpgp_keys_agree_with_gnupg() {
    // Name, then algorithm and bits of the primary key and the subkey. gpg counts 255 bits for Curve25519; the
    // size is part of the curve's name and stays out.
    let rsa = ("RSA-2048", Some(2048));
    let rows = [
        ("rsa", vec![rsa, rsa]),
        ("curve25519", vec![("Ed25519", None), ("X25519", None)]),
        ("nistp256", vec![("P-256", None), ("P-256", None)]),
        ("unprotected", vec![("Ed25519", None)]),
    ];
    let prints = fingerprints();
    for (name, keys) in rows {
        for (ending, is_secret) in
            [(".pgp", false), (".asc", false), ("-secret.pgp", true), ("-secret.asc", true)]
        {
            let file = format!("{name}{ending}");
            let sink = look(&file, &fixture(&file));
            let found = materials(&sink);
            assert_eq!((found.len(), sink.findings.len()), (keys.len(), keys.len()), "{file}");
            for (at, (finding, key)) in found.iter().enumerate() {
                let kind =
                    if is_secret { MaterialKind::PrivateKey } else { MaterialKind::PublicKey };
                assert_eq!((key.material, key.format.as_str()), (kind, "OpenPGP"), "{file}");
                let algorithm = key.algorithm.as_ref().unwrap();
                let named = algorithm.curve.as_ref().filter(|curve| keys[at].0 == curve.as_str());
                assert_eq!(named.unwrap_or(&algorithm.name), keys[at].0, "{file}: {algorithm:?}");
                assert_eq!(key.size_bits, keys[at].1, "{file}");
                let print = &prints[&format!("{name}-{at}")];
                assert_eq!(detail(key, "openpgp fingerprint"), [print], "{file}");
                assert_eq!(detail(key, "openpgp version"), ["4"], "{file}");
                assert_eq!(detail(key, "openpgp role"), [["primary", "subkey"][at]], "{file}");
                let how = key.protection.as_ref().map(|how| (how.scheme.as_str(), how.iterations));
                // `protect count: 65011712`, `algo: 7` (AES-128), `hash: 2` (SHA-1)
                let closed = ("iterated S2K SHA-1, AES-128 CFB", Some(65_011_712));
                let closed = (is_secret && name != "unprotected").then_some(closed);
                assert_eq!(how, closed, "{file}");
                let line = ending.ends_with("asc").then_some(1);
                assert_eq!(finding.occurrence.line, line, "{file}");
            }
            assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        }
        // Armor does not change what the key is.
        let ids = |file: String| {
            look(&file, &fixture(&file)).findings.iter().map(|f| f.asset.id()).collect::<Vec<_>>()
        };
        assert_eq!(ids(format!("{name}.asc")), ids(format!("{name}.pgp")));
    }
}
