//! Where an estate has left its plan: what no package covers, what is overdue, what has come back.

use std::collections::BTreeSet;

use super::track::{Open, Progress, State, Track};
use super::{Accepted, Package, Plan};
use crate::model::{AssetId, Date, Quarter};

/// How an estate has left its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Departure {
    /// An asset asks for work, and no package of the plan covers it.
    Unplanned,
    /// The time of a package has passed, and its work is not done.
    Overdue,
    /// What a package has replaced is there again.
    Regressed,
}

/// One departure from a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// How.
    pub departure: Departure,
    /// Package id; of what no package covers, the one that a plan made now has it in.
    pub package: String,
    /// Title of that package.
    pub title: String,
    /// System.
    pub system: String,
    /// The assets in question, sorted: the one that is not covered, those that are left, those that came. Empty for
    /// work without assets of its own.
    pub assets: Vec<AssetId>,
    /// Why, in a sentence.
    pub why: String,
}

/// Compares the plan `then` with `now`, the plan made of what is found today, of which `track` says how far the packages
/// are. Deadlines and planned quarters that have ended before `by` count as passed, the day of `now` or a later one.
///
/// What is not found is no departure: `now` may be of a part of the estate.
#[must_use]
pub fn drift(then: &Plan, now: &Plan, track: &Track, by: Date) -> Vec<Drift> {
    let (before, open) = (Open::of(then), Open::of(now));
    let mut drift = Vec::new();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for package in &then.packages {
        let Some(progress) = track.packages.iter().find(|one| one.package == package.id) else {
            continue;
        };
        let current = now.packages.iter().find(|one| one.id == package.id);
        if let Some(current) = current.filter(|_| is_regressed(package, progress, now.at)) {
            let came = current.assets.iter().filter(|id| !before.has(&package.system, **id));
            let why = format!(
                "none of its {} assets asks for work any more, and {} of the same kind have come",
                package.assets.len(),
                progress.new
            );
            drift.push(of(Departure::Regressed, package, came.copied().collect(), why));
            told.insert(&package.id);
            continue;
        }
        let left: Vec<AssetId> =
            package.assets.iter().filter(|id| open.has(&package.system, **id)).copied().collect();
        // Work without assets leaves no evidence; it is not done while it is planned anew.
        let is_open = if package.assets.is_empty() { current.is_some() } else { !left.is_empty() };
        if let Some(since) = passed(package, by).filter(|_| is_open) {
            let why = match left.len() {
                0 => format!("it is not done, and {since}"),
                count => {
                    format!("{count} of {} assets are left, and {since}", package.assets.len())
                }
            };
            drift.push(of(Departure::Overdue, package, left, why));
        }
    }
    for package in now.packages.iter().filter(|package| !told.contains(package.id.as_str())) {
        for id in package.assets.iter().filter(|id| !before.has(&package.system, **id)) {
            let why = format!(
                "no package of the plan covers it; a plan made now has it in {}",
                package.id
            );
            drift.push(of(Departure::Unplanned, package, vec![*id], why));
        }
    }
    drift
}

fn of(departure: Departure, package: &Package, assets: Vec<AssetId>, why: String) -> Drift {
    let Package { id, title, system, .. } = package.clone();
    Drift { departure, package: id, title, system, assets, why }
}

/// Whether all of a package was replaced, by evidence or by the plan, and assets of its kind are there.
fn is_regressed(package: &Package, progress: &Progress, today: Date) -> bool {
    let is_over = package.finish.is_some_and(|finish| finish < Quarter::containing(today));
    let is_replaced = progress.open == 0 && !package.assets.is_empty();
    progress.state == State::Regressed || (is_replaced && is_over && progress.new > 0)
}

/// What of the time of a package has passed on the day `by`, as the end of a sentence.
fn passed(package: &Package, by: Date) -> Option<String> {
    if let Some(accepted) = &package.acceptance {
        let Accepted { owner, expires, .. } = accepted;
        return (*expires < by).then(|| format!("{owner} accepted it until {expires}"));
    }
    if let Some(deadline) = package.deadline.as_ref().filter(|deadline| deadline.date < by) {
        return Some(format!(
            "its deadline is {} ({}, {})",
            deadline.date, deadline.policy, deadline.clause
        ));
    }
    let finish = package.finish.filter(|finish| finish.last_day() < by)?;
    Some(format!("it was to be finished in {finish}"))
}
