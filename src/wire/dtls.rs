//! What one side of a DTLS handshake said in the clear (RFC 6347 §4, RFC 9147 §4), as the messages of TLS.

use std::collections::BTreeMap;

use super::tls::{Alert, Cursor, Handshake, Speech, content, what};

/// Longest handshake message that is put together, and how many of one side.
const LONGEST: usize = 256 << 10;
const MOST: usize = 64;
/// Fragments of one message that are kept.
const PARTS: usize = 512;

/// Reads the datagrams that one side sent. A hello comes without its cookie, so that it reads like one of TLS.
#[must_use]
pub fn speech<'a>(datagrams: impl Iterator<Item = &'a [u8]>) -> Speech {
    let (mut speech, mut messages) = (Speech::default(), BTreeMap::<u16, Message>::new());
    for datagram in datagrams {
        let mut cursor = Cursor::new(datagram);
        while let Some(record) = Record::read(&mut cursor) {
            speech.version.get_or_insert(record.version);
            match (record.epoch, record.content) {
                (0, content::HANDSHAKE) => fragments(record.fragment, &mut messages),
                (0, content::CHANGE_CIPHER_SPEC) => speech.changed_cipher = true,
                (0, content::ALERT) => {
                    if let [level, description] = *record.fragment {
                        speech.alerts.push(Alert { level, description });
                    }
                }
                _ => speech.encrypted += 1,
            }
        }
    }
    speech.handshakes = messages.into_values().filter_map(Message::whole).collect();
    speech
}

struct Record<'a> {
    content: u8,
    version: u16,
    epoch: u16,
    fragment: &'a [u8],
}

impl<'a> Record<'a> {
    /// The next record with a plain header; those of DTLS 1.3 that are encrypted have another, and end the reading.
    fn read(cursor: &mut Cursor<'a>) -> Option<Self> {
        let content = cursor.u8().filter(|content| (20..=26).contains(content))?;
        let version = cursor.u16().filter(|version| version >> 8 == 0xFE)?;
        let epoch = cursor.u16()?;
        cursor.take(6)?;
        Some(Self { content, version, epoch, fragment: cursor.vector16()? })
    }
}

/// A message whose fragments come in any order.
struct Message {
    kind: u8,
    length: usize,
    parts: Vec<(usize, Vec<u8>)>,
}

fn fragments(bytes: &[u8], messages: &mut BTreeMap<u16, Message>) {
    let mut cursor = Cursor::new(bytes);
    while let Some((number, kind, length, offset, part)) = fragment(&mut cursor) {
        if length > LONGEST || (messages.len() >= MOST && !messages.contains_key(&number)) {
            continue;
        }
        let message =
            messages.entry(number).or_insert_with(|| Message { kind, length, parts: Vec::new() });
        let is_same = message.kind == kind && message.length == length;
        if is_same && offset + part.len() <= length && message.parts.len() < PARTS {
            message.parts.push((offset, part.to_vec()));
        }
    }
}

fn fragment<'a>(cursor: &mut Cursor<'a>) -> Option<(u16, u8, usize, usize, &'a [u8])> {
    let (kind, length) = (cursor.u8()?, cursor.u24()?);
    let (number, offset) = (cursor.u16()?, cursor.u24()?);
    Some((number, kind, length, offset, cursor.vector24()?))
}

impl Message {
    fn whole(mut self) -> Option<Handshake> {
        self.parts.sort_by_key(|(offset, _)| *offset);
        let mut body = Vec::new();
        for (offset, part) in &self.parts {
            let known = body.len().checked_sub(*offset)?;
            body.extend_from_slice(part.get(known..).unwrap_or_default());
        }
        if body.len() != self.length {
            return None;
        }
        if self.kind == what::CLIENT_HELLO {
            body = without_cookie(&body)?;
        }
        Some(Handshake { kind: self.kind, body, offset: 0 })
    }
}

/// RFC 6347 §4.2.1: the cookie stands behind the session id.
fn without_cookie(body: &[u8]) -> Option<Vec<u8>> {
    let mut cursor = Cursor::new(body);
    cursor.take(34)?;
    cursor.vector8()?;
    let before = body.len() - cursor.rest().len();
    cursor.vector8()?;
    Some([&body[..before], cursor.rest()].concat())
}
