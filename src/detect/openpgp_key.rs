//! OpenPGP keys, armored or binary: transferable keys and keyrings of versions 3 to 6 (RFC 9580, RFC 9980).

use super::openpgp_names::{cipher_name, hybrid, slh_dsa, string_to_key, unknown_algorithm};
use super::openpgp_signature::{KeyFlags, Signature};
use super::openpgp_wire::{Packet, Packets, armored, is_binary};
use super::{Detector, Input, PEM_ANCHOR, Peek, Sink};
use crate::model::{
    Algorithm, Asset, CryptoFunction, Finding, Material, MaterialKind, Protection, UnknownReason,
};
use crate::registry;

/// Finds OpenPGP keys.
pub const DETECTOR: Detector = Detector {
    id: "openpgp-key",
    title: "OpenPGP public and secret keys",
    about: "Transferable public and secret keys of versions 3 to 6 (RFC 9580 §5.5, RFC 9980), armored or binary, \
            with every subkey as an asset of its own: algorithm, modulus or curve, version, fingerprint as gpg \
            prints it, and how a secret key is protected (S2K and cipher). Reads packet headers and public \
            parameters, and the key flags of the newest signature that the primary key made over a key, which say what an \
            RSA key is for. Signatures are not verified.",
    anchors: &[PEM_ANCHOR],
    wants,
    detect,
};

const SECRET_KEY: u8 = 5;
const PUBLIC_KEY: u8 = 6;
const SECRET_SUBKEY: u8 = 7;
const PUBLIC_SUBKEY: u8 = 14;

fn wants(peek: &Peek<'_>) -> bool {
    if peek.anchored {
        return true;
    }
    let is_named = [".pgp", ".gpg", ".asc"].iter().any(|ending| peek.name.ends_with(ending));
    let Some(first) = Packets::new(peek.head).next() else {
        // A key that is cut off in its first packet is known by its name and the packet's tag.
        return is_named && Packets::new(peek.head).tag().is_some_and(is_key);
    };
    (is_key(first.tag) && Key::read(first.body).is_some())
        || (is_named && is_certificate_part(first.tag))
}

/// User ids, attributes and signatures belong behind a key (§10.1).
const fn is_certificate_part(tag: u8) -> bool {
    matches!(tag, 2 | 13 | 17)
}

const fn is_key(tag: u8) -> bool {
    matches!(tag, SECRET_KEY | PUBLIC_KEY | SECRET_SUBKEY | PUBLIC_SUBKEY)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    if is_binary(input.bytes) {
        return keys(input.bytes, None, 0, sink);
    }
    for block in armored(input.bytes).iter().filter(|block| block.label.ends_with("KEY BLOCK")) {
        let (line, offset) = (Some(block.line), block.offset as u64);
        match &block.bytes {
            Some(bytes) => keys(bytes, line, offset, sink),
            None => {
                let detail = format!("a PGP {} whose base64 or end line is broken", block.label);
                sink.unknown(DETECTOR.id, UnknownReason::Malformed, offset, line, detail);
            }
        }
    }
}

/// Reports the keys among the packets. In armor, offset and line are those of the block.
fn keys(bytes: &[u8], line: Option<u32>, block: u64, sink: &mut Sink) {
    let mut packets = Packets::new(bytes);
    let (mut any_key, mut any_name) = (false, false);
    let mut last = Holder::default();
    for packet in packets.by_ref() {
        any_key |= is_key(packet.tag);
        any_name |= matches!(packet.tag, 13 | 17);
        if packet.tag == 2 {
            last.sign(packet.body);
        }
        if !is_key(packet.tag) {
            continue;
        }
        let offset = if line.is_some() { block } else { packet.offset as u64 };
        match Key::read(packet.body) {
            Some(key) => last.next(key, packet, (offset, line), sink),
            None => sink.unknown(
                DETECTOR.id,
                UnknownReason::Malformed,
                offset,
                line,
                "an OpenPGP key packet of an unknown version, or shorter than it says",
            ),
        }
    }
    last.report(sink);
    if any_name && !any_key {
        let detail = "an OpenPGP certificate without its key packet";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, block, line, detail);
    }
    if !packets.at_end() {
        let detail = "OpenPGP packets that end in the middle or have no definite length";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, block, line, detail);
    }
}

