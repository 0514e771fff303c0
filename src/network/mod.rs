//! What bytes cost on a link: time to the first byte, round trips, packets, and the limits that they break.
//!
//! A model of arithmetic, not a simulation: `docs/network.md` has its formulae, their sources, and how
//! far it is from a link of that shape. Times are in milliseconds, rates in bits a second.

mod exchange;
mod flight;
mod ike;
mod limits;
mod link;
mod loss;
mod quic;
mod ssh;
mod tls;

pub use exchange::{Exchange, Outcome, Transport, exchange};
pub use flight::{Passage, passage, rounds};
pub use ike::{
    IkeExchange, IkeMessage, IkeOutcome, ike_bytes, ike_fragments, ike_handshake,
    key_exchange_payload,
};
pub use limits::{Break, dns_fits, record_count, request_breaks};
pub use link::{Direction, Framing, Link};
pub use loss::{chance_of_loss, expected_delay};
pub use quic::{Amplification, amplification, client_datagrams};
pub use ssh::{SshKeyExchange, ssh_key_exchange};
pub use tls::{TlsSizes, tls_flights};
