//! Certificate requests (PKCS#10, RFC 2986).

use super::kind::Kind;
use super::objects::{Object, Search};
use super::signature_algorithm::signature_algorithm;
use super::spki::PublicKey;
use super::x509_fields::name_text;
use super::{Detector, PEM_ANCHOR, Sink};
use crate::model::{Asset, Finding, Material, MaterialKind, RelationKind};

/// Finds certificate requests.
pub const DETECTOR: Detector = Detector {
    id: "x509-request",
    title: "Certificate requests (PKCS#10)",
    about: "Certification requests of RFC 2986, PEM or DER: subject, the key that is to be certified with its exact size or \
            curve, and the algorithm that signs the request.",
    anchors: &[PEM_ANCHOR],
    wants: |peek| SEARCH.wants(peek),
    detect: |input, sink| SEARCH.run(input, sink),
};

const SEARCH: Search = Search {
    detector: DETECTOR.id,
    kind: Kind::Request,
    words: "a certificate request",
    extensions: &["csr", "p10", "req"],
    read,
    closed: None,
};

/// CertificationRequest ::= { { version, subject, subjectPKInfo, [0] attributes }, algorithm, signature } (§4.2)
fn read(object: &Object<'_>, sink: &mut Sink) -> Option<()> {
    let (info, identifier) = (object.element.child(0)?, object.element.child(1)?);
    object.element.child(2)?;
    let (subject, key) = (name_text(&info.child(1)?), PublicKey::read(&info.child(2)?)?);
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
        details: Vec::new(),
    };
    let finding = Finding::new(
        DETECTOR.id,
        Asset::RelatedCryptoMaterial(material),
        object.offset,
        object.line,
    );
    sink.found(object.noted(finding.refers_to(RelationKind::SubjectPublicKey, key.asset()), ""));
    Some(())
}
