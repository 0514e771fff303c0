//! Authorities that were lost with their system, told for the plans that come after: once the system is switched off and its
//! files are gone, nothing in the estate tells that nobody certifies any more what they have issued.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::kind::Pace;
use super::orphans::Orphans;
use super::tally::Planner;
use crate::model::{AssetId, Quarter};

/// What is lost with a system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostAuthorities {
    /// The system.
    pub system: String,
    /// The last quarter in which it is there.
    pub end: Quarter,
    /// Certificates of authorities, and public keys of SSH, whose private keys are there and in no system that stays.
    pub authorities: BTreeSet<AssetId>,
    /// Their names, in certificates that they have issued.
    pub names: BTreeSet<String>,
    /// Certificates that nobody issues again afterwards.
    pub certificates: BTreeSet<AssetId>,
}

/// What a plan tells of them.
pub(super) fn lost(planner: &Planner) -> Vec<LostAuthorities> {
    let mut all: BTreeMap<&(String, Quarter), LostAuthorities> = BTreeMap::new();
    for tally in planner.systems.values() {
        for kind in tally.bundles.keys().filter(|kind| kind.is_reissue()) {
            let left = planner.orphans.left(planner, tally, *kind);
            for by in left.by {
                let LostAuthorities { authorities, certificates, .. } =
                    all.entry(by).or_insert_with(|| LostAuthorities::of(by, planner));
                certificates.extend(left.items.iter().filter(|id| !authorities.contains(*id)));
            }
        }
    }
    all.into_values().collect()
}

impl LostAuthorities {
    fn of((system, end): &(String, Quarter), planner: &Planner) -> Self {
        let Orphans { lost, .. } = &planner.orphans;
        let mut authorities = BTreeSet::new();
        let mut names = BTreeSet::new();
        if let Some(tally) = planner.systems.get(system) {
            let items = tally.bundles.values().flatten();
            let keyed =
                items.filter(|item| item.public.is_some_and(|key| tally.private.contains(&key)));
            let keyed = keyed.flat_map(|item| item.public.into_iter().chain([item.id]));
            let paces = [Pace::Now, Pace::Resistant];
            let is_lost = |id: &AssetId| paces.iter().any(|pace| lost.contains_key(&(*id, *pace)));
            authorities.extend(keyed.filter(is_lost));
            let named = authorities.iter().filter_map(|id| tally.certified_by_id(*id));
            names.extend(named.map(|one| one.subject().to_owned()));
        }
        for before in planner.lost_before.iter().filter(|one| one.system == *system) {
            let known = before.authorities.len() + authorities.len();
            let is_lost = |id: &&AssetId| lost.contains_key(&(**id, Pace::Resistant));
            authorities.extend(before.authorities.iter().filter(is_lost));
            if authorities.len() == known {
                names.extend(before.names.iter().cloned());
            }
        }
        Self {
            system: system.clone(),
            end: *end,
            authorities,
            names,
            certificates: BTreeSet::new(),
        }
    }
}

impl Orphans {
    /// Adds what was lost by an earlier plan and has not been found again.
    pub(super) fn add_past(&mut self, planner: &Planner) {
        if planner.lost_before.is_empty() {
            return;
        }
        let tallies = || planner.systems.values();
        let keys: BTreeSet<AssetId> = tallies().flat_map(|tally| &tally.private).copied().collect();
        for one in &planner.lost_before {
            let by = (one.system.clone(), one.end);
            let mut found: BTreeSet<AssetId> =
                one.authorities.intersection(&keys).copied().collect();
            let mut held: BTreeMap<AssetId, &[AssetId]> = BTreeMap::new();
            for item in tallies().flat_map(|tally| tally.bundles.values().flatten()) {
                if one.authorities.contains(&item.id) {
                    found.extend(item.public.filter(|key| keys.contains(key)).map(|_| item.id));
                }
                let is_named = || {
                    let name = planner.strangers.get(&item.id);
                    let name = name.and_then(|name| planner.issuer_names.at(*name));
                    name.is_some_and(|name| one.names.contains(name))
                };
                if one.certificates.contains(&item.id) || is_named() {
                    held.insert(item.id, item.issued_by(&planner.issuing));
                }
            }
            let is_gone = |id: &AssetId| one.authorities.contains(id) && !found.contains(id);
            let gone = one.authorities.iter().filter(|id| is_gone(id)).copied();
            let below = held.into_iter().filter(|(_, issuers)| issuers.iter().all(is_gone));
            let below: Vec<AssetId> = below.map(|(id, _)| id).collect();
            let both = gone.chain(below.iter().copied());
            let paces = both.flat_map(|id| [(id, Pace::Now), (id, Pace::Resistant)]);
            self.lost.extend(paces.map(|at| (at, by.clone())));
            self.past.extend(below.into_iter().map(|id| (id, by.clone())));
        }
    }
}
