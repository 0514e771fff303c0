//! The project that is scheduled, and a schedule of it.
//!
//! All quantities are integers. Time is counted in periods from 0; a task that starts in `start` runs
//! in the periods `start .. start + duration` without a break, and its *finish* is `start + duration`,
//! the first period in which it no longer runs.

/// What is to be scheduled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// The horizon: every task has finished by here.
    pub periods: usize,
    /// Units of a resource by `[resource][period]`. A row shorter than `periods` repeats its last
    /// value; an empty row is zero throughout.
    pub capacity: Vec<Vec<u32>>,
    /// Tasks; an index is a task's id.
    pub tasks: Vec<Task>,
    /// What must be finished before what.
    pub edges: Vec<Edge>,
}

/// One task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// Periods that it takes; 0 is a milestone.
    pub duration: u32,
    /// What it holds in every period while it runs.
    pub demand: Vec<Demand>,
    /// First period in which it may start.
    pub release: u32,
    /// Last period in which it should be finished: on time when `finish - 1 <= due`. Negative when
    /// that is past.
    pub due: Option<i64>,
}

/// Use of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Demand {
    /// Index into [`Project::capacity`].
    pub resource: u32,
    /// Units in every period.
    pub amount: u32,
}

/// A precedence constraint: `start(after) >= finish(before) + lag`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// The task that goes first.
    pub before: u32,
    /// The task that waits for it.
    pub after: u32,
    /// Periods between the finish of the one and the start of the other.
    pub lag: u32,
}

/// When every task starts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Schedule {
    /// First period of each task, in the order of [`Project::tasks`].
    pub start: Vec<u32>,
}

impl Project {
    /// Units of `resource` in `period`; zero for a resource that is not there.
    #[must_use]
    pub fn capacity_in(&self, resource: usize, period: usize) -> u32 {
        let row = self.capacity.get(resource).map_or(&[][..], Vec::as_slice);
        row.get(period).or(row.last()).copied().unwrap_or_default()
    }
}

impl Schedule {
    /// Finish of `task`: the first period in which it no longer runs.
    #[must_use]
    pub fn finish(&self, project: &Project, task: usize) -> u64 {
        u64::from(self.start[task]) + u64::from(project.tasks[task].duration)
    }
}
