//! Reads a policy file: TOML with places, then validated values. The format is described in `policies/README.md`.

pub(super) mod example;
mod library;
pub(super) mod milestone;
pub(super) mod rule;
mod table;
pub(super) mod words;

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::{Date, SpannedError};

use super::{Binding, POPULATIONS, Policy, Rule, check};
pub use library::{Library, base_of};
use table::{Result, Table};

/// The version of the format that this reads.
const SCHEMA: u16 = 1;
/// A policy is a page or two of text.
const MAX_BYTES: usize = 1 << 20;
pub(super) const KEYS: &[&str] = &[
    "schema",
    "id",
    "title",
    "authority",
    "edition",
    "date",
    "url",
    "binding",
    "draft",
    "indicative",
    "hybrid",
    "extends",
    "drop",
    "applies_to",
    "excludes",
    "verified",
    "stale_after_days",
    "note",
    "targets",
    "milestone",
    "rule",
];
pub(super) const STATES: &[&str] = &["primary", "secondary-quote", "needs-primary-check"];

/// Reads a policy and checks its examples; what it extends is one of those that ship.
///
/// # Errors
///
/// The first fault, with its place in `text` and what to write instead: not TOML, an unknown or
/// missing key, a wrong word, dates that go backwards, a doubled id, a rule without clause, steps or
/// examples, an example that does not hold, two rules that contradict each other on an example, a
/// policy that extends itself.
pub fn parse(text: &str) -> Result<Policy> {
    parse_in(text, &Library::default())
}

/// As [`parse`], where the policy may extend those of `library`.
///
/// # Errors
///
/// As [`parse`].
pub fn parse_in(text: &str, library: &Library) -> Result<Policy> {
    read(text, library, &[])
}

/// As [`parse_in`], without checking the examples; see [`super::test`].
///
/// # Errors
///
/// As [`parse`], but for those of examples.
pub fn parse_untested(text: &str, library: &Library) -> Result<Policy> {
    untested(text, library, &[])
}

fn read(text: &str, library: &Library, chain: &[String]) -> Result<Policy> {
    let policy = untested(text, library, chain)?;
    let Some(fault) = check(&policy).into_iter().next() else { return Ok(policy) };
    let rule = &policy.rules[fault.rule].id;
    let document = document(text)?;
    let root = Table::new("the policy", 0..0, document.get_ref(), KEYS)?;
    Err(match example::span(&root, rule, fault.example)? {
        Some(span) => SpannedError::new(fault.message, span),
        None => {
            let of = policy.extends.as_deref().unwrap_or_default();
            let message = format!("rule `{rule}` of `{of}`, which it extends: {}", fault.message);
            SpannedError::new(message, root.span_of("extends"))
                .help("change that rule too, or leave it out with `drop`")
        }
    })
}

fn untested(text: &str, library: &Library, chain: &[String]) -> Result<Policy> {
    if text.len() > MAX_BYTES {
        return Err(SpannedError::new("a policy file is at most 1 MiB", 0..0));
    }
    let document = document(text)?;
    let root = Table::new("the policy", 0..0, document.get_ref(), KEYS)?;
    schema(&root)?;
    let chain: Vec<String> = chain.iter().cloned().chain([id(&root)?]).collect();
    let base = library::base(&root, library, &chain)?;
    policy(&root, base.as_ref())
}

fn document(text: &str) -> Result<Spanned<DeTable<'_>>> {
    DeTable::parse(text).map_err(|error| {
        SpannedError::new(error.message().trim(), error.span().unwrap_or_default())
    })
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

