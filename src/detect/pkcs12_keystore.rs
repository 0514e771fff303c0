//! PKCS#12 keystores (RFC 7292) without their password: the MAC, how each part is encrypted, and what lies in the clear.

use super::ber::Element;
use super::pkcs12_contents::Contents;
use super::{Detector, Input, Peek, Sink};
use crate::model::{Asset, Finding, Material, MaterialKind, RelationKind, UnknownReason};

/// Finds PKCS#12 keystores.
pub const DETECTOR: Detector = Detector {
    id: "pkcs12-keystore",
    title: "PKCS#12 keystores",
    about: "PFX files (RFC 7292) by structure, DER, BER or PEM, whatever their name: MAC with digest and iterations (PBMAC1 \
            of RFC 9579 too) or signature, the scheme, cipher and iterations of every encrypted part, key and secret, and \
            the certificates, private keys and revocation lists that are not encrypted, or that a password of \
            --passwords opens. What stays closed is an unknown that names the schemes. Bounded in parts, bags and depth.",
    anchors: &[PEM],
    wants,
    detect,
};

/// GnuTLS writes keystores in PEM.
const PEM: &str = "-----BEGIN PKCS12-----";
/// OBJECT IDENTIFIER of 1.2.840.113549.1.7, the arc of what a keystore's content is.
const PKCS7_ARC: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];

/// SEQUENCE { INTEGER 3, SEQUENCE { OID pkcs-7 … (RFC 7292 §4).
fn wants(peek: &Peek<'_>) -> bool {
    if peek.anchored {
        return true;
    }
    if peek.head.first() != Some(&0x30) {
        return false;
    }
    let start = &peek.head[..peek.head.len().min(48)];
    let version = memchr::memmem::find(start, &[0x02, 0x01, 0x03, 0x30]);
    version.is_some_and(|at| at <= 10)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    if input.bytes.first() == Some(&0x30) {
        return store(input, input.bytes, 0, None, sink);
    }
    for block in input.blocks().iter().filter(|block| block.label == "PKCS12") {
        match block.der() {
            Some(der) => store(input, der, block.offset, Some(block.line), sink),
            None if !block.is_meant() => {}
            None => {
                let detail = "a PKCS#12 keystore whose base64 is broken";
                let reason = UnknownReason::Malformed;
                sink.unknown(DETECTOR.id, reason, block.offset, Some(block.line), detail);
            }
        }
    }
}

fn store(input: &Input<'_>, der: &[u8], offset: u64, line: Option<u32>, sink: &mut Sink) {
    let pfx = Element::read(der);
    let mut contents = Contents::new(DETECTOR.id, input.attempts, sink);
    let read = pfx.as_ref().and_then(|pfx| contents.pfx(pfx));
    if read.is_none() && memchr::memmem::find(der, PKCS7_ARC).is_none() {
        return;
    }
    let whole = pfx.map_or(der, |pfx| pfx.whole);
    let unread = contents.unread;
    let closed = contents.closed.sentence();
    let details = details(&contents, read);
    let found = finding(contents, details, whole, offset, line);
    sink.found(found);
    if read.is_none() {
        let detail = "a PKCS#12 keystore whose structure is broken or cut off";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, offset, line, detail);
    }
    if let Some(closed) = closed {
        sink.unknown(DETECTOR.id, UnknownReason::Encrypted, offset, line, closed);
    }
    if unread > 0 {
        let detail = format!("{unread} bags or parts of a PKCS#12 keystore, of kinds not read yet");
        sink.unknown(DETECTOR.id, UnknownReason::Unsupported, offset, line, detail);
    }
}

fn finding(
    contents: Contents<'_>,
    details: Vec<(String, String)>,
    whole: &[u8],
    offset: u64,
    line: Option<u32>,
) -> Finding {
    let store = Asset::RelatedCryptoMaterial(Material {
        material: MaterialKind::Keystore,
        name: "PKCS#12 keystore".to_owned(),
        format: "PKCS#12".to_owned(),
        algorithm: None,
        signature_algorithm: None,
        size_bits: None,
        fingerprint: super::sha256(whole),
        protection: contents.closed.protection(),
        subject: None,
        not_before: None,
        not_after: None,
        details,
    });
    let finding = Finding::new(DETECTOR.id, store, offset, line);
    contents.inside.iter().fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id))
}

fn details(contents: &Contents<'_>, read: Option<()>) -> Vec<(String, String)> {
    let mut details = vec![
        ("certificates in the clear".to_owned(), contents.certificates.to_string()),
        ("encrypted parts".to_owned(), contents.closed.count().to_string()),
    ];
    let counts = [
        ("private keys", contents.keys),
        ("private keys in the clear", contents.clear_keys),
        ("secret keys", contents.secrets),
        ("secrets in the clear", contents.clear_secrets),
        ("revocation lists in the clear", contents.lists),
        ("opened by a password", contents.opened),
    ];
    for (name, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        details.push((name.to_owned(), count.to_string()));
    }
    details.extend(contents.closed.schemes());
    // Of a broken store it is not known whether it has one.
    let none = || read.map(|()| "none".to_owned());
    details.extend(contents.integrity.clone().or_else(none).map(|words| ("mac".to_owned(), words)));
    details
}
