//! Real third-party files against the truth that independent tools wrote down (pyca/cryptography, asn1crypto, OpenSSL,
//! keytool, ssh-keygen, gpg). The files have mixed licences and stay outside the repository: `Y2Q_SAMPLES` names their
//! folder, and `tests/run` runs these tests where it does; else they are ignored: by name, and counted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use y2q::detect::{DETECTORS, Sink};
use y2q::model::{Algorithm, Asset, MaterialKind, Timestamp};
use y2q::scan::examine;

type Row = BTreeMap<String, String>;

fn samples() -> (PathBuf, Vec<Row>) {
    let folder =
        PathBuf::from(std::env::var_os("Y2Q_SAMPLES").expect("Y2Q_SAMPLES names the samples"));
    let mut reader =
        csv::Reader::from_path(folder.join("truth.csv")).expect("Y2Q_SAMPLES names the samples");
    let rows = reader.deserialize().map(Result::unwrap).collect::<Vec<Row>>();
    assert!(rows.len() > 70);
    (folder, rows)
}

fn look(folder: &std::path::Path, row: &Row) -> Sink {
    let bytes = std::fs::read(folder.join(&row["file"])).unwrap();
    let started = std::time::Instant::now();
    let sink = examine(DETECTORS, &row["file"], &bytes);
    assert!(started.elapsed().as_secs() < 2, "{}", row["file"]);
    sink
}

