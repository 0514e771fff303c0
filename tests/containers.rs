//! Archives, packages and compressed files: every format in every other, bounds, damage, hostile names.

mod bounded;
mod build;
mod git;
mod image;
mod listed;
mod odd;
mod signed;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Instant;

use crate::scanning::{collect, walk};
use build::{Holds, MAKERS, Named, append, gzip, tar, zip, zip_streamed};
use y2q::detect::{DETECTORS, Detector, PEM_ANCHOR};
use y2q::estate::{self, Assigner};
use y2q::inventory::{Location, Record, ScanEnd};
use y2q::model::UnknownReason;
use y2q::scan::{Progress, Scan, scan};

/// Says of every text with an anchor how long it is and what it is called.
const MARKED: Detector = Detector {
    id: "marked",
    title: "test probe",
    about: "",
    anchors: &[PEM_ANCHOR],
    wants: |peek| peek.anchored,
    detect: |input, sink| {
        let detail = format!("{} bytes called {}", input.bytes.len(), input.name);
        sink.unknown("marked", UnknownReason::Unsupported, 0, None, detail);
    },
};

const MARK: &[u8] = b"-----BEGIN ";

fn scan_of(root: &Path) -> Scan {
    walk(&[root], 2)
}

/// A folder that holds one file.
fn folder_of(name: &str, bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    folder
}

/// Reason and detail by path, of a folder that holds one file.
fn told(name: &str, bytes: &[u8]) -> Vec<(String, UnknownReason, String)> {
    let folder = folder_of(name, bytes);
    told_of(&scan_of(folder.path()))
}

fn told_of(scan_of: &Scan) -> Vec<(String, UnknownReason, String)> {
    let records = collect(scan_of, &[&MARKED], &Progress::default());
    let of = |(path, record): (String, Record)| {
        let unknowns = record.unknowns.into_iter();
        unknowns.map(move |unknown| (path.clone(), unknown.reason, unknown.detail))
    };
    records.into_iter().flat_map(of).collect()
}

/// Paths at which the mark was seen; nothing else may have been told.
fn marked(name: &str, bytes: &[u8]) -> Vec<String> {
    let all = told(name, bytes);
    assert!(all.iter().all(|(_, reason, _)| *reason == UnknownReason::Unsupported), "{all:?}");
    all.into_iter().map(|(path, ..)| path).collect()
}

fn reasons(told: &[(String, UnknownReason, String)]) -> Vec<(&str, UnknownReason)> {
    told.iter().map(|(path, reason, _)| (path.as_str(), *reason)).collect()
}

#[test]
fn every_format_is_read_in_every_other() {
    for outer in MAKERS {
        for inner in MAKERS {
            let (named, other): (Named<'_>, Named<'_>) = (("x.pem", MARK), ("y.txt", b"nothing"));
            let inside = match inner.holds {
                Holds::Members => (inner.make)(&[other, named]),
                Holds::OneStream => (inner.make)(&[named]),
            };
            let name = match inner.holds {
                Holds::Members => format!("in.{}", inner.ending),
                Holds::OneStream => format!("x.pem.{}", inner.ending),
            };
            let (members, file) = match outer.holds {
                Holds::Members => (vec![other, (&name, &inside)], format!("out.{}", outer.ending)),
                Holds::OneStream => {
                    (vec![(&name[..], &inside[..])], format!("{name}.{}", outer.ending))
                }
            };
            let outside = (outer.make)(&members);
            // A tar or cpio archive is one container with its compression.
            let is_one = outer.holds == Holds::OneStream
                && ["tar", "newc.cpio", "odc.cpio"].contains(&inner.ending);
            let expected =
                if is_one { format!("{file}!x.pem") } else { format!("{file}!{name}!x.pem") };
            assert_eq!(marked(&file, &outside), [expected], "{} in {}", inner.ending, outer.ending);
        }
    }
}

#[test]
fn what_is_in_a_container_is_examined_like_a_file() {
    let folder = folder_of("a.zip", &zip(&[("etc/x.pem", MARK)]));
    let progress = Progress::default();
    let records = collect(&scan_of(folder.path()), &[&MARKED], &progress);
    let record = &records["a.zip!etc/x.pem"];
    assert_eq!(record.unknowns[0].detail, "11 bytes called x.pem");
    // printf -- '-----BEGIN ' | sha256sum
    assert_eq!(
        record.digest.as_deref(),
        Some("872bd6e8f999d40d8dcc4b9c778eb13321883067cd06d18bc7af2830052e0d12")
    );
    let count = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    assert_eq!((count(&progress.files), count(&progress.members)), (1, 1));
}

#[test]
fn archives_stay_closed_when_asked() {
    let folder = folder_of("a.zip", &zip(&[("x.pem", MARK)]));
    let mut scan_of = scan_of(folder.path());
    scan_of.containers = None;
    assert!(told_of(&scan_of).is_empty());
}

