//! Policies: the format, judging, what ships.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod builder;
mod commands;
mod conflicts;
mod doors;
mod extension;
mod format;
mod judging;
mod mistakes;
mod names;
mod pages;
mod peers;
mod properties;
mod shipped;
mod stages;
mod tables;
mod usage;
