//! Phases, named and dated after the milestones of the policies that apply.

use super::stages::{self, stages};
use super::{AppliedPolicy, Change, Package, Phase};
use crate::model::Quarter;

/// The phases from `from` to `until` without gaps, and every package's phase set by its finish.
///
/// The first is discovery and preparation: up to the last discovery package's finish, at the latest
/// the quarter before the first milestone. Then each milestone that is still to come closes a phase
/// that bears its name; milestones of one quarter close it together.
pub(super) fn phases(
    packages: &mut [Package],
    policies: &[AppliedPolicy<'_>],
    (from, until): (Quarter, Quarter),
) -> Vec<Phase> {
    let mut phases = Vec::new();
    let stages = stages(policies, from);
    let first = stages.first_key_value().map_or(until, |(quarter, _)| *quarter);
    let discovery = packages.iter().filter(|package| package.change == Change::Discovery);
    let prepared = discovery.filter_map(|package| package.finish).max().unwrap_or(from);
    let mut next = from;
    if first > from {
        let last = prepared.max(from).min(first.plus(-1));
        phases.push(Phase {
            name: "Discovery and preparation".into(),
            from,
            until: last,
            source: "y2q: until the last discovery package ends, before the first milestone".into(),
            entry: Vec::new(),
            roadmap_rollback: Vec::new(),
            exit: vec!["y2q: the scan leaves nothing unknown in any system".into()],
            rollback: String::new(),
            note: String::new(),
        });
        next = last.plus(1);
    }
    for (quarter, stage) in stages {
        phases.push(stage.phase((next, quarter)));
        next = quarter.plus(1);
    }
    if next <= until {
        let name = if phases.len() > 1 { "After the last milestone" } else { "Transition" };
        phases.push(Phase {
            name: name.into(),
            from: next,
            until,
            source: "y2q: to the end of the plan; no policy that applies sets a milestone here"
                .into(),
            entry: Vec::new(),
            exit: Vec::new(),
            roadmap_rollback: Vec::new(),
            rollback: String::new(),
            note: String::new(),
        });
    }
    criteria(&mut phases);
    for package in &mut *packages {
        package.phase = package.finish.map_or(phases.len().saturating_sub(1), |finish| {
            phases.iter().take_while(|phase| phase.until < finish).count().min(phases.len() - 1)
        });
    }
    empty(&mut phases, packages);
    phases
}

/// Says of a phase in which no package ends what it is there for.
fn empty(phases: &mut [Phase], packages: &[Package]) {
    let ends = packages.iter().filter_map(|package| package.finish).max();
    for (at, phase) in phases.iter_mut().enumerate() {
        if packages.iter().any(|package| package.phase == at) {
            continue;
        }
        phase.note = match ends {
            None => "y2q: nothing is planned".into(),
            Some(ends) if ends < phase.from => format!(
                "y2q: no work is left for it; the last package ends in {ends}. It stays for its exit criteria, which scans \
                 and y2q gate show to hold until then, and as the time in reserve"
            ),
            Some(_) => "y2q: no package ends in it; it stays for its exit criteria, and work that ends later goes on".into(),
        };
    }
}

/// Adds what holds of every phase, whatever its milestones: marked as the plan's own. What must hold
/// before it starts is left to the roadmaps where one of them says so.
fn criteria(phases: &mut [Phase]) {
    let mut before: Option<String> = None;
    for phase in phases {
        if !phase.entry.iter().any(|line| stages::is_stated(line)) {
            phase.entry.push(match &before {
                Some(name) => format!("y2q: the exit criteria of \"{name}\" are met, or what is open is known and dated"),
                None => "y2q: the plan is agreed with the owners of the systems and the teams have the time that it counts on".into(),
            });
        }
        phase.exit.push(
            "y2q: every package of the phase is done with evidence (y2q plan --track), or has a new date".into(),
        );
        phase.rollback = "y2q: package by package, the last one first, by the way back of each; what is broken today \
                          is not put back. What waits for a package that went back does not start"
            .into();
        before = Some(phase.name.clone());
    }
}
