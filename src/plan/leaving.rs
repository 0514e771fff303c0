//! What other systems wait for in one that is switched off.
//!
//! What a system that ends does not do any more, others would have waited for: neither end of a channel stops offering what is
//! classical before the other can do without, and verifiers come before signers. They wait for its end then. Where that is too
//! late for them, what they wait for is done before it, with all that this waits for in its turn. An authority that ends without
//! a successor certifies nothing afterwards: who does has to be decided.
//!
//! Who would wait for what is told by the order of a plan in which these systems stay. It is made first, so that what is done
//! nevertheless is parted, followed by retirements and enabled like all other work.

use std::collections::{BTreeMap, BTreeSet};

use super::assign::Owners;
use super::data::Share;
use super::deadline::{self, Calendar};
use super::draft::{Drafts, drafts};
use super::finish::settled;
use super::kind::Kind;
use super::needs::Needs;
use super::parts::Part;
use super::precedence::{self, Cause, Edges};
use super::route::route;
use super::runbook::NOTE;
use super::tally::{Item, Planner};
use super::{Change, PlanInput};
use crate::model::{AssetId, Quarter};

const END: Kind = Kind::whole(Change::Decommission);

/// What is not done before its system is switched off, and what is.
#[derive(Clone, Default)]
pub(super) struct Ending {
    /// What cannot be.
    pub(super) cut: BTreeSet<Kind>,
    /// What others need before.
    needed: BTreeMap<Kind, Needed>,
}

/// Work that others need before its system is switched off.
#[derive(Clone)]
struct Needed {
    assets: BTreeSet<AssetId>,
    why: String,
}

impl Ending {
    /// What others need and no asset stands for.
    pub(super) fn enabling(&self) -> impl Iterator<Item = Kind> {
        let bare = self.needed.iter().filter(|(_, needed)| needed.assets.is_empty());
        bare.map(|(kind, _)| *kind)
    }

    /// Why others need work before the system is switched off; as what it was found, or as what has taken its place.
    pub(super) fn need(&self, kind: Kind, items: &[Item]) -> Option<&str> {
        let instead = |(own, needed): &(&Kind, &Needed)| {
            own.is_moved() && items.iter().any(|item| needed.assets.contains(&item.id))
        };
        let own = self.needed.get(&kind);
        let found = own.or_else(|| self.needed.iter().find(instead).map(|(_, needed)| needed));
        found.map(|needed| needed.why.as_str())
    }
}

impl Kind {
    /// Whether it may have taken the place of another kind of change.
    const fn is_moved(self) -> bool {
        matches!(
            self.change,
            Change::ProxyInFront
                | Change::ProtocolUpgrade
                | Change::ProviderInjection
                | Change::HardwareReplacement
        )
    }
}

/// Work in a system, in whatever part.
pub(super) type Place = (String, Kind);

/// Work that waits for some in a system that ends, if that is done.
#[derive(Clone)]
pub(super) struct Awaited {
    later: Place,
    earlier: Place,
    /// When the system ends.
    end: Quarter,
    /// How much of the later one the earlier one certifies.
    certifies: Share,
    reason: String,
}

impl Drafts {
    /// Where a package does its work.
    pub(super) fn place(&self, at: usize) -> Place {
        (self.packages[at].system.clone(), self.kinds[at].in_part(Part::default()))
    }
}

impl Awaited {
    /// Whether it is only a part that waits for new anchors of an authority above that.
    fn is_of_anchors(&self, waiting: &Waiting) -> bool {
        self.earlier.1.change == Change::TrustDistribution
            && waiting.partly.contains(&(self.later.clone(), self.earlier.0.clone()))
    }
}

/// What waits for work in systems that end, and what is certified in part by an authority that may end with one.
#[derive(Clone, Default)]
pub(super) struct Waiting {
    all: Vec<Awaited>,
    /// What is certified, with a system that renews one of several authorities above it.
    partly: BTreeSet<(Place, String)>,
}

