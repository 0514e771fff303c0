//! Endpoints on a network: who is asked, how fast, and what is said, recorded as transcripts. What it means is for
//! detectors to say.

mod conversation;
mod dial;
pub mod ike;
mod network;
mod public_value;
pub mod ssh;

pub use conversation::{Carrier, Conversation, Patience};
pub use dial::{Dial, Opener, Probe};
pub use network::{Network, Proxy};
