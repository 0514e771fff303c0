//! Post-quantum private keys in every form, against the OpenSSL that made and loaded them.

use std::collections::BTreeMap;

use y2q::detect::Sink;
use y2q::model::{RelationKind, UnknownReason};

use crate::certificates::{der, look, material};

const FIXTURES: &str = "inventories/fixtures/post-quantum-keys";

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{FIXTURES}/{name}")).unwrap()
}

fn truth() -> Vec<BTreeMap<String, String>> {
    let rows = csv::Reader::from_path(format!("{FIXTURES}/truth.csv")).unwrap();
    let rows = rows.into_deserialize().map(Result::unwrap).collect::<Vec<_>>();
    assert_eq!(rows.len(), 6 * 3 + 12);
    rows
}

fn detail<'a>(sink: &'a Sink, name: &str) -> Option<&'a str> {
    let mut details = material(&sink.findings[0]).details.iter();
    details.find(|(of, _)| of == name).map(|(_, value)| value.as_str())
}

#[test]
fn every_form_agrees_with_openssl() {
    for row in truth() {
        let (file, name, form) = (row["file"].as_str(), &row["algorithm"], row["form"].as_str());
        let sink = look(file, &fixture(file));
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        let [finding] = &sink.findings[..] else { panic!("{file}: {:?}", sink.findings) };
        let found = material(finding);
        assert_eq!(found.algorithm.as_ref().unwrap().name, *name, "{file}");
        assert_eq!(found.format, "PKCS#8", "{file}");
        assert_eq!(detail(&sink, "form"), Some(form).filter(|form| !form.is_empty()), "{file}");
        let unchecked = detail(&sink, "seed against expanded key");
        assert_eq!(unchecked, (form == "both").then_some("not checked"), "{file}");
        // A seed shows no public half, and an expanded ML-DSA key lacks a part of it.
        let shows = name.starts_with("SLH") || (name.starts_with("ML-KEM") && form != "seed");
        let linked = finding.relations.iter().any(|edge| edge.kind == RelationKind::PublicHalf);
        assert_eq!(linked, shows, "{file}");
        assert_eq!(found.fingerprint == row["spki_sha256"], shows, "{file}");
    }
}

/// Replaces the key octets of a PKCS#8 of OpenSSL, whose algorithm identifier has 13 octets in all.
fn with_key(pkcs8: &[u8], key: &[u8]) -> Vec<u8> {
    let at = pkcs8.windows(2).position(|window| window == [0x30, 0x0B]).unwrap();
    der(0x30, &[&[2, 1, 0][..], &pkcs8[at..at + 13], &der(0x04, key)].concat())
}

fn fault(name: &str, pkcs8: &[u8]) -> String {
    let sink = look("key.p8", pkcs8);
    assert_eq!(material(&sink.findings[0]).algorithm.as_ref().unwrap().name, name);
    let linked = |edge: &y2q::model::Relation| edge.kind == RelationKind::PublicHalf;
    assert!(!sink.findings[0].relations.iter().any(linked));
    let [unknown] = &sink.unknowns[..] else { panic!("{:?}", sink.unknowns) };
    assert_eq!(unknown.reason, UnknownReason::Malformed);
    unknown.detail.clone()
}

#[test]
fn lengths_that_no_key_has_are_told() {
    let dsa = fixture("ml-dsa-65-expanded.der");
    let both = |seed: usize, expanded: usize| {
        let parts = [der(0x04, &vec![1; seed]), der(0x04, &vec![2; expanded])].concat();
        der(0x30, &parts)
    };
    for (key, said) in [
        (
            der(0x80, &[1; 31]),
            "ML-DSA-65: 31 octets, where its seed has 32 and its expanded key 4032",
        ),
        (der(0x04, &[1; 4000]), "ML-DSA-65: 4000 octets, where"),
        (vec![1; 77], "ML-DSA-65: 77 octets, where"),
        (both(32, 4896), "ML-DSA-65: both forms with 32 and 4896 octets, where"),
        (both(33, 4032), "ML-DSA-65: both forms with 33 and 4032 octets, where"),
        (der(0x30, &[]), "ML-DSA-65: both forms with 0 and 0 octets, where"),
    ] {
        let detail = fault("ML-DSA-65", &with_key(&dsa, &key));
        assert!(detail.contains(said), "{detail}");
    }
    let (_, pem) = ("", String::from_utf8(fixture("slh-dsa-shake-192f.pem")).unwrap());
    let base64 = pem.lines().filter(|line| !line.starts_with('-')).collect::<String>();
    let engine = base64::engine::general_purpose::STANDARD;
    let slh = base64::Engine::decode(&engine, base64).unwrap();
    let detail = fault("SLH-DSA-SHAKE-192f", &with_key(&slh, &[1; 64]));
    assert!(detail.contains("64 octets, where FIPS 205 has 96"), "{detail}");
}

/// The last 32 octets of an ML-KEM seed are the last of its expanded key too.
#[test]
fn a_seed_beside_another_expanded_key_is_told() {
    let mut whole = fixture("ml-kem-768-both.der");
    assert!(look("key.p8", &whole).unknowns.is_empty());
    let at = whole.len() - 20;
    whole[at] ^= 1;
    let detail = fault("ML-KEM-768", &whole);
    assert!(detail.contains("belong to two keys"), "{detail}");
}
