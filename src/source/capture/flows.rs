//! The flows of a capture: a bounded table, in which those that are a handshake are watched until all that is in clear
//! was said, and counted from then on.

use std::collections::HashMap;

use super::connection::Connection;
use super::datagrams::Datagrams;
use super::layers::{Carrier, Peer, Segment};
use super::recognition::Step;
use super::servers::{Servers, Session};
use crate::wire::transcript::{End, Side, Transport};

/// Flows of one generation: when so many were active, those that were not since the generation before are concluded.
const GENERATION: usize = 65_536;
/// Bytes held of watched flows before the same happens.
const HELD: usize = 24 << 20;

/// A flow by its two ends, the lower one first.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    ends: [Peer; 2],
    transport: Transport,
}

struct Flow {
    state: State,
    /// Numbers of the SYN segments, and whether the higher end sent the first of them.
    first: [Option<u32>; 2],
    opener: Option<bool>,
}

enum State {
    /// Nothing was said yet.
    Opened,
    Connection(Box<Connection>),
    Datagrams(Box<Datagrams>),
    /// All that is in clear was recorded; what follows is counted. With the end that is the client.
    Counted(Session, usize),
    /// Something else.
    Ignored,
}

/// All flows of one capture.
pub(super) struct Flows {
    young: HashMap<Key, Flow>,
    old: HashMap<Key, Flow>,
    held: usize,
    pub(super) servers: Servers,
}

impl Flows {
    pub(super) fn new() -> Self {
        Self { young: HashMap::new(), old: HashMap::new(), held: 0, servers: Servers::default() }
    }

    /// Takes what one packet carries.
    pub(super) fn take(&mut self, at: u64, segment: &Segment<'_>) {
        let (side, ends) = if segment.from <= segment.to {
            (0, [segment.from, segment.to])
        } else {
            (1, [segment.to, segment.from])
        };
        let transport = match segment.carrier {
            Carrier::Tcp { .. } => Transport::Tcp,
            Carrier::Udp => Transport::Udp,
        };
        let key = Key { ends, transport };
        if !self.young.contains_key(&key) {
            let known = self.old.remove(&key);
            let Some(flow) = known.or_else(|| Flow::begin(side, at, segment)) else { return };
            if self.young.len() >= GENERATION || self.held > HELD {
                self.age();
            }
            self.young.insert(key, flow);
        }
        let Some(flow) = self.young.get_mut(&key) else { return };
        let before = flow.held();
        if flow.is_reopened(side, segment) {
            flow.conclude(&key, at, true, &mut self.servers);
            *flow = Flow { state: State::Opened, first: [None; 2], opener: Some(side == 1) };
        }
        if let State::Counted(session, client) = &flow.state {
            let from = if side == *client { Side::Client } else { Side::Server };
            self.servers.count(*session, at, segment.payload.len(), from);
            return;
        }
        match flow.take(side, at, segment) {
            Step::More => {}
            Step::Not => flow.state = State::Ignored,
            Step::Done => flow.conclude(&key, at, false, &mut self.servers),
        }
        self.held = (self.held + flow.held()).saturating_sub(before);
    }

    /// Concludes flows that were not active lately.
    fn age(&mut self) {
        let gone = std::mem::replace(&mut self.old, std::mem::take(&mut self.young));
        for (key, mut flow) in gone {
            self.held = self.held.saturating_sub(flow.held());
            flow.conclude(&key, 0, true, &mut self.servers);
        }
    }

    /// Concludes all flows, in the order of their ends.
    pub(super) fn finish(&mut self) {
        for generation in [&mut self.old, &mut self.young] {
            let mut left = generation.drain().collect::<Vec<_>>();
            left.sort_by_key(|(key, _)| key.ends);
            for (key, mut flow) in left {
                flow.conclude(&key, 0, true, &mut self.servers);
            }
        }
        self.held = 0;
    }
}

impl Flow {
    /// A flow that begins with `segment`, where that may be one that is watched.
    fn begin(side: usize, at: u64, segment: &Segment<'_>) -> Option<Self> {
        let state = match segment.carrier {
            Carrier::Tcp { is_syn, .. } => {
                if segment.payload.is_empty() && !is_syn {
                    return None;
                }
                State::Opened
            }
            Carrier::Udp => {
                State::Datagrams(Box::new(Datagrams::begin(side, at, segment.payload)?))
            }
        };
        Some(Self { state, first: [None; 2], opener: None })
    }

    /// Whether the same two ends begin a new connection.
    fn is_reopened(&self, side: usize, segment: &Segment<'_>) -> bool {
        matches!(segment.carrier, Carrier::Tcp { is_syn: true, is_ack: false, sequence, .. }
            if self.first[side] != Some(sequence))
    }

    fn take(&mut self, side: usize, at: u64, segment: &Segment<'_>) -> Step {
        let (sequence, is_fin, is_reset) = match segment.carrier {
            Carrier::Tcp { sequence, is_syn, is_ack, is_fin, is_reset } => {
                if is_syn {
                    self.first[side].get_or_insert(sequence);
                    self.opener.get_or_insert((side == 1) != is_ack);
                }
                (sequence.wrapping_add(u32::from(is_syn)), is_fin, is_reset)
            }
            Carrier::Udp => (0, false, false),
        };
        if matches!(self.state, State::Opened) && !segment.payload.is_empty() {
            let opener = self.opener.map(usize::from);
            self.state = State::Connection(Box::new(Connection::new(at, self.first, opener)));
        }
        match &mut self.state {
            State::Connection(connection) => {
                let mut step = connection.take(side, at, sequence, segment.payload);
                if step == Step::More && is_reset {
                    step = connection.finish(End::Reset);
                }
                if step == Step::More && is_fin {
                    step = connection.close(side);
                }
                step
            }
            State::Datagrams(datagrams) => datagrams.take(side, at, segment.payload),
            State::Opened | State::Counted(..) | State::Ignored => Step::More,
        }
    }

    fn held(&self) -> usize {
        match &self.state {
            State::Connection(connection) => connection.held(),
            State::Datagrams(datagrams) => datagrams.held(),
            State::Opened | State::Counted(..) | State::Ignored => 0,
        }
    }

    /// Hands on what was recorded, and counts from here on.
    fn conclude(&mut self, key: &Key, at: u64, is_cut: bool, servers: &mut Servers) {
        let began = match &self.state {
            State::Connection(connection) => connection.began(),
            State::Datagrams(datagrams) => datagrams.began(),
            State::Opened | State::Counted(..) | State::Ignored => return,
        };
        let recorded = match std::mem::replace(&mut self.state, State::Ignored) {
            State::Connection(connection) => connection.recorded(is_cut),
            State::Datagrams(datagrams) => Some(datagrams.recorded()),
            State::Opened | State::Counted(..) | State::Ignored => None,
        };
        if let Some(recorded) = recorded {
            let (server, client) = (key.ends[recorded.server], key.ends[1 - recorded.server]);
            let side = 1 - recorded.server;
            let session = servers.add(key.transport, server, client, (began, at), recorded);
            self.state = State::Counted(session, side);
        }
    }
}
