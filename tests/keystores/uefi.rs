//! Signature databases of UEFI against what efitools and OpenSSL say of them.

use y2q::model::{Asset, MaterialKind, UnknownReason};

use super::{detail, look, materials};

const FOLDER: &str = "inventories/fixtures/uefi";

fn read(name: &str) -> Vec<u8> {
    std::fs::read(format!("{FOLDER}/{name}")).expect(name)
}

/// Fingerprints of the certificates of a file, and what OpenSSL says of those that are in it.
fn certificates(file: &str, names: &[&str]) -> (Vec<String>, Vec<String>) {
    let rows: Vec<(String, String)> = csv::Reader::from_path(format!("{FOLDER}/certificates.csv"))
        .unwrap()
        .deserialize()
        .map(Result::unwrap)
        .collect();
    let print = |name: &&str| rows.iter().find(|(of, _)| of == name).unwrap().1.clone();
    let sink = look(file, &read(file));
    assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
    let seen = sink.findings.iter().filter_map(|finding| match &finding.asset {
        Asset::Certificate(certificate) => Some(certificate.fingerprint.clone()),
        _ => None,
    });
    (seen.collect(), names.iter().map(print).collect())
}

#[test]
fn databases_agree_with_efitools_and_openssl() {
    let said = String::from_utf8(read("tools.txt")).unwrap();
    let sink = look("db.esl", &read("db.esl"));
    let found = materials(&sink);
    let (finding, store) = found.last().unwrap();
    assert_eq!(
        (store.material, store.format.as_str()),
        (MaterialKind::Keystore, "EFI_SIGNATURE_LIST")
    );
    // sig-list-to-certs prints one header a certificate and a digest.
    let count = |word: &str| said.matches(word).count().to_string();
    assert_eq!(detail(store, "certificates"), [count("X509 Header")]);
    assert_eq!(detail(store, "SHA-256 digests of programs"), [count("SHA256 Header")]);
    assert!(finding.supporting.iter().any(|asset| asset.name() == "SHA-256"));
    let variable = "db-d719b2cb-3d3a-4596-a3bc-dad00e67656f";
    for (file, names) in [("db.esl", &["pk", "db"][..]), (variable, &["db"])] {
        let (seen, expected) = certificates(file, names);
        assert_eq!(seen, expected, "{file}");
    }
}

#[test]
fn updates_show_who_signed_them() {
    let (seen, mut expected) = certificates("db.auth", &["db", "pk"]);
    let mut seen = seen;
    seen.sort();
    expected.sort();
    assert_eq!(seen, expected);
    let sink = look("db.auth", &read("db.auth"));
    let found = materials(&sink);
    let signed = found.iter().find(|(_, one)| one.material == MaterialKind::SignedData).unwrap();
    assert_eq!(signed.1.signature_algorithm.as_ref().unwrap().name, "RSA-PKCS1-1.5-SHA-256");
    assert_eq!(found.last().unwrap().1.name, "signed UEFI database update");
}

#[test]
fn what_is_cut_off_is_malformed_and_prose_is_nothing() {
    let sink = look("db.esl", &read("db.esl")[..900]);
    assert!(sink.unknowns.iter().any(|unknown| unknown.reason == UnknownReason::Malformed));
    let text = "EFI_CERT_X509_GUID is a5c059a1-94e4-4aa7-87b5-ab155c2bf072, used in db and dbx.\n";
    let sink = look("README.md", text.as_bytes());
    assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{sink:?}");
}
