//! Certificates, requests and revocation lists against what OpenSSL says of them, in every wrapping and in every state of damage.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod damage;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use y2q::detect::{DETECTORS, Sink};
use y2q::model::{
    Algorithm, Asset, Certificate, Finding, Material, MaterialKind, RelationKind, Unknown,
    UnknownReason,
};
use y2q::scan::examine;

pub const FIXTURES: &str = "inventories/fixtures/x509";

pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(FIXTURES).join(name)).expect(name)
}

pub fn look(name: &str, bytes: &[u8]) -> Sink {
    let sink = examine(DETECTORS, name, bytes);
    let crashed = sink.unknowns.iter().any(|unknown| unknown.reason == UnknownReason::Crashed);
    assert!(!crashed, "{name}: {:?}", sink.unknowns);
    sink
}

/// Base64 in lines of 64 characters between BEGIN and END.
pub fn pem(label: &str, der: &[u8]) -> String {
    use base64::Engine as _;
    let base64 = base64::engine::general_purpose::STANDARD.encode(der);
    let lines = base64
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect::<Vec<_>>();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

pub fn truth() -> Vec<BTreeMap<String, String>> {
    let rows = csv::Reader::from_path(Path::new(FIXTURES).join("truth.csv"))
        .unwrap()
        .deserialize()
        .map(Result::unwrap)
        .collect::<Vec<_>>();
    assert!(rows.len() > 50);
    rows
}

pub fn kind_of(asset: &Asset) -> &'static str {
    match asset {
        Asset::Certificate(_) => "certificate",
        Asset::RelatedCryptoMaterial(material) => match material.material {
            MaterialKind::PrivateKey => "private-key",
            MaterialKind::PublicKey => "public-key",
            MaterialKind::CertificateRequest => "request",
            MaterialKind::CertificateRevocationList => "revocation-list",
            MaterialKind::DomainParameters => "domain-parameters",
            _ => "other",
        },
        _ => "other",
    }
}

pub fn material(finding: &Finding) -> &Material {
    match &finding.asset {
        Asset::RelatedCryptoMaterial(material) => material,
        other => panic!("{other:?}"),
    }
}

fn certificates(sink: &Sink) -> Vec<&Certificate> {
    sink.findings
        .iter()
        .filter_map(|finding| match &finding.asset {
            Asset::Certificate(certificate) => Some(certificate),
            _ => None,
        })
        .collect()
}

fn only(name: &str) -> Certificate {
    let sink = look(name, &fixture(name));
    let found = certificates(&sink);
    assert_eq!(found.len(), 1, "{name}");
    found[0].clone()
}

fn said(unknowns: &[Unknown], words: &str) -> bool {
    unknowns.iter().any(|unknown| unknown.detail.contains(words))
}

/// Public key that a finding refers to.
fn key_of(finding: &Finding, kind: RelationKind) -> Option<&Material> {
    let edge = finding
        .relations
        .iter()
        .find(|edge| edge.kind == kind && edge.from == finding.asset.id())?;
    let asset = finding.supporting.iter().find(|asset| asset.id() == edge.to)?;
    match asset {
        Asset::RelatedCryptoMaterial(material) => Some(material),
        _ => None,
    }
}

