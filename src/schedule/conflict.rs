//! Which due dates cannot be kept, with a proof, and a smallest set of constraints that exclude it.
//!
//! The refutation is quick and one-sided: windows by release, precedence and capacity, and the energy
//! of the tasks that must run between two periods. What it refutes is impossible; what it does not
//! refute is not proven possible.

use super::fault::Fault;
use super::model::Model;
use super::project::{Edge, Project};

/// A constraint of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Constraint {
    /// The task must be finished by its due date.
    Due {
        /// Index of the task.
        task: usize,
    },
    /// The task may not start before its release.
    Release {
        /// Index of the task.
        task: usize,
    },
    /// One task waits for another.
    Precedence {
        /// The edge.
        edge: Edge,
    },
    /// The resource has no more than its capacity.
    Capacity {
        /// Index of the resource.
        resource: usize,
    },
}

/// A due date and what makes it impossible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Index of the task that cannot be on time.
    pub task: usize,
    /// Constraints that exclude it; without any one of them it is no longer refuted. Durations,
    /// demands and the horizon hold all the time.
    pub constraints: Vec<Constraint>,
}

/// What is known of keeping all due dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deadlines {
    /// Not refuted, not proven possible either.
    Open,
    /// These due dates cannot be kept each by itself, however the others go.
    Impossible(Vec<Conflict>),
    /// Each by itself may be possible; these constraints together are not.
    Together(Vec<Constraint>),
}

impl Deadlines {
    /// The constraints of the first conflict, where there is any.
    #[must_use]
    pub fn first(&self) -> Option<&[Constraint]> {
        match self {
            Self::Open => None,
            Self::Impossible(conflicts) => conflicts.first().map(|one| &*one.constraints),
            Self::Together(constraints) => Some(constraints),
        }
    }
}

/// Asks whether the due dates of `project` can be kept.
///
/// # Errors
/// The first [`Fault`] of the project.
pub fn deadlines(project: &Project) -> Result<Deadlines, Fault> {
    let model = Model::new(project)?;
    let all = constraints(project);
    let tasks = late(project, &model);
    if !tasks.is_empty() {
        let of = |&task: &usize| {
            let alone = |constraint: &&Constraint| match constraint {
                Constraint::Due { task: other } => *other == task,
                _ => true,
            };
            let candidates = all.iter().filter(alone).copied().collect();
            Conflict { task, constraints: smallest(project, &model, candidates) }
        };
        return Ok(Deadlines::Impossible(tasks.iter().take(REPORTED).map(of).collect()));
    }
    if refuted(project, &model, &all) {
        return Ok(Deadlines::Together(smallest(project, &model, all)));
    }
    Ok(Deadlines::Open)
}

/// Whether it is proven that not all due dates of `project` can be kept: what [`deadlines`] does not call open.
///
/// # Errors
/// The first [`Fault`] of the project.
pub fn excluded(project: &Project) -> Result<bool, Fault> {
    let model = Model::new(project)?;
    Ok(!late(project, &model).is_empty() || refuted(project, &model, &constraints(project)))
}

/// Tasks that end after their due date even if nothing else ran.
fn late(project: &Project, model: &Model<'_>) -> Vec<usize> {
    let late = |task: &usize| {
        let earliest = u64::from(model.head[model.numbers[*task] as usize]);
        let finish = earliest + u64::from(project.tasks[*task].duration);
        project.tasks[*task].due.is_some_and(|due| i128::from(finish) - 1 > i128::from(due))
    };
    (0..project.tasks.len()).filter(late).collect()
}

/// Due dates for which a smallest conflict is computed.
const REPORTED: usize = 100;

fn constraints(project: &Project) -> Vec<Constraint> {
    let tasks = || project.tasks.iter().enumerate();
    let due = tasks().filter(|(_, task)| task.due.is_some());
    let released = tasks().filter(|(_, task)| task.release > 0);
    due.map(|(task, _)| Constraint::Due { task })
        .chain(released.map(|(task, _)| Constraint::Release { task }))
        .chain(project.edges.iter().map(|&edge| Constraint::Precedence { edge }))
        .chain((0..project.capacity.len()).map(|resource| Constraint::Capacity { resource }))
        .collect()
}

/// A deletion filter (Chinneck and Dravnieks, ORSA Journal on Computing 3, 1991), which leaves out
/// halves before single constraints.
fn smallest(project: &Project, model: &Model<'_>, mut kept: Vec<Constraint>) -> Vec<Constraint> {
    let mut size = kept.len().div_ceil(2);
    loop {
        let mut at = 0;
        while at < kept.len() {
            let end = (at + size).min(kept.len());
            let fewer: Vec<Constraint> = kept[..at].iter().chain(&kept[end..]).copied().collect();
            if refuted(project, model, &fewer) {
                kept = fewer;
            } else {
                at = end;
            }
        }
        if size <= 1 {
            return kept;
        }
        size = size.div_ceil(2);
    }
}

