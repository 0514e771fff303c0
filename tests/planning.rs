//! Planning: packages, targets, precedence, deadlines, lateness. Schedules are checked by an independent
//! checker in `schedule`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod broken;
mod commands;
mod holdings;
mod optimised;
mod packages;
mod prices;
mod scenarios;
mod schedule;
mod targets;
mod whole_plans;
