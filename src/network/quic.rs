use serde::{Deserialize, Serialize};

/// Bytes of a datagram that carries an Initial packet, at least (RFC 9000 §14.1).
const DATAGRAM: u32 = 1200;
/// How much more than it received a server may send before it knows the address (RFC 9000 §8.1).
const FACTOR: u32 = 3;
/// What of a datagram is not handshake data: long header with two connection ids of 8 bytes, token
/// length, length and packet number (RFC 9000 §17.2.2: 1 + 4 + 9 + 9 + 1 + 2 + 4), frame header of a
/// CRYPTO frame (§19.6: 1 + 2 + 2), tag of the AEAD (RFC 9001 §5.3: 16).
const OVERHEAD: u32 = 51;

/// Whether a server can send its whole first flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Amplification {
    /// It can.
    Fits {
        /// Bytes that it might send more.
        left: u32,
    },
    /// It stops and waits for another packet of the client.
    Waits {
        /// Bytes of UDP payload that it needs.
        needed: u32,
        /// Bytes that it may send.
        allowed: u32,
    },
}

/// Datagrams in which a client's first flight of `bytes` of TLS goes, each padded to 1,200 bytes.
#[must_use]
pub const fn client_datagrams(bytes: u32) -> u32 {
    let datagrams = bytes.div_ceil(DATAGRAM - OVERHEAD);
    if datagrams == 0 { 1 } else { datagrams }
}

/// What the limit says of an answer of `bytes` of TLS to so many datagrams.
#[must_use]
pub const fn amplification(datagrams: u32, bytes: u32) -> Amplification {
    let allowed = datagrams.saturating_mul(DATAGRAM).saturating_mul(FACTOR);
    let packets = bytes.div_ceil(DATAGRAM - OVERHEAD);
    let needed = bytes.saturating_add(packets.saturating_mul(OVERHEAD));
    if needed <= allowed {
        Amplification::Fits { left: allowed - needed }
    } else {
        Amplification::Waits { needed, allowed }
    }
}
