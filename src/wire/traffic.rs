//! How much was recorded of a server's traffic, beside a transcript of it.

use serde::{Deserialize, Serialize};

use super::transcript::{Exchange, Revealed, Side};

/// Flows in which the same was offered and agreed, and what they carried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traffic {
    /// The client of the first flow.
    pub client: String,
    /// When the first flow began, in seconds since 1970.
    pub first: u64,
    /// When the last packet was seen, in seconds since 1970.
    pub last: u64,
    /// Flows.
    pub flows: u64,
    /// Bytes of TCP or UDP payload that clients sent.
    pub from_client: u64,
    /// Bytes of TCP or UDP payload that the server sent.
    pub from_server: u64,
}

/// What a [`Revealed`] with traffic in it is called.
const WHAT: &str = "traffic";

impl Traffic {
    /// One flow as far as its handshake, which began and ended at these microseconds since 1970.
    #[must_use]
    pub fn of_handshake(client: &str, began: u64, ended: u64, exchange: &Exchange) -> Self {
        let sent = |side: Side| {
            let messages = exchange.messages.iter().filter(|message| message.from == side);
            messages.map(|message| message.bytes.len() as u64).sum()
        };
        let seconds = |microseconds: u64| microseconds / 1_000_000;
        Self {
            client: client.to_owned(),
            first: seconds(began),
            last: seconds(began.max(ended)),
            flows: 1,
            from_client: sent(Side::Client),
            from_server: sent(Side::Server),
        }
    }

    /// The same beginning, with nothing counted yet.
    #[must_use]
    pub fn none(beginning: &Self) -> Self {
        Self { flows: 0, from_client: 0, from_server: 0, ..beginning.clone() }
    }

    /// Adds other flows.
    pub fn add(&mut self, other: &Self) {
        self.flows += other.flows;
        self.from_client += other.from_client;
        self.from_server += other.from_server;
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
    }

    /// Adds a packet, seen at `at` microseconds since 1970.
    pub fn count(&mut self, at: u64, bytes: u64, from: Side) {
        self.last = self.last.max(at / 1_000_000);
        match from {
            Side::Client => self.from_client += bytes,
            Side::Server => self.from_server += bytes,
        }
    }

    /// Bytes in both directions.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.from_client + self.from_server
    }

    /// As a note of an auditor has it; [`Self::noted`] reads it.
    #[must_use]
    pub fn note(&self) -> String {
        let flows = if self.flows == 1 { "flow" } else { "flows" };
        format!("{} {flows} of {} bytes, the first from {}", self.flows, self.bytes(), self.client)
    }

    /// Flows and bytes of a note that begins as [`Self::note`] writes it.
    #[must_use]
    pub fn noted(note: &str) -> Option<(u64, u64)> {
        let (count, rest) = note.split_once(" of ")?;
        let flows = count.strip_suffix(" flows").or_else(|| count.strip_suffix(" flow"))?;
        let (bytes, _) = rest.split_once(" bytes, the first from ")?;
        Some((flows.parse().ok()?, bytes.parse().ok()?))
    }

    /// As it stands in a transcript.
    #[must_use]
    pub fn revealed(&self) -> Revealed {
        // Plain strings and numbers: serialising them cannot fail.
        Revealed { what: WHAT.to_owned(), bytes: serde_json::to_vec(self).unwrap_or_default() }
    }

    /// The traffic of an exchange, where it says any.
    #[must_use]
    pub fn of(exchange: &Exchange) -> Option<Self> {
        let revealed = exchange.revealed.iter().find(|revealed| revealed.what == WHAT)?;
        serde_json::from_slice(&revealed.bytes).ok()
    }
}
