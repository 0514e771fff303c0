//! Domain parameters: Diffie-Hellman groups, DSA and EC parameters.

use x509_parser::asn1_rs::Tag;

use super::ber::Element;
use super::kind::Kind;
use super::objects::{Object, Search};
use super::{Detector, PEM_ANCHOR, Sink, spki};
use crate::model::{Algorithm, Asset, Confidence, Finding, Material, MaterialKind};
use crate::registry;

/// Finds domain parameters.
pub const DETECTOR: Detector = Detector {
    id: "domain-parameters",
    title: "Diffie-Hellman, DSA and EC parameters",
    about: "Parameters in PEM or DER: DH (PKCS#3), X9.42 DH and DSA (RFC 3279 §2.3), EC by named curve or explicit (RFC 3279 \
            §2.3.5). The size is that of the prime or field. Without a PEM label, integers are told apart by their \
            sizes, with medium confidence.",
    anchors: &[PEM_ANCHOR],
    wants: |peek| SEARCH.wants(peek),
    detect: |input, sink| SEARCH.run(input, sink),
};

const SEARCH: Search = Search {
    detector: DETECTOR.id,
    kind: Kind::Parameters,
    words: "a set of domain parameters",
    extensions: &[],
    read: |object, _, sink| read(object, sink),
    closed: None,
};

fn read(object: &Object<'_>, sink: &mut Sink) -> Option<()> {
    let (algorithm, bits) = parameters(object.label, &object.element)?;
    let material = Material {
        material: MaterialKind::DomainParameters,
        name: format!("{} parameters", algorithm.name),
        format: "ASN.1".to_owned(),
        algorithm: Some(algorithm),
        signature_algorithm: None,
        size_bits: bits,
        fingerprint: super::sha256(object.element.whole),
        protection: None,
        subject: None,
        not_before: None,
        not_after: None,
        details: Vec::new(),
    };
    let finding = Finding::new(
        DETECTOR.id,
        Asset::RelatedCryptoMaterial(material),
        object.offset,
        object.line,
    );
    let confidence = if object.label.is_empty() { Confidence::Medium } else { Confidence::High };
    sink.found(object.noted(finding.confidence(confidence), ""));
    Some(())
}

fn parameters(label: &str, element: &Element<'_>) -> Option<(Algorithm, Option<u32>)> {
    let is_explicit = element.child(1).is_some_and(|field| field.tag() == Some(Tag::Sequence));
    if is_explicit || element.oid().is_some() && element.tag() == Some(Tag::Oid) {
        return Some(spki::curve(spki::EC, Some(element)));
    }
    let oid = match label {
        "DH PARAMETERS" => spki::DH,
        "X9.42 DH PARAMETERS" => spki::X942_DH,
        "DSA PARAMETERS" => spki::DSA,
        _ => told_apart(element),
    };
    let bits = spki::bits(&element.child(0)?)?;
    Some((registry::key(oid, None, Some(bits)), Some(bits)))
}

/// { p, g, length? } has a small third number; { p, q, g } of DSA a q of at most 512 bits that is shorter than g;
/// { p, g, q, … } of X9.42 the rest.
fn told_apart(element: &Element<'_>) -> &'static str {
    let size = |index| element.child(index).and_then(|field| spki::bits(&field));
    match (size(1), size(2)) {
        (_, None | Some(0..=31)) => spki::DH,
        (Some(second @ 128..=512), Some(third)) if second < third => spki::DSA,
        _ => spki::X942_DH,
    }
}
