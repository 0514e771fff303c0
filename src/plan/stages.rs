//! What closes a phase: milestones of policies, and what their documents ask for at entry and exit and
//! say of a way back.

use std::collections::{BTreeMap, BTreeSet};

use super::deadline::due_quarter;
use super::{AppliedPolicy, Phase};
use crate::model::{Date, Quarter};
use crate::policy::{DutyKind, Milestone, Policy, Statement};

/// Milestones that are not past, by the last quarter that ends by them.
pub(super) fn stages<'p>(
    policies: &'p [AppliedPolicy<'p>],
    from: Quarter,
) -> BTreeMap<Quarter, Stage<'p>> {
    let mut closing: Vec<Closing<'_>> = policies
        .iter()
        .flat_map(|applied| {
            let policy = applied.policy;
            policy.milestones.iter().map(move |milestone| Closing { policy, milestone })
        })
        .filter(|one| due_quarter(one.milestone.by) >= from)
        .collect();
    closing.sort_by(|a, b| a.order().cmp(&b.order()));
    closing.dedup();
    let mut stages: BTreeMap<Quarter, Stage<'_>> = BTreeMap::new();
    for one in closing {
        stages.entry(due_quarter(one.milestone.by)).or_default().closing.push(one);
    }
    stages
}

/// Milestones that close a phase together.
#[derive(Default)]
pub(super) struct Stage<'p> {
    closing: Vec<Closing<'p>>,
}

/// A milestone and the policy that sets it.
#[derive(PartialEq, Eq)]
struct Closing<'p> {
    policy: &'p Policy,
    milestone: &'p Milestone,
}

impl<'p> Stage<'p> {
    /// The phase that it closes, without what is the plan's own.
    pub(super) fn phase(&self, (from, until): (Quarter, Quarter)) -> Phase {
        let joined = |text: fn(&Closing<'_>) -> String| {
            self.closing.iter().map(text).collect::<Vec<_>>().join("; ")
        };
        Phase {
            name: joined(|one| format!("{}: {}", one.id(), one.milestone.name)),
            from,
            until,
            source: joined(|one| {
                let Milestone { clause, by, .. } = one.milestone;
                format!("{}, {clause}, by {by}", one.id())
            }),
            entry: self.stated(|one| one.entry(&self.closing), "entry condition"),
            exit: self.exit(),
            roadmap_rollback: self.stated(Closing::rollback, "way back"),
            rollback: String::new(),
            note: String::new(),
        }
    }

    fn exit(&self) -> Vec<String> {
        let said: Vec<(&str, Vec<String>)> =
            self.closing.iter().map(|one| (one.id(), one.exit())).collect();
        attributed(&said)
    }

    /// What the policies state, and last, in one line, which of them state no such thing: that it was
    /// looked for is worth knowing.
    fn stated(&self, of: impl Fn(&Closing<'p>) -> Vec<String>, what: &str) -> Vec<String> {
        let said: Vec<(&str, Vec<String>)> =
            self.closing.iter().map(|one| (one.id(), of(one))).collect();
        let speaks = |id: &str| said.iter().any(|(other, said)| *other == id && !said.is_empty());
        let ids = self.closing.iter().map(Closing::id);
        let silent: BTreeSet<&str> = ids.filter(|id| !speaks(id)).collect();
        let silent: Vec<&str> = silent.into_iter().collect();
        let state = if silent.len() == 1 { "states" } else { "state" };
        let mut lines = attributed(&said);
        lines.extend(joined(&silent).map(|ids| format!("{ids} {state} no {what}")));
        lines
    }
}

/// `policy: text`, one line for policies that say the same.
fn attributed(said: &[(&str, Vec<String>)]) -> Vec<String> {
    let mut lines: Vec<(&str, Vec<&str>)> = Vec::new();
    for (policy, text) in said.iter().flat_map(|(id, said)| said.iter().map(move |one| (*id, one)))
    {
        match lines.iter_mut().find(|(other, _)| other == text) {
            Some((_, policies)) if policies.contains(&policy) => {}
            Some((_, policies)) => policies.push(policy),
            None => lines.push((text, vec![policy])),
        }
    }
    let line =
        |(text, policies): (&str, Vec<&str>)| Some(format!("{}: {text}", joined(&policies)?));
    lines.into_iter().filter_map(line).collect()
}

/// `a, b and c`.
fn joined(ids: &[&str]) -> Option<String> {
    match ids {
        [] => None,
        [one] => Some((*one).to_owned()),
        [first @ .., last] => Some(format!("{} and {last}", first.join(", "))),
    }
}

/// Whether a line of a phase says something, and not that nothing is said.
pub(super) fn is_stated(line: &str) -> bool {
    // Ids of policies hold no colon: what is said follows one.
    line.contains(": ")
}

impl Closing<'_> {
    fn id(&self) -> &str {
        &self.policy.id
    }

    fn order(&self) -> (Date, &str, &str) {
        (self.milestone.by, self.id(), &self.milestone.name)
    }

    /// What must hold before the phase that it closes with `others`: the stage before it, unless that
    /// closes the phase too, and what the document asks for.
    fn entry(&self, others: &[Closing<'_>]) -> Vec<String> {
        let Milestone { after, clause, entry, .. } = self.milestone;
        let inside = |name: &String| {
            others.iter().any(|one| one.id() == self.id() && one.milestone.name == *name)
        };
        let before = after.iter().filter(|name| !inside(name)).map(|name| {
            let by = self.policy.milestones.iter().find(|one| one.name == *name);
            let by = by.map_or(String::new(), |one| format!(", by {}", one.by));
            format!("after \"{name}\"{by} ({clause})")
        });
        before.chain(say(entry)).collect()
    }

    fn exit(&self) -> Vec<String> {
        let Milestone { name, by, clause, kind, exit, .. } = self.milestone;
        let reached = match kind {
            Some(kind) => format!(": {}", reached(*kind)),
            None if exit.is_empty() => "; no more is stated of it".to_owned(),
            None => String::new(),
        };
        let own = format!("{name}, by {by}{reached} ({clause})");
        [own].into_iter().chain(say(exit)).collect()
    }

    fn rollback(&self) -> Vec<String> {
        say(&self.milestone.rollback).collect()
    }
}

fn say(statements: &[Statement]) -> impl Iterator<Item = String> {
    statements.iter().map(|one| format!("{} ({})", one.text, one.clause))
}

/// What a milestone's kind asks to hold.
const fn reached(kind: DutyKind) -> &'static str {
    match kind {
        DutyKind::PlanDue => "a plan of the transition exists",
        DutyKind::InventoryDue => "an inventory of cryptography exists",
        DutyKind::AcquisitionGate => "only what complies is acquired",
        DutyKind::Support => "what is in use can do the new algorithms",
        DutyKind::PhaseOut => "what cannot do the new algorithms is out of use",
        DutyKind::ExclusiveUse => "only the new algorithms are used",
        DutyKind::CriticalComplete => "the systems that the document puts first are done",
        DutyKind::Complete => "everything is done",
        DutyKind::ValidityLimit => "the shorter validity is the longest that is issued",
    }
}
