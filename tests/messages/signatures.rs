//! Code signatures: Authenticode, Mach-O, kernel modules, Android packages, JAR.

use std::collections::{BTreeMap, BTreeSet};

use y2q::detect::Sink;
use y2q::model::{Asset, Finding, Material, RelationKind, UnknownReason};

use super::look;

const FIXTURES: &str = "inventories/fixtures/signatures";

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{FIXTURES}/{name}")).unwrap()
}

/// What the detectors of signatures say; those of binaries speak of the same files.
fn signatures(name: &str, bytes: &[u8]) -> Sink {
    let mut sink = look(name, bytes);
    let ids = [
        "apk-signature",
        "authenticode-signature",
        "cms-message",
        "jar-signature-file",
        "kernel-module-signature",
        "mach-o-signature",
    ];
    sink.findings.retain(|finding| ids.contains(&finding.occurrence.detector.as_str()));
    sink.unknowns.retain(|unknown| {
        unknown.detector.as_deref().is_some_and(|detector| ids.contains(&detector))
    });
    sink
}

fn materials<'s>(sink: &'s Sink) -> Vec<(&'s Finding, &'s Material)> {
    let material = |finding: &'s Finding| match &finding.asset {
        Asset::RelatedCryptoMaterial(material) => Some((finding, material)),
        _ => None,
    };
    sink.findings.iter().filter_map(material).collect()
}

fn certificates(sink: &Sink) -> BTreeSet<String> {
    let reader = csv::Reader::from_path(format!("{FIXTURES}/fingerprints.csv")).unwrap();
    let names = reader.into_deserialize::<(String, String)>().map(Result::unwrap);
    let names = names.map(|(name, print)| (print, name)).collect::<BTreeMap<_, _>>();
    let certificates = sink.findings.iter().filter_map(|finding| match &finding.asset {
        Asset::Certificate(certificate) => Some(names[&certificate.fingerprint].clone()),
        _ => None,
    });
    certificates.collect()
}

fn facts(material: &Material) -> BTreeSet<String> {
    material.details.iter().map(|(name, value)| format!("{name}: {value}")).collect()
}

fn all(facts: &[&str]) -> BTreeSet<String> {
    facts.iter().map(|fact| (*fact).to_owned()).collect()
}

#[test]
fn authenticode_agrees_with_osslsigncode() {
    let sink = signatures("signed.exe", &fixture("signed.exe"));
    let found = materials(&sink);
    let [(inner, nested), (outer, primary)] = &found[..] else { panic!("{found:?}") };
    assert!(facts(primary).is_superset(&all(&[
        "file digest: SHA-1",
        "signature: RSA-PKCS1-1.5-SHA-1",
        "signers: 1",
    ])));
    let expected = all(&["file digest: SHA-384", "digest: SHA-384", "signers: 1"]);
    assert!(facts(nested).is_superset(&expected), "{nested:?}");
    assert!(outer.relations.iter().any(|edge| edge.to == inner.asset.id()));
    assert_eq!(outer.occurrence.note, "Authenticode");
    assert_eq!(certificates(&sink), all(&["rsa", "ec"]));
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
}

#[test]
fn kernel_modules_agree_with_openssl() {
    let bytes = fixture("signed.ko");
    let sink = signatures("drivers/signed.ko", &bytes);
    let found = materials(&sink);
    let [(finding, message)] = &found[..] else { panic!("{found:?}") };
    let expected = ["certificates: 0", "digest: SHA-512", "signature: RSA-PKCS1-1.5-SHA-512"];
    assert!(facts(message).is_superset(&all(&expected)), "{message:?}");
    assert_eq!(finding.occurrence.note, "kernel module signature");
    // Unsigned, and signed in the old form.
    assert!(signatures("plain.ko", &bytes[..64]).findings.is_empty());
    let mut old = bytes.clone();
    let at = bytes.len() - 28 - 12 + 2;
    old[at] = 1;
    assert_eq!(signatures("old.ko", &old).unknowns[0].reason, UnknownReason::Unsupported);
    let mut long = bytes;
    long[at + 6] = 0xFF;
    assert_eq!(signatures("long.ko", &long).unknowns[0].reason, UnknownReason::Malformed);
}

