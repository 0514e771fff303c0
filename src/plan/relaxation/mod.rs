//! A bound on what every timetable costs, and orders to try.
//!
//! The relaxation is linear: for each piece of work and period, the share of the piece that is done by then
//! (step variables as in Möhring, Schulz, Stork and Uetz, Management Science 49, 2003). A primal-dual method
//! without a matrix solves it; any prices that it ends with give a bound, and that is computed in integers.
//! Where that leaves a gap and there are few tasks, branching closes it as far as the budget goes.
//!
//! | question | file |
//! |---|---|
//! | what may be spent | `years` |
//! | when can a task begin and end | `windows` |
//! | what are its pieces, and what ties them | `rows` |
//! | how is it solved | `prices`, `step`, `isotonic`, `point` |
//! | what do prices prove, how good is a point | `certify`, `merit` |
//! | what cannot all be done by then | `cover`, `grain` |
//! | what if a task finishes by then, or after it | `branch` |

mod branch;
mod certify;
mod cover;
mod grain;
mod isotonic;
mod merit;
mod point;
mod prices;
mod rows;
mod step;
mod windows;
mod years;

use branch::{Budget, Node, Tree};
use cover::Covers;
use point::Point;
use prices::{Prices, Solved, Stop, rises};
use rows::{Cut, Rows};
use windows::{Frame, Windows};

use super::optimise::{Beside, IN_TURN};
use super::schedule::{Placement, Problem, Task, ranked};
use super::search::Late;

/// Cells passed over for the bound, at an effort of 100; where they do not fit into a processor's cache; and before and
/// with cuts, the latter also in one thread.
const CELLS: usize = 10_000_000_000;
const CELLS_APART: usize = 7_000_000_000;
const CELLS_UNCUT: usize = 5_000_000_000;
const CELLS_CUT: usize = 6_000_000_000;
const CELLS_CUT_FEW: usize = 5_000_000_000;
/// Cells that fit.
const NEAR: usize = 4_000_000;
/// Cells that are worth a thread for every iteration.
const SHARED: usize = 200_000;
/// Iterations at least and at most.
const ITERATIONS: (usize, usize) = (120, 40_000);
/// Tasks up to which cuts are looked for.
const CUTTABLE: usize = 4_000;
/// Tasks up to which the rest of the gap is worked on.
const BRANCHED: usize = 400;
/// Cells passed over in branching, at an effort of 100; and with few tasks, where the relaxation is weakest.
const BRANCH_CELLS: usize = 6_000_000_000;
const BRANCH_CELLS_FEW: usize = 12_000_000_000;
/// Rounds of cuts at an effort of 100, and iterations of a round.
const ROUNDS: usize = 30;
const ROUND: usize = 4_000;
/// Iterations without a rise of the bound, before and with cuts, after which it is taken to be the highest.
/// Where one is dear it is half of them.
const STILL: usize = 4_000;
const STILL_CUT: usize = 1_200;
/// The same of rounds in a row.
const IDLE: usize = 2;
/// Few tasks.
const FEW: usize = 100;
/// Iterations for a node.
const NODE: usize = 200;
/// Cells of the nodes that are kept.
const KEPT: usize = 50_000_000;

/// A relaxation in the making.
pub(super) struct Relaxation<'a> {
    problem: &'a Problem,
    /// The tasks that have a place, what is waited for first.
    order: Vec<usize>,
    effort: u64,
    late: Late,
}

/// What a relaxation tells.
#[derive(Debug)]
pub(super) struct Relaxed {
    rows: Rows,
    solved: Solved,
    windows: Windows,
    /// No timetable of the tasks that are placed costs less.
    pub(super) bound: u64,
}

/// Periods to aim at.
#[derive(Debug)]
pub(super) struct Aim {
    /// By task: the period by which it should end.
    pub(super) targets: Vec<usize>,
    /// Tasks, what ends first and what is waited for before the others.
    pub(super) order: Vec<usize>,
}

