//! What closes a phase: milestones of policies, and what their documents ask for at entry and exit and
//! say of a way back.

use std::collections::{BTreeMap, BTreeSet};

use super::deadline::due_quarter;
use super::{AppliedPolicy, Phase};
use crate::model::Quarter;
use crate::policy::{DutyKind, Milestone, Statement};

/// Milestones that are not past, by the last quarter that ends by them.
pub(super) fn stages<'p>(
    policies: &'p [AppliedPolicy<'p>],
    from: Quarter,
) -> BTreeMap<Quarter, Stage<'p>> {
    let mut closing: Vec<Closing<'_>> = policies
        .iter()
        .flat_map(|applied| {
            let policy = applied.policy.id.as_str();
            applied.policy.milestones.iter().map(move |milestone| Closing { policy, milestone })
        })
        .filter(|one| due_quarter(one.milestone.by) >= from)
        .collect();
    closing.sort_by_key(|one| (one.milestone.by, one.policy, one.milestone.name.as_str()));
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
    policy: &'p str,
    milestone: &'p Milestone,
}

impl<'p> Stage<'p> {
    /// The phase that it closes, without what is the plan's own.
    pub(super) fn phase(&self, (from, until): (Quarter, Quarter)) -> Phase {
        let joined = |text: fn(&Closing<'_>) -> String| {
            self.closing.iter().map(text).collect::<Vec<_>>().join("; ")
        };
        Phase {
            name: joined(|one| format!("{}: {}", one.policy, one.milestone.name)),
            from,
            until,
            source: joined(|one| {
                let Milestone { clause, by, .. } = one.milestone;
                format!("{}, {clause}, by {by}", one.policy)
            }),
            entry: self.stated(Closing::entry, "entry condition"),
            exit: self.closing.iter().flat_map(Closing::exit).collect(),
            roadmap_rollback: self.stated(Closing::rollback, "way back"),
            rollback: String::new(),
            note: String::new(),
        }
    }

    /// What the policies state, and last, in one line, which of them state no such thing: that it was
    /// looked for is worth knowing.
    fn stated(&self, of: impl Fn(&Closing<'p>) -> Vec<String>, what: &str) -> Vec<String> {
        let mut lines = Vec::new();
        let mut silent: BTreeSet<&str> = self.closing.iter().map(|one| one.policy).collect();
        for one in &self.closing {
            let said = of(one);
            if !said.is_empty() {
                silent.remove(one.policy);
            }
            lines.extend(said);
        }
        let silent: Vec<&str> = silent.into_iter().collect();
        match silent.as_slice() {
            [] => {}
            [one] => lines.push(format!("{one} {SILENT_ONE} {what}")),
            [first @ .., last] => {
                lines.push(format!("{} and {last} {SILENT_MANY} {what}", first.join(", ")));
            }
        }
        lines
    }
}

const SILENT_ONE: &str = "states no";
const SILENT_MANY: &str = "state no";

/// Whether a line of a phase says something, and not that nothing is said.
pub(super) fn is_stated(line: &str) -> bool {
    // Ids of policies have no colon and no space: what is stated begins with `id: `.
    line.split_once(": ").is_some_and(|(policy, _)| !policy.contains(' '))
}

impl Closing<'_> {
    fn entry(&self) -> Vec<String> {
        let Milestone { after, clause, .. } = self.milestone;
        let before = after
            .iter()
            .map(|name| format!("{}: \"{name}\" comes before it ({clause})", self.policy));
        before.chain(self.say(&self.milestone.entry)).collect()
    }

    fn exit(&self) -> Vec<String> {
        let Milestone { name, by, clause, kind, exit, .. } = self.milestone;
        let reached = match kind {
            Some(kind) => format!(": {}", reached(*kind)),
            None if exit.is_empty() => "; no more is stated of it".to_owned(),
            None => String::new(),
        };
        let own = format!("{}: {name}, by {by}{reached} ({clause})", self.policy);
        [own].into_iter().chain(self.say(exit)).collect()
    }

    fn rollback(&self) -> Vec<String> {
        self.say(&self.milestone.rollback).collect()
    }

    fn say(&self, statements: &[Statement]) -> impl Iterator<Item = String> {
        statements.iter().map(|one| format!("{}: {} ({})", self.policy, one.text, one.clause))
    }
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
