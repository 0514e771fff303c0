//! Measurements of the candidate schemes on this machine.

pub mod report;
