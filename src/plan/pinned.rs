//! Copies of certificates that servers of the estate present.
//!
//! A certificate is issued again where its key is, or where it is presented; elsewhere it lies to verify the server with, in a
//! folder of anchors or as a pin. There nothing is issued: the successor is added before the server presents it.

use std::collections::{BTreeMap, BTreeSet};

use super::Change;
use super::kind::{Kind, Pace};
use super::tally::{Planner, Presented, Tally};
use crate::model::AssetId;

/// Moves the copies to what distributes the successors.
pub(super) fn hand_over(planner: &mut Planner) {
    let homes = homes(planner);
    let Planner { systems, presented, .. } = planner;
    for (system, tally) in systems {
        let is_copy =
            |id: AssetId| homes.get(&id).is_some_and(|homes| !homes.contains(system.as_str()));
        let mut copies: BTreeSet<AssetId> = BTreeSet::new();
        for pace in [Pace::Now, Pace::Resistant] {
            let mut moved = Vec::new();
            for (kind, items) in &mut tally.bundles {
                if kind.change == Change::CertificateReissue && kind.pace == pace {
                    moved.extend(items.extract_if(.., |item| item.certificate && is_copy(item.id)));
                }
            }
            copies.extend(moved.iter().map(|item| item.id));
            let keys: BTreeSet<AssetId> = moved.iter().filter_map(|item| item.public).collect();
            for (public, kind) in &mut tally.certified {
                if keys.contains(public) && kind.pace == pace {
                    *kind = Kind::PINS.at_pace(pace);
                }
            }
            if !moved.is_empty() {
                tally.bundles.entry(Kind::PINS.at_pace(pace)).or_default().extend(moved);
            }
        }
        let verified = presented.iter().filter(|(id, one)| {
            homes.contains_key(id) && one.trusted_by.iter().any(|by| tally.holds(*by))
        });
        let verified: BTreeSet<AssetId> = verified.map(|(id, _)| *id).chain(copies).collect();
        tally.verified.extend(verified);
    }
}

/// The systems in which certificates that are presented are issued again: with their key, or with what presents them.
fn homes(planner: &Planner) -> BTreeMap<AssetId, BTreeSet<String>> {
    let mut homes: BTreeMap<AssetId, BTreeSet<String>> = BTreeMap::new();
    for (system, tally) in &planner.systems {
        let reissued =
            tally.bundles.iter().filter(|(kind, _)| kind.change == Change::CertificateReissue);
        for item in reissued.flat_map(|(_, items)| items).filter(|item| item.certificate) {
            let Some(presented) = planner.presented.get(&item.id) else { continue };
            let has_key = item.public.is_some_and(|key| tally.private.contains(&key));
            if has_key || presents(tally, presented) {
                homes.entry(item.id).or_default().insert(system.clone());
            }
        }
    }
    homes
}

fn presents(tally: &Tally, presented: &Presented) -> bool {
    presented.by.iter().any(|by| tally.holds(*by))
}
