//! From holdings to a schedule: work packages, targets, precedence, capacity, phases.
//!
//! [`Planner`] is fed one holding at a time and keeps identities and maxima only; [`Planner::finish`]
//! joins the rest, one file a question:
//!
//! | question | file |
//! |---|---|
//! | what must be done with an asset | `change`, `kind` |
//! | whose authority is it, which key goes with which certificate | `assign` |
//! | to what, and why not to something else | `target` |
//! | how much work | `effort` |
//! | by when | `deadline` |
//! | after what | `precedence` |
//! | in which quarter | `schedule` (the only file an optimising scheduler has to replace) |
//! | what will be late, and what would save it | `late` |

mod assign;
mod burndown;
mod change;
mod deadline;
mod draft;
pub mod effort;
mod explain;
mod finish;
mod kind;
mod late;
mod outcome;
mod package;
mod phases;
mod precedence;
pub mod schedule;
mod steps;
mod tally;
mod target;
mod timetable;
mod title;
mod urgent;

pub use change::{Need, Use, Venue};
pub use explain::explain;
pub use finish::{AppliedPolicy, PlanInput};
pub use outcome::{Burndown, Late, Phase, Plan, PolicyUsed, TeamLoad, Totals};
pub use package::{BoundBy, Change, Deadline, Package, Target};
pub use tally::Planner;
pub use target::{TargetRequest, choose_target};
