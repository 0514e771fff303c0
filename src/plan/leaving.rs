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
use super::deadline::{Calendar, due_quarter};
use super::draft::{Drafts, drafts};
use super::finish::settled;
use super::kind::Kind;
use super::parts::Part;
use super::precedence::{self, Cause, Edges};
use super::route::route;
use super::runbook::NOTE;
use super::tally::{Item, Planner};
use super::{Change, PlanInput};
use crate::model::{AssetId, Date, Quarter};

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
type Place = (String, Kind);

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
    let input = &PlanInput { context: &context, ..*input };
    let mut staying = planner.clone();
    settled(&mut staying, owners, input);
    let mut all = drafts(&staying, input, &Calendar::of(input, &staying.limits));
    let edges = precedence::edges(&mut all, &staying, owners, input);
    let of = Certified { all: &all, planner: &staying, owners, ends };
    planner.awaited = awaited(&of, &edges);
    for (at, due) in (Needs { all: &all, edges: &edges, ends }).find(&kept) {
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

/// Who waits for work in systems that end.
fn awaited(of: &Certified<'_>, edges: &Edges) -> Vec<Awaited> {
    let Certified { all, ends, .. } = of;
    let place =
        |at: usize| (all.packages[at].system.clone(), all.kinds[at].in_part(Part::default()));
    let mut awaited = Vec::new();
    for (&(later, earlier), causes) in edges {
        let (then, first) = (&all.packages[later], &all.packages[earlier]);
        let end = ends.get(first.system.as_str()).filter(|_| then.system != first.system);
        let Some((&end, cause)) = end.zip(orders(causes)) else { continue };
        let certifies = of.share(later, earlier, cause);
        if certifies != Share::None && of.is_elsewhere(earlier) {
            continue;
        }
        let (later, earlier) = (place(later), place(earlier));
        awaited.push(Awaited { later, earlier, end, certifies, reason: cause.reason().to_owned() });
    }
    // What has no date waits for nothing.
    awaited.sort_by_key(|one| one.certifies == Share::None);
    awaited
}

/// What tells who certifies what.
struct Certified<'a> {
    all: &'a Drafts,
    planner: &'a Planner,
    owners: &'a Owners,
    ends: &'a BTreeMap<&'a str, Quarter>,
}

impl Certified<'_> {
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
        let all = others == 0 || others == authorities.len();
        if all && !own.unissued.contains(&then) { Share::All } else { Share::Some }
    }

    /// Whether a system that stays renews the same.
    fn is_elsewhere(&self, at: usize) -> bool {
        let own = &self.all.packages[at];
        let mut others = self.all.packages.iter().zip(&self.all.kinds);
        others.any(|(other, kind)| {
            *kind == self.all.kinds[at]
                && !self.ends.contains_key(other.system.as_str())
                && other.assets.iter().any(|id| own.assets.binary_search(id).is_ok())
        })
    }
}

/// What orders work of two systems: what a system rests on and does not change does not.
fn orders(causes: &BTreeSet<Cause>) -> Option<&Cause> {
    causes.iter().find(|cause| !matches!(cause, Cause::DependsOn { .. }))
}

/// The last quarter that leaves enough for what comes after, and the day of whom that is for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Due<'a> {
    last: Quarter,
    date: Date,
    package: &'a str,
    policy: &'a str,
}

/// The order of work if nothing ended.
struct Needs<'a> {
    all: &'a Drafts,
    edges: &'a Edges,
    ends: &'a BTreeMap<&'a str, Quarter>,
}

impl<'a> Needs<'a> {
    /// The packages of systems that end and that others need before, with the first who does.
    fn find(&self, kept: &BTreeSet<Place>) -> BTreeMap<usize, Due<'a>> {
        let mut before: BTreeMap<usize, Vec<(usize, bool)>> = BTreeMap::new();
        for (&(later, earlier), causes) in self.edges {
            before.entry(later).or_default().push((earlier, orders(causes).is_some()));
        }
        let packages = self.all.packages.iter().enumerate();
        let mut due: BTreeMap<usize, Due<'a>> =
            packages.filter_map(|(at, _)| Some((at, self.own(at, kept)?))).collect();
        let mut needed = BTreeSet::new();
        let mut open: Vec<usize> = due.keys().copied().collect();
        while let Some(later) = open.pop() {
            let Some(day) = due.get(&later).cloned() else { continue };
            // Whatever waits takes a quarter at least.
            let day = Due { last: day.last.plus(-1), ..day };
            for &(earlier, orders) in before.get(&later).into_iter().flatten() {
                let is_own = self.all.packages[later].system == self.all.packages[earlier].system;
                if let Some(end) = self.end(earlier) {
                    if !is_own && (!orders || day.last >= end) {
                        continue;
                    }
                    needed.insert(earlier);
                }
                if due.get(&earlier).is_none_or(|known| day < *known) {
                    due.insert(earlier, day.clone());
                    open.push(earlier);
                }
            }
        }
        due.retain(|at, _| needed.contains(at));
        due
    }

    fn end(&self, at: usize) -> Option<Quarter> {
        self.ends.get(self.all.packages[at].system.as_str()).copied()
    }

    /// By when a package is done that is done whoever waits for it.
    fn own(&self, at: usize, kept: &BTreeSet<Place>) -> Option<Due<'a>> {
        let package = &self.all.packages[at];
        if package.acceptance.is_some() || package.is_undecided() {
            return None;
        }
        let stated = package.deadline.as_ref();
        let stated = stated.map(|day| Due {
            last: due_quarter(day.date),
            date: day.date,
            package: &package.id,
            policy: &day.policy,
        });
        let Some(end) = self.end(at) else { return stated };
        let place = (package.system.clone(), self.all.kinds[at].in_part(Part::default()));
        let date = end.last_day();
        let end = Due { last: end, date, package: &package.id, policy: "estate" };
        kept.contains(&place).then(|| stated.into_iter().chain([end]).min()).flatten()
    }
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
    for one in &planner.awaited {
        let (system, end) = (one.earlier.0.as_str(), one.end);
        let later = by_place.get(&(one.later.0.as_str(), one.later.1)).into_iter().flatten();
        let renewals = by_place.get(&(system, one.earlier.1));
        if let Some(renewals) = renewals {
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
                Share::None => {
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
    for (at, note) in told {
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
