//! A conflict without what plays no part in it: whatever can be left out while the rest is still proven impossible.
//!
//! A smallest set of constraints is not yet a smallest set of work: the day of a package that comes last may stand for
//! that of what it waits for, and what stands in the middle of a chain is in the set for both ends. So packages are left
//! out one by one, the least work first, by the same proof; what waited for one that is left out waits for what that
//! one waited for. What stays cannot spare any of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::pieces::Pieces;
use crate::plan::schedule::{After, Problem, Task, ranked};
use crate::schedule::conflict::excluded;

/// Proofs that are tried for one conflict.
const TRIED: usize = 300;

/// Some tasks of a problem, in the order of the problem, with the order that all others hand on between them.
pub(super) struct Part {
    pub(super) problem: Problem,
    /// The task of the whole problem, by task.
    pub(super) members: Vec<usize>,
}

impl Part {
    /// The `members` of `problem`; of one whose deadline is `alone` looked at no other one has any.
    pub(super) fn of(
        problem: &Problem,
        members: impl IntoIterator<Item = usize>,
        alone: Option<usize>,
    ) -> Self {
        let wanted: BTreeSet<usize> = members.into_iter().collect();
        let members: Vec<usize> = wanted.iter().copied().collect();
        let place: BTreeMap<usize, usize> =
            (0..).zip(&members).map(|(at, &task)| (task, at)).collect();
        let mut after = before(problem, &wanted);
        let tasks = members.iter().map(|&at| Task {
            after: after
                .remove(&at)
                .into_iter()
                .flatten()
                .filter_map(|(task, gap)| Some(After { task: *place.get(&task)?, gap }))
                .collect(),
            due: problem.tasks[at].due.filter(|_| alone.is_none_or(|alone| alone == at)),
            ..problem.tasks[at].clone()
        });
        let tasks = tasks.collect();
        let (capacity, budget) = (problem.capacity.clone(), problem.budget.clone());
        Self { problem: Problem { periods: problem.periods, tasks, capacity, budget }, members }
    }

    /// Without the tasks at these places.
    fn without(&self, places: &[usize]) -> Self {
        let kept = (0..self.members.len()).filter(|at| !places.contains(at));
        let part = Self::of(&self.problem, kept, None);
        let members = part.members.iter().map(|&at| self.members[at]).collect();
        Self { members, ..part }
    }

    /// All of it in pieces, with the tasks of the whole problem as their owners.
    pub(super) fn pieces(&self, fine: bool) -> Option<Pieces> {
        let mut pieces = Pieces::of(&self.problem, &vec![true; self.members.len()], fine)?;
        pieces.owner.iter_mut().for_each(|owner| *owner = self.members[*owner]);
        Some(pieces)
    }

    /// Whether the proof holds.
    fn is_excluded(&self, fine: bool) -> bool {
        self.pieces(fine).is_some_and(|pieces| excluded(&pieces.project) == Ok(true))
    }

    /// As few tasks as the proof needs; `None` where it does not hold for all of them.
    pub(super) fn shrunk(self, fine: bool) -> Option<Self> {
        if !self.is_excluded(fine) {
            return None;
        }
        let mut part = self;
        let mut tried = 0;
        let mut size = part.members.len().div_ceil(2);
        while tried < TRIED {
            let mut queue = part.by_work();
            while !queue.is_empty() && tried < TRIED {
                let taken: Vec<usize> = queue.drain(..size.min(queue.len())).collect();
                let places: Vec<usize> =
                    taken.iter().filter_map(|task| part.members.binary_search(task).ok()).collect();
                let fewer = part.without(&places);
                tried += 1;
                if !fewer.members.is_empty() && fewer.is_excluded(fine) {
                    part = fewer;
                }
            }
            if size <= 1 {
                break;
            }
            size = size.div_ceil(2);
        }
        Some(part)
    }

    /// The tasks of the whole problem, the least work first.
    fn by_work(&self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.members.len()).collect();
        places.sort_by_key(|&at| (self.problem.tasks[at].work, self.members[at]));
        places.into_iter().map(|at| self.members[at]).collect()
    }
}

/// What each of `wanted` waits for among `wanted`, be it by way of others, with the gaps on the way.
fn before(problem: &Problem, wanted: &BTreeSet<usize>) -> BTreeMap<usize, BTreeMap<usize, usize>> {
    let mut reached: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
    for at in ranked(problem, |task| task) {
        let mut mine: BTreeMap<usize, usize> = BTreeMap::new();
        let mut wait = |task: usize, gap: usize| {
            let known = mine.entry(task).or_default();
            *known = gap.max(*known);
        };
        for edge in &problem.tasks[at].after {
            if wanted.contains(&edge.task) {
                wait(edge.task, edge.gap);
                continue;
            }
            for (&task, gap) in reached.get(&edge.task).into_iter().flatten() {
                wait(task, gap.saturating_add(edge.gap));
            }
        }
        reached.insert(at, mine);
    }
    reached.retain(|at, _| wanted.contains(at));
    reached
}
