use super::packet::{integer, put};
use crate::wire::tls::{Alert, Cursor, Fault, Handshake, Speech};

/// Bytes of one side's messages that are put together.
const MOST: usize = 256 << 10;
/// Frames with parts of messages that are kept of one side.
const PARTS: usize = 1_024;

/// What one side's packets held, in one space of numbers.
#[derive(Default)]
pub struct Heard {
    parts: Vec<(usize, Vec<u8>)>,
    /// Error with which the connection was closed (RFC 9000 §19.19).
    pub error: Option<u64>,
    /// Packets that could not be opened.
    pub closed: u32,
}

impl Heard {
    /// Takes the parts of messages out of the frames of an Initial or Handshake packet, of which few are allowed
    /// (RFC 9000 §12.4).
    pub fn frames(&mut self, bytes: &[u8]) {
        let mut cursor = Cursor::new(bytes);
        while let Some(kind) = cursor.u8() {
            let read = match kind {
                // PADDING, PING.
                0 | 1 => Some(()),
                // ACK: ranges, and counts of ECN.
                2 | 3 => acknowledged(&mut cursor, kind),
                // CRYPTO.
                6 => self.part(&mut cursor),
                // CONNECTION_CLOSE of the transport.
                0x1C => {
                    self.error = self.error.or_else(|| integer(&mut cursor));
                    None
                }
                _ => None,
            };
            if read.is_none() {
                return;
            }
        }
    }

    fn part(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let offset = usize::try_from(integer(cursor)?).ok()?;
        let length = usize::try_from(integer(cursor)?).ok()?;
        let part = cursor.take(length)?;
        let fits = offset.checked_add(length).is_some_and(|end| end <= MOST);
        if fits && self.parts.len() < PARTS {
            self.parts.push((offset, part.to_vec()));
        }
        Some(())
    }

    /// What the parts are together, and whether one is missing in between.
    pub fn joined(&mut self) -> (Vec<u8>, bool) {
        self.parts.sort_by_key(|(offset, _)| *offset);
        let (mut bytes, mut has_gap) = (Vec::new(), false);
        for (offset, part) in &self.parts {
            match bytes.len().checked_sub(*offset) {
                Some(known) => bytes.extend_from_slice(part.get(known..).unwrap_or_default()),
                None => has_gap = true,
            }
        }
        (bytes, has_gap)
    }

    /// The messages. A handshake that fails is an alert in the error of the transport (RFC 9001 §4.8).
    pub fn speech(&mut self) -> Speech {
        let (bytes, has_gap) = self.joined();
        let mut speech = Speech { encrypted: self.closed, ..Speech::default() };
        let mut rest = bytes.as_slice();
        while let Some((message, after)) = Handshake::read(rest, 0) {
            speech.handshakes.push(message);
            rest = after;
        }
        if let Some(error @ 0x100..=0x1FF) = self.error {
            let [.., description] = error.to_be_bytes();
            speech.alerts.push(Alert { level: 2, description });
        }
        let is_whole = rest.is_empty() && !has_gap;
        speech.fault = (!is_whole).then_some(Fault::CutOffMessage);
        speech
    }
}

fn acknowledged(cursor: &mut Cursor<'_>, kind: u8) -> Option<()> {
    let (_largest, _delay) = (integer(cursor)?, integer(cursor)?);
    let ranges = integer(cursor)?;
    integer(cursor)?;
    let more = ranges.checked_mul(2)? + if kind == 3 { 3 } else { 0 };
    for _ in 0..more {
        integer(cursor)?;
    }
    Some(())
}

/// A CRYPTO frame (RFC 9000 §19.6).
#[must_use]
pub fn crypto(offset: usize, part: &[u8]) -> Vec<u8> {
    let mut frame = vec![6];
    put(&mut frame, offset as u64);
    put(&mut frame, part.len() as u64);
    frame.extend_from_slice(part);
    frame
}

/// An ACK frame (RFC 9000 §19.3) of `count` packets up to the number `largest`.
#[must_use]
pub fn received(largest: u32, count: u32) -> Vec<u8> {
    let mut frame = vec![2];
    for value in [largest, 0, 0, count.saturating_sub(1)] {
        put(&mut frame, value.into());
    }
    frame
}

/// A CONNECTION_CLOSE frame without an error (RFC 9000 §19.19).
#[must_use]
pub fn closing() -> Vec<u8> {
    vec![0x1C, 0, 0, 0]
}
