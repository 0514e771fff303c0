//! Certificate requests (PKCS#10, RFC 2986).

use super::ber::Element;
use super::kind::Kind;
use super::objects::{Object, Search};
use super::signature_algorithm::signature_algorithm;
use super::spki::PublicKey;
use super::x509_companions::Companions;
use super::x509_fields::name_text;
use super::{Detector, PEM_ANCHOR, Sink};
use crate::model::{Asset, Finding, Material, MaterialKind, RelationKind};
use crate::registry;

/// Finds certificate requests.
pub const DETECTOR: Detector = Detector {
    id: "x509-request",
    title: "Certificate requests (PKCS#10)",
    about: "Certification requests of RFC 2986, PEM or DER: subject, the key that is to be certified with its exact size or \
            curve, the algorithm that signs the request, the extensions that it asks for, and a second key among them \
            (X.509 §9.8).",
    anchors: &[PEM_ANCHOR],
    wants: |peek| SEARCH.wants(peek),
    detect: |input, sink| SEARCH.run(input, sink),
};

const SEARCH: Search = Search {
    detector: DETECTOR.id,
    kind: Kind::Request,
    words: "a certificate request",
    extensions: &["csr", "p10", "req"],
    read: |object, _, sink| read(object, sink),
    closed: None,
};

/// CertificationRequest ::= { { version, subject, subjectPKInfo, [0] attributes }, algorithm, signature } (§4.2)
fn read(object: &Object<'_>, sink: &mut Sink) -> Option<()> {
    let (info, identifier) = (object.element.child(0)?, object.element.child(1)?);
    object.element.child(2)?;
    let (subject, key) = (name_text(&info.child(1)?), PublicKey::read(&info.child(2)?)?);
    let mut companions = Companions::default();
    let details = requested(&info, &mut companions);
    let (notes, companions) = companions.finish();
    let material = Material {
        material: MaterialKind::CertificateRequest,
        name: format!("request for {subject}"),
        format: "PKCS#10".to_owned(),
        algorithm: Some(key.algorithm.clone()),
        signature_algorithm: Some(signature_algorithm(&identifier)),
        size_bits: key.bits,
        fingerprint: super::sha256(object.element.whole),
        protection: None,
        subject: Some(subject),
        not_before: None,
        not_after: None,
        details,
    };
    let finding = Finding::new(
        DETECTOR.id,
        Asset::RelatedCryptoMaterial(material),
        object.offset,
        object.line,
    );
    let finding = finding.refers_to(RelationKind::SubjectPublicKey, key.asset());
    let finding = companions
        .into_iter()
        .fold(finding, |finding, asset| finding.refers_to(RelationKind::Contains, asset));
    sink.found(object.noted(finding, &notes.join("; ")));
    Some(())
}

/// Extensions and attributes looked at.
const LIMIT: usize = 1_000;

/// The extensions of the extensionRequest attribute (RFC 2985 §5.4.2) by name; those with a second key also come as
/// attributes of their own (X.509 §9.8).
fn requested(info: &Element<'_>, companions: &mut Companions) -> Vec<(String, String)> {
    const EXTENSION_REQUEST: [&str; 2] = ["1.2.840.113549.1.9.14", "1.3.6.1.4.1.311.2.1.14"];
    let attributes = info.children().find(|field| field.context() == Some(0));
    let mut details = Vec::new();
    for attribute in attributes.iter().flat_map(Element::children).take(LIMIT) {
        let kind = attribute.child(0).and_then(|field| field.oid()).unwrap_or_default();
        let Some(value) = attribute.child(1).and_then(|values| values.child(0)) else { continue };
        if !EXTENSION_REQUEST.contains(&kind.as_str()) {
            companions.extension(&kind, value.whole);
            continue;
        }
        for extension in value.children().take(LIMIT) {
            let Some(id) = extension.child(0).and_then(|field| field.oid()) else { continue };
            let value = extension.children().skip(1).find_map(|field| field.octets());
            companions.extension(&id, &value.unwrap_or_default());
            let name = registry::oid_name(&id).unwrap_or(&id).to_owned();
            details.push(("requested extension".to_owned(), name));
        }
    }
    details.sort();
    details.dedup();
    details
}
