//! Cuts: tasks whose work together is more than a team can do by then are not all finished by then.
//!
//! Such a set is a cover (Balas, Mathematical Programming 8, 1975). What its tasks wait for is done by then too,
//! so its work counts as well. A set that begins late has only the capacity from there on. Tasks with as much
//! work as any of a cover can take the place of one, so they are counted with it.

use std::collections::BTreeSet;

use super::point::Point;
use super::rows::{Cut, Rows};
use super::windows::{Frame, Windows};
use crate::plan::schedule::Problem;
use crate::plan::set::{Set, each};

/// Most tasks of a team that are partly done by then.
const PARTLY: usize = 10;
/// Shares that are none, or all; and the least by which a cut is violated.
const NONE: f32 = 0.01;
const ALL: f32 = 0.99;
const VIOLATED: f32 = 0.02;

/// What covers are made of.
pub(super) struct Covers<'a> {
    problem: &'a Problem,
    rows: &'a Rows,
    windows: &'a Windows,
    point: &'a Point,
}

/// The tasks of a team, as far as they can be finished by some period.
struct Team<'a> {
    tasks: &'a [usize],
    /// Work, and what has to be done with it, by task.
    work: Vec<u64>,
    closure: Vec<Set>,
}

impl Team<'_> {
    fn work(&self, set: Set) -> u64 {
        each(set).map(|at| self.work[at]).fold(0, u64::saturating_add)
    }

    fn closed(&self, set: Set) -> u64 {
        self.work(each(set).map(|at| self.closure[at]).fold(0, |all, one| all | one))
    }
}

impl<'a> Covers<'a> {
    pub(super) const fn new(
        problem: &'a Problem,
        rows: &'a Rows,
        windows: &'a Windows,
        point: &'a Point,
    ) -> Self {
        Self { problem, rows, windows, point }
    }

    /// For every team and period the cut that is violated most.
    pub(super) fn violated(&self, frame: &Frame<'_>) -> BTreeSet<Cut> {
        let mut cuts = BTreeSet::new();
        for team in 0..self.rows.teams {
            let tasks: Vec<usize> = (0..self.problem.tasks.len())
                .filter(|&task| self.problem.tasks[task].team == team)
                .filter(|&task| self.rows.last[task].is_some() && self.problem.tasks[task].work > 0)
                .collect();
            if tasks.len() > Set::BITS as usize {
                continue;
            }
            let mut begins: Vec<usize> =
                tasks.iter().map(|&task| self.windows.start[task]).collect();
            begins.push(0);
            begins.sort_unstable();
            begins.dedup();
            for period in 0..self.rows.periods.saturating_sub(1) {
                let found = begins
                    .iter()
                    .filter(|&&begin| begin <= period)
                    .filter_map(|&begin| self.cover(frame, &tasks, (team, begin, period)));
                let best = found.min_by(|one, other| one.0.total_cmp(&other.0));
                cuts.extend(best.map(|(_, cut)| cut));
            }
        }
        cuts
    }

    fn share(&self, task: usize, period: usize) -> f32 {
        self.rows.last[task].map_or(0.0, |row| self.point.share[row * self.rows.periods + period])
    }

    /// Tasks that begin at `begin` at the earliest and are not all done by the end of `period`, and by how much they
    /// fall short of being done in the relaxation.
    fn cover(
        &self,
        frame: &Frame<'_>,
        tasks: &[usize],
        (team, begin, period): (usize, usize, usize),
    ) -> Option<(f32, Cut)> {
        let tasks: Vec<usize> = (tasks.iter().copied())
            .filter(|&task| self.windows.start[task] >= begin)
            .filter(|&task| self.windows.finish[task] <= period)
            .collect();
        let line = team * self.rows.periods;
        let room: i64 = self.rows.capacity[line + begin..=line + period].iter().sum();
        let room = room.max(0).unsigned_abs();
        let made = Team {
            work: tasks.iter().map(|&task| self.problem.tasks[task].work).collect(),
            closure: (0..tasks.len())
                .map(|at| {
                    let before = frame.before(tasks[at]).iter();
                    let places = before.filter_map(|task| tasks.binary_search(task).ok());
                    places.fold(1 << at, |set: Set, place| set | 1 << place)
                })
                .collect(),
            tasks: &tasks,
        };
        let shares: Vec<f32> = tasks.iter().map(|&task| self.share(task, period)).collect();
        let done = (0..tasks.len()).filter(|&at| shares[at] >= ALL);
        let done = done.fold(0, |set: Set, at| set | 1 << at);
        let mut partly: Vec<usize> =
            (0..tasks.len()).filter(|&at| shares[at] > NONE && shares[at] < ALL).collect();
        partly.sort_by(|&one, &other| shares[other].total_cmp(&shares[one]).then(one.cmp(&other)));
        partly.truncate(PARTLY);
        let mut best: Option<(f32, Set)> = None;
        for chosen in 0..1_usize << partly.len() {
            let taken = || (0..partly.len()).filter(|at| chosen >> at & 1 == 1);
            let short: f32 = taken().map(|at| 1.0 - shares[partly[at]]).sum();
            if short > 1.0 - VIOLATED || best.is_some_and(|best| best.0 <= short) {
                continue;
            }
            let set = taken().fold(done, |set, at| set | 1 << partly[at]);
            if made.closed(set) > room {
                best = Some((short, set));
            }
        }
        let (short, set) = best?;
        Some((short, self.cut(&made, set, room, period)))
    }

    /// The least of a cover, with what can take the place of one of it.
    fn cut(&self, team: &Team<'_>, mut set: Set, room: u64, period: usize) -> Cut {
        let mut by_work: Vec<usize> = each(set).collect();
        by_work.sort_by_key(|&at| (team.work[at], at));
        for at in by_work {
            let less = set & !(1 << at);
            if team.closed(less) > room {
                set = less;
            }
        }
        let most = each(set).count() - 1;
        if team.work(set) > room {
            let greatest = each(set).map(|at| team.work[at]).max().unwrap_or_default();
            for at in 0..team.tasks.len() {
                if team.work[at] >= greatest {
                    set |= 1 << at;
                }
            }
        }
        let rows = each(set).filter_map(|at| self.rows.last[team.tasks[at]]).collect();
        Cut { period, rows, most }
    }
}
