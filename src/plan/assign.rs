//! Decides what only the whole estate can tell: which authorities are the estate's own, and which
//! keys go with which certificates.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Change;
use super::change::{Need, Use, Venue};
use super::interned::Limits;
use super::kind::{Kind, Pace};
use super::tally::{Item, Planner, Seen, Tally};
use super::{beside, certifiers, holders, pinned, public, venue};
use crate::model::{AssetId, Context, Exposure, Quarter};

/// The system that renews each certification authority of the estate.
pub(super) type Owners = BTreeMap<AssetId, String>;

/// Moves items to the bundles that they belong in, removes duplicates, and says who owns which authority.
pub(super) fn settle(planner: &mut Planner, context: &Context) -> Owners {
    for tally in planner.systems.values_mut() {
        leave_blocks_to_their_file(tally);
        tally.seen.sort_unstable();
        tally.seen.dedup_by_key(|seen| seen.id);
        for items in tally.bundles.values_mut() {
            unite(items, &planner.limits);
        }
        tally.certified.sort_unstable();
        tally.certified.dedup();
        tally.certificates.sort_by_key(|one| one.id);
        tally.certificates.dedup_by(|next, kept| {
            let same = next.id == kept.id;
            if same {
                kept.join(next);
            }
            same
        });
    }
    venue::settle(planner);
    let owners = owners(planner, context);
    adopt(planner, &owners);
    for (system, tally) in &mut planner.systems {
        hand_over_foreign_authorities(system, tally, &owners);
    }
    pinned::hand_over(planner);
    beside::settle(planner, &owners);
    for tally in planner.systems.values_mut() {
        join_keys_to_certificates(tally);
        join_statements_to_authorities(tally);
    }
    certifiers::settle(planner, context);
    holders::hand_over(planner);
    planner.certifiers.forget();
    for tally in planner.systems.values_mut() {
        for items in tally.bundles.values_mut() {
            unite(items, &planner.limits);
        }
        tally.bundles.retain(|_, items| !items.is_empty());
    }
    owners
}

/// Sorted by id, one item an id, the worst of all readings.
pub(super) fn unite(items: &mut Vec<Item>, limits: &Limits) {
    items.sort_by_key(|item| item.id);
    items.dedup_by(|next, kept| {
        let same = next.id == kept.id;
        if same {
            kept.join(next, limits);
        }
        same
    });
}

