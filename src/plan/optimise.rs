//! From a scheduling problem to the best timetable that a budget finds, with its proof.

use std::sync::atomic::{AtomicBool, Ordering};

use super::chain;
use super::distance::{gap_percent, summary};
use super::fewest::fewest_late;
use super::found::{Annealing, Found, Moves, settled};
use super::known;
use super::objective::Cost;
use super::polish::{Cooling, Polish};
use super::relaxation::{Aim, Relaxation};
use super::schedule::{Placement, Problem, earliest, ranked, sequence, solve_in};
use super::search::{Anchor, Late, Search, Step};
use super::{Optimisation, Options};

/// Does the first thing and the second.
pub type Beside<'a> = dyn Fn(&mut (dyn FnMut() + Send), &mut dyn FnMut()) + Sync + 'a;

/// One after the other.
pub(super) const IN_TURN: &Beside<'static> = &|one, other| {
    one();
    other();
};

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

/// The same, never at a higher cost than `known` has where that keeps every rule of `problem`: a timetable of
/// the same tasks with less capacity, for one.
#[must_use]
pub fn improve(
    problem: &Problem,
    known: &[Placement],
    options: &Options<'_>,
) -> (Vec<Placement>, Optimisation) {
    let loads = known.iter().map(|placement| placement.load.clone()).collect();
    let solved = solve(problem, &Anchor { loads, ..Anchor::default() }, options);
    (solved.placements, solved.optimisation)
}

/// Tasks placed at an effort of 100 by orders of all of them.
pub(super) const PLACEMENTS: u64 = 60_000_000;
/// Tasks above which orders of all of them are too dear to be searched, and timetables are annealed only.
const LISTED: u64 = 400;
/// Orders of a few tasks at an effort of 100: of timetables that an order gave; the same where chains begin anew with
/// periods of the relaxation, which they leave behind; and of annealed ones.
const POLISHED: u64 = 40_000_000;
const POLISHED_FIRST: u64 = 4_000_000;
const REPOLISHED: u64 = 2_500_000;
/// Moves of annealing at an effort of 100 where every move misses the processor's cache.
pub(super) const MOVES_APART: u64 = 8_000_000;
/// Moves, and orders of a few tasks, for every pair of tasks at most.
pub(super) const EACH: u64 = 400;
/// Tasks above which bound and annealing are worked on side by side.
pub(super) const MANY: u64 = 10_000;
/// Climbs, each from the best order of the one before.
pub(super) const CLIMBS: u64 = 3;
/// What a worse order of a few may cost at first, in mean weights, in one search after the other.
const HEATS: [f64; 4] = [1.0, 0.5, 0.3, 0.2];
/// The same of annealing, at first and at last.
const HOT: (f64, f64) = (0.3, 0.02);
/// Shares at which tasks are put in order.
pub(super) const ALPHAS: usize = 16;
/// Shares that make a target of the period by which they are done.
const SHARES: [f32; 10] = [0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9];
/// The share at a node of branching.
const NODE_SHARE: f32 = 0.7;

/// Solves `problem`: never with more unplaced tasks, nor at a higher cost, than the order by least slack has,
/// and with none late when that has none; and never at a higher cost than the plan in force where that still
/// keeps every rule.
pub(super) fn solve(problem: &Problem, anchor: &Anchor, options: &Options<'_>) -> Solved {
    solve_until(problem, (anchor, None), options)
}

