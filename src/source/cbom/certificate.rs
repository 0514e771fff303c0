//! Certificates as other tools describe them.

use std::collections::BTreeSet;

use super::component::{CertificateProperties, Component, Hash, related};
use super::convert::{Converted, Target, referred_algorithm};
use super::document::Document;
use super::faults::Faults;
use crate::model::{Algorithm, Asset, Certificate, RelationKind};

/// What 1.7 calls the signature's algorithm, in y2q's documents and in others.
const SIGNATURE: &[&str] = &["signatureAlgorithm", "algorithm"];

impl CertificateProperties {
    pub(super) fn signature_reference(&self) -> Option<&String> {
        let related = related(&self.related_cryptographic_assets, SIGNATURE);
        self.signature_algorithm_ref.as_ref().or(related)
    }

    /// What stands in the fields of XML: a reference there, a name with some tools.
    fn loose(&self, document: &Document<'_>) -> Loose<'_> {
        let reference = |text: &&String| document.find(text).is_some();
        let (signature, key) =
            (self.signature_algorithm.as_ref(), self.subject_public_key.as_ref());
        Loose {
            signature: self.signature_reference().or(signature.filter(reference)),
            signature_name: signature.filter(|text| !reference(text)),
            key: self.key_reference().or(key.filter(reference)),
            key_name: self
                .subject_public_key_algorithm
                .as_ref()
                .or(key.filter(|text| !reference(text))),
        }
    }

    pub(super) fn key_reference(&self) -> Option<&String> {
        let related = related(&self.related_cryptographic_assets, &["publicKey"]);
        self.subject_public_key_ref.as_ref().or(related)
    }

    fn extension(&self, name: &str) -> Option<&str> {
        let mut all = self.certificate_extensions.0.iter();
        let found = all.find(|one| one.common_extension_name.as_deref() == Some(name))?;
        found.common_extension_value.as_deref()
    }

    fn names(&self, extension: &str) -> Vec<String> {
        let text = self.extension(extension).unwrap_or_default();
        text.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
    }
}

/// References, and the names that some tools write in their place.
struct Loose<'a> {
    signature: Option<&'a String>,
    signature_name: Option<&'a String>,
    key: Option<&'a String>,
    key_name: Option<&'a String>,
}

/// Where the fields of a certificate stand.
const FIELDS: &str = "cryptoProperties.certificateProperties";

/// A certificate of another tool. Without a fingerprint its identity is its `bom-ref` and its names.
pub(super) fn certificate(document: &Document<'_>, component: &Component) -> Converted {
    let none = CertificateProperties::default();
    let properties = component.crypto_properties.as_ref();
    let stated =
        properties.and_then(|found| found.certificate_properties.as_ref()).unwrap_or(&none);
    let mut faults = Faults::default();
    let Loose { signature, signature_name, key, key_name } = stated.loose(document);
    let field = |name: &str| format!("{FIELDS}.{name}");
    faults.check(document, &field("signatureAlgorithmRef"), signature);
    faults.check(document, &field("subjectPublicKeyRef"), key);
    let key_algorithm = referred_algorithm(document, key)
        .or_else(|| faults.named(&field("subjectPublicKeyAlgorithm"), key_name));
    let signature_algorithm = referred_algorithm(document, signature)
        .or_else(|| faults.named(&field("signatureAlgorithm"), signature_name));
    let begin = stated.not_valid_before.as_deref().or(stated.activation_date.as_deref());
    let end = stated.not_valid_after.as_deref().or(stated.deactivation_date.as_deref());
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let subject =
        stated.subject_name.clone().or_else(|| component.name.clone()).unwrap_or_default();
    let issuer = text(&stated.issuer_name);
    let identifier = |name| stated.extension(name).map(key_identifier).filter(|id| !id.is_empty());
    let (subject_key_id, authority_key_id) =
        (identifier("subjectKeyIdentifier"), identifier("authorityKeyIdentifier"));
    let one_key = subject_key_id.is_none() || subject_key_id == authority_key_id;
    let certificate = Certificate {
        format: stated.certificate_format.clone().unwrap_or_else(|| "X.509".to_owned()),
        self_signed: !subject.is_empty()
            && subject == issuer
            && (authority_key_id.is_none() || one_key),
        serial: serial(stated.serial_number.as_deref().unwrap_or_default()),
        not_before: faults.time(&field("notValidBefore"), begin),
        not_after: faults.time(&field("notValidAfter"), end),
        is_ca: stated.extension("basicConstraints").is_some_and(says_authority),
        key_usage: BTreeSet::from_iter(stated.names("keyUsage")),
        extended_key_usage: BTreeSet::from_iter(stated.names("extendedKeyUsage")),
        subject_alternative_names: stated.names("subjectAlternativeName"),
        fingerprint: fingerprint(component, stated.fingerprint.as_ref(), &[&subject, &issuer]),
        key_fingerprint: key_fingerprint(document, key),
        key_algorithm: key_algorithm.unwrap_or_else(unknown_algorithm),
        signature_algorithm: signature_algorithm.unwrap_or_else(unknown_algorithm),
        subject_key_id,
        authority_key_id,
        subject,
        issuer,
    };
    let mut converted = Converted::new(Asset::Certificate(certificate), faults);
    if let Some(index) = key.and_then(|key| document.find(key)) {
        converted.edges.push((RelationKind::SubjectPublicKey, Target::Component(index)));
    }
    converted
}

/// The SHA-256 that the document gives, or what else tells the component from others.
pub(super) fn fingerprint(component: &Component, own: Option<&Hash>, names: &[&str]) -> String {
    let stated = own.and_then(Hash::sha256);
    stated.or_else(|| component.hashes.0.iter().find_map(Hash::sha256)).unwrap_or_else(|| {
        let reference = component.bom_ref.as_deref().unwrap_or_default();
        let name = component.name.as_deref().unwrap_or_default();
        format!("bom-ref {reference} of {name} {}", names.join(" "))
    })
}

fn key_fingerprint(document: &Document<'_>, key: Option<&String>) -> String {
    let stated = document.referred(key).and_then(|found| found.fingerprint.clone());
    stated.or_else(|| key.map(|key| format!("bom-ref {key}"))).unwrap_or_default()
}

fn unknown_algorithm() -> Algorithm {
    Algorithm::verbatim("unknown", None)
}

/// Hexadecimal without separators, in lower case; anything else as it stands.
fn serial(text: &str) -> String {
    let digits: String = text.chars().filter(|c| !matches!(c, ':' | ' ')).collect();
    let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hexadecimal { digits.to_ascii_lowercase() } else { text.to_owned() }
}

/// `keyid:12:34…` or `12:34…` or `1234…`.
fn key_identifier(text: &str) -> String {
    let digits = text.trim().trim_start_matches("keyid:").replace(':', "").to_ascii_lowercase();
    if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) { digits } else { String::new() }
}

fn says_authority(text: &str) -> bool {
    text.replace(' ', "").to_ascii_uppercase().contains("CA:TRUE")
}
