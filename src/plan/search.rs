//! Looks for the order of placement whose timetable costs least.
//!
//! It begins with the order by least slack, which is there at once, and orders that the relaxation
//! suggests. Then moves: a task goes to an earlier place of the order with all that it waits for on the
//! way, or to a later one with all that waits for it. Late acceptance (Burke and Bykov, European Journal of
//! Operational Research 258, 2017): a move is kept when the cost is not above the present one, or not above
//! the one some moves ago. The budget is counted in orders tried, not in seconds: equal arguments give equal
//! answers.

use super::objective::{penalty, periods_late, unplaced_cost};
use super::room::Room;
use super::schedule::{Problem, followers, sequence};
use crate::schedule::Random;

/// A search's state, for whoever waits for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Orders tried so far, and at most.
    pub tried: (u64, u64),
    /// Cost of the best timetable so far.
    pub cost: u64,
    /// The proven bound; 0 where there is none.
    pub bound: u64,
}

/// Whether tasks may be late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Late {
    /// None may: there is an order in which none is.
    None,
    /// The cost decides.
    Priced,
}

/// What is better, in this order: fewer tasks without a place, fewer late ones where they are counted, less
/// cost. Where deadlines come first, missed ones stand where tasks without a place do, and where late ones do those without
/// a place that replace what is broken today; all others without a place cost what they do until the last period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score {
    pub(super) unplaced: u64,
    pub(super) late: u64,
    pub(super) cost: u64,
}

/// What it costs to finish a task in another period than before.
#[derive(Clone, Debug, Default)]
pub(super) struct Anchor {
    /// Finish by task, of those that the previous plan dates.
    pub(super) finish: Vec<Option<usize>>,
    /// Cost of a period.
    pub(super) price: u64,
    /// Work by task and period of the previous plan; empty without one.
    pub(super) loads: Vec<Vec<(usize, u64)>>,
}

/// Budget and state of a search.
pub(super) struct Search<'a> {
    decoder: Decoder<'a>,
    followers: Vec<Vec<usize>>,
    random: Random,
    best: Score,
    best_order: Vec<usize>,
    /// Missed deadlines with which it may end, where deadlines come before all else.
    enough: Option<u64>,
    /// Orders tried.
    pub(super) tried: u64,
}

impl<'a> Search<'a> {
    /// Begins with `order`; when nothing is late in that one, nothing is in any answer.
    pub(super) fn new(
        problem: &'a Problem,
        anchor: &'a Anchor,
        order: &[usize],
        seed: u64,
    ) -> Self {
        let mut decoder = Decoder::new(problem, anchor);
        if decoder.run(order).late > 0 {
            decoder.allowed = u64::MAX;
        }
        let best = decoder.run(order);
        Self {
            followers: followers(problem),
            random: Random::new(seed),
            best_order: order.to_vec(),
            enough: None,
            tried: 1,
            decoder,
            best,
        }
    }

