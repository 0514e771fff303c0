//! A part of a problem: some of its tasks, with the order that all others hand on between them.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::schedule::{After, Problem, Task, ranked};

/// Some tasks of a problem, in the order of the problem.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) problem: Problem,
    /// The task of the whole problem, by task.
    pub(super) members: Vec<usize>,
}

impl Part {
    /// All that leads to the deadlines `dues` of `problem`, of which no other counts.
    pub(super) fn leading_to(problem: &Problem, dues: &BTreeSet<usize>) -> Self {
        let mut members = BTreeSet::new();
        let mut open: Vec<usize> = dues.iter().copied().collect();
        while let Some(at) = open.pop() {
            if members.insert(at) {
                open.extend(problem.tasks[at].after.iter().map(|edge| edge.task));
            }
        }
        let after = |at: &usize| problem.tasks[*at].after.iter().map(|edge| (edge.task, edge.gap));
        let after = members.iter().map(|at| (*at, after(at).collect())).collect();
        let mut part = Self::of(problem, &members, after);
        for (task, at) in part.problem.tasks.iter_mut().zip(&part.members) {
            task.due = task.due.filter(|_| dues.contains(at));
        }
        part
    }

    /// Without these tasks of the whole problem, and without what then leads to no deadline.
    pub(super) fn without(&self, tasks: &[usize]) -> Self {
        let problem = &self.problem;
        let mut wanted: BTreeSet<usize> =
            (0..self.members.len()).filter(|at| !tasks.contains(&self.members[*at])).collect();
        let after = before(problem, &wanted);
        let mut leads: BTreeSet<usize> = BTreeSet::new();
        let mut open: Vec<usize> =
            wanted.iter().copied().filter(|&at| problem.tasks[at].due.is_some()).collect();
        while let Some(at) = open.pop() {
            if leads.insert(at) {
                open.extend(after.get(&at).into_iter().flatten().map(|(task, _)| *task));
            }
        }
        wanted.retain(|at| leads.contains(at));
        let part = Self::of(problem, &wanted, after);
        let members = part.members.iter().map(|&at| self.members[at]).collect();
        Self { members, ..part }
    }

    fn of(
        problem: &Problem,
        wanted: &BTreeSet<usize>,
        mut after: BTreeMap<usize, BTreeMap<usize, usize>>,
    ) -> Self {
        let members: Vec<usize> = wanted.iter().copied().collect();
        let place: BTreeMap<usize, usize> =
            (0..).zip(&members).map(|(at, &task)| (task, at)).collect();
        let tasks = members.iter().map(|&at| Task {
            after: after
                .remove(&at)
                .into_iter()
                .flatten()
                .filter_map(|(task, gap)| Some(After { task: *place.get(&task)?, gap }))
                .collect(),
            ..problem.tasks[at].clone()
        });
        let tasks = tasks.collect();
        let (capacity, budget) = (problem.capacity.clone(), problem.budget.clone());
        Self { problem: Problem { periods: problem.periods, tasks, capacity, budget }, members }
    }

    /// The tasks of the whole problem, the least work first.
    pub(super) fn by_work(&self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.members.len()).collect();
        places.sort_by_key(|&at| (self.problem.tasks[at].work, self.members[at]));
        places.into_iter().map(|at| self.members[at]).collect()
    }

    /// The tasks of the whole problem that have a deadline here.
    pub(super) fn dues(&self) -> impl Iterator<Item = usize> {
        let tasks = self.problem.tasks.iter().zip(&self.members);
        tasks.filter(|(task, _)| task.due.is_some()).map(|(_, at)| *at)
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
