//! OCSP requests against what OpenSSL reads in them.

use y2q::model::{Asset, UnknownReason};

use super::{detail, look, materials};

const FOLDER: &str = "inventories/fixtures/ocsp";

fn read(name: &str) -> Vec<u8> {
    std::fs::read(format!("{FOLDER}/{name}")).expect(name)
}

#[test]
fn requests_agree_with_openssl() {
    let said = String::from_utf8(read("tools.txt")).unwrap();
    for block in said.split("== ").filter(|block| !block.is_empty()) {
        let (file, rest) = block.split_once('\n').unwrap();
        let sink = look(file, &read(file));
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        let found = materials(&sink);
        let (_, request) = found.last().unwrap();
        assert_eq!(request.name, "OCSP request", "{file}");
        let count = rest.matches("Serial Number:").count().to_string();
        assert_eq!(detail(request, "questions"), [count], "{file}");
        let digest = if rest.contains("Hash Algorithm: sha256") { "SHA-256" } else { "SHA-1" };
        assert_eq!(detail(request, "issuer digest"), [digest], "{file}");
        let signature = request.signature_algorithm.as_ref().map(|one| one.name.as_str());
        let is_signed = rest.contains("ecdsa-with-SHA256");
        assert_eq!(signature, is_signed.then_some("ECDSA-SHA-256"), "{file}");
        let prints = sink.findings.iter().filter_map(|finding| match &finding.asset {
            Asset::Certificate(certificate) => Some(certificate.fingerprint.clone()),
            _ => None,
        });
        let client = String::from_utf8(read("client.sha256")).unwrap();
        let expected = is_signed.then(|| client.trim().to_owned());
        assert_eq!(prints.collect::<Vec<_>>(), expected.into_iter().collect::<Vec<_>>(), "{file}");
    }
}

#[test]
fn other_sequences_are_no_requests() {
    let whole = read("two.der");
    let sink = look("two.der", &whole[..100]);
    assert!(sink.findings.is_empty(), "{sink:?}");
    assert!(sink.unknowns.iter().all(|unknown| unknown.reason != UnknownReason::Crashed));
    let sink =
        look("README.md", b"An OCSPRequest is SEQUENCE { tbsRequest, optionalSignature }.\n");
    assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{sink:?}");
}
