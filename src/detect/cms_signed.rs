//! SignedData (RFC 5652 §5): signers, certificates, and what hangs on a signer; timestamp tokens (RFC 3161).

use std::collections::{BTreeMap, BTreeSet};

use x509_parser::asn1_rs::Tag;

use super::ber::Element;
use super::cms_message::{Context, shell};
use super::signature_algorithm::{pss_text, signature_algorithm};
use super::x509_fields::time;
use super::{Sink, x509_certificate};
use crate::model::{Algorithm, Asset, AssetId, Finding, Relation, RelationKind};
use crate::registry;

const RSA_ENCRYPTION: &str = "1.2.840.113549.1.1.1";
/// subjectKeyIdentifier (RFC 5280 §4.2.1.2).
const KEY_IDENTIFIER: &str = "2.5.29.14";
const DATA: &str = "1.2.840.113549.1.7.1";
/// id-ct-TSTInfo (RFC 3161 §2.4.2).
const TST_INFO: &str = "1.2.840.113549.1.9.16.1.4";
/// SPC_INDIRECT_DATA_OBJID of Authenticode: { data, messageDigest DigestInfo }.
const INDIRECT_DATA: &str = "1.3.6.1.4.1.311.2.1.4";
/// Unsigned attributes that hold a message: id-aa-timeStampToken (RFC 3161 appendix A), Authenticode's timestamp and
/// its second signature.
const MESSAGES: &[&str] =
    &["1.2.840.113549.1.9.16.2.14", "1.3.6.1.4.1.311.3.3.1", "1.3.6.1.4.1.311.2.4.1"];
/// Certificates, signers or attributes looked at.
pub const LIMIT: usize = 10_000;

/// SignedData ::= { version, digestAlgorithms, encapContentInfo, [0] certificates, [1] crls, signerInfos } (§5.1).
pub fn signed(
    context: Context,
    whole: &[u8],
    content: &Element<'_>,
    sink: &mut Sink,
) -> Option<Finding> {
    let fields = content.children().collect::<Vec<_>>();
    let list = fields.last().filter(|field| field.tag() == Some(Tag::Set))?;
    let carried = fields.iter().find(|field| field.context() == Some(0));
    let first = sink.findings.len();
    let mut inside = certificates(context, whole, carried, sink);
    let last = sink.findings.len();
    let mut signing = BTreeSet::new();
    let mut details = vec![("certificates".to_owned(), inside.len().to_string())];
    let mut signers = Signers::default();
    for signer in list.children().take(LIMIT) {
        signers.read(&signer)?;
        let own = carried.and_then(|carried| certificate_of(&signer, carried));
        signing.extend(own.map(|own| super::sha256(own.whole)));
        inside.extend(attached(context, &signer, sink));
    }
    details.push(("signers".to_owned(), signers.count.to_string()));
    let encapsulated = fields.get(2)?;
    let kind = encapsulated.child(0)?.oid()?;
    let octets = encapsulated.child(1).and_then(|field| field.explicit());
    let mut name = if signers.count == 0 { "certificate bundle" } else { "signed message" };
    if kind == TST_INFO {
        name = "timestamp token";
        details.extend(
            octets
                .and_then(|field| timestamp(&Element::read(&field.octets()?)?))
                .unwrap_or_default(),
        );
    } else if kind != DATA {
        details.push(("content".to_owned(), registry::oid_name(&kind).unwrap_or(&kind).to_owned()));
        if kind == INDIRECT_DATA {
            let digest =
                octets.as_ref().and_then(|field| field.child(1)?.child(0)?.child(0)?.oid());
            details
                .extend(digest.map(|oid| ("file digest".to_owned(), registry::by_oid(&oid).name)));
        }
        // PKCS#7 has the inner message itself where CMS has its octets (RFC 5652 §5.2.1).
        let inner = octets.and_then(|field| {
            let octets = field.octets();
            let read =
                octets.as_ref().map_or(Some(field.clone()), |octets| Element::read(octets))?;
            context.encapsulated(&kind, &read, sink)
        });
        inside.extend(inner);
    }
    details.extend(signers.details);
    let mut material = shell(name, whole, details);
    let mut algorithms = signers.algorithms.into_values();
    material.signature_algorithm = algorithms.next();
    let mut finding = algorithms.fold(context.finding(material), |finding, algorithm| {
        finding.refers_to(RelationKind::SignatureAlgorithm, Asset::Algorithm(algorithm))
    });
    let to = finding.asset.id();
    let certificates = sink.findings.get(first..last).into_iter().flatten();
    let signing = certificates.filter(|found| match &found.asset {
        Asset::Certificate(certificate) => signing.contains(&certificate.fingerprint),
        _ => false,
    });
    finding.relations.extend(signing.map(|found| Relation {
        from: found.asset.id(),
        to,
        kind: RelationKind::SignerOf,
    }));
    Some(inside.iter().fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id)))
}

/// The certificates of a [0] field of the message `whole`; attribute certificates (RFC 5652 §10.2.2) have context tags of
/// their own. Each is reported at its own place where that can be told, else each of them once: some writers carry one
/// twice.
pub fn certificates(
    context: Context,
    whole: &[u8],
    carried: Option<&Element<'_>>,
    sink: &mut Sink,
) -> Vec<AssetId> {
    let listed = carried.map(Element::children).into_iter().flatten().take(LIMIT);
    let certificates = listed.filter(|element| element.tag() == Some(Tag::Sequence));
    let mut at = 0;
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for certificate in certificates.map(|element| element.whole) {
        let is_new = seen.insert(super::sha256(certificate));
        let step = |start| Some((start, memchr::memmem::find(&whole[at..], certificate)?));
        let offset = match context.start().and_then(step) {
            Some((start, step)) => {
                let own = at + step;
                at = own + certificate.len();
                start + own as u64
            }
            None if is_new => context.offset,
            None => continue,
        };
        let id = x509_certificate::inside(context.detector, certificate, offset, sink);
        found.extend(id.filter(|_| is_new));
    }
    found
}

