//! Attribute certificates (RFC 5755): roles and clearances that a signature binds to a holder instead of a key.

use x509_parser::asn1_rs::Tag;

use super::ber::Element;
use super::signature_algorithm::signature_algorithm;
use super::x509_fields::{name_text, time};
use super::{Detector, Input, PEM_ANCHOR, Peek, Sink};
use crate::model::{Asset, Finding, Material, MaterialKind, UnknownReason};

/// Finds attribute certificates.
pub const DETECTOR: Detector = Detector {
    id: "attribute-certificate",
    title: "Attribute certificates",
    about: "Attribute certificates of RFC 5755 in PEM (ATTRIBUTE CERTIFICATE, RFC 7468 §9) or DER: issuer, validity, how many \
            attributes they bind, and the algorithm that signs them. They certify no key.",
    anchors: &[PEM_ANCHOR],
    wants: |peek: &Peek<'_>| peek.anchored || is_attribute_certificate(peek.head),
    detect,
};

/// SEQUENCE { SEQUENCE { INTEGER 1, SEQUENCE { [0], [1] or [2] …
fn is_attribute_certificate(head: &[u8]) -> bool {
    fn content(bytes: &[u8]) -> Option<&[u8]> {
        match bytes {
            [0x30, 0x83, _, _, _, rest @ ..] | [0x30, 0x82, _, _, rest @ ..] => Some(rest),
            [0x30, 0x81, _, rest @ ..] | [0x30, 0..=0x7F, rest @ ..] => Some(rest),
            _ => None,
        }
    }
    let info = content(head).and_then(content).and_then(|info| info.strip_prefix(&[2, 1, 1]));
    info.and_then(content).is_some_and(|holder| matches!(holder.first(), Some(0xA0..=0xA2)))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    if is_attribute_certificate(input.bytes) {
        return report(input.bytes, 0, None, sink);
    }
    for block in input.blocks().iter().filter(|block| block.label == "ATTRIBUTE CERTIFICATE") {
        match block.der() {
            Some(der) => report(der, block.offset, Some(block.line), sink),
            None if block.is_meant() => fault(block.offset, Some(block.line), sink),
            None => {}
        }
    }
}

fn report(der: &[u8], offset: u64, line: Option<u32>, sink: &mut Sink) {
    match Element::read(der).and_then(|certificate| material(&certificate)) {
        Some(material) => {
            let asset = Asset::RelatedCryptoMaterial(material);
            sink.found(Finding::new(DETECTOR.id, asset, offset, line));
        }
        None => fault(offset, line, sink),
    }
}

fn fault(offset: u64, line: Option<u32>, sink: &mut Sink) {
    let detail = "an attribute certificate whose structure is broken or cut off";
    sink.unknown(DETECTOR.id, UnknownReason::Malformed, offset, line, detail);
}

/// AttributeCertificate ::= { { version, holder, issuer, signature, serialNumber, validity, attributes, … },
/// signatureAlgorithm, signatureValue } (§4.1)
fn material(certificate: &Element<'_>) -> Option<Material> {
    let (info, identifier) = (certificate.child(0)?, certificate.child(1)?);
    identifier.child(0)?.oid()?;
    let fields = info.children().take(7).collect::<Vec<_>>();
    let [_, _, issuer, _, _, validity, attributes] = &fields[..] else { return None };
    // V2Form ::= [0] { issuerName GeneralNames, … }, whose names are [4] Name; V1 has them bare.
    let form = issuer.child(0)?;
    let names = if form.tag() == Some(Tag::Sequence) { form } else { issuer.clone() };
    let name =
        names.children().find(|name| name.context() == Some(4)).and_then(|name| name.explicit());
    let issuer = name.map_or_else(|| "unreadable name".to_owned(), |name| name_text(&name));
    Some(Material {
        material: MaterialKind::Other,
        name: format!("attribute certificate of {issuer}"),
        format: "X.509 attribute certificate".to_owned(),
        algorithm: None,
        signature_algorithm: Some(signature_algorithm(&identifier)),
        size_bits: None,
        fingerprint: super::sha256(certificate.whole),
        protection: None,
        subject: Some(issuer),
        not_before: validity.child(0).and_then(|field| time(&field)),
        not_after: validity.child(1).and_then(|field| time(&field)),
        details: vec![(
            "attributes".to_owned(),
            attributes.children().take(1_000).count().to_string(),
        )],
    })
}
