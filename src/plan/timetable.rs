//! Turns packages into a scheduling problem and its answer back into quarters.
//!
//! When a successor may start: inside one system, in the quarter in which a short enabling package
//! (discovery, supplier, library, trust anchors; at most [`SHORT_DAYS`] likely person-days) ends, unless it is
//! discovery and decides what the successor does (keys of unknown purpose); in every other case in the next quarter, and one later where the logs of a full quarter are a condition.

use std::collections::{BTreeMap, BTreeSet};

use super::bound::bind;
use super::deadline::{HORIZON_YEAR, due_quarter};
use super::effort::{MOST_DAYS_A_QUARTER, least_quarters};
use super::infeasible::Fewest;
use super::kind::is_of_unknown_purpose;
use super::moved::Before;
use super::objective::weight;
use super::optimise::solve;
use super::remainder::Remainder;
use super::retire;
use super::schedule::{After, Bound, Placement, Problem, Task};
use super::search::Anchor;
use super::shortage::{self, Shortage, shortages};
use super::speech;
use super::spending;
use super::undecided;
use super::{BoundBy, Change, Optimisation, Options, Pace, Package, TeamLoad};
use crate::model::{Context, Quarter};
use crate::risk::Threat;

/// One working week.
pub(super) const SHORT_DAYS: f64 = 5.0;
/// Quarters beyond the horizon in which late work still gets a date.
const BEYOND: i32 = 40;
/// Bound on the number of quarters, whatever day counts as today.
const MOST_PERIODS: i32 = 400;

/// The scheduling problem with the names that its numbers stand for.
pub(super) struct Timetable {
    pub(super) from: Quarter,
    /// What is left of the first quarter.
    pub(super) first: Remainder,
    pub(super) teams: Vec<String>,
    /// The teams as sentences name them.
    pub(super) spoken: Vec<String>,
    pub(super) problem: Problem,
    /// Where the plan in force finishes its packages.
    pub(super) anchor: Anchor,
    /// The order in which the packages were placed.
    pub(super) order: Vec<usize>,
    pub(super) placements: Vec<Placement>,
    pub(super) optimisation: Optimisation,
    /// A timetable with fewer late tasks, where one was found.
    pub(super) otherwise: Option<Fewest>,
}

impl Timetable {
    /// Schedules `packages` and writes the dates into them; those of `firm`, by id, come before all others.
    pub(super) fn draw(
        packages: &mut [Package],
        context: &Context,
        (first, firm): (Remainder, &BTreeSet<String>),
        options: &Options<'_>,
    ) -> Self {
        let from = first.quarter;
        let mut teams: Vec<String> = context.teams.iter().map(|team| team.id.clone()).collect();
        for package in &*packages {
            if !teams.contains(&package.team) {
                teams.push(package.team.clone());
            }
        }
        let names = speech::names(context);
        let spoken =
            teams.iter().map(|id| speech::team(id, names.get(id).map(String::as_str))).collect();
        let periods = periods(from);
        let capacity = teams.iter().map(|team| capacity(context, team, first, periods)).collect();
        let tasks = tasks(packages, &teams, (from, firm));
        let budget = spending::budget(context, &teams, first, periods);
        let problem = Problem { periods, tasks, capacity, budget };
        let anchor = anchor(packages, &problem, from, options);
        let solved = solve(&problem, &anchor, options);
        let (order, mut placements, optimisation) =
            (solved.order, solved.placements, solved.optimisation);
        bind(&problem, &mut placements);
        let table = Self {
            from,
            first,
            teams,
            spoken,
            problem,
            anchor,
            order,
            placements,
            optimisation,
            otherwise: None,
        };
        let shortages = shortages(&table.problem, &table.order, &table.placements);
        table.date(packages, context, &shortages);
        super::reason::give(packages, &table, (context, &shortages));
        table
    }

