//! What money excludes, and how much more of it would do.
//!
//! What must be done by a deadline costs its own work and that of all it waits for. Where that is more than the
//! budgets of the years up to there, the deadlines cannot be kept together, whatever the order: every year counts
//! whole, so what is called impossible is proven.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::proof::{TOLD, due_sentence};
use super::{Impossible, Infeasible, Of, Relaxation, least_of_either};
use crate::model::Context;
use crate::plan::Package;
use crate::plan::schedule::{Budget, Problem};
use crate::plan::speech::person_days;
use crate::plan::timetable::{Timetable, days};

/// What money says of deadlines.
struct Money<'a> {
    problem: &'a Problem,
    budget: &'a Budget,
}

impl Money<'_> {
    /// `tasks` and all that they wait for.
    fn closure(&self, tasks: &[usize]) -> BTreeSet<usize> {
        let mut all = BTreeSet::new();
        let mut open = tasks.to_vec();
        while let Some(at) = open.pop() {
            if all.insert(at) {
                open.extend(self.problem.tasks[at].after.iter().map(|edge| edge.task));
            }
        }
        all
    }

    /// Hundredths of what `tasks` cost with all that they wait for, and hundredths of a person-day.
    fn cost(&self, tasks: &[usize]) -> (u64, u64) {
        let all = self.closure(tasks);
        let all = all.into_iter().map(|at| &self.problem.tasks[at]);
        all.fold((0_u64, 0_u64), |(cost, work), task| {
            let price = self.budget.price.get(task.team).copied().unwrap_or_default();
            (cost.saturating_add(task.work.saturating_mul(price)), work.saturating_add(task.work))
        })
    }

    /// Hundredths of what may be spent up to the end of a period, the year of it counted whole; `None` without a limit.
    fn until(&self, due: i64) -> Option<u64> {
        let Ok(due) = usize::try_from(due) else { return Some(0) };
        let last = *self.budget.year.get(due.min(self.problem.periods.checked_sub(1)?))?;
        let amounts = self.budget.amount.get(..=last)?;
        let limited = amounts.iter().all(|&amount| amount != Budget::ENDLESS);
        limited.then(|| amounts.iter().fold(0_u64, |sum, &amount| sum.saturating_add(amount)))
    }

    /// As few of `tasks` as are still excluded, and of those that stand for the same the first: what only follows others
    /// goes before them, then what costs least.
    fn fewest(&self, tasks: Vec<usize>, end: i64) -> Vec<usize> {
        let closure = |at: &usize| self.closure(&[*at]);
        let follows = |at: &usize| {
            let before = closure(at);
            tasks.iter().any(|other| other != at && before.contains(other))
        };
        let mut last: Vec<usize> = tasks.iter().copied().filter(follows).collect();
        last.sort_by_cached_key(|at| (Reverse(closure(at).len()), *at));
        let mut cheap = tasks.clone();
        cheap.sort_by_cached_key(|at| (self.cost(&[*at]).0, *at));
        let mut kept = tasks;
        for at in last.into_iter().chain(cheap) {
            let fewer: Vec<usize> = kept.iter().copied().filter(|other| *other != at).collect();
            if fewer.len() < kept.len() && self.excludes(&fewer, end) {
                kept = fewer;
            }
        }
        kept
    }

    /// Whether `tasks`, due by `due` at the latest, cost more than may be spent.
    fn excludes(&self, tasks: &[usize], due: i64) -> bool {
        self.until(due).is_some_and(|money| self.cost(tasks).0 > money)
    }
}

