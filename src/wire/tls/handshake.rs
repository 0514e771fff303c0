use super::cursor::pairs;
use super::{Cursor, Extension, kind};

/// Types of handshake messages (RFC 8446 §4, RFC 5246 §7.4).
#[allow(missing_docs, reason = "each name is the RFC's")]
pub mod what {
    pub const HELLO_REQUEST: u8 = 0;
    pub const CLIENT_HELLO: u8 = 1;
    pub const SERVER_HELLO: u8 = 2;
    pub const HELLO_VERIFY_REQUEST: u8 = 3;
    pub const NEW_SESSION_TICKET: u8 = 4;
    pub const ENCRYPTED_EXTENSIONS: u8 = 8;
    pub const CERTIFICATE: u8 = 11;
    pub const SERVER_KEY_EXCHANGE: u8 = 12;
    pub const CERTIFICATE_REQUEST: u8 = 13;
    pub const SERVER_HELLO_DONE: u8 = 14;
    pub const CERTIFICATE_VERIFY: u8 = 15;
    pub const CLIENT_KEY_EXCHANGE: u8 = 16;
    pub const FINISHED: u8 = 20;
}

/// Certificates of one chain that are kept.
const MOST_CERTIFICATES: usize = 100;

/// A handshake message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handshake {
    /// Its type.
    pub kind: u8,
    /// What follows the length.
    pub body: Vec<u8>,
    /// Offset of the record in which it begins.
    pub offset: usize,
}

impl Handshake {
    /// The message with its header, as digests of a handshake have it.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let [.., high, middle, low] = self.body.len().to_be_bytes();
        [&[self.kind, high, middle, low][..], &self.body].concat()
    }

    /// The message at the front of `bytes` and what follows it; `None` while it is not whole.
    #[must_use]
    pub fn read(bytes: &[u8], offset: usize) -> Option<(Self, &[u8])> {
        let mut cursor = Cursor::new(bytes);
        let kind = cursor.u8()?;
        let body = cursor.vector24()?.to_vec();
        Some((Self { kind, body, offset }, cursor.rest()))
    }
}

/// A session ticket of TLS 1.3 (RFC 8446 §4.6.1) but for what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionTicket {
    /// Seconds.
    pub lifetime: u32,
    /// Octets of early data that are taken with it.
    pub early_data: u32,
}

impl SessionTicket {
    /// From the body of a `NewSessionTicket`.
    #[must_use]
    pub fn read(body: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(body);
        let lifetime = u32::from_be_bytes(cursor.take(4)?.try_into().ok()?);
        cursor.take(4)?;
        cursor.vector8()?;
        cursor.vector16()?;
        let extensions = Extension::list(cursor.vector16()?)?;
        let early = extensions.iter().find(|extension| extension.kind == kind::EARLY_DATA);
        let early = early.and_then(|early| early.body.as_slice().try_into().ok());
        Some(Self { lifetime, early_data: early.map_or(0, u32::from_be_bytes) })
    }
}

/// The DER certificates of a Certificate message before TLS 1.3 (RFC 5246 §7.4.2), the peer's own first.
#[must_use]
pub fn certificates(body: &[u8]) -> Option<Vec<&[u8]>> {
    let mut list = Cursor::new(Cursor::new(body).vector24()?);
    let mut found = Vec::new();
    while !list.is_empty() && found.len() < MOST_CERTIFICATES {
        found.push(list.vector24()?);
    }
    Some(found)
}

/// An entry of a Certificate message of TLS 1.3 (RFC 8446 §4.4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// DER.
    pub certificate: &'a [u8],
    /// Stapled responses, timestamps of transparency logs.
    pub extensions: Vec<Extension>,
}

/// The entries of a Certificate message of TLS 1.3, the peer's own first.
#[must_use]
pub fn certificates_of_13(body: &[u8]) -> Option<Vec<Entry<'_>>> {
    let mut cursor = Cursor::new(body);
    cursor.vector8()?;
    let mut list = Cursor::new(cursor.vector24()?);
    let mut found = Vec::new();
    while !list.is_empty() && found.len() < MOST_CERTIFICATES {
        let certificate = list.vector24()?;
        let extensions = Extension::list(list.vector16()?)?;
        found.push(Entry { certificate, extensions });
    }
    Some(found)
}

/// The signature scheme of a `CertificateVerify` (TLS 1.2 and 1.3).
#[must_use]
pub fn verified(body: &[u8]) -> Option<u16> {
    Cursor::new(body).u16()
}

/// What a server asks of a client's certificate (RFC 5246 §7.4.4, before TLS 1.3).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CertificateRequest {
    /// `ClientCertificateType` numbers.
    pub types: Vec<u8>,
    /// Signature schemes; empty before TLS 1.2.
    pub schemes: Vec<u16>,
}

impl CertificateRequest {
    /// Reads the body of a message of TLS 1.2 or, without schemes, of a version before it.
    #[must_use]
    pub fn read(body: &[u8], version: super::Version) -> Option<Self> {
        let mut cursor = Cursor::new(body);
        let types = cursor.vector8()?.to_vec();
        let has_schemes = version >= super::Version::TLS_1_2;
        let schemes = if has_schemes { pairs(cursor.vector16()?) } else { Vec::new() };
        Some(Self { types, schemes })
    }
}
