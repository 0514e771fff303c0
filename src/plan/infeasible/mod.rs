//! When not every deadline can be kept: which, by which constraints, and what it would take.
//!
//! What is called impossible is proven: no timetable keeps these deadlines, however the others go. What it
//! would take is looked for in short searches that begin with what is known, and then planned again by the planner itself, as it
//! is when it is done: every figure is kept then; a cheaper one may exist.

mod anew;
mod conflict;
mod fits;
mod money;
mod order;
mod part;
mod people;
mod proof;
mod scope;
mod stream;

pub use conflict::{Conflicts, Constraint, conflicts};
pub use fits::fits;
pub(in crate::plan) use order::{Fewest, otherwise, replan};

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::Context;
use crate::plan::objective::Cost;
use crate::plan::schedule::{Placement, Problem};
use crate::plan::timetable::Timetable;
use crate::plan::{Late, Options, Package};
use anew::{Anew, Offer};

/// A deadline that cannot be kept, whatever the others do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impossible {
    /// Package id.
    pub package: String,
    /// The constraints that exclude it; without any one of them it is no longer excluded.
    pub conflict: Vec<String>,
}

/// What would have to give, and what comes of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Relaxation {
    /// `order`, `people`, `budget`, `time`, `scope` or `waiver`.
    pub kind: String,
    /// What is given, in words.
    pub what: String,
    /// Person-days that it takes, in all.
    pub person_days: Option<f64>,
    /// Money that it takes in all, in whole units, where the estate states prices; what is saved is negative. Of people within
    /// a budget, what the work costs that they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<i64>,
    /// Quarters by which deadlines move.
    pub quarters: Option<i32>,
    /// Packages that are left out or put off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packages: Vec<String>,
    /// Packages that are late with it at most, when it is planned with deadlines first (`--fewest-late`) and all else as
    /// this plan is.
    pub late: usize,
}

/// Why not every deadline is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Infeasible {
    /// Deadlines that cannot be kept each by itself: proven.
    pub impossible: Vec<Impossible>,
    /// Constraints that cannot be kept together, where each of their deadlines by itself may be possible: proven. Empty
    /// where nothing is.
    pub together: Vec<String>,
    /// Further such constraints, set by set, of other deadlines each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub together_too: Vec<Vec<String>>,
    /// What would have to give, the least of each kind that was found to leave as little late, of people and money also
    /// less that leaves more late: another order first, which costs nothing, then what leaves least late, and last of all
    /// what leaves out work on what is broken today. What leaves no less late than that order is left out.
    pub relaxations: Vec<Relaxation>,
}

impl Infeasible {
    /// Constraints that cannot be kept together, set by set.
    pub fn sets(&self) -> impl Iterator<Item = &[String]> {
        let first = [&self.together].into_iter().filter(|one| !one.is_empty());
        first.chain(&self.together_too).map(Vec::as_slice)
    }
}

/// Waivers tried.
const WAIVERS: usize = 5;
/// Per cent of more capacity that are tried.
const MORE: [u64; 8] = [5, 10, 20, 35, 50, 100, 200, 400];

