use std::io::{self, Read};
use std::ops::Range;

use ::tar::Entry;

use super::malformed;

/// A file with holes, as GNU tar stores it in the pax format ("Storing Sparse Files", versions 0.0, 0.1 and 1.0): its
/// content in the archive is what lies between the holes.
pub(super) struct Sparse {
    /// Its name, where the header has one that was made up.
    pub(super) name: Option<Vec<u8>>,
    /// Its size with all holes.
    pub(super) size: u64,
    /// Where there is content, and how much.
    parts: Vec<(u64, u64)>,
    /// The map stands before the content.
    is_mapped_inside: bool,
}

/// Bytes of a map that stands before the content.
const MAP: u64 = 1 << 20;
const BLOCK: u64 = 512;

impl Sparse {
    /// What the extended header of an entry says, if it says that.
    pub(super) fn of<R: Read>(entry: &mut Entry<'_, R>) -> io::Result<Option<Self>> {
        let mut sparse = Self { name: None, size: 0, parts: Vec::new(), is_mapped_inside: false };
        let (mut is_one, mut offset) = (false, 0);
        let Ok(Some(records)) = entry.pax_extensions() else { return Ok(None) };
        for record in records.flatten() {
            let Some(key) = record.key_bytes().strip_prefix(b"GNU.sparse.") else { continue };
            let value = record.value_bytes();
            match key {
                b"name" => sparse.name = Some(value.to_vec()),
                b"major" => sparse.is_mapped_inside = decimal(value)? >= 1,
                b"size" | b"realsize" => (sparse.size, is_one) = (decimal(value)?, true),
                b"offset" => offset = decimal(value)?,
                b"numbytes" => sparse.parts.push((offset, decimal(value)?)),
                b"map" => {
                    let numbers = value.split(|byte| *byte == b',').map(decimal);
                    let numbers = numbers.collect::<io::Result<Vec<_>>>()?;
                    sparse.parts.extend(numbers.chunks_exact(2).map(|part| (part[0], part[1])));
                }
                _ => {}
            }
        }
        Ok(is_one.then_some(sparse))
    }

    /// The file with its holes; `stored` is what the archive has of it.
    pub(super) fn filled<R: Read>(self, mut stored: R) -> io::Result<Filled<R>> {
        let parts = if self.is_mapped_inside { map(&mut stored)? } else { self.parts };
        let mut ranges = Vec::with_capacity(parts.len());
        let mut behind = 0;
        for (offset, length) in parts {
            let end =
                offset.checked_add(length).filter(|end| *end <= self.size && offset >= behind);
            behind = end.ok_or(malformed("parts of a sparse file that overlap"))?;
            ranges.push(offset..behind);
        }
        Ok(Filled { stored, ranges: ranges.into_iter().peekable(), at: 0, size: self.size })
    }
}

/// Number of parts, then offset and length of each, a line each, filled up to a block.
fn map(stored: &mut dyn Read) -> io::Result<Vec<(u64, u64)>> {
    let mut taken = 0;
    let mut number = || {
        let mut digits = Vec::new();
        loop {
            let mut byte = [0];
            stored.read_exact(&mut byte)?;
            taken += 1;
            match byte {
                [b'\n'] => return decimal(&digits).map(|number| (number, taken)),
                _ if digits.len() > 20 || taken > MAP => {
                    return Err(malformed("a map without end"));
                }
                [digit] => digits.push(digit),
            }
        }
    };
    let (count, mut end) = number()?;
    let mut parts = Vec::new();
    for _ in 0..count {
        let (offset, _) = number()?;
        let length;
        (length, end) = number()?;
        parts.push((offset, length));
    }
    super::skip(stored, end.next_multiple_of(BLOCK) - end)?;
    Ok(parts)
}

fn decimal(text: &[u8]) -> io::Result<u64> {
    let text = std::str::from_utf8(text).map_err(|_| malformed("a number that is none"))?;
    text.parse().map_err(|_| malformed("a number that is none"))
}

/// Reads a sparse file, its holes as zeros.
pub(super) struct Filled<R> {
    stored: R,
    ranges: std::iter::Peekable<std::vec::IntoIter<Range<u64>>>,
    at: u64,
    size: u64,
}

impl<R: Read> Read for Filled<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.ranges.next_if(|range| range.end <= self.at).is_some() {}
        let (is_part, end) = match self.ranges.peek() {
            Some(part) if part.start <= self.at => (true, part.end),
            Some(next) => (false, next.start),
            None => (false, self.size),
        };
        let room = usize::try_from(end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let room = room.min(buffer.len());
        let count = if is_part {
            self.stored.read(&mut buffer[..room])?
        } else {
            buffer[..room].fill(0);
            room
        };
        if count == 0 && room > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.at += count as u64;
        Ok(count)
    }
}
