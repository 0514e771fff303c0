//! What had been done already between the plan in force and today. What a comparison of a day says of that day is what
//! every later one says of it: the same reckoning judges today and every day before, by what was known then.

use std::collections::{BTreeMap, BTreeSet};

use super::Plan;
use super::measured::{Counts, found};
use super::moment::{Fate, Ground, Moment};
use super::past::Past;
use super::reckoning::Reckoning;
use crate::model::Date;

/// Work that was done, by the numbers of packages and assets.
type Done = BTreeSet<(usize, usize)>;

/// The day of a plan made between the plan in force and today.
#[derive(Debug)]
pub(super) struct Day {
    /// The day.
    pub(super) at: Date,
    /// The scan that its plan was made from.
    scan: i64,
    /// What was exposed, by the plan in force.
    pub(super) found: Counts,
    /// What was done of it.
    done: Done,
}

/// Assets of packages whose work was done before, with the scan or plan that shows it last.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    done: BTreeMap<(usize, usize), String>,
}

impl Day {
    /// Compares the plan in force, `then`, with one made later, as on its day.
    pub(super) fn of(then: &Plan, plan: &Plan, now: &Plan, past: &Past) -> Self {
        let scan = past.scan_of(plan);
        let past = past.until(scan).assigned_by(plan, now);
        let ground = Ground::new(then, plan, &past);
        let moment = Moment::new(&ground, plan);
        let reckoning = Reckoning::of(&moment);
        let done =
            reckoning.fates.iter().enumerate().flat_map(|(package, fates)| done(package, fates));
        Self { at: plan.at, scan, found: found(&moment, &reckoning), done: done.collect() }
    }
}

impl Earlier {
    /// Looks back at what `fates` say is open now, at the days of plans and at scans.
    pub(super) fn of(now: &Moment<'_>, days: &[Day], fates: &[Vec<Fate>]) -> Self {
        let ground = now.ground;
        let open = open(ground, fates);
        let mut shown: BTreeMap<(i64, Option<Date>), Done> = BTreeMap::new();
        if open.is_empty() {
            return Self::default();
        }
        for day in days.iter().filter(|day| day.scan > ground.base) {
            shown.entry((day.scan, Some(day.at))).or_default().extend(&day.done);
        }
        // What changes between two of these scans is nothing.
        let told = ground.past.turns();
        let planned: BTreeSet<i64> = days.iter().map(|day| day.scan).collect();
        let scans = ground.past.between(ground.base);
        for scan in scans.filter(|scan| told.contains(scan) && !planned.contains(scan)) {
            shown.insert((scan, None), by_scan(now, scan, &open));
        }
        let mut earlier = Self::default();
        for ((scan, at), done) in shown {
            let on = at.map_or_else(|| ground.on(scan), |at| format!("on {at}"));
            earlier.done.extend(done.into_iter().map(|asset| (asset, on.clone())));
        }
        earlier
    }

    /// When the work on an asset of a package was done, by their numbers: `on` a day, or `in` a scan.
    pub(super) fn done(&self, package: usize, asset: usize) -> Option<&str> {
        self.done.get(&(package, asset)).map(String::as_str)
    }
}

/// What of some packages a scan shows that was done, after which no plan was made.
fn by_scan(now: &Moment<'_>, scan: i64, packages: &BTreeSet<usize>) -> Done {
    let then = now.ground.then;
    let past = now.ground.past.until(scan);
    let ground = Ground::new(then, now.plan, &past);
    let moment = Moment::of_scan(&ground);
    let of =
        |package: &usize| done(*package, &Reckoning::fates_of(&moment, &then.packages[*package]));
    packages.iter().flat_map(of).collect()
}

fn done(package: usize, fates: &[Fate]) -> Vec<(usize, usize)> {
    let fates = fates.iter().enumerate();
    let done = fates.filter(|(_, fate)| matches!(fate, Fate::Done(_)));
    done.map(|(asset, _)| (package, asset)).collect()
}

/// Packages with something open that has a history, by their numbers.
fn open(ground: &Ground<'_>, fates: &[Vec<Fate>]) -> BTreeSet<usize> {
    let packages = ground.then.packages.iter().zip(fates).enumerate();
    let open = packages.filter(|(_, (package, fates))| {
        let mut assets = package.assets.iter().zip(*fates);
        assets.any(|(id, fate)| {
            matches!(fate, Fate::Open { .. }) && ground.past.assets.contains_key(id)
        })
    });
    open.map(|(number, _)| number).collect()
}
