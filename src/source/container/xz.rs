use std::io::{self, BufRead, BufReader};

use lzma_rust2::XzReader;

use super::codec::Decoder;
use super::{Format, Meter, Reading, Stream};

/// The .xz file format, version 1.2.1.
pub const FORMAT: Format = Format {
    id: "xz",
    title: "an xz stream",
    // §2.1.1: magic, then stream flags whose reserved bits are clear.
    matches: |head| {
        head.starts_with(&[0xFD, b'7', b'z', b'X', b'Z', 0, 0])
            && head.get(7).is_some_and(|check| *check < 16)
    },
    reading: Reading::Single(decode),
};

/// Smallest dictionary that is set aside: that of `xz -6`, its default.
const DICTIONARY: u64 = 8 << 20;
/// What a decoder takes besides its dictionary.
const OVERHEAD: u64 = 1 << 20;

pub(super) fn decode<'a>(source: Stream<'a>, meter: &'a Meter<'a>) -> io::Result<Stream<'a>> {
    let mut source = BufReader::new(source);
    let bytes = dictionary(source.fill_buf()?).unwrap_or(0).max(DICTIONARY) + OVERHEAD;
    let memory = meter.hold(bytes)?;
    let kibibytes = u32::try_from(bytes >> 10).unwrap_or(u32::MAX);
    let decoder = XzReader::new_mem_limit(source, true, kibibytes);
    Ok(Box::new(Decoder::new(decoder, meter, memory)))
}

/// Dictionary of the first block in bytes (§3.1 block header, §5.3.1 LZMA2).
fn dictionary(head: &[u8]) -> Option<u64> {
    let block = head.get(12..)?;
    let flags = *block.get(1)?;
    let mut rest = block.get(2..)?;
    let sizes = usize::from(flags & 0x40 != 0) + usize::from(flags & 0x80 != 0);
    for _ in 0..sizes {
        integer(&mut rest)?;
    }
    for _ in 0..=(flags & 3) {
        let (id, length) = (integer(&mut rest)?, integer(&mut rest)?);
        let properties = rest.split_off(..usize::try_from(length).ok()?)?;
        if id == 0x21 {
            let bits = u32::from(*properties.first()? & 0x3F);
            return Some(u64::from(2 | (bits & 1)) << (bits / 2 + 11));
        }
    }
    None
}

/// A multibyte integer (§1.2).
fn integer(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..63).step_by(7) {
        let byte = *bytes.split_off_first()?;
        value |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}