/// An authority is the estate's own when its private key lies here or it issued something here and is no public one
/// ([`public`]); a certificate that is neither (the public roots of a trust store) is renewed by somebody else.
///
/// Copies of an authority's certificate lie in many places. Its owner is, in this order, the system with its private key, of
/// several of these one that is not switched off or the one that is last, one with the private key of an authority that it issued (a root whose key is kept offline), one with the certificate of
/// such an authority that does not only lie behind those of servers, one that holds nothing else that it issued. Of those
/// that are alike one that is not switched off, or is last, else what they hold decides, so that the name of a system does not.
fn owners(planner: &mut Planner, context: &Context) -> Owners {
    let everywhere: BTreeSet<AssetId> =
        planner.systems.values().flat_map(|tally| &tally.private).copied().collect();
    let below = below(planner);
    let all: BTreeMap<AssetId, Item> =
        planner.systems.values().flat_map(authorities).map(|item| (item.id, *item)).collect();
    planner.keyless = public::part(planner, context, &all, &everywhere);
    let planner = &*planner;
    let keyed =
        |item: &Item, keys: &BTreeSet<AssetId>| item.public.is_some_and(|key| keys.contains(&key));
    let is_own = |item: &&Item| {
        planner.issuers.contains_key(&item.id) && !planner.keyless.public.contains(&item.id)
            || keyed(item, &everywhere)
    };
    let end = |system: &String| {
        let stated = context.systems.iter().find(|stated| stated.id == *system);
        stated.and_then(|stated| stated.changeability.decommission)
    };
    let mut best: BTreeMap<AssetId, (Rank<'_>, &String)> = BTreeMap::new();
    for (system, tally) in &planner.systems {
        let issued: BTreeSet<AssetId> = (tally.issued_by.keys())
            .filter(|(kind, _, _)| kind.change == Change::CertificateReissue)
            .map(|(_, _, issuer)| *issuer)
            .collect();
        let held: BTreeSet<AssetId> = authorities(tally).map(|item| item.id).collect();
        let end = end(system);
        for item in all.values().filter(is_own) {
            let below = below.get(&item.id).into_iter().flatten();
            let has_certificate = |one: &Item| tally.holds(one.id) && !tally.is_in_chains(one.id);
            let is_keyed = keyed(item, &tally.private);
            let ends = |is: bool| (end.is_some() && is, Reverse(end.filter(|_| is)));
            let lacks = [
                !below.clone().any(|one| keyed(one, &tally.private)),
                !below.clone().any(has_certificate),
                issued.contains(&item.id),
            ];
            // A certificate is a copy that may lie anywhere; a key is not.
            if !is_keyed && lacks[0] && !held.contains(&item.id) {
                continue;
            }
            let rank = Rank {
                is_bare: !is_keyed,
                ends: ends(is_keyed),
                lacks,
                lasts: ends(!is_keyed),
                holds: &tally.seen,
            };
            let rank = (rank, system);
            match best.get_mut(&item.id) {
                Some(known) if *known <= rank => {}
                Some(known) => *known = rank,
                None => {
                    best.insert(item.id, rank);
                }
            }
        }
    }
    best.into_iter().map(|(id, (_, system))| (id, system.clone())).collect()
}

/// Gives every authority to the bundles of its owner where that has its key, or the one of an authority below it, and no
/// copy of its certificate.
fn adopt(planner: &mut Planner, owners: &Owners) {
    for (id, owner) in owners {
        let systems = &planner.systems;
        if systems.get(owner).is_none_or(|tally| authorities(tally).any(|item| item.id == *id)) {
            continue;
        }
        let bundles = systems.values().flat_map(|tally| &tally.bundles);
        let renewals = bundles.filter(|(kind, _)| kind.change == Change::CaRenewal);
        let found: Vec<(Kind, Item)> = renewals
            .flat_map(|(kind, items)| items.iter().map(|item| (*kind, *item)))
            .filter(|(_, item)| item.id == *id)
            .collect();
        let of_it = |(_, own, _): &(Kind, Option<AssetId>, AssetId)| *own == Some(*id);
        let issued = systems.values().flat_map(|tally| &tally.issued_by);
        let issued: Vec<_> =
            issued.filter(|(edge, _)| of_it(edge)).map(|(k, v)| (*k, *v)).collect();
        let certified = systems.values().find_map(|tally| tally.certified_by_id(*id)).cloned();
        let Some(tally) = planner.systems.get_mut(owner) else { continue };
        for (kind, item) in found {
            tally.certified.extend(item.public.map(|public| (public, kind)));
            tally.bundles.entry(kind).or_default().push(item);
        }
        tally.issued_by.extend(issued);
        tally.certificates.extend(certified);
        tally.certificates.sort_by_key(|one| one.id);
        for items in tally.bundles.values_mut() {
            unite(items, &planner.limits);
        }
    }
}

/// How far a system is from being the owner of an authority; the least is the nearest.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank<'a> {
    /// It has no key of it.
    is_bare: bool,
    /// With a key, that it is switched off, and when.
    ends: (bool, Reverse<Option<Quarter>>),
    lacks: [bool; 3],
    /// Without a key, the same.
    lasts: (bool, Reverse<Option<Quarter>>),
    holds: &'a [Seen],
}

/// The authorities that each one issued.
fn below(planner: &Planner) -> BTreeMap<AssetId, Vec<Item>> {
    let mut below: BTreeMap<AssetId, Vec<Item>> = BTreeMap::new();
    for tally in planner.systems.values() {
        let items: BTreeMap<AssetId, &Item> =
            authorities(tally).map(|item| (item.id, item)).collect();
        for (_, own, issuer) in tally.issued_by.keys() {
            let item = own.and_then(|own| items.get(&own));
            below.entry(*issuer).or_default().extend(item.copied());
        }
    }
    below
}

fn authorities(tally: &Tally) -> impl Iterator<Item = &Item> {
    let renewals = tally.bundles.iter().filter(|(kind, _)| kind.change == Change::CaRenewal);
    renewals.flat_map(|(_, items)| items)
}

fn hand_over_foreign_authorities(system: &str, tally: &mut Tally, owners: &Owners) {
    let mut copies: BTreeSet<AssetId> = BTreeSet::new();
    let mut moved: BTreeSet<AssetId> = BTreeSet::new();
    for pace in [Pace::Now, Pace::Resistant] {
        let mut foreign = Vec::new();
        for (kind, items) in &mut tally.bundles {
            if kind.change == Change::CaRenewal && kind.pace == pace {
                foreign.extend(items.extract_if(.., |item| {
                    owners.get(&item.id).is_none_or(|owner| owner != system)
                }));
            }
        }
        copies.extend(foreign.iter().map(|item| item.id));
        moved.extend(foreign.iter().filter_map(|item| item.public));
        // A broken anchor of somebody else is removed: nothing of it is left to migrate.
        foreign.retain(|item| !item.replaced || owners.contains_key(&item.id));
        tally.bundles.entry(Kind::ANCHORS.at_pace(pace)).or_default().extend(foreign);
    }
    tally.verified.extend(copies.iter().filter(|id| owners.contains_key(id)));
    tally.issued_by.retain(|(_, own, _), _| own.is_none_or(|own| !copies.contains(&own)));
    for (public, kind) in &mut tally.certified {
        if kind.change == Change::CaRenewal && moved.contains(public) {
            *kind = Kind::ANCHORS.at_pace(kind.pace);
        }
    }
}

