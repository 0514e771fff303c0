//! DTLS in the clear (RFC 6347 §4, RFC 9147 §4): what one side of a handshake said, as the messages of TLS, and the datagrams
//! of a message that a probe sends.

use std::collections::BTreeMap;

use super::tls::{Alert, Cursor, Fault, Handshake, Speech, Version, content, what};

/// Longest handshake message that is put together, and how many of one side.
const LONGEST: usize = 256 << 10;
const MOST: usize = 64;
/// Fragments of one message that are kept.
const PARTS: usize = 512;
/// Most octets of a message in one datagram, so that it passes every network that carries IPv6 (RFC 8200 §5).
const FRAGMENT: usize = 1_150;

/// Reads the datagrams that one side sent. A hello comes without its cookie, so that it reads like one of TLS.
#[must_use]
pub fn speech<'a>(datagrams: impl Iterator<Item = &'a [u8]>) -> Speech {
    let (mut speech, mut messages) = (Speech::default(), BTreeMap::<(u16, u8), Message>::new());
    let mut has_octets = false;
    for datagram in datagrams {
        let mut cursor = Cursor::new(datagram);
        has_octets |= !datagram.is_empty();
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
    if has_octets && speech.version.is_none() {
        speech.fault = Some(Fault::NotRecord);
    }
    speech.handshakes = messages.values().filter_map(Message::whole).collect();
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

/// A record of the server's handshake in DTLS 1.3, whose content and number are encrypted (RFC 9147 §4).
pub struct Sealed<'a> {
    /// The header as it was sent.
    pub header: &'a [u8],
    /// Octets of the number, which begins behind the first octet.
    pub width: usize,
    /// The encrypted content.
    pub fragment: &'a [u8],
}

/// The encrypted records of a datagram that are of the handshake.
#[must_use]
pub fn sealed(datagram: &[u8]) -> Vec<Sealed<'_>> {
    let mut cursor = Cursor::new(datagram);
    let mut records = Vec::new();
    loop {
        let rest = cursor.rest();
        match Sealed::read(rest) {
            Some((record, length)) => {
                // The low bits of epoch 2, with which the handshake is encrypted.
                if record.header[0] & 3 == 2 {
                    records.push(record);
                }
                cursor = Cursor::new(&rest[length..]);
            }
            None if Record::read(&mut cursor).is_some() => {}
            None => return records,
        }
    }
}

impl<'a> Sealed<'a> {
    /// The record at the front, and its length. A connection id, which is not asked for, ends the reading.
    fn read(bytes: &'a [u8]) -> Option<(Self, usize)> {
        let first = *bytes.first().filter(|first| **first & 0xF0 == 0x20)?;
        let width = if first & 8 == 0 { 1 } else { 2 };
        let has_length = first & 4 != 0;
        let (header, rest) = bytes.split_at_checked(1 + width + if has_length { 2 } else { 0 })?;
        let length = if has_length {
            usize::from(u16::from_be_bytes(*header.last_chunk()?))
        } else {
            rest.len()
        };
        let fragment = rest.get(..length)?;
        Some((Self { header, width, fragment }, header.len() + length))
    }
}

/// Handshake messages that come in fragments, in any order.
#[derive(Default)]
pub struct Messages(BTreeMap<(u16, u8), Message>);

impl Messages {
    /// Takes fragments.
    pub fn add(&mut self, bytes: &[u8]) {
        fragments(bytes, &mut self.0);
    }

    /// The messages up to the first of which a part lacks.
    #[must_use]
    pub fn whole(&self) -> Vec<Handshake> {
        let first = self.0.keys().next().map_or(0, |(number, _)| usize::from(*number));
        let all = self.0.iter().enumerate();
        all.map_while(|(at, ((number, _), message))| {
            (usize::from(*number) == first + at).then(|| message.whole())?
        })
        .collect()
    }
}

/// A message whose fragments come in any order.
struct Message {
    kind: u8,
    length: usize,
    parts: Vec<(usize, Vec<u8>)>,
}

