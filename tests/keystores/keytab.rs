//! Kerberos keytabs against what `klist -k -e` prints of them.

use std::path::Path;

use y2q::model::{MaterialKind, UnknownReason};

use super::{detail, look, materials};

const FIXTURES: &str = "inventories/fixtures/kerberos";

fn read(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(FIXTURES).join(name)).expect(name)
}

/// Version, principal and encryption type of each key, in IANA's spelling.
fn said(file: &str) -> Vec<[String; 3]> {
    let text = String::from_utf8(read("tools.txt")).unwrap();
    let section = text.split("== ").find(|section| section.contains(&format!(": {file}\n")));
    let row = |line: &str| {
        let words = line.split_whitespace().collect::<Vec<_>>();
        let kind = words[2].trim_matches(['(', ')']).trim_start_matches("DEPRECATED:");
        let kind = match kind {
            // MIT's names of what IANA lists as rc4-hmac and des3-cbc-sha1-kd.
            "arcfour-hmac" => "rc4-hmac",
            "des3-cbc-sha1" => "des3-cbc-sha1-kd",
            other => other,
        };
        [words[0], words[1], kind].map(str::to_owned)
    };
    section.unwrap().lines().skip(1).map(row).collect()
}

#[test]
fn keytabs_agree_with_klist() {
    for file in ["every.keytab", "one.keytab", "little.keytab"] {
        let sink = look("etc/whatever", &read(file));
        let found = materials(&sink);
        let seen = found.iter().map(|(_, key)| {
            assert_eq!((key.material, key.format.as_str()), (MaterialKind::SecretKey, "keytab"));
            let kind = detail(key, "encryption type").concat();
            [detail(key, "key version").concat(), key.subject.clone().unwrap(), kind]
        });
        assert_eq!(seen.collect::<Vec<_>>(), said(file), "{file}");
        assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    }
    let sink = look("krb5.keytab", &read("every.keytab"));
    let found = materials(&sink);
    let ciphers = found
        .iter()
        .map(|(_, key)| (key.algorithm.as_ref().unwrap().name.as_str(), key.size_bits.unwrap()));
    assert_eq!(
        ciphers.collect::<Vec<_>>(),
        [
            ("AES-256", 256),
            ("AES-128", 128),
            ("AES-256", 256),
            ("AES-128", 128),
            ("CAMELLIA-256", 256),
            ("CAMELLIA-128", 128),
            ("RC4", 128),
            ("3DES-CBC", 192),
        ]
    );
}

#[test]
fn version_1_of_either_byte_order_holds_the_same_keys() {
    let ids = |file: &str| {
        let sink = look(file, &read(file));
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        sink.findings.iter().map(|finding| finding.asset.id()).collect::<Vec<_>>()
    };
    let every = ids("every.keytab");
    assert_eq!(every.len(), 8);
    for file in ["little.keytab", "big.keytab"] {
        assert_eq!(ids(file), every, "{file}");
        let whole = read(file);
        let sink = look(file, &whole[..whole.len() - 3]);
        assert_eq!((sink.findings.len(), sink.unknowns[0].reason), (7, UnknownReason::Malformed));
    }
    for bytes in [&b"\x05\x01\0\0\0\x04abcd"[..], &[5, 1, 0, 0, 0, 0, 0, 0], &[5, 1], &[5, 1, 9]] {
        let sink = look("krb5.keytab", bytes);
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{sink:?}");
    }
}

#[test]
fn no_key_is_told_and_what_is_cut_is_unknown() {
    let whole = read("one.keytab");
    // Behind the type 18 and the length 32.
    let start = whole.windows(4).position(|run| run == [0, 18, 0, 32]).unwrap() + 4;
    let key = whole[start..start + 32].iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let told = format!("{:?}", look("one.keytab", &whole)).to_lowercase();
    assert!(!told.contains(&key[..16]));
    // The finding is of the public parts: another key of the same principal, version and type is the same asset.
    let mut other = whole.clone();
    other[start] ^= 0xFF;
    let id = |bytes: &[u8]| look("one.keytab", bytes).findings[0].asset.id();
    assert_eq!(id(&whole), id(&other));

    let every = read("every.keytab");
    let sink = look("every.keytab", &every[..every.len() - 3]);
    assert_eq!((sink.findings.len(), sink.unknowns[0].reason), (7, UnknownReason::Malformed));
    // A deleted entry is a hole of negative size, and zeros may follow the last entry.
    let hole = [&[5, 2][..], &(-10_i32).to_be_bytes(), &[9; 10], &whole[2..], &[0; 8]].concat();
    let sink = look("one.keytab", &hole);
    assert_eq!((sink.findings.len(), sink.unknowns.len()), (1, 0));
    for bytes in [&b"\x05\x02\0\0\0\x04abcd"[..], b"A keytab begins with 0x0502.\n", &[5, 2]] {
        let sink = look("krb5.keytab", bytes);
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{sink:?}");
    }
}
