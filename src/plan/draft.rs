//! Makes work packages from what was collected: the changes, and the work that has to enable them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::change::{Need, Use, Venue};
use super::data::Share;
use super::deadline::Calendar;
use super::effort::{basis, effort_of, rate_of};
use super::fragility::{factor, fragile, sentence};
use super::kind::{Kind, Pace, library_use};
use super::parts::Part;
use super::steps::{Task, steps};
use super::tally::{Item, Planner, Tally};
use super::title::{Words, title};
use super::undated::Undated;
use super::undecided::Undecided;
use super::{
    BoundBy, Change, Choice, Package, Places, PlanInput, Target, certifiers, choice, cure, ended,
    forgeable, holders, pilot, still_used,
};
use crate::model::{
    AssetId, Changeability, DataTier, Demand, Exposure, Fragility, Hardware, NetworkExposure,
    Quarter, Supplier, SystemContext, UnknownReason,
};
use crate::policy::Policy;
use crate::risk::Threat;

/// Packages with what precedence still needs to know of each, in the order of their ids.
#[derive(Default)]
pub(super) struct Drafts {
    pub(super) packages: Vec<Package>,
    pub(super) kinds: Vec<Kind>,
    /// What `depends_on` orders nothing for, one sentence each.
    pub(super) unordered: Vec<String>,
    /// Package by system and kind.
    pub(super) index: BTreeMap<(String, Kind), usize>,
    /// Packages of each system: they lie side by side.
    pub(super) systems: BTreeMap<String, Range<usize>>,
    /// Pilots, with what each is the pilot of.
    pub(super) pilots: BTreeMap<usize, usize>,
    /// Who has to deliver to which system, with the date it gave.
    pub(super) suppliers: BTreeMap<String, (String, Option<Quarter>)>,
    /// What needs something that is accepted as a risk, and gets no date.
    pub(super) held: BTreeSet<usize>,
    /// What comes of acceptances, one sentence each.
    pub(super) told: Vec<String>,
}

/// Drafts every package of the estate.
pub(super) fn drafts(planner: &Planner, input: &PlanInput<'_>, calendar: &Calendar<'_>) -> Drafts {
    let mut drafts = Drafts::default();
    for (system, tally) in &planner.systems {
        let maker = Maker::new(system, tally, input, calendar);
        let first = drafts.packages.len();
        for kind in maker.kinds() {
            let items = tally.bundles.get(&kind).map_or(&[][..], Vec::as_slice);
            // Nothing is there to hand out.
            if items.is_empty() && planner.held.holds(system, kind) {
                continue;
            }
            let mut package = maker.package(kind, items);
            let accepted = maker.accepted(kind, items);
            let last = match accepted {
                Some(_) => None,
                None => maker.last_step(kind, items, &package),
            };
            if let Some(acceptance) = accepted {
                maker.accept(&mut package, acceptance);
            }
            drafts.packages.push(package);
            drafts.kinds.push(kind);
            if let Some(last) = last {
                drafts.packages.push(last);
                drafts.kinds.push(kind.at_pace(Pace::Final));
            }
        }
        pilot::add(&maker, planner, &mut drafts, first);
        drafts.systems.insert(system.clone(), first..drafts.packages.len());
        if let Some(supplier) = maker.supplier {
            drafts.suppliers.insert(system.clone(), (supplier.name.clone(), supplier.earliest));
        }
    }
    holders::say_copies(&mut drafts, planner);
    let kinds = drafts.packages.iter().map(|package| package.system.clone()).zip(&drafts.kinds);
    drafts.index = kinds.enumerate().map(|(at, (system, kind))| ((system, *kind), at)).collect();
    drafts
}

