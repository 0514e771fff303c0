//! What an authority has issued whose own key is broken today.
//!
//! Whoever computes that key issues what he likes below it, and that lasts as long as anybody trusts it. So all that is
//! directly below it is issued again at once by what is sound, however sound its own key is, and only then the broken one is
//! taken out of what verifiers trust. Of what is further below the certificates of the authorities between are issued again.

use std::collections::{BTreeMap, BTreeSet};

use super::acceptance::accepted;
use super::authorities::{above, ancestors};
use super::draft::Maker;
use super::held::Held;
use super::kind::{Kind, Pace};
use super::orphans::is_reissue;
use super::runbook::NOTE;
use super::tally::{Item, Planner, Tally};
use super::{Change, Deadline, PlanInput};
use crate::model::{AssetId, Exposure, Quarter};
use crate::risk::Threat;

/// Adds what is below such authorities to what is done at once, but for those whose renewal is accepted as a risk.
pub(super) fn settle(planner: &mut Planner, input: &PlanInput<'_>) {
    add(planner, input);
    count_steps(planner);
}

/// Counts the authorities above what is issued again at once that are renewed at once themselves.
fn count_steps(planner: &mut Planner) {
    let renews = |kind: &Kind| kind.is_now() && kind.change == Change::CaRenewal;
    let issued = planner.systems.values().flat_map(|tally| tally.issued_by.keys());
    let edges: Vec<(AssetId, AssetId)> = issued
        .filter(|(kind, ..)| renews(kind))
        .filter_map(|(_, own, issuer)| Some(((*own)?, *issuer)))
        .collect();
    let bundles = planner.systems.values().flat_map(|tally| &tally.bundles);
    let renewed = bundles.filter(|(kind, _)| renews(kind)).flat_map(|(_, items)| items);
    let mut depth: BTreeMap<AssetId, i32> = renewed.map(|item| (item.id, 0)).collect();
    if depth.is_empty() {
        return;
    }
    // In a circle it would go on for ever.
    for _ in 0..depth.len() {
        let mut is_same = true;
        for (own, issuer) in &edges {
            let below = depth.get(issuer).map(|above| above + 1);
            if let (Some(known), Some(below)) = (depth.get_mut(own), below)
                && below > *known
            {
                (*known, is_same) = (below, false);
            }
        }
        if is_same {
            break;
        }
    }
    for tally in planner.systems.values_mut() {
        let now = tally.issued_by.keys().filter(|(kind, ..)| kind.is_now() && kind.is_reissue());
        let above = now.filter_map(|(kind, _, issuer)| Some((*kind, depth.get(issuer)? + 1)));
        for (kind, steps) in above.collect::<Vec<_>>() {
            let known = tally.steps.entry(kind).or_default();
            *known = steps.max(*known);
        }
    }
}

