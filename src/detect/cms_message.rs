//! Cryptographic Message Syntax (RFC 5652): signed and enveloped messages, PKCS#7 certificate bundles.

use std::collections::BTreeMap;

use x509_parser::asn1_rs::Tag;

use super::ber::Element;
use super::signature_algorithm::signature_algorithm;
use super::{Detector, Input, PEM_ANCHOR, Peek, Sink, pem, x509_certificate};
use crate::model::{
    Algorithm, Asset, Finding, Material, MaterialKind, RelationKind, UnknownReason,
};
use crate::registry;

/// Finds CMS messages.
pub const DETECTOR: Detector = Detector {
    id: "cms-message",
    title: "CMS and PKCS#7 messages",
    about: "SignedData and EnvelopedData of RFC 5652 (and PKCS#7), PEM or DER: the certificates that a message \
            carries, signature and digest algorithms of its signers, key transport, agreement or KEM of its recipients and \
            the content encryption. A bundle that only carries certificates is reported as such. The content itself is \
            not read.",
    anchors: &[PEM_ANCHOR],
    wants,
    detect,
};

const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
const ENVELOPED_DATA: &str = "1.2.840.113549.1.7.3";
const RSA_ENCRYPTION: &str = "1.2.840.113549.1.1.1";
/// id-ori-kem (RFC 9629 §3).
const KEM_RECIPIENT: &str = "1.2.840.113549.1.9.16.13.3";
/// dhSinglePass with and without cofactor and SHA-1, the same with SHA-2, and with HKDF.
const ECDH_SCHEMES: &[&str] = &[
    "1.3.133.16.840.63.0.",
    "1.3.132.1.11.",
    "1.3.132.1.14.",
    "1.2.840.113549.1.9.16.3.19",
    "1.2.840.113549.1.9.16.3.20",
    "1.2.840.113549.1.9.16.3.21",
];
/// Content octets of 1.2.840.113549.1.7, the arc of both.
const PKCS7_ARC: &[u8] = &[0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];
/// Certificates, signers or recipients looked at.
const LIMIT: usize = 10_000;

fn wants(peek: &Peek<'_>) -> bool {
    if peek.anchored {
        return true;
    }
    // SEQUENCE { OBJECT IDENTIFIER pkcs-7 …
    let start = &peek.head[..peek.head.len().min(16)];
    start.first() == Some(&0x30) && memchr::memmem::find(start, PKCS7_ARC).is_some_and(|at| at <= 6)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    if input.bytes.first() == Some(&0x30) {
        return message(input.bytes, 0, None, sink);
    }
    for block in pem::blocks(input.bytes).filter(|block| matches!(block.label, "PKCS7" | "CMS")) {
        match block.der() {
            Some(der) => message(&der, block.offset, Some(block.line), sink),
            None if !block.is_meant() => {}
            None => {
                let detail = "a CMS message whose base64 is broken";
                sink.unknown(
                    DETECTOR.id,
                    UnknownReason::Malformed,
                    block.offset,
                    Some(block.line),
                    detail,
                );
            }
        }
    }
}

fn message(der: &[u8], offset: u64, line: Option<u32>, sink: &mut Sink) {
    let content = Element::read(der)
        .and_then(|info| Some((info.child(0)?.oid()?, info.child(1)?.explicit()?)));
    let read = match &content {
        Some((kind, content)) if kind == SIGNED_DATA => signed(der, content, offset, line, sink),
        Some((kind, content)) if kind == ENVELOPED_DATA => {
            enveloped(der, content, offset, line, sink)
        }
        // Other content types protect with symmetric keys or nothing at all.
        Some(_) => Some(()),
        None => None,
    };
    if read.is_none() {
        let detail = "a CMS message whose structure is broken or cut off";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, offset, line, detail);
    }
}

/// SignedData ::= { version, digestAlgorithms, encapContentInfo, [0] certificates, [1] crls, signerInfos } (§5.1).
fn signed(
    der: &[u8],
    content: &Element<'_>,
    offset: u64,
    line: Option<u32>,
    sink: &mut Sink,
) -> Option<()> {
    let fields = content.children().collect::<Vec<_>>();
    let signers = fields.last().filter(|field| field.tag() == Some(Tag::Set))?;
    let carried = fields.iter().find(|field| field.context() == Some(0));
    let certificates = carried.map(Element::children).into_iter().flatten().take(LIMIT);
    let inside = certificates
        .filter_map(|certificate| {
            x509_certificate::inside(DETECTOR.id, certificate.whole, offset, sink)
        })
        .collect::<Vec<_>>();
    let mut algorithms = BTreeMap::new();
    for signer in signers.children().take(LIMIT) {
        let (signature, digest) = signer_algorithm(&signer)?;
        algorithms.insert(signature.name.clone(), (signature, digest));
    }
    let mut details = vec![
        ("certificates".to_owned(), inside.len().to_string()),
        ("signers".to_owned(), signers.children().take(LIMIT).count().to_string()),
    ];
    let mut first = None;
    let name = if algorithms.is_empty() { "certificate bundle" } else { "signed message" };
    for (name, (algorithm, digest)) in algorithms {
        // EdDSA and ML-DSA do not name the digest that the signer used.
        let text = if algorithm.digest.is_some() { name } else { format!("{name} with {digest}") };
        details.push(("signature".to_owned(), text));
        first.get_or_insert(algorithm);
    }
    let mut material = shell(name, der, details);
    material.signature_algorithm = first;
    let finding = Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), offset, line);
    sink.found(
        inside.iter().fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id)),
    );
    Some(())
}

