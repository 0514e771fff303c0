//! The fixtures against what the tools that own the formats list of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use y2q::detect::DETECTORS;
use y2q::model::{Asset, UnknownReason};
use y2q::scan::Progress;

use super::{collect, scan_of};

const FIXTURES: &str = "inventories/fixtures/containers";

/// The lines that a tool printed, by the heading of `tools.txt`.
fn sections() -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string(Path::new(FIXTURES).join("tools.txt")).unwrap();
    let mut sections: Vec<(String, Vec<String>)> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("== ") {
            Some(heading) => sections.push((heading.to_owned(), Vec::new())),
            None => sections.last_mut().unwrap().1.push(line.trim_start_matches("./").to_owned()),
        }
    }
    sections
}

fn section(heading: &str) -> Vec<String> {
    sections().into_iter().find(|(name, _)| name == heading).unwrap().1
}

/// Places of the certificates that a listing has: links and whiteouts hold none, and `app.jar` holds its own.
fn places(container: &str, listing: &[String]) -> BTreeSet<String> {
    let jar = section("etc/app.jar: unzip -Z1");
    let certificates = |names: &[String]| {
        let certificates = names.iter().filter(|name| {
            name.ends_with(".pem") && !name.contains("link") && !name.contains(".wh.")
        });
        certificates.cloned().collect::<Vec<_>>()
    };
    let mut places = BTreeSet::new();
    places.extend(certificates(listing).iter().map(|name| format!("{container}!{name}")));
    for name in listing.iter().filter(|name| name.ends_with("app.jar")) {
        places.extend(certificates(&jar).iter().map(|inner| format!("{container}!{name}!{inner}")));
    }
    places
}

/// The layers, the lowest first: digest and listing.
fn layers() -> Vec<(String, Vec<String>)> {
    sections().into_iter().filter(|(heading, _)| heading.starts_with("sha256:")).collect()
}

fn expected() -> BTreeSet<String> {
    let mut expected = BTreeSet::from(["leaf.pem.gz!leaf.pem".to_owned()]);
    for (heading, listing) in sections() {
        let file = heading.split(':').next().unwrap();
        match file.split('.').collect::<Vec<_>>()[..] {
            ["archive", ..] | ["package", _, "rpm"] => expected.extend(places(file, &listing)),
            ["package", kind, "deb"] => {
                let ending = BTreeMap::from([("gzip", "gz"), ("xz", "xz"), ("zstd", "zst")])[kind];
                expected.extend(places(&format!("{file}!data.tar.{ending}"), &listing));
            }
            _ => {}
        }
    }
    for image in ["image.docker.tar", "image.oci.tar", "layout/index.json"] {
        for (index, (_, listing)) in layers().iter().enumerate() {
            expected.extend(places(&format!("{image}!layer{}", index + 1), listing));
        }
    }
    expected
}

#[test]
fn certificates_lie_where_the_tools_list_them() {
    let fingerprints = csv::Reader::from_path(Path::new(FIXTURES).join("fingerprints.csv"))
        .unwrap()
        .deserialize::<(String, String)>()
        .map(Result::unwrap)
        .collect::<BTreeMap<_, _>>();
    let records = collect(&scan_of(Path::new(FIXTURES)), DETECTORS, &Progress::default());
    let mut found = BTreeSet::new();
    for (path, record) in &records {
        for finding in &record.findings {
            let Asset::Certificate(certificate) = &finding.asset else { continue };
            let name = path.rsplit('/').next().unwrap().rsplit('!').next().unwrap();
            let name = name.strip_suffix(".pem").unwrap();
            assert_eq!(certificate.fingerprint, fingerprints[name], "{path}");
            found.insert(path.clone());
        }
    }
    assert_eq!(found, expected());
    assert!(found.len() > 50, "{found:?}");
    for (path, record) in &records {
        let reasons = record.unknowns.iter().map(|unknown| unknown.reason).collect::<Vec<_>>();
        let closed = path.starts_with("encrypted.");
        assert_eq!(reasons, if closed { vec![UnknownReason::Encrypted] } else { vec![] }, "{path}");
    }
}

/// zipinfo marks an encrypted member with a capital letter in the fifth column.
#[test]
fn encrypted_members_are_those_that_zipinfo_marks() {
    let records = collect(&scan_of(Path::new(FIXTURES)), DETECTORS, &Progress::default());
    for (file, scheme) in [
        ("encrypted.zipcrypto.zip", "ZipCrypto (PKWARE traditional encryption)"),
        ("encrypted.aes256.zip", "WinZip AES-256"),
    ] {
        let listing = section(&format!("{file}: zipinfo"));
        let marked = listing.iter().filter_map(|line| {
            let columns = line.split_whitespace().collect::<Vec<_>>();
            let kind = columns.get(4).filter(|_| line.starts_with(['-', 'l', 'd']))?;
            let is_marked = kind.starts_with(char::is_uppercase);
            is_marked.then(|| format!("{file}!{}", columns.last().unwrap()))
        });
        let said = records.iter().filter(|(path, _)| path.starts_with(file));
        let said = said.map(|(path, record)| {
            assert!(record.unknowns[0].detail.contains(scheme), "{:?}", record.unknowns);
            path.clone()
        });
        assert_eq!(said.collect::<BTreeSet<_>>(), marked.collect::<BTreeSet<_>>());
    }
}

#[test]
fn notes_name_the_image_and_what_a_later_layer_deletes() {
    let records = collect(&scan_of(Path::new(FIXTURES)), DETECTORS, &Progress::default());
    let digest = |heading: &str, from: &str| {
        let text = section(heading).concat();
        let at = text.find(from).unwrap();
        let start = at + text[at..].find("sha256:").unwrap();
        text[start..start + "sha256:".len() + 64].to_owned()
    };
    let manifest = digest("image.oci.tar: index.json", "\"digest\"");
    // The older layout has no manifest of its own: there the identity of the image is its configuration's.
    let config = digest("image.docker.tar: skopeo inspect --raw", "\"config\"");
    for (image, digest) in [
        ("image.oci.tar", &manifest),
        ("layout/index.json", &manifest),
        ("image.docker.tar", &config),
    ] {
        for (place, layer) in [
            ("layer1!etc/ssl/leaf.pem", "layer 1 of 4"),
            ("layer2!srv/gone.pem", "layer 2 of 4, deleted in layer 4"),
            ("layer3!opt/app.jar!META-INF/signer.pem", "layer 3 of 4"),
        ] {
            let record = &records[&format!("{image}!{place}")];
            for finding in &record.findings {
                assert_eq!(
                    finding.occurrence.note,
                    format!("image {digest}, {layer}"),
                    "{image} {place}"
                );
            }
        }
    }
    // umoci's list of layers is the order in which they are numbered.
    let listed = section("layout: umoci stat").into_iter().skip(1);
    let listed = listed.map(|line| line.split_whitespace().next().unwrap().to_owned());
    let layers = layers().into_iter().map(|(name, _)| name.split(": ").next().unwrap().to_owned());
    assert_eq!(layers.collect::<Vec<_>>(), listed.collect::<Vec<_>>());
}
