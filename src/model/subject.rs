use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{AssetId, MaterialKind, Primitive, Timestamp, Usage};

/// What a quantum computer, or today's mathematics, does to an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exposure {
    /// No known quantum or classical attack of consequence (post-quantum, or hybrid with such a part).
    None,
    /// Symmetric or hash: Grover's algorithm halves the exponent at best.
    Grover,
    /// It cannot be told from what was seen.
    Indeterminate,
    /// Public-key cryptography that Shor's algorithm breaks.
    Shor,
    /// Broken or too small already, without a quantum computer.
    ClassicallyBroken,
}

impl Exposure {
    /// The word that every file has for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Grover => "grover",
            Self::Indeterminate => "indeterminate",
            Self::Shor => "shor",
            Self::ClassicallyBroken => "classically-broken",
        }
    }
}

/// What an asset is used for, as far as its exposure and its deadlines depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Key agreement, key transport, encapsulation, public-key encryption.
    KeyEstablishment,
    /// Signatures by an end entity: authentication, documents, code.
    Signature,
    /// Signatures on certificates and revocation lists.
    CertificateSigning,
    /// Encryption with a shared key.
    Encryption,
    /// Hashes, MACs, key derivation and random numbers.
    Integrity,
}

/// The purposes of an asset, known or not.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purposes {
    /// All of these.
    Known(BTreeSet<Purpose>),
    /// At least one of these; what was seen does not tell which.
    OneOf(BTreeSet<Purpose>),
}

impl Purposes {
    /// The purposes that are in use or may be.
    #[must_use]
    pub const fn possible(&self) -> &BTreeSet<Purpose> {
        match self {
            Self::Known(set) | Self::OneOf(set) => set,
        }
    }
}

/// How far an algorithm's specification has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Maturity {
    /// A published standard of a national or international body.
    Standard,
    /// A draft of one, with an identifier that may still change.
    Draft,
    /// Superseded by a final standard (Kyber, Dilithium, SPHINCS+, private OIDs).
    PreStandard,
    /// Selected or specified, no standard yet.
    Specification,
    /// Withdrawn or broken.
    Withdrawn,
    /// The registry does not know it.
    Unknown,
}

/// One cryptographic use that policies and risk judge: an asset, or one offer of a protocol, in one system.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Subject {
    /// The asset.
    pub asset: AssetId,
    /// `CycloneDX` asset type.
    pub kind: String,
    /// Kind of material, for related-crypto-material.
    pub material: Option<MaterialKind>,
    /// Algorithm name that decides (`RSA-2048`).
    pub algorithm: String,
    /// Registry family.
    pub family: Option<String>,
    /// Primitive.
    pub primitive: Primitive,
    /// Parameter set or key length.
    pub parameter_set: Option<String>,
    /// Curve.
    pub curve: Option<String>,
    /// Digest used within.
    pub digest: Option<String>,
    /// Classical strength in bits (SP 800-57 part 1 Table 2), where known.
    pub strength: Option<u16>,
    /// NIST post-quantum security category 1 to 5; 0 for none; `None` where unknown.
    pub nist_category: Option<u8>,
    /// Exposure.
    pub exposure: Exposure,
    /// Purposes.
    pub purposes: Purposes,
    /// Hybrid or composite: more than one component.
    pub hybrid: bool,
    /// Families of the components of a hybrid.
    pub components: Vec<String>,
    /// Maturity of the algorithm's specification.
    pub maturity: Maturity,
    /// How it is used, as far as it was seen.
    #[serde(default)]
    pub usage: Usage,
    /// End of validity of a certificate.
    pub not_after: Option<Timestamp>,
}
