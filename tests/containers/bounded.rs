//! Bombs, bounds and stops.

use std::sync::atomic::Ordering;
use std::time::Instant;

use y2q::inventory::ScanEnd;
use y2q::model::UnknownReason;
use y2q::scan::{Progress, scan};
use y2q::source::container::Bounds;

use super::build::{Named, append, gzip, tar, xz, zip, zstd};
use super::{MARK, MARKED, folder_of, marked, reasons, scan_of, told, told_of};

#[test]
fn nesting_ends_at_its_bound() {
    let mut bytes = MARK.to_vec();
    for _ in 0..50 {
        bytes = zip(&[("in", &bytes)]);
    }
    let all = told("out", &bytes);
    assert_eq!(reasons(&all), [("out!in!in!in!in!in!in!in!in", UnknownReason::TooLarge)]);
    assert!(all[0].2.contains("--archive-depth"), "{all:?}");

    let folder = folder_of("out", &bytes);
    let mut deeper = scan_of(folder.path());
    deeper.containers = Some(Bounds { depth: 60, ..Bounds::default() });
    assert_eq!(
        reasons(&told_of(&deeper)),
        [(&*format!("out{}", "!in".repeat(50)), UnknownReason::Unsupported)]
    );
}

/// 10 GiB of zeros behind a tar header, in frames of 64 MiB.
fn ten_gigabytes() -> Vec<u8> {
    let mut header = ::tar::Header::new_gnu();
    header.set_path("zeros").unwrap();
    header.set_size(10 << 30);
    header.set_cksum();
    let mut bomb = zstd(header.as_bytes());
    let frame = zstd(&vec![0; 64 << 20]);
    (0..160).for_each(|_| bomb.extend_from_slice(&frame));
    bomb.extend_from_slice(&zstd(&tar(&[("lost.pem", MARK)])));
    bomb
}

#[test]
fn a_bomb_costs_its_neighbours_nothing() {
    let text = "a".repeat(70 << 20);
    let zeros = gzip(&vec![0; 8 << 20]).repeat(1280);
    let members: [Named<'_>; 7] = [
        ("before.pem", MARK),
        ("bomb.tar.zst", &ten_gigabytes()),
        ("zeros.gz", &zeros),
        ("text.gz", &gzip(text.as_bytes())),
        ("text.xz", &xz(text.as_bytes())),
        ("text.zip", &zip(&[("text", text.as_bytes())])),
        ("after.pem", MARK),
    ];
    let started = Instant::now();
    let expected = [
        ("after.pem", UnknownReason::Unsupported),
        ("before.pem", UnknownReason::Unsupported),
        ("bomb.tar.zst", UnknownReason::TooLarge),
        // Zeros are no text, so that nobody reads past the head of the stream: nothing is lost.
        ("text.gz", UnknownReason::TooLarge),
        ("text.xz", UnknownReason::TooLarge),
        ("text.zip", UnknownReason::TooLarge),
    ];
    for (file, bytes) in [("out.tar", tar(&members)), ("out.zip", zip(&members))] {
        let all = told(file, &bytes);
        let expected = expected.map(|(name, reason)| (format!("{file}!{name}"), reason));
        assert_eq!(
            all.iter().map(|(path, reason, _)| (path.clone(), *reason)).collect::<Vec<_>>(),
            expected
        );
    }
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}

