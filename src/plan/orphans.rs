//! Authorities that end with their system, without a successor, and what is below them: nobody certifies it afterwards, so a
//! decision comes first.

use std::collections::{BTreeMap, BTreeSet};

use super::Change;
use super::authorities::{above, ancestors};
use super::data::Share;
use super::kind::{Kind, Pace};
use super::tally::{Item, Planner, Tally};
use crate::model::{AssetId, Quarter};

/// Authorities without a successor.
#[derive(Clone, Default)]
pub(super) struct Orphans {
    /// Each with the system that ends, and when.
    lost: BTreeMap<(AssetId, Pace), (String, Quarter)>,
    /// Who issued the certificates of authorities.
    pub(super) above: BTreeMap<AssetId, BTreeSet<AssetId>>,
}

/// What of a package is below such authorities.
#[derive(Default)]
pub(super) struct Left<'a> {
    pub(super) items: BTreeSet<AssetId>,
    /// Of how many.
    pub(super) all: usize,
    /// The systems of the authorities, and their ends.
    pub(super) by: BTreeSet<&'a (String, Quarter)>,
}

impl Left<'_> {
    pub(super) fn share(&self) -> Share {
        match self.items.len() {
            0 => Share::None,
            lost if lost == self.all => Share::All,
            _ => Share::Some,
        }
    }
}

impl Kind {
    /// Whether it replaces authorities.
    pub(super) fn renews(self) -> bool {
        self.change == Change::CaRenewal || [Self::SSH_KEYS, Self::OFFLINE].contains(&self)
    }
}

impl Tally {
    /// The authorities that work of a kind replaces here.
    pub(super) fn renewed(&self, kind: Kind) -> BTreeSet<AssetId> {
        if !kind.renews() {
            return BTreeSet::new();
        }
        let items = self.bundles.get(&kind).into_iter().flatten();
        match kind.change {
            Change::CaRenewal => {
                items.filter(|item| item.certificate).map(|item| item.id).collect()
            }
            _ => {
                let keys = items.filter_map(|item| item.public);
                keys.filter(|key| self.ssh.certifies.contains_key(key)).collect()
            }
        }
    }

    /// The authorities that what is issued again, or handed out, is verified with.
    pub(super) fn verified_by(
        &self,
        kind: Kind,
        above: &BTreeMap<AssetId, BTreeSet<AssetId>>,
    ) -> BTreeSet<AssetId> {
        match kind.change {
            Change::TrustDistribution if kind == Kind::ANCHORS.at_pace(kind.pace) => {
                let copies = self.bundles.get(&kind).into_iter().flatten();
                let copies = copies.filter(|item| item.certificate).map(|item| item.id);
                let copies: BTreeSet<AssetId> = copies.collect();
                let own = self
                    .bundles
                    .keys()
                    .filter(|own| own.change == Change::CaRenewal && own.pace == kind.pace);
                let own: BTreeSet<AssetId> = own.flat_map(|own| self.renewed(*own)).collect();
                let issuers = || self.issued_by.keys().map(|(.., issuer)| *issuer).collect();
                let below = if copies.is_empty() && own.is_empty() { issuers() } else { own };
                let tops = below.into_iter().flat_map(|id| ancestors(id, above));
                copies.into_iter().chain(tops.filter(|id| !above.contains_key(id))).collect()
            }
            Change::CaRenewal | Change::CertificateReissue => {
                let issued = self.issued_by.keys().filter(|(of, ..)| *of == kind);
                issued.map(|(.., issuer)| *issuer).collect()
            }
            _ => BTreeSet::new(),
        }
    }
}

impl Orphans {
    /// Those whose renewal is given up, in systems that end, and all that have nobody else above them.
    pub(super) fn of(planner: &Planner) -> Self {
        if planner.awaited.is_empty() {
            return Self::default();
        }
        let mut found = BTreeMap::new();
        for (system, tally) in &planner.systems {
            for (kind, (end, authorities)) in &tally.ending.renewals {
                if tally.bundles.contains_key(kind) {
                    continue;
                }
                let is_elsewhere = |id: &&AssetId| {
                    let mut others = planner.systems.values();
                    others.any(|other| other.renewed(*kind).contains(id))
                };
                let by = (system.clone(), *end);
                let lost = authorities.iter().filter(|id| !is_elsewhere(id));
                found.extend(lost.map(|id| ((*id, kind.pace), by.clone())));
            }
        }
        let mut orphans = Self { lost: found, above: above(planner) };
        orphans.spread();
        orphans
    }

    /// To all that have nobody else above them.
    fn spread(&mut self) {
        let Self { lost, above } = self;
        // Every round adds one at least, so this ends.
        loop {
            let known = lost.len();
            for pace in [Pace::Now, Pace::Resistant] {
                for (id, issuers) in &*above {
                    let mut by = issuers.iter().map(|one| lost.get(&(*one, pace)));
                    let first = by.next().flatten().cloned();
                    if let Some(first) = first.filter(|_| by.all(|one| one.is_some())) {
                        lost.entry((*id, pace)).or_insert(first);
                    }
                }
            }
            if lost.len() == known {
                break;
            }
        }
    }

    /// What of a package is below such authorities alone.
    pub(super) fn left(&self, planner: &Planner, tally: &Tally, kind: Kind) -> Left<'_> {
        if self.lost.is_empty() {
            return Left::default();
        }
        let by = |id: AssetId| self.lost.get(&(id, kind.pace));
        let certificates = tally.bundles.get(&kind).into_iter().flatten();
        let certificates: Vec<&Item> = certificates.filter(|item| item.certificate).collect();
        let above = |item: &Item| match kind.change {
            Change::CaRenewal => vec![item.id],
            _ => item.issued_by(&planner.issuing).to_vec(),
        };
        let all: Vec<(AssetId, Vec<AssetId>)> = match kind.change {
            Change::CaRenewal | Change::CertificateReissue => {
                certificates.into_iter().map(|item| (item.id, above(item))).collect()
            }
            _ => {
                let anchors = tally.verified_by(kind, &self.above).into_iter();
                anchors.map(|id| (id, vec![id])).collect()
            }
        };
        let lost = all
            .iter()
            .filter(|(_, above)| !above.is_empty() && above.iter().all(|id| by(*id).is_some()));
        let items: BTreeSet<AssetId> = lost.clone().map(|(id, _)| *id).collect();
        let by = lost.flat_map(|(_, above)| above).filter_map(|id| by(*id)).collect();
        Left { items, all: all.len(), by }
    }
}
