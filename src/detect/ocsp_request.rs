//! OCSP requests (RFC 6960 §4.1): which digests name the certificates, and who signs the request.

use x509_parser::asn1_rs::Tag;

use super::ber::Element;
use super::signature_algorithm::signature_algorithm;
use super::{Detector, Input, Peek, Sink, sha256, x509_certificate};
use crate::model::{
    Algorithm, Asset, Finding, Material, MaterialKind, RelationKind, UnknownReason,
};
use crate::registry;

/// Finds OCSP requests.
pub const DETECTOR: Detector = Detector {
    id: "ocsp-request",
    title: "OCSP requests",
    about: "OCSPRequest in DER (RFC 6960 §4.1.1): the number of certificates that it asks about, the digests that name their \
            issuers, and where it is signed the signature's algorithm and the certificates that come with it.",
    anchors: &[],
    wants: |peek: &Peek<'_>| is_request(peek.head),
    detect,
};

/// Questions and certificates of one request that are looked at.
const LIMIT: usize = 1_000;

/// SEQUENCE { SEQUENCE { [0] version?, [1] name?, SEQUENCE OF SEQUENCE { CertID { SEQUENCE { OID …
fn is_request(head: &[u8]) -> bool {
    Element::read(head).and_then(|request| questions(&request)?.child(0)).is_some_and(|first| {
        let id = first.child(0);
        id.and_then(|id| digest(&id)).is_some()
    })
}

/// The requestList of a request.
fn questions<'a>(request: &Element<'a>) -> Option<Element<'a>> {
    let is_sequence = |element: &Element<'_>| element.tag() == Some(Tag::Sequence);
    let request = Some(request).filter(|request| is_sequence(request))?;
    let signed = request.child(0).filter(is_sequence)?;
    signed.children().take(3).find(|field| field.context().is_none()).filter(is_sequence)
}

/// CertID ::= { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }, with digests of equal length.
fn digest(id: &Element<'_>) -> Option<Algorithm> {
    let octets = |index| id.child(index).filter(|field| field.tag() == Some(Tag::OctetString));
    let (name, key) = (octets(1)?, octets(2)?);
    let is_serial = id.child(3).is_some_and(|serial| serial.tag() == Some(Tag::Integer));
    let fits = name.content().len() == key.content().len() && name.content().len() >= 16;
    let oid = id.child(0)?.child(0)?.oid()?;
    (is_serial && fits).then(|| registry::by_oid(&oid))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    if request(input, sink).is_none() {
        let detail = "an OCSP request whose structure is broken or cut off";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
    }
}

fn request(input: &Input<'_>, sink: &mut Sink) -> Option<()> {
    let request = Element::read(input.bytes)?;
    let (mut count, mut digests) = (0_usize, Vec::<Algorithm>::new());
    for question in questions(&request)?.children().take(LIMIT) {
        count += 1;
        let digest = digest(&question.child(0)?)?;
        if !digests.contains(&digest) {
            digests.push(digest);
        }
    }
    let signature = request.child(1).and_then(|field| field.explicit());
    let carried = signature.as_ref().and_then(|signature| signature.child(2)?.explicit());
    let certificates = carried.as_ref().map(Element::children).into_iter().flatten().take(LIMIT);
    let inside = certificates
        .filter_map(|one| x509_certificate::inside(DETECTOR.id, one.whole, 0, sink))
        .collect::<Vec<_>>();
    let mut details = vec![("questions".to_owned(), count.to_string())];
    details.extend(digests.iter().map(|digest| ("issuer digest".to_owned(), digest.name.clone())));
    let material = Material {
        signature_algorithm: signature
            .and_then(|signature| signature.child(0))
            .map(|algorithm| signature_algorithm(&algorithm)),
        details,
        ..Material::new(MaterialKind::Other, "OCSP request", "OCSP", sha256(input.bytes))
    };
    let finding = Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), 0, None);
    let finding = digests.into_iter().fold(finding, |finding, digest| {
        finding.refers_to(RelationKind::Contains, Asset::Algorithm(digest))
    });
    sink.found(
        inside.iter().fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id)),
    );
    Some(())
}