/// What makes the packages of a system.
pub(super) struct Maker<'a> {
    pub(super) system: &'a str,
    pub(super) name: String,
    team: String,
    pub(super) signature_years: u16,
    /// Anybody can be a client.
    pub(super) public: bool,
    /// What it serves or holds makes a mistake dear.
    pub(super) critical: bool,
    pub(super) supplier: Option<&'a Supplier>,
    pub(super) changeability: Option<&'a Changeability>,
    pub(super) demand: Option<&'a Demand>,
    fragile: &'a [Fragility],
    pub(super) tally: &'a Tally,
    pub(super) policies: Vec<&'a Policy>,
    pub(super) context: SystemContext,
    /// What was chosen already, by where and for what.
    pub(super) targets: RefCell<BTreeMap<Use, Option<Target>>>,
    pub(super) input: &'a PlanInput<'a>,
    pub(super) calendar: &'a Calendar<'a>,
}

impl<'a> Maker<'a> {
    pub(super) fn new(
        system: &'a str,
        tally: &'a Tally,
        input: &'a PlanInput<'a>,
        calendar: &'a Calendar<'a>,
    ) -> Self {
        let context = input.context.resolve(system);
        let stated = input.context.systems.iter().find(|stated| stated.id == system);
        let policies = input.policies.iter().map(|applied| applied.policy);
        Self {
            system,
            name: context.name.clone(),
            team: context.owner.clone(),
            signature_years: context.signature_years,
            public: context.exposure == NetworkExposure::Internet,
            critical: context.exposure == NetworkExposure::Internet
                || context.data_tier == DataTier::Classified
                || stated.is_some_and(|stated| stated.demand.is_some()),
            supplier: stated.and_then(|stated| stated.supplier.as_ref()),
            changeability: stated.map(|stated| &stated.changeability),
            demand: stated.and_then(|stated| stated.demand.as_ref()),
            fragile: stated.map_or(&[], |stated| &stated.fragile),
            tally,
            policies: policies.filter(|policy| tally.policies.contains(&policy.id)).collect(),
            context,
            targets: RefCell::default(),
            input,
            calendar,
        }
    }

    /// The kinds of work in this system: what holdings ask for, and what enables it.
    fn kinds(&self) -> BTreeSet<Kind> {
        let mut kinds: BTreeSet<Kind> = self.tally.bundles.keys().copied().collect();
        if self.to_discover() > 0 {
            kinds.insert(Kind::DISCOVERY);
        }
        // What ends, or is accepted, needs nothing else.
        let works = |kind: &&Kind| {
            !matches!(kind.change, Change::Discovery | Change::Decommission)
                && self.accepted(**kind, &self.tally.bundles[kind]).is_none()
        };
        let changes: Vec<Kind> = self.tally.bundles.keys().filter(works).copied().collect();
        kinds.extend(self.enabling(&changes));
        if self.supplier.is_some() && changes.iter().any(|kind| !kind.is_now()) {
            kinds.insert(Kind::whole(Change::VendorCommitment));
        }
        let renews = |pace: Pace| {
            let own = |kind: &Kind| kind.change == Change::CaRenewal && kind.pace == pace;
            self.tally.has_renewed || changes.iter().any(own)
        };
        let needed = self.tally.ending.enabling();
        let needed =
            needed.filter(|kind| *kind != Kind::ANCHORS.at_pace(kind.pace) || renews(kind.pace));
        kinds.extend(needed.collect::<Vec<_>>());
        // What a decision comes before needs no upgrade yet.
        for kind in changes.into_iter().filter(|kind| self.undecided(*kind).is_none()) {
            // Where software cannot be changed, the proxy in front of it knows the algorithms.
            if let Some(at) = library_use(kind).filter(|_| !self.is_unchangeable()) {
                kinds.insert(Kind::resistant(Change::LibraryUpgrade, at));
            }
            // What is issued again under a root that stays needs no new anchors.
            if kind.change == Change::CaRenewal && (kind.at.need == Need::Root || !kind.is_now()) {
                kinds.insert(Kind::ANCHORS.at_pace(kind.pace));
            }
        }
        kinds.extend(self.verifying());
        kinds.retain(|kind| !self.tally.ending.cut.contains(kind));
        kinds
    }

    pub(super) fn is_unchangeable(&self) -> bool {
        self.changeability.is_some_and(|stated| stated.unchangeable.is_some())
    }

