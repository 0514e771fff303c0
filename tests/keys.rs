//! Private keys, public keys and domain parameters: forms that OpenSSL's fixtures in `certificates` do not cover, what
//! closed keys say of themselves, sizes, and that no key byte leaves.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod indefinite;
mod post_quantum;
mod stateful;

use y2q::model::{Asset, Confidence, Protection, RelationKind, UnknownReason};

use super::certificates::{der, fixture, kind_of, look, material, pem, truth};

fn protection(file: &str) -> (Protection, String) {
    let sink = look(file, &fixture(file));
    let [unknown] = &sink.unknowns[..] else { panic!("{:?}", sink.unknowns) };
    assert_eq!(unknown.reason, UnknownReason::Encrypted);
    (material(&sink.findings[0]).protection.clone().unwrap(), unknown.detail.clone())
}

#[test]
fn closed_keys_name_their_scheme() {
    for (file, scheme, iterations) in [
        ("closed-pbes2.pem", "PBES2 PBKDF2-HMAC-SHA-256 AES-256-CBC", 4096),
        ("closed-pbes2-sha1.der", "PBES2 PBKDF2-HMAC-SHA-1 AES-128-CBC", 2048),
        ("closed-scrypt.pem", "PBES2 scrypt AES-256-CBC", 1024),
        ("closed-pkcs12-3des.pem", "PKCS12-PBE-SHA-1-3DES-168", 2048),
        ("closed-dek-info.pem", "PEM DEK-Info AES-256-CBC, key by MD5 of the password", 1),
    ] {
        let (seen, detail) = protection(file);
        assert_eq!((seen.scheme.as_str(), seen.iterations), (scheme, Some(iterations)), "{file}");
        assert!(
            detail.contains(scheme) && detail.contains(&format!("{iterations} iterations")),
            "{detail}"
        );
    }
}

#[test]
fn the_public_half_is_linked_where_the_encoding_shows_it() {
    for row in truth().iter().filter(|row| row["kind"] == "private-key") {
        let sink = look(&row["file"], &fixture(&row["file"]));
        let finding = &sink.findings[0];
        let edge = finding.relations.iter().find(|edge| edge.kind == RelationKind::PublicHalf);
        assert_eq!(edge.is_some(), !row["fingerprint"].is_empty(), "{}", row["file"]);
        if let Some(edge) = edge {
            let half = finding.supporting.iter().find(|asset| asset.id() == edge.to).unwrap();
            assert_eq!(kind_of(half), "public-key");
        }
    }
}

fn rsa(bits: usize) -> Vec<u8> {
    let mut modulus = vec![0xA5; bits.div_ceil(8)];
    modulus[0] = if bits.is_multiple_of(8) { 0x80 } else { 1 << (bits % 8 - 1) };
    *modulus.last_mut().unwrap() |= 1;
    if modulus[0] & 0x80 != 0 {
        modulus.insert(0, 0);
    }
    der(0x30, &[der(0x02, &modulus), der(0x02, &[1, 0, 1])].concat())
}

#[test]
fn rsa_sizes_are_exact_up_to_16384_bits() {
    for bits in [512, 1023, 1024, 1025, 2047, 2048, 3072, 4096, 8192, 15_360, 16_383, 16_384] {
        let sink = look("key.pem", pem("RSA PUBLIC KEY", &rsa(bits)).as_bytes());
        let found = material(&sink.findings[0]);
        assert_eq!(found.size_bits, u32::try_from(bits).ok());
        assert_eq!(found.algorithm.as_ref().unwrap().name, format!("RSA-{bits}"));
    }
    // Without a label, two integers are one of several readings.
    let sink = look("key", &rsa(2048));
    assert_eq!(sink.findings[0].occurrence.confidence, Confidence::Medium);
}

#[test]
fn two_integers_are_not_always_a_key() {
    let pair =
        |first: &[u8], second: &[u8]| der(0x30, &[der(0x02, first), der(0x02, second)].concat());
    let signature = pair(&[0x7F; 32], &[0x6F; 32]);
    assert!(look("signature.bin", &signature).findings.is_empty());
    let prime = [&[0x00][..], &[0xFF; 256]].concat();
    let group = look("group", &pair(&prime, &[2]));
    assert_eq!(kind_of(&group.findings[0].asset), "domain-parameters");
    assert_eq!(material(&group.findings[0]).size_bits, Some(2048));
    // A number without a sign octet is negative, and no modulus.
    assert!(
        look("key.pem", pem("RSA PUBLIC KEY", &pair(&[0xFF; 256], &[3])).as_bytes())
            .findings
            .is_empty()
    );
}

/// Octets of the key inside a `SubjectPublicKeyInfo` of ML-KEM-768.
fn encapsulation_key() -> Vec<u8> {
    let spki = fixture("mlkem768-spki.der");
    spki[spki.len() - 1184..].to_vec()
}

const ML_KEM_768: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x04, 0x02];
const ML_DSA_65: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x12];
const SLH_DSA_SHA2_128S: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x14];

fn pkcs8(oid: &[u8], key: &[u8]) -> Vec<u8> {
    der(0x30, &[der(0x02, &[0]), der(0x30, &der(0x06, oid)), der(0x04, key)].concat())
}

