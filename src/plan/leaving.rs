//! What other systems wait for in one that is switched off.
//!
//! What a system that ends does not do any more, others would have waited for: neither end of a channel stops offering what is
//! classical before the other can do without, and verifiers come before signers. They wait for its end then. Where that is too
//! late for them, what they wait for is done before it. An authority that ends without a successor certifies nothing afterwards:
//! who does has to be decided.

use std::collections::{BTreeMap, BTreeSet};

use super::assign::Owners;
use super::deadline::Calendar;
use super::draft::{Drafts, drafts};
use super::kind::Kind;
use super::precedence::{self, Cause, Edges};
use super::runbook::NOTE;
use super::tally::{Item, Planner};
use super::{Change, PlanInput};
use crate::model::Quarter;

const END: Kind = Kind::whole(Change::Decommission);

/// What is not done before its system is switched off.
#[derive(Default)]
pub(super) struct Ending {
    /// What cannot be.
    pub(super) cut: BTreeSet<Kind>,
    /// What need not be, and ends with it.
    pub(super) gone: BTreeMap<Kind, Vec<Item>>,
}

/// A package that waits for one in a system that ends, if that makes it.
pub(super) struct Awaited {
    later: String,
    earlier: String,
    /// The system that ends, and when.
    system: String,
    end: Quarter,
    /// The one certifies what the other is about.
    certifies: bool,
    reason: String,
}

/// Finds what others wait for in systems that end, and has done what they cannot wait for.
pub(super) fn find(
    planner: &mut Planner,
    owners: &Owners,
    input: &PlanInput<'_>,
    ends: &BTreeMap<&str, Quarter>,
) {
    if ends.is_empty() {
        return;
    }
    loop {
        let (awaited, pressing) = look(planner, owners, input, ends);
        planner.awaited = awaited;
        if !have_done(planner, pressing) {
            return;
        }
    }
}

/// Work of a system that ends, with what needs it before.
type Pressing = BTreeMap<(String, Kind), String>;

/// The order between systems if those that end did all their work.
fn look(
    planner: &mut Planner,
    owners: &Owners,
    input: &PlanInput<'_>,
    ends: &BTreeMap<&str, Quarter>,
) -> (Vec<Awaited>, Pressing) {
    let mut as_it_is = Vec::new();
    for (system, tally) in planner.systems.iter_mut() {
        if ends.contains_key(system.as_str()) && tally.bundles.contains_key(&END) {
            as_it_is.push((system.clone(), tally.bundles.clone()));
            tally.bundles.remove(&END);
            for (kind, items) in &tally.ending.gone {
                tally.bundles.entry(*kind).or_default().extend(items);
            }
        }
    }
    let mut all = drafts(planner, input, &Calendar::of(input, &planner.limits));
    let edges = precedence::edges(&mut all, planner, owners, input);
    for (system, bundles) in as_it_is {
        if let Some(tally) = planner.systems.get_mut(&system) {
            tally.bundles = bundles;
        }
    }
    let (mut awaited, mut pressing) = (Vec::new(), Pressing::new());
    for ((later, earlier), causes) in edges {
        let kinds = [later, earlier].map(|at| all.kinds[at]);
        let (later, earlier) = (&all.packages[later], &all.packages[earlier]);
        let end = ends.get(earlier.system.as_str()).filter(|_| later.system != earlier.system);
        // What a system rests on and does not change sets no order.
        let cause = causes.into_iter().find(|cause| !matches!(cause, Cause::DependsOn { .. }));
        let Some((&end, cause)) = end.zip(cause) else { continue };
        let certifies = match kinds[1].change {
            Change::CaRenewal => kinds[0].change != Change::Retirement,
            _ => {
                [Kind::SSH_KEYS, Kind::OFFLINE].contains(&kinds[1])
                    && matches!(cause, Cause::Issuer { .. })
            }
        };
        let day = later.deadline.as_ref().filter(|day| day.date <= end.last_day());
        if let Some(day) = day {
            let why =
                format!("{} waits for it, and is due by {} ({})", later.id, day.date, day.policy);
            pressing.entry((earlier.system.clone(), kinds[1])).or_insert(why);
        }
        awaited.push(Awaited {
            later: later.id.clone(),
            earlier: earlier.id.clone(),
            system: earlier.system.clone(),
            end,
            certifies,
            reason: cause.reason().to_owned(),
        });
    }
    // What has no date waits for nothing.
    awaited.sort_by_key(|one| !one.certifies);
    (awaited, pressing)
}

/// Takes what is needed before its system ends out of what ends with it; whether there was any.
fn have_done(planner: &mut Planner, pressing: Pressing) -> bool {
    let mut is_any = false;
    for ((system, kind), why) in pressing {
        let Some(tally) = planner.systems.get_mut(&system) else { continue };
        let Some(own) = tally.ending.gone.remove(&kind) else { continue };
        is_any = true;
        let left: BTreeSet<_> = tally.ending.gone.values().flatten().map(|item| item.id).collect();
        let ending: Vec<Item> = tally.bundles.remove(&END).unwrap_or_default();
        let stays =
            |item: &Item| left.contains(&item.id) || !own.iter().any(|one| one.id == item.id);
        let ending: Vec<Item> = ending.into_iter().filter(stays).collect();
        if !ending.is_empty() {
            tally.bundles.insert(END, ending);
        }
        tally.bundles.entry(kind).or_default().extend(own);
        tally.choices.entry(kind).or_default().rejected.push((Change::Decommission, why));
    }
    is_any
}

/// Lets what waits for work that is not done wait for the end of its system, and leaves what would be certified by nobody
/// without a date.
pub(super) fn wait(drafts: &mut Drafts, planner: &Planner, edges: &mut Edges) {
    let packages = drafts.packages.iter().enumerate();
    let by_id: BTreeMap<String, usize> =
        packages.map(|(at, package)| (package.id.clone(), at)).collect();
    for one in &planner.awaited {
        let Some(&later) = by_id.get(&one.later) else { continue };
        let ending = drafts.index.get(&(one.system.clone(), END));
        let Some(&ending) = ending.filter(|_| !by_id.contains_key(&one.earlier)) else { continue };
        let (system, end) = (&one.system, one.end);
        let package = &mut drafts.packages[later];
        if package.undecided.is_some() {
            continue;
        }
        if !one.certifies {
            let reason = format!("{}; {system} does not, and is switched off first", one.reason);
            edges.entry((later, ending)).or_default().insert(Cause::Rule(reason));
        } else if package.acceptance.is_none() {
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
}
