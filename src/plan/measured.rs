//! What is exposed on the day of a plan, counted as the earlier plan counts it: by work that is done.

use std::collections::{BTreeMap, BTreeSet};

use super::Plan;
use super::draft::counts_as_exposed;
use super::earlier::Day;
use super::moment::{Fate, Moment};
use super::reckoning::{Origin, Reckoning};
use super::track::{Measured, TrackPoint};
use crate::model::{AssetId, Date, Exposure, Quarter};

pub(super) type Counts = BTreeMap<Exposure, u64>;

/// Planned against found, on the day of the plan in force, of every plan since, and today.
pub(super) fn measured(days: &[Day], now: &Moment<'_>, reckoning: &Reckoning<'_>) -> Vec<Measured> {
    let then = now.ground.then;
    let mut points: BTreeMap<Date, Counts> = BTreeMap::new();
    points.insert(then.at, exposed(&then.totals.by_exposure));
    points.extend(days.iter().map(|day| (day.at, day.found.clone())));
    points.insert(now.plan.at, found(now, reckoning));
    let point = |(at, found)| Measured { at, planned: planned(then, at), found };
    points.into_iter().map(point).collect()
}

/// What the packages of a plan leave whose last quarter has ended by a day.
fn planned(then: &Plan, at: Date) -> Counts {
    let ended = then.burndown.iter().filter(|row| row.quarter.last_day() <= at);
    let last = ended.max_by_key(|row| row.quarter);
    last.map_or_else(|| exposed(&then.totals.by_exposure), |row| exposed(&row.exposed))
}

/// The holdings of the plan in force without those whose work is done, and with what has come besides.
pub(super) fn found(moment: &Moment<'_>, reckoning: &Reckoning<'_>) -> Counts {
    let ground = moment.ground;
    let mut counts = exposed(&ground.then.totals.by_exposure);
    let mut shift = |from: Option<AssetId>, to: Option<AssetId>| {
        let class = |id: AssetId| {
            let exposure = ground.past.assets.get(&id)?.exposure;
            counts_as_exposed(exposure).then_some(exposure)
        };
        if let Some(count) = from.and_then(class).and_then(|class| counts.get_mut(&class)) {
            *count = count.saturating_sub(1);
        }
        if let Some(count) = to.and_then(class).and_then(|class| counts.get_mut(&class)) {
            *count = count.saturating_add(1);
        }
    };
    let once = |id: AssetId| {
        ground.past.assets.get(&id).map_or_else(BTreeSet::new, |known| ground.homes(known))
    };
    let holdings = reckoning.by_holding(moment);
    let mut done: BTreeMap<AssetId, bool> = BTreeMap::new();
    let mut left: BTreeMap<AssetId, BTreeSet<&str>> = BTreeMap::new();
    for ((system, id), fates) in &holdings {
        let is_done = fates.iter().all(|fate| matches!(fate, Fate::Done(_)));
        *done.entry(*id).or_insert(true) &= is_done;
        let instead = fates.iter().find_map(|fate| match fate {
            Fate::Open { instead, .. } => *instead,
            _ => None,
        });
        if is_done && once(*id).contains(system) && !moment.reads(system, *id) {
            shift(Some(*id), None);
        } else if let Some(instead) = instead {
            shift(Some(*id), Some(instead));
        }
        let is_left = fates.iter().any(|fate| matches!(fate, Fate::Open { instead: None, .. }));
        if let Some(copies) = ground.copies(system, *id).filter(|_| is_left) {
            let without = copies.iter().filter(|home| !holdings.contains_key(&(**home, *id)));
            left.entry(*id).or_default().extend(without.copied().chain([*system]));
        }
    }
    // Of what is left somewhere, the systems that have been rid of it.
    for (id, own) in left {
        let Some(known) = ground.past.assets.get(&id) else { continue };
        let there: BTreeSet<&str> = known.now().map(|stay| ground.home(&stay.system)).collect();
        let is_here = |home: &&str| own.contains(*home) || !holdings.contains_key(&(*home, id));
        let then = once(id).into_iter().filter(|home| own.contains(home)).count();
        let now = there.into_iter().filter(is_here).count();
        (now..then).for_each(|_| shift(Some(id), None));
    }
    // Copies in other systems of what one system changes for all of them.
    for (id, _) in done.iter().filter(|(_, is_done)| **is_done) {
        let Some(known) = ground.past.assets.get(id) else { continue };
        let there: BTreeSet<&str> = known.now().map(|stay| ground.home(&stay.system)).collect();
        for system in once(*id).difference(&there) {
            if !holdings.contains_key(&(*system, *id)) {
                shift(Some(*id), None);
            }
        }
    }
    for (system, id) in moment.open.keys() {
        let is_new = reckoning.origin(moment, system, *id) == Origin::New;
        let known = ground.past.assets.get(id).filter(|_| is_new);
        // What others know of it is counted where they are.
        let mut there = known.into_iter().flat_map(|known| known.now());
        if there.any(|stay| ground.home(&stay.system) == *system) {
            shift(None, Some(*id));
        }
    }
    counts
}

/// Planned and actual, quarter by quarter.
pub(super) fn burndown(then: &Plan, measured: &[Measured]) -> Vec<TrackPoint> {
    // The last word of a quarter counts.
    let found: BTreeMap<Quarter, &Counts> =
        measured.iter().map(|point| (Quarter::containing(point.at), &point.found)).collect();
    let planned: BTreeMap<Quarter, &Counts> =
        then.burndown.iter().map(|row| (row.quarter, &row.exposed)).collect();
    let quarters: BTreeSet<Quarter> = planned.keys().chain(found.keys()).copied().collect();
    quarters
        .into_iter()
        .map(|quarter| TrackPoint {
            quarter,
            // Before the first quarter of work nothing was to change.
            planned: planned
                .get(&quarter)
                .map_or_else(|| exposed(&then.totals.by_exposure), |row| exposed(row)),
            actual: found.get(&quarter).map(|counts| (*counts).clone()),
        })
        .collect()
}

fn exposed(counts: &Counts) -> Counts {
    let classes = [Exposure::ClassicallyBroken, Exposure::Shor, Exposure::Indeterminate];
    classes.into_iter().map(|class| (class, counts.get(&class).copied().unwrap_or(0))).collect()
}
