//! Requests and responses of the time-stamp protocol (RFC 3161); a token on its own is a CMS message.

use x509_parser::asn1_rs::Tag;

use super::ber::Element;
use super::cms_message::{Context, SIGNED_DATA, is_content_info};
use super::{Detector, Input, Peek, Sink};
use crate::model::{Asset, Finding, Material, MaterialKind, RelationKind, UnknownReason};
use crate::registry;

/// Finds time-stamp requests and responses.
pub const DETECTOR: Detector = Detector {
    id: "timestamp-message",
    title: "Time-stamp requests and responses (RFC 3161)",
    about: "TimeStampReq and TimeStampResp in DER (RFC 3161 §2.4): the digest that is to be stamped, and the token of a \
            response with its signer, policy and certificates. A response that carries no token protects nothing and is \
            not listed.",
    anchors: &[],
    wants: |peek: &Peek<'_>| is_request(peek.head) || is_response(peek.head),
    detect,
};

/// Offset of the content of the SEQUENCE at the start of `bytes`.
fn content(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [0x30, 0x82, _, _, content @ ..] | [0x30, 0x81, _, content @ ..] => Some(content),
        [0x30, 0..=0x7F, content @ ..] => Some(content),
        _ => None,
    }
}

/// SEQUENCE { INTEGER 1, SEQUENCE { SEQUENCE { OID …
fn is_request(head: &[u8]) -> bool {
    let imprint = content(head).and_then(|content| content.strip_prefix(&[2, 1, 1]));
    let identifier = imprint.and_then(self::content).and_then(self::content);
    identifier.is_some_and(|fields| fields.first() == Some(&6))
}

/// SEQUENCE { SEQUENCE { INTEGER 0 or 1 … }, SEQUENCE { OID signedData …
fn is_response(head: &[u8]) -> bool {
    let Some(status) = content(head) else { return false };
    let [0x30, length @ 3..=0x7F, 2, 1, 0 | 1, ..] = status else { return false };
    status.get(usize::from(*length) + 2..).is_some_and(is_content_info)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let read = if is_request(input.bytes) { request(input, sink) } else { response(input, sink) };
    if read.is_none() {
        let detail = "a time-stamp message whose structure is broken or cut off";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
    }
}

/// TimeStampReq ::= { version, messageImprint { hashAlgorithm, hashedMessage }, reqPolicy, nonce, certReq, … } (§2.4.1)
fn request(input: &Input<'_>, sink: &mut Sink) -> Option<()> {
    let request = Element::read(input.bytes)?;
    let imprint = request.child(1)?;
    let digest = registry::by_oid(&imprint.child(0)?.child(0)?.oid()?);
    imprint.child(1).filter(|field| field.tag() == Some(Tag::OctetString))?;
    let mut details = vec![("timestamp digest".to_owned(), digest.name.clone())];
    if let Some(policy) = request.child(2).and_then(|field| field.oid()) {
        details.push(("timestamp policy".to_owned(), policy));
    }
    report("request", input, details, Vec::new(), Some(digest), sink);
    Some(())
}

/// TimeStampResp ::= { PKIStatusInfo, TimeStampToken OPTIONAL } (§2.4.2)
fn response(input: &Input<'_>, sink: &mut Sink) -> Option<()> {
    let response = Element::read(input.bytes)?;
    let token = response.child(1)?;
    if token.child(0)?.oid()? != SIGNED_DATA {
        return None;
    }
    let id = Context::new(DETECTOR.id, 0, None).message(token.whole, sink);
    report("response", input, Vec::new(), id.into_iter().collect(), None, sink);
    Some(())
}

fn report(
    name: &str,
    input: &Input<'_>,
    details: Vec<(String, String)>,
    inside: Vec<crate::model::AssetId>,
    digest: Option<crate::model::Algorithm>,
    sink: &mut Sink,
) {
    let material = Material {
        material: MaterialKind::Other,
        name: format!("time-stamp {name}"),
        format: "RFC 3161".to_owned(),
        algorithm: digest,
        signature_algorithm: None,
        size_bits: None,
        fingerprint: super::sha256(input.bytes),
        protection: None,
        subject: None,
        not_before: None,
        not_after: None,
        details,
    };
    let finding = Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), 0, None);
    sink.found(
        inside.iter().fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id)),
    );
}
