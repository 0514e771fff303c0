//! Where the work of a place is after a file or a folder was renamed.

use std::collections::BTreeSet;

use super::moment::{Ground, Moment};
use super::past::{Known, Past, Stayed};
use super::works::{Sort, Work};
use crate::model::AssetId;

impl Past {
    /// Whether anything was at a place after a scan, as far as it is known here.
    fn is_inhabited(&self, ever: &BTreeSet<AssetId>, place: &str, scan: i64) -> bool {
        let known = ever.iter().filter_map(|id| self.assets.get(id));
        known.flat_map(|known| known.at(scan)).any(|stay| stay.place == place)
    }
}

impl<'a> Ground<'a> {
    /// Where what was at these places has gone since the plan in force, from one place to the next; without the places
    /// themselves.
    ///
    /// A place that still holds something has gone nowhere. Where only others of its folder were found again, nothing may
    /// have been at the new place before.
    pub(super) fn followed(&self, places: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
        let mut followed = BTreeSet::new();
        let mut left: Vec<(&'a str, i64)> =
            places.iter().map(|place| (*place, self.base)).collect();
        while let Some((place, since)) = left.pop() {
            let went = self.past.went.get(place).map_or(&[][..], Vec::as_slice);
            for went in went.iter().filter(|went| since < went.scan) {
                let to = went.to.as_str();
                let is_taken = |place: &str, scan: i64| {
                    self.at(place).is_some_and(|ever| self.past.is_inhabited(ever, place, scan))
                };
                let was_there = !went.seen && is_taken(to, went.scan - 1);
                if is_taken(place, went.scan) || was_there || places.contains(to) {
                    continue;
                }
                if followed.insert(to) {
                    left.push((to, went.scan));
                }
            }
        }
        followed
    }

    /// Files of the system that have come, under the name of one of these places, in the scan that found nothing there
    /// any more: without anything that was found again, they stand for it.
    fn namesakes(&self, system: &str, places: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
        let mut namesakes = BTreeSet::new();
        for place in places {
            let Some(left) = self.left(place) else { continue };
            for other in self.named(last_part(place)).filter(|other| !places.contains(other)) {
                let stays = self.stays_at(other);
                let is_new = stays.iter().all(|stay| stay.first >= left);
                let came = stays.iter().any(|stay| stay.first == left);
                let mut here = stays.iter().filter(|stay| stay.gone.is_none());
                if is_new && came && here.any(|stay| self.home(&stay.system) == system) {
                    namesakes.insert(other);
                }
            }
        }
        namesakes
    }

    /// The scan that found nothing at a place any more, if nothing is there.
    fn left(&self, place: &str) -> Option<i64> {
        let stays = self.stays_at(place);
        let is_over = stays.iter().all(|stay| stay.gone.is_some());
        stays.iter().filter_map(|stay| stay.gone).max().filter(|_| is_over)
    }

    fn stays_at(&self, place: &str) -> Vec<&'a Stayed> {
        let ids = self.at(place).into_iter().flatten();
        let known = ids.filter_map(|id| self.past.assets.get(id));
        known.flat_map(|known| &known.stays).filter(|stay| stay.place == place).collect()
    }
}

/// The name of the file of a place.
pub(super) fn last_part(place: &str) -> &str {
    place.rsplit('/').next().unwrap_or(place)
}

impl<'a> Moment<'a> {
    /// Where the work of these places of a system is: there, and where they have gone.
    pub(super) fn reach(
        &self,
        (system, sort): (&str, Sort),
        places: &BTreeSet<&'a str>,
        followed: &BTreeSet<&'a str>,
    ) -> BTreeSet<&'a str> {
        let mut reach: BTreeSet<&str> = places.union(followed).copied().collect();
        // Files of code of one name are many.
        if followed.is_empty() && !matches!(sort, Sort::Algorithm | Sort::Software) {
            reach.extend(self.ground.namesakes(system, places));
        }
        reach
    }

    /// Where an asset of the system `home` is now, if it was not there before and asks for the same: a thing that is one of its kind wherever
    /// that is, what may be in many places where its own have gone.
    pub(super) fn moved(
        &self,
        (home, id, planned): (&str, AssetId, Work),
        known: &'a Known,
        followed: &BTreeSet<&'a str>,
    ) -> Option<&'a Stayed> {
        let ground = self.ground;
        known.now().find(|stay| {
            let system = ground.home(&stay.system);
            // What another system had as well is its work there: it has come from here where that system has kept its own.
            let is_theirs = system != home && ground.before.contains_key(&(system, id));
            let mut own = known.at(ground.base).filter(|stay| ground.home(&stay.system) == system);
            let is_followed = followed.contains(stay.place.as_str())
                && (!is_theirs || own.any(|stay| known.is_at(&stay.place)));
            let is_new = known.sort.is_one_thing() && !stay.covers(ground.base) && !is_theirs;
            (is_followed || is_new) && self.asks(system, id, planned, known.sort)
        })
    }
}
