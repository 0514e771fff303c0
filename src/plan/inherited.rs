//! What packages have from the plan in force though their assets are others now: what stands where an asset of that stood asks
//! for the same work, whatever became of the asset.

use std::collections::{BTreeMap, BTreeSet};

use super::due::counted_day;
use super::moment::{Fate, Ground, Moment, has_system};
use super::parts::{Part, is_one_work};
use super::past::Past;
use super::reckoning::Reckoning;
use super::{Change, Package, Plan};
use crate::model::{AssetId, Date};

/// What packages have from the plan in force.
#[derive(Clone, Debug, Default)]
pub struct Inherited {
    /// Days counted from the day of a plan that packages keep, by id.
    days: BTreeMap<String, Date>,
    /// Of certificates that are issued again, and their keys, those in whose place they stand, by system: package then, and asset.
    instead: BTreeMap<String, BTreeMap<AssetId, BTreeSet<String>>>,
    /// What the plan in force calls a system.
    homes: BTreeMap<String, String>,
}

impl Inherited {
    /// Whether some package of `now` has a later day of the plan's own than in `previous`, or a system that this does not have,
    /// as it may where the same work is about other assets; or certificates that may be in the place of others.
    #[must_use]
    pub fn may_matter(previous: &Plan, now: &Plan) -> bool {
        let before: BTreeMap<&str, Date> = (previous.packages.iter())
            .filter_map(|package| Some((package.id.as_str(), counted_day(package)?)))
            .collect();
        let mut parts: BTreeMap<String, BTreeSet<AssetId>> = BTreeMap::new();
        for package in &previous.packages {
            if let Some((_, whole)) = Part::of_id(&package.id) {
                parts.entry(whole).or_default().extend(&package.assets);
            }
        }
        now.packages.iter().any(|package| {
            let is_later =
                |now| before.get(package.id.as_str()).is_some_and(|before| *before < now);
            let counted = counted_day(package);
            let is_other = || {
                let whole = Part::of_id(&package.id).and_then(|(_, whole)| parts.get(&whole));
                whole.is_some_and(|known| package.assets.iter().any(|id| !known.contains(id)))
            };
            counted.is_some_and(|now| is_later(now) || !has_system(previous, &package.system))
                || is_other()
        })
    }

    /// What packages of `now` have from `previous`; `None` where it makes no difference. `past` tells of what
    /// [`super::to_look_up`] names.
    #[must_use]
    pub fn of(previous: &Plan, now: &Plan, past: &Past) -> Option<Self> {
        let ground = Ground::new(previous, now, past);
        let moment = Moment::new(&ground, now);
        let mut inherited = Self::default();
        let mut matters = false;
        for package in &now.packages {
            let home = ground.home(&package.system);
            if home != package.system {
                inherited.homes.insert(package.system.clone(), home.to_owned());
            }
            let id = ground.package_id(package);
            let is_part = package.window.is_some() || package.acceptance.is_some();
            let former = previous.packages.iter().filter(|one| match is_part {
                true => one.system == home && is_one_work(&one.id, &id),
                false => one.id == id,
            });
            for before in former {
                let is_earlier = counted_day(before)
                    .zip(counted_day(package))
                    .is_some_and(|(then, now)| then < now);
                if !is_part && !is_earlier {
                    continue;
                }
                let Some(own) = stands(&moment, package, before) else { continue };
                if is_earlier && !is_part {
                    inherited.days.extend(counted_day(before).map(|day| (package.id.clone(), day)));
                }
                // Assets that stay are known by themselves.
                let is_other = |id: &AssetId| before.assets.binary_search(id).is_err();
                matters |= is_earlier || before.id != id && own.iter().any(is_other);
                let system = inherited.instead.entry(package.system.clone()).or_default();
                for asset in own.into_iter().filter(|_| is_part) {
                    system.entry(asset).or_default().insert(before.id.clone());
                }
            }
        }
        matters.then_some(inherited)
    }

    /// The day that a package keeps.
    pub(super) fn day(&self, id: &str) -> Option<Date> {
        self.days.get(id).copied()
    }

    /// Whether an asset of a system stands where one stood of the package that the plan in force has under this id.
    pub(super) fn stands_for(&self, system: &str, id: AssetId, then: &str) -> bool {
        let of = self.instead.get(system).and_then(|system| system.get(&id));
        of.is_some_and(|of| of.contains(then))
    }

    /// What the plan in force calls a system.
    pub(super) fn home<'s>(&'s self, system: &'s str) -> &'s str {
        self.homes.get(system).map_or(system, String::as_str)
    }
}

/// The assets of a package that stand where some of one of the plan in force stood, themselves or others; `None` where nothing
/// does, not even something that is still not known.
fn stands(moment: &Moment<'_>, package: &Package, before: &Package) -> Option<BTreeSet<AssetId>> {
    let past = moment.ground.past;
    let fates = Reckoning::fates_of(moment, before);
    let mut own = BTreeSet::new();
    let mut is_unknown = false;
    for (id, fate) in before.assets.iter().zip(&fates) {
        match fate {
            Fate::Open { instead, .. } => {
                let there = instead.unwrap_or(*id);
                own.extend(package.assets.binary_search(&there).is_ok().then_some(there));
            }
            // Where an inventory knows nothing of an asset, the plan in force knows where it was.
            Fate::Unconfirmed(None) => {
                let listed = before.places.listed.iter();
                for place in listed.filter(|place| place.asset == Some(*id)) {
                    own.extend(package.assets.iter().filter(|own| {
                        past.assets.get(*own).is_some_and(|known| known.is_at(place.file()))
                    }));
                }
            }
            Fate::Unconfirmed(Some(_)) => is_unknown |= package.change == Change::Discovery,
            Fate::Done(_) => {}
        }
    }
    (is_unknown || !own.is_empty()).then_some(own)
}