fn add(planner: &mut Planner, input: &PlanInput<'_>) {
    let mut broken = forgeable(planner);
    for (system, tally) in &planner.systems {
        for (kind, items) in &tally.bundles {
            let renews = kind.is_now() && kind.change == Change::CaRenewal;
            if renews && accepted(input, system, *kind, items).is_some() {
                broken.retain(|id, _| !items.iter().any(|item| item.id == *id));
            }
        }
    }
    // What the plan in force says this of, and whose authority is not found any more, is still that certificate.
    let previous = input.options.previous.iter().flat_map(|plan| &plan.packages);
    let before = previous.filter(|one| one.pace == Pace::Now && is_reissue(one.change));
    let before: BTreeSet<AssetId> = before.flat_map(|one| &one.assets).copied().collect();
    if broken.is_empty() && before.is_empty() {
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
            let under = items.filter_map(|item| {
                let issuers = item.issued_by(issuing);
                let was = issuers.is_empty() && before.contains(&item.id);
                let priority = issuers.iter().filter_map(|id| broken.get(id)).max().copied();
                Some((*kind, item.under(priority.or(was.then_some(0))?)))
            });
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

impl Held {
    /// The keys of what stays trusted stay with it.
    pub(super) fn trust_keys<'i, I: Iterator<Item = &'i Item>>(&mut self, items: impl Fn() -> I) {
        let trusted = items().filter(|item| self.trusted.contains(&item.id));
        let keys: BTreeSet<AssetId> = trusted.filter_map(|item| item.public).collect();
        let with = |item: &&Item| item.public.is_some_and(|key| keys.contains(&key));
        self.trusted.extend(items().filter(with).map(|item| item.id));
    }
}

impl Item {
    /// What it is while it is under an authority whose key is broken: as urgent as that.
    fn under(&self, priority: u16) -> Self {
        Self {
            exposure: Exposure::ClassicallyBroken,
            threat: Threat::AlreadyBroken,
            priority: self.priority.max(priority),
            limit: None,
            barred: None,
            ..*self
        }
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

/// Of those, the ones below which something is issued again at once, each with the steps before that is: they are trusted
/// until then.
pub(super) fn trusted(planner: &Planner) -> BTreeMap<AssetId, i32> {
    let broken = forgeable(planner);
    let mut trusted = BTreeMap::new();
    if broken.is_empty() {
        return trusted;
    }
    let above = above(planner);
    for tally in planner.systems.values() {
        let is_asked =
            |kind: &Kind| kind.is_now() && kind.is_reissue() && tally.bundles.contains_key(kind);
        for (kind, _, issuer) in tally.issued_by.keys().filter(|(kind, ..)| is_asked(kind)) {
            let steps = tally.steps.get(kind).copied().unwrap_or_default();
            let all = ancestors(*issuer, &above).into_iter();
            for id in all.filter(|id| broken.contains_key(id)) {
                let known = trusted.entry(id).or_default();
                *known = steps.max(*known);
            }
        }
    }
    trusted
}

impl Tally {
    fn is_forgeable(&self, id: AssetId) -> bool {
        self.certified_by_id(id).is_some_and(|one| one.is_forgeable)
    }

    /// What stays trusted where work of a kind is not done: what is not replaced, and what has issued that.
    pub(super) fn kept_by(&self, kind: Kind) -> BTreeSet<AssetId> {
        if !kind.is_now() || !kind.is_reissue() {
            return BTreeSet::new();
        }
        let issuers = self.issued_by.keys().filter(|(of, ..)| *of == kind);
        let renewed = self.bundles.get(&kind).into_iter().flatten();
        let renewed = renewed.filter(|_| kind.change == Change::CaRenewal).map(|item| item.id);
        issuers.map(|(.., issuer)| *issuer).chain(renewed).collect()
    }

    /// Whether what is issued again was issued by an authority whose certificate lies here to verify with.
    pub(super) fn is_under_handed(&self, kind: Kind) -> bool {
        let handed = self.handed_out(kind.pace);
        self.issued_by.keys().any(|(of, _, issuer)| *of == kind && handed.contains(issuer))
    }
}

impl Maker<'_> {
    /// The day for what is broken today, where other work for that comes first: a quarter more for each step.
    pub(super) fn after_steps(&self, kind: Kind, day: Option<Deadline>) -> Option<Deadline> {
        let day = day?;
        let steps = self.tally.steps.get(&kind).filter(|_| day.date == self.calendar.soon());
        let Some(&steps) = steps else { return Some(day) };
        let date = Quarter::containing(day.date).plus(steps).last_day();
        let more = if steps == 1 { "a quarter".into() } else { format!("{steps} quarters") };
        let before = match kind.change {
            Change::Retirement => {
                "what is under it is issued again, and taken out elsewhere, before"
            }
            _ => "its authority is replaced before",
        };
        Some(Deadline { date, clause: format!("{}; {more} more, for {before}", day.clause), ..day })
    }

    /// What is broken today and is taken out of here once what is below it is issued again, with its keys.
    pub(super) fn left_trusted(
        &self,
        trusted: &BTreeMap<AssetId, i32>,
        held: &Held,
    ) -> (Vec<Item>, i32) {
        let left = self.tally.bundles.iter().filter(|(kind, items)| {
            replaces(**kind) && !kind.is_old() && self.accepted(**kind, items).is_none()
        });
        let left: Vec<&Item> = left.flat_map(|(_, items)| items).collect();
        // What is sent behind a certificate goes with that.
        let is_trusted = |item: &&&Item| {
            trusted.contains_key(&item.id)
                && !held.is_trusted(item.id)
                && !self.tally.is_in_chains(item.id)
        };
        let keys: BTreeSet<AssetId> =
            left.iter().filter(is_trusted).filter_map(|item| item.public).collect();
        let goes = |item: &&&Item| {
            is_trusted(item)
                || !item.certificate && item.public.is_some_and(|key| keys.contains(&key))
        };
        let own = self.tally.bundles.keys();
        let own = own.filter(|kind| kind.is_now() && kind.change == Change::CaRenewal);
        let steps = left.iter().filter(is_trusted).filter_map(|item| trusted.get(&item.id)).max();
        // Who verifies with it takes it out before its owner does.
        let steps = steps.map_or(0, |steps| steps + 1 + i32::from(own.count() > 0));
        let gone = left.iter().filter(goes);
        (gone.map(|item| Item { priority: item.priority / 2, ..**item }).collect(), steps)
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
            "its key may stay, so that what it has issued stays valid: hand its new certificate to whoever sends it in a chain"
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
