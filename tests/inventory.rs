//! The store: identity, history, scope, order, issuers, refusal of foreign files.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

#[path = "inventory/again.rs"]
mod again;
#[path = "inventory/edges.rs"]
mod edges;
#[path = "inventory/presented.rs"]
mod presented;
mod servers;

use std::collections::BTreeSet;

use proptest::prelude::*;
use y2q::inventory::{
    Entry, Inventory, InventoryError, Location, Record, ScanEnd, ScanStart, Scope,
};
use y2q::model::{
    Algorithm, Asset, AssetId, Certificate, CryptoFunction, Finding, Material, MaterialKind,
    Primitive, Protection, RelationKind, Timestamp,
};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_760_000_000 + second).unwrap()
}

fn rsa(bits: u32) -> Algorithm {
    Algorithm {
        family: Some("RSA".to_owned()),
        primitive: Primitive::Pke,
        parameter_set: Some(bits.to_string()),
        oid: Some("1.2.840.113549.1.1.1".to_owned()),
        ..Algorithm::verbatim(&format!("RSA-{bits}"), None)
    }
}

fn signature() -> Algorithm {
    Algorithm {
        family: Some("RSA".to_owned()),
        primitive: Primitive::Signature,
        padding: Some("pkcs1v15".to_owned()),
        digest: Some("SHA-256".to_owned()),
        functions: BTreeSet::from([CryptoFunction::Sign, CryptoFunction::Verify]),
        ..Algorithm::verbatim("RSA-PKCS1-1.5-SHA-256", Some("1.2.840.113549.1.1.11"))
    }
}

fn certificate(tag: &str, subject: &str, issuer: &str) -> Certificate {
    Certificate {
        format: "X.509".to_owned(),
        subject: subject.to_owned(),
        issuer: issuer.to_owned(),
        serial: "01".to_owned(),
        not_before: Some(at(0)),
        not_after: Some(at(1_000_000)),
        is_ca: false,
        self_signed: false,
        key_usage: BTreeSet::new(),
        extended_key_usage: BTreeSet::new(),
        subject_alternative_names: Vec::new(),
        fingerprint: format!("fingerprint of {tag}"),
        key_fingerprint: format!("key of {tag}"),
        key_algorithm: rsa(2048),
        signature_algorithm: signature(),
        subject_key_id: None,
        authority_key_id: None,
    }
}

fn key(kind: MaterialKind, tag: &str, format: &str) -> Material {
    Material {
        material: kind,
        name: "RSA-2048 key".to_owned(),
        format: format.to_owned(),
        algorithm: Some(rsa(2048)),
        signature_algorithm: None,
        size_bits: Some(2048),
        fingerprint: format!("key of {tag}"),
        protection: None,
        subject: None,
        not_before: None,
        not_after: None,
        details: Vec::new(),
    }
}

fn certified(certificate: Certificate) -> Finding {
    let tag = certificate.key_fingerprint.trim_start_matches("key of ").to_owned();
    let public = key(MaterialKind::PublicKey, &tag, "SPKI");
    Finding::new("x509-certificate", Asset::Certificate(certificate), 0, Some(1))
        .refers_to(RelationKind::SubjectPublicKey, Asset::RelatedCryptoMaterial(public))
}

fn record(root: &str, path: &str, findings: Vec<Finding>) -> Record {
    Record {
        location: Location { root: root.to_owned(), path: path.to_owned() },
        digest: Some(format!("digest of {path}")),
        findings,
        unknowns: Vec::new(),
    }
}

fn scan(inventory: &mut Inventory, roots: &[&str], records: &[Record], end: ScanEnd) {
    let roots = roots.iter().map(|root| (*root).to_owned()).collect();
    let mut writer = inventory.begin(&ScanStart { roots, started: at(0) }).unwrap();
    for record in records {
        writer.add(record).unwrap();
    }
    writer.finish(end, at(60)).unwrap();
}

fn entries(inventory: &Inventory, scope: &Scope) -> Vec<Entry> {
    let mut all = Vec::new();
    inventory
        .each_entry::<InventoryError>(scope, |entry| {
            all.push(entry);
            Ok(())
        })
        .unwrap();
    all
}

fn below(root: &str) -> Scope {
    Scope { roots: vec![root.to_owned()] }
}

