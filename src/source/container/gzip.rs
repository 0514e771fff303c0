use std::io::{self, BufReader};

use flate2::bufread::MultiGzDecoder;

use super::{Format, Making, Meter, Reading, Stream};

/// RFC 1952.
pub const FORMAT: Format = Format {
    id: "gzip",
    title: "a gzip stream",
    // §2.3.1: magic, deflate, and the three reserved flags clear.
    matches: |head| {
        head.starts_with(&[0x1F, 0x8B, 8]) && head.get(3).is_some_and(|flags| flags & 0xE0 == 0)
    },
    reading: Reading::Single(decode),
};

fn decode<'a>(source: Stream<'a>, meter: &'a Meter<'a>) -> io::Result<Stream<'a>> {
    Ok(Box::new(Making { source: MultiGzDecoder::new(BufReader::new(source)), meter }))
}
