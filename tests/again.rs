//! A second scan into the same inventory: what is as it was is kept and not read.

use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use y2q::detect::DETECTORS;
use y2q::inventory::{Inventory, InventoryError, ScanEnd, ScanStart, Scope};
use y2q::model::Timestamp;
use y2q::scan::{Memory, Progress, Report, Scan, scan_again};

use crate::scanning::walk;

const CERTIFICATE: &str = "inventories/fixtures/x509/ec.pem";
const CLOSED: &str = "inventories/fixtures/x509/closed-pbes2.pem";

/// Rows of an inventory: what was found, where.
fn rows(inventory: &Inventory) -> Vec<String> {
    let mut rows = Vec::new();
    let scope = Scope::default();
    inventory
        .each_entry(&scope, |entry| {
            rows.extend(entry.occurrences.iter().map(|one| {
                let place = one.location.path.clone();
                format!("{place} {:?} {:?} {}", one.occurrence.line, entry.asset, one.last_scan)
            }));
            Ok::<(), InventoryError>(())
        })
        .unwrap();
    inventory
        .each_unknown(&scope, |unknown| {
            rows.push(format!("{} {:?}", unknown.location.path, unknown.unknown));
            Ok::<(), InventoryError>(())
        })
        .unwrap();
    rows.sort();
    rows
}

/// Scans a folder into an inventory; how many files were left out as they were.
fn scanned(inventory: &mut Inventory, root: &Path, recipe: &str) -> u64 {
    // Files that were written a moment ago count as old.
    scanned_from(SystemTime::now() + Duration::from_secs(60), inventory, root, recipe)
}

/// The same by a clock that says `began`.
fn scanned_from(began: SystemTime, inventory: &mut Inventory, root: &Path, recipe: &str) -> u64 {
    let scan: Scan = walk(&[root], 2);
    let roots = vec![root.to_string_lossy().into_owned()];
    let memory = Memory::new(inventory.looks(&roots).unwrap(), recipe.to_owned(), began);
    let progress = Progress::default();
    let mut writer = inventory.begin(&ScanStart { roots, started: Timestamp::UNIX_EPOCH }).unwrap();
    let end = scan_again(&scan, DETECTORS, &progress, Some(&memory), |report| match report {
        Report::Record(record) => writer.add(record),
        Report::Looked(look) => writer.looked(look),
        Report::Unchanged(location) => writer.unchanged(location),
        Report::Touched { location, stamp } => writer.touched(location, *stamp),
    });
    assert_eq!(end.unwrap(), ScanEnd::Finished);
    writer.finish_with(ScanEnd::Finished, Timestamp::UNIX_EPOCH, memory.looks()).unwrap();
    progress.unchanged.load(Ordering::Relaxed)
}

/// The rows of one scan are numbered with it.
fn numbered(rows: &[String], from: &str, to: &str) -> Vec<String> {
    let renumbered = rows.iter().map(|row| match row.strip_suffix(from) {
        Some(start) => format!("{start}{to}"),
        None => row.clone(),
    });
    renumbered.collect()
}

fn estate() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("note.txt"), "nothing here").unwrap();
    fs::copy(CERTIFICATE, at("server.pem")).unwrap();
    fs::copy(CLOSED, at("closed.pem")).unwrap();
    fs::write(at("settings.py"), "KEY_SIZE = 2048\n").unwrap();
    let source = "from Crypto.PublicKey import RSA\nfrom settings import KEY_SIZE\n\nkey = RSA.generate(KEY_SIZE)\n";
    fs::write(at("keys.py"), source).unwrap();
    let mut archive = zip::ZipWriter::new(fs::File::create(at("bundle.zip")).unwrap());
    archive.start_file("inner.pem", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::copy(&mut fs::File::open(CERTIFICATE).unwrap(), &mut archive).unwrap();
    archive.finish().unwrap();
    folder
}

#[test]
fn what_is_as_it_was_is_kept_and_not_read() {
    let folder = estate();
    let mut inventory = Inventory::in_memory().unwrap();
    assert_eq!(scanned(&mut inventory, folder.path(), "a"), 0);
    let first = rows(&inventory);
    assert!(first.iter().any(|row| row.starts_with("bundle.zip!inner.pem")), "{first:#?}");
    assert!(first.iter().any(|row| row.starts_with("keys.py") && row.contains("2048")));
    assert!(first.iter().any(|row| row.starts_with("closed.pem")));
    assert_eq!(scanned(&mut inventory, folder.path(), "a"), 6);
    assert_eq!(rows(&inventory), numbered(&first, " 1", " 2"));
    // Another program or other options read all.
    assert_eq!(scanned(&mut inventory, folder.path(), "b"), 0);
    assert_eq!(rows(&inventory), numbered(&first, " 1", " 3"));
}

#[test]
fn a_changed_file_is_read_and_so_is_what_was_looked_at_with_it() {
    let folder = estate();
    let mut inventory = Inventory::in_memory().unwrap();
    scanned(&mut inventory, folder.path(), "a");
    fs::write(folder.path().join("settings.py"), "KEY_SIZE = 3072\n").unwrap();
    assert_eq!(scanned(&mut inventory, folder.path(), "a"), 4);
    let after = rows(&inventory);
    assert!(after.iter().any(|row| row.starts_with("keys.py") && row.contains("3072")));
    assert!(!after.iter().any(|row| row.starts_with("keys.py") && row.contains("2048")));
}