/// As 42.zip: six levels of sixteen archives each, with 4 GiB of text at the bottom, all from one little file.
#[test]
fn nested_bombs_end_at_the_ratio_of_the_outermost_file() {
    let mut bytes = zip(&[("text", "a".repeat(16 << 20).as_bytes())]);
    for _ in 0..6 {
        let names = (0..16).map(|index| format!("{index}.zip")).collect::<Vec<_>>();
        bytes = zip(&names.iter().map(|name| (name.as_str(), &bytes[..])).collect::<Vec<_>>());
    }
    let started = Instant::now();
    let all = told("42.zip", &bytes);
    assert_eq!(reasons(&all)[0], ("42.zip", UnknownReason::TooLarge));
    assert!(all.len() < 20, "{all:?}");
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

/// A directory whose records all name one member: a thousand texts of 64 MiB in less than 150 KiB.
#[test]
fn members_that_overlap_are_counted_each() {
    let text = "a".repeat(64 << 20);
    let whole = zip(&[("text", text.as_bytes())]);
    let directory = memchr::memmem::rfind(&whole, b"PK\x01\x02").unwrap();
    let end = memchr::memmem::rfind(&whole, b"PK\x05\x06").unwrap();
    let records = whole[directory..end].repeat(1000);
    let mut bomb = [&whole[..directory], &records, &whole[end..]].concat();
    let end = bomb.len() - 22;
    bomb[end + 12..end + 16].copy_from_slice(&u32::try_from(records.len()).unwrap().to_le_bytes());
    let started = Instant::now();
    assert_eq!(reasons(&told("bomb.zip", &bomb)), [("bomb.zip", UnknownReason::TooLarge)]);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn the_total_the_members_and_the_memory_are_bounded() {
    let many = (0..100).map(|index| format!("{index}.pem")).collect::<Vec<_>>();
    let many = many.iter().map(|name| (name.as_str(), MARK)).collect::<Vec<_>>();
    let folder = folder_of("a.zip", &zip(&many));
    let mut bounded = scan_of(folder.path());
    bounded.containers = Some(Bounds { entries: 10, ..Bounds::default() });
    let all = told_of(&bounded);
    assert_eq!(all.len(), 11);
    let last = all.iter().find(|(path, ..)| path == "a.zip").unwrap();
    assert_eq!(last.1, UnknownReason::TooLarge);
    assert!(last.2.contains("--archive-entries"), "{last:?}");

    bounded.containers = Some(Bounds { expanded: 500, ..Bounds::default() });
    let all = told_of(&bounded);
    assert!(
        all.iter().any(|(path, reason, detail)| {
            path == "a.zip"
                && *reason == UnknownReason::TooLarge
                && detail.contains("--archive-bytes")
        }),
        "{all:?}"
    );
    assert!((40..60).contains(&all.len()), "{all:?}");

    // A window of 2 GiB (RFC 8878 §3.1.1.1.2), and a dictionary of 1.5 GiB of lzma.
    let window = told("w.zst", &[0x28, 0xB5, 0x2F, 0xFD, 0, 21 << 3, 1, 0, 0]);
    assert_eq!(reasons(&window), [("w.zst", UnknownReason::TooLarge)]);
    let mut lzma = [0x5D, 0, 0, 0, 0x60].to_vec();
    lzma.extend_from_slice(&[0xFF; 8]);
    lzma.extend_from_slice(&[0; 32]);
    assert_eq!(reasons(&told("d.lzma", &lzma)), [("d.lzma", UnknownReason::TooLarge)]);
}

#[test]
fn many_members_take_time_in_proportion() {
    let mut builder = ::tar::Builder::new(Vec::new());
    for index in 0..100_000 {
        append(&mut builder, &format!("{index}"), 1, &b"x"[..]);
    }
    append(&mut builder, "x.pem", 11, MARK);
    let bytes = builder.into_inner().unwrap();
    let started = Instant::now();
    assert_eq!(marked("t.tar", &bytes), ["t.tar!x.pem"]);
    assert_eq!(marked("t.tar.gz", &gzip(&bytes)), ["t.tar.gz!x.pem"]);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn a_stop_is_heard_inside_a_container() {
    let mut builder = ::tar::Builder::new(Vec::new());
    for index in 0..20_000 {
        append(&mut builder, &format!("{index}.pem"), 11, MARK);
    }
    let folder = folder_of("t.tar", &builder.into_inner().unwrap());
    let progress = Progress::default();
    let mut seen = 0;
    let end = scan(&scan_of(folder.path()), &[&MARKED], &progress, |_| {
        seen += 1;
        progress.stop.store(true, Ordering::Relaxed);
        Ok::<(), ()>(())
    });
    assert_eq!(end, Ok(ScanEnd::Interrupted));
    assert!((1..1000).contains(&seen), "{seen}");
}

#[test]
fn nobody_who_listens_ends_a_container_too() {
    let many = (0..5000).map(|index| format!("{index}.pem")).collect::<Vec<_>>();
    let many = many.iter().map(|name| (name.as_str(), MARK)).collect::<Vec<_>>();
    let folder = folder_of("a.zip", &zip(&many));
    let outcome = scan(&scan_of(folder.path()), &[&MARKED], &Progress::default(), |_| Err("full"));
    assert_eq!(outcome, Err("full"));
}
