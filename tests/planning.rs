//! Planning: packages, targets, precedence, deadlines, lateness. Schedules are checked by an independent
//! checker in `schedule`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod acceptances;
mod broken;
mod budget;
mod commanded;
mod commands;
mod conflicts;
mod data;
mod enabling;
mod fragility;
mod gives;
mod held;
mod holdings;
mod impossible;
mod in_code;
mod kinds;
mod mosca;
mod optimised;
mod optimum;
mod packages;
mod peers;
mod phases;
mod prices;
mod promised;
mod ready;
mod reasons;
mod relaxed;
mod remainder;
mod runbooks;
mod scenarios;
mod schedule;
mod schemes;
mod settled;
mod targets;
mod unbound;
mod whole_plans;
mod whose;
