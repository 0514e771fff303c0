//! From a scheduling problem to the best timetable that a budget finds, with its proof.

use super::objective::Cost;
use super::polish::Polish;
use super::relaxation::Relaxation;
use super::schedule::{Placement, Problem, earliest, ranked, sequence, solve_in};
use super::search::{Anchor, Late, Search, Step, cost_of};
use super::{Optimisation, Plan};
use crate::model::Date;

/// How to look for the dates.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Per cent of the work of about a minute; at 0 the order by least slack is taken as it is.
    pub effort: u64,
    /// Seed of the search.
    pub seed: u64,
    /// The plan in force.
    pub previous: Option<&'a Plan>,
    /// What it costs to finish a package a quarter earlier or later than in the plan in force: per cent of
    /// the mean weight of a package.
    pub stability: u64,
    /// A scenario's day: no deadline is later.
    pub deadline: Option<Date>,
    /// Told of every step; when it says no, the best plan so far is taken.
    pub watch: &'a dyn Fn(Step) -> bool,
}

impl Options<'_> {
    /// Effort of a plan unless something else is said.
    pub const EFFORT: u64 = 10;
    /// Stability unless something else is said.
    pub const STABILITY: u64 = 50;
}

impl Default for Options<'_> {
    fn default() -> Self {
        let (effort, stability) = (Self::EFFORT, Self::STABILITY);
        Self { effort, seed: 1, previous: None, stability, deadline: None, watch: &|_| true }
    }
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("effort", &self.effort)
            .field("seed", &self.seed)
            .field("stability", &self.stability)
            .finish_non_exhaustive()
    }
}

/// A timetable with its proof.
#[derive(Clone, Debug)]
pub(super) struct Solved {
    /// Order of placement.
    pub(super) order: Vec<usize>,
    pub(super) placements: Vec<Placement>,
    pub(super) optimisation: Optimisation,
}

/// Looks for the placements of least cost, in the order of the tasks of `problem`.
#[must_use]
pub fn optimise(problem: &Problem, options: &Options<'_>) -> (Vec<Placement>, Optimisation) {
    let solved = solve(problem, &Anchor::default(), options);
    (solved.placements, solved.optimisation)
}

/// Tasks placed at an effort of 100 by orders of all of them.
const PLACEMENTS: u64 = 60_000_000;
/// Orders of a few tasks at an effort of 100.
const POLISHED: u64 = 40_000_000;
/// Tasks above which an order of all of them is dear, so that a tenth and a quarter of these must do.
const MANY: u64 = 10_000;
/// Climbs, each from the best order of the one before.
const CLIMBS: u64 = 3;
/// What a worse order of a few may cost at first, in mean weights, in one search after the other.
const HEATS: [f64; 4] = [1.0, 0.5, 0.3, 0.2];
/// Shares at which tasks are put in order.
const ALPHAS: usize = 16;

