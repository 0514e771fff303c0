//! What an acceptance holds back: work that needs what is never made while it lasts, and what is old that stays in use.
//!
//! | accepted | held back |
//! |---|---|
//! | the renewal of an authority | handing out its successor; all that is issued below it, which the old one would sign: it would stay as exposed as before |
//! | new anchors in a system | certificates whose new chain ends there: they would be refused |
//! | a pinned certificate's successor | the certificate at its server |
//! | signatures that a server accepts, a proxy in front | keys and certificates that need it |
//! | a roll-out, keys and certificates | the retirement of what is classical at its peers ([`cut`]) |
//! | finding out what keys are for | what replaces them |
//! | keys and certificates | what is encrypted or signed again with them |
//! | whatever holds a roll-out back | its pilot |
//!
//! Authorities above what is left as it is are not retired. What is held back gets no date, and is late.

use std::collections::{BTreeMap, BTreeSet};

use super::acceptance::{self, accepted};
use super::authorities::{above, ancestors};
use super::change::{Need, Venue};
use super::draft::Drafts;
use super::kind::{Kind, Pace};
use super::partly::{self, Part, Why, Work};
use super::precedence::{Cause, Edges, accepts};
use super::runbook::NOTE;
use super::tally::Planner;
use super::{BoundBy, Change, Package, PlanInput, data, pilot, reason, retire, undated};
use crate::model::AssetId;

/// What is held back, by the id of the accepted package that does.
#[derive(Clone, Default)]
pub(super) struct Held {
    pub(super) work: BTreeMap<(String, Kind), String>,
    /// Work of which a part is.
    pub(super) parts: BTreeMap<(String, Kind), Vec<Part>>,
    in_use: BTreeMap<AssetId, String>,
    /// What is broken today and stays trusted, for what is below it is not issued again.
    pub(super) trusted: BTreeSet<AssetId>,
    /// Renewals that are accepted as a risk until their system is switched off.
    never: BTreeSet<(String, Kind)>,
}

impl Held {
    /// Whether work of this kind needs what is accepted.
    pub(super) fn holds(&self, system: &str, kind: Kind) -> bool {
        !self.work.is_empty() && self.work.contains_key(&(system.to_owned(), kind))
    }

    /// Whether something that is left as it is still needs the asset.
    pub(super) fn is_in_use(&self, id: AssetId) -> bool {
        self.in_use.contains_key(&id)
    }

    /// Whether a renewal is not done before its system is switched off, for the risk is accepted until then.
    pub(super) fn is_never_done(&self, system: &str, kind: Kind) -> bool {
        !self.never.is_empty() && self.never.contains(&(system.to_owned(), kind))
    }

    /// Whether it is broken today and stays trusted.
    pub(super) fn is_trusted(&self, id: AssetId) -> bool {
        self.trusted.contains(&id)
    }
}

/// Looks what the acceptances hold back; takes what stays in use out of what is retired.
pub(super) fn find(planner: &mut Planner, input: &PlanInput<'_>) {
    if input.context.acceptances.is_empty() {
        return;
    }
    let estate = Estate::of(planner, input);
    let mut held = Held { never: acceptance::outlasting(planner, input), ..Held::default() };
    estate.anchors(&mut held);
    estate.certificates(&mut held);
    estate.signed(&mut held);
    estate.locally(&mut held);
    estate.in_use(&mut held);
    for tally in planner.systems.values_mut() {
        for (kind, items) in tally.bundles.iter_mut().filter(|(kind, _)| kind.is_old()) {
            let stays = if kind.is_now() { Held::is_trusted } else { Held::is_in_use };
            items.retain(|item| !stays(&held, item.id));
        }
        tally.bundles.retain(|kind, items| !kind.is_old() || !items.is_empty());
    }
    planner.held = held;
}

