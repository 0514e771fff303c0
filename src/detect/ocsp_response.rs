//! OCSP responses (RFC 6960): who signs them, with what, and the certificates they carry.

use super::ber::Element;
use super::signature_algorithm::signature_algorithm;
use super::{Detector, Input, PEM_ANCHOR, Peek, Sink, x509_certificate};
use crate::model::{Asset, Finding, Material, MaterialKind, RelationKind};

/// Finds OCSP responses.
pub const DETECTOR: Detector = Detector {
    id: "ocsp-response",
    title: "OCSP responses",
    about: "Basic OCSP responses (RFC 6960 §4.2.1) in DER and PEM: the responder's \
            signature algorithm and the certificates that come with it.",
    anchors: &[PEM_ANCHOR],
    wants,
    detect,
};

/// id-pkix-ocsp-basic, 1.3.6.1.5.5.7.48.1.1, with tag and length.
const BASIC: &[u8] = &[0x06, 0x09, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01];
const LIMIT: usize = 1_000;

/// SEQUENCE { ENUMERATED successful, [0] { SEQUENCE { OID id-pkix-ocsp-basic …
fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored || is_basic(peek.head)
}

fn is_basic(der: &[u8]) -> bool {
    let start = &der[..der.len().min(40)];
    start.first() == Some(&0x30) && memchr::memmem::find(start, BASIC).is_some()
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    if is_basic(input.bytes) {
        return one(input.bytes, 0, None, sink);
    }
    for block in input.blocks().iter().filter(|block| block.label == "OCSP RESPONSE") {
        if let Some(der) = block.der().filter(|der| is_basic(der)) {
            one(der, block.offset, Some(block.line), sink);
        }
    }
}

fn one(der: &[u8], offset: u64, line: Option<u32>, sink: &mut Sink) {
    if response(der, offset, line, sink).is_none() {
        let detail = "an OCSP response whose structure is broken or cut off";
        sink.unknown(DETECTOR.id, crate::model::UnknownReason::Malformed, offset, line, detail);
    }
}

/// BasicOCSPResponse ::= { tbsResponseData, signatureAlgorithm, signature, [0] certs OPTIONAL }.
fn response(der: &[u8], offset: u64, line: Option<u32>, sink: &mut Sink) -> Option<()> {
    let bytes = Element::read(der)?.child(1)?.explicit()?.child(1)?;
    let bytes = bytes.octets()?;
    let basic = Element::read(&bytes)?;
    basic.child(1)?.child(0)?.oid()?;
    let algorithm = signature_algorithm(&basic.child(1)?);
    let carried = basic.child(3).and_then(|field| field.explicit());
    let certificates = carried.as_ref().map(Element::children).into_iter().flatten().take(LIMIT);
    let inside = certificates
        .filter_map(|certificate| {
            x509_certificate::inside(DETECTOR.id, certificate.whole, offset, sink)
        })
        .collect::<Vec<_>>();
    let material = Material {
        material: MaterialKind::OcspResponse,
        name: "OCSP response".to_owned(),
        format: "OCSP".to_owned(),
        algorithm: None,
        signature_algorithm: Some(algorithm),
        size_bits: None,
        fingerprint: super::sha256(der),
        protection: None,
        subject: None,
        not_before: None,
        not_after: None,
        details: vec![("certificates".to_owned(), inside.len().to_string())],
    };
    let finding = Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), offset, line);
    sink.found(
        inside.iter().fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id)),
    );
    Some(())
}
