//! A TCP connection while it is watched: what both sides said so far, and whether that is a handshake worth keeping.

use super::recognition::{Recognition, Step};
use super::stream::Stream;
use crate::wire::transcript::{End, Exchange, Message, Service, Side};

/// Bytes of one direction that are looked at: chains of certificates with post-quantum signatures fit.
const MOST: usize = 96 << 10;

/// What both sides of a connection said, in order.
#[derive(Debug)]
pub(super) struct Connection {
    began: u64,
    streams: [Stream; 2],
    said: [Vec<u8>; 2],
    /// Whose bytes came when, up to where they then reached.
    marks: Vec<(usize, u32, usize)>,
    recognition: Recognition,
    closed: [bool; 2],
    end: Option<End>,
}

/// A recognised connection.
pub(super) struct Recorded {
    /// What is spoken.
    pub(super) service: Service,
    /// Which of the two ends is the server.
    pub(super) server: usize,
    pub(super) exchange: Exchange,
}

impl Connection {
    /// A connection that is first seen at `began`, whose SYN segments had these numbers; `opener` sent the first.
    pub(super) fn new(began: u64, first: [Option<u32>; 2], opener: Option<usize>) -> Self {
        Self {
            began,
            streams: first.map(|first| Stream::new(first.map(|number| number.wrapping_add(1)))),
            said: [Vec::new(), Vec::new()],
            marks: Vec::new(),
            recognition: Recognition::new(opener),
            closed: [false; 2],
            end: None,
        }
    }

    /// Takes what `side` sent; says whether to go on watching.
    pub(super) fn take(&mut self, side: usize, at: u64, sequence: u32, payload: &[u8]) -> Step {
        let Self { began, streams, said, marks, recognition, end, .. } = self;
        let since = u32::try_from(at.saturating_sub(*began) / 1000).unwrap_or(u32::MAX);
        let mut step = Step::More;
        streams[side].take(sequence, payload, &mut |bytes| {
            let room = MOST - said[side].len();
            let kept = bytes.get(..room).unwrap_or(bytes);
            said[side].extend_from_slice(kept);
            match marks.last_mut() {
                Some((last, _, reached)) if *last == side => *reached = said[side].len(),
                _ => marks.push((side, since, said[side].len())),
            }
            if step == Step::More {
                step = recognition.hear(side, said);
            }
            if step == Step::More && kept.len() < bytes.len() {
                *end = Some(End::Bounded);
                step = Step::Done;
            }
        });
        if step == Step::More && streams[side].is_torn() {
            *end = Some(End::Torn);
            step = Step::Done;
        }
        step
    }

    /// `side` says that no more comes of it; whether that ends the connection.
    pub(super) fn close(&mut self, side: usize) -> Step {
        self.closed[side] = true;
        let is_over = self.closed == [true; 2] && !self.streams.iter().any(Stream::has_gap);
        if is_over { self.finish(End::Closed) } else { Step::More }
    }

    /// When it was first seen, in microseconds since 1970.
    pub(super) const fn began(&self) -> u64 {
        self.began
    }

    /// Bytes that it holds.
    pub(super) fn held(&self) -> usize {
        let waiting = self.streams.iter().map(Stream::held).sum::<usize>();
        self.said.iter().map(Vec::len).sum::<usize>() + waiting
    }

    /// It ended thus.
    pub(super) fn finish(&mut self, end: End) -> Step {
        self.end.get_or_insert(end);
        Step::Done
    }

    /// What was recorded, where it is a handshake; `is_cut` where the capture, or the room for it, came to an end before
    /// the connection.
    pub(super) fn recorded(self, is_cut: bool) -> Option<Recorded> {
        let (service, client, starts) = self.recognition.verdict(&self.said)?;
        let has_gap = self.streams.iter().any(Stream::has_gap);
        let is_complete = self.recognition.is_complete();
        let end = match self.end {
            _ if is_complete => End::Done,
            Some(End::Bounded) => End::Bounded,
            _ if has_gap || is_cut => End::Torn,
            Some(end) => end,
            // An alert said so.
            None => End::Closed,
        };
        let (mut messages, mut reached) = (Vec::new(), starts);
        for (side, at, until) in self.marks {
            if until <= reached[side] {
                continue;
            }
            let from = if side == client { Side::Client } else { Side::Server };
            let bytes = self.said[side][reached[side]..until].to_vec();
            reached[side] = until;
            messages.push(Message { from, at, bytes });
        }
        let purpose = String::new();
        let exchange = Exchange { purpose, messages, revealed: Vec::new(), end };
        Some(Recorded { service, server: 1 - client, exchange })
    }
}
