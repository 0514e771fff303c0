//! Which new key of an SSH authority stands for which old one: keys have no names, so that the number tells.
//!
//! Where old keys may have the same new ones, each has one only when there are as many new ones as old ones. A new key whose
//! private half lies where that of an old one does is none of another.

use std::collections::{BTreeMap, BTreeSet};

use super::certifiers::Certifiers;
use super::tally::Tally;
use crate::model::AssetId;

type Ids = BTreeSet<AssetId>;

impl Certifiers {
    /// What stands beside each old key in each of the systems that trust it: system, old, new.
    pub(super) fn successors(
        &self,
        systems: &BTreeMap<String, Tally>,
        trusting: &BTreeMap<AssetId, BTreeSet<String>>,
    ) -> Vec<(String, AssetId, AssetId)> {
        let mut beside: BTreeMap<(AssetId, &String), Ids> = BTreeMap::new();
        for (old, trusting) in trusting {
            for system in trusting {
                let Some(tally) = systems.get(system) else { continue };
                beside.insert((*old, system), self.beside(system, *old, tally));
            }
        }
        let new: Ids = beside.values().flatten().copied().collect();
        if new.is_empty() {
            return Vec::new();
        }
        let keys: BTreeSet<AssetId> = new.iter().chain(trusting.keys()).copied().collect();
        let homes: BTreeMap<AssetId, BTreeSet<&String>> = (keys.into_iter())
            .map(|key| {
                let all = systems.iter().filter(|(_, tally)| tally.private.contains(&key));
                (key, all.map(|(system, _)| system).collect())
            })
            .collect();
        let is_one_home = |old: &AssetId, new: &AssetId| !homes[old].is_disjoint(&homes[new]);
        let is_claimed = |new: &&AssetId| trusting.keys().any(|old| is_one_home(old, new));
        let claimed: Ids = new.iter().filter(is_claimed).copied().collect();
        for ((old, _), new) in &mut beside {
            new.retain(|new| is_one_home(old, new) || !claimed.contains(new));
        }
        let chosen = chosen(&beside);
        let taken: Ids = chosen.values().flatten().copied().collect();
        let told = beside.into_iter().filter_map(|((old, system), new)| {
            let own = (*chosen.get(&old)?)?;
            let mut spare = new.iter().filter(|one| !taken.contains(*one));
            let one = if new.contains(&own) { own } else { *spare.next()? };
            Some((system.clone(), old, one))
        });
        told.collect()
    }
}

/// One new key for each old one, of the most systems where there is a choice; none for old keys that have fewer new ones
/// together than they are.
fn chosen(beside: &BTreeMap<(AssetId, &String), Ids>) -> BTreeMap<AssetId, Option<AssetId>> {
    let mut of: BTreeMap<AssetId, BTreeMap<AssetId, usize>> = BTreeMap::new();
    for ((old, _), new) in beside {
        let count = of.entry(*old).or_default();
        new.iter().for_each(|new| *count.entry(*new).or_default() += 1);
    }
    let mut chosen = BTreeMap::new();
    while let Some((first, _)) = of.first_key_value() {
        // All that have new ones in common, directly or by others.
        let mut olds = Ids::from([*first]);
        let news = loop {
            let news: Ids = olds.iter().flat_map(|old| of[old].keys().copied()).collect();
            let more = of.iter().filter(|(_, own)| own.keys().any(|new| news.contains(new)));
            let known = olds.len();
            olds.extend(more.map(|(old, _)| *old));
            if olds.len() == known {
                break news;
            }
        };
        let mut own: Vec<(AssetId, BTreeMap<AssetId, usize>)> =
            olds.iter().filter_map(|old| of.remove_entry(old)).collect();
        own.sort_by_key(|(_, new)| new.len());
        let mut free = news;
        let is_enough = free.len() >= own.len();
        for (old, new) in own {
            let new = new.into_iter().filter(|(new, _)| is_enough && free.contains(new));
            let best = new.max_by_key(|(_, count)| *count).map(|(new, _)| new);
            best.iter().for_each(|new| _ = free.remove(new));
            chosen.insert(old, best);
        }
    }
    chosen
}
