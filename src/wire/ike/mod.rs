//! What is said in the clear at the start of IKE: version 2 (RFC 7296, with the additional key exchanges of
//! RFC 9370) and version 1 (RFC 2408, RFC 2409). Numbers stay numbers here; the registry names them.

mod build;
mod header;
mod message;
mod notification;
mod proposal;
mod reader;

pub use build::{Datagram, Ke};
pub use header::{Header, Version, exchange};
pub use message::{KeyExchange, Message, Payload, datagrams, payload};
pub use notification::{Notify, notify};
pub use proposal::{Attribute, PROTOCOL_IKE, Proposal, ProposalOne, Transform, kind};

/// Why bytes are no IKE message. It never quotes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IkeError {
    /// A length reaches past the end.
    #[error("it ends too early")]
    Truncated,
    /// A length, count or reserved value that cannot be.
    #[error("a field of it cannot be")]
    Field,
    /// More payloads, proposals or transforms than are read.
    #[error("it has more parts than are read")]
    TooMany,
}

/// Purposes of the exchanges of a probe, as transcripts name them.
pub mod purpose {
    /// A whole `IKE_SA_INIT`.
    pub const WHOLE: &str = "ike whole";
    /// One transform of the type that follows (1 to 4, 6), everything else besides.
    pub const TRANSFORM: &str = "ike transform ";
    /// Main Mode of version 1.
    pub const VERSION_ONE: &str = "ike version 1";
}
