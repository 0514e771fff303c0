//! Moves what was found from the usual kind of change to the one that fits, with the reason.
//!
//! | kind | takes the place of | where |
//! |---|---|---|
//! | decommission | every kind but discovery, authorities and what is broken today | the system is switched off before the deadline, and nothing recorded until then has to outlast the assumed year |
//! | proxy in front | configuration of key exchange | the estate file says that the software cannot be changed, and no proxy is in front of it yet |
//! | retirement | configuration of key exchange | the same, and a proxy is in front of it ([`super::fronts`]) |
//! | protocol upgrade | configuration of key exchange | TLS without version 1.3 |
//! | provider injection | replacement of signatures in code | every call asks a provider by a name that a configuration sets, and a provider is known to have the target |
//! | hardware replacement | new keys | the estate file says that no release upgrades the hardware; or a TPM holds the key and no supplier has named a release |
//!
//! Where one was looked at and fell, the package says why.

use std::collections::BTreeSet;

use super::assign::unite;
use super::change::{Need, Use, Venue};
use super::choice::years_of;
use super::deadline::Calendar;
use super::draft::Maker;
use super::fragility::Architecture;
use super::kind::{Kind, Pace};
use super::tally::{Item, Planner};
use super::{Change, Choice, PlanInput, readiness};
use crate::model::{AssetId, Quarter};
use crate::registry::{Library, Since, Support, library};
use crate::risk::Threat;

/// Items of one kind that become another one.
struct Move {
    from: Kind,
    items: BTreeSet<AssetId>,
    to: Kind,
    why: String,
}

/// What a system's items become, and what of that fell.
#[derive(Default)]
struct Decision {
    moves: Vec<Move>,
    /// Configurations with a proxy in front of them, and that.
    fronted: Vec<(AssetId, AssetId)>,
    /// Those of them that nothing is left to do for.
    served: BTreeSet<(Kind, AssetId)>,
    fallen: Vec<(Kind, Change, String)>,
}

/// Moves the items of every system.
pub(super) fn route(planner: &mut Planner, input: &PlanInput<'_>) {
    let Planner { systems, limits, .. } = planner;
    let calendar = Calendar::of(input, limits);
    for (system, tally) in systems {
        let decision = decide(&Maker::new(system, tally, input, &calendar));
        for (kind, items) in &mut tally.bundles {
            items.retain(|item| !decision.served.contains(&(*kind, item.id)));
        }
        tally.served.extend(decision.served.iter().map(|(_, id)| *id));
        tally.beside.extend(decision.fronted);
        // Why the usual kind fell is a matter of what moved, not of what stays.
        let (left, stays): (Vec<_>, Vec<_>) =
            decision.fallen.into_iter().partition(|(kind, change, _)| kind.change == *change);
        for (kind, change, why) in stays {
            tally.choices.entry(kind).or_default().rejected.push((change, why));
        }
        for Move { from, items, to, why } in decision.moves {
            let Some(all) = tally.bundles.get_mut(&from) else { continue };
            let moved: Vec<Item> = all.extract_if(.., |item| items.contains(&item.id)).collect();
            if from.at.need != Need::Undetermined && to.at.need == Need::Undetermined {
                tally.told.extend(moved.iter().map(|item| item.id));
            }
            let stays = tally.choices.get(&from).cloned().unwrap_or_default().rejected;
            let left = left.iter().filter(|(kind, ..)| *kind == from);
            let left = left.map(|(_, change, why)| (*change, why.clone()));
            let choice: &mut Choice = tally.choices.entry(to).or_default();
            // Of several reasons the first: it names the earliest deadline.
            if choice.why.is_empty() || why < choice.why {
                choice.why = why;
            }
            choice.rejected.extend(stays.into_iter().chain(left));
            choice.rejected.retain(|(change, _)| *change != to.change);
            choice.rejected.sort();
            choice.rejected.dedup();
            let into = tally.bundles.entry(to).or_default();
            into.extend(moved);
            unite(into, limits);
        }
        tally.bundles.retain(|_, items| !items.is_empty());
    }
}