/// Finds what others wait for in systems that end, and what of it they need before.
pub(super) fn find(
    planner: &mut Planner,
    owners: &Owners,
    input: &PlanInput<'_>,
    ends: &BTreeMap<&str, Quarter>,
) {
    if ends.is_empty() {
        return;
    }
    let kept = kept(planner, input, ends);
    let mut context = input.context.clone();
    for system in context.systems.iter_mut().filter(|one| ends.contains_key(one.id.as_str())) {
        system.changeability.decommission = None;
    }
    // What is accepted of it is needed as well, and held back.
    context.acceptances.retain(|one| {
        let system = one.package.split('/').next().unwrap_or_default();
        !ends.contains_key(system)
    });
    let input = &PlanInput { context: &context, ..*input };
    let mut staying = planner.clone();
    settled(&mut staying, owners, input);
    let calendar = Calendar::of(input, &staying.limits);
    let mut all = drafts(&staying, input, &calendar);
    let edges = precedence::edges(&mut all, &staying, owners, input);
    let of = Certified { all: &all, planner: &staying, owners, ends };
    planner.awaited = of.waiting(&edges);
    let needs = Needs { of: &of, edges: &edges, from: calendar.from };
    for (at, due) in needs.find(&kept) {
        let package = &all.packages[at];
        let Some(tally) = planner.systems.get_mut(&package.system) else { continue };
        let why =
            format!("{} waits for it, and is due by {} ({})", due.package, due.date, due.policy);
        let needed = tally.ending.needed.entry(all.kinds[at].in_part(Part::default()));
        let needed = needed.or_insert(Needed { assets: BTreeSet::new(), why });
        needed.assets.extend(&package.assets);
    }
}

/// What is done in systems that end whoever waits for it.
fn kept(
    planner: &Planner,
    input: &PlanInput<'_>,
    ends: &BTreeMap<&str, Quarter>,
) -> BTreeSet<Place> {
    let ending = planner.systems.iter().filter(|(system, _)| ends.contains_key(system.as_str()));
    let systems = ending.map(|(system, tally)| (system.clone(), tally.clone())).collect();
    let mut own = Planner { systems, limits: planner.limits.clone(), ..Planner::default() };
    route(&mut own, input);
    let kinds = own
        .systems
        .iter()
        .flat_map(|(system, tally)| tally.bundles.keys().map(|kind| (system.clone(), *kind)));
    kinds.filter(|(_, kind)| *kind != END).collect()
}

/// What tells who certifies what.
pub(super) struct Certified<'a> {
    pub(super) all: &'a Drafts,
    pub(super) planner: &'a Planner,
    owners: &'a Owners,
    pub(super) ends: &'a BTreeMap<&'a str, Quarter>,
}