/// Why not every deadline is kept; `None` when nothing is `told` to be late. What is told of late packages is no dearer
/// afterwards than what is found here for the same.
pub(in crate::plan) fn infeasible(
    packages: &[Package],
    table: &Timetable,
    told: &mut [Late],
    (context, options): (&Context, &Options<'_>),
) -> Option<Infeasible> {
    if told.is_empty() {
        return None;
    }
    let ids: BTreeSet<&str> = told.iter().map(|late| late.package.as_str()).collect();
    let late: Vec<usize> =
        (0..packages.len()).filter(|&at| ids.contains(packages[at].id.as_str())).collect();
    let mut found = Infeasible::default();
    proof::prove(&mut found, packages, (table, context), &late);
    let unpaid = order::unpaid(table, late.len());
    let anew = Anew::new(table, options, unpaid);
    people::relaxations(&mut found, (table, context), (&late, &anew), told);
    money::relaxations(&mut found, (table, context), (&late, &anew));
    time(&mut found, packages, (table, &anew), &late);
    scope::relaxations(&mut found, packages, (table, context), (&late, &anew));
    waivers(&mut found, packages, (table, &anew), &late);
    order::relaxation(&mut found, (table, context), (late.len(), unpaid));
    // What costs nothing comes first, what leaves something broken last.
    let broken: BTreeSet<&str> = (packages.iter().zip(&table.problem.tasks))
        .filter(|(_, task)| task.broken)
        .map(|(package, _)| package.id.as_str())
        .collect();
    let leaves = |one: &Relaxation| one.packages.iter().any(|id| broken.contains(id.as_str()));
    found.relaxations.sort_by_key(|one| (one.kind != "order", leaves(one), one.late));
    Some(found)
}

/// Late tasks when `problem` is planned again, beginning with the orders that are known.
fn again(problem: &Problem, table: &Timetable) -> usize {
    let found = replan(problem, table, &[]);
    late_of(&found.placements, problem)
}

pub(in crate::plan) fn late_of(placements: &[Placement], problem: &Problem) -> usize {
    let cost = Cost::of(problem, placements);
    cost.late + cost.unplaced
}

/// The last period that counts for what is late: that of the latest deadline, or the last of all where none has any.
fn last_due(problem: &Problem, late: &[usize]) -> usize {
    let end = problem.periods.saturating_sub(1);
    let last = late.iter().filter_map(|&at| problem.tasks[at].due).max();
    last.map_or(end, |due| usize::try_from(due).unwrap_or_default().min(end))
}

/// `late` tasks and all that leads to them.
fn leading_to(problem: &Problem, late: &[usize]) -> BTreeSet<usize> {
    let mut all = BTreeSet::new();
    let mut open = late.to_vec();
    while let Some(at) = open.pop() {
        if all.insert(at) {
            open.extend(problem.tasks[at].after.iter().map(|edge| edge.task));
        }
    }
    all
}

/// What per cent are of.
#[derive(Clone, Copy)]
enum Of {
    /// What there is already.
    Share,
    /// The average that the work takes.
    Work,
}

/// [`Steps`] in shares of what there is; where even the last leaves something late, as where there is none to share, or
/// those in parts of what the work takes on average if the last of them leaves less.
fn least_of_either(
    table: &Timetable,
    unpaid: usize,
    give: impl Fn(Of, u64) -> Option<Offer>,
) -> Vec<Offer> {
    let by = |of: Of| {
        let give = |percent| give(of, percent);
        Steps { table, orders: Vec::new(), give }.found(unpaid)
    };
    let left = |steps: &[Offer]| steps.last().map_or(unpaid, |last| last.given.late);
    let share = by(Of::Share);
    if left(&share) == 0 {
        return share;
    }
    let work = by(Of::Work);
    if left(&work) < left(&share) { work } else { share }
}

/// What is given for ever more per cent; `give` has none where the per cent are too few to add anything.
struct Steps<'a, Give> {
    table: &'a Timetable,
    /// Orders that were found to leave less late, which serve with less as well.
    orders: Vec<Vec<usize>>,
    give: Give,
}

impl<Give: Fn(u64) -> Option<Offer>> Steps<'_, Give> {
    /// The least that leaves less late than planning anew does `unpaid`, the least with which nothing is late, or as little
    /// as can be, and one between them.
    fn found(mut self, unpaid: usize) -> Vec<Offer> {
        let mut steps: Vec<(u64, u64, Offer)> = Vec::new();
        let mut before = 0;
        for percent in MORE {
            let least = steps.last().map_or(unpaid, |last| last.2.given.late);
            if let Some(offer) = self.planned(percent).filter(|one| one.given.late < least) {
                steps.push((before, percent, offer));
            }
            if steps.last().is_some_and(|last| last.2.given.late == 0) {
                break;
            }
            before = percent;
        }
        let told = [0, steps.len() / 2, steps.len().saturating_sub(1)];
        let steps = steps.into_iter().enumerate().filter(|(at, _)| told.contains(at));
        let mut found: Vec<Offer> = Vec::new();
        // From the last to the first: an order that does with more is tried with less.
        for (_, (short, enough, offer)) in steps.collect::<Vec<_>>().into_iter().rev() {
            let offer = self.narrowed((short, enough), offer);
            if found.last().is_none_or(|more| more.given.late < offer.given.late) {
                found.push(offer);
            }
        }
        found.reverse();
        found
    }

    /// The least after which no more is late, between what is too little and what is enough.
    fn narrowed(&mut self, (mut short, mut enough): (u64, u64), mut best: Offer) -> Offer {
        while enough - short > 1 {
            let middle = short + (enough - short) / 2;
            match self.planned(middle) {
                Some(one) if one.given.late <= best.given.late => (enough, best) = (middle, one),
                _ => short = middle,
            }
        }
        best
    }

    fn planned(&mut self, percent: u64) -> Option<Offer> {
        let Offer { problem, given } = (self.give)(percent)?;
        let found = replan(&problem, self.table, &self.orders);
        let late = late_of(&found.placements, &problem);
        if !self.orders.contains(&found.order) {
            self.orders.push(found.order);
        }
        Some(Offer { problem, given: Relaxation { late, ..given } })
    }
}

