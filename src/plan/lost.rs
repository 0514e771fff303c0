//! Authorities that end with their system, told for the plans that come after: once a system is switched off and its files are
//! gone, nothing in the estate tells that nobody certifies any more what they have issued.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::kind::Pace;
use super::orphans::Orphans;
use super::tally::Planner;
use crate::model::{AssetId, Quarter};

/// The authorities that end with a system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndingAuthorities {
    /// The system.
    pub system: String,
    /// The last quarter in which it is there.
    pub end: Quarter,
    /// Their certificates, and public keys of SSH, that no system has that stays.
    pub authorities: BTreeSet<AssetId>,
    /// What they alone have issued.
    pub certificates: BTreeSet<AssetId>,
}

/// Those whose system is found no more.
pub(super) fn past(known: &[EndingAuthorities], planner: &Planner) -> Vec<EndingAuthorities> {
    let is_gone = |one: &&EndingAuthorities| !planner.systems.contains_key(&one.system);
    known.iter().filter(is_gone).cloned().collect()
}

/// What a plan tells of them.
pub(super) fn ending(planner: &Planner) -> Vec<EndingAuthorities> {
    let Orphans { lost, until, past, .. } = &planner.orphans;
    let mut all: BTreeMap<&(String, Quarter), EndingAuthorities> = BTreeMap::new();
    let mut of: BTreeMap<AssetId, &(String, Quarter)> = BTreeMap::new();
    for ((id, _), by) in lost.iter().chain(until) {
        of.insert(*id, by);
        all.entry(by).or_insert_with(|| EndingAuthorities::new(by)).authorities.insert(*id);
    }
    for (id, by) in past {
        all.entry(by).or_insert_with(|| EndingAuthorities::new(by)).certificates.insert(*id);
    }
    if all.is_empty() {
        return Vec::new();
    }
    let items = planner.systems.values().flat_map(|tally| tally.bundles.values().flatten());
    for item in items.filter(|item| item.certificate) {
        let by = item.issued_by(&planner.issuing).iter().map(|issuer| of.get(issuer));
        let by: Option<Vec<_>> = by.collect();
        for by in by.into_iter().flatten() {
            if let Some(one) = all.get_mut(by) {
                one.certificates.insert(item.id);
            }
        }
    }
    all.into_values().collect()
}

impl EndingAuthorities {
    fn new((system, end): &(String, Quarter)) -> Self {
        let (authorities, certificates) = (BTreeSet::new(), BTreeSet::new());
        Self { system: system.clone(), end: *end, authorities, certificates }
    }
}

impl Orphans {
    /// Adds what was certified in systems that are switched off by now.
    pub(super) fn add_past(&mut self, planner: &Planner) {
        let tallies = || planner.systems.values();
        let keys: BTreeSet<AssetId> = tallies().flat_map(|tally| &tally.private).copied().collect();
        for one in &planner.switched_off {
            let by = (one.system.clone(), one.end);
            let mut kept: BTreeSet<AssetId> =
                one.authorities.intersection(&keys).copied().collect();
            let mut held: BTreeMap<AssetId, &[AssetId]> = BTreeMap::new();
            for item in tallies().flat_map(|tally| tally.bundles.values().flatten()) {
                if one.authorities.contains(&item.id) {
                    // Its key lies in a system that stays by now.
                    kept.extend(item.public.filter(|key| keys.contains(key)).map(|_| item.id));
                }
                if one.certificates.contains(&item.id) {
                    held.insert(item.id, item.issued_by(&planner.issuing));
                }
            }
            let is_gone = |id: &AssetId| one.authorities.contains(id) && !kept.contains(id);
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
