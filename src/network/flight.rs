use serde::{Deserialize, Serialize};

use super::link::{Direction, Framing, Link};

/// Segments after which a flight is no longer counted one by one: 1.4 MB, more than any handshake.
const MOST_SEGMENTS: u32 = 10_000;

/// How a flight gets to the other side.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// Until the first packet of it is there, milliseconds.
    pub first_ms: f64,
    /// Until the last packet of it is there, milliseconds.
    pub last_ms: f64,
    /// Packets or APDUs.
    pub packets: u32,
    /// Bytes on the wire, headers included.
    pub wire_bytes: u64,
    /// Times that the sender stood still for an acknowledgement.
    pub stalls: u32,
}

/// Passage of `bytes` from one side to the other, on a connection that is open and has sent nothing
/// yet in this direction.
///
/// Slow start (RFC 5681 §3.1) with an acknowledgement for every segment: each lets two more go. Segment
/// `k` beyond the initial window waits for the acknowledgement of segment `(k - window) / 2`.
#[must_use]
pub fn passage(link: &Link, direction: Direction, bytes: u32) -> Passage {
    match link.framing {
        Framing::Packets => segments(link, direction, bytes),
        Framing::Apdu => apdus(link, direction, bytes),
    }
}

fn segments(link: &Link, direction: Direction, bytes: u32) -> Passage {
    let size = link.segment();
    let count = bytes.div_ceil(size).clamp(1, MOST_SEGMENTS);
    let window = link.initial_window.max(1);
    let (there, round) = (link.rtt_ms / 2.0, link.rtt_ms);
    let acknowledgement = link.transmission(opposite(direction), Link::TCP_HEADERS);
    let mut sent: Vec<f64> = Vec::with_capacity(count as usize);
    let mut stalls = 0;
    for k in 0..count {
        let carried = bytes.saturating_sub(k * size).min(size);
        let previous = sent.last().copied().unwrap_or(0.0);
        let allowed = match k.checked_sub(window) {
            // `at` < k, because the window is at least 1.
            Some(over) => {
                sent.get((over / 2) as usize).map_or(0.0, |at| at + round + acknowledgement)
            }
            None => 0.0,
        };
        // A wait of less than one transmission is pacing, not a round trip.
        let transmission = link.transmission(direction, carried + Link::TCP_HEADERS);
        stalls += u32::from(allowed > previous + transmission);
        sent.push(previous.max(allowed) + transmission);
    }
    let (first, last) = (sent.first().copied(), sent.last().copied());
    Passage {
        first_ms: first.unwrap_or(0.0) + there,
        last_ms: last.unwrap_or(0.0) + there,
        packets: count,
        wire_bytes: u64::from(bytes) + u64::from(count) * u64::from(Link::TCP_HEADERS),
        stalls,
    }
}

const fn opposite(direction: Direction) -> Direction {
    match direction {
        Direction::Up => Direction::Down,
        Direction::Down => Direction::Up,
    }
}

/// One command and one response at a time; in the direction of the data the other half is a header or a
/// status word. T=1 adds 4 bytes to every block (NAD, PCB, LEN, LRC), and blocks carry up to 254 bytes.
fn apdus(link: &Link, direction: Direction, bytes: u32) -> Passage {
    let (most, header, answer) = match direction {
        // CLA INS P1 P2 Lc, then SW1 SW2.
        Direction::Up => (255, 5, 2),
        // GET RESPONSE with Le; the data is followed by SW1 SW2.
        Direction::Down => (256, 5, 2),
    };
    let count = bytes.div_ceil(most).max(1);
    let cost = |data: u32| {
        let blocks = (data + header).div_ceil(254) + 1;
        data + header + answer + 4 * blocks
    };
    let whole = bytes / most;
    let rest = bytes % most;
    let wire = u64::from(whole) * u64::from(cost(most))
        + if rest > 0 || bytes == 0 { u64::from(cost(rest)) } else { 0 };
    let milliseconds = |wire: u64| {
        let wire = u32::try_from(wire).unwrap_or(u32::MAX);
        link.transmission(direction, wire)
    };
    Passage {
        first_ms: milliseconds(u64::from(cost(bytes.min(most)))) + link.rtt_ms / 2.0,
        last_ms: milliseconds(wire) + f64::from(count) * link.rtt_ms - link.rtt_ms / 2.0,
        packets: count,
        wire_bytes: wire,
        stalls: 0,
    }
}

/// Rounds that slow start needs for `segments` when transmission takes no time: the window doubles
/// every round, so `r` rounds carry `window * (2^r - 1)` segments.
#[must_use]
pub fn rounds(segments: u32, window: u32) -> u32 {
    let window = u64::from(window.max(1));
    (1..=33).find(|round| window * ((1_u64 << round) - 1) >= u64::from(segments)).unwrap_or(33)
}
