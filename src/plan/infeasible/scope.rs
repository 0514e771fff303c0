//! What could be left out, or put off until the last late deadline has passed, so that less is late.
//!
//! A package goes with all that waits for it and with all that is there for nothing else: its upgrades, its
//! pilot. What weighs least for the work that it takes goes first; as few as suffice are found by doubling and
//! bisection, and each of them that the others make needless stays in. Both are heuristics: every figure is that
//! of a plan that was made, and a cheaper set may exist. What is broken today is left out only where that leaves
//! less late than all sets without it, and then it is said first.

use std::collections::BTreeSet;

use super::anew::{Anew, Offer};
use super::{Infeasible, Relaxation, again, last_due, leading_to, money_saved};
use crate::model::Context;
use crate::plan::Package;
use crate::plan::schedule::Problem;
use crate::plan::serves::Service;
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

/// Looks for sets of packages to put off.
struct Scope<'a> {
    table: &'a Timetable,
    service: Service,
    groups: Vec<Group>,
    /// Late work and all that leads to it.
    kept: BTreeSet<usize>,
    /// Last period in which something late is due.
    last: usize,
    /// Sets tried.
    tried: usize,
}

/// The cheapest set of packages to put off, and where more goes with what is broken today, one with that.
pub(super) fn relaxations(
    found: &mut Infeasible,
    packages: &[Package],
    (table, context): (&Timetable, &Context),
    (late, anew): (&[usize], &Anew<'_>),
) {
    let last = last_due(&table.problem, late);
    let mut scope = Scope::of(packages, table, late, last);
    let is_broken = |group: &&Group| group.tasks.iter().any(|&at| table.problem.tasks[at].broken);
    let broken = scope.groups.iter().filter(is_broken).count();
    let all = scope.groups.len();
    let whole = scope.least(all - broken, late.len());
    let enough = whole.as_ref().map_or(late.len(), |(_, late)| *late);
    let more = if broken > 0 { scope.least(all, enough) } else { None };
    let mut enough = late.len();
    for (tasks, late) in whole.into_iter().chain(more) {
        let given = told(packages, (table, context), &tasks, (last, late));
        let problem = scope.put_off(&tasks);
        let kept = anew.kept_without(Offer { problem, given }, &tasks);
        if let Some(given) = kept.filter(|given| given.late < enough) {
            enough = given.late;
            found.relaxations.push(given);
        }
    }
}

impl<'a> Scope<'a> {
    /// What competes with late work and neither is late nor leads to it; what is broken today last, else the least weight
    /// for its work first.
    fn of(packages: &[Package], table: &'a Timetable, late: &[usize], last: usize) -> Self {
        let tasks = &table.problem.tasks;
        let kept = leading_to(&table.problem, late);
        let teams: BTreeSet<usize> = kept.iter().map(|&at| tasks[at].team).collect();
        let service = Service::of(packages);
        let competes = |at: &usize| {
            let starts = table.placements[*at].span.is_some_and(|(start, _)| start <= last);
            starts && tasks[*at].work > 0 && teams.contains(&tasks[*at].team) && !kept.contains(at)
        };
        let group = |first: usize| {
            let mut group = service.with_followers([first]);
            group.extend(service.only(&group).difference(&kept));
            let sum = |of: &dyn Fn(usize) -> u64| group.iter().map(|&at| of(at)).sum();
            Group {
                work: sum(&|at| tasks[at].work),
                weight: sum(&|at| tasks[at].delay),
                tasks: group.into_iter().collect(),
            }
        };
        let mut groups: Vec<Group> = (0..tasks.len())
            .filter(competes)
            .map(group)
            .filter(|group| group.tasks.iter().all(|task| !kept.contains(task)))
            .collect();
        groups.sort_by(|a, b| {
            let is_broken = |group: &Group| group.tasks.iter().any(|&at| tasks[at].broken);
            let one = u128::from(a.weight) * u128::from(b.work);
            let other = u128::from(b.weight) * u128::from(a.work);
            (is_broken(a), one).cmp(&(is_broken(b), other)).then_with(|| a.tasks.cmp(&b.tasks))
        });
        Self { table, service, groups, kept, last, tried: 0 }
    }

    /// As few as it finds of the first `count` groups, with as little late as all of them leave: what goes with them, and
    /// how much is late then. `None` where that is no less than `late`.
    fn least(&mut self, count: usize, late: usize) -> Option<(BTreeSet<usize>, usize)> {
        let all: Vec<usize> = (0..count).collect();
        let least = if all.is_empty() { late } else { self.left(&all) };
        if least >= late {
            return None;
        }
        let (mut short, mut enough) = (0, 1.min(all.len()));
        while enough < all.len() && self.left(&all[..enough]) > least {
            short = enough;
            enough = (enough * 2).min(all.len());
        }
        while enough - short > 1 {
            let middle = short + (enough - short) / 2;
            if self.left(&all[..middle]) > least { short = middle } else { enough = middle }
        }
        let mut chosen: Vec<usize> = all[..enough].to_vec();
        // The one that was added last is needed; of the others the dearest may stay in first.
        for at in (0..chosen.len().saturating_sub(1)).rev() {
            if self.tried >= SETS {
                break;
            }
            let mut fewer = chosen.clone();
            fewer.remove(at);
            if self.left(&fewer) <= least {
                chosen = fewer;
            }
        }
        Some((self.tasks(&chosen), least))
    }

    /// What goes with `chosen` groups: what several of them share goes with all of them.
    fn tasks(&self, chosen: &[usize]) -> BTreeSet<usize> {
        let groups = chosen.iter().map(|&group| &self.groups[group]);
        let mut tasks: BTreeSet<usize> =
            groups.flat_map(|group| group.tasks.iter().copied()).collect();
        let idle = self.service.only(&tasks);
        tasks.extend(idle.difference(&self.kept));
        tasks
    }

    /// How much is late without `chosen` groups.
    fn left(&mut self, chosen: &[usize]) -> usize {
        self.tried += 1;
        again(&self.put_off(&self.tasks(chosen)), self.table)
    }

    /// The problem with `tasks` after the last late deadline.
    fn put_off(&self, tasks: &BTreeSet<usize>) -> Problem {
        let mut problem = self.table.problem.clone();
        for &task in tasks {
            let task = &mut problem.tasks[task];
            let from = (self.last + 1).min(problem.periods.saturating_sub(1));
            task.release = task.release.max(from);
            task.due = None;
        }
        problem
    }
}

fn told(
    packages: &[Package],
    (table, context): (&Timetable, &Context),
    tasks: &BTreeSet<usize>,
    (last, late): (usize, usize),
) -> Relaxation {
    let all = &table.problem.tasks;
    let mut work = vec![0_u64; table.problem.capacity.len()];
    for &at in tasks {
        if let Some(work) = work.get_mut(all[at].team) {
            *work = work.saturating_add(all[at].work);
        }
    }
    let named = |broken: bool| {
        let those = tasks.iter().filter(move |&&at| all[at].broken == broken);
        those.map(move |&at| packages[at].id.as_str())
    };
    let broken: Vec<&str> = named(true).collect();
    let names: Vec<&str> = broken.iter().copied().chain(named(false)).collect();
    // All that is broken today is named, however much it is.
    let shown = NAMED.max(broken.len()).min(names.len());
    let more = match names.len() - shown {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let weight: u64 = tasks.iter().map(|&at| all[at].delay).sum();
    let (now, later) = names[..shown].split_at(broken.len().min(shown));
    let what = match (now, later) {
        ([], later) => format!("{}{more}", later.join(", ")),
        (now, []) => format!("what is broken today ({}){more}", now.join(", ")),
        (now, later) => {
            format!("what is broken today ({}), and {}{more}", now.join(", "), later.join(", "))
        }
    };
    Relaxation {
        kind: "scope".into(),
        what: format!(
            "{what} left out, or put off until after {}: their exposure, {weight} a quarter, remains that long",
            table.quarter(last)
        ),
        person_days: Some(days(work.iter().sum())),
        money: money_saved(&work, table, context),
        quarters: None,
        packages: names.into_iter().map(str::to_owned).collect(),
        late,
    }
}
