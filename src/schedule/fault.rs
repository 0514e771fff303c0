//! What is wrong with a project.

use std::fmt;

use super::project::Edge;

/// Why a project, or an order of its tasks, cannot be scheduled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Tasks wait for each other.
    #[error("tasks wait for each other: {0}")]
    Cycle(Cycle),
    /// An edge names a task that is not there.
    #[error("edge {edge} names task {task}, which is not there")]
    UnknownTask {
        /// Index of the edge.
        edge: usize,
        /// Index that names no task.
        task: u32,
    },
    /// A task asks for a resource that is not there.
    #[error("task {task} asks for resource {resource}, which is not there")]
    UnknownResource {
        /// Index of the task.
        task: usize,
        /// Index that names no resource.
        resource: u32,
    },
    /// A resource that a task needs has no capacity in any period.
    #[error("task {task} asks for resource {resource}, which has no capacity in any period")]
    NoCapacity {
        /// Index of the task.
        task: usize,
        /// Index of the resource.
        resource: u32,
    },
    /// A task asks for more than there is in any period.
    #[error("task {task} asks for {amount} of resource {resource}, which has {most} at most")]
    DemandOverCapacity {
        /// Index of the task.
        task: usize,
        /// Index of the resource.
        resource: u32,
        /// Units asked for.
        amount: u64,
        /// Most units in a period.
        most: u32,
    },
    /// There are never as many periods in a row with the capacity as a task takes.
    #[error(
        "no {duration} periods in a row, from {release} on, have the capacity that task {task} asks for"
    )]
    NoWindow {
        /// Index of the task.
        task: usize,
        /// Periods that it takes.
        duration: u32,
        /// First period in which all that it waits for can have finished.
        release: u64,
    },
    /// Releases, durations and lags alone pass the horizon.
    #[error("task {task} cannot finish before period {finish}; the horizon is {periods}")]
    PastHorizon {
        /// Index of the task.
        task: usize,
        /// Earliest finish, capacity left aside.
        finish: u64,
        /// The horizon.
        periods: usize,
    },
    /// A count is above what is handled.
    #[error("{count} {what}; at most {limit}")]
    TooMany {
        /// What there are too many of.
        what: &'static str,
        /// How many.
        count: u64,
        /// How many are handled.
        limit: u64,
    },
    /// An order does not name every task once.
    #[error("the order does not name every task exactly once")]
    NotAPermutation,
    /// An order has a task before one that it waits for.
    #[error("the order has task {after} before task {before}, which it waits for")]
    OutOfOrder {
        /// The task that must go first.
        before: usize,
        /// The task that waits.
        after: usize,
    },
    /// A start schedule is not feasible.
    #[error("the start schedule has {violations} violations")]
    Infeasible {
        /// How many.
        violations: usize,
    },
    /// What the tasks before it leave of the capacity does not hold a task before the horizon.
    #[error("task {task} finds no room before the horizon after those before it")]
    NoRoom {
        /// Index of the task.
        task: usize,
    },
}

/// The edges of a cycle, each one's `after` the next one's `before`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle(pub Vec<Edge>);

/// Edges that are written out; a longer cycle is cut.
const SHOWN: usize = 12;

impl fmt::Display for Cycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for edge in self.0.iter().take(SHOWN) {
            write!(f, "{} -> ", edge.before)?;
        }
        match self.0.first() {
            Some(first) if self.0.len() <= SHOWN => write!(f, "{}", first.before),
            _ => write!(f, "... ({} edges)", self.0.len()),
        }
    }
}
