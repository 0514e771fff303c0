//! Exchanges with one endpoint while it is asked: small, because thousands are asked at the same time. Each question is
//! like the one after it, and most answers are alike: what was said is kept as its difference from what was said next.

use std::borrow::Cow;

use lz4_flex::block;
use serde::{Deserialize, Serialize};

use crate::wire::transcript::{
    End, Endpoint, Exchange, Message, Origin, Revealed, Side, Transcript,
};

/// Bytes that an outline seldom passes. What thousands of threads free, an allocator keeps for each of them where it is small:
/// what is made and freed with every exchange is not.
const USUAL: usize = 2 << 10;

/// Everything that was said with one endpoint, packed but for the last exchange.
#[derive(Clone, Debug)]
pub struct Recording {
    endpoint: Endpoint,
    /// Each against the one after it.
    packed: Vec<Box<[u8]>>,
    last: Option<Exchange>,
    size: usize,
    is_answered: bool,
}

impl Recording {
    /// Nothing is said yet.
    pub(super) const fn new(endpoint: Endpoint) -> Self {
        Self { endpoint, packed: Vec::new(), last: None, size: 0, is_answered: false }
    }

    /// Takes the next exchange.
    pub(super) fn push(&mut self, exchange: Exchange) {
        self.is_answered |= exchange.messages.iter().any(|message| message.from == Side::Server);
        self.size += said(&exchange);
        if let Some(before) = self.last.take() {
            self.size -= said(&before);
            let packed = block::compress_prepend_size_with_dict(&plain(&before), &plain(&exchange));
            self.size += packed.len();
            self.packed.push(packed.into());
        }
        self.last = Some(exchange);
    }

    /// Exchanges so far.
    pub(super) const fn len(&self) -> usize {
        self.packed.len() + self.last.is_some() as usize
    }

    /// The last exchange; `None` before the first.
    pub(super) const fn last(&self) -> Option<&Exchange> {
        self.last.as_ref()
    }

    /// Bytes that are held.
    pub(super) const fn size(&self) -> usize {
        self.size
    }

    /// Whether the endpoint said anything.
    #[must_use]
    pub const fn is_answered(&self) -> bool {
        self.is_answered
    }

    /// All of it.
    #[must_use]
    pub fn transcript(self) -> Transcript {
        let mut exchanges = Vec::with_capacity(self.len());
        let mut next = self.last.as_ref().map(plain).unwrap_or_default();
        exchanges.extend(self.last);
        for packed in self.packed.iter().rev() {
            // Ours, and whole: neither step can fail. If one did, the gap would show.
            let before = block::decompress_size_prepended_with_dict(packed, &next);
            next = before.unwrap_or_default();
            exchanges.push(read(&next).unwrap_or_else(torn));
        }
        exchanges.reverse();
        Transcript { version: 1, endpoint: self.endpoint, origin: Origin::Probed, exchanges }
    }
}

/// Bytes that were said and revealed.
pub(super) fn said(exchange: &Exchange) -> usize {
    let said = exchange.messages.iter().map(|message| message.bytes.len()).sum::<usize>();
    said + exchange.revealed.iter().map(|revealed| revealed.bytes.len()).sum::<usize>()
}

/// An exchange but for its bytes, of which the lengths are there.
#[derive(Serialize, Deserialize)]
struct Outline<'a> {
    purpose: Cow<'a, str>,
    messages: Vec<(Side, u32, usize)>,
    revealed: Vec<(Cow<'a, str>, usize)>,
    end: Cow<'a, End>,
}

/// An exchange as bytes: those that were said and revealed, its outline as JSON, and the length of that.
fn plain(exchange: &Exchange) -> Vec<u8> {
    let Exchange { purpose, messages, revealed, end } = exchange;
    let mut plain = Vec::with_capacity(said(exchange) + USUAL);
    messages.iter().for_each(|message| plain.extend_from_slice(&message.bytes));
    revealed.iter().for_each(|revealed| plain.extend_from_slice(&revealed.bytes));
    let from = plain.len();
    let outline = Outline {
        purpose: purpose.into(),
        messages: messages.iter().map(|one| (one.from, one.at, one.bytes.len())).collect(),
        revealed: revealed.iter().map(|one| ((&one.what).into(), one.bytes.len())).collect(),
        end: Cow::Borrowed(end),
    };
    // Plain strings, numbers and enums: serialising them into memory cannot fail.
    let _ = serde_json::to_writer(&mut plain, &outline);
    plain.extend_from_slice(&((plain.len() - from) as u64).to_be_bytes());
    plain
}