/// The key that the packets are at, and what its own signatures say of it.
#[derive(Default)]
struct Holder<'a> {
    key: Option<(Key<'a>, Packet<'a>, (u64, Option<u32>))>,
    /// Fingerprint of the primary key, whose signatures count.
    primary: Option<String>,
    flags: Option<(u32, KeyFlags)>,
}

impl<'a> Holder<'a> {
    fn next(
        &mut self,
        key: Key<'a>,
        packet: Packet<'a>,
        place: (u64, Option<u32>),
        sink: &mut Sink,
    ) {
        self.report(sink);
        if matches!(packet.tag, SECRET_KEY | PUBLIC_KEY) {
            self.primary = key.fingerprint();
        }
        self.key = Some((key, packet, place));
    }

    /// Key flags of the newest signature by the primary key itself (RFC 9580 §5.2.3.10, §5.2.3.29).
    fn sign(&mut self, body: &[u8]) {
        let Some(signature) = Signature::read(body).filter(Signature::is_about_a_key) else {
            return;
        };
        let is_own = self.primary.as_deref().is_some_and(|primary| signature.is_by(primary));
        let is_newer = self.flags.is_none_or(|(time, _)| time <= signature.created);
        if let (true, true, Some(flags)) = (is_own, is_newer, signature.flags) {
            self.flags = Some((signature.created, flags));
        }
    }

    fn report(&mut self, sink: &mut Sink) {
        let flags = self.flags.take().map(|(_, flags)| flags);
        if let Some((key, packet, (offset, line))) = self.key.take() {
            sink.found(Finding::new(DETECTOR.id, key.asset(packet, flags), offset, line));
        }
    }
}

/// The public part of a key packet.
struct Key<'a> {
    version: u8,
    algorithm: Algorithm,
    bits: Option<u32>,
    /// Version, time, algorithm and public parameters: what the fingerprint is made of.
    public: &'a [u8],
    /// What follows in a secret key packet.
    secret: &'a [u8],
}

impl<'a> Key<'a> {
    fn read(body: &'a [u8]) -> Option<Self> {
        let version = *body.first()?;
        let (id, start) = match version {
            // Version 2 and 3 keys have a validity period (§5.5.2.1).
            2 | 3 => (*body.get(7)?, 8),
            4 => (*body.get(5)?, 6),
            // Versions 5 (LibrePGP) and 6 state the length of the parameters.
            5 | 6 => (*body.get(5)?, 10),
            _ => return None,
        };
        let parameters = body.get(start..)?;
        let (algorithm, bits, used) = match (read_parameters(id, parameters), version) {
            (Some(read), _) => read,
            (None, 5 | 6) => {
                let stated = body.get(6..10)?.iter().fold(0, |n, byte| n << 8 | usize::from(*byte));
                (unknown_algorithm(id), None, stated)
            }
            // Without a stated length, an unknown algorithm's parameters have no visible end.
            (None, _) if id >= 100 => (unknown_algorithm(id), None, parameters.len()),
            (None, _) => return None,
        };
        let end = start.checked_add(used)?;
        Some(Self { version, algorithm, bits, public: body.get(..end)?, secret: &body[end..] })
    }

