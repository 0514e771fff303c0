//! What could be left out, or put off until the last late deadline has passed, so that less is late.
//!
//! A package goes with all that waits for it. What weighs least for the work that it takes goes first; as few
//! as suffice are found by doubling and bisection, and each of them that the others make needless stays in.
//! Both are heuristics: every figure is that of a plan that was made, and a cheaper set may exist.

use std::collections::BTreeSet;

use super::{Infeasible, Relaxation, again, money_saved};
use crate::model::Context;
use crate::plan::Package;
use crate::plan::schedule::{Problem, followers};
use crate::plan::timetable::{Timetable, days};

/// Sets of packages that are tried.
const SETS: usize = 40;
/// Packages named.
const NAMED: usize = 6;

/// Packages that are put off together.
struct Group {
    tasks: Vec<usize>,
    work: u64,
    weight: u64,
}

/// The cheapest set of packages to put off.
pub(super) fn relaxations(
    found: &mut Infeasible,
    packages: &[Package],
    (table, context): (&Timetable, &Context),
    late: &[usize],
) {
    let last = late.iter().filter_map(|&at| table.problem.tasks[at].due).max().unwrap_or_default();
    let Ok(last) = usize::try_from(last) else { return };
    let groups = groups(table, late, last);
    let left = |chosen: &[usize]| again(&without(table, &groups, chosen, last), table);
    let all: Vec<usize> = (0..groups.len()).collect();
    let least = if all.is_empty() { late.len() } else { left(&all) };
    if least >= late.len() {
        return;
    }
    let mut tried = 1;
    let (mut short, mut enough) = (0, 1.min(all.len()));
    while enough < all.len() && left(&all[..enough]) > least {
        tried += 1;
        short = enough;
        enough = (enough * 2).min(all.len());
    }
    while enough - short > 1 {
        tried += 1;
        let middle = short + (enough - short) / 2;
        if left(&all[..middle]) > least { short = middle } else { enough = middle }
    }
    let mut chosen: Vec<usize> = all[..enough].to_vec();
    // The one that was added last is needed; of the others the dearest may stay in first.
    for at in (0..chosen.len().saturating_sub(1)).rev() {
        if tried >= SETS {
            break;
        }
        tried += 1;
        let mut fewer = chosen.clone();
        fewer.remove(at);
        if left(&fewer) <= least {
            chosen = fewer;
        }
    }
    found.relaxations.push(told(packages, (table, context), (&groups, &chosen), (last, least)));
}

/// What competes with late work and neither is late nor leads to it, with all that waits for it; the least
/// weight for its work first.
fn groups(table: &Timetable, late: &[usize], last: usize) -> Vec<Group> {
    let (tasks, followers) = (&table.problem.tasks, followers(&table.problem));
    let mut kept: BTreeSet<usize> = BTreeSet::new();
    let mut open = late.to_vec();
    let mut teams = BTreeSet::new();
    while let Some(at) = open.pop() {
        if kept.insert(at) {
            teams.insert(tasks[at].team);
            open.extend(tasks[at].after.iter().map(|edge| edge.task));
        }
    }
    let competes = |at: &usize| {
        let starts = table.placements[*at].span.is_some_and(|(start, _)| start <= last);
        starts && tasks[*at].work > 0 && teams.contains(&tasks[*at].team) && !kept.contains(at)
    };
    let mut groups: Vec<Group> = (0..tasks.len())
        .filter(competes)
        .map(|first| {
            let mut group = BTreeSet::new();
            let mut open = vec![first];
            while let Some(at) = open.pop() {
                if group.insert(at) {
                    open.extend(&followers[at]);
                }
            }
            let sum = |of: &dyn Fn(usize) -> u64| group.iter().map(|&at| of(at)).sum();
            Group {
                work: sum(&|at| tasks[at].work),
                weight: sum(&|at| tasks[at].delay),
                tasks: group.into_iter().collect(),
            }
        })
        .filter(|group| group.tasks.iter().all(|task| !kept.contains(task)))
        .collect();
    groups.sort_by(|a, b| {
        let (one, other) =
            (u128::from(a.weight) * u128::from(b.work), u128::from(b.weight) * u128::from(a.work));
        one.cmp(&other).then_with(|| a.tasks.cmp(&b.tasks))
    });
    groups
}

fn without(table: &Timetable, groups: &[Group], chosen: &[usize], last: usize) -> Problem {
    let mut problem = table.problem.clone();
    for &task in chosen.iter().flat_map(|&group| &groups[group].tasks) {
        let task = &mut problem.tasks[task];
        task.release = task.release.max((last + 1).min(problem.periods.saturating_sub(1)));
        task.due = None;
    }
    problem
}

fn told(
    packages: &[Package],
    (table, context): (&Timetable, &Context),
    (groups, chosen): (&[Group], &[usize]),
    (last, late): (usize, usize),
) -> Relaxation {
    let tasks: BTreeSet<usize> =
        chosen.iter().flat_map(|&group| groups[group].tasks.iter().copied()).collect();
    let mut work = vec![0_u64; table.problem.capacity.len()];
    for &at in &tasks {
        if let Some(work) = work.get_mut(table.problem.tasks[at].team) {
            *work = work.saturating_add(table.problem.tasks[at].work);
        }
    }
    let names: Vec<&str> = tasks.iter().map(|&at| packages[at].id.as_str()).collect();
    let more = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let weight: u64 = tasks.iter().map(|&at| table.problem.tasks[at].delay).sum();
    let named = names[..names.len().min(NAMED)].join(", ");
    Relaxation {
        kind: "scope".into(),
        what: format!(
            "{named}{more} left out, or put off until after {}: their exposure, {weight} a quarter, \
             remains that long",
            table.quarter(last)
        ),
        person_days: Some(days(work.iter().sum())),
        money: money_saved(&work, table, context),
        quarters: None,
        packages: names.into_iter().map(str::to_owned).collect(),
        late,
    }
}
