//! Certificates wait for the authority that issues them, and for all that verify with it or with one above it to have its
//! successor; new anchors for the authority, whosever it is. Certificates of clients wait for the servers that verify them to
//! accept the new signatures too. A certificate that is pinned waits for those who pinned it. What is
//! old is retired after all that it signed, and all that was verified with it; where it is signed with it goes last.

use std::collections::{BTreeMap, BTreeSet};

use super::Change;
use super::assign::Owners;
use super::change::{Need, Use, Venue};
use super::draft::Drafts;
use super::kind::{Kind, Pace};
use super::precedence::{Cause, Edges};
use super::tally::{Planner, Tally};
use crate::model::AssetId;

/// Adds the edges between systems.
pub(super) fn between(
    drafts: &Drafts,
    planner: &Planner,
    (owners, above): (&Owners, &BTreeMap<AssetId, BTreeSet<AssetId>>),
    edges: &mut Edges,
) {
    let renewal = renewals(drafts, planner);
    let mut wait = |later: usize, earlier: usize, reason: String| {
        let (later_system, earlier_system) =
            (&drafts.packages[later].system, &drafts.packages[earlier].system);
        if later_system != earlier_system {
            // Nothing but another one waits for a retirement, so that it closes no circle with anything else.
            let cause = match (drafts.kinds[later], drafts.kinds[earlier]) {
                (later_kind, earlier_kind) if later_kind.is_old() && earlier_kind.is_old() => {
                    let [later, earlier] = [later, earlier].map(|at| &drafts.packages[at].id);
                    Cause::Issuer { text: format!("{later} -> {earlier}"), reason }
                }
                (Kind { change: Change::Retirement, .. }, _) => Cause::Rule(reason),
                _ => Cause::Issuer { text: format!("{later_system} -> {earlier_system}"), reason },
            };
            edges.entry((later, earlier)).or_default().insert(cause);
        }
    };
    let trusting = trusting(drafts, planner, owners);
    let retiring = retiring(drafts, planner);
    let accepting = verifying(drafts, planner, Change::Configuration);
    let refusing = verifying(drafts, planner, Change::Retirement);
    for (system, tally) in &planner.systems {
        let package = |kind: Kind| drafts.index.get(&(system.clone(), kind)).copied();
        for (kind, authority, issuer) in tally.issued_by.keys() {
            let is_settled = authority.is_some_and(|own| tally.beside.contains_key(&own));
            let Some(last) = last_use(*kind, package).filter(|_| !is_settled) else { continue };
            let authorities = ancestors(*issuer, above);
            let old = authorities.iter().filter_map(|one| retiring.get(&(*one, kind.pace)));
            for old in old.flatten() {
                let reason = format!("{system} uses certificates under what is retired here");
                wait(*old, last, reason);
            }
            if let Some(own) = package(Kind::ANCHORS.at_pace(kind.pace)) {
                let handed = tally.handed_out(kind.pace);
                let is_handed = |id: &&AssetId| handed.is_empty() || handed.contains(*id);
                for authority in authorities.iter().filter(is_handed) {
                    let signer = renewal.get(&(*authority, kind.pace));
                    if let Some((owner, &signer)) = owners.get(authority).zip(signer) {
                        let reason = format!("{owner} renews an authority that is needed here");
                        wait(own, signer, reason);
                    }
                }
            }
            let Some(signed) = package(*kind) else { continue };
            if let Some(&signer) = renewal.get(&(*issuer, kind.pace)) {
                let owner = &drafts.packages[signer].system;
                wait(
                    signed,
                    signer,
                    format!("its certificates are issued by an authority of {owner}"),
                );
            }
            if kind.change != Change::CertificateReissue {
                continue;
            }
            for authority in authorities {
                let Some(owner) = owners.get(&authority) else { continue };
                let distribution = (owner.clone(), Kind::ANCHORS.at_pace(kind.pace));
                let others = trusting.get(&(authority, kind.pace)).into_iter().flatten();
                for &distribution in drafts.index.get(&distribution).into_iter().chain(others) {
                    wait(
                        signed,
                        distribution,
                        format!("verifiers trust the new authority of {owner} first"),
                    );
                }
                let is_of_clients = tally.clients.contains(issuer)
                    && kind.at.venue == Venue::X509
                    && kind.pace == Pace::Resistant;
                let servers = accepting.get(&authority).filter(|_| is_of_clients);
                for &server in servers.into_iter().flatten() {
                    let name = &drafts.packages[server].system;
                    let reason = format!(
                        "{name} verifies clients by {owner}, and accepts the new signatures first"
                    );
                    wait(signed, server, reason);
                }
                for &server in
                    refusing.get(&authority).filter(|_| is_of_clients).into_iter().flatten()
                {
                    let reason = format!(
                        "{system} shows certificates by {owner}, which are accepted until they are issued again"
                    );
                    wait(server, signed, reason);
                }
            }
        }
    }
    for (&(authority, pace), distributions) in &trusting {
        for &distribution in distributions {
            let Some(owner) = owners.get(&authority) else { continue };
            if let Some(&signer) = renewal.get(&(authority, pace)) {
                let reason = format!("{owner} renews an authority that is trusted here");
                wait(distribution, signer, reason);
            }
            for &old in retiring.get(&(authority, pace)).into_iter().flatten() {
                let verifier = &drafts.packages[distribution].system;
                wait(old, distribution, format!("{verifier} has to trust its successor first"));
            }
        }
    }
    for ((authority, _), all) in &retiring {
        let of = |at: &usize| &drafts.packages[*at].system;
        let owner = owners.get(authority);
        let (own, others): (Vec<usize>, Vec<usize>) =
            all.iter().partition(|at| owner == Some(of(at)));
        for (own, other) in
            own.iter().flat_map(|own| others.iter().map(move |other| (*own, *other)))
        {
            wait(own, other, format!("{} takes it out of what it trusts first", of(&other)));
        }
    }
    for (verifier, pinned, presenting) in pinned(drafts, planner) {
        let server = drafts.packages[presenting].system.clone();
        if let Some(distribution) = drafts.index.get(&(verifier.clone(), Kind::PINS)) {
            let reason = format!("{verifier} verifies {server} with what is replaced here");
            wait(presenting, *distribution, reason);
        }
        let own = |old: &&usize| drafts.packages[**old].system == verifier;
        for &old in retiring.get(&(pinned, Pace::Resistant)).into_iter().flatten().filter(own) {
            wait(old, presenting, format!("{server} presents it until then"));
        }
    }
}

