//! Key exchange of TLS that code states in one place and leaves open in another: a context gets its versions by one call and
//! its groups by the next. Neither tells which context the other is about, so the file decides: what it leaves open is settled
//! where it states groups as often as it says the same thing without them. So does an Ingress or a Gateway of Kubernetes,
//! which leaves groups to its controller: it is settled where the configuration of one in its system states them.

use std::collections::{BTreeMap, BTreeSet};

use super::kind::Kind;
use super::tally::{Planner, Tally};
use crate::assess::Holding;
use crate::model::{Asset, AssetId, Exposure, OfferRole, ProtocolKind};

/// What the code of a file says of TLS.
#[derive(Clone, Debug, Default)]
pub(super) struct Calls {
    /// Where groups are stated.
    groups: BTreeSet<u64>,
    /// Where something else is, by what is called, with what is found there.
    silent: BTreeMap<String, BTreeSet<(u64, AssetId)>>,
}

/// What objects of Kubernetes leave to the controller, and whether its configuration states groups.
#[derive(Clone, Debug, Default)]
pub(super) struct Controlled {
    is_stated: bool,
    silent: BTreeSet<AssetId>,
}

/// How the detectors call objects that leave groups to a controller, and such a controller's configuration.
const CONTROLLED: [&str; 3] = [
    "TLS server (Gateway), Gateway",
    "TLS server (Ingress), Ingress",
    "TLS server (ingress-nginx), Ingress",
];
const CONTROLLING: [&str; 2] =
    ["TLS server (Traefik), TLSOption", "TLS server (ingress-nginx), ConfigMap"];

/// Takes note of the use of TLS that a holding is, where code says it.
pub(super) fn note(tally: &mut Tally, holding: &Holding) {
    let Asset::Protocol(protocol) = &holding.asset else { return };
    if protocol.protocol != ProtocolKind::Tls {
        return;
    }
    let states = protocol.offers.iter().any(|offer| offer.role == OfferRole::KeyExchange);
    let is = |names: &[&str]| names.iter().any(|name| protocol.name.starts_with(name));
    if !states && is(&CONTROLLED) {
        tally.controlled.silent.insert(holding.id);
    }
    tally.controlled.is_stated |= states && is(&CONTROLLING);
    for found in &holding.occurrences {
        let Some(code) = &found.occurrence.code else { continue };
        let file = format!("{}\0{}", found.location.root, found.location.path);
        let calls = tally.calls.entry(file).or_default();
        let at = found.occurrence.offset;
        if states {
            calls.groups.insert(at);
        } else {
            calls.silent.entry(code.symbol.clone()).or_default().insert((at, holding.id));
        }
    }
}

/// Leaves to their file what is silent there and settled.
pub(super) fn leave_to_file(planner: &mut Planner) {
    for tally in planner.systems.values_mut() {
        let (mut settled, mut open) = (BTreeSet::new(), BTreeSet::new());
        for calls in tally.calls.values() {
            for all in calls.silent.values() {
                let ids = all.iter().map(|(_, id)| *id);
                let places: BTreeSet<u64> = all.iter().map(|(at, _)| *at).collect();
                let is_told = places.len() <= calls.groups.len();
                if is_told { &mut settled } else { &mut open }.extend(ids);
            }
        }
        settled.retain(|id| !open.contains(id));
        if tally.controlled.is_stated {
            settled.append(&mut tally.controlled.silent);
        }
        let Some(unclear) = tally.bundles.get_mut(&Kind::DISCOVERY) else { continue };
        let left: BTreeSet<AssetId> = unclear
            .extract_if(.., |item| {
                item.exposure == Exposure::Indeterminate && settled.contains(&item.id)
            })
            .map(|item| item.id)
            .collect();
        if unclear.is_empty() {
            tally.bundles.remove(&Kind::DISCOVERY);
        }
        for seen in tally.seen.iter_mut().filter(|seen| left.contains(&seen.id)) {
            if seen.exposure == Exposure::Indeterminate {
                seen.exposure = Exposure::None;
            }
        }
    }
}
