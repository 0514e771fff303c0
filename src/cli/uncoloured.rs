//! What is written to a file, without the colours that a terminal gets.

use std::io::{self, Write};

const ESCAPE: u8 = 0x1b;

/// Passes on what is written to it, without sequences that select colours and styles (SGR of ECMA-48 §8.3.117:
/// `ESC [ … m`). Everything else stays as it is, byte by byte.
pub struct Uncoloured<W> {
    inner: W,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    /// After `ESC`.
    Escape,
    /// After `ESC [`.
    Parameters,
}

impl<W: Write> Uncoloured<W> {
    pub const fn new(inner: W) -> Self {
        Self { inner, state: State::Text }
    }

    pub fn into_inner(self) -> W {
        self.inner
    }

    fn step(&mut self, byte: u8) -> io::Result<()> {
        match (self.state, byte) {
            (State::Text, ESCAPE) => self.state = State::Escape,
            (State::Escape, b'[') => self.state = State::Parameters,
            (State::Parameters, b'0'..=b'9' | b';' | b':') => {}
            (State::Parameters, b'm') => self.state = State::Text,
            (State::Text, _) => self.inner.write_all(&[byte])?,
            // No colour after all: nothing that y2q writes, and so nothing to take away.
            (State::Escape, _) => {
                self.state = State::Text;
                self.inner.write_all(&[ESCAPE, byte])?;
            }
            (State::Parameters, _) => {
                self.state = State::Text;
                self.inner.write_all(&[ESCAPE, b'[', byte])?;
            }
        }
        Ok(())
    }
}

impl<W: Write> Write for Uncoloured<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.state == State::Text && !bytes.contains(&ESCAPE) {
            return self.inner.write(bytes);
        }
        bytes.iter().try_for_each(|byte| self.step(*byte))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