impl Tally {
    /// Whether authorities that are renewed or handed out here have nothing to do with what is issued again here.
    pub(super) fn is_apart(
        &self,
        first: Kind,
        then: Kind,
        above: &BTreeMap<AssetId, BTreeSet<AssetId>>,
    ) -> bool {
        let is_anchors = first == Kind::ANCHORS.at_pace(first.pace);
        if then.change != Change::CertificateReissue
            || !(is_anchors || first.change == Change::CaRenewal)
            || self.unissued.contains(&then)
        {
            return false;
        }
        let of = match first.change {
            Change::CaRenewal => self.renewed(first),
            _ => self.verified_by(first, above),
        };
        let issuers = self.issued_by.keys().filter(|(kind, ..)| *kind == then);
        let mut over = issuers.flat_map(|(.., issuer)| ancestors(*issuer, above)).peekable();
        over.peek().is_some() && !over.any(|id| of.contains(&id))
    }
}

/// The package with which the use of what `kind` would replace ends: what is accepted, or stays until its system is switched
/// off, is in use until then.
pub(super) fn last_use(kind: Kind, package: impl Fn(Kind) -> Option<usize>) -> Option<usize> {
    let accepted = Kind { change: Change::AcceptWithExpiry, ..kind };
    [kind, accepted, Kind::whole(Change::Decommission)].into_iter().find_map(package)
}

/// Certificates that servers present, with each system that verifies with one and each package that issues it again.
fn pinned(drafts: &Drafts, planner: &Planner) -> Vec<(String, AssetId, usize)> {
    let mut reissues: BTreeMap<AssetId, Vec<usize>> = BTreeMap::new();
    for ((system, kind), &at) in &drafts.index {
        if kind.change != Change::CertificateReissue || kind.pace != Pace::Resistant {
            continue;
        }
        let items = planner.systems.get(system).and_then(|tally| tally.bundles.get(kind));
        for item in items.into_iter().flatten() {
            reissues.entry(item.id).or_default().push(at);
        }
    }
    let mut pinned = Vec::new();
    for (system, tally) in &planner.systems {
        let old = tally.bundles.get(&Kind::OLD).into_iter().flatten().map(|item| item.id);
        let known: BTreeSet<AssetId> = tally.verified.iter().copied().chain(old).collect();
        for id in known {
            let presenting = reissues.get(&id).into_iter().flatten();
            pinned.extend(presenting.map(|at| (system.clone(), id, *at)));
        }
    }
    pinned
}

