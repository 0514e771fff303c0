use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Algorithm, AssetId, Software, Timestamp};

/// A cryptographic asset (`CycloneDX` `cryptoProperties.assetType`).
///
/// No variant can hold secret bytes: private material is a kind, an algorithm, a size and a fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Asset {
    /// An algorithm with its parameters.
    Algorithm(Algorithm),
    /// An X.509 or OpenSSH certificate.
    Certificate(Certificate),
    /// A protocol configuration or negotiation.
    Protocol(Protocol),
    /// Keys, requests, revocation lists, keystores and other material.
    RelatedCryptoMaterial(Material),
    /// A library that brings cryptography; present, which is not used.
    #[serde(rename = "library")]
    Software(Software),
}

impl Asset {
    /// Content identity; see [`AssetId`].
    #[must_use]
    pub fn id(&self) -> AssetId {
        match self {
            Self::Algorithm(algorithm) => algorithm.id(),
            Self::Certificate(certificate) => certificate.id(),
            Self::Protocol(protocol) => protocol.id(),
            Self::RelatedCryptoMaterial(material) => material.id(),
            Self::Software(software) => software.id(),
        }
    }

    /// `CycloneDX` asset type, as in `cryptoProperties.assetType`; the component type of a library.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Algorithm(_) => "algorithm",
            Self::Certificate(_) => "certificate",
            Self::Protocol(_) => "protocol",
            Self::RelatedCryptoMaterial(_) => "related-crypto-material",
            Self::Software(_) => "library",
        }
    }

    /// A short name for people: the subject, the key's algorithm, the protocol.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Algorithm(algorithm) => algorithm.name.clone(),
            Self::Certificate(certificate) => certificate.subject.clone(),
            Self::Protocol(protocol) => protocol.name.clone(),
            Self::RelatedCryptoMaterial(material) => material.name.clone(),
            Self::Software(software) => software.name.clone(),
        }
    }

    /// The algorithm that decides the asset's exposure: a certificate's or key's public-key
    /// algorithm, or the algorithm itself. Protocols have offers instead, libraries none.
    #[must_use]
    pub const fn algorithm(&self) -> Option<&Algorithm> {
        match self {
            Self::Algorithm(algorithm) => Some(algorithm),
            Self::Certificate(certificate) => Some(&certificate.key_algorithm),
            Self::RelatedCryptoMaterial(material) => material.algorithm.as_ref(),
            Self::Protocol(_) | Self::Software(_) => None,
        }
    }
}

/// A public-key certificate (RFC 5280; OpenSSH PROTOCOL.certkeys).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// `X.509` or `OpenSSH`.
    pub format: String,
    /// Subject distinguished name (RFC 4514 text), or the key id of an OpenSSH certificate.
    pub subject: String,
    /// Issuer distinguished name, or the CA key's fingerprint.
    pub issuer: String,
    /// Serial number in lower-case hexadecimal, with `-` when negative.
    pub serial: String,
    /// Start of validity; `None` where the encoded date does not exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    /// End of validity; `None` where the encoded date does not exist or there is no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_after: Option<Timestamp>,
    /// `basicConstraints` cA.
    pub is_ca: bool,
    /// Subject and issuer are equal and the signature names the own key where an identifier tells.
    pub self_signed: bool,
    /// RFC 5280 §4.2.1.3 names (`digitalSignature`, `keyEncipherment`, `keyCertSign`).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub key_usage: BTreeSet<String>,
    /// Extended key usages by short name or OID.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub extended_key_usage: BTreeSet<String>,
    /// Subject alternative names, `DNS:…`, `IP:…`, `email:…`, `URI:…`; principals of an OpenSSH certificate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subject_alternative_names: Vec<String>,
    /// SHA-256 over the certificate's DER (or SSH wire) encoding, lower-case hexadecimal.
    pub fingerprint: String,
    /// SHA-256 over the subject's `SubjectPublicKeyInfo` (or SSH wire) encoding.
    pub key_fingerprint: String,
    /// Algorithm of the certified key.
    pub key_algorithm: Algorithm,
    /// Algorithm of the issuer's signature.
    pub signature_algorithm: Algorithm,
    /// Hexadecimal `subjectKeyIdentifier`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject_key_id: Option<String>,
    /// Hexadecimal `authorityKeyIdentifier` keyIdentifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority_key_id: Option<String>,
}

impl Certificate {
    /// Identity: the fingerprint of the whole certificate.
    #[must_use]
    pub fn id(&self) -> AssetId {
        AssetId::of("certificate", &[self.fingerprint.as_bytes()])
    }

