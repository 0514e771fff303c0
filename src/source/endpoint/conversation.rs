use std::io;
use std::time::{Duration, Instant};

use crate::wire::transcript::{End, Exchange, Message, Revealed, Side};

/// Most bytes that are taken in one exchange.
const MOST_RECEIVED: usize = 512 << 10;
/// Bytes that a message seldom passes. It is kept until the next exchange; smaller ones an allocator would keep for each of
/// thousands of threads.
const USUAL: usize = 2 << 10;
/// Bytes that a stack has room for. Thousands wait for bytes at the same time, and their stacks are there anyway.
const ON_STACK: usize = 4 << 10;
/// Most messages that are told apart in one exchange; after that, bytes are added to the last one.
const MOST_MESSAGES: usize = 200;

/// One connection, or the datagrams to and from one port.
pub trait Carrier: Send {
    /// Sends all of `bytes`.
    ///
    /// # Errors
    /// The system's.
    fn send(&mut self, bytes: &[u8], within: Duration) -> io::Result<()>;

    /// Puts what comes next into `into`; 0 where the peer closed.
    ///
    /// # Errors
    /// The system's; `TimedOut` or `WouldBlock` where nothing came in time.
    fn receive(&mut self, into: &mut [u8], within: Duration) -> io::Result<usize>;

    /// Most bytes that come at once; what is longer comes in pieces, or is cut off where it is a datagram.
    fn most_at_once(&self) -> usize {
        16 << 10
    }
}

/// How long an endpoint is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Until a connection stands.
    pub connect: Duration,
    /// Until the next bytes come.
    pub read: Duration,
    /// For one exchange from beginning to end, however busy it is.
    pub exchange: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { connect: seconds(5), read: seconds(5), exchange: seconds(20) }
    }
}

/// A carrier on which all that is said is recorded.
pub struct Conversation {
    carrier: Box<dyn Carrier>,
    exchange: Exchange,
    patience: Patience,
    began: Instant,
    /// All that the peer said, in one piece.
    heard: Vec<u8>,
    /// What the peer says is recorded datagram by datagram.
    is_apart: bool,
}

impl Conversation {
    /// Begins to record.
    #[must_use]
    pub fn new(carrier: Box<dyn Carrier>, purpose: &str, patience: Patience) -> Self {
        Self {
            carrier,
            exchange: Exchange {
                purpose: purpose.to_owned(),
                messages: Vec::new(),
                revealed: Vec::new(),
                end: End::Done,
            },
            patience,
            began: Instant::now(),
            heard: Vec::new(),
            is_apart: false,
        }
    }

    /// Keeps the peer's datagrams apart from now on, for protocols whose messages end with them.
    pub const fn keep_apart(&mut self) {
        self.is_apart = true;
    }

    /// Says `bytes`.
    ///
    /// # Errors
    /// How the exchange ended, where it did.
    pub fn send(&mut self, bytes: &[u8]) -> Result<(), End> {
        self.record(Side::Client, bytes);
        let left = self.left()?;
        self.carrier.send(bytes, left).map_err(|error| end_of(&error))
    }

    /// Waits for bytes, or one datagram; they are the end of [`Self::heard`].
    ///
    /// # Errors
    /// How the exchange ended, where nothing came.
    pub fn receive(&mut self) -> Result<&[u8], End> {
        self.receive_within(self.patience.read)
    }

    /// The same, for those who ask again sooner.
    ///
    /// # Errors
    /// How the exchange ended, where nothing came; [`End::TimedOut`] also where it may go on.
    pub fn receive_within(&mut self, within: Duration) -> Result<&[u8], End> {
        let room = MOST_RECEIVED.saturating_sub(self.heard.len());
        if room == 0 {
            return Err(End::Bounded);
        }
        let left = self.left()?.min(within);
        let most = room.min(self.carrier.most_at_once());
        let (mut small, mut large) = ([0; ON_STACK], Vec::new());
        let buffer = small.get_mut(..most).unwrap_or_else(|| {
            large.resize(most, 0);
            &mut large
        });
        let count = loop {
            match self.carrier.receive(buffer, left) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => self.left()?,
                Err(error) => return Err(end_of(&error)),
                Ok(0) => return Err(End::Closed),
                Ok(count) => break count,
            };
        };
        self.record(Side::Server, &buffer[..count]);
        let before = self.heard.len();
        self.heard.extend_from_slice(&buffer[..count]);
        Ok(&self.heard[before..])
    }

    /// Waits until `whole` finds what it wants in all that was heard.
    ///
    /// # Errors
    /// How the exchange ended before that.
    pub fn until<T>(&mut self, mut whole: impl FnMut(&[u8]) -> Option<T>) -> Result<T, End> {
        loop {
            if let Some(found) = whole(&self.heard) {
                return Ok(found);
            }
            self.receive()?;
        }
    }

    /// How long an endpoint is waited for.
    #[must_use]
    pub const fn patience(&self) -> Patience {
        self.patience
    }

    /// All that the peer said so far.
    #[must_use]
    pub fn heard(&self) -> &[u8] {
        &self.heard
    }

    /// Notes something that the handshake showed and its bytes hide.
    pub fn reveal(&mut self, what: &str, bytes: &[u8]) {
        let bytes = bytes.to_vec();
        self.exchange.revealed.push(Revealed { what: what.to_owned(), bytes });
    }

    /// Ends it.
    #[must_use]
    pub fn finish(mut self, end: End) -> Exchange {
        self.exchange.end = end;
        self.exchange
    }

    fn left(&self) -> Result<Duration, End> {
        let left = self.patience.exchange.saturating_sub(self.began.elapsed());
        if left.is_zero() { Err(End::TimedOut) } else { Ok(left) }
    }

    /// What the peer says in several pieces is one message.
    fn record(&mut self, from: Side, bytes: &[u8]) {
        let messages = &mut self.exchange.messages;
        let is_apart = self.is_apart;
        let is_full = messages.len() >= MOST_MESSAGES;
        match messages.last_mut() {
            Some(last) if is_full || !is_apart && last.from == from && from == Side::Server => {
                last.bytes.extend_from_slice(bytes);
            }
            _ => {
                let at = u32::try_from(self.began.elapsed().as_millis()).unwrap_or(u32::MAX);
                let mut message = Vec::with_capacity(bytes.len().max(USUAL));
                message.extend_from_slice(bytes);
                messages.push(Message { from, at, bytes: message });
            }
        }
    }
}

/// What an error of the system says of the peer.
pub(super) fn end_of(error: &io::Error) -> End {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::TimedOut | Kind::WouldBlock => End::TimedOut,
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe => End::Reset,
        Kind::ConnectionRefused => End::Refused,
        Kind::HostUnreachable | Kind::NetworkUnreachable | Kind::NetworkDown => End::Unreachable,
        Kind::UnexpectedEof => End::Closed,
        // Ours say it in words.
        _ if error.get_ref().is_some() => End::Failed(error.to_string()),
        kind => End::Failed(kind.to_string()),
    }
}