/// Whether `constraints` are proven impossible together.
fn refuted(project: &Project, model: &Model<'_>, constraints: &[Constraint]) -> bool {
    let mut relaxed = Relaxed::new(project, constraints);
    relaxed.propagate(model);
    let windows = relaxed.first.iter().zip(&relaxed.last).zip(&project.tasks);
    let mut windows = windows.map(|((first, last), task)| first + i64::from(task.duration) > *last);
    windows.any(|closed| closed) || relaxed.overloaded(project)
}

/// A project with some of its constraints.
struct Relaxed {
    first: Vec<i64>,
    /// Latest finish.
    last: Vec<i64>,
    edges: Vec<Vec<(usize, i64)>>,
    limited: Vec<bool>,
}

impl Relaxed {
    fn new(project: &Project, constraints: &[Constraint]) -> Self {
        let count = project.tasks.len();
        let mut relaxed = Self {
            first: vec![0; count],
            last: vec![project.periods as i64; count],
            edges: vec![Vec::new(); count],
            limited: vec![false; project.capacity.len()],
        };
        for constraint in constraints {
            match *constraint {
                Constraint::Due { task } => {
                    let due = project.tasks[task].due.unwrap_or(i64::MAX - 1);
                    relaxed.last[task] = relaxed.last[task].min(due.saturating_add(1));
                }
                Constraint::Release { task } => {
                    relaxed.first[task] = i64::from(project.tasks[task].release);
                }
                Constraint::Precedence { edge } => {
                    let tie = (edge.after as usize, i64::from(edge.lag));
                    relaxed.edges[edge.before as usize].push(tie);
                }
                Constraint::Capacity { resource } => relaxed.limited[resource] = true,
            }
        }
        relaxed
    }

    /// Windows by precedence, and by periods in which a resource is too small for a task.
    fn propagate(&mut self, model: &Model<'_>) {
        let project = model.project();
        for &task in &model.ids {
            let task = task as usize;
            let duration = i64::from(project.tasks[task].duration);
            while self.first[task] + duration <= self.last[task]
                && let Some(period) = self.blocked(project, task, self.first[task])
            {
                self.first[task] = period + 1;
            }
            let finish = self.first[task] + duration;
            for &(after, lag) in &self.edges[task] {
                self.first[after] = self.first[after].max(finish + lag);
            }
        }
        for &task in model.ids.iter().rev() {
            let task = task as usize;
            for &(after, lag) in &self.edges[task] {
                let start = self.last[after] - i64::from(project.tasks[after].duration);
                self.last[task] = self.last[task].min(start - lag);
            }
        }
    }

    /// The last period in which `task` cannot run when it starts in `start`.
    fn blocked(&self, project: &Project, task: usize, start: i64) -> Option<i64> {
        let task = &project.tasks[task];
        (start..start + i64::from(task.duration)).rev().find(|&period| {
            task.demand.iter().any(|held| {
                let same = task.demand.iter().filter(|other| other.resource == held.resource);
                let amount: u64 = same.map(|other| u64::from(other.amount)).sum();
                let resource = held.resource as usize;
                let capacity = u64::from(project.capacity_in(resource, period as usize));
                self.limited[resource] && capacity < amount
            })
        })
    }

    /// Is there a resource and two periods between which more work must be done than can be?
    fn overloaded(&self, project: &Project) -> bool {
        (0..self.limited.len())
            .any(|resource| self.limited[resource] && self.overloads(project, resource))
    }

    fn overloads(&self, project: &Project, resource: usize) -> bool {
        let mut work: Vec<(i64, i64, u128)> = Vec::new();
        for (index, task) in project.tasks.iter().enumerate() {
            let held = task.demand.iter().filter(|held| held.resource as usize == resource);
            let amount: u128 = held.map(|held| u128::from(held.amount)).sum();
            let work_of = amount * u128::from(task.duration);
            if work_of > 0 {
                work.push((self.first[index], self.last[index], work_of));
            }
        }
        let mut sums = vec![0_u128];
        for period in 0..project.periods {
            sums.push(sums[period] + u128::from(project.capacity_in(resource, period)));
        }
        work.sort_unstable_by_key(|&(_, last, _)| last);
        let mut begins: Vec<i64> = work.iter().map(|&(first, ..)| first).collect();
        begins.sort_unstable();
        begins.dedup();
        begins.into_iter().filter(|&begin| begin >= 0).any(|begin| {
            let mut energy = 0;
            work.iter().filter(|&&(first, ..)| first >= begin).any(|&(_, last, amount)| {
                energy += amount;
                let last = (last.max(begin) as usize).min(project.periods);
                energy > sums[last] - sums[(begin as usize).min(last)]
            })
        })
    }
}