impl<'a> Relaxation<'a> {
    /// Of the tasks of `problem` that `placements` holds, and of timetables in which as many may be late as `late` says.
    pub(super) fn new(
        problem: &'a Problem,
        placements: &[Placement],
        (late, effort): (Late, u64),
    ) -> Self {
        let mut order = ranked(problem, |task| task);
        order.retain(|&task| placements[task].span.is_some());
        Self { problem, order, effort, late }
    }

    /// `None` where no bound can be worked out.
    pub(super) fn solve(&self, beside: &Beside<'_>) -> Option<Relaxed> {
        if self.order.is_empty() {
            return None;
        }
        let frame = Frame::new(self.problem, &self.order);
        let (floor, ceiling) = self.whole();
        let windows = frame.windows(&floor, &ceiling)?;
        let rows = Rows::of(self.problem, &self.order, &windows)?;
        let prices = Prices::new(&rows, &windows);
        let mut point = Point::new(&prices);
        let (least, most) = ITERATIONS;
        let cells = match rows.cells() {
            _ if rows.cuttable => CELLS_UNCUT,
            cells if cells > NEAR => CELLS_APART,
            _ => CELLS,
        };
        let iterations = (share(cells, self.effort) / rows.cells()).clamp(least, most);
        let dear = rows.cells() > SHARED;
        let still = if dear { STILL / 2 } else { STILL };
        let stop = Stop { iterations, bound: i64::MAX, merit: 1e-5, still };
        // Fewer cells are passed over before a thread has begun.
        let beside = if dear { beside } else { IN_TURN };
        let solved = prices.solve(&mut point, stop, beside);
        let (rows, solved) = if rows.cuttable {
            self.cut((&frame, &windows), rows, (solved, beside))
        } else {
            (rows, solved)
        };
        let bound = rows.base + solved.bound.max(0).unsigned_abs();
        Some(Relaxed { rows, solved, windows, bound })
    }

