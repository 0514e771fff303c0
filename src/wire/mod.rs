//! What peers say to each other, as bytes: transcripts, and the messages of the protocols in them.
//!
//! Probes and captures record transcripts, detectors read them; both use the messages of this module.

pub mod dtls;
pub mod ike;
pub mod observed;
pub mod overheard;
pub mod quic;
pub mod ssh;
pub mod tls;
pub mod traffic;
pub mod transcript;
