//! Work on a system ends with the system: what cannot be done before it is switched off is not planned, and the package that
//! switches it off says so.
//!
//! All of it is due by that day. What is too late for it, even if nothing else came first, is given up. Of the rest, what
//! can be harvested comes before everything else where it would be too late otherwise; what then is too late, first in
//! timetables that are made at once, the latest before the others, then in the one that is looked for, gives way to what
//! weighs more.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::assign::{Owners, unite};
use super::deadline::Calendar;
use super::draft::{Drafts, drafts};
use super::enabling::drop_idle;
use super::interned::Limits;
use super::kind::Kind;
use super::orphans::Orphans;
use super::parts::Part;
use super::precedence::order;
use super::remainder::Remainder;
use super::schedule::{finish_with, solve};
use super::tally::{Planner, Tally};
use super::timetable::Timetable;
use super::{Change, Options, Package, PlanInput, orphans, retire, still_used, until};
use crate::model::{Context, Quarter};
use crate::risk::Threat;

/// Packages with their timetable.
pub(super) struct Drawn {
    pub(super) drafts: Drafts,
    /// Packages that are held back, and get no date.
    pub(super) held: Vec<Package>,
    pub(super) table: Timetable,
    /// Circles that had to be cut.
    pub(super) broken_cycles: Vec<String>,
}

/// Packages up to which a look for a timetable takes no time.
const FEW: usize = 200;

/// The systems that are switched off from the quarter `from` on, and when.
pub(super) fn of<'a>(
    planner: &Planner,
    context: &'a Context,
    from: Quarter,
) -> BTreeMap<&'a str, Quarter> {
    let systems = context.systems.iter();
    systems
        .filter_map(|system| Some((system.id.as_str(), system.changeability.decommission?)))
        .filter(|(id, end)| *end >= from && planner.systems.contains_key(*id))
        .collect()
}

/// Makes the packages of the estate and dates them.
pub(super) fn draw(
    planner: &mut Planner,
    owners: &Owners,
    input: &PlanInput<'_>,
    (first, ends): (Remainder, &BTreeMap<&str, Quarter>),
) -> Drawn {
    still_used::leave(planner, input);
    let mut is_rough = !ends.is_empty();
    let mut firm = BTreeSet::new();
    loop {
        planner.orphans = Orphans::of(planner);
        let mut drafts = drafts(planner, input, &Calendar::of(input, &planner.limits));
        let broken_cycles = order(&mut drafts, planner, owners, input);
        let held = part(&mut drafts);
        drop_idle(&mut drafts);
        let effort = if drafts.packages.len() > FEW { 0 } else { input.options.effort.min(1) };
        let quick = Options { effort, previous: None, ..*input.options };
        let options = if is_rough { &quick } else { input.options };
        let table = Timetable::draw(&mut drafts.packages, input.context, (first, &firm), options);
        let mut beyond = beyond(&drafts, ends);
        if beyond.is_empty() && !is_rough {
            let late = until::uncertified(&drafts, planner);
            for (system, kind) in &late {
                let tally = planner.systems.get_mut(system);
                is_rough |= tally.is_some_and(|tally| tally.uncertified.insert(*kind));
            }
            if is_rough {
                continue;
            }
            // What certifies nothing then is not worth its while.
            let idle = orphans::idle(planner);
            let idle: Vec<usize> = (0..drafts.packages.len())
                .filter(|&at| {
                    idle.contains(&(drafts.packages[at].system.clone(), drafts.kinds[at]))
                })
                .collect();
            if !idle.is_empty() {
                give_up_all(planner, &drafts, ends, idle.into_iter().map(|at| (at, Why::Idle)));
                continue;
            }
            return Drawn { drafts, held, table, broken_cycles };
        }
        let ending = Ending { drafts: &drafts, table: &table, ends, systems: &planner.systems };
        let mut why = BTreeMap::new();
        if is_rough {
            let never: Vec<(usize, Why)> =
                beyond.iter().filter_map(|&at| Some((at, ending.never(at)?))).collect();
            if never.is_empty() {
                // What can be recorded until then is worth more than the order of all the rest.
                if let Some(at) = ending.one_more(&beyond, &firm) {
                    firm.insert(drafts.packages[at].id.clone());
                    continue;
                }
                ending.keep_latest(&mut beyond);
                is_rough = !beyond.is_empty();
            } else {
                beyond = never.iter().map(|(at, _)| *at).collect();
                why.extend(never);
            }
        }
        let given = beyond.iter().map(|at| (*at, why.remove(at).unwrap_or(Why::Others)));
        give_up_all(planner, &drafts, ends, given);
    }
}