/// The key of a certificate changes when the certificate does, in the same package.
fn join_keys_to_certificates(tally: &mut Tally) {
    let certified: BTreeMap<AssetId, Kind> = tally.certified.iter().copied().collect();
    let exactly: BTreeMap<(AssetId, Pace), Kind> =
        tally.certified.iter().map(|(key, kind)| ((*key, kind.pace), *kind)).collect();
    let mut moved: BTreeMap<Kind, Vec<Item>> = BTreeMap::new();
    for (kind, items) in &mut tally.bundles {
        if kind.change != Change::Rekey {
            continue;
        }
        for item in
            items.extract_if(.., |item| item.public.is_some_and(|key| certified.contains_key(&key)))
        {
            let to = item
                .public
                .and_then(|key| exactly.get(&(key, kind.pace)).or_else(|| certified.get(&key)));
            if let Some(&to) = to {
                moved.entry(to.at_pace(kind.pace)).or_default().push(item);
            }
        }
    }
    for (kind, items) in moved {
        tally.bundles.entry(kind).or_default().extend(items);
    }
}

/// Revocation lists and responses are signed by the new key of their authority: they go with its
/// renewal where it is here, or with the old authority where its successor is; else with the certificates it issues, else
/// with the copies of it.
fn join_statements_to_authorities(tally: &mut Tally) {
    let x509 = |change, need| Kind::resistant(change, Use { venue: Venue::X509, need });
    let homes = [
        x509(Change::CaRenewal, Need::Issuing),
        x509(Change::CaRenewal, Need::Root),
        Kind::OLD,
        x509(Change::CertificateReissue, Need::Signature),
    ];
    for pace in [Pace::Now, Pace::Resistant] {
        let Some(items) = tally.bundles.remove(&Kind::STATEMENTS.at_pace(pace)) else { continue };
        let home = homes
            .into_iter()
            .map(|home| home.at_pace(pace))
            .find(|home| tally.bundles.get(home).is_some_and(|items| !items.is_empty()));
        // What is broken today is signed again, even where the authority stays as it is.
        let alone = match pace {
            Pace::Now => Kind::STATEMENTS.at_pace(pace),
            Pace::Resistant | Pace::Final => Kind::ANCHORS,
        };
        tally.bundles.entry(home.unwrap_or(alone)).or_default().extend(items);
    }
}

/// A block without key exchange of its own is subject to what the rest of its file says or leaves to
/// the installed version (`sshd_config(5)`: `KexAlgorithms` is not among the keywords of a `Match` block).
fn leave_blocks_to_their_file(tally: &mut Tally) {
    let mut blocks: BTreeSet<AssetId> = BTreeSet::new();
    for settings in tally.settings.values() {
        let speaks = settings.iter().find(|setting| setting.states_key_exchange);
        let Some(speaks) = speaks.or(settings.first()) else { continue };
        let silent = settings.iter().filter(|setting| !setting.states_key_exchange);
        blocks.extend(silent.map(|setting| setting.id).filter(|id| *id != speaks.id));
    }
    let mut removed = Vec::new();
    for (kind, items) in &mut tally.bundles {
        if kind.change == Change::Configuration && kind.at.need == Need::KeyEstablishment {
            removed.extend(items.extract_if(.., |item| {
                item.exposure == Exposure::Indeterminate && blocks.contains(&item.id)
            }));
        }
    }
    let others = tally.bundles.iter().filter(|(kind, _)| **kind != Kind::DISCOVERY);
    let kept: BTreeSet<AssetId> = others.flat_map(|(_, items)| items).map(|item| item.id).collect();
    let unclear = tally.bundles.entry(Kind::DISCOVERY).or_default();
    unclear.retain(|item| !(kept.contains(&item.id) && blocks.contains(&item.id)));
    let known: BTreeSet<AssetId> = unclear.iter().map(|item| item.id).collect();
    removed.retain(|item| !kept.contains(&item.id) && !known.contains(&item.id));
    unclear.extend(removed);
}