fn issuers(inventory: &Inventory, id: AssetId) -> Vec<AssetId> {
    let entry = inventory.entry(id).unwrap().unwrap();
    let issuers = entry.relations.iter().filter(|relation| relation.kind == RelationKind::Issuer);
    issuers.map(|relation| relation.to).collect()
}

#[test]
fn an_asset_brings_what_it_refers_to_in_order() {
    let mut inventory = Inventory::in_memory().unwrap();
    let leaf = certificate("leaf", "CN=leaf", "CN=nobody");
    let id = leaf.id();
    scan(
        &mut inventory,
        &["/etc"],
        &[record("/etc", "a.pem", vec![certified(leaf)])],
        ScanEnd::Finished,
    );
    let all = entries(&inventory, &Scope::default());
    let kinds: Vec<_> = all.iter().map(|entry| entry.asset.kind()).collect();
    assert_eq!(kinds, ["algorithm", "algorithm", "certificate", "related-crypto-material"]);
    assert!(all[0].id < all[1].id);
    for entry in &all {
        assert_eq!(entry.asset.id(), entry.id);
        assert_eq!(entry.occurrences.len(), usize::from(entry.id == id));
    }
    let certificate = &all[2];
    assert_eq!(certificate.relations.len(), 2);
    assert_eq!(certificate.occurrences[0].location.path, "a.pem");
    assert_eq!(certificate.occurrences[0].digest.as_deref(), Some("digest of a.pem"));
    assert_eq!(certificate.occurrences[0].occurrence.line, Some(1));
    let counts = inventory.counts(&Scope::default()).unwrap();
    assert_eq!(counts.assets["algorithm"], 2);
    assert_eq!(counts.occurrences, 1);
    assert_eq!(inventory.entry(id).unwrap().as_ref(), Some(certificate));
    assert_eq!(inventory.find(&id.to_string()[..7].to_uppercase(), 5).unwrap(), [id]);
    assert_eq!(inventory.find("", 5).unwrap(), []);
    assert_eq!(inventory.find("xyz", 5).unwrap(), []);
}

#[test]
fn a_writer_that_is_dropped_keeps_what_it_was_given() {
    let mut inventory = Inventory::in_memory().unwrap();
    let start = ScanStart { roots: vec!["/etc".to_owned()], started: at(0) };
    let mut writer = inventory.begin(&start).unwrap();
    writer
        .add(&record("/etc", "a.pem", vec![certified(certificate("a", "CN=a", "CN=b"))]))
        .unwrap();
    drop(writer);
    assert_eq!(entries(&inventory, &Scope::default()).len(), 4);
    assert_eq!(inventory.scans().unwrap()[0].end, None);
}

#[test]
fn scope_holds_one_roots_assets_and_occurrences() {
    let mut inventory = Inventory::in_memory().unwrap();
    let shared = || certified(certificate("shared", "CN=shared", "CN=nobody"));
    let other = Finding::new("keys", Asset::Algorithm(rsa(4096)), 3, None);
    let records =
        [record("/a", "x.pem", vec![shared(), other]), record("/b", "y.pem", vec![shared()])];
    scan(&mut inventory, &["/a", "/b"], &records, ScanEnd::Finished);
    assert_eq!(entries(&inventory, &below("/a")).len(), 5);
    let b = entries(&inventory, &below("/b"));
    assert_eq!(b.len(), 4);
    let paths: Vec<_> =
        b.iter().flat_map(|entry| &entry.occurrences).map(|o| &o.location).collect();
    assert_eq!(paths, [&Location { root: "/b".to_owned(), path: "y.pem".to_owned() }]);
    assert_eq!(entries(&inventory, &below("/c")), []);
    assert_eq!(inventory.counts(&below("/b")).unwrap().occurrences, 1);
}