fn decide(maker: &Maker<'_>) -> Decision {
    let mut decision = Decision::default();
    for (&kind, items) in &maker.tally.bundles {
        if decommission(maker, kind, items, &mut decision) {
            continue;
        }
        match kind.change {
            Change::Configuration if kind.at.need == Need::KeyEstablishment => {
                negotiated(maker, kind, items, &mut decision);
            }
            // What is accepted ends at the proxy as well; ciphers and hashes need no release.
            Change::Configuration
                if maker.is_unchangeable()
                    && kind.pace == Pace::Resistant
                    && kind.at.need != Need::Symmetric =>
            {
                fronted(maker, kind, items, &mut decision);
            }
            Change::Replacement if kind.at.venue == Venue::Code => {
                provided(maker, kind, items, &mut decision);
            }
            Change::Rekey => held(maker, kind, items, &mut decision),
            _ => {}
        }
    }
    decision.buy_once();
    decision
}

impl Decision {
    fn take(&mut self, from: Kind, items: &[Item], to: Kind, why: String) {
        let items: BTreeSet<AssetId> = items.iter().map(|item| item.id).collect();
        if !items.is_empty() {
            self.moves.push(Move { from, items, to, why });
        }
    }

    /// Keys of every use move into the same hardware: it is ordered, accepted and paid once.
    fn buy_once(&mut self) {
        let buys = |one: &&mut Move| one.to.change == Change::HardwareReplacement;
        let uses: BTreeSet<Kind> = self.moves.iter_mut().filter(buys).map(|one| one.to).collect();
        if uses.len() > 1 {
            for one in self.moves.iter_mut().filter(buys) {
                one.to = Kind::whole(Change::HardwareReplacement);
            }
        }
    }

    fn leave(&mut self, kind: Kind, change: Change, why: impl Into<String>) {
        self.fallen.push((kind, change, why.into()));
    }
}

/// Whether the system ends in time for all of this.
fn decommission(maker: &Maker<'_>, kind: Kind, items: &[Item], decision: &mut Decision) -> bool {
    let Some(end) = maker.changeability.and_then(|stated| stated.decommission) else {
        return false;
    };
    // Other systems trust its authorities; what is broken today does not wait.
    let certifies =
        |item: &Item| item.public.is_some_and(|key| maker.tally.ssh.certifies.contains_key(&key));
    let is_authority = kind.change == Change::CaRenewal
        || kind == Kind::OFFLINE
        || kind == Kind::SSH_KEYS && items.iter().any(certifies);
    if is_authority || kind.change == Change::Discovery || kind.pace != Pace::Resistant {
        return false;
    }
    let needed = maker.tally.ending.need(kind, items).map(str::to_owned);
    match needed.map_or_else(|| ends_in_time(maker, items, end), Err) {
        Ok(why) => decision.take(kind, items, Kind::whole(Change::Decommission), why),
        Err(why) => {
            decision.leave(kind, Change::Decommission, why);
            return false;
        }
    }
    true
}

fn ends_in_time(maker: &Maker<'_>, items: &[Item], end: Quarter) -> Result<String, String> {
    let calendar = maker.calendar;
    if end.last_day() < calendar.today {
        return Err(format!(
            "the estate file has it switched off at the end of {end}, and it is still found"
        ));
    }
    let deadline = calendar.no_later(calendar.earliest(items), items);
    if let Some(late) = deadline.as_ref().filter(|deadline| deadline.date < end.last_day()) {
        return Err(format!(
            "it is switched off at the end of {end}, after {} ({}, {}); until then its owner could accept the risk by \
             [[accept]]",
            late.date, late.policy, late.clause
        ));
    }
    let harvested = items.iter().filter(|item| item.threat == Threat::HarvestNowDecryptLater);
    let years = harvested.map(|item| item.shelf_life).max();
    let crqc = calendar.crqc_year;
    if let Some(years) = years
        && i32::from(end.year()) + i32::from(years) >= i32::from(crqc)
    {
        return Err(format!(
            "what is recorded until it is switched off at the end of {end} must stay secret {}, and the \
             quantum computer is assumed from {crqc} on",
            years_of(years)
        ));
    }
    let before = deadline.map_or(String::new(), |deadline| {
        format!(", before {} ({}, {})", deadline.date, deadline.policy, deadline.clause)
    });
    Ok(format!("the estate file has it switched off at the end of {end}{before}"))
}

