//! PEM and embedded base64 in UTF-16 text, as shells and editors of Windows write it.

use std::collections::BTreeMap;

use super::embedded_object::{self, READERS};
use super::{Detector, Input, PEM_ANCHOR, Peek, Sink, nested};
use crate::model::Unknown;

/// Finds PEM in UTF-16.
pub const DETECTOR: Detector = Detector {
    id: "utf16-pem",
    title: "PEM in UTF-16 text",
    about: "Text in UTF-16 with a byte order mark (RFC 2781 §3.2) that holds PEM or base64 of certificates, keys and \
            messages: read as if it were UTF-8, with lines and offsets of the file itself. A file of more than 4 MiB is \
            read when PEM begins within its first 64 KiB.",
    anchors: &[],
    wants,
    detect,
};

/// Size up to which a text is read without a BEGIN line near its start.
const SMALL: u64 = 4 * 1024 * 1024;
const OWN: &[&Detector] = &[&embedded_object::DETECTOR];

fn wants(peek: &Peek<'_>) -> bool {
    let Some(order) = order(peek.head) else { return false };
    let begin = PEM_ANCHOR.encode_utf16().flat_map(order).collect::<Vec<_>>();
    peek.size <= SMALL || memchr::memmem::find(peek.head, &begin).is_some()
}

/// How a unit is written, from the byte order mark. UTF-32 begins like UTF-16.
fn order(head: &[u8]) -> Option<fn(u16) -> [u8; 2]> {
    match head {
        [0xFF, 0xFE, 0, 0, ..] => None,
        [0xFF, 0xFE, ..] => Some(u16::to_le_bytes),
        [0xFE, 0xFF, ..] => Some(u16::to_be_bytes),
        _ => None,
    }
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some(order) = order(input.bytes) else { return };
    let is_big = order(1) == [0, 1];
    let (pairs, _) = input.bytes[2..].as_chunks::<2>();
    let units = pairs
        .iter()
        .map(|pair| if is_big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) });
    let characters =
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER));
    let text = characters.collect::<String>();
    let inner = nested::content(text.as_bytes(), input.attempts);
    let mut found = nested::read(READERS, &inner);
    let embedded = nested::read(OWN, &inner);
    found.findings.extend(embedded.findings);
    found.unknowns.extend(embedded.unknowns);
    let places = found.findings.iter().map(|finding| finding.occurrence.offset);
    let places = places.chain(found.unknowns.iter().map(|unknown| unknown.offset)).collect();
    let offsets = offsets(&text, places);
    let offset = |own: u64| offsets.get(&own).copied().unwrap_or_default();
    for finding in found.findings {
        let at = offset(finding.occurrence.offset);
        sink.found(nested::moved(finding, at, "UTF-16 text"));
    }
    for unknown in found.unknowns {
        sink.unknown_of(Unknown { offset: offset(unknown.offset), ..unknown });
    }
}

/// Offsets in the file for offsets in its text, in one pass.
fn offsets(text: &str, mut places: Vec<u64>) -> BTreeMap<u64, u64> {
    places.sort_unstable();
    places.dedup();
    let mut places = places.into_iter().peekable();
    let mut map = BTreeMap::new();
    let mut at = 2;
    for (offset, character) in text.char_indices() {
        while places
            .next_if(|place| *place <= offset as u64)
            .is_some_and(|place| map.insert(place, at).is_none())
        {}
        at += 2 * character.len_utf16() as u64;
    }
    map
}
