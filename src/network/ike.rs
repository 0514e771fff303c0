use serde::{Deserialize, Serialize};

use super::link::Link;

/// Generic IKE header (RFC 7296 §3.1).
const HEADER: u32 = 28;
/// Generic payload header of what is encrypted, the IV and tag of AES-GCM (RFC 5282 §3, §4) and the pad length of RFC 7296 §3.14.
const ENCRYPTED: u32 = 4 + 8 + 16 + 1;
/// The same of a fragment, with its number and their count (RFC 7383 §2.5).
const FRAGMENT: u32 = ENCRYPTED + 4;
/// Non-ESP marker on port 4500 (RFC 3948 §2.2), to which an initiator moves.
const MARKER: u32 = 4;

/// In which exchange a key share travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IkeExchange {
    /// The first one: it is never fragmented by IKE (RFC 7383 §2.5), so a large share means IP fragments.
    SaInit,
    /// One between the first and the authentication, encrypted and so fragmented by IKE (RFC 9242 §3.2).
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

/// An encrypted message in one packet.
const fn whole(payloads: u32) -> u32 {
    payloads.saturating_add(Link::UDP_HEADERS + MARKER + HEADER + ENCRYPTED)
}
