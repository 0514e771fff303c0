use std::io::{self, Cursor, Read};

use super::{Breach, Format, Meter, Reading, Stream, malformed, recognise, skip};

/// RPM format versions 3 and 4: a lead, a signature, a header, and a compressed cpio archive.
pub const FORMAT: Format = Format {
    id: "rpm",
    title: "an RPM package",
    // The magic, then the major number of the format.
    matches: |head| {
        head.starts_with(&[0xED, 0xAB, 0xEE, 0xDB]) && matches!(head.get(4), Some(3 | 4))
    },
    reading: Reading::Single(payload),
};

const LEAD: u64 = 96;
/// Largest part before the payload; rpm itself takes no more.
const LARGEST: u64 = 256 << 20;

/// The payload as it was before it was compressed.
fn payload<'a>(mut source: Stream<'a>, meter: &'a Meter<'a>) -> io::Result<Stream<'a>> {
    skip(&mut source, LEAD)?;
    let signature = skip_header(&mut source, meter)?;
    // Only the signature is filled up to a multiple of eight bytes.
    skip(&mut source, (8 - signature % 8) % 8)?;
    skip_header(&mut source, meter)?;
    let mut head = Vec::new();
    (&mut source).take(32).read_to_end(&mut head)?;
    let format = recognise(&head);
    let stream: Stream<'a> = Box::new(Cursor::new(head).chain(source));
    match format.map(|format| &format.reading) {
        Some(Reading::Single(decode)) => decode(stream, meter),
        _ => Ok(stream),
    }
}

/// Length of a header that was passed: magic, count of entries of 16 bytes, size of their data.
fn skip_header(source: &mut dyn Read, meter: &Meter<'_>) -> io::Result<u64> {
    let mut intro = [0; 16];
    source.read_exact(&mut intro)?;
    if !intro.starts_with(&[0x8E, 0xAD, 0xE8, 1]) {
        return Err(malformed("a header without its magic"));
    }
    let number = |at: usize| {
        u64::from(u32::from_be_bytes([intro[at], intro[at + 1], intro[at + 2], intro[at + 3]]))
    };
    let length = number(8) * 16 + number(12);
    if length > LARGEST {
        return Err(meter.breached(Breach::Header));
    }
    skip(source, length)?;
    Ok(16 + length)
}
