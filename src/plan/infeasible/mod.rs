//! When not every deadline can be kept: which, by which constraints, and what it would take.
//!
//! What is called impossible is proven on the relaxation, of which every timetable is a schedule. What it
//! would take is found by planning again with it, so every figure is one that was tried; a cheaper one may
//! exist.

mod money;
mod people;
mod scope;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::Context;
use crate::plan::deadline::due_quarter;
use crate::plan::objective::Cost;
use crate::plan::pieces::Pieces;
use crate::plan::schedule::{Placement, Problem, sequence, solve_in};
use crate::plan::search::{Anchor, Search};
use crate::plan::speech::{capital, person_days};
use crate::plan::timetable::Timetable;
use crate::plan::{Late, Package};
use crate::schedule::conflict::{Constraint, Deadlines, deadlines};

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
    /// Money that it takes in all, in whole units, where the estate states prices; what is saved is negative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<i64>,
    /// Quarters by which deadlines move.
    pub quarters: Option<i32>,
    /// Packages that are left out or put off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packages: Vec<String>,
    /// Packages that are late with it.
    pub late: usize,
}

/// Why not every deadline is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Infeasible {
    /// Deadlines that cannot be kept each by itself: proven.
    pub impossible: Vec<Impossible>,
    /// Constraints that cannot be kept together, where each deadline by itself may be possible: proven. Empty
    /// where nothing is.
    pub together: Vec<String>,
    /// What would have to give, the cheapest of each kind; what leaves least late comes first.
    pub relaxations: Vec<Relaxation>,
}

/// Pieces for which conflicts are worked out; it takes their square.
const PIECES: usize = 1_500;
/// Conflicts told.
const TOLD: usize = 20;
/// Waivers tried.
const WAIVERS: usize = 5;
/// Per cent of more capacity that are tried.
const MORE: [u64; 8] = [5, 10, 20, 35, 50, 100, 200, 400];
/// Orders tried for each relaxation.
const TRIED: u64 = 400;
/// Tasks placed for each relaxation at most.
const PLACED: u64 = 200_000;

/// Why `late` is not empty; `None` when it is.
pub(in crate::plan) fn infeasible(
    packages: &[Package],
    table: &Timetable,
    (late, otherwise): (&[Late], Option<&[Placement]>),
    context: &Context,
) -> Option<Infeasible> {
    if late.is_empty() {
        return None;
    }
    let ids: BTreeSet<&str> = late.iter().map(|late| late.package.as_str()).collect();
    let late: Vec<usize> =
        (0..packages.len()).filter(|&at| ids.contains(packages[at].id.as_str())).collect();
    let mut found = Infeasible::default();
    prove(&mut found, packages, (table, context));
    money::prove(&mut found, packages, (table, context));
    people::relaxations(&mut found, table, &late, context);
    money::relaxations(&mut found, (table, context), &late);
    time(&mut found, packages, &late);
    scope::relaxations(&mut found, packages, (table, context), &late);
    waivers(&mut found, packages, table, &late);
    order(&mut found, table, (late.len(), otherwise));
    found.relaxations.sort_by_key(|one| one.late);
    Some(found)
}

/// The timetable with the fewest late tasks that a short search finds, where it has fewer than `late` of the plan.
pub(in crate::plan) fn otherwise(table: &Timetable, late: usize) -> Option<Vec<Placement>> {
    let fewest = (late > 0).then(|| replan(&table.problem, table));
    fewest.filter(|fewest| late_of(fewest, &table.problem) < late)
}

/// What another order does by itself; relaxations that leave as much late relax nothing, and go.
fn order(
    found: &mut Infeasible,
    table: &Timetable,
    (late, otherwise): (usize, Option<&[Placement]>),
) {
    let least = otherwise.map_or(late, |placements| late_of(placements, &table.problem));
    found.relaxations.retain(|one| one.late < least);
    let Some(placements) = otherwise else { return };
    let (now, then) =
        [&*table.placements, placements].map(|one| Cost::of(&table.problem, one).total()).into();
    let more = then.saturating_sub(now).saturating_mul(100).div_ceil(now.max(1));
    found.relaxations.push(Relaxation {
        kind: "order".into(),
        what: format!(
            "another order of the same work (--fewest-late): exposure and lateness together are {more} % higher"
        ),
        late: least,
        ..Relaxation::default()
    });
}

