//! Resource-constrained project scheduling: tasks, precedence, resources whose capacity changes.
//!
//! Architecture invariant: pure and deterministic; integers only; it knows nothing of what a task is.

mod bound;
mod check;
pub mod conflict;
mod costs;
mod fault;
pub mod generate;
mod genetic;
mod graph;
mod improve;
mod lanes;
mod lower;
mod member;
mod model;
mod objective;
pub mod optimise;
mod project;
pub mod psplib;
mod random;
pub mod reason;
mod rules;
mod search;
mod serial;
mod workspace;

pub use check::{Violation, check};
pub use fault::{Cycle, Fault};
pub use genetic::{Shortest, shortest};
pub use graph::topological_order;
pub use improve::{Improved, improve};
pub use lower::{critical_path, lower_bound};
pub use model::Model;
pub use objective::{Objective, exposure, makespan};
pub use optimise::{Options, Outcome, Progress, optimise};
pub use project::{Demand, Edge, Project, Schedule, Task};
pub use rules::{RULES, Rule};
pub use serial::{justify, serial};
pub use workspace::Workspace;
