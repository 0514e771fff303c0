//! When not every deadline can be kept: which, by which constraints, and what it would take.
//!
//! What is called impossible is proven on the relaxation, of which every timetable is a schedule. What it
//! would take is found by planning again with it, so every figure is one that was tried; a cheaper one may
//! exist.

mod scope;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::Context;
use crate::plan::deadline::due_quarter;
use crate::plan::objective::Cost;
use crate::plan::pieces::Pieces;
use crate::plan::schedule::{Budget, Placement, Problem, sequence, solve_in};
use crate::plan::search::{Anchor, Search};
use crate::plan::speech::{capital, person_days};
use crate::plan::timetable::{Timetable, days};
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relaxation {
    /// `people`, `budget`, `time`, `scope` or `waiver`.
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
    /// What would have to give, the cheapest of each kind.
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
    late: &[Late],
    context: &Context,
) -> Option<Infeasible> {
    if late.is_empty() {
        return None;
    }
    let ids: BTreeSet<&str> = late.iter().map(|late| late.package.as_str()).collect();
    let late: Vec<usize> =
        (0..packages.len()).filter(|&at| ids.contains(packages[at].id.as_str())).collect();
    let mut found = Infeasible::default();
    prove(&mut found, packages, table);
    people(&mut found, table, &late, context);
    budget(&mut found, table, &late);
    time(&mut found, packages, &late);
    scope::relaxations(&mut found, packages, (table, context), &late);
    waivers(&mut found, packages, table, &late);
    Some(found)
}

fn prove(found: &mut Infeasible, packages: &[Package], table: &Timetable) {
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
                    conflict: sentences(&conflict.constraints, packages, table, &pieces),
                });
            }
        }
        Ok(Deadlines::Together(constraints)) => {
            found.together = sentences(&constraints, packages, table, &pieces);
        }
        Ok(Deadlines::Open) | Err(_) => {}
    }
}

fn sentences(
    constraints: &[Constraint],
    packages: &[Package],
    table: &Timetable,
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
            Constraint::Capacity { resource } => format!(
                "{} has no more than its capacity{}.",
                capital(table.spoken.get(resource).map_or("", String::as_str)),
                if table.problem.budget.is_some() {
                    ", nor than the budget of the year pays"
                } else {
                    ""
                }
            ),
        };
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences
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
    search.offer(&sequence(problem));
    search.fewest_late();
    search.climb(TRIED.min(PLACED / count), 0, &|_| true);
    let found = solve_in(problem, search.best().0);
    if late_of(&found, problem) < late_of(&first, problem) { found } else { first }
}

/// The fewest people: each team with late work, then all of them, by how much more makes nothing late, or as
/// little as it can.
fn people(found: &mut Infeasible, table: &Timetable, late: &[usize], context: &Context) {
    let last = late.iter().filter_map(|&at| table.problem.tasks[at].due).max().unwrap_or_default();
    let Ok(last) = usize::try_from(last) else { return };
    let teams: BTreeSet<usize> = late.iter().map(|&at| table.problem.tasks[at].team).collect();
    let mut choices: Vec<Vec<usize>> = teams.iter().map(|&team| vec![team]).collect();
    if table.teams.len() > 1 {
        choices.push((0..table.teams.len()).collect());
    }
    for choice in choices {
        let what = |percent: u64| {
            let (teams, until) = (named(&choice, table), table.quarter(last));
            format!("{percent} % more capacity of {teams} up to {until}")
        };
        found.relaxations.extend(least(table, late, |percent| {
            let (problem, extra) = with_people(&table.problem, &choice, last, percent);
            let all: u64 = extra.iter().sum();
            let given = Relaxation {
                kind: "people".into(),
                what: what(percent),
                person_days: Some(days(all)),
                money: money(&extra, table, context),
                quarters: None,
                packages: Vec::new(),
                late: 0,
            };
            (all > 0).then_some((problem, given))
        }));
    }
}

/// Of what is given for ever more per cent, the least after which nothing is late, or as little as can be. `give` has
/// none where the per cent are too few to add anything.
fn least(
    table: &Timetable,
    late: &[usize],
    give: impl Fn(u64) -> Option<(Problem, Relaxation)>,
) -> Option<Relaxation> {
    let mut best: Option<Relaxation> = None;
    for (problem, given) in MORE.into_iter().filter_map(give) {
        let left = again(&problem, table);
        if left < best.as_ref().map_or(late.len(), |best| best.late) {
            best = Some(Relaxation { late: left, ..given });
        }
        if left == 0 {
            break;
        }
    }
    best
}

fn named(teams: &[usize], table: &Timetable) -> String {
    match teams {
        [team] => table.spoken.get(*team).cloned().unwrap_or_default(),
        _ => "every team".into(),
    }
}

/// `percent` more for `teams` up to the period `last`, and how much that is by team.
fn with_people(
    problem: &Problem,
    teams: &[usize],
    last: usize,
    percent: u64,
) -> (Problem, Vec<u64>) {
    let mut more = problem.clone();
    let mut extra = vec![0_u64; problem.capacity.len()];
    for &team in teams {
        let Some(extra) = extra.get_mut(team) else { continue };
        for room in more.capacity.get_mut(team).into_iter().flatten().take(last + 1) {
            let added = room.saturating_mul(percent) / 100;
            *extra = extra.saturating_add(added);
            *room = room.saturating_add(added);
        }
    }
    (more, extra)
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

/// How much more may be spent in every year until nothing is late, or as little as it can.
fn budget(found: &mut Infeasible, table: &Timetable, late: &[usize]) {
    let Some(budget) = &table.problem.budget else { return };
    let last = late.iter().filter_map(|&at| table.problem.tasks[at].due).max().unwrap_or_default();
    let year = usize::try_from(last).ok().and_then(|last| budget.year.get(last)).copied();
    let Some(year) = year else { return };
    let until = table.quarter(usize::try_from(last).unwrap_or_default()).year();
    found.relaxations.extend(least(table, late, |percent| {
        let mut budget = budget.clone();
        let mut extra = 0_u64;
        for amount in budget.amount.iter_mut().take(year + 1).filter(|at| **at != Budget::ENDLESS) {
            let added = amount.saturating_mul(percent) / 100;
            extra = extra.saturating_add(added);
            *amount = amount.saturating_add(added);
        }
        let given = Relaxation {
            kind: "budget".into(),
            what: format!("{percent} % more budget in every year up to {until}"),
            person_days: None,
            money: i64::try_from(extra.div_ceil(100)).ok(),
            quarters: None,
            packages: Vec::new(),
            late: 0,
        };
        let problem = Problem { budget: Some(budget), ..table.problem.clone() };
        (extra > 0).then_some((problem, given))
    }));
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
        person_days: None,
        money: None,
        quarters: Some(most),
        packages: Vec::new(),
        late: late.len() - count,
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
            person_days: None,
            money: None,
            quarters: None,
            packages: Vec::new(),
            late: left,
        });
    }
}
