//! NSS databases against what certutil, sqlite3 and OpenSSL say of them.

use std::path::Path;

use y2q::model::{Asset, MaterialKind, UnknownReason};

use super::{Sink, detail, look, materials};

const FIXTURES: &str = "inventories/fixtures/nss";

fn read(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(FIXTURES).join(name)).expect(name)
}

fn reasons(sink: &Sink) -> Vec<UnknownReason> {
    sink.unknowns.iter().map(|unknown| unknown.reason).collect()
}

#[test]
fn certificates_agree_with_certutil() {
    let bytes = read("open/cert9.db");
    // By content: the name says nothing.
    let sink = look("profile/backup", &bytes);
    let prints = String::from_utf8(read("fingerprints.csv")).unwrap();
    let mut names = Vec::new();
    for finding in &sink.findings {
        if let Asset::Certificate(certificate) = &finding.asset {
            let row = prints.lines().find(|row| row.ends_with(&certificate.fingerprint)).unwrap();
            names.push(row.split(',').next().unwrap());
        }
    }
    names.sort_unstable();
    assert_eq!(names, ["anchor", "ec", "rsa"]);
    let store = materials(&sink)[0].1.clone();
    assert_eq!((store.material, store.format.as_str()), (MaterialKind::Keystore, "NSS"));
    assert_eq!(detail(&store, "certificates"), ["3"]);
    assert_eq!(detail(&store, "public keys"), ["2"]);
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
}

#[test]
fn keys_agree_with_certutil_and_openssl() {
    let prints = String::from_utf8(read("fingerprints.csv")).unwrap();
    // 01 and 2710 in the transcript: NSS spares the work where the password is empty.
    for (folder, iterations) in [("open", 1), ("closed", 10_000)] {
        let sink = look("key4.db", &read(&format!("{folder}/key4.db")));
        let found = materials(&sink);
        let [(_, rsa), (_, ec), (finding, store)] = &found[..] else { panic!("{found:?}") };
        assert_eq!(rsa.algorithm.as_ref().unwrap().name, "RSA-2048");
        assert_eq!(rsa.size_bits, Some(2048));
        assert!(prints.contains(&format!("rsa-key,{}\n", rsa.fingerprint)), "{rsa:?}");
        assert_eq!(ec.algorithm.as_ref().unwrap().curve.as_deref(), Some("P-384"));
        assert_eq!(finding.relations.len(), 2);
        let words = "PBES2 PBKDF2-HMAC-SHA-256 AES-256-CBC";
        for material in [rsa, ec, store] {
            let how = material.protection.as_ref().unwrap();
            assert_eq!((how.scheme.as_str(), how.iterations), (words, Some(iterations)));
        }
        assert_eq!(detail(store, "private keys"), ["2"]);
        let plural = if iterations == 1 { "" } else { "s" };
        let told = format!(
            "encrypted: 2 private keys ({words}, {iterations} iteration{plural}); a password would open it"
        );
        assert_eq!(sink.unknowns[0].detail, told);
        assert_eq!(reasons(&sink), [UnknownReason::Encrypted]);
    }
}

#[test]
fn old_databases_are_told_by_their_header_and_name() {
    let header = [&[0, 6, 0x15, 0x61, 0, 0, 0, 2][..], &[0; 500]].concat();
    for name in ["cert8.db", "key3.db"] {
        assert_eq!(reasons(&look(name, &header)), [UnknownReason::Unsupported], "{name}");
    }
    let sink = look("aliases.db", &header);
    assert!(sink.findings.is_empty() && sink.unknowns.is_empty());
}

#[test]
fn damaged_and_foreign_databases() {
    let whole = read("open/cert9.db");
    let sink = look("cert9.db", &whole[..whole.len() / 2]);
    assert!(reasons(&sink).contains(&UnknownReason::Malformed), "{:?}", sink.unknowns);
    // A tree whose pages refer to themselves, on every page.
    for page in 1..whole.len() / 4096 {
        let mut bytes = whole.clone();
        bytes[page * 4096] = 5;
        bytes[page * 4096 + 8..page * 4096 + 12].copy_from_slice(&[
            0,
            0,
            0,
            u8::try_from(page + 1).unwrap(),
        ]);
        let sink = look("cert9.db", &bytes);
        assert!(sink.findings.len() < 20);
    }
    // Another program's database, and words about NSS.
    let other = [&b"SQLite format 3\0"[..], &whole[16..100], b"CREATE TABLE moz_places"].concat();
    for bytes in
        [&other[..], b"cert9.db has the tables nssPublic and metaData in SQLite format 3.\n"]
    {
        let sink = look("places.sqlite", bytes);
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    }
}