/// The same; where deadlines come first it may end as soon as no more than `enough` are missed, which is what it would miss
/// at most in the end.
pub(super) fn solve_until(
    problem: &Problem,
    (anchor, enough): (&Anchor, Option<u64>),
    options: &Options<'_>,
) -> Solved {
    let first = sequence(problem);
    let simple = solve_in(problem, &first);
    let base = Cost::of(problem, &simple);
    let floor = floor(problem, &simple, &first);
    let count = first.len() as u64;
    let is_asked = options.fewest_late && base.late + base.unplaced > 0;
    if count == 0 || options.effort == 0 && !is_asked {
        let optimisation = told(&base, &base, (Some(floor), first.len()), (options, 1));
        return Solved { order: first, placements: simple, optimisation };
    }
    let within = problem.within_budget();
    let mut search = Search::new(problem, anchor, &first, options.seed);
    // Where something has no place yet, having one goes before being in time.
    let late = if base.unplaced == 0 { search.late() } else { Late::Priced };
    let relaxation = Relaxation::new(&within, &simple, (late, options.effort));
    candidates(problem, anchor).iter().for_each(|order| search.offer(order));
    if options.fewest_late && (search.late() == Late::Priced || base.unplaced > 0) {
        search.fewest_late();
        search.ends_with(enough);
        return fewest_late(&mut search, &relaxation, (&simple, &base, floor), options);
    }
    let mut work = Work { problem, anchor, late: search.late(), options, bound: floor, tried: 0 };
    let (relaxed, mut best) = if count > MANY {
        let order = search.best().0.to_vec();
        let listed = Found::new(problem, anchor, solve_in(problem, &order), order);
        let (mut relaxed, mut best) = (None, None);
        // Once annealing is done, its processor is there for half of every iteration.
        let (beside, alone) = (options.beside, AtomicBool::new(false));
        let iterating: &Beside<'_> = &|one, other| {
            let how = if alone.load(Ordering::Relaxed) { beside } else { IN_TURN };
            how(one, other);
        };
        beside(&mut || relaxed = relaxation.solve(iterating), &mut || {
            let moves = share(MOVES_APART, options.effort);
            let how = (Moves::Handfuls, HOT, moves);
            best = work.cool_all(std::slice::from_ref(&listed), how).pop();
            alone.store(true, Ordering::Relaxed);
        });
        (relaxed, best.unwrap_or(listed))
    } else {
        let relaxed = relaxation.solve(options.beside);
        work.bound = relaxed.as_ref().map_or(floor, |relaxed| relaxed.bound.max(floor));
        let points = relaxed.as_ref().map(|relaxed| relaxation.orders(relaxed, ALPHAS));
        points.iter().flatten().for_each(|order| search.offer(order));
        if count <= LISTED {
            // A handful of packages has few orders.
            let most = count.saturating_mul(count).saturating_mul(40).saturating_add(1_000);
            let budget = (share(PLACEMENTS, options.effort) / count).min(most);
            for climb in 1..=CLIMBS {
                search.climb(budget * climb / CLIMBS, work.bound, options.watch);
            }
        }
        let order = search.best().0.to_vec();
        let listed = Found::new(problem, anchor, solve_in(problem, &order), order);
        let chained = chain::fit(problem) && base.unplaced == 0 && relaxed.is_some();
        let orders = if chained { POLISHED_FIRST } else { POLISHED };
        let listed = if count <= LISTED { work.polish(listed, orders) } else { listed };
        (relaxed, listed)
    };
    work.tried += search.tried;
    work.bound = relaxed.as_ref().map_or(floor, |relaxed| relaxed.bound.max(floor));
    if let Some(relaxed) = &relaxed {
        best = work.aim(best, &relaxation.targets(relaxed, &SHARES));
    }
    let kept = known::placements(problem, &anchor.loads).map(|known| work.found(known));
    if let Some(kept) = &kept {
        let known = work.polish_a_little(kept.clone());
        best = work.better(best, known);
    }
    let mut bound = dates_all_of(&simple, &best.placements).then_some(work.bound);
    if let (Some(bound), Some(relaxed)) = (&mut bound, &relaxed) {
        let known = *bound;
        let mut offer = |order: &[usize], aim: Option<&Aim>| {
            work.tried += 1;
            let step =
                Step { tried: (work.tried, work.tried), cost: best.cost.total(), bound: known };
            if !(options.watch)(step) {
                // Nothing costs less, so there is nothing left to look at.
                return 0;
            }
            let listed = Found::new(problem, anchor, solve_in(problem, order), order.to_vec());
            let aimed = aim.and_then(|aim| work.by_targets(aim));
            for offered in [Some(listed), aimed].into_iter().flatten() {
                if offered.is_better(&best, work.late) {
                    best = offered;
                }
            }
            best.cost.total()
        };
        let branched = relaxation.branch(relaxed, NODE_SHARE, &mut offer, options.beside);
        *bound = known.max(branched);
    }
    // What is no better than the plan in force moves nothing.
    let best = match kept {
        Some(kept) if !best.is_better(&kept, work.late) => kept,
        _ => best,
    };
    let optimisation = told(&best.cost, &base, (bound, first.len()), (options, work.tried));
    Solved { order: best.order, placements: best.placements, optimisation }
}

/// Whether `best` has a place for all that has one in `simple`, of which the relaxation speaks.
pub(super) fn dates_all_of(simple: &[Placement], best: &[Placement]) -> bool {
    simple.iter().zip(best).all(|(one, other)| one.span.is_none() || other.span.is_some())
}

/// `effort` per cent of a budget.
pub(super) fn share(budget: u64, effort: u64) -> u64 {
    budget.saturating_mul(effort) / 100
}

/// What improving a timetable needs to know.
pub(super) struct Work<'a> {
    pub(super) problem: &'a Problem,
    pub(super) anchor: &'a Anchor,
    pub(super) late: Late,
    pub(super) options: &'a Options<'a>,
    pub(super) bound: u64,
    pub(super) tried: u64,
}

