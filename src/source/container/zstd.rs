use std::io::{self, BufRead, BufReader};

use super::codec::Decoder;
use super::digits::u32_at;
use super::{Format, Meter, Reading, Stream};

/// RFC 8878.
pub const FORMAT: Format = Format {
    id: "zstd",
    title: "a Zstandard stream",
    // §3.1.1; the reserved bit of the frame header descriptor is clear.
    matches: |head| {
        let frame = first_frame(head);
        frame.starts_with(&[0x28, 0xB5, 0x2F, 0xFD])
            && frame.get(4).is_some_and(|flags| flags & 8 == 0)
    },
    reading: Reading::Single(decode),
};

/// Smallest window that is set aside: what decoders should support (§3.1.1.1.2).
const WINDOW: u64 = 8 << 20;

pub(super) fn decode<'a>(source: Stream<'a>, meter: &'a Meter<'a>) -> io::Result<Stream<'a>> {
    let mut source = BufReader::new(source);
    let window = window(source.fill_buf()?).max(WINDOW).checked_next_power_of_two();
    let memory = meter.hold(window.unwrap_or(u64::MAX))?;
    let mut decoder = ::zstd::stream::read::Decoder::with_buffer(source)?;
    decoder.window_log_max(window.unwrap_or(WINDOW).ilog2())?;
    Ok(Box::new(Decoder::new(decoder, meter, memory)))
}

/// What follows the skippable frames (§3.1.2) that parallel compressors put before others.
fn first_frame(mut head: &[u8]) -> &[u8] {
    while let [0x50..=0x5F, 0x2A, 0x4D, 0x18, rest @ ..] = head {
        let size =
            rest.get(..4).map(|size| u32_at(size, 0)).and_then(|size| usize::try_from(size).ok());
        let next = size.and_then(|size| rest.get(4..)?.get(size..));
        let Some(next) = next else { return &[] };
        head = next;
    }
    head
}

/// Window of the first frame in bytes (RFC 8878 §3.1.1.1.2); a single segment has none but its content.
fn window(head: &[u8]) -> u64 {
    match first_frame(head) {
        [_, _, _, _, flags, descriptor, ..] if flags & 0x20 == 0 => {
            let base = 1_u64 << (10 + u32::from(descriptor >> 3));
            base + base / 8 * u64::from(descriptor & 7)
        }
        _ => 0,
    }
}
