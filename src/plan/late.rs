//! Packages that miss their deadline: the chain that binds them, and the capacity that would save them.
//!
//! The extra capacity is found by scheduling again with more of it, in the plan's order, by bisection in
//! half days, spread evenly over the quarters from the start to the deadline; where a budget binds and that order does not
//! do, of some packages with all planned anew. The figure is always one that
//! was tried and suffices, less than two percent above one that does not; as more capacity can have side
//! effects on other packages, a smaller one may exist.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::deadline::due_quarter;
use super::infeasible::{late_of, replan};
use super::schedule::{Bound, Placement, Problem, finish_with, solve_in};
use super::speech::more_person_days;
use super::timetable::{Timetable, days};
use super::{Deadline, Late, Package};
use crate::model::Quarter;

/// Half a person-day.
const STEP: u64 = 50;
/// A search takes some twenty schedules, so it is made for the most important late packages only.
const MOST_SEARCHES: usize = 50;
/// All is planned anew for this many of them, with so many steps at most.
const MOST_ANEW: usize = 8;
const MOST_STEPS: u64 = 128;
/// The search ends when its two bounds are one step, or this part of the answer, apart.
const PRECISION: u64 = 64;

/// Everything that finishes after its deadline or not at all, in the order of the packages' ids.
pub(super) fn late(packages: &[Package], table: &Timetable) -> Vec<Late> {
    let late: Vec<usize> = (0..packages.len()).filter(|&at| is_late(&packages[at])).collect();
    if late.is_empty() {
        return Vec::new();
    }
    let search = Search::new(table, late.len());
    let fewest = table.otherwise.as_ref();
    let kept = fewest.map_or_else(BTreeSet::new, |one| in_time(table, &one.placements, &late));
    let mut savable: Vec<usize> =
        late.iter().copied().filter(|&at| search.fits(at, &packages[at])).collect();
    savable.sort_by_key(|&at| (Reverse(packages[at].priority), at));
    let searched: BTreeSet<usize> = savable.iter().copied().take(MOST_SEARCHES).collect();
    let beyond: BTreeSet<usize> = savable.into_iter().skip(MOST_SEARCHES).collect();
    late.into_iter()
        .map(|at| {
            let package = &packages[at];
            let extra = searched.contains(&at).then(|| search.extra(at, package)).flatten();
            let anew = searched.contains(&at) && extra.is_none() && !kept.contains(&at);
            let anew = anew.then(|| search.anew(at, package)).flatten();
            let remedy = match &extra {
                Some((team, days)) => format!(
                    "{} for {} {}.",
                    more_person_days(*days),
                    table.spoken(team),
                    match package.deadline {
                        Some(_) => "before the deadline would save it",
                        None => "would give it a date",
                    }
                ),
                None if anew.is_some() => format!(
                    "{} for {} before the deadline would save it when all is planned anew, with no more late than now.",
                    more_person_days(anew.unwrap_or_default()),
                    table.spoken(&package.team)
                ),
                None if beyond.contains(&at) => format!(
                    "More capacity can save it; how much was worked out for the {MOST_SEARCHES} most \
                     important of the late packages only."
                ),
                None if kept.contains(&at) => {
                    "It is put off for what weighs more: another order of the same work keeps this deadline \
                     (--fewest-late), and leaves other things exposed longer."
                        .into()
                }
                None if searched.contains(&at) => search.other_teams(at, packages),
                None => search.impossible(at, packages),
            };
            Late {
                package: package.id.clone(),
                quarters: package.slack_quarters.map(|slack| slack.saturating_neg()),
                because: [headline(package, table)].into_iter().chain(package.because.iter().cloned()).collect(),
                extra_days: extra.or_else(|| Some((package.team.clone(), anew?))),
                remedy,
            }
        })
        .collect()
}

/// Those of `late` that are in time in the timetable `fewest`.
fn in_time(table: &Timetable, fewest: &[Placement], late: &[usize]) -> BTreeSet<usize> {
    let in_time = |&at: &usize| {
        let due = table.problem.tasks[at].due.unwrap_or(i64::MAX);
        fewest[at].span.is_some_and(|(_, finish)| i64::try_from(finish).is_ok_and(|at| at <= due))
    };
    late.iter().copied().filter(in_time).collect()
}

/// How many packages finish after their deadline or not at all.
pub(super) fn count(packages: &[Package]) -> usize {
    packages.iter().filter(|package| is_late(package)).count()
}

/// What has no date before somebody decides is told apart: no capacity gives it one.
fn is_late(package: &Package) -> bool {
    package.finish.is_none() && !package.is_undecided()
        || package.slack_quarters.is_some_and(|slack| slack < 0)
}

struct Search<'a> {
    table: &'a Timetable,
    /// Order of placement, and where in it each task stands.
    sequence: &'a [usize],
    position: BTreeMap<usize, usize>,
    /// The schedule if every team had room without end: nothing can finish earlier.
    unlimited: Vec<Placement>,
    /// How many are late.
    late: usize,
    /// How often all may still be planned anew.
    anew: Cell<usize>,
}

