//! Second keys and signatures, related and delta certificates, transparency timestamps, attribute certificates.

use y2q::model::{Asset, Finding, RelationKind};

use super::look;

const FIXTURES: &str = "inventories/fixtures/companions";

fn tools() -> String {
    std::fs::read_to_string(format!("{FIXTURES}/tools.txt")).unwrap()
}

fn only(name: &str) -> Finding {
    let sink = look(name, &std::fs::read(format!("{FIXTURES}/{name}")).unwrap());
    assert!(sink.unknowns.is_empty(), "{name}: {:?}", sink.unknowns);
    let [finding] = &sink.findings[..] else { panic!("{name}: {:?}", sink.findings) };
    finding.clone()
}

/// Names of what the finding's asset contains, and fingerprints of the keys among it.
fn contained(finding: &Finding) -> Vec<(String, String)> {
    let own = finding.asset.id();
    let held = |asset: &&Asset| {
        finding.relations.iter().any(|edge| {
            edge.kind == RelationKind::Contains && edge.from == own && edge.to == asset.id()
        })
    };
    let mut found = finding.supporting.iter().filter(held).map(|asset| match asset {
        Asset::RelatedCryptoMaterial(key) => (asset.name(), key.fingerprint.clone()),
        _ => (asset.name(), String::new()),
    });
    let mut found = found.by_ref().collect::<Vec<_>>();
    found.sort();
    found.dedup();
    found
}

#[test]
fn a_second_key_and_signature_are_told_and_are_assets() {
    let text = tools();
    let print = text.lines().find_map(|line| line.strip_prefix("MLDSA65PrivateKey ")).unwrap();
    let key = ("ML-DSA-65 public key".to_owned(), print.to_owned());
    let finding = only("alternative.pem");
    let Asset::Certificate(certificate) = &finding.asset else { panic!("{finding:?}") };
    assert_eq!(certificate.key_algorithm.curve.as_deref(), Some("P-256"));
    assert_eq!(certificate.signature_algorithm.name, "ECDSA-SHA-256");
    let note = "alternative key ML-DSA-65, alternative signature ML-DSA-65 (X.509 §9.8)";
    assert_eq!(finding.occurrence.note, note);
    assert_eq!(contained(&finding), [("ML-DSA-65".to_owned(), String::new()), key.clone()]);

    let finding = only("alternative-request.pem");
    assert_eq!(finding.occurrence.note, "alternative key ML-DSA-65 (X.509 §9.8)");
    assert_eq!(contained(&finding), [key]);
}

#[test]
fn other_certificates_are_told() {
    let text = tools();
    let hash = text.lines().find_map(|line| line.strip_prefix("2.16.840.1.101.3.4.2.2 ")).unwrap();
    let note = format!("related certificate SHA-384 {hash} (RFC 9763)");
    assert_eq!(only("related.pem").occurrence.note, note);
    let finding = only("delta.pem");
    let note = "delta certificate with key ML-DSA-44 and signature ML-DSA-44";
    assert_eq!(finding.occurrence.note, note);
    let names = contained(&finding).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names, ["ML-DSA-44", "ML-DSA-44 public key"]);
}

#[test]
fn transparency_timestamps_agree_with_openssl() {
    assert_eq!(
        only("timestamps.pem").occurrence.note,
        "2 signed certificate timestamps, ECDSA-SHA-256, RSA-PKCS1-1.5-SHA-256, logs \
         0001020304050607 2021222324252627"
    );
}

#[test]
fn requested_extensions_are_listed() {
    let finding = only("request.pem");
    let Asset::RelatedCryptoMaterial(request) = &finding.asset else { panic!("{finding:?}") };
    let expected = ["id-ce-extKeyUsage", "id-ce-subjectAltName"];
    let expected = expected.map(|name| ("requested extension".to_owned(), name.to_owned()));
    assert_eq!(request.details, expected);
}

#[test]
fn attribute_certificates_agree_with_the_parser() {
    let text = tools();
    let print = text.lines().find_map(|line| line.strip_prefix("sha256 ")).unwrap();
    for (file, line) in [("attribute.pem", Some(1)), ("attribute.der", None)] {
        let finding = only(file);
        let Asset::RelatedCryptoMaterial(found) = &finding.asset else { panic!("{finding:?}") };
        assert_eq!(found.name, "attribute certificate of CN=companions.example");
        assert_eq!(found.fingerprint, print);
        assert_eq!(found.signature_algorithm.as_ref().unwrap().name, "ECDSA-SHA-384");
        assert_eq!(found.not_before.unwrap().to_string(), "2026-01-01T00:00:00Z");
        assert_eq!(found.not_after.unwrap().to_string(), "2036-01-01T00:00:00Z");
        assert_eq!(found.details, [("attributes".to_owned(), "1".to_owned())]);
        assert_eq!(finding.occurrence.line, line);
    }
}

#[test]
fn a_broken_companion_is_a_fault_of_the_certificate() {
    let der = |name: &str| {
        let text = std::fs::read_to_string(format!("{FIXTURES}/{name}")).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('-')).collect::<String>();
        base64::Engine::decode(&base64::engine::general_purpose::STANDARD, lines).unwrap()
    };
    let mut bytes = der("timestamps.pem");
    // The length of the first timestamp.
    let at = bytes.windows(4).position(|window| window == [0, 0, 1, 2]).unwrap() - 3;
    bytes[at] = 0xFF;
    let sink = look("broken.der", &bytes);
    assert_eq!(sink.findings.len(), 1);
    assert!(sink.unknowns[0].detail.contains("1.3.6.1.4.1.11129.2.4.2"), "{:?}", sink.unknowns);
}
