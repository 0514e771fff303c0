//! What a schedule costs.

use super::project::{Project, Schedule};

/// Finish of the last task; 0 without tasks.
#[must_use]
pub fn makespan(project: &Project, schedule: &Schedule) -> u64 {
    (0..project.tasks.len()).map(|task| schedule.finish(project, task)).max().unwrap_or_default()
}
