//! Known answers: what a scheme must say on this machine before it is timed.
//!
//! One file a scheme, written by `vectors/collect.py`, which names the source of each.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Known answers of a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KnownAnswer {
    /// What a private key makes of a ciphertext.
    Decapsulation {
        /// Encoded private key.
        secret: Vec<u8>,
        /// Ciphertext.
        ciphertext: Vec<u8>,
        /// Shared secret.
        shared: Vec<u8>,
    },
    /// A signature that verifies.
    Verification {
        /// Encoded public key.
        public: Vec<u8>,
        /// Message.
        message: Vec<u8>,
        /// Context that it was signed under; most are empty.
        context: Vec<u8>,
        /// Signature.
        signature: Vec<u8>,
    },
}

impl KnownAnswer {
    /// The answer of `scheme`; none where no source has one in a form that a backend takes.
    #[must_use]
    pub fn of(scheme: &str) -> Option<Self> {
        let (_, text) = FILES.iter().copied().flatten().find(|(name, _)| *name == scheme)?;
        Self::parse(text)
    }

    /// Reads a file of known answers: lines of `name = base64`, and comments.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut fields = BTreeMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (name, value) = line.split_once(" = ")?;
            fields.insert(name, STANDARD.decode(value).ok()?);
        }
        let mut take = |name| fields.remove(name);
        if let Some(secret) = take("secret") {
            let (ciphertext, shared) = (take("ciphertext")?, take("shared")?);
            return Some(Self::Decapsulation { secret, ciphertext, shared });
        }
        let (public, message) = (take("public")?, take("message")?);
        let context = take("context").unwrap_or_default();
        Some(Self::Verification { public, message, context, signature: take("signature")? })
    }
}

type File = (&'static str, &'static str);

/// Files by scheme; those that only an optional backend needs come with it.
const FILES: &[&[File]] = &[STANDARDS, KPQC, SLH_DSA];

macro_rules! files {
    ($($scheme:literal),* $(,)?) => {
        &[$(($scheme, include_str!(concat!("vectors/", $scheme, ".txt"))),)*]
    };
}

const STANDARDS: &[File] = files![
    "ecdh-p-256",
    "ecdh-p-384",
    "ecdsa-p-256",
    "ecdsa-p-384",
    "ed25519",
    "ml-dsa-44",
    "ml-dsa-65",
    "ml-dsa-87",
    "ml-kem-1024",
    "ml-kem-512",
    "ml-kem-768",
    "rsa-2048",
    "rsa-3072",
    "rsa-4096",
    "x25519",
];

#[cfg(not(feature = "bench-kpqc"))]
const KPQC: &[File] = &[];
#[cfg(feature = "bench-kpqc")]
const KPQC: &[File] = files![
    "aimer-128f",
    "aimer-128s",
    "aimer-192f",
    "aimer-192s",
    "aimer-256f",
    "aimer-256s",
    "haetae-2",
    "haetae-3",
    "haetae-5",
    "ntruplus-1152",
    "ntruplus-768",
    "ntruplus-864",
    "smaug-t1",
    "smaug-t3",
    "smaug-t5",
    "timer",
];

#[cfg(not(feature = "bench-rustcrypto-all"))]
const SLH_DSA: &[File] = &[];
#[cfg(feature = "bench-rustcrypto-all")]
const SLH_DSA: &[File] = files![
    "hqc-1",
    "hqc-3",
    "hqc-5",
    "slh-dsa-sha2-128f",
    "slh-dsa-sha2-128s",
    "slh-dsa-sha2-192f",
    "slh-dsa-sha2-192s",
    "slh-dsa-sha2-256f",
    "slh-dsa-sha2-256s",
    "slh-dsa-shake-128f",
    "slh-dsa-shake-128s",
    "slh-dsa-shake-192f",
    "slh-dsa-shake-192s",
    "slh-dsa-shake-256f",
    "slh-dsa-shake-256s",
];
