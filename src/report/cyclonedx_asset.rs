use serde::Serialize;

use super::cyclonedx::{Options, SpecVersion};
use super::cyclonedx_names as names;
use crate::model::{
    Algorithm, AssetId, Certificate, CipherSuite, Material, MaterialKind, Protocol, ProtocolKind,
    Relation, RelationKind, Timestamp,
};

/// `certificateProperties`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CertificateProperties<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    serial_number: Option<&'a str>,
    subject_name: &'a str,
    issuer_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_valid_before: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_valid_after: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signature_algorithm_ref: Option<AssetId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject_public_key_ref: Option<AssetId>,
    certificate_format: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<Fingerprint<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    certificate_state: Vec<State>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    certificate_extensions: Vec<Extension>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_cryptographic_assets: Vec<Related>,
}

impl<'a> CertificateProperties<'a> {
    pub(super) fn of(
        certificate: &'a Certificate,
        relations: &[Relation],
        options: &Options,
    ) -> Self {
        let is_1_7 = options.version == SpecVersion::V1_7;
        let reference = |kind| target(relations, kind).filter(|_| !is_1_7);
        Self {
            serial_number: is_1_7.then_some(certificate.serial.as_str()),
            subject_name: &certificate.subject,
            issuer_name: &certificate.issuer,
            not_valid_before: certificate.not_before.filter(is_date_time),
            not_valid_after: certificate.not_after.filter(is_date_time),
            signature_algorithm_ref: reference(RelationKind::SignatureAlgorithm),
            subject_public_key_ref: reference(RelationKind::SubjectPublicKey),
            certificate_format: &certificate.format,
            fingerprint: Fingerprint::of(&certificate.fingerprint).filter(|_| is_1_7),
            certificate_state: if is_1_7 { State::of(certificate, options) } else { Vec::new() },
            certificate_extensions: if is_1_7 { Extension::of(certificate) } else { Vec::new() },
            related_cryptographic_assets: Related::of(relations, options),
        }
    }
}

/// The facts of a certificate that typed fields carry without loss.
pub(super) fn carried_certificate(
    certificate: &Certificate,
    relations: &[Relation],
    options: &Options,
) -> Vec<&'static str> {
    let mut carried = vec!["format", "subject", "issuer"];
    carried.extend(certificate.not_before.filter(is_date_time).map(|_| "not_before"));
    carried.extend(certificate.not_after.filter(is_date_time).map(|_| "not_after"));
    let signature = RelationKind::SignatureAlgorithm;
    if names_algorithm(relations, signature, Some(&certificate.signature_algorithm)) {
        carried.push("signature_algorithm");
    }
    if options.version == SpecVersion::V1_7 {
        carried.push("serial");
        carried.extend(Fingerprint::of(&certificate.fingerprint).map(|_| "fingerprint"));
    }
    carried
}

/// `relatedCryptoMaterialProperties`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MaterialProperties<'a> {
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    algorithm_ref: Option<AssetId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiration_date: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u32>,
    format: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    secured_by: Option<SecuredBy<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<Fingerprint<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_cryptographic_assets: Vec<Related>,
}

impl<'a> MaterialProperties<'a> {
    pub(super) fn of(material: &'a Material, relations: &[Relation], options: &Options) -> Self {
        let is_1_7 = options.version == SpecVersion::V1_7;
        Self {
            r#type: names::material(material.material),
            algorithm_ref: target(relations, RelationKind::KeyAlgorithm).filter(|_| !is_1_7),
            expiration_date: material.not_after.filter(is_date_time),
            size: material.size_bits,
            format: &material.format,
            secured_by: material
                .protection
                .as_ref()
                .map(|protection| SecuredBy { mechanism: &protection.scheme }),
            fingerprint: Fingerprint::of(&material.fingerprint).filter(|_| is_1_7),
            related_cryptographic_assets: Related::of(relations, options),
        }
    }
}

/// The facts of a material that typed fields carry without loss.
pub(super) fn carried_material(
    material: &Material,
    relations: &[Relation],
    options: &Options,
) -> Vec<&'static str> {
    let mut carried = vec!["name", "format", "size_bits"];
    let is_own_type =
        names::material(material.material) != "other" || material.material == MaterialKind::Other;
    carried.extend(is_own_type.then_some("material"));
    carried.extend(material.not_after.filter(is_date_time).map(|_| "not_after"));
    if names_algorithm(relations, RelationKind::KeyAlgorithm, material.algorithm.as_ref()) {
        carried.push("algorithm");
    }
    if material.protection.as_ref().is_some_and(|protection| protection.iterations.is_none()) {
        carried.push("protection");
    }
    if options.version == SpecVersion::V1_7 {
        carried.extend(Fingerprint::of(&material.fingerprint).map(|_| "fingerprint"));
    }
    carried
}

/// `protocolProperties`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProtocolProperties<'a> {
    r#type: ProtocolKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    cipher_suites: &'a [CipherSuite],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    crypto_ref_array: Vec<AssetId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_cryptographic_assets: Vec<Related>,
}

