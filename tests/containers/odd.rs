//! Formats that few tools make, against what other tools read of them; and what is named and not opened.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use y2q::detect::Detector;
use y2q::model::UnknownReason;
use y2q::scan::Progress;

use super::build::{bzip2, gzip, xz, zip, zstd};
use super::{MARK, collect, folder_of, marked, reasons, scan_of, told};

/// Speaks of everything, so that every input has its digest.
const EVERY: Detector = Detector {
    id: "every",
    title: "test probe",
    about: "",
    anchors: &[],
    wants: |_| true,
    detect: |_, sink| sink.unknown("every", UnknownReason::Unsupported, 0, None, "seen"),
};

#[test]
fn members_have_the_bytes_that_other_tools_read() {
    let folder = Path::new("inventories/fixtures/odd_archives");
    let text = fs::read_to_string(folder.join("tools.txt")).unwrap();
    let (mut file, mut expected) = ("", BTreeMap::new());
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("== ") {
            file = heading;
        } else {
            let (digest, name) = line.split_once(' ').unwrap();
            expected.insert(format!("{file}!{name}"), digest.to_owned());
        }
    }
    let records = collect(&scan_of(folder), &[&EVERY], &Progress::default());
    let members = records.into_iter().filter(|(path, _)| path.contains('!'));
    let found = members.map(|(path, record)| (path, record.digest.unwrap_or_default()));
    assert_eq!(found.collect::<BTreeMap<_, _>>(), expected);
    assert_eq!(expected.len(), 23);
}

#[test]
fn images_of_disks_are_named_by_what_they_are() {
    let folder = Path::new("inventories/fixtures/disk_images");
    let records = collect(&scan_of(folder), &[], &Progress::default());
    let said = records.iter().map(|(path, record)| {
        let [unknown] = &record.unknowns[..] else { panic!("{path}: {record:?}") };
        assert_eq!(unknown.reason, UnknownReason::Unsupported);
        let (name, _) = unknown.detail.split_once(" is not opened; ").unwrap();
        (path.rsplit_once('!').unwrap().1, name)
    });
    let expected = [
        ("7z", "a 7z archive"),
        ("arj", "an ARJ archive"),
        ("compress", "a stream of compress"),
        ("erofs", "an EROFS image"),
        ("ext2", "an ext2, ext3 or ext4 image"),
        ("ext4", "an ext2, ext3 or ext4 image called fixture-ext"),
        ("fat16", "a FAT image called FIXTURE16"),
        ("fat32", "a FAT image called FIXTURE32"),
        ("gpt", "an image of a disk with a GUID partition table"),
        ("iso-9660", "an ISO 9660 image called FIXTURE_DISC"),
        ("mbr", "an image of a disk with a master boot record"),
        ("ntfs", "an NTFS image"),
        ("parallels", "a QED or Parallels disk image"),
        ("qcow2", "a QCOW disk image"),
        ("qed", "a QED or Parallels disk image"),
        ("squashfs", "a SquashFS image"),
        ("vdi", "a VDI disk image"),
        ("vhdx", "a VHDX disk image"),
        ("vmdk", "a VMDK disk image"),
        ("vpc", "a VHD disk image"),
        ("wim", "a WIM image"),
        ("xfs", "an XFS image called fixture-xfs"),
    ];
    assert_eq!(said.collect::<Vec<_>>(), expected);
    let transcript = fs::read_to_string(folder.join("tools.txt")).unwrap();
    for (name, _) in expected {
        assert!(
            transcript.contains(&format!("\n{name}:")) || transcript.starts_with(name),
            "{name}"
        );
    }
}