fn policy(root: &Table<'_>, base: Option<&Policy>) -> Result<Policy> {
    let text = |key: &str, inherited: fn(&Policy) -> &String| match base {
        Some(base) if !root.has(key) => Ok(inherited(base).clone()),
        _ => root.text(key).map(str::to_owned),
    };
    let check = check_of(root, base)?;
    let policy = Policy {
        id: id(root)?,
        title: text("title", |base| &base.title)?,
        authority: text("authority", |base| &base.authority)?,
        edition: text("edition", |base| &base.edition)?,
        date: or(root, "date", base.map(|base| base.date), |root| root.date("date"))?,
        url: or(root, "url", base.map(|base| base.url.clone()), url)?,
        binding: or(root, "binding", base.map(|base| base.binding), binding)?,
        draft: root.flag("draft")?.unwrap_or_else(|| base.is_some_and(|base| base.draft)),
        indicative: root
            .flag("indicative")?
            .unwrap_or_else(|| base.is_some_and(|base| base.indicative)),
        hybrid: root
            .word("hybrid")?
            .unwrap_or_else(|| base.map(|base| base.hybrid).unwrap_or_default()),
        extends: root.optional_text("extends")?.map(str::to_owned),
        applies_to: or(root, "applies_to", base.map(|base| base.applies_to.clone()), |root| {
            Ok(populations(root, "applies_to")?.into_iter().collect())
        })?,
        excludes: or(root, "excludes", base.map(|base| base.excludes.clone()), |root| {
            Ok(populations(root, "excludes")?.into_iter().collect())
        })?,
        verified: check.0,
        verified_on: check.1,
        verified_by: check.2,
        stale_after_days: or(
            root,
            "stale_after_days",
            base.map(|base| base.stale_after_days),
            stale_after_days,
        )?,
        note: root.optional_text("note")?.unwrap_or_default().to_owned(),
        targets: or(root, "targets", base.map(|base| base.targets.clone()), |root| {
            root.texts("targets")
        })?,
        milestones: or(
            root,
            "milestone",
            base.map(|base| base.milestones.clone()),
            milestone::milestones,
        )?,
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
    let own = rule::rules(root, &policy)?;
    let rules = match base {
        None if root.has("drop") => {
            return Err(SpannedError::new("`drop` without `extends`", root.span_of("drop")));
        }
        None => own,
        Some(base) => extended(root, base, &policy, own)?,
    };
    Ok(Policy { rules, ..policy })
}

/// What stands at `key`, or what is inherited where nothing does.
fn or<T>(
    root: &Table<'_>,
    key: &str,
    inherited: Option<T>,
    read: impl Fn(&Table<'_>) -> Result<T>,
) -> Result<T> {
    match inherited {
        Some(inherited) if !root.has(key) => Ok(inherited),
        _ => read(root),
    }
}

fn check_of(root: &Table<'_>, base: Option<&Policy>) -> Result<(String, Date, String)> {
    if let Some(base) = base.filter(|_| !root.has("verified")) {
        return Ok((base.verified.clone(), base.verified_on, base.verified_by.clone()));
    }
    let verified =
        Table::from_value("`verified`", root.required("verified")?, &["state", "on", "by"])?;
    Ok((state(&verified)?, verified.date("on")?, verified.text("by")?.to_owned()))
}

/// The rules of `base` without those dropped, each in its own's version where there is one, and the new ones
/// before those of their precedence.
fn extended(root: &Table<'_>, base: &Policy, policy: &Policy, own: Vec<Rule>) -> Result<Vec<Rule>> {
    let dropped = root.texts("drop")?;
    for (id, value) in dropped.iter().zip(root.list("drop")?) {
        if base.rule(id).is_none() {
            let known: Vec<&str> = base.rules.iter().map(|rule| rule.id.as_str()).collect();
            return Err(SpannedError::new(
                format!("`{}` has no rule `{id}`", base.id),
                value.span(),
            )
            .help(words::allowed(id, &known)));
        }
    }
    let kept = base
        .rules
        .iter()
        .filter(|rule| !dropped.contains(&rule.id) && !own.iter().any(|other| other.id == rule.id));
    let kept: Vec<Rule> = kept.map(|rule| adopted(rule, base, policy)).collect();
    let mut rules: Vec<Rule> = own.into_iter().chain(kept).collect();
    // Stable: own rules stay before those of the base with the same precedence.
    rules.sort_by_key(|rule| rule.precedence);
    Ok(rules)
}

/// An inherited rule: examples that spoke of whom the base applies to speak of whom this one applies to.
fn adopted(rule: &Rule, base: &Policy, policy: &Policy) -> Rule {
    let mut rule = rule.clone();
    let everyone: Vec<String> = base.applies_to.iter().cloned().collect();
    for example in rule.examples.iter_mut().filter(|example| example.populations == everyone) {
        example.populations = policy.applies_to.iter().cloned().collect();
    }
    rule
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
    // The number of an edition keeps its dots: `cnsa-2.0`.
    let word = |part: &str| {
        let number = |dotted: &str| dotted.bytes().all(|b| b.is_ascii_digit()) && word(dotted);
        word(part) || part.split('.').all(number)
    };
    if id.split('-').all(word) {
        return Ok(id);
    }
    Err(SpannedError::new(format!("id `{id}` is not kebab-case"), table.span_of("id"))
        .help("use lower-case letters and digits in words joined by `-`, as in `cnsa-2.0`"))
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

fn backwards(span: Range<usize>, help: &str) -> SpannedError {
    SpannedError::new("the date goes backwards", span).help(help)
}