    /// Unknown inputs, assets of unknown exposure and assets of unknown purpose. What is closed with a
    /// password is an unknown input and an asset of unknown exposure at once, and counts once.
    fn to_discover(&self) -> usize {
        let inputs = self.tally.unknowns.values().fold(0_u64, |sum, n| sum.saturating_add(*n));
        let inputs = usize::try_from(inputs).unwrap_or(usize::MAX);
        let unclear: BTreeMap<AssetId, bool> = (self.tally.bundles.iter())
            .filter(|(kind, _)| {
                kind.at.need == Need::Undetermined
                    && !matches!(kind.change, Change::Configuration | Change::Decommission)
            })
            .flat_map(|(_, items)| items)
            .filter(|item| !self.tally.told.contains(&item.id))
            .map(|item| (item.public.unwrap_or(item.id), item.closed))
            .collect();
        let closed = unclear.values().filter(|closed| **closed).count();
        let encrypted = self.tally.unknowns.get(&UnknownReason::Encrypted).copied();
        let encrypted = usize::try_from(encrypted.unwrap_or_default()).unwrap_or(usize::MAX);
        inputs.saturating_add(unclear.len() - closed.min(encrypted))
    }

    fn choice(&self, kind: Kind, items: &[Item]) -> Choice {
        let mut choice = self.tally.choices.get(&kind).cloned().unwrap_or_default();
        if choice.why.is_empty() {
            choice.why = choice::usual(kind).into();
        }
        choice.proposed = match self.named(kind).filter(|one| one.expires < self.calendar.today) {
            Some(acceptance) => Some(choice::expired(acceptance)),
            None => choice::proposal(kind, items, self.calendar),
        };
        choice
    }

    fn package(&self, kind: Kind, items: &[Item]) -> Package {
        let change = kind.change;
        let assets: Vec<AssetId> = items.iter().map(|item| item.id).collect();
        let count = if change == Change::Discovery { self.to_discover() } else { units(items) };
        let target = has_target(kind).then(|| self.target(kind)).flatten();
        let undecided = self.undecided(kind);
        let undated = self.undated(kind, target.as_ref()).filter(|_| undecided.is_none());
        let deadline = self.due(kind, items);
        let data = self.tally.data(kind);
        let words = Words {
            // What is switched off is no work of its own.
            count: if change == Change::Decommission { assets.len() } else { count },
            data,
            old_keys: self.tally.old_keys(kind),
            forged: forgeable::below(kind, items, self.tally),
            target: target.as_ref().map(|target| target.name.as_str()),
            supplier: self.supplier,
        };
        let names = self.names(kind, target.as_ref());
        let efforts = &self.input.context.efforts;
        let supplier = self.supplier.map(|supplier| supplier.name.as_str());
        let signs = fragile(change, items, self.tally, (self.fragile, supplier), efforts);
        let replaced = items.iter().filter(|item| item.replaced).count();
        let task = Task {
            kind,
            target: target.as_ref(),
            supplier: self.supplier,
            replaced,
            public: deadline.as_ref().filter(|_| self.is_for_anybody(kind)),
            stays: self.is_unchangeable(),
            of_clients: is_of_clients(items),
            data,
            in_keystores: items.iter().any(|item| self.tally.is_in_keystore(item.id)),
            kept: self.tally.ssh.kept(items),
            is_authority: self.tally.is_authority(),
            undecided: undecided.as_ref(),
            names: &names,
        };
        let choice = self.choice(kind, items);
        let mut book = choice.notes(change);
        book.extend(undated.iter().map(Undated::note));
        book.extend(kind.part.note());
        book.extend(ended::note(kind, items, self.calendar.today));
        book.extend(certifiers::note(kind, items, self.tally));
        book.extend(forgeable::note(kind, items, self.tally));
        book.extend(still_used::note(self, kind, items));
        let missed = deadline.as_ref().and_then(|deadline| deadline.missed.as_ref());
        book.extend(target.as_ref().zip(missed).and_then(|(target, missed)| {
            cure::note(kind, target, missed, (self.input, self.system))
        }));
        book.extend(steps(&task));
        let title = match &undecided {
            Some(undecided) => undecided.title(&words),
            None => names.fill(&title(kind, &words)),
        };
        let served = self.served_until(kind, deadline.as_ref());
        let release = self.release(kind, undated.as_ref()).max(served);
        let kept = self.tally.successors(kind, items);
        Package {
            id: kind.id(self.system),
            title: format!("{}: {title}", self.name),
            system: self.system.to_owned(),
            change,
            pace: kind.pace,
            choice,
            acceptance: None,
            cost: None,
            team: self.team.clone(),
            exposure: items.iter().map(|item| item.exposure).max(),
            threat: items.iter().map(|item| item.threat).max().unwrap_or(Threat::None),
            priority: items.iter().map(|item| item.priority).max().unwrap_or_default(),
            shelf_life_years: items.iter().map(|item| item.shelf_life).max().unwrap_or_default(),
            mosca: None,
            window: kind.is_split().then_some(kind.part.window),
            renewal: None,
            steps: book,
            target,
            effort_days: effort_of(rate_of(kind, efforts), count, factor(&signs)),
            effort_basis: basis(kind, count, efforts) + &sentence(&signs),
            after: Vec::new(),
            after_reasons: Vec::new(),
            release,
            undated: undated.map(|one| one.what),
            undecided: undecided.as_ref().map(Undecided::words),
            deadline,
            phase: 0,
            start: None,
            finish: None,
            load: BTreeMap::new(),
            bound_by: BoundBy::Start,
            slack_quarters: None,
            weight: 0,
            float_quarters: None,
            because: Vec::new(),
            chance: None,
            beside: kept,
            copies: BTreeMap::new(),
            left_out: BTreeSet::new(),
            assets,
            places: Places::default(),
        }
    }

