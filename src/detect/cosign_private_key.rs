//! Private keys of cosign, closed with a password.

use serde::Deserialize;

use super::{Detector, Input, PEM_ANCHOR, Sink, sha256};
use crate::model::{Asset, Finding, Material, MaterialKind, Protection, UnknownReason};

/// Finds cosign private keys.
pub const DETECTOR: Detector = Detector {
    id: "cosign-private-key",
    title: "cosign private keys",
    about: "`-----BEGIN ENCRYPTED COSIGN PRIVATE KEY-----` and `ENCRYPTED SIGSTORE PRIVATE KEY` anywhere in a text: a PKCS#8 \
            key closed as go-securesystemslib does it, with its key derivation, cost and cipher. The key's algorithm \
            stays unknown until the password opens it; cosign makes P-256 and imports others.",
    anchors: &[PEM_ANCHOR],
    wants: |peek| peek.anchored,
    detect,
};

const LABELS: [&str; 2] = ["ENCRYPTED COSIGN PRIVATE KEY", "ENCRYPTED SIGSTORE PRIVATE KEY"];

#[derive(Deserialize)]
struct Envelope {
    kdf: Derivation,
    cipher: Named,
}

#[derive(Deserialize)]
struct Derivation {
    name: String,
    params: Cost,
}

#[derive(Deserialize)]
struct Cost {
    #[serde(rename = "N")]
    n: u64,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let is_here = |label: &&str| memchr::memmem::find(input.bytes, label.as_bytes()).is_some();
    if !LABELS.iter().any(is_here) {
        return;
    }
    for block in input.blocks().iter().filter(|block| LABELS.contains(&block.label)) {
        let place = (block.offset, Some(block.line));
        let content = block.der();
        let envelope = content.and_then(|json| serde_json::from_slice::<Envelope>(json).ok());
        let (Some(content), Some(envelope)) = (content, envelope) else {
            if block.is_meant() {
                let detail = "a cosign private key whose content is broken";
                sink.unknown(DETECTOR.id, UnknownReason::Malformed, place.0, place.1, detail);
            }
            continue;
        };
        let protection = envelope.protection();
        let detail = format!(
            "encrypted private key: {}; the password would show its algorithm",
            protection.scheme
        );
        let name = "encrypted private key";
        let kind = MaterialKind::PrivateKey;
        let material = Material {
            protection: Some(protection),
            ..Material::new(kind, name, "cosign", sha256(content))
        };
        let asset = Asset::RelatedCryptoMaterial(material);
        sink.found(Finding::new(DETECTOR.id, asset, place.0, place.1));
        sink.unknown(DETECTOR.id, UnknownReason::Encrypted, place.0, place.1, detail);
    }
}

impl Envelope {
    fn protection(&self) -> Protection {
        let cipher = match self.cipher.name.as_str() {
            "nacl/secretbox" => "XSalsa20-Poly1305",
            _ => "an unknown cipher",
        };
        let derivation = match self.kdf.name.as_str() {
            "scrypt" => "scrypt",
            _ => "an unknown key derivation",
        };
        let iterations = Some(self.kdf.params.n);
        Protection { scheme: format!("{derivation}, {cipher}"), iterations }
    }
}
