//! A good schedule, and a proof of how good.
//!
//! Prices of resources and of waiting give a bound on the exposure of every schedule and a fractional
//! one (`bound`); lists by it, a dive along time and large neighbourhoods give schedules (`search`).
//! The budget is counted in operations, not in seconds: equal arguments give equal answers.

use super::bound::{Point, Prices};
use super::check::check;
use super::costs::Costs;
use super::fault::Fault;
use super::model::Model;
use super::project::{Project, Schedule};
use super::search::{Board, Depth, Effort, Neighbourhoods, Placed, by_alpha, by_start, dive};

/// How to optimise.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Seed of the search.
    pub seed: u64,
    /// Per cent of the usual budget, which is about a minute of one core.
    pub effort: u64,
    /// The schedule that is in force, one start a task.
    pub previous: Option<&'a Schedule>,
    /// What it costs to move a task by one period from its start in `previous`.
    pub stability: u64,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { seed: 1, effort: 100, previous: None, stability: 0 }
    }
}

/// A schedule with its proof.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The schedule.
    pub schedule: Schedule,
    /// Its exposure.
    pub exposure: u128,
    /// What its moves away from the previous schedule cost.
    pub disruption: u128,
    /// No schedule has less exposure and disruption together.
    pub lower_bound: u128,
    /// What was done, in order.
    pub log: Vec<Progress>,
}

/// A step of the optimisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What was done.
    pub method: &'static str,
    /// Cost of the best schedule after it; none before the first, or as long as it overruns.
    pub cost: Option<u128>,
    /// The bound after it.
    pub bound: u128,
    /// Iterations of the relaxation, or orders tried.
    pub evaluations: u64,
}

impl Outcome {
    /// Exposure and disruption.
    #[must_use]
    pub const fn cost(&self) -> u128 {
        self.exposure + self.disruption
    }

    /// By how many parts in a million the cost is above the bound; less than one counts as one.
    #[must_use]
    pub fn gap_ppm(&self) -> u128 {
        let above = self.cost().saturating_sub(self.lower_bound);
        (above.saturating_mul(1_000_000)).div_ceil(self.lower_bound.max(1))
    }
}

/// Searches for a schedule of least exposure and disruption.
///
/// # Errors
/// The first [`Fault`] of the project; [`Fault::NoRoom`] when no schedule within the horizon was
/// found, which does not prove that there is none.
pub fn optimise(project: &Project, options: &Options<'_>) -> Result<Outcome, Fault> {
    let model = Model::new(project)?;
    let costs = Costs::new(project, options.previous, options.stability)?;
    let prices = Prices::new(&model, &costs)?;
    let board = Board::new(&model, &costs);
    let run = Run { project, costs: &costs, prices: &prices, board: &board, options };
    run.all()
}

/// What the relaxation alone tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Relaxation {
    /// No schedule has less exposure.
    pub lower_bound: u128,
    /// By alpha, the period in which the share of each task passes it: orders to try.
    pub passes: Vec<Vec<f64>>,
}

/// Bounds the exposure of every schedule of `project`, without looking for one.
///
/// `alphas` are shares between 0 and 1; `effort` is that of [`Options`].
///
/// # Errors
/// The first [`Fault`] of the project.
pub fn relax(project: &Project, alphas: &[f32], effort: u64) -> Result<Relaxation, Fault> {
    let model = Model::new(project)?;
    let costs = Costs::new(project, None, 0)?;
    let prices = Prices::new(&model, &costs)?;
    let mut point = Point::new(&prices);
    let solved = prices.solve(&mut point, iterations(project, effort), &mut |_, _| {});
    let passes = |&alpha: &f32| {
        (0..project.tasks.len()).map(|task| solved.mean.passes(&prices, task, alpha)).collect()
    };
    Ok(Relaxation {
        lower_bound: costs.base + u128::from(solved.bound.max(0).unsigned_abs()),
        passes: alphas.iter().map(passes).collect(),
    })
}

