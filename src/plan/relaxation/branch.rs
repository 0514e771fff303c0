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
    pub(super) prices: Prices<'a>,
}

impl Tree<'_> {
    /// No timetable costs less than the answer and the base. `offer` is shown every node's point and says
    /// what the best timetable costs, without the base.
    pub(super) fn grow(
        &mut self,
        root: Node,
        budget: Budget,
        offer: &mut dyn FnMut(&Prices<'_>, &Point) -> i64,
    ) -> i64 {
        let mut best = offer(&self.prices, &root.point);
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
            let Some((task, period)) = self.divide(&node) else {
                closed = closed.min(bound);
                continue;
            };
            let (mut floor, mut ceiling) = (node.floor.clone(), node.ceiling.clone());
            floor[task] = period + 1;
            ceiling[task] = period;
            for (floor, ceiling) in [(node.floor.clone(), ceiling), (floor, node.ceiling.clone())] {
                number += 1;
                let part = Node { bound, floor, ceiling, point: node.point.clone(), number };
                let (part, iterations) = self.solve(part, best, budget.node);
                spent += iterations.max(1);
                if let Some(part) = part {
                    best = best.min(offer(&self.prices, &part.point));
                    open.push(part);
                }
            }
        }
        let left = open.peek().map_or(i64::MAX, |node| node.bound);
        closed.min(left).min(best)
    }

    /// `node` with its own bound and windows, and the iterations that took; `None` when nothing in it is
    /// better than `best`.
    pub(super) fn solve(
        &mut self,
        mut node: Node,
        best: i64,
        iterations: usize,
    ) -> (Option<Node>, usize) {
        let Some(windows) = self.frame.windows(&node.floor, &node.ceiling) else {
            return (None, 0);
        };
        self.prices.narrow(&windows);
        node.point.clamp(&self.prices);
        let stop = Stop { iterations, bound: best, merit: 1e-5 };
        let solved = self.prices.solve(&mut node.point, stop);
        node.bound = node.bound.max(solved.bound);
        if node.bound >= best {
            return (None, solved.iterations);
        }
        node.point = solved.mean;
        (node.floor, node.ceiling) = (windows.finish, windows.latest);
        self.prices.squeeze(&node.point, best, (&mut node.floor, &mut node.ceiling));
        match self.frame.windows(&node.floor, &node.ceiling) {
            None => (None, solved.iterations),
            Some(windows) => {
                (node.floor, node.ceiling) = (windows.finish, windows.latest);
                (Some(node), solved.iterations)
            }
        }
    }

    /// The task whose finish is least decided for what it costs, and the period after which to divide.
    fn divide(&self, node: &Node) -> Option<(usize, usize)> {
        let mut chosen = None;
        let mut most = 0.0;
        for (task, row) in self.rows.last.iter().enumerate() {
            let Some(row) = *row else { continue };
            let (floor, ceiling) = (node.floor[task], node.ceiling[task]);
            if floor >= ceiling {
                continue;
            }
            let (mean, spread) = node.point.moments(&self.prices, row, floor);
            let period = (mean.floor().max(0.0) as usize).clamp(floor, ceiling - 1);
            let cost = self.prices.cost(task, period + 1) - self.prices.cost(task, period);
            let score = (cost.max(1) as f64) * (spread + 1e-9);
            if score > most {
                most = score;
                chosen = Some((task, period));
            }
        }
        chosen
    }
}
