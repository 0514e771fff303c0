//! What is said in the clear at the start of an SSH connection (RFC 4253): identification strings, offers
//! (`SSH_MSG_KEXINIT`), and key-exchange messages with the server's host key, up to `SSH_MSG_NEWKEYS`.

pub mod encoding;
mod identification;
mod kexinit;
mod key_exchange;
mod negotiation;
mod packet;
mod said;

pub use identification::{Identification, LONGEST_PREAMBLE, is_turned_away};
pub use kexinit::KexInit;
pub use key_exchange::{Disconnect, Group, HostKey, Method};
pub use negotiation::{Direction, Negotiated, is_marker, key_type, negotiate};
pub use packet::{LONGEST_PACKET, Packet, number, packet};
pub use said::{Ending, Said};

/// Purposes of the exchanges of a probe, as transcripts name them.
pub mod purpose {
    /// The server's offer, and the host key that goes with its first method.
    pub const OFFER: &str = "ssh offer";
    /// The host key of a type, which follows.
    pub const HOST_KEY: &str = "ssh host key ";
    /// The smallest group of a group exchange.
    pub const GROUP: &str = "ssh group";
}
