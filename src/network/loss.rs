use super::flight::Passage;
use super::link::{Framing, Link};

/// First timeout of a connection that has measured nothing yet (RFC 6298 §2.1), milliseconds.
const INITIAL_TIMEOUT: f64 = 1000.0;
/// What a probe waits in addition when one segment is under way (RFC 8985 §7.2: 200 ms for a delayed acknowledgement).
const DELAYED_ACKNOWLEDGEMENT: f64 = 200.0;
/// Segments that must follow a lost one for a fast retransmission (RFC 5681 §3.2).
const DUPLICATES: u32 = 3;

/// Chance that at least one of `packets` is lost.
#[must_use]
pub fn chance_of_loss(link: &Link, packets: u32) -> f64 {
    1.0 - (1.0 - link.loss.clamp(0.0, 1.0)).powf(f64::from(packets))
}

/// What losses in a flight add to it on average, to the first order of the loss rate, milliseconds.
///
/// A segment with three or more behind it is sent again after one round trip; one of the last three
/// after a probe of two round trips (RFC 8985 §7.2), which waits 200 ms more where it was alone.
#[must_use]
pub fn expected_delay(link: &Link, flight: &Passage) -> f64 {
    if link.framing == Framing::Apdu {
        return 0.0;
    }
    let tail = flight.packets.min(DUPLICATES);
    let alone = if flight.packets == 1 { DELAYED_ACKNOWLEDGEMENT } else { 0.0 };
    let fast = f64::from(flight.packets - tail) * link.rtt_ms;
    let probed = f64::from(tail) * (2.0 * link.rtt_ms + alone);
    link.loss.clamp(0.0, 1.0) * (fast + probed)
}

/// What a loss of one of the two packets that open a connection adds on average.
pub(super) fn opening_delay(link: &Link) -> f64 {
    2.0 * link.loss.clamp(0.0, 1.0) * INITIAL_TIMEOUT.max(link.rtt_ms)
}