#[test]
fn post_quantum_keys_tell_their_form_and_public_half() {
    let public =
        material(&look("a.der", &fixture("mlkem768-spki.der")).findings[0]).fingerprint.clone();
    let expanded = [vec![7; 1152], encapsulation_key(), vec![1; 64]].concat();
    let both = der(0x30, &[der(0x04, &[1; 64]), der(0x04, &expanded)].concat());
    for (oid, key, name, form, shows) in [
        (ML_KEM_768, der(0x80, &[1; 64]), "ML-KEM-768", "seed", false),
        (ML_KEM_768, vec![1; 64], "ML-KEM-768", "seed", false),
        (ML_KEM_768, der(0x04, &expanded), "ML-KEM-768", "expanded", true),
        (ML_KEM_768, expanded.clone(), "ML-KEM-768", "expanded", true),
        (ML_KEM_768, both, "ML-KEM-768", "both", true),
        (ML_DSA_65, der(0x80, &[1; 32]), "ML-DSA-65", "seed", false),
        (ML_DSA_65, der(0x04, &[1; 4032]), "ML-DSA-65", "expanded", false),
        (
            ML_DSA_65,
            der(0x30, &[der(0x04, &[1; 32]), der(0x04, &[1; 4032])].concat()),
            "ML-DSA-65",
            "both",
            false,
        ),
        (ML_DSA_65, der(0x04, &[1; 4032 + 1952]), "ML-DSA-65", "expanded", true),
    ] {
        let sink = look("key.p8", &pkcs8(oid, &key));
        let found = material(&sink.findings[0]);
        assert_eq!(found.algorithm.as_ref().unwrap().name, name);
        assert_eq!(found.details[0], ("form".to_owned(), form.to_owned()));
        assert!(sink.unknowns.is_empty(), "{name} {form}: {:?}", sink.unknowns);
        let linked =
            sink.findings[0].relations.iter().any(|edge| edge.kind == RelationKind::PublicHalf);
        assert_eq!(linked, shows, "{name} {form}");
        if name == "ML-KEM-768" && shows {
            // Same octets, but for how the test writes long lengths.
            assert_eq!(found.fingerprint, public);
        }
    }
    let sink = look("key.p8", &pkcs8(SLH_DSA_SHA2_128S, &[3; 64]));
    assert_eq!(material(&sink.findings[0]).algorithm.as_ref().unwrap().name, "SLH-DSA-SHA2-128s");
    assert!(sink.findings[0].relations.iter().any(|edge| edge.kind == RelationKind::PublicHalf));
}

#[test]
fn unknown_algorithms_are_kept_by_their_oid() {
    let sink =
        look("key.p8", &pkcs8(&[0x2B, 0x06, 0x01, 0x04, 0x01, 0x83, 0xFF, 0x7F, 0x01], &[1; 40]));
    let algorithm = material(&sink.findings[0]).algorithm.clone().unwrap();
    assert_eq!((algorithm.name.as_str(), algorithm.family), ("1.3.6.1.4.1.65535.1", None));
}

#[test]
fn the_content_decides_what_a_block_is() {
    let key = fixture("ec-spki.der");
    for label in ["CERTIFICATE", "PRIVATE KEY", "SOMETHING ELSE", "X509 CRL"] {
        let sink = look("a.pem", pem(label, &key).as_bytes());
        assert_eq!(
            (sink.findings.len(), sink.unknowns.len()),
            (1, 0),
            "{label}: {:?}",
            sink.unknowns
        );
        assert_eq!(sink.findings[0].occurrence.detector, "public-key");
        assert_eq!(sink.findings[0].occurrence.note, format!("labelled {label}"));
    }
    // A structure that is none of ours under a label that is.
    let sink = look("a.pem", pem("PRIVATE KEY", &der(0x30, &der(0x04, b"nothing"))).as_bytes());
    let [unknown] = &sink.unknowns[..] else { panic!("{:?}", sink.unknowns) };
    assert_eq!(unknown.detector.as_deref(), Some("private-key"));
}

#[test]
fn keys_are_read_where_source_code_quotes_them() {
    let text = String::from_utf8(fixture("ec-pkcs8.pem")).unwrap();
    let c = text.lines().map(|line| format!("    \"{line}\\n\"\n")).collect::<String>();
    let java = text.lines().map(|line| format!("  + \"{line}\\n\" +\n")).collect::<String>();
    let json =
        format!("{{\"private_key\": \"{}\"}}", text.replace('\n', "\\n").replace('/', "\\/"));
    let one_line = format!("KEY='{}'", text.replace('\n', " "));
    let mac = text.replace('\n', "\r");
    let doc = text.lines().map(|line| format!("//! {line}\n")).collect::<String>();
    let doc = doc.replacen("//! ", "//! let pem = \"", 1);
    for (name, wrapped) in [
        ("a.c", c),
        ("a.java", java),
        ("a.json", json),
        (".env", one_line),
        ("mac.pem", mac),
        ("lib.rs", doc),
    ] {
        let sink = look(name, wrapped.as_bytes());
        assert_eq!((sink.findings.len(), sink.unknowns.len()), (1, 0), "{name}: {wrapped}");
        assert_eq!(sink.findings[0].asset, look("x.pem", text.as_bytes()).findings[0].asset);
    }
}

#[test]
fn no_secret_byte_leaves() {
    for row in
        truth().iter().filter(|row| row["kind"] == "private-key" && row["file"].ends_with(".pem"))
    {
        let bytes = fixture(&row["file"]);
        let sink = look(&row["file"], &bytes);
        let said = format!("{:?}", sink);
        let text = String::from_utf8(bytes).unwrap();
        for line in text.lines().filter(|line| line.len() >= 60 && !line.starts_with('-')) {
            for piece in line.as_bytes().chunks(16) {
                assert!(!said.contains(std::str::from_utf8(piece).unwrap()), "{}", row["file"]);
            }
        }
    }
    let seed = [0x5A_u8; 32];
    let sink = look("key.p8", &pkcs8(&[0x2B, 0x65, 0x70], &der(0x04, &seed)));
    assert!(matches!(sink.findings[0].asset, Asset::RelatedCryptoMaterial(_)));
    assert!(!format!("{sink:?}").contains("5a5a5a5a"));
}
