//! What `openssl enc` and its imitators close with a password.

use super::base64_text::{decoded, is_character};
use super::{Detector, Input, Peek, Sink, sha256};
use crate::model::{Asset, Finding, Material, MaterialKind, Protection, UnknownReason};

/// Finds files of `openssl enc`.
pub const DETECTOR: Detector = Detector {
    id: "openssl-encrypted-file",
    title: "Files that openssl enc encrypted",
    about: "Files that begin with `Salted__` (`apps/enc.c`), in binary and as base64 from end to end, as openssl enc, CryptoJS \
            and others write them. Neither cipher nor key derivation stands in such a file: both are unknown, and the \
            command that made it tells them.",
    anchors: &[],
    wants: |peek: &Peek<'_>| {
        peek.size > HEADER && (peek.head.starts_with(MAGIC) || is_base64(peek.head))
    },
    detect,
};

const MAGIC: &[u8] = b"Salted__";
/// Magic and salt.
const HEADER: u64 = 16;

/// Base64 of the magic, in lines or in one, and nothing else.
fn is_base64(head: &[u8]) -> bool {
    let rest = head.trim_ascii_end();
    let rest = rest.strip_suffix(b"==").or_else(|| rest.strip_suffix(b"=")).unwrap_or(rest);
    head.starts_with(b"U2FsdGVkX1")
        && head.len() > 40
        && decoded(&head[..12]).starts_with(MAGIC)
        && rest.iter().all(|byte| is_character(*byte) || matches!(byte, b'\r' | b'\n'))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let detail = "encrypted with a password as openssl enc does it: neither cipher nor key derivation is in the file; the command that made it tells them";
    sink.unknown(DETECTOR.id, UnknownReason::Encrypted, 0, None, detail);
    let scheme = "a password, as openssl enc".to_owned();
    let material = Material {
        protection: Some(Protection { scheme, iterations: None }),
        ..Material::new(
            MaterialKind::Other,
            "data encrypted by openssl enc",
            "openssl enc",
            sha256(input.bytes),
        )
    };
    sink.found(Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), 0, None));
}
