//! Keystores of Ethereum: accounts (Web3 Secret Storage, version 3) and validators (EIP-2335, version 4).

use std::borrow::Cow;

use serde::Deserialize;

use super::line_count::LineCount;
use super::{Detector, Input, Sink, jose_name, json_objects, sha256};
use crate::model::{Algorithm, Asset, CryptoFunction, Finding, Material, MaterialKind, Protection};
use crate::registry;

/// Finds Ethereum keystores.
pub const DETECTOR: Detector = Detector {
    id: "ethereum-keystore",
    title: "Ethereum account and validator keystores",
    about: "JSON keystores with a `crypto` member, at any depth: version 3 of geth and its kin (a secp256k1 key) and version 4 of \
            EIP-2335 (a BLS12-381 key of a validator), each with key derivation, its cost, and cipher. An address or public \
            key that the file shows is its subject. The key stays closed.",
    anchors: &["\"kdf"],
    wants: |peek| peek.anchored,
    detect,
};

#[derive(Deserialize)]
struct Keystore<'a> {
    #[serde(alias = "Crypto")]
    #[serde(borrow)]
    crypto: Closed<'a>,
    version: u32,
    #[serde(borrow, default)]
    address: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pubkey: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Closed<'a> {
    #[serde(borrow)]
    cipher: Name<'a>,
    #[serde(borrow)]
    kdf: Name<'a>,
    #[serde(default)]
    kdfparams: Option<Cost>,
}

/// A name in version 3, an object with its parameters in version 4.
#[derive(Deserialize)]
#[serde(untagged)]
enum Name<'a> {
    Plain(#[serde(borrow)] Cow<'a, str>),
    Module {
        #[serde(borrow)]
        function: Cow<'a, str>,
        params: Cost,
    },
}

impl Name<'_> {
    fn text(&self) -> &str {
        match self {
            Self::Plain(name) | Self::Module { function: name, .. } => name,
        }
    }
}

#[derive(Deserialize)]
struct Cost {
    /// scrypt's N.
    #[serde(default)]
    n: Option<u64>,
    /// PBKDF2's iterations.
    #[serde(default)]
    c: Option<u64>,
    #[serde(default)]
    prf: Option<String>,
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut objects = json_objects::with_member(input.bytes, "crypto");
    objects.extend(json_objects::with_member(input.bytes, "Crypto"));
    objects.sort_by_key(|object| object.offset);
    let mut lines = LineCount::new(input.bytes);
    for object in objects {
        let Ok(store) = serde_json::from_slice::<Keystore<'_>>(&object.text) else { continue };
        let Some(algorithm) = store.algorithm() else { continue };
        let name = format!("encrypted {} private key", algorithm.name);
        let subject = store.address.as_ref().or(store.pubkey.as_ref());
        // The file holds random salt and ciphertext beside what is public.
        let material = Material {
            algorithm: Some(algorithm),
            protection: Some(store.protection()),
            subject: subject.filter(|text| jose_name::is_plain(text)).map(|text| text.to_string()),
            ..Material::new(
                MaterialKind::PrivateKey,
                name,
                "Ethereum keystore",
                sha256(&object.text),
            )
        };
        let asset = Asset::RelatedCryptoMaterial(material);
        let line = Some(lines.of(object.offset));
        sink.found(Finding::new(DETECTOR.id, asset, object.offset as u64, line));
    }
}

impl Keystore<'_> {
    fn algorithm(&self) -> Option<Algorithm> {
        let mut algorithm = match self.version {
            3 => registry::key("1.2.840.10045.2.1", Some("1.3.132.0.10"), None),
            4 => registry::by_name("BLS")?,
            _ => return None,
        };
        if self.version == 4 {
            algorithm.curve = Some("BLS12-381".to_owned());
        }
        algorithm.functions = [CryptoFunction::Sign, CryptoFunction::Verify].into_iter().collect();
        Some(algorithm)
    }

    fn protection(&self) -> Protection {
        let cost = match &self.crypto.kdf {
            Name::Plain(_) => self.crypto.kdfparams.as_ref(),
            Name::Module { params, .. } => Some(params),
        };
        let derivation = match (self.crypto.kdf.text(), cost.and_then(|cost| cost.prf.as_deref())) {
            ("scrypt", _) => "scrypt",
            ("pbkdf2", Some("hmac-sha256")) => "PBKDF2-HMAC-SHA-256",
            ("pbkdf2", _) => "PBKDF2",
            _ => "an unknown key derivation",
        };
        let cipher = registry::by_name(self.crypto.cipher.text());
        let cipher = cipher.map_or_else(|| "an unknown cipher".to_owned(), |cipher| cipher.name);
        let iterations = cost.and_then(|cost| cost.n.or(cost.c));
        Protection { scheme: format!("{derivation}, {cipher}"), iterations }
    }
}