/// What the signers of a message use.
#[derive(Default)]
pub struct Signers {
    /// How many there are.
    pub count: usize,
    /// Signature algorithms by name.
    pub algorithms: BTreeMap<String, Algorithm>,
    /// In words.
    pub details: Vec<(String, String)>,
}

impl Signers {
    /// Adds what a SignerInfo says.
    pub fn read(&mut self, signer: &Element<'_>) -> Option<()> {
        let (signature, digest, identifier) = signer_algorithm(signer)?;
        // EdDSA and ML-DSA do not name the digest that the signer used.
        let mut text = signature.name.clone();
        if signature.digest.is_none() {
            text = format!("{text} with {digest}");
        }
        self.details.push(("signature".to_owned(), text));
        if let Some(parameters) = pss_text(&identifier) {
            self.details.push(("signature parameters".to_owned(), parameters));
        }
        self.details.push(("digest".to_owned(), digest));
        self.count += 1;
        self.algorithms.insert(signature.name.clone(), signature);
        Some(())
    }
}

/// Signature, digest and signature algorithm field of a SignerInfo ::= { version, sid, digestAlgorithm, [0] signedAttrs,
/// signatureAlgorithm, signature, … } (§5.3).
pub fn signer_algorithm<'a>(signer: &Element<'a>) -> Option<(Algorithm, String, Element<'a>)> {
    let mut fields = signer.children().skip(2).filter(|field| field.context().is_none());
    let digest = registry::by_oid(&fields.next()?.child(0)?.oid()?).name;
    let identifier = fields.next()?;
    Some((signature(&identifier, &digest)?, digest, identifier))
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

/// The certificate that a signer names among those of a [0] field, by issuer and serial number or by the identifier of its key
/// (§5.3).
fn certificate_of<'a>(signer: &Element<'_>, carried: &Element<'a>) -> Option<Element<'a>> {
    let named = signer.child(1)?;
    let listed = carried.children().take(LIMIT);
    let mut certificates = listed.filter(|element| element.tag() == Some(Tag::Sequence));
    certificates.find(|certificate| is_named(certificate, &named).unwrap_or(false))
}

/// TBSCertificate ::= { [0] version, serialNumber, signature, issuer, … [3] extensions } (RFC 5280 §4.1)
fn is_named(certificate: &Element<'_>, named: &Element<'_>) -> Option<bool> {
    let body = certificate.child(0)?;
    if named.context() == Some(0) {
        let extensions = body.children().find(|field| field.context() == Some(3))?.explicit()?;
        let is_key_id = |extension: &Element<'_>| {
            extension.child(0).and_then(|field| field.oid()).as_deref() == Some(KEY_IDENTIFIER)
        };
        let extension = extensions.children().find(is_key_id)?;
        let value = extension.children().last()?.octets()?;
        return Some(Element::read(&value)?.octets()? == named.implicit_octets()?);
    }
    let mut fields = body.children().skip_while(|field| field.context() == Some(0));
    let (serial, issuer) = (fields.next()?, fields.nth(1)?);
    Some(issuer.whole == named.child(0)?.whole && serial.whole == named.child(1)?.whole)
}

/// The messages among a signer's unsigned attributes: [1] SET OF { type, SET OF value } (§5.3).
fn attached(context: Context, signer: &Element<'_>, sink: &mut Sink) -> Vec<AssetId> {
    let attributes = signer.children().skip(3).find(|field| field.context() == Some(1));
    let mut found = Vec::new();
    for attribute in attributes.iter().flat_map(Element::children).take(LIMIT) {
        let kind = attribute.child(0).and_then(|field| field.oid()).unwrap_or_default();
        if MESSAGES.contains(&kind.as_str()) {
            let values = attribute.child(1);
            let values = values.iter().flat_map(Element::children).take(LIMIT);
            found.extend(values.filter_map(|value| context.inner(&value, sink)));
        }
    }
    found
}

/// TSTInfo ::= { version, policy, messageImprint { hashAlgorithm, hashedMessage }, serialNumber, genTime, … } (RFC 3161 §2.4.2)
fn timestamp(info: &Element<'_>) -> Option<Vec<(String, String)>> {
    let imprint = info.child(2)?.child(0)?.child(0)?.oid()?;
    let mut details = vec![
        ("timestamp digest".to_owned(), registry::by_oid(&imprint).name),
        ("timestamp policy".to_owned(), info.child(1)?.oid()?),
    ];
    if let Some(time) = info.child(4).and_then(|field| time(&field)) {
        details.push(("time".to_owned(), time.to_string()));
    }
    Some(details)
}

/// DigestedData ::= { version, digestAlgorithm, encapContentInfo, digest } (§7).
pub fn digested(context: Context, whole: &[u8], content: &Element<'_>) -> Option<Finding> {
    let digest = registry::by_oid(&content.child(1)?.child(0)?.oid()?);
    let details = vec![("digest".to_owned(), digest.name.clone())];
    let mut material = shell("digested message", whole, details);
    material.algorithm = Some(digest);
    Some(context.finding(material))
}
