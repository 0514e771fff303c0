//! Headers of LUKS volumes, versions 1 and 2.

use serde_json::Value;

use super::dm_crypt_cipher::cipher;
use super::{Detector, Input, Sink, sha256};
use crate::model::{
    Algorithm, Asset, Finding, Material, MaterialKind, RelationKind, UnknownReason,
};
use crate::registry;

/// Finds LUKS headers.
pub const DETECTOR: Detector = Detector {
    id: "luks-header",
    title: "LUKS volumes and header backups",
    about: "The header at the start of a volume, an image or a backup of it (LUKS On-Disk Format 1.2.3 and LUKS2 On-Disk \
            Format 1.1.4): cipher and key size of the data, and of every keyslot the key derivation with its cost, hash and \
            cipher. Salts, digests and key material are not read. A header elsewhere on a disk is not looked for.",
    anchors: &[],
    wants: |peek| peek.head.starts_with(MAGIC),
    detect,
};

const MAGIC: &[u8] = b"LUKS\xba\xbe";
/// Where LUKS2 has its JSON, and the largest that the format allows.
const JSON: usize = 4096;
const LARGEST: usize = 4 << 20;
const KEYSLOTS: usize = 32;

/// What a header says.
#[derive(Default)]
struct Header {
    uuid: String,
    data: Vec<(String, Option<u32>)>,
    details: Vec<(String, String)>,
    others: Vec<Algorithm>,
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let version = input.bytes.get(6..8).map(|two| u16::from_be_bytes([two[0], two[1]]));
    let header = match version {
        Some(1) => first(input.bytes),
        Some(2) => second(input.bytes),
        // A text or program that begins with the magic alone is no volume.
        _ => return,
    };
    let Some((header, version)) = header.zip(version) else {
        let detail = "a LUKS header that is cut off or broken; the whole header would tell its cipher and keyslots";
        return sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
    };
    let name = format!("LUKS{version} volume");
    let format = format!("LUKS{version}");
    // The UUID names the volume; nothing of the header's secrets is in it.
    let fingerprint = sha256(format!("luks:{}", header.uuid).as_bytes());
    let mut material = Material::new(MaterialKind::Keystore, name, &format, fingerprint);
    material.size_bits = header.data.first().and_then(|(_, bits)| *bits);
    material.details = header.details;
    let mut finding = Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), 0, None);
    let data = header.data.iter().map(|(spec, bits)| cipher(spec, *bits));
    let mut all: Vec<Algorithm> = Vec::new();
    for algorithm in data.chain(header.others) {
        if !all.contains(&algorithm) {
            all.push(algorithm);
        }
    }
    for algorithm in all {
        finding = finding.refers_to(RelationKind::Contains, Asset::Algorithm(algorithm));
    }
    sink.found(finding);
}

/// `phdr` of version 1: numbers are big-endian, texts end with a zero.
fn first(bytes: &[u8]) -> Option<Header> {
    const SLOTS: usize = 208;
    const ENABLED: u32 = 0x00AC_71F3;
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let spec = format!("{}-{}", text(bytes, 8, 32)?, text(bytes, 40, 32)?);
    let hash = text(bytes, 72, 32)?;
    let bits = number(108)?.checked_mul(8)?;
    let mut header = Header { uuid: text(bytes, 168, 40)?, ..Header::default() };
    header.details.push(("cipher".to_owned(), spec.clone()));
    header.details.push(("hash".to_owned(), hash.clone()));
    header.data.push((spec, Some(bits)));
    for slot in 0..8 {
        let at = SLOTS + slot * 48;
        if number(at)? == ENABLED {
            let iterations = number(at + 4)?;
            let words = format!("PBKDF2 with HMAC and {hash}, {iterations} iterations");
            header.details.push((format!("keyslot {slot}"), words));
        }
    }
    header.others.push(derivation("pbkdf2"));
    header.others.push(digest(&hash));
    Some(header)
}

/// The text of at most `length` octets at `at`.
fn text(bytes: &[u8], at: usize, length: usize) -> Option<String> {
    let field = bytes.get(at..at + length)?;
    let end = field.iter().position(|byte| *byte == 0).unwrap_or(length);
    let is_plain = field[..end].iter().all(u8::is_ascii_graphic);
    (is_plain && end > 0).then(|| String::from_utf8_lossy(&field[..end]).into_owned())
}

/// Binary header and JSON of version 2.
fn second(bytes: &[u8]) -> Option<Header> {
    let size = u64::from_be_bytes(bytes.get(8..16)?.try_into().ok()?);
    let size = usize::try_from(size).ok().filter(|size| (JSON..=LARGEST).contains(size))?;
    let area = bytes.get(JSON..size)?;
    let end = area.iter().position(|byte| *byte == 0).unwrap_or(area.len());
    let json = serde_json::from_slice::<Value>(&area[..end]).ok()?;
    let mut header = Header { uuid: text(bytes, 168, 40)?, ..Header::default() };
    let slots = json.get("keyslots")?.as_object()?;
    let word = |value: &Value, key: &str| {
        let text = value.get(key).and_then(Value::as_str).unwrap_or_default();
        text.chars().take(100).collect::<String>()
    };
    let number = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_u64).map_or("?".to_owned(), |number| number.to_string())
    };
    // The key of the data is as long as the keyslots say; a detached slot may hold another.
    let bits = |slot: &Value| {
        let octets = slot.get("key_size").and_then(Value::as_u64)?;
        u32::try_from(octets).ok()?.checked_mul(8)
    };
    let mut sizes = slots.values().map(bits).collect::<Vec<_>>();
    sizes.dedup();
    let size = if let [size] = sizes.as_slice() { *size } else { None };
    for (id, segment) in json.get("segments")?.as_object()?.iter().take(KEYSLOTS) {
        let spec = word(segment, "encryption");
        if !spec.is_empty() {
            header.details.push((format!("segment {id}"), spec.clone()));
            header.data.push((spec, size));
        }
    }
    for (id, slot) in slots.iter().take(KEYSLOTS) {
        let (Some(kdf), Some(area)) = (slot.get("kdf"), slot.get("area")) else { continue };
        let kind = word(kdf, "type");
        let cost = if kind == "pbkdf2" {
            let hash = word(kdf, "hash");
            header.others.push(digest(&hash));
            format!("with HMAC and {hash}, {} iterations", number(kdf, "iterations"))
        } else {
            let [time, memory, cpus] = ["time", "memory", "cpus"].map(|key| number(kdf, key));
            format!("time {time}, memory {memory} KiB, threads {cpus}")
        };
        header.others.push(derivation(&kind));
        let octets = area.get("key_size").and_then(Value::as_u64);
        let bits = octets.and_then(|octets| u32::try_from(octets).ok()?.checked_mul(8));
        let spec = word(area, "encryption");
        header.details.push((format!("keyslot {id}"), format!("{kind} {cost}, {spec}")));
        header.others.push(cipher(&spec, bits));
    }
    for token in json.get("tokens").and_then(Value::as_object).into_iter().flatten().take(KEYSLOTS)
    {
        header.details.push((format!("token {}", token.0), word(token.1, "type")));
    }
    Some(header)
}

fn derivation(name: &str) -> Algorithm {
    registry::by_name(name).unwrap_or_else(|| Algorithm::verbatim(name, None))
}

fn digest(name: &str) -> Algorithm {
    let known = registry::digest(name).and_then(registry::by_name);
    known.unwrap_or_else(|| Algorithm::verbatim(name, None))
}
