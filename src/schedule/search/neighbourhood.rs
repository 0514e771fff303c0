//! Large neighbourhoods (Shaw, CP 1998): tasks that compete or wait for each other are taken out,
//! their order is improved, and the rest of the schedule stays.

use super::board::{Board, Placed};
use super::polish::Polish;
use crate::schedule::random::Random;

/// How much is spent, and how boldly.
#[derive(Clone, Copy, Debug)]
pub(in crate::schedule) struct Effort {
    /// Orders tried.
    pub(in crate::schedule) evaluations: u64,
    /// Orders tried for a task in a neighbourhood.
    pub(in crate::schedule) depth: u64,
    /// Most tasks of a neighbourhood.
    pub(in crate::schedule) size: usize,
    /// Initial temperature inside a neighbourhood.
    pub(in crate::schedule) heat: f64,
}

/// A schedule under improvement.
#[derive(Debug)]
pub(in crate::schedule) struct Neighbourhoods<'a> {
    board: &'a Board,
    polish: Polish<'a>,
    random: Random,
    /// Tasks by resource and start, as they were some neighbourhoods ago.
    near: Vec<Vec<u32>>,
    subset: Vec<u32>,
}

impl<'a> Neighbourhoods<'a> {
    pub(in crate::schedule) fn new(board: &'a Board, placed: &Placed, seed: u64) -> Self {
        let polish = Polish::new(board, placed);
        Self { board, polish, random: Random::new(seed), near: Vec::new(), subset: Vec::new() }
    }

    /// Orders tried so far.
    pub(in crate::schedule) const fn evaluations(&self) -> u64 {
        self.polish.evaluations
    }

    pub(in crate::schedule) fn placed(&self) -> &Placed {
        &self.polish.placed
    }

    /// Improves until the evaluations are spent, or `target` is reached.
    pub(in crate::schedule) fn run(&mut self, effort: Effort, target: i64) {
        if self.board.tasks() < 2 {
            return;
        }
        let end = self.evaluations() + effort.evaluations;
        let every = (self.board.tasks() / 10).max(20);
        let (mut round, mut idle) = (0, 0);
        while self.evaluations() < end && self.polish.placed.cost > target && idle < 10_000 {
            if round % every == 0 {
                self.sort();
            }
            round += 1;
            self.choose(effort.size.max(4));
            let before = self.evaluations();
            if self.subset.len() > 1 {
                let orders = effort.depth * self.subset.len() as u64;
                self.polish.run(&self.subset, orders, effort.heat, &mut self.random);
            }
            idle = if self.evaluations() == before { idle + 1 } else { 0 };
        }
    }

    /// Anneals the order of all tasks.
    pub(in crate::schedule) fn whole(&mut self, evaluations: u64, heat: f64) {
        if self.board.tasks() > 1 {
            self.subset.clear();
            self.subset.extend(0..self.board.tasks() as u32);
            self.polish.run(&self.subset, evaluations, heat, &mut self.random);
        }
    }

    fn sort(&mut self) {
        let board = self.board;
        self.near.resize(board.capacity.len(), Vec::new());
        self.near.iter_mut().for_each(Vec::clear);
        for (task, &start) in self.polish.placed.start.iter().enumerate() {
            for &(resource, _) in board.demand.of(task) {
                self.near[resource as usize * board.length + start as usize].push(task as u32);
            }
        }
    }

    /// A task, and tasks near it; or a chain of tasks each of which is near one before.
    fn choose(&mut self, size: usize) {
        self.subset.clear();
        let seed = self.random.below(self.board.tasks()) as u32;
        self.subset.push(seed);
        let size = (4 + self.random.below(size - 3)).min(self.board.tasks());
        let reach = 1 + self.random.below(8);
        let chain = self.random.below(2) == 0;
        for _ in 0..6 * size {
            let center =
                if chain { self.subset[self.random.below(self.subset.len())] } else { seed };
            let joined = chain && self.random.below(3) == 0;
            let found = if joined { self.tied(center) } else { self.rival(center, reach) };
            if let Some(task) = found.filter(|task| !self.subset.contains(task)) {
                self.subset.push(task);
                if self.subset.len() == size {
                    return;
                }
            }
        }
    }

    /// A task that waits for `center`, or is waited for.
    fn tied(&mut self, center: u32) -> Option<u32> {
        let board = self.board;
        let (before, after) = (board.before.of(center as usize), board.after.of(center as usize));
        let pick = self.random.below(before.len() + after.len());
        before.iter().chain(after).nth(pick).map(|&(task, _)| task)
    }

    /// A task that starts about when `center` does and needs a resource that it needs.
    fn rival(&mut self, center: u32, reach: usize) -> Option<u32> {
        let demand = self.board.demand.of(center as usize);
        let &(resource, _) = demand.get(self.random.below(demand.len()))?;
        let start = self.polish.placed.start[center as usize] as usize;
        let period = (start + self.random.below(2 * reach + 1)).checked_sub(reach)?;
        if period >= self.board.length {
            return None;
        }
        let list = &self.near[resource as usize * self.board.length + period];
        list.get(self.random.below(list.len())).copied()
    }
}