impl Certified<'_> {
    /// Who waits for work in systems that end.
    fn waiting(&self, edges: &Edges) -> Waiting {
        let mut waiting = Waiting::default();
        for (&(later, earlier), causes) in edges {
            let (then, first) = (&self.all.packages[later], &self.all.packages[earlier]);
            let cause = orders(causes).filter(|_| then.system != first.system);
            let Some(cause) = cause else { continue };
            let certifies = self.share(later, earlier, cause);
            if certifies == Share::Some {
                waiting.partly.insert((self.all.place(later), first.system.clone()));
            }
            let Some(&end) = self.ends.get(first.system.as_str()) else { continue };
            if certifies != Share::None && self.is_elsewhere(earlier) {
                continue;
            }
            let reason = cause.reason().to_owned();
            let (later, earlier) = (self.all.place(later), self.all.place(earlier));
            waiting.all.push(Awaited { later, earlier, end, certifies, reason });
        }
        // What has no date waits for nothing.
        waiting.all.sort_by_key(|one| one.certifies == Share::None);
        waiting
    }

    /// When the system ends that certifies `later` in `earlier`, if it does.
    pub(super) fn signed_until(
        &self,
        (later, earlier): (usize, usize),
        cause: &Cause,
    ) -> Option<Quarter> {
        let end = *self.ends.get(self.all.packages[earlier].system.as_str())?;
        let is_signed = self.share(later, earlier, cause) != Share::None;
        (is_signed && !self.is_elsewhere(earlier)).then_some(end)
    }

    /// How much of `later` rests on authorities that `earlier` renews.
    fn share(&self, later: usize, earlier: usize, cause: &Cause) -> Share {
        let later = self.all.pilots.get(&later).copied().unwrap_or(later);
        let (then, first) = (self.all.kinds[later], self.all.kinds[earlier]);
        let is_renewal = match first.change {
            Change::CaRenewal => then.change != Change::Retirement,
            _ => {
                [Kind::SSH_KEYS, Kind::OFFLINE].contains(&first)
                    && matches!(cause, Cause::Issuer { .. })
            }
        };
        let systems = [later, earlier].map(|at| &self.all.packages[at].system);
        let tallies = systems.map(|system| self.planner.systems.get(system));
        let [Some(own), Some(above)] = tallies else { return Share::None };
        if !is_renewal {
            return Share::None;
        }
        let authorities: BTreeSet<AssetId> = match then.change {
            Change::TrustDistribution => {
                own.bundles.get(&then).into_iter().flatten().map(|item| item.id).collect()
            }
            _ => {
                let issued = own.issued_by.keys().filter(|(of, ..)| *of == then);
                issued.map(|(.., issuer)| *issuer).collect()
            }
        };
        let is_of_it = |id: &&AssetId| {
            self.owners.get(id) == Some(systems[1]) || above.ssh.certifies.contains_key(id)
        };
        let others = authorities.iter().filter(|id| !is_of_it(id)).count();
        // Of certificates it may not be known under what they are; of anchors those that have no copy here are meant.
        let is_told = then.change == Change::TrustDistribution || others < authorities.len();
        let all = others == 0 || !is_told;
        if all && !own.unissued.contains(&then) { Share::All } else { Share::Some }
    }

    /// Whether a system that stays, or stays longer, renews the same.
    fn is_elsewhere(&self, at: usize) -> bool {
        let own = &self.all.packages[at];
        let end = self.ends.get(own.system.as_str());
        let mut others = self.all.packages.iter().zip(&self.all.kinds);
        others.any(|(other, kind)| {
            *kind == self.all.kinds[at]
                && self.ends.get(other.system.as_str()).is_none_or(|other| Some(other) > end)
                && other.assets.iter().any(|id| own.assets.binary_search(id).is_ok())
        })
    }
}

/// What orders work of two systems: what a system rests on and does not change does not.
pub(super) fn orders(causes: &BTreeSet<Cause>) -> Option<&Cause> {
    causes.iter().find(|cause| !matches!(cause, Cause::DependsOn { .. }))
}