#[test]
fn mach_o_agrees_with_openssl() {
    let sink = signatures("signed.macho", &fixture("signed.macho"));
    let found = materials(&sink);
    let [(message, cms), (finding, signature)] = &found[..] else { panic!("{found:?}") };
    let expected = ["signer: CMS", "code directory: SHA-1", "code directory: SHA-256"];
    assert_eq!(facts(signature), all(&expected));
    assert!(facts(cms).contains("signature: ECDSA-SHA-256"));
    let edge = |edge: &y2q::model::Relation| edge.to == message.asset.id();
    assert!(finding.relations.iter().any(edge));
    assert_eq!(certificates(&sink), all(&["ec"]));

    let sink = signatures("adhoc.macho", &fixture("adhoc.macho"));
    let found = materials(&sink).iter().map(|(_, found)| facts(found)).collect::<Vec<_>>();
    let signer = "signer: none (ad hoc)";
    let expected =
        [all(&[signer, "code directory: SHA-256"]), all(&[signer, "code directory: SHA-1"])];
    assert_eq!(found, expected);
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
}

#[test]
fn android_packages_agree_with_apksigner() {
    let sink = signatures("signed.apk", &fixture("signed.apk"));
    let found = materials(&sink);
    let names = found.iter().map(|(_, found)| found.name.as_str()).collect::<Vec<_>>();
    assert_eq!(names, ["APK Signature Scheme v2", "APK Signature Scheme v3"]);
    for (finding, signature) in found {
        let expected =
            all(&["certificates: 1", "signature: ECDSA-SHA-256 over chunks of 1 MiB, SHA-256"]);
        assert_eq!(facts(signature), expected);
        let held = finding.relations.iter().filter(|edge| edge.kind == RelationKind::Contains);
        assert_eq!(held.count(), 1);
    }
    assert_eq!(certificates(&sink), all(&["ec"]));
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
}

#[test]
fn jar_members_agree_with_jarsigner() {
    let sink = signatures("META-INF/SIGNER.SF", &fixture("SIGNER.SF"));
    let [finding] = &sink.findings[..] else { panic!("{:?}", sink.findings) };
    assert_eq!((finding.asset.name().as_str(), finding.occurrence.line), ("SHA-512", Some(3)));
    let sink = signatures("META-INF/SIGNER.RSA", &fixture("SIGNER.RSA"));
    let found = materials(&sink);
    assert!(facts(found[0].1).contains("signature: RSA-PKCS1-1.5-SHA-384"), "{found:?}");
    assert_eq!(certificates(&sink), all(&["rsa"]));
}

#[test]
fn cut_signatures_are_unknown_and_unsigned_files_are_nothing() {
    let bytes = fixture("signed.exe");
    let sink = signatures("cut.exe", &bytes[..bytes.len() - 100]);
    assert_eq!(sink.unknowns[0].reason, UnknownReason::Malformed);
    let bytes = fixture("signed.macho");
    let sink = signatures("cut.macho", &bytes[..bytes.len() - 100]);
    assert_eq!(sink.unknowns[0].reason, UnknownReason::Malformed);
    for (name, bytes) in [
        (
            "notes.txt",
            &b"Signature-Version: 1.0 begins META-INF/*.SF; SHA-256-Digest: is a line"[..],
        ),
        ("mz.txt", b"MZ and PE\0\0 are magic"),
        ("empty.apk", b"PK\x03\x04"),
        ("text.ko", b"~Module signature appended~\n"),
        ("Main.class", b"\xCA\xFE\xBA\xBE\x00\x00\x00\x41\x00\x10"),
    ] {
        let sink = signatures(name, bytes);
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{name}: {sink:?}");
    }
}
