//! What came of scenarios, side by side.
//!
//! Figures of dates, days and cost are of what is done. Where that is not the same in the plan as it is, there are
//! figures of what both do, and those are what is compared; what a scenario never changes and the plan as it is does is
//! counted by itself. A package for which a scenario leaves no scheme to migrate to is never done: it is late if it has a deadline,
//! its exposure and lateness last to the end of the plan, and no run keeps its deadline. What changes nothing by itself and
//! is there only for such packages, or waits for one, is in no sum of days and cost. What an authority had
//! disallowed before the plan began is counted by itself, as the plan has a day of its own for it. The end of the plan is
//! the last one of all that are compared, so that what is done late is never worse than what is never done.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::deadline::due_quarter;
use super::objective::LATENESS;
use super::parts::Works;
use super::serves::Service;
use super::{Change, Package, Plan};
use crate::model::{AssetId, Quarter};
use crate::risk::Threat;

/// The name of the plan without a scenario.
pub const AS_IT_IS: &str = "as it is";

/// What came of a scenario, to be compared with the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// Name; the first is the plan as it is.
    pub name: String,
    /// Ids of the policies that were named and bind no system, so that nothing here is due by them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unbound: Vec<String>,
    /// Packages.
    pub packages: usize,
    /// Of these, packages that are done and of which the figures of dates, days and cost are: they have a date and a scheme
    /// to migrate to where there is one as it is, and do not serve only what is never done.
    #[serde(default)]
    pub done: usize,
    /// Likely person-days of those that are done.
    pub person_days: f64,
    /// What these cost, likely, where the estate states prices and every one of them has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<f64>,
    /// Currency of the cost; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub currency: String,
    /// Packages that miss their deadline.
    pub late: usize,
    /// Packages that change what an authority had disallowed before the plan began.
    pub missed: usize,
    /// Packages that are never done: they have no date, or no scheme is left to migrate to.
    pub unscheduled: usize,
    /// Quarters late of the worst.
    pub worst_quarters: i32,
    /// Finish of the last package that is done.
    pub finish: Option<Quarter>,
    /// Finish of the last package that is done and whose traffic can be recorded today.
    pub harvestable_until: Option<Quarter>,
    /// Of these, packages that are never done.
    pub still_recordable: usize,
    /// Packages that end too late for what they protect, or never (Mosca's inequality).
    pub too_late: usize,
    /// Remaining exposure, as the plan's objective counts it; of what is never done up to `until`.
    pub exposure: u64,
    /// Quarter up to which what is never done counts: the last one of all plans that are compared.
    pub until: Quarter,
    /// Lateness alone.
    pub lateness: u64,
    /// Per cent above the proven bound.
    pub gap_percent: Option<f64>,
    /// Share of runs with drawn efforts that keep every deadline.
    pub in_time: Option<f64>,
    /// Holdings that are known to be exposed at the end of every quarter.
    #[serde(default)]
    pub burndown: Vec<Exposed>,
    /// Packages for which no scheme is left to migrate to, by id.
    pub without_target: Vec<String>,
    /// Packages that are late here and not in the plan as it is, by id.
    pub breaks: Vec<String>,
    /// Packages that change assets in the plan as it is and never here, by id.
    #[serde(default)]
    pub never_changed: Vec<String>,
    /// Packages that are done here and not in the plan as it is, by id.
    #[serde(default)]
    pub only_here: Vec<String>,
    /// What is done both in the plan as it is and here; `None` of the plan as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common: Option<Common>,
}

/// The same packages in two plans: figures of the plan as it is, and of the scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Common {
    /// Packages that are done in both, and are the same change in both.
    pub packages: usize,
    /// Likely person-days.
    pub person_days: [f64; 2],
    /// What these cost, likely, where every one of them has a price.
    pub cost: Option<[f64; 2]>,
    /// Finish of the last of them.
    pub finish: Option<[Quarter; 2]>,
    /// Remaining exposure and lateness together.
    pub exposure: [u64; 2],
}

