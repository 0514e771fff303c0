//! Which tasks are taken out together: those that compete for a team at about the same time, or wait for each
//! other.

use super::{NEVER, PART, Polish};

impl Polish<'_> {
    pub(super) fn sort(&mut self) {
        let periods = self.problem.periods;
        self.near.resize(self.room.team.len(), Vec::new());
        self.near.iter_mut().for_each(Vec::clear);
        for &task in &self.placed {
            let cell = self.problem.tasks[task].team * periods + self.spans[task].finish;
            if let Some(near) = self.near.get_mut(cell) {
                near.push(task);
            }
        }
    }

    /// A task, and tasks near it; or a chain of tasks each of which is near one before.
    pub(super) fn choose(&mut self) {
        let Self { random, part, placed, .. } = self;
        part.order.clear();
        let seed = placed[random.below(placed.len())];
        part.order.push(seed);
        part.inside[seed] = true;
        let size = (4 + self.random.below(PART - 3)).min(self.placed.len());
        let reach = 1 + self.random.below(8);
        let chain = self.random.below(2) == 0;
        for _ in 0..6 * size {
            let center = if chain {
                self.part.order[self.random.below(self.part.order.len())]
            } else {
                seed
            };
            let joined = chain && self.random.below(3) == 0;
            let found = if joined { self.tied(center) } else { self.rival(center, reach) };
            let new = |task: &usize| !self.part.inside[*task] && self.spans[*task].finish != NEVER;
            if let Some(task) = found.filter(new) {
                self.part.inside[task] = true;
                self.part.order.push(task);
                if self.part.order.len() == size {
                    return;
                }
            }
        }
    }

    /// A task that waits for `center`, or is waited for.
    pub(super) fn tied(&mut self, center: usize) -> Option<usize> {
        let (before, after) = (&self.problem.tasks[center].after, &self.followers[center]);
        let pick = self.random.below(before.len() + after.len());
        match before.get(pick) {
            Some(edge) => Some(edge.task),
            None => after.get(pick - before.len()).map(|&(task, _)| task),
        }
    }

    /// A task of the same team that ends about when `center` does.
    pub(super) fn rival(&mut self, center: usize, reach: usize) -> Option<usize> {
        let finish = self.spans[center].finish;
        let period = (finish + self.random.below(2 * reach + 1)).checked_sub(reach)?;
        if period >= self.problem.periods {
            return None;
        }
        let team = self.problem.tasks[center].team;
        let list = self.near.get(team * self.problem.periods + period)?;
        list.get(self.random.below(list.len())).copied()
    }
}
