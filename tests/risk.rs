//! Subjects, exposure, purpose, threat, priority; schemes; the corridor that judges holdings.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod assets;
mod circumstances;
pub mod holdings;
mod mistakes;
mod priorities;
mod schemes;
mod survey;
mod truth;
mod versions;
