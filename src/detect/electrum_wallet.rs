//! Wallets of Electrum: JSON, with its secrets closed or open, and as a whole behind a password or a device.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess, Visitor};

use super::closed::Closed;
use super::spki::PublicKey;
use super::{Detector, Input, Peek, Sink, bare_key, base58, base64_text, sha256};
use crate::model::{
    Asset, CryptoFunction, Finding, Material, MaterialKind, Protection, RelationKind, UnknownReason,
};
use crate::registry;

/// Finds wallets of Electrum.
pub const DETECTOR: Detector = Detector {
    id: "electrum-wallet",
    title: "Wallets of Electrum",
    about: "Wallet files of Electrum and its forks (`storage.py`, `keystore.py`, `crypto.py`). Closed as a whole: base64 of `BIE1` \
            (a password: PBKDF2-HMAC-SHA-512 with 1024 iterations and no salt) or `BIE2` (the extended key of a device), ECIES \
            on secp256k1 and AES-128-CBC with HMAC-SHA-256; what is inside is an unknown. As JSON: kind of wallet, number of \
            its keystores, and whether recovery phrase and keys lie in the clear or behind the password (`pw_hash_version` 1: \
            double SHA-256, AES-256-CBC). Words are neither kept nor hashed. Extended keys in the clear are read as such.",
    anchors: &["\"seed_version\""],
    wants: |peek: &Peek<'_>| is_json(peek) || sealed(peek.head, peek.size).is_some(),
    detect,
};

fn is_json(peek: &Peek<'_>) -> bool {
    peek.anchored && peek.head.trim_ascii_start().starts_with(b"{")
}

/// Least octets of a sealed wallet: magic, point, a block, and the tag.
const LEAST: u64 = 4 + 33 + 16 + 32;

/// The magic of what is nothing but base64 of magic and a compressed point: `BIE1` or `BIE2`.
fn sealed(head: &[u8], size: u64) -> Option<u8> {
    if !head.starts_with(b"QklFM") || size < LEAST * 4 / 3 {
        return None;
    }
    let start = base64_text::decoded(head.get(..8)?);
    let [b'B', b'I', b'E', version @ (b'1' | b'2'), 2 | 3, _] = start[..] else { return None };
    let text = head.trim_ascii_end();
    let bare = text.strip_suffix(b"==").or_else(|| text.strip_suffix(b"=")).unwrap_or(text);
    bare.iter().all(|byte| base64_text::is_character(*byte)).then_some(version)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    if let Some(version) = sealed(input.bytes, input.bytes.len() as u64) {
        return whole(version, input, sink);
    }
    // What newer versions append to the object is changes to it.
    let mut objects = serde_json::Deserializer::from_slice(input.bytes).into_iter::<Wallet<'_>>();
    let Some(Ok(wallet)) = objects.next() else { return };
    if wallet.is_one() {
        wallet.report(input, sink);
    }
}

/// A wallet that is closed as a whole.
fn whole(version: u8, input: &Input<'_>, sink: &mut Sink) {
    let (from, iterations) = match version {
        b'1' => ("PBKDF2-HMAC-SHA-512, ", Some(1024)),
        _ => ("", None),
    };
    let scheme = format!("{from}ECIES on secp256k1, AES-128-CBC, HMAC-SHA-256");
    let protection = Protection { scheme, iterations };
    let mut closed = Closed::default();
    closed.tried("wallet", protection.clone(), input.attempts.unable::<()>());
    if let Some(sentence) = closed.sentence() {
        sink.unknown(DETECTOR.id, UnknownReason::Encrypted, 0, None, sentence);
    }
    let version = format!("BIE{}", char::from(version));
    let store = store(input.bytes, Some(protection), vec![("encryption".to_owned(), version)]);
    // ECDH with the key that the password gives is what keeps the wallet closed.
    let algorithm = registry::key("1.2.840.10045.2.1", Some("1.3.132.0.10"), None);
    let finding = Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(store), 0, None);
    let known = ["AES-128-CBC", "HMAC-SHA-256"].into_iter().filter_map(registry::by_name);
    sink.found(known.chain([algorithm]).fold(finding, |finding, algorithm| {
        finding.refers_to(RelationKind::Contains, Asset::Algorithm(algorithm))
    }));
}

