use crate::wire::tls::Cursor;

use super::VERSION_2;

/// Types of packets with a long header (RFC 9000 §17.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each name is the RFC's")]
pub enum Kind {
    Initial,
    ZeroRtt,
    Handshake,
    Retry,
    VersionNegotiation,
}

/// A packet with a long header.
#[derive(Clone, Debug)]
pub struct Packet<'a> {
    /// Its type.
    pub kind: Kind,
    /// Its version.
    pub version: u32,
    /// Whom it is for.
    pub destination: &'a [u8],
    /// Who sent it.
    pub source: &'a [u8],
    /// From its first byte to the end of its payload.
    pub bytes: &'a [u8],
    /// Where its number begins; of a Retry and of a list of versions, what stands in place of it.
    pub number: usize,
}

/// The packets of a datagram, up to one with a short header.
pub fn packets(datagram: &[u8]) -> impl Iterator<Item = Packet<'_>> {
    let mut rest = datagram;
    std::iter::from_fn(move || {
        let packet = Packet::read(rest)?;
        rest = &rest[packet.bytes.len()..];
        Some(packet)
    })
}

impl<'a> Packet<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let first = cursor.u8().filter(|first| first & 0x80 != 0)?;
        let version = cursor.u32()?;
        let (destination, source) = (cursor.vector8()?, cursor.vector8()?);
        let kind = kind(first, version);
        if kind == Kind::Initial {
            let token = integer(&mut cursor)?;
            cursor.take(usize::try_from(token).ok()?)?;
        }
        let at = |cursor: &Cursor<'_>| bytes.len() - cursor.rest().len();
        if matches!(kind, Kind::Retry | Kind::VersionNegotiation) {
            // Both fill the datagram.
            let number = at(&cursor);
            return Some(Self { kind, version, destination, source, bytes, number });
        }
        let length = usize::try_from(integer(&mut cursor)?).ok()?;
        let number = at(&cursor);
        cursor.take(length)?;
        let bytes = bytes.get(..number + length)?;
        Some(Self { kind, version, destination, source, bytes, number })
    }

    /// The token of a Retry packet, in front of its tag (RFC 9000 §17.2.5).
    #[must_use]
    pub fn retry_token(&self) -> Option<&'a [u8]> {
        let end = self.bytes.len().checked_sub(16)?;
        self.bytes.get(self.number..end).filter(|_| self.kind == Kind::Retry)
    }

    /// The header of an Initial packet up to its length.
    #[must_use]
    pub fn initial(version: u32, destination: &[u8], source: &[u8], token: &[u8]) -> Vec<u8> {
        let kind = if version == VERSION_2 { 0xD0 } else { 0xC0 };
        let mut header = long(kind, version, destination, source);
        put(&mut header, token.len() as u64);
        header.extend_from_slice(token);
        header
    }

    /// The header of a Handshake packet up to its length.
    #[must_use]
    pub fn handshake(version: u32, destination: &[u8], source: &[u8]) -> Vec<u8> {
        long(if version == VERSION_2 { 0xF0 } else { 0xE0 }, version, destination, source)
    }
}

fn kind(first: u8, version: u32) -> Kind {
    if version == 0 {
        return Kind::VersionNegotiation;
    }
    // RFC 9369 §3.2: the types are numbered otherwise.
    let number = (first >> 4 & 3).wrapping_sub(u8::from(version == VERSION_2)) & 3;
    match number {
        0 => Kind::Initial,
        1 => Kind::ZeroRtt,
        2 => Kind::Handshake,
        _ => Kind::Retry,
    }
}

fn long(first: u8, version: u32, destination: &[u8], source: &[u8]) -> Vec<u8> {
    let mut header = vec![first];
    header.extend_from_slice(&version.to_be_bytes());
    for id in [destination, source] {
        // RFC 9000 §17.2: at most twenty octets.
        header.push(u8::try_from(id.len()).unwrap_or_default());
        header.extend_from_slice(id);
    }
    header
}

/// A variable-length integer (RFC 9000 §16).
pub(super) fn integer(cursor: &mut Cursor<'_>) -> Option<u64> {
    let first = cursor.u8()?;
    let mut value = u64::from(first & 0x3F);
    for byte in cursor.take((1 << (first >> 6)) - 1)? {
        value = value << 8 | u64::from(*byte);
    }
    Some(value)
}

/// Writes a variable-length integer below 2^30; nothing in a handshake is longer.
pub(super) fn put(to: &mut Vec<u8>, value: u64) {
    match u16::try_from(value) {
        Ok(short @ ..64) => to.extend_from_slice(&short.to_be_bytes()[1..]),
        Ok(middle @ ..0x4000) => to.extend_from_slice(&(middle | 0x4000).to_be_bytes()),
        _ => {
            let long = u32::try_from(value).unwrap_or(0x3FFF_FFFF) | 0x8000_0000;
            to.extend_from_slice(&long.to_be_bytes());
        }
    }
}

/// A version for people.
#[must_use]
pub fn version_name(version: u32) -> String {
    match version {
        super::VERSION_1 => "1".to_owned(),
        VERSION_2 => "2".to_owned(),
        draft @ 0xFF00_0000..=0xFF00_00FF => format!("draft {}", draft & 0xFF),
        other => format!("0x{other:08x}"),
    }
}
