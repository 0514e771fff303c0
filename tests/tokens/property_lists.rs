//! Apple property lists against plistutil and OpenSSL.

use std::time::{Duration, Instant};

use y2q::detect::Sink;
use y2q::model::{Asset, MaterialKind, UnknownReason};

use super::{fixture, look, truth};

const FOLDER: &str = "property_lists";

/// Kinds and fingerprints, with the offset, in the words of the table.
fn found(sink: &Sink) -> Vec<(String, String, u64)> {
    let mut found = Vec::new();
    for finding in &sink.findings {
        let (kind, print) = match &finding.asset {
            Asset::Certificate(certificate) => ("certificate", &certificate.fingerprint),
            Asset::RelatedCryptoMaterial(material) => match material.material {
                MaterialKind::PrivateKey if material.format == "PKCS#8" => {
                    ("key", &material.fingerprint)
                }
                MaterialKind::Keystore => ("keystore", &material.fingerprint),
                _ if material.format == "CMS" => ("message", &material.fingerprint),
                _ => continue,
            },
            _ => continue,
        };
        found.push((kind.to_owned(), print.clone(), finding.occurrence.offset));
    }
    found.sort();
    found
}

#[test]
fn data_agrees_with_openssl() {
    let rows = truth(FOLDER, "truth.csv");
    for file in ["nested.plist", "profile.binary.plist", "profile.xml.plist"] {
        let bytes = fixture(FOLDER, file);
        let sink = look(file, &bytes);
        let found = found(&sink);
        let expected = rows.iter().filter(|row| row["file"] == file);
        let expected =
            expected.map(|row| (row["kind"].as_str(), row["sha256"].as_str())).collect::<Vec<_>>();
        assert!(!expected.is_empty());
        for (kind, print) in &expected {
            let at = found.iter().find(|(of, seen, _)| of == kind && seen == print);
            let Some((_, _, offset)) = at else { panic!("{file}: {kind} {print}: {found:#?}") };
            let at = usize::try_from(*offset).unwrap();
            // DER where the list is binary, base64 of it where it is XML.
            let is_there = bytes[at] == 0x30 || bytes[at..].starts_with(b"MI");
            assert!(is_there, "{file}: {kind} at {at}");
        }
        // The message brings its signer's certificate once more.
        let keys = found.iter().filter(|(kind, ..)| kind != "certificate").count();
        let told = expected.iter().filter(|(kind, _)| *kind != "certificate").count();
        assert_eq!(keys, told, "{file}: {found:#?}");
    }
    let text = look("text.plist", &fixture(FOLDER, "text.plist"));
    let nested = rows.iter().find(|row| row["file"] == "nested.plist").unwrap();
    assert_eq!(
        found(&text).iter().map(|(_, print, _)| print.as_str()).collect::<Vec<_>>(),
        [nested["sha256"].as_str()]
    );
    let nothing = look("nothing.plist", &fixture(FOLDER, "nothing.plist"));
    assert!(nothing.findings.is_empty() && nothing.unknowns.is_empty(), "{nothing:?}");
}

/// A list of objects at the offsets of its table, as `table` gives them.
fn list(content: &[u8], table: &[u64]) -> Vec<u8> {
    let mut bytes = [b"bplist00", content].concat();
    let start = bytes.len() as u64;
    bytes.extend(table.iter().flat_map(|offset| offset.to_be_bytes()));
    bytes.extend([0, 0, 0, 0, 0, 0, 8, 1]);
    bytes.extend([table.len() as u64, 0, start].iter().flat_map(|number| number.to_be_bytes()));
    bytes
}

#[test]
fn hostile_lists_are_bounded() {
    let reasons =
        |sink: &Sink| sink.unknowns.iter().map(|unknown| unknown.reason).collect::<Vec<_>>();
    let started = Instant::now();
    // 200,000 objects, each nearly the whole file.
    let mut content = Vec::new();
    for _ in 0..200_000 {
        content.extend([0x4F, 0x12, 0x00, 0x10, 0x00, 0x00]);
    }
    let table = (0..200_000).map(|index| 8 + 6 * index).collect::<Vec<_>>();
    assert_eq!(reasons(&look("a.plist", &list(&content, &table))), [UnknownReason::TooLarge]);
    // Lists in lists.
    let mut deep = list(&[0x40], &[8]);
    for _ in 0..60 {
        let length = u32::try_from(deep.len()).unwrap().to_be_bytes();
        deep = list(&[&[0x4F, 0x12][..], &length, &deep].concat(), &[8]);
    }
    assert_eq!(reasons(&look("a.plist", &deep)), [UnknownReason::TooLarge]);
    // Numbers beyond everything.
    for at in 0..32 {
        let mut bytes =
            list(&[0x4F, 0x13, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], &[8, u64::MAX]);
        let from = bytes.len() - 32 + at;
        bytes[from] = 0xFF;
        look("a.plist", &bytes);
    }
    assert_eq!(reasons(&look("a.plist", b"bplist00")), [UnknownReason::Malformed]);
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}
