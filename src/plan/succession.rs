//! Which new authority stands for which old one, over the whole estate: one counts for one.
//!
//! A new authority succeeds the old one whose subject it has, or one whose name has the same words. Else only the number tells,
//! and only where the new one can be nobody else's: its key lies in no other system, it is like no other authority by name,
//! and there are as many new ones as old ones that it may stand for, in this system and in others that have it. The root of
//! somebody else that was renewed and distributed here is none of one's own.

use std::collections::{BTreeMap, BTreeSet};

use super::Change;
use super::assign::Owners;
use super::beside::{Certified, Role};
use super::change::Need;
use super::kind::{Kind, Pace};
use super::tally::{Planner, Tally};
use crate::model::AssetId;

/// The authorities that their system has a successor of, with that: by what is sound today of those whose keys are broken.
pub(super) fn renewed(
    planner: &Planner,
    owners: &Owners,
    pace: Pace,
) -> BTreeMap<AssetId, AssetId> {
    let mut renewed = BTreeMap::new();
    for (need, role) in [(Need::Root, Role::Root), (Need::Issuing, Role::Issuing)] {
        let sides = planner.systems.iter().map(|(system, tally)| {
            let asked = asked(tally, need, pace);
            let all = tally.certificates.iter();
            let is_old = |one: &&Certified| one.is_forgeable || pace != Pace::Now;
            let old = all.clone().filter(|one| asked.contains(&one.id)).filter(is_old).collect();
            let is_new = |one: &&Certified| match pace {
                Pace::Now => one.is_sound,
                _ => one.is_resistant,
            };
            let new = all.filter(|one| one.role == role).filter(is_new).collect();
            Side { system, tally, old, new }
        });
        let sides: Vec<Side<'_>> = sides.filter(|side| !side.old.is_empty()).collect();
        if sides.iter().any(|side| !side.new.is_empty()) {
            let mut succession = Succession::new(planner, sides);
            succession.by_subject();
            succession.by_name();
            if pace != Pace::Now {
                succession.by_number(role, owners);
            }
            renewed.extend(succession.pairs);
        }
    }
    renewed
}

fn asked(tally: &Tally, need: Need, pace: Pace) -> BTreeSet<AssetId> {
    let bundles = tally.bundles.iter().filter(|(kind, _)| {
        kind.change == Change::CaRenewal && kind.at.need == need && kind.pace == pace
    });
    let items = bundles.flat_map(|(_, items)| items.iter().filter(|item| !item.replaced));
    items.map(|item| item.id).collect()
}

/// A system with authorities of one role that it is to renew, and the new ones of the role that are there.
struct Side<'p> {
    system: &'p str,
    tally: &'p Tally,
    old: Vec<&'p Certified>,
    new: Vec<&'p Certified>,
}

impl Side<'_> {
    fn has_key_of(&self, one: &Certified) -> bool {
        one.public.is_some_and(|key| self.tally.private.contains(&key))
    }
}

/// Old ones of a system, and new ones of which each may stand for any of them.
struct Group<'p> {
    side: usize,
    name: Option<&'p BTreeSet<String>>,
    old: Vec<&'p Certified>,
    new: Vec<&'p Certified>,
}

/// How many of a group's old ones must have a new one for any to count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    One,
    All,
}

struct Succession<'p> {
    planner: &'p Planner,
    sides: Vec<Side<'p>>,
    /// Where each system is among them.
    at: BTreeMap<&'p str, usize>,
    /// Systems with the private keys of the new ones.
    homes: BTreeMap<AssetId, BTreeSet<&'p str>>,
    pairs: BTreeMap<AssetId, AssetId>,
    taken: BTreeSet<AssetId>,
}