#[test]
fn names_are_never_followed() {
    let long = "n".repeat(5000);
    let names = [
        "../../escape.pem",
        "/etc/absolute.pem",
        "C:\\dos.pem",
        "same.pem",
        "same.pem",
        "a!b\n.pem",
        &long,
    ];
    let members = names.map(|name| (name, MARK));
    let cut = format!("t.tar!{}…", "n".repeat(4096));
    let expected = [
        "t.tar!../../escape.pem",
        "t.tar!/etc/absolute.pem",
        "t.tar!C:\\dos.pem",
        "t.tar!a\\x21b\\x0A.pem",
        &cut,
        "t.tar!same.pem",
        "t.tar!same.pem#2",
    ];
    assert_eq!(marked("t.tar", &tar(&members)), expected);
    // The same through the library for zip, which refuses a second member of one name.
    let mut twice = zip(&[("same.pem", MARK), ("sAme.pem", MARK)]);
    let (mut at, mut seen) = (0, 0);
    while let Some(found) = memchr::memmem::find(&twice[at..], b"sAme") {
        twice[at + found + 1] = b'a';
        (at, seen) = (at + found, seen + 1);
    }
    assert_eq!(seen, 2);
    assert_eq!(marked("t.zip", &twice), ["t.zip!same.pem", "t.zip!same.pem#2"]);
}

#[test]
fn links_and_devices_in_archives_are_counted() {
    let mut builder = ::tar::Builder::new(Vec::new());
    for (kind, target) in [
        (::tar::EntryType::Symlink, "/etc/passwd"),
        (::tar::EntryType::Link, "../../etc/passwd"),
        (::tar::EntryType::Fifo, ""),
        (::tar::EntryType::Block, ""),
        (::tar::EntryType::Directory, ""),
    ] {
        let mut header = ::tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(0);
        header.set_path("entry").unwrap();
        header.set_link_name_literal(target).unwrap();
        header.set_cksum();
        builder.append(&header, std::io::empty()).unwrap();
    }
    append(&mut builder, "x.pem", 11, MARK);
    let folder = folder_of("t.tar", &builder.into_inner().unwrap());
    let progress = Progress::default();
    let records = collect(&scan_of(folder.path()), &[&MARKED], &progress);
    assert_eq!(records.keys().collect::<Vec<_>>(), ["t.tar!x.pem"]);
    let count = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    assert_eq!((count(&progress.links), count(&progress.specials)), (2, 2));
    assert_eq!(count(&progress.members), 1);
}

#[test]
fn a_zip_is_read_without_a_directory_too() {
    let members = [("a.pem", MARK), ("b.txt", b"nothing"), ("c.pem", MARK)];
    for bytes in [zip(&members), zip_streamed(&members)] {
        let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
        let all = told("t.zip", &bytes[..directory]);
        let expected = [
            ("t.zip", UnknownReason::Malformed),
            ("t.zip!a.pem", UnknownReason::Unsupported),
            ("t.zip!c.pem", UnknownReason::Unsupported),
        ];
        assert_eq!(reasons(&all), expected);
        // What starts a self-extracting archive, or ends one that was signed, lies outside.
        let mut framed = bytes.clone();
        framed.extend_from_slice(b"comment");
        let end = memchr::memmem::rfind(&framed, b"PK\x05\x06").unwrap();
        framed[end + 20] = 7;
        assert_eq!(marked("t.zip", &framed), ["t.zip!a.pem", "t.zip!c.pem"]);
    }
}