    pub(super) const fn problem(&self) -> &'a Problem {
        self.decoder.problem
    }

    /// Whether answers may have late tasks.
    pub(super) const fn late(&self) -> Late {
        if self.decoder.allowed == 0 { Late::None } else { Late::Priced }
    }

    /// From now on deadlines come before all else, of a task without a place too, if it has one; then that what replaces
    /// what is broken today has a place; then the cost, in which what has no place counts to the last period. Where the
    /// order by least slack has a place for everything, to have none is to miss a deadline.
    pub(super) fn fewest_late(&mut self) {
        self.decoder.allowed = 0;
        self.decoder.deadlines_first = true;
        self.decoder.run(&sequence(self.decoder.problem));
        self.decoder.all_placed = !self.decoder.finish.contains(&NEVER);
        self.best = self.decoder.run(&self.best_order);
    }

    /// Ends as soon as no more than `missed` deadlines are missed: what follows would only lower that.
    pub(super) const fn ends_with(&mut self, missed: Option<u64>) {
        self.enough = missed;
    }

    pub(super) fn is_enough(&self) -> bool {
        self.enough.is_some_and(|enough| self.best.unplaced <= enough)
    }

    /// The best order so far, and its score.
    pub(super) fn best(&self) -> (&[usize], Score) {
        (&self.best_order, self.best)
    }

    /// Tries `order`.
    pub(super) fn offer(&mut self, order: &[usize]) {
        self.tried += 1;
        let score = self.decoder.run(order);
        if score < self.best {
            self.best = score;
            self.best_order = order.to_vec();
        }
    }

    /// Moves on from the best order until `budget` orders are tried in all, the cost is `bound`, the search
    /// stands still, or `go_on` says no.
    pub(super) fn climb(&mut self, budget: u64, bound: u64, go_on: &dyn Fn(Step) -> bool) {
        let count = self.best_order.len();
        if count < 2 {
            return;
        }
        let mut memory = vec![self.best; MEMORY.min(count * 4)];
        let mut current = self.best;
        let mut order = self.best_order.clone();
        let mut scratch =
            Scratch { along: vec![false; self.followers.len()], ..Scratch::default() };
        let patience = PATIENCE * count as u64 + 2_000;
        let mut still = 0;
        while self.tried < budget && still < patience && self.best.cost > bound && !self.is_enough()
        {
            if self.tried.is_multiple_of(TOLD) {
                let (tried, cost) = ((self.tried, budget), self.best.cost);
                if !go_on(Step { tried, cost, bound }) {
                    return;
                }
            }
            let (from, to) = self.draw(count);
            scratch.undo.clone_from(&order);
            self.shift(&mut order, (from, to), &mut scratch);
            let score = self.decoder.run(&order);
            self.tried += 1;
            still += 1;
            let slot = (self.tried % memory.len() as u64) as usize;
            if score <= current || score <= memory[slot] {
                current = score;
                if score < self.best {
                    self.best = score;
                    self.best_order.clone_from(&order);
                    still = 0;
                }
            } else {
                std::mem::swap(&mut order, &mut scratch.undo);
            }
            memory[slot] = current;
        }
    }

    /// Moves one task after the other to the end of the order, with all that waits for it, and to its front, with all that it
    /// waits for, as long as that is better and until `budget` orders are tried in all: who misses a deadline anyhow, or
    /// makes others miss theirs, makes room.
    pub(super) fn sweep(&mut self, budget: u64) {
        let last = self.best_order.len().saturating_sub(1);
        let mut scratch =
            Scratch { along: vec![false; self.followers.len()], ..Scratch::default() };
        let mut order = self.best_order.clone();
        let mut is_better = last > 0;
        while std::mem::take(&mut is_better) {
            for task in self.best_order.clone() {
                for to in [last, 0] {
                    if self.tried >= budget || self.is_enough() {
                        return;
                    }
                    order.clone_from(&self.best_order);
                    let Some(from) = order.iter().position(|one| *one == task) else { continue };
                    self.shift(&mut order, (from, to), &mut scratch);
                    let before = self.best;
                    self.offer(&order);
                    is_better |= self.best < before;
                }
            }
        }
    }

    /// Two places that differ, near ones more often.
    fn draw(&mut self, count: usize) -> (usize, usize) {
        let from = self.random.below(count);
        let reach = 1 + self.random.below(usize::BITS as usize - count.leading_zeros() as usize);
        let reach = (1_usize << reach.min(62)).min(count);
        let step = 1 + self.random.below(reach);
        let to = if self.random.below(2) == 0 {
            from.saturating_sub(step)
        } else {
            (from + step).min(count - 1)
        };
        if to == from { (from, if from == 0 { 1 } else { from - 1 }) } else { (from, to) }
    }

    /// Moves the task at one place to the other, with what has to go along.
    fn shift(&self, order: &mut [usize], (from, to): (usize, usize), scratch: &mut Scratch) {
        let tasks = &self.decoder.problem.tasks;
        let (low, high) = (from.min(to), from.max(to));
        let Scratch { along, moved, passed, .. } = scratch;
        along[order[from]] = true;
        moved.clear();
        passed.clear();
        let place = |task: usize, along: &mut Vec<bool>| {
            if !along[task] {
                return false;
            }
            if to < from {
                tasks[task].after.iter().for_each(|edge| along[edge.task] = true);
            } else {
                self.followers[task].iter().for_each(|&after| along[after] = true);
            }
            true
        };
        if to < from {
            for &task in order[low..=high].iter().rev() {
                if place(task, along) { moved.push(task) } else { passed.push(task) }
            }
            moved.reverse();
            passed.reverse();
        } else {
            for &task in &order[low..=high] {
                if place(task, along) { moved.push(task) } else { passed.push(task) }
            }
        }
        for &task in &*moved {
            along[task] = false;
            tasks[task].after.iter().for_each(|edge| along[edge.task] = false);
            self.followers[task].iter().for_each(|&after| along[after] = false);
        }
        let (first, second) = if to < from { (moved, passed) } else { (passed, moved) };
        for (slot, &task) in order[low..=high].iter_mut().zip(first.iter().chain(second.iter())) {
            *slot = task;
        }
    }
}

/// How many moves ago a cost may be compared with.
const MEMORY: usize = 400;
/// The search stands still after so many moves a task without a better one.
const PATIENCE: u64 = 200;
/// Orders between two looks at the caller's wish.
const TOLD: u64 = 256;

