//! What is done of a package, in words; of a discovery, which of its things are known now.

use std::collections::BTreeSet;

use super::kind::is_of_unknown_purpose;
use super::moment::Fate;
use super::progress::Comparison;
use super::speech::counted;
use super::track::Progress;
use super::{Change, Package, Place};
use crate::model::AssetId;

impl Comparison<'_> {
    /// How much of a package is done, with a space behind it; nothing where that is not counted.
    pub(super) fn counts(&self, package: &Package, progress: &Progress) -> String {
        let (all, done) = (package.assets.len() as u64, progress.done);
        if package.change == Change::Discovery && !package.places.is_empty() {
            return self.resolved(package);
        }
        match (all, package.change) {
            (0, _) => String::new(),
            // A plan that does not say where its things are.
            (_, Change::Discovery) => {
                let assets = counted(all, "asset of unknown use", "assets of unknown use");
                format!("{done} of {assets} told. ")
            }
            _ => format!("{done} of {} done. ", counted(all, "asset", "assets")),
        }
    }

    /// How many things of a discovery are resolved, of those that its plan lists: inputs that could not be read are no
    /// assets, and what is of unknown use is an asset of another package.
    fn resolved(&self, package: &Package) -> String {
        let listed = &package.places.listed;
        let unclear = self.unclear(&package.system);
        let is_resolved = |place: &&Place| match place.asset {
            Some(id) => self.is_told(&package.system, id, &unclear),
            None => self.is_opened(place.file()),
        };
        let done = listed.iter().filter(is_resolved).count();
        let all = listed.len() as u64;
        let things = if all == 1 { "thing" } else { "things" };
        let which = if package.places.further > 0 {
            format!("the {all} {things} that the plan lists")
        } else {
            format!("{all} {things} of unknown content or use")
        };
        format!("{done} of {which} resolved. ")
    }

    /// What is of unknown use or content in a system by the plan made now.
    fn unclear(&self, system: &str) -> BTreeSet<AssetId> {
        let own = self.now.plan.packages.iter().filter(|package| {
            self.now.ground.home(&package.system) == system
                && (package.change == Change::Discovery || is_of_unknown_purpose(package))
        });
        own.flat_map(|package| &package.assets).copied().collect()
    }

    /// Whether it is known what an asset is for, or that it is gone, and nothing unclear has taken its place.
    fn is_told(&self, system: &str, id: AssetId, unclear: &BTreeSet<AssetId>) -> bool {
        let ground = self.now.ground;
        let known = ground.past.assets.get(&id).is_some_and(|known| !known.stays.is_empty());
        let is_seen = known || self.now.open.contains_key(&(system, id));
        let packages = ground.then.packages.iter().zip(&self.reckoning.fates);
        let own = packages.filter(|(package, _)| package.system == system);
        let mut fates = own.flat_map(|(package, fates)| package.assets.iter().zip(fates));
        let is_open = unclear.contains(&id)
            || fates.any(|(asset, fate)| {
                let instead = match fate {
                    Fate::Open { instead, .. } => instead.as_ref(),
                    _ => None,
                };
                *asset == id && instead.is_some_and(|other| unclear.contains(other))
            });
        is_seen && !is_open
    }

    /// Whether what could not be read at a place is known to be gone from there, and not to be closed elsewhere.
    fn is_opened(&self, place: &str) -> bool {
        let ground = self.now.ground;
        let Some((place, gaps)) = ground.past.unread.get_key_value(place) else { return false };
        let gone_to = ground.followed(&BTreeSet::from([place.as_str()]));
        gaps.iter().all(|gap| gap.gone.is_some())
            && gone_to.iter().all(|to| !self.closed.contains_key(to))
    }
}
