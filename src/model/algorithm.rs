use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::AssetId;

/// `CycloneDX` `algorithmProperties.primitive` (1.6 enumeration plus 1.7's `key-wrap`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each name is defined by CycloneDX")]
pub enum Primitive {
    Drbg,
    Mac,
    BlockCipher,
    StreamCipher,
    Signature,
    Hash,
    Pke,
    Xof,
    Kdf,
    KeyAgree,
    Kem,
    Ae,
    Combiner,
    KeyWrap,
    Other,
    Unknown,
}

/// `CycloneDX` `algorithmProperties.cryptoFunctions`.
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
pub enum CryptoFunction {
    Generate,
    Keygen,
    Encrypt,
    Decrypt,
    Digest,
    Tag,
    Keyderive,
    Sign,
    Verify,
    Encapsulate,
    Decapsulate,
    Other,
    Unknown,
}

/// A cryptographic algorithm with its parameters, as observed.
///
/// `name` is the registry's canonical name when the algorithm is known, otherwise the verbatim
/// name or OID that was seen: an unknown algorithm is kept, never guessed and never an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Algorithm {
    /// Canonical (`RSA-2048`, `ECDSA-P-256-SHA-256`, `ML-DSA-65`) or verbatim name.
    pub name: String,
    /// Registry family (`RSA`, `ECDSA`, `ML-DSA`); `None` when the registry does not know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// What kind of algorithm it is.
    pub primitive: Primitive,
    /// Parameter set or key length in bits (`2048`, `768`, `SHA2-128s`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter_set: Option<String>,
    /// Elliptic curve by its registry name (`P-256`, `secp256k1`, `Curve25519`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub curve: Option<String>,
    /// Block cipher mode (`cbc`, `gcm`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// Padding (`pkcs1v15`, `oaep`, `pss`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub padding: Option<String>,
    /// The digest inside a signature, MAC or KDF (`SHA-256`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// What it is used for, where that was observed or follows from the algorithm.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub functions: BTreeSet<CryptoFunction>,
    /// The OID that was seen, or the registry's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oid: Option<String>,
    /// Registry names of the parts of a hybrid or composite, in the standard's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<String>,
}

impl Algorithm {
    /// An algorithm that the registry does not know, under the name or OID it was seen with.
    #[must_use]
    pub fn verbatim(name: &str, oid: Option<&str>) -> Self {
        Self {
            name: name.to_owned(),
            family: None,
            primitive: Primitive::Unknown,
            parameter_set: None,
            curve: None,
            mode: None,
            padding: None,
            digest: None,
            functions: BTreeSet::new(),
            oid: oid.map(str::to_owned),
            components: Vec::new(),
        }
    }

    /// Two observations are one asset when every field but the spelling of the OID agrees.
    #[must_use]
    pub fn id(&self) -> AssetId {
        let text = |field: &Option<String>| field.clone().unwrap_or_default().into_bytes();
        let functions = format!("{:?}", self.functions);
        AssetId::of(
            "algorithm",
            &[
                self.name.as_bytes(),
                &text(&self.parameter_set),
                &text(&self.curve),
                &text(&self.mode),
                &text(&self.padding),
                &text(&self.digest),
                functions.as_bytes(),
            ],
        )
    }
}