/// What is left at the end of a quarter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exposed {
    /// The quarter.
    pub quarter: Quarter,
    /// Holdings that are known to be exposed.
    pub known: u64,
}

impl Compared {
    /// What came of the plan as it is, and of those of scenarios with their names.
    #[must_use]
    pub fn all(base: &Plan, scenarios: &[(&str, &Plan)]) -> Vec<Self> {
        let ends = scenarios.iter().map(|(_, plan)| plan.until);
        let until = ends.fold(base.until, Quarter::max);
        let first = Self::up_to(until, (AS_IT_IS, base), None);
        let others = scenarios.iter().map(|one| Self::up_to(until, *one, Some(base)));
        std::iter::once(first).chain(others).collect()
    }

    /// What came of `plan`; `base` is the plan as it is.
    #[must_use]
    pub fn of(name: &str, plan: &Plan, base: Option<&Plan>) -> Self {
        let until = base.map_or(plan.until, |base| base.until.max(plan.until));
        Self::up_to(until, (name, plan), base)
    }

    fn up_to(until: Quarter, (name, plan): (&str, &Plan), base: Option<&Plan>) -> Self {
        let stuck = stuck(plan, base);
        let ids: BTreeSet<&str> = stuck.iter().map(|package| package.id.as_str()).collect();
        let is_done =
            |package: &&Package| package.finish.is_some() && !ids.contains(package.id.as_str());
        let idle = idle(plan, &ids);
        let pays = |package: &&Package| is_done(package) && !idle.contains(package.id.as_str());
        let done = || plan.packages.iter().filter(pays);
        let here = late(plan, &stuck);
        let breaks = base.map_or_else(Vec::new, |base| {
            let there = late(base, &[]);
            let is_late = |one: &&Package| there.contains(one.id.as_str());
            let there = Works::of(base.packages.iter().filter(is_late));
            let all = plan.packages.iter().filter(|one| here.contains(one.id.as_str()));
            let mut new: Vec<String> = all
                .filter(|one| there.like(one).next().is_none())
                .map(|one| one.id.clone())
                .collect();
            new.sort_unstable();
            new
        });
        let last = |wanted: &dyn Fn(&Package) -> bool| {
            done().filter(|package| wanted(package)).filter_map(|package| package.finish).max()
        };
        let recordable = |package: &Package| package.threat == Threat::HarvestNowDecryptLater;
        let undated = || plan.packages.iter().filter(|package| package.finish.is_none());
        let dated = stuck.iter().copied().filter(|package| package.finish.is_some());
        let left = dated.chain(undated()).map(|package| left_over(package, (plan.from, until)));
        let (exposure, lateness) = left.fold((0_u64, 0_u64), |sum, left| {
            (sum.0.saturating_add(left.0), sum.1.saturating_add(left.1))
        });
        let one = plan.optimisation.as_ref();
        // Too late for what it protects, or never, where that must be protected at all.
        let is_too_late = |package: &&Package| {
            package.is_threatened_for_good()
                || package
                    .mosca
                    .as_ref()
                    .is_some_and(|one| one.late_by_years > 0 || !is_done(package))
        };
        let never = stuck.iter().any(|package| package.deadline.is_some());
        let deadlines = plan.packages.iter().filter_map(|package| package.deadline.as_ref());
        let in_time = plan.chances.and_then(|chances| chances.last.in_time);
        let sets = base.map(|base| Sets::of((base, plan), &pays));
        let ids_of = |packages: &[&Package]| packages.iter().map(|one| one.id.clone()).collect();
        Self {
            name: name.to_owned(),
            unbound: (plan.policies.iter())
                .filter(|policy| policy.unbound)
                .map(|policy| policy.id.clone())
                .collect(),
            packages: plan.packages.len(),
            done: done().count(),
            person_days: days(done()),
            cost: plan.spending.as_ref().and_then(|_| cost(done())),
            currency: plan.spending.as_ref().map(|one| one.currency.clone()).unwrap_or_default(),
            burndown: burndown(plan, &stuck),
            late: here.len(),
            missed: deadlines.filter(|deadline| deadline.missed.is_some()).count(),
            unscheduled: undated().count()
                + stuck.iter().filter(|package| package.finish.is_some()).count(),
            worst_quarters: plan.late.iter().filter_map(|late| late.quarters).max().unwrap_or(0),
            finish: last(&|_| true),
            harvestable_until: last(&recordable),
            still_recordable: (plan.packages.iter())
                .filter(|package| !is_done(package) && recordable(package))
                .count(),
            too_late: plan.packages.iter().filter(is_too_late).count(),
            exposure: one.map_or(0, |one| one.exposure).saturating_add(exposure),
            until,
            lateness: one.map_or(0, |one| one.lateness).saturating_add(lateness),
            gap_percent: one.and_then(|one| one.gap_percent),
            in_time: if never { Some(0.0) } else { in_time },
            without_target: stuck.iter().map(|package| package.id.clone()).collect(),
            breaks,
            never_changed: sets.as_ref().map_or_else(Vec::new, |sets| ids_of(&sets.never)),
            only_here: sets.as_ref().map_or_else(Vec::new, |sets| ids_of(&sets.only_here)),
            common: sets.map(|sets| Common::of((base.unwrap_or(plan), plan), &sets.common)),
        }
    }
}