    fn date(&self, packages: &mut [Package], context: &Context, shortages: &[Shortage]) {
        let ids: Vec<String> = packages.iter().map(|package| package.id.clone()).collect();
        let dateless = undecided::dateless(packages);
        let tasks = self.problem.tasks.iter();
        let placed = self.placements.iter().zip(shortages);
        for ((package, placed), task) in packages.iter_mut().zip(placed).zip(tasks) {
            let placement = placed.0;
            package.weight = task.delay;
            package.start = placement.span.map(|(start, _)| self.quarter(start));
            package.finish = placement.span.map(|(_, finish)| self.quarter(finish));
            package.load = (placement.load.iter())
                .map(|&(period, work)| (self.quarter(period), days(work)))
                .collect();
            package.bound_by = self.bound_by(package, placed, &ids, context);
            let due = package.deadline.as_ref().map(|deadline| due_quarter(deadline.date));
            package.slack_quarters = due.zip(package.finish).map(|(due, finish)| due.since(finish));
        }
        for (package, why) in packages.iter_mut().zip(dateless) {
            let Some(why) = why else { continue };
            (package.start, package.finish, package.slack_quarters) = (None, None, None);
            package.bound_by = BoundBy::Undecided { why };
        }
    }

    fn bound_by(
        &self,
        package: &Package,
        (placement, shortage): (&Placement, &Shortage),
        ids: &[String],
        context: &Context,
    ) -> BoundBy {
        match placement.bound {
            Bound::Start => BoundBy::Start,
            Bound::Release => BoundBy::Release {
                what: package.release.as_ref().map_or(String::new(), |(_, why)| why.clone()),
            },
            Bound::Predecessor(task) => BoundBy::Predecessor { package: ids[task].clone() },
            Bound::Capacity(period) | Bound::Budget(period) => {
                let (team, quarter) = (package.team.clone(), self.quarter(period));
                let stated = shortage::Stated { context, first: self.first };
                let why = shortage.before.why(&team, period, stated);
                let name = speech::names(context).remove(&team);
                BoundBy::Capacity { team, name, quarter, why }
            }
            Bound::Kept => BoundBy::Kept,
            Bound::NoRoom => BoundBy::Unscheduled { why: self.no_room(package) },
            Bound::Blocked(task) => BoundBy::Unscheduled {
                why: format!("{} comes first and is not scheduled itself", ids[task]),
            },
        }
    }

    fn no_room(&self, package: &Package) -> String {
        let all: u64 = self.capacity_of(&package.team).iter().sum();
        let team = self.spoken(&package.team);
        let last = self.quarter(self.problem.periods.saturating_sub(1));
        if all == 0 {
            return format!("{team} has no capacity in any quarter up to {last}");
        }
        if package.release.as_ref().is_some_and(|(quarter, _)| *quarter > last) {
            return format!("it may not start before {last}, the last quarter looked at");
        }
        let budget = if self.problem.budget.is_some() { ", or the budget pays none," } else { "" };
        format!(
            "{team} has no {} left{budget} up to {last} when everything more urgent is done",
            speech::person_days(package.effort_days[1])
        )
    }

    fn capacity_of(&self, team: &str) -> &[u64] {
        let at = self.teams.iter().position(|known| known == team);
        at.and_then(|at| self.problem.capacity.get(at)).map_or(&[], Vec::as_slice)
    }

    /// The team `id` as sentences name it.
    pub(super) fn spoken<'a>(&'a self, id: &'a str) -> &'a str {
        let at = self.teams.iter().position(|known| known == id);
        at.and_then(|at| self.spoken.get(at)).map_or(id, String::as_str)
    }

    /// The quarter of a period.
    pub(super) fn quarter(&self, period: usize) -> Quarter {
        self.from.plus(i32::try_from(period).unwrap_or(i32::MAX))
    }

