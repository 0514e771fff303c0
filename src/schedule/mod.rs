//! Resource-constrained project scheduling: tasks, precedence, resources whose capacity changes.
//!
//! Architecture invariant: pure and deterministic; integers only; it knows nothing of what a task is.
//!
//! [`shortest`] searches; a [`Model`] with a [`Workspace`] generates one schedule after the other without
//! allocation.
//!
//! | question | file |
//! |---|---|
//! | what is scheduled, and is it well formed | `project`, `model`, `fault`, `graph`, `lists` |
//! | is a schedule feasible, how long is it | `check`, `objective` |
//! | where does the next task fit | `lanes`, `workspace`, `serial` |
//! | which task is next | `rules` |
//! | how short can a schedule be, how short does one get | `lower`; `genetic`, `member` |
//! | which due dates cannot be kept, and why | `conflict` |

mod check;
pub mod conflict;
mod fault;
mod genetic;
mod graph;
mod lanes;
mod lists;
mod lower;
mod member;
mod model;
mod objective;
mod project;
pub mod psplib;
mod random;
mod rules;
mod serial;
mod workspace;

pub use check::{Violation, check};
pub use fault::{Cycle, Fault};
pub use genetic::{Shortest, shortest};
pub use graph::topological_order;
pub(crate) use lists::Lists;
pub use lower::{critical_path, lower_bound};
pub use model::Model;
pub use objective::makespan;
pub use project::{Demand, Edge, Project, Schedule, Task};
pub use random::Random;
pub use rules::{RULES, Rule};
pub use serial::{justify, serial};
pub use workspace::Workspace;
