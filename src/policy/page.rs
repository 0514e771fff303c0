//! Policies and rules as plain text for a terminal, at most 100 columns wide.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::Serialize;

use super::read::words;
use super::{Milestone, Policy, Rule, Selector, Statement, Step};

const WIDTH: usize = 100;

/// One line a policy: id, binding, day of the edition, whom it binds.
#[must_use]
pub fn list(policies: &[Policy]) -> String {
    let width = |text: fn(&Policy) -> usize| policies.iter().map(text).max().unwrap_or(0);
    let id = width(|policy| policy.id.chars().count());
    let binding = width(|policy| policy.binding.name().len());
    let mut page = String::new();
    for policy in policies {
        let line = format!(
            "{:id$}  {:binding$}  {}  {}",
            policy.id,
            policy.binding,
            policy.date,
            joined(&policy.applies_to),
        );
        let _ = writeln!(page, "{line}");
    }
    page
}

/// Everything a policy says: source, population, stages, every rule with its dates.
#[must_use]
pub fn describe(policy: &Policy) -> String {
    let mut page = String::new();
    let draft = if policy.draft { ", not final" } else { "" };
    paragraph(&mut page, "", &format!("{} - {}", policy.id, policy.title));
    page.push('\n');
    field(&mut page, "authority", &policy.authority);
    field(&mut page, "edition", &format!("{}, {}", policy.edition, policy.date));
    field(&mut page, "published", &policy.url);
    let indicative = if policy.indicative { ", indicative" } else { "" };
    field(&mut page, "binding", &format!("{}{draft}{indicative}", policy.binding));
    if let Some(base) = &policy.extends {
        field(&mut page, "extends", base);
    }
    field(&mut page, "applies to", &joined(&policy.applies_to));
    if !policy.excludes.is_empty() {
        field(&mut page, "excludes", &joined(&policy.excludes));
    }
    let checked = format!(
        "{} on {}: {}; check again from {}",
        policy.verified,
        policy.verified_on,
        policy.verified_by,
        policy.stale_from()
    );
    field(&mut page, "verified", &checked);
    let targets = if policy.targets.is_empty() {
        "any standard quantum-resistant scheme".to_owned()
    } else {
        policy.targets.join(", ")
    };
    field(&mut page, "targets", &targets);
    field(&mut page, "hybrids", &policy.hybrid.to_string());
    if !policy.note.is_empty() {
        page.push('\n');
        paragraph(&mut page, "", &policy.note);
    }
    if !policy.milestones.is_empty() {
        page.push_str("\nMilestones\n");
        policy.milestones.iter().for_each(|milestone| stage(&mut page, milestone));
    }
    page.push_str("\nRules\n");
    for rule in &policy.rules {
        page.push('\n');
        body(&mut page, rule);
    }
    page
}

/// One rule with its clause, what it speaks of, and its dates.
#[must_use]
pub fn describe_rule(policy: &Policy, rule: &Rule) -> String {
    let mut page = String::new();
    body(&mut page, rule);
    let draft = if policy.draft { ", not final" } else { "" };
    page.push('\n');
    field(&mut page, "policy", &format!("{} - {}", policy.id, policy.title));
    field(&mut page, "edition", &format!("{}, {}{draft}", policy.edition, policy.date));
    field(&mut page, "published", &policy.url);
    field(&mut page, "applies to", &joined(&policy.applies_to));
    page
}

/// The page of a policy or rule: `id` is a policy's id, `policy/rule`, or a rule's id (every policy's rule of that id).
#[must_use]
pub fn explain(policies: &[Policy], id: &str) -> Option<String> {
    if let Some(policy) = policies.iter().find(|policy| policy.id == id) {
        return Some(describe(policy));
    }
    let (of, rule) = id.split_once('/').map_or((None, id), |(policy, rule)| (Some(policy), rule));
    let pages: Vec<String> = policies
        .iter()
        .filter(|policy| of.is_none_or(|of| of == policy.id))
        .filter_map(|policy| policy.rule(rule).map(|rule| describe_rule(policy, rule)))
        .collect();
    (!pages.is_empty()).then(|| pages.join("\n"))
}

/// A milestone and what the document says of entry, exit and a way back.
fn stage(page: &mut String, milestone: &Milestone) {
    let Milestone { name, by, clause, .. } = milestone;
    let kind = milestone.kind.map_or(String::new(), |kind| format!(": {kind}"));
    field(page, &by.to_string(), &format!("{name}{kind} ({clause})"));
    if let Some(before) = &milestone.after {
        field(page, "  after", before);
    }
    for (key, statements) in milestone.statements() {
        for Statement { text, clause } in statements {
            field(page, &format!("  {key}"), &format!("{text} ({clause})"));
        }
    }
}