    /// Whether it is one of SSH (OpenSSH `PROTOCOL.certkeys`).
    #[must_use]
    pub fn is_of_ssh(&self) -> bool {
        self.format.eq_ignore_ascii_case("OpenSSH")
    }

    /// Whether it states an extended key usage (RFC 5280 §4.2.1.12), given by its name and its object identifier.
    #[must_use]
    pub fn is_for(&self, names: [&str; 2]) -> bool {
        self.extended_key_usage.iter().any(|usage| {
            names.iter().any(|name| usage.trim_start_matches("id-kp-").eq_ignore_ascii_case(name))
        })
    }
}

/// `CycloneDX` `relatedCryptoMaterialProperties.type`, with the kinds that it files under `other` kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each name is defined by CycloneDX or its RFC")]
pub enum MaterialKind {
    PrivateKey,
    PublicKey,
    SecretKey,
    CertificateRequest,
    CertificateRevocationList,
    OcspResponse,
    SignedData,
    Signature,
    Keystore,
    DomainParameters,
    Other,
}

/// How private material is protected at rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protection {
    /// Scheme in the standard's words: `PBES2 PBKDF2-HMAC-SHA-256 AES-256-CBC`.
    pub scheme: String,
    /// KDF iterations or cost, where the encoding states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iterations: Option<u64>,
}

/// Cryptographic material other than certificates (`CycloneDX` related-crypto-material).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Material {
    /// What it is.
    pub material: MaterialKind,
    /// A short name for people, from algorithm and format; never from secret content.
    pub name: String,
    /// Encoding: `PKCS#8`, `PKCS#1`, `SEC1`, `SPKI`, `OpenSSH`, `X.509 CRL`.
    pub format: String,
    /// Key algorithm (or signature algorithm of a request, list or signature); `None` while closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub algorithm: Option<Algorithm>,
    /// Signature algorithm of a request, revocation list, response or signed message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature_algorithm: Option<Algorithm>,
    /// Size in bits (modulus, field or parameter set), where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size_bits: Option<u32>,
    /// What identifies it: SHA-256 of the public key's SPKI where there is one, else of the encoding.
    pub fingerprint: String,
    /// Protection of private material; `None` means stored in the clear (or public).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protection: Option<Protection>,
    /// Who it belongs to, where the object says so: subject, issuer, SSH option or host.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Start of validity (revocation list, response).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    /// End of validity (revocation list, response).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_after: Option<Timestamp>,
    /// Further facts in standard words (`form: seed`, `entries: 3`), sorted when printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<(String, String)>,
}

impl Material {
    /// Material of which no more is known than what it is and what identifies it.
    #[must_use]
    pub fn new(
        material: MaterialKind,
        name: impl Into<String>,
        format: &str,
        fingerprint: String,
    ) -> Self {
        Self {
            material,
            name: name.into(),
            format: format.to_owned(),
            algorithm: None,
            signature_algorithm: None,
            size_bits: None,
            fingerprint,
            protection: None,
            subject: None,
            not_before: None,
            not_after: None,
            details: Vec::new(),
        }
    }

    /// Identity: kind and fingerprint, so that one key in two formats is one asset.
    #[must_use]
    pub fn id(&self) -> AssetId {
        let kind = format!("{:?}", self.material);
        AssetId::of("material", &[kind.as_bytes(), self.fingerprint.as_bytes()])
    }

    /// Whether it is data that is encrypted, for whatever keys or passwords: no key. `ciphertext` is the word of `CycloneDX`.
    #[must_use]
    pub fn is_encrypted_data(&self) -> bool {
        const FORMATS: [&str; 6] =
            ["CMS", "OpenPGP", "COSE", "age", "Ansible vault", "openssl enc"];
        let is_said = |(name, value): &(String, String)| name == "type" && value == "ciphertext";
        self.material == MaterialKind::Other
            && (FORMATS.contains(&self.format.as_str()) || self.details.iter().any(is_said))
    }
}

/// `CycloneDX` `protocolProperties.type`.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "each name is defined by CycloneDX")]
pub enum ProtocolKind {
    Tls,
    Ssh,
    Ipsec,
    Ike,
    Sstp,
    Wpa,
    Other,
    Unknown,
}

/// What an entry of a protocol's offer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "self-describing")]
pub enum OfferRole {
    KeyExchange,
    /// Host key, user key or certificate signature algorithm.
    Signature,
    Cipher,
    Mac,
}

