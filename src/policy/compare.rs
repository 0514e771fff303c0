use std::collections::BTreeSet;

use super::page::{selection, timeline};
use super::{Milestone, Policy, Rule};

/// One difference between two policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Key of the policy, or `rule` and what of it.
    pub what: String,
    /// In the first policy; `None` where it has nothing of the kind.
    pub before: Option<String>,
    /// In the second.
    pub after: Option<String>,
}

/// What differs between two policies, head first, then rule by rule in order of id. Examples do not count.
#[must_use]
pub fn compare(before: &Policy, after: &Policy) -> Vec<Difference> {
    let mut found = Vec::new();
    for (key, of) in HEAD {
        changed(&mut found, (*key).to_owned(), Some(of(before)), Some(of(after)));
    }
    let ids: BTreeSet<&str> =
        before.rules.iter().chain(&after.rules).map(|rule| rule.id.as_str()).collect();
    for id in ids {
        let (old, new) = (before.rule(id), after.rule(id));
        if old.is_some() && new.is_some() {
            for (part, of) in PARTS {
                changed(&mut found, format!("{id}: {part}"), old.map(of), new.map(of));
            }
        } else {
            changed(&mut found, id.to_owned(), old.map(summary), new.map(summary));
        }
    }
    found
}

type Head = (&'static str, fn(&Policy) -> String);
type Part = (&'static str, fn(&Rule) -> String);

const HEAD: &[Head] = &[
    ("title", |policy| policy.title.clone()),
    ("authority", |policy| policy.authority.clone()),
    ("edition", |policy| format!("{}, {}", policy.edition, policy.date)),
    ("binding", |policy| policy.binding.to_string()),
    ("draft", |policy| policy.draft.to_string()),
    ("applies to", |policy| words(&policy.applies_to)),
    ("excludes", |policy| words(&policy.excludes)),
    ("hybrid", |policy| policy.hybrid.to_string()),
    ("targets", |policy| policy.targets.join(", ")),
    ("milestones", |policy| {
        let each = policy.milestones.iter().map(|one| format!("{} {}", one.by, one.name));
        each.collect::<Vec<_>>().join("; ")
    }),
    ("what milestones ask for", |policy| {
        let each = policy.milestones.iter().filter_map(stage);
        each.collect::<Vec<_>>().join("; ")
    }),
];

const PARTS: &[Part] = &[
    ("speaks of", |rule| selection(&rule.select)),
    ("status", |rule| timeline(&rule.steps)),
    ("due", due),
    ("clause", |rule| rule.clause.clone()),
    ("contested", |rule| rule.contested.to_string()),
];

/// What a milestone says beyond name and day, if anything.
fn stage(milestone: &Milestone) -> Option<String> {
    let kind = milestone.kind.map(|kind| kind.to_string());
    let after = milestone.after.as_ref().map(|name| format!("after {name}"));
    let said = milestone.statements().into_iter().flat_map(|(key, statements)| {
        statements.iter().map(move |one| format!("{key}: {} ({})", one.text, one.clause))
    });
    let parts: Vec<String> = kind.into_iter().chain(after).chain(said).collect();
    (!parts.is_empty()).then(|| format!("{}: {}", milestone.name, parts.join(", ")))
}

fn summary(rule: &Rule) -> String {
    format!("{}: {}", selection(&rule.select), timeline(&rule.steps))
}

fn due(rule: &Rule) -> String {
    let each = rule.due.iter().map(|duty| format!("{} {}", duty.kind, duty.on));
    each.collect::<Vec<_>>().join("; ")
}

fn words(set: &BTreeSet<String>) -> String {
    set.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn changed(
    found: &mut Vec<Difference>,
    what: String,
    before: Option<String>,
    after: Option<String>,
) {
    if before != after {
        found.push(Difference { what, before, after });
    }
}