/// Leaves packages to the ends of their systems.
fn give_up_all(
    planner: &mut Planner,
    drafts: &Drafts,
    ends: &BTreeMap<&str, Quarter>,
    given: impl Iterator<Item = (usize, Why)>,
) {
    let Planner { systems, limits, .. } = planner;
    for (at, why) in given {
        let (kind, package) = (drafts.kinds[at], &drafts.packages[at]);
        let Some(&end) = ends.get(package.system.as_str()) else { continue };
        if let Some(tally) = systems.get_mut(&package.system) {
            if matches!(why, Why::Others) {
                tally.ending.crowded.insert(kind.in_part(Part::default()));
            }
            give_up((tally, limits), kind, end, &why.words(package, end));
        }
    }
}

/// Why work is not done before its system is switched off.
enum Why {
    /// It would end then, or not at all, if nothing but what it waits for came before it.
    Alone(Option<Quarter>),
    /// Other work comes first.
    Others,
    /// All that it certifies is too late for that.
    Idle,
}

impl Why {
    /// In words, of a package that the timetable dates beyond `end`.
    fn words(&self, package: &Package, end: Quarter) -> String {
        let title = &package.title;
        let before = format!("before it is switched off at the end of {end}");
        match (self, package.finish) {
            (Self::Alone(Some(quarter)), _) => format!(
                "\"{title}\" cannot be done {before} (it would end in {quarter} if nothing else came first)"
            ),
            (Self::Alone(None), _) => {
                format!("\"{title}\" cannot be done {before} (no capacity holds it)")
            }
            (Self::Others, Some(finish)) => {
                format!(
                    "\"{title}\" is not done {before} (it would end in {finish}, for other work comes first)"
                )
            }
            (Self::Idle, _) => format!(
                "\"{title}\" is not done {before} (all that it would certify comes after that)"
            ),
            (Self::Others, None) => format!("\"{title}\" is not done {before} (it has no date)"),
        }
    }
}

/// A timetable in which work lies beyond the end of its system.
struct Ending<'a> {
    drafts: &'a Drafts,
    table: &'a Timetable,
    ends: &'a BTreeMap<&'a str, Quarter>,
    systems: &'a BTreeMap<String, Tally>,
}

