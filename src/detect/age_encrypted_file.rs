//! Files that age encrypted.

use std::collections::BTreeMap;

use super::{Detector, Input, PEM_ANCHOR, Peek, Sink, sha256};
use crate::model::{
    Algorithm, Asset, Finding, Material, MaterialKind, Protection, RelationKind, UnknownReason,
};
use crate::registry;

/// Finds age files.
pub const DETECTOR: Detector = Detector {
    id: "age-encrypted-file",
    title: "age encrypted files",
    about: "Files with the header `age-encryption.org/v1` (C2SP age.md), binary or in ASCII armor anywhere in a text: the \
            kind of every recipient stanza (X25519, mlkem768x25519, p256tag, mlkem768p256tag, scrypt with its work \
            factor, ssh-ed25519, ssh-rsa, piv-p256, others by name). The payload is ChaCha20-Poly1305 under a key of \
            every stanza's; the algorithm shown is that of the first stanza that a quantum computer opens, where there \
            is one, since one stanza opens the file.",
    anchors: &[PEM_ANCHOR],
    wants,
    detect,
};

const MAGIC: &[u8] = b"age-encryption.org/v1\n";
const LABEL: &str = "AGE ENCRYPTED FILE";
/// Stanzas that are looked at.
const STANZAS: usize = 10_000;

fn wants(peek: &Peek<'_>) -> bool {
    peek.head.starts_with(MAGIC) || peek.anchored
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    if input.bytes.starts_with(MAGIC) {
        return report(input.bytes, 0, None, sink);
    }
    if memchr::memmem::find(input.bytes, LABEL.as_bytes()).is_none() {
        return;
    }
    for block in input.blocks().iter().filter(|block| block.label == LABEL) {
        match block.der().filter(|file| file.starts_with(MAGIC)) {
            Some(file) => report(file, block.offset, Some(block.line), sink),
            None if block.is_meant() => malformed(block.offset, Some(block.line), sink),
            None => {}
        }
    }
}

fn malformed(offset: u64, line: Option<u32>, sink: &mut Sink) {
    let detail = "an age file whose header is broken or cut off";
    sink.unknown(DETECTOR.id, UnknownReason::Malformed, offset, line, detail);
}

fn report(file: &[u8], offset: u64, line: Option<u32>, sink: &mut Sink) {
    let Some(header) = Header::read(file) else { return malformed(offset, line, sink) };
    let algorithms = header.kinds.keys().filter_map(|kind| algorithm(kind)).collect::<Vec<_>>();
    let weakest = algorithms.iter().find(|algorithm| {
        algorithm.components.is_empty() && registry::facts(algorithm).problem.falls_to_shor()
    });
    let first = weakest.or_else(|| algorithms.first()).cloned();
    let named = first.as_ref().map_or("password", |algorithm| algorithm.name.as_str());
    let name = format!("age file for {named}");
    let mut material = Material::new(MaterialKind::Other, name, "age", sha256(header.text));
    material.details = header
        .kinds
        .iter()
        .map(|(kind, count)| ("recipient".to_owned(), format!("{kind}, {count}")))
        .collect();
    material.protection = header.work_factor.map(|factor| Protection {
        scheme: "scrypt, ChaCha20-Poly1305".to_owned(),
        iterations: 1_u64.checked_shl(factor),
    });
    material.algorithm = first.or_else(|| registry::by_name("ChaCha20-Poly1305"));
    let asset = Asset::RelatedCryptoMaterial(material);
    let finding = Finding::new(DETECTOR.id, asset, offset, line);
    let refer = |finding: Finding, algorithm| {
        finding.refers_to(RelationKind::KeyAlgorithm, Asset::Algorithm(algorithm))
    };
    sink.found(algorithms.into_iter().fold(finding, refer));
}

/// How a stanza of this kind wraps the file key.
fn algorithm(kind: &str) -> Option<Algorithm> {
    let name = match kind {
        "X25519" | "ssh-ed25519" => "X25519",
        "mlkem768x25519" => "X-Wing",
        "p256tag" | "piv-p256" => "ECDH-P-256",
        "mlkem768p256tag" => "MLKEM768-P256",
        "ssh-rsa" => "RSA-OAEP-SHA-256",
        "scrypt" => return None,
        other => return Some(Algorithm::verbatim(&format!("age recipient {other}"), None)),
    };
    registry::by_name(name)
}

struct Header<'a> {
    /// From the version line to the MAC.
    text: &'a [u8],
    kinds: BTreeMap<String, u32>,
    /// Base-two logarithm of scrypt's cost.
    work_factor: Option<u32>,
}

impl<'a> Header<'a> {
    fn read(file: &'a [u8]) -> Option<Self> {
        let mut header = Self { text: file, kinds: BTreeMap::new(), work_factor: None };
        let mut at = MAGIC.len();
        for _ in 0..STANZAS {
            let rest = file.get(at..)?;
            let line = &rest[..memchr::memchr(b'\n', rest)?];
            at += line.len() + 1;
            if line.starts_with(b"--- ") {
                header.text = &file[..at];
                return (!header.kinds.is_empty() && line.len() == 47).then_some(header);
            }
            let arguments = std::str::from_utf8(line.strip_prefix(b"-> ")?).ok()?;
            let mut arguments = arguments.split(' ');
            let kind = arguments.next().filter(|kind| (1..=64).contains(&kind.len()))?;
            let is_text = kind.bytes().all(|byte| byte.is_ascii_graphic());
            // Noise that age adds so that readers pass over what they do not know.
            if is_text && !kind.ends_with("-grease") {
                *header.kinds.entry(kind.to_owned()).or_default() += 1;
            }
            if kind == "scrypt" {
                header.work_factor = arguments.nth(1).and_then(|factor| factor.parse().ok());
            }
            at += body(file.get(at..)?)?;
        }
        None
    }
}

/// Length of a stanza's body: lines of 64 characters and a shorter one.
fn body(rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let line = memchr::memchr(b'\n', &rest[at..])?;
        at += line + 1;
        match line {
            64 => {}
            0..64 => return Some(at),
            _ => return None,
        }
    }
}