    /// Capacity and load of every team that has either, from the start to `until`.
    pub(super) fn loads(&self, until: Quarter) -> Vec<TeamLoad> {
        let mut load: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for (task, placement) in self.problem.tasks.iter().zip(&self.placements) {
            for &(period, work) in &placement.load {
                *load.entry((task.team, period)).or_default() += work;
            }
        }
        let mut loads = Vec::new();
        for (team, name) in self.teams.iter().enumerate() {
            for period in 0..self.problem.periods {
                let quarter = self.quarter(period);
                if quarter > until {
                    break;
                }
                let capacity = self.problem.capacity[team].get(period).copied().unwrap_or_default();
                let given = load.get(&(team, period)).copied().unwrap_or_default();
                loads.push(TeamLoad {
                    team: name.clone(),
                    quarter,
                    capacity: days(capacity),
                    load: days(given),
                });
            }
        }
        loads.sort_by(|a, b| (&a.team, a.quarter).cmp(&(&b.team, b.quarter)));
        loads
    }
}

/// Last quarter of the plan's horizon.
pub(super) fn horizon(from: Quarter) -> Quarter {
    let end = Quarter::containing(crate::model::Date::constant(HORIZON_YEAR, 12, 31));
    from.max(end)
}

fn periods(from: Quarter) -> usize {
    let count = horizon(from).since(from).saturating_add(1 + BEYOND);
    usize::try_from(count.clamp(1, MOST_PERIODS)).unwrap_or(1)
}

fn capacity(context: &Context, team: &str, first: Remainder, periods: usize) -> Vec<u64> {
    let capacity = |period: usize| {
        let whole = whole_capacity(context, team, first.quarter, period);
        if period == 0 { first.of(whole) } else { whole }
    };
    (0..periods).map(capacity).collect()
}

/// Capacity of `team` in the whole quarter of a period.
pub(super) fn whole_capacity(context: &Context, team: &str, from: Quarter, period: usize) -> u64 {
    let stated = context.teams.iter().find(|known| known.id == team);
    let quarter = from.plus(i32::try_from(period).unwrap_or(i32::MAX));
    stated.map_or(0, |team| work(team.capacity_in(quarter)))
}

/// Where the plan in force finishes the packages that are in this one too.
fn anchor(packages: &[Package], problem: &Problem, from: Quarter, options: &Options<'_>) -> Anchor {
    let Some(previous) = options.previous else { return Anchor::default() };
    let before = Before::of(previous, packages, options.inherited);
    let period = |quarter: &Quarter| usize::try_from(quarter.since(from)).ok();
    let finish =
        packages.iter().map(|package| period(before.package(&package.id)?.finish.as_ref()?));
    let loads = packages.iter().zip(&problem.tasks).map(|(package, task)| {
        if task.work == 0 {
            return Vec::new();
        }
        let load = before.package(&package.id).into_iter().flat_map(|known| &known.load);
        // What lies before this plan begins is missing from the sum, and that is seen.
        load.filter_map(|(quarter, &days)| Some((period(quarter)?, work(days)))).collect()
    });
    let sum = problem.tasks.iter().fold(0_u64, |sum, task| sum.saturating_add(task.delay));
    let mean = sum / problem.tasks.len().max(1) as u64;
    Anchor {
        finish: finish.collect(),
        price: mean.saturating_mul(options.stability) / 100,
        loads: loads.collect(),
    }
}

