//! Digests, and bytes as texts.

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 0xF));
    }
    text
}

/// Lower-case hexadecimal SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&digest_of(bytes))
}

/// SHA-256.
pub(crate) fn digest_of(bytes: &[u8]) -> [u8; 32] {
    // A digest of this algorithm has as many octets.
    ring::digest::digest(&ring::digest::SHA256, bytes).as_ref().try_into().unwrap_or_default()
}