fn torn() -> Exchange {
    let (messages, revealed) = (Vec::new(), Vec::new());
    Exchange { purpose: String::new(), messages, revealed, end: End::Torn }
}

/// The reverse of [`plain`].
fn read(plain: &[u8]) -> Option<Exchange> {
    let (rest, length) = plain.split_last_chunk()?;
    let length = usize::try_from(u64::from_be_bytes(*length)).ok()?;
    let (mut rest, outline) = rest.split_at_checked(rest.len().checked_sub(length)?)?;
    let outline: Outline<'_> = serde_json::from_slice(outline).ok()?;
    let mut take = |length| {
        let (bytes, after) = rest.split_at_checked(length)?;
        rest = after;
        Some(bytes.to_vec())
    };
    let mut messages = Vec::with_capacity(outline.messages.len());
    for (from, at, length) in outline.messages {
        messages.push(Message { from, at, bytes: take(length)? });
    }
    let mut revealed = Vec::with_capacity(outline.revealed.len());
    for (what, length) in outline.revealed {
        revealed.push(Revealed { what: what.into_owned(), bytes: take(length)? });
    }
    let (purpose, end) = (outline.purpose.into_owned(), outline.end.into_owned());
    Some(Exchange { purpose, messages, revealed, end })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::transcript::{Service, Transport};

    #[test]
    fn what_was_said_comes_back_as_it_was_and_takes_little_meanwhile() {
        let endpoint = Endpoint {
            service: Service::Tls,
            transport: Transport::Tcp,
            host: "127.0.0.1".into(),
            port: 443,
            server_name: None,
        };
        let mut offered = (0..1_000_u32).flat_map(|at| (at * at).to_be_bytes()).collect::<Vec<_>>();
        let mut exchanges = Vec::new();
        for at in 0..60_u8 {
            offered.drain(100..102);
            let greeting = [[at; 32].as_slice(), &offered].concat();
            let message = |from, bytes| Message { from, at: u32::from(at), bytes };
            exchanges.push(Exchange {
                purpose: format!("tls suites {}", at / 20),
                messages: vec![
                    message(Side::Client, greeting),
                    message(Side::Server, vec![at; 90]),
                ],
                revealed: vec![Revealed { what: "certificate".into(), bytes: vec![9; 700] }],
                end: End::Done,
            });
        }
        exchanges.push(Exchange {
            purpose: "tls fallback".into(),
            messages: Vec::new(),
            revealed: Vec::new(),
            end: End::Failed("no \"route\"".into()),
        });
        let mut recording = Recording::new(endpoint.clone());
        assert_eq!((recording.len(), recording.is_answered(), recording.size()), (0, false, 0));
        exchanges.iter().cloned().for_each(|exchange| recording.push(exchange));
        assert_eq!((recording.len(), recording.is_answered()), (61, true));
        assert_eq!(recording.last(), exchanges.last());
        let all = exchanges.iter().map(said).sum::<usize>();
        assert!(recording.size() * 10 < all, "{} of {all}", recording.size());
        assert_eq!(recording.transcript().exchanges, exchanges);

        // What is longer than a difference looks back, between what is short.
        let noise = (0..400_000_u32).map(|at| (at.wrapping_mul(0x9E37_79B1) >> 24) as u8);
        let long = Message { from: Side::Server, at: 9, bytes: noise.collect() };
        for place in [1, 30, 61, 0] {
            exchanges
                .insert(place, Exchange { messages: vec![long.clone()], ..exchanges[0].clone() });
        }
        let mut recording = Recording::new(endpoint);
        exchanges.iter().cloned().for_each(|exchange| recording.push(exchange));
        assert_eq!(recording.transcript().exchanges, exchanges);
    }
}