/// Solves `problem`: never with more unplaced tasks, nor at a higher cost, than the order by least slack has,
/// and with none late when that has none.
pub(super) fn solve(problem: &Problem, anchor: &Anchor, options: &Options<'_>) -> Solved {
    let first = sequence(problem);
    let simple = solve_in(problem, &first);
    let base = Cost::of(problem, &simple);
    let floor = floor(problem, &simple, &first);
    let count = first.len() as u64;
    if count == 0 || options.effort == 0 {
        let optimisation = told(&base, &base, Some(floor), (options, 1));
        return Solved { order: first, placements: simple, optimisation };
    }
    let relaxation = Relaxation::new(problem, &simple, options.effort);
    let relaxed = relaxation.solve();
    let bound = relaxed.as_ref().map_or(floor, |relaxed| relaxed.bound.max(floor));
    let mut search = Search::new(problem, anchor, &first, options.seed);
    let points = relaxed.as_ref().map(|relaxed| relaxation.orders(relaxed, ALPHAS));
    for order in candidates(problem, anchor).into_iter().chain(points.into_iter().flatten()) {
        search.offer(&order);
    }
    // A handful of packages has few orders.
    let most = count.saturating_mul(count).saturating_mul(40).saturating_add(1_000);
    let placements = if count > MANY { PLACEMENTS / 10 } else { PLACEMENTS };
    let budget = (placements.saturating_mul(options.effort) / 100 / count).min(most);
    for climb in 1..=CLIMBS {
        search.climb(budget * climb / CLIMBS, bound, options.watch);
    }
    let order = search.best().0.to_vec();
    let listed = Found::new(problem, anchor, solve_in(problem, &order), order);
    let (mut best, polished) = polish(listed, (problem, anchor, &search), (bound, options));
    let mut tried = search.tried + polished;
    let placed = |(a, b): (&Placement, &Placement)| a.span.is_none() || b.span.is_some();
    let mut bound = simple.iter().zip(&best.placements).all(placed).then_some(bound);
    if let (Some(bound), Some(relaxed)) = (&mut bound, &relaxed) {
        let known = *bound;
        *bound = known.max(relaxation.branch(relaxed, &mut |order| {
            tried += 1;
            let step = Step { tried: (tried, tried), cost: best.cost.total(), bound: known };
            if !(options.watch)(step) {
                // Nothing costs less, so there is nothing left to look at.
                return 0;
            }
            let offered = Found::new(problem, anchor, solve_in(problem, order), order.to_vec());
            if offered.is_better(&best, search.late()) {
                best = offered;
            }
            best.cost.total()
        }));
    }
    let optimisation = told(&best.cost, &base, bound, (options, tried));
    Solved { order: best.order, placements: best.placements, optimisation }
}

/// A timetable that was found, with an order that is nearest to it.
struct Found {
    order: Vec<usize>,
    placements: Vec<Placement>,
    cost: Cost,
    /// Cost with that of moves.
    score: u64,
}

impl Found {
    fn new(
        problem: &Problem,
        anchor: &Anchor,
        placements: Vec<Placement>,
        order: Vec<usize>,
    ) -> Self {
        let finishes =
            placements.iter().enumerate().filter_map(|(at, one)| Some((at, one.span?.1)));
        let score = finishes.map(|(task, finish)| cost_of(problem, anchor, task, finish));
        let score = score.fold(0, u64::saturating_add);
        Self { cost: Cost::of(problem, &placements), order, placements, score }
    }

    fn is_better(&self, other: &Self, late: Late) -> bool {
        let counted = |one: &Self| if late == Late::None { one.cost.late } else { 0 };
        (self.cost.unplaced, counted(self), self.score)
            < (other.cost.unplaced, counted(other), other.score)
    }
}

