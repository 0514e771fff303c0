//! OpenPGP signatures and messages (RFC 9580 §10.3, RFC 9980), armored or binary.

use super::openpgp_names::{
    aead_name, cipher_name, hash_name, session_key_algorithm, signature_algorithm, string_to_key,
};
use super::openpgp_signature::Signature;
use super::openpgp_wire::{Packet, Packets, armored, is_binary};
use super::{Detector, Input, PEM_ANCHOR, Peek, Sink, hex, sha256};
use crate::model::{
    Algorithm, Asset, Finding, Material, MaterialKind, Protection, RelationKind, UnknownReason,
};
use crate::registry;

/// Finds OpenPGP signatures and messages.
pub const DETECTOR: Detector = Detector {
    id: "openpgp-message",
    title: "OpenPGP signatures and encrypted messages",
    about: "Detached and cleartext signatures, signed messages and encrypted messages (RFC 9580 §5.1 to §5.4, §5.7, §5.13; \
            RFC 9980), armored in any text or binary: a signature's public-key and hash algorithm and its issuer; of an \
            encrypted message each recipient's algorithm and key id, password derivations, and the cipher where it is not \
            encrypted itself. The algorithm shown is that of the first recipient that a quantum computer reads, where \
            there is one. Compressed messages are not opened and are unknown. Nothing is verified.",
    anchors: &[PEM_ANCHOR],
    wants,
    detect,
};

/// Packets of one message that are looked at.
const PACKETS: usize = 10_000;

fn wants(peek: &Peek<'_>) -> bool {
    if peek.anchored {
        return true;
    }
    let is_named = [".pgp", ".gpg", ".sig"].iter().any(|ending| peek.name.ends_with(ending));
    let mut packets = Packets::new(peek.head);
    match packets.any() {
        Some(first) => is_beginning(&first, is_named),
        None => is_named && packets.tag().is_some_and(|tag| matches!(tag, 1..=4 | 8 | 9 | 18 | 20)),
    }
}

/// Whether a message begins with this packet. Data packets have too few fixed octets to be known without a file name.
fn is_beginning(packet: &Packet<'_>, is_named: bool) -> bool {
    match packet.tag {
        1 => Recipient::public_key(packet.body).is_some(),
        2 => Signature::read(packet.body).is_some(),
        3 => Recipient::password(packet.body).is_some(),
        4 => {
            matches!(packet.body, [3, _, hash, ..] if hash_is_known(*hash) && packet.body.len() == 13)
        }
        8 | 9 | 18 | 20 => is_named,
        _ => false,
    }
}

fn hash_is_known(hash: u8) -> bool {
    registry::digest(hash_name(hash)).is_some()
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    if is_binary(input.bytes) {
        return message(input.bytes, (0, None), sink);
    }
    let is_ours = |label: &str| matches!(label, "SIGNATURE" | "MESSAGE");
    for block in armored(input.bytes).iter().filter(|block| is_ours(&block.label)) {
        let place = (block.offset as u64, Some(block.line));
        match &block.bytes {
            Some(bytes) => message(bytes, place, sink),
            None => {
                if is_meant(&input.bytes[block.offset..]) {
                    malformed(place, "whose base64 or end line is broken", sink);
                }
            }
        }
    }
}

/// Whether broken armor was an object: prose and examples have begin lines too, but no full line of base64, which is 64
/// characters as GnuPG and others write it and the shortest signature has.
fn is_meant(armor: &[u8]) -> bool {
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let body = armor[..armor.len().min(4096)].split(|byte| *byte == b'\n').skip(1);
    let block = body.map(<[u8]>::trim_ascii).take_while(|line| !line.starts_with(b"-----"));
    block.take(64).any(|line| line.len() >= 60 && line.iter().all(is_base64))
}

fn malformed((offset, line): (u64, Option<u32>), fault: &str, sink: &mut Sink) {
    let detail = format!("an OpenPGP signature or message {fault}");
    sink.unknown(DETECTOR.id, UnknownReason::Malformed, offset, line, detail);
}

fn message(bytes: &[u8], place: (u64, Option<u32>), sink: &mut Sink) {
    let mut packets = Packets::new(bytes);
    let mut sealed = Sealed::default();
    for _ in 0..PACKETS {
        let Some(packet) = packets.any() else { break };
        let own = if place.1.is_some() { place } else { (packet.offset as u64, None) };
        match packet.tag {
            1 | 3 => match Recipient::of(&packet) {
                Some(recipient) => sealed.recipients.push(recipient),
                None => malformed(own, "with a session key of an unknown version", sink),
            },
            2 => match Signature::read(packet.body) {
                Some(signature) => sink.found(signed(&signature, packet.body, own)),
                None => malformed(own, "with a signature that cannot be read", sink),
            },
            8 => {
                let detail = "a compressed OpenPGP message; unpacking it would show its signatures";
                sink.unknown(DETECTOR.id, UnknownReason::Unsupported, own.0, own.1, detail);
            }
            9 | 18 | 20 => sealed.content = Some(content(&packet)),
            // Keys begin another kind of file, which the detector of keys reads.
            5 | 6 | 7 | 14 => return,
            _ => {}
        }
    }
    if !packets.at_end() {
        malformed(place, "that ends in the middle", sink);
    }
    if sealed.content.is_some() || !sealed.recipients.is_empty() {
        sink.found(sealed.finding(bytes, place));
    }
}

