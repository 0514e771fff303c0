//! Keys of Microsoft's CryptoAPI: PUBLICKEYBLOB, PRIVATEKEYBLOB and the PVK files around them.

use super::ber::Element;
use super::spki::{self, PublicKey};
use super::{Detector, Input, Peek, Sink, sha256};
use crate::model::{
    Asset, Finding, Material, MaterialKind, Protection, RelationKind, UnknownReason,
};
use crate::registry;

/// Finds keys of Microsoft's CryptoAPI.
pub const DETECTOR: Detector = Detector {
    id: "microsoft-key-blob",
    title: "Microsoft key blobs and PVK files",
    about: "RSA and DSA keys as Windows' CryptoAPI writes them (PUBLICKEYBLOB and PRIVATEKEYBLOB, MS-MQQB and wincrypt.h) and \
            PVK files, plain or closed by RC4, by header and exact length: algorithm, modulus size, and the public key's \
            fingerprint. A closed PVK shows the algorithm only; an unknown says so.",
    anchors: &[],
    wants,
    detect,
};

/// PVK: magic number, little-endian.
const PVK: &[u8] = &[0x1E, 0xF1, 0xB5, 0xB0];
const PVK_HEADER: usize = 24;
/// BLOBHEADER { bType, bVersion, reserved, aiKeyAlg } and { magic, bitlen }.
const BLOB_HEADER: usize = 8;
const CALG_RSA_SIGN: usize = 0x2400;
const CALG_RSA_KEYX: usize = 0xA400;
const CALG_DSS_SIGN: usize = 0x2200;

fn wants(peek: &Peek<'_>) -> bool {
    let size = usize::try_from(peek.size).unwrap_or(usize::MAX);
    Pvk::read(peek.head, size).is_some()
        || Blob::read(peek.head).is_some_and(|blob| blob.size == size)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let bytes = input.bytes;
    let Some(pvk) = Pvk::read(bytes, bytes.len()) else {
        return blob(bytes, 0, "Microsoft key blob", sink);
    };
    let start = PVK_HEADER + pvk.salt;
    if !pvk.is_closed {
        return blob(&bytes[start..], start, "PVK", sink);
    }
    let algorithm = bytes.get(start..).and_then(key_algorithm);
    let algorithm = algorithm.map(|oid| registry::key(oid, None, None));
    let named = algorithm.as_ref().map_or_else(String::new, |known| format!("{} ", known.name));
    // SHA-1 of salt and password; the strong and the 40-bit form of the key look alike (openssl-rsa, -pvk-weak).
    let scheme = "RC4 with SHA-1 of salt and password".to_owned();
    let detail = format!("encrypted: 1 private key ({scheme}); a password would open it");
    let key = Material {
        name: format!("encrypted {named}private key"),
        protection: Some(Protection { scheme, iterations: Some(1) }),
        ..material(MaterialKind::PrivateKey, "PVK", sha256(bytes))
    };
    let key = Material { algorithm, ..key };
    sink.found(Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(key), 0, None));
    sink.unknown(DETECTOR.id, UnknownReason::Encrypted, 0, None, detail);
}

/// { magic, reserved, keytype, encrypted, saltlen, keylen }, salt, blob.
struct Pvk {
    is_closed: bool,
    salt: usize,
}

impl Pvk {
    fn read(head: &[u8], size: usize) -> Option<Self> {
        let header = head.get(..PVK_HEADER).filter(|header| header.starts_with(PVK))?;
        let field = |at: usize| little(&header[at..at + 4]);
        let (closed, salt, key) = (field(12), field(16), field(20));
        let is_whole = salt <= 1024 && PVK_HEADER.checked_add(salt)?.checked_add(key)? == size;
        (closed <= 1 && is_whole).then_some(Self { is_closed: closed == 1, salt })
    }
}

/// What a blob's header says; numbers are little-endian.
struct Blob {
    is_private: bool,
    is_rsa: bool,
    bits: u32,
    /// Octets of the whole.
    size: usize,
}

