use super::IkeError;
use super::reader::Reader;

/// Exchange types (RFC 7296 §3.1, RFC 9242, RFC 9370; version 1: RFC 2408 §3.1, RFC 2409 App. A).
#[allow(missing_docs, reason = "each name is the RFC's")]
pub mod exchange {
    pub const MAIN_MODE: u8 = 2;
    pub const AGGRESSIVE_MODE: u8 = 4;
    pub const INFORMATIONAL_ONE: u8 = 5;
    pub const QUICK_MODE: u8 = 32;
    pub const IKE_SA_INIT: u8 = 34;
    pub const IKE_AUTH: u8 = 35;
    pub const CREATE_CHILD_SA: u8 = 36;
    pub const INFORMATIONAL: u8 = 37;
    pub const IKE_INTERMEDIATE: u8 = 43;
    pub const IKE_FOLLOWUP_KE: u8 = 44;
}

/// Version of IKE, from the major version of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "self-describing")]
pub enum Version {
    One,
    Two,
}

/// The header of a message (RFC 7296 §3.1; RFC 2408 §3.1 has the same fields).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Initiator's SPI (version 1: cookie).
    pub initiator: [u8; 8],
    /// Responder's; zeros in the first message.
    pub responder: [u8; 8],
    /// Type of the first payload.
    pub next_payload: u8,
    /// Version.
    pub version: Version,
    /// Exchange type; see [`exchange`].
    pub exchange: u8,
    /// Flags.
    pub flags: u8,
    /// Message ID.
    pub message_id: u32,
    /// Bytes of the whole message.
    pub length: u32,
}

impl Header {
    /// Bytes of a header.
    pub const LENGTH: usize = 28;
    /// Flag of version 2: sent by the side that began the IKE SA.
    pub const INITIATOR: u8 = 0x08;
    /// Flag of version 2: a response.
    pub const RESPONSE: u8 = 0x20;
    /// Flag of version 1: the payloads are encrypted.
    const ENCRYPTED: u8 = 0x01;

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, IkeError> {
        let initiator = reader.array()?;
        let responder = reader.array()?;
        let next_payload = reader.u8()?;
        let version = match reader.u8()? >> 4 {
            1 => Version::One,
            2 => Version::Two,
            _ => return Err(IkeError::Field),
        };
        let (exchange, flags) = (reader.u8()?, reader.u8()?);
        let (message_id, length) = (reader.u32()?, reader.u32()?);
        let read = Self {
            initiator,
            responder,
            next_payload,
            version,
            exchange,
            flags,
            message_id,
            length,
        };
        if read.is_plausible() { Ok(read) } else { Err(IkeError::Field) }
    }

    /// Whether it is a response (version 2), or the responder has taken part already (version 1).
    #[must_use]
    pub fn is_response(&self) -> bool {
        match self.version {
            Version::One => self.responder != [0; 8],
            Version::Two => self.flags & Self::RESPONSE != 0,
        }
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.version == Version::One && self.flags & Self::ENCRYPTED != 0
    }

    /// Any port may carry anything: an SPI is never zero (RFC 7296 §2.6), and exchange types belong to versions.
    fn is_plausible(&self) -> bool {
        use exchange as x;
        let fits = match self.version {
            Version::One => matches!(self.exchange, 1..=x::INFORMATIONAL_ONE | x::QUICK_MODE | 33),
            Version::Two => matches!(
                self.exchange,
                x::IKE_SA_INIT..=x::INFORMATIONAL | 38 | 39..=x::IKE_FOLLOWUP_KE
            ),
        };
        fits && self.initiator != [0; 8] && self.length as usize >= Self::LENGTH
    }
}
