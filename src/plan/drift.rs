//! Where an estate has left its plan: what no package covers, what is overdue, what has come back.

use std::collections::{BTreeMap, BTreeSet};

use super::speech::counted;
use super::track::{NewWork, Progress, State, Track};
use super::{Accepted, Change, Package, Plan};
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
    /// The assets in question, sorted: the one that is not covered, those that are left or kept to read with, those that
    /// came. Empty for work without assets of its own.
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
    let progress: BTreeMap<&str, &Progress> =
        track.packages.iter().map(|one| (one.package.as_str(), one)).collect();
    // Keys that stay to read old data are destroyed by the package that encrypts that data again, if the plan has it.
    let within = |one: &NewWork| Some((one.within.clone()?, one.ids.clone()));
    let kept: BTreeMap<String, Vec<AssetId>> = track.follow_ups.iter().filter_map(within).collect();
    let mut drift = Vec::new();
    let mut told: BTreeSet<AssetId> = BTreeSet::new();
    for package in &then.packages {
        let Some(progress) = progress.get(package.id.as_str()) else { continue };
        let all = package.assets.len();
        if progress.state == State::Regressed {
            drift.push(of(
                Departure::Regressed,
                package,
                progress.back.clone(),
                progress.why.clone(),
            ));
            continue;
        }
        if is_replaced(package, progress, now.at) {
            let why = format!(
                "none of its {} asks for work any more, and {} of the same kind {} come",
                counted(all as u64, "asset", "assets"),
                progress.new,
                if progress.new == 1 { "has" } else { "have" }
            );
            told.extend(&progress.came);
            // What is not known was known at no time.
            let departure = match package.change {
                Change::Discovery => Departure::Overdue,
                _ => Departure::Regressed,
            };
            drift.push(of(departure, package, progress.came.clone(), why));
            continue;
        }
        let left = progress.left.len();
        let keys = kept.get(&package.id).map_or(&[][..], Vec::as_slice);
        // Work without assets leaves no evidence; it is not done while it is planned anew.
        let is_open = if all == 0 { progress.is_planned } else { left > 0 };
        if let Some(since) = passed(package, by).filter(|_| is_open || !keys.is_empty()) {
            let are = |count: usize| if count == 1 { "is" } else { "are" };
            let own = match left {
                0 => is_open.then(|| "it is not done".to_owned()),
                left => {
                    let all = counted(all as u64, "asset", "assets");
                    Some(format!("{left} of {all} {} left", are(left)))
                }
            };
            let read_with = (!keys.is_empty()).then(|| {
                let kept = counted(keys.len() as u64, "old key", "old keys");
                format!("{kept} {} kept to read with", are(keys.len()))
            });
            let what: Vec<String> = own.into_iter().chain(read_with).collect();
            let assets: BTreeSet<AssetId> = progress.left.iter().chain(keys).copied().collect();
            drift.push(of(
                Departure::Overdue,
                package,
                assets.into_iter().collect(),
                format!("{}, and {since}", what.join(", ")),
            ));
        }
    }
    let packages: BTreeMap<&str, &Package> =
        now.packages.iter().map(|package| (package.id.as_str(), package)).collect();
    let follows = track.follow_ups.iter().filter(|one| one.within.is_none());
    let new = track.new.iter().map(|one| (one, ""));
    for (new, why) in new.chain(follows.map(|one| (one, "it follows from work that is done, and ")))
    {
        let Some(package) = packages.get(new.package.as_str()) else { continue };
        for id in new.ids.iter().filter(|id| !told.contains(id)) {
            let why = format!(
                "{why}no package of the plan covers it; a plan made now has it in {}",
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

/// Whether the time of a package is over, nothing of it is found, and others of its kind are: an inventory without the
/// history of its places cannot tell whether they are where those were.
fn is_replaced(package: &Package, progress: &Progress, today: Date) -> bool {
    let is_over = package.finish.is_some_and(|finish| finish < Quarter::containing(today));
    progress.unconfirmed > 0 && progress.open == 0 && is_over && progress.new > 0
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
