//! What comes after what, and why.
//!
//! Inside a system: discovery, then a supplier's commitment, then everything else; the library before
//! what needs it; the root before its trust anchors are distributed and before issuing authorities;
//! those, and verifiers, before certificates are issued again and keys replaced; keys before what is encrypted or signed again with
//! them ([`super::data`]); retirement last.
//! Between systems: `depends_on` (not for
//! hashes and shared-key encryption, which concern no peer, nor for key exchange, which is negotiated),
//! authorities, verifiers and certificates ([`super::authorities`], of SSH [`super::certifiers`]); retirement after the peers' roll-outs
//! ([`super::peers`]). What is broken today waits for none of this.
//! What a system does not do any more because it is switched off is waited for until then ([`super::leaving`]).
//! Nothing waits for what is accepted as a risk, and what needs it gets no date ([`super::held`]).
//! Circles of these are cut ([`super::circle`]).

use std::collections::{BTreeMap, BTreeSet};

use super::assign::Owners;
use super::change::{Need, Use, Venue};
use super::draft::Drafts;
use super::kind::{Kind, Pace, is_under_authorities, library_use, verifier_use, word};
use super::tally::Planner;
use super::{
    Change, PlanInput, authorities, certifiers, circle, data, held, leaving, peers, retire,
};
use crate::model::{AssetId, Quarter};

/// Why one package comes after another; in the order in which reasons are preferred.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    /// A rule inside a system.
    Rule(String),
    /// A certificate and its issuer in another system.
    Issuer { text: String, reason: String },
    /// `depends_on` between systems.
    DependsOn { text: String, reason: String },
}

/// Successor and predecessor with the causes of the edge.
pub(super) type Edges = BTreeMap<(usize, usize), BTreeSet<Cause>>;

/// Writes `after` and `after_reasons` into the drafts; returns the circles that had to be cut.
pub(super) fn order(
    drafts: &mut Drafts,
    planner: &Planner,
    owners: &Owners,
    input: &PlanInput<'_>,
) -> Vec<String> {
    let mut edges = edges(drafts, planner, owners, input);
    leaving::wait(drafts, planner, &mut edges);
    held::cut(drafts, planner, &mut edges);
    let told = circle::cut(drafts, &mut edges);
    let ids: Vec<String> = drafts.packages.iter().map(|package| package.id.clone()).collect();
    let mut after: BTreeMap<usize, BTreeMap<&str, String>> = BTreeMap::new();
    for ((successor, predecessor), causes) in &edges {
        if let Some(cause) = causes.first() {
            after
                .entry(*successor)
                .or_default()
                .insert(&ids[*predecessor], cause.reason().to_owned());
        }
    }
    for (successor, list) in after {
        let package = &mut drafts.packages[successor];
        (package.after, package.after_reasons) =
            list.into_iter().map(|(id, reason)| (id.to_owned(), reason)).unzip();
    }
    told
}

/// The order of all that is there, before anything is taken out of it.
pub(super) fn edges(
    drafts: &mut Drafts,
    planner: &Planner,
    owners: &Owners,
    input: &PlanInput<'_>,
) -> Edges {
    let mut edges = Edges::new();
    let above = authorities::above(planner);
    inside_systems(drafts, planner, &above, &mut edges);
    data::after_keys(drafts, planner, &mut edges);
    authorities::between(drafts, planner, (owners, &above), &mut edges);
    drafts.unordered = between_systems(drafts, input, &mut edges);
    peers::by_keys(drafts, planner, &mut edges);
    certifiers::between(drafts, planner, &mut edges);
    before_roll_outs(drafts, &mut edges);
    edges
}

impl Cause {
    pub(super) fn reason(&self) -> &str {
        match self {
            Self::Rule(reason) | Self::Issuer { reason, .. } | Self::DependsOn { reason, .. } => {
                reason
            }
        }
    }
}

fn inside_systems(
    drafts: &Drafts,
    planner: &Planner,
    above: &BTreeMap<AssetId, BTreeSet<AssetId>>,
    edges: &mut Edges,
) {
    for (system, range) in &drafts.systems {
        let tally = planner.systems.get(system);
        let supplier = drafts.suppliers.get(system);
        for later in range.clone() {
            for earlier in range.clone().filter(|earlier| *earlier != later) {
                let (first, then) = (drafts.kinds[earlier], drafts.kinds[later]);
                // Of pilots see below; of what is accepted, `held`.
                let apart = |kind: &Kind| kind.change == Change::Pilot;
                if [first, then].iter().any(apart) {
                    continue;
                }
                let rule = match (first.pace, then.pace) {
                    _ if first.change == Change::VendorCommitment
                        && retire::at_proxy(&drafts.kinds[range.clone()], then) =>
                    {
                        None
                    }
                    (Pace::Resistant, Pace::Resistant) => rule(first, then, supplier),
                    (Pace::Now, Pace::Resistant) => follow_up(first, then),
                    (Pace::Final, _) => None,
                    (_, Pace::Final) => last_rule(first, then),
                    (_, Pace::Now) => {
                        let is_verified = || tally.is_some_and(|tally| tally.is_under_handed(then));
                        urgent_rule(first, then, &drafts.kinds[range.clone()], is_verified)
                    }
                };
                let is_apart = || tally.is_some_and(|tally| tally.is_apart(first, then, above));
                if let Some(rule) = rule.filter(|_| !is_apart()) {
                    edges.entry((later, earlier)).or_default().insert(Cause::Rule(rule));
                }
            }
        }
    }
}