/// The packages that retire a certificate.
fn retiring(drafts: &Drafts, planner: &Planner) -> BTreeMap<(AssetId, Pace), BTreeSet<usize>> {
    let mut retiring: BTreeMap<(AssetId, Pace), BTreeSet<usize>> = BTreeMap::new();
    for ((system, kind), &at) in drafts.index.iter().filter(|((_, kind), _)| kind.is_old()) {
        let items = planner.systems.get(system).and_then(|tally| tally.bundles.get(kind));
        for item in items.into_iter().flatten() {
            retiring.entry((item.id, kind.pace)).or_default().insert(at);
        }
    }
    retiring
}

/// The packages that hand out what replaces an authority of the estate, in whichever systems it is trusted.
fn trusting(
    drafts: &Drafts,
    planner: &Planner,
    owners: &Owners,
) -> BTreeMap<(AssetId, Pace), BTreeSet<usize>> {
    let mut trusting: BTreeMap<(AssetId, Pace), BTreeSet<usize>> = BTreeMap::new();
    for (system, tally) in &planner.systems {
        for pace in [Pace::Now, Pace::Resistant] {
            let anchors = Kind::ANCHORS.at_pace(pace);
            let Some(&distribution) = drafts.index.get(&(system.clone(), anchors)) else {
                continue;
            };
            let items = tally.bundles.get(&anchors).into_iter().flatten();
            for item in items.filter(|item| owners.contains_key(&item.id)) {
                trusting.entry((item.id, pace)).or_default().insert(distribution);
            }
        }
    }
    trusting
}

/// The packages that change which signatures a system accepts, by the authorities that it holds the certificates of.
fn verifying(
    drafts: &Drafts,
    planner: &Planner,
    change: Change,
) -> BTreeMap<AssetId, BTreeSet<usize>> {
    let accepts = Kind::resistant(change, Use { venue: Venue::Tls, need: Need::Signature });
    let mut accepting: BTreeMap<AssetId, BTreeSet<usize>> = BTreeMap::new();
    for ((system, _), &at) in drafts.index.iter().filter(|((_, kind), _)| *kind == accepts) {
        let bundles = planner.systems.get(system).into_iter().flat_map(|tally| &tally.bundles);
        let held = bundles.filter(|(kind, _)| {
            kind.change == Change::CaRenewal || [Kind::ANCHORS, Kind::OLD].contains(*kind)
        });
        for item in held.flat_map(|(_, items)| items) {
            accepting.entry(item.id).or_default().insert(at);
        }
    }
    accepting
}

/// Who issued the certificates of authorities.
pub(super) fn above(planner: &Planner) -> BTreeMap<AssetId, BTreeSet<AssetId>> {
    let mut above: BTreeMap<AssetId, BTreeSet<AssetId>> = BTreeMap::new();
    for (kind, signed, issuer) in planner.systems.values().flat_map(|tally| tally.issued_by.keys())
    {
        if let Some(signed) = signed.filter(|_| kind.change == Change::CaRenewal) {
            above.entry(signed).or_default().insert(*issuer);
        }
    }
    above
}

/// An authority, and those above it.
pub(super) fn ancestors(
    authority: AssetId,
    above: &BTreeMap<AssetId, BTreeSet<AssetId>>,
) -> BTreeSet<AssetId> {
    let mut all = BTreeSet::new();
    let mut open = vec![authority];
    while let Some(at) = open.pop() {
        if all.insert(at) {
            open.extend(above.get(&at).into_iter().flatten());
        }
    }
    all
}

/// The package that renews each of the estate's authorities.
fn renewals(drafts: &Drafts, planner: &Planner) -> BTreeMap<(AssetId, Pace), usize> {
    let renewals = drafts.index.iter().filter(|((_, kind), _)| kind.change == Change::CaRenewal);
    renewals
        .flat_map(|((system, kind), &at)| {
            let items = planner.systems.get(system).and_then(|tally| tally.bundles.get(kind));
            items.into_iter().flatten().map(move |item| ((item.id, kind.pace), at))
        })
        .collect()
}