impl<'a> Search<'a> {
    fn new(table: &'a Timetable, late: usize) -> Self {
        let sequence = table.order.as_slice();
        let position = sequence.iter().enumerate().map(|(at, &task)| (task, at)).collect();
        let endless = vec![vec![u64::MAX / 4; table.problem.periods]; table.problem.capacity.len()];
        let unlimited = solve_in(
            &Problem { capacity: endless, budget: None, ..table.problem.clone() },
            sequence,
        );
        Self { table, sequence, position, unlimited, late, anew: Cell::new(MOST_ANEW) }
    }

    /// Whether enough room for every team brings it in by its deadline.
    fn fits(&self, task: usize, package: &Package) -> bool {
        let finish = self.unlimited[task].span.map(|(_, finish)| finish);
        self.due(package).zip(finish).is_some_and(|(due, finish)| finish <= due)
    }

    /// Last period that counts; without a deadline the end of everything that was looked at. `None`
    /// when it lies before the plan.
    fn due(&self, package: &Package) -> Option<usize> {
        let last = self.table.problem.periods.saturating_sub(1);
        let Some(deadline) = &package.deadline else { return Some(last) };
        let due = usize::try_from(due_quarter(deadline.date).since(self.table.from)).ok()?;
        Some(due.min(last))
    }

    /// Its own team cannot save it alone: which others have too little room before it, and whether money is short.
    fn other_teams(&self, task: usize, packages: &[Package]) -> String {
        if self.money_alone(task, &packages[task]) {
            return "It is the budget that holds it back: with enough of it the teams as they are bring it in."
                .into();
        }
        let own = self.table.problem.tasks[task].team;
        let spoken = self.table.spoken(&packages[task].team);
        let mut open = vec![task];
        let mut seen = BTreeSet::new();
        let mut teams = BTreeSet::new();
        while let Some(at) = open.pop().filter(|_| seen.len() < packages.len()) {
            if seen.insert(at) {
                teams.insert(self.table.problem.tasks[at].team);
                open.extend(self.table.problem.tasks[at].after.iter().map(|edge| edge.task));
            }
        }
        teams.insert(own);
        let due = self.due(&packages[task]);
        let enough = |teams: &BTreeSet<usize>, budget: bool| {
            let mut problem = self.table.problem.clone();
            problem.budget = problem.budget.filter(|_| budget);
            for &team in teams {
                problem.capacity.get_mut(team).into_iter().for_each(|row| row.fill(u64::MAX / 4));
            }
            let at = self.position.get(&task);
            let finish =
                at.and_then(|&at| finish_with(&problem, &self.sequence[..=at], &problem.capacity));
            due.zip(finish).is_some_and(|(due, finish)| finish <= due)
        };
        let is_paid = enough(&teams, true);
        for team in teams.clone().into_iter().filter(|&team| team != own) {
            let mut fewer = teams.clone();
            fewer.remove(&team);
            if enough(&fewer, is_paid) {
                teams = fewer;
            }
        }
        teams.remove(&own);
        let names = teams.iter().filter_map(|&team| self.table.spoken.get(team));
        let others: Vec<&str> = names.map(String::as_str).collect();
        let money = if is_paid { "" } else { ", and in the plan's order it needs more money" };
        let alone =
            format!("More capacity of {spoken} alone does not save it in any order that was tried");
        if others.is_empty() {
            return format!("{alone}{money}.");
        }
        format!("{alone}: what comes before it needs more of {} too{money}.", others.join(", "))
    }

    /// Whether it would be in time without a budget, in the plan's order.
    fn money_alone(&self, task: usize, package: &Package) -> bool {
        if self.table.problem.budget.is_none() {
            return false;
        }
        let problem = Problem { budget: None, ..self.table.problem.clone() };
        let at = self.position.get(&task);
        let finish =
            at.and_then(|&at| finish_with(&problem, &self.sequence[..=at], &problem.capacity));
        self.due(package).zip(finish).is_some_and(|(due, finish)| finish <= due)
    }

    /// No capacity whatever saves it: the constraint that stays when every team has room.
    fn impossible(&self, task: usize, packages: &[Package]) -> String {
        let package = &packages[task];
        if self.due(package).is_none() {
            return match package.deadline.as_ref().is_some_and(|one| is_past(one, self.table)) {
                true => "Its deadline is past; what counts now is how soon it is done.".into(),
                false => format!(
                    "Its deadline comes before the end of {}, the first quarter that work is dated in; what counts now \
                     is how soon it is done.",
                    self.table.from
                ),
            };
        }
        let earliest = match self.unlimited[task].span {
            Some((_, finish)) => format!("not before {}", self.table.quarter(finish)),
            None => "not at all".into(),
        };
        let mut at = task;
        let mut seen = BTreeSet::new();
        while let Bound::Predecessor(earlier) | Bound::Blocked(earlier) = self.unlimited[at].bound {
            if !seen.insert(at) {
                break;
            }
            at = earlier;
        }
        match (self.unlimited[at].bound, &packages[at].release) {
            (Bound::Release, Some((quarter, why))) => format!(
                "With any number of people {earliest}: {} may not start before {quarter} ({why}).",
                packages[at].id
            ),
            _ => format!(
                "With any number of people {earliest}: the steps that lead to it need their time one after another."
            ),
        }
    }

