use crate::network::Direction;

/// Bytes of a conversation, by flight, and the TLS records in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flights {
    /// Bytes of each flight, the client's first; a flight ends where the other side speaks.
    pub bytes: Vec<u32>,
    /// Records of the client and of the server.
    pub records: (u32, u32),
    up: Records,
    down: Records,
}

impl Flights {
    /// Takes what one side wrote.
    pub fn take(&mut self, direction: Direction, written: &[u8]) {
        if written.is_empty() {
            return;
        }
        let client_last = self.bytes.len() % 2 == 1;
        let same = !self.bytes.is_empty() && client_last == (direction == Direction::Up);
        if !same {
            // The first flight is the client's: a server that speaks first leaves it empty.
            if self.bytes.is_empty() && direction == Direction::Down {
                self.bytes.push(0);
            }
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last = last.saturating_add(u32::try_from(written.len()).unwrap_or(u32::MAX));
        }
        match direction {
            Direction::Up => self.records.0 += self.up.take(written),
            Direction::Down => self.records.1 += self.down.take(written),
        }
    }
}

impl Flights {
    /// The same as the handshake has it: a full one has three flights, and what the client says while the server's
    /// is still arriving (a record for middleboxes, as soon as it has read the first message) belongs to its last.
    #[must_use]
    pub fn of_handshake(mut self) -> Self {
        let up =
            self.bytes.iter().step_by(2).skip(1).fold(0_u32, |sum, one| sum.saturating_add(*one));
        let down =
            self.bytes.iter().skip(1).step_by(2).fold(0_u32, |sum, one| sum.saturating_add(*one));
        let first = self.bytes.first().copied().unwrap_or_default();
        self.bytes = vec![first, down, up];
        self
    }
}

/// Finds records in a stream by their headers (RFC 8446 §5.1): type, version, length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Records {
    header: Vec<u8>,
    /// Bytes of the record's body that are still to come.
    left: usize,
}

impl Records {
    const HEADER: usize = 5;

    /// How many records begin in `bytes`.
    fn take(&mut self, mut bytes: &[u8]) -> u32 {
        let mut begun = 0;
        while !bytes.is_empty() {
            let skipped = self.left.min(bytes.len());
            self.left -= skipped;
            bytes = bytes.get(skipped..).unwrap_or_default();
            if self.left > 0 || bytes.is_empty() {
                break;
            }
            let wanted = (Self::HEADER - self.header.len()).min(bytes.len());
            let (head, rest) = bytes.split_at(wanted);
            self.header.extend_from_slice(head);
            bytes = rest;
            if let [_, _, _, high, low] = self.header[..] {
                begun += 1;
                self.left = usize::from(u16::from_be_bytes([high, low]));
                self.header.clear();
            }
        }
        begun
    }
}