fn signed(signature: &Signature, body: &[u8], (offset, line): (u64, Option<u32>)) -> Finding {
    let algorithm = signature_algorithm(signature.algorithm, signature.hash);
    let name = format!("{} OpenPGP signature", algorithm.name);
    let mut material = Material::new(MaterialKind::Signature, name, "OpenPGP", sha256(body));
    material.details = vec![
        ("hash".to_owned(), hash_name(signature.hash).to_owned()),
        ("openpgp version".to_owned(), signature.version.to_string()),
        ("signature type".to_owned(), format!("0x{:02x}", signature.kind)),
    ];
    let issuer = signature.issuer.clone();
    material.details.extend(issuer.map(|issuer| ("issuer".to_owned(), issuer)));
    material.signature_algorithm = Some(algorithm);
    Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), offset, line)
}

/// What opens a message.
enum Recipient {
    PublicKey { algorithm: Box<Algorithm>, key: String },
    Password { protection: Protection },
}

impl Recipient {
    fn of(packet: &Packet<'_>) -> Option<Self> {
        if packet.tag == 1 { Self::public_key(packet.body) } else { Self::password(packet.body) }
    }

    /// Public-key encrypted session key (§5.1): by key id in version 3, by fingerprint in version 6.
    fn public_key(body: &[u8]) -> Option<Self> {
        let (key, rest) = match body.split_first()? {
            (3, rest) => rest.split_at_checked(8)?,
            (6, rest) => {
                let (length, rest) = rest.split_first()?;
                let (key, rest) = rest.split_at_checked(usize::from(*length))?;
                (key.get(1..).unwrap_or_default(), rest)
            }
            _ => return None,
        };
        let (id, fields) = rest.split_first()?;
        let is_known = matches!(id, 1..=3 | 16 | 18 | 20 | 25 | 26 | 35 | 36 | 100..=110);
        let is_hidden = key.iter().all(|byte| *byte == 0);
        let key = if is_hidden { "hidden".to_owned() } else { hex(key) };
        let algorithm = Box::new(session_key_algorithm(*id, fields));
        (is_known && fields.len() > 16).then_some(Self::PublicKey { algorithm, key })
    }

    /// Symmetric-key encrypted session key (§5.3).
    fn password(body: &[u8]) -> Option<Self> {
        let (cipher, mode, s2k) = match body {
            [4, cipher, s2k @ ..] => (*cipher, "CFB", s2k),
            [5, cipher, aead, s2k @ ..] | [6, _, cipher, aead, _, s2k @ ..] => {
                (*cipher, aead_name(*aead), s2k)
            }
            _ => return None,
        };
        let (derivation, iterations) = string_to_key(s2k)?;
        let scheme = format!("{derivation}, {} {mode}", cipher_name(cipher));
        let is_known = matches!(cipher, 1..=4 | 7..=13);
        is_known.then_some(Self::Password { protection: Protection { scheme, iterations } })
    }
}

/// How the content is encrypted (§5.7, §5.13; tag 20 of LibrePGP). In version 1 the cipher is inside the session key.
fn content(packet: &Packet<'_>) -> String {
    match (packet.tag, packet.body) {
        (18, [1, ..]) => "SEIPD version 1 (CFB with SHA-1 detection code)".to_owned(),
        (18, [2, cipher, aead, ..]) => {
            format!("SEIPD version 2, {} {}", cipher_name(*cipher), aead_name(*aead))
        }
        (20, [1, cipher, aead, ..]) => {
            format!("AEAD packet, {} {}", cipher_name(*cipher), aead_name(*aead))
        }
        (9, _) => "SED packet (CFB without integrity protection)".to_owned(),
        _ => "a packet of an unknown version".to_owned(),
    }
}

#[derive(Default)]
struct Sealed {
    recipients: Vec<Recipient>,
    content: Option<String>,
}

impl Sealed {
    fn finding(self, bytes: &[u8], (offset, line): (u64, Option<u32>)) -> Finding {
        let mut details = Vec::new();
        let mut algorithms = Vec::new();
        let mut protections = Vec::new();
        for recipient in self.recipients {
            match recipient {
                Recipient::PublicKey { algorithm, key } => {
                    details
                        .push(("recipient".to_owned(), format!("{}, key {key}", algorithm.name)));
                    algorithms.push(*algorithm);
                }
                Recipient::Password { protection } => {
                    details
                        .push(("recipient".to_owned(), format!("password, {}", protection.scheme)));
                    protections.push(protection);
                }
            }
        }
        details.extend(self.content.map(|content| ("content encryption".to_owned(), content)));
        let falls = |algorithm: &&Algorithm| {
            algorithm.components.is_empty() && registry::facts(algorithm).problem.falls_to_shor()
        };
        let shown = algorithms.iter().find(falls).or_else(|| algorithms.first()).cloned();
        let name = shown.as_ref().map_or("password", |algorithm| algorithm.name.as_str());
        let name = format!("OpenPGP message for {name}");
        let material = Material {
            algorithm: shown,
            protection: protections.into_iter().next(),
            details,
            ..Material::new(MaterialKind::Other, name, "OpenPGP", sha256(bytes))
        };
        let asset = Asset::RelatedCryptoMaterial(material);
        let finding = Finding::new(DETECTOR.id, asset, offset, line);
        algorithms.into_iter().fold(finding, |finding, algorithm| {
            finding.refers_to(RelationKind::KeyAlgorithm, Asset::Algorithm(algorithm))
        })
    }
}
