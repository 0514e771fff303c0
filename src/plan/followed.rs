//! Where the work of a place is after a file or a folder was renamed.

use std::collections::BTreeSet;

use super::moment::{Ground, Moment};
use super::past::{Known, Past, Stayed};
use super::works::Work;
use crate::model::AssetId;

impl Past {
    /// Whether anything was at a place after a scan, as far as it is known here.
    fn is_inhabited(&self, ever: &BTreeSet<AssetId>, place: &str, scan: i64) -> bool {
        let known = ever.iter().filter_map(|id| self.assets.get(id));
        known.flat_map(|known| known.at(scan)).any(|stay| stay.place == place)
    }
}

impl<'a> Ground<'a> {
    /// Where what was at these places has gone by a scan, from one to the next; without the places themselves.
    ///
    /// A place that still holds something has gone nowhere. Where only others of its folder were found again, nothing may
    /// have been at the new place before.
    pub(super) fn followed(&self, places: &BTreeSet<&'a str>, until: i64) -> BTreeSet<&'a str> {
        let mut followed = BTreeSet::new();
        let mut left: Vec<(&'a str, i64)> =
            places.iter().map(|place| (*place, self.base)).collect();
        while let Some((place, since)) = left.pop() {
            let went = self.past.went.get(place).map_or(&[][..], Vec::as_slice);
            for went in went.iter().filter(|went| since < went.scan && went.scan <= until) {
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
}

impl<'a> Moment<'a> {
    /// Where the asset is now, if it was not there before and asks for the same: a thing that is one of its kind wherever
    /// that is, what may be in many places where its own have gone.
    pub(super) fn moved(
        &self,
        (id, known): (AssetId, &'a Known),
        planned: Work,
        followed: &BTreeSet<&'a str>,
    ) -> Option<&'a Stayed> {
        let ground = self.ground;
        known.at(self.scan).find(|stay| {
            let system = ground.home(&stay.system);
            let is_followed = followed.contains(stay.place.as_str());
            // What another system had as well is its work there, and no proof that it has come from here.
            let is_new = known.sort.is_one_thing()
                && !stay.covers(ground.base)
                && !ground.before.contains_key(&(system, id));
            (is_followed || is_new) && self.asks(system, id, planned, known.sort)
        })
    }
}
