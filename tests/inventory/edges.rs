//! Edges: whom they belong to, and when they are gone.

use std::collections::BTreeSet;

use y2q::inventory::{Inventory, Location, Record, ScanEnd, ScanStart, Scope};
use y2q::model::{Asset, AssetId, Finding, MaterialKind, Relation, RelationKind};

use super::{at, entries, key, record, rsa, scan};

fn application() -> Asset {
    Asset::RelatedCryptoMaterial(key(MaterialKind::PrivateKey, "application", "ELF"))
}

/// A record of the application that contains `needs`.
fn of(root: &str, path: &str, needs: &Asset) -> Record {
    let states = Finding::new("binaries", application(), 0, None);
    record(root, path, vec![states.refers_to(RelationKind::Contains, needs.clone())])
}

fn needed(inventory: &Inventory) -> BTreeSet<AssetId> {
    let entry = inventory.entry(application().id()).unwrap().unwrap();
    let needs = |relation: &&Relation| relation.kind == RelationKind::Contains;
    entry.relations.iter().filter(needs).map(|relation| relation.to).collect()
}

fn ids(assets: &[&Asset]) -> BTreeSet<AssetId> {
    assets.iter().map(|asset| asset.id()).collect()
}

fn old_and_new() -> [Asset; 2] {
    [3072, 4096].map(|bits| Asset::Algorithm(rsa(bits)))
}

/// An edge belongs to the inputs that state it: it goes with the last of them, and only when that one was read again.
#[test]
fn an_edge_that_no_input_states_any_more_is_gone() {
    let mut inventory = Inventory::in_memory().unwrap();
    let [old, new] = old_and_new();
    let roots = ["/usr", "/opt"];
    let both = [of("/usr", "bin/a", &old), of("/opt", "a", &old)];
    scan(&mut inventory, &roots, &both, ScanEnd::Finished);
    assert_eq!(needed(&inventory), ids(&[&old]));

    // An interrupted scan says what it saw, and nothing of what it did not.
    scan(&mut inventory, &["/usr"], &[of("/usr", "bin/a", &new)], ScanEnd::Interrupted);
    assert_eq!(needed(&inventory), ids(&[&old, &new]));
    scan(&mut inventory, &["/usr"], &[of("/usr", "bin/a", &new)], ScanEnd::Finished);
    assert_eq!(needed(&inventory), ids(&[&old, &new]), "the other root states it still");

    // Unchanged files state what they stated.
    let start = ScanStart { roots: vec!["/opt".to_owned()], started: at(0) };
    let looks = inventory.looks(&start.roots).unwrap();
    let mut writer = inventory.begin(&start).unwrap();
    writer.unchanged(&Location { root: "/opt".to_owned(), path: "a".to_owned() }).unwrap();
    writer.finish_with(ScanEnd::Finished, at(60), &looks).unwrap();
    assert_eq!(needed(&inventory), ids(&[&old, &new]));

    scan(&mut inventory, &["/opt"], &[of("/opt", "a", &new)], ScanEnd::Finished);
    assert_eq!(needed(&inventory), ids(&[&new]));
    let shown = entries(&inventory, &Scope::default());
    assert!(shown.iter().all(|entry| entry.id != old.id()), "nothing leads to it any more");
    scan(&mut inventory, &roots, &both, ScanEnd::Finished);
    assert_eq!(needed(&inventory), ids(&[&old]), "and back");
}

/// What schema 4 kept says nothing of inputs: its edges hold wherever their source was seen, until a scan reads that anew.
#[test]
fn edges_of_schema_4_are_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("y2q.db");
    let [old, new] = old_and_new();
    let mut inventory = Inventory::open(&path).unwrap();
    let both = [of("/usr", "bin/a", &old), of("/opt", "a", &old)];
    scan(&mut inventory, &["/usr", "/opt"], &both, ScanEnd::Finished);
    drop(inventory);
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "DROP INDEX relation_resolved; ALTER TABLE relation RENAME TO newer; \
             CREATE TABLE relation (source INTEGER NOT NULL REFERENCES asset (key), \
             target INTEGER NOT NULL REFERENCES asset (key), kind TEXT NOT NULL, \
             resolved INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (source, target, kind)) STRICT, WITHOUT ROWID; \
             CREATE INDEX relation_resolved ON relation (source) WHERE resolved = 1; \
             INSERT OR IGNORE INTO relation SELECT source, target, kind, input = 0 FROM newer; \
             DROP TABLE newer; DROP TABLE beside; ALTER TABLE input DROP COLUMN unchanged_scan; \
             DROP TRIGGER occurrence_back; DROP TRIGGER unknown_back; DROP TABLE absence; PRAGMA user_version = 4",
        )
        .unwrap();
    drop(connection);
    let mut inventory = Inventory::open(&path).unwrap();
    assert_eq!(needed(&inventory), ids(&[&old]));
    scan(&mut inventory, &["/usr"], &[of("/usr", "bin/a", &new)], ScanEnd::Finished);
    assert_eq!(needed(&inventory), ids(&[&old, &new]), "the other root was not read");
    scan(&mut inventory, &["/opt"], &[of("/opt", "a", &new)], ScanEnd::Finished);
    assert_eq!(needed(&inventory), ids(&[&new]));
}