impl<'p> Succession<'p> {
    fn new(planner: &'p Planner, sides: Vec<Side<'p>>) -> Self {
        let new = sides.iter().flat_map(|side| &side.new);
        let mut keys: BTreeMap<AssetId, BTreeSet<AssetId>> = BTreeMap::new();
        for (key, one) in new.filter_map(|one| Some((one.public?, one))) {
            keys.entry(key).or_default().insert(one.id);
        }
        let mut homes: BTreeMap<AssetId, BTreeSet<&str>> = BTreeMap::new();
        for (system, tally) in &planner.systems {
            for id in tally.private.iter().filter_map(|key| keys.get(key)).flatten() {
                homes.entry(*id).or_default().insert(system);
            }
        }
        let at = sides.iter().enumerate().map(|(at, side)| (side.system, at)).collect();
        Self { planner, sides, at, homes, pairs: BTreeMap::new(), taken: BTreeSet::new() }
    }

    /// One may stand for several of its subject: certificates of one authority that were renewed before.
    fn by_subject(&mut self) {
        let mut pairs = BTreeMap::new();
        for side in &self.sides {
            for old in &side.old {
                let is_same = |one: &Certified, new: &Certified| one.subject == new.subject;
                let is_of_it = |new: &&&Certified| {
                    let others = |one: &Certified| is_same(one, new) && one.public != old.public;
                    is_same(old, new) && !self.is_of_another(side, new, others)
                };
                pairs.extend(side.new.iter().find(is_of_it).map(|new| (old.id, new.id)));
            }
        }
        self.taken.extend(pairs.values());
        self.pairs.extend(pairs);
    }

    /// Whether a new one is that of an old one, as `fits` tells, of another system, which has its key.
    fn is_of_another(
        &self,
        side: &Side<'_>,
        new: &Certified,
        fits: impl Fn(&Certified) -> bool,
    ) -> bool {
        let Some(homes) = self.homes.get(&new.id).filter(|homes| !homes.contains(side.system))
        else {
            return false;
        };
        let mut others = homes.iter().filter_map(|home| self.sides.get(*self.at.get(home)?));
        others.any(|other| other.old.iter().any(|one| fits(one)))
    }

    fn by_name(&mut self) {
        let mut groups = Vec::new();
        for (at, side) in self.sides.iter().enumerate() {
            let names: BTreeSet<&BTreeSet<String>> =
                self.open(&side.old).map(|one| &one.name).filter(|one| !one.is_empty()).collect();
            for name in names {
                let is_free = |new: &&&Certified| {
                    new.name == *name && !self.is_of_another(side, new, |one| one.is_like(new))
                };
                groups.push(Group {
                    side: at,
                    name: Some(name),
                    old: self.open(&side.old).filter(|one| one.name == *name).collect(),
                    new: side.new.iter().filter(is_free).copied().collect(),
                });
            }
        }
        self.pair(&groups, Fit::One);
    }

    fn by_number(&mut self, role: Role, owners: &Owners) {
        let all = self.planner.systems.values().flat_map(|tally| &tally.certificates);
        let known: Vec<&Certified> =
            all.filter(|one| !one.is_resistant && one.role == role).collect();
        let names: BTreeSet<&BTreeSet<String>> =
            known.iter().map(|one| &one.name).filter(|name| !name.is_empty()).collect();
        let subjects: BTreeSet<&str> = known.iter().map(|one| one.subject.as_str()).collect();
        let groups = self.sides.iter().enumerate().map(|(at, side)| {
            let strange = strange(side.tally, owners);
            let is_free = |new: &&&Certified| {
                let is_at_home = !self.homes.contains_key(&new.id) || side.has_key_of(new);
                let is_ours = self.planner.issuers.contains_key(&new.id)
                    || side.has_key_of(new)
                    || new.folders.iter().any(|folder| {
                        !strange.contains(folder)
                            && side.old.iter().any(|old| old.folders.contains(folder))
                    });
                let is_of_others =
                    names.contains(&new.name) || subjects.contains(new.subject.as_str());
                is_at_home && is_ours && !is_of_others && !new.is_on_trial()
            };
            Group {
                side: at,
                name: None,
                old: self.open(&side.old).collect(),
                new: side.new.iter().filter(is_free).copied().collect(),
            }
        });
        let groups: Vec<Group<'_>> = groups.collect();
        self.pair(&groups, Fit::All);
    }

