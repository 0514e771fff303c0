//! Algorithms that XML names by URI.

use std::collections::BTreeSet;
use std::time::Instant;

use y2q::detect::Sink;
use y2q::model::{Asset, UnknownReason};

use super::look;

const FIXTURES: &str = "inventories/fixtures/xml";

/// What each URI of the fixtures stands for (XML Signature, XML Encryption 1.1, RFC 9231).
const MEANT: &[(&str, &str)] = &[
    ("http://www.w3.org/2000/09/xmldsig#sha1", "SHA-1"),
    ("http://www.w3.org/2000/09/xmldsig#rsa-sha1", "RSA-PKCS1-1.5-SHA-1"),
    ("http://www.w3.org/2001/04/xmlenc#sha256", "SHA-256"),
    ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "RSA-PKCS1-1.5-SHA-512"),
    ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "AES-128-CBC"),
    ("http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p", "RSA-OAEP-SHA-1"),
    ("http://www.w3.org/2001/04/xmldsig-more#sha384", "SHA-384"),
    ("http://www.w3.org/2009/xmlenc11#aes256-gcm", "AES-256-GCM"),
    ("http://www.w3.org/2009/xmlenc11#rsa-oaep", "RSA-OAEP-SHA-256"),
    ("http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", "RSA-PSS-SHA-256"),
    ("urn:example:signature", "urn:example:signature"),
];

fn own(name: &str, bytes: &[u8]) -> Sink {
    let mut sink = look(name, bytes);
    sink.findings.retain(|finding| finding.occurrence.detector == "xml-security");
    sink
}

#[test]
fn every_method_is_found_at_its_line() {
    let mut reader = csv::Reader::from_path(format!("{FIXTURES}/truth.csv")).unwrap();
    let rows = reader.deserialize::<(String, u32, String, String)>().map(Result::unwrap);
    let rows = rows.collect::<Vec<_>>();
    assert_eq!(rows.len(), 12);
    for file in ["old.xml", "signed.xml", "encrypted.xml", "metadata.xml"] {
        let expected = rows.iter().filter(|row| row.0 == file).map(|(_, line, element, uri)| {
            let name = MEANT.iter().find(|(known, _)| known == uri).unwrap().1;
            (Some(*line), element.clone(), name.to_owned())
        });
        let sink = own(file, &std::fs::read(format!("{FIXTURES}/{file}")).unwrap());
        let found = sink.findings.iter().map(|finding| {
            (finding.occurrence.line, finding.occurrence.note.clone(), finding.asset.name())
        });
        assert_eq!(found.collect::<BTreeSet<_>>(), expected.collect::<BTreeSet<_>>(), "{file}");
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
    }
}

#[test]
fn the_certificate_inside_is_found_too() {
    let print = std::fs::read_to_string(format!("{FIXTURES}/certificate.txt")).unwrap();
    for file in ["old.xml", "signed.xml", "metadata.xml"] {
        let sink = look(file, &std::fs::read(format!("{FIXTURES}/{file}")).unwrap());
        let certificates = sink.findings.iter().filter_map(|finding| match &finding.asset {
            Asset::Certificate(certificate) => Some(certificate.fingerprint.as_str()),
            _ => None,
        });
        assert_eq!(certificates.collect::<Vec<_>>(), [print.trim()], "{file}");
    }
}

#[test]
fn other_texts_give_nothing_and_broken_documents_are_unknown() {
    for text in [
        "Use http://www.w3.org/2000/09/xmldsig#rsa-sha1 no more; <SignatureMethod Algorithm=\"…\"/>.\n",
        "<p>The URI http://www.w3.org/2000/09/xmldsig#rsa-sha1<br> is old.",
        "<a xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><b Algorithm=\"http://www.w3.org/2000/09/xmldsig#sha1\"/></a>",
        "<SignatureMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#rsa-sha1\"/>",
    ] {
        let sink = own("page.html", text.as_bytes());
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{text}");
    }
    let text = std::fs::read_to_string(format!("{FIXTURES}/signed.xml")).unwrap();
    let sink = own("cut.xml", &text.as_bytes()[..text.len() - 30]);
    assert_eq!(sink.unknowns[0].reason, UnknownReason::Malformed);
}

#[test]
fn deep_and_wide_documents_end() {
    let root = "<?xml version=\"1.0\"?><a xmlns=\"http://www.w3.org/2000/09/xmldsig#\">";
    let wide = "<b c='d' e='f'>g</b>".repeat(600_000);
    let deep = "<b>".repeat(100_000);
    let entities = (1..9).fold("<!ENTITY e0 'x'>".to_owned(), |text, at| {
        let before = format!("&e{};", at - 1).repeat(20);
        format!("{text}<!ENTITY e{at} '{before}'>")
    });
    let bomb = format!("<?xml version=\"1.0\"?><!DOCTYPE a [{entities}]>{}&e8;</a>", &root[21..]);
    for text in [format!("{root}{wide}</a>"), format!("{root}{deep}"), bomb] {
        let started = Instant::now();
        let sink = own("flood.xml", text.as_bytes());
        assert_eq!(sink.unknowns[0].reason, UnknownReason::Malformed);
        assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
    }
}
