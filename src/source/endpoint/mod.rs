//! Endpoints on a network: who is asked, how fast, and what is said, recorded as transcripts. What it means is for
//! detectors to say.

mod conversation;
mod dial;
mod network;

pub use conversation::{Carrier, Conversation, Patience};
pub use dial::{Dial, Opener, Probe};
pub use network::{Network, Proxy};