/// Messages by number, and by kind: a server may number a request to verify the client and the hello after it alike.
fn fragments(bytes: &[u8], messages: &mut BTreeMap<(u16, u8), Message>) {
    let mut cursor = Cursor::new(bytes);
    while let Some((number, kind, length, offset, part)) = fragment(&mut cursor) {
        let key = (number, kind);
        if length > LONGEST || (messages.len() >= MOST && !messages.contains_key(&key)) {
            continue;
        }
        let message =
            messages.entry(key).or_insert_with(|| Message { kind, length, parts: Vec::new() });
        if message.length == length && offset + part.len() <= length && message.parts.len() < PARTS
        {
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
    fn whole(&self) -> Option<Handshake> {
        let mut parts = self.parts.iter().collect::<Vec<_>>();
        parts.sort_by_key(|(offset, _)| *offset);
        let mut body = Vec::new();
        for (offset, part) in parts {
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

/// The cookie of a server's last request to verify the client (RFC 6347 §4.2.1).
#[must_use]
pub fn cookie(speech: &Speech) -> Option<Vec<u8>> {
    let is_one = |message: &&Handshake| message.kind == what::HELLO_VERIFY_REQUEST;
    let message = speech.handshakes.iter().rfind(is_one)?;
    let mut cursor = Cursor::new(&message.body);
    cursor.u16()?;
    cursor.vector8().map(<[u8]>::to_vec)
}

/// Puts datagrams together, whose records are numbered.
#[derive(Debug, Default)]
pub struct Writer {
    records: u32,
}

impl Writer {
    /// The datagrams of the handshake message `message`, the `number`th of this side, in the records of `version`.
    pub fn message(&mut self, version: Version, number: u16, message: &[u8]) -> Vec<Vec<u8>> {
        let (Some(kind), Some(body)) = (message.first(), message.get(4..)) else {
            return Vec::new();
        };
        let length = &message[1..4];
        let parts = body.chunks(FRAGMENT).enumerate().map(|(at, part)| {
            let mut fragment = vec![*kind];
            fragment.extend_from_slice(length);
            fragment.extend_from_slice(&number.to_be_bytes());
            fragment.extend_from_slice(&octets(at * FRAGMENT));
            fragment.extend_from_slice(&octets(part.len()));
            fragment.extend_from_slice(part);
            self.record(version, content::HANDSHAKE, &fragment)
        });
        parts.collect()
    }

    /// The datagram of an alert that ends the connection.
    pub fn end(&mut self, version: Version) -> Vec<u8> {
        // Fatal, user_canceled (RFC 5246 §7.2): nothing is to be answered or sent again.
        self.record(version, content::ALERT, &[2, 90])
    }

    fn record(&mut self, version: Version, content: u8, fragment: &[u8]) -> Vec<u8> {
        let mut record = vec![content];
        record.extend_from_slice(&version.0.to_be_bytes());
        // Epoch 0, and a number of six octets.
        record.extend_from_slice(&[0; 4]);
        record.extend_from_slice(&self.records.to_be_bytes());
        // A fragment has FRAGMENT octets and a header at most.
        record.extend_from_slice(&octets(fragment.len())[1..]);
        record.extend_from_slice(fragment);
        self.records += 1;
        record
    }
}

fn octets(number: usize) -> [u8; 3] {
    let [.., high, middle, low] = number.to_be_bytes();
    [high, middle, low]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::tls::{Carriage, Greeting};

    fn greeting(cookie: &[u8]) -> Greeting {
        Greeting {
            suites: vec![0xC02B; 900],
            groups: vec![0x001D],
            carriage: Carriage::Datagrams(cookie.to_vec()),
            ..Greeting::new(Version::TLS_1_2, [9; 32])
        }
    }

    #[test]
    fn what_is_sent_in_parts_is_read_in_any_order() {
        let mut writer = Writer::default();
        let mut datagrams = writer.message(Version::DTLS_1_0, 1, &greeting(&[7; 32]).message());
        assert_eq!(datagrams.len(), 2);
        datagrams.reverse();
        datagrams.extend(datagrams.clone());
        let speech = speech(datagrams.iter().map(Vec::as_slice));
        let hello = speech.client_hellos().next().unwrap();
        assert_eq!((hello.versions(), hello.suites.len()), (vec![Version::DTLS_1_2], 901));
        assert_eq!((hello.groups(), speech.handshakes.len()), (vec![0x001D], 1));
        let cut = super::speech([&datagrams[0][..]].into_iter());
        assert!(cut.handshakes.is_empty());
        assert_eq!(super::speech([&b"hello"[..]].into_iter()).fault, Some(Fault::NotRecord));
    }

    /// A flight of DTLS 1.3: a hello in the clear, records of the handshake with and without a length, one of another epoch.
    fn flight() -> Vec<u8> {
        let mut datagram = Writer::default().record(Version::DTLS_1_2, content::HANDSHAKE, &[7; 9]);
        datagram.extend([&[0b0010_1110, 0, 1, 0, 3][..], &[1; 3]].concat());
        datagram.extend([&[0b0010_0111, 2, 0, 4][..], &[2; 4]].concat());
        datagram.extend([&[0b0010_1010, 0, 3][..], &[3; 5]].concat());
        datagram
    }

    #[test]
    fn encrypted_records_are_told_apart() {
        let flight = flight();
        let records = sealed(&flight);
        let told = records.iter().map(|one| (one.header.len(), one.width, one.fragment));
        let told = told.collect::<Vec<_>>();
        assert_eq!(told, [(5, 2, &[1; 3][..]), (3, 2, &[3; 5][..])]);
        // With a connection id, which nobody asked for.
        assert!(sealed(&[0b0011_0010, 9, 1, 2, 3]).is_empty());
    }

    #[test]
    fn damage_leaves_what_stands_in_front_of_it() {
        let whole = flight();
        for at in 0..whole.len() {
            assert!(sealed(&whole[..at]).len() <= 2);
            for octet in 0..=u8::MAX {
                let mut damaged = whole.clone();
                damaged[at] = octet;
                let records = sealed(&damaged);
                let read = records.iter().map(|one| one.header.len() + one.fragment.len());
                assert!(read.sum::<usize>() <= whole.len());
            }
        }
        // The same fragments again and again, and messages that are too many or too long, are not kept.
        let mut messages = Messages::default();
        let fragment = |number: u8, length: u8| {
            [&[11, length, 0, 2, 0, number, 0, 0, 0, 0, 0, 1][..], &[number]].concat()
        };
        for number in 0..=u8::MAX {
            messages.add(&fragment(number, 0).repeat(1_000));
            messages.add(&fragment(number, 0xFF));
        }
        assert_eq!(messages.0.len(), MOST);
        assert!(messages.0.values().all(|message| message.parts.len() <= PARTS));
        assert!(messages.whole().is_empty());
    }

    #[test]
    fn a_cookie_is_read() {
        let body = [&[0xFE, 0xFF, 3][..], b"abc"].concat();
        let message = [&[what::HELLO_VERIFY_REQUEST, 0, 0, 6][..], &body].concat();
        let datagrams = Writer::default().message(Version::DTLS_1_0, 0, &message);
        let speech = speech(datagrams.iter().map(Vec::as_slice));
        assert_eq!(cookie(&speech).as_deref(), Some(&b"abc"[..]));
    }
}
