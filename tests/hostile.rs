//! What an estate may hold that no one put there for a scanner: each is bounded, told or passed over, and its
//! neighbours are read. Bombs and damage of archives are in `containers`, of repositories in `containers::git`.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use y2q::detect::DETECTORS;
use y2q::inventory::Record;
use y2q::model::{Asset, UnknownReason};
use y2q::scan::Progress;
use y2q::source::filesystem::Links;

use crate::scanning::{collect, walk};

/// A certificate that must be found beside whatever is hostile.
const NEIGHBOUR: &[u8] = include_bytes!("../inventories/fixtures/wrappings/etc/ssl/leaf.der");

/// Scans a folder with all detectors; its neighbour must be found. Gives what was told of everything else.
fn told(folder: &Path, bound: Duration) -> Vec<(String, UnknownReason)> {
    fs::write(folder.join("neighbour.der"), NEIGHBOUR).unwrap();
    let started = Instant::now();
    let records = collect(&walk(&[folder], 2), DETECTORS, &Progress::default());
    assert!(started.elapsed() < bound, "{:?}", started.elapsed());
    assert!(is_neighbour(&records["neighbour.der"]));
    let of = |(path, record): (String, Record)| {
        assert!(record.findings.is_empty() || path == "neighbour.der", "{path}: {record:?}");
        record.unknowns.into_iter().map(move |unknown| (path.clone(), unknown.reason))
    };
    records.into_iter().flat_map(of).collect()
}

fn is_neighbour(record: &Record) -> bool {
    record.findings.iter().any(|finding| matches!(finding.asset, Asset::Certificate(_)))
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_never_opened() {
    let folder = tempfile::tempdir().unwrap();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("outside.der"), NEIGHBOUR).unwrap();
    let below = |name: &str| folder.path().join(name);
    assert!(Command::new("mkfifo").arg(below("pipe.pem")).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(below("socket.pem")).unwrap();
    std::os::unix::fs::symlink(outside.path(), below("folder")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("outside.der"), below("file.der")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", below("zeros.pem")).unwrap();
    assert!(told(folder.path(), Duration::from_secs(2)).is_empty());
    // Followed when asked: devices stay closed.
    let mut following = walk(&[folder.path()], 2);
    following.walk.links = Links::Follow;
    let records = collect(&following, DETECTORS, &Progress::default());
    let paths = records.into_keys().collect::<Vec<_>>();
    assert_eq!(paths, ["file.der", "folder/outside.der", "neighbour.der"]);
}

/// The layers of an image layout are opened by their names: what is no file there must not be waited for or followed.
#[cfg(unix)]
#[test]
fn an_image_layout_leads_nowhere_and_blocks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = folder.path().join("blobs/sha256");
    fs::create_dir_all(&blobs).unwrap();
    let (manifest, fifo, link) = ("a".repeat(64), "b".repeat(64), "c".repeat(64));
    fs::write(folder.path().join("oci-layout"), "{}").unwrap();
    let index = format!("{{\"manifests\":[{{\"digest\":\"sha256:{manifest}\"}}]}}");
    fs::write(folder.path().join("index.json"), index).unwrap();
    let layers = format!(
        "{{\"layers\":[{{\"digest\":\"sha256:{fifo}\"}},{{\"digest\":\"sha256:{link}\"}}]}}"
    );
    fs::write(blobs.join(manifest), layers).unwrap();
    assert!(Command::new("mkfifo").arg(blobs.join(fifo)).status().unwrap().success());
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("outside.der"), NEIGHBOUR).unwrap();
    std::os::unix::fs::symlink(outside.path().join("outside.der"), blobs.join(link)).unwrap();
    let expected =
        ["layer1", "layer2"].map(|layer| (format!("index.json!{layer}"), UnknownReason::Malformed));
    assert_eq!(told(folder.path(), Duration::from_secs(2)), expected);
}

/// Whoever runs the tests may read everything; what fails on every system is a file that fails when it is read.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let closed = folder.path().join("closed.pem");
    fs::write(&closed, "-----BEGIN ").unwrap();
    fs::create_dir(folder.path().join("closed")).unwrap();
    for path in [&closed, &folder.path().join("closed")] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
    }
    let is_barred = fs::File::open(&closed).is_err();
    let all = told(folder.path(), Duration::from_secs(2));
    if is_barred {
        let expected =
            ["closed", "closed.pem"].map(|path| (path.to_owned(), UnknownReason::Unreadable));
        assert_eq!(all, expected);
    }
    let memory = Path::new("/proc/self/mem");
    let records = collect(&walk(&[memory], 1), DETECTORS, &Progress::default());
    assert_eq!(records["mem"].unknowns[0].reason, UnknownReason::Unreadable);
}

/// Ten gigabytes of holes under every name that a detector might want.
#[test]
fn ten_gigabytes_of_zeros_take_no_time() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "zeros",
        "zeros.pem",
        "zeros.der",
        "zeros.p12",
        "zeros.jks",
        "id_rsa",
        "key4.db",
        "zeros.tar",
        "zeros.zip",
    ] {
        let file = fs::File::create(folder.path().join(name)).unwrap();
        file.set_len(10 << 30).unwrap();
    }
    let all = told(folder.path(), Duration::from_secs(2));
    assert!(all.iter().all(|(_, reason)| *reason == UnknownReason::TooLarge), "{all:?}");
}

/// Names that lie, and names that no terminal survives.
#[cfg(unix)]
#[test]
fn names_do_no_harm() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let names: [&[u8]; 5] =
        [b"\x1b[2J\x07.der", b"\xFF\xFE.der", b"a!b.der", b"$(touch boom).der", b"-rf.der"];
    for name in names {
        fs::write(folder.path().join(OsStr::from_bytes(name)), NEIGHBOUR).unwrap();
    }
    let records = collect(&walk(&[folder.path()], 2), DETECTORS, &Progress::default());
    assert_eq!(records.len(), 5);
    assert!(
        records
            .iter()
            .all(|(path, record)| is_neighbour(record) && !path.chars().any(char::is_control))
    );
    assert!(!Path::new("boom").exists());
}

/// A file that grows and shrinks while it is read is read as it was found at some moment.
#[test]
fn a_file_that_changes_ends_no_scan() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("moving.pem");
    fs::write(&path, "-----BEGIN CERTIFICATE-----\n".repeat(100_000)).unwrap();
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                file.set_len(10).unwrap();
                file.set_len(3_000_000).unwrap();
            }
        });
        for _ in 0..5 {
            told(folder.path(), Duration::from_secs(20));
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

/// A million files in one folder: memory and time in proportion. Run by hand, on a disk with a million free inodes.
#[test]
#[ignore = "takes minutes and a million inodes"]
fn a_million_files_in_one_folder() {
    let folder = tempfile::tempdir().unwrap();
    for index in 0..1_000_000 {
        fs::write(folder.path().join(index.to_string()), "x").unwrap();
    }
    assert!(told(folder.path(), Duration::from_secs(600)).is_empty());
}
