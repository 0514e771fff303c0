//! A flow of UDP datagrams while it is watched: DTLS, QUIC and IKE by their first datagram, on any port.

use super::connection::Recorded;
use super::recognition::Step;
use crate::wire::transcript::{End, Exchange, Message, Service, Side};

/// Datagrams and bytes of one flow that are kept.
const MOST: usize = 128;
const MOST_BYTES: usize = 96 << 10;

/// What both sides of a flow sent.
#[derive(Debug)]
pub(super) struct Datagrams {
    service: Service,
    client: usize,
    began: u64,
    messages: Vec<Message>,
    held: usize,
    done: [bool; 2],
    end: Option<End>,
}

impl Datagrams {
    /// A flow whose first datagram, from `side`, is `bytes`; `None` where it is something else.
    pub(super) fn begin(side: usize, at: u64, bytes: &[u8]) -> Option<Self> {
        let (service, is_client) = opening(bytes)?;
        let client = if is_client { side } else { 1 - side };
        let (messages, done) = (Vec::new(), [false; 2]);
        Some(Self { service, client, began: at, messages, held: 0, done, end: None })
    }

    /// Takes a datagram; says whether to go on watching.
    pub(super) fn take(&mut self, side: usize, at: u64, bytes: &[u8]) -> Step {
        if bytes.is_empty() {
            return Step::More;
        }
        if self.messages.len() == MOST || self.held + bytes.len() > MOST_BYTES {
            self.end = Some(End::Bounded);
            return Step::Done;
        }
        let bytes = without_marker(bytes);
        let is_closed = match self.service {
            Service::Dtls => is_protected_dtls(bytes),
            Service::Quic => is_behind_initial(bytes),
            _ => ike(bytes).is_none_or(|message| message.is_protected),
        };
        if is_closed {
            self.done[side] = true;
        }
        // Coalesced packets, and records behind the change of cipher, are left to who reads them.
        let from = if side == self.client { Side::Client } else { Side::Server };
        let at = u32::try_from(at.saturating_sub(self.began) / 1000).unwrap_or(u32::MAX);
        self.held += bytes.len();
        self.messages.push(Message { from, at, bytes: bytes.to_vec() });
        if self.done == [true; 2] { Step::Done } else { Step::More }
    }

    /// What was recorded.
    pub(super) fn recorded(self) -> Recorded {
        let is_complete = self.done == [true; 2];
        let end = if is_complete { End::Done } else { self.end.unwrap_or(End::Torn) };
        let (purpose, messages) = (String::new(), self.messages);
        let exchange = Exchange { purpose, messages, revealed: Vec::new(), end };
        Recorded { service: self.service, server: 1 - self.client, exchange }
    }

    /// When it was first seen, in microseconds since 1970.
    pub(super) const fn began(&self) -> u64 {
        self.began
    }

    /// Bytes that it holds.
    pub(super) const fn held(&self) -> usize {
        self.held
    }
}

/// What a first datagram opens, and whether a client sent it.
fn opening(bytes: &[u8]) -> Option<(Service, bool)> {
    match bytes {
        // DTLS (RFC 6347 §4.1): a handshake record of epoch 0 with a hello from its beginning.
        [22, 0xFE, 0xFF | 0xFD, 0, 0, _, _, _, _, _, _, high, low, kind @ 1..=2, rest @ ..] => {
            let length = usize::from(u16::from_be_bytes([*high, *low]));
            let begins = matches!(rest, [_, _, _, _, _, 0, 0, 0, ..]);
            (begins && length > 12 && length < rest.len() + 2)
                .then_some((Service::Dtls, *kind == 1))
        }
        // QUIC (RFC 9000 §17.2.2, RFC 9369 §3.2): clients fill their first datagrams up to 1200 bytes (§14.1).
        [first, v0, v1, v2, v3, length, ..] if first & 0xC0 == 0xC0 && bytes.len() >= 1200 => {
            let initial = match u32::from_be_bytes([*v0, *v1, *v2, *v3]) {
                1 | 0xFF00_001D..=0xFF00_0022 => 0,
                0x6B33_43CF => 1,
                _ => return None,
            };
            let is_initial = first >> 4 & 3 == initial && (8..=20).contains(length);
            is_initial.then_some((Service::Quic, true))
        }
        _ => {
            let message = ike(without_marker(bytes))?;
            message.opens.then_some((Service::Ike, message.is_from_initiator))
        }
    }
}

/// Behind the change of cipher, or the unified header of DTLS 1.3 (RFC 9147 §4).
fn is_protected_dtls(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let [kind, _, _, epoch @ ..] = rest {
        if *kind & 0xE0 == 0x20 || !(20..=26).contains(kind) {
            return true;
        }
        let (Some([high, low]), Some(length)) = (epoch.get(..2), rest.get(11..13)) else {
            return false;
        };
        if *kind == 20 || *kind == 23 || (*high, *low) != (0, 0) {
            return true;
        }
        let end = 13 + usize::from(u16::from_be_bytes([length[0], length[1]]));
        rest = rest.get(end..).unwrap_or_default();
    }
    false
}

/// A datagram that begins with a packet of a later phase: Handshake, or one with a short header.
fn is_behind_initial(bytes: &[u8]) -> bool {
    match bytes {
        [first, v0, v1, v2, v3, ..] if first & 0x80 != 0 => {
            let handshake = match u32::from_be_bytes([*v0, *v1, *v2, *v3]) {
                0x6B33_43CF => 3,
                0 => return false,
                _ => 2,
            };
            first >> 4 & 3 == handshake
        }
        _ => true,
    }
}

/// What the header of an IKE message says (RFC 7296 §3.1, RFC 2408 §3.1).
struct Ike {
    opens: bool,
    is_from_initiator: bool,
    is_protected: bool,
}

fn ike(bytes: &[u8]) -> Option<Ike> {
    let header = bytes.get(..28)?;
    let length = u32::from_be_bytes([header[24], header[25], header[26], header[27]]);
    let (next, version, exchange, flags) = (header[16], header[17], header[18], header[19]);
    let initiator = header[..8].iter().any(|byte| *byte != 0);
    if length as usize != bytes.len() || !initiator {
        return None;
    }
    let responder = header[8..16].iter().any(|byte| *byte != 0);
    match (version, exchange) {
        // IKE_SA_INIT; payloads SA, N.
        (0x20..=0x2F, 34) => {
            let is_from_initiator = flags & 0x08 != 0;
            let opens = matches!(next, 33 | 41);
            Some(Ike { opens, is_from_initiator, is_protected: false })
        }
        (0x20..=0x2F, 35..=44) => {
            Some(Ike { opens: false, is_from_initiator: flags & 0x08 != 0, is_protected: true })
        }
        // Main and aggressive mode, beginning with an SA payload.
        (0x10, 2 | 4) => {
            let is_protected = flags & 1 != 0;
            let opens = !is_protected && next == 1;
            Some(Ike { opens, is_from_initiator: !responder, is_protected })
        }
        (0x10, 5 | 6 | 32 | 33) => {
            Some(Ike { opens: false, is_from_initiator: true, is_protected: true })
        }
        _ => None,
    }
}

/// An IKE message on the port of ESP in UDP has four zeros in front (RFC 3948 §2.2).
fn without_marker(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(&[0, 0, 0, 0]).filter(|rest| ike(rest).is_some()).unwrap_or(bytes)
}
