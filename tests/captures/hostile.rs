//! Captures that are cut off, corrupt, or made to cost much.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::Instant;

use y2q::detect::DETECTORS;
use y2q::inventory::Record;
use y2q::model::UnknownReason;
use y2q::scan::Progress;

use super::frames::{ethernet, ip, packets, pcap};
use super::{findings, fixture, look, sessions};
use crate::scanning::{collect, walk};

fn unknowns(records: &BTreeMap<String, Record>) -> Vec<(UnknownReason, &str)> {
    let all = records.values().flat_map(|record| &record.unknowns);
    all.map(|unknown| (unknown.reason, unknown.detail.as_str())).collect()
}

#[test]
fn what_lies_before_a_cut_is_read() {
    let whole = fixture("tls12-dhe.pcap");
    for length in (30..whole.len()).step_by(97) {
        let records = look("x.pcap", &whole[..length]);
        let is_told = unknowns(&records).iter().any(|(reason, detail)| {
            *reason == UnknownReason::Malformed && detail.contains("ends before it is complete")
        });
        let is_between = packets_end_at(&whole, length);
        assert_eq!(is_told, !is_between, "{length}: {records:?}");
    }
}

fn packets_end_at(file: &[u8], length: usize) -> bool {
    let mut at = 24;
    while at < length {
        at += 16 + u32::from_le_bytes(file[at + 8..at + 12].try_into().unwrap()) as usize;
    }
    at == length
}

#[test]
fn packets_that_are_cut_off_are_an_unknown() {
    let cut = packets(&fixture("tls12-dhe.pcap")).into_iter().map(|mut packet| {
        packet.truncate(200);
        packet
    });
    let records = look("x.pcap", &pcap(1, &cut.collect::<Vec<_>>()));
    let told = unknowns(&records);
    assert!(!told.is_empty() && told.iter().all(|(reason, _)| *reason == UnknownReason::Malformed));
    assert!(told.iter().any(|(_, detail)| detail.contains("cuts packets off or has gaps")));
}

#[test]
fn a_gap_is_an_unknown() {
    let all = packets(&fixture("tls12-dhe.pcap"));
    // The longest packet is the server's, with its certificate.
    let longest = all.iter().map(Vec::len).max().unwrap();
    let without = all.into_iter().filter(|packet| packet.len() < longest).collect::<Vec<_>>();
    let records = look("x.pcap", &pcap(1, &without));
    assert!(sessions(&records).is_empty());
    assert_eq!(findings(&records).len(), 1, "the client's offer: {records:?}");
    assert!(
        unknowns(&records).iter().any(|(_, detail)| detail.contains("has gaps")),
        "{records:?}"
    );
}

#[test]
fn tunnels_in_tunnels_end_somewhere() {
    let mut packet = packets(&fixture("tls12-rsa.pcap"))[3][14..].to_vec();
    for _ in 0..100 {
        packet = ip(4, &packet);
    }
    let records = look("x.pcap", &pcap(101, &[packet]));
    let [(UnknownReason::TooLarge, detail)] = unknowns(&records)[..] else { panic!("{records:?}") };
    assert!(detail.starts_with("1 packets with more encapsulations"));
}

#[test]
fn a_link_layer_that_is_not_read_is_named() {
    let records = look("x.pcap", &pcap(127, &[vec![0; 40], vec![0; 40]]));
    let [(UnknownReason::Unsupported, detail)] = unknowns(&records)[..] else {
        panic!("{records:?}")
    };
    assert!(detail.starts_with("2 packets with link-layer header type 127"));
}