/// What is broken today waits for a broken authority above it, which goes after it, and where its purpose is not known
/// for that to be found out; for nothing else.
fn urgent_rule(
    first: Kind,
    then: Kind,
    all: &[Kind],
    is_verified: impl Fn() -> bool,
) -> Option<String> {
    if first.change == Change::Discovery {
        let unknown = then.at.need == Need::Undetermined && then.change != Change::Configuration;
        return unknown.then(|| "what it is used for must be known before it is replaced".into());
    }
    let renews = all.iter().any(|kind| kind.is_now() && kind.change == Change::CaRenewal);
    let waits = match first.change {
        _ if !first.is_now() => false,
        _ if then.is_old() => true,
        Change::CaRenewal => renews,
        Change::TrustDistribution => renews || is_verified(),
        _ => false,
    };
    waits.then(|| rule(first, then, None)).flatten()
}

/// The final state comes after the hybrid has served for a time, and after what the hybrid made superfluous is gone.
fn last_rule(first: Kind, then: Kind) -> Option<String> {
    let reason = match first.change {
        Change::Configuration | Change::ProtocolUpgrade | Change::ProxyInFront => {
            "the hybrid comes first, and stays until every peer speaks it"
        }
        Change::Retirement => "what is classical alone is retired before the classical half",
        _ => return None,
    };
    (first.at == then.at).then(|| reason.into())
}

/// What is broken is replaced first, by the same hands.
fn follow_up(first: Kind, then: Kind) -> Option<String> {
    let same = match first.change {
        Change::Configuration => then.at.venue == first.at.venue,
        _ => then.at == first.at,
    };
    let retired = then.change == Change::Retirement && first.at == then.at;
    ((first.change == then.change && same) || (retired && retire::rolls_out(first)))
        .then(|| "what is broken today is replaced before what a quantum computer breaks".into())
}

/// Why work of kind `later` waits for work of kind `earlier` in the same system, if it does.
fn rule(
    earlier: Kind,
    later: Kind,
    supplier: Option<&(String, Option<Quarter>)>,
) -> Option<String> {
    let (first, first_use) = (earlier.change, earlier.at);
    let (then, then_use) = (later.change, later.at);
    let reissues = then == Change::CertificateReissue && is_under_authorities(then_use.venue);
    let reason = match (first, then) {
        (Change::Discovery, Change::Discovery)
        | (
            Change::VendorCommitment,
            Change::Discovery
            | Change::VendorCommitment
            | Change::ProxyInFront
            | Change::Decommission,
        ) => return None,
        (Change::Discovery, Change::Rekey | Change::Replacement | Change::CertificateReissue)
            if then_use.need == Need::Undetermined =>
        {
            "what they are for decides what replaces them, so discovery ends a quarter before"
                .into()
        }
        (Change::Discovery, _) => "what is there must be known before it is changed".into(),
        (Change::VendorCommitment, _) => return Some(supplier_reason(supplier?)),
        (Change::LibraryUpgrade, _) if library_use(later) == Some(first_use) => {
            format!(
                "{} needs a version that supports it, and verifiers come before signers",
                word(then)
            )
        }
        (Change::LibraryUpgrade, _) if verifier_use(later) == Some(first_use) => {
            "what verifies under the new anchors must know their algorithm".into()
        }
        (Change::LibraryUpgrade, Change::Retirement)
            if later == Kind::TRUSTED
                && (first_use.venue, first_use.need) == (Venue::Ssh, Need::Signature) =>
        {
            "what verifies with the new key must know its kind".into()
        }
        (Change::CaRenewal, Change::CaRenewal)
            if (first_use.need, then_use.need) == (Need::Root, Need::Issuing) =>
        {
            "the root certifies the issuing authorities".into()
        }
        (Change::CaRenewal, Change::TrustDistribution) if first_use.need == Need::Root => {
            "the new root must exist before its trust anchor is distributed".into()
        }
        (Change::CaRenewal, Change::CertificateReissue) if reissues => {
            "certificates are issued under the renewed authority".into()
        }
        (Change::TrustDistribution, Change::CertificateReissue) if reissues => {
            "trust anchors reach verifiers before certificates that need them are in use".into()
        }
        (Change::Configuration, Change::CertificateReissue | Change::Rekey)
            if accepts(first_use, then_use) =>
        {
            "verifiers accept the new signatures before signers use them".into()
        }
        (
            Change::HardwareReplacement,
            Change::CaRenewal | Change::CertificateReissue | Change::Replacement | Change::Rekey,
        ) => "the new hardware makes the keys, or verifies what they sign".into(),
        (Change::ProxyInFront, Change::CertificateReissue) if reissues => {
            "the proxy holds the certificate from then on".into()
        }
        (Change::ProxyInFront, Change::CertificateReissue | Change::Rekey)
            if (first_use.venue, then_use.venue) == (Venue::Ssh, Venue::Ssh) =>
        {
            "the proxy knows the new keys, and what is behind it never will".into()
        }
        (Change::Retirement, _) => return None,
        (Change::CaRenewal | Change::TrustDistribution, Change::Retirement) if later.is_old() => {
            "what is old stays until its successor is there and trusted".into()
        }
        (Change::CertificateReissue, Change::Retirement)
            if later.is_old() && is_under_authorities(first_use.venue) =>
        {
            "what is old stays until the certificates under it are issued again".into()
        }
        (Change::CertificateReissue | Change::Rekey, Change::Retirement)
            if accepts(then_use, first_use) =>
        {
            "what is classical is accepted until nothing signs with it".into()
        }
        (
            Change::Configuration | Change::ProtocolUpgrade | Change::ProxyInFront,
            Change::Retirement,
        ) if first_use == then_use => {
            "the classical half is retired last, after a full quarter whose logs show who needs it"
                .into()
        }
        _ => return None,
    };
    Some(reason)
}