    fn asset(mut self, packet: Packet<'_>, flags: Option<KeyFlags>) -> Asset {
        let is_secret = matches!(packet.tag, SECRET_KEY | SECRET_SUBKEY);
        let role = if matches!(packet.tag, SECRET_KEY | PUBLIC_KEY) { "primary" } else { "subkey" };
        let mut details = vec![
            ("openpgp version".to_owned(), self.version.to_string()),
            ("openpgp role".to_owned(), role.to_owned()),
        ];
        if let Some(fingerprint) = self.fingerprint() {
            details.push(("openpgp fingerprint".to_owned(), fingerprint));
        }
        if let Some(flags) = flags {
            details.push(("openpgp key flags".to_owned(), flags.words()));
            // An algorithm that serves one purpose says it itself.
            if self.algorithm.functions.is_empty() {
                self.algorithm.functions = flags.functions();
            }
        }
        let what = if is_secret { "secret" } else { "public" };
        Asset::RelatedCryptoMaterial(Material {
            material: if is_secret { MaterialKind::PrivateKey } else { MaterialKind::PublicKey },
            name: format!("{} OpenPGP {what} key", self.algorithm.name),
            format: "OpenPGP".to_owned(),
            signature_algorithm: None,
            size_bits: self.bits,
            fingerprint: super::hex(
                ring::digest::digest(&ring::digest::SHA256, self.public).as_ref(),
            ),
            protection: if is_secret { protection(self.version, self.secret) } else { None },
            subject: None,
            not_before: None,
            not_after: None,
            details,
            algorithm: Some(self.algorithm),
        })
    }

    /// Fingerprint over the public part (§5.5.4); version 3 fingerprints are MD5 and left out.
    fn fingerprint(&self) -> Option<String> {
        let length = u32::try_from(self.public.len()).ok()?.to_be_bytes();
        let over = |algorithm, prefix: &[u8]| {
            let mut digest = ring::digest::Context::new(algorithm);
            digest.update(prefix);
            digest.update(self.public);
            super::hex(digest.finish().as_ref())
        };
        match self.version {
            4 => {
                let prefix = [0x99, length[2], length[3]];
                Some(over(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY, &prefix))
            }
            6 => {
                let prefix = [0x9B, length[0], length[1], length[2], length[3]];
                Some(over(&ring::digest::SHA256, &prefix))
            }
            _ => None,
        }
    }
}

/// Algorithm, size in bits and encoded length of the public parameters (§5.5.5, RFC 9980 §3).
fn read_parameters(id: u8, bytes: &[u8]) -> Option<(Algorithm, Option<u32>, usize)> {
    use CryptoFunction::{Decrypt, Encrypt, Keyderive, Sign, Verify};
    let named =
        |name: &str| registry::by_name(name).unwrap_or_else(|| Algorithm::verbatim(name, None));
    let fixed = |name: &str, length: usize| Some((named(name), None, length));
    let numbers = |oid: &str, count: usize| {
        let (bits, used) = integers(bytes, count)?;
        Some((registry::key(oid, None, Some(bits)), Some(bits), used))
    };
    match id {
        1 => numbers("1.2.840.113549.1.1.1", 2),
        // Deprecated, but they say what the key is for.
        2 => with_functions(numbers("1.2.840.113549.1.1.1", 2), &[Encrypt, Decrypt]),
        3 => with_functions(numbers("1.2.840.113549.1.1.1", 2), &[Sign, Verify]),
        16 => {
            let (bits, used) = integers(bytes, 3)?;
            let mut algorithm = Algorithm::verbatim(&format!("ElGamal-{bits}"), None);
            algorithm.parameter_set = Some(bits.to_string());
            if let Some(row) = registry::by_name("ElGamal") {
                algorithm.family = row.family;
                algorithm.primitive = row.primitive;
            }
            Some((algorithm, Some(bits), used))
        }
        17 => numbers("1.2.840.10040.4.1", 4),
        18 => {
            let (algorithm, used) = curve_key(bytes)?;
            // One more length-prefixed field with the KDF's hash and cipher (§5.5.5.6).
            let kdf = usize::from(*bytes.get(used)?) + 1;
            with_functions(Some((algorithm, None, used.checked_add(kdf)?)), &[Keyderive])
        }
        19 | 22 => {
            let (algorithm, used) = curve_key(bytes)?;
            with_functions(Some((algorithm, None, used)), &[Sign, Verify])
        }
        25 => fixed("X25519", 32),
        26 => fixed("X448", 56),
        27 => fixed("Ed25519", 32),
        28 => fixed("Ed448", 57),
        // The classical part comes first (RFC 9980 §4.3, §5.3); SLH-DSA has fixed lengths (§6.2).
        30 => Some((hybrid(id)?, None, 32 + 1952)),
        31 => Some((hybrid(id)?, None, 57 + 2592)),
        32 | 33 => fixed(slh_dsa(id)?, 32),
        34 => fixed(slh_dsa(id)?, 64),
        35 => Some((hybrid(id)?, None, 32 + 1184)),
        36 => Some((hybrid(id)?, None, 56 + 1568)),
        _ => None,
    }
}

