//! Base64 inside other text.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use y2q::model::UnknownReason;

use super::{identity, look};

const FIXTURES: &str = "inventories/fixtures/embedded";

type Object = (Option<u32>, String, String);

fn truth() -> BTreeMap<String, BTreeSet<Object>> {
    let mut reader = csv::Reader::from_path(format!("{FIXTURES}/truth.csv")).unwrap();
    let mut files = BTreeMap::<String, BTreeSet<Object>>::new();
    for row in reader.deserialize::<(String, u32, String, String)>() {
        let (file, line, kind, fingerprint) = row.unwrap();
        files.entry(file).or_default().insert((Some(line), kind, fingerprint));
    }
    files
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{FIXTURES}/{name}")).unwrap()
}

#[test]
fn every_object_is_found_where_its_base64_begins() {
    let files = truth();
    assert_eq!(files.len(), 12);
    for (file, expected) in files {
        let sink = look(&file, &fixture(&file));
        let found = sink.findings.iter().map(|finding| {
            let (kind, fingerprint) = identity(&finding.asset);
            (finding.occurrence.line, kind, fingerprint)
        });
        let found = found.collect::<Vec<_>>();
        assert_eq!(found.iter().cloned().collect::<BTreeSet<_>>(), expected, "{file}");
        assert_eq!(found.len(), expected.len(), "{file}");
        // Only the keystores hold something that a password would open.
        let reasons = sink.unknowns.iter().map(|unknown| unknown.reason);
        assert!(reasons.clone().all(|reason| reason == UnknownReason::Encrypted), "{file}");
        assert_eq!(reasons.count(), usize::from(file == "secret.yaml"), "{file}");
    }
}

#[test]
fn offsets_in_utf16_are_those_of_the_file() {
    for file in ["web-utf16le.txt", "two-utf16be.txt"] {
        let bytes = fixture(file);
        for finding in look(file, &bytes).findings {
            let at = usize::try_from(finding.occurrence.offset).unwrap();
            let start = bytes[at..at + 20].iter().copied().filter(|byte| *byte != 0);
            assert_eq!(start.collect::<Vec<_>>(), b"-----BEGIN", "{file}");
        }
    }
}

#[test]
fn what_is_cut_off_is_said_and_what_is_quoted_is_not() {
    let sink = look("cut.yaml", &fixture("cut.yaml"));
    assert!(sink.findings.is_empty());
    let [unknown] = &sink.unknowns[..] else { panic!("{:?}", sink.unknowns) };
    assert_eq!((unknown.reason, unknown.line), (UnknownReason::Malformed, Some(1)));
}

#[test]
fn text_that_only_speaks_of_it_gives_nothing() {
    for text in [
        "The value of `tls.crt` is base64 of PEM and begins with LS0tLS1CRUdJTi, DER with MII.\n",
        "Roman numerals: I, II, III, MII, MIII; \"MII\" is 1002.\n",
        "tls.crt: \"MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYD...\"\n",
        "data:\n  token: MIIFhello/world/this/is/not/a/certificate/but/a/very/long/path/to/some/file/or/other\n",
        "certificate: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t\n",
        "image: data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\n",
        "ed25519 keys begin with MCowBQYDK2VwAyEA and P-256 keys with MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE.\n",
        "BER of CMS begins with \"MIAGCSqGSIb3DQEHAqCAMIACAQ\", a Java keystore with \"/u3+7QAAAAIAAAAB\".\n",
        "<ds:X509Certificate>MII...</ds:X509Certificate>\n",
    ] {
        let sink = look("notes.txt", text.as_bytes());
        assert!(
            sink.findings.is_empty() && sink.unknowns.is_empty(),
            "{text}: {:?}",
            sink.unknowns
        );
    }
    let utf16 = "\u{FEFF}-----BEGIN CERTIFICATE----- begins PEM.\r\n".encode_utf16();
    let sink = look("notes.txt", &utf16.flat_map(u16::to_le_bytes).collect::<Vec<_>>());
    assert!(sink.findings.is_empty() && sink.unknowns.is_empty());
}

#[test]
fn floods_are_linear() {
    const SIZE: usize = 2_000_000;
    let header = "MIIf/zCCAeegAwIBAgIUQ2FuIHlvdSByZWFkIHRoaXM/IE5vdA==";
    for (name, unit) in [
        ("one run", "MII".to_owned()),
        ("words", "\"MIIMIIMIIMIIMIIMIIMIIMIIMIIMIIMII\" ".to_owned()),
        ("wrapped", "\nMIIf/zCCAeegAwIBAgIUQ2FuIHlvdSByZWFkIHRoaXM/IE5v".to_owned()),
        ("long", "\nMIM////MIMAAAAgAwIBAgIUQ2FuIHlvdSByZWFkIHRoaXM".to_owned()),
        ("padded", format!("\"{header}\",")),
        ("spread", "MIIf/zCCAeegAwIBAgIU \n \n \n \n \n \n \n \n \n \n \n \n".to_owned()),
        ("PEM", " LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t".to_owned()),
        ("other places", "xLS0tLS1CRUdJTiBtLS0tLUJFR0lOI ".to_owned()),
        ("quotes", "\"MIIf/zCCAeegAwIBAgIU\" + \n".to_owned()),
        ("entities", "&#13;MIIf/zCCAeegAwIBAgIU".to_owned()),
    ] {
        let text = unit.repeat(SIZE / unit.len());
        let started = Instant::now();
        let sink = look("flood.txt", text.as_bytes());
        assert!(sink.findings.is_empty(), "{name}");
        assert!(started.elapsed().as_secs() < 20, "{name}: {:?}", started.elapsed());
    }
}
