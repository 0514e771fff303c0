//! Work on a system ends with the system: what cannot be done before it is switched off is not planned, and the package that
//! switches it off says so.
//!
//! What that is tells the timetable: first by timetables that are made at once, of which the latest work is given up until
//! the rest is in time, then by the one that is looked for.

use std::collections::BTreeMap;

use super::assign::{Owners, unite};
use super::deadline::Calendar;
use super::draft::{Drafts, drafts};
use super::enabling::drop_idle;
use super::kind::Kind;
use super::precedence::order;
use super::remainder::Remainder;
use super::tally::{Limits, Planner, Tally};
use super::timetable::Timetable;
use super::{Change, Options, Package, PlanInput, retire};
use crate::model::Quarter;

/// Packages with their timetable.
pub(super) struct Drawn {
    pub(super) drafts: Drafts,
    /// Packages that are held back, and get no date.
    pub(super) held: Vec<Package>,
    pub(super) table: Timetable,
    /// Circles that had to be cut.
    pub(super) broken_cycles: Vec<String>,
}

/// Makes the packages of the estate and dates them.
pub(super) fn draw(
    planner: &mut Planner,
    owners: &Owners,
    input: &PlanInput<'_>,
    first: Remainder,
) -> Drawn {
    let systems = input.context.systems.iter();
    let ends: BTreeMap<&str, Quarter> = systems
        .filter_map(|system| Some((system.id.as_str(), system.changeability.decommission?)))
        .filter(|(id, end)| *end >= first.quarter && planner.systems.contains_key(*id))
        .collect();
    let quick = Options { effort: 0, previous: None, ..*input.options };
    let mut is_rough = !ends.is_empty();
    loop {
        let mut drafts = drafts(planner, input, &Calendar::of(input, &planner.limits));
        let broken_cycles = order(&mut drafts, planner, owners, input);
        let held = part(&mut drafts);
        drop_idle(&mut drafts);
        let options = if is_rough { &quick } else { input.options };
        let table = Timetable::draw(&mut drafts.packages, input.context, first, options);
        let mut beyond = beyond(&drafts, &ends);
        if beyond.is_empty() && !is_rough {
            return Drawn { drafts, held, table, broken_cycles };
        }
        if is_rough {
            // What is given up makes room for the rest, so one quarter of each system goes at a time.
            let last =
                |at: usize| (drafts.packages[at].finish.is_none(), drafts.packages[at].finish);
            let mut latest = BTreeMap::new();
            for &at in &beyond {
                let known = latest.entry(drafts.packages[at].system.clone()).or_insert(last(at));
                *known = (*known).max(last(at));
            }
            beyond.retain(|&at| latest.get(&drafts.packages[at].system) == Some(&last(at)));
            is_rough = !beyond.is_empty();
        }
        for at in beyond {
            let package = &drafts.packages[at];
            let Some(&end) = ends.get(package.system.as_str()) else { continue };
            let Planner { systems, limits, .. } = &mut *planner;
            if let Some(tally) = systems.get_mut(&package.system) {
                let when = package
                    .finish
                    .map_or("it has no date".into(), |finish| format!("it would end in {finish}"));
                give_up((tally, limits), drafts.kinds[at], (end, &package.title, &when));
            }
        }
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
        let stays = matches!(
            package.change,
            Change::Decommission | Change::AcceptWithExpiry | Change::Pilot
        );
        !stays && ended.is_some_and(|end| package.finish.is_none_or(|finish| finish > *end))
    };
    (0..drafts.packages.len()).filter(late).collect()
}

/// Leaves work of `kind` to the end of its system.
fn give_up(
    (tally, limits): (&mut Tally, &Limits),
    kind: Kind,
    (end, title, when): (Quarter, &str, &str),
) {
    tally.cut.insert(kind);
    let Some(items) = tally.bundles.remove(&kind) else { return };
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
    choice.rejected.push((
        kind.change,
        format!("\"{title}\" cannot be done before it is switched off at the end of {end} ({when}){fell}"),
    ));
    let into = tally.bundles.entry(whole).or_default();
    into.extend(items);
    unite(into, limits);
    // What is not rolled out leaves nothing beside it.
    if retire::rolls_out(kind) {
        let left = Kind::resistant(Change::Retirement, kind.at);
        tally.cut.insert(left);
        tally.bundles.remove(&left);
    }
}
