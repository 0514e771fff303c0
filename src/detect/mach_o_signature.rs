//! Code signatures of Mach-O programs and libraries.

use super::cms_message::Context;
use super::fields::{be32, le32};
use super::{Detector, Input, Peek, Sink};
use crate::model::{Asset, Finding, Material, MaterialKind, RelationKind, UnknownReason};
use crate::registry;

/// Finds code signatures of Mach-O files.
pub const DETECTOR: Detector = Detector {
    id: "mach-o-signature",
    title: "Code signatures of Mach-O files",
    about: "The embedded signature of a Mach-O image (LC_CODE_SIGNATURE; cs_blobs.h of XNU), of every architecture in a fat \
            file: the digests of its code directories, and the CMS message with the signer's algorithms, certificates and \
            timestamps. An ad-hoc signature has digests and no signer.",
    anchors: &[],
    wants,
    detect,
};

/// Architectures, load commands and blobs looked at.
const LIMIT: usize = 1_000;
const CODE_SIGNATURE: usize = 0x1D;
const EMBEDDED_SIGNATURE: usize = 0xFADE_0CC0;
const CODE_DIRECTORY: usize = 0xFADE_0C02;
const WRAPPER: usize = 0xFADE_0B01;

fn wants(peek: &Peek<'_>) -> bool {
    fat(peek.head).is_some() || signature(peek.head).is_some()
}

/// Size of an entry of a fat file's list and how many there are; Java classes share the magic and have a version of at
/// least 45 there.
fn fat(head: &[u8]) -> Option<(usize, usize)> {
    let size = match be32(head, 0)? {
        0xCAFE_BABE => 20,
        0xCAFE_BABF => 32,
        _ => return None,
    };
    be32(head, 4).filter(|count| (1..45).contains(count)).map(|count| (size, count))
}

/// Offset and size of the signature in the image that `image` begins with: linkedit_data_command { cmd, cmdsize, dataoff,
/// datasize }.
fn signature(image: &[u8]) -> Option<(usize, usize)> {
    let mut at = match image {
        [0xCE, 0xFA, 0xED, 0xFE, ..] => 28,
        [0xCF, 0xFA, 0xED, 0xFE, ..] => 32,
        _ => return None,
    };
    for _ in 0..le32(image, 16)?.min(LIMIT) {
        let (command, size) = (le32(image, at)?, le32(image, at + 4)?);
        if command == CODE_SIGNATURE {
            return Some((le32(image, at + 8)?, le32(image, at + 12)?));
        }
        at = at.checked_add(size.max(8))?;
    }
    None
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let bytes = input.bytes;
    let Some((size, count)) = fat(bytes) else { return image(bytes, 0, sink) };
    for index in 0..count {
        let entry = 8 + size * index;
        // fat_arch has offsets of four octets, fat_arch_64 of eight.
        let offset = if size == 20 {
            be32(bytes, entry + 8)
        } else {
            be32(bytes, entry + 12).filter(|_| be32(bytes, entry + 8) == Some(0))
        };
        if let Some(part) = offset.and_then(|offset| bytes.get(offset..)) {
            image(part, bytes.len() - part.len(), sink);
        }
    }
}

fn image(image: &[u8], base: usize, sink: &mut Sink) {
    let Some((start, size)) = signature(image) else { return };
    let place = (base + start) as u64;
    let blob = image.get(start..).and_then(|rest| rest.get(..size));
    if blob.and_then(|blob| superblob(blob, place, sink)).is_none() {
        let detail = "a code signature whose structure is broken or cut off";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, place, None, detail);
    }
}

/// SuperBlob { magic, length, count, { type, offset } … }, every blob with magic and length.
fn superblob(blob: &[u8], place: u64, sink: &mut Sink) -> Option<()> {
    if be32(blob, 0)? != EMBEDDED_SIGNATURE {
        return None;
    }
    let (mut digests, mut message) = (Vec::new(), None);
    for index in 0..be32(blob, 8)?.min(LIMIT) {
        let offset = be32(blob, 16 + 8 * index)?;
        let part = blob.get(offset..)?;
        let part = part.get(..be32(part, 4)?)?;
        match be32(part, 0)? {
            // CodeDirectory { …, hashSize at 36, hashType at 37 }
            CODE_DIRECTORY => digests.push(digest(*part.get(37)?)),
            WRAPPER if part.len() > 8 => {
                let context = Context::new(DETECTOR.id, place + offset as u64 + 8, None);
                message = context.noted("Mach-O code signature").message(&part[8..], sink);
            }
            _ => {}
        }
    }
    digests.sort();
    digests.dedup();
    let signer = if message.is_some() { "CMS" } else { "none (ad hoc)" };
    let mut details = vec![("signer".to_owned(), signer.to_owned())];
    details.extend(digests.iter().map(|name| ("code directory".to_owned(), name.clone())));
    let material = Material {
        material: MaterialKind::Signature,
        name: "Mach-O code signature".to_owned(),
        format: "Mach-O".to_owned(),
        algorithm: digests.first().and_then(|name| registry::by_name(name)),
        signature_algorithm: None,
        size_bits: None,
        fingerprint: super::sha256(blob),
        protection: None,
        subject: None,
        not_before: None,
        not_after: None,
        details,
    };
    let finding = Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), place, None);
    sink.found(
        message.iter().fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id)),
    );
    Some(())
}

/// CS_HASHTYPE of cs_blobs.h; the third is SHA-256 cut to 20 octets.
fn digest(kind: u8) -> String {
    match kind {
        1 => "SHA-1".to_owned(),
        2 | 3 => "SHA-256".to_owned(),
        4 => "SHA-384".to_owned(),
        5 => "SHA-512".to_owned(),
        other => format!("hash type {other}"),
    }
}
