//! What had been done already between the plan in force and today, by scans and plans of that time.

use std::collections::{BTreeMap, BTreeSet};

use super::moment::{Fate, Ground, Moment};
use super::reckoning::Reckoning;

/// Assets of packages whose work was done before, with the scan or plan that shows it last.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    done: BTreeMap<(usize, usize), String>,
}

impl Earlier {
    /// Looks back at what `fates` say is open now.
    pub(super) fn of<'a>(
        ground: &'a Ground<'a>,
        between: &'a [Moment<'a>],
        now: &'a Moment<'a>,
        fates: &[Vec<Fate>],
    ) -> Self {
        let mut earlier = Self::default();
        let open = open(ground, fates);
        if open.is_empty() {
            return earlier;
        }
        let planned: BTreeSet<i64> = between.iter().map(|moment| moment.scan).collect();
        // What changes between two of these scans is nothing.
        let told = ground.past.turns();
        let scans = ground.past.between(ground.base, now.scan);
        let scans = scans.filter(|scan| told.contains(scan) && !planned.contains(scan));
        let scanned: Vec<Moment<'_>> = scans.map(|scan| Moment::of_scan(ground, scan)).collect();
        let later = between.iter().filter(|moment| moment.scan > ground.base);
        let mut moments: Vec<(&Moment<'_>, String)> = later
            .map(|moment| (moment, format!("on {}", moment.plan.at)))
            .chain(scanned.iter().map(|moment| (moment, ground.on(moment.scan))))
            .collect();
        moments.sort_by_key(|(moment, _)| moment.scan);
        for (moment, day) in moments {
            for (package, assets) in &open {
                let fates = Reckoning::fates_of(moment, &ground.then.packages[*package]);
                for asset in assets.iter().filter(|asset| matches!(fates[**asset], Fate::Done(_))) {
                    earlier.done.insert((*package, *asset), day.clone());
                }
            }
        }
        earlier
    }

    /// When the work on an asset of a package was done, by their numbers: `on` a day, or `in` a scan.
    pub(super) fn done(&self, package: usize, asset: usize) -> Option<&str> {
        self.done.get(&(package, asset)).map(String::as_str)
    }
}

/// What is open and has a history, by the numbers of packages and assets.
fn open(ground: &Ground<'_>, fates: &[Vec<Fate>]) -> BTreeMap<usize, Vec<usize>> {
    let mut open: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, (package, fates)) in ground.then.packages.iter().zip(fates).enumerate() {
        let assets = package.assets.iter().zip(fates).enumerate();
        let left = assets.filter(|(_, (id, fate))| {
            matches!(fate, Fate::Open { .. }) && ground.past.assets.contains_key(id)
        });
        let left: Vec<usize> = left.map(|(asset, _)| asset).collect();
        if !left.is_empty() {
            open.insert(number, left);
        }
    }
    open
}
