use serde::{Deserialize, Serialize};

use super::flight::{Passage, passage};
use super::limits::{Break, request_breaks};
use super::link::{Direction, Framing, Link};
use super::loss::{chance_of_loss, expected_delay};
use super::quic::{Amplification, amplification, client_datagrams};

/// What carries the flights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    /// A connection is opened first (RFC 9293 §3.5).
    Tcp,
    /// The first flight opens it, and the server may not send much before it has heard again (RFC 9000 §8.1).
    Quic,
}

/// Flights of a handshake, client first, alternately, and what is asked afterwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exchange<'a> {
    /// Transport.
    pub transport: Transport,
    /// Bytes of each flight; a client's last flight carries the request with it.
    pub flights: &'a [u32],
    /// Bytes of the request.
    pub request: u32,
    /// Milliseconds of processor time of the whole handshake, both sides.
    pub processing_ms: f64,
}

/// What a handshake costs on a link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// From the first packet of the client to the first byte of the answer at the client, without loss.
    pub first_byte_ms: f64,
    /// Round trips of the protocol, that of the transport and of the request included.
    pub round_trips: u32,
    /// Further round trips: windows that were full, or a limit on amplification.
    pub extra_round_trips: u32,
    /// Packets or APDUs with data, both ways.
    pub packets: u32,
    /// Bytes on the wire, headers included, both ways; acknowledgements without data are not counted.
    pub wire_bytes: u64,
    /// Chance that at least one packet is lost.
    pub loss_chance: f64,
    /// What losses add on average.
    pub loss_ms: f64,
    /// Limits that are broken.
    pub breaks: Vec<Break>,
}

/// Weighs a handshake on a link.
#[must_use]
pub fn exchange(link: &Link, exchange: &Exchange<'_>) -> Outcome {
    let mut tally = Tally::open(link, exchange.transport);
    let last = exchange.flights.len().saturating_sub(1);
    let mut answered = false;
    for (at, &bytes) in exchange.flights.iter().enumerate() {
        let direction = if at % 2 == 0 { Direction::Up } else { Direction::Down };
        // The request follows the client's last flight at once.
        let with_request = at == last && direction == Direction::Up;
        let bytes = if with_request { bytes.saturating_add(exchange.request) } else { bytes };
        answered = with_request;
        tally.add(link, &passage(link, direction, bytes));
    }
    if !answered {
        tally.add(link, &passage(link, Direction::Up, exchange.request));
    }
    tally.limit(link, exchange);
    let answer = passage(link, Direction::Down, 1);
    tally.outcome.first_byte_ms += answer.first_ms + exchange.processing_ms.max(0.0);
    tally.outcome.packets += answer.packets;
    tally.outcome.wire_bytes += answer.wire_bytes;
    // The first byte of the answer is the last half.
    tally.outcome.round_trips = (tally.halves + 1).div_ceil(2);
    tally.outcome.loss_chance = chance_of_loss(link, tally.outcome.packets);
    tally.outcome.loss_ms += expected_delay(link, &answer);
    tally.outcome.breaks = request_breaks(link, exchange);
    tally.outcome
}

struct Tally {
    outcome: Outcome,
    /// Half round trips so far.
    halves: u32,
}

impl Tally {
    fn open(link: &Link, transport: Transport) -> Self {
        let mut tally = Self {
            outcome: Outcome {
                first_byte_ms: 0.0,
                round_trips: 0,
                extra_round_trips: 0,
                packets: 0,
                wire_bytes: 0,
                loss_chance: 0.0,
                loss_ms: 0.0,
                breaks: Vec::new(),
            },
            halves: 0,
        };
        // A card has no connection to open.
        if transport == Transport::Tcp && link.framing == Framing::Packets {
            for direction in [Direction::Up, Direction::Down] {
                tally.outcome.first_byte_ms +=
                    link.transmission(direction, Link::TCP_HEADERS) + link.rtt_ms / 2.0;
            }
            tally.outcome.packets = 2;
            tally.outcome.wire_bytes = 2 * u64::from(Link::TCP_HEADERS);
            tally.outcome.loss_ms = super::loss::opening_delay(link);
            tally.halves = 2;
        }
        tally
    }

    fn add(&mut self, link: &Link, passage: &Passage) {
        self.outcome.first_byte_ms += passage.last_ms;
        self.outcome.packets += passage.packets;
        self.outcome.wire_bytes += passage.wire_bytes;
        self.outcome.loss_ms += expected_delay(link, passage);
        self.halves += 1;
        self.outcome.extra_round_trips += passage.stalls;
    }

    /// Under QUIC the second flight stops at the limit and goes on when the client has answered.
    fn limit(&mut self, link: &Link, exchange: &Exchange<'_>) {
        if exchange.transport != Transport::Quic || link.framing != Framing::Packets {
            return;
        }
        let [hello, answer, ..] = exchange.flights else { return };
        let received = client_datagrams(*hello);
        let waits = matches!(amplification(received, *answer), Amplification::Waits { .. });
        // Where the window stands still too, both waits end with the same packet of the client.
        if waits && self.outcome.extra_round_trips == 0 {
            self.outcome.first_byte_ms += link.rtt_ms;
            self.outcome.extra_round_trips += 1;
        }
    }
}
