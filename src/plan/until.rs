//! Authorities that certify until their system ends, and what is due by then.

use std::collections::{BTreeMap, BTreeSet};

use super::deadline;
use super::draft::Drafts;
use super::kind::{Kind, Pace};
use super::orphans::{Orphans, is_of_authorities};
use super::runbook::NOTE;
use super::tally::Planner;
use super::{Change, Package};
use crate::model::{AssetId, Quarter};

/// Until when something is certified of which all issuers end: by the last of them.
pub(super) fn all_end<E: Ord>(
    issuers: &[AssetId],
    end: impl Fn(AssetId) -> Option<E>,
) -> Option<E> {
    let ends: Option<Vec<E>> = issuers.iter().map(|id| end(*id)).collect();
    ends?.into_iter().max()
}

/// What certifies work and ends with its system, if nothing of that is accepted as a risk: the first of these.
fn ends_above<'a>(
    (package, kind): (&Package, Kind),
    planner: &'a Planner,
    accepted: &BTreeSet<AssetId>,
) -> Option<&'a (String, Quarter)> {
    let Orphans { until, above, .. } = &planner.orphans;
    if until.is_empty() || !is_of_authorities(kind) || package.acceptance.is_some() {
        return None;
    }
    // What is late for it is left out.
    let tally =
        planner.systems.get(&package.system).filter(|one| !one.uncertified.contains(&kind))?;
    let end = |id: AssetId| {
        let by = until.get(&(id, kind.pace)).filter(|_| !accepted.contains(&id));
        by.map(|by| (by.1, by))
    };
    let ends: Vec<(Quarter, &(String, Quarter))> = match kind.change {
        Change::TrustDistribution => {
            tally.verified_by(kind, above).into_iter().filter_map(end).collect()
        }
        Change::CaRenewal => {
            let issuers = tally.renewed(kind).into_iter().filter_map(|id| above.get(&id));
            let issuers = issuers.map(|all| all.iter().copied().collect::<Vec<AssetId>>());
            issuers.filter_map(|all| all_end(&all, end)).collect()
        }
        _ => {
            let items = tally.bundles.get(&kind).into_iter().flatten();
            let items = items.filter(|item| item.certificate);
            items.filter_map(|item| all_end(item.issued_by(&planner.issuing), end)).collect()
        }
    };
    let ends = ends.into_iter().map(|(_, by)| by);
    ends.filter(|(system, _)| *system != package.system).min_by_key(|(_, end)| *end)
}

/// Until when authorities certify that end with their system, by a plan.
pub(super) fn certified_until(drafts: &Drafts, planner: &Planner) -> BTreeMap<AssetId, Quarter> {
    planner.orphans.certified_until(&accepted(drafts, planner))
}

impl Orphans {
    /// Until when those certify that end with their system, but for those whose renewal is `accepted` as a risk.
    pub(super) fn certified_until(
        &self,
        accepted: &BTreeSet<AssetId>,
    ) -> BTreeMap<AssetId, Quarter> {
        let own = self.until.iter();
        own.filter(|((id, pace), _)| *pace == Pace::Resistant && !accepted.contains(id))
            .map(|((id, _), (_, end))| (*id, *end))
            .collect()
    }
}

impl Planner {
    /// Whether certificates would be parted otherwise if authorities were there until other days.
    pub(super) fn parts_by(&self, until: &BTreeMap<AssetId, Quarter>) -> bool {
        let issues = |id: AssetId| {
            let mut edges = self.systems.values().flat_map(|tally| tally.issued_by.keys());
            edges.any(|(kind, _, issuer)| *issuer == id && kind.is_split())
        };
        let ids: BTreeSet<&AssetId> = self.certified_until.keys().chain(until.keys()).collect();
        ids.into_iter().any(|id| self.certified_until.get(id) != until.get(id) && issues(*id))
    }
}

/// Authorities whose renewal is accepted as a risk.
fn accepted(drafts: &Drafts, planner: &Planner) -> BTreeSet<AssetId> {
    let packages = drafts.packages.iter().zip(&drafts.kinds);
    let accepted = packages.filter(|(package, _)| package.acceptance.is_some());
    let renewed = accepted
        .filter_map(|(package, kind)| Some(planner.systems.get(&package.system)?.renewed(*kind)));
    renewed.flatten().collect()
}

/// What is certified by an authority that ends with its system is done before.
pub(super) fn due_by_end(drafts: &mut Drafts, planner: &Planner) {
    let accepted = accepted(drafts, planner);
    let mut renewing: BTreeMap<&String, Quarter> = BTreeMap::new();
    for (package, kind) in drafts.packages.iter_mut().zip(&drafts.kinds) {
        let Some((system, end)) = ends_above((package, *kind), planner, &accepted) else {
            continue;
        };
        renewing.insert(system, *end);
        let is_sooner = package.deadline.as_ref().is_none_or(|day| day.date > end.last_day());
        if is_sooner {
            package.deadline = Some(deadline::of_authority(system, *end));
        }
    }
    // What it certifies from then on ends with it as well.
    for (package, kind) in drafts.packages.iter_mut().zip(&drafts.kinds) {
        if let Some(end) = renewing.get(&package.system).filter(|_| kind.renews()) {
            let note = format!(
                "{NOTE}{} is switched off at the end of {end}: decide who certifies after that day, and give that authority to whoever \
                 verifies as well",
                package.system
            );
            package.steps.push(note);
        }
    }
}

/// What a timetable dates after the end of what would certify it: the latest of it.
pub(super) fn uncertified(drafts: &Drafts, planner: &Planner) -> Vec<(String, Kind)> {
    let accepted = accepted(drafts, planner);
    let packages = drafts.packages.iter().zip(&drafts.kinds);
    let late: Vec<(&Package, Kind)> = packages
        .filter(|(package, kind)| {
            let end = ends_above((package, **kind), planner, &accepted);
            // What has no date for other reasons says so.
            end.is_some_and(|(_, end)| package.finish.is_some_and(|finish| finish > *end))
        })
        .map(|(package, kind)| (package, *kind))
        .collect();
    let last = late.iter().map(|(package, _)| package.finish).max();
    let latest = late.into_iter().filter(|(package, _)| Some(package.finish) == last);
    latest.map(|(package, kind)| (package.system.clone(), kind)).collect()
}
