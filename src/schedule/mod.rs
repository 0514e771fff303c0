//! Resource-constrained project scheduling: tasks, precedence, resources whose capacity changes.
//!
//! Architecture invariant: pure and deterministic; integers only; it knows nothing of what a task is.

pub mod bound;
pub mod generate;
mod project;
pub mod search;

pub use project::{Demand, Edge, Project, Schedule, Task};
