use std::io;
use std::time::Duration;

use super::conversation::{Carrier, Conversation, Patience, end_of};
use super::recording::{self, Recording};
use crate::wire::transcript::{End, Endpoint, Exchange, Service, Transcript};

/// Exchanges that one probe may have with one endpoint.
const MOST_EXCHANGES: usize = 1_000;
/// Bytes that one transcript may hold before it is written in base64.
const MOST_BYTES: usize = 16 << 20;
/// Connections in a row that may fail, after one that stood, before the endpoint is left alone.
const MOST_FAILURES: u32 = 3;

/// Longest pause between two exchanges.
const LONGEST_PAUSE: Duration = Duration::from_secs(20);

/// How a service is asked: a sequence of exchanges, each on its own connection.
pub struct Probe {
    /// What it speaks.
    pub service: Service,
    /// The port of the service where none is named.
    pub port: u16,
    /// Asks.
    pub run: fn(&mut Dial<'_>),
}

/// Opens carriers to one endpoint.
pub trait Opener {
    /// A new connection, or a new port for datagrams.
    ///
    /// # Errors
    /// The system's.
    fn open(&self) -> io::Result<Box<dyn Carrier>>;

    /// Whether nothing is to be asked any more.
    fn is_stopped(&self) -> bool {
        false
    }
}

/// What a probe asks with: one endpoint, and the record of all that is said with it.
pub struct Dial<'a> {
    /// Whom.
    pub endpoint: Endpoint,
    /// What to say of oneself, where a protocol has a place for it.
    pub identification: &'a str,
    opener: &'a dyn Opener,
    patience: Patience,
    recording: Recording,
    has_stood: bool,
    bytes: usize,
    failures: u32,
    is_given_up: bool,
    holds: Option<&'a dyn Fn(usize)>,
}

impl<'a> Dial<'a> {
    /// Nothing is said yet.
    #[must_use]
    pub fn new(
        endpoint: Endpoint,
        opener: &'a dyn Opener,
        patience: Patience,
        identification: &'a str,
    ) -> Self {
        Self {
            recording: Recording::new(endpoint.clone()),
            has_stood: false,
            endpoint,
            identification,
            opener,
            patience,
            bytes: 0,
            failures: 0,
            is_given_up: false,
            holds: None,
        }
    }

    /// Tells `holds` after every exchange how many bytes all of them hold.
    pub(super) fn tells(&mut self, holds: &'a dyn Fn(usize)) {
        self.holds = Some(holds);
    }

    /// Opens a connection and lets `talk` speak on it; all of it is recorded under `purpose`. `None` where the exchange
    /// ended before `talk` had what it wanted, or where the endpoint is not asked any more.
    pub fn converse<T>(
        &mut self,
        purpose: &str,
        talk: impl FnOnce(&mut Conversation) -> Result<T, End>,
    ) -> Option<T> {
        if !self.goes_on() {
            return None;
        }
        let mut conversation = match self.opener.open() {
            Ok(carrier) => Conversation::new(carrier, purpose, self.patience),
            Err(error) => {
                self.failed(purpose, end_of(&error));
                return None;
            }
        };
        self.failures = 0;
        let outcome = talk(&mut conversation);
        let (end, outcome) = match outcome {
            Ok(found) => (End::Done, Some(found)),
            Err(end) => (end, None),
        };
        self.keep(conversation.finish(end));
        outcome
    }

    /// Whether more may be asked: the endpoint can be reached, and no bound is passed.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        !self.is_given_up
            && self.recording.len() < MOST_EXCHANGES
            && self.bytes < MOST_BYTES
            && !self.opener.is_stopped()
    }

    /// How the last exchange ended; `None` before the first.
    #[must_use]
    pub fn last(&self) -> Option<&Exchange> {
        self.recording.last()
    }

    /// Waits before the endpoint is asked again: one that turns connections away is given `times` the patience of a read.
    pub fn pause(&self, times: u32) {
        if !self.opener.is_stopped() {
            std::thread::sleep(self.patience.read.saturating_mul(times).min(LONGEST_PAUSE));
        }
    }

    /// Octets that nobody can foresee.
    #[must_use]
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut octets = [0; N];
        // Without a random source of the system the octets are zero, which no peer minds.
        let _ = ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut octets);
        octets
    }

    /// The record of everything.
    #[must_use]
    pub fn transcript(self) -> Transcript {
        self.recording.transcript()
    }

    /// The same, packed.
    pub(super) fn recording(self) -> Recording {
        self.recording
    }

    /// A connection that does not come to stand: at once where none ever did, later after a few.
    fn failed(&mut self, purpose: &str, end: End) {
        self.failures += 1;
        self.is_given_up = !self.has_stood || self.failures >= MOST_FAILURES;
        let purpose = purpose.to_owned();
        self.keep(Exchange { purpose, messages: Vec::new(), revealed: Vec::new(), end });
    }

    fn keep(&mut self, exchange: Exchange) {
        self.has_stood |= !exchange.messages.is_empty();
        self.bytes += recording::said(&exchange);
        self.recording.push(exchange);
        if let Some(holds) = self.holds {
            holds(self.recording.size());
        }
    }
}