/// Whether configuring `verifier` lets keys or certificates of `signer` be accepted.
pub(super) fn accepts(verifier: Use, signer: Use) -> bool {
    let same = match verifier.venue {
        Venue::Tls => signer.venue == Venue::X509,
        Venue::Ssh | Venue::Ike => signer.venue == verifier.venue,
        _ => false,
    };
    let signs = signer.need == Need::Signature || signer == Kind::OFFLINE.at;
    same && verifier.need == Need::Signature && signs
}

fn supplier_reason((name, earliest): &(String, Option<Quarter>)) -> String {
    match earliest {
        Some(quarter) => {
            format!(
                "what {name} delivers from {quarter} is agreed in writing before it is relied on"
            )
        }
        None => format!(
            "{name} has named no date: everything else of this system waits for its commitment, and \
             the dates here hold only if it delivers then"
        ),
    }
}

/// Adds the edges of `depends_on`; returns a sentence for each that orders nothing.
fn between_systems(drafts: &Drafts, input: &PlanInput<'_>, edges: &mut Edges) -> Vec<String> {
    let rules: BTreeSet<(usize, usize)> = edges.keys().copied().collect();
    let depends: BTreeMap<&str, &[String]> = (input.context.systems.iter())
        .map(|system| (system.id.as_str(), system.depends_on.as_slice()))
        .collect();
    let planned: BTreeSet<&str> =
        drafts.packages.iter().map(|package| package.system.as_str()).collect();
    let mut unordered = Vec::new();
    for &system in &planned {
        for (named, dependency) in needed(system, &depends, &planned) {
            let text = format!("{system} -> {named}");
            let reason = if named == dependency {
                format!("{system} depends on {dependency}, which migrates first")
            } else {
                format!(
                    "{system} depends on {named} and through it on {dependency}, which migrates first"
                )
            };
            let cause = Cause::DependsOn { text, reason };
            peers::by_dependency(drafts, system, dependency, edges);
            let (later, earlier) =
                (entries(drafts, system, &rules), exits(drafts, dependency, &rules));
            if let Some(only) = negotiates_only(drafts, [(system, &later), (dependency, &earlier)])
            {
                unordered.push(format!(
                    "{system} depends on {named}, which sets no order: what {only} has to change is a key exchange that is \
                     negotiated, and who does not know the new one yet falls back. What is classical is retired at each when \
                     the other has the hybrid of that protocol."
                ));
            }
            for later in later {
                for earlier in &earlier {
                    edges.entry((later, *earlier)).or_default().insert(cause.clone());
                }
            }
        }
    }
    unordered
}

