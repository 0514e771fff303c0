//! Is a schedule feasible? Written from the definitions alone, without any code of the scheduler.

use super::project::{Edge, Project, Schedule};

/// A rule that a schedule breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Violation {
    /// Not one start a task.
    Starts {
        /// Tasks of the project.
        tasks: usize,
        /// Starts of the schedule.
        starts: usize,
    },
    /// A task starts before its release.
    Release {
        /// Index of the task.
        task: usize,
    },
    /// A task finishes after the horizon.
    Horizon {
        /// Index of the task.
        task: usize,
    },
    /// A task starts before another one and the lag have passed, or names a task that is not there.
    Precedence {
        /// The edge.
        edge: Edge,
    },
    /// A task asks for a resource that is not there.
    Resource {
        /// Index of the task.
        task: usize,
        /// Index that names no resource.
        resource: u32,
    },
    /// More of a resource is in use than there is.
    Capacity {
        /// Index of the resource.
        resource: usize,
        /// The period.
        period: usize,
        /// Units in use.
        used: u64,
        /// Units there are.
        capacity: u32,
    },
}

/// Every violation of `schedule`, by kind; empty when it is feasible. Time and memory grow with the least
/// of the horizon and the last finish.
#[must_use]
pub fn check(project: &Project, schedule: &Schedule) -> Vec<Violation> {
    let (tasks, starts) = (project.tasks.len(), schedule.start.len());
    if tasks != starts {
        return vec![Violation::Starts { tasks, starts }];
    }
    let mut found = Vec::new();
    for (index, task) in project.tasks.iter().enumerate() {
        let start = schedule.start[index];
        if start < task.release {
            found.push(Violation::Release { task: index });
        }
        if u128::from(start) + u128::from(task.duration) > project.periods as u128 {
            found.push(Violation::Horizon { task: index });
        }
    }
    for edge in &project.edges {
        let (before, after) = (edge.before as usize, edge.after as usize);
        let kept = before < tasks && after < tasks && {
            let finish =
                u64::from(schedule.start[before]) + u64::from(project.tasks[before].duration);
            u64::from(schedule.start[after]) >= finish + u64::from(edge.lag)
        };
        if !kept {
            found.push(Violation::Precedence { edge: *edge });
        }
    }
    capacity(project, schedule, &mut found);
    found
}

fn capacity(project: &Project, schedule: &Schedule, found: &mut Vec<Violation>) {
    let resources = project.capacity.len();
    let mut users = vec![Vec::new(); resources];
    let mut last = 0;
    for (index, task) in project.tasks.iter().enumerate() {
        let start = schedule.start[index] as usize;
        let end = start.saturating_add(task.duration as usize);
        last = last.max(end);
        for demand in &task.demand {
            match users.get_mut(demand.resource as usize) {
                Some(users) => users.push((start, end, i128::from(demand.amount))),
                None => {
                    found.push(Violation::Resource { task: index, resource: demand.resource });
                }
            }
        }
    }
    let periods = project.periods.min(last);
    for (resource, users) in users.iter().enumerate() {
        // What starts in a period less what has ended.
        let mut change = vec![0_i128; periods + 1];
        for &(start, end, amount) in users {
            change[start.min(periods)] += amount;
            change[end.min(periods)] -= amount;
        }
        let mut used = 0_i128;
        for (period, step) in change.iter().take(periods).enumerate() {
            used += step;
            let units = &project.capacity[resource];
            let capacity = if period < units.len() {
                units[period]
            } else {
                units.last().copied().unwrap_or(0)
            };
            if used > i128::from(capacity) {
                let used = u64::try_from(used).unwrap_or(u64::MAX);
                found.push(Violation::Capacity { resource, period, used, capacity });
            }
        }
    }
}
