//! What is said in the clear at the start of an SSH connection (RFC 4253): identification strings, offers
//! (`SSH_MSG_KEXINIT`), and key-exchange messages with the server's host key, up to `SSH_MSG_NEWKEYS`.

pub mod encoding;
mod identification;
mod kexinit;
mod key_exchange;
mod negotiation;
mod packet;
mod said;

pub use identification::{Identification, LONGEST_PREAMBLE};
pub use kexinit::KexInit;
pub use key_exchange::{Disconnect, Group, HostKey, Method};
pub use negotiation::{Direction, Negotiated, is_marker, negotiate};
pub use packet::{LONGEST_PACKET, Packet, number, packet};
pub use said::{Ending, Said};
