//! The timetable with the fewest missed deadlines, where these come before all else.

use super::Options;
use super::objective::Cost;
use super::optimise::{ALPHAS, CLIMBS, PLACEMENTS, Solved, dates_all_of, gains, share, told};
use super::relaxation::Relaxation;
use super::schedule::{Placement, Problem, leading, ranked, solve_in};
use super::search::{Anchor, Search};

/// Orders tried in a short search, and tasks placed in it at most.
pub(super) const TRIED: u64 = 400;
pub(super) const PLACED: u64 = 200_000;

/// The timetable with the fewest missed deadlines that orders of all tasks find, of these the one with the least work on
/// what is broken today without a date, and of these the one of least cost. At an effort of 0 by a short search.
pub(super) fn fewest_late(
    search: &mut Search<'_>,
    relaxation: &Relaxation<'_>,
    (simple, base, floor): (&[Placement], &Cost, u64),
    options: &Options<'_>,
) -> Solved {
    search.offer(&broken_first(search.problem()));
    let is_bounded = options.effort > 0 && !search.is_enough();
    let relaxed = is_bounded.then(|| relaxation.solve(options.beside)).flatten();
    let bound = relaxed.as_ref().map_or(floor, |relaxed| relaxed.bound.max(floor));
    let points = relaxed.as_ref().map(|relaxed| relaxation.orders(relaxed, ALPHAS));
    points.iter().flatten().for_each(|order| search.offer(order));
    let problem = search.problem();
    let count = search.best().0.len().max(1) as u64;
    let most = count.saturating_mul(count).saturating_mul(40).saturating_add(1_000);
    let budget = match options.effort {
        0 => TRIED.min(PLACED / count),
        effort => (share(PLACEMENTS, effort) / count).min(most),
    };
    if !search.is_enough() {
        let orders =
            narrowing(problem, search.best().0, (budget / WIDER.len() as u64, options.seed));
        orders.iter().for_each(|order| search.offer(order));
    }
    for climb in 1..=CLIMBS {
        // With fewer late ones more than the bound is no loss.
        search.climb(budget * climb / CLIMBS, 0, options.watch);
        search.sweep(search.tried + most.min(budget));
    }
    let order = search.best().0.to_vec();
    let placements = solve_in(problem, &order);
    let cost = Cost::of(problem, &placements);
    let proven = dates_all_of(simple, &placements).then_some(bound);
    let optimisation = told(&cost, base, (proven, order.len()), (options, search.tried));
    Solved { order, placements, optimisation }
}

/// Per cent of capacity and money that are given beside what there is.
const WIDER: [u64; 8] = [400, 200, 100, 50, 35, 20, 10, 5];

/// Orders with few late tasks where there is more capacity and money, each looked for from those that do with more: what
/// keeps its day with more is what is worth keeping with less.
fn narrowing(problem: &Problem, first: &[usize], (budget, seed): (u64, u64)) -> Vec<Vec<usize>> {
    let anchor = Anchor::default();
    let mut orders = Vec::with_capacity(WIDER.len());
    for percent in WIDER {
        let more = |all: &mut Vec<u64>| {
            for one in all.iter_mut() {
                *one = one.saturating_add(one.saturating_mul(percent) / 100);
            }
        };
        let mut wider = problem.clone();
        wider.capacity.iter_mut().for_each(more);
        wider.budget.iter_mut().for_each(|budget| more(&mut budget.amount));
        let mut search = Search::new(&wider, &anchor, first, seed);
        search.fewest_late();
        orders.iter().for_each(|order: &Vec<usize>| search.offer(order));
        search.climb(budget, 0, &|_| true);
        search.sweep(search.tried + budget);
        orders.push(search.best().0.to_vec());
    }
    orders
}

/// What replaces what is broken today, with all that it waits for, comes before everything else.
fn broken_first(problem: &Problem) -> Vec<usize> {
    let gain = gains(problem);
    let leads = leading(problem, |task| task.broken);
    ranked(problem, |task| (!leads[task], gain[task]))
}
