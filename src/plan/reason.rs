//! Why a package has its date, and by how much it can slip.

use std::collections::{BTreeMap, BTreeSet};

use super::room::Room;
use super::schedule::{Bound, Placement, Problem, followers};
use super::shortage::{self, Short, Shortage};
use super::speech;
use super::timetable::Timetable;
use super::{BoundBy, Package};
use crate::model::Context;

/// Most sentences of a chain.
const SENTENCES: usize = 12;
/// Packages named that fill a quarter.
const NAMED: usize = 3;

/// Writes chains and floats into dated `packages`.
pub(super) fn give(
    packages: &mut [Package],
    table: &Timetable,
    (context, shortages): (&Context, &[Shortage]),
) {
    let floats = floats(&table.problem, &table.placements);
    let users = users(table);
    let stretches: Vec<Option<String>> = (packages.iter().zip(&table.placements).zip(shortages))
        .map(|((package, placement), short)| {
            let last = placement.squeezed?;
            stretch(package, table, (context, &short.within), last)
        })
        .collect();
    let chains: Vec<Vec<String>> =
        (0..packages.len()).map(|at| chain(at, packages, table, (&users, &stretches))).collect();
    for ((package, because), float) in packages.iter_mut().zip(chains).zip(floats) {
        package.because = because;
        package.float_quarters = float;
    }
}

/// Work and package by team and period.
type Users = BTreeMap<(usize, usize), Vec<(u64, usize)>>;

fn users(table: &Timetable) -> Users {
    let mut users = Users::new();
    let tasks = table.problem.tasks.iter().zip(&table.placements);
    for (at, (task, placement)) in tasks.enumerate() {
        for &(period, work) in &placement.load {
            users.entry((task.team, period)).or_default().push((work, at));
        }
    }
    users.values_mut().for_each(|users| users.sort_unstable_by(|a, b| b.cmp(a)));
    users
}

/// Sentences from the package back to what binds it first.
fn chain(
    at: usize,
    packages: &[Package],
    table: &Timetable,
    (users, stretches): (&Users, &[Option<String>]),
) -> Vec<String> {
    let mut because = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = Some(at);
    while let Some(at) = next.take().filter(|at| seen.insert(*at)) {
        if because.len() >= SENTENCES {
            because.push(format!("{} is bound by what came before it in turn.", packages[at].id));
            break;
        }
        because.extend(stretches[at].clone());
        because.push(start_sentence(&packages[at]));
        match table.placements[at].bound {
            Bound::Predecessor(earlier) | Bound::Blocked(earlier) => next = Some(earlier),
            Bound::Capacity(period) | Bound::Budget(period) => {
                because.extend(occupied(at, period, packages, table, users))
            }
            _ => {}
        }
    }
    because
}

/// Who has the room that a package would need to start earlier.
fn occupied(
    at: usize,
    period: usize,
    packages: &[Package],
    table: &Timetable,
    users: &Users,
) -> Option<String> {
    let team = table.problem.tasks[at].team;
    let users = users.get(&(team, period))?;
    let names: Vec<&str> =
        users.iter().take(NAMED).map(|&(_, user)| packages[user].id.as_str()).collect();
    let more = match users.len() - names.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let quarter = table.quarter(period);
    Some(format!("In {quarter} it works on {}{more}.", names.join(", ")))
}

/// Where the work took longer than it had to.
fn stretch(
    package: &Package,
    table: &Timetable,
    (context, short): (&Context, &Short),
    last: usize,
) -> Option<String> {
    let (start, finish) = (package.start?, package.finish?);
    let team = table.spoken(&package.team);
    let who = match short.money() {
        (false, _) => format!("{team} had"),
        (true, true) => "the budget had".into(),
        (true, false) => format!("{team}, or the budget, had"),
    };
    let stated = shortage::Stated { context, first: table.first };
    let why = short.why(&package.team, last, stated);
    let why = why.map_or(String::new(), |why| format!(" ({why})"));
    Some(format!(
        "{} runs from {start} to {finish}, because {who} less room than it could use up to {}{why}.",
        package.id,
        table.quarter(last)
    ))
}

/// What fixed the start, as a sentence.
pub(super) fn start_sentence(package: &Package) -> String {
    let id = &package.id;
    let start = package.start.map_or(String::new(), |quarter| format!(" in {quarter}"));
    match &package.bound_by {
        BoundBy::Start => format!("{id} starts{start}, at the beginning of the plan."),
        BoundBy::Release { what } => format!("{id} starts{start}, not earlier: {what}."),
        BoundBy::Predecessor { package: earlier } => {
            let at = package.after.iter().position(|id| id == earlier);
            let why = at.and_then(|at| package.after_reasons.get(at));
            let why = why.map_or(String::new(), |why| format!(": {why}"));
            format!("{id} starts{start}, after {earlier}{why}.")
        }
        BoundBy::Capacity { team, name, quarter, why } => {
            let team = speech::team(team, name.as_deref());
            let why = why.as_ref().map_or(String::new(), |why| format!(" ({why})"));
            format!("{id} starts{start}, because {team} had no room up to {quarter}{why}.")
        }
        BoundBy::Kept => format!("{id} starts{start}, where the plan in force has it."),
        BoundBy::Undecided { why } => format!("{id} has no date: {why}."),
        BoundBy::Unscheduled { why } => format!("{id} gets no date: {why}."),
    }
}

/// By how many periods each placed task can start later with every other one where it is, and without being
/// late if it is not.
fn floats(problem: &Problem, placements: &[Placement]) -> Vec<Option<i32>> {
    let mut room = Room::of(problem);
    for (task, placement) in problem.tasks.iter().zip(placements) {
        placement.load.iter().for_each(|&(period, work)| room.take(task.team, period, work));
    }
    let followers = followers(problem);
    (0..problem.tasks.len())
        .map(|at| float(problem, placements, &followers[at], at, &mut room))
        .collect()
}

fn float(
    problem: &Problem,
    placements: &[Placement],
    followers: &[usize],
    at: usize,
    room: &mut Room<'_>,
) -> Option<i32> {
    let (task, (start, finish)) = (&problem.tasks[at], placements[at].span?);
    let mut last = problem.periods.saturating_sub(1);
    if let Some(due) = task.due.and_then(|due| usize::try_from(due).ok()) {
        last = last.min(due);
    }
    for &next in followers {
        let gaps = problem.tasks[next].after.iter().filter(|edge| edge.task == at);
        for edge in gaps {
            if let Some((begins, _)) = placements[next].span {
                last = last.min(begins.saturating_sub(edge.gap));
            }
        }
    }
    if last <= finish {
        return Some(0);
    }
    let own = &placements[at].load;
    own.iter().for_each(|&(period, work)| room.give(task.team, period, work));
    let (mut left, mut latest) = (task.work, last);
    let mut tried = Vec::new();
    for period in (start..=last).rev() {
        let given = left.min(task.max_per_period.max(1)).min(room.left(task.team, period));
        if given > 0 {
            room.take(task.team, period, given);
            tried.push((period, given));
            left -= given;
            latest = period;
        }
        if left == 0 {
            break;
        }
    }
    tried.iter().for_each(|&(period, work)| room.give(task.team, period, work));
    own.iter().for_each(|&(period, work)| room.take(task.team, period, work));
    // What began where the others left room can begin there again.
    i32::try_from(latest.saturating_sub(start)).ok().filter(|_| left == 0).or(Some(0))
}
