//! `CycloneDX` export and import, CSV and JSON: official schemas, every kind of asset, round trips.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod export;
mod import;
mod tables;
mod tools;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jsonschema::{Registry, Resource, Validator};
use serde_json::{Value, json};
use y2q::import as corridor;
use y2q::inventory::{
    Entry, Inventory, InventoryError, LocatedUnknown, Location, Record, ScanEnd, ScanStart, Scope,
};
use y2q::model::{
    Algorithm, Asset, AssetId, Certificate, CipherSuite, Confidence, CryptoFunction, Ecosystem,
    Evidence, Finding, Material, MaterialKind, Offer, OfferRole, Primitive, Protection, Protocol,
    ProtocolKind, RelationKind, Software, Timestamp, Unknown, UnknownReason,
};
use y2q::registry;
use y2q::report::cyclonedx::{self, Options, Serial, SpecVersion};
use y2q::report::{assets_csv, inventory_json};
use y2q::source::cbom::{CbomError, Document};

const VERSIONS: [SpecVersion; 2] = [SpecVersion::V1_6, SpecVersion::V1_7];

/// Truncated and bit-flipped documents end in an error or in unknowns, never in a panic.
fn survives_mutations(text: &[u8]) {
    const ROUNDS: usize = 400;
    let mut state = 1_u64;
    for round in 0..ROUNDS {
        let mut bytes = text.to_vec();
        if round % 4 == 0 {
            bytes.truncate(text.len() * round / ROUNDS);
        }
        for _ in 0..=round % 7 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let place = usize::try_from(state >> 33).unwrap() % bytes.len().max(1);
            if let Some(byte) = bytes.get_mut(place) {
                *byte ^= 1 << (state % 8);
            }
        }
        if let Ok(document) = Document::parse(&bytes) {
            document.each("x", |_| Ok::<_, ()>(())).unwrap();
        }
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_760_000_000 + second).unwrap()
}

fn all<T: serde::de::DeserializeOwned>(names: &[&str]) -> Vec<T> {
    names.iter().map(|name| serde_json::from_value(json!(name)).unwrap()).collect()
}

fn digest(tag: &str) -> String {
    format!("{:0>64}", AssetId::of("test", &[tag.as_bytes()]).to_string())
}

fn public_key(tag: &str) -> Material {
    Material {
        material: MaterialKind::PublicKey,
        name: "RSA-2048 public key".to_owned(),
        format: "SPKI".to_owned(),
        algorithm: registry::by_name("RSA-2048"),
        signature_algorithm: None,
        size_bits: Some(2048),
        fingerprint: digest(tag),
        protection: None,
        subject: None,
        not_before: None,
        not_after: None,
        details: Vec::new(),
    }
}

fn certificate(tag: &str) -> Certificate {
    Certificate {
        format: "X.509".to_owned(),
        subject: format!("CN={tag},O=\"Quoted, Inc\""),
        issuer: "CN=issuer".to_owned(),
        serial: "1234".to_owned(),
        not_before: Some(at(-1000)),
        not_after: Some(at(1000)),
        is_ca: true,
        self_signed: false,
        key_usage: BTreeSet::from(["keyCertSign".to_owned(), "digitalSignature".to_owned()]),
        extended_key_usage: BTreeSet::from(["serverAuth".to_owned()]),
        subject_alternative_names: vec!["DNS:b.example".to_owned(), "DNS:a,b".to_owned()],
        fingerprint: digest(tag),
        key_fingerprint: digest("key"),
        key_algorithm: registry::by_name("RSA-2048").unwrap(),
        signature_algorithm: registry::by_oid("1.2.840.113549.1.1.11"),
        subject_key_id: Some("aa01".to_owned()),
        authority_key_id: Some("bb02".to_owned()),
    }
}

fn odd_algorithm() -> Algorithm {
    Algorithm {
        name: "[odd] \"name\"".to_owned(),
        family: Some("true".to_owned()),
        primitive: Primitive::KeyWrap,
        parameter_set: Some("128".to_owned()),
        curve: Some("no such curve".to_owned()),
        mode: Some("xts".to_owned()),
        padding: Some("pss".to_owned()),
        digest: Some("{\"a\"}".to_owned()),
        functions: all::<CryptoFunction>(&[
            "generate",
            "keygen",
            "encrypt",
            "decrypt",
            "digest",
            "tag",
            "keyderive",
            "sign",
            "verify",
            "encapsulate",
            "decapsulate",
            "other",
            "unknown",
        ])
        .into_iter()
        .collect(),
        oid: Some("1.2.3".to_owned()),
        components: vec!["X25519".to_owned(), "ML-KEM-768".to_owned()],
    }
}

