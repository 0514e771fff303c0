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
use super::authorities::{above, ancestors};
use super::deadline::Calendar;
use super::draft::{Drafts, drafts};
use super::finish::settled;
use super::kind::{Kind, Pace};
use super::needs::Needs;
use super::orphans::{Orphans, is_of_authorities, leave_out};
use super::parts::Part;
use super::precedence::{self, Cause, Edges};
use super::route::route;
use super::runbook::NOTE;
use super::tally::{Item, Planner};
use super::until::due_by_end;
use super::{Change, PlanInput};
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
    /// When the system ends.
    pub(super) end: Option<Quarter>,
    /// The authorities that are replaced here if there is the time for it.
    pub(super) renewals: BTreeMap<Kind, BTreeSet<AssetId>>,
    /// Authorities of the system that have their successors already.
    pub(super) settled: BTreeSet<AssetId>,
    /// What would be handed out here if the system stayed.
    anchors: BTreeMap<Pace, BTreeSet<AssetId>>,
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

/// Work in a system.
pub(super) type Place = (String, Kind);

/// Work that waits for some in a system that ends, and is not certified by that.
#[derive(Clone)]
pub(super) struct Awaited {
    later: Place,
    earlier: Place,
    /// When the system ends.
    end: Quarter,
    reason: String,
}

impl Drafts {
    /// Where a package does its work, in whatever part.
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
    for (system, end) in ends {
        let Some(tally) = planner.systems.get_mut(*system) else { continue };
        let kinds = tally.bundles.keys().filter(|kind| kind.renews());
        tally.ending.renewals = kinds.map(|kind| (*kind, tally.renewed(*kind))).collect();
        tally.ending.end = Some(*end);
        let is_own = |id: &&AssetId| owners.get(id).is_some_and(|owner| owner == system);
        tally.ending.settled = tally.beside.keys().filter(is_own).copied().collect();
    }
    // As if there was the time for all successors.
    planner.certified_until = Orphans::of(planner).certified_until(&BTreeSet::new());
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
    let above = above(&staying);
    for system in ends.keys() {
        let tallies = (planner.systems.get_mut(*system), staying.systems.get(*system));
        let (Some(tally), Some(stays)) = tallies else { continue };
        let anchors = [Pace::Now, Pace::Resistant];
        let anchors =
            anchors.map(|pace| (pace, stays.verified_by(Kind::ANCHORS.at_pace(pace), &above)));
        tally.ending.anchors = anchors.into();
    }
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
            if !self.certified((later, earlier)).is_empty() {
                return None;
            }
            let reason = cause.reason().to_owned();
            let later = (then.system.clone(), self.all.kinds[later]);
            let earlier = self.all.place(earlier);
            Some(Awaited { later, earlier, end, reason })
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
        let kind = self.all.kinds[earlier];
        let mut all = self.certified((later, earlier)).into_iter();
        all.any(|id| !self.planner.is_renewed_after(end, kind, id)).then_some(end)
    }
}

/// What orders work of two systems: what a system rests on and does not change does not.
pub(super) fn orders(causes: &BTreeSet<Cause>) -> Option<&Cause> {
    causes.iter().find(|cause| !matches!(cause, Cause::DependsOn { .. }))
}

/// Lets what waits for work that is not done wait for the end of its system, and leaves what would be certified by nobody
/// without a date.
pub(super) fn wait(drafts: &mut Drafts, planner: &Planner, edges: &mut Edges) {
    leave_out(drafts, planner, edges);
    due_by_end(drafts, planner);
    if planner.awaited.is_empty() {
        return;
    }
    let mut by_place: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for at in 0..drafts.packages.len() {
        by_place.entry(drafts.place(at)).or_default().push(at);
    }
    let Drafts { packages, kinds, index, pilots, .. } = drafts;
    let at = |place: &Place| by_place.get(place).map_or(&[][..], Vec::as_slice);
    let waiting = |(system, kind): &Place| match index.get(&(system.clone(), *kind)) {
        Some(at) => std::slice::from_ref(at),
        // An acceptance may have parted it otherwise.
        None => at(&(system.clone(), kind.in_part(Part::default()))),
    };
    let mut notes: BTreeMap<usize, String> = BTreeMap::new();
    for one in &planner.awaited {
        let (system, end) = (&one.earlier.0, one.end);
        let Some(&ending) = at(&(system.clone(), END)).first() else { continue };
        let Some(tally) = planner.systems.get(system).filter(|_| at(&one.earlier).is_empty())
        else {
            continue;
        };
        for &later in waiting(&one.later) {
            let package = &packages[later];
            let kind = kinds[pilots.get(&later).copied().unwrap_or(later)];
            // No anchors are waited for of a successor that never comes.
            if package.undecided.is_some()
                || one.is_of_lost_anchors((&package.system, kind), planner)
            {
                continue;
            }
            if package.change == Change::Retirement && planner.orphans.is_lost(tally, one.earlier.1)
            {
                let note = format!(
                    "{NOTE}an authority in {system} has no successor when that is switched off at the end of {end}: leave here what \
                     certificates under it are verified with until none of them is in use"
                );
                notes.insert(later, note);
            }
            let is_crowded = tally.ending.crowded.contains(&one.earlier.1);
            let why = if is_crowded { "has no capacity left for that" } else { "does not" };
            let reason = format!("{}; {system} {why}, and is switched off first", one.reason);
            edges.entry((later, ending)).or_default().insert(Cause::Rule(reason));
        }
    }
    for (at, note) in notes {
        packages[at].steps.push(note);
    }
}

impl Awaited {
    /// Whether it is for new anchors alone, of authorities that have no successors.
    fn is_of_lost_anchors(&self, (system, kind): (&String, Kind), planner: &Planner) -> bool {
        let (above, handing) = (&self.earlier.0, self.earlier.1);
        let tallies = [system, above].map(|system| planner.systems.get(system));
        let [Some(own), Some(ending)] = tallies else { return false };
        if handing != Kind::ANCHORS.at_pace(handing.pace) || !is_of_authorities(kind) {
            return false;
        }
        let Orphans { lost, above, .. } = &planner.orphans;
        let anchors = ending.ending.anchors.get(&handing.pace);
        let verified = own.verified_by(kind, above).into_iter();
        let mut common = verified
            .flat_map(|id| ancestors(id, above))
            .filter(|id| anchors.is_some_and(|anchors| anchors.contains(id)));
        common.all(|id| lost.contains_key(&(id, kind.pace)))
    }
}