    fn extra(&self, task: usize, package: &Package) -> Option<(String, f64)> {
        let due = self.due(package)?;
        let team = self.table.problem.tasks[task].team;
        let work: u64 = (self.table.problem.tasks.iter())
            .filter(|task| task.team == team)
            .map(|task| task.work)
            .sum();
        // With all of the team's work as extra room in every quarter, capacity binds nothing any more.
        let most = work.saturating_mul(due as u64 + 1).div_ceil(STEP);
        let (mut short, mut enough) = (0, 1);
        // Not all that more room does is for the better: a budget may be spent on other work first.
        while !self.saves(task, due, enough) {
            if enough >= most {
                return None;
            }
            short = enough;
            enough = (enough * 2).min(most);
        }
        while enough - short > 1 + enough / PRECISION {
            let middle = short + (enough - short) / 2;
            if self.saves(task, due, middle) {
                enough = middle;
            } else {
                short = middle;
            }
        }
        Some((package.team.clone(), days(enough * STEP)))
    }

    /// Person-days that save it when all is planned anew, where a budget binds and the plan's order does not do; less may.
    fn anew(&self, task: usize, package: &Package) -> Option<f64> {
        let (due, problem) = (self.due(package)?, &self.table.problem);
        let left = self.anew.get().checked_sub(1).filter(|_| problem.budget.is_some())?;
        self.anew.set(left);
        let saves = |steps: u64| {
            let mut more = problem.clone();
            let room = more.capacity.get_mut(problem.tasks[task].team);
            room.into_iter().for_each(|room| spread(room, steps.saturating_mul(STEP), due));
            let placed = replan(&more, self.table, &[]).placements;
            let finish = placed[task].span.map(|(_, finish)| finish);
            finish.is_some_and(|finish| finish <= due) && late_of(&placed, &more) <= self.late
        };
        let (mut short, mut enough) = (0, 1);
        while !saves(enough) {
            if enough >= MOST_STEPS {
                return None;
            }
            short = enough;
            enough *= 2;
        }
        while enough - short > 1 + enough / 8 {
            let middle = short + (enough - short) / 2;
            if saves(middle) { enough = middle } else { short = middle }
        }
        Some(days(enough * STEP))
    }

    /// Whether `steps` half days more for the task's team, spread evenly up to `due`, bring it in by then.
    fn saves(&self, task: usize, due: usize, steps: u64) -> bool {
        let problem = &self.table.problem;
        let Some(&at) = self.position.get(&task) else { return false };
        let mut capacity = problem.capacity.clone();
        let room = capacity.get_mut(problem.tasks[task].team);
        room.into_iter().for_each(|room| spread(room, steps.saturating_mul(STEP), due));
        finish_with(problem, &self.sequence[..=at], &capacity).is_some_and(|finish| finish <= due)
    }
}

/// `extra` more room, spread evenly over the periods up to `due`.
pub(super) fn spread(room: &mut [u64], extra: u64, due: usize) {
    let periods = due as u64 + 1;
    for (period, room) in (0_u64..).zip(room).take(due + 1) {
        let more = extra / periods + u64::from(period < extra % periods);
        *room = room.saturating_add(more);
    }
}

/// Whether `deadline` passed before the plan's first quarter.
fn is_past(deadline: &Deadline, table: &Timetable) -> bool {
    Quarter::containing(deadline.date) < table.from
}

fn headline(package: &Package, table: &Timetable) -> String {
    let id = &package.id;
    match (&package.deadline, package.finish) {
        (Some(deadline), Some(finish)) if is_past(deadline, table) => format!(
            "{id} was due by {} ({}), already past; it finishes in {finish}.",
            deadline.date, deadline.policy
        ),
        (Some(deadline), Some(finish)) => format!(
            "{id} finishes in {finish}, its deadline is {} ({}).",
            deadline.date, deadline.policy
        ),
        (Some(deadline), None) => {
            format!(
                "{id} is not scheduled, its deadline is {} ({}).",
                deadline.date, deadline.policy
            )
        }
        (None, _) => format!("{id} is not scheduled."),
    }
}

/// Why a package that is held back is late.
pub(super) fn of_held(package: &Package) -> Late {
    let id = &package.id;
    let headline = match &package.deadline {
        Some(one) => {
            format!("{id} is not scheduled, its deadline is {} ({}).", one.date, one.policy)
        }
        None => format!("{id} is not scheduled."),
    };
    Late {
        package: id.clone(),
        quarters: None,
        because: [headline].into_iter().chain(package.because.iter().cloned()).collect(),
        extra_days: None,
        remedy: format!(
            "No capacity saves it: it is work again when {} is.",
            package.after.first().map_or("what it needs", String::as_str)
        ),
    }
}
