//! Bounded reading of one stream into memory that is used again and again.

use std::io::Read;

/// Holds the beginning of a stream, or a window of it.
#[derive(Debug, Default)]
pub struct Buffer {
    /// Longer than what is filled, so that a new stream does not clear it again.
    bytes: Vec<u8>,
    filled: usize,
    /// The most that was filled since the memory was taken: what lies behind costs address space only.
    touched: usize,
    /// How long the stream is, where that is sure.
    expected: usize,
    ended: bool,
}

/// How much of a stream a [`Buffer`] holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// The beginning; there may be more.
    Head,
}

impl Buffer {
    /// Bytes read before anything is decided about a stream.
    pub const HEAD: usize = 64 * 1024;
    /// Memory kept between streams; more is given back.
    const KEPT: usize = 1024 * 1024;

    /// Memory up to this size grows as it is needed.
    const SMALL: usize = 1024 * 1024;
    /// Memory that is larger is at least this large. The C library of GNU maps a piece of more than 32 MiB by itself, so
    /// that it comes as zeros that take no memory before they are written, and goes back as a whole; pieces below that it
    /// learns to cut from heaps of its own, which then keep them.
    const MAPPED: usize = 33 * 1024 * 1024;

    /// Makes ready for another stream.
    pub fn clear(&mut self) {
        self.filled = 0;
        self.expected = 0;
        self.ended = false;
        if self.touched > Self::KEPT {
            self.bytes = Vec::new();
            self.touched = 0;
        }
    }

    /// Goes on with what `other` holds, in the own memory.
    pub fn continue_with(&mut self, other: &Self) {
        self.filled = 0;
        self.hold(other.filled);
        self.bytes[..other.filled].copy_from_slice(other.bytes());
        self.filled = other.filled;
        self.touched = self.touched.max(self.filled);
        self.expected = other.expected;
        self.ended = other.ended;
    }

    /// Bytes of memory that it has written to and keeps.
    #[must_use]
    pub const fn touched(&self) -> usize {
        self.touched
    }

    /// Takes the size of a file, so that memory for it is found at once and no read is made only to learn of its end.
    pub fn expect(&mut self, size: u64) {
        self.expected = usize::try_from(size).unwrap_or(usize::MAX);
    }

    /// Reads on until `limit` bytes are held or the stream ends.
    ///
    /// # Errors
    /// Whatever `source` says; what was read until then is held, and the stream counts as ended.
    pub fn extend(&mut self, source: &mut dyn Read, limit: usize) -> std::io::Result<Extent> {
        while !self.ended {
            if self.filled >= limit {
                return Ok(Extent::Head);
            }
            // Grows by doubling, so that a size that a stream only claims is never allocated.
            let end = (self.filled * 2).max(self.expected.saturating_add(1)).max(Self::HEAD);
            let end = end.min(limit);
            self.hold(end);
            match source.read(&mut self.bytes[self.filled..end]) {
                Ok(0) => self.ended = true,
                Ok(count) => {
                    let is_short = count < end - self.filled;
                    self.filled += count;
                    self.touched = self.touched.max(self.filled);
                    // Files of kernel interfaces have no size and come in pieces.
                    self.ended = is_short && self.filled == self.expected;
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.ended = true;
                    return Err(error);
                }
            }
        }
        Ok(Extent::Whole)
    }

    /// Makes room for `size` bytes.
    fn hold(&mut self, size: usize) {
        if self.bytes.len() < size {
            let size = if size > Self::SMALL { size.max(Self::MAPPED) } else { size };
            // Fresh memory is zero already; growing would write zeros over all of it. What was there goes first where
            // little of it is needed, so that two large pieces are not held at once.
            let held = (self.filled <= Self::HEAD).then(|| self.bytes().to_vec());
            let held = held.unwrap_or_else(|| std::mem::take(&mut self.bytes));
            self.bytes = Vec::new();
            self.bytes = vec![0; size];
            self.touched = self.filled;
            self.bytes[..self.filled].copy_from_slice(&held[..self.filled]);
        }
    }

    /// Drops all but the last `keep` bytes, so that a long stream can be passed through in windows.
    pub fn slide(&mut self, keep: usize) {
        let from = self.filled.saturating_sub(keep);
        self.bytes.copy_within(from..self.filled, 0);
        self.filled -= from;
        self.expected = self.expected.saturating_sub(from);
    }

    /// What is held.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.filled]
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::{Buffer, Extent};

    /// Gives its bytes in pieces and counts how often it was asked.
    struct Pieces<'a> {
        left: &'a [u8],
        longest: usize,
        asked: usize,
    }

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.asked += 1;
            let count = self.left.len().min(buffer.len()).min(self.longest);
            let (piece, left) = self.left.split_at(count);
            buffer[..count].copy_from_slice(piece);
            self.left = left;
            Ok(count)
        }
    }

    #[test]
    fn what_is_expected_changes_the_number_of_reads_only() {
        let text = (0..200_000_u32).flat_map(u32::to_le_bytes).collect::<Vec<_>>();
        let size = text.len() as u64;
        let mut buffer = Buffer::default();
        for (expected, longest, most) in [
            (size, usize::MAX, 2),
            (0, usize::MAX, 6),
            (size - 1, usize::MAX, 3),
            (size + 1, usize::MAX, 3),
            (u64::MAX, usize::MAX, 3),
            (size, 70_000, 20),
            (0, 70_000, 20),
        ] {
            buffer.clear();
            buffer.expect(expected);
            let mut source = Pieces { left: &text, longest, asked: 0 };
            let head = buffer.extend(&mut source, Buffer::HEAD).unwrap();
            assert_eq!((head, buffer.bytes()), (Extent::Head, &text[..Buffer::HEAD]));
            let all = buffer.extend(&mut source, 4_000_000).unwrap();
            assert_eq!((all, buffer.bytes()), (Extent::Whole, &text[..]));
            assert!(source.asked <= most, "{expected} {longest}: {}", source.asked);
        }
    }

    #[test]
    fn windows_reach_the_end_of_what_is_expected() {
        let text = (0..200_000_u32).flat_map(u32::to_le_bytes).collect::<Vec<_>>();
        let mut buffer = Buffer::default();
        for (expected, longest) in [(text.len() as u64, usize::MAX), (0, 3_000), (300_000, 70_000)]
        {
            buffer.clear();
            buffer.expect(expected);
            let mut source = Pieces { left: &text, longest, asked: 0 };
            let mut extent = buffer.extend(&mut source, 100_000).unwrap();
            let mut passed = buffer.bytes().len();
            while extent == Extent::Head {
                buffer.slide(40);
                extent = buffer.extend(&mut source, 100_000).unwrap();
                passed += buffer.bytes().len() - 40;
            }
            assert_eq!(passed, text.len());
            assert!(text.ends_with(buffer.bytes()));
        }
    }
}
