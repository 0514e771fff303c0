//! Keys and signatures of signify and minisign.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::line_count::LineCount;
use super::{Detector, Input, Sink, bare_key, sha256};
use crate::model::{Asset, Finding, Material, MaterialKind, Protection, UnknownReason};
use crate::registry;

/// Finds signify and minisign files.
pub const DETECTOR: Detector = Detector {
    id: "minisign-signify",
    title: "minisign and signify keys and signatures",
    about: "Lines `untrusted comment:` with base64 below them, as signify(1) and minisign write them: Ed25519 public keys, \
            signatures (over the file, or over its BLAKE2b digest), and secret keys with how they are protected \
            (bcrypt_pbkdf rounds, scrypt limits, or nothing). The key number is noted. A comment without such base64 is \
            nothing.",
    anchors: &[COMMENT],
    wants: |peek| peek.anchored,
    detect,
};

const COMMENT: &str = "untrusted comment: ";
/// Lengths of the encodings: algorithm, key number, key or signature.
const PUBLIC: usize = 2 + 8 + 32;
const SIGNATURE: usize = 2 + 8 + 64;
/// signify: algorithm, KDF, rounds, salt, checksum, key number, key.
const SIGNIFY_SECRET: usize = 2 + 2 + 4 + 16 + 8 + 8 + 64;
/// minisign: algorithm, KDF, checksum's algorithm, salt, two limits, then key number, key and checksum.
const MINISIGN_SECRET: usize = 2 + 2 + 2 + 32 + 8 + 8 + 8 + 64 + 32;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut lines = LineCount::new(input.bytes);
    for offset in memchr::memmem::find_iter(input.bytes, COMMENT.as_bytes()) {
        if offset.checked_sub(1).is_some_and(|before| input.bytes[before] != b'\n') {
            continue;
        }
        let mut rest = input.bytes[offset..].splitn(3, |byte| *byte == b'\n').skip(1);
        let line = rest.next().unwrap_or_default().trim_ascii();
        // `Ed` or `ED` in base64.
        if !(line.starts_with(b"RW") || line.starts_with(b"RU")) || line.len() > 256 {
            continue;
        }
        let place = (offset as u64, Some(lines.of(offset)));
        let read = STANDARD.decode(line).ok().and_then(|bytes| finding(&bytes, place));
        match read {
            Some(finding) => sink.found(finding),
            None => {
                let detail = "a signify or minisign object whose base64 or length is broken";
                sink.unknown(DETECTOR.id, UnknownReason::Malformed, place.0, place.1, detail);
            }
        }
    }
}

fn finding(bytes: &[u8], place: (u64, Option<u32>)) -> Option<Finding> {
    match (bytes.get(..2)?, bytes.len()) {
        (b"Ed", PUBLIC) => {
            let key = bare_key::octets("Ed25519", &bytes[10..])?;
            Some(key.seen(DETECTOR.id, None, place).note(number(&bytes[2..10])))
        }
        (algorithm @ (b"Ed" | b"ED"), SIGNATURE) => {
            Some(signature(algorithm == b"ED", bytes, place).note(number(&bytes[2..10])))
        }
        (b"Ed", SIGNIFY_SECRET) => {
            let protection = match (&bytes[2..4], big_endian(&bytes[4..8])) {
                (b"BK", 0) => None,
                (b"BK", rounds) => Some(("bcrypt_pbkdf, XOR with the derived key", Some(rounds))),
                _ => return None,
            };
            Some(secret("signify", &bytes[40..], protection, place)?.note(number(&bytes[32..40])))
        }
        (b"Ed", MINISIGN_SECRET) => {
            // The limits are little-endian; memory is what an attacker pays for.
            let operations = bytes[38..46].iter().rev().copied().collect::<Vec<_>>();
            let protection = match &bytes[2..4] {
                [0, 0] => None,
                b"Sc" => Some(("scrypt, XOR with the derived key", Some(big_endian(&operations)))),
                _ => return None,
            };
            let finding = secret("minisign", &bytes[62..126], protection, place)?;
            // The key number is masked with the key.
            Some(if bytes[2] == 0 { finding.note(number(&bytes[54..62])) } else { finding })
        }
        _ => None,
    }
}

/// A seed and the public key, both masked when there is a password.
fn secret(
    format: &str,
    key: &[u8],
    protection: Option<(&str, Option<u64>)>,
    place: (u64, Option<u32>),
) -> Option<Finding> {
    let Some((scheme, iterations)) = protection else {
        let public = bare_key::octets("Ed25519", key.get(32..64)?)?;
        let private = public.private_half(format);
        return Some(public.seen(DETECTOR.id, Some(private), place));
    };
    let name = "encrypted Ed25519 private key";
    let material = Material::new(MaterialKind::PrivateKey, name, format, sha256(key));
    let asset = Asset::RelatedCryptoMaterial(Material {
        algorithm: registry::by_name("Ed25519"),
        protection: Some(Protection { scheme: scheme.to_owned(), iterations }),
        ..material
    });
    Some(Finding::new(DETECTOR.id, asset, place.0, place.1))
}

/// Ed25519 over the file, or since minisign 0.8 over its BLAKE2b-512 digest.
fn signature(is_hashed: bool, bytes: &[u8], place: (u64, Option<u32>)) -> Finding {
    let mut material =
        Material::new(MaterialKind::Signature, "Ed25519 signature", "minisign", sha256(bytes));
    material.signature_algorithm = registry::by_name("Ed25519");
    if is_hashed {
        material.details.push(("hash".to_owned(), "BLAKE2b-512".to_owned()));
    }
    Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), place.0, place.1)
}

/// The random number that ties signatures to keys, in the order in which minisign prints it.
fn number(bytes: &[u8]) -> String {
    let reversed = bytes.iter().rev().copied().collect::<Vec<_>>();
    format!("key number {}", super::hex(&reversed).to_ascii_uppercase())
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}
