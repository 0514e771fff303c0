//! Authorities that end with their system, without a successor, and what is below them: nobody certifies it afterwards, so a
//! decision comes first.

use std::collections::{BTreeMap, BTreeSet};

use super::authorities::{above, ancestors};
use super::draft::Drafts;
use super::kind::{Kind, Pace};
use super::precedence::Edges;
use super::runbook::NOTE;
use super::tally::{Item, Planner, Tally};
use super::{Change, Package};
use crate::model::{AssetId, Quarter};

/// Authorities that end with their system.
#[derive(Clone, Default)]
pub(super) struct Orphans {
    /// Those without a successor, each with the system that ends, and when.
    pub(super) lost: BTreeMap<(AssetId, Pace), (String, Quarter)>,
    /// Those with one.
    pub(super) until: BTreeMap<(AssetId, Pace), (String, Quarter)>,
    /// Who issued the certificates of authorities.
    pub(super) above: BTreeMap<AssetId, BTreeSet<AssetId>>,
    /// Certificates that nobody issues again by an earlier plan, and of whose authority nothing is found.
    pub(super) past: BTreeMap<AssetId, (String, Quarter)>,
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

    /// The authorities whose certificates lie here to verify with.
    pub(super) fn handed_out(&self, pace: Pace) -> BTreeSet<AssetId> {
        let copies = self.bundles.get(&Kind::ANCHORS.at_pace(pace)).into_iter().flatten();
        copies.filter(|item| item.certificate).map(|item| item.id).collect()
    }

