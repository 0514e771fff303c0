//! Keys of several certificates of which some are accepted as they are.
//!
//! A key goes with the work on its certificates. What somebody accepts goes on using it, whatever is done with the others: it
//! stays with that, and the others get keys of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::acceptance::accepted;
use super::draft::Maker;
use super::kind::Kind;
use super::runbook::NOTE;
use super::tally::{Item, Planner, Tally};
use super::{Change, PlanInput};
use crate::model::AssetId;

/// Leaves each key of an accepted certificate with that.
pub(super) fn leave(planner: &mut Planner, input: &PlanInput<'_>) {
    for (system, tally) in &mut planner.systems {
        let kept = kept(tally, system, input);
        if kept.is_empty() {
            continue;
        }
        let to = |from: Kind, key: AssetId| {
            let stays = kept.contains_key(&from);
            kept.iter().find(|(kind, keys)| !stays && is_alike(**kind, from) && keys.contains(&key))
        };
        let mut moved: Vec<(Kind, Item)> = Vec::new();
        for (from, items) in &mut tally.bundles {
            let find = |item: &Item| {
                let key = item.public.filter(|_| !item.certificate)?;
                to(*from, key).map(|(kind, _)| *kind)
            };
            let own = items.extract_if(.., |item| find(item).is_some());
            moved.extend(own.filter_map(|item| Some((find(&item)?, item))));
        }
        for (key, of) in &mut tally.certified {
            if let Some((kind, _)) = to(*of, *key) {
                *of = *kind;
            }
        }
        if !moved.is_empty() {
            tally.bundles.retain(|_, items| !items.is_empty());
        }
        for (kind, item) in moved {
            let items = tally.bundles.entry(kind).or_default();
            items.push(item);
            items.sort_by_key(|item| item.id);
        }
    }
}

/// What the runbook says of certificates whose keys are those of others that are accepted.
pub(super) fn note(maker: &Maker<'_>, kind: Kind, items: &[Item]) -> Option<String> {
    if kind.change != Change::CertificateReissue {
        return None;
    }
    let kept = kept(maker.tally, maker.system, maker.input);
    if kept.contains_key(&kind) {
        return None;
    }
    let uses =
        |keys: &BTreeSet<AssetId>, item: &Item| item.public.is_some_and(|key| keys.contains(&key));
    let all = || kept.iter().filter(move |(other, _)| is_alike(**other, kind));
    let certificates = || items.iter().filter(|item| item.certificate);
    let shared = certificates().filter(|item| all().any(|(_, keys)| uses(keys, item))).count();
    let by = all().filter(|(_, keys)| certificates().any(|item| uses(keys, item)));
    let by: Vec<String> = by.map(|(other, _)| other.id(maker.system)).collect();
    let (has, get) = if shared == 1 {
        ("has its key", "it gets a new one")
    } else {
        ("have keys", "they get new ones")
    };
    (shared > 0).then(|| {
        format!(
            "{NOTE}{shared} of these {has} in common with what is accepted ({}): {get}, and the old private key stays as long as that",
            by.join(", ")
        )
    })
}

/// The keys of the certificates that are accepted in a system, by the work that is not done on them.
fn kept(tally: &Tally, system: &str, input: &PlanInput<'_>) -> BTreeMap<Kind, BTreeSet<AssetId>> {
    if input.context.acceptances.is_empty() {
        return BTreeMap::new();
    }
    let reissues =
        tally.bundles.iter().filter(|(kind, _)| kind.change == Change::CertificateReissue);
    let kept = reissues.filter(|(kind, items)| accepted(input, system, **kind, items).is_some());
    let keys = |items: &[Item]| {
        let certificates = items.iter().filter(|item| item.certificate);
        certificates.filter_map(|item| item.public).collect()
    };
    kept.map(|(kind, items)| (*kind, keys(items))).collect()
}

/// Whether both are about the same step of the same certificates and keys.
fn is_alike(one: Kind, other: Kind) -> bool {
    other.change == Change::CertificateReissue && one.pace == other.pace
}
