//! Keys and tokens with formats of their own, against what the tools that made them say of them.

mod cose;
mod dnssec;
mod gnupg_home;
mod jose;
mod openpgp;
mod pkcs11;
mod property_lists;
mod sealed_files;
mod serializations;
mod small_keys;
mod supply_chain;
mod tpm_keystore;
mod wallet_stores;
mod wallets;

use std::path::Path;

use y2q::detect::{DETECTORS, Sink};
use y2q::model::{Asset, Finding, Material, MaterialKind, RelationKind};
use y2q::scan::examine;

fn fixture(folder: &str, name: &str) -> Vec<u8> {
    let path = Path::new("inventories/fixtures").join(folder).join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn look(name: &str, bytes: &[u8]) -> Sink {
    examine(DETECTORS, name, bytes)
}

/// Rows of a table that an independent tool filled, as named columns.
fn truth(folder: &str, name: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let path = Path::new("inventories/fixtures").join(folder).join(name);
    let rows: Vec<_> =
        csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect();
    assert!(!rows.is_empty(), "{folder}/{name}");
    rows
}

fn materials(sink: &Sink) -> Vec<(&Finding, &Material)> {
    let mut found = Vec::new();
    for finding in &sink.findings {
        if let Asset::RelatedCryptoMaterial(material) = &finding.asset {
            found.push((finding, material));
        }
    }
    found
}

/// The one piece of material in a file that holds nothing else.
fn only(sink: &Sink) -> (&Finding, &Material) {
    let found = materials(sink);
    assert_eq!((found.len(), sink.findings.len(), sink.unknowns.len()), (1, 1, 0), "{sink:?}");
    found[0]
}

/// A public key beside a private one.
fn public_half(finding: &Finding) -> &Material {
    let edge = finding.relations.iter().find(|edge| edge.kind == RelationKind::PublicHalf);
    let id = edge.expect("an edge to the public half").to;
    let half = finding.supporting.iter().find(|asset| asset.id() == id);
    match half {
        Some(Asset::RelatedCryptoMaterial(half)) if half.material == MaterialKind::PublicKey => {
            half
        }
        other => panic!("{other:?}"),
    }
}

fn assert_nothing(name: &str, text: &str) {
    let sink = look(name, text.as_bytes());
    assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{name}: {sink:?}");
}
