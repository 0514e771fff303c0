//! Branch and bound on the periods in which tasks finish (Land and Doig, Econometrica 28, 1960).
//!
//! A node keeps to a floor and a ceiling of every finish; it is solved from the prices of the node that it
//! comes from. What no timetable in it that is better than the best known one has, is taken from the windows
//! before it is divided. The node with the least bound goes first, and the least of all is the bound.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::point::Point;
use super::prices::{Prices, Stop};
use super::rows::Rows;
use super::windows::Frame;
use crate::plan::optimise::{Beside, IN_TURN};

/// A part of the timetables.
pub(super) struct Node {
    pub(super) bound: i64,
    pub(super) floor: Vec<usize>,
    pub(super) ceiling: Vec<usize>,
    pub(super) point: Point,
    /// Nodes made before it.
    number: usize,
}

impl Node {
    pub(super) fn root(bound: i64, windows: (Vec<usize>, Vec<usize>), point: Point) -> Self {
        Self { bound, floor: windows.0, ceiling: windows.1, point, number: 0 }
    }
}

impl Ord for Node {
    fn cmp(&self, other: &Self) -> Ordering {
        (other.bound, self.number).cmp(&(self.bound, other.number))
    }
}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Node {}

/// A node that was solved, unless nothing in it is better than the best known timetable; and the iterations that took.
type Part = (Option<Node>, usize);

/// What branching may spend.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    /// Iterations in all, and for a node.
    pub(super) iterations: usize,
    pub(super) node: usize,
    /// Nodes kept at most.
    pub(super) nodes: usize,
}

pub(super) struct Tree<'a> {
    pub(super) rows: &'a Rows,
    pub(super) frame: &'a Frame<'a>,
    pub(super) beside: &'a Beside<'a>,
}

impl Tree<'_> {
    /// No timetable costs less than the answer and the base. `offer` is shown every node's point and says
    /// what the best timetable costs, without the base. The two parts of a node are solved side by side, each with
    /// `prices` of its own.
    pub(super) fn grow(
        &self,
        prices: &mut [Prices<'_>; 2],
        root: Node,
        budget: Budget,
        offer: &mut dyn FnMut(&Prices<'_>, &Point) -> i64,
    ) -> i64 {
        let mut best = offer(&prices[0], &root.point);
        let mut open = BinaryHeap::from([root]);
        // The least bound of what is not divided any further.
        let mut closed = i64::MAX;
        let (mut spent, mut number) = (0, 0);
        while let Some(node) = open.pop() {
            let bound = node.bound;
            if bound >= best || spent >= budget.iterations || open.len() >= budget.nodes {
                closed = closed.min(bound);
                break;
            }
            let Some((task, period)) = self.divide(&prices[0], &node) else {
                closed = closed.min(bound);
                continue;
            };
            let (mut floor, mut ceiling) = (node.floor.clone(), node.ceiling.clone());
            floor[task] = period + 1;
            ceiling[task] = period;
            let part = |number, floor, ceiling| {
                let point = node.point.clone();
                Node { bound, floor, ceiling, point, number }
            };
            let low = part(number + 1, node.floor.clone(), ceiling);
            let high = part(number + 2, floor, node.ceiling.clone());
            number += 2;
            let [one, other] = &mut *prices;
            let parts = self.both([(one, low), (other, high)], (best, budget.node));
            for ((part, iterations), prices) in parts.into_iter().zip(&*prices) {
                spent += iterations.max(1);
                if let Some(part) = part {
                    best = best.min(offer(prices, &part.point));
                    open.push(part);
                }
            }
        }
        let left = open.peek().map_or(i64::MAX, |node| node.bound);
        closed.min(left).min(best)
    }

    /// Both parts, [solved](solve).
    fn both(&self, parts: [(&mut Prices<'_>, Node); 2], limits: (i64, usize)) -> [Part; 2] {
        let frame = self.frame;
        let [(one, low), (other, high)] = parts;
        let (mut low, mut high) = (Some(low), Some(high));
        let mut solved = [(None, 0), (None, 0)];
        let [first, second] = &mut solved;
        (self.beside)(
            &mut || {
                if let Some(node) = low.take() {
                    *first = solve(frame, one, node, limits);
                }
            },
            &mut || {
                if let Some(node) = high.take() {
                    *second = solve(frame, other, node, limits);
                }
            },
        );
        solved
    }

    /// The task whose finish is least decided for what it costs, and the period after which to divide.
    fn divide(&self, prices: &Prices<'_>, node: &Node) -> Option<(usize, usize)> {
        let mut chosen = None;
        let mut most = 0.0;
        for (task, row) in self.rows.last.iter().enumerate() {
            let Some(row) = *row else { continue };
            let (floor, ceiling) = (node.floor[task], node.ceiling[task]);
            if floor >= ceiling {
                continue;
            }
            let (mean, spread) = node.point.moments(prices, row, floor);
            let period = (mean.floor().max(0.0) as usize).clamp(floor, ceiling - 1);
            let cost = prices.cost(task, period + 1) - prices.cost(task, period);
            let score = (cost.max(1) as f64) * (spread + 1e-9);
            if score > most {
                most = score;
                chosen = Some((task, period));
            }
        }
        chosen
    }
}

/// `node` with its own bound and windows, and the iterations that took; `None` when nothing in it is
/// better than `best`.
pub(super) fn solve(
    frame: &Frame<'_>,
    prices: &mut Prices<'_>,
    mut node: Node,
    (best, iterations): (i64, usize),
) -> Part {
    let Some(windows) = frame.windows(&node.floor, &node.ceiling) else {
        return (None, 0);
    };
    prices.narrow(&windows);
    node.point.clamp(prices);
    let stop = Stop { iterations, bound: best, merit: 1e-5, still: iterations };
    let solved = prices.solve(&mut node.point, stop, IN_TURN);
    node.bound = node.bound.max(solved.bound);
    if node.bound >= best {
        return (None, solved.iterations);
    }
    node.point = solved.point;
    (node.floor, node.ceiling) = (windows.finish, windows.latest);
    prices.squeeze(&node.point, best, (&mut node.floor, &mut node.ceiling));
    match frame.windows(&node.floor, &node.ceiling) {
        None => (None, solved.iterations),
        Some(windows) => {
            (node.floor, node.ceiling) = (windows.finish, windows.latest);
            (Some(node), solved.iterations)
        }
    }
}
