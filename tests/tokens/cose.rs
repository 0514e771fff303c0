//! COSE messages and keys against python-cwt, cbor2 and cryptography.

use y2q::model::{Asset, CryptoFunction, MaterialKind, RelationKind, UnknownReason};

use super::{fixture, look, materials, only, public_half, truth};

const FOLDER: &str = "cose";

/// IANA's names of the numbers that the fixtures use, as the registry has them.
const NAMES: [(&str, &str); 9] = [
    ("-7", "ECDSA-SHA-256"),
    ("-8", "EdDSA"),
    ("-35", "ECDSA-SHA-384"),
    ("-37", "RSA-PSS-SHA-256"),
    ("-48", "ML-DSA-44"),
    ("1", "AES-128-GCM"),
    ("3", "AES-256-GCM"),
    ("5", "HMAC-SHA-256"),
    // ECDH-ES + A128KW, with an ephemeral key on P-256.
    ("-29", "ECDH-P-256"),
];

#[test]
fn messages_agree_with_cbor2() {
    let rows = truth(FOLDER, "truth.csv");
    let messages = rows.iter().filter(|row| !row["tag"].is_empty());
    for row in messages {
        let file = row["file"].as_str();
        let sink = look(file, &fixture(FOLDER, file));
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        let (finding, message) = *materials(&sink).last().unwrap();
        let numbers = row["algorithms"].split(' ').filter(|number| *number != "None");
        let named = |number| NAMES.iter().find(|(of, _)| *of == number).unwrap().1.to_owned();
        let mut expected = numbers.map(named).collect::<Vec<_>>();
        let mut seen = message.details.iter().map(|(_, value)| value.clone()).collect::<Vec<_>>();
        expected.sort();
        seen.sort();
        assert_eq!(seen, expected, "{file}");
        let (tag, is_token) = match row["tag"].strip_prefix("61 ") {
            Some(tag) => (tag, true),
            None => (row["tag"].as_str(), false),
        };
        let name = match tag {
            "16" => "COSE_Encrypt0",
            "17" => "COSE_Mac0",
            "18" => "COSE_Sign1",
            "96" => "COSE_Encrypt",
            "98" => "COSE_Sign",
            other => panic!("{other}"),
        };
        assert!(message.name.contains(name), "{}", message.name);
        assert_eq!(message.name.contains("Web Token"), is_token, "{}", message.name);
        let is_signed = message.material == MaterialKind::SignedData;
        assert_eq!(is_signed, matches!(tag, "18" | "98"), "{file}");
        for algorithm in &expected {
            assert!(finding.supporting.iter().any(|asset| asset.name() == *algorithm), "{file}");
        }
    }
    // A recipient that a quantum computer reads is what is shown of an encrypted message.
    let sink = look("a", &fixture(FOLDER, "encrypt.bin"));
    assert_eq!(only(&sink).1.algorithm.as_ref().unwrap().name, "ECDH-P-256");
}

#[test]
fn a_certificate_chain_is_found_in_its_place() {
    let bytes = fixture(FOLDER, "x5chain.bin");
    let sink = look("a", &bytes);
    let [certificate, message] = &sink.findings[..] else { panic!("{:?}", sink.findings) };
    let Asset::Certificate(found) = &certificate.asset else { panic!("{certificate:?}") };
    assert_eq!(found.subject, "CN=cose.example");
    let at = usize::try_from(certificate.occurrence.offset).unwrap();
    assert_eq!(bytes[at..at + 2], [0x30, 0x82]);
    let id = certificate.asset.id();
    let edge = message.relations.iter().find(|edge| edge.to == id);
    assert_eq!(edge.unwrap().kind, RelationKind::Contains);
}

#[test]
fn keys_agree_with_cryptography() {
    let rows = truth(FOLDER, "truth.csv");
    let prints = |file: &str| {
        let row = rows.iter().find(|row| row["file"] == file).unwrap();
        row["spki_sha256"].split(' ').map(str::to_owned).collect::<Vec<_>>()
    };
    let sink = look("keys.cbor", &fixture(FOLDER, "keys.cbor"));
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    let found = materials(&sink);
    let seen = found.iter().map(|(_, key)| key.fingerprint.clone()).collect::<Vec<_>>();
    assert_eq!(seen, prints("keys.cbor"));
    let names = found.iter().map(|(_, key)| key.algorithm.as_ref().unwrap().name.as_str());
    let expected = ["EC-P-256", "EC-P-384", "Ed25519", "X25519", "RSA-2048", "ML-DSA-44"];
    assert_eq!(names.collect::<Vec<_>>(), expected);
    let functions = |index: usize| &found[index].1.algorithm.as_ref().unwrap().functions;
    assert!(functions(0).contains(&CryptoFunction::Sign), "{:?}", functions(0));
    assert_eq!(*functions(1), [CryptoFunction::Keyderive].into_iter().collect());
    assert!(functions(4).contains(&CryptoFunction::Verify), "{:?}", functions(4));
    let sink = look("one.cosekey", &fixture(FOLDER, "one.cosekey"));
    let (finding, key) = only(&sink);
    assert_eq!(key.material, MaterialKind::PrivateKey);
    assert_eq!(public_half(finding).fingerprint, prints("one.cosekey")[0]);
}

#[test]
fn a_symmetric_key_shows_its_length_alone() {
    let sink = look("symmetric.cbor", &fixture(FOLDER, "symmetric.cbor"));
    let (_, key) = only(&sink);
    assert_eq!((key.material, key.size_bits), (MaterialKind::SecretKey, Some(256)));
    assert_eq!(key.algorithm.as_ref().unwrap().name, "HMAC-SHA-256");
    let said = format!("{sink:?}");
    assert!(!said.contains("0001020304050607") && !said.contains("0, 1, 2, 3, 4, 5"));
}

#[test]
fn damage_is_unknown_and_other_cbor_is_nothing() {
    let whole = fixture(FOLDER, "sign1.bin");
    let sink = look("a", &whole[..whole.len() - 3]);
    assert_eq!(sink.unknowns[0].reason, UnknownReason::Malformed);
    // Coordinates of another length than the curve's.
    let short = [&[0xA4, 1, 2, 0x20, 1, 0x21, 0x43, 1, 2, 3, 0x22, 0x43, 1, 2, 3][..]].concat();
    assert_eq!(look("k.cbor", &short).unknowns[0].reason, UnknownReason::Malformed);
    for (name, bytes) in [
        ("data.cbor", &[0xA1, 1, 2][..]),
        ("data.cbor", &[0x83, 1, 2, 3]),
        ("data.cbor", &[0xA2, 0x61, b'a', 1, 0x61, b'b', 2]),
        ("data.cbor", &[0x9F, 1]),
        ("a", &[0xD2, 0x84, 0x43, 0x01, 0x02, 0x03]),
        ("a", &[0xD2, 0x84, 0x40, 0xA0]),
        ("a", "\u{484}\u{c5}".as_bytes()),
        // One more field than a message has.
        ("a", &[0xD2, 0x85, 0x40, 0xA0, 0x40, 0x40, 0x40]),
    ] {
        let sink = look(name, bytes);
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{bytes:x?}: {sink:?}");
    }
    // Lengths that are only claimed, and arrays in arrays, cost nothing.
    for bytes in
        [vec![0x81; 100_000], vec![0x9A, 0xFF, 0xFF, 0xFF, 0xFF, 1], vec![0xD2, 0x84, 0x5A]]
    {
        assert!(look("a.cbor", &bytes).findings.is_empty());
    }
}