/// A key exchange that cannot be configured where it is.
fn negotiated(maker: &Maker<'_>, kind: Kind, items: &[Item], decision: &mut Decision) {
    if maker.is_unchangeable() {
        return fronted(maker, kind, items, decision);
    }
    decision.leave(
        kind,
        Change::ProxyInFront,
        "nothing in the estate file says that its software cannot be changed ([system.unchangeable])",
    );
    if kind.pace != Pace::Resistant || kind.at.venue != Venue::Tls {
        return;
    }
    let old: Vec<Item> = (items.iter().copied())
        .filter(|item| maker.tally.signs.get(&item.id).is_some_and(|signs| signs.old_protocol))
        .collect();
    let to = Kind { change: Change::ProtocolUpgrade, ..kind };
    decision.take(
        kind,
        &old,
        to,
        "TLS 1.3 is not among the versions that are offered, and hybrid groups exist in TLS 1.3 only (RFC 10024)".into(),
    );
}

/// What software that cannot be changed would have to be told. One proxy does it for key exchange and signatures.
fn fronted(maker: &Maker<'_>, kind: Kind, items: &[Item], decision: &mut Decision) {
    let stated = maker.changeability.and_then(|stated| stated.unchangeable.as_ref());
    let Some(stated) = stated else { return };
    let why = format!(
        "the estate file says that its software cannot be changed: it is {} ({})",
        stated.kind.words(),
        stated.reason
    );
    let fell = "no release that knows the target can be installed";
    decision.leave(kind, Change::Configuration, fell);
    decision.leave(kind, Change::LibraryUpgrade, "its software cannot be changed");
    let at = Use { need: Need::KeyEstablishment, ..kind.at };
    let (behind, bare): (Vec<Item>, Vec<Item>) =
        items.iter().copied().partition(|item| maker.tally.front_of(item.id).is_some());
    decision.take(kind, &bare, Kind::resistant(Change::ProxyInFront, at), why);
    let retirement = Kind::resistant(Change::Retirement, at);
    let retired = maker.tally.bundles.get(&retirement).map_or(&[][..], Vec::as_slice);
    for item in behind {
        let Some(front) = maker.tally.front_of(item.id) else { continue };
        decision.fronted.push((item.id, front));
        if retired.iter().any(|other| other.id == front) {
            let why = "a proxy that offers a hybrid forwards to it; it goes with what the proxy offers beside that";
            decision.take(kind, &[item], retirement, why.into());
        } else {
            decision.served.insert((kind, item.id));
        }
    }
}

/// Signatures in code whose algorithm is a name that a configuration gives to a provider.
fn provided(maker: &Maker<'_>, kind: Kind, items: &[Item], decision: &mut Decision) {
    if kind.pace != Pace::Resistant {
        return;
    }
    let (mut fit, mut by_architecture) = (Vec::new(), BTreeSet::new());
    let (mut calls, mut provided, mut configured) = (0_u64, 0_u64, 0_u64);
    for item in items {
        let Some(signs) = maker.tally.signs.get(&item.id) else { continue };
        let Some(architecture) = signs.architecture else { continue };
        calls += u64::from(signs.calls);
        provided += u64::from(signs.provided);
        configured += u64::from(signs.configured);
        if signs.calls == signs.configured && signs.calls == signs.provided {
            fit.push(*item);
            by_architecture.insert(architecture);
        }
    }
    if provided == 0 {
        return;
    }
    if kind.at.need != Need::Signature {
        let why = "a KEM has another interface than key agreement and key transport, so the calls themselves change";
        return decision.leave(kind, Change::ProviderInjection, why);
    }
    if fit.len() < items.len() {
        decision.leave(
            kind,
            Change::ProviderInjection,
            format!(
                "of {calls} calls {provided} ask a provider by name, and of {configured} a configuration gives the \
                 name: what is written in code changes in code"
            ),
        );
    }
    let Some(architecture) = by_architecture.pop_first().filter(|_| by_architecture.is_empty())
    else {
        return;
    };
    match provider(maker, kind, architecture) {
        Ok(provider) => {
            decision.leave(kind, Change::Replacement, "no line of code names the algorithm");
            let why = format!(
                "every call asks {} by a name that a configuration gives; {provider}",
                architecture.words()
            );
            decision.take(kind, &fit, Kind { change: Change::ProviderInjection, ..kind }, why);
        }
        Err(why) => decision.leave(kind, Change::ProviderInjection, why),
    }
}