    /// From the interim hybrid that `first` brings to the final state, where a policy prefers that. It has no assets: with
    /// the hybrid they are exposed no more.
    fn last_step(&self, kind: Kind, items: &[Item], first: &Package) -> Option<Package> {
        let later = first.target.as_ref()?.later.as_ref()?;
        let policy = later.by.as_ref()?;
        let id = later.scheme.as_ref()?;
        let scheme = self.input.schemes.iter().find(|scheme| scheme.id == id)?;
        let (kind, count) = (kind.at_pace(Pace::Final), units(items));
        // When their successors end is not known yet.
        let usual = kind.in_part(Part::default());
        if self.tally.ending.cut.contains(&kind) {
            return None;
        }
        let target = Target {
            scheme: id.clone(),
            name: scheme.name.to_owned(),
            reason: format!("the scheme of the interim step without its classical half ({policy})"),
            rejected: Vec::new(),
            later: None,
            price: None,
            alternatives: Vec::new(),
        };
        let data = Share::None;
        let (target_name, supplier) = (Some(scheme.name), self.supplier);
        let words = Words { count, data, old_keys: 0, forged: 0, target: target_name, supplier };
        let efforts = &self.input.context.efforts;
        let deadline = self.calendar.no_later(Some(self.calendar.final_state(policy)), &[]);
        let deadline = self.before_its_end(kind, deadline);
        let task = Task {
            kind,
            target: Some(&target),
            supplier: self.supplier,
            replaced: 0,
            public: None,
            stays: false,
            of_clients: false,
            data,
            in_keystores: false,
            kept: holders::Kept::default(),
            is_authority: false,
            undecided: None,
            names: &self.names(kind, Some(&target)),
        };
        Some(Package {
            id: kind.id(self.system),
            title: format!("{}: {}", self.name, title(usual, &words)),
            exposure: None,
            threat: Threat::None,
            pace: kind.pace,
            choice: Choice { why: choice::usual(kind).into(), ..Choice::default() },
            priority: 0,
            shelf_life_years: 0,
            steps: steps(&task),
            target: Some(target),
            effort_days: effort_of(rate_of(usual, efforts), count, [1.0; 3]),
            effort_basis: basis(usual, count, efforts),
            window: None,
            release: None,
            undated: None,
            deadline,
            assets: Vec::new(),
            copies: BTreeMap::new(),
            ..first.clone()
        })
    }

