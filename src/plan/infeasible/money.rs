//! How much more money would do.

use super::anew::{Anew, Offer};
use super::{Infeasible, Of, Relaxation, last_due, least_of_either, worth};
use crate::model::Context;
use crate::plan::schedule::{Budget, Problem};
use crate::plan::timetable::Timetable;

/// How much more may be spent in every year until nothing is late, or as little as it can: a share of what may be
/// spent, and where that is too little at the wrong time, a share of the average that all work costs in a year.
pub(super) fn relaxations(
    found: &mut Infeasible,
    (table, context): (&Timetable, &Context),
    (late, anew): (&[usize], &Anew<'_>),
) {
    let Some(budget) = &table.problem.budget else { return };
    let last = last_due(&table.problem, late);
    let Some(&year) = budget.year.get(last) else { return };
    let price = |team: usize| budget.price.get(team).copied().unwrap_or_default();
    let costs = table.problem.tasks.iter().map(|task| task.work.saturating_mul(price(task.team)));
    let average = costs.fold(0_u64, u64::saturating_add).div_ceil(year as u64 + 1);
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
        (extra > 0).then_some(Offer { problem, given })
    };
    let steps = least_of_either(table, anew.unpaid, give);
    found.relaxations.extend(worth(steps.into_iter().filter_map(|one| anew.kept(one))));
}
