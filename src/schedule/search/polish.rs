//! Anneals the order in which a few tasks are placed around the others, which stay.

use super::board::{Board, Placed};
use crate::schedule::random::Random;

/// The schedule, and memory for changing some of it.
#[derive(Debug)]
pub(super) struct Polish<'a> {
    board: &'a Board,
    pub(super) placed: Placed,
    pub(super) evaluations: u64,
    free: Vec<i64>,
    /// Whether a task is one of the few.
    inside: Vec<bool>,
    /// Last start that the others leave, of one of the few.
    latest: Vec<u32>,
    /// Place in the order, of one of the few.
    position: Vec<u32>,
    order: Vec<u32>,
    saved: Vec<u32>,
    best: Vec<u32>,
}

impl<'a> Polish<'a> {
    pub(super) fn new(board: &'a Board, placed: &Placed) -> Self {
        let count = board.tasks();
        let mut free = board.capacity.clone();
        for (task, &start) in placed.start.iter().enumerate() {
            board.take(task, start, &mut free);
        }
        Self {
            board,
            placed: placed.clone(),
            evaluations: 0,
            free,
            inside: vec![false; count],
            latest: vec![0; count],
            position: vec![0; count],
            order: Vec::new(),
            saved: Vec::new(),
            best: Vec::new(),
        }
    }

    /// Tries `orders` of `subset`, and leaves the best schedule found: never one that costs more.
    pub(super) fn run(&mut self, subset: &[u32], orders: u64, heat: f64, random: &mut Random) {
        self.open(subset);
        let mut cost = self.placed.cost;
        let mut least = cost;
        self.keep(subset);
        for step in 0..orders {
            let temperature = heat * (1.0 - step as f64 / orders as f64);
            let allowed = cost + (-temperature * random.unit().ln()) as i64;
            let Some((from, to)) = self.choose(random) else { continue };
            if let Some(new) = self.attempt((from, to), cost, allowed) {
                cost = new;
                if cost < least {
                    least = cost;
                    self.keep(subset);
                }
            }
        }
        self.close(subset, least);
    }

    fn open(&mut self, subset: &[u32]) {
        let board = self.board;
        self.order.clear();
        self.order.extend_from_slice(subset);
        let start = &self.placed.start;
        // Of tasks that start together, one without duration may be waited for by another.
        self.order.sort_unstable_by_key(|&task| (start[task as usize], board.rank[task as usize]));
        subset.iter().for_each(|&task| self.inside[task as usize] = true);
        for (place, &task) in self.order.iter().enumerate() {
            let task = task as usize;
            self.position[task] = place as u32;
            let mut latest = board.length as u32 - board.duration[task];
            for &(after, lag) in board.after.of(task) {
                if !self.inside[after as usize] {
                    let until = self.placed.start[after as usize];
                    latest = latest.min(until.saturating_sub(board.duration[task] + lag));
                }
            }
            self.latest[task] = latest;
        }
    }

    fn keep(&mut self, subset: &[u32]) {
        self.best.clear();
        self.best.extend(subset.iter().map(|&task| self.placed.start[task as usize]));
    }

    fn close(&mut self, subset: &[u32], cost: i64) {
        for &task in subset {
            self.inside[task as usize] = false;
            self.board.give(task as usize, self.placed.start[task as usize], &mut self.free);
        }
        for (&task, &start) in subset.iter().zip(&self.best) {
            self.placed.start[task as usize] = start;
            self.board.take(task as usize, start, &mut self.free);
        }
        self.placed.cost = cost;
    }

    /// From where to where in the order a task goes; none when its neighbours leave it no choice.
    fn choose(&mut self, random: &mut Random) -> Option<(usize, usize)> {
        let from = random.below(self.order.len());
        let task = self.order[from] as usize;
        let (mut low, mut high) = (0, self.order.len() - 1);
        for &(before, _) in self.board.before.of(task) {
            if self.inside[before as usize] {
                low = low.max(self.position[before as usize] as usize + 1);
            }
        }
        for &(after, _) in self.board.after.of(task) {
            if self.inside[after as usize] {
                high = high.min((self.position[after as usize] as usize).saturating_sub(1));
            }
        }
        if low >= high {
            self.evaluations += 1;
            return None;
        }
        let to = low + random.below(high - low);
        Some((from, if to >= from { to + 1 } else { to }))
    }

    /// Places the order anew from where it changes; the new cost, or none when it is above `allowed`,
    /// and then everything is as before.
    fn attempt(&mut self, (from, to): (usize, usize), cost: i64, allowed: i64) -> Option<i64> {
        let board = self.board;
        let first = from.min(to);
        let mut sum = cost;
        self.saved.clear();
        for &task in &self.order[first..] {
            let task = task as usize;
            let start = self.placed.start[task];
            self.saved.push(start);
            board.give(task, start, &mut self.free);
            sum -= board.cost(task, start);
        }
        shift(&mut self.order, from, to);
        self.evaluations += 1;
        for place in first..self.order.len() {
            let task = self.order[place] as usize;
            let start = board.earliest(task, &self.placed.start, &self.free);
            sum += board.cost(task, start);
            if start > self.latest[task] || sum > allowed {
                self.undo((from, to), place);
                return None;
            }
            self.placed.start[task] = start;
            board.take(task, start, &mut self.free);
        }
        for place in first..=from.max(to) {
            self.position[self.order[place] as usize] = place as u32;
        }
        Some(sum)
    }

    /// `placed` is the first place of the order that was not placed anew.
    fn undo(&mut self, (from, to): (usize, usize), placed: usize) {
        let first = from.min(to);
        for &task in &self.order[first..placed] {
            self.board.give(task as usize, self.placed.start[task as usize], &mut self.free);
        }
        shift(&mut self.order, to, from);
        for (&task, &start) in self.order[first..].iter().zip(&self.saved) {
            self.placed.start[task as usize] = start;
            self.board.take(task as usize, start, &mut self.free);
        }
    }
}

fn shift(order: &mut [u32], from: usize, to: usize) {
    if from < to {
        order[from..=to].rotate_left(1);
    } else {
        order[to..=from].rotate_right(1);
    }
}