fn body(page: &mut String, rule: &Rule) {
    paragraph(page, "", &format!("{} - {}", rule.id, rule.title));
    let check =
        if rule.needs_primary_check { " (not yet checked against the document)" } else { "" };
    field(page, "clause", &format!("{}{check}", rule.clause));
    field(page, "speaks of", &selection(&rule.select));
    field(page, "status", &timeline(&rule.steps));
    for duty in &rule.due {
        field(page, "due", &format!("{} {}", duty.kind, duty.on));
    }
    if let Some(quote) = &rule.quote {
        field(page, "quote", &format!("\"{quote}\""));
    }
    if let Some(interpretation) = &rule.interpretation {
        let disputed = if rule.contested { "disputed: " } else { "" };
        field(page, "reading", &format!("{disputed}{interpretation}"));
    }
}

/// `acceptable; deprecated from 2031-01-01; disallowed from 2036-01-01`
pub(super) fn timeline(steps: &[Step]) -> String {
    let each = steps.iter().map(|step| match step.from {
        None => step.status.to_string(),
        Some(from) => format!("{} from {from}", step.status),
    });
    each.collect::<Vec<_>>().join("; ")
}

pub(super) fn selection(select: &Selector) -> String {
    let mut parts = Vec::new();
    let mut part = |what: &str, words: Vec<String>| {
        if !words.is_empty() {
            parts.push(format!("{what} {}", words.join(" or ")));
        }
    };
    part("family", select.family.iter().cloned().collect());
    part("primitive", all(&select.primitive));
    part("parameter set", select.parameter_set.iter().cloned().collect());
    part("curve", select.curve.iter().cloned().collect());
    part("digest", select.digest.iter().cloned().collect());
    part("mode", select.mode.iter().cloned().collect());
    part("secrecy", all(&select.secrecy));
    part("signs", all(&select.signs));
    part("protocol", all(&select.protocol));
    part("version", select.version.iter().cloned().collect());
    part("type", select.kind.iter().cloned().collect());
    part("purpose", all(&select.purpose));
    part("exposure", all(&select.exposure));
    part("maturity", all(&select.maturity));
    part("a hybrid part of family", select.component.iter().cloned().collect());
    part("population", select.population.iter().cloned().collect());
    part("tier", all(&select.tier));
    part("network", all(&select.network));
    parts.extend(range("strength", select.strength_min, select.strength_max, " bits"));
    parts.extend(range("NIST category", select.nist_category_min, select.nist_category_max, ""));
    parts.extend(range("levels of trees", select.levels_min, select.levels_max, ""));
    match select.newest {
        Some(true) => parts.push("the newest version offered".to_owned()),
        Some(false) => parts.push("not the newest version offered".to_owned()),
        None => {}
    }
    if let Some(years) = select.lifetime_min {
        parts.push(format!("must hold for at least {years} years"));
    }
    match select.hybrid {
        Some(true) => parts.push("hybrid".to_owned()),
        Some(false) => parts.push("not hybrid".to_owned()),
        None => {}
    }
    parts.join("; ")
}

fn range<T: std::fmt::Display>(
    what: &str,
    min: Option<T>,
    max: Option<T>,
    unit: &str,
) -> Option<String> {
    match (min, max) {
        (Some(min), Some(max)) => Some(format!("{what} {min} to {max}{unit}")),
        (Some(min), None) => Some(format!("{what} at least {min}{unit}")),
        (None, Some(max)) => Some(format!("{what} at most {max}{unit}")),
        (None, None) => None,
    }
}

fn all<T: Serialize>(values: &BTreeSet<T>) -> Vec<String> {
    values.iter().map(words::of).collect()
}

fn joined(words: &BTreeSet<String>) -> String {
    words.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn field(page: &mut String, name: &str, text: &str) {
    wrap(page, &format!("  {name:11} "), "              ", text);
}

fn paragraph(page: &mut String, indent: &str, text: &str) {
    wrap(page, indent, indent, text);
}

/// `text` in lines of at most [`WIDTH`] columns where its words allow it.
fn wrap(page: &mut String, first: &str, rest: &str, text: &str) {
    let mut line = first.to_owned();
    let mut bare = true;
    for word in text.split_whitespace() {
        if !bare && line.chars().count() + 1 + word.chars().count() > WIDTH {
            let _ = writeln!(page, "{}", line.trim_end());
            rest.clone_into(&mut line);
            bare = true;
        }
        if !bare {
            line.push(' ');
        }
        line.push_str(word);
        bare = false;
    }
    let _ = writeln!(page, "{}", line.trim_end());
}
