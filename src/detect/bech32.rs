//! Bech32 (BIP 173) without its limit on length, as age has it: a prefix, octets in five-bit characters, a checksum.

const CHARSET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/// Longest text that is looked at; the longest recipient of age has 2000 characters.
const LENGTH: usize = 4096;

/// The octets of a Bech32 text with the prefix `prefix`; `None` when its checksum or anything else is wrong.
pub fn decoded(text: &[u8], prefix: &str) -> Option<Vec<u8>> {
    if text.len() > LENGTH
        || text.iter().any(u8::is_ascii_uppercase) && text.iter().any(u8::is_ascii_lowercase)
    {
        return None;
    }
    let text = text.to_ascii_lowercase();
    let prefix = prefix.to_ascii_lowercase();
    let data = text.strip_prefix(prefix.as_bytes())?.strip_prefix(b"1")?;
    let values = data.iter().map(|byte| CHARSET.iter().position(|of| of == byte));
    let values = values.map(|value| u8::try_from(value?).ok()).collect::<Option<Vec<_>>>()?;
    let high = prefix.bytes().map(|byte| byte >> 5);
    let low = prefix.bytes().map(|byte| byte & 31);
    let checked = high.chain([0]).chain(low).chain(values.iter().copied());
    let data = &values[..values.len().checked_sub(6)?];
    (checksum(checked) == 1).then(|| octets(data)).flatten()
}

fn checksum(values: impl Iterator<Item = u8>) -> u32 {
    const GENERATOR: [u32; 5] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3];
    values.fold(1, |sum, value| {
        let top = sum >> 25;
        let shifted = (sum & 0x01FF_FFFF) << 5 ^ u32::from(value);
        let chosen = GENERATOR.iter().enumerate().filter(|(bit, _)| top >> bit & 1 == 1);
        chosen.fold(shifted, |sum, (_, term)| sum ^ term)
    })
}

/// Groups of five bits as octets; the padding is short and zero.
fn octets(values: &[u8]) -> Option<Vec<u8>> {
    let mut octets = Vec::with_capacity(values.len() * 5 / 8);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for value in values {
        held = held << 5 | u32::from(*value);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            octets.push(u8::try_from(held >> bits & 0xFF).ok()?);
            held &= (1 << bits) - 1;
        }
    }
    (bits < 5 && held == 0).then_some(octets)
}
