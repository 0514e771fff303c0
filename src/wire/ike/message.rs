use super::reader::Reader;
use super::{Header, IkeError, Notify, Proposal, ProposalOne, Version};

/// Payloads of one message that are read.
const MOST_PAYLOADS: usize = 64;

/// Payload types (RFC 7296 §3.2, RFC 7383; version 1: RFC 2408 §3.1, RFC 3947).
#[allow(missing_docs, reason = "each name is the RFC's")]
pub mod payload {
    pub const SA_ONE: u8 = 1;
    pub const KE_ONE: u8 = 4;
    pub const NOTIFY_ONE: u8 = 11;
    pub const VENDOR_ID_ONE: u8 = 13;
    pub const SA: u8 = 33;
    pub const KE: u8 = 34;
    pub const CERTREQ: u8 = 38;
    pub const NONCE: u8 = 40;
    pub const NOTIFY: u8 = 41;
    pub const DELETE: u8 = 42;
    pub const VENDOR_ID: u8 = 43;
    pub const SK: u8 = 46;
    pub const SKF: u8 = 53;
}

/// A message, read as far as it is in the clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// Header.
    pub header: Header,
    /// Payloads in order; what is encrypted is one payload of type [`payload::SK`] or [`payload::SKF`].
    pub payloads: Vec<Payload<'a>>,
}

/// A payload without its generic header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payload<'a> {
    /// Type; see [`payload`].
    pub kind: u8,
    /// Content.
    pub body: &'a [u8],
}

/// A key exchange payload of version 2 (RFC 7296 §3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyExchange<'a> {
    /// Method (transform type 4).
    pub method: u16,
    /// Public value, encapsulation key or ciphertext.
    pub value: &'a [u8],
}

/// Splits what one side sent in several datagrams after one another. What does not begin as a message ends it.
pub fn datagrams(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let marker = if bytes.starts_with(&[0; 4]) { 4 } else { 0 };
        let header = Header::read(&mut Reader::new(bytes.get(marker..)?)).ok()?;
        let (datagram, rest) = bytes.split_at_checked(marker + header.length as usize)?;
        bytes = rest;
        Some(datagram)
    })
}

impl<'a> Message<'a> {
    /// Reads a UDP datagram, with the marker of port 4500 (RFC 3948 §2.2) or without.
    ///
    /// # Errors
    /// Where it is no whole IKE message.
    pub fn read(datagram: &'a [u8]) -> Result<Self, IkeError> {
        let bytes = datagram.strip_prefix(&[0; 4]).unwrap_or(datagram);
        let mut reader = Reader::new(bytes);
        let header = Header::read(&mut reader)?;
        if header.length as usize != bytes.len() {
            return Err(IkeError::Truncated);
        }
        let mut message = Self { header, payloads: Vec::new() };
        let mut next = header.next_payload;
        while next != 0 && !header.is_encrypted() {
            if message.payloads.len() == MOST_PAYLOADS {
                return Err(IkeError::TooMany);
            }
            let kind = next;
            let ([following, _], body) = reader.structure()?;
            message.payloads.push(Payload { kind, body: body.rest() });
            if matches!(kind, payload::SK | payload::SKF) && header.version == Version::Two {
                // The next type is that of the first payload inside (RFC 7296 §3.14).
                break;
            }
            next = following;
        }
        Ok(message)
    }

    /// Contents of the payloads of type `kind`.
    pub fn bodies(&self, kind: u8) -> impl Iterator<Item = &'a [u8]> {
        self.payloads.iter().filter(move |one| one.kind == kind).map(|one| one.body)
    }

    /// Proposals of version 2; one in a response.
    ///
    /// # Errors
    /// Where the SA payload does not parse.
    pub fn proposals(&self) -> Result<Vec<Proposal>, IkeError> {
        self.bodies(payload::SA).next().map_or_else(|| Ok(Vec::new()), Proposal::all)
    }

    /// Proposals of version 1.
    ///
    /// # Errors
    /// Where the SA payload does not parse.
    pub fn proposals_one(&self) -> Result<Vec<ProposalOne>, IkeError> {
        self.bodies(payload::SA_ONE).next().map_or_else(|| Ok(Vec::new()), ProposalOne::all)
    }

    /// The key exchange payload of version 2.
    #[must_use]
    pub fn key_exchange(&self) -> Option<KeyExchange<'a>> {
        let mut reader = Reader::new(self.bodies(payload::KE).next()?);
        let method = reader.u16().ok()?;
        reader.u16().ok()?;
        Some(KeyExchange { method, value: reader.rest() })
    }

    /// Notifications of either version; broken ones are passed over.
    pub fn notifications(&self) -> impl Iterator<Item = Notify<'a>> {
        let version = self.header.version;
        let kind = match version {
            Version::One => payload::NOTIFY_ONE,
            Version::Two => payload::NOTIFY,
        };
        self.bodies(kind).filter_map(move |body| Notify::read(body, version).ok())
    }

    /// The first notification of type `number`.
    #[must_use]
    pub fn notification(&self, number: u16) -> Option<Notify<'a>> {
        self.notifications().find(|one| one.kind == number)
    }
}
