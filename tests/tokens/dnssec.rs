//! DNSSEC keys, records and anchors against BIND, ldns and OpenSSL.

use y2q::model::{Asset, Evidence, MaterialKind, UnknownReason};

use super::truth;
use super::{assert_nothing, fixture, look, materials, only};

const FOLDER: &str = "dnssec";

#[test]
fn keys_agree_with_bind_and_openssl() {
    for row in truth(FOLDER, "truth.csv") {
        let file = row["file"].as_str();
        let sink = look(file, &fixture(FOLDER, file));
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        let found = materials(&sink);
        // P-256, P-384 and Ed448 keys have their public half in the file beside them.
        let is_alone =
            file.ends_with(".private") && ["13", "14", "16"].contains(&row["algorithm"].as_str());
        if is_alone {
            let (finding, key) = only(&sink);
            assert_eq!(key.material, MaterialKind::PrivateKey, "{file}");
            assert!(finding.occurrence.note.contains(&row["algorithm"]), "{file}");
            continue;
        }
        let key = found.iter().find(|(_, key)| key.fingerprint == row["spki"]);
        let Some((finding, key)) = key else { panic!("{file}: {sink:?}") };
        let is_private = file.ends_with(".private");
        assert_eq!(key.material == MaterialKind::PrivateKey, is_private, "{file}");
        if let Some(bits) = key.size_bits {
            assert_eq!(bits.to_string(), row["bits"], "{file}");
        }
        if file.ends_with(".key") {
            let note = &finding.occurrence.note;
            assert!(note.ends_with(&format!("key tag {}", row["tag"])), "{file}: {note}");
            assert!(note.contains(&format!("algorithm {} (", row["algorithm"])), "{file}: {note}");
        }
    }
}

/// Records as `generate.sh` writes them; named-checkzone loads the zone.
#[test]
fn a_zone_shows_every_key_and_digest() {
    let sink = look("example.zone", &fixture(FOLDER, "example.zone"));
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    // Eight DNSKEY, the TLSA key, the IPSECKEY.
    assert_eq!(materials(&sink).len(), 10, "{sink:?}");
    let digests = sink.findings.iter().filter_map(|finding| match &finding.asset {
        Asset::Algorithm(algorithm) => {
            Some((algorithm.name.as_str(), finding.occurrence.note.split(' ').next().unwrap()))
        }
        _ => None,
    });
    let expected = [
        ("SHA-1", "DS"),
        ("SHA-384", "DS"),
        ("SHA-1", "SSHFP"),
        ("SHA-256", "SSHFP"),
        ("SHA-256", "TLSA"),
    ];
    assert_eq!(digests.collect::<Vec<_>>(), expected);
    let roles = materials(&sink)
        .iter()
        .filter(|(f, _)| f.occurrence.note.contains("key-signing key"))
        .count();
    assert_eq!(roles, 2);
}

#[test]
fn configurations_show_anchors_and_shared_keys() {
    let row = &truth(FOLDER, "truth.csv")[0];
    let sink = look("named.conf", &fixture(FOLDER, "named.conf"));
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    let found = materials(&sink);
    assert_eq!(found.len(), 3, "{sink:?}");
    let shared = found.iter().filter(|(_, key)| key.material == MaterialKind::SecretKey);
    let shared =
        shared.map(|(_, key)| (key.algorithm.as_ref().unwrap().name.as_str(), key.size_bits));
    assert_eq!(shared.collect::<Vec<_>>(), [("HMAC-SHA-256", Some(256)), ("HMAC-MD5", Some(128))]);
    let (finding, _) = found.iter().find(|(_, key)| key.fingerprint == row["spki"]).unwrap();
    assert_eq!(finding.occurrence.evidence, Evidence::Configured);
    let sink = look("unbound.conf", &fixture(FOLDER, "unbound.conf"));
    assert_eq!(materials(&sink)[0].1.fingerprint, row["spki"]);
    assert_eq!(sink.findings.len(), 2, "{sink:?}");
}

#[test]
fn prose_is_nothing_and_damage_is_unknown() {
    assert_nothing(
        "notes.txt",
        "A DNSKEY record has flags 257 3 8 and a key; IN DS records have a key tag. The TLSA record (RFC 6698) 3 1 1 is\n\
         a DS for the child, SSHFP 4 2 for hosts, IPSECKEY for IPsec. example.org. IN DNSKEY 257 3 8 ( key )\n\
         key \"name\" { algorithm hmac-sha256; secret \"<base64>\"; };  trust-anchors { . initial-key ...; };\n\
         Private-key-format: v1.3 begins a key file.\n",
    );
    let sink = look("K.key", b"example.org. IN DNSKEY 257 3 13 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n");
    assert_eq!(sink.unknowns[0].reason, UnknownReason::Malformed);
    let sink = look("K.private", b"Private-key-format: v1.3\nAlgorithm: 13 (ECDSAP256SHA256)\n");
    assert_eq!(sink.unknowns[0].reason, UnknownReason::Malformed);
}