fn tasks(
    packages: &[Package],
    teams: &[String],
    (from, firm): (Quarter, &BTreeSet<String>),
) -> Vec<Task> {
    let index: BTreeMap<&str, usize> =
        packages.iter().enumerate().map(|(at, package)| (package.id.as_str(), at)).collect();
    let dateless = undecided::dateless(packages);
    let mut tasks: Vec<Task> = packages
        .iter()
        .zip(&dateless)
        .map(|(package, dateless)| {
            if dateless.is_some() {
                // Nothing is done in it, and nothing that is dated waits for it.
                let team = teams.iter().position(|team| *team == package.team);
                return Task {
                    team: team.unwrap_or(usize::MAX),
                    max_per_period: 1,
                    ..Task::default()
                };
            }
            let likely = work(package.effort_days[1]);
            let release = package.release.as_ref().map_or(0, |(quarter, _)| quarter.since(from));
            let due = package.deadline.as_ref().map(|deadline| due_quarter(deadline.date));
            Task {
                team: teams.iter().position(|team| *team == package.team).unwrap_or(usize::MAX),
                work: likely,
                max_per_period: most_a_quarter(package),
                release: usize::try_from(release).unwrap_or_default(),
                due: due.map(|due| i64::from(due.since(from))),
                weight: u32::from(package.priority),
                delay: delay(package),
                broken: package.pace == Pace::Now && package.change != Change::AcceptWithExpiry,
                firm: firm.contains(&package.id),
                after: (package.after.iter())
                    .filter_map(|id| index.get(id.as_str()))
                    .map(|&task| After { task, gap: gap(&packages[task], package) })
                    .collect(),
            }
        })
        .collect();
    inherit_weights(&mut tasks);
    tasks
}

/// What is accepted stays exposed whenever it is reviewed: only the review waits.
fn delay(package: &Package) -> u64 {
    match package.change {
        Change::AcceptWithExpiry => weight(Threat::None, 0, 0),
        _ => weight(package.threat, package.priority, package.assets.len()),
    }
}

/// Enabling work is as weighty as the weightiest work that waits for it.
fn inherit_weights(tasks: &mut [Task]) {
    // Weights only grow and are bounded by the greatest, so this ends.
    loop {
        let mut grown = false;
        for at in (0..tasks.len()).rev() {
            let weight = tasks[at].weight;
            for edge in tasks[at].after.clone() {
                if tasks[edge.task].weight < weight {
                    tasks[edge.task].weight = weight;
                    grown = true;
                }
            }
        }
        if !grown {
            return;
        }
    }
}

/// Quarters for which an interim hybrid stays before its classical half goes: a planning default, as long as a working
/// plan's year, in which peers that do not speak it yet are found.
const INTERIM: usize = 4;

/// The most of its work that is done in a quarter.
fn most_a_quarter(package: &Package) -> u64 {
    let likely = work(package.effort_days[1]);
    work(MOST_DAYS_A_QUARTER).min(likely.div_ceil(least_quarters(package.change))).max(1)
}

/// The quarters that a package takes at least.
pub(super) fn least_time(package: &Package) -> i32 {
    let quarters = work(package.effort_days[1]).div_ceil(most_a_quarter(package)).max(1);
    i32::try_from(quarters).unwrap_or(i32::MAX)
}

/// Quarters from the last one of `earlier` to the first one of `later`.
pub(super) fn gap(earlier: &Package, later: &Package) -> usize {
    if later.pace == Pace::Final {
        return INTERIM;
    }
    if retire::waits_for_logs(earlier, later) {
        return retire::LOGGED;
    }
    let enabling = matches!(
        earlier.change,
        Change::Discovery
            | Change::VendorCommitment
            | Change::LibraryUpgrade
            | Change::TrustDistribution
    );
    let answer = earlier.change == Change::Discovery && is_of_unknown_purpose(later);
    let short = enabling
        && !answer
        && earlier.effort_days[1] <= SHORT_DAYS
        && earlier.system == later.system;
    usize::from(!short)
}

/// Hundredths of a person-day; negative and absurd numbers count as none and as a bound.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to a range that u64 holds; NaN becomes 0"
)]
pub(super) fn work(days: f64) -> u64 {
    (days * 100.0).clamp(0.0, 1e12).round() as u64
}

/// Person-days.
#[allow(clippy::cast_precision_loss, reason = "at most 1e12 and sums of such, far below 2^52")]
pub(super) fn days(work: u64) -> f64 {
    work as f64 / 100.0
}
