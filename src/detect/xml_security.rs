//! Algorithms that XML signatures, encrypted XML and SAML metadata name by URI.

use std::collections::BTreeSet;

use roxmltree::{Document, Node, ParsingOptions};

use super::xml_algorithms::algorithm;
use super::{Detector, Input, Peek, Sink};
use crate::model::{Asset, Finding, UnknownReason};

/// Finds algorithms of XML signatures and XML encryption.
pub const DETECTOR: Detector = Detector {
    id: "xml-security",
    title: "Algorithms of XML signatures, XML encryption and SAML metadata",
    about: "Documents with XML Signature, XML Encryption 1.0 and 1.1, and the algorithms that SAML metadata offers: signature, \
            digest, key transport, key agreement, key derivation, key wrap and content encryption by their URI (RFC 9231), \
            each at its line. A URI that is not known is kept as it is. Certificates inside are found as embedded objects. \
            Bounded to 16 MiB and a million nodes; nothing outside the document is read.",
    anchors: ANCHORS,
    wants,
    detect,
};

const SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#";
const ENCRYPTION: &str = "http://www.w3.org/2001/04/xmlenc#";
const ENCRYPTION_1_1: &str = "http://www.w3.org/2009/xmlenc11#";
const SAML_METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
/// SAML v2.0 Metadata Profile for Algorithm Support §2.
const SAML_ALGORITHMS: &str = "urn:oasis:names:tc:SAML:metadata:algsupport";
const ANCHORS: &[&str] = &[SIGNATURE, ENCRYPTION, ENCRYPTION_1_1, SAML_ALGORITHMS];

/// Elements whose `Algorithm` is a cryptographic one, by namespace.
const ELEMENTS: &[(&str, &[&str])] = &[
    (SIGNATURE, &["SignatureMethod", "DigestMethod"]),
    (ENCRYPTION, &["EncryptionMethod", "AgreementMethod"]),
    (ENCRYPTION_1_1, &["KeyDerivationMethod", "MGF", "PRF"]),
    (SAML_METADATA, &["EncryptionMethod"]),
    (SAML_ALGORITHMS, &["DigestMethod", "SigningMethod"]),
];

const LARGEST: usize = 16 * 1024 * 1024;
const NODES: u32 = 1_000_000;

fn wants(peek: &Peek<'_>) -> bool {
    let head = peek.head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(peek.head);
    peek.anchored && head.trim_ascii_start().first() == Some(&b'<')
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    let is_declared = text.trim_start_matches('\u{FEFF}').trim_start().starts_with("<?xml");
    if text.len() > LARGEST {
        let detail = "an XML document that is larger than are read for signature algorithms";
        sink.unknown(DETECTOR.id, UnknownReason::TooLarge, 0, None, detail);
        return;
    }
    // The parser bounds how deep and how often entities are expanded.
    let options =
        ParsingOptions { allow_dtd: true, nodes_limit: NODES, ..ParsingOptions::default() };
    match Document::parse_with_options(text, options) {
        Ok(document) => algorithms(&document, sink),
        // A page of HTML may name the same URIs.
        Err(_) if !is_declared => {}
        Err(_) => {
            let detail = "an XML document with signature or encryption namespaces that is not well-formed, or is larger or \
                          otherwise more than is read";
            sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
        }
    }
}

fn algorithms(document: &Document<'_>, sink: &mut Sink) {
    let mut seen = BTreeSet::new();
    let (text, mut line, mut counted) = (document.input_text(), 1_u32, 0);
    // In document order, so that lines are counted once.
    for node in document.descendants().filter(|node| is_method(*node)) {
        let Some(uri) = node.attribute("Algorithm").filter(|uri| !uri.is_empty()) else { continue };
        let offset = node.range().start;
        let lines = memchr::memchr_iter(b'\n', &text.as_bytes()[counted..offset]).count();
        line = line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        counted = offset;
        if seen.insert((line, uri)) {
            let asset = Asset::Algorithm(algorithm(uri, digest(node)));
            let finding = Finding::new(DETECTOR.id, asset, offset as u64, Some(line));
            sink.found(finding.note(node.tag_name().name()));
        }
    }
}

fn is_method(node: Node<'_, '_>) -> bool {
    let name = node.tag_name();
    let own = ELEMENTS.iter().find(|(namespace, _)| Some(*namespace) == name.namespace());
    own.is_some_and(|(_, names)| names.contains(&name.name()))
}

/// The digest that an OAEP method names inside itself (XML Encryption §5.5.2).
fn digest<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let inner = node.children().find(|child| child.tag_name().name() == "DigestMethod")?;
    inner.attribute("Algorithm")
}
