//! Pairs of cross-certificates, an attribute of directories (RFC 4523 §2.3): two authorities that certify each other.

use super::ber::Element;
use super::kind::Kind;
use super::{Detector, Input, Sink, nested, x509_certificate};

/// Finds pairs of cross-certificates.
pub const DETECTOR: Detector = Detector {
    id: "cross-certificate-pair",
    title: "Pairs of cross-certificates",
    about: "`CertificatePair ::= SEQUENCE { [0] Certificate OPTIONAL, [1] Certificate OPTIONAL }` (X.509, RFC 4523 §2.3) as files in \
            DER, which is how LDAP directories export the attribute crossCertificatePair. Each certificate is read as one.",
    anchors: &[],
    wants: |peek| peek.head.first() == Some(&0x30) && begins(peek.head),
    detect,
};

/// A certificate under the first tag, by what of it is there.
fn begins(head: &[u8]) -> bool {
    // Both lengths have two octets: a certificate is longer than 255.
    let [0x30, 0x82, _, _, 0xA0 | 0xA1, 0x82, _, _, certificate @ ..] = head else { return false };
    Kind::of(certificate, None) == Some(Kind::Certificate)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some(pair) = Element::read(input.bytes) else { return };
    let mut at = pair.whole.len() - pair.content().len();
    for field in pair.children() {
        let Some(certificate) = field.explicit() else { return };
        let form = match field.context() {
            Some(0) => "forward certificate of a pair",
            Some(1) => "reverse certificate of a pair",
            _ => return,
        };
        let start = at + field.whole.len() - field.content().len();
        at += field.whole.len();
        let place = nested::Place { offset: start as u64, line: None };
        let inner = nested::content(certificate.whole, input.attempts);
        nested::report(&[&x509_certificate::DETECTOR], &inner, &place, form, sink);
    }
}
