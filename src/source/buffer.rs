//! Bounded reading of one stream into memory that is used again and again.

use std::io::Read;

/// Holds the beginning of a stream, or a window of it.
#[derive(Debug, Default)]
pub struct Buffer {
    /// Longer than what is filled, so that a new stream does not clear it again.
    bytes: Vec<u8>,
    filled: usize,
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
    const KEPT: usize = 32 * 1024 * 1024;

    /// Makes ready for another stream.
    pub fn clear(&mut self) {
        self.filled = 0;
        self.expected = 0;
        self.ended = false;
        if self.bytes.len() > Self::KEPT {
            self.bytes = Vec::new();
        }
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
            // Fresh memory is zero already; growing would write zeros over all of it.
            let mut larger = vec![0; size];
            larger[..self.filled].copy_from_slice(self.bytes());
            self.bytes = larger;
        }
    }

    /// Drops all but the last `keep` bytes, so that a long stream can be passed through in windows.
    pub fn slide(&mut self, keep: usize) {
        let from = self.filled.saturating_sub(keep);
        self.bytes.copy_within(from..self.filled, 0);
        self.filled -= from;
    }

    /// What is held.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.filled]
    }
}