/// Lets what waits for work that is not done wait for the end of its system, and leaves what would be certified by nobody
/// without a date.
pub(super) fn wait(drafts: &mut Drafts, planner: &Planner, edges: &mut Edges) {
    let mut by_place: BTreeMap<(&str, Kind), Vec<usize>> = BTreeMap::new();
    for ((system, kind), at) in &drafts.index {
        by_place.entry((system.as_str(), kind.in_part(Part::default()))).or_default().push(*at);
    }
    let mut told: BTreeMap<usize, String> = BTreeMap::new();
    let mut undecided = BTreeMap::new();
    for one in &planner.awaited.all {
        let (system, end) = (one.earlier.0.as_str(), one.end);
        let later = by_place.get(&(one.later.0.as_str(), one.later.1)).into_iter().flatten();
        let renewals = by_place.get(&(system, one.earlier.1));
        if let Some(renewals) = renewals {
            for &at in later.filter(|_| one.certifies != Share::None) {
                let package = &mut drafts.packages[at];
                let is_sooner =
                    package.deadline.as_ref().is_none_or(|day| day.date > end.last_day());
                // What is accepted has its own last day.
                let is_work = package.change != Change::Pilot && package.acceptance.is_none();
                if is_sooner && is_work {
                    package.deadline = Some(deadline::of_authority(system, end));
                }
            }
            // What it certifies from then on ends with it as well.
            for &at in renewals.iter().filter(|_| one.certifies != Share::None) {
                told.entry(at).or_insert_with(|| {
                    format!(
                        "{NOTE}{system} is switched off at the end of {end}: decide who certifies after that day, and give that \
                         authority to whoever verifies as well"
                    )
                });
            }
            continue;
        }
        let Some(&ending) = by_place.get(&(system, END)).and_then(|all| all.first()) else {
            continue;
        };
        for &later in later {
            let package = &drafts.packages[later];
            if package.undecided.is_some() || undecided.contains_key(&later) {
                continue;
            }
            match one.certifies {
                // The rest waits for no anchors of a successor that never comes.
                Share::None if one.is_of_anchors(&planner.awaited) => {}
                Share::None => {
                    let is_authority = one.earlier.1.change == Change::CaRenewal
                        || [Kind::SSH_KEYS, Kind::OFFLINE].contains(&one.earlier.1);
                    if package.change == Change::Retirement && is_authority {
                        let note = format!(
                            "{NOTE}an authority in {system} has no successor when that is switched off at the end of {end}: leave its \
                             old certificate or key here until nothing that it has certified is in use"
                        );
                        told.insert(later, note);
                    }
                    let reason =
                        format!("{}; {system} does not, and is switched off first", one.reason);
                    edges.entry((later, ending)).or_default().insert(Cause::Rule(reason));
                }
                _ if package.acceptance.is_some() => {}
                Share::Some => {
                    let note = format!(
                        "{NOTE}the authority above some of these is in {system}, which is switched off at the end of {end} without \
                         a successor of it: leave out those until it is decided who certifies them"
                    );
                    told.insert(later, note);
                }
                Share::All => {
                    undecided.insert(later, one);
                }
            }
        }
    }
    let is_part = |&(later, earlier): &(usize, usize)| {
        let certifies = matches!(
            drafts.kinds[earlier].change,
            Change::CaRenewal | Change::TrustDistribution | Change::Rekey
        );
        let above = drafts.packages[earlier].system.clone();
        certifies && planner.awaited.partly.contains(&(drafts.place(later), above))
    };
    let partly: BTreeSet<(usize, usize)> = edges.keys().copied().filter(is_part).collect();
    for (later, earlier) in below(edges, undecided.keys().copied().collect(), &partly) {
        edges.remove(&(later, earlier));
        let above = &drafts.packages[earlier].id;
        let note = format!(
            "{NOTE}{above}, which is above some of these, has no date: leave out those until it is decided who certifies them"
        );
        told.entry(later).or_insert(note);
    }
    for (at, note) in told {
        let system = drafts.packages[at].system.clone();
        if drafts.kinds[at].change == Change::TrustDistribution
            && let Some(&old) = drafts.index.get(&(system, Kind::OLD))
        {
            let new = &drafts.packages[at].id;
            let left = format!(
                "{NOTE}leave in what {new} leaves out: what is in use under it is verified with the old one until it is decided"
            );
            drafts.packages[old].steps.push(left);
        }
        drafts.packages[at].steps.push(note);
    }
    for (later, one) in undecided {
        let (system, end) = (&one.earlier.0, one.end);
        let package = &mut drafts.packages[later];
        package.undecided = Some(format!(
            "the authority above it is in {system}, which is switched off at the end of {end} without a successor of it: a \
             decision comes first"
        ));
        package.steps.push(format!(
            "{NOTE}decide who certifies this after {end}: move the authority to a system that stays and renew it there, use \
             another one, have it renewed before {system} is switched off, or write down who accepts the risk until when \
             ([[accept]])"
        ));
    }
}

/// What has no date because something that is `undecided` comes first, and is certified by others too: pairs of `partly`.
fn below(
    edges: &Edges,
    mut undecided: BTreeSet<usize>,
    partly: &BTreeSet<(usize, usize)>,
) -> Vec<(usize, usize)> {
    loop {
        let known = undecided.len();
        let waits = edges.keys().filter(|edge| !partly.contains(edge));
        let all: Vec<usize> = waits
            .filter(|(_, earlier)| undecided.contains(earlier))
            .map(|(later, _)| *later)
            .collect();
        undecided.extend(all);
        if undecided.len() == known {
            break;
        }
    }
    let parted = edges.keys().filter(|edge| partly.contains(edge));
    parted.filter(|(_, earlier)| undecided.contains(earlier)).copied().collect()
}
