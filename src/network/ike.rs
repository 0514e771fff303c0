use serde::{Deserialize, Serialize};

use super::link::{Direction, Link};

/// Generic IKE header (RFC 7296 §3.1).
const HEADER: u32 = 28;
/// Generic payload header of what is encrypted, the IV and tag of AES-GCM (RFC 5282 §3, §4) and the pad length of RFC 7296 §3.14.
const ENCRYPTED: u32 = 4 + 8 + 16 + 1;
/// The same of a fragment, with its number and their count (RFC 7383 §2.5).
const FRAGMENT: u32 = ENCRYPTED + 4;
/// Non-ESP marker on port 4500 (RFC 3948 §2.2), to which an initiator moves.
const MARKER: u32 = 4;

/// IP and UDP headers, ESP header and trailer (RFC 4303 §2), IV and tag of AES-GCM (RFC 4106 §3.1, §6), padding apart.
const ESP: u32 = Link::UDP_HEADERS + 8 + 8 + 2 + 16;

/// In which exchange a key share travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IkeExchange {
    /// The first one: it is never fragmented by IKE (RFC 7383 §2.5), so a large share means IP fragments.
    SaInit,
    /// A later one, between the first and the authentication or this itself: encrypted and so fragmented by IKE
    /// (RFC 7383 §2.5, RFC 9242 §3.2).
    Intermediate,
}

/// Bytes of a Key Exchange payload: generic header, method, reserved (RFC 7296 §3.4), share.
#[must_use]
pub const fn key_exchange_payload(share: u32) -> u32 {
    share.saturating_add(8)
}

/// Packets for the payloads of one message: fragments of IKE, or of IP where IKE may not cut it.
#[must_use]
pub fn ike_fragments(link: &Link, exchange: IkeExchange, payloads: u32) -> u32 {
    match exchange {
        IkeExchange::SaInit => {
            // Fragments of IPv4 carry multiples of 8 bytes behind a header of 20 (RFC 791 §3.2).
            let datagram = payloads.saturating_add(HEADER + 8);
            let carried = (link.mtu.saturating_sub(20) / 8 * 8).max(8);
            datagram.div_ceil(carried).max(1)
        }
        IkeExchange::Intermediate if whole(payloads) <= link.mtu => 1,
        IkeExchange::Intermediate => {
            let fixed = Link::UDP_HEADERS + MARKER + HEADER + FRAGMENT;
            payloads.div_ceil(link.mtu.saturating_sub(fixed).max(1)).max(1)
        }
    }
}

/// Bytes of the IP packets that carry the payloads of one message.
#[must_use]
pub fn ike_bytes(link: &Link, exchange: IkeExchange, payloads: u32) -> u32 {
    let packets = ike_fragments(link, exchange, payloads);
    match (exchange, packets) {
        (IkeExchange::SaInit, _) => {
            payloads.saturating_add(HEADER + 8).saturating_add(packets.saturating_mul(20))
        }
        (IkeExchange::Intermediate, 1) => whole(payloads),
        (IkeExchange::Intermediate, _) => {
            let fixed = Link::UDP_HEADERS + MARKER + HEADER + FRAGMENT;
            payloads.saturating_add(packets.saturating_mul(fixed))
        }
    }
}

/// A message of a handshake of IKE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IkeMessage {
    /// Of the first exchange, or of a later one.
    pub exchange: IkeExchange,
    /// Bytes of its payloads.
    pub payloads: u32,
}

/// What a handshake of IKE costs on a link, without loss: how long a daemon then waits is its own matter (RFC 7296 §2.1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IkeOutcome {
    /// Bytes of IP packets, both ways.
    pub bytes: u32,
    /// Packets, both ways.
    pub packets: u32,
    /// Milliseconds until what follows the handshake, a packet of ESP, has gone there and back.
    pub first_byte_ms: f64,
    /// Round trips, that of the packet of ESP included.
    pub round_trips: u32,
}

/// Weighs a handshake of IKE, initiator first and alternately, with `request` bytes in the tunnel behind it. All fragments
/// of a message leave at once.
#[must_use]
pub fn ike_handshake(
    link: &Link,
    messages: &[IkeMessage],
    request: u32,
    processing_ms: f64,
) -> IkeOutcome {
    let directions = [Direction::Up, Direction::Down];
    let (mut bytes, mut packets, mut time) = (0_u32, 0_u32, processing_ms.max(0.0));
    let mut pass =
        |direction, bytes| time += link.transmission(direction, bytes) + link.rtt_ms / 2.0;
    for (message, direction) in messages.iter().zip(directions.into_iter().cycle()) {
        let own = ike_bytes(link, message.exchange, message.payloads);
        bytes = bytes.saturating_add(own);
        packets = packets.saturating_add(ike_fragments(link, message.exchange, message.payloads));
        pass(direction, own);
    }
    for (direction, data) in directions.into_iter().zip([request, 1]) {
        pass(direction, data.saturating_add(ESP));
    }
    IkeOutcome {
        bytes,
        packets,
        first_byte_ms: time,
        round_trips: u32::try_from(messages.len() / 2 + 1).unwrap_or(u32::MAX),
    }
}

/// An encrypted message in one packet.
const fn whole(payloads: u32) -> u32 {
    payloads.saturating_add(Link::UDP_HEADERS + MARKER + HEADER + ENCRYPTED)
}
