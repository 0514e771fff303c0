//! What an authority has issued whose own key is broken today.
//!
//! Whoever computes that key issues what he likes below it, and that lasts as long as anybody trusts it. So all that is
//! directly below it is issued again at once by what is sound, however sound its own key is, and only then the broken one is
//! taken out of what verifiers trust. Of what is further below the certificates of the authorities between are issued again.

use std::collections::{BTreeMap, BTreeSet};

use super::acceptance::accepted;
use super::draft::Maker;
use super::held::Held;
use super::issued::Issuing;
use super::kind::{Kind, Pace};
use super::runbook::NOTE;
use super::tally::{Item, Planner, Tally};
use super::{Change, Deadline, PlanInput};
use crate::model::{AssetId, Exposure, Quarter};
use crate::risk::Threat;

/// Adds what is below such authorities to what is done at once, but for those whose renewal is accepted as a risk.
pub(super) fn settle(planner: &mut Planner, input: &PlanInput<'_>) {
    let mut broken = forgeable(planner);
    for (system, tally) in &planner.systems {
        for (kind, items) in &tally.bundles {
            let renews = kind.is_now() && kind.change == Change::CaRenewal;
            if renews && accepted(input, system, *kind, items).is_some() {
                broken.retain(|id, _| !items.iter().any(|item| item.id == *id));
            }
        }
    }
    if broken.is_empty() {
        return;
    }
    let Planner { systems, issuing, .. } = planner;
    for tally in systems.values_mut() {
        let asked = tally
            .bundles
            .iter()
            .filter(|(kind, _)| kind.is_reissue() && kind.pace == Pace::Resistant);
        let below = asked.flat_map(|(kind, items)| {
            // What is broken by itself is replaced at once already.
            let items = items.iter().filter(|item| item.certificate && !item.replaced);
            let under = items.filter_map(|item| Some((*kind, item.under(issuing, &broken)?)));
            under.collect::<Vec<_>>()
        });
        let below: Vec<(Kind, Item)> = below.collect();
        for (kind, item) in below {
            tally.forged.insert(item.id);
            let now = kind.at_pace(Pace::Now);
            let by = tally.issued_by.iter().filter(|((of, own, issuer), _)| {
                *of == kind
                    && own.is_none_or(|own| own == item.id)
                    && item.issued_by(issuing).contains(issuer)
            });
            let by: Vec<_> =
                by.map(|((_, own, issuer), last)| ((now, *own, *issuer), *last)).collect();
            tally.issued_by.extend(by);
            let items = tally.bundles.entry(now).or_default();
            items.insert(items.partition_point(|one| one.id < item.id), item);
        }
    }
}

impl Item {
    /// What it is while it is under one of the `broken`: as urgent as that.
    fn under(&self, issuing: &Issuing, broken: &BTreeMap<AssetId, u16>) -> Option<Self> {
        let by = self.issued_by(issuing).iter().filter_map(|id| broken.get(id));
        let priority = by.max()?;
        Some(Self {
            exposure: Exposure::ClassicallyBroken,
            threat: Threat::AlreadyBroken,
            priority: self.priority.max(*priority),
            limit: None,
            barred: None,
            ..*self
        })
    }
}

/// Authorities whose own keys are broken today and that are to be replaced or taken out, with the priority of that.
fn forgeable(planner: &Planner) -> BTreeMap<AssetId, u16> {
    let mut all = BTreeMap::new();
    for tally in planner.systems.values() {
        for (_, items) in tally.bundles.iter().filter(|(kind, _)| replaces(**kind)) {
            for item in items.iter().filter(|item| tally.is_forgeable(item.id)) {
                let known = all.entry(item.id).or_default();
                *known = item.priority.max(*known);
            }
        }
    }
    all
}

/// Whether work replaces authorities that are broken today, or takes them out.
fn replaces(kind: Kind) -> bool {
    kind.is_now()
        && (kind.change == Change::CaRenewal
            || [Kind::ANCHORS, Kind::OLD].contains(&kind.at_pace(Pace::Resistant)))
}

