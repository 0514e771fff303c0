//! BKS, UBER and BCFKS against what keytool, Bouncy Castle and OpenSSL say of them.

use std::path::Path;

use y2q::model::{Asset, MaterialKind, UnknownReason};

use super::{Sink, detail, look, materials};

const FIXTURES: &str = "inventories/fixtures/java-keystores";

fn read(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(FIXTURES).join(name)).expect(name)
}

/// Names of the certificates that were found, sorted.
fn certificates(sink: &Sink) -> Vec<String> {
    let prints = String::from_utf8(read("fingerprints.csv")).unwrap();
    let named = |print: &str| {
        let row = prints.lines().find(|row| row.ends_with(print)).unwrap_or(print);
        row.split(',').next().unwrap().to_owned()
    };
    let mut names = Vec::new();
    for finding in &sink.findings {
        if let Asset::Certificate(certificate) = &finding.asset {
            names.push(named(&certificate.fingerprint));
        }
    }
    names.sort();
    names
}

fn reasons(sink: &Sink) -> Vec<UnknownReason> {
    sink.unknowns.iter().map(|unknown| unknown.reason).collect()
}

/// Octets 28 to 32, behind version, salt length and a salt of 20 octets.
fn iterations(bytes: &[u8]) -> u32 {
    u32::from_be_bytes(bytes[28..32].try_into().unwrap())
}

#[test]
fn bks_agrees_with_keytool() {
    for (file, key) in [("store.bks", ""), ("store.bks-v1", " with a key of 16 bits")] {
        let bytes = read(file);
        let sink = look(file, &bytes);
        assert_eq!(certificates(&sink), ["anchor", "leaf"], "{file}");
        let found = materials(&sink);
        let [(finding, store)] = &found[..] else { panic!("{file}: {found:?}") };
        assert_eq!((store.format.as_str(), finding.relations.len()), ("BKS", 2), "{file}");
        assert_eq!(detail(store, "entries"), ["3"], "{file}");
        assert_eq!(detail(store, "private keys"), ["1"], "{file}");
        // The store seals the type of a key together with it.
        assert_eq!(detail(store, "secret or private keys"), ["1"], "{file}");
        let mac = format!("HMAC-SHA-1{key}, {} iterations", iterations(&bytes));
        assert_eq!(detail(store, "mac"), [mac], "{file}");
        assert_eq!(reasons(&sink), [UnknownReason::Encrypted]);
        // Salt of 20 octets and count stand before each sealed key; both are of the library's scheme for entries.
        let told = &sink.unknowns[0].detail;
        assert!(
            told.starts_with("encrypted: 1 private key (PKCS12-PBE-SHA-1-3DES-168, "),
            "{told}"
        );
        assert!(told.contains("1 secret or private key (PKCS12-PBE-SHA-1-3DES-168, "), "{told}");
    }
    let sink = look("trust.bks", &read("trust.bks"));
    assert_eq!(certificates(&sink), ["anchor"]);
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    assert_eq!(materials(&sink)[0].1.protection, None);
}

#[test]
fn keys_in_bks_by_other_means() {
    let sink = look("octets.bks", &read("octets.bks"));
    assert_eq!(certificates(&sink), ["leaf"]);
    let words = "PBES2 PBKDF2-HMAC-SHA-512 AES-128-CBC, 3333 iterations";
    assert_eq!(detail(materials(&sink)[0].1, "encryption"), [words]);

    let sink = look("plain.bks", &read("plain.bks"));
    let found = materials(&sink);
    let [(place, key), (finding, store)] = &found[..] else { panic!("{found:?}") };
    assert_eq!(key.material, MaterialKind::PrivateKey);
    assert_eq!(key.algorithm.as_ref().unwrap().curve.as_deref(), Some("P-256"));
    let prints = String::from_utf8(read("fingerprints.csv")).unwrap();
    assert!(prints.contains(&format!("key,{}", key.fingerprint)));
    assert_eq!(read("plain.bks")[usize::try_from(place.occurrence.offset).unwrap()], 0x30);
    assert_eq!(detail(store, "private keys in the clear"), ["1"]);
    assert_eq!(finding.relations.len(), 1);
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
}

