//! OpenPGP signatures and messages against GnuPG and sq.

use y2q::model::{CryptoFunction, MaterialKind, UnknownReason};

use super::{assert_nothing, fixture, look, materials, only};

const FOLDER: &str = "openpgp";

/// Algorithms and issuers by `gpg --list-packets`.
#[test]
fn signatures_agree_with_gnupg() {
    let said = String::from_utf8(fixture(FOLDER, "tools.txt")).unwrap();
    let rows: [(&str, &[&str], Option<u32>); 8] = [
        ("rsa-sha512.sig", &["RSA-PKCS1-1.5-SHA-512"], None),
        ("rsa-sha1.asc", &["RSA-PKCS1-1.5-SHA-1"], Some(1)),
        ("dsa.sig", &["DSA-SHA-256"], None),
        ("ed25519.asc", &["Ed25519"], Some(1)),
        ("p256.sig", &["ECDSA-SHA-384"], None),
        ("clear.txt", &["Ed25519"], Some(5)),
        ("inline.gpg", &["ECDSA-SHA-256"], None),
        ("two.sig", &["RSA-PKCS1-1.5-SHA-512", "Ed25519"], None),
    ];
    for (file, algorithms, line) in rows {
        let sink = look(file, &fixture(FOLDER, file));
        let found = materials(&sink);
        let names =
            found.iter().map(|(_, key)| key.signature_algorithm.as_ref().unwrap().name.as_str());
        assert_eq!(names.collect::<Vec<_>>(), algorithms, "{file}");
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        let block = said.split("== gpg --list-packets ").find(|block| block.starts_with(file));
        for (finding, signature) in found {
            assert_eq!(signature.material, MaterialKind::Signature, "{file}");
            assert_eq!(finding.occurrence.line, line, "{file}");
            let issuer = signature.details.iter().find(|(name, _)| name == "issuer").unwrap();
            let id = issuer.1[issuer.1.len() - 16..].to_ascii_uppercase();
            assert!(block.unwrap().contains(&format!("issuer key ID {id}")), "{file}: {id}");
        }
    }
    let sink = look("compressed.gpg", &fixture(FOLDER, "compressed.gpg"));
    assert_eq!(sink.unknowns[0].reason, UnknownReason::Unsupported);
}

/// Recipients by `gpg --list-packets`: RSA is algorithm 1, ElGamal 16, ECDH 18; cipher 8 is AES-192, hash 10 SHA-512.
#[test]
fn encrypted_messages_agree_with_gnupg() {
    let rows: [(&str, Option<&str>, &[&str]); 5] = [
        ("for-rsa.gpg", Some("RSAES-PKCS1-1.5"), &["RSAES-PKCS1-1.5, key "]),
        (
            "for-many.asc",
            Some("RSAES-PKCS1-1.5"),
            &["RSAES-PKCS1-1.5, key ", "X25519, key ", "ElGamal, key ", "ECDH, key "],
        ),
        ("for-hidden.gpg", Some("X25519"), &["X25519, key hidden"]),
        ("password.gpg", None, &["password, iterated S2K SHA-512, AES-192 CFB"]),
        (
            "both.gpg",
            Some("RSAES-PKCS1-1.5"),
            &["RSAES-PKCS1-1.5, key ", "password, iterated S2K SHA-1, AES-256 CFB"],
        ),
    ];
    for (file, algorithm, recipients) in rows {
        let sink = look(file, &fixture(FOLDER, file));
        let (_, message) = only(&sink);
        assert_eq!(message.material, MaterialKind::Other, "{file}");
        let seen = message.algorithm.as_ref().map(|algorithm| algorithm.name.as_str());
        assert_eq!(seen, algorithm, "{file}");
        let of = |wanted: &'static str| {
            let named = message.details.iter().filter(move |(name, _)| name == wanted);
            named.map(|(_, value)| value.as_str()).collect::<Vec<_>>()
        };
        let seen = of("recipient");
        assert_eq!(seen.len(), recipients.len(), "{file}: {seen:?}");
        assert!(
            seen.iter().zip(recipients).all(|(seen, of)| seen.starts_with(of)),
            "{file}: {seen:?}"
        );
        assert_eq!(
            of("content encryption"),
            ["SEIPD version 1 (CFB with SHA-1 detection code)"],
            "{file}"
        );
    }
}

/// Key flags 03 and 0C by gpg, in words by sq.
#[test]
fn key_flags_say_what_an_rsa_key_is_for() {
    use CryptoFunction::{Decrypt, Encrypt, Sign, Verify};
    let sink = look("rsa.pgp", &fixture(FOLDER, "rsa.pgp"));
    let found = materials(&sink);
    let rows = [
        ("certify, sign", [Sign, Verify]),
        ("encrypt communications, encrypt storage", [Encrypt, Decrypt]),
    ];
    assert_eq!(found.len(), rows.len());
    for ((_, key), (words, functions)) in found.iter().zip(rows) {
        let flags = key.details.iter().find(|(name, _)| name == "openpgp key flags");
        assert_eq!(flags.unwrap().1, words);
        assert_eq!(key.algorithm.as_ref().unwrap().functions, functions.into_iter().collect());
    }
}

/// Packets by hand, after RFC 9580 §5.1.2, §5.7.2 and RFC 9980 §2, §4.3.
#[test]
fn version_6_and_post_quantum_messages() {
    let packet = |tag: u8, body: &[u8]| {
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        [&[0xC0 | tag, 0xFF][..], &length, body].concat()
    };
    let fingerprint = [0x42; 32];
    let session = [&[6, 33, 6][..], &fingerprint, &[35], &[7; 32 + 1088 + 42]].concat();
    let data = [&[2, 9, 2, 6][..], &[1; 80]].concat();
    let bytes = [packet(1, &session), packet(18, &data)].concat();
    let sink = look("message.pgp", &bytes);
    let (_, message) = only(&sink);
    let algorithm = message.algorithm.as_ref().unwrap();
    assert_eq!(algorithm.name, "ML-KEM-768+X25519");
    assert_eq!(algorithm.components, ["ML-KEM-768", "X25519"]);
    assert!(message.details.iter().any(|(_, value)| value == "SEIPD version 2, AES-256 OCB"));
    for (id, name) in [
        (30, "ML-DSA-65+Ed25519"),
        (31, "ML-DSA-87+Ed448"),
        (32, "SLH-DSA-SHAKE-128s"),
        (34, "SLH-DSA-SHAKE-256s"),
    ] {
        let signature = [&[6, 0, id, 12, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 16][..], &[9; 200]].concat();
        let sink = look("file.sig", &packet(2, &signature));
        let seen = only(&sink).1.signature_algorithm.as_ref().unwrap();
        assert_eq!((seen.name.as_str(), seen.digest.as_deref()), (name, Some("SHA3-256")));
    }
}

#[test]
fn damage_is_unknown_and_prose_is_nothing() {
    let whole = fixture(FOLDER, "for-rsa.gpg");
    let sink = look("for-rsa.gpg", &whole[..whole.len() - 20]);
    assert_eq!(sink.unknowns[0].reason, UnknownReason::Malformed);
    let text = fixture(FOLDER, "ed25519.asc");
    let sink = look("ed25519.asc", &text[..text.len() - 40]);
    assert_eq!(sink.unknowns[0].reason, UnknownReason::Malformed);
    assert_nothing(
        "README.md",
        "Sign with gpg; the block begins with\n-----BEGIN PGP SIGNATURE-----\nand ends with\n-----END PGP SIGNATURE-----\n\
         as a message does with\n-----BEGIN PGP MESSAGE-----\nin RFC 9580.\n",
    );
}