/// Of what is given less and then more, what leaves less late than anything before it.
fn worth(steps: impl IntoIterator<Item = Relaxation>) -> Vec<Relaxation> {
    let mut worth: Vec<Relaxation> = Vec::new();
    for one in steps {
        if worth.last().is_none_or(|less| one.late < less.late) {
            worth.push(one);
        }
    }
    worth
}

/// What work by team costs; `None` where a team that has some states no price.
fn money(work: &[u64], table: &Timetable, context: &Context) -> Option<i64> {
    let mut sum = 0_u64;
    for (team, &work) in work.iter().enumerate().filter(|(_, work)| **work > 0) {
        let price = crate::plan::spending::price(context, table.teams.get(team)?)?;
        sum = sum.saturating_add(work.saturating_mul(price));
    }
    i64::try_from(sum.div_ceil(100)).ok()
}

/// The same, as what is not spent.
fn money_saved(work: &[u64], table: &Timetable, context: &Context) -> Option<i64> {
    money(work, table, context).map(std::ops::Neg::neg)
}

/// By how many quarters the deadlines of what is late have to move.
fn time(
    found: &mut Infeasible,
    packages: &[Package],
    (table, anew): (&Timetable, &Anew<'_>),
    late: &[usize],
) {
    let behind = |&at: &usize| packages[at].slack_quarters.map(i32::saturating_neg);
    let Some(most) = late.iter().filter_map(behind).max() else { return };
    let count = late.iter().filter(|&&at| packages[at].finish.is_some()).count();
    let mut problem = table.problem.clone();
    for &at in late {
        let finish = table.placements[at].span.and_then(|(_, finish)| i64::try_from(finish).ok());
        let task = &mut problem.tasks[at];
        task.due = task.due.map(|due| due.max(finish.unwrap_or(due)));
    }
    let given = Relaxation {
        kind: "time".into(),
        what: format!(
            "deadlines of {count} {} moved by up to {most} {}, as the plan stands",
            if count == 1 { "package" } else { "packages" },
            if most == 1 { "quarter" } else { "quarters" }
        ),
        quarters: Some(most),
        late: late.len() - count,
        ..Relaxation::default()
    };
    found.relaxations.extend(anew.kept(Offer { problem, given }));
}

/// What is left late when one late package is waived (accepted until the horizon), the cheapest first.
fn waivers(
    found: &mut Infeasible,
    packages: &[Package],
    (table, anew): (&Timetable, &Anew<'_>),
    late: &[usize],
) {
    let mut by_weight: Vec<usize> =
        late.iter().copied().filter(|&at| packages[at].deadline.is_some()).collect();
    by_weight.sort_by_key(|&at| (table.problem.tasks[at].delay, at));
    for &at in by_weight.iter().take(WAIVERS) {
        let mut problem = table.problem.clone();
        problem.tasks[at].due = None;
        let left = again(&problem, table);
        let given = Relaxation {
            kind: "waiver".into(),
            what: format!("a waiver for {}: its deadline no longer counts", packages[at].id),
            late: left,
            ..Relaxation::default()
        };
        found.relaxations.extend(anew.kept(Offer { problem, given }));
    }
}