impl<'a> Work<'a> {
    /// `placements` with an order that is nearest to them.
    fn found(&self, placements: Vec<Placement>) -> Found {
        let polish = self.begin(&placements);
        let order = polish.order();
        Found::new(self.problem, self.anchor, placements, order)
    }

    pub(super) fn begin(&self, placements: &[Placement]) -> Polish<'a> {
        Polish::of(self.problem, self.anchor, (placements, self.late), self.options.seed)
    }

    pub(super) fn better(&self, one: Found, other: Found) -> Found {
        if other.is_better(&one, self.late) { other } else { one }
    }

    pub(super) fn settled(&self, polish: Polish<'_>, placements: &[Placement]) -> Found {
        settled((self.problem, self.anchor), polish, placements)
    }

    /// Anneals all of every timetable of `starts`, two at a time side by side; what comes of each.
    pub(super) fn cool_all(
        &mut self,
        starts: &[Found],
        (way, heats, moves): (Moves, (f64, f64), u64),
    ) -> Vec<Found> {
        let (mean, count) = (self.mean(), self.problem.tasks.len() as u64);
        let moves = moves.min(count.saturating_mul(count).saturating_mul(EACH));
        let cooling = Cooling { moves, from: heats.0 * mean, to: heats.1 * mean };
        let mut cooled = Vec::with_capacity(starts.len());
        for (at, pair) in starts.chunks(2).enumerate() {
            let (tried, all) = (self.tried, self.tried + moves * pair.len() as u64);
            let (bound, watch) = (self.bound, self.options.watch);
            let stopped = AtomicBool::new(false);
            let annealing = Annealing {
                problem: self.problem,
                anchor: self.anchor,
                late: self.late,
                moves: way,
                part: None,
            };
            // Each has random numbers of its own, so that it does not matter which ends first.
            let seed = |one: u64| self.options.seed.wrapping_add(2 * at as u64 + one);
            let (mut one, mut other) = (None, None);
            let mut first = || {
                one = Some(annealing.cool(&pair[0], seed(0), cooling, &mut |now, cost| {
                    let step = Step { tried: (tried + now, all), cost, bound };
                    let go_on = watch(step);
                    stopped.fetch_or(!go_on, Ordering::Relaxed);
                    cost > bound && go_on
                }));
            };
            match pair.get(1) {
                None => first(),
                Some(start) => {
                    let seed = seed(1);
                    let mut second = || {
                        other = Some(annealing.cool(start, seed, cooling, &mut |_, cost| {
                            cost > bound && !stopped.load(Ordering::Relaxed)
                        }));
                    };
                    (self.options.beside)(&mut second, &mut first);
                }
            }
            for (start, (found, tried)) in pair.iter().zip(one.into_iter().chain(other)) {
                self.tried += tried;
                cooled.push(self.better(start.clone(), found));
            }
        }
        cooled
    }

    pub(super) fn polish_a_little(&mut self, found: Found) -> Found {
        let many = self.problem.tasks.len() as u64 > MANY;
        self.polish(found, if many { REPOLISHED / 2 } else { REPOLISHED })
    }

    /// A timetable that is as good as `found` or better, by `orders` of a few tasks at an effort of 100.
    fn polish(&mut self, found: Found, orders: u64) -> Found {
        let (mean, count) = (self.mean(), found.order.len().max(1) as u64);
        let most = count.saturating_mul(count).saturating_mul(EACH);
        let budget = (share(orders, self.options.effort) / HEATS.len() as u64).min(most);
        let mut polish = self.begin(&found.placements);
        let tried = |polish: &Polish<'_>| (self.tried + polish.tried, self.tried + 4 * budget);
        for heat in HEATS {
            let step = Step { tried: tried(&polish), cost: polish.cost(), bound: self.bound };
            if !(self.options.watch)(step) {
                break;
            }
            polish.run(budget, self.bound, heat * mean);
        }
        self.tried += polish.tried;
        let polished = self.settled(polish, &found.placements);
        self.better(found, polished)
    }

    pub(super) fn mean(&self) -> f64 {
        let sum: f64 = self.problem.tasks.iter().map(|task| task.delay as f64).sum();
        sum / self.problem.tasks.len().max(1) as f64
    }
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
pub(super) fn gains(problem: &Problem) -> Vec<u64> {
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
     signatures that can be forged later, and once more for every doubling of the assets; nothing is late where the \
     order by least slack has nothing late";

/// Of how many packages at most one may be without a date for the bound to be told: it holds of the timetables that date
/// all the others, and where many have none, which ones do is most of the question.
const FEW: usize = 100;

pub(super) fn told(
    cost: &Cost,
    simple: &Cost,
    (bound, count): (Option<u64>, usize),
    (options, tried): (&Options<'_>, u64),
) -> Optimisation {
    let bound = bound.filter(|_| cost.unplaced * FEW <= count);
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
