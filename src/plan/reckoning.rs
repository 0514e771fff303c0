//! What became of every asset of a plan by a later moment, and what has come besides.

use std::collections::{BTreeMap, BTreeSet};

use super::Package;
use super::moment::{Fate, Moment, Taken};
use super::works::Work;
use crate::model::AssetId;

/// The fates of a plan's assets, package by package, and the assets that they account for.
pub(super) struct Reckoning<'a> {
    /// One list for every package of the plan in force, in its order; one fate for every asset.
    pub(super) fates: Vec<Vec<Fate>>,
    /// Work that is there in place of planned work, by system and asset.
    known: BTreeSet<(&'a str, AssetId)>,
    /// Work that is left where planned work is done.
    after: BTreeSet<(&'a str, AssetId)>,
}

/// Why work is there that the plan in force does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The plan in force names it, or names what it took the place of.
    Planned,
    /// It follows from work that is done.
    Follows,
    /// It has come besides.
    New,
}

impl<'a> Reckoning<'a> {
    pub(super) fn of(moment: &'a Moment<'a>) -> Self {
        let ground = moment.ground;
        let mut reckoning =
            Self { fates: Vec::new(), known: BTreeSet::new(), after: BTreeSet::new() };
        for package in &ground.then.packages {
            let fates = Self::fates_of(moment, package);
            for (id, fate) in package.assets.iter().zip(&fates) {
                reckoning.account(moment, (&package.system, *id), fate);
            }
            reckoning.fates.push(fates);
        }
        reckoning
    }

    /// What became of every asset of a package.
    pub(super) fn fates_of(moment: &Moment<'_>, package: &Package) -> Vec<Fate> {
        let planned = Work::of(package);
        let mut taken = Taken::new();
        let fate = |id: &AssetId| moment.fate((&package.system, *id, planned), &mut taken);
        package.assets.iter().map(fate).collect()
    }

    /// Notes what stands for the asset now.
    fn account(&mut self, moment: &'a Moment<'a>, (system, id): (&str, AssetId), fate: &Fate) {
        let ground = moment.ground;
        let Some(known) = ground.past.assets.get(&id) else { return };
        match fate {
            Fate::Open { instead, seen } if instead.is_some() || seen.is_some() => {
                let there = instead.unwrap_or(id);
                let Some(known) = ground.past.assets.get(&there) else { return };
                let homes = known.now().map(|stay| ground.home(&stay.system));
                self.known.extend(homes.map(|home| (home, there)));
            }
            Fate::Done(_) => {
                let places = ground.places((system, id), known);
                let places: BTreeSet<&str> =
                    places.iter().map(|stay| stay.place.as_str()).collect();
                let followed = ground.followed(&places);
                let places = moment.reach((system, known.sort), &places, &followed);
                for (other, one) in ground.ever(&places).filter(|(_, one)| one.sort == known.sort) {
                    let homes = moment.came(other, one, &places);
                    let homes: Vec<&str> = homes.map(|stay| ground.home(&stay.system)).collect();
                    let after = homes.into_iter().filter(|home| {
                        let asked = moment.open.get(&(*home, other));
                        asked.is_some_and(|asked| asked.iter().all(|work| work.is_after_hybrid()))
                    });
                    self.after.extend(after.map(|home| (home, other)));
                }
            }
            _ => {}
        }
    }

    /// Why `id` asks for work in `system`, as the plan in force calls it.
    pub(super) fn origin(&self, moment: &Moment<'_>, system: &str, id: AssetId) -> Origin {
        let holding = (system, id);
        if moment.ground.before.contains_key(&holding) || self.known.contains(&holding) {
            Origin::Planned
        } else if self.after.contains(&holding) {
            Origin::Follows
        } else {
            Origin::New
        }
    }

    /// What became of every holding, the worst of its packages: what is left stands for it.
    pub(super) fn by_holding(
        &self,
        moment: &'a Moment<'a>,
    ) -> BTreeMap<(&'a str, AssetId), Vec<&Fate>> {
        let mut holdings: BTreeMap<(&str, AssetId), Vec<&Fate>> = BTreeMap::new();
        for (package, fates) in moment.ground.then.packages.iter().zip(&self.fates) {
            for (id, fate) in package.assets.iter().zip(fates) {
                holdings.entry((package.system.as_str(), *id)).or_default().push(fate);
            }
        }
        holdings
    }
}