    /// The authorities that what is issued again, or handed out, is verified with.
    pub(super) fn verified_by(
        &self,
        kind: Kind,
        above: &BTreeMap<AssetId, BTreeSet<AssetId>>,
    ) -> BTreeSet<AssetId> {
        match kind.change {
            Change::TrustDistribution if kind == Kind::ANCHORS.at_pace(kind.pace) => {
                let copies = self.handed_out(kind.pace);
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

impl Planner {
    /// Whether a system that is there after `end` replaces an authority as well: its key may lie in several.
    pub(super) fn is_renewed_after(&self, end: Quarter, kind: Kind, id: AssetId) -> bool {
        let is_there = |tally: &&Tally| tally.ending.end.is_none_or(|other| other > end);
        self.systems.values().filter(is_there).any(|tally| tally.renewed(kind).contains(&id))
    }
}

impl Orphans {
    /// Those whose renewal is given up, and all that have nobody else above them; and those that are renewed before.
    pub(super) fn of(planner: &Planner) -> Self {
        let mut orphans = Self::default();
        for (system, tally) in &planner.systems {
            let Some(end) = tally.ending.end else { continue };
            let by = (system.clone(), end);
            for (kind, authorities) in &tally.ending.renewals {
                let is_done =
                    tally.bundles.contains_key(kind) && !planner.held.is_never_done(system, *kind);
                let into = if is_done { &mut orphans.until } else { &mut orphans.lost };
                let own =
                    authorities.iter().filter(|id| !planner.is_renewed_after(end, *kind, **id));
                into.extend(own.map(|id| ((*id, kind.pace), by.clone())));
            }
            let own = tally.ending.settled.iter();
            orphans.until.extend(own.map(|id| ((*id, Pace::Resistant), by.clone())));
        }
        orphans.add_past(planner);
        let nothing = orphans.lost.is_empty() && orphans.until.is_empty();
        if !(nothing && planner.awaited.is_empty()) {
            orphans.above = above(planner);
            orphans.lose_late(planner);
            orphans.spread();
        }
        orphans
    }

    /// Authorities that are not renewed before those above them end.
    fn lose_late(&mut self, planner: &Planner) {
        for tally in planner.systems.values() {
            for kind in tally.uncertified.iter().filter(|kind| kind.renews()) {
                for id in tally.renewed(*kind) {
                    let issuers = self.above.get(&id).into_iter().flatten();
                    let ends = issuers.map(|one| self.until.get(&(*one, kind.pace)).cloned());
                    let first = ends.reduce(|one, other| one.filter(|_| other.is_some())).flatten();
                    self.lost.extend(first.map(|by| ((id, kind.pace), by)));
                }
            }
        }
    }

    /// Whether a system leaves authorities without a successor that work of a kind would have replaced.
    pub(super) fn is_lost(&self, tally: &Tally, kind: Kind) -> bool {
        let mut renewed = tally.ending.renewals.get(&kind).into_iter().flatten();
        renewed.any(|id| self.lost.contains_key(&(*id, kind.pace)))
    }

    /// To all that have nobody else above them.
    fn spread(&mut self) {
        let Self { lost, above, .. } = self;
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

    /// What of a package is below such authorities alone, or not issued again before its own ends.
    pub(super) fn left(&self, planner: &Planner, tally: &Tally, kind: Kind) -> Left<'_> {
        let is_late = tally.uncertified.contains(&kind);
        if self.lost.is_empty() && !is_late {
            return Left::default();
        }
        let by = |id: AssetId| {
            let until = || self.until.get(&(id, kind.pace)).filter(|_| is_late);
            self.lost.get(&(id, kind.pace)).or_else(until)
        };
        let certificates = tally.bundles.get(&kind).into_iter().flatten();
        let certificates: Vec<&Item> = certificates.filter(|item| item.certificate).collect();
        let above = |item: &Item| match kind.change {
            Change::CaRenewal => vec![item.id],
            // Nothing in the estate tells of its authority any more.
            _ if self.past.contains_key(&item.id) => vec![item.id],
            _ => item.issued_by(&planner.issuing).to_vec(),
        };
        let all: Vec<(AssetId, Vec<AssetId>)> = match kind.change {
            Change::CaRenewal | Change::CertificateReissue => {
                certificates.into_iter().map(|item| (item.id, above(item))).collect()
            }
            Change::TrustDistribution => {
                let anchors = tally.verified_by(kind, &self.above).into_iter();
                anchors.map(|id| (id, vec![id])).collect()
            }
            _ => tally.renewed(kind).into_iter().map(|id| (id, vec![id])).collect(),
        };
        let lost = all
            .iter()
            .filter(|(_, above)| !above.is_empty() && above.iter().all(|id| by(*id).is_some()));
        let items: BTreeSet<AssetId> = lost.clone().map(|(id, _)| *id).collect();
        let by = lost.flat_map(|(_, above)| above).filter_map(|id| by(*id)).collect();
        Left { items, all: all.len(), by }
    }
}

impl Kind {
    /// Whether it issues certificates again.
    pub(super) const fn is_reissue(self) -> bool {
        is_reissue(self.change)
    }
}

/// Whether a change issues certificates again.
pub(super) const fn is_reissue(change: Change) -> bool {
    matches!(change, Change::CertificateReissue | Change::CaRenewal)
}

/// Renewals in systems that end, of authorities below which all is too late for that.
pub(super) fn idle(planner: &Planner) -> Vec<(String, Kind)> {
    let Orphans { until, .. } = &planner.orphans;
    if planner.systems.values().all(|tally| tally.uncertified.is_empty()) {
        return Vec::new();
    }
    // What each certifies, with whether that is left out.
    let mut below: BTreeMap<(AssetId, Pace), Vec<(AssetId, bool)>> = BTreeMap::new();
    for tally in planner.systems.values() {
        for (kind, items) in &tally.bundles {
            if !kind.is_reissue() {
                continue;
            }
            let left = planner.orphans.left(planner, tally, *kind).items;
            for item in items.iter().filter(|item| item.certificate) {
                for issuer in item.issued_by(&planner.issuing) {
                    let of = below.entry((*issuer, kind.pace)).or_default();
                    of.push((item.id, left.contains(&item.id)));
                }
            }
        }
    }
    let mut idle: BTreeSet<(AssetId, Pace)> = BTreeSet::new();
    loop {
        let known = idle.len();
        for (id, pace) in until.keys() {
            let of = below.get(&(*id, *pace)).into_iter().flatten();
            let mut of =
                of.map(|(below, is_left)| *is_left || idle.contains(&(*below, *pace))).peekable();
            if of.peek().is_some() && of.all(|is_left| is_left) {
                idle.insert((*id, *pace));
            }
        }
        if idle.len() == known {
            break;
        }
    }
    let ending = planner.systems.iter().filter(|(_, tally)| tally.ending.end.is_some());
    let renewals = ending.flat_map(|(system, tally)| {
        let planned = tally.ending.renewals.iter();
        let planned = planned.filter(|(kind, _)| tally.bundles.contains_key(kind));
        planned.map(move |(kind, renewed)| (system, *kind, renewed))
    });
    renewals
        .filter(|(_, kind, renewed)| {
            !renewed.is_empty() && renewed.iter().all(|id| idle.contains(&(*id, kind.pace)))
        })
        .map(|(system, kind, _)| (system.clone(), kind))
        .collect()
}

/// Leaves what nobody would certify without a date, or out of what is partly so.
pub(super) fn leave_out(drafts: &mut Drafts, planner: &Planner, edges: &mut Edges) {
    let (mut lost, mut ending) = (BTreeSet::new(), BTreeMap::new());
    let Drafts { packages, kinds, pilots, index, .. } = drafts;
    for (at, kind) in kinds.iter().enumerate() {
        let package = &mut packages[at];
        let Some(tally) = planner.systems.get(&package.system) else { continue };
        if package.undecided.is_some() || package.acceptance.is_some() {
            continue;
        }
        let left = planner.orphans.left(planner, tally, *kind);
        if left.by.is_empty() {
            continue;
        }
        for (system, _) in &left.by {
            ending
                .entry(system.clone())
                .or_insert_with(BTreeSet::new)
                .insert(package.system.clone());
        }
        let ends: Vec<String> = (left.by.iter())
            .map(|(system, end)| {
                let is_past =
                    planner.systems.get(system).is_none_or(|tally| tally.ending.end.is_none());
                let then = if is_past { "was to be switched off" } else { "is switched off" };
                format!("{system}, which {then} at the end of {end}")
            })
            .collect();
        let (ends, after) = (ends.join(" or in "), left.by.iter().map(|(_, end)| *end).max());
        let held = planner.held.left(&package.system, *kind);
        let is_late = tally.uncertified.contains(kind);
        let without = if is_late { "before this is done" } else { "without a successor of it" };
        if left.items.union(&held).count() == left.all {
            lost.insert(at);
            package.undecided = Some(format!(
                "the authority above it is in {ends} {without}: a decision comes first"
            ));
            let after = after.map_or(String::new(), |end| format!(" after {end}"));
            package.steps.push(format!(
                "{NOTE}decide who certifies this{after}: move the authority to a system that stays and renew it there, use another \
                 one, have it renewed before its system is switched off, or write down who accepts the risk until when \
                 ([[accept]])"
            ));
            continue;
        }
        package.steps.push(format!(
            "{NOTE}the authority above some of these ({} of {}) is in {ends} {without}: leave out those until it is \
             decided who certifies them",
            left.items.len(),
            left.all
        ));
        package.leave_out(&left.items, tally.bundles.get(kind).map_or(&[], Vec::as_slice));
        let (new, system) = (package.id.clone(), package.system.clone());
        if kind.change == Change::TrustDistribution
            && let Some(&old) = index.get(&(system, Kind::OLD.at_pace(kind.pace)))
        {
            packages[old].steps.push(format!(
                "{NOTE}leave in what {new} leaves out: what is in use under it is verified with the old one until it is decided"
            ));
        }
    }
    for (system, below) in ending {
        let Some(&end) = index.get(&(system.clone(), Kind::whole(Change::Decommission))) else {
            continue;
        };
        let below = below.into_iter().collect::<Vec<_>>().join(", ");
        packages[end].steps.push(format!(
            "{NOTE}what is in use in {below} is below an authority that ends here without a successor: until it is decided who \
             certifies that, leave its certificate in trust stores, and revoke nothing that is above what is in use"
        ));
    }
    for (&pilot, roll_out) in &*pilots {
        if lost.contains(roll_out) {
            packages[pilot].undecided = packages[*roll_out].undecided.clone();
            lost.insert(pilot);
        }
    }
    // What is issued nevertheless waits for nothing of them.
    let is_cut = |&(later, earlier): &(usize, usize)| {
        let later = pilots.get(&later).copied().unwrap_or(later);
        lost.contains(&earlier)
            && !lost.contains(&later)
            && [later, earlier].iter().all(|at| is_of_authorities(kinds[*at]))
    };
    edges.retain(|edge, _| !is_cut(edge));
}

impl Package {
    /// Leaves certificates of its bundle out, with their keys.
    pub(super) fn leave_out(&mut self, certificates: &BTreeSet<AssetId>, bundle: &[Item]) {
        let is_left = |item: &&Item| certificates.contains(&item.id);
        let keys: BTreeSet<AssetId> =
            bundle.iter().filter(is_left).filter_map(|item| item.public).collect();
        let stays = bundle.iter().filter(|item| item.certificate && !is_left(item));
        let used: BTreeSet<AssetId> = stays.filter_map(|item| item.public).collect();
        let goes = |item: &&Item| {
            is_left(item)
                || !item.certificate
                    && item.public.is_some_and(|key| keys.contains(&key) && !used.contains(&key))
        };
        self.left_out.extend(bundle.iter().filter(goes).map(|item| item.id));
    }
}

/// Whether it is issued again under authorities, or hands them out.
pub(super) const fn is_of_authorities(kind: Kind) -> bool {
    matches!(
        kind.change,
        Change::CertificateReissue | Change::CaRenewal | Change::TrustDistribution
    )
}
