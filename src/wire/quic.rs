//! The TLS messages in Initial packets of QUIC, whose keys follow from what stands in them in the clear (RFC 9001 §5.2,
//! RFC 9369 §3.3): anybody on the way can read them, so that they hide nothing.

use ring::aead::quic::{AES_128, HeaderProtectionKey};
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};

use super::tls::{Cursor, Fault, Handshake, Speech};
use super::transcript::{Message, Side};

/// Bytes of one side's messages that are put together.
const MOST: usize = 256 << 10;
/// Frames with parts of messages that are kept of one side.
const PARTS: usize = 1_024;
/// Sets of keys that are tried: a server that asks for another try, or for another version, changes them.
const KEYS: usize = 4;

/// Versions and the salts of their keys.
const SALTS: &[(u32, [u8; 20])] = &[
    // RFC 9001 §5.2.
    (
        0x0000_0001,
        [
            0x38, 0x76, 0x2C, 0xF7, 0xF5, 0x59, 0x34, 0xB3, 0x4D, 0x17, 0x9A, 0xE6, 0xA4, 0xC8,
            0x0C, 0xAD, 0xCC, 0xBB, 0x7F, 0x0A,
        ],
    ),
    // RFC 9369 §3.3.1.
    (
        VERSION_2,
        [
            0x0D, 0xED, 0xE3, 0xDE, 0xF7, 0x00, 0xA6, 0xDB, 0x81, 0x93, 0x81, 0xBE, 0x6E, 0x26,
            0x9D, 0xCB, 0xF9, 0xBD, 0x2E, 0xD9,
        ],
    ),
    // draft-ietf-quic-tls-29 §5.2.
    (
        0xFF00_001D,
        [
            0xAF, 0xBF, 0xEC, 0x28, 0x99, 0x93, 0xD2, 0x4C, 0x9E, 0x97, 0x86, 0xF1, 0x9C, 0x61,
            0x11, 0xE0, 0x43, 0x90, 0xA8, 0x99,
        ],
    ),
];

const VERSION_2: u32 = 0x6B33_43CF;

/// What a client and a server said in Initial packets.
#[must_use]
pub fn speeches(messages: &[Message]) -> (Speech, Speech) {
    let (mut keys, mut heard) = (Vec::<Keys>::new(), [Heard::default(), Heard::default()]);
    for message in messages {
        let mut cursor = Cursor::new(&message.bytes);
        while let Some(packet) = Initial::read(&mut cursor, &message.bytes) {
            let Some(packet) = packet else { continue };
            let heard = &mut heard[usize::from(message.from == Side::Server)];
            match opened(&packet, message.from, &mut keys) {
                Some(frames) => heard.frames(&frames),
                None => heard.closed += 1,
            }
        }
    }
    let [client, server] = heard;
    (client.speech(), server.speech())
}

/// An Initial packet (RFC 9000 §17.2.2).
struct Initial<'a> {
    version: u32,
    destination: &'a [u8],
    /// From its first byte to the end of its payload.
    bytes: &'a [u8],
    /// Where its number begins.
    number: usize,
}

impl<'a> Initial<'a> {
    /// The next packet of a datagram: `Some(None)` for one of another type, `None` at the end.
    fn read(cursor: &mut Cursor<'a>, datagram: &'a [u8]) -> Option<Option<Self>> {
        let begin = datagram.len() - cursor.rest().len();
        let first = cursor.u8().filter(|first| first & 0x80 != 0)?;
        let version = cursor.u32()?;
        let destination = cursor.vector8()?;
        cursor.vector8()?;
        let kind = first >> 4 & 3;
        // RFC 9369 §3.2: the types are numbered otherwise.
        let (initial, retry) = if version == VERSION_2 { (1, 0) } else { (0, 3) };
        if version == 0 || kind == retry {
            return None;
        }
        if kind == initial {
            let token = integer(cursor)?;
            cursor.take(usize::try_from(token).ok()?)?;
        }
        let length = usize::try_from(integer(cursor)?).ok()?;
        let number = datagram.len() - cursor.rest().len() - begin;
        cursor.take(length)?;
        let bytes = datagram.get(begin..begin + number + length)?;
        Some((kind == initial).then_some(Self { version, destination, bytes, number }))
    }
}

/// The frames of a packet, with keys that are known or that its own connection id gives.
fn opened(packet: &Initial<'_>, from: Side, keys: &mut Vec<Keys>) -> Option<Vec<u8>> {
    let known = keys.iter().filter(|keys| keys.version == packet.version);
    if let Some(frames) = known.rev().find_map(|keys| keys.open(packet, from)) {
        return Some(frames);
    }
    // The client's first choice of a connection id makes the keys, for both versions (RFC 9369 §4.1).
    let first = keys.first().map(|keys| keys.destination.clone());
    let of_client = (from == Side::Client).then(|| packet.destination.to_vec());
    for destination in of_client.into_iter().chain(first) {
        if keys.len() < KEYS
            && let Some(fresh) = Keys::of(packet.version, destination)
            && let Some(frames) = fresh.open(packet, from)
        {
            keys.push(fresh);
            return Some(frames);
        }
    }
    None
}

/// Keys of Initial packets.
struct Keys {
    version: u32,
    destination: Vec<u8>,
    sides: [Protection; 2],
}

struct Protection {
    key: LessSafeKey,
    vector: [u8; 12],
    header: HeaderProtectionKey,
}

