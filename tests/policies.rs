//! Policies: the format, judging, what ships.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod builder;
mod format;
mod judging;
mod mistakes;
mod names;
mod pages;
mod properties;
mod shipped;