/// The first of two systems that has nothing in the order between them, and a negotiated key exchange to change.
fn negotiates_only<'a>(drafts: &Drafts, ends: [(&'a str, &Vec<usize>); 2]) -> Option<&'a str> {
    let negotiates = |system: &str| {
        let mut own = drafts.systems.get(system).cloned().unwrap_or_default();
        own.any(|at| retire::rolls_out(drafts.kinds[at]))
    };
    let mut empty = ends.into_iter().filter(|(_, own)| own.is_empty());
    empty.find(|(system, _)| negotiates(system)).map(|(system, _)| system)
}

/// A pilot waits for all that its roll-out waits for, and the roll-out for it.
fn before_roll_outs(drafts: &Drafts, edges: &mut Edges) {
    for (&pilot, &roll_out) in &drafts.pilots {
        let waits = edges.range((roll_out, 0)..=(roll_out, usize::MAX));
        let waits: Vec<_> = waits.map(|(edge, causes)| (edge.1, causes.clone())).collect();
        edges.extend(waits.into_iter().map(|(earlier, causes)| ((pilot, earlier), causes)));
        let reason =
            "it is tried on a small share, and the way back rehearsed, before it is rolled out";
        edges.entry((roll_out, pilot)).or_default().insert(Cause::Rule(reason.into()));
    }
}

/// What `system` waits for: each dependency it names, with the system that has work to do for it: itself,
/// or, where it has none, whatever it depends on in turn.
fn needed<'a>(
    system: &str,
    depends: &BTreeMap<&'a str, &'a [String]>,
    planned: &BTreeSet<&str>,
) -> BTreeSet<(&'a str, &'a str)> {
    let mut found = BTreeSet::new();
    for named in depends.get(system).copied().unwrap_or_default() {
        let mut seen = BTreeSet::new();
        let mut open = vec![named.as_str()];
        while let Some(next) = open.pop() {
            if next == system || !seen.insert(next) {
                continue;
            }
            if planned.contains(next) {
                found.insert((named.as_str(), next));
            } else {
                open.extend(
                    depends.get(next).copied().unwrap_or_default().iter().map(String::as_str),
                );
            }
        }
    }
    found
}

/// The changes of `system` that wait for no other change of it; new anchors and what accepts new signatures wait for nobody
/// who is depended on, for verifiers come before signers.
fn entries(drafts: &Drafts, system: &str, rules: &BTreeSet<(usize, usize)>) -> Vec<usize> {
    let mut own = changes_of(drafts, system);
    own.retain(|at| {
        let kind = drafts.kinds[*at];
        let accepts = kind.change == Change::Configuration && kind.at.need == Need::Signature;
        kind.change != Change::TrustDistribution && !accepts
    });
    let waits = |later: &usize| own.iter().any(|earlier| rules.contains(&(*later, *earlier)));
    own.iter().copied().filter(|later| !waits(later)).collect()
}

/// The changes of `system` that no other change of it waits for, but for keys of unknown purpose: that
/// others depend on these is not known either.
fn exits(drafts: &Drafts, system: &str, rules: &BTreeSet<(usize, usize)>) -> Vec<usize> {
    let own = changes_of(drafts, system);
    let awaited = |earlier: &usize| own.iter().any(|later| rules.contains(&(*later, *earlier)));
    let known = |earlier: &usize| {
        let kind = drafts.kinds[*earlier];
        kind.at.need != Need::Undetermined || kind == Kind::whole(Change::HardwareReplacement)
    };
    own.iter().copied().filter(known).filter(|earlier| !awaited(earlier)).collect()
}

/// Work of `system` that depends on others or on which others depend: enabling work does not, nor does
/// retirement, which waits for clients instead.
fn changes_of(drafts: &Drafts, system: &str) -> Vec<usize> {
    let enabling = |change: Change| {
        matches!(
            change,
            Change::Discovery
                | Change::VendorCommitment
                | Change::LibraryUpgrade
                | Change::Retirement
                | Change::Decommission
                | Change::AcceptWithExpiry
                | Change::Pilot
        )
    };
    // No peer has to migrate first for hashes and shared-key encryption, for what is broken today, and
    // for a key exchange that is negotiated: who does not know it yet falls back.
    let alone = |kind: Kind| {
        kind.is_now()
            || kind.at.need == Need::Symmetric
            || (matches!(
                kind.change,
                Change::Configuration | Change::ProtocolUpgrade | Change::ProxyInFront
            ) && kind.at.need == Need::KeyEstablishment)
    };
    let own = drafts.systems.get(system).cloned().unwrap_or_default();
    own.filter(|&at| !enabling(drafts.packages[at].change) && !alone(drafts.kinds[at])).collect()
}

impl Cause {
    /// Whether it is `depends_on`, and the text, of a cause that may give way.
    pub(super) fn removable(&self) -> Option<(bool, &str)> {
        match self {
            Self::Rule(_) => None,
            Self::Issuer { text, .. } => Some((false, text)),
            Self::DependsOn { text, .. } => Some((true, text)),
        }
    }
}
