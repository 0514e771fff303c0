//! Apple's property lists in binary: certificates, keys and messages in their data and strings.

use super::embedded_object::READERS;
use super::nested::{self, Place};
use super::{Detector, Input, Sink};
use crate::model::UnknownReason;

/// Finds objects in binary property lists.
pub const DETECTOR: Detector = Detector {
    id: "binary-property-list",
    title: "Certificates and keys in binary property lists of Apple",
    about: "Property lists of version 00 (`bplist00`; CFBinaryPList.c of Apple's CoreFoundation): every data object and every \
            string with PEM, at its offset in the file, and lists inside data up to eight deep. The readers of certificates, keys, \
            keystores and messages read them. Lists in XML have the same as base64 in text, and are read so. At most 1,000,000 \
            objects; objects that overlap are read until they make twice the size of the file.",
    anchors: &[],
    wants: |peek| peek.head.starts_with(MAGIC),
    detect,
};

const MAGIC: &[u8] = b"bplist00";
const TRAILER: usize = 32;
/// Objects of one list.
const OBJECTS: usize = 1_000_000;
/// Lists inside lists.
const DEPTH: u32 = 8;
/// Types, in the upper half of an object's first octet.
const DATA: u8 = 0x4;
const ASCII: u8 = 0x5;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    list(input, input.bytes, 0, 0, sink);
}

/// The list that is all of `bytes`, which begins at `base` of the input.
fn list(input: &Input<'_>, bytes: &[u8], base: usize, depth: u32, sink: &mut Sink) {
    let unknown = |reason, detail: &str, sink: &mut Sink| {
        sink.unknown(DETECTOR.id, reason, base as u64, None, detail);
    };
    let Some(places) = places(bytes) else {
        let detail = "a binary property list whose table of objects is broken or cut off";
        return unknown(UnknownReason::Malformed, detail, sink);
    };
    let mut left = 2 * bytes.len();
    for place in places {
        let Some((kind, start, content)) = content(bytes, place) else { continue };
        let Some(rest) = left.checked_sub(content.len()) else {
            let detail = "a binary property list whose objects overlap; the rest was not read";
            return unknown(UnknownReason::TooLarge, detail, sink);
        };
        left = rest;
        if kind == DATA && content.starts_with(MAGIC) {
            if depth == DEPTH {
                let detail =
                    "binary property lists inside one another; the innermost were not read";
                unknown(UnknownReason::TooLarge, detail, sink);
            } else {
                list(input, content, base + start, depth + 1, sink);
            }
            continue;
        }
        let form = match kind {
            DATA => "data of a property list",
            _ if memchr::memmem::find(content, b"-----BEGIN ").is_some() => {
                "a string of a property list"
            }
            _ => continue,
        };
        let inner = nested::content(content, input.attempts);
        let place = Place { offset: (base + start) as u64, line: None };
        nested::report(READERS, &inner, &place, form, sink);
    }
}

/// Where the objects begin, in the order of the file. The trailer: six octets, sizes of an offset and of a reference, then how many
/// objects there are, which one is the root, and where the table of their offsets begins.
fn places(bytes: &[u8]) -> Option<Vec<usize>> {
    let trailer = bytes.get(bytes.len().checked_sub(TRAILER)?..)?;
    let width = usize::from(trailer[6]);
    let (count, table) = (number(&trailer[8..16])?, number(&trailer[24..32])?);
    if !(1..=8).contains(&width) || count > OBJECTS {
        return None;
    }
    let table = bytes.get(table..table.checked_add(count.checked_mul(width)?)?)?;
    let mut places = table.chunks_exact(width).map(number).collect::<Option<Vec<_>>>()?;
    places.sort_unstable();
    places.dedup();
    Some(places)
}

/// Type, place and octets of a data object or a string. Its length stands in the lower half of the first octet, or behind it as an
/// integer of 2^n octets.
fn content(bytes: &[u8], place: usize) -> Option<(u8, usize, &[u8])> {
    let first = *bytes.get(place)?;
    let kind = first >> 4;
    if !matches!(kind, DATA | ASCII) {
        return None;
    }
    let (start, length) = match first & 0xF {
        0xF => {
            let width = bytes.get(place + 1).filter(|octet| **octet >> 4 == 1)? & 0xF;
            let width = 1_usize.checked_shl(u32::from(width)).filter(|width| *width <= 8)?;
            let start = place + 2 + width;
            (start, number(bytes.get(place + 2..start)?)?)
        }
        length => (place + 1, usize::from(length)),
    };
    Some((kind, start, bytes.get(start..start.checked_add(length)?)?))
}

/// A number of up to eight octets, big-endian.
fn number(octets: &[u8]) -> Option<usize> {
    let value = octets.iter().fold(0_u64, |value, octet| value << 8 | u64::from(*octet));
    usize::try_from(value).ok()
}
