use super::IkeError;
use super::reader::Reader;

/// Proposals of a message, and transforms of a proposal, that are read. Proposals have seldom more than a dozen.
const MOST_PROPOSALS: usize = 256;
const MOST_TRANSFORMS: usize = 1_024;
const MOST_ATTRIBUTES: usize = 64;

/// Protocol ID of IKE in proposals (RFC 7296 §3.3.1; version 1 has the same number for ISAKMP).
pub const PROTOCOL_IKE: u8 = 1;

/// Transform types (RFC 7296 §3.3.2, RFC 9370 §2.2.1).
#[allow(missing_docs, reason = "each name is the RFC's")]
pub mod kind {
    pub const ENCR: u8 = 1;
    pub const PRF: u8 = 2;
    pub const INTEG: u8 = 3;
    /// Key Exchange Method, once Diffie-Hellman Group.
    pub const KE: u8 = 4;
    pub const ESN: u8 = 5;
    pub const ADDKE1: u8 = 6;
    pub const ADDKE7: u8 = 12;
}

/// A transform of version 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Transform {
    /// Transform type; see [`kind`].
    pub kind: u8,
    /// Transform ID.
    pub id: u16,
    /// Key length in bits, where the transform states one.
    pub key_bits: Option<u16>,
}

/// A proposal of version 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Proposal number.
    pub number: u8,
    /// Protocol ID.
    pub protocol: u8,
    /// Its transforms, in the sender's order.
    pub transforms: Vec<Transform>,
}

/// A transform of version 1, which is a whole suite (RFC 2409 App. A): its attributes.
pub type Attribute = (u16, u64);

/// A proposal of version 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalOne {
    /// Protocol ID.
    pub protocol: u8,
    /// Each transform's attributes.
    pub suites: Vec<Vec<Attribute>>,
}

impl Proposal {
    /// The content of an SA payload (RFC 7296 §3.3).
    pub(super) fn all(body: &[u8]) -> Result<Vec<Self>, IkeError> {
        let mut reader = Reader::new(body);
        let mut proposals = Vec::new();
        while !reader.rest().is_empty() {
            if proposals.len() == MOST_PROPOSALS {
                return Err(IkeError::TooMany);
            }
            let (_, inner) = reader.structure()?;
            proposals.push(Self::read(inner)?);
        }
        Ok(proposals)
    }

    fn read(mut reader: Reader<'_>) -> Result<Self, IkeError> {
        let (number, protocol) = (reader.u8()?, reader.u8()?);
        let spi = usize::from(reader.u8()?);
        let count = reader.u8()?;
        reader.take(spi)?;
        let mut transforms = Vec::new();
        for _ in 0..count {
            let (_, mut inner) = reader.structure()?;
            let kind = inner.u8()?;
            inner.u8()?;
            let id = inner.u16()?;
            let attributes = attributes(inner)?;
            // Key Length is the one attribute there is (RFC 7296 §3.3.5).
            let key_bits = attributes.iter().find(|(kind, _)| *kind == 14);
            let key_bits = key_bits.and_then(|(_, bits)| u16::try_from(*bits).ok());
            transforms.push(Transform { kind, id, key_bits });
        }
        if reader.rest().is_empty() {
            Ok(Self { number, protocol, transforms })
        } else {
            Err(IkeError::Field)
        }
    }
}

impl ProposalOne {
    /// The content of an SA payload of version 1 (RFC 2408 §3.4 to §3.6): domain of interpretation, situation, proposals.
    pub(super) fn all(body: &[u8]) -> Result<Vec<Self>, IkeError> {
        let mut reader = Reader::new(body);
        reader.u32()?;
        reader.u32()?;
        let mut proposals = Vec::new();
        let mut transforms = 0;
        while !reader.rest().is_empty() {
            let (_, mut inner) = reader.structure()?;
            inner.u8()?;
            let protocol = inner.u8()?;
            let spi = usize::from(inner.u8()?);
            let count = inner.u8()?;
            inner.take(spi)?;
            let mut suites = Vec::new();
            for _ in 0..count {
                let (_, mut transform) = inner.structure()?;
                transform.u32()?;
                suites.push(attributes(transform)?);
            }
            transforms += suites.len();
            proposals.push(Self { protocol, suites });
            if proposals.len() > MOST_PROPOSALS || transforms > MOST_TRANSFORMS {
                return Err(IkeError::TooMany);
            }
        }
        Ok(proposals)
    }
}

/// Attributes (RFC 7296 §3.3.5, RFC 2408 §3.3): 16-bit values, or values behind a length. Values of more than eight
/// bytes, such as private groups have, are left out.
fn attributes(mut reader: Reader<'_>) -> Result<Vec<Attribute>, IkeError> {
    const SHORT: u16 = 0x8000;
    let mut read = Vec::new();
    while !reader.rest().is_empty() {
        if read.len() == MOST_ATTRIBUTES {
            return Err(IkeError::TooMany);
        }
        let kind = reader.u16()?;
        if kind & SHORT != 0 {
            read.push((kind & !SHORT, u64::from(reader.u16()?)));
            continue;
        }
        let length = usize::from(reader.u16()?);
        let value = reader.take(length)?;
        if value.len() <= 8 {
            read.push((kind, value.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))));
        }
    }
    Ok(read)
}