/// RFC 5280 sections 4.1.2.4, 4.2.1.1: the name must match, and the key identifier where both have one.
#[test]
fn issuers_are_found_across_inputs() {
    let with = |tag: &str, issuer: &str, skid: Option<&str>, akid: Option<&str>| {
        let subject = format!("CN={}", tag.split('/').next().unwrap());
        Certificate {
            subject_key_id: skid.map(str::to_owned),
            authority_key_id: akid.map(str::to_owned),
            ..certificate(tag, &subject, issuer)
        }
    };
    let root = Certificate {
        self_signed: true,
        is_ca: true,
        ..with("root", "CN=root", Some("aa"), Some("aa"))
    };
    let middle = with("middle", "CN=root", Some("bb"), Some("aa"));
    let renewed = with("middle/renewed", "CN=root", Some("cc"), Some("aa"));
    let leaf = with("leaf", "CN=middle", None, Some("bb"));
    let vague = with("vague", "CN=middle", None, None);
    let plain = with("plain", "CN=root", None, None);
    let stranger = with("stranger", "CN=root", None, Some("ff"));
    let old = with("old", "CN=old root", Some("dd"), None);
    let below_old = with("below old", "CN=old", None, Some("ee"));
    let bare = with("bare", "CN=old root", None, None);
    let below_bare = with("below bare", "CN=bare", None, Some("ee"));
    let all = [
        &root,
        &middle,
        &renewed,
        &leaf,
        &vague,
        &plain,
        &stranger,
        &old,
        &below_old,
        &bare,
        &below_bare,
    ];
    let records: Vec<_> = all
        .iter()
        .enumerate()
        .map(|(n, c)| record("/etc", &format!("{n}.pem"), vec![certified((*c).clone())]))
        .collect();
    let mut inventory = Inventory::in_memory().unwrap();
    scan(&mut inventory, &["/etc"], &records, ScanEnd::Finished);
    assert_eq!(issuers(&inventory, root.id()), [], "self-signed");
    assert_eq!(issuers(&inventory, middle.id()), [root.id()]);
    assert_eq!(issuers(&inventory, leaf.id()), [middle.id()], "not the renewed key");
    let mut both = [middle.id(), renewed.id()];
    both.sort_unstable();
    assert_eq!(issuers(&inventory, vague.id()), both, "each of two candidates by name");
    assert_eq!(issuers(&inventory, plain.id()), [root.id()], "one candidate by name");
    assert_eq!(issuers(&inventory, stranger.id()), [], "the identifier names another key");
    assert_eq!(issuers(&inventory, below_old.id()), [], "both have identifiers, which differ");
    assert_eq!(issuers(&inventory, below_bare.id()), [bare.id()], "the issuer has no identifier");

    // A certificate that is gone issues nothing any more.
    let without_root: Vec<_> = records[1..].to_vec();
    scan(&mut inventory, &["/etc"], &without_root, ScanEnd::Finished);
    assert_eq!(issuers(&inventory, middle.id()), []);
    assert!(entries(&inventory, &Scope::default()).iter().all(|entry| entry.id != root.id()));
}

/// Of several issuers of one name those that may have made the signature.
#[test]
fn issuers_of_one_name_are_told_apart_by_their_keys() {
    let of = |family: &str| Algorithm {
        family: Some(family.to_owned()),
        ..Algorithm::verbatim(family, None)
    };
    let root = |tag: &str, family: &str, is_ca: bool| Certificate {
        self_signed: true,
        is_ca,
        subject_key_id: is_ca.then(|| tag.to_owned()),
        key_algorithm: of(family),
        signature_algorithm: of(family),
        ..certificate(tag, "CN=root", "CN=root")
    };
    let (old, again) = (root("old", "EC", true), root("again", "EC", true));
    let (bare, new) = (root("bare", "EC", false), root("new", "ML-DSA", true));
    let signed = |tag: &str, family: &str| Certificate {
        signature_algorithm: of(family),
        ..certificate(tag, &format!("CN={tag}"), "CN=root")
    };
    let (leaf, other) = (signed("leaf", "ECDSA"), signed("other", "ML-DSA"));
    let (rsa, strange) = (signed("rsa", "RSASSA-PSS"), signed("strange", "GOST R 34.10"));
    let all = [&old, &again, &bare, &new, &leaf, &other, &rsa, &strange];
    let records = all.iter().enumerate();
    let records = records
        .map(|(n, one)| record("/etc", &format!("{n}.pem"), vec![certified((*one).clone())]));
    let mut inventory = Inventory::in_memory().unwrap();
    scan(&mut inventory, &["/etc"], &records.collect::<Vec<_>>(), ScanEnd::Finished);
    let found = |one: &Certificate| BTreeSet::from_iter(issuers(&inventory, one.id()));
    assert_eq!(found(&leaf), BTreeSet::from([old.id(), again.id()]));
    assert_eq!(found(&other), BTreeSet::from([new.id()]));
    assert_eq!(found(&rsa), BTreeSet::new());
    assert_eq!(found(&strange), BTreeSet::from([old.id(), again.id(), new.id()]));
    assert_eq!(found(&old), BTreeSet::new());
}