/// A timetable that is as good as `found` or better, and how many orders of a few tasks were tried.
fn polish(
    mut found: Found,
    (problem, anchor, search): (&Problem, &Anchor, &Search<'_>),
    (bound, options): (u64, &Options<'_>),
) -> (Found, u64) {
    let count = found.order.len().max(1) as u64;
    let mean = problem.tasks.iter().map(|task| task.delay as f64).sum::<f64>() / count as f64;
    let most = count.saturating_mul(count).saturating_mul(400);
    let orders = if count > MANY { POLISHED / 4 } else { POLISHED };
    let budget = (orders.saturating_mul(options.effort) / 100 / HEATS.len() as u64).min(most);
    let mut polish = Polish::new(problem, anchor, (&found.order, search.late()), options.seed);
    let tried = |polish: &Polish<'_>| (search.tried + polish.tried, search.tried + 4 * budget);
    for heat in HEATS {
        let step = Step { tried: tried(&polish), cost: polish.cost(), bound };
        if !(options.watch)(step) {
            break;
        }
        polish.run(budget, bound, heat * mean);
    }
    let order = polish.order();
    let better = Found::new(problem, anchor, polish.placements(&found.placements), order);
    if better.is_better(&found, search.late()) {
        found = better;
    }
    (found, polish.tried)
}

/// What the placed tasks cost if no team were ever short.
fn floor(problem: &Problem, placements: &[Placement], order: &[usize]) -> u64 {
    let earliest = earliest(problem, order);
    let best = |(placement, finish): (&Placement, i64)| {
        let finish = usize::try_from(finish).unwrap_or_default();
        Placement { span: placement.span.map(|_| (finish, finish)), ..placement.clone() }
    };
    let best: Vec<Placement> = placements.iter().zip(earliest).map(best).collect();
    Cost::of(problem, &best).total()
}

/// Orders to begin with.
fn candidates(problem: &Problem, anchor: &Anchor) -> Vec<Vec<usize>> {
    let gain = gains(problem);
    let mut orders = vec![ranked(problem, |task| gain[task])];
    let due = |task: usize| (problem.tasks[task].due.unwrap_or(i64::MAX), gain[task]);
    orders.push(ranked(problem, due));
    if !anchor.finish.is_empty() {
        orders.push(ranked(problem, |task| anchor.finish[task].unwrap_or(usize::MAX)));
    }
    orders
}

/// Work for each unit of weight, of a task with all that waits for it; the least goes first (Smith's rule,
/// Naval Research Logistics Quarterly 3, 1956, with what follows counted in).
fn gains(problem: &Problem) -> Vec<u64> {
    let mut total: Vec<u64> = problem.tasks.iter().map(|task| task.delay).collect();
    for &at in sequence(problem).iter().rev() {
        let after = &problem.tasks[at].after;
        let share = total[at] / after.len().max(1) as u64;
        for edge in after {
            total[edge.task] = total[edge.task].saturating_add(share);
        }
    }
    let ratio = |(task, total): (&super::schedule::Task, u64)| {
        task.work.saturating_mul(1_000) / total.max(1)
    };
    problem.tasks.iter().zip(total).map(ratio).collect()
}

const OBJECTIVE: &str = "least remaining exposure: the weight of every package times the quarters until it is \
     finished, and five times the weight for every quarter after its deadline; the weight is the priority, four \
     times that for traffic that can be recorded today and for what is broken already, twice that for \
     signatures that can be forged later, and once more for every doubling of the assets";

fn told(
    cost: &Cost,
    simple: &Cost,
    bound: Option<u64>,
    (options, tried): (&Options<'_>, u64),
) -> Optimisation {
    let gap = bound.map(|bound| gap_percent(cost.total(), bound));
    Optimisation {
        objective: OBJECTIVE.into(),
        exposure: cost.exposure,
        lateness: cost.lateness,
        lower_bound: bound,
        gap_percent: gap,
        least_slack: simple.total(),
        least_slack_late: simple.late + simple.unplaced,
        tried,
        seed: options.seed,
        effort: options.effort,
        summary: summary(cost, simple, gap),
    }
}

/// In hundredths of a per cent, rounded up.
fn gap_percent(cost: u64, bound: u64) -> f64 {
    let above = u128::from(cost.saturating_sub(bound)) * 10_000;
    let hundredths = above.div_ceil(u128::from(bound.max(1)));
    f64::from(u32::try_from(hundredths).unwrap_or(u32::MAX)) / 100.0
}

fn summary(cost: &Cost, simple: &Cost, gap: Option<f64>) -> String {
    let distance = match gap {
        Some(0.0) => {
            "No timetable has less remaining exposure and lateness: this one is proven best".into()
        }
        Some(gap) => {
            format!("Remaining exposure and lateness are at most {gap} % above the best possible")
        }
        None => "How far from the best possible it is could not be proven".into(),
    };
    let saved = simple.total().saturating_sub(cost.total());
    if saved == 0 {
        return format!("{distance}.");
    }
    let tenths = u128::from(saved) * 1_000 / u128::from(simple.total().max(1));
    format!(
        "{distance}; they are {}.{} % below what planning by least slack gives.",
        tenths / 10,
        tenths % 10
    )
}
