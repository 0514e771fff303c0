//! The walk and the scan loop on real folders: bounds, hostile names, panics, interruption, determinism.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use y2q::detect::{DETECTORS, Detector, PEM_ANCHOR, Passwords};
use y2q::inventory::{Record, ScanEnd};
use y2q::model::UnknownReason;
use y2q::scan::{Examiner, Progress, Scan, examine, scan};
use y2q::source::container::Bounds;
use y2q::source::filesystem::{Links, Selection, Walk};
use y2q::source::git::History;

/// Reports every input as an unknown that says how long it was; panics on an input that says so.
const PROBE: Detector = Detector {
    id: "probe",
    title: "test probe",
    about: "",
    anchors: &[],
    wants: |peek| peek.name != "skip",
    detect: |input, sink| {
        sink.unknown("probe", UnknownReason::Unsupported, 0, None, input.bytes.len().to_string());
        assert!(!input.bytes.starts_with(b"panic"), "asked to");
    },
};

const MARKED: Detector = Detector {
    id: "marked",
    title: "test probe that wants anchors",
    about: "",
    anchors: &[PEM_ANCHOR],
    wants: |peek| peek.anchored,
    detect: |_, sink| sink.unknown("marked", UnknownReason::Unsupported, 0, None, "seen"),
};

pub fn walk(roots: &[&Path], threads: usize) -> Scan {
    Scan {
        walk: Walk {
            roots: roots.iter().map(|root| root.to_path_buf()).collect(),
            selection: Selection::Everything,
            links: Links::Skip,
            threads,
            only: None,
            besides: Vec::new(),
            own: None,
        },
        max_bytes: 1024 * 1024,
        containers: Some(Bounds::default()),
        history: History::Head,
        passwords: Passwords::none(),
        rules: std::sync::Arc::default(),
    }
}

/// Runs a scan to its end; every place has one record.
pub fn collect(
    scan_of: &Scan,
    detectors: &[&Detector],
    progress: &Progress,
) -> BTreeMap<String, Record> {
    let mut records = BTreeMap::new();
    let end = scan(scan_of, detectors, progress, |record| {
        let again = records.insert(record.location.path.clone(), record.clone());
        assert!(again.is_none(), "{} was reported twice", record.location.path);
        Ok::<(), ()>(())
    });
    assert_eq!(end, Ok(ScanEnd::Finished));
    records
}

fn details(record: &Record) -> Vec<(UnknownReason, &str)> {
    record.unknowns.iter().map(|unknown| (unknown.reason, unknown.detail.as_str())).collect()
}

#[test]
fn every_file_is_read_whole_whatever_its_size() {
    let folder = tempfile::tempdir().unwrap();
    for size in [0, 1, 65_535, 65_536, 65_537, 131_072, 300_000] {
        fs::write(folder.path().join(size.to_string()), vec![b'x'; size]).unwrap();
        let mut binary = vec![b'x'; size];
        binary.iter_mut().take(1).for_each(|byte| *byte = 0);
        fs::write(folder.path().join(format!("binary-{size}")), binary).unwrap();
    }
    let progress = Progress::default();
    let records = collect(&walk(&[folder.path()], 2), &[&PROBE], &progress);
    assert_eq!(records.len(), 14);
    for (path, record) in &records {
        let size = path.trim_start_matches("binary-");
        assert_eq!(details(record), [(UnknownReason::Unsupported, size)], "{path}");
        assert_eq!(record.digest.as_ref().map(String::len), Some(64), "{path}");
    }
    assert_eq!(progress.files.load(Ordering::Relaxed), 14);
}