fn store(whole: &[u8], protection: Option<Protection>, details: Vec<(String, String)>) -> Material {
    // The file holds many random octets or addresses beside what little a wallet's owner chose.
    Material {
        protection,
        details,
        ..Material::new(MaterialKind::Keystore, "Electrum wallet", FORMAT, sha256(whole))
    }
}

const FORMAT: &str = "Electrum";

#[derive(Default)]
struct Wallet<'a> {
    kind: Option<Cow<'a, str>>,
    version: Option<u64>,
    is_encrypted: bool,
    keystores: Vec<Keystore<'a>>,
}

#[derive(Deserialize)]
struct Keystore<'a> {
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow, default)]
    xpub: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    xprv: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    seed: Option<Cow<'a, str>>,
    #[serde(default, rename = "pw_hash_version")]
    hash: Option<u64>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Wallet<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Wallet<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a wallet")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut wallet = Wallet::default();
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            match name.as_ref() {
                "wallet_type" => wallet.kind = Some(map.next_value()?),
                "seed_version" => wallet.version = Some(map.next_value()?),
                "use_encryption" => wallet.is_encrypted = map.next_value()?,
                // Of several signers `x1/`, `x2/` …
                name if name == "keystore" || is_signer(name) => {
                    wallet.keystores.push(map.next_value()?)
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(wallet)
    }
}

fn is_signer(name: &str) -> bool {
    let number = name.strip_prefix('x').and_then(|rest| rest.strip_suffix('/'));
    number.is_some_and(|number| number.parse::<u8>().is_ok())
}

impl Wallet<'_> {
    fn is_one(&self) -> bool {
        self.kind.is_some() && self.version.is_some() && !self.keystores.is_empty()
    }

    fn report(&self, input: &Input<'_>, sink: &mut Sink) {
        let has_secret =
            |keystore: &Keystore<'_>| keystore.xprv.is_some() || keystore.seed.is_some();
        let sealed =
            self.keystores.iter().find(|keystore| self.is_encrypted && has_secret(keystore));
        let protection = sealed.map(|keystore| Protection {
            scheme: match keystore.hash {
                Some(1) | None => "double SHA-256, AES-256-CBC".to_owned(),
                Some(_) => "an unknown key derivation, AES-256-CBC".to_owned(),
            },
            iterations: None,
        });
        let mut details = vec![("keystores".to_owned(), self.keystores.len().to_string())];
        let kind = self.kind.as_deref().filter(|kind| kind.len() <= 32).unwrap_or_default();
        details.push(("wallet type".to_owned(), kind.to_owned()));
        for keystore in &self.keystores {
            let what = keystore.kind.chars().take(32).collect::<String>();
            details.push(("keystore".to_owned(), what));
        }
        let phrases = self.keystores.iter().filter(|keystore| keystore.seed.is_some()).count();
        if phrases > 0 {
            let how = if self.is_encrypted {
                "recovery phrases"
            } else {
                "recovery phrases in the clear"
            };
            details.push((how.to_owned(), phrases.to_string()));
        }
        let store = store(input.bytes, protection.clone(), details);
        let mut store = Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(store), 0, None);
        // Extended private keys in the clear are found as what they are.
        for key in
            self.keystores.iter().filter(|_| self.is_encrypted).filter_map(Keystore::closed_key)
        {
            let private = Material { protection: protection.clone(), ..key.private_half(FORMAT) };
            let finding = key.seen(DETECTOR.id, Some(private), (0, None));
            store = store.relates(RelationKind::Contains, finding.asset.id());
            sink.found(finding);
        }
        sink.found(store);
    }
}

impl Keystore<'_> {
    /// The public key to an extended private key that is closed.
    fn closed_key(&self) -> Option<PublicKey> {
        self.xprv.as_ref()?;
        let octets =
            base58::checked(self.xpub.as_ref()?.as_bytes()).filter(|octets| octets.len() == 78)?;
        let functions = [CryptoFunction::Sign, CryptoFunction::Verify];
        Some(bare_key::point("secp256k1", &octets[45..])?.used_for(functions))
    }
}