#[test]
fn look_alike_issuers_do_not_square() {
    let mut records = Vec::new();
    for n in 0..300 {
        let certificate = Certificate {
            subject_key_id: Some("aa".to_owned()),
            authority_key_id: Some("aa".to_owned()),
            ..certificate(&n.to_string(), "CN=same", "CN=same")
        };
        records.push(record("/etc", &n.to_string(), vec![certified(certificate)]));
    }
    let mut inventory = Inventory::in_memory().unwrap();
    scan(&mut inventory, &["/etc"], &records, ScanEnd::Finished);
    for entry in entries(&inventory, &below("/etc")) {
        assert!(entry.relations.iter().filter(|r| r.kind == RelationKind::Issuer).count() <= 4);
    }
    // Nor do those that no identifier tells apart.
    for record in &mut records {
        let Asset::Certificate(one) = &mut record.findings[0].asset else { unreachable!() };
        one.authority_key_id = None;
    }
    let mut inventory = Inventory::in_memory().unwrap();
    scan(&mut inventory, &["/etc"], &records, ScanEnd::Finished);
    for entry in entries(&inventory, &below("/etc")) {
        assert!(entry.relations.iter().filter(|r| r.kind == RelationKind::Issuer).count() <= 16);
    }
}

#[test]
fn one_key_in_two_formats_is_shown_at_its_worst() {
    let clear = key(MaterialKind::PrivateKey, "k", "PKCS#8");
    let closed = Material {
        protection: Some(Protection { scheme: "PBES2".to_owned(), iterations: Some(2048) }),
        ..key(MaterialKind::PrivateKey, "k", "PKCS#1")
    };
    assert_eq!(clear.id(), closed.id());
    let finding = |material: &Material| {
        Finding::new("private-key", Asset::RelatedCryptoMaterial(material.clone()), 0, None)
    };
    let records = [
        record("/etc", "closed.pem", vec![finding(&closed)]),
        record("/etc", "clear.pem", vec![finding(&clear)]),
    ];
    let mut inventory = Inventory::in_memory().unwrap();
    scan(&mut inventory, &["/etc"], &records, ScanEnd::Finished);
    let shown = inventory.entry(clear.id()).unwrap().unwrap();
    assert_eq!(shown.asset, Asset::RelatedCryptoMaterial(clear.clone()));
    assert_eq!(shown.occurrences.len(), 2);
    scan(&mut inventory, &["/etc"], &records[..1], ScanEnd::Finished);
    let shown = inventory.entry(clear.id()).unwrap().unwrap();
    assert_eq!(shown.asset, Asset::RelatedCryptoMaterial(closed), "the clear copy is gone");
}

#[test]
fn an_edge_to_an_asset_that_nobody_brings_is_not_shown() {
    let later = key(MaterialKind::PublicKey, "later", "SPKI");
    let finding = Finding::new(
        "private-key",
        Asset::RelatedCryptoMaterial(key(MaterialKind::PrivateKey, "later", "PKCS#8")),
        0,
        None,
    )
    .relates(RelationKind::PublicHalf, later.id());
    let id = finding.asset.id();
    let mut inventory = Inventory::in_memory().unwrap();
    scan(&mut inventory, &["/etc"], &[record("/etc", "a", vec![finding])], ScanEnd::Finished);
    assert_eq!(inventory.entry(id).unwrap().unwrap().relations.len(), 1);
    assert_eq!(inventory.entry(later.id()).unwrap(), None);
    let public = Finding::new("public-key", Asset::RelatedCryptoMaterial(later), 0, None);
    scan(&mut inventory, &["/etc"], &[record("/etc", "b", vec![public])], ScanEnd::Interrupted);
    assert_eq!(inventory.entry(id).unwrap().unwrap().relations.len(), 2);
}

