use serde::{Deserialize, Serialize};

use super::exchange::{Exchange, Transport};
use super::link::{Framing, Link};
use super::quic::{Amplification, amplification, client_datagrams};

/// Largest fragment of a TLS record (RFC 8446 §5.1).
const RECORD: u32 = 1 << 14;
/// Largest DNS message over UDP that an IPv6 minimum MTU carries unfragmented (RFC 9715 §3: 1,280 - 40 - 8).
const DNS: u32 = 1232;

/// A limit that is broken, with the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "limit", rename_all = "kebab-case")]
pub enum Break {
    /// The first flight of the client does not fit into one segment: devices that look for its end in the
    /// first packet fail.
    ClientHelloOverSegment {
        /// Bytes of the flight.
        bytes: u32,
        /// Bytes of a segment.
        segment: u32,
    },
    /// The server's flight does not fit into its initial window.
    OverInitialWindow {
        /// Segments of the flight.
        segments: u32,
        /// Segments of the window.
        window: u32,
    },
    /// The server may not send all of its flight before it has heard from the client again.
    OverAmplificationLimit {
        /// Bytes that it needs.
        needed: u32,
        /// Bytes that it may send.
        allowed: u32,
    },
    /// A flight takes more than one record.
    OverRecord {
        /// Bytes of the flight.
        bytes: u32,
        /// Bytes of a record.
        record: u32,
    },
}

impl std::fmt::Display for Break {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::ClientHelloOverSegment { bytes, segment } => {
                write!(
                    f,
                    "the first flight of {bytes} bytes does not fit into one segment of {segment}"
                )
            }
            Self::OverInitialWindow { segments, window } => {
                write!(
                    f,
                    "{segments} segments of the server do not fit into an initial window of {window}"
                )
            }
            Self::OverAmplificationLimit { needed, allowed } => write!(
                f,
                "the server needs {needed} bytes and may send {allowed} before it knows the address"
            ),
            Self::OverRecord { bytes, record } => {
                write!(f, "{bytes} bytes of the server do not fit into one record of {record}")
            }
        }
    }
}

/// Limits that a handshake breaks on a link.
#[must_use]
pub fn request_breaks(link: &Link, exchange: &Exchange<'_>) -> Vec<Break> {
    let mut breaks = Vec::new();
    let hello = exchange.flights.first().copied().unwrap_or_default();
    let answer = exchange.flights.get(1).copied().unwrap_or_default();
    if link.framing == Framing::Packets {
        let segment = link.segment();
        if exchange.transport == Transport::Tcp && hello > segment {
            breaks.push(Break::ClientHelloOverSegment { bytes: hello, segment });
        }
        let (segments, window) = (answer.div_ceil(segment), link.initial_window);
        if segments > window {
            breaks.push(Break::OverInitialWindow { segments, window });
        }
        let waits = amplification(client_datagrams(hello), answer);
        if let (Transport::Quic, Amplification::Waits { needed, allowed }) =
            (exchange.transport, waits)
        {
            breaks.push(Break::OverAmplificationLimit { needed, allowed });
        }
    }
    if answer > RECORD {
        breaks.push(Break::OverRecord { bytes: answer, record: RECORD });
    }
    breaks
}

/// TLS records that `bytes` of handshake take.
#[must_use]
pub const fn record_count(bytes: u32) -> u32 {
    let records = bytes.div_ceil(RECORD);
    if records == 0 { 1 } else { records }
}

/// Whether a DNS answer with so many bytes of keys and signatures fits over UDP, beside `other` bytes
/// of header, question and names; `Err` has the size of the message and the limit.
///
/// # Errors
/// The message is larger than the limit: it is asked for again over TCP.
pub const fn dns_fits(objects: u32, other: u32) -> Result<u32, (u32, u32)> {
    let message = objects.saturating_add(other);
    if message <= DNS { Ok(message) } else { Err((message, DNS)) }
}