impl Blob {
    fn read(bytes: &[u8]) -> Option<Self> {
        let oid = key_algorithm(bytes)?;
        let fields = bytes.get(BLOB_HEADER..BLOB_HEADER + 8)?;
        let bits = little(&fields[4..8]);
        let (is_private, is_rsa) = match (bytes[0], &fields[..4], oid) {
            (6, b"RSA1", spki::RSA) => (false, true),
            (7, b"RSA2", spki::RSA) => (true, true),
            (6, b"DSS1", spki::DSA) => (false, false),
            (7, b"DSS2", spki::DSA) => (true, false),
            _ => return None,
        };
        if !(384..=65_536).contains(&bits) || !bits.is_multiple_of(16) {
            return None;
        }
        let (whole, half) = (bits / 8, bits / 16);
        let rest = match (is_rsa, is_private) {
            // pubexp, n, and p, q, d mod p-1, d mod q-1, 1/q mod p, d
            (true, false) => 4 + whole,
            (true, true) => 4 + whole + 5 * half + whole,
            // p, q, g, and y or x, then the seed
            (false, false) => 3 * whole + 20 + 24,
            (false, true) => 2 * whole + 20 + 20 + 24,
        };
        let size = BLOB_HEADER + 8 + rest;
        Some(Self { is_private, is_rsa, bits: u32::try_from(bits).ok()?, size })
    }
}

/// OID of the key's algorithm by BLOBHEADER.
fn key_algorithm(bytes: &[u8]) -> Option<&'static str> {
    let header = bytes.get(..BLOB_HEADER)?;
    if !matches!(header[0], 6 | 7) || header[1] != 2 || header[2..4] != [0, 0] {
        return None;
    }
    match little(&header[4..8]) {
        CALG_RSA_SIGN | CALG_RSA_KEYX => Some(spki::RSA),
        CALG_DSS_SIGN => Some(spki::DSA),
        _ => None,
    }
}

fn blob(bytes: &[u8], offset: usize, format: &str, sink: &mut Sink) {
    let Some(blob) = Blob::read(bytes).filter(|blob| blob.size == bytes.len()) else {
        let detail = format!("a {format} whose header does not fit its length");
        let place = offset as u64;
        return sink.unknown(DETECTOR.id, UnknownReason::Malformed, place, None, detail);
    };
    let public = blob.is_rsa.then(|| rsa_public(bytes, &blob)).flatten();
    let oid = if blob.is_rsa { spki::RSA } else { spki::DSA };
    let algorithm = registry::key(oid, None, Some(blob.bits));
    let (kind, words) = if blob.is_private {
        (MaterialKind::PrivateKey, "private")
    } else {
        (MaterialKind::PublicKey, "public")
    };
    let print = public.as_ref().map_or_else(|| sha256(bytes), |key| key.fingerprint.clone());
    let key = Material {
        name: format!("{} {words} key", algorithm.name),
        size_bits: Some(blob.bits),
        ..material(kind, format, print)
    };
    let key = Asset::RelatedCryptoMaterial(Material { algorithm: Some(algorithm), ..key });
    let finding = Finding::new(DETECTOR.id, key, offset as u64, None);
    sink.found(match public {
        Some(public) if blob.is_private => {
            finding.refers_to(RelationKind::PublicHalf, public.asset())
        }
        _ => finding,
    });
}

/// The public key { pubexp, n } of an RSA blob.
fn rsa_public(bytes: &[u8], blob: &Blob) -> Option<PublicKey> {
    let number = |from: usize, length: usize| {
        let mut digits = bytes.get(from..from + length)?.to_vec();
        digits.reverse();
        Some(spki::integer(&digits))
    };
    let whole = usize::try_from(blob.bits / 8).ok()?;
    let (exponent, modulus) = (number(BLOB_HEADER + 8, 4)?, number(BLOB_HEADER + 12, whole)?);
    let encoding = spki::wrap_rsa(&Element::read(&modulus)?, &Element::read(&exponent)?);
    PublicKey::read(&Element::read(&encoding)?).filter(|key| key.bits == Some(blob.bits))
}

fn material(material: MaterialKind, format: &str, fingerprint: String) -> Material {
    Material {
        material,
        name: String::new(),
        format: format.to_owned(),
        algorithm: None,
        signature_algorithm: None,
        size_bits: None,
        fingerprint,
        protection: None,
        subject: None,
        not_before: None,
        not_after: None,
        details: Vec::new(),
    }
}

/// A little-endian number of four octets.
fn little(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
}