#[test]
fn streams_that_follow_one_another_are_one() {
    let (first, second) = (b"before ".as_slice(), MARK);
    for (ending, make) in
        [("gz", gzip as fn(&[u8]) -> Vec<u8>), ("xz", xz), ("zst", zstd), ("bz2", bzip2)]
    {
        let file = format!("x.pem.{ending}");
        let joined = [make(first), make(b""), make(second)].concat();
        let all = told(&file, &joined);
        assert_eq!(reasons(&all), [(&*format!("{file}!x.pem"), UnknownReason::Unsupported)]);
        assert_eq!(
            all[0].2,
            format!("{} bytes called x.pem", first.len() + second.len()),
            "{ending}"
        );
    }
    // Frames that are to be passed over (RFC 8878 §3.1.2), before and between.
    let skippable = [0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
    let joined = [&skippable[..], &zstd(b""), &skippable, &zstd(MARK)].concat();
    assert_eq!(marked("x.pem.zst", &joined), ["x.pem.zst!x.pem"]);
    // Empty blocks that fill up what tools write to tapes.
    let filled = [&gzip(MARK)[..], &[0; 512]].concat();
    assert!(told("x.pem.gz", &filled).iter().any(|(path, ..)| path == "x.pem.gz!x.pem"));
}

#[test]
fn an_archive_behind_a_program_is_read_where_the_program_is() {
    let archive = zip(&[("x.pem", MARK)]);
    let script = [b"#!/bin/sh\nexec java -jar \"$0\"\n", &archive[..]].concat();
    let program = [b"MZ\x90\0", &[0; 70_000][..], &archive[..]].concat();
    for (name, bytes) in [("run.jar", &script), ("setup.exe", &program)] {
        assert_eq!(marked(name, bytes), [format!("{name}!x.pem")]);
        let outer = zip(&[(name, bytes)]);
        assert_eq!(marked("out.zip", &outer), [format!("out.zip!{name}!x.pem")]);
    }
    // A text with an archive behind it is neither, and no archive is behind what only mentions one.
    let mention = [b"#!/bin/sh\n\0".as_slice(), b"PK\x05\x06", &[0; 18]].concat();
    for bytes in [[b"hello\n", &archive[..]].concat(), mention] {
        assert!(told("x", &bytes).is_empty());
    }
}

#[test]
fn parts_of_a_split_archive_are_said() {
    let whole = zip(&[("x.pem", MARK)]);
    let first = [b"PK\x07\x08", &whole[..40]].concat();
    let mut last = whole.clone();
    let end = memchr::memmem::rfind(&last, b"PK\x05\x06").unwrap();
    last[end + 4] = 1;
    last[end + 6] = 1;
    for (name, bytes) in [("x.z01", &first), ("x.zip", &last)] {
        assert_eq!(reasons(&told(name, bytes)), [(name, UnknownReason::Unsupported)]);
    }
}

/// More members than 16 bits count: the end of 64 bits counts them (APPNOTE 4.3.14).
#[test]
fn a_zip_of_many_members_is_read_by_its_wide_end() {
    let names = (0..66_000).map(|index| index.to_string()).collect::<Vec<_>>();
    let mut members = names.iter().map(|name| (name.as_str(), &b""[..])).collect::<Vec<_>>();
    members.push(("last.pem", MARK));
    let bytes = zip(&members);
    assert!(memchr::memmem::rfind(&bytes, b"PK\x06\x06").is_some());
    let folder = folder_of("many.zip", &bytes);
    let progress = Progress::default();
    let records = collect(&scan_of(folder.path()), &[&super::MARKED], &progress);
    assert_eq!(records.into_keys().collect::<Vec<_>>(), ["many.zip!last.pem"]);
    assert_eq!(progress.members.into_inner(), 66_001);
}

/// Text, and then a hole of eight exbibytes, by both kinds of header.
#[test]
fn a_hole_without_end_is_bounded() {
    let text = "a".repeat(70_000);
    let size = u64::MAX >> 1;
    let mut gnu = ::tar::Header::new_gnu();
    gnu.set_entry_type(::tar::EntryType::GNUSparse);
    gnu.set_size(70_000);
    gnu.set_path("holes").unwrap();
    let fields = gnu.as_gnu_mut().unwrap();
    let number = |field: &mut [u8; 12], value: u64| {
        field[0] = 0x80;
        field[4..].copy_from_slice(&value.to_be_bytes());
    };
    number(&mut fields.sparse[0].offset, 0);
    number(&mut fields.sparse[0].numbytes, 70_000);
    number(&mut fields.sparse[1].offset, size);
    number(&mut fields.sparse[1].numbytes, 0);
    number(&mut fields.realsize, size);
    gnu.set_cksum();
    let mut pax = ::tar::Builder::new(Vec::new());
    let map = format!("0,70000,{size},0");
    let records = [("GNU.sparse.size", size.to_string()), ("GNU.sparse.map", map)];
    pax.append_pax_extensions(records.iter().map(|(key, value)| (*key, value.as_bytes()))).unwrap();
    let mut plain = ::tar::Header::new_ustar();
    plain.set_size(70_000);
    plain.set_path("holes").unwrap();
    plain.set_cksum();
    pax.append(&plain, text.as_bytes()).unwrap();
    super::append(&mut pax, "x.pem", 11, MARK);
    let mut builder = ::tar::Builder::new(Vec::new());
    builder.append(&gnu, text.as_bytes()).unwrap();
    super::append(&mut builder, "x.pem", 11, MARK);
    let started = std::time::Instant::now();
    for bytes in [builder.into_inner().unwrap(), pax.into_inner().unwrap()] {
        let all = told("t.tar", &bytes);
        let expected =
            [("t.tar!holes", UnknownReason::TooLarge), ("t.tar!x.pem", UnknownReason::Unsupported)];
        assert_eq!(reasons(&all), expected);
    }
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