#[test]
fn a_panic_costs_one_input_of_one_detector() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bad"), "panic -----BEGIN ").unwrap();
    fs::write(folder.path().join("good"), "calm -----BEGIN ").unwrap();
    let records = collect(&walk(&[folder.path()], 1), &[&PROBE, &MARKED], &Progress::default());
    let reasons = |path: &str| records[path].unknowns.iter().map(|u| u.reason).collect::<Vec<_>>();
    assert_eq!(reasons("bad"), [UnknownReason::Crashed, UnknownReason::Unsupported]);
    assert_eq!(reasons("good"), [UnknownReason::Unsupported, UnknownReason::Unsupported]);
}

#[test]
fn what_is_too_large_is_said_only_where_it_looks_like_something() {
    let folder = tempfile::tempdir().unwrap();
    let mut marked = vec![b'a'; 3 * 1024 * 1024];
    marked.extend_from_slice(b"\n-----BEGIN CERTIFICATE-----\n");
    fs::write(folder.path().join("marked-at-the-end"), &marked).unwrap();
    fs::write(folder.path().join("plain"), vec![b'a'; 3 * 1024 * 1024]).unwrap();
    // The marker lies across the border of two windows.
    let mut across = vec![b'a'; 1024 * 1024 - 5];
    across.extend_from_slice(b"-----BEGIN ");
    across.extend_from_slice(&vec![b'a'; 1024 * 1024]);
    fs::write(folder.path().join("marked-across"), &across).unwrap();
    let records = collect(&walk(&[folder.path()], 1), &[&MARKED], &Progress::default());
    assert_eq!(records.keys().collect::<Vec<_>>(), ["marked-across", "marked-at-the-end"]);
    for record in records.values() {
        assert_eq!(record.unknowns[0].reason, UnknownReason::TooLarge);
    }
}

#[test]
fn what_is_too_large_by_its_size_is_not_read_to_say_so() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("tables.c"), "int a;\n".repeat(3 * 1024 * 1024 / 7)).unwrap();
    let progress = Progress::default();
    let records = collect(&walk(&[folder.path()], 1), DETECTORS, &progress);
    assert_eq!(records.keys().collect::<Vec<_>>(), ["tables.c"]);
    assert_eq!(records["tables.c"].unknowns[0].reason, UnknownReason::TooLarge);
    assert_eq!(progress.bytes.into_inner(), 64 * 1024);
}

/// Anchors occur in texts that only mention them: those who want them look before a text beyond the bound is unknown.
#[test]
fn a_large_text_that_mentions_words_is_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let line =
        "the\tprivkey\tin WIF begins with -----BEGIN PRIVATE KEY----- or xpub; pkcs11: and \"kty\n";
    let prose = line.repeat(3 * 1024 * 1024 / line.len());
    let key = fs::read_to_string("inventories/fixtures/x509/ec-pkcs8.pem").unwrap();
    fs::write(folder.path().join("table.tsv"), &prose).unwrap();
    fs::write(folder.path().join("key-at-the-end.tsv"), format!("{prose}{key}")).unwrap();
    // Across the border of the first two windows, and in the part that they share.
    for (name, before) in
        [("key-across.tsv", 1024 * 1024 - 100), ("key-shared.tsv", 1024 * 1024 - 60_000)]
    {
        let text = format!("{}\n{key}{prose}", &prose[..before]);
        fs::write(folder.path().join(name), text).unwrap();
    }
    let records = collect(&walk(&[folder.path()], 1), DETECTORS, &Progress::default());
    let names = ["key-across.tsv", "key-at-the-end.tsv", "key-shared.tsv"];
    assert_eq!(records.keys().collect::<Vec<_>>(), names);
    for record in records.values() {
        let [unknown] = &record.unknowns[..] else { panic!("{record:?}") };
        assert_eq!(unknown.reason, UnknownReason::TooLarge);
        assert!(record.findings.is_empty());
    }
}

