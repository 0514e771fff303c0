//! What another order of the same work does by itself: it costs nothing, so whatever is paid for has to do better.

use super::{Infeasible, Relaxation, late_of};
use crate::model::Context;
use crate::plan::fewest::{PLACED, TRIED};
use crate::plan::objective::{Cost, Kept};
use crate::plan::optimise::solve;
use crate::plan::schedule::{Placement, Problem, sequence, solve_in};
use crate::plan::search::{Anchor, Search};
use crate::plan::timetable::Timetable;
use crate::plan::{Options, spending};

/// Tasks up to which the fewest late ones are looked for without a sign that there are fewer.
const SEARCHED: usize = 400;

/// A timetable with few late tasks.
#[derive(Clone, Debug)]
pub(in crate::plan) struct Fewest {
    /// The order that gives it.
    pub(super) order: Vec<usize>,
    pub(in crate::plan) placements: Vec<Placement>,
}

impl Fewest {
    fn of(problem: &Problem, order: Vec<usize>) -> Self {
        Self { placements: solve_in(problem, &order), order }
    }
}

/// The timetable that the plan has where deadlines come first, if it misses fewer, has fewer late than the plan's `late` tasks
/// in all, and no more of what is broken today without a date.
pub(in crate::plan) fn otherwise(
    table: &Timetable,
    late: usize,
    options: &Options<'_>,
) -> Option<Fewest> {
    if late == 0 || options.fewest_late {
        return None;
    }
    let problem = &table.problem;
    let now = Kept::of(problem, &table.placements);
    // What merely gets a date keeps no deadline, and what is broken today loses none for it.
    let is_better = |fewest: &Fewest| {
        let then = Kept::of(problem, &fewest.placements);
        late_of(&fewest.placements, problem) < late
            && then.missed < now.missed
            && then.broken <= now.broken
    };
    if table.order.len() > SEARCHED && !is_better(&replan(problem, table, &[])) {
        return None;
    }
    let solved = solve(problem, &table.anchor, &Options { fewest_late: true, ..*options });
    let fewest = Fewest { order: solved.order, placements: solved.placements };
    Some(fewest).filter(is_better)
}

/// The timetable with the fewest late tasks that a short search finds, beginning with the plan's order, with the one that
/// has the fewest late tasks, and with `others`.
pub(in crate::plan) fn replan(
    problem: &Problem,
    table: &Timetable,
    others: &[Vec<usize>],
) -> Fewest {
    let first = Fewest::of(problem, table.order.clone());
    let count = table.order.len() as u64;
    if late_of(&first.placements, problem) == 0 || count == 0 {
        return first;
    }
    let anchor = Anchor::default();
    let mut search = Search::new(problem, &anchor, &table.order, 1);
    search.fewest_late();
    let known = table.otherwise.as_ref().map(|known| Fewest::of(problem, known.order.clone()));
    known.iter().for_each(|known| search.offer(&known.order));
    others.iter().for_each(|order| search.offer(order));
    search.offer(&sequence(problem));
    search.climb(TRIED.min(PLACED / count), 0, &|_| true);
    let found = Fewest::of(problem, search.best().0.to_vec());
    let all = [first].into_iter().chain(known).chain([found]);
    // Of equals the first, which is nearest to the plan; there is at least that one.
    all.min_by_key(|one| {
        let kept = Kept::of(problem, &one.placements);
        (kept.missed, kept.broken, late_of(&one.placements, problem))
    })
    .unwrap_or_else(|| Fewest::of(problem, table.order.clone()))
}

/// How much is late in the best order that is known: whatever gives is planned anew, and what that leaves by itself is no
/// merit of what gives.
pub(super) fn unpaid(table: &Timetable, late: usize) -> usize {
    let left = |placements: &[Placement]| late_of(placements, &table.problem);
    let otherwise = table.otherwise.as_ref().map_or(late, |fewest| left(&fewest.placements));
    otherwise.min(left(&replan(&table.problem, table, &[]).placements))
}

/// What another order does by itself; relaxations that leave as much late relax nothing, and go.
pub(super) fn relaxation(
    found: &mut Infeasible,
    (table, context): (&Timetable, &Context),
    (late, unpaid): (usize, usize),
) {
    let otherwise = table.otherwise.as_ref().map(|fewest| fewest.placements.as_slice());
    let least = otherwise.map_or(late, |placements| late_of(placements, &table.problem));
    found.relaxations.retain(|one| one.late < unpaid);
    let Some(placements) = otherwise else { return };
    let [now, then] =
        [&*table.placements, placements].map(|one| Cost::of(&table.problem, one).total());
    let more = then.saturating_sub(now).saturating_mul(100).div_ceil(now.max(1));
    // What has no date is in no sum: two of them compare only where all has one.
    let is_whole = [&*table.placements, placements]
        .iter()
        .all(|all| all.iter().all(|placement| placement.span.is_some()));
    let price = match is_whole {
        true => format!(": exposure and lateness together are {more} % higher"),
        false => String::new(),
    };
    let is_priced = table.teams.iter().any(|team| spending::price(context, team).is_some());
    found.relaxations.push(Relaxation {
        kind: "order".into(),
        what: format!("another order of the same work (--fewest-late){price}"),
        money: is_priced.then_some(0),
        late: least,
        ..Relaxation::default()
    });
}
