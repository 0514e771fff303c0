//! Orders by priority rules, and at random with their advice.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::model::Model;
use super::random::Random;

/// Which of the tasks that may come next does (Kolisch, European Journal of Operational Research 90,
/// 1996).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The one that must finish first for the critical path to hold (LFT).
    LatestFinish,
    /// The one that most tasks wait for, through others too (MTS).
    MostTotalSuccessors,
    /// The one that takes longest together with those that wait for it directly (GRPW).
    GreatestRankPositionalWeight,
    /// The one that would lose most slack if another one that may come next went first (WCS).
    WorstCaseSlack,
}

/// All rules.
pub const RULES: [Rule; 4] = [
    Rule::LatestFinish,
    Rule::MostTotalSuccessors,
    Rule::GreatestRankPositionalWeight,
    Rule::WorstCaseSlack,
];

impl Model<'_> {
    /// Ids of the tasks in the order of `rule`, what is waited for first.
    #[must_use]
    pub fn order_by_rule(&self, rule: Rule) -> Vec<u32> {
        self.ids_of(&self.ranked(&self.urgency(rule)))
    }

    /// Ids of the tasks in the order of `key`, by id, as far as what is waited for lets them: of the
    /// tasks that may come next, the one with the least key does, then the one with the lower id.
    #[must_use]
    pub fn order_by_key(&self, key: impl Fn(u32) -> i64) -> Vec<u32> {
        let keys: Vec<(i64, u32)> = self.ids.iter().map(|&id| (key(id), id)).collect();
        self.ids_of(&self.ranked(&keys))
    }

    pub(super) fn ids_of(&self, order: &[u32]) -> Vec<u32> {
        order.iter().map(|&number| self.ids[number as usize]).collect()
    }

    /// Own numbers in the order of `keys`.
    pub(super) fn ranked<K: Ord + Copy>(&self, keys: &[K]) -> Vec<u32> {
        let mut open = self.open();
        let entry = |task: u32| Reverse((keys[task as usize], task));
        let mut ready: BinaryHeap<_> = self.unopposed(&open).map(entry).collect();
        let mut order = Vec::with_capacity(self.len());
        while let Some(Reverse((_, task))) = ready.pop() {
            order.push(task);
            self.release_followers(task, &mut open, |next| ready.push(entry(next)));
        }
        order
    }

    /// By own number; the least is the most urgent.
    pub(super) fn urgency(&self, rule: Rule) -> Vec<i64> {
        let duration = |task: usize| i64::from(self.duration[task]);
        match rule {
            Rule::LatestFinish => self.tail.iter().map(|&tail| -i64::from(tail)).collect(),
            Rule::MostTotalSuccessors => {
                self.successors().into_iter().map(|count| -count).collect()
            }
            Rule::GreatestRankPositionalWeight => {
                let next = |task| self.after.of(task).iter().map(|next| duration(next.0 as usize));
                (0..self.len()).map(|task| -duration(task) - next(task).sum::<i64>()).collect()
            }
            Rule::WorstCaseSlack => self.worst_case_slack(),
        }
    }

    /// How many tasks wait for each, directly or not: a bit for each of 64 tasks, block by block.
    fn successors(&self) -> Vec<i64> {
        let mut total = vec![0; self.len()];
        let mut reached = vec![0_u64; self.len()];
        for block in (0..self.len()).step_by(64) {
            for task in (0..self.len().min(block + 64)).rev() {
                let next = self.after.of(task).iter().map(|next| next.0 as usize);
                let next = next.filter(|&next| next < block + 64);
                let bit = |next: usize| next.checked_sub(block).map_or(0, |shift| 1 << shift);
                reached[task] = next.fold(0, |bits, next| bits | reached[next] | bit(next));
                total[task] += i64::from(reached[task].count_ones());
            }
        }
        total
    }

    /// Latest start less the latest moment at which another task that may run at the same time would
    /// let it start, were that one first. Kolisch compares the tasks that may come next at every step;
    /// here those are compared whose windows by the critical path meet, [`RIVALS`] at most.
    fn worst_case_slack(&self) -> Vec<i64> {
        let end = i64::from(super::lower::critical_path(self));
        let latest = |task: usize| end - i64::from(self.tail[task] + self.duration[task]);
        let mut by_head: Vec<usize> = (0..self.len()).collect();
        by_head.sort_by_key(|&task| (self.head[task], task));
        let mut slack: Vec<i64> = (0..self.len()).map(latest).collect();
        for (place, &task) in by_head.iter().enumerate() {
            for &rival in by_head[place + 1..].iter().take(RIVALS) {
                if i64::from(self.head[rival]) > latest(task) {
                    break;
                }
                if !self.fit_together(task, rival) {
                    let (first, second) = (self.done_at_first(task), self.done_at_first(rival));
                    slack[task] = slack[task].min(latest(task) - second);
                    slack[rival] = slack[rival].min(latest(rival) - first);
                }
            }
        }
        slack
    }

    fn done_at_first(&self, task: usize) -> i64 {
        i64::from(self.head[task]) + i64::from(self.duration[task])
    }

    /// Can both run in one period of full capacity?
    fn fit_together(&self, one: usize, other: usize) -> bool {
        self.lanes.fit_together(self.needs.of(one), self.needs.of(other))
    }

    /// How many edges each task waits for.
    pub(super) fn open(&self) -> Vec<u32> {
        (0..self.len()).map(|task| self.before.of(task).len() as u32).collect()
    }

    pub(super) fn unopposed<'b>(&self, open: &'b [u32]) -> impl Iterator<Item = u32> + use<'b> {
        (0_u32..).zip(open).filter(|(_, open)| **open == 0).map(|(task, _)| task)
    }

    /// Tells `ready` of every task that waits for nothing but `task`.
    fn release_followers(&self, task: u32, open: &mut [u32], mut ready: impl FnMut(u32)) {
        for &(next, _) in self.after.of(task as usize) {
            open[next as usize] -= 1;
            if open[next as usize] == 0 {
                ready(next);
            }
        }
    }

    /// Own numbers in an order drawn at random: of the tasks that may come next each has a chance in
    /// proportion to its regret, by how much it is more urgent than the least urgent one, plus one
    /// (regret-based biased random sampling, Drexl 1991). Without `urgency`, all chances are equal.
    pub(super) fn sampled(&self, urgency: Option<&[i64]>, random: &mut Random) -> Vec<u32> {
        let mut open = self.open();
        let mut ready: Vec<u32> = self.unopposed(&open).collect();
        let mut order = Vec::with_capacity(self.len());
        while !ready.is_empty() {
            let place = match urgency {
                None => random.below(ready.len()),
                Some(urgency) => draw(&ready, urgency, random),
            };
            let task = ready.swap_remove(place);
            order.push(task);
            self.release_followers(task, &mut open, |next| ready.push(next));
        }
        order
    }
}

/// Tasks that one is compared with by [`Rule::WorstCaseSlack`].
const RIVALS: usize = 256;
/// Tasks among which a draw looks at most.
const DRAWN: usize = 512;

fn draw(ready: &[u32], urgency: &[i64], random: &mut Random) -> usize {
    // So that a draw is of bounded cost where very many tasks may come next.
    let first = if ready.len() > DRAWN { random.below(ready.len() - DRAWN) } else { 0 };
    let drawn = &ready[first..ready.len().min(first + DRAWN)];
    let most = drawn.iter().map(|&task| urgency[task as usize]).max().unwrap_or_default();
    let regret = |task: u32| (most - urgency[task as usize] + 1) as usize;
    let mut left = random.below(drawn.iter().map(|&task| regret(task)).sum());
    for (place, &task) in drawn.iter().enumerate() {
        match left.checked_sub(regret(task)) {
            None => return first + place,
            Some(rest) => left = rest,
        }
    }
    first
}
