//! Which deadlines of a problem cannot be kept, and by which of its constraints.
//!
//! First every deadline by itself, with nothing but the work that leads to it; then those that are left, together. Of
//! what excludes them everything goes that the proof can do without: a budget and teams first, then packages, the least
//! work first, then single constraints (a deletion filter: Chinneck and Dravnieks, ORSA Journal on Computing 3, 1991).

use std::collections::BTreeSet;

use super::fits::fits;
use super::part::Part;
use crate::plan::schedule::Problem;

/// Deadlines told, and sets of such that are excluded together.
const ALONE: usize = 1_000;
const SETS: usize = 10;
/// Packages among which a set is looked for, and proofs tried for one conflict.
const SEARCHED: usize = 2_000;
const TRIED: usize = 2_000;
/// Room without end.
const ENDLESS: u64 = u64::MAX / 4;

/// A constraint. Work, and the periods of a plan, hold all the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Constraint {
    /// The task must be finished by its due period.
    Due {
        /// Index of the task.
        task: usize,
    },
    /// The task may not start before its release.
    Release {
        /// Index of the task.
        task: usize,
    },
    /// No more of the task can be done in a period than [`crate::plan::schedule::Task::max_per_period`].
    Pace {
        /// Index of the task.
        task: usize,
    },
    /// One task begins so many periods after the last of another, which it waits for directly or by way of others.
    Precedence {
        /// Index of the task that comes first.
        before: usize,
        /// Index of the task that waits.
        after: usize,
        /// Periods from the last of one to the first of the other.
        gap: usize,
    },
    /// The team has no more than its capacity.
    Capacity {
        /// Index of the team.
        team: usize,
    },
    /// No more may be spent than the budget.
    Budget,
}

/// Deadlines that cannot be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflicts {
    /// Those that cannot be kept each by itself, and what excludes it.
    pub alone: Vec<(usize, Vec<Constraint>)>,
    /// Of the others, sets that cannot be kept together, none of which shares a deadline with another.
    pub together: Vec<Vec<Constraint>>,
}

/// What keeps the deadlines of `problem` from being kept. Without any one of its constraints nothing is proven of what
/// remains of a conflict.
#[must_use]
pub fn conflicts(problem: &Problem) -> Conflicts {
    let all = 0..problem.tasks.len();
    let (alone, together) = parts(problem, &all.collect::<Vec<_>>());
    Conflicts {
        alone: alone.iter().map(|(at, part)| (*at, constraints(part))).collect(),
        together: together.iter().map(constraints).collect(),
    }
}

/// The smallest parts of `problem` that exclude a deadline by itself, of those of `late` tasks, and several together.
pub(super) fn parts(problem: &Problem, late: &[usize]) -> (Vec<(usize, Part)>, Vec<Part>) {
    let mut alone = Vec::new();
    for &at in late {
        let part = Part::leading_to(problem, &BTreeSet::from([at]));
        if alone.len() < ALONE
            && let Some(part) = smallest(part)
        {
            alone.push((at, part));
        }
    }
    let mut dues: BTreeSet<usize> =
        (0..problem.tasks.len()).filter(|&at| problem.tasks[at].due.is_some()).collect();
    alone.iter().for_each(|(at, _)| {
        dues.remove(at);
    });
    let mut together = Vec::new();
    while together.len() < SETS && late.iter().any(|at| dues.contains(at)) {
        let part = Part::leading_to(problem, &earliest(problem, &dues));
        if part.members.len() > SEARCHED {
            break;
        }
        let Some(part) = smallest(part) else { break };
        part.dues().for_each(|at| {
            dues.remove(&at);
        });
        together.push(part);
    }
    (alone, together)
}

