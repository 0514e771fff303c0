//! A problem as a project of which every timetable is a fractional schedule, to prove deadlines impossible.
//!
//! Work is cut into pieces of one period. A package that keeps to `m` a period and has work for `n` times that
//! is a chain of `n` equal pieces: while `m` is done, no more than one piece is. What is left over, and what is
//! larger than a piece may be, are pieces beside the chain. A period with less capacity than the greatest
//! piece, but some, counts as if it had as much: fine pieces keep to what is left of the plan's first quarter. A successor that may start in the period in which its
//! predecessor ends waits for what that one waits for.

use std::collections::BTreeSet;

use super::schedule::{Problem, Task, ranked};
use crate::schedule::{self, Demand, Edge, Project};

/// Units of capacity; finer ones add nothing.
const UNITS: u64 = 100_000;
/// Parts of a usual period that fine pieces are not smaller than.
const FINEST: u64 = 8;
/// Most pieces of a package in its chain, and beside it.
const PIECES: u64 = 64;

/// A problem cut into pieces.
pub(super) struct Pieces {
    pub(super) project: Project,
    /// The task of the problem, by piece.
    pub(super) owner: Vec<usize>,
}

impl Pieces {
    /// The tasks of `problem` that are `placed`, in fine pieces or larger ones; `None` where numbers are out of bounds.
    pub(super) fn of(problem: &Problem, placed: &[bool], fine: bool) -> Option<Self> {
        let order = ranked(problem, |task| task);
        let teams = Teams::of(problem, fine);
        let mut project = Project {
            periods: problem.periods,
            capacity: teams.capacity.clone(),
            ..Project::default()
        };
        let (mut last, mut owner) = (vec![None; problem.tasks.len()], Vec::new());
        let mut waits: Vec<BTreeSet<(usize, usize)>> = vec![BTreeSet::new(); problem.tasks.len()];
        for &at in order.iter().filter(|&&at| placed[at]) {
            let task = &problem.tasks[at];
            let mut before = BTreeSet::new();
            for edge in &task.after {
                match edge.gap.checked_sub(1) {
                    Some(lag) => {
                        before.insert((edge.task, lag));
                    }
                    None => before.extend(waits[edge.task].iter().copied()),
                }
            }
            let head = u32::try_from(task.release).ok()?;
            let (firsts, end) = cut(task, head, &teams, &mut project)?;
            owner.resize(project.tasks.len(), at);
            for &after in &firsts {
                for &(task, lag) in &before {
                    let (before, lag) = (last[task]?, u32::try_from(lag).ok()?);
                    project.edges.push(Edge { before, after, lag });
                }
            }
            last[at] = Some(end);
            waits[at] = before;
        }
        Some(Self { project, owner })
    }
}

/// Appends the pieces of `task` to `project`; those that it may begin with, and the one that ends with it.
fn cut(task: &Task, head: u32, teams: &Teams, project: &mut Project) -> Option<(Vec<u32>, u32)> {
    let (team, piece) = (u32::try_from(task.team).ok()?, *teams.piece.get(task.team)?);
    let unit = teams.unit[task.team];
    // Capacity stands for itself: it sets no pace.
    let pace = task.max_per_period.max(1);
    let links = (task.work / pace).clamp(1, PIECES);
    let link = (task.work / links / unit).min(u64::from(piece));
    let beside = (task.work / unit).saturating_sub(links * link);
    let mut add = |piece: schedule::Task| {
        project.tasks.push(piece);
        u32::try_from(project.tasks.len() - 1).ok()
    };
    let work = |amount: u64, release: u32| schedule::Task {
        duration: 1,
        demand: vec![Demand { resource: team, amount: amount as u32 }],
        release,
        ..schedule::Task::default()
    };
    let mut chain: Vec<u32> = Vec::new();
    for at in 0..links {
        chain.push(add(work(link, head + at as u32))?);
    }
    let mut others = Vec::new();
    if beside > 0 && piece > 0 {
        let count = beside.div_ceil(u64::from(piece)).min(PIECES);
        for _ in 0..count {
            others.push(add(work((beside / count).min(u64::from(piece)), head))?);
        }
    }
    let tail = *chain.last()?;
    let end = if others.is_empty() {
        tail
    } else {
        let least = task.work.div_ceil(pace).max(1);
        let release = head.saturating_add(u32::try_from(least).ok()?);
        add(schedule::Task { release, ..schedule::Task::default() })?
    };
    let ties = chain.windows(2).map(|pair| (pair[0], pair[1]));
    let ends = others.iter().chain([&tail]).filter(|&&before| before != end);
    let ties: Vec<(u32, u32)> = ties.chain(ends.map(|&before| (before, end))).collect();
    project.edges.extend(ties.into_iter().map(|(before, after)| Edge { before, after, lag: 0 }));
    let end_task = project.tasks.get_mut(end as usize)?;
    end_task.due = task.due;
    others.push(*chain.first()?);
    Some((others, end))
}

/// Capacity in units, and the greatest piece, by team.
struct Teams {
    capacity: Vec<Vec<u32>>,
    /// Hundredths of a person-day in a unit.
    unit: Vec<u64>,
    /// Units of the greatest piece.
    piece: Vec<u32>,
}

impl Teams {
    fn of(problem: &Problem, fine: bool) -> Self {
        let mut teams = Self { capacity: Vec::new(), unit: Vec::new(), piece: Vec::new() };
        for (team, row) in problem.capacity.iter().enumerate() {
            // More than all of the team's work is as good as that.
            let work = problem.tasks.iter().filter(|task| task.team == team).map(|task| task.work);
            let all = work.fold(1_u64, u64::saturating_add);
            let row: Vec<u64> = row.iter().map(|&room| room.min(all)).collect();
            let greatest = row.iter().copied().max().unwrap_or_default();
            let unit = greatest.div_ceil(UNITS).max(1);
            let mut some: Vec<u64> = row.iter().copied().filter(|&room| room > 0).collect();
            some.sort_unstable();
            let usual = some.get(some.len() / 2).copied().unwrap_or_default();
            let least = some.first().copied().unwrap_or_default();
            let room = if fine { usual.min(least.max(usual / FINEST)) } else { usual };
            // Of less than a unit there is no piece.
            let piece = if fine { (room / unit).max(1) } else { room.div_ceil(unit) };
            let piece = if some.is_empty() { 0 } else { piece };
            let units = |&room: &u64| match room.div_ceil(unit) {
                0 => 0,
                units => units.max(piece) as u32,
            };
            teams.capacity.push(row.iter().map(units).collect());
            teams.unit.push(unit);
            teams.piece.push(piece as u32);
        }
        teams
    }
}
