use std::io::{self, BufReader};

use ::bzip2::bufread::MultiBzDecoder;

use super::{Format, Making, Meter, Reading, Stream};

/// `BZh`, the level, then the first block or the end, by the digits of π or of its root.
pub const FORMAT: Format = Format {
    id: "bzip2",
    title: "a bzip2 stream",
    matches: |head| {
        head.starts_with(b"BZh")
            && head.get(3).is_some_and(|level| (b'1'..=b'9').contains(level))
            && matches!(
                head.get(4..10),
                Some([0x31, 0x41, 0x59, 0x26, 0x53, 0x59] | [0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
            )
    },
    reading: Reading::Single(decode),
};

fn decode<'a>(source: Stream<'a>, meter: &'a Meter<'a>) -> io::Result<Stream<'a>> {
    Ok(Box::new(Making { source: MultiBzDecoder::new(BufReader::new(source)), meter }))
}
