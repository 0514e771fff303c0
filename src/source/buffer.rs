//! Bounded reading of one stream into memory that is used again and again.

use std::io::Read;

/// Holds the beginning of a stream, or a window of it.
#[derive(Debug, Default)]
pub struct Buffer {
    /// Longer than what is filled, so that a new stream does not clear it again.
    bytes: Vec<u8>,
    filled: usize,
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
    const KEPT: usize = 4 * 1024 * 1024;

    /// Makes ready for another stream.
    pub fn clear(&mut self) {
        self.filled = 0;
        self.ended = false;
        if self.bytes.len() > Self::KEPT {
            self.bytes = Vec::new();
        }
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
            let end = limit.min((self.filled * 2).max(Self::HEAD));
            if self.bytes.len() < end {
                self.bytes.resize(end, 0);
            }
            match source.read(&mut self.bytes[self.filled..end]) {
                Ok(0) => self.ended = true,
                Ok(count) => self.filled += count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.ended = true;
                    return Err(error);
                }
            }
        }
        Ok(Extent::Whole)
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