impl Keys {
    fn of(version: u32, destination: Vec<u8>) -> Option<Self> {
        let salt = SALTS.iter().find(|(of, _)| *of == version).map(|(_, salt)| salt)?;
        let secret = Salt::new(HKDF_SHA256, salt).extract(&destination);
        let client = Protection::of(version, &secret, "client in")?;
        let server = Protection::of(version, &secret, "server in")?;
        Some(Self { version, destination, sides: [client, server] })
    }

    fn open(&self, packet: &Initial<'_>, from: Side) -> Option<Vec<u8>> {
        let protection = &self.sides[usize::from(from == Side::Server)];
        // RFC 9001 §5.4.2: the sample stands four bytes behind where the number begins.
        let sample = packet.bytes.get(packet.number + 4..packet.number + 20)?;
        let mask = protection.header.new_mask(sample).ok()?;
        let mut header = packet.bytes.get(..packet.number + 4)?.to_vec();
        header[0] ^= mask[0] & 0x0F;
        let length = usize::from(header[0] & 3) + 1;
        header.truncate(packet.number + length);
        let mut nonce = protection.vector;
        for at in 0..length {
            header[packet.number + at] ^= mask[1 + at];
            nonce[12 - length + at] ^= header[packet.number + at];
        }
        let mut payload = packet.bytes.get(packet.number + length..)?.to_vec();
        let nonce = Nonce::assume_unique_for_key(nonce);
        let plain =
            protection.key.open_in_place(nonce, Aad::from(header), &mut payload).ok()?.len();
        payload.truncate(plain);
        Some(payload)
    }
}

impl Protection {
    fn of(version: u32, secret: &Prk, side: &str) -> Option<Self> {
        let mut secret_of_side = [0; 32];
        expand(secret, side, &mut secret_of_side)?;
        let secret = Prk::new_less_safe(HKDF_SHA256, &secret_of_side);
        let names = match version {
            VERSION_2 => ["quicv2 key", "quicv2 iv", "quicv2 hp"],
            _ => ["quic key", "quic iv", "quic hp"],
        };
        let (mut key, mut vector, mut header) = ([0; 16], [0; 12], [0; 16]);
        expand(&secret, names[0], &mut key)?;
        expand(&secret, names[1], &mut vector)?;
        expand(&secret, names[2], &mut header)?;
        Some(Self {
            key: LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).ok()?),
            vector,
            header: HeaderProtectionKey::new(&AES_128, &header).ok()?,
        })
    }
}

/// HKDF-Expand-Label without a context (RFC 8446 §7.1).
fn expand(secret: &Prk, label: &str, out: &mut [u8]) -> Option<()> {
    struct Length(usize);
    impl KeyType for Length {
        fn len(&self) -> usize {
            self.0
        }
    }
    let (length, name) = (u16::try_from(out.len()).ok()?, u8::try_from(label.len() + 6).ok()?);
    let info: [&[u8]; 5] = [&length.to_be_bytes(), &[name], b"tls13 ", label.as_bytes(), &[0]];
    secret.expand(&info, Length(out.len())).ok()?.fill(out).ok()
}

/// A variable-length integer (RFC 9000 §16).
fn integer(cursor: &mut Cursor<'_>) -> Option<u64> {
    let first = cursor.u8()?;
    let mut value = u64::from(first & 0x3F);
    for byte in cursor.take((1 << (first >> 6)) - 1)? {
        value = value << 8 | u64::from(*byte);
    }
    Some(value)
}

/// What one side's packets held.
#[derive(Default)]
struct Heard {
    parts: Vec<(usize, Vec<u8>)>,
    closed: u32,
}

impl Heard {
    /// Takes the parts of messages out of the frames of an Initial packet, of which few are allowed (RFC 9000 §12.4).
    fn frames(&mut self, bytes: &[u8]) {
        let mut cursor = Cursor::new(bytes);
        while let Some(kind) = cursor.u8() {
            let read = match kind {
                // PADDING, PING.
                0 | 1 => Some(()),
                // ACK: ranges, and counts of ECN.
                2 | 3 => acknowledged(&mut cursor, kind),
                // CRYPTO.
                6 => self.part(&mut cursor),
                _ => None,
            };
            if read.is_none() {
                return;
            }
        }
    }

    fn part(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let offset = usize::try_from(integer(cursor)?).ok()?;
        let length = usize::try_from(integer(cursor)?).ok()?;
        let part = cursor.take(length)?;
        let fits = offset.checked_add(length).is_some_and(|end| end <= MOST);
        if fits && self.parts.len() < PARTS {
            self.parts.push((offset, part.to_vec()));
        }
        Some(())
    }

    fn speech(mut self) -> Speech {
        self.parts.sort_by_key(|(offset, _)| *offset);
        let (mut bytes, mut has_gap) = (Vec::new(), false);
        for (offset, part) in &self.parts {
            match bytes.len().checked_sub(*offset) {
                Some(known) => bytes.extend_from_slice(part.get(known..).unwrap_or_default()),
                None => has_gap = true,
            }
        }
        let mut speech = Speech { encrypted: self.closed, ..Speech::default() };
        let mut rest = bytes.as_slice();
        while let Some((message, after)) = Handshake::read(rest, 0) {
            speech.handshakes.push(message);
            rest = after;
        }
        let is_whole = rest.is_empty() && !has_gap;
        speech.fault = (!is_whole).then_some(Fault::CutOffMessage);
        speech
    }
}

fn acknowledged(cursor: &mut Cursor<'_>, kind: u8) -> Option<()> {
    let (_largest, _delay) = (integer(cursor)?, integer(cursor)?);
    let ranges = integer(cursor)?;
    integer(cursor)?;
    let more = ranges.checked_mul(2)? + if kind == 3 { 3 } else { 0 };
    for _ in 0..more {
        integer(cursor)?;
    }
    Some(())
}
