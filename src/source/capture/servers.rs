//! What was recorded, by server: of flows that agreed on the same from the same offer one is kept, and all are counted.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::net::IpAddr;

use super::connection::Recorded;
use super::layers::Peer;
use super::likeness::{Likeness, likeness};
use crate::source::container::{Access, Content, Member, Meter, Visit};
use crate::wire::traffic::Traffic;
use crate::wire::transcript::{Endpoint, Exchange, Origin, Service, Side, Transcript, Transport};

/// Recorded bytes, and sessions, that are kept before all of them are handed on.
const HELD: usize = 12 << 20;
const SESSIONS: usize = 50_000;

/// A recorded exchange and where it was between whom.
struct Kept {
    exchange: Exchange,
    traffic: Traffic,
}

/// What is spoken, over what, and by whom.
type Server = (Peer, Transport, Service);

/// Where a flow is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Session {
    batch: u32,
    at: usize,
}

/// All servers of a capture.
#[derive(Default)]
pub(super) struct Servers {
    known: HashMap<(Server, Likeness), usize>,
    kept: Vec<(Server, Kept)>,
    held: usize,
    batch: u32,
}

impl Servers {
    /// Keeps what was recorded between `client` and `server`, or counts it where the like is kept already.
    pub(super) fn add(
        &mut self,
        transport: Transport,
        server: Peer,
        client: Peer,
        (began, at): (u64, u64),
        recorded: Recorded,
    ) -> Session {
        let who = (server, transport, recorded.service);
        let alike = likeness(recorded.service, &recorded.exchange);
        let traffic = Traffic::of_handshake(&shown(client), began, at, &recorded.exchange);
        let known = *self.known.entry((who, alike)).or_insert_with(|| {
            self.held +=
                recorded.exchange.messages.iter().map(|one| one.bytes.len()).sum::<usize>();
            let traffic = Traffic::none(&traffic);
            self.kept.push((who, Kept { exchange: recorded.exchange, traffic }));
            self.kept.len() - 1
        });
        if let Some((_, kept)) = self.kept.get_mut(known) {
            kept.traffic.add(&traffic);
        }
        Session { batch: self.batch, at: known }
    }

    /// Counts what a flow carried after its handshake.
    pub(super) fn count(&mut self, session: Session, at: u64, bytes: usize, from: Side) {
        if session.batch != self.batch {
            return;
        }
        if let Some((_, kept)) = self.kept.get_mut(session.at) {
            kept.traffic.count(at, bytes as u64, from);
        }
    }

    /// Whether it is time to hand on what is kept.
    pub(super) const fn is_full(&self) -> bool {
        self.held > HELD || self.kept.len() > SESSIONS
    }

    /// Hands on one transcript a server, in order, and forgets them.
    pub(super) fn hand_on(&mut self, meter: &Meter<'_>, visit: &mut Visit<'_>) -> io::Result<()> {
        let mut servers = BTreeMap::<Server, Vec<Kept>>::new();
        for (server, kept) in std::mem::take(&mut self.kept) {
            servers.entry(server).or_default().push(kept);
        }
        self.known.clear();
        self.held = 0;
        self.batch += 1;
        for (server, kept) in servers {
            meter.entry()?;
            let (name, bytes) = transcript(server, kept);
            let (size, access) = (Some(bytes.len() as u64), Access::Independent);
            let mut stream = bytes.as_slice();
            let content = Content::File { stream: &mut stream, size, access };
            visit(Member { name: name.as_bytes(), content })?;
        }
        Ok(())
    }
}

fn transcript((server, transport, service): Server, kept: Vec<Kept>) -> (String, Vec<u8>) {
    let exchanges = kept.into_iter().map(|Kept { mut exchange, traffic }| {
        exchange.revealed.push(traffic.revealed());
        exchange
    });
    let endpoint = Endpoint {
        service,
        transport,
        host: server.address.to_string(),
        port: server.port,
        server_name: None,
    };
    let (origin, exchanges) = (Origin::Captured, exchanges.collect());
    let name = endpoint.to_string();
    (name, Transcript { version: 1, endpoint, origin, exchanges }.to_bytes())
}

fn shown(peer: Peer) -> String {
    match peer.address {
        IpAddr::V4(address) => format!("{address}:{}", peer.port),
        IpAddr::V6(address) => format!("[{address}]:{}", peer.port),
    }
}
