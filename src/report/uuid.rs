use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};

/// The namespace of the names that are given here, made at random for it.
const NAMESPACE: [u8; 16] = [
    0x6f, 0x1c, 0x9a, 0x52, 0x38, 0xd4, 0x4b, 0x07, 0x9e, 0x61, 0xc2, 0x7d, 0x05, 0xb8, 0xf3, 0x4a,
];

/// A name-based UUID, version 5 (RFC 9562 §5.5): equal names get equal ids in every export. SHA-1 is
/// what that version is defined by; nothing rests on its strength.
pub fn name_based(parts: &[&str]) -> String {
    let mut name = NAMESPACE.to_vec();
    for part in parts {
        name.extend_from_slice(&(part.len() as u64).to_be_bytes());
        name.extend_from_slice(part.as_bytes());
    }
    let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, &name);
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hash.as_ref()[..16]);
    bytes[6] = (bytes[6] & 0x0f) | 0x50;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}
