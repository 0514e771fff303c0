//! Keys of LMS, HSS, XMSS and XMSS^MT, against the libraries that made them and IANA's registries.

use std::collections::BTreeMap;

use y2q::model::Material;
use y2q::registry;

use crate::certificates::{der, look, material};

const FIXTURES: &str = "inventories/fixtures/stateful-keys";

fn rows(name: &str) -> Vec<BTreeMap<String, String>> {
    let rows = csv::Reader::from_path(format!("{FIXTURES}/{name}")).unwrap();
    rows.into_deserialize().map(Result::unwrap).collect()
}

fn read(name: &str, bytes: &[u8]) -> Material {
    let sink = look(name, bytes);
    assert!(sink.unknowns.is_empty(), "{name}: {:?}", sink.unknowns);
    let [finding] = &sink.findings[..] else { panic!("{name}: {:?}", sink.findings) };
    material(finding).clone()
}

fn detail<'a>(key: &'a Material, name: &str) -> Option<&'a str> {
    key.details.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
}

/// A `SubjectPublicKeyInfo` from the content octets of an OID and a key.
fn spki(oid: &[u8], key: &[u8]) -> Vec<u8> {
    let bits = der(0x03, &[&[0], key].concat());
    der(0x30, &[der(0x30, &der(0x06, oid)), bits].concat())
}

const HSS: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 16, 3, 17];
const XMSS: &[u8] = &[0x2B, 6, 1, 5, 5, 7, 6, 34];
const XMSSMT: &[u8] = &[0x2B, 6, 1, 5, 5, 7, 6, 35];

#[test]
fn hss_keys_agree_with_pyhsslms() {
    let rows = rows("truth.csv");
    assert_eq!(rows.len(), 4);
    for row in rows {
        let file = row["file"].as_str();
        let key = read(file, &std::fs::read(format!("{FIXTURES}/{file}")).unwrap());
        let algorithm = key.algorithm.as_ref().unwrap();
        assert_eq!(algorithm.name, row["lms"], "{file}");
        assert_eq!(algorithm.family.as_deref(), Some("LMS"), "{file}");
        assert_eq!(algorithm.oid.as_deref(), Some("1.2.840.113549.1.9.16.3.17"), "{file}");
        assert_eq!(detail(&key, "lms type"), Some(row["lms"].as_str()), "{file}");
        assert_eq!(detail(&key, "lm-ots type"), Some(row["lmots"].as_str()), "{file}");
        assert_eq!(detail(&key, "hss levels"), Some(row["levels"].as_str()), "{file}");
        assert_eq!(key.fingerprint, row["spki_sha256"], "{file}");
    }
}

#[test]
fn every_number_of_pyhsslms_is_named_as_there() {
    let rows = rows("numbers.csv");
    assert_eq!(rows.len(), 20 + 16);
    for row in rows {
        let number: u32 = row["number"].parse().unwrap();
        let (lms, one_time) =
            if row["name"].starts_with("LMS_") { (number, 1) } else { (5, number) };
        let node = if (10..15).contains(&lms) || lms >= 20 { 24 } else { 32 };
        let numbers = [1_u32, lms, one_time].map(u32::to_be_bytes).concat();
        let key = read("key.der", &spki(HSS, &[numbers, vec![7; 16 + node]].concat()));
        let name = if lms == number { "lms type" } else { "lm-ots type" };
        let name = if row["name"].starts_with("LMOTS") { "lm-ots type" } else { name };
        assert_eq!(detail(&key, name), Some(row["name"].as_str()));
    }
}