fn prove(found: &mut Infeasible, packages: &[Package], (table, context): (&Timetable, &Context)) {
    let placed: Vec<bool> =
        table.placements.iter().map(|placement| placement.span.is_some()).collect();
    let Some(pieces) = Pieces::of(&table.problem.within_budget(), &placed) else { return };
    if pieces.project.tasks.len() > PIECES {
        return;
    }
    match deadlines(&pieces.project) {
        Ok(Deadlines::Impossible(conflicts)) => {
            for conflict in conflicts.into_iter().take(TOLD) {
                let package = &packages[pieces.owner[conflict.task]];
                found.impossible.push(Impossible {
                    package: package.id.clone(),
                    conflict: sentences(&conflict.constraints, packages, (table, context), &pieces),
                });
            }
        }
        Ok(Deadlines::Together(constraints)) => {
            found.together = sentences(&constraints, packages, (table, context), &pieces);
        }
        Ok(Deadlines::Open) | Err(_) => {}
    }
}

fn sentences(
    constraints: &[Constraint],
    packages: &[Package],
    (table, context): (&Timetable, &Context),
    pieces: &Pieces,
) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    for constraint in constraints {
        let sentence = match *constraint {
            Constraint::Due { task } => due_sentence(&packages[pieces.owner[task]]),
            Constraint::Release { task } => release_sentence(&packages[pieces.owner[task]]),
            Constraint::Precedence { edge } => {
                let (before, after) =
                    (pieces.owner[edge.before as usize], pieces.owner[edge.after as usize]);
                if before == after {
                    elapsed_sentence(&packages[after])
                } else {
                    format!("{} waits for {}.", packages[after].id, packages[before].id)
                }
            }
            Constraint::Capacity { resource } => {
                let team = table.teams.get(resource).map_or("", String::as_str);
                capacity_sentence(team, table, context)
            }
        };
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences
}

/// With what is less than usual, and why: that is what gives first.
fn capacity_sentence(team: &str, table: &Timetable, context: &Context) -> String {
    let known = context.teams.iter().find(|known| known.id == team);
    let changes = known
        .into_iter()
        .flat_map(|team| team.overrides.iter().filter(|change| change.capacity < team.capacity));
    let less: Vec<String> = changes
        .filter(|change| change.until >= table.from)
        .map(|change| {
            let when = match (change.from, change.until) {
                (from, until) if from == until => from.to_string(),
                (from, until) => format!("{from} to {until}"),
            };
            format!("{} in {when} ({})", change.capacity, change.reason)
        })
        .collect();
    let less = if less.is_empty() { String::new() } else { format!(": {}", less.join(", ")) };
    let paid =
        if table.problem.budget.is_some() { ", nor than the budget of the year pays" } else { "" };
    format!("{} has no more than its capacity{less}{paid}.", capital(table.spoken(team)))
}

fn due_sentence(package: &Package) -> String {
    match &package.deadline {
        Some(deadline) => format!(
            "{} must be finished by {} ({}), that is in {}.",
            package.id,
            deadline.date,
            deadline.policy,
            due_quarter(deadline.date)
        ),
        None => format!("{} must be finished in time.", package.id),
    }
}

fn release_sentence(package: &Package) -> String {
    match &package.release {
        Some((quarter, why)) => {
            format!("{} may not start before {quarter}: {why}.", package.id)
        }
        None => elapsed_sentence(package),
    }
}

fn elapsed_sentence(package: &Package) -> String {
    format!(
        "{} has {} of work, which take their quarters one after another.",
        package.id,
        person_days(package.effort_days[1])
    )
}

/// Late tasks when `problem` is planned again, beginning with the plan's order.
fn again(problem: &Problem, table: &Timetable) -> usize {
    late_of(&replan(problem, table), problem)
}

fn late_of(placements: &[Placement], problem: &Problem) -> usize {
    let cost = Cost::of(problem, placements);
    cost.late + cost.unplaced
}

