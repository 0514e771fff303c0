//! Measurements of the candidate schemes on this machine.
//!
//! [`backends`] has the runnable code, [`correctness`] says what of it may be timed, [`harness`] times, [`run`]
//! does all that, and [`report`] is what comes of it. A scheme is timed only after its known answers were right
//! on this machine.

pub mod action;
pub mod backends;
pub mod code;
pub mod compare;
pub mod correctness;
pub mod costs;
mod cycles;
pub mod environment;
pub mod front;
pub mod handshake;
pub mod harness;
pub mod kem;
mod memory;
pub mod pair;
pub mod pairs;
pub mod report;
pub mod run;
pub mod selection;
pub mod signature;
pub mod statistics;
pub mod vectors;