#[test]
fn fixtures_agree_with_openssl() {
    let mut wrong = Vec::new();
    for row in truth() {
        let file = row["file"].as_str();
        let sink = look(file, &fixture(file));
        let mut check = |what: &str, expected: &str, seen: &str| {
            if expected != seen {
                wrong.push(format!("{file}: {what}: expected {expected:?}, saw {seen:?}"));
            }
        };
        check("objects", &row["objects"], &sink.findings.len().to_string());
        let Some(first) = sink.findings.first() else { continue };
        let kinds =
            sink.findings.iter().map(|finding| kind_of(&finding.asset)).collect::<BTreeSet<_>>();
        check("kinds", &row["kind"], &kinds.into_iter().collect::<Vec<_>>().join("+"));
        let signature = signature(&first.asset).cloned();
        let (end, fingerprint, key) = match &first.asset {
            Asset::Certificate(certificate) => (
                certificate.not_after,
                &certificate.fingerprint,
                Some(certificate.key_fingerprint.clone()),
            ),
            Asset::RelatedCryptoMaterial(material) => {
                let key = key_of(first, RelationKind::SubjectPublicKey)
                    .map(|key| key.fingerprint.clone());
                (material.not_after, &material.fingerprint, key)
            }
            other => panic!("{other:?}"),
        };
        let algorithm = first.asset.algorithm();
        let text = |field: Option<&String>| field.cloned().unwrap_or_default();
        // The table names Edwards and Montgomery keys by their name, and all others by their family.
        let named = algorithm
            .filter(|algorithm| algorithm.name == row["algorithm"])
            .map(|algorithm| algorithm.name.clone());
        let family = named
            .unwrap_or_else(|| text(algorithm.and_then(|algorithm| algorithm.family.as_ref())));
        check("algorithm", &row["algorithm"], &family);
        let parameter = algorithm
            .and_then(|algorithm| algorithm.curve.as_ref().or(algorithm.parameter_set.as_ref()));
        if !row["parameter"].is_empty() {
            check("parameter", &row["parameter"], &text(parameter));
        }
        check(
            "signature",
            &row["signature"],
            &signature.as_ref().map_or_else(String::new, |signature| signature.name.clone()),
        );
        check(
            "digest",
            &row["digest"],
            &signature.and_then(|signature| signature.digest).unwrap_or_default(),
        );
        check("not after", &row["not_after"], &end.map_or_else(String::new, |end| end.to_string()));
        if !row["fingerprint"].is_empty() {
            check("fingerprint", &row["fingerprint"], fingerprint);
        }
        if !row["key_fingerprint"].is_empty() {
            check("key fingerprint", &row["key_fingerprint"], &key.unwrap_or_default());
        }
        let is_clean =
            sink.unknowns.iter().all(|unknown| unknown.reason == UnknownReason::Encrypted);
        check("unknowns", "true", &is_clean.to_string());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn signature(asset: &Asset) -> Option<&Algorithm> {
    match asset {
        Asset::Certificate(certificate) => Some(&certificate.signature_algorithm),
        Asset::RelatedCryptoMaterial(material) => material.signature_algorithm.as_ref(),
        _ => None,
    }
}

#[test]
fn every_fixture_has_a_row() {
    let known = truth().into_iter().map(|row| row["file"].clone()).collect::<BTreeSet<_>>();
    for entry in std::fs::read_dir(FIXTURES).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_tool =
            ["README.md", "generate.sh", "post_quantum.py", "truth.csv"].contains(&name.as_str());
        assert!(is_tool || known.contains(&name), "{name}");
    }
}

#[test]
fn an_end_entity_is_read_whole() {
    let certificate = only("ec.pem");
    assert_eq!(certificate.subject, "CN=service.example,O=Fixture\\, Inc.,C=KR");
    assert_eq!(certificate.issuer, certificate.subject);
    assert!(certificate.self_signed && !certificate.is_ca);
    let names = [
        "DNS:service.example",
        "DNS:*.service.example",
        "IP:192.0.2.7",
        "IP:2001:db8::7",
        "email:desk@service.example",
        "URI:https://service.example/",
    ];
    assert_eq!(certificate.subject_alternative_names, names);
    assert_eq!(certificate.key_usage, BTreeSet::from(["digitalSignature".to_owned()]));
    assert_eq!(
        certificate.extended_key_usage,
        BTreeSet::from(["serverAuth".to_owned(), "clientAuth".to_owned()])
    );
    assert_eq!(certificate.subject_key_id, certificate.authority_key_id);
    assert_eq!(certificate.subject_key_id.map(|id| id.len()), Some(40));
    let root = only("root.pem");
    assert!(root.is_ca && root.self_signed);
    assert_eq!(root.key_usage, BTreeSet::from(["cRLSign".to_owned(), "keyCertSign".to_owned()]));
}

#[test]
fn one_key_is_one_asset_everywhere() {
    let public = look("rsa-spki.pem", &fixture("rsa-spki.pem")).findings[0].asset.id();
    for (file, kind) in [
        ("root.pem", RelationKind::SubjectPublicKey),
        ("rsa-pkcs1.der", RelationKind::PublicHalf),
        ("rsa-pkcs8.pem", RelationKind::PublicHalf),
    ] {
        let sink = look(file, &fixture(file));
        assert_eq!(
            key_of(&sink.findings[0], kind)
                .map(|key| Asset::RelatedCryptoMaterial(key.clone()).id()),
            Some(public),
            "{file}"
        );
    }
    let pkcs1 = look("rsa-pkcs1-public.der", &fixture("rsa-pkcs1-public.der"));
    assert_eq!(
        pkcs1.findings[0].asset,
        look("rsa-spki.pem", &fixture("rsa-spki.pem")).findings[0].asset
    );
}

#[test]
fn lines_offsets_and_notes_are_exact() {
    for file in ["bundle.txt", "embedded.yaml"] {
        let bytes = fixture(file);
        let text = String::from_utf8(bytes.clone()).unwrap();
        let expected = text
            .match_indices("-----BEGIN ")
            .map(|(at, _)| (at as u64, u32::try_from(text[..at].matches('\n').count() + 1).ok()))
            .collect::<Vec<_>>();
        let sink = look(file, &bytes);
        let seen = sink
            .findings
            .iter()
            .map(|finding| (finding.occurrence.offset, finding.occurrence.line))
            .collect::<Vec<_>>();
        assert_eq!(seen, expected, "{file}");
    }
    let sink = look("bundle.txt", &fixture("bundle.txt"));
    assert_eq!(sink.findings[4].occurrence.note, "labelled PUBLIC KEY");
    assert_eq!(sink.findings[4].occurrence.detector, "x509-certificate");
    let two = look("any.bin", &fixture("two-in-a-row.der"));
    let second = fixture("root.der").len() as u64;
    let seen = two
        .findings
        .iter()
        .map(|finding| (finding.occurrence.offset, finding.occurrence.line))
        .collect::<Vec<_>>();
    assert_eq!(seen, [(0, None), (second, None)]);
}

#[test]
fn serial_numbers_keep_their_sign() {
    // openssl x509 -serial prints -04D2.
    assert_eq!(only("negative-serial.pem").serial, "-4d2");
    assert_eq!(only("mldsa65.pem").serial, "102030405");
}

/// The fixture with one date written over by another of the same length.
fn with_date(name: &str, old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut der = fixture(name);
    let at = memchr::memmem::rfind(&der, old).expect("the date is in the fixture");
    der[at..at + new.len()].copy_from_slice(new);
    der
}

#[test]
fn dates_that_do_not_exist_are_unknown_and_cost_nothing_else() {
    let endless = look("endless.der", &fixture("endless.der"));
    assert_eq!(certificates(&endless)[0].not_after, None);
    assert!(
        endless.findings[0].occurrence.note.contains("99991231235959Z")
            && endless.unknowns.is_empty()
    );
    for (new, end) in [
        ("00000101000000Z", Some("0000-01-01T00:00:00Z")),
        ("20361318000000Z", None),
        ("20360230000000Z", None),
        ("-0360230000000Z", None),
        ("99991231235958Z", None),
        ("20500101000000Z", Some("2050-01-01T00:00:00Z")),
    ] {
        let sink = look("x.der", &with_date("endless.der", b"99991231235959Z", new.as_bytes()));
        let found = certificates(&sink);
        assert_eq!(found[0].not_after.map(|end| end.to_string()).as_deref(), end, "{new}");
        assert_eq!(found[0].key_algorithm.curve.as_deref(), Some("P-256"));
        assert_eq!(found[0].subject, "CN=endless.der");
        if end.is_none() {
            assert!(
                said(&sink.unknowns, "notAfter is no date that exists"),
                "{new}: {:?}",
                sink.unknowns
            );
        }
    }
}

#[test]
fn mentions_are_neither_findings_nor_unknowns() {
    for text in [
        "Paste the text between -----BEGIN CERTIFICATE----- and -----END CERTIFICATE----- here.\n",
        "if text.contains(\"-----BEGIN CERTIFICATE-----\") { return }\n",
        "const RE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/;\n",
        "-----BEGIN CERTIFICATE-----\n...\n-----END CERTIFICATE-----\n",
        "-----BEGIN PRIVATE KEY-----\n<your key goes here>\n-----END PRIVATE KEY-----\n",
        "The line\n-----BEGIN RSA PRIVATE KEY-----\nstarts every such file, as the manual says.\n",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nbm90IG91cnMgbm90IG91cnMgbm90IG91cnM=\n-----END OPENSSH PRIVATE KEY-----\n",
        "-----BEGIN GREETING-----\nSGVsbG8sIHdvcmxkLiBIZWxsbywgd29ybGQu\n-----END GREETING-----\n",
        "The header and footer:\n  -----BEGIN CERTIFICATE----- -----END CERTIFICATE-----\nare included.\n",
        "```text\n-----BEGIN PUBLIC KEY-----\n```\n\n## Support\n\nOne\nTwo\nhttps://example.org/SomeLongPath\n",
        "-----BEGIN -----BEGIN -----",
        "-----BEGIN ",
        "0x30 is a digit at the start\n",
        "0",
        "",
    ] {
        let sink = examine(&x509_detectors(), "notes.txt", text.as_bytes());
        assert!(
            sink.findings.is_empty() && sink.unknowns.is_empty(),
            "{text:?}: {:?}",
            sink.unknowns
        );
    }
}

/// The detectors that these fixtures are for.
pub fn x509_detectors() -> Vec<&'static y2q::detect::Detector> {
    let ids = [
        "domain-parameters",
        "private-key",
        "public-key",
        "x509-certificate",
        "x509-crl",
        "x509-request",
    ];
    let found =
        DETECTORS.iter().copied().filter(|detector| ids.contains(&detector.id)).collect::<Vec<_>>();
    assert_eq!(found.len(), ids.len());
    found
}

/// One DER element.
pub fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    let mut element = vec![tag];
    match content.len() {
        0..=127 => element.push(length[3]),
        _ => {
            element.push(0x84);
            element.extend_from_slice(&length);
        }
    }
    element.extend_from_slice(content);
    element
}