#[test]
fn uber_shows_its_header_only() {
    let bytes = read("store.uber");
    let sink = look("store.uber", &bytes);
    let store = materials(&sink)[0].1.clone();
    assert_eq!((store.format.as_str(), sink.findings.len()), ("UBER", 1));
    let told = format!(
        "encrypted: 1 store of entries (PKCS12-PBE-SHA-1-Twofish-256, {} iterations); a password would open it",
        iterations(&bytes)
    );
    assert_eq!(sink.unknowns[0].detail, told);
}

#[test]
fn bcfks_agrees_with_openssl() {
    // C800, 4000 and 1B58 in the transcript are 51200, 16384 and 7000.
    let pbkdf2 = "PBKDF2-HMAC-SHA-512";
    let rows = [
        (
            "store.bcfks",
            format!("PBES2 {pbkdf2} AES-256-CCM, 51200 iterations"),
            format!("{pbkdf2} HMAC-SHA-512, 51200 iterations"),
            0,
        ),
        (
            "trust.bcfks",
            format!("PBES2 {pbkdf2} AES-256-CCM, 51200 iterations"),
            format!("{pbkdf2} HMAC-SHA-512, 51200 iterations"),
            0,
        ),
        (
            "scrypt.bcfks",
            "PBES2 scrypt AES-256-CCM, 16384 iterations".to_owned(),
            "scrypt HMAC-SHA-512, 16384 iterations".to_owned(),
            0,
        ),
        (
            "wrap.bcfks",
            "PBES2 PBKDF2-HMAC-SHA3-512 AES-256-KWP, 7000 iterations".to_owned(),
            "PBKDF2-HMAC-SHA3-512 HMAC-SHA3-512, 7000 iterations".to_owned(),
            0,
        ),
        (
            "signed.bcfks",
            format!("PBES2 {pbkdf2} AES-256-CCM, 16384 iterations"),
            "signature, ECDSA-SHA-512".to_owned(),
            1,
        ),
    ];
    for (file, encryption, mac, carried) in rows {
        let sink = look(file, &read(file));
        let store = materials(&sink)[0].1.clone();
        assert_eq!(store.format, "BCFKS", "{file}");
        assert_eq!(detail(&store, "encryption"), [encryption], "{file}");
        assert_eq!(detail(&store, "mac"), [mac], "{file}");
        assert_eq!(certificates(&sink).len(), carried, "{file}");
        assert_eq!(reasons(&sink), [UnknownReason::Encrypted], "{file}");
    }
}

#[test]
fn what_is_cut_is_malformed_and_what_looks_alike_is_nothing() {
    for file in ["store.bks", "store.bcfks", "trust.bks", "plain.bks"] {
        let whole = read(file);
        for keep in [whole.len() - 1, whole.len() / 2] {
            let sink = look(file, &whole[..keep]);
            assert!(
                reasons(&sink).contains(&UnknownReason::Malformed),
                "{file}: {:?}",
                sink.unknowns
            );
        }
    }
    // Numbers of the header with what is no random salt, no entry and no sealed bytes behind it.
    let header = |salt: [u8; 20]| [&[0, 0, 0, 1, 0, 0, 0, 20][..], &salt, &[0, 0, 4, 9]].concat();
    let mixed: [u8; 20] = std::array::from_fn(|at| u8::try_from(at * 37 % 251).unwrap());
    for bytes in [
        [header([0; 20]), vec![0xA5; 320]].concat(),
        [header(mixed), vec![0xA5; 321]].concat(),
        [header(mixed), vec![0; 16]].concat(),
    ] {
        let sink = look("table.bin", &bytes);
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{sink:?}");
    }
    let text = "Bouncy Castle has BKS, UBER and BCFKS (ObjectStore ::= SEQUENCE); JKS begins with FEEDFEED.\n";
    let sink = look("README.md", text.as_bytes());
    assert!(sink.findings.is_empty() && sink.unknowns.is_empty());
}