#[test]
fn foreign_files_are_left_as_they_are() {
    let directory = tempfile::tempdir().unwrap();
    let text = directory.path().join("notes.txt");
    std::fs::write(&text, "not a database, and longer than one hundred bytes: ".repeat(40))
        .unwrap();
    let other = directory.path().join("other.db");
    let connection = rusqlite::Connection::open(&other).unwrap();
    connection.execute_batch("CREATE TABLE mine (x); INSERT INTO mine VALUES (1)").unwrap();
    drop(connection);
    for path in [&text, &other] {
        let before = std::fs::read(path).unwrap();
        let error = Inventory::open(path).err().unwrap();
        assert!(matches!(error, InventoryError::NotAnInventory { .. }), "{error}");
        assert_eq!(std::fs::read(path).unwrap(), before);
    }
    let error = Inventory::open(directory.path()).err().unwrap();
    assert!(matches!(error, InventoryError::NotAnInventory { .. }), "{error}");
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 2, "no side files");

    let newer = directory.path().join("newer.db");
    drop(Inventory::open(&newer).unwrap());
    let connection = rusqlite::Connection::open(&newer).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let error = Inventory::open(&newer).err().unwrap();
    assert!(matches!(error, InventoryError::NewerSchema { found: 99, .. }), "{error}");

    let nowhere = directory.path().join("no/such/folder/y2q.db");
    assert!(matches!(Inventory::open(&nowhere).err().unwrap(), InventoryError::Open { .. }));
    let empty = directory.path().join("empty.db");
    std::fs::write(&empty, "").unwrap();
    assert!(Inventory::open(&empty).is_ok(), "an empty file is a new inventory");
}

#[test]
fn one_writer_at_a_time_while_others_read() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("y2q.db");
    let start = ScanStart { roots: vec!["/etc".to_owned()], started: at(0) };
    let mut first = Inventory::open(&path).unwrap();
    let writer = first.begin(&start).unwrap();
    let mut second = Inventory::open(&path).unwrap();
    assert!(matches!(second.begin(&start).err().unwrap(), InventoryError::Locked));
    assert_eq!(entries(&second, &Scope::default()), []);
    writer.finish(ScanEnd::Finished, at(1)).unwrap();
    assert!(second.begin(&start).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// The same records in any order give the same inventory.
    #[test]
    fn output_does_not_depend_on_the_order_of_insertion(
        picks in proptest::collection::vec((0_usize..6, 0_usize..6, 0_u64..3, any::<bool>()), 1..24),
        seed in any::<u64>(),
    ) {
        let names = ["CN=a", "CN=b", "CN=c", "CN=d", "CN=e", "CN=f"];
        let mut records = Vec::new();
        for (subject, issuer, offset, spelt) in picks {
            let mut leaf = certificate(&format!("{subject} by {issuer}"), names[subject], names[issuer]);
            leaf.subject_key_id = (subject % 2 == 0).then(|| format!("{subject}"));
            leaf.authority_key_id = (issuer % 2 == 0).then(|| format!("{issuer}"));
            let mut finding = certified(leaf);
            finding.occurrence.offset = offset;
            let mut own = key(MaterialKind::PrivateKey, &format!("{subject}"), if spelt { "SEC1" } else { "PKCS#8" });
            own.protection = (issuer > 3).then(|| Protection { scheme: format!("{issuer}"), iterations: None });
            let private = Finding::new("private-key", Asset::RelatedCryptoMaterial(own), offset, None);
            let mut algorithm = rsa(3072);
            algorithm.oid = spelt.then(|| "1.2.3".to_owned());
            let third = Finding::new("keys", Asset::Certificate(Certificate {
                signature_algorithm: algorithm,
                ..certificate("third", "CN=third", "CN=third")
            }), offset, None);
            records.push(record("/etc", &format!("{subject}-{issuer}-{offset}-{spelt}"), vec![finding, private]));
            if spelt { records.push(record("/etc", "third", vec![third])); }
        }
        let mut shuffled = records.clone();
        let mut state = seed;
        for n in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let other = usize::try_from(state >> 33).unwrap() % (n + 1);
            shuffled.swap(n, other);
        }
        let mut one = Inventory::in_memory().unwrap();
        let mut two = Inventory::in_memory().unwrap();
        scan(&mut one, &["/etc"], &records, ScanEnd::Finished);
        scan(&mut two, &["/etc"], &shuffled, ScanEnd::Finished);
        prop_assert_eq!(entries(&one, &Scope::default()), entries(&two, &Scope::default()));
    }
}
