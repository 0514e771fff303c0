//! Deadlines that no timetable keeps, and the constraints that exclude them, in sentences.

use super::conflict::{Constraint, constraints, parts};
use super::fits::{Window, windows};
use super::part::Part;
use super::{Impossible, Infeasible};
use crate::model::{Context, Quarter};
use crate::plan::Package;
use crate::plan::deadline::due_quarter;
use crate::plan::schedule::{Budget, ranked};
use crate::plan::speech::{capital, person_days, quarters};
use crate::plan::spending;
use crate::plan::timetable::{Timetable, days};

/// Deadlines that are excluded each by itself, of those that `late` packages miss, and of the others sets that are
/// excluded together.
pub(super) fn prove(
    found: &mut Infeasible,
    packages: &[Package],
    (table, context): (&Timetable, &Context),
    late: &[usize],
) {
    let due: Vec<usize> =
        late.iter().copied().filter(|&at| table.problem.tasks[at].due.is_some()).collect();
    let (alone, together) = parts(&table.problem, &due);
    let sentences = |part: &Part| Told { packages, table, context, part }.sentences();
    found.impossible = alone
        .iter()
        .map(|(at, part)| Impossible {
            package: packages[*at].id.clone(),
            conflict: sentences(part),
        })
        .collect();
    let mut sets = together.iter().map(sentences);
    found.together = sets.next().unwrap_or_default();
    found.together_too = sets.collect();
}

/// A conflict and what its numbers stand for.
#[derive(Clone, Copy)]
struct Told<'a> {
    packages: &'a [Package],
    table: &'a Timetable,
    context: &'a Context,
    part: &'a Part,
}

impl Told<'_> {
    fn sentences(self) -> Vec<String> {
        let mut sentences: Vec<String> =
            constraints(self.part).iter().map(|one| self.sentence(*one)).collect();
        if self.part.problem.tasks.iter().any(|task| task.due.is_some_and(|due| due < 0)) {
            sentences.push(format!(
                "Work is dated in whole quarters, and the plan begins in {}.",
                self.table.from
            ));
        }
        sentences
    }

    fn sentence(self, constraint: Constraint) -> String {
        let id = |at: usize| self.packages[at].id.as_str();
        match constraint {
            Constraint::Due { task } => due_sentence(&self.packages[task]),
            Constraint::Release { task } => match &self.packages[task].release {
                Some((quarter, why)) => {
                    format!("{} may not start before {quarter}: {why}.", id(task))
                }
                None => format!("{} may not start earlier.", id(task)),
            },
            Constraint::Pace { task } => {
                let least = self.table.problem.tasks[task].least_periods();
                format!(
                    "{} takes {} at least, however many people work on its {}.",
                    id(task),
                    quarters(i32::try_from(least).unwrap_or(i32::MAX)),
                    person_days(self.packages[task].effort_days[1])
                )
            }
            Constraint::Precedence { before, after, gap: 0 } => {
                format!("{} waits for {}.", id(after), id(before))
            }
            Constraint::Precedence { before, after, gap: 1 } => format!(
                "{} waits for {} and may start in the quarter after it at the earliest.",
                id(after),
                id(before)
            ),
            Constraint::Precedence { before, after, gap } => format!(
                "{} waits for {} and may start {gap} quarters later at the earliest.",
                id(after),
                id(before)
            ),
            Constraint::Capacity { team } => self.capacity(team),
            Constraint::Budget => self.budget(),
        }
    }

    /// The quarters in which tasks of a kind would have to be done, as periods.
    fn window(self, is_of: impl Fn(usize) -> bool) -> (usize, usize) {
        let problem = &self.part.problem;
        let order = ranked(problem, |task| task);
        let dues: Vec<Option<i64>> = problem.tasks.iter().map(|task| task.due).collect();
        let until = dues.iter().flatten().copied().max().unwrap_or_default();
        let ends = vec![(0, until); problem.tasks.len()];
        let windows = windows(problem, &order, &dues, &ends);
        let windows: Vec<Window> = windows
            .into_iter()
            .zip(&problem.tasks)
            .filter(|(_, task)| task.work > 0 && is_of(task.team))
            .map(|(window, _)| window)
            .collect();
        let period = |at: i64| {
            usize::try_from(at.clamp(0, until.max(0))).unwrap_or_default().min(problem.periods - 1)
        };
        let last = windows.iter().map(|window| period(window.end.1)).max().unwrap_or_default();
        let first = windows.iter().map(|window| period(window.start)).min().unwrap_or_default();
        (first.min(last), last)
    }

    /// What keeps a team from doing more, with what is less than usual, and why: that is what gives first.
    fn capacity(self, team: usize) -> String {
        let Self { table, context, .. } = self;
        let id = table.teams.get(team).map_or("", String::as_str);
        let name = capital(table.spoken(id));
        let (first, last) = self.window(|of| of == team);
        let (from, until) = (table.quarter(first), table.quarter(last));
        let row = table.problem.capacity.get(team).map_or(&[][..], Vec::as_slice);
        let sum = |row: &[u64]| row.iter().fold(0_u64, |sum, &room| sum.saturating_add(room));
        let room = sum(row.get(first..=last).unwrap_or_default());
        let none = |until: usize| sum(row.get(..=until).unwrap_or_default()) == 0;
        if none(last) {
            // To the deadline, where that is so: it is what the reader asks for.
            let due = self.part.problem.tasks.iter().filter_map(|task| task.due).max();
            let due = due.and_then(|due| usize::try_from(due).ok()).filter(|due| none(*due));
            let until = table.quarter(due.unwrap_or(last));
            let less = told(less(id, context, (table.from, until)));
            return format!("{name} has no capacity up to {until}{less}.");
        }
        let mut all = less(id, context, (from, until));
        if room == 0 {
            return format!("{name} has no capacity from {from} to {until}{}.", told(all));
        }
        let begins = (from == table.from).then(|| table.first.words()).flatten();
        all.extend(begins.map(|left| format!("of {from} {left}")));
        let less = told(all);
        let tasks = self.part.problem.tasks.iter().filter(|task| task.team == team);
        let work = tasks.fold(0_u64, |sum, task| sum.saturating_add(task.work));
        // Where there is room enough, the time between one package and the next is what is missing.
        let waits = if work <= room { ", with waits in between" } else { "" };
        format!(
            "{name} has no more than {} from {from} to {until}{less}; what is named here takes {}{waits}.",
            person_days(days(room)),
            person_days(days(work))
        )
    }

    /// What may be spent in the years in which the work would have to be done, and what it costs.
    fn budget(self) -> String {
        let Self { table, context, .. } = self;
        let Some(budget) = &table.problem.budget else { return String::new() };
        let price = |team: usize| budget.price.get(team).copied().unwrap_or_default();
        let (first, last) = self.window(|team| price(team) > 0);
        let span = (table.quarter(first), table.quarter(last));
        let tasks = self.part.problem.tasks.iter().filter(|task| price(task.team) > 0);
        let (work, cost) = tasks.fold((0_u64, 0_u64), |(work, cost), task| {
            let price = task.work.saturating_mul(price(task.team));
            (work.saturating_add(task.work), cost.saturating_add(price))
        });
        let cost = format!("{} {}", cost.div_ceil(100), context.estate.funding.currency);
        format!(
            "The budget of the year pays no more than {}; what is named here takes {} and costs {}.",
            paid((table, context), span),
            person_days(days(work)),
            cost.trim_end()
        )
    }
}