/// First and last names of each block in IANA's registries "XMSS Signatures" and "XMSS^MT Signatures".
#[test]
fn xmss_keys_state_their_parameter_set() {
    for (oid, number, n, name) in [
        (XMSS, 0x01, 32, "XMSS-SHA2_10_256"),
        (XMSS, 0x03, 32, "XMSS-SHA2_20_256"),
        (XMSS, 0x04, 64, "XMSS-SHA2_10_512"),
        (XMSS, 0x08, 32, "XMSS-SHAKE_16_256"),
        (XMSS, 0x0C, 64, "XMSS-SHAKE_20_512"),
        (XMSS, 0x0D, 24, "XMSS-SHA2_10_192"),
        (XMSS, 0x10, 32, "XMSS-SHAKE256_10_256"),
        (XMSS, 0x15, 24, "XMSS-SHAKE256_20_192"),
        (XMSSMT, 0x01, 32, "XMSSMT-SHA2_20/2_256"),
        (XMSSMT, 0x08, 32, "XMSSMT-SHA2_60/12_256"),
        (XMSSMT, 0x09, 64, "XMSSMT-SHA2_20/2_512"),
        (XMSSMT, 0x11, 32, "XMSSMT-SHAKE_20/2_256"),
        (XMSSMT, 0x20, 64, "XMSSMT-SHAKE_60/12_512"),
        (XMSSMT, 0x21, 24, "XMSSMT-SHA2_20/2_192"),
        (XMSSMT, 0x2D, 32, "XMSSMT-SHAKE256_40/8_256"),
        (XMSSMT, 0x38, 24, "XMSSMT-SHAKE256_60/12_192"),
    ] {
        let octets = [u32::to_be_bytes(number).to_vec(), vec![7; 2 * n]].concat();
        let key = read("key.der", &spki(oid, &octets));
        assert_eq!(key.algorithm.as_ref().unwrap().name, name);
        assert_eq!(detail(&key, "xmss type"), Some(name));
    }
}

/// Botan's OID is from before the standard; the parameter set is in an OCTET STRING.
#[test]
fn an_oid_from_before_the_standard_stays() {
    let bytes = std::fs::read(format!("{FIXTURES}/botan-xmss.pem")).unwrap();
    let shown = std::fs::read_to_string(format!("{FIXTURES}/botan-xmss.txt")).unwrap();
    let key = read("botan-xmss.pem", &bytes);
    let algorithm = key.algorithm.as_ref().unwrap();
    assert_eq!(algorithm.name, "XMSS-ISARA");
    assert!(shown.contains(algorithm.oid.as_deref().unwrap()), "{shown}");
    assert_eq!(detail(&key, "xmss type"), Some("XMSS-SHA2_10_256"));
}

#[test]
fn numbers_and_lengths_that_do_not_fit_leave_the_scheme() {
    let numbers = |levels: u32, lms: u32| [levels, lms, 4].map(u32::to_be_bytes).concat();
    for (oid, octets, name) in [
        (HSS, [numbers(1, 99), vec![7; 48]].concat(), "HSS-LMS"),
        (HSS, [numbers(9, 5), vec![7; 48]].concat(), "HSS-LMS"),
        (HSS, [numbers(1, 5), vec![7; 40]].concat(), "HSS-LMS"),
        (HSS, vec![0, 0, 0], "HSS-LMS"),
        (XMSS, [vec![0, 0, 0, 0x16], vec![7; 48]].concat(), "XMSS"),
        (XMSS, [vec![0, 0, 0, 0], vec![7; 64]].concat(), "XMSS"),
        (XMSSMT, [vec![0, 0, 0, 0x39], vec![7; 48]].concat(), "XMSSMT"),
        (XMSSMT, [vec![0, 0, 0, 1], vec![7; 63]].concat(), "XMSSMT"),
    ] {
        let key = read("key.der", &spki(oid, &octets));
        assert_eq!(key.algorithm.as_ref().unwrap().name, name);
        assert!(key.details.is_empty(), "{:?}", key.details);
    }
}

/// RFC 8391 §5.3 and Appendix D, RFC 8554 §6.4: octets of keys without their numbers, and of signatures.
#[test]
fn sizes_follow_from_the_parameter_set() {
    for (name, public, signature) in [
        ("XMSS-SHA2_10_256", 64, Some(2500)),
        ("XMSS-SHA2_20_256", 64, Some(2820)),
        ("XMSS-SHAKE_16_512", 128, Some(9476)),
        ("XMSS-SHA2_10_192", 48, Some(1492)),
        ("XMSSMT-SHA2_20/2_256", 64, Some(4963)),
        ("XMSSMT-SHAKE_60/12_256", 64, Some(27688)),
        ("LMS_SHAKE_M24_H15", 48, None),
    ] {
        let sizes = registry::facts(&registry::by_name(name).unwrap()).sizes;
        assert_eq!((sizes.public_key, sizes.output), (Some(public), signature), "{name}");
    }
}
