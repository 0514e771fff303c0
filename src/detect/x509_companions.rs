//! What a certificate carries beside its own key and signature: a second key and signature for other verifiers, a second
//! certificate, and the timestamps of transparency logs.

use x509_parser::asn1_rs::Tag;

use super::ber::Element;
use super::signature_algorithm::signature_algorithm;
use super::spki::PublicKey;
use crate::model::{Algorithm, Asset};
use crate::registry;

/// X.509 (2019) §9.8: subjectAltPublicKeyInfo, altSignatureAlgorithm, altSignatureValue.
const ALTERNATIVE_KEY: &str = "2.5.29.72";
const ALTERNATIVE_SIGNATURE: &str = "2.5.29.73";
const ALTERNATIVE_VALUE: &str = "2.5.29.74";
/// id-pe-relatedCert (RFC 9763 §4).
const RELATED_CERTIFICATE: &str = "1.3.6.1.5.5.7.1.36";
/// deltaCertificateDescriptor (draft-bonnell-lamps-chameleon-certs §4).
const DELTA_CERTIFICATE: &str = "2.16.840.1.114027.80.6.1";
/// SignedCertificateTimestampList of certificates and of OCSP responses (RFC 6962 §3.3).
const TIMESTAMPS: [&str; 2] = ["1.3.6.1.4.1.11129.2.4.2", "1.3.6.1.4.1.11129.2.4.5"];
/// Timestamps looked at; real certificates have two or three.
const LIMIT: usize = 64;

/// The companions of one certificate.
#[derive(Default)]
pub struct Companions {
    key: Option<PublicKey>,
    signature: Option<Algorithm>,
    has_value: bool,
    notes: Vec<String>,
    assets: Vec<Asset>,
}

impl Companions {
    /// Takes one extension; `None` where it is one of these and broken.
    pub fn extension(&mut self, oid: &str, value: &[u8]) -> Option<()> {
        match oid {
            ALTERNATIVE_KEY => self.key = Some(PublicKey::read(&Element::read(value)?)?),
            ALTERNATIVE_SIGNATURE => {
                let identifier = Element::read(value)?;
                identifier.child(0)?.oid()?;
                self.signature = Some(signature_algorithm(&identifier));
            }
            ALTERNATIVE_VALUE => self.has_value = true,
            RELATED_CERTIFICATE => self.related(&Element::read(value)?)?,
            DELTA_CERTIFICATE => self.delta(&Element::read(value)?)?,
            _ if TIMESTAMPS.contains(&oid) => {
                self.notes.push(timestamps(&Element::read(value)?.octets()?)?);
            }
            _ => {}
        }
        Some(())
    }

    /// What the note of the finding says, and the keys and algorithms that the certificate carries with it.
    pub fn finish(mut self) -> (Vec<String>, Vec<Asset>) {
        let mut alternative = Vec::new();
        if let Some(key) = self.key {
            alternative.push(format!("alternative key {}", key.algorithm.name));
            self.assets.push(key.asset());
        }
        if let Some(signature) = self.signature {
            let missing = if self.has_value { "" } else { " without a value" };
            alternative.push(format!("alternative signature {}{missing}", signature.name));
            self.assets.push(Asset::Algorithm(signature));
        }
        if !alternative.is_empty() {
            self.notes.insert(0, format!("{} (X.509 §9.8)", alternative.join(", ")));
        }
        (self.notes, self.assets)
    }

    /// RelatedCertificate ::= { hashAlgorithm, hashValue }
    fn related(&mut self, related: &Element<'_>) -> Option<()> {
        let digest = registry::by_oid(&related.child(0)?.child(0)?.oid()?).name;
        let hash = related.child(1)?;
        let hash = hash.content();
        let hash = super::hex(&hash[..hash.len().min(64)]);
        self.notes.push(format!("related certificate {digest} {hash} (RFC 9763)"));
        Some(())
    }

    /// DeltaCertificateDescriptor ::= { serialNumber, [0] signature, [1] issuer, [2] validity, [3] subject,
    /// subjectPublicKeyInfo, [4] extensions, signatureValue }
    fn delta(&mut self, descriptor: &Element<'_>) -> Option<()> {
        let spki = descriptor.children().find(|field| field.tag() == Some(Tag::Sequence))?;
        let key = PublicKey::read(&spki)?;
        let mut note = format!("delta certificate with key {}", key.algorithm.name);
        self.assets.push(key.asset());
        if let Some(field) = descriptor.children().find(|field| field.context() == Some(0)) {
            let is_implicit = field.child(0)?.oid().is_some();
            let identifier = if is_implicit { field } else { field.explicit()? };
            let signature = signature_algorithm(&identifier);
            note = format!("{note} and signature {}", signature.name);
            self.assets.push(Asset::Algorithm(signature));
        }
        self.notes.push(note);
        Some(())
    }
}

/// SerializedSCT list<1..2^16-1>, each { version, log id, timestamp, extensions, hash, signature, … } (RFC 6962 §3.2).
fn timestamps(list: &[u8]) -> Option<String> {
    let (mut rest, tail) = vector(list)?;
    let mut logs = Vec::new();
    let mut algorithms = Vec::new();
    while !rest.is_empty() && logs.len() < LIMIT {
        let (timestamp, after) = vector(rest)?;
        rest = after;
        logs.push(super::hex(timestamp.get(1..9)?));
        let (_, signature) = vector(timestamp.get(41..)?)?;
        algorithms.push(match signature {
            [4, 3, ..] => "ECDSA-SHA-256".to_owned(),
            [4, 1, ..] => "RSA-PKCS1-1.5-SHA-256".to_owned(),
            [hash, scheme, ..] => format!("hash {hash}, signature {scheme}"),
            _ => return None,
        });
    }
    algorithms.sort();
    algorithms.dedup();
    tail.is_empty().then(|| {
        let count = logs.len();
        format!(
            "{count} signed certificate timestamps, {}, logs {}",
            algorithms.join(", "),
            logs.join(" ")
        )
    })
}

/// An opaque vector with a length of two octets, and what follows it.
fn vector(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}