/// What is less than usual in the capacity of `team` from one quarter to another, and why.
fn less(team: &str, context: &Context, (from, until): (Quarter, Quarter)) -> Vec<String> {
    let known = context.teams.iter().find(|known| known.id == team);
    let changes = known
        .into_iter()
        .flat_map(|team| team.overrides.iter().filter(|change| change.capacity < team.capacity));
    changes
        .filter(|change| change.until >= from && change.from <= until)
        .map(|change| {
            let when = match (change.from, change.until) {
                (from, until) if from == until => from.to_string(),
                (from, until) => format!("{from} to {until}"),
            };
            match change.reason.as_str() {
                "" => format!("{} in {when}", change.capacity),
                reason => format!("{} in {when}: {reason}", change.capacity),
            }
        })
        .collect()
}

/// In brackets, where there is anything.
fn told(all: Vec<String>) -> String {
    if all.is_empty() { String::new() } else { format!(" ({})", all.join(", ")) }
}

/// What may be spent in the years from one quarter to another.
fn paid((table, context): (&Timetable, &Context), (from, until): (Quarter, Quarter)) -> String {
    let Some(budget) = &table.problem.budget else { return String::new() };
    let currency = &context.estate.funding.currency;
    let years = budget.amount.iter().zip(table.from.year()..);
    let years = years.filter(|(amount, year)| {
        **amount != Budget::ENDLESS && (from.year()..=until.year()).contains(year)
    });
    let told = years.map(|(amount, year)| {
        let amount = format!("{} {currency}", amount / 100);
        let reason = spending::reason(context, year);
        let reason = reason.map_or(String::new(), |reason| format!(" ({reason})"));
        format!("{} in {year}{reason}", amount.trim_end())
    });
    let told: Vec<String> = told.collect();
    told.join(", ")
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
