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
use super::authorities::above;
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
use super::{Change, Package, PlanInput};
use crate::model::{AssetId, Quarter};

const END: Kind = Kind::whole(Change::Decommission);

/// What is not done before its system is switched off, and what is.
#[derive(Clone, Default)]
pub(super) struct Ending {
    /// What cannot be.
    pub(super) cut: BTreeSet<Kind>,
    /// What of it would be done if there was more capacity.
    pub(super) crowded: BTreeSet<Kind>,
    /// What others need before.
    needed: BTreeMap<Kind, Needed>,
    /// The authorities that are replaced here if there is the time for it, with the end of the system.
    pub(super) renewals: BTreeMap<Kind, (Quarter, BTreeSet<AssetId>)>,
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

    /// Whether others need work of a kind before.
    pub(super) fn is_needed(&self, kind: Kind) -> bool {
        self.needed.contains_key(&kind.in_part(Part::default()))
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

/// Work that waits for some in a system that ends.
#[derive(Clone)]
pub(super) struct Awaited {
    later: Place,
    earlier: Place,
    /// When the system ends.
    end: Quarter,
    /// The later one is certified by what the earlier one replaces.
    certifies: bool,
    reason: String,
}

impl Drafts {
    /// Where a package does its work.
    pub(super) fn place(&self, at: usize) -> Place {
        (self.packages[at].system.clone(), self.kinds[at].in_part(Part::default()))
    }
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
    for (system, end) in ends {
        let Some(tally) = staying.systems.get(*system) else { continue };
        let kinds = tally.bundles.keys().filter(|kind| kind.renews());
        let renewals = kinds.map(|kind| (*kind, (*end, tally.renewed(*kind)))).collect();
        if let Some(tally) = planner.systems.get_mut(*system) {
            tally.ending.renewals = renewals;
        }
    }
    let calendar = Calendar::of(input, &staying.limits);
    let mut all = drafts(&staying, input, &calendar);
    let edges = precedence::edges(&mut all, &staying, owners, input);
    let above = above(&staying);
    let of = Certified { all: &all, planner: &staying, above: &above, ends };
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
    above: &'a BTreeMap<AssetId, BTreeSet<AssetId>>,
    pub(super) ends: &'a BTreeMap<&'a str, Quarter>,
}

impl Certified<'_> {
    /// Who waits for work in systems that end.
    fn waiting(&self, edges: &Edges) -> Vec<Awaited> {
        let between = edges.iter().filter_map(|(&(later, earlier), causes)| {
            let (then, first) = (&self.all.packages[later], &self.all.packages[earlier]);
            let cause = orders(causes).filter(|_| then.system != first.system)?;
            let end = *self.ends.get(first.system.as_str())?;
            let certifies = !self.certified((later, earlier)).is_empty();
            if certifies && self.signed_until((later, earlier)).is_none() {
                return None;
            }
            let reason = cause.reason().to_owned();
            let (later, earlier) = (self.all.place(later), self.all.place(earlier));
            Some(Awaited { later, earlier, end, certifies, reason })
        });
        between.collect()
    }

    /// The authorities above `later` that `earlier` replaces.
    fn certified(&self, (later, earlier): (usize, usize)) -> BTreeSet<AssetId> {
        let later = self.all.pilots.get(&later).copied().unwrap_or(later);
        let tallies =
            [later, earlier].map(|at| self.planner.systems.get(&self.all.packages[at].system));
        let [Some(own), Some(above)] = tallies else { return BTreeSet::new() };
        let renewed = above.renewed(self.all.kinds[earlier]);
        own.verified_by(self.all.kinds[later], self.above).intersection(&renewed).copied().collect()
    }

    /// When the system ends that certifies `later` in `earlier`, if no system that is there longer replaces the same.
    pub(super) fn signed_until(&self, (later, earlier): (usize, usize)) -> Option<Quarter> {
        let end = *self.ends.get(self.all.packages[earlier].system.as_str())?;
        let is_longer = |system: &str| self.ends.get(system).is_none_or(|other| *other > end);
        let mut all = self.certified((later, earlier)).into_iter();
        let is_last = |id: AssetId| {
            let mut others = self.planner.systems.iter().filter(|(system, _)| is_longer(system));
            !others.any(|(_, tally)| tally.renewed(self.all.kinds[earlier]).contains(&id))
        };
        all.any(is_last).then_some(end)
    }
}

/// What orders work of two systems: what a system rests on and does not change does not.
pub(super) fn orders(causes: &BTreeSet<Cause>) -> Option<&Cause> {
    causes.iter().find(|cause| !matches!(cause, Cause::DependsOn { .. }))
}

/// Lets what waits for work that is not done wait for the end of its system, and leaves what would be certified by nobody
/// without a date.
pub(super) fn wait(drafts: &mut Drafts, planner: &Planner, edges: &mut Edges) {
    if planner.awaited.is_empty() {
        return;
    }
    let mut by_place: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for at in 0..drafts.packages.len() {
        by_place.entry(drafts.place(at)).or_default().push(at);
    }
    let at = |place: &Place| by_place.get(place).map_or(&[][..], Vec::as_slice);
    let mut notes: BTreeMap<usize, String> = BTreeMap::new();
    let partly = leave_out(drafts, planner, edges, &mut notes);
    for one in &planner.awaited {
        let (system, end) = (&one.earlier.0, one.end);
        let done = at(&one.earlier);
        let ending = at(&(system.clone(), END)).first();
        match (done, one.certifies, ending) {
            ([], false, Some(&ending)) => {
                for &later in at(&one.later) {
                    let is_of_anchors = one.earlier.1.change == Change::TrustDistribution
                        && partly.get(&later).is_some_and(|by| by.contains(system));
                    // The rest waits for no anchors of a successor that never comes.
                    if drafts.packages[later].undecided.is_some() || is_of_anchors {
                        continue;
                    }
                    if drafts.packages[later].change == Change::Retirement && one.earlier.1.renews()
                    {
                        let note = format!(
                            "{NOTE}an authority in {system} has no successor when that is switched off at the end of {end}: leave its \
                             old certificate or key here until nothing that it has certified is in use"
                        );
                        notes.insert(later, note);
                    }
                    let tally = planner.systems.get(system);
                    let is_crowded =
                        tally.is_some_and(|tally| tally.ending.crowded.contains(&one.earlier.1));
                    let why = if is_crowded { "has no capacity left for that" } else { "does not" };
                    let reason =
                        format!("{}; {system} {why}, and is switched off first", one.reason);
                    edges.entry((later, ending)).or_default().insert(Cause::Rule(reason));
                }
            }
            ([], ..) | (_, false, _) => {}
            (renewals, true, _) => {
                for &later in at(&one.later) {
                    due_by_end(&mut drafts.packages[later], drafts.kinds[later], one, planner);
                }
                // What it certifies from then on ends with it as well.
                for &at in renewals {
                    notes.entry(at).or_insert_with(|| {
                        format!(
                            "{NOTE}{system} is switched off at the end of {end}: decide who certifies after that day, and give that \
                             authority to whoever verifies as well"
                        )
                    });
                }
            }
        }
    }
    for (at, note) in notes {
        let old = (drafts.packages[at].system.clone(), Kind::OLD);
        if partly.contains_key(&at)
            && drafts.kinds[at].change == Change::TrustDistribution
            && let Some(&old) = drafts.index.get(&old)
        {
            let new = &drafts.packages[at].id;
            let left = format!(
                "{NOTE}leave in what {new} leaves out: what is in use under it is verified with the old one until it is decided"
            );
            drafts.packages[old].steps.push(left);
        }
        drafts.packages[at].steps.push(note);
    }
}

/// What is certified by an authority that ends with its system is done before.
fn due_by_end(package: &mut Package, kind: Kind, one: &Awaited, planner: &Planner) {
    let (system, end) = (&one.earlier.0, one.end);
    let tallies = [&package.system, system].map(|system| planner.systems.get(system));
    let [Some(own), Some(above)] = tallies else { return };
    let is_below = || {
        let all = own.verified_by(kind, &planner.orphans.above);
        all.iter().any(|id| above.renewed(one.earlier.1).contains(id))
    };
    let is_sooner = package.deadline.as_ref().is_none_or(|day| day.date > end.last_day());
    // What is accepted has its own last day.
    let is_work = package.change != Change::Pilot && package.acceptance.is_none();
    if is_sooner && is_work && is_below() {
        package.deadline = Some(deadline::of_authority(system, end));
    }
}

/// Leaves what nobody would certify without a date; returns what is partly so, with the systems whose authorities end.
fn leave_out(
    drafts: &mut Drafts,
    planner: &Planner,
    edges: &mut Edges,
    notes: &mut BTreeMap<usize, String>,
) -> BTreeMap<usize, BTreeSet<String>> {
    let (mut lost, mut partly) = (BTreeSet::new(), BTreeMap::new());
    let Drafts { packages, kinds, pilots, .. } = drafts;
    for (at, (package, kind)) in packages.iter_mut().zip(&*kinds).enumerate() {
        let Some(tally) = planner.systems.get(&package.system) else { continue };
        let left = planner.orphans.left(planner, tally, *kind);
        let Some((system, end)) = left.by.first() else { continue };
        if package.undecided.is_some() || package.acceptance.is_some() {
            continue;
        }
        if left.share() == Share::All {
            lost.insert(at);
            package.undecided = Some(format!(
                "the authority above it is in {system}, which is switched off at the end of {end} without a successor of it: a \
                 decision comes first"
            ));
            package.steps.push(format!(
                "{NOTE}decide who certifies this after {end}: move the authority to a system that stays and renew it there, use \
                 another one, have it renewed before {system} is switched off, or write down who accepts the risk until when \
                 ([[accept]])"
            ));
            continue;
        }
        let note = format!(
            "{NOTE}the authority above some of these ({} of {}) is in {system}, which is switched off at the end of {end} without a \
             successor of it: leave out those until it is decided who certifies them",
            left.items.len(),
            left.all
        );
        notes.insert(at, note);
        partly.insert(at, left.by.iter().map(|(system, _)| system.clone()).collect());
    }
    for (&pilot, roll_out) in &*pilots {
        if lost.contains(roll_out) {
            packages[pilot].undecided = packages[*roll_out].undecided.clone();
            lost.insert(pilot);
        }
    }
    // What is issued nevertheless waits for nothing of them.
    let is_cut = |&(later, earlier): &(usize, usize)| {
        let later = pilots.get(&later).copied().unwrap_or(later);
        lost.contains(&earlier)
            && !lost.contains(&later)
            && [later, earlier].iter().all(|at| is_of_authorities(kinds[*at]))
    };
    edges.retain(|edge, _| !is_cut(edge));
    partly
}

/// Whether it is issued again under authorities, or hands them out.
const fn is_of_authorities(kind: Kind) -> bool {
    matches!(
        kind.change,
        Change::CertificateReissue | Change::CaRenewal | Change::TrustDistribution
    )
}