impl Ending<'_> {
    /// Whether the end of the system comes too soon for a package, whatever the order: with all that it waits for before it,
    /// and nothing else.
    fn never(&self, at: usize) -> Option<Why> {
        let package = &self.drafts.packages[at];
        let end = self.ends.get(package.system.as_str())?;
        if package.is_undecided() {
            return None;
        }
        let problem = &self.table.problem;
        let mut leads = vec![false; problem.tasks.len()];
        leads[at] = true;
        let mut first = Vec::new();
        for &task in self.table.order.iter().rev() {
            if leads[task] {
                problem.tasks[task].after.iter().for_each(|edge| leads[edge.task] = true);
                first.push(task);
            }
        }
        first.reverse();
        let alone = finish_with(problem, &first, &problem.capacity);
        let alone = alone.map(|period| self.table.quarter(period));
        alone.is_none_or(|alone| alone > *end).then_some(Why::Alone(alone))
    }

    /// Of what can be harvested or others need before, and lies beyond the end of its system, the weightiest that is done before when it comes
    /// first, with all that is `firm` already.
    fn one_more(&self, beyond: &[usize], firm: &BTreeSet<String>) -> Option<usize> {
        let packages = &self.drafts.packages;
        let is_needed = |at: usize| {
            let tally = self.systems.get(&packages[at].system);
            tally.is_some_and(|tally| tally.ending.is_needed(self.drafts.kinds[at]))
        };
        let is_asked = |at: &usize| {
            (packages[*at].threat == Threat::HarvestNowDecryptLater || is_needed(*at))
                && !packages[*at].is_undecided()
                && !firm.contains(&packages[*at].id)
        };
        let mut asked: Vec<usize> = beyond.iter().copied().filter(is_asked).collect();
        asked.sort_by_key(|at| (Reverse(packages[*at].weight), &packages[*at].id));
        asked.into_iter().find(|&at| {
            let mut problem = self.table.problem.clone();
            problem.tasks[at].firm = true;
            let placed = solve(&problem);
            problem.tasks.iter().zip(&placed).zip(packages).all(|((task, placed), package)| {
                let end = self.ends.get(package.system.as_str());
                let finish = placed.span.map(|(_, finish)| self.table.quarter(finish));
                !task.firm || finish.is_some_and(|finish| end.is_none_or(|end| finish <= *end))
            })
        })
    }

    /// What is given up makes room for the rest, so one quarter of each system goes at a time.
    fn keep_latest(&self, beyond: &mut Vec<usize>) {
        let packages = &self.drafts.packages;
        let last = |at: usize| (packages[at].finish.is_none(), packages[at].finish);
        let mut latest = BTreeMap::new();
        for &at in &*beyond {
            let known = latest.entry(&packages[at].system).or_insert(last(at));
            *known = (*known).max(last(at));
        }
        beyond.retain(|&at| latest.get(&packages[at].system) == Some(&last(at)));
    }
}

/// Takes what is held back out of what is scheduled.
fn part(drafts: &mut Drafts) -> Vec<Package> {
    let all = std::mem::take(&mut drafts.packages).into_iter();
    let kinds = std::mem::take(&mut drafts.kinds);
    let mut held = Vec::new();
    for (at, (package, kind)) in all.zip(kinds).enumerate() {
        if drafts.held.contains(&at) {
            held.push(package);
        } else {
            drafts.packages.push(package);
            drafts.kinds.push(kind);
        }
    }
    held
}

/// Packages that would end after their system does.
fn beyond(drafts: &Drafts, ends: &BTreeMap<&str, Quarter>) -> Vec<usize> {
    let late = |at: &usize| {
        let package = &drafts.packages[*at];
        let ended = ends.get(package.system.as_str());
        // Who certifies an authority is decided, whatever there is the time for.
        let is_asked = package.undecided.is_some() && drafts.kinds[*at].renews();
        let stays = is_asked
            || matches!(
                package.change,
                Change::Decommission | Change::AcceptWithExpiry | Change::Pilot
            );
        !stays && ended.is_some_and(|end| package.finish.is_none_or(|finish| finish > *end))
    };
    (0..drafts.packages.len()).filter(late).collect()
}

/// Leaves work of `kind` to the end of its system.
fn give_up((tally, limits): (&mut Tally, &Limits), kind: Kind, end: Quarter, why: &str) {
    tally.ending.cut.insert(kind);
    let items = tally.bundles.remove(&kind);
    // It goes with the system.
    if kind.is_old() && kind.is_now() {
        return;
    }
    if items.is_none() && kind.change != Change::TrustDistribution {
        return;
    }
    let whole = Kind::whole(Change::Decommission);
    let fell = tally.choices.get(&kind).and_then(|choice| {
        let mut rejected = choice.rejected.iter();
        rejected.find(|(change, _)| *change == Change::Decommission).map(|(_, why)| why.clone())
    });
    let choice = tally.choices.entry(whole).or_default();
    if choice.why.is_empty() {
        choice.why = format!("the estate file has it switched off at the end of {end}");
    }
    let fell = fell.map_or(String::new(), |why| format!(". It matters: {why}"));
    choice.rejected.push((kind.change, format!("{why}{fell}")));
    let Some(items) = items else { return };
    let into = tally.bundles.entry(whole).or_default();
    into.extend(items);
    unite(into, limits);
    // What is not rolled out leaves nothing beside it.
    if retire::rolls_out(kind) {
        let left = Kind::resistant(Change::Retirement, kind.at);
        tally.ending.cut.insert(left);
        tally.bundles.remove(&left);
    }
}