/// Of `dues` the first ones that cannot be kept together; all of them where nothing is proven of any.
fn earliest(problem: &Problem, dues: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut days: Vec<i64> = dues.iter().filter_map(|&at| problem.tasks[at].due).collect();
    days.sort_unstable();
    days.dedup();
    let until = |day: i64| -> BTreeSet<usize> {
        let is_due = |at: &usize| problem.tasks[*at].due.is_some_and(|due| due <= day);
        dues.iter().copied().filter(is_due).collect()
    };
    let excluded = |day: i64| {
        let part = Part::leading_to(problem, &until(day));
        part.members.len() <= SEARCHED && fits(&part.problem) == Some(false)
    };
    let first = days.partition_point(|&day| !excluded(day));
    days.get(first).map_or_else(|| dues.clone(), |&day| until(day))
}

/// As little of `part` as is still excluded; `None` where it is not.
fn smallest(mut part: Part) -> Option<Part> {
    let mut tried = 0;
    let mut is_excluded = |part: &Part| {
        tried += 1;
        tried <= TRIED && fits(&part.problem) == Some(false)
    };
    if !is_excluded(&part) {
        return None;
    }
    lift(&mut part, &mut is_excluded, &|problem| problem.budget = None);
    lift(&mut part, &mut is_excluded, &|problem| {
        problem.capacity.iter_mut().for_each(|row| row.fill(ENDLESS))
    });
    for team in 0..part.problem.capacity.len() {
        lift(&mut part, &mut is_excluded, &|problem| problem.capacity[team].fill(ENDLESS));
    }
    // Packages by ever smaller lots.
    let mut size = part.members.len().div_ceil(2);
    loop {
        let mut queue = part.by_work();
        while !queue.is_empty() {
            let lot: Vec<usize> = queue.drain(..size.min(queue.len())).collect();
            let fewer = part.without(&lot);
            if fewer.members.len() < part.members.len() && is_excluded(&fewer) {
                part = fewer;
            }
        }
        if size <= 1 {
            break;
        }
        size = size.div_ceil(2);
    }
    for at in 0..part.members.len() {
        lift(&mut part, &mut is_excluded, &|problem| problem.tasks[at].due = None);
        lift(&mut part, &mut is_excluded, &|problem| problem.tasks[at].release = 0);
        lift(&mut part, &mut is_excluded, &|problem| {
            let task = &mut problem.tasks[at];
            task.max_per_period = task.max_per_period.max(task.work);
        });
        for edge in part.problem.tasks[at].after.clone() {
            lift(&mut part, &mut is_excluded, &|problem| {
                problem.tasks[at].after.retain(|one| *one != edge)
            });
        }
    }
    // What leads to no deadline any more goes too.
    Some(part.without(&[]))
}

/// Changes `part` where it is still excluded afterwards.
fn lift(
    part: &mut Part,
    is_excluded: &mut impl FnMut(&Part) -> bool,
    change: &dyn Fn(&mut Problem),
) {
    let mut fewer = part.clone();
    change(&mut fewer.problem);
    if fewer.problem != part.problem && is_excluded(&fewer) {
        *part = fewer;
    }
}

/// What the proof of a part rests on, with the tasks of the whole problem.
pub(super) fn constraints(part: &Part) -> Vec<Constraint> {
    let mut all = Vec::new();
    for (task, &at) in part.problem.tasks.iter().zip(&part.members) {
        if task.due.is_some() {
            all.push(Constraint::Due { task: at });
        }
        if task.release > 0 {
            all.push(Constraint::Release { task: at });
        }
        if task.work > task.max_per_period {
            all.push(Constraint::Pace { task: at });
        }
        all.extend(task.after.iter().map(|edge| Constraint::Precedence {
            before: part.members[edge.task],
            after: at,
            gap: edge.gap,
        }));
    }
    let limited = |team: &usize| {
        let row = &part.problem.capacity[*team];
        let mut works = part.problem.tasks.iter().filter(|task| task.work > 0);
        row.iter().any(|room| *room != ENDLESS) && works.any(|task| task.team == *team)
    };
    let teams = (0..part.problem.capacity.len()).filter(limited);
    all.extend(teams.map(|team| Constraint::Capacity { team }));
    all.extend(part.problem.budget.as_ref().map(|_| Constraint::Budget));
    all.sort_unstable();
    all
}