/// Iterations of the relaxation.
fn iterations(project: &Project, effort: u64) -> usize {
    let (least, most) = ITERATIONS;
    (share(BOUND_CELLS, effort) / cells(project))
        .clamp(share(least, effort).clamp(40, least), share(most, effort).max(40))
}

/// Cells of the relaxation.
fn cells(project: &Project) -> usize {
    ((project.tasks.len() + project.edges.len()) * project.periods).max(1)
}

/// `effort` per cent of a budget.
fn share(budget: usize, effort: u64) -> usize {
    (budget as u128 * u128::from(effort) / 100) as usize
}

/// Cells of the relaxation that are passed over for the bound, and for a dive.
const BOUND_CELLS: usize = 1_700_000_000;
const DIVE_CELLS: usize = 4_000_000_000;
/// Iterations for the bound at least, and at most; and at least and at most for a period of a dive.
const ITERATIONS: (usize, usize) = (200, 8_000);
const DIVE_ITERATIONS: (usize, usize) = (30, 400);
/// Orders tried in neighbourhoods, by and large.
const ORDERS: u64 = 30_000_000;
/// Tasks placed in annealing the order of all tasks.
const PLACEMENTS: u64 = 1_000_000_000;
/// Projects up to this size are searched from several sides.
const SMALL: usize = 400;
/// Projects above this size are given fewer lists.
const MANY: usize = 10_000;

/// Most tasks of a neighbourhood.
const PART: usize = 20;
const LARGE_STAGES: &[Stage] = &[Stage::Parts(0.5), Stage::Parts(0.3)];
const SMALL_STAGES: &[Stage] = &[
    Stage::Whole(3.0),
    Stage::Parts(1.0),
    Stage::Whole(1.0),
    Stage::Parts(0.5),
    Stage::Whole(6.0),
    Stage::Parts(0.5),
];

/// A search, with what a worse order may cost at first, in mean weights.
#[derive(Clone, Copy, Debug)]
enum Stage {
    /// Of the order of all tasks.
    Whole(f64),
    /// Of the order in neighbourhoods.
    Parts(f64),
}

struct Run<'a> {
    project: &'a Project,
    costs: &'a Costs,
    prices: &'a Prices<'a>,
    board: &'a Board,
    options: &'a Options<'a>,
}

struct Best {
    placed: Option<Placed>,
    bound: i64,
    log: Vec<Progress>,
}