#[test]
fn two_gigabytes_of_nothing_cost_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let sparse = fs::File::create(folder.path().join("sparse")).unwrap();
    sparse.set_len(2 * 1024 * 1024 * 1024 + 7).unwrap();
    fs::write(folder.path().join("neighbour"), "-----BEGIN ").unwrap();
    let progress = Progress::default();
    let records = collect(&walk(&[folder.path()], 1), &[&MARKED], &progress);
    assert_eq!(records.keys().collect::<Vec<_>>(), ["neighbour"]);
    assert!(progress.bytes.load(Ordering::Relaxed) < 1_000_000);
}

#[cfg(unix)]
#[test]
fn links_fifos_and_odd_names_do_no_harm() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let below = |name: &str| folder.path().join(name);
    fs::create_dir(below("loop")).unwrap();
    std::os::unix::fs::symlink("..", below("loop/up")).unwrap();
    std::os::unix::fs::symlink("/nowhere/at/all", below("dangling")).unwrap();
    fs::write(below("file"), "x").unwrap();
    fs::write(folder.path().join(OsStr::from_bytes(b"odd\xFF\nname")), "x").unwrap();
    let made = std::process::Command::new("mkfifo").arg(below("pipe")).status().unwrap();
    assert!(made.success());

    let progress = Progress::default();
    let records = collect(&walk(&[folder.path()], 2), &[&PROBE], &progress);
    assert_eq!(records.keys().collect::<Vec<_>>(), ["file", "odd\\xFF\\x0Aname"]);
    assert_eq!(progress.links.load(Ordering::Relaxed), 2);
    assert_eq!(progress.specials.load(Ordering::Relaxed), 1);

    let mut following = walk(&[folder.path()], 2);
    following.walk.links = Links::Follow;
    let records = collect(&following, &[&PROBE], &Progress::default());
    let unreadable = |path: &str| records.get(path).map(|record| record.unknowns[0].reason);
    assert_eq!(unreadable("loop/up"), Some(UnknownReason::Unreadable), "{records:?}");
    assert_eq!(unreadable("dangling"), Some(UnknownReason::Unreadable), "{records:?}");
    assert_eq!(unreadable("file"), Some(UnknownReason::Unsupported));
}

#[cfg(unix)]
#[test]
fn a_root_may_be_a_link_to_a_folder_or_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let below = |name: &str| folder.path().join(name);
    fs::create_dir(below("real")).unwrap();
    fs::write(below("real/file"), "x").unwrap();
    std::os::unix::fs::symlink("real", below("folder")).unwrap();
    std::os::unix::fs::symlink("real/file", below("link")).unwrap();
    for (root, name) in [("folder", "file"), ("link", "link")] {
        let progress = Progress::default();
        let records = collect(&walk(&[&below(root)], 2), &[&PROBE], &progress);
        assert_eq!(records.keys().collect::<Vec<_>>(), [name]);
        let counted = [&progress.links, &progress.specials];
        assert_eq!(counted.map(|counter| counter.load(Ordering::Relaxed)), [0, 0], "{root}");
    }
}

#[test]
fn a_root_may_be_a_file_and_several_roots_stay_apart() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.txt"), folder.path().join("two"));
    fs::write(&one, "x").unwrap();
    fs::create_dir(&two).unwrap();
    fs::write(two.join("inner"), "x").unwrap();
    let records = collect(&walk(&[&one, &two], 1), &[&PROBE], &Progress::default());
    let place = |path: &str| records[path].location.root.clone();
    assert_eq!(place("one.txt"), one.to_str().unwrap());
    assert_eq!(place("inner"), two.to_str().unwrap());
}

#[test]
fn ignored_and_hidden_files_are_seen_unless_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let below = |name: &str| folder.path().join(name);
    fs::create_dir(below(".git")).unwrap();
    fs::write(below(".gitignore"), "secret\n").unwrap();
    fs::write(below("secret"), "x").unwrap();
    fs::write(below("open"), "x").unwrap();
    let mut scan_of = walk(&[folder.path()], 1);
    let names = |scan_of: &Scan| {
        collect(scan_of, &[&PROBE], &Progress::default()).into_keys().collect::<Vec<_>>()
    };
    assert_eq!(names(&scan_of), [".gitignore", "open", "secret"]);
    scan_of.walk.selection = Selection::Tracked;
    assert_eq!(names(&scan_of), ["open"]);
}