/// Signature and digest of a SignerInfo ::= { version, sid, digestAlgorithm, [0] signedAttrs, signatureAlgorithm,
/// signature, … } (§5.3).
pub fn signer_algorithm(signer: &Element<'_>) -> Option<(Algorithm, String)> {
    let mut fields = signer.children().skip(2).filter(|field| field.context().is_none());
    let digest = registry::by_oid(&fields.next()?.child(0)?.oid()?).name;
    Some((signature(&fields.next()?, &digest)?, digest))
}

/// What a signer's two algorithm fields mean together: rsaEncryption is PKCS #1 v1.5 with the digest (RFC 3370 §3.2).
fn signature(identifier: &Element<'_>, digest: &str) -> Option<Algorithm> {
    if identifier.child(0)?.oid()? != RSA_ENCRYPTION {
        return Some(signature_algorithm(identifier));
    }
    let mut algorithm = registry::by_name("RSA-PKCS1-1.5")?;
    algorithm.digest = Some(digest.to_owned());
    Some(registry::renamed(algorithm))
}

/// EnvelopedData ::= { version, [0] originatorInfo, recipientInfos, encryptedContentInfo, … } (§6.1).
fn enveloped(
    der: &[u8],
    content: &Element<'_>,
    offset: u64,
    line: Option<u32>,
    sink: &mut Sink,
) -> Option<()> {
    let mut fields = content.children().filter(|field| field.context().is_none()).skip(1);
    let recipients = fields.next().filter(|field| field.tag() == Some(Tag::Set))?;
    let encryption = fields.next()?.child(1)?.child(0)?.oid()?;
    let mut details = vec![("content encryption".to_owned(), registry::by_oid(&encryption).name)];
    let mut first = None;
    for recipient in recipients.children().take(LIMIT) {
        let (form, algorithm) = match recipient.context() {
            // KeyTransRecipientInfo ::= { version, rid, keyEncryptionAlgorithm, encryptedKey } (§6.2.1)
            None if recipient.tag() == Some(Tag::Sequence) => {
                ("key transport", recipient.child(2)?.child(0)?.oid()?)
            }
            // KeyAgreeRecipientInfo ::= { version, [0] originator, [1] ukm, keyEncryptionAlgorithm, … } (§6.2.2)
            Some(1) => {
                let mut fields = recipient.children().filter(|field| field.context().is_none());
                ("key agreement", fields.nth(1)?.child(0)?.oid()?)
            }
            // OtherRecipientInfo ::= { oriType, KEMRecipientInfo { version, rid, kem, … } } (RFC 9629 §3)
            Some(4) if recipient.child(0)?.oid()? == KEM_RECIPIENT => {
                ("key encapsulation", recipient.child(1)?.child(2)?.child(0)?.oid()?)
            }
            form => {
                details.push(("recipient".to_owned(), format!("form [{}]", form?)));
                continue;
            }
        };
        let algorithm = key_management(&algorithm);
        details.push((form.to_owned(), algorithm.name.clone()));
        first.get_or_insert(algorithm);
    }
    details.sort();
    details.dedup();
    let mut material = shell("enveloped message", der, details);
    material.algorithm = first;
    material.material = MaterialKind::Other;
    sink.found(Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), offset, line));
    Some(())
}

/// The algorithm that a recipient's field names: rsaEncryption is PKCS #1 v1.5 (RFC 3370 §4.2.1), and the key agreement
/// schemes of RFC 5753 §7.1.4 and RFC 8418 §2 are ECDH with a key derivation each.
fn key_management(oid: &str) -> Algorithm {
    let is_ecdh = ECDH_SCHEMES.iter().any(|scheme| oid.starts_with(scheme));
    let name = match oid {
        RSA_ENCRYPTION => Some("RSAES-PKCS1-1.5"),
        _ if is_ecdh => Some("ECDH"),
        _ => None,
    };
    name.and_then(registry::by_name).unwrap_or_else(|| registry::by_oid(oid))
}

fn shell(name: &str, der: &[u8], details: Vec<(String, String)>) -> Material {
    Material {
        material: MaterialKind::SignedData,
        name: format!("CMS {name}"),
        format: "CMS".to_owned(),
        algorithm: None,
        signature_algorithm: None,
        size_bits: None,
        fingerprint: super::hex(ring::digest::digest(&ring::digest::SHA256, der).as_ref()),
        protection: None,
        subject: None,
        not_before: None,
        not_after: None,
        details,
    }
}