impl<'a> ProtocolProperties<'a> {
    pub(super) fn of(protocol: &'a Protocol, relations: &[Relation], options: &Options) -> Self {
        let offers = relations.iter().filter(|edge| edge.kind == RelationKind::Offers);
        Self {
            r#type: protocol.protocol,
            version: protocol.version.as_deref(),
            cipher_suites: &protocol.cipher_suites,
            crypto_ref_array: match options.version {
                SpecVersion::V1_6 => offers.map(|edge| edge.to).collect(),
                SpecVersion::V1_7 => Vec::new(),
            },
            related_cryptographic_assets: Related::of(relations, options),
        }
    }
}

/// The facts of a protocol that typed fields carry without loss.
pub(super) fn carried_protocol() -> Vec<&'static str> {
    vec!["protocol", "name", "version", "cipher_suites"]
}

/// `hash`; the schema allows hexadecimal of a digest's length only.
#[derive(Serialize)]
struct Fingerprint<'a> {
    alg: &'static str,
    content: &'a str,
}

impl<'a> Fingerprint<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let is_sha256 = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_sha256.then_some(Self { alg: "SHA-256", content: text })
    }
}

#[derive(Serialize)]
struct SecuredBy<'a> {
    mechanism: &'a str,
}

/// `certificateState`. Within its dates a certificate may still be revoked, so nothing is said then.
#[derive(Serialize)]
struct State {
    state: &'static str,
    reason: String,
}

impl State {
    fn of(certificate: &Certificate, options: &Options) -> Vec<Self> {
        let Some(now) = options.timestamp else { return Vec::new() };
        let over = certificate.not_after.filter(|end| *end < now);
        let early = certificate.not_before.filter(|start| *start > now);
        let over = over
            .map(|end| Self { state: "deactivated", reason: format!("its validity ended {end}") });
        let early = early.map(|start| Self {
            state: "pre-activation",
            reason: format!("its validity begins {start}"),
        });
        over.or(early).into_iter().collect()
    }
}

/// `certificateExtensions`: the common ones that the model knows.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Extension {
    common_extension_name: &'static str,
    common_extension_value: String,
}

impl Extension {
    fn of(certificate: &Certificate) -> Vec<Self> {
        let list = |names: &std::collections::BTreeSet<String>| {
            (!names.is_empty()).then(|| names.iter().cloned().collect::<Vec<_>>().join(", "))
        };
        let alternatives = &certificate.subject_alternative_names;
        [
            ("basicConstraints", certificate.is_ca.then(|| "CA:TRUE".to_owned())),
            ("keyUsage", list(&certificate.key_usage)),
            ("extendedKeyUsage", list(&certificate.extended_key_usage)),
            ("subjectAlternativeName", (!alternatives.is_empty()).then(|| alternatives.join(", "))),
            ("authorityKeyIdentifier", certificate.authority_key_id.clone()),
            ("subjectKeyIdentifier", certificate.subject_key_id.clone()),
        ]
        .into_iter()
        .filter_map(|(name, value)| {
            Some(Self { common_extension_name: name, common_extension_value: value? })
        })
        .collect()
    }
}

/// `relatedCryptographicAssets` (1.7), in place of the references of 1.6.
#[derive(Serialize)]
struct Related {
    r#type: &'static str,
    r#ref: AssetId,
}

impl Related {
    fn of(relations: &[Relation], options: &Options) -> Vec<Self> {
        if options.version == SpecVersion::V1_6 {
            return Vec::new();
        }
        // A certificate names its key, and signed data its certificates.
        let is_named = |kind| matches!(kind, RelationKind::CertifiedBy | RelationKind::SignerOf);
        let told = relations.iter().filter(|edge| !is_named(edge.kind));
        let related = told.map(|edge| Self {
            r#type: match edge.kind {
                RelationKind::SubjectPublicKey | RelationKind::PublicHalf => "publicKey",
                RelationKind::SignatureAlgorithm => "signatureAlgorithm",
                RelationKind::KeyAlgorithm | RelationKind::Offers | RelationKind::Provides => {
                    "algorithm"
                }
                RelationKind::Issuer | RelationKind::CertifiedBy => "issuerCertificate",
                RelationKind::PresentedBy | RelationKind::TrustedBy => "protocol",
                RelationKind::SignerOf | RelationKind::Contains => "content",
            },
            r#ref: edge.to,
        });
        related.collect()
    }
}

fn target(relations: &[Relation], kind: RelationKind) -> Option<AssetId> {
    relations.iter().find(|edge| edge.kind == kind).map(|edge| edge.to)
}

fn names_algorithm(
    relations: &[Relation],
    kind: RelationKind,
    algorithm: Option<&Algorithm>,
) -> bool {
    algorithm.is_some_and(|algorithm| target(relations, kind) == Some(algorithm.id()))
}

/// RFC 3339, which the schema asks for, has the years 0 to 9999.
fn is_date_time(time: &Timestamp) -> bool {
    *time >= Timestamp::from_second(-62_167_219_200).unwrap_or(Timestamp::MIN)
}