#[test]
fn blocks_of_any_length_are_passed_over() {
    let section = [
        0x0A, 0x0D, 0x0D, 0x0A, 28, 0, 0, 0, 0x4D, 0x3C, 0x2B, 0x1A, 1, 0, 0, 0, 255, 255, 255,
        255, 255, 255, 255, 255, 28, 0, 0, 0,
    ];
    let interface = [1, 0, 0, 0, 20, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0];
    let huge = 8_u32 << 20;
    let mut file = [&section[..], &interface].concat();
    file.extend(6_u32.to_le_bytes());
    file.extend(huge.to_le_bytes());
    file.resize(file.len() + huge as usize - 8, 0);
    for packet in packets(&fixture("tls12-rsa.pcap")) {
        let padded = packet.len().next_multiple_of(4);
        let (length, total) =
            (u32::try_from(packet.len()).unwrap(), u32::try_from(padded + 32).unwrap());
        for number in [6, total, 0, 0, 0, length, length] {
            file.extend(number.to_le_bytes());
        }
        file.extend(&packet);
        file.resize(file.len() + padded - packet.len(), 0);
        file.extend(total.to_le_bytes());
    }
    let records = look("x.pcapng", &file);
    assert_eq!(sessions(&records).len(), 1, "{records:?}");
    let [(UnknownReason::TooLarge, detail)] = unknowns(&records)[..] else { panic!("{records:?}") };
    assert!(detail.starts_with("1 records longer than a mebibyte"), "{detail}");
    // Lengths that lie.
    for length in [0_u32, 4, 13, 0xFFFF_FFFC] {
        let mut file = [&section[..], &interface, &6_u32.to_le_bytes()].concat();
        file.extend(length.to_le_bytes());
        file.resize(file.len() + 4096, 0);
        let records = look("x.pcapng", &file);
        let is_malformed = |(reason, _): &(_, _)| *reason == UnknownReason::Malformed;
        assert!(unknowns(&records).iter().any(is_malformed), "{records:?}");
    }
}

/// Seeded changes of bytes: no detector fails, and nothing takes long.
#[test]
fn changed_bytes_do_no_harm() {
    let names =
        ["tls12-mutual.pcap", "tls13-retry.pcap", "dtls12.pcap", "quic-v1.pcap", "quic-v2.pcap"];
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 16).unwrap()
    };
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        let whole = fixture(name);
        for number in 0..60 {
            let mut bytes = whole.clone();
            for _ in 0..=random() % 8 {
                let at = 24 + random() % (bytes.len() - 24);
                bytes[at] =
                    if random() % 2 == 0 { 0xFF } else { u8::try_from(random() % 256).unwrap() };
            }
            std::fs::write(folder.path().join(format!("{number}-{name}")), bytes).unwrap();
        }
    }
    let started = Instant::now();
    let records = collect(&walk(&[folder.path()], 2), DETECTORS, &Progress::default());
    assert!(started.elapsed().as_secs() < 120);
    let has_crashed = |record: &&Record| {
        record.unknowns.iter().any(|unknown| unknown.reason == UnknownReason::Crashed)
    };
    assert!(records.values().find(has_crashed).is_none());
}

/// Many flows with one segment each, of which none says anything, with one conversation before and after them.
#[test]
fn flows_without_number_cost_no_memory_and_hide_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let session = packets(&fixture("tls12-rsa.pcap"));
    let mut file =
        std::io::BufWriter::new(std::fs::File::create(folder.path().join("x.pcap")).unwrap());
    file.write_all(&pcap(1, &session)).unwrap();
    let mut tcp = [0_u8; 20];
    (tcp[12], tcp[13]) = (0x50, 2);
    for number in 0..300_000_u32 {
        tcp[..4].copy_from_slice(&number.to_be_bytes());
        let frame = ethernet(0x0800, &ip(6, &tcp));
        file.write_all(&pcap(1, &[frame])[24..]).unwrap();
    }
    let mut other = session;
    for frame in &mut other {
        // Another client.
        for at in [26, 30] {
            if frame[14 + 20..14 + 22] == 44303_u16.to_be_bytes() && at == 30
                || frame[14 + 22..14 + 24] == 44303_u16.to_be_bytes() && at == 26
            {
                frame[at + 3] = 9;
            }
        }
    }
    file.write_all(&pcap(1, &other)[24..]).unwrap();
    file.into_inner().unwrap();
    let records = collect(&walk(&[folder.path()], 1), DETECTORS, &Progress::default());
    let [record] = &records.values().collect::<Vec<_>>()[..] else { panic!("{records:?}") };
    assert!(record.unknowns.is_empty());
    let notes = record.findings.iter().map(|finding| finding.occurrence.note.as_str());
    assert!(
        notes.clone().any(|note| note.starts_with("2 flows of ")),
        "{:?}",
        notes.collect::<Vec<_>>()
    );
}
