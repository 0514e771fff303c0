use std::io::{self, BufRead, BufReader};

use lzma_rust2::LzmaReader;

use super::codec::Decoder;
use super::digits::{u32_at, u64_at};
use super::{Format, Meter, Reading, Stream};

/// The format of `lzma`, which has no magic: known by the only properties that its tools write, a
/// dictionary of 2ⁿ or 2ⁿ + 2ⁿ⁻¹ bytes, a size below 2³⁸ or none, and the zero that begins every
/// range coder's output. `xz` and `file` know it by the same.
pub const FORMAT: Format = Format {
    id: "lzma",
    title: "an LZMA stream",
    matches: |head| {
        let [0x5D, rest @ ..] = head else { return false };
        if rest.len() < 13 {
            return false;
        }
        let (dictionary, size) = (u32_at(rest, 0), u64_at(rest, 4));
        let usual = dictionary >= 4096 && matches!(dictionary.count_ones(), 1 | 2) && {
            let high = dictionary.ilog2();
            dictionary == 1 << high || dictionary == 3 << (high - 1)
        };
        usual && (size == u64::MAX || (1..1 << 38).contains(&size)) && rest[12] == 0
    },
    reading: Reading::Single(decode),
};

fn decode<'a>(source: Stream<'a>, meter: &'a Meter<'a>) -> io::Result<Stream<'a>> {
    let mut source = BufReader::new(source);
    let dictionary = source.fill_buf()?.get(1..5).map_or(0, |bytes| u32_at(bytes, 0));
    let bytes = u64::from(dictionary) + (1 << 20);
    let memory = meter.hold(bytes)?;
    let kibibytes = u32::try_from(bytes >> 10).unwrap_or(u32::MAX);
    let decoder = LzmaReader::new_mem_limit(source, kibibytes, None)?;
    Ok(Box::new(Decoder::new(decoder, meter, memory)))
}
