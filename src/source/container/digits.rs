use std::io;

use super::malformed;

/// A number in digits of `radix`, filled up with spaces or NUL bytes.
pub(super) fn number(field: &[u8], radix: u32) -> io::Result<u64> {
    let text = std::str::from_utf8(field).map_err(|_| malformed("a number that is none"))?;
    let digits = text.trim_matches([' ', '\0']);
    u64::from_str_radix(digits, radix).map_err(|_| malformed("a number that is none"))
}

/// Little-endian 16 bits at `at`; the caller made sure that they are there.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

/// Little-endian 32 bits at `at`; the caller made sure that they are there.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from(u16_at(bytes, at)) | u32::from(u16_at(bytes, at + 2)) << 16
}

/// Little-endian 64 bits at `at`; the caller made sure that they are there.
pub(super) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}