/// Of those, the ones below which something is issued again at once: they are trusted until it is.
pub(super) fn trusted(planner: &Planner) -> BTreeSet<AssetId> {
    let broken = forgeable(planner);
    if broken.is_empty() {
        return BTreeSet::new();
    }
    let reissues = planner.systems.values().flat_map(|tally| {
        let issued = tally.issued_by.keys();
        issued.filter(|(kind, ..)| kind.is_now() && tally.bundles.contains_key(kind))
    });
    let issuers = reissues.filter(|(kind, ..)| kind.is_reissue()).map(|(.., issuer)| *issuer);
    issuers.filter(|id| broken.contains_key(id)).collect()
}

impl Tally {
    fn is_forgeable(&self, id: AssetId) -> bool {
        self.certified_by_id(id).is_some_and(|one| one.is_forgeable)
    }

    /// Whether what is issued again was issued by an authority whose certificate lies here to verify with.
    pub(super) fn is_under_handed(&self, kind: Kind) -> bool {
        let handed = self.handed_out(kind.pace);
        self.issued_by.keys().any(|(of, _, issuer)| *of == kind && handed.contains(issuer))
    }
}

impl Maker<'_> {
    /// The day for what is broken today, where other work for that comes first: a quarter more for each step.
    pub(super) fn after_steps(
        &self,
        kind: Kind,
        items: &[Item],
        day: Option<Deadline>,
    ) -> Option<Deadline> {
        let day = day?;
        let mut certificates = items.iter().filter(|item| item.certificate);
        let is_forged = |item: &Item| self.tally.forged.contains(&item.id);
        let renews = |kind: &Kind| kind.is_now() && kind.change == Change::CaRenewal;
        let (steps, before) = match kind.change {
            _ if !kind.is_now() || day.date != self.calendar.soon() => return Some(day),
            Change::Retirement if self.tally.bundles.keys().any(renews) => {
                (3, "three quarters more, for who verifies with it takes it out before")
            }
            Change::Retirement => {
                (2, "two quarters more, for what is under it is issued again before")
            }
            _ if kind.is_reissue() && certificates.all(is_forged) => {
                (1, "a quarter more, for what replaces its authority is there before")
            }
            _ => return Some(day),
        };
        let date = Quarter::containing(day.date).plus(steps).last_day();
        Some(Deadline { date, clause: format!("{}; {before}", day.clause), ..day })
    }

    /// What is broken today and is taken out of here once what is below it is issued again, with its keys.
    pub(super) fn left_trusted(&self, trusted: &BTreeSet<AssetId>, held: &Held) -> Vec<Item> {
        let left = self.tally.bundles.iter().filter(|(kind, items)| {
            replaces(**kind) && !kind.is_old() && self.accepted(**kind, items).is_none()
        });
        let left: Vec<&Item> = left.flat_map(|(_, items)| items).collect();
        let is_trusted = |item: &&&Item| trusted.contains(&item.id) && !held.is_trusted(item.id);
        let keys: BTreeSet<AssetId> =
            left.iter().filter(is_trusted).filter_map(|item| item.public).collect();
        let goes = |item: &&&Item| {
            is_trusted(item)
                || !item.certificate && item.public.is_some_and(|key| keys.contains(&key))
        };
        left.iter()
            .filter(goes)
            .map(|item| Item { priority: item.priority / 2, ..**item })
            .collect()
    }
}

/// How many of what is issued again at once are sound by themselves.
pub(super) fn below(kind: Kind, items: &[Item], tally: &Tally) -> usize {
    let is_urgent = kind.is_now() && kind.is_reissue();
    items.iter().filter(|item| is_urgent && tally.forged.contains(&item.id)).count()
}

/// What the runbook says of these.
pub(super) fn note(kind: Kind, items: &[Item], tally: &Tally) -> Option<String> {
    let under = below(kind, items, tally);
    let all = items.iter().filter(|item| item.certificate).count();
    let keys = match kind.change {
        Change::CaRenewal => {
            "its key may stay, so that what it has issued stays valid: hand its new certificate to whoever sends \
                              it in a chain"
        }
        _ => "its key may stay",
    };
    (under > 0).then(|| {
        format!(
            "{NOTE}{under} of {all} would be sound today but for the key of the authority that issued it: have it issued by what \
             replaces that, or by another authority that is sound; {keys}"
        )
    })
}
