//! Signed metadata, signed scripts and saved contexts against python-tuf, osslsigncode and tpm2-tools.

use std::collections::BTreeMap;

use y2q::detect::Sink;
use y2q::model::{Asset, MaterialKind};

use super::{assert_nothing, fixture, look, materials, only, truth};

const FOLDER: &str = "supply_chain";

fn read(name: &str) -> Sink {
    let sink = look(name, &fixture(FOLDER, name));
    assert!(sink.unknowns.is_empty(), "{name}: {:?}", sink.unknowns);
    sink
}

/// Names of the signature algorithms, sorted; `?` where none is told.
fn signatures(sink: &Sink) -> Vec<String> {
    let found = materials(sink).into_iter().map(|(_, material)| material);
    let found = found.filter(|material| material.material == MaterialKind::Signature);
    let name = |algorithm: &y2q::model::Algorithm| algorithm.name.clone();
    let mut names = found
        .map(|made| made.signature_algorithm.as_ref().map_or_else(|| "?".to_owned(), name))
        .collect::<Vec<_>>();
    names.sort();
    names
}

#[test]
fn tuf_metadata_agrees_with_its_library() {
    let sink = read("root.json");
    let keys =
        materials(&sink).into_iter().filter(|(_, key)| key.material == MaterialKind::PublicKey);
    let mut prints = keys.map(|(_, key)| key.fingerprint.clone()).collect::<Vec<_>>();
    let rows = truth(FOLDER, "keys.csv");
    let mut expected = rows.iter().map(|row| row["sha256"].clone()).collect::<Vec<_>>();
    prints.sort();
    expected.sort();
    assert_eq!(prints, expected);
    let schemes = BTreeMap::from([
        ("ed25519", "Ed25519"),
        ("ecdsa-sha2-nistp256", "ECDSA-P-256-SHA-256"),
        ("rsassa-pss-sha256", "RSA-PSS-SHA-256"),
    ]);
    let mut expected = rows.iter().map(|row| schemes[row["scheme"].as_str()]).collect::<Vec<_>>();
    expected.sort_unstable();
    assert_eq!(signatures(&sink), expected);
    // The keys of a time stamp stand in the root's metadata.
    assert_eq!(signatures(&read("timestamp.json")), ["?", "?", "?"]);
}

#[test]
fn envelopes_and_bundles_have_a_signature_and_a_certificate() {
    assert_eq!(signatures(&read("statement.intoto.json")), ["?"]);
    for (file, format) in
        [("message.sigstore.json", "Sigstore bundle"), ("attestation.sigstore.json", "DSSE")]
    {
        let sink = read(file);
        assert_eq!(signatures(&sink), ["?"], "{file}");
        let certificates = sink.findings.iter().filter_map(|finding| match &finding.asset {
            Asset::Certificate(certificate) => Some(certificate.subject.as_str()),
            _ => None,
        });
        assert_eq!(certificates.collect::<Vec<_>>(), ["CN=ci.example.test"], "{file}");
        assert!(materials(&sink).iter().any(|(_, made)| made.format == format), "{file}: {sink:?}");
    }
    for (name, text) in [
        ("schema.json", r#"{"signed": {"_type": {"type": "string"}}, "signatures": []}"#),
        (
            "envelope.json",
            r#"{"payloadType": "json", "payload": "e30=", "signatures": [{"sig": "AAAA"}]}"#,
        ),
        ("statement.json", r#"{"_type": "https://in-toto.io/Statement/v1", "subject": []}"#),
        (
            "README.md",
            "An envelope has \"payloadType\", \"payload\" and \"signatures\": [{\"sig\": \"…\"}].\n",
        ),
    ] {
        assert_nothing(name, text);
    }
}

/// `Message digest algorithm: SHA256`, `Subject: /CN=…` of osslsigncode.
#[test]
fn signed_scripts_agree_with_osslsigncode() {
    let said = String::from_utf8(fixture(FOLDER, "tools.txt")).unwrap();
    assert!(
        said.contains("Message digest algorithm: SHA256") && said.contains("/CN=code.example.test")
    );
    assert!(said.contains("Signature verification: ok"));
    let sink = read("signed.ps1");
    let signed =
        materials(&sink).into_iter().find(|(_, made)| made.material == MaterialKind::SignedData);
    let (finding, signed) = signed.expect("a signed message");
    let algorithm = &signed.signature_algorithm.as_ref().unwrap().name;
    assert_eq!(algorithm, "RSA-PKCS1-1.5-SHA-256");
    assert!(finding.occurrence.line.is_some_and(|line| line > 1));
    let all = format!("{sink:?}");
    assert!(all.contains("CN=code.example.test"));
    assert_nothing(
        "about.md",
        "# SIG # Begin signature block\n# SIG # MIIabc\n# SIG # End signature block\n",
    );
}

/// `hierarchy: owner`, `handle: 0x80000000` of `tpm2_print -t TPMS_CONTEXT`.
#[test]
fn contexts_agree_with_tpm2_print() {
    let said = String::from_utf8(fixture(FOLDER, "tools.txt")).unwrap();
    for file in ["primary.ctx", "loaded.ctx"] {
        let (_, block) = said.split_once(&format!("== {file}\n")).unwrap();
        let value =
            |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim();
        let sink = read(file);
        let (_, context) = only(&sink);
        let details = context.details.iter().cloned().collect::<BTreeMap<_, _>>();
        assert_eq!(details["hierarchy"], value("hierarchy:"), "{file}");
        assert!(value("handle:").starts_with("0x80"));
        assert_eq!(details["object"], "transient object");
        let bytes = fixture(FOLDER, file);
        let cut = look(file, &bytes[..bytes.len() - 1]);
        assert!(cut.findings.is_empty(), "{file}");
    }
}