/// The timetable with the fewest late tasks that a short search finds, beginning with the plan's order.
fn replan(problem: &Problem, table: &Timetable) -> Vec<Placement> {
    let anchor = Anchor::default();
    let first = solve_in(problem, &table.order);
    let count = table.order.len() as u64;
    if late_of(&first, problem) == 0 || count == 0 {
        return first;
    }
    let mut search = Search::new(problem, &anchor, &table.order, 1);
    search.fewest_late();
    search.offer(&sequence(problem));
    search.climb(TRIED.min(PLACED / count), 0, &|_| true);
    let found = solve_in(problem, search.best().0);
    if late_of(&found, problem) < late_of(&first, problem) { found } else { first }
}

/// What per cent are of.
#[derive(Clone, Copy)]
enum Of {
    /// What there is already.
    Share,
    /// The average that the work takes.
    Work,
}

/// The [`least`] share of what there is; where even that leaves something late, as where there is none to share, or a
/// part of what the work takes on average if that leaves less.
fn least_of_either(
    table: &Timetable,
    late: &[usize],
    give: impl Fn(Of, u64) -> Option<(Problem, Relaxation)>,
) -> Option<Relaxation> {
    let by = |of: Of| least(table, late, |percent| give(of, percent));
    let share = by(Of::Share);
    let enough = share.as_ref().is_some_and(|one| one.late == 0);
    let work = if enough { None } else { by(Of::Work) };
    share.into_iter().chain(work).min_by_key(|one| one.late)
}

/// Of what is given for ever more per cent, the least after which nothing is late, or as little as can be. `give` has
/// none where the per cent are too few to add anything.
fn least(
    table: &Timetable,
    late: &[usize],
    give: impl Fn(u64) -> Option<(Problem, Relaxation)>,
) -> Option<Relaxation> {
    let mut best: Option<(u64, u64, Relaxation)> = None;
    let mut before = 0;
    for percent in MORE {
        if let Some((problem, given)) = give(percent) {
            let left = again(&problem, table);
            if left < best.as_ref().map_or(late.len(), |best| best.2.late) {
                best = Some((before, percent, Relaxation { late: left, ..given }));
            }
            if left == 0 {
                break;
            }
        }
        before = percent;
    }
    let (mut short, mut enough, mut best) = best?;
    while enough - short > 1 {
        let middle = short + (enough - short) / 2;
        let tried = give(middle).map(|(problem, given)| (again(&problem, table), given));
        match tried {
            Some((late, given)) if late <= best.late => {
                (enough, best) = (middle, Relaxation { late, ..given });
            }
            _ => short = middle,
        }
    }
    Some(best)
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
fn time(found: &mut Infeasible, packages: &[Package], late: &[usize]) {
    let behind = |&at: &usize| packages[at].slack_quarters.map(i32::saturating_neg);
    let Some(most) = late.iter().filter_map(behind).max() else { return };
    let count = late.iter().filter(|&&at| packages[at].finish.is_some()).count();
    found.relaxations.push(Relaxation {
        kind: "time".into(),
        what: format!(
            "deadlines of {count} {} moved by up to {most} {}, as the plan stands",
            if count == 1 { "package" } else { "packages" },
            if most == 1 { "quarter" } else { "quarters" }
        ),
        quarters: Some(most),
        late: late.len() - count,
        ..Relaxation::default()
    });
}

/// What is left late when one late package is waived (accepted until the horizon), the cheapest first.
fn waivers(found: &mut Infeasible, packages: &[Package], table: &Timetable, late: &[usize]) {
    let mut by_weight: Vec<usize> =
        late.iter().copied().filter(|&at| packages[at].deadline.is_some()).collect();
    by_weight.sort_by_key(|&at| (table.problem.tasks[at].delay, at));
    for &at in by_weight.iter().take(WAIVERS) {
        let mut problem = table.problem.clone();
        problem.tasks[at].due = None;
        let left = again(&problem, table);
        found.relaxations.push(Relaxation {
            kind: "waiver".into(),
            what: format!("a waiver for {}: its deadline no longer counts", packages[at].id),
            late: left,
            ..Relaxation::default()
        });
    }
}
