//! Base58Check (Bitcoin): octets in 58 characters, with four octets of a double SHA-256 behind them.

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// Longest text that is decoded, which costs the square of its length; extended keys have 111 characters.
const LENGTH: usize = 128;

/// Whether a character can be part of one.
pub const fn is_base58(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() && !matches!(byte, b'0' | b'O' | b'I' | b'l')
}

/// The octets, when the checksum is theirs.
pub fn checked(text: &[u8]) -> Option<Vec<u8>> {
    if text.len() > LENGTH {
        return None;
    }
    let mut octets = Vec::<u8>::new();
    for byte in text {
        let mut carry = ALPHABET.iter().position(|of| of == byte)?;
        for octet in octets.iter_mut().rev() {
            carry += usize::from(*octet) * 58;
            *octet = u8::try_from(carry & 0xFF).ok()?;
            carry >>= 8;
        }
        if carry > 0 {
            octets.insert(0, u8::try_from(carry).ok()?);
        }
    }
    let zeros = text.iter().take_while(|byte| **byte == b'1').count();
    octets.splice(0..0, std::iter::repeat_n(0, zeros));
    let (content, checksum) = octets.split_at_checked(octets.len().checked_sub(4)?)?;
    let sha256 = |bytes: &[u8]| ring::digest::digest(&ring::digest::SHA256, bytes);
    let digest = sha256(sha256(content).as_ref());
    (digest.as_ref().starts_with(checksum)).then(|| content.to_vec())
}
