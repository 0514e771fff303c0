use std::io::{self, Read};

use super::{Breach, Held, Making, Meter};

/// A decoder with the memory that was set aside for it.
pub(super) struct Decoder<'a, R> {
    source: Making<'a, R>,
    _memory: Held<'a>,
}

impl<'a, R> Decoder<'a, R> {
    pub(super) const fn new(source: R, meter: &'a Meter<'a>, memory: Held<'a>) -> Self {
        Self { source: Making { source, meter }, _memory: memory }
    }
}

impl<R: Read> Read for Decoder<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.source.read(buffer).map_err(|error| {
            // A later frame or block asks for more than what was set aside for the first.
            let greedy = error.kind() == io::ErrorKind::OutOfMemory
                || error.to_string().contains("requires too much memory");
            if greedy { self.source.meter.breached(Breach::Memory) } else { error }
        })
    }
}
