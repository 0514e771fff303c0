//! Families and curves against CycloneDX `cryptography-defs`.

use std::collections::{BTreeMap, BTreeSet};

use y2q::registry;

fn definitions() -> serde_json::Value {
    serde_json::from_str(include_str!("../schemas/cryptography-defs.json")).unwrap()
}

fn listed_families() -> BTreeSet<String> {
    let families = definitions()["algorithms"].as_array().unwrap().clone();
    families.iter().map(|entry| entry["family"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn families_have_their_cyclonedx_names() {
    let listed = listed_families();
    let known: BTreeSet<String> =
        registry::families().filter_map(|family| family.cyclonedx).map(str::to_owned).collect();
    assert_eq!(known.difference(&listed).collect::<Vec<_>>(), Vec::<&String>::new());
    // A family that CycloneDX lists under the registry's own name must say so.
    for family in registry::families() {
        if listed.contains(family.name) {
            assert_eq!(family.cyclonedx, Some(family.name));
        }
    }
    let unknown: Vec<&str> = listed.difference(&known).map(String::as_str).collect();
    assert_eq!(
        unknown,
        ["3GPP-XOR", "CMEA", "ChaCha", "Fortuna", "HPKE", "IKE-PRF", "MILENAGE", "TUAK", "Yarrow",]
    );
}

#[test]
fn curves_agree_with_cyclonedx() {
    let mut listed = BTreeMap::new();
    for group in definitions()["ellipticCurves"].as_array().unwrap() {
        for curve in group["curves"].as_array().unwrap() {
            let oid = curve["oid"].as_str().unwrap_or_default().to_owned();
            listed.insert(curve["name"].as_str().unwrap().to_owned(), oid);
        }
    }
    for curve in registry::curves() {
        let theirs =
            listed.get(curve.name).unwrap_or_else(|| panic!("{} is not listed", curve.name));
        assert!(theirs.is_empty() || theirs == curve.oid, "{}: {theirs}", curve.name);
    }
    // Every listed name of a curve that the registry knows by OID must lead to it.
    for (name, oid) in listed.iter().filter(|(_, oid)| !oid.is_empty()) {
        if let Some(canonical) = registry::curve(oid) {
            assert_eq!(registry::curve(name), Some(canonical), "{name}");
        }
    }
    for alias in ["prime256v1", "secp256r1", "nistp256", "P-256", "1.2.840.10045.3.1.7"] {
        assert_eq!(registry::curve(alias), Some("P-256"));
    }
}
