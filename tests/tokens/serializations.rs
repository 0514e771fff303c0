//! JWS and JWE in JSON, and signature envelopes of the Notary Project, against jwcrypto, cbor2 and cryptography.

use std::collections::BTreeSet;

use y2q::detect::Sink;
use y2q::model::Asset;

use super::{assert_nothing, fixture, look, materials, truth};

/// What the registry calls the names of JOSE (RFC 7518) and COSE (RFC 9053, RFC 8230) that the fixtures use.
const NAMES: [(&str, &str); 8] = [
    ("PS256", "RSA-PSS-SHA-256"),
    ("RS256", "RSA-PKCS1-1.5-SHA-256"),
    ("ES384", "ECDSA-P-384-SHA-384"),
    ("RSA-OAEP-256", "RSA-OAEP-SHA-256"),
    ("A256KW", "AES-256-KW"),
    ("A256GCM", "AES-256-GCM"),
    ("A128CBC-HS256", "AES-128-CBC-HMAC-SHA-256"),
    ("-35", "ECDSA-SHA-384"),
];

fn algorithms(sink: &Sink) -> BTreeSet<String> {
    let of_message = materials(sink).into_iter().flat_map(|(_, message)| &message.details);
    let of_message =
        of_message.filter(|(name, _)| name == "signature").map(|(_, text)| text.clone());
    let alone = sink.findings.iter().filter_map(|finding| match &finding.asset {
        Asset::Algorithm(algorithm) => Some(algorithm.name.clone()),
        _ => None,
    });
    alone.chain(of_message).collect()
}

#[test]
fn envelopes_agree_with_their_libraries() {
    for row in truth("notation", "truth.csv") {
        let file = row["file"].as_str();
        let sink = look(file, &fixture("notation", file));
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        let named = |name: &str| NAMES.iter().find(|(of, _)| *of == name).unwrap().1.to_owned();
        let expected = row["algorithms"].split(' ').map(named).collect::<BTreeSet<_>>();
        assert_eq!(algorithms(&sink), expected, "{file}");
        let prints = sink.findings.iter().filter_map(|finding| match &finding.asset {
            Asset::Certificate(certificate) => Some(certificate.fingerprint.as_str()),
            _ => None,
        });
        let expected = row["certificates"].split(' ').filter(|print| !print.is_empty());
        assert_eq!(prints.collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{file}");
    }
}

#[test]
fn objects_without_a_signature_are_none() {
    let header = "eyJhbGciOiJFUzI1NiJ9";
    assert_nothing("a.json", &format!("{{\"protected\": \"{header}\", \"payload\": \"e30\"}}"));
    assert_nothing("b.json", &format!("{{\"protected\": \"{header}\", \"signature\": \"\"}}"));
    assert_nothing("c.json", &format!("{{\"protected\": \"{header}\", \"ciphertext\": \"AAAA\"}}"));
    assert_nothing("d.json", r#"{"protected": "e30", "signature": "AAAA"}"#);
    assert_nothing("e.json", r#"{"protected": true, "signature": "AAAA"}"#);
    assert_nothing(
        "README.md",
        "A JWS in JSON has \"protected\", \"payload\" and \"signature\".\n",
    );
}