#[test]
fn a_failing_sink_ends_the_scan_without_a_hang() {
    let folder = tempfile::tempdir().unwrap();
    for index in 0..500 {
        fs::write(folder.path().join(index.to_string()), "x").unwrap();
    }
    let outcome =
        scan(&walk(&[folder.path()], 2), &[&PROBE], &Progress::default(), |_| Err("disk full"));
    assert_eq!(outcome, Err("disk full"));
}

#[test]
fn a_stop_keeps_what_was_found() {
    let folder = tempfile::tempdir().unwrap();
    for index in 0..2000 {
        fs::write(folder.path().join(index.to_string()), "x").unwrap();
    }
    let progress = Progress::default();
    let mut seen = 0;
    let end = scan(&walk(&[folder.path()], 2), &[&PROBE], &progress, |_| {
        seen += 1;
        progress.stop.store(true, Ordering::Relaxed);
        Ok::<(), ()>(())
    });
    assert_eq!(end, Ok(ScanEnd::Interrupted));
    assert!((1..2000).contains(&seen), "{seen}");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let roots = [Path::new("inventories")];
    let one = collect(&walk(&roots, 1), DETECTORS, &Progress::default());
    let four = collect(&walk(&roots, 4), DETECTORS, &Progress::default());
    assert!(!one.is_empty());
    assert_eq!(format!("{one:?}"), format!("{four:?}"));
}

#[test]
fn zeros_and_begin_lines_without_end_are_linear() {
    let mut text = Vec::new();
    while text.len() < 20_000_000 {
        text.write_all(b"-----BEGIN CERTIFICATE-----\n").unwrap();
    }
    let started = std::time::Instant::now();
    let sink = examine(DETECTORS, "many.pem", &text);
    assert!(sink.findings.is_empty());
    assert!(!sink.unknowns.is_empty());
    // Seconds even without optimisation; anything quadratic would take hours.
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

/// Flips bits and cuts ends of every fixture: nothing may panic, hang, or silently lose a broken input.
#[test]
fn mutated_fixtures_never_crash_a_detector() {
    let mut files = Vec::new();
    fixtures(Path::new("inventories"), &mut files);
    assert!(files.len() > 40, "the fixtures are missing: {files:?}");
    let mut seed = 0x5DEE_CE66_D1CE_4E5B_u64;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or_default()
    };
    let examiner = Examiner::new(DETECTORS);
    for path in files {
        let original = fs::read(&path).unwrap();
        let name = path.to_str().unwrap();
        // Of source code there are hundreds of files, read by the same few parsers.
        let rounds = if name.starts_with("inventories/source-code") { 3 } else { 60 };
        for round in 0..rounds {
            let mut bytes = original.clone();
            if bytes.is_empty() {
                continue;
            }
            match round % 3 {
                0 => bytes.truncate(random() % bytes.len()),
                1 => {
                    let at = random() % bytes.len();
                    bytes[at] ^= 1 << (random() % 8);
                }
                _ => {
                    for _ in 0..8 {
                        let at = random() % bytes.len();
                        bytes[at] = u8::try_from(random() % 256).unwrap();
                    }
                }
            }
            let started = std::time::Instant::now();
            let sink = examiner.examine(name, &bytes);
            let crashed = sink.unknowns.iter().any(|u| u.reason == UnknownReason::Crashed);
            assert!(!crashed, "{name}, round {round}: {:?}", sink.unknowns);
            assert!(started.elapsed().as_secs() < 2, "{name}, round {round}");
        }
    }
}

fn fixtures(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect::<Vec<_>>();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            fixtures(&path, files);
        } else if path.metadata().unwrap().len() < 200_000 {
            files.push(path);
        }
    }
}