    /// Those that have no successor yet.
    fn open<'s>(&'s self, old: &'s [&'p Certified]) -> impl Iterator<Item = &'p Certified> + 's {
        old.iter().copied().filter(|one| !self.pairs.contains_key(&one.id))
    }

    /// Pairs, of each of the `groups`, as many as no other old one may have: first those whose new keys lie in the system.
    fn pair(&mut self, groups: &[Group<'p>], fit: Fit) {
        let mut shared: BTreeMap<AssetId, Vec<usize>> = BTreeMap::new();
        let mut owner: BTreeMap<AssetId, usize> = BTreeMap::new();
        for (at, group) in groups.iter().enumerate() {
            group.new.iter().for_each(|new| shared.entry(new.id).or_default().push(at));
            owner.extend(group.old.iter().map(|old| (old.id, at)));
        }
        loop {
            let before = self.pairs.len();
            for group in groups {
                let side = &self.sides[group.side];
                let mut keyed = self.free(group);
                keyed.retain(|new| side.has_key_of(new));
                self.fit(group, keyed, 0, fit);
            }
            for (at, group) in groups.iter().enumerate() {
                let mut new = self.free(group);
                let sharing = |new: &Certified| {
                    let others = shared.get(&new.id).into_iter().flatten().copied();
                    others.filter(move |other| *other != at)
                };
                let is_open = |other: usize| self.open(&groups[other].old).next().is_some();
                new.sort_by_cached_key(|new| sharing(new).filter(|one| is_open(*one)).count());
                let by_new = new.iter().flat_map(|new| sharing(new));
                let by_new = by_new.flat_map(|other| self.open(&groups[other].old));
                let there = self.sides[group.side].tally.certificates.iter().filter(|one| {
                    let other = owner.get(&one.id).filter(|other| **other != at);
                    other.is_some_and(|other| groups[*other].name == group.name)
                        && !self.pairs.contains_key(&one.id)
                });
                let mut rivals = BTreeSet::new();
                for rival in by_new.chain(there) {
                    if rivals.len() >= new.len() {
                        break;
                    }
                    rivals.insert(rival.id);
                }
                let rivals = rivals.len();
                self.fit(group, new, rivals, fit);
            }
            if self.pairs.len() == before {
                return;
            }
        }
    }

    /// The new ones of a group that stand for nothing yet.
    fn free(&self, group: &Group<'p>) -> Vec<&'p Certified> {
        group.new.iter().copied().filter(|new| !self.taken.contains(&new.id)).collect()
    }

    /// One of the new for each of the old of a group, once `rivals` have had theirs.
    fn fit(&mut self, group: &Group<'p>, new: Vec<&Certified>, rivals: usize, fit: Fit) {
        let old: Vec<AssetId> = self.open(&group.old).map(|one| one.id).collect();
        let count = new.len().saturating_sub(rivals).min(old.len());
        if fit == Fit::One || count == old.len() {
            for (old, new) in old.into_iter().zip(new).take(count) {
                self.pairs.insert(old, new.id);
                self.taken.insert(new.id);
            }
        }
    }
}

/// Folders with authorities of others: what comes there need not be of the estate's own.
fn strange<'t>(tally: &'t Tally, owners: &Owners) -> BTreeSet<&'t String> {
    let anchors = tally.bundles.get(&Kind::ANCHORS).into_iter().flatten();
    let strange = anchors.filter(|item| !owners.contains_key(&item.id));
    let strange = strange.filter_map(|item| tally.certified_by_id(item.id));
    strange.flat_map(|one| &one.folders).collect()
}
