//! Certificate revocation lists (RFC 5280 §5).

use x509_parser::asn1_rs::Tag;

use super::ber::Element;
use super::kind::Kind;
use super::objects::{Object, Search};
use super::signature_algorithm::signature_algorithm;
use super::x509_fields::{is_endless, name_text, time};
use super::{Detector, PEM_ANCHOR, Sink};
use crate::model::{Asset, AssetId, Finding, Material, MaterialKind, UnknownReason};

/// Finds revocation lists.
pub const DETECTOR: Detector = Detector {
    id: "x509-crl",
    title: "Certificate revocation lists",
    about: "CRLs of RFC 5280 §5, PEM or DER: issuer, thisUpdate and nextUpdate, the algorithm that signs the list, and how \
            many certificates it revokes. Entries are counted one by one and not kept, so that a list of any size needs \
            no memory of its own.",
    anchors: &[PEM_ANCHOR],
    wants: |peek| SEARCH.wants(peek),
    detect: |input, sink| SEARCH.run(input, sink),
};

const SEARCH: Search = Search {
    detector: DETECTOR.id,
    kind: Kind::RevocationList,
    words: "a revocation list",
    extensions: &["crl"],
    read: |object, _, sink| read(object, sink),
    closed: None,
};

/// Reports a revocation list that another structure holds; its id when it is one.
pub fn inside(detector: &'static str, der: &[u8], offset: u64, sink: &mut Sink) -> Option<AssetId> {
    let first = sink.findings.len();
    let unknowns = sink.unknowns.len();
    let read = Element::read(der).and_then(|element| {
        read(&Object { element, label: "", offset, line: None, note: String::new() }, sink)
    });
    if read.is_none() {
        let detail = "a revocation list inside it cannot be read";
        sink.unknown(detector, UnknownReason::Malformed, offset, None, detail);
        return None;
    }
    for unknown in &mut sink.unknowns[unknowns..] {
        unknown.detector = Some(detector.to_owned());
    }
    let finding = sink.findings.get_mut(first)?;
    detector.clone_into(&mut finding.occurrence.detector);
    Some(finding.asset.id())
}

/// TBSCertList ::= { version?, signature, issuer, thisUpdate, nextUpdate?, revokedCertificates?, [0] extensions? } (§5.1)
fn read(object: &Object<'_>, sink: &mut Sink) -> Option<()> {
    let (list, identifier) = (object.element.child(0)?, object.element.child(1)?);
    let mut fields =
        list.children().skip_while(|field| field.tag() == Some(Tag::Integer)).peekable();
    let (inner, issuer, this_update) = (fields.next()?, fields.next()?, fields.next()?);
    let is_time =
        |field: &Element<'_>| matches!(field.tag(), Some(Tag::UtcTime | Tag::GeneralizedTime));
    let next_update = fields.next_if(is_time);
    let revoked = fields.next_if(|field| field.tag() == Some(Tag::Sequence));
    let mut faults = Vec::new();
    let mut entries = revoked.as_ref().map(Element::children);
    let count = entries.as_mut().map_or(0, |entries| entries.by_ref().count());
    if entries.is_some_and(|entries| !entries.rest().is_empty()) {
        faults.push("its entries break off");
    }
    if inner.whole != identifier.whole {
        faults.push("the signature algorithms inside and outside differ");
    }
    let mut date = |field: &Element<'_>, fault| {
        let read = time(field);
        if read.is_none() && !is_endless(field) {
            faults.push(fault);
        }
        read
    };
    let not_before = date(&this_update, "thisUpdate is no date that exists");
    let not_after =
        next_update.as_ref().and_then(|field| date(field, "nextUpdate is no date that exists"));
    let issuer = name_text(&issuer);
    let material = Material {
        material: MaterialKind::CertificateRevocationList,
        name: format!("revocation list of {issuer}"),
        format: "X.509 CRL".to_owned(),
        algorithm: None,
        signature_algorithm: Some(signature_algorithm(&identifier)),
        size_bits: None,
        fingerprint: super::sha256(object.element.whole),
        protection: None,
        subject: Some(issuer),
        not_before,
        not_after,
        details: vec![("revoked".to_owned(), count.to_string())],
    };
    let finding = Finding::new(
        DETECTOR.id,
        Asset::RelatedCryptoMaterial(material),
        object.offset,
        object.line,
    );
    sink.found(object.noted(finding, ""));
    if !faults.is_empty() {
        let detail = format!(
            "a revocation list with faults ({}); what is legible was recorded",
            faults.join("; ")
        );
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, object.offset, object.line, detail);
    }
    Some(())
}