#[test]
fn what_is_gone_is_gone_and_what_is_new_is_found() {
    let folder = estate();
    let mut inventory = Inventory::in_memory().unwrap();
    scanned(&mut inventory, folder.path(), "a");
    fs::remove_file(folder.path().join("bundle.zip")).unwrap();
    fs::copy(CERTIFICATE, folder.path().join("new.pem")).unwrap();
    assert_eq!(scanned(&mut inventory, folder.path(), "a"), 5);
    let after = rows(&inventory);
    assert!(!after.iter().any(|row| row.starts_with("bundle.zip")));
    assert!(after.iter().any(|row| row.starts_with("new.pem")));
    // A file that comes back is not taken for known.
    fs::rename(folder.path().join("new.pem"), folder.path().join("bundle.zip")).unwrap();
    assert_eq!(scanned(&mut inventory, folder.path(), "a"), 5);
    assert!(rows(&inventory).iter().any(|row| row.starts_with("bundle.zip ")));
}

/// Writes a file anew with what it holds.
fn touch(path: &Path) {
    let bytes = fs::read(path).unwrap();
    fs::remove_file(path).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn what_was_only_touched_is_read_and_not_analysed() {
    let folder = estate();
    let mut inventory = Inventory::in_memory().unwrap();
    scanned(&mut inventory, folder.path(), "a");
    let first = rows(&inventory);
    for name in ["server.pem", "keys.py", "settings.py", "bundle.zip", "note.txt"] {
        touch(&folder.path().join(name));
    }
    // A text that no detector wants is read again.
    assert_eq!(scanned(&mut inventory, folder.path(), "a"), 5);
    assert_eq!(rows(&inventory), numbered(&first, " 1", " 2"));
    // Its look is the one of the new file.
    assert_eq!(scanned(&mut inventory, folder.path(), "a"), 6);
    assert_eq!(rows(&inventory), numbered(&first, " 1", " 3"));
    touch(&folder.path().join("server.pem"));
    assert_eq!(scanned(&mut inventory, folder.path(), "b"), 0);
}

#[test]
fn a_touched_file_is_analysed_when_what_was_looked_at_with_it_changed() {
    let folder = estate();
    let mut inventory = Inventory::in_memory().unwrap();
    scanned(&mut inventory, folder.path(), "a");
    touch(&folder.path().join("keys.py"));
    fs::write(folder.path().join("settings.py"), "KEY_SIZE = 3072\n").unwrap();
    assert_eq!(scanned(&mut inventory, folder.path(), "a"), 4);
    let after = rows(&inventory);
    assert!(after.iter().any(|row| row.starts_with("keys.py") && row.contains("3072")));
    assert!(!after.iter().any(|row| row.starts_with("keys.py") && row.contains("2048")));
}

#[test]
fn what_comes_into_a_folder_that_was_not_there_is_looked_at() {
    let folder = estate();
    let inner = folder.path().join("settings");
    fs::remove_file(folder.path().join("settings.py")).unwrap();
    let mut inventory = Inventory::in_memory().unwrap();
    scanned(&mut inventory, folder.path(), "a");
    assert_eq!(scanned(&mut inventory, folder.path(), "a"), 5);
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("__init__.py"), "KEY_SIZE = 3072\n").unwrap();
    touch(&folder.path().join("keys.py"));
    scanned(&mut inventory, folder.path(), "a");
    let after = rows(&inventory);
    assert!(
        after.iter().any(|row| row.starts_with("keys.py") && row.contains("3072")),
        "{after:#?}"
    );
    assert_eq!(scanned(&mut inventory, folder.path(), "a"), 6);
    // Without it the same is said as before, and what nobody looks at any more is forgotten.
    fs::remove_dir_all(&inner).unwrap();
    scanned(&mut inventory, folder.path(), "a");
    let after = rows(&inventory);
    assert!(!after.iter().any(|row| row.contains("3072")), "{after:#?}");
}

#[test]
fn a_file_that_changed_just_before_is_read_again() {
    let folder = estate();
    let mut inventory = Inventory::in_memory().unwrap();
    // No time tells such a file from a later one; what it holds does.
    assert_eq!(scanned_from(SystemTime::now(), &mut inventory, folder.path(), "a"), 0);
    let first = rows(&inventory);
    assert_eq!(scanned(&mut inventory, folder.path(), "a"), 5);
    assert_eq!(rows(&inventory), numbered(&first, " 1", " 2"));
}

#[test]
fn looks_that_are_forgotten_stay_so_when_the_scan_ends_early() {
    let folder = estate();
    let roots = vec![folder.path().to_string_lossy().into_owned()];
    for end in [None, Some(ScanEnd::Interrupted), Some(ScanEnd::Finished)] {
        let mut inventory = Inventory::in_memory().unwrap();
        scanned(&mut inventory, folder.path(), "a");
        let start = ScanStart { roots: roots.clone(), started: Timestamp::UNIX_EPOCH };
        let mut writer = inventory.begin(&start).unwrap();
        writer.forget_looks().unwrap();
        match end {
            Some(end) => writer.finish(end, Timestamp::UNIX_EPOCH).unwrap(),
            None => drop(writer),
        }
        assert_eq!(scanned(&mut inventory, folder.path(), "a"), 0, "{end:?}");
    }
}