/// A nested archive that is too large to hold is read as a stream, of which nothing is lost.
#[test]
fn a_large_nested_zip_is_read_by_its_local_headers() {
    let filling = vec![0; 80 << 20];
    let options = ::zip::write::SimpleFileOptions::default()
        .compression_method(::zip::CompressionMethod::Stored);
    let mut writer = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("a.pem", MARK), ("filling", &filling), ("z.pem", MARK)] {
        writer.start_file(name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let inner = writer.finish().unwrap().into_inner();
    assert_eq!(
        marked("t.tar", &tar(&[("in.zip", &inner)])),
        ["t.tar!in.zip!a.pem", "t.tar!in.zip!z.pem"]
    );
}

/// Cuts and bit flips: no panic, bounded, and whatever was lost is told.
#[test]
fn damage_is_told_and_what_lies_before_it_is_kept() {
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap()
    };
    let noise = (0..3000).map(|_| u8::try_from(random() % 251).unwrap()).collect::<Vec<_>>();
    let folder = tempfile::tempdir().unwrap();
    for maker in MAKERS {
        let members: &[Named<'_>] = &[("x.pem", MARK), ("noise", &noise), ("y.pem", MARK)];
        let inner = tar(members);
        let whole = match maker.holds {
            Holds::Members => (maker.make)(members),
            Holds::OneStream => (maker.make)(&[("in.tar", &inner)]),
        };
        for round in 0..120 {
            let mut bytes = whole.clone();
            if round % 2 == 0 {
                bytes.truncate(random() % bytes.len());
            } else {
                for _ in 0..=(round % 5) {
                    let at = random() % bytes.len();
                    bytes[at] ^= 1 << (random() % 8);
                }
            }
            fs::write(folder.path().join(format!("{}-{round}", maker.ending)), &bytes).unwrap();
        }
        // Cut in the middle of the noise.
        let cut = told("cut", &whole[..whole.len() - whole.len() / 3]);
        let lost = cut
            .iter()
            .any(|(path, reason, _)| path == "cut" && *reason == UnknownReason::Malformed);
        assert!(lost, "{}: {cut:?}", maker.ending);
    }
    let started = Instant::now();
    let records = collect(&scan_of(folder.path()), DETECTORS, &Progress::default());
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    for (path, record) in records {
        assert!(
            record.unknowns.iter().all(|unknown| unknown.reason != UnknownReason::Crashed),
            "{path}"
        );
    }
}

#[test]
fn what_only_begins_like_a_container_is_none() {
    let texts: [&[u8]; 9] = [
        b"PK is short for Phil Katz, who made zip",
        b"PK\x03\x04",
        b"BZh9 is how bzip2 begins",
        b"070701 is the magic of newc, 070707 of odc, of cpio archives that initramfs uses",
        b"!<arch>\n/               0           0     0     0       4         `\n\0\0\0\0",
        b"]\0\0 one two three four five",
        b"\x1f\x8b\x09\0\0\0\0\0",
        &[b'0'; 700],
        &[0; 70_000],
    ];
    for text in texts {
        let all = told("x", text);
        assert!(all.is_empty(), "{all:?}");
    }
}

#[test]
fn what_is_not_opened_is_said() {
    let mut iso = vec![0; 40_000];
    iso[0x8001..0x8006].copy_from_slice(b"CD001");
    for bytes in [&iso[..], b"7z\xBC\xAF\x27\x1C\0\x04", b"Rar!\x1A\x07\x01\0", b"MSCF\0\0\0\0"] {
        assert_eq!(reasons(&told("x", bytes)), [("x", UnknownReason::Unsupported)]);
    }
}

#[test]
fn a_place_inside_a_root_that_is_a_file_is_joined_to_it() {
    let joined =
        |root: &str, path: &str| Location { root: root.to_owned(), path: path.to_owned() }.joined();
    assert_eq!(joined("srv/a.jar", "a.jar"), "srv/a.jar");
    assert_eq!(joined("srv/a.jar", "a.jar!META-INF/x.pem"), "srv/a.jar!META-INF/x.pem");
    assert_eq!(joined("a!b.jar", "a!b.jar!x!y.pem"), "a!b.jar!x!y.pem");
    assert_eq!(joined("srv", "a.jar!x.pem"), "srv/a.jar!x.pem");
}

#[test]
fn a_system_that_has_an_archive_has_what_is_in_it() {
    let file = "schema = 1\n[[system]]\nid = \"shop\"\npaths = [\"srv/*.jar\"]\n";
    let assigner = Assigner::new(&estate::parse(file).unwrap());
    for place in ["srv/a.jar", "srv/a.jar!x.pem", "srv/a.jar!META-INF/deep/b.jar!x.pem"] {
        assert_eq!(assigner.system_of(place, place), "shop", "{place}");
    }
    assert_ne!(assigner.system_of("srv/a.jars", "srv/a.jars"), "shop");
}

#[test]
fn a_file_that_shrinks_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.tar");
    let members = (0..3000).map(|index| format!("{index}.pem")).collect::<Vec<_>>();
    let whole = tar(&members.iter().map(|name| (name.as_str(), MARK)).collect::<Vec<_>>());
    fs::write(&path, &whole).unwrap();
    let mut told = Vec::new();
    let end = scan(&scan_of(folder.path()), &[&MARKED], &Progress::default(), |record| {
        if told.is_empty() {
            fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(1_000_000).unwrap();
        }
        told.extend(record.unknowns.iter().map(|unknown| unknown.reason));
        Ok::<(), ()>(())
    });
    assert_eq!(end, Ok(ScanEnd::Finished));
    assert_eq!(told.pop(), Some(UnknownReason::Changed));
    assert!((900..3000).contains(&told.len()), "{}", told.len());
}

#[test]
fn the_number_of_threads_changes_nothing_in_containers() {
    let folder = tempfile::tempdir().unwrap();
    for index in 0..40 {
        let members = [("x.pem", MARK), ("x.pem.gz", &gzip(MARK)[..])];
        fs::write(folder.path().join(format!("{index}.tar")), tar(&members)).unwrap();
    }
    let mut scan_of = scan_of(folder.path());
    let mut outcomes = [1, 2, 7].map(|threads| {
        scan_of.walk.threads = threads;
        format!("{:?}", collect(&scan_of, &[&MARKED], &Progress::default()))
    });
    outcomes.sort();
    assert_eq!(outcomes[0], outcomes[2]);
}