/// What is accepted, and who renews which authority.
struct Estate<'a> {
    planner: &'a Planner,
    accepted: BTreeMap<(&'a str, Kind), String>,
    renewals: BTreeMap<(AssetId, Pace), (&'a str, Kind)>,
    /// Of SSH, where an authority is a key: who replaces it, by the public half.
    rekeys: BTreeMap<AssetId, BTreeSet<(&'a str, Kind)>>,
    above: BTreeMap<AssetId, BTreeSet<AssetId>>,
    unchangeable: BTreeSet<&'a str>,
}

impl<'a> Estate<'a> {
    fn of(planner: &'a Planner, input: &'a PlanInput<'a>) -> Self {
        let mut all = BTreeMap::new();
        let mut renewals = BTreeMap::new();
        let mut rekeys: BTreeMap<AssetId, BTreeSet<(&str, Kind)>> = BTreeMap::new();
        for (system, tally) in &planner.systems {
            for (kind, items) in &tally.bundles {
                if accepted(input, system, *kind, items).is_some() {
                    all.insert((system.as_str(), *kind), kind.id(system));
                }
                if kind.change == Change::CaRenewal {
                    let made = (system.as_str(), *kind);
                    let certificates = items.iter().filter(|item| item.certificate);
                    renewals.extend(certificates.map(|item| ((item.id, kind.pace), made)));
                }
                if [Kind::SSH_KEYS, Kind::OFFLINE].contains(kind) {
                    let made = items.iter().filter_map(|item| item.public);
                    let is_own =
                        |key: &AssetId| *kind == Kind::OFFLINE || tally.private.contains(key);
                    for key in made.filter(is_own) {
                        rekeys.entry(key).or_default().insert((system.as_str(), *kind));
                    }
                }
            }
        }
        let stays = input.context.systems.iter();
        let stays = stays.filter(|system| system.changeability.unchangeable.is_some());
        Self {
            planner,
            accepted: all,
            renewals,
            rekeys,
            above: above(planner),
            unchangeable: stays.map(|system| system.id.as_str()).collect(),
        }
    }

    /// The acceptance that leaves an authority as it is.
    fn left(&self, authority: AssetId, pace: Pace) -> Option<&String> {
        self.accepted.get(self.renewals.get(&(authority, pace))?)
    }

    /// The acceptance that leaves all as it is that something below `issuer` is verified with.
    fn rests(&self, issuer: AssetId, seen: &mut BTreeSet<AssetId>) -> Option<&String> {
        let own = self.left(issuer, Pace::Resistant);
        let rekeyed = || {
            let mut all = self.rekeys.get(&issuer)?.iter().map(|made| self.accepted.get(made));
            let first = all.next()?;
            first.filter(|_| all.all(|by| by.is_some()))
        };
        if let Some(by) = own.or_else(rekeyed) {
            return Some(by);
        }
        if !seen.insert(issuer) {
            return None;
        }
        let mut all = self.above.get(&issuer)?.iter().map(|one| self.rests(*one, seen));
        let first = all.next()?;
        first.filter(|_| all.all(|by| by.is_some()))
    }

    /// What an authority has signed that stays as it is.
    fn signed(&self, held: &mut Held) {
        for (system, tally) in &self.planner.systems {
            let is_asked = |kind: &Kind| {
                kind.pace == Pace::Resistant
                    && !self.accepted.contains_key(&(system.as_str(), *kind))
            };
            let kinds: BTreeSet<Kind> = tally.issued_by.keys().map(|(kind, ..)| *kind).collect();
            for kind in kinds.into_iter().filter(is_asked) {
                let by = |issuer: AssetId| self.rests(issuer, &mut BTreeSet::new());
                let work = Work { planner: self.planner, above: &self.above, system, kind };
                partly::hold(held, &work, Why::Issuer, &|issuers| {
                    let mut all = issuers.iter().map(|issuer| by(*issuer));
                    let first = all.next()??;
                    all.all(|by| by.is_some()).then_some(first)
                });
            }
        }
    }

    /// The authorities at and above `issuer` whose successors certificates below it are verified with.
    fn followed(&self, issuer: AssetId, pace: Pace) -> BTreeSet<AssetId> {
        let mut all = BTreeSet::new();
        let mut open = vec![issuer];
        while let Some(at) = open.pop() {
            if self.left(at, pace).is_none() && all.insert(at) {
                open.extend(self.above.get(&at).into_iter().flatten());
            }
        }
        all
    }

    /// New anchors of which none is made.
    fn anchors(&self, held: &mut Held) {
        for (system, tally) in &self.planner.systems {
            for pace in [Pace::Now, Pace::Resistant] {
                let kind = Kind::ANCHORS.at_pace(pace);
                let copies = tally.bundles.get(&kind).into_iter().flatten();
                let copies =
                    copies.filter(|item| item.certificate).map(|item| self.left(item.id, pace));
                let own = self.renewals.iter().filter(|((_, at), made)| {
                    *at == pace && made.0 == system && !self.accepted.contains_key(*made)
                });
                let own = own.map(|((id, _), _)| {
                    ancestors(*id, &self.above).into_iter().find_map(|one| self.left(one, pace))
                });
                let all: Vec<Option<&String>> = copies.chain(own).collect();
                let is_made = self.accepted.contains_key(&(system.as_str(), kind))
                    || all.iter().any(Option::is_none);
                if let Some(by) = all.first().copied().flatten().filter(|_| !is_made) {
                    held.work.insert((system.clone(), kind), by.clone());
                } else if !self.accepted.contains_key(&(system.as_str(), kind)) {
                    let left = tally.bundles.get(&kind).into_iter().flatten();
                    let left = left.filter(|item| item.certificate);
                    let left = left.filter_map(|item| Some((item.id, self.left(item.id, pace)?)));
                    partly::hold_anchors(held, (system, kind), left.collect());
                }
            }
        }
    }

    /// Certificates that somebody would refuse: who verifies them keeps the old anchor, or the old pin.
    fn certificates(&self, held: &mut Held) {
        let items = |(system, kind): (&str, Kind)| {
            let of = self.planner.systems.get(system).and_then(|tally| tally.bundles.get(&kind));
            of.into_iter().flatten()
        };
        let mut refused: BTreeMap<(AssetId, Pace), &String> = BTreeMap::new();
        let mut pinned: BTreeMap<(AssetId, Pace), &String> = BTreeMap::new();
        for (&(system, kind), by) in &self.accepted {
            if kind == Kind::ANCHORS.at_pace(kind.pace) {
                let own = self
                    .renewals
                    .iter()
                    .filter(|((_, at), made)| *at == kind.pace && made.0 == system);
                let of = items((system, kind)).map(|item| (item.id, kind.pace));
                refused.extend(of.chain(own.map(|(id, _)| *id)).map(|id| (id, by)));
            } else if kind == Kind::PINS.at_pace(kind.pace) {
                pinned.extend(items((system, kind)).map(|item| ((item.id, kind.pace), by)));
            }
        }
        let is_asked = |system: &str, kind: Kind| {
            kind.change == Change::CertificateReissue
                && !self.accepted.contains_key(&(system, kind))
        };
        for (system, tally) in &self.planner.systems {
            let mut hold = |kind: Kind, by: Option<&&String>| {
                if let Some(by) = by.filter(|_| tally.bundles.contains_key(&kind)) {
                    held.work.entry((system.clone(), kind)).or_insert_with(|| (*by).clone());
                }
            };
            for (kind, items) in &tally.bundles {
                if is_asked(system, *kind) {
                    let mut by = items.iter().map(|item| pinned.get(&(item.id, kind.pace)));
                    hold(*kind, by.find_map(|by| by));
                }
            }
            for kind in tally.bundles.keys().filter(|kind| is_asked(system, **kind)) {
                let known = |id: &AssetId| self.renewals.contains_key(&(*id, kind.pace));
                let work = Work { planner: self.planner, above: &self.above, system, kind: *kind };
                partly::hold(held, &work, Why::Refused, &|issuers| {
                    let followed = issuers.iter().flat_map(|one| self.followed(*one, kind.pace));
                    let mut by = followed.filter(known).map(|id| refused.get(&(id, kind.pace)));
                    by.find_map(|by| by.copied())
                });
            }
        }
    }

    /// Keys and certificates that their own server would refuse, or that only a proxy can hold.
    fn locally(&self, held: &mut Held) {
        for (&(system, first), by) in &self.accepted {
            let Some(tally) = self.planner.systems.get(system) else { continue };
            let needs = |then: &Kind| match first.change {
                Change::Configuration => {
                    matches!(then.change, Change::CertificateReissue | Change::Rekey)
                        && first.pace == then.pace
                        && accepts(first.at, then.at)
                }
                Change::ProxyInFront => {
                    let same = (first.at.venue == Venue::Ssh) == (then.at.venue == Venue::Ssh);
                    same && self.unchangeable.contains(system) && undated::is_fronted(*then)
                }
                _ => false,
            };
            for then in tally.bundles.keys().filter(|then| needs(then)) {
                if !self.accepted.contains_key(&(system, *then)) {
                    let kind = (system.to_owned(), *then);
                    held.work.entry(kind).or_insert_with(|| by.clone());
                }
            }
        }
    }

    /// What is left as it is, and the authorities above it, with their keys.
    fn in_use(&self, held: &mut Held) {
        let mut used: BTreeMap<AssetId, String> = BTreeMap::new();
        let left = self.accepted.iter().map(|(kind, by)| (*kind, by));
        let left =
            left.chain(held.work.iter().map(|((system, kind), by)| ((system.as_str(), *kind), by)));
        for ((system, kind), by) in left {
            let Some(tally) = self.planner.systems.get(system) else { continue };
            held.trusted.extend(tally.kept_by(kind));
            if kind.pace != Pace::Resistant {
                continue;
            }
            let asked = matches!(
                kind.change,
                Change::CaRenewal | Change::TrustDistribution | Change::CertificateReissue
            );
            let items = tally.bundles.get(&kind).into_iter().flatten().map(|item| item.id);
            let issuers = tally.issued_by.keys().filter(|(of, ..)| *of == kind);
            let all = items.chain(issuers.map(|(.., issuer)| *issuer)).filter(|_| asked);
            for id in all.flat_map(|id| ancestors(id, &self.above)) {
                used.entry(id).or_insert_with(|| by.clone());
            }
        }
        let items = || {
            let tallies = self.planner.systems.values();
            tallies.flat_map(|tally| tally.bundles.values().flatten())
        };
        let keys: BTreeMap<AssetId, String> =
            items().filter_map(|item| Some((item.public?, used.get(&item.id)?.clone()))).collect();
        held.trust_keys(items);
        for item in items() {
            if let Some(by) = item.public.and_then(|key| keys.get(&key)) {
                used.entry(item.id).or_insert_with(|| by.clone());
            }
        }
        held.in_use = used;
    }
}

/// Takes what is accepted and what is held back out of the order of work, and says so in the packages.
pub(super) fn cut(drafts: &mut Drafts, planner: &Planner, edges: &mut Edges) {
    let is_accepted = |package: &Package| package.acceptance.is_some();
    let accepted: BTreeSet<usize> =
        (0..drafts.packages.len()).filter(|&at| is_accepted(&drafts.packages[at])).collect();
    if accepted.is_empty() {
        return;
    }
    let by_id: BTreeMap<String, usize> =
        accepted.iter().map(|&at| (drafts.packages[at].id.clone(), at)).collect();
    let by_kind = planner.held.work.iter();
    let mut blocked: BTreeMap<usize, usize> = by_kind
        .filter_map(|(kind, by)| Some((*drafts.index.get(kind)?, *by_id.get(by.as_str())?)))
        .collect();
    loop {
        let gone = |at: &usize| accepted.contains(at) || blocked.contains_key(at);
        let next = edges.keys().find(|(later, earlier)| {
            gone(earlier) && !gone(later) && needs(drafts.kinds[*earlier], drafts.kinds[*later])
        });
        let Some(&(later, earlier)) = next else { break };
        blocked.insert(later, earlier);
    }
    blocked.extend(pilot::of_these(drafts, &blocked));
    let gone = |at: usize| accepted.contains(&at) || blocked.contains_key(&at);
    let mut inherited = Edges::new();
    for (&(later, earlier), causes) in &*edges {
        // Who verifies knows the new algorithms, whether or not there are new anchors.
        let hands_out = drafts.kinds[earlier].change == Change::TrustDistribution;
        if hands_out && blocked.contains_key(&earlier) && !gone(later) {
            let depends = |cause: &Cause| cause.removable().is_some_and(|(depends, _)| depends);
            if causes.iter().all(depends) {
                continue;
            }
            for (&(_, first), causes) in edges.range((earlier, 0)..=(earlier, usize::MAX)) {
                if !gone(first) && first != later {
                    inherited.entry((later, first)).or_default().extend(causes.iter().cloned());
                }
            }
        }
    }
    partly::leave_out(drafts, planner, &by_id, &gone);
    edges.retain(|(later, earlier), _| !gone(*later) && !gone(*earlier));
    edges.extend(inherited);
    for &at in &accepted {
        drafts.kinds[at].change = Change::AcceptWithExpiry;
    }
    tell(drafts, planner, &accepted, &blocked);
    for (later, earlier) in blocked {
        let blocker = &drafts.packages[earlier];
        let why = match blocker.acceptance {
            Some(_) => format!("it needs {}", accepts_until(blocker)),
            None => format!("it needs {}, which gets no date either", blocker.id),
        };
        let id = blocker.id.clone();
        let package = &mut drafts.packages[later];
        package.steps.insert(0, format!("{NOTE}no date: {why}"));
        package.after = vec![id];
        package.after_reasons = vec![WITHOUT.into()];
        package.bound_by = BoundBy::Unscheduled { why };
        package.because = vec![reason::start_sentence(package)];
        drafts.held.insert(later);
    }
}

/// Why what is held back comes after what holds it.
const WITHOUT: &str = "it cannot be done without";

impl Package {
    /// Whether it has no date because it needs what is accepted as a risk.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.finish.is_none() && self.after_reasons == [WITHOUT]
    }
}

/// Whether `then` cannot be done while `first` is not, beyond what [`find`] has found.
fn needs(first: Kind, then: Kind) -> bool {
    if first.is_now() {
        return false;
    }
    let rolls_out = retire::negotiates(first.change);
    let makes_keys =
        matches!(then.change, Change::Rekey | Change::Replacement | Change::CertificateReissue);
    match (first.change, then.change) {
        // It stays longer, and does not do what is waited for.
        (Change::Decommission, _) => true,
        // What they are for decides what replaces them.
        (Change::Discovery, _) => makes_keys && then.at.need == Need::Undetermined,
        (Change::CertificateReissue | Change::Rekey, Change::Retirement) => {
            then.at.need == Need::Signature || then == Kind::TRUSTED
        }
        // What is encrypted or signed again needs the new key.
        (Change::CertificateReissue | Change::Rekey, Change::Replacement) => {
            data::protects(first, then) && first.at.need != Need::Undetermined
        }
        (_, Change::Retirement) => !then.is_of_the_old() && rolls_out,
        (Change::Retirement, _) => then.is_final(),
        _ => then.is_final() && rolls_out,
    }
}

pub(super) fn accepts_until(package: &Package) -> String {
    let until = package.acceptance.as_ref();
    let until =
        until.map(|one| format!(", which {} accepts as a risk until {}", one.owner, one.expires));
    format!("{}{}", package.id, until.unwrap_or_default())
}

/// Says of every acceptance what comes of it.
fn tell(
    drafts: &mut Drafts,
    planner: &Planner,
    accepted: &BTreeSet<usize>,
    blocked: &BTreeMap<usize, usize>,
) {
    for &at in accepted {
        let first = |later: usize| {
            let mut at = later;
            while let Some(&earlier) = blocked.get(&at) {
                at = earlier;
            }
            at
        };
        let held: Vec<&str> = blocked
            .keys()
            .filter(|later| first(**later) == at)
            .map(|later| drafts.packages[*later].id.as_str())
            .collect();
        let id = &drafts.packages[at].id;
        let own: BTreeSet<AssetId> = drafts.packages[at].assets.iter().copied().collect();
        let tallies = planner.systems.values();
        let retires = |kind: &Kind| {
            matches!(
                kind.change,
                Change::CaRenewal | Change::TrustDistribution | Change::Retirement
            )
        };
        let bundles = tallies.flat_map(|tally| &tally.bundles);
        let items = bundles.filter(|(kind, _)| retires(kind)).flat_map(|(_, items)| items);
        let old: BTreeSet<AssetId> = items
            .filter(|item| item.certificate && !own.contains(&item.id))
            .filter(|item| planner.held.in_use.get(&item.id) == Some(id))
            .map(|item| item.id)
            .collect();
        let mut said = Vec::new();
        match held.as_slice() {
            [] => {}
            [one] => said.push(format!("{one}, which needs it, gets no date")),
            all => said.push(format!("{}, which need it, get no date", all.join(", "))),
        }
        match old.len() {
            0 => {}
            1 => said.push("1 more old certificate stays in use and is not retired".into()),
            old => {
                said.push(format!("{old} more old certificates stay in use and are not retired"))
            }
        }
        if said.is_empty() {
            continue;
        }
        let said = format!("As long as {id} is accepted, {}.", said.join("; "));
        drafts.packages[at].steps.insert(0, format!("{NOTE}{said}"));
        drafts.told.push(said);
    }
}