/// What two plans have in common, and what only one of them does.
struct Sets<'a> {
    /// What both do, as it is in each.
    common: [Vec<&'a Package>; 2],
    never: Vec<&'a Package>,
    only_here: Vec<&'a Package>,
}

impl<'a> Sets<'a> {
    /// Of the plan as it is and of another one, whose packages are done or not.
    fn of((base, plan): (&'a Plan, &'a Plan), is_done: &dyn Fn(&&Package) -> bool) -> Self {
        let there = || base.packages.iter().filter(|one| one.finish.is_some());
        let here = || plan.packages.iter().filter(is_done);
        let (in_base, in_plan) = (Works::of(there()), Works::of(here()));
        // What is reviewed is not changed.
        let is_review = |package: &Package| package.change == Change::AcceptWithExpiry;
        let is_in = |works: &Works<'_>, one: &Package| {
            works.like(one).any(|other| is_review(one) == is_review(other))
        };
        let is_changed = |one: &Package| in_plan.like(one).any(|one| !is_review(one));
        // A pilot and a retirement go with their roll-out, which is named.
        let changes = |one: &Package| {
            let goes_along = matches!(one.change, Change::Pilot | Change::Retirement);
            !one.assets.is_empty() && !goes_along && !is_review(one)
        };
        Self {
            common: [
                by_id(there().filter(|one| is_in(&in_plan, one))),
                by_id(here().filter(|one| is_in(&in_base, one))),
            ],
            never: by_id(there().filter(|one| changes(one) && !is_changed(one))),
            only_here: by_id(here().filter(|one| !is_in(&in_base, one))),
        }
    }
}

fn by_id<'a>(packages: impl Iterator<Item = &'a Package>) -> Vec<&'a Package> {
    let mut packages: Vec<&Package> = packages.collect();
    packages.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    packages
}

impl Common {
    fn of((base, plan): (&Plan, &Plan), [there, here]: &[Vec<&Package>; 2]) -> Self {
        let one = || there.iter().copied();
        let other = || here.iter().copied();
        let last = |packages: &mut dyn Iterator<Item = &Package>| {
            packages.filter_map(|package| package.finish).max()
        };
        let exposure = |packages: &mut dyn Iterator<Item = &Package>, plan: &Plan| {
            packages.map(|package| until_done(package, plan)).fold(0, u64::saturating_add)
        };
        Self {
            packages: here.len(),
            person_days: [days(one()), days(other())],
            cost: cost(one())
                .zip(cost(other()))
                .filter(|_| base.spending.is_some())
                .map(|(one, other)| [one, other]),
            finish: last(&mut one()).zip(last(&mut other())).map(|(one, other)| [one, other]),
            exposure: [exposure(&mut one(), base), exposure(&mut other(), plan)],
        }
    }
}

