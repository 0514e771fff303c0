//! Public keys on their own: `SubjectPublicKeyInfo` and PKCS#1.

use x509_parser::asn1_rs::Tag;

use super::ber::Element;
use super::kind::Kind;
use super::objects::{Object, Search};
use super::spki::{self, PublicKey};
use super::{Detector, PEM_ANCHOR, Sink};
use crate::model::{Confidence, Finding};

/// Finds public keys.
pub const DETECTOR: Detector = Detector {
    id: "public-key",
    title: "Public keys: SubjectPublicKeyInfo, PKCS#1",
    about: "Public keys that stand alone, PEM or DER: SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) of any algorithm and RSA keys in \
            PKCS#1 form (RFC 8017 §A.1.1). The fingerprint is that of the SubjectPublicKeyInfo, so that a key is one \
            asset with the certificate that certifies it. Two integers without a label are an RSA key when the second is \
            an odd exponent, with medium confidence; with 2 or 5 they are a Diffie-Hellman group.",
    anchors: &[PEM_ANCHOR],
    wants: |peek| SEARCH.wants(peek),
    detect: |input, sink| SEARCH.run(input, sink),
};

const SEARCH: Search = Search {
    detector: DETECTOR.id,
    kind: Kind::PublicKey,
    words: "a public key",
    extensions: &["spki"],
    read: |object, _, sink| read(object, sink),
    closed: None,
};

fn read(object: &Object<'_>, sink: &mut Sink) -> Option<()> {
    let (first, second) = (object.element.child(0)?, object.element.child(1)?);
    let is_pkcs1 = first.tag() == Some(Tag::Integer);
    let key = if is_pkcs1 {
        spki::bits(&first)?;
        PublicKey::read(&Element::read(&spki::wrap_rsa(&first, &second))?)?
    } else {
        PublicKey::read(&object.element)?
    };
    let finding = Finding::new(DETECTOR.id, key.asset(), object.offset, object.line);
    let finding = object.noted(finding, if is_pkcs1 { "PKCS#1 RSAPublicKey" } else { "" });
    let is_guess = is_pkcs1 && object.label.is_empty();
    sink.found(if is_guess { finding.confidence(Confidence::Medium) } else { finding });
    Some(())
}
