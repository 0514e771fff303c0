//! Vaults of MetaMask and of whatever else uses its `browser-passworder`.

use std::borrow::Cow;

use serde::Deserialize;

use super::closed::Closed;
use super::line_count::LineCount;
use super::{Detector, Input, Peek, Sink, base64_text, json_objects, sha256};
use crate::model::{
    Asset, Confidence, Finding, Material, MaterialKind, Protection, RelationKind, UnknownReason,
};
use crate::registry;

/// Finds vaults of MetaMask.
pub const DETECTOR: Detector = Detector {
    id: "metamask-vault",
    title: "Vaults of MetaMask",
    about: "JSON objects of `data`, `iv` (16 octets) and `salt` (32 octets) and nothing else but `keyMetadata`, in base64, as \
            `@metamask/browser-passworder` writes them: in exported state, nested in other JSON, and in the log of the \
            extension's LevelDB. PBKDF2-HMAC-SHA-256 with the iterations of `keyMetadata`, 10000 in vaults of before that \
            member, and AES-256-GCM. What is inside stays closed and is an unknown; tables of LevelDB (.ldb) are compressed \
            and not read.",
    anchors: &["keyMetadata", "\"salt\"", "\\\"salt\\\""],
    wants,
    detect,
};

/// Ids of the extension at the stores for Chrome and Edge, which name the folder of its database.
const EXTENSIONS: [&str; 2] =
    ["nkbihfbeogaeaoehlefnkodbefgpgknn", "ejbalbakoplchlghecdalmeeeajnimhm"];
/// Iterations where a vault does not say (`OLD_DERIVATION_PARAMS`).
const OLD: u64 = 10_000;

fn wants(peek: &Peek<'_>) -> bool {
    let is_log =
        || peek.name.ends_with(".log") && EXTENSIONS.iter().any(|id| peek.path.contains(id));
    peek.anchored || is_log()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vault<'a> {
    #[serde(borrow)]
    data: Cow<'a, str>,
    #[serde(borrow)]
    iv: Cow<'a, str>,
    #[serde(borrow)]
    salt: Cow<'a, str>,
    #[serde(borrow, default, rename = "keyMetadata")]
    metadata: Option<Metadata<'a>>,
}

#[derive(Deserialize)]
struct Metadata<'a> {
    #[serde(borrow)]
    algorithm: Cow<'a, str>,
    params: Parameters,
}

#[derive(Deserialize)]
struct Parameters {
    iterations: u64,
}

impl Vault<'_> {
    /// Whether vector and salt have their length and the rest has room for a tag.
    fn is_one(&self) -> bool {
        octets(&self.iv) == Some(16)
            && octets(&self.salt) == Some(32)
            && octets(&self.data) > Some(16)
    }

    fn iterations(&self) -> Option<u64> {
        match &self.metadata {
            Some(metadata) => {
                (metadata.algorithm == "PBKDF2").then_some(metadata.params.iterations)
            }
            None => Some(OLD),
        }
    }
}

/// Octets that base64 with its padding stands for.
fn octets(text: &str) -> Option<usize> {
    let bare = text.trim_end_matches('=');
    let is_base64 = text.len().is_multiple_of(4) && text.len() - bare.len() <= 2;
    (is_base64 && bare.bytes().all(base64_text::is_character)).then_some(bare.len() * 3 / 4)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut lines = LineCount::new(input.bytes);
    for object in json_objects::with_member(input.bytes, "salt") {
        let Ok(vault) = serde_json::from_slice::<Vault<'_>>(&object.text) else { continue };
        let Some(iterations) = vault.iterations().filter(|_| vault.is_one()) else { continue };
        let place = (object.offset as u64, Some(lines.of(object.offset)));
        let scheme = "PBKDF2-HMAC-SHA-256, AES-256-GCM".to_owned();
        let protection = Protection { scheme, iterations: Some(iterations) };
        let mut closed = Closed::default();
        closed.tried("vault", protection.clone(), input.attempts.unable::<()>());
        if let Some(sentence) = closed.sentence() {
            sink.unknown(DETECTOR.id, UnknownReason::Encrypted, place.0, place.1, sentence);
        }
        // Random salt and ciphertext.
        let print = sha256(format!("{} {}", vault.salt, vault.data).as_bytes());
        let store = Material {
            protection: Some(protection),
            ..Material::new(MaterialKind::Keystore, "wallet vault", "MetaMask vault", print)
        };
        let finding =
            Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(store), place.0, place.1);
        let known = ["PBKDF2", "AES-256-GCM"].into_iter().filter_map(registry::by_name);
        let finding = known.fold(finding, |finding, algorithm| {
            finding.refers_to(RelationKind::Contains, Asset::Algorithm(algorithm))
        });
        // Three members with these lengths are the library's form; without metadata nothing more tells that it wrote them.
        let is_sure = vault.metadata.is_some();
        sink.found(if is_sure { finding } else { finding.confidence(Confidence::Medium) });
    }
}