/// Every asset type, primitive, kind of material and of protocol, with awkward values.
fn assets() -> Vec<Asset> {
    let mut assets = vec![Asset::Algorithm(odd_algorithm())];
    for primitive in all::<Primitive>(&[
        "drbg",
        "mac",
        "block-cipher",
        "stream-cipher",
        "signature",
        "hash",
        "pke",
        "xof",
        "kdf",
        "key-agree",
        "kem",
        "ae",
        "combiner",
        "key-wrap",
        "other",
        "unknown",
    ]) {
        let name = format!("verbatim {primitive:?}");
        assets.push(Asset::Algorithm(Algorithm { primitive, ..Algorithm::verbatim(&name, None) }));
    }
    for name in [
        "ML-KEM-768",
        "ML-DSA-65",
        "SLH-DSA-SHA2-128s",
        "X25519",
        "Ed25519",
        "AES-256-GCM",
        "AES-128-CBC",
        "SHA-256",
        "ECDSA-P-256-SHA-256",
        "ECDH-P-384",
        "DH-2048",
        "MD5",
        "DES",
    ] {
        let algorithm = registry::by_name(name).unwrap_or_else(|| panic!("{name}"));
        assets.push(Asset::Algorithm(algorithm));
    }
    assets.push(Asset::Certificate(certificate("leaf")));
    assets.push(Asset::Certificate(Certificate {
        format: "OpenSSH".to_owned(),
        subject: String::new(),
        serial: "-0a".to_owned(),
        not_before: Some(Timestamp::MIN),
        not_after: None,
        is_ca: false,
        key_usage: BTreeSet::new(),
        extended_key_usage: BTreeSet::new(),
        subject_alternative_names: Vec::new(),
        fingerprint: "SHA256:not hexadecimal".to_owned(),
        subject_key_id: None,
        authority_key_id: None,
        ..certificate("ssh")
    }));
    for kind in all::<MaterialKind>(&[
        "private-key",
        "public-key",
        "secret-key",
        "certificate-request",
        "certificate-revocation-list",
        "ocsp-response",
        "signed-data",
        "signature",
        "keystore",
        "domain-parameters",
        "other",
    ]) {
        assets.push(Asset::RelatedCryptoMaterial(Material {
            material: kind,
            signature_algorithm: registry::by_name("ML-DSA-65"),
            not_before: Some(at(1)),
            not_after: Some(at(2)),
            protection: (kind == MaterialKind::PrivateKey)
                .then(|| Protection { scheme: "PBES2".to_owned(), iterations: Some(2048) }),
            subject: Some("CN=x".to_owned()),
            details: vec![("form".to_owned(), "seed".to_owned())],
            ..public_key(&format!("{kind:?}"))
        }));
    }
    assets.push(Asset::RelatedCryptoMaterial(Material {
        material: MaterialKind::SecretKey,
        name: String::new(),
        format: String::new(),
        algorithm: None,
        size_bits: None,
        protection: Some(Protection { scheme: "wrapped".to_owned(), iterations: None }),
        ..public_key("bare")
    }));
    for kind in
        all::<ProtocolKind>(&["tls", "ssh", "ipsec", "ike", "sstp", "wpa", "other", "unknown"])
    {
        let offer = |role, name: &str| Offer {
            role,
            name: name.to_owned(),
            algorithm: registry::by_name(name).unwrap(),
        };
        assets.push(Asset::Protocol(Protocol {
            protocol: kind,
            name: format!("{kind:?} server"),
            version: Some("1.3".to_owned()),
            offers: vec![
                offer(OfferRole::KeyExchange, "X25519"),
                offer(OfferRole::Signature, "Ed25519"),
                offer(OfferRole::Cipher, "AES-256-GCM"),
                offer(OfferRole::Mac, "HMAC-SHA-256"),
            ],
            cipher_suites: vec![CipherSuite {
                name: "TLS_AES_128_GCM_SHA256".to_owned(),
                identifiers: vec!["0x13".to_owned(), "0x01".to_owned()],
            }],
            settings: vec![("RequiredRSASize".to_owned(), "3072".to_owned())],
        }));
    }
    assets.push(Asset::Software(library()));
    assets.push(Asset::Software(Software {
        name: "libodd.so".to_owned(),
        version: None,
        purl: None,
        library: None,
        ecosystem: None,
        upstream: Some("[1]".to_owned()),
    }));
    assets
}

fn library() -> Software {
    registry::software(Ecosystem::Deb, "libssl3", Some("1:3.0.17-1~deb12u2"), Some("debian"))
        .unwrap()
}

fn record(root: &str, path: &str, findings: Vec<Finding>) -> Record {
    Record {
        location: Location { root: root.to_owned(), path: path.to_owned() },
        digest: Some(digest(path)),
        findings,
        unknowns: Vec::new(),
    }
}