/// One algorithm that a protocol endpoint offers or accepts, in order of preference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What it is for.
    pub role: OfferRole,
    /// The protocol's own name for it (`mlkem768x25519-sha256`).
    pub name: String,
    /// What the name stands for.
    pub algorithm: Algorithm,
}

/// A named cipher suite (TLS) with its code point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CipherSuite {
    /// IANA name.
    pub name: String,
    /// Code points as `0xNN` strings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<String>,
}

/// A protocol as configured or negotiated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protocol {
    /// Which protocol.
    pub protocol: ProtocolKind,
    /// A short name for people: `SSH server`, `TLS 1.2`.
    pub name: String,
    /// Protocol version, where stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Algorithms in order of preference.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Offer>,
    /// Cipher suites in order of preference.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cipher_suites: Vec<CipherSuite>,
    /// Effective settings that are not algorithms (`RequiredRSASize: 3072`), sorted when printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settings: Vec<(String, String)>,
}

impl Protocol {
    /// How the names of protocols begin that agree on no keys by themselves.
    const WITHOUT_EXCHANGE: [&str; 3] = ["Client authentication (PostgreSQL)", "Kerberos", "SMB "];

    /// Whether no key exchange and no signature belong to it unless it says so: its keys come of passwords, or of another
    /// protocol that is an asset of its own. Kerberos has them of passwords and tickets (RFC 4120; PKINIT of RFC 4556 shows its
    /// groups), SMB of the session key of Kerberos or NTLM (MS-SMB2 §3.1.4.2), the data channel of OpenVPN of its control
    /// channel, which is TLS, and the clients of PostgreSQL have passwords, or certificates within TLS.
    #[must_use]
    pub fn is_without_exchange(&self) -> bool {
        let is_data_channel =
            || self.name.starts_with("OpenVPN ") && self.name.contains(", data channel");
        self.protocol == ProtocolKind::Other
            && (Self::WITHOUT_EXCHANGE.iter().any(|name| self.name.starts_with(name))
                || is_data_channel())
    }

    /// Identity: the whole effective configuration.
    #[must_use]
    pub fn id(&self) -> AssetId {
        // Serialising plain strings and enums cannot fail; an empty part would still be an id.
        let content = serde_json::to_vec(self).unwrap_or_default();
        AssetId::of("protocol", &[&content])
    }
}

/// How one asset refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// Certificate or request -> its public key.
    SubjectPublicKey,
    /// Certificate, list or signed object -> the signature's algorithm.
    SignatureAlgorithm,
    /// Key -> its algorithm.
    KeyAlgorithm,
    /// Private key -> its public half.
    PublicHalf,
    /// Certificate -> the certificate that issued it.
    Issuer,
    /// Key or request -> a certificate of the same public key.
    CertifiedBy,
    /// Certificate -> a configuration or server that presents it as its own.
    PresentedBy,
    /// Certificate that something presents as its own -> a configuration that verifies others with it too.
    TrustedBy,
    /// Certificate -> signed data that carries it and that was signed with its key.
    SignerOf,
    /// Protocol -> an algorithm that it offers.
    Offers,
    /// Keystore or message -> something inside it.
    Contains,
    /// Library -> an algorithm that it implements.
    Provides,
}

/// A directed edge between two assets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Relation {
    /// The asset that depends.
    pub from: AssetId,
    /// The asset that is depended on.
    pub to: AssetId,
    /// How.
    pub kind: RelationKind,
}

/// A certificate of a key that was found too, as far as it tells what the key is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyCertificate {
    /// The certificate.
    pub certificate: Certificate,
    /// What it was seen in use for.
    pub in_use: InUse,
}

/// What a certificate was seen in use for, whatever it states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InUse {
    /// A configuration or server presents it as its own.
    pub is_presented: bool,
    /// Signed data that carries it was signed with its key.
    pub is_signer: bool,
}

impl InUse {
    /// By the edges of a certificate.
    #[must_use]
    pub fn of(relations: &[Relation]) -> Self {
        let is = |kind| relations.iter().any(|edge| edge.kind == kind);
        Self { is_presented: is(RelationKind::PresentedBy), is_signer: is(RelationKind::SignerOf) }
    }

    /// Whether it is an end entity's if it issued itself: what issues certificates is not presented and signs nothing else.
    #[must_use]
    pub const fn is_of_end_entity(self) -> bool {
        self.is_presented || self.is_signer
    }
}
