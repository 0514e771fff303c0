//! Making room for a task: chains of links, each of which moves work of another task.

use num_traits::PrimInt;

use super::sets::{between, each, last_of};
use super::ways::DEAR;
use super::{Chains, PERIODS};

/// Every chain but the first two has to leave this part of the work less, or the rest nearly never finds room.
const GETS_ON: u64 = 8;

impl<S: PrimInt> Chains<'_, S> {
    /// Lets `index` end by `last`, and what it waits for early enough, as long as all costs `limit` at most.
    pub(super) fn advance(&mut self, index: usize, last: usize, limit: i64, depth: usize) -> bool {
        let problem = self.problem;
        let task = &problem.tasks[index];
        if self.part.is_some_and(|part| !part.mine[task.team]) {
            return false;
        }
        let least = usize::try_from(task.least_periods()).unwrap_or(PERIODS);
        let Some(start) = (last + 1).checked_sub(least).filter(|&start| start >= task.release)
        else {
            return false;
        };
        if self.lines[index].from() > start {
            let end = self.lines[index].end();
            let limit = limit + self.cost_of(index, end) - self.cost_of(index, last.min(end));
            for edge in &task.after {
                let Some(until) = start.checked_sub(edge.gap) else { return false };
                if self.lines[edge.task].end() > until
                    && (depth == 0
                        || problem.tasks[edge.task].work == 0
                        || !self.advance(edge.task, until, limit, depth - 1))
                {
                    return false;
                }
            }
        }
        let line = self.lines[index];
        let late = line.busy & !between::<S>(0, last);
        if late.is_zero() {
            return true;
        }
        let rest = line.busy ^ late;
        let then = if rest.is_zero() { last } else { last_of(rest) };
        let gain = self.cost_of(index, line.end()) - self.cost_of(index, then);
        let window = (line.from(), last);
        self.in_hand(index, |chains| chains.make_room(index, window, limit, (gain, late)))
    }

    /// Lets `index` begin at `first` or later, and what waits for it late enough, as long as all costs `limit` at
    /// most.
    pub(super) fn postpone(
        &mut self,
        index: usize,
        first: usize,
        limit: i64,
        depth: usize,
    ) -> bool {
        let task = &self.problem.tasks[index];
        if task.work == 0 || self.part.is_some_and(|part| !part.mine[task.team]) {
            return false;
        }
        let least = usize::try_from(task.least_periods()).unwrap_or(PERIODS);
        let last = (first + least).saturating_sub(1);
        if last > self.lines[index].until() {
            for at in 0..self.followers[index].len() {
                let (after, gap) = self.followers[index][at];
                if self.lines[after].begin() < last + gap
                    && (depth == 0 || !self.postpone(after, last + gap, limit, depth - 1))
                {
                    return false;
                }
            }
        }
        let line = self.lines[index];
        if line.until() < last {
            return false;
        }
        let early = line.busy & between::<S>(0, first.saturating_sub(1));
        if early.is_zero() {
            return true;
        }
        let last = last.max(line.end().min(line.until()));
        self.in_hand(index, |chains| chains.make_room(index, (first, last), limit, (0, early)))
    }

    /// What `moves` says of the task that is moved: it does not make room for itself.
    fn in_hand(&mut self, index: usize, moves: impl FnOnce(&mut Self) -> bool) -> bool {
        let line = self.lines[index];
        self.hand = index;
        self.ways.close(index, (line.team as usize, line.busy));
        let done = moves(self);
        self.hand = usize::MAX;
        self.mark(index);
        done
    }

    /// Moves the work of `index` in the periods `out` to a window.
    fn make_room(
        &mut self,
        index: usize,
        window: (usize, usize),
        limit: i64,
        (gain, out): (i64, S),
    ) -> bool {
        let line = self.lines[index];
        // Before anything is moved: many searches find nothing.
        let roomy = self.roomy[line.team as usize] | out;
        let Some(mut end) = self.search(index, window, roomy, limit - self.cost + gain) else {
            return false;
        };
        let mut left = 0;
        for period in each(out) {
            left += self.work(index, period);
            self.set(index, period, 0);
        }
        let all = left;
        for links in 1.. {
            left -= self.shift(index, end, left);
            if left == 0 {
                return true;
            }
            // What does not get on nearly never gets there.
            if self.hasty
                && left.saturating_mul(GETS_ON)
                    > all.saturating_mul((GETS_ON + 2).saturating_sub(links))
            {
                return false;
            }
            let roomy = self.roomy[line.team as usize];
            match self.search(index, window, roomy, limit - self.cost) {
                Some(next) => end = next,
                None => return false,
            }
        }
        false
    }

    /// A period with room that work can be moved to for a task that is to get room in a window, for at most `limit`.
    fn search(
        &mut self,
        index: usize,
        (from, last): (usize, usize),
        roomy: S,
        limit: i64,
    ) -> Option<usize> {
        let limit = u32::try_from(limit).ok()?.min(DEAR - 1);
        let line = &self.lines[index];
        let ready = between::<S>(from, last) & !line.full;
        let team = line.team as usize;
        self.paths.search(&mut self.ways, team, (ready, roomy), limit)
    }

    /// Moves at most `left` along the hops from `end` back to `index`; how much.
    fn shift(&mut self, index: usize, end: usize, left: u64) -> u64 {
        let periods = self.problem.periods;
        let team = self.lines[index].team as usize;
        let mut amount = left.min(self.free[team * periods + end]);
        let mut period = end;
        self.route.clear();
        while let Some(before) = self.paths.hops[period] {
            let before = usize::from(before);
            let Some((task, most)) = self.link(index, (before, period), amount) else { return 0 };
            amount = amount.min(most);
            self.route.push((task, before, period));
            period = before;
        }
        amount = amount.min(self.spare(index, period));
        for at in 0..self.route.len() {
            let (task, before, period) = self.route[at];
            self.set(task, period, self.work(task, period) + amount);
            self.set(task, before, self.work(task, before) - amount);
        }
        self.set(index, period, self.work(index, period) + amount);
        amount
    }

    /// The task that moves work from one period to another at the least cost, and the most of it; not `index`.
    fn link(
        &mut self,
        index: usize,
        (before, period): (usize, usize),
        wanted: u64,
    ) -> Option<(usize, u64)> {
        let cell = self.lines[index].team as usize * self.problem.periods + before;
        let (mut least, mut best) = (DEAR, None);
        let many = self.ways.there[cell].len();
        let first = self.random.below(many);
        for at in (first..many).chain(0..first) {
            let task = self.ways.there[cell][at] as usize;
            let Some(cost) = self.ways.cost(task, period).filter(|&cost| cost <= least) else {
                continue;
            };
            let most = self.work(task, before).min(self.spare(task, period));
            if cost < least || best.is_none_or(|(_, known)| self.hasty && most > known) {
                (least, best) = (cost, Some((task, most)));
                if cost == 0 && (!self.hasty || most >= wanted) {
                    break;
                }
            }
        }
        best
    }

    pub(super) fn work(&self, task: usize, period: usize) -> u64 {
        self.load[task * self.problem.periods + period]
    }

    fn spare(&self, task: usize, period: usize) -> u64 {
        self.lines[task].most - self.work(task, period)
    }
}
