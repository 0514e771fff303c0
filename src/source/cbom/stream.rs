//! The first pass over a document: where its pieces lie, without holding more than one of them.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

/// Largest piece (a component with all that it holds, a dependency, the metadata) in bytes.
pub(super) const LARGEST_PIECE: u64 = 64 << 20;

/// Where a reader stands.
#[derive(Default)]
pub(super) struct Position {
    read: Cell<u64>,
    line: Cell<u32>,
    /// Offset up to which the piece that is read now may go; 0 for no bound.
    bound: Cell<u64>,
    /// Why reading stopped, where that was not the input's end.
    pub(super) stopped: Cell<Option<Stop>>,
}

/// Why the reader gave up.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stop {
    /// Not UTF-8 at this offset.
    NotText(u64),
    /// A piece that is too large, which begins at this line.
    Piece(u32),
}

impl Position {
    /// Bytes read so far.
    pub(super) const fn offset(&self) -> u64 {
        self.read.get()
    }

    /// Line of the next byte, 1-based.
    pub(super) const fn line(&self) -> u32 {
        self.line.get().saturating_add(1)
    }

    /// Bounds what is read until [`Self::unbounded`].
    pub(super) fn bounded(&self) {
        self.bound.set(self.read.get() + LARGEST_PIECE);
    }

    pub(super) fn unbounded(&self) {
        self.bound.set(0);
    }
}

/// Counts what passes, checks that it is UTF-8, and stops at the bound.
///
/// `serde_json` takes single bytes from a reader, so the count is exact up to the one byte that it looks ahead.
pub(super) struct Counted<R> {
    inner: BufReader<R>,
    position: Rc<Position>,
    /// Continuation bytes that are missing, with the bounds of the next one (RFC 3629 §4).
    missing: u8,
    least: u8,
    most: u8,
}

impl<R: Read> Counted<R> {
    pub(super) fn new(inner: R, position: Rc<Position>) -> Self {
        let inner = BufReader::with_capacity(1 << 18, inner);
        Self { inner, position, missing: 0, least: 0x80, most: 0xbf }
    }

    /// Whether `byte` goes on with UTF-8.
    const fn is_text(&mut self, byte: u8) -> bool {
        if self.missing > 0 {
            if byte < self.least || byte > self.most {
                return false;
            }
            self.missing -= 1;
            (self.least, self.most) = (0x80, 0xbf);
            return true;
        }
        (self.missing, self.least, self.most) = match byte {
            0..=0x7f => (0, 0x80, 0xbf),
            0xc2..=0xdf => (1, 0x80, 0xbf),
            0xe0 => (2, 0xa0, 0xbf),
            0xed => (2, 0x80, 0x9f),
            0xe1..=0xef => (2, 0x80, 0xbf),
            0xf0 => (3, 0x90, 0xbf),
            0xf1..=0xf3 => (3, 0x80, 0xbf),
            0xf4 => (3, 0x80, 0x8f),
            _ => return false,
        };
        true
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        for byte in &buffer[..count] {
            let offset = self.position.read.get();
            let stop = if !self.is_text(*byte) {
                Some(Stop::NotText(offset))
            } else if self.position.bound.get() > 0 && offset >= self.position.bound.get() {
                Some(Stop::Piece(self.position.line()))
            } else {
                None
            };
            if stop.is_some() {
                self.position.stopped.set(stop);
                return Err(io::Error::other("stopped"));
            }
            self.position.read.set(offset + 1);
            if *byte == b'\n' {
                self.position.line.set(self.position.line.get().saturating_add(1));
            }
        }
        Ok(count)
    }
}