    /// The first quarter in which work may begin, where something outside the plan sets it. A date
    /// that a supplier names is that of its quantum-resistant support: what is broken today is asked
    /// of it now.
    fn release(&self, kind: Kind, undated: Option<&Undated>) -> Option<(Quarter, String)> {
        let supplied = match (kind.change, self.supplier) {
            _ if kind.is_now() => None,
            (Change::Retirement, _) if kind.is_of_the_old() || self.is_proxied(kind) => None,
            // A proxy is not the supplier's, and nothing new is delivered to what is switched off.
            (
                Change::Discovery
                | Change::VendorCommitment
                | Change::ProxyInFront
                | Change::Decommission,
                _,
            )
            | (_, None) => None,
            (_, Some(supplier)) => supplier
                .earliest
                .map(|quarter| (quarter, format!("{} delivers from {quarter}", supplier.name))),
        };
        let logged = kind.change == Change::Retirement && !kind.is_of_the_old();
        let observed = logged.then(|| {
            let why = "logs of one full quarter must show that nobody needs it any more";
            (self.calendar.from.plus(2), why.to_owned())
        });
        let assumed = undated.and_then(|undated| undated.release(self.calendar.from));
        let outside = supplied.into_iter().chain(observed).chain(assumed);
        let later = outside.chain(self.dated(kind)).max()?;
        (later.0 > self.calendar.from).then_some(later)
    }

    /// What the estate file dates: new hardware, and the end of the system.
    fn dated(&self, kind: Kind) -> Option<(Quarter, String)> {
        let (stated, from) = (self.changeability, self.calendar.from);
        match kind.change {
            Change::HardwareReplacement => {
                let hardware = stated.and_then(|stated| stated.hardware).unwrap_or(Hardware::SEEN);
                let words = hardware.kind.words();
                Some(match hardware.refresh.filter(|quarter| *quarter >= from) {
                    Some(quarter) => (quarter, format!("{words} is replaced anyway in {quarter}")),
                    None => (
                        from.plus(i32::from(hardware.lead_quarters)),
                        format!(
                            "{} quarters from the order of {words} to its delivery",
                            hardware.lead_quarters
                        ),
                    ),
                })
            }
            Change::Decommission => {
                let end = stated?.decommission?;
                Some((end, format!("it is switched off at the end of {end}")))
            }
            _ => None,
        }
    }
}

/// Whether work on a package ends with the exposure of its assets removed, as far as a plan can say.
pub(super) fn counts_as_exposed(exposure: Exposure) -> bool {
    matches!(exposure, Exposure::Shor | Exposure::ClassicallyBroken | Exposure::Indeterminate)
}

pub(super) fn has_target(kind: Kind) -> bool {
    if kind.is_now() {
        // What is sound today is no scheme to migrate to; the hybrids of TLS and SSH are both.
        return kind.change == Change::Configuration
            && kind.at.need == Need::KeyEstablishment
            && matches!(kind.at.venue, Venue::Tls | Venue::Ssh);
    }
    !matches!(
        kind.change,
        Change::Discovery
            | Change::VendorCommitment
            | Change::LibraryUpgrade
            | Change::TrustDistribution
            | Change::Retirement
            | Change::Decommission
            | Change::AcceptWithExpiry
            | Change::Pilot
    )
}

/// Whether clients show all of the certificates, and no server any.
fn is_of_clients(items: &[Item]) -> bool {
    let mut certificates = items.iter().filter(|item| item.certificate).peekable();
    certificates.peek().is_some() && certificates.all(|item| item.client)
}

/// How many things are worked on: certificates, and keys without one, each pair once. Revocation
/// lists and responses cost nothing beside the certificates of the authority that signs them.
pub(super) fn units(items: &[Item]) -> usize {
    let certificates = items.iter().filter(|item| item.certificate).count();
    let certified: BTreeSet<AssetId> =
        items.iter().filter(|item| item.certificate).filter_map(|item| item.public).collect();
    let keys: BTreeSet<AssetId> = items
        .iter()
        .filter_map(|item| item.public)
        .filter(|public| !certified.contains(public))
        .collect();
    let others = items.iter().filter(|item| item.public.is_none() && !item.certificate).count();
    certificates + keys.len() + if certificates > 0 { 0 } else { others }
}