fn with_functions(
    read: Option<(Algorithm, Option<u32>, usize)>,
    functions: &[CryptoFunction],
) -> Option<(Algorithm, Option<u32>, usize)> {
    let (mut algorithm, bits, used) = read?;
    algorithm.functions = functions.iter().copied().collect();
    Some((algorithm, bits, used))
}

/// Bits of the first of `count` multiprecision integers (§3.2), and the length of all.
fn integers(bytes: &[u8], count: usize) -> Option<(u32, usize)> {
    let mut at = 0_usize;
    let mut first = None;
    for _ in 0..count {
        let bits = u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]);
        at = at.checked_add(2 + usize::from(bits).div_ceil(8))?;
        bytes.get(..at)?;
        first = first.or(Some(u32::from(bits)));
    }
    Some((first?, at))
}

/// Algorithm by curve OID (§9.2) and the length of OID and point.
fn curve_key(bytes: &[u8]) -> Option<(Algorithm, usize)> {
    let length = usize::from(*bytes.first()?);
    // 0 and 255 are reserved for future use (§9.2).
    let oid = bytes.get(1..1 + length).filter(|_| (1..255).contains(&length))?;
    let (_, point) = integers(&bytes[1 + length..], 1)?;
    let algorithm = match oid {
        // The two legacy names of Curve25519 and Ed25519 (§9.2).
        [0x2B, 0x06, 0x01, 0x04, 0x01, 0x97, 0x55, 0x01, 0x05, 0x01] => {
            registry::by_name("X25519")?
        }
        [0x2B, 0x06, 0x01, 0x04, 0x01, 0xDA, 0x47, 0x0F, 0x01] => registry::by_name("Ed25519")?,
        _ => registry::key("1.2.840.10045.2.1", Some(&dotted(oid)?), None),
    };
    Some((algorithm, 1 + length + point))
}

/// Dotted decimal of an OID's content octets (X.690 §8.19).
fn dotted(content: &[u8]) -> Option<String> {
    let oid = x509_parser::der_parser::oid::Oid::new(content.into());
    oid.iter().is_some().then(|| oid.to_id_string())
}

/// How a secret key is protected: the S2K usage octet and what follows it (§3.7.2, §5.5.3). `None` is in the clear.
fn protection(version: u8, secret: &[u8]) -> Option<Protection> {
    let usage = *secret.first()?;
    let mut rest = secret.get(1..)?;
    if usage == 0 {
        return None;
    }
    let unknown = || Protection { scheme: "S2K of an unknown form".to_owned(), iterations: None };
    // Versions 5 and 6 state how long these fields are.
    if version >= 5 {
        rest = rest.get(1..)?;
    }
    let (cipher, s2k) = match (usage, rest) {
        (253, [cipher, _, s2k @ ..]) | (254 | 255, [cipher, s2k @ ..]) => (*cipher, s2k),
        (253..=255, _) => return Some(unknown()),
        // Any other value is the cipher itself, with a key that is the MD5 of the password (§3.7.2.1).
        (cipher, _) => {
            let scheme = format!("MD5 of the password, {} CFB", cipher_name(cipher));
            return Some(Protection { scheme, iterations: None });
        }
    };
    let s2k = if version == 6 { s2k.get(1..)? } else { s2k };
    let mode = if usage == 253 { "AEAD" } else { "CFB" };
    if let [101, ..] = s2k {
        let scheme = "not here: a stub for an offline or card key (GnuPG S2K 101)".to_owned();
        return Some(Protection { scheme, iterations: None });
    }
    let Some((derivation, iterations)) = string_to_key(s2k) else { return Some(unknown()) };
    Some(Protection { scheme: format!("{derivation}, {} {mode}", cipher_name(cipher)), iterations })
}
