use super::encoding::{Wire, WireError};

/// Longest packet that is read, in bytes. RFC 4253 §6.1 asks for 35,000; OpenSSH takes this much.
pub const LONGEST_PACKET: usize = 256 << 10;

/// Message numbers (RFC 4253 §12, RFC 4419 §5, RFC 4432 §8, RFC 5656 §7.1).
#[allow(missing_docs, reason = "each name is the RFC's, without SSH_MSG_")]
pub mod number {
    pub const DISCONNECT: u8 = 1;
    pub const IGNORE: u8 = 2;
    pub const UNIMPLEMENTED: u8 = 3;
    pub const DEBUG: u8 = 4;
    pub const KEXINIT: u8 = 20;
    pub const NEWKEYS: u8 = 21;
    /// Also `KEXDH_INIT`, `KEX_HYBRID_INIT`.
    pub const KEX_ECDH_INIT: u8 = 30;
    /// Also `KEXDH_REPLY`, `KEX_HYBRID_REPLY`.
    pub const KEX_ECDH_REPLY: u8 = 31;
    pub const KEX_DH_GEX_GROUP: u8 = 31;
    pub const KEX_DH_GEX_INIT: u8 = 32;
    pub const KEX_DH_GEX_REPLY: u8 = 33;
    pub const KEX_DH_GEX_REQUEST: u8 = 34;
    pub const KEXRSA_PUBKEY: u8 = 30;
}

/// A binary packet before encryption (RFC 4253 §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packet<'a> {
    /// Message number.
    pub number: u8,
    /// What follows the number.
    pub content: &'a [u8],
    /// Bytes of the whole packet.
    pub length: usize,
}

impl<'a> Packet<'a> {
    /// The packet that `bytes` begin with; `None` where they are only its beginning.
    ///
    /// # Errors
    /// [`WireError::Field`] where lengths contradict each other or pass [`LONGEST_PACKET`].
    pub fn read(bytes: &'a [u8]) -> Result<Option<Self>, WireError> {
        let mut wire = Wire::new(bytes);
        let Ok(length) = wire.u32() else { return Ok(None) };
        let length = usize::try_from(length).map_err(|_| WireError::Field)?;
        // One byte of padding length, one of a number, four of padding (§6).
        if !(6..=LONGEST_PACKET).contains(&length) {
            return Err(WireError::Field);
        }
        let Some(&padding) = bytes.get(4) else { return Ok(None) };
        let payload = (length - 1).checked_sub(usize::from(padding)).filter(|length| *length > 0);
        let payload = payload.filter(|_| padding >= 4).ok_or(WireError::Field)?;
        let Some(whole) = bytes.get(..4 + length) else { return Ok(None) };
        let (number, content) = whole[5..5 + payload].split_first().ok_or(WireError::Field)?;
        Ok(Some(Self { number: *number, content, length: 4 + length }))
    }
}

/// A packet of message `number` with `content`, padded with zeros to a multiple of 8 bytes (RFC 4253 §6).
#[must_use]
pub fn packet(number: u8, content: &[u8]) -> Vec<u8> {
    let unpadded = 4 + 1 + 1 + content.len();
    let mut padding = 8 - unpadded % 8;
    if padding < 4 {
        padding += 8;
    }
    // Contents are built here, far below 4 GiB; the padding is at most 11.
    let length = u32::try_from(unpadded - 4 + padding).unwrap_or(u32::MAX);
    let mut bytes = length.to_be_bytes().to_vec();
    bytes.push(u8::try_from(padding).unwrap_or(u8::MAX));
    bytes.push(number);
    bytes.extend(content);
    bytes.resize(bytes.len() + padding, 0);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_is_read() {
        for length in 0..40 {
            let content = vec![7; length];
            let bytes = packet(20, &content);
            assert_eq!(bytes.len() % 8, 0);
            let read = Packet::read(&bytes).unwrap().unwrap();
            assert_eq!((read.number, read.content, read.length), (20, &content[..], bytes.len()));
            for cut in 0..bytes.len() {
                assert_eq!(Packet::read(&bytes[..cut]), Ok(None), "{cut}");
            }
        }
    }

    #[test]
    fn lengths_that_lie() {
        for bytes in [
            &[0, 0, 0, 0][..],
            &[0, 0, 0, 5, 4],
            &[0xff, 0xff, 0xff, 0xff],
            &[0, 0, 0, 12, 11, 20, 0, 0],
            &[0, 0, 0, 12, 3, 20, 0, 0],
            b"HTTP/1.1 400 Bad Request",
        ] {
            assert_eq!(Packet::read(bytes), Err(WireError::Field), "{bytes:?}");
        }
    }
}
