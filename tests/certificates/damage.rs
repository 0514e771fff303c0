//! Broken blocks, cut files, floods, hostile lengths, flipped bits: recorded as unknown, never a panic or a hang.

use std::time::{Duration, Instant};

use y2q::model::UnknownReason;
use y2q::scan::examine;

use super::{der, fixture, look, material, pem, said, truth, x509_detectors};

#[test]
fn broken_blocks_are_unknown_at_their_line() {
    let whole = String::from_utf8(fixture("ec.pem")).unwrap();
    let cut = &whole[..whole.len() / 2];
    let wrong_base64 = whole.replacen("MII", "M*I", 1);
    let not_der = pem("CERTIFICATE", &[7; 60]);
    let short = pem("CERTIFICATE", &fixture("root.der")[..200]);
    let bare = "-----BEGIN CERTIFICATE-----\n";
    let empty = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
    let cases = [
        (cut, "no END line"),
        (&wrong_base64, "base64 is broken"),
        (&not_der, "something else"),
        (&short, "lengths do not add up"),
        (bare, "no END line"),
        (empty, "base64 is broken"),
    ];
    for (text, words) in cases {
        let sink = look("a.pem", format!("first line\n\n{text}").as_bytes());
        assert!(sink.findings.is_empty());
        let [unknown] = &sink.unknowns[..] else { panic!("{text}: {:?}", sink.unknowns) };
        assert_eq!(
            (unknown.reason, unknown.line, unknown.offset),
            (UnknownReason::Malformed, Some(3), 12)
        );
        assert_eq!(unknown.detector.as_deref(), Some("x509-certificate"));
        assert!(unknown.detail.contains(words), "{} / {words}", unknown.detail);
    }
    // A broken block does not cost its neighbours.
    let sink = look("a.pem", format!("{wrong_base64}{whole}").as_bytes());
    assert_eq!((sink.findings.len(), sink.unknowns.len()), (1, 1));
}

#[test]
fn der_that_breaks_off_is_unknown() {
    let der = fixture("root.der");
    for name in ["root.der", "root.crt", "no-extension"] {
        let sink = look(name, &der[..der.len() - 1]);
        assert!(sink.findings.is_empty() && said(&sink.unknowns, "cut off"), "{name}");
    }
    let mut tail = der.clone();
    tail.extend_from_slice(b"more");
    let sink = look("root.der", &tail);
    assert_eq!(sink.findings.len(), 1);
    assert!(said(&sink.unknowns, "what follows it"));
    tail.truncate(der.len());
    tail.extend_from_slice(&[0; 512]);
    assert!(look("padded.der", &tail).unknowns.is_empty());
    assert!(said(&look("a.crt", b"0\x82\x01").unknowns, "promises"));
}

/// Unoptimised code is some fifty times slower; a tenth of the input shows the same there.
const FLOOD: usize = if cfg!(debug_assertions) { 10_000_000 } else { 100_000_000 };

#[test]
fn a_hundred_megabytes_of_begin_lines_take_linear_time() {
    for line in [
        "-----BEGIN CERTIFICATE-----\n",
        "-----BEGIN ",
        "-----BEGIN -----",
        "-----BEGIN PRIVATE KEY-----\nAAAA",
    ] {
        let count = FLOOD / line.len();
        let text = line.repeat(count);
        let started = Instant::now();
        let sink = examine(&x509_detectors(), "a.pem", text.as_bytes());
        assert!(started.elapsed() < Duration::from_secs(30), "{line:?}: {:?}", started.elapsed());
        println!("{line:?}: {:?}", started.elapsed());
        assert!(sink.findings.is_empty());
        assert!(sink.unknowns.len() <= 101, "{}", sink.unknowns.len());
        if line.starts_with("-----BEGIN C") {
            let rest = format!("{} more like a certificate", count - 100);
            assert!(said(&sink.unknowns, &rest), "{:?}", sink.unknowns.last());
        }
    }
}

#[test]
fn a_long_revocation_list_is_counted() {
    // INTEGER serial, UTCTime: 20 octets an entry.
    let entry = der(0x30, &[der(0x02, &[1, 2, 3]), der(0x17, b"260101000000Z")].concat());
    let algorithm = der(0x30, &der(0x06, &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]));
    let list = |entries: &[u8]| {
        let fields =
            [algorithm.clone(), der(0x30, &[]), der(0x17, b"260101000000Z"), der(0x30, entries)]
                .concat();
        der(0x30, &[der(0x30, &fields), algorithm.clone(), der(0x03, &[0, 1])].concat())
    };
    let revoked = |bytes: &[u8]| {
        let sink = look("long.crl", bytes);
        (material(&sink.findings[0]).details.clone(), sink.unknowns.len())
    };
    let count = |count: usize| vec![("revoked".to_owned(), count.to_string())];
    assert_eq!(revoked(&list(&entry.repeat(500_000))), (count(500_000), 0));
    let (cut, unknowns) = revoked(&list(&[&entry[..], &entry[..9]].concat()));
    assert_eq!((cut, unknowns), (count(1), 1));
}

#[test]
fn hostile_lengths_end_quickly() {
    let started = Instant::now();
    // An OBJECT IDENTIFIER of one arc with 10 MB: its decimal form would take hours.
    let mut arc = vec![0xFF; 10_000_000];
    arc.extend_from_slice(&[0x7F]);
    let algorithm = der(0x30, &der(0x06, &arc));
    let spki = der(0x30, &[algorithm.clone(), der(0x03, &[0, 1, 2, 3])].concat());
    assert!(said(
        &look("key.pem", pem("PUBLIC KEY", &spki).as_bytes()).unknowns,
        "cannot do without"
    ));
    let nested = [0x30, 0x80].repeat(1_000_000);
    look("nested.der", &nested);
    let deep = (0..2_000).fold(vec![5, 0], |inner, _| der(0x30, &inner));
    look("deep.der", &deep);
    look("length.der", &[0x30, 0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x30]);
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

/// Flips and truncations of every fixture: no panic, bounded time, and a PEM body that breaks is never silent.
#[test]
fn damaged_fixtures_never_panic_nor_vanish() {
    let mut random = Random(0x5eed);
    let started = Instant::now();
    for row in truth() {
        let file = row["file"].as_str();
        let bytes = fixture(file);
        let body = memchr::memmem::find(&bytes, b"-----\n").map(|at| at + 30);
        for round in 0..400 {
            let mut damaged = bytes.clone();
            let at = random.below(bytes.len());
            if round % 2 == 0 {
                damaged[at] ^= 1 << random.below(8);
            } else {
                damaged.truncate(at);
            }
            let sink = look(file, &damaged);
            let in_body = file.ends_with(".pem")
                && row["objects"] == "1"
                && body.is_some_and(|body| at > body && at + 40 < bytes.len());
            if in_body && !file.starts_with("ec-parameters") {
                assert!(
                    !sink.findings.is_empty() || !sink.unknowns.is_empty(),
                    "{file} vanished: round {round}, byte {at}"
                );
            }
        }
    }
    assert!(started.elapsed() < Duration::from_secs(300), "{:?}", started.elapsed());
}

/// A linear congruential generator (Knuth's MMIX constants), so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit as u64).unwrap()
    }
}
