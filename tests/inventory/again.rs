//! What a later scan keeps, renews and loses.

use y2q::inventory::{Inventory, InventoryError, Location, ScanEnd, ScanStart, Scope, Stay};
use y2q::model::{Unknown, UnknownReason};

use super::{at, below, certificate, certified, entries, record, scan};

fn malformed(detail: &str) -> Unknown {
    Unknown {
        reason: UnknownReason::Malformed,
        detector: Some("x509-certificate".to_owned()),
        line: None,
        offset: 7,
        detail: detail.to_owned(),
    }
}

fn unknowns(inventory: &Inventory, scope: &Scope) -> Vec<(String, String)> {
    let mut all = Vec::new();
    inventory
        .each_unknown::<InventoryError>(scope, |unknown| {
            all.push((unknown.location.path, unknown.unknown.detail));
            Ok(())
        })
        .unwrap();
    all
}

#[test]
fn scanning_again_updates_and_never_duplicates() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("y2q.db");
    let leaf = certificate("leaf", "CN=leaf", "CN=nobody");
    let records = [record("/etc", "a.pem", vec![certified(leaf)])];
    for _ in 0..3 {
        scan(&mut Inventory::open(&path).unwrap(), &["/etc"], &records, ScanEnd::Finished);
    }
    let inventory = Inventory::open(&path).unwrap();
    let all = entries(&inventory, &Scope::default());
    assert_eq!(all.len(), 4);
    assert_eq!(all[2].occurrences.len(), 1);
    assert_eq!((all[2].occurrences[0].first_scan, all[2].occurrences[0].last_scan), (1, 3));
    let scans = inventory.scans().unwrap();
    assert_eq!(scans.len(), 3);
    assert_eq!(scans[2].number, 3);
    assert_eq!(scans[2].roots, ["/etc"]);
    assert_eq!((scans[2].started, scans[2].finished), (at(0), Some(at(60))));
    assert_eq!((scans[2].end, scans[2].inputs), (Some(ScanEnd::Finished), 1));
    assert_eq!((scans[0].occurrences, scans[2].occurrences), (1, 1));
}

#[test]
fn what_a_finished_scan_misses_below_its_roots_is_gone() {
    let mut inventory = Inventory::in_memory().unwrap();
    let of = |tag: &str| certified(certificate(tag, &format!("CN={tag}"), "CN=nobody"));
    let mut spoilt = record("/etc", "b.pem", Vec::new());
    spoilt.unknowns.push(malformed("cut off"));
    let everything =
        [record("/etc", "a.pem", vec![of("a")]), record("/srv", "c.pem", vec![of("c")]), spoilt];
    scan(&mut inventory, &["/etc", "/srv"], &everything, ScanEnd::Finished);
    assert_eq!(
        unknowns(&inventory, &Scope::default()),
        [("b.pem".to_owned(), "cut off".to_owned())]
    );
    assert_eq!(unknowns(&inventory, &below("/srv")), []);

    scan(&mut inventory, &["/etc"], &[], ScanEnd::Interrupted);
    assert_eq!(
        entries(&inventory, &Scope::default()).len(),
        6,
        "an interrupted scan retires nothing"
    );
    assert_eq!(inventory.counts(&Scope::default()).unwrap().all_unknowns(), 1);

    scan(&mut inventory, &["/etc"], &[], ScanEnd::Finished);
    let left = entries(&inventory, &Scope::default());
    let subjects: Vec<_> = left.iter().filter(|e| e.asset.kind() == "certificate").collect();
    assert_eq!(subjects.len(), 1, "the other root is untouched");
    assert_eq!(subjects[0].asset.name(), "CN=c");
    assert_eq!(unknowns(&inventory, &Scope::default()), []);
    let gone = certificate("a", "CN=a", "CN=nobody").id();
    assert!(inventory.entry(gone).unwrap().unwrap().occurrences.is_empty(), "history stays");

    scan(&mut inventory, &["/etc", "/srv"], &everything, ScanEnd::Finished);
    let back = inventory.entry(gone).unwrap().unwrap();
    assert_eq!((back.occurrences[0].first_scan, back.occurrences[0].last_scan), (1, 4));
    assert_eq!(inventory.counts(&Scope::default()).unwrap().unknowns[&UnknownReason::Malformed], 1);
    assert_eq!(inventory.roots().unwrap(), ["/etc", "/srv"]);
}

/// A scan that meets an input as it was has seen all that is in it, also when it is gone later.
#[test]
fn what_is_in_an_unchanged_input_was_seen() {
    let mut inventory = Inventory::in_memory().unwrap();
    let of = |tag: &str| certified(certificate(tag, &format!("CN={tag}"), "CN=nobody"));
    let both = [record("/etc", "a.pem", vec![of("a")]), record("/etc", "b.pem", vec![of("b")])];
    scan(&mut inventory, &["/etc"], &both, ScanEnd::Finished);
    let looks = inventory.looks(&["/etc".to_owned()]).unwrap();
    let start = ScanStart { roots: vec!["/etc".to_owned()], started: at(3_600) };
    let mut writer = inventory.begin(&start).unwrap();
    for path in ["a.pem", "b.pem"] {
        writer.unchanged(&Location { root: "/etc".to_owned(), path: path.to_owned() }).unwrap();
    }
    writer.finish_with(ScanEnd::Finished, at(3_660), &looks).unwrap();
    let id = |tag: &str| certificate(tag, &format!("CN={tag}"), "CN=nobody").id();
    let seen = |inventory: &Inventory, tag: &str| {
        let entry = inventory.entry(id(tag)).unwrap().unwrap();
        entry.occurrences.iter().map(|one| (one.first_scan, one.last_scan)).collect::<Vec<_>>()
    };
    assert_eq!(seen(&inventory, "a"), [(1, 2)]);
    assert_eq!(inventory.scans().unwrap()[1].occurrences, 2);

    scan(&mut inventory, &["/etc"], &both[1..], ScanEnd::Finished);
    assert_eq!((seen(&inventory, "a"), seen(&inventory, "b")), (vec![], vec![(1, 3)]));
    let stays = inventory.stays(id("a")).unwrap();
    let told = |stays: &[Stay]| -> Vec<(i64, i64, Option<i64>)> {
        let one = |stay: &Stay| (stay.found.first_scan, stay.found.last_scan, stay.gone);
        stays.iter().map(one).collect()
    };
    assert_eq!(told(&stays), [(1, 2, Some(3))]);

    // What comes back says when it was away, and goes on saying so, whatever becomes of it.
    for last in [4, 5] {
        scan(&mut inventory, &["/etc"], &both, ScanEnd::Finished);
        let a = told(&inventory.stays(id("a")).unwrap());
        assert_eq!(a, [(1, 2, Some(3)), (4, last, None)]);
        assert_eq!(told(&inventory.stays(id("b")).unwrap()), [(1, last, None)]);
    }
    for _ in [6, 7] {
        scan(&mut inventory, &["/etc"], &both[1..], ScanEnd::Finished);
    }
    scan(&mut inventory, &["/etc"], &both, ScanEnd::Finished);
    let a = told(&inventory.stays(id("a")).unwrap());
    assert_eq!(a, [(1, 2, Some(3)), (4, 5, Some(6)), (8, 8, None)]);
    assert_eq!(inventory.came_back().unwrap(), [id("a")]);
    let place = Location { root: "/etc".to_owned(), path: "a.pem".to_owned() };
    assert!(inventory.ever_at(&[place].into()).unwrap().contains(&id("a")));
}
