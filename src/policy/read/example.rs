use std::ops::Range;

use crate::model::{AssetId, Maturity, Primitive, Purpose, Purposes, SpannedError, Subject, Usage};

use super::super::{Example, Policy, Status};
use super::populations;
use super::rule::KEYS as RULE_KEYS;
use super::table::{Result, Table};

pub(in crate::policy) const KEYS: &[&str] = &[
    "algorithm",
    "kind",
    "family",
    "primitive",
    "parameter_set",
    "curve",
    "digest",
    "mode",
    "secrecy",
    "signs",
    "levels",
    "protocol",
    "version",
    "newest",
    "strength",
    "nist_category",
    "exposure",
    "purposes",
    "one_of",
    "components",
    "maturity",
    "populations",
    "tier",
    "network",
    "lifetime",
    "at",
    "expect",
    "deadline",
    "next",
];

/// The examples of a rule, at least one.
pub(super) fn examples(rule: &Table<'_>, policy: &Policy) -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    for value in rule.list("example")? {
        examples.push(example(&Table::from_value("an example", value, KEYS)?, policy)?);
    }
    if examples.is_empty() {
        return Err(SpannedError::new("a rule without examples is not tested", rule.span())
            .help("add a [[rule.example]] with `at` and `expect`"));
    }
    Ok(examples)
}

/// Place of an example of the rule `id` in a file that was read, if the rule stands there.
pub(super) fn span(root: &Table<'_>, id: &str, example: usize) -> Result<Option<Range<usize>>> {
    for value in root.list("rule")? {
        let table = Table::from_value("a rule", value, RULE_KEYS)?;
        if table.text("id")? == id {
            let span = table.list("example")?.nth(example).map(toml::Spanned::span);
            return Ok(Some(span.unwrap_or_else(|| table.span())));
        }
    }
    Ok(None)
}

fn example(table: &Table<'_>, policy: &Policy) -> Result<Example> {
    let mut populations = populations(table, "populations")?;
    if !table.has("populations") {
        populations.extend(policy.applies_to.iter().cloned());
    }
    let at = table.dates("at")?;
    if at.is_empty() {
        return Err(SpannedError::new("`at` names no day", table.span_of("at")));
    }
    table.required("expect")?;
    Ok(Example {
        subject: subject(table)?,
        populations,
        tier: table.word("tier")?,
        network: table.word("network")?,
        lifetime: table.number("lifetime")?,
        at,
        expect: table.word("expect")?.unwrap_or(Status::NotApplicable),
        deadline: table.optional_date("deadline")?,
        next: table.optional_date("next")?,
    })
}

/// What is left out is unknown; only the maturity is that of a standard then.
fn subject(table: &Table<'_>) -> Result<Subject> {
    let algorithm = table.text("algorithm")?.to_owned();
    table.required("exposure")?;
    let components = table.texts("components")?;
    Ok(Subject {
        asset: AssetId::of("example", &[algorithm.as_bytes()]),
        kind: table.optional_text("kind")?.unwrap_or("algorithm").to_owned(),
        material: None,
        algorithm,
        family: table.optional_text("family")?.map(str::to_owned),
        primitive: table.word("primitive")?.unwrap_or(Primitive::Unknown),
        parameter_set: table.optional_text("parameter_set")?.map(str::to_owned),
        curve: table.optional_text("curve")?.map(str::to_owned),
        digest: table.optional_text("digest")?.map(str::to_owned),
        strength: table.number("strength")?,
        nist_category: table.number("nist_category")?,
        exposure: table.word("exposure")?.unwrap_or(crate::model::Exposure::Indeterminate),
        purposes: purposes(table)?,
        hybrid: !components.is_empty(),
        components,
        maturity: table.word("maturity")?.unwrap_or(Maturity::Standard),
        usage: Usage {
            mode: table.optional_text("mode")?.map(str::to_owned),
            secrecy: table.word("secrecy")?.unwrap_or_default(),
            kept: table.word("signs")?.unwrap_or_default(),
            levels: table.number("levels")?,
            protocol: table.word("protocol")?,
            version: table.optional_text("version")?.map(str::to_owned),
            newest: table.flag("newest")?.unwrap_or(false),
        },
        not_after: None,
    })
}

fn purposes(table: &Table<'_>) -> Result<Purposes> {
    match (table.has("purposes"), table.has("one_of")) {
        (true, false) => table.words::<Purpose>("purposes").map(Purposes::Known),
        (false, true) => table.words::<Purpose>("one_of").map(Purposes::OneOf),
        _ => Err(SpannedError::new("an example has either `purposes` or `one_of`", table.span())
            .help("`purposes` when all are in use, `one_of` when it is not known which")),
    }
}
