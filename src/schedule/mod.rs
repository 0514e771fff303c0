//! Resource-constrained project scheduling: tasks, precedence, resources whose capacity changes.
//!
//! Architecture invariant: pure and deterministic; integers only; it knows nothing of what a task is.
//!
//! [`shortest`] and [`improve`] search; a [`Model`] with a [`Workspace`] generates one schedule after the
//! other without allocation.
//!
//! | question | file |
//! |---|---|
//! | what is scheduled, and is it well formed | `project`, `model`, `fault`, `graph` |
//! | is a schedule feasible, what does it cost | `check`, `objective` |
//! | where does the next task fit | `lanes`, `workspace`, `serial` |
//! | which task is next | `rules` |
//! | how short can a schedule be, how short does one get | `lower`; `genetic`, `member` |
//! | how does one get better by any objective | `improve` |
//! | what is a good plan, and how good is it provably | `optimise`, `costs`; `bound`; `search` |
//! | which due dates cannot be kept, and why | `conflict` |
//! | why does a task start when it does | `reason` |
//! | what is there to try it on | `generate` |

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
pub use objective::{LATENESS, Objective, exposure, makespan};
pub use optimise::{Options, Outcome, Progress, Relaxation, optimise, relax};
pub use project::{Demand, Edge, Project, Schedule, Task};
pub use random::Random;
pub use rules::{RULES, Rule};
pub use serial::{justify, serial};
pub use workspace::Workspace;