/// Deadlines that money excludes by themselves, and where there are none such, a smallest set of those that it
/// excludes together.
pub(super) fn prove(
    found: &mut Infeasible,
    packages: &[Package],
    (table, context): (&Timetable, &Context),
) {
    let problem = &table.problem;
    let Some(budget) = &problem.budget else { return };
    let money = Money { problem, budget };
    let dues: Vec<(i64, usize)> =
        (0..packages.len()).filter_map(|at| Some((problem.tasks[at].due?, at))).collect();
    let sentences = |tasks: &[usize], due: i64| -> Vec<String> {
        let dues = tasks.iter().map(|&at| due_sentence(&packages[at]));
        let (cost, work) = money.cost(tasks);
        let until =
            table.quarter(usize::try_from(due).unwrap_or_default().min(problem.periods - 1));
        let currency = &context.estate.funding.currency;
        let amount =
            |hundredths: u64| format!("{} {currency}", hundredths / 100).trim_end().to_owned();
        dues.chain([format!(
            "With all that is waited for this takes {} and costs {}; the budgets up to the end of {} \
             are {} together.",
            person_days(days(work)),
            amount(cost),
            until.year(),
            amount(money.until(due).unwrap_or_default())
        )])
        .collect()
    };
    let known: BTreeSet<String> = found.impossible.iter().map(|one| one.package.clone()).collect();
    for &(due, at) in &dues {
        let package = &packages[at].id;
        if found.impossible.len() < TOLD && !known.contains(package) && money.excludes(&[at], due) {
            let conflict = sentences(&[at], due);
            found.impossible.push(Impossible { package: package.clone(), conflict });
        }
    }
    if !found.impossible.is_empty() {
        found.together.clear();
    }
    if !found.impossible.is_empty() || !found.together.is_empty() {
        return;
    }
    let ends: BTreeSet<i64> = dues.iter().map(|(due, _)| *due).collect();
    for end in ends {
        let tasks: Vec<usize> =
            dues.iter().filter(|(due, _)| *due <= end).map(|(_, at)| *at).collect();
        if money.excludes(&tasks, end) {
            found.together = sentences(&money.fewest(tasks, end), end);
            return;
        }
    }
}

/// How much more may be spent in every year until nothing is late, or as little as it can: a share of what may be
/// spent, and where that is too little at the wrong time, a share of the average that all work costs in a year.
pub(super) fn relaxations(
    found: &mut Infeasible,
    (table, context): (&Timetable, &Context),
    late: &[usize],
) {
    let Some(budget) = &table.problem.budget else { return };
    let last = late.iter().filter_map(|&at| table.problem.tasks[at].due).max().unwrap_or_default();
    let last = usize::try_from(last).unwrap_or_default();
    let Some(&year) = budget.year.get(last) else { return };
    let money = Money { problem: &table.problem, budget };
    let all: Vec<usize> = (0..table.problem.tasks.len()).collect();
    let average = money.cost(&all).0.div_ceil(year as u64 + 1);
    let until = table.quarter(last).year();
    let give = |of: Of, percent: u64| {
        let mut budget = budget.clone();
        let mut extra = 0_u64;
        // Whole units of money.
        let each = (average.saturating_mul(percent) / 100).div_ceil(100) * 100;
        let years = budget.amount.iter_mut().enumerate().take(year + 1);
        for (at, amount) in years.filter(|(_, amount)| **amount != Budget::ENDLESS) {
            let added = match of {
                Of::Share => amount.saturating_mul(percent) / 100,
                // What is left of the first year, as of a budget.
                Of::Work if at == 0 => table.first.of_year(each),
                Of::Work => each,
            };
            extra = extra.saturating_add(added);
            *amount = amount.saturating_add(added);
        }
        let what = match of {
            Of::Share => format!("{percent} % more budget in every year up to {until}"),
            Of::Work => {
                let each = format!("{} {}", each / 100, context.estate.funding.currency);
                format!("{} more to spend in every year up to {until}", each.trim_end())
            }
        };
        let given = Relaxation {
            kind: "budget".into(),
            what,
            money: i64::try_from(extra.div_ceil(100)).ok(),
            ..Relaxation::default()
        };
        let problem = Problem { budget: Some(budget), ..table.problem.clone() };
        (extra > 0).then_some((problem, given))
    };
    found.relaxations.extend(least_of_either(table, late, give));
}
