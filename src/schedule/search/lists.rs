//! Schedules from keys: tasks are placed in the order of their keys, as far as precedence lets them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::board::{Board, Placed};
use crate::schedule::bound::{Point, Prices};

impl Board {
    /// Of the tasks that may come next, the one with the least key goes first.
    pub(super) fn list(&self, key: impl Fn(usize) -> f64) -> Vec<u32> {
        let mut open: Vec<usize> = (0..self.tasks()).map(|t| self.before.of(t).len()).collect();
        let rank = |task: u32| Reverse((ordered(key(task as usize)), task));
        let unopposed = self.order.iter().filter(|&&task| open[task as usize] == 0);
        let mut ready: BinaryHeap<_> = unopposed.map(|&task| rank(task)).collect();
        let mut order = Vec::with_capacity(self.tasks());
        while let Some(Reverse((_, task))) = ready.pop() {
            order.push(task);
            for &(after, _) in self.after.of(task as usize) {
                open[after as usize] -= 1;
                if open[after as usize] == 0 {
                    ready.push(rank(after));
                }
            }
        }
        order
    }
}

/// Keys in the order of the numbers.
fn ordered(key: f64) -> i64 {
    let bits = key.to_bits() as i64;
    bits ^ (((bits >> 63) as u64) >> 1) as i64
}

/// The tasks in the order of `start`, each as early as it fits.
pub(in crate::schedule) fn by_start(board: &Board, start: &[u32]) -> Placed {
    board.place(&board.list(|task| f64::from(start[task])))
}

/// Periods before its last start in which a task comes up at the latest.
const MARGINS: [usize; 4] = [0, 2, 4, 8];

/// The best of `count` lists by the period in which the share of a task passes alpha.
pub(in crate::schedule) fn by_alpha(
    board: &Board,
    prices: &Prices<'_>,
    point: &Point,
    count: usize,
) -> Option<Placed> {
    let lists = (0..count).map(|index| {
        let alpha = (index as f32 + 0.5) / count as f32;
        let margin = MARGINS[index % MARGINS.len()];
        board.place(&board.list(|task| {
            let latest = prices.windows[task].1 as f64 - margin as f64;
            point.passes(prices, task, alpha).min(latest)
        }))
    });
    lists.min_by_key(|placed| placed.cost)
}
