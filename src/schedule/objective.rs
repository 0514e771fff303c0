//! What a schedule costs.

use super::project::{Project, Schedule};

/// What is to be as small as possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objective {
    /// Finish of the last task.
    Makespan,
    /// Weighted completion and lateness, [`exposure`].
    Exposure,
}

/// What a period of lateness costs, as a multiple of what a period of waiting costs.
pub const LATENESS: u128 = 5;

impl Objective {
    /// Cost of `schedule`, which has one start for every task.
    #[must_use]
    pub fn cost(self, project: &Project, schedule: &Schedule) -> u128 {
        match self {
            Self::Makespan => u128::from(makespan(project, schedule)),
            Self::Exposure => exposure(project, schedule),
        }
    }
}

/// Finish of the last task; 0 without tasks.
#[must_use]
pub fn makespan(project: &Project, schedule: &Schedule) -> u64 {
    (0..project.tasks.len()).map(|task| schedule.finish(project, task)).max().unwrap_or_default()
}

/// Σ weight · completion + [`LATENESS`] · weight · periods late.
///
/// Completion is the finish, the number of periods until the task is done; it is late by the periods
/// between its last one, `finish - 1`, and its due one. What passes the greatest number stays there.
#[must_use]
pub fn exposure(project: &Project, schedule: &Schedule) -> u128 {
    let tasks = project.tasks.iter().enumerate();
    tasks
        .map(|(index, task)| exposure_of(task.weight, task.due, schedule.finish(project, index)))
        .fold(0, u128::saturating_add)
}

/// What one task adds to [`exposure`]; sums and products stay at the greatest number.
pub(super) fn exposure_of(weight: u64, due: Option<i64>, finish: u64) -> u128 {
    let late = due.map_or(0, |due| (i128::from(finish) - 1 - i128::from(due)).max(0));
    let periods = u128::from(finish) + LATENESS * late.unsigned_abs();
    u128::from(weight).saturating_mul(periods)
}
