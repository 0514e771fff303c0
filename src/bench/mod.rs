//! Measurements of the candidate schemes on this machine.

pub mod handshake;
pub mod report;
pub mod statistics;