#[derive(Default)]
struct Scratch {
    along: Vec<bool>,
    moved: Vec<usize>,
    passed: Vec<usize>,
    undo: Vec<usize>,
}

/// What it costs to finish a task in a period, its move from the previous plan included.
pub(super) fn cost_of(problem: &Problem, anchor: &Anchor, index: usize, finish: usize) -> u64 {
    let task = &problem.tasks[index];
    let waiting = task.delay.saturating_mul(finish as u64 + 1);
    let moved = match anchor.finish.get(index) {
        Some(&Some(before)) => before.abs_diff(finish) as u64 * anchor.price,
        _ => 0,
    };
    let late = penalty(task, periods_late(task.due, finish));
    waiting.saturating_add(late).saturating_add(moved)
}

/// Finishes by task when they are placed in `order`.
pub(super) fn finishes(problem: &Problem, order: &[usize]) -> Vec<Option<usize>> {
    let anchor = Anchor::default();
    let mut decoder = Decoder::new(problem, &anchor);
    decoder.run(order);
    decoder.finish.into_iter().map(|finish| Some(finish).filter(|&at| at != NEVER)).collect()
}

/// Places an order as [`super::schedule::solve_in`] does, for its score alone, without allocation.
struct Decoder<'a> {
    problem: &'a Problem,
    anchor: &'a Anchor,
    whole: Room<'a>,
    room: Room<'a>,
    /// Memory for the work of a task by period.
    load: Vec<(usize, u64)>,
    /// Last period by task; [`NEVER`] without a place.
    finish: Vec<usize>,
    /// Late tasks that are free.
    allowed: u64,
    /// Whether a deadline missed, be it for want of a place, weighs more than anything else.
    deadlines_first: bool,
    /// Whether what has no place misses one even where it has none.
    all_placed: bool,
}

const NEVER: usize = usize::MAX;

impl<'a> Decoder<'a> {
    fn new(problem: &'a Problem, anchor: &'a Anchor) -> Self {
        let (whole, finish) = (Room::of(problem), vec![NEVER; problem.tasks.len()]);
        let room = whole.clone();
        Self {
            problem,
            anchor,
            whole,
            room,
            load: Vec::new(),
            finish,
            allowed: 0,
            deadlines_first: false,
            all_placed: false,
        }
    }

    fn run(&mut self, order: &[usize]) -> Score {
        self.room.reset(&self.whole);
        let mut score =
            Score { unplaced: (self.finish.len() - order.len()) as u64, late: 0, cost: 0 };
        let (mut missed, mut broken, mut never) = (0, 0, 0_u64);
        for &index in order {
            let finish = self.place(index);
            self.finish[index] = finish;
            if finish == NEVER {
                let task = &self.problem.tasks[index];
                score.unplaced += 1;
                missed += u64::from(task.due.is_some() || self.all_placed);
                broken += u64::from(task.broken);
                never = never.saturating_add(unplaced_cost(self.problem, task));
                continue;
            }
            score.late += u64::from(periods_late(self.problem.tasks[index].due, finish) > 0);
            let cost = cost_of(self.problem, self.anchor, index, finish);
            score.cost = score.cost.saturating_add(cost);
        }
        if self.deadlines_first {
            let cost = score.cost.saturating_add(never);
            return Score { unplaced: score.late + missed, late: broken, cost };
        }
        score.late = score.late.saturating_sub(self.allowed);
        score
    }

    fn place(&mut self, index: usize) -> usize {
        let task = &self.problem.tasks[index];
        let mut earliest = task.release;
        for edge in &task.after {
            match self.finish[edge.task] {
                NEVER => return NEVER,
                finish => earliest = earliest.max(finish.saturating_add(edge.gap)),
            }
        }
        let periods = self.room.periods;
        if earliest >= periods {
            return NEVER;
        }
        if task.work == 0 {
            return earliest;
        }
        let room = match self.room.free_of_budget(task.team) {
            Ok(Some(room)) => room,
            Ok(None) => return NEVER,
            Err(_) => {
                self.room.fill(task, earliest, &mut self.load);
                return self.load.last().map_or(NEVER, |load| load.0);
            }
        };
        let most = task.max_per_period.max(1);
        let mut left = task.work;
        for period in earliest..periods {
            left -= left.min(most).min(room[period]);
            if left == 0 {
                let mut left = task.work;
                for room in &mut room[earliest..=period] {
                    let given = left.min(most).min(*room);
                    *room -= given;
                    left -= given;
                }
                return period;
            }
        }
        NEVER
    }
}