impl Run<'_> {
    fn all(&self) -> Result<Outcome, Fault> {
        let mut best = Best { placed: None, bound: 0, log: Vec::new() };
        if let Some(previous) = self.options.previous.filter(|previous| self.is_complete(previous))
        {
            let start = &previous.start;
            if check(self.project, previous).is_empty() {
                let cost = self.board.total(start);
                self.found(&mut best, "previous", 1, Some(Placed { start: start.clone(), cost }));
            }
            self.found(&mut best, "previous order", 1, Some(by_start(self.board, start)));
        }
        let point = self.relax(&mut best);
        let lists = if self.project.tasks.len() > MANY { 20 } else { 200 };
        let placed = by_alpha(self.board, self.prices, &point, lists);
        self.found(&mut best, "alpha points", lists as u64, placed);
        self.dives(&mut best, &point);
        self.neighbourhoods(&mut best);
        self.outcome(best)
    }

    fn is_complete(&self, schedule: &Schedule) -> bool {
        let count = self.project.tasks.len();
        let within = |&start: &u32| (start as usize) < self.project.periods.max(1);
        schedule.start.len() == count && schedule.start.iter().all(within)
    }

    fn small(&self) -> bool {
        self.project.tasks.len() <= SMALL
    }

    fn relax(&self, best: &mut Best) -> Point {
        let iterations = iterations(self.project, self.options.effort);
        let mut point = Point::new(self.prices);
        let solved = self.prices.solve(&mut point, iterations, &mut |_, _| {});
        best.bound = best.bound.max(solved.bound);
        self.found(best, "relaxation", iterations as u64, None);
        solved.mean
    }

    fn dives(&self, best: &mut Best, point: &Point) {
        let (least, most) = DIVE_ITERATIONS;
        let cells = cells(self.project) * self.project.periods.max(1);
        let iterations = share(DIVE_CELLS, self.options.effort) / cells;
        if iterations < least {
            return;
        }
        let iterations = iterations.min(most);
        let thresholds: &[f32] =
            if self.small() { &[0.1, 0.2, 0.3, 0.5, 0.7] } else { &[0.1, 0.3] };
        for &threshold in thresholds {
            let placed = dive(self.board, self.prices, point, Depth { iterations, threshold });
            self.found(best, "dive", (iterations * self.project.periods) as u64, placed);
        }
    }

    fn neighbourhoods(&self, best: &mut Best) {
        let Some(first) = best.placed.clone() else { return };
        let stages: &[Stage] = if self.small() { SMALL_STAGES } else { LARGE_STAGES };
        let tasks = self.project.tasks.len().max(1) as u64;
        // A handful of tasks has few orders.
        let most = tasks.saturating_pow(3) * 100;
        let budget = |all: u64| (all * self.options.effort / 100 / stages.len() as u64).min(most);
        let mut placed = first;
        for (seed, stage) in (self.options.seed..).zip(stages) {
            if placed.cost <= best.bound {
                break;
            }
            let mut search = Neighbourhoods::new(self.board, &placed, seed);
            let method = match stage {
                Stage::Whole(heat) => {
                    search.whole(budget(2 * PLACEMENTS / tasks), heat * self.costs.mean());
                    "annealing"
                }
                Stage::Parts(heat) => {
                    let (depth, heat) = (20, heat * self.costs.mean());
                    let evaluations = budget(self.orders());
                    search.run(Effort { evaluations, depth, size: PART, heat }, best.bound);
                    "neighbourhoods"
                }
            };
            placed = search.placed().clone();
            let again = by_start(self.board, &placed.start);
            if again.cost < placed.cost {
                placed = again;
            }
            self.found(best, method, search.evaluations(), Some(placed.clone()));
        }
    }

    /// Orders tried in neighbourhoods.
    fn orders(&self) -> u64 {
        match self.project.tasks.len() {
            0..=SMALL => ORDERS / 2,
            1_500..=MANY => 2 * ORDERS,
            _ => ORDERS,
        }
    }

    fn found(
        &self,
        best: &mut Best,
        method: &'static str,
        evaluations: u64,
        placed: Option<Placed>,
    ) {
        if let Some(placed) = placed
            && best.placed.as_ref().is_none_or(|old| placed.cost < old.cost)
        {
            best.placed = Some(placed);
        }
        let whole = |cost: i64| self.costs.base + u128::from(cost.max(0).unsigned_abs());
        let within = best.placed.as_ref().filter(|placed| self.overrun(placed).is_none());
        let cost = within.map(|placed| whole(placed.cost));
        best.log.push(Progress { method, cost, bound: whole(best.bound), evaluations });
    }

    /// A task that finishes after the horizon.
    fn overrun(&self, placed: &Placed) -> Option<usize> {
        let tasks = placed.start.iter().zip(&self.project.tasks);
        tasks
            .map(|(&start, task)| u64::from(start) + u64::from(task.duration))
            .position(|finish| finish > self.project.periods as u64)
    }

    fn outcome(&self, best: Best) -> Result<Outcome, Fault> {
        let placed = best.placed.unwrap_or_else(|| by_start(self.board, &[]));
        if let Some(task) = self.overrun(&placed) {
            return Err(Fault::NoRoom { task });
        }
        let schedule = Schedule { start: placed.start };
        match check(self.project, &schedule).len() {
            0 => {}
            violations => return Err(Fault::Infeasible { violations }),
        }
        let (exposure, disruption) = self.costs.split(self.project, &schedule);
        let lower_bound = self.costs.base + u128::from(best.bound.max(0).unsigned_abs());
        Ok(Outcome { schedule, exposure, disruption, lower_bound, log: best.log })
    }
}
