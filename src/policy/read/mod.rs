//! Reads a policy file: TOML with places, then validated values. The format is described in `policies/README.md`.

mod example;
mod rule;
mod table;
pub(super) mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::SpannedError;

use super::{Binding, Milestone, POPULATIONS, Policy, check};
use table::{Result, Table};

/// The version of the format that this reads.
const SCHEMA: u16 = 1;
/// A policy is a page or two of text.
const MAX_BYTES: usize = 1 << 20;
const KEYS: &[&str] = &[
    "schema",
    "id",
    "title",
    "authority",
    "edition",
    "date",
    "url",
    "binding",
    "draft",
    "applies_to",
    "excludes",
    "verified",
    "stale_after_days",
    "note",
    "targets",
    "milestone",
    "rule",
];
const STATES: &[&str] = &["primary", "secondary-quote", "needs-primary-check"];

/// Reads a policy and checks its examples.
///
/// # Errors
///
/// The first fault, with its place in `text` and what to write instead: not TOML, an unknown or
/// missing key, a wrong word, dates that go backwards, a doubled id, a rule without clause, steps or
/// examples, an example that does not hold, two rules that contradict each other on an example.
pub fn parse(text: &str) -> Result<Policy> {
    if text.len() > MAX_BYTES {
        return Err(SpannedError::new("a policy file is at most 1 MiB", 0..0));
    }
    let document = DeTable::parse(text).map_err(|error| {
        SpannedError::new(error.message().trim(), error.span().unwrap_or_default())
    })?;
    let root = Table::new("the policy", 0..0, document.get_ref(), KEYS)?;
    let policy = policy(&root)?;
    match check(&policy).into_iter().next() {
        None => Ok(policy),
        Some(fault) => {
            Err(SpannedError::new(fault.message, example::span(&root, fault.rule, fault.example)?))
        }
    }
}

/// Reads the policy of the file `stem.toml`; see [`parse`].
///
/// # Errors
///
/// As [`parse`], and when the id is not the file's stem.
pub fn parse_file(stem: &str, text: &str) -> Result<Policy> {
    let policy = parse(text)?;
    if policy.id == stem {
        return Ok(policy);
    }
    let span = DeTable::parse(text)
        .ok()
        .and_then(|document| document.get_ref().get("id").map(Spanned::span));
    let message = format!("id `{}` is not the name of the file `{stem}.toml`", policy.id);
    Err(SpannedError::new(message, span.unwrap_or_default())
        .help(format!("write `id = \"{stem}\"`, or rename the file")))
}

fn policy(root: &Table<'_>) -> Result<Policy> {
    schema(root)?;
    let verified =
        Table::from_value("`verified`", root.required("verified")?, &["state", "on", "by"])?;
    let mut policy = Policy {
        id: id(root)?,
        title: root.text("title")?.to_owned(),
        authority: root.text("authority")?.to_owned(),
        edition: root.text("edition")?.to_owned(),
        date: root.date("date")?,
        url: url(root)?,
        binding: binding(root)?,
        draft: root.flag("draft")?.unwrap_or(false),
        applies_to: populations(root, "applies_to")?.into_iter().collect(),
        excludes: populations(root, "excludes")?.into_iter().collect(),
        verified: state(&verified)?,
        verified_on: verified.date("on")?,
        verified_by: verified.text("by")?.to_owned(),
        stale_after_days: stale_after_days(root)?,
        note: root.optional_text("note")?.unwrap_or_default().to_owned(),
        targets: root.texts("targets")?,
        milestones: milestones(root)?,
        rules: Vec::new(),
    };
    if policy.applies_to.is_empty() {
        return Err(SpannedError::new("no population in `applies_to`", root.span_of("applies_to"))
            .help("name who is bound, or `general` for everyone"));
    }
    if policy.binding == Binding::Draft && !policy.draft {
        return Err(SpannedError::new(
            "binding is `draft` without `draft = true`",
            root.span_of("binding"),
        ));
    }
    policy.rules = rule::rules(root, &policy)?;
    Ok(policy)
}

fn schema(root: &Table<'_>) -> Result<()> {
    root.required("schema")?;
    match root.number::<u16>("schema")? {
        Some(SCHEMA) => Ok(()),
        _ => Err(SpannedError::new("this reads schema 1", root.span_of("schema"))
            .help("write `schema = 1`")),
    }
}

/// A kebab-case id.
fn id(table: &Table<'_>) -> Result<String> {
    let id = table.text("id")?.to_owned();
    let word = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    if id.split('-').all(word) {
        return Ok(id);
    }
    Err(SpannedError::new(format!("id `{id}` is not kebab-case"), table.span_of("id"))
        .help("use lower-case letters and digits in words joined by `-`"))
}

fn url(root: &Table<'_>) -> Result<String> {
    let url = root.text("url")?.to_owned();
    if url.starts_with("https://") {
        return Ok(url);
    }
    Err(SpannedError::new("`url` does not start with https://", root.span_of("url")))
}

fn binding(root: &Table<'_>) -> Result<Binding> {
    root.required("binding")?;
    root.word("binding")?.ok_or_else(|| SpannedError::new("no binding", root.span()))
}

fn state(verified: &Table<'_>) -> Result<String> {
    let state = verified.text("state")?.to_owned();
    if STATES.contains(&state.as_str()) {
        return Ok(state);
    }
    Err(SpannedError::new(format!("`{state}` is no state of a check"), verified.span_of("state"))
        .help(words::allowed(&state, STATES)))
}

fn stale_after_days(root: &Table<'_>) -> Result<u16> {
    root.required("stale_after_days")?;
    match root.number("stale_after_days")? {
        Some(days) if days > 0 => Ok(days),
        _ => Err(SpannedError::new("`stale_after_days` is zero", root.span_of("stale_after_days"))),
    }
}

/// Population words, each a known one.
fn populations(table: &Table<'_>, key: &str) -> Result<Vec<String>> {
    let mut words = Vec::new();
    for value in table.list(key)? {
        let known: Vec<&str> = POPULATIONS.iter().map(|population| population.word).collect();
        match value.get_ref() {
            DeValue::String(word) if known.contains(&word.as_ref()) => words.push(word.to_string()),
            other => {
                let word = other.as_str().unwrap_or_default();
                return Err(unknown_population(word, value.span(), &known));
            }
        }
    }
    Ok(words)
}

fn unknown_population(word: &str, span: Range<usize>, known: &[&str]) -> SpannedError {
    SpannedError::new(format!("`{word}` is no population"), span).help(words::allowed(word, known))
}

fn milestones(root: &Table<'_>) -> Result<Vec<Milestone>> {
    let mut milestones: Vec<Milestone> = Vec::new();
    let mut names = BTreeSet::new();
    for value in root.list("milestone")? {
        let table = Table::from_value("a milestone", value, &["name", "by", "clause"])?;
        let milestone = Milestone {
            name: table.text("name")?.to_owned(),
            by: table.date("by")?,
            clause: table.text("clause")?.to_owned(),
        };
        if milestones.last().is_some_and(|last| last.by > milestone.by) {
            return Err(backwards(table.span_of("by"), "milestones stand in order of date"));
        }
        if !names.insert(milestone.name.clone()) {
            let message = format!("a second milestone `{}`", milestone.name);
            return Err(SpannedError::new(message, table.span_of("name")));
        }
        milestones.push(milestone);
    }
    Ok(milestones)
}

fn backwards(span: Range<usize>, help: &str) -> SpannedError {
    SpannedError::new("the date goes backwards", span).help(help)
}
