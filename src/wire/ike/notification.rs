use super::reader::Reader;
use super::{IkeError, Version};

/// Notify message types (RFC 7296 §3.10.1, RFC 5685, RFC 6023, RFC 7383, RFC 7427, RFC 8784, RFC 9242, RFC 9370,
/// RFC 9593, RFC 9867).
#[allow(missing_docs, reason = "each name is the RFC's")]
pub mod notify {
    pub const UNSUPPORTED_CRITICAL_PAYLOAD: u16 = 1;
    pub const INVALID_MAJOR_VERSION: u16 = 5;
    pub const INVALID_SYNTAX: u16 = 7;
    pub const NO_PROPOSAL_CHOSEN: u16 = 14;
    pub const INVALID_KE_PAYLOAD: u16 = 17;
    pub const NAT_DETECTION_SOURCE_IP: u16 = 16_388;
    pub const NAT_DETECTION_DESTINATION_IP: u16 = 16_389;
    pub const COOKIE: u16 = 16_390;
    pub const MULTIPLE_AUTH_SUPPORTED: u16 = 16_404;
    pub const REDIRECT: u16 = 16_407;
    pub const CHILDLESS_IKEV2_SUPPORTED: u16 = 16_418;
    pub const FRAGMENTATION_SUPPORTED: u16 = 16_430;
    pub const SIGNATURE_HASH_ALGORITHMS: u16 = 16_431;
    pub const USE_PPK: u16 = 16_435;
    pub const INTERMEDIATE_EXCHANGE_SUPPORTED: u16 = 16_438;
    pub const ADDITIONAL_KEY_EXCHANGE: u16 = 16_441;
    pub const SUPPORTED_AUTH_METHODS: u16 = 16_443;
    pub const USE_PPK_INT: u16 = 16_445;
}

/// A notification of either version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notify<'a> {
    /// Type; see [`notify`]. Below 16,384 an error.
    pub kind: u16,
    /// Its data.
    pub data: &'a [u8],
}

impl<'a> Notify<'a> {
    /// RFC 7296 §3.10; version 1 has a domain of interpretation in front (RFC 2408 §3.14).
    pub(super) fn read(body: &'a [u8], version: Version) -> Result<Self, IkeError> {
        let mut reader = Reader::new(body);
        if version == Version::One {
            reader.u32()?;
        }
        reader.u8()?;
        let spi = usize::from(reader.u8()?);
        let kind = reader.u16()?;
        reader.take(spi)?;
        Ok(Self { kind, data: reader.rest() })
    }

    /// Its data as 16-bit numbers: hash algorithms (RFC 7427 §4), a method (RFC 7296 §1.3).
    #[must_use]
    pub fn numbers(&self) -> Vec<u16> {
        self.data.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect()
    }
}