#[test]
#[ignore = "reads the samples of Y2Q_SAMPLES"]
fn every_valid_sample_is_inventoried_with_kind_and_algorithm() {
    let (folder, rows) = samples();
    let mut wrong = Vec::new();
    for row in rows.iter().filter(|row| row["class"] == "valid") {
        let sink = look(&folder, row);
        let mut check = |what: &str, expected: String, seen: String| {
            if expected != seen {
                wrong.push(format!(
                    "{} ({}): {what}: expected {expected}, saw {seen}",
                    row["file"], row["container"]
                ));
            }
        };
        let assets = sink.findings.iter().map(|finding| &finding.asset).collect::<Vec<_>>();
        let kind = expected_kind(&row["container"]);
        let alike = assets.iter().filter(|asset| kind_of(asset) == kind).count();
        check("has a finding of its kind", "true".into(), (alike > 0).to_string());
        if exact_count(&row["container"]) {
            check("objects", row["n_objects"].clone(), alike.to_string());
        }
        let first = assets.iter().find(|asset| kind_of(asset) == kind);
        let closed = row["encrypted"] == "yes" && row["container"] == "private-key-pkcs8-encrypted";
        if !row["key_oid"].is_empty() && !closed && row["container"] != "pkcs12" {
            let seen = first.and_then(|asset| asset.algorithm());
            check("algorithm", family(&row["key_alg"]), seen.map_or_else(String::new, family_of));
            if let Some(parameter) = parameter(row) {
                check("parameter", parameter, seen.map_or_else(String::new, parameter_of));
            }
        }
        if !row["sig_oid"].is_empty() {
            let seen = first.and_then(|asset| signature_of(asset));
            check(
                "signature OID",
                row["sig_oid"].clone(),
                seen.and_then(|a| a.oid.clone()).unwrap_or_default(),
            );
        }
        if row["not_after"].ends_with('Z')
            && !row["not_after"].contains(';')
            && row["container"].starts_with("x509-")
        {
            let expected: Timestamp = row["not_after"].parse().unwrap();
            check(
                "not after",
                expected.to_string(),
                first.and_then(|a| end_of(a)).unwrap_or_default(),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "reads the samples of Y2Q_SAMPLES"]
fn every_malformed_sample_is_parsed_or_recorded() {
    let (folder, rows) = samples();
    for row in rows.iter().filter(|row| row["class"] == "malformed") {
        let sink = look(&folder, row);
        if row["expect"] == "asset-or-diagnostic" {
            let said = !sink.findings.is_empty() || !sink.unknowns.is_empty();
            assert!(said, "{} was lost", row["file"]);
        }
    }
}

#[test]
#[ignore = "reads the samples of Y2Q_SAMPLES"]
fn quantum_vulnerability_agrees_with_the_truth() {
    let (folder, rows) = samples();
    let mut wrong = Vec::new();
    for row in rows.iter().filter(|row| row["class"] == "valid" && !row["quantum"].is_empty()) {
        let sink = look(&folder, row);
        let seen = sink
            .findings
            .iter()
            .flat_map(|finding| [finding.asset.algorithm(), signature_of(&finding.asset)])
            .flatten()
            .filter_map(quantum)
            .collect::<BTreeSet<_>>();
        let closed = seen.is_empty() && !row["encrypted"].is_empty();
        let agrees = closed || seen.contains(row["quantum"].as_str());
        if !agrees || (row["quantum"] == "vulnerable" && seen.contains("pqc")) {
            wrong.push(format!("{}: expected {}, saw {seen:?}", row["file"], row["quantum"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn quantum(algorithm: &Algorithm) -> Option<&'static str> {
    use y2q::registry::Problem;
    if algorithm.components.len() > 1 {
        return Some("hybrid");
    }
    match y2q::registry::facts(algorithm).problem {
        Problem::Unknown | Problem::Symmetric => None,
        problem if problem.falls_to_shor() => Some("vulnerable"),
        _ => Some("pqc"),
    }
}

fn expected_kind(container: &str) -> &'static str {
    match container {
        "x509-certificate" | "openssh-certificate" => "certificate",
        "x509-csr" => "request",
        "x509-crl" => "list",
        "ocsp-response" => "response",
        "dh-parameters" => "parameters",
        "sshsig" => "signature",
        "pkcs12" | "keystore-jks" | "keystore-jceks" | "keystore-bks" => "keystore",
        "cms-signed_data" => "signed",
        "public-key-spki" | "ssh-public-key" | "ssh-authorized-keys" | "pgp-public-key" => "public",
        _ => "private",
    }
}

fn kind_of(asset: &Asset) -> &'static str {
    match asset {
        Asset::Certificate(_) => "certificate",
        Asset::RelatedCryptoMaterial(material) => match material.material {
            MaterialKind::PrivateKey => "private",
            MaterialKind::PublicKey => "public",
            MaterialKind::CertificateRequest => "request",
            MaterialKind::CertificateRevocationList => "list",
            MaterialKind::OcspResponse => "response",
            MaterialKind::DomainParameters => "parameters",
            MaterialKind::Signature => "signature",
            MaterialKind::Keystore => "keystore",
            MaterialKind::SignedData => "signed",
            _ => "other",
        },
        _ => "other",
    }
}

fn exact_count(container: &str) -> bool {
    container.starts_with("x509-")
        || container.starts_with("private-key")
        || container.starts_with("public-key")
        || container.starts_with("ssh-")
        || container.starts_with("openssh-")
}

fn family(named: &str) -> String {
    let family =
        ["ML-DSA", "ML-KEM", "SLH-DSA"].into_iter().find(|family| named.starts_with(family));
    family.unwrap_or(named).to_owned()
}

/// Composites are named whole by the truth.
fn family_of(algorithm: &Algorithm) -> String {
    if algorithm.components.len() > 1 {
        return algorithm.name.clone();
    }
    let family = algorithm.family.clone().unwrap_or_else(|| algorithm.name.clone());
    // The registry files Ed25519 and Ed448 under their family; the truth names the scheme.
    if family == "EdDSA" { algorithm.name.clone() } else { family }
}

fn parameter(row: &Row) -> Option<String> {
    let parameter = &row["key_param"];
    match parameter.as_str() {
        "" | "seed" | "raw" | "both" => None,
        "secp256r1" => Some("P-256".into()),
        other => Some(other.into()),
    }
}

fn parameter_of(algorithm: &Algorithm) -> String {
    algorithm.curve.clone().or_else(|| algorithm.parameter_set.clone()).unwrap_or_default()
}

fn signature_of(asset: &Asset) -> Option<&Algorithm> {
    match asset {
        Asset::Certificate(certificate) => Some(&certificate.signature_algorithm),
        Asset::RelatedCryptoMaterial(material) => material.signature_algorithm.as_ref(),
        _ => None,
    }
}

fn end_of(asset: &Asset) -> Option<String> {
    match asset {
        Asset::Certificate(certificate) => certificate.not_after.map(|time| time.to_string()),
        Asset::RelatedCryptoMaterial(material) => material.not_after.map(|time| time.to_string()),
        _ => None,
    }
}