fn records() -> Vec<Record> {
    let mut records = Vec::new();
    for (position, asset) in assets().into_iter().enumerate() {
        let line = (position % 2 == 0).then_some(7);
        let mut finding = Finding::new("x509-certificate", asset, position as u64, line)
            .evidence([Evidence::Present, Evidence::Configured, Evidence::Negotiated][position % 3])
            .confidence([Confidence::Low, Confidence::Medium, Confidence::High][position % 3])
            .note(if position % 4 == 0 { "a note; with: marks" } else { "" });
        match &finding.asset {
            Asset::Certificate(_) => {
                let key = Asset::RelatedCryptoMaterial(public_key("key"));
                finding = finding.refers_to(RelationKind::SubjectPublicKey, key);
            }
            Asset::RelatedCryptoMaterial(material)
                if material.material == MaterialKind::Keystore =>
            {
                let inside = Asset::Certificate(certificate("inside"));
                finding = finding.refers_to(RelationKind::Contains, inside);
            }
            Asset::RelatedCryptoMaterial(material)
                if material.material == MaterialKind::PrivateKey =>
            {
                let key = Asset::RelatedCryptoMaterial(public_key("half"));
                finding = finding.refers_to(RelationKind::PublicHalf, key);
            }
            Asset::Software(software) if software.purl.is_some() => {
                let kem = Asset::Algorithm(registry::by_name("ML-KEM-512").unwrap());
                finding = finding.refers_to(RelationKind::Provides, kem);
            }
            _ => {}
        }
        records.push(record("/estate", &format!("dir/{position}.pem"), vec![finding]));
    }
    let again = Finding::new("keystore", Asset::Certificate(certificate("leaf")), 0, None);
    records.push(record("/estate", "again.p12", vec![again]));
    records
}

fn unknown(detail: &str) -> Unknown {
    Unknown {
        reason: UnknownReason::Encrypted,
        detector: Some("keystore".to_owned()),
        line: Some(3),
        offset: 9,
        detail: detail.to_owned(),
    }
}

fn inventory(records: &[Record]) -> Inventory {
    let mut inventory = Inventory::in_memory().unwrap();
    let mut roots: Vec<_> = records.iter().map(|record| record.location.root.clone()).collect();
    roots.sort();
    roots.dedup();
    let mut writer = inventory.begin(&ScanStart { roots, started: at(0) }).unwrap();
    for record in records {
        writer.add(record).unwrap();
    }
    writer.finish(ScanEnd::Finished, at(1)).unwrap();
    inventory
}

fn options(version: SpecVersion) -> Options {
    Options { version, timestamp: Some(at(5000)), serial: Serial::FromContent }
}

fn export(inventory: &Inventory, options: &Options) -> String {
    let mut out = Vec::new();
    cyclonedx::write(&mut out, inventory, &Scope::default(), options).unwrap();
    String::from_utf8(out).unwrap()
}

fn entries(inventory: &Inventory) -> Vec<Entry> {
    let mut all = Vec::new();
    let each = |entry| {
        all.push(entry);
        Ok::<_, InventoryError>(())
    };
    inventory.each_entry(&Scope::default(), each).unwrap();
    all
}

fn unknowns(inventory: &Inventory) -> Vec<LocatedUnknown> {
    let mut all = Vec::new();
    let each = |unknown| {
        all.push(unknown);
        Ok::<_, InventoryError>(())
    };
    inventory.each_unknown(&Scope::default(), each).unwrap();
    all
}

/// Imports a document that lies at `path`.
fn imported(path: &Path) -> Result<Inventory, corridor::ImportError> {
    let mut inventory = Inventory::in_memory().unwrap();
    let root = path.display().to_string();
    let start = ScanStart { roots: vec![root.clone()], started: at(0) };
    let mut writer = inventory.begin(&start).unwrap();
    corridor::cbom(path, &root, &mut writer)?;
    writer.finish(ScanEnd::Finished, at(1)).unwrap();
    Ok(inventory)
}

fn imported_text(text: &str) -> Inventory {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("cbom.json");
    std::fs::write(&path, text).unwrap();
    imported(&path).unwrap()
}

fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas").join(name);
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn validator(version: SpecVersion) -> Validator {
    let mut registry = Registry::new();
    for name in ["spdx.schema.json", "jsf-0.82.schema.json", "cryptography-defs.schema.json"] {
        let uri = format!("http://cyclonedx.org/schema/{name}");
        registry = registry.add(uri, Resource::from_contents(schema(name))).unwrap();
    }
    let registry = registry.prepare().unwrap();
    let bom = schema(&format!("bom-{}.schema.json", version.text()));
    jsonschema::options()
        .with_registry(&registry)
        .should_validate_formats(true)
        .build(&bom)
        .unwrap()
}

fn assert_valid(text: &str, version: SpecVersion) {
    let document: Value = serde_json::from_str(text).unwrap();
    let validator = validator(version);
    let errors: Vec<_> = validator
        .iter_errors(&document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .take(10)
        .collect();
    assert_eq!(errors, Vec::<String>::new(), "{}", version.text());
}

fn component(document: &Value, id: AssetId) -> &Value {
    let components = document["components"].as_array().unwrap();
    components.iter().find(|component| component["bom-ref"] == id.to_string()).unwrap()
}