/// The provider that has the target, with its version, and who says so.
fn provider(maker: &Maker<'_>, kind: Kind, architecture: Architecture) -> Result<String, String> {
    let target = maker.target(kind).ok_or("no target is chosen")?;
    let scheme = maker.input.schemes.iter().find(|scheme| scheme.id == target.scheme);
    let feature = scheme
        .and_then(|scheme| readiness::feature(Venue::Code, scheme))
        .ok_or_else(|| format!("of no provider is it known that it has {}", target.name))?;
    let capability =
        |library: &'static Library| library.capabilities.iter().find(|one| one.feature == feature);
    let name = feature.word();
    let stated = maker.changeability.and_then(|stated| stated.provider.as_ref());
    if let Some(stated) = stated {
        let known = library(&stated.library)
            .filter(|known| architecture.providers().contains(&known.id))
            .ok_or_else(|| {
                format!("{} is no provider for {}", stated.library, architecture.words())
            })?;
        let ready = known.readiness(Some(&stated.version));
        let ready = ready.iter().find(|ready| ready.capability.feature == feature);
        let (title, version) = (known.title, &stated.version);
        return match ready.map(|ready| (ready.support, ready.capability)) {
            Some((Support::Present, capability)) => Ok(format!(
                "{title} {version}, which the estate file names, has {name} ({})",
                capability.source
            )),
            Some((Support::NotYet, capability)) => Err(format!(
                "{title} {version}, which the estate file names, has no {name}: {}",
                since(capability.since)
            )),
            _ => Err(format!("it is not known whether {title} {version} has {name}")),
        };
    }
    let known = architecture.providers().iter().filter_map(|id| library(id));
    known
        .filter_map(|library| Some((library, capability(library)?)))
        .map(|(library, capability)| {
            format!(
                "{} has {name}, {} ({}, {})",
                library.title,
                since(capability.since),
                capability.source,
                capability.grounds.word()
            )
        })
        .next()
        .ok_or_else(|| {
            format!("of no provider for {} is it known that it has {name}", architecture.words())
        })
}

fn since(since: Since) -> String {
    match since {
        Since::From(version) => format!("from version {version} on"),
        Since::AtLatest(version) => format!("at the latest in version {version}"),
        Since::Unstated => "in a version that is not stated".into(),
    }
}

/// Keys that hardware holds.
fn held(maker: &Maker<'_>, kind: Kind, items: &[Item], decision: &mut Decision) {
    // Keys of SSH lie in files.
    let elsewhere = kind.at.need == Need::Symmetric || kind.at.venue == Venue::Ssh;
    if kind.pace != Pace::Resistant || elsewhere {
        return;
    }
    let to = Kind { change: Change::HardwareReplacement, ..kind };
    if let Some(stated) = maker.changeability.and_then(|stated| stated.hardware.as_ref()) {
        let why = format!(
            "the estate file says that {} holds or verifies its keys, which no release of the vendor upgrades",
            stated.kind.words()
        );
        decision.leave(kind, Change::Rekey, "the hardware makes no keys of the target");
        return decision.take(kind, items, to, why);
    }
    let held: Vec<Item> = (items.iter().copied())
        .filter(|item| maker.tally.signs.get(&item.id).is_some_and(|signs| signs.in_tpm))
        .collect();
    if held.is_empty() {
        return;
    }
    match maker.supplier.and_then(|supplier| Some((&supplier.name, supplier.earliest?))) {
        Some((name, quarter)) => decision.leave(
            kind,
            Change::HardwareReplacement,
            format!("{name} has named a release, {quarter}, that the estate file relies on"),
        ),
        None => {
            decision.leave(kind, Change::Rekey, "no release that would upgrade the chip is known");
            decision.take(
                kind,
                &held,
                to,
                "a TPM 2.0 holds the key; ML-DSA and ML-KEM come with version 1.85 of its library specification (draft \
                 of July 2025), which is a matter of new chips unless a supplier names a release"
                    .into(),
            );
        }
    }
}
