//! Drawings of a plan over its quarters: burn-down, Gantt, capacity.

mod axis;
mod burndown;
mod capacity;
mod gantt;
mod links;

pub use axis::{Milestone, milestones};
pub use burndown::burndown;
pub use capacity::{TeamChart, capacity};
pub use gantt::{gantt, slim_gantt};
