//! Why a task starts when it does, and how far it can slip.

use super::project::{Project, Schedule};

/// What keeps a task from starting one period earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing: it starts in the first period.
    Beginning,
    /// Its release.
    Release,
    /// This task finishes just before, with the lag of the edge.
    Predecessor {
        /// Index of the task that goes first.
        task: usize,
    },
    /// One period earlier, this resource would lack units.
    Capacity {
        /// Index of the resource.
        resource: usize,
        /// The last period in which it would.
        period: usize,
        /// Whether it would even with no other task: a freeze, or a team that is too small.
        alone: Alone,
    },
    /// It could start earlier: the schedule is not as early as it could be.
    Choice,
}

/// Whether a resource is short without any other task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// Other tasks use the resource.
    Others,
    /// The resource has less than the task needs.
    TooSmall,
}

/// A task's reason and slack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explained {
    /// What keeps it from starting earlier.
    pub reason: Reason,
    /// Periods by which it can start later with all other tasks where they are.
    pub slack: u32,
}

/// Reasons and slacks by task, of a schedule that [`check`](super::check) finds feasible.
#[must_use]
pub fn explain(project: &Project, schedule: &Schedule) -> Vec<Explained> {
    let used = usage(project, schedule);
    let mut explained: Vec<Explained> = (0..project.tasks.len())
        .map(|task| Explained {
            reason: resource_reason(project, schedule, &used, task),
            slack: room(project, schedule, &used, task),
        })
        .collect();
    for edge in &project.edges {
        let (before, after) = (edge.before as usize, edge.after as usize);
        let earliest = schedule.finish(project, before) + u64::from(edge.lag);
        let start = u64::from(schedule.start[after]);
        if earliest == start && start > u64::from(project.tasks[after].release) {
            explained[after].reason = Reason::Predecessor { task: before };
        }
        let gap = u32::try_from(start.saturating_sub(earliest)).unwrap_or(u32::MAX);
        explained[before].slack = explained[before].slack.min(gap);
    }
    explained
}

/// The tasks that the start of `task` hangs on through predecessors, the first one first.
#[must_use]
pub fn chain(explained: &[Explained], task: usize) -> Vec<usize> {
    let mut chain = vec![task];
    let mut at = task;
    while let Reason::Predecessor { task } = explained[at].reason {
        // Predecessors with no duration may not go round: a project has no cycles.
        chain.push(task);
        at = task;
    }
    chain.reverse();
    chain
}

fn usage(project: &Project, schedule: &Schedule) -> Vec<Vec<u64>> {
    let mut used = vec![vec![0; project.periods]; project.capacity.len()];
    for (index, task) in project.tasks.iter().enumerate() {
        let start = schedule.start[index] as usize;
        for held in &task.demand {
            let row = &mut used[held.resource as usize][start..start + task.duration as usize];
            row.iter_mut().for_each(|units| *units += u64::from(held.amount));
        }
    }
    used
}

fn resource_reason(
    project: &Project,
    schedule: &Schedule,
    used: &[Vec<u64>],
    index: usize,
) -> Reason {
    let (task, start) = (&project.tasks[index], schedule.start[index]);
    match start.checked_sub(1) {
        None => Reason::Beginning,
        Some(_) if start == task.release => Reason::Release,
        Some(_) if task.duration == 0 => Reason::Choice,
        Some(earlier) => {
            let period = earlier as usize;
            let short = short(project, used, index, period);
            short.map_or(Reason::Choice, |(resource, alone)| Reason::Capacity {
                resource,
                period,
                alone,
            })
        }
    }
}

/// The resource that lacks units for the task `index`, which does not run in `period`.
fn short(
    project: &Project,
    used: &[Vec<u64>],
    index: usize,
    period: usize,
) -> Option<(usize, Alone)> {
    project.tasks[index].demand.iter().find_map(|held| {
        let resource = held.resource as usize;
        let capacity = u64::from(project.capacity_in(resource, period));
        let needed = u64::from(held.amount);
        if needed > capacity {
            return Some((resource, Alone::TooSmall));
        }
        (used[resource][period] + needed > capacity).then_some((resource, Alone::Others))
    })
}

/// Periods by which the task can start later, followers left aside.
fn room(project: &Project, schedule: &Schedule, used: &[Vec<u64>], index: usize) -> u32 {
    let finish = schedule.finish(project, index) as usize;
    let holds = project.tasks[index].duration > 0;
    let free = (finish..project.periods)
        .take_while(|&period| !holds || short(project, used, index, period).is_none());
    free.count() as u32
}