    /// With cuts, as long as there are any that are violated.
    fn cut(
        &self,
        (frame, windows): (&Frame<'_>, &Windows),
        mut rows: Rows,
        (mut solved, beside): (Solved, &Beside<'_>),
    ) -> (Rows, Solved) {
        let dear = rows.cells() > SHARED;
        let (cells, still) =
            if dear { (CELLS_CUT, STILL_CUT / 2) } else { (CELLS_CUT_FEW, STILL_CUT) };
        let mut left = share(cells, self.effort) / rows.cells();
        let mut idle = 0;
        for _ in 0..share(ROUNDS, self.effort) {
            let mut cuts = Covers::new(self.problem, &rows, windows, &solved.point).violated(frame);
            // What holds nothing back goes.
            let held = rows.cuts.iter().zip(&solved.point.cut).filter(|(_, price)| **price > 0.0);
            let held: Vec<(Cut, f32)> = held.map(|(cut, &price)| (cut.clone(), price)).collect();
            held.iter().for_each(|(cut, _)| {
                cuts.remove(cut);
            });
            if cuts.is_empty() || left == 0 {
                break;
            }
            let cuts = held.into_iter().chain(cuts.into_iter().map(|cut| (cut, 0.0)));
            (rows.cuts, solved.point.cut) = cuts.unzip();
            let iterations = ROUND.min(left);
            let stop = Stop { iterations, bound: i64::MAX, merit: 1e-5, still };
            let bound = solved.bound;
            solved = Prices::new(&rows, windows).solve(&mut solved.point, stop, beside);
            solved.bound = solved.bound.max(bound);
            left -= solved.iterations;
            idle = if rises(solved.bound, bound) { 0 } else { idle + 1 };
            if idle == IDLE {
                break;
            }
        }
        (rows, solved)
    }

    /// Orders by the period in which the share of a task passes each of `count` shares.
    pub(super) fn orders(&self, relaxed: &Relaxed, count: usize) -> Vec<Vec<usize>> {
        let prices = Prices::new(&relaxed.rows, &relaxed.windows);
        let orders = (0..count).map(|at| {
            let alpha = (at as f32 + 0.5) / count as f32;
            self.by_alpha(&relaxed.rows, &prices, &relaxed.solved.point, alpha)
        });
        orders.collect()
    }

    /// For each of `shares` the period by which every task has that share done; none where a task is not in the
    /// relaxation.
    pub(super) fn targets(&self, relaxed: &Relaxed, shares: &[f32]) -> Vec<Aim> {
        let prices = Prices::new(&relaxed.rows, &relaxed.windows);
        let made = shares
            .iter()
            .map(|&share| self.ends(&relaxed.rows, &prices, &relaxed.solved.point, share));
        made.collect::<Option<_>>().unwrap_or_default()
    }

    fn ends(&self, rows: &Rows, prices: &Prices<'_>, point: &Point, share: f32) -> Option<Aim> {
        let last: Vec<usize> = rows.last.iter().copied().collect::<Option<_>>()?;
        let end = |&row: &usize| point.passes(prices, row, share).floor().max(0.0) as usize;
        let targets: Vec<usize> = last.iter().map(end).collect();
        let middle = |task: usize| (point.passes(prices, last[task], 0.5) * 1000.0) as i64;
        let order = ranked(self.problem, |task| (targets[task], middle(task)));
        Some(Aim { order, targets })
    }

    fn by_alpha(&self, rows: &Rows, prices: &Prices<'_>, point: &Point, alpha: f32) -> Vec<usize> {
        ranked(self.problem, |task| match rows.last[task] {
            // Thousandths of a period, of the last moment to begin for this end.
            Some(row) => {
                let end = (point.passes(prices, row, alpha) * 1000.0) as i64;
                end - 1000 * self.problem.tasks[task].least_periods()
            }
            None => i64::MAX,
        })
    }

    /// A bound that is at least as high. `offer` tries an order, and the periods by which every task has `share`
    /// done, and says what the best timetable costs.
    pub(super) fn branch(
        &self,
        relaxed: &Relaxed,
        share_done: f32,
        offer: &mut dyn FnMut(&[usize], Option<&Aim>) -> u64,
        beside: &Beside<'_>,
    ) -> u64 {
        let Relaxed { rows, solved, windows, .. } = relaxed;
        if self.order.len() > BRANCHED {
            return relaxed.bound;
        }
        let frame = Frame::new(self.problem, &self.order);
        let ends = (windows.finish.clone(), windows.latest.clone());
        let root = Node::root(solved.bound, ends, solved.point.clone());
        let tree = Tree { rows, frame: &frame, beside };
        let mut prices = [Prices::new(rows, windows), Prices::new(rows, windows)];
        let cells = rows.cells();
        let branched = if self.order.len() > FEW { BRANCH_CELLS } else { BRANCH_CELLS_FEW };
        let budget = Budget {
            iterations: share(branched, self.effort) / cells,
            node: NODE,
            nodes: (KEPT / cells).max(16),
        };
        let mut cost = |prices: &Prices<'_>, point: &Point| {
            let order = self.by_alpha(rows, prices, point, 0.5);
            let aim = self.ends(rows, prices, point, share_done);
            let cost = offer(&order, aim.as_ref());
            i64::try_from(cost.saturating_sub(rows.base)).unwrap_or(i64::MAX)
        };
        let best = cost(&prices[0], &root.point);
        let (root, _) = branch::solve(&frame, &mut prices[0], root, (best, NODE));
        let bound = root.map_or(best, |root| tree.grow(&mut prices, root, budget, &mut cost));
        relaxed.bound.max(rows.base + bound.max(0).unsigned_abs())
    }

    fn whole(&self) -> (Vec<usize>, Vec<usize>) {
        let last = self.problem.periods.saturating_sub(1);
        let latest = |task: &Task| match (self.late, task.due) {
            (Late::None, Some(due)) => usize::try_from(due).unwrap_or_default().min(last),
            _ => last,
        };
        (vec![0; self.problem.tasks.len()], self.problem.tasks.iter().map(latest).collect())
    }
}

/// `effort` per cent of a budget.
fn share(budget: usize, effort: u64) -> usize {
    (budget as u128 * u128::from(effort) / 100) as usize
}
