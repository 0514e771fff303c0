//! Endpoints on a network: who is asked, how fast, and what is said, recorded as transcripts. What it means is for
//! detectors to say.

mod address;
mod conversation;
mod dial;
mod engine;
mod held;
pub mod ike;
mod limits;
mod network;
mod order;
mod proxy;
mod public_value;
mod recording;
pub mod ssh;
mod targets;
mod tls;

pub use address::{Allowed, Block};
pub use conversation::{Carrier, Conversation, Patience};
pub use dial::{Dial, Opener, Probe};
pub use engine::{Engine, Outcome, Tally};
pub use limits::{Limits, Rates};
pub use network::Network;
pub use proxy::Proxy;
pub use recording::Recording;
pub use targets::{Target, TargetError, Targets, scheme, schemes, service};

pub use tls::GROUPS as TLS_GROUPS;

/// Every probe.
pub static PROBES: &[&Probe] = &[
    &tls::TLS,
    &tls::DTLS,
    &tls::QUIC,
    &tls::FTP,
    &tls::IMAP,
    &tls::LDAP,
    &tls::MYSQL,
    &tls::NNTP,
    &tls::POP3,
    &tls::POSTGRESQL,
    &tls::RDP,
    &tls::SIEVE,
    &tls::SMTP,
    &tls::XMPP,
    &ike::PROBE,
    &ssh::PROBE,
];
