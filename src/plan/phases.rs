//! Phases, named and dated after the milestones of the policies that apply.

use std::collections::BTreeMap;

use super::deadline::due_quarter;
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
        });
        next = last.plus(1);
    }
    for (quarter, (names, sources)) in stages {
        phases.push(Phase {
            name: names.join("; "),
            from: next,
            until: quarter,
            source: sources.join("; "),
        });
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
        });
    }
    for package in packages {
        package.phase = package.finish.map_or(phases.len().saturating_sub(1), |finish| {
            phases.iter().take_while(|phase| phase.until < finish).count().min(phases.len() - 1)
        });
    }
    phases
}

/// Milestones that are not past, by the last quarter that ends by them: names and sources.
fn stages(
    policies: &[AppliedPolicy<'_>],
    from: Quarter,
) -> BTreeMap<Quarter, (Vec<String>, Vec<String>)> {
    let mut milestones: Vec<_> = policies
        .iter()
        .flat_map(|applied| {
            let id = &applied.policy.id;
            applied
                .policy
                .milestones
                .iter()
                .map(move |stage| (stage.by, id, &stage.name, &stage.clause))
        })
        .filter(|(by, ..)| due_quarter(*by) >= from)
        .collect();
    milestones.sort();
    milestones.dedup();
    let mut stages: BTreeMap<Quarter, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for (by, policy, name, clause) in milestones {
        let (names, sources) = stages.entry(due_quarter(by)).or_default();
        names.push(format!("{policy}: {name}"));
        sources.push(format!("{policy}, {clause}, by {by}"));
    }
    stages
}
