//! EnvelopedData, AuthEnvelopedData, AuthenticatedData and EncryptedData (RFC 5652 §6, §8, §9; RFC 5083).

use x509_parser::asn1_rs::Tag;

use super::Sink;
use super::ber::Element;
use super::cms_message::{Context, shell, words};
use super::cms_recipients::Recipients;
use super::cms_signed::{LIMIT, Signers, certificates};
use super::private_key;
use crate::model::{Algorithm, Asset, Finding, Material, MaterialKind, RelationKind};
use crate::registry;

/// EnvelopedData ::= { version, [0] originatorInfo, recipientInfos, encryptedContentInfo, … } (§6.1); AuthEnvelopedData has
/// a MAC behind (RFC 5083 §2.1), SignedAndEnvelopedData of PKCS#7 §11.1 digests before and certificates and signers behind.
pub fn enveloped(
    context: Context,
    kind: &str,
    whole: &[u8],
    content: &Element<'_>,
    sink: &mut Sink,
) -> Option<Finding> {
    let fields = content.children().skip(1).collect::<Vec<_>>();
    let mut plain = fields.iter().filter(|field| field.context().is_none()).peekable();
    let list = plain.next().filter(|field| field.tag() == Some(Tag::Set))?;
    let is_set = |field: &&Element<'_>| field.tag() == Some(Tag::Set);
    plain.next_if(|field| is_set(field));
    let encryption = encryption(plain.next()?)?;
    let recipients = Recipients::read(list, LIMIT)?;
    let mut details = vec![("content encryption".to_owned(), encryption.name.clone())];
    let mut signers = Signers::default();
    let mut inside = Vec::new();
    // The signers of PKCS#7; a MAC is an OCTET STRING.
    if let Some(list) = plain.next().filter(is_set) {
        list.children().take(LIMIT).try_for_each(|signer| signers.read(&signer))?;
        details.append(&mut signers.details);
        let carried = fields.iter().skip(1).find(|field| field.context() == Some(0));
        inside = certificates(context, whole, carried, sink);
    }
    let mut material = message(words(kind), whole, details, &recipients);
    material.signature_algorithm = signers.algorithms.into_values().next();
    let finding = linked(context.finding(material), recipients);
    let finding = finding.refers_to(RelationKind::Contains, Asset::Algorithm(encryption));
    Some(inside.iter().fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id)))
}

/// AuthenticatedData ::= { version, [0] originatorInfo, recipientInfos, macAlgorithm, [1] digestAlgorithm, … } (§9.1).
pub fn authenticated(context: Context, whole: &[u8], content: &Element<'_>) -> Option<Finding> {
    let mut fields = content.children().skip(1).skip_while(|field| field.context() == Some(0));
    let list = fields.next().filter(|field| field.tag() == Some(Tag::Set))?;
    let mac = registry::by_oid(&fields.next()?.child(0)?.oid()?);
    let recipients = Recipients::read(&list, LIMIT)?;
    let mut details = vec![("mac".to_owned(), mac.name.clone())];
    if let Some(digest) = fields.next().filter(|field| field.context() == Some(1)) {
        details.push(("digest".to_owned(), registry::by_oid(&digest.child(0)?.oid()?).name));
    }
    let material = message("authenticated message", whole, details, &recipients);
    let finding = linked(context.finding(material), recipients);
    Some(finding.refers_to(RelationKind::Contains, Asset::Algorithm(mac)))
}

/// EncryptedData ::= { version, encryptedContentInfo, … } (§8).
pub fn encrypted(context: Context, whole: &[u8], content: &Element<'_>) -> Option<Finding> {
    let info = content.child(1)?;
    let encryption = encryption(&info)?;
    let details = vec![("content encryption".to_owned(), encryption.name.clone())];
    let mut material = shell("encrypted message", whole, details);
    material.material = MaterialKind::Other;
    // With a password (RFC 8018) the parameters say more than the name.
    let scheme = private_key::protection(info.child(1)?.whole);
    material.protection = scheme.iterations.is_some().then_some(scheme);
    material.algorithm = Some(encryption);
    Some(context.finding(material))
}

/// CEK-HKDF-SHA-256 (RFC 9709 §4): the parameters are the cipher, whose key is derived from that of the recipients.
const CEK_HKDF: &str = "1.2.840.113549.1.9.16.3.31";

/// EncryptedContentInfo ::= { contentType, contentEncryptionAlgorithm, [0] encryptedContent } (§6.1).
fn encryption(info: &Element<'_>) -> Option<Algorithm> {
    let identifier = info.child(1)?;
    let oid = identifier.child(0)?.oid()?;
    if oid == CEK_HKDF {
        return Some(registry::by_oid(&identifier.child(1)?.child(0)?.oid()?));
    }
    Some(registry::by_oid(&oid))
}

fn message(
    name: &str,
    whole: &[u8],
    mut details: Vec<(String, String)>,
    recipients: &Recipients,
) -> Material {
    details.extend(recipients.details.iter().cloned());
    details.push(("recipients".to_owned(), recipients.count.to_string()));
    let mut material = shell(name, whole, details);
    material.material = MaterialKind::Other;
    material.algorithm = recipients.algorithms.values().next().cloned();
    material
}

/// The key management of every recipient, not only of the first.
fn linked(finding: Finding, recipients: Recipients) -> Finding {
    recipients.algorithms.into_values().skip(1).fold(finding, |finding, algorithm| {
        finding.refers_to(RelationKind::KeyAlgorithm, Asset::Algorithm(algorithm))
    })
}
