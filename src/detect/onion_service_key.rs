//! Keys of Tor onion services, version 3.

use super::{Detector, Input, Sink, bare_key, sha256};
use crate::model::{Asset, Finding, Material, MaterialKind, UnknownReason};
use crate::registry;

/// Finds onion service keys.
pub const DETECTOR: Detector = Detector {
    id: "onion-service-key",
    title: "Tor onion service keys",
    about: "`hs_ed25519_secret_key` and `hs_ed25519_public_key` by their 32-byte header (tor's crypto_ed25519 key files): an \
            Ed25519 public key, or the expanded secret key, which does not show its public half.",
    anchors: &[],
    wants: |peek| peek.head.starts_with(MAGIC),
    detect,
};

const MAGIC: &[u8] = b"== ed25519v1-";
const PUBLIC: &[u8] = b"== ed25519v1-public: type0 ==\0\0\0";
const SECRET: &[u8] = b"== ed25519v1-secret: type0 ==\0\0\0";

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let public = input.bytes.strip_prefix(PUBLIC);
    if let Some(key) = public.and_then(|key| bare_key::octets("Ed25519", key)) {
        return sink.found(key.seen(DETECTOR.id, None, (0, None)));
    }
    if input.bytes.strip_prefix(SECRET).is_some_and(|key| key.len() == 64) {
        let (kind, name) = (MaterialKind::PrivateKey, "Ed25519 private key");
        let material = Material::new(kind, name, "tor", sha256(input.bytes));
        let algorithm = registry::by_name("Ed25519");
        let asset = Asset::RelatedCryptoMaterial(Material { algorithm, ..material });
        return sink.found(Finding::new(DETECTOR.id, asset, 0, None));
    }
    if input.bytes.starts_with(PUBLIC) || input.bytes.starts_with(SECRET) {
        let detail = "an onion service key of another length than its header says";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
    }
}