/// Likely person-days; of nothing 0, and not the negative zero that a sum begins with.
fn days<'a>(packages: impl Iterator<Item = &'a Package>) -> f64 {
    packages.fold(0.0, |sum, package| sum + package.effort_days[1])
}

/// What they cost, likely, where each has a price.
fn cost<'a>(mut packages: impl Iterator<Item = &'a Package>) -> Option<f64> {
    packages.try_fold(0.0, |sum, package| Some(sum + package.cost?[1]))
}

/// Exposure and lateness of a package that is done, as the plan's objective counts them.
fn until_done(package: &Package, plan: &Plan) -> u64 {
    let Some(finish) = package.finish else { return 0 };
    let waits = u64::from(finish.since(plan.from).max(-1).unsigned_abs()) + 1;
    let late = package.slack_quarters.map_or(0, |slack| u64::from(slack.min(0).unsigned_abs()));
    package.weight.saturating_mul(waits.saturating_add(late.saturating_mul(LATENESS)))
}

/// The burn-down of a plan; what packages hold that are never done stays exposed.
fn burndown(plan: &Plan, stuck: &[&Package]) -> Vec<Exposed> {
    let mut ends: BTreeMap<(&str, AssetId), Option<Quarter>> = BTreeMap::new();
    for package in &plan.packages {
        for asset in &package.assets {
            let end = ends.entry((&package.system, *asset)).or_insert(package.finish);
            *end = end.zip(package.finish).map(|(one, other)| one.max(other));
        }
    }
    let kept: BTreeSet<(&str, AssetId)> = stuck
        .iter()
        .flat_map(|package| package.assets.iter().map(|asset| (package.system.as_str(), *asset)))
        .collect();
    let gone: Vec<Quarter> = kept.iter().filter_map(|one| *ends.get(one)?).collect();
    let rows = plan.burndown.iter().map(|row| {
        let back = gone.iter().filter(|end| **end <= row.quarter).count() as u64;
        Exposed { quarter: row.quarter, known: row.known().saturating_add(back) }
    });
    rows.collect()
}

/// Packages that have a target in `base` and none in `plan`.
fn stuck<'a>(plan: &'a Plan, base: Option<&Plan>) -> Vec<&'a Package> {
    let had = base.into_iter().flat_map(|base| &base.packages);
    let had = Works::of(had.filter(|package| package.target.is_some()));
    let lacks = |package: &&Package| package.target.is_none() && had.like(package).next().is_some();
    plan.packages.iter().filter(lacks).collect()
}

/// What enables only what is never done, by id.
fn idle<'a>(plan: &'a Plan, never: &BTreeSet<&str>) -> BTreeSet<&'a str> {
    let packages = &plan.packages;
    let never = (0..packages.len()).filter(|&at| never.contains(packages[at].id.as_str()));
    let idle = Service::of(packages).idle(&never.collect());
    idle.into_iter().map(|at| packages[at].id.as_str()).collect()
}

/// Packages that miss their deadline.
fn late<'a>(plan: &'a Plan, stuck: &[&'a Package]) -> BTreeSet<&'a str> {
    let stuck = stuck.iter().filter(|package| package.deadline.is_some());
    let ids = stuck.map(|package| package.id.as_str());
    ids.chain(plan.late.iter().map(|late| late.package.as_str())).collect()
}

/// Exposure and lateness that a package which is never done adds to what the plan that begins in `from` counts for it.
fn left_over(package: &Package, (from, until): (Quarter, Quarter)) -> (u64, u64) {
    let since = |from: Quarter| u64::from(until.since(from).max(0).unsigned_abs());
    let finish = package.finish.unwrap_or(from.plus(-1));
    let due = package.deadline.as_ref().map(|deadline| due_quarter(deadline.date));
    let late = due.map_or(0, |due| since(due.max(finish)));
    let of = |quarters: u64| package.weight.saturating_mul(quarters);
    (of(since(finish)), of(late).saturating_mul(LATENESS))
}
