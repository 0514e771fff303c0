use toml::Spanned;
use toml::de::DeValue;

use crate::model::SpannedError;

use super::super::{Duty, Policy, Rule, Selector, Status, Step};
use super::table::{Result, Table};
use super::{backwards, example, id, populations, words};

pub(in crate::policy) const KEYS: &[&str] = &[
    "id",
    "title",
    "clause",
    "quote",
    "interpretation",
    "needs_primary_check",
    "contested",
    "precedence",
    "select",
    "steps",
    "due",
    "example",
];
pub(in crate::policy) const SELECT_KEYS: &[&str] = &[
    "family",
    "primitive",
    "parameter_set",
    "curve",
    "digest",
    "mode",
    "secrecy",
    "signs",
    "levels_min",
    "levels_max",
    "protocol",
    "version",
    "newest",
    "kind",
    "purpose",
    "exposure",
    "maturity",
    "strength_min",
    "strength_max",
    "nist_category_min",
    "nist_category_max",
    "hybrid",
    "component",
    "population",
    "tier",
    "network",
    "lifetime_min",
];

/// The rules of the policy, whose head is read already.
pub(super) fn rules(root: &Table<'_>, policy: &Policy) -> Result<Vec<Rule>> {
    let mut rules: Vec<Rule> = Vec::new();
    if policy.extends.is_none() {
        root.required("rule")?;
    }
    for value in root.list("rule")? {
        let table = Table::from_value("a rule", value, KEYS)?;
        let rule = rule(&table, policy)?;
        if rules.iter().any(|other| other.id == rule.id) {
            let message = format!("a second rule `{}`", rule.id);
            return Err(SpannedError::new(message, table.span_of("id"))
                .help("an id names one rule of a policy and is never used again"));
        }
        if rules.last().is_some_and(|last| last.precedence > rule.precedence) {
            let message = format!("rule `{}` stands after rules that are asked later", rule.id);
            return Err(SpannedError::new(message, table.span_of("id")).help(
                "first the exceptions, then ordinary rules, then those for the rest (`otherwise`)",
            ));
        }
        rules.push(rule);
    }
    Ok(rules)
}

fn rule(table: &Table<'_>, policy: &Policy) -> Result<Rule> {
    Ok(Rule {
        id: id(table)?,
        title: table.text("title")?.to_owned(),
        clause: table.text("clause")?.to_owned(),
        quote: table.optional_text("quote")?.map(str::to_owned),
        interpretation: table.optional_text("interpretation")?.map(str::to_owned),
        needs_primary_check: table.flag("needs_primary_check")?.unwrap_or(false),
        contested: contested(table)?,
        precedence: table.word("precedence")?.unwrap_or_default(),
        select: select(table)?,
        steps: steps(table)?,
        due: due(table)?,
        examples: decided(table, policy)?,
    })
}

/// The examples; a selector that speaks of none of them is not tested.
fn decided(table: &Table<'_>, policy: &Policy) -> Result<Vec<super::super::Example>> {
    let examples = example::examples(table, policy)?;
    if examples.iter().all(|example| example.expect == Status::NotApplicable) {
        return Err(SpannedError::new(
            "`select` matches none of the examples",
            table.span_of("select"),
        )
        .help("add an example that this rule decides"));
    }
    Ok(examples)
}

fn contested(table: &Table<'_>) -> Result<bool> {
    let contested = table.flag("contested")?.unwrap_or(false);
    if contested && !table.has("interpretation") {
        return Err(SpannedError::new(
            "a contested rule without `interpretation`",
            table.span_of("contested"),
        )
        .help("say which readings there are, and which one this is"));
    }
    Ok(contested)
}

fn due(rule: &Table<'_>) -> Result<Vec<Duty>> {
    let mut duties: Vec<Duty> = Vec::new();
    for value in rule.list("due")? {
        let table = Table::from_value("a duty", value, &["kind", "on"])?;
        table.required("kind")?;
        let Some(kind) = table.word("kind")? else { continue };
        let on = table.date("on")?;
        if duties.last().is_some_and(|last| last.on > on) {
            return Err(backwards(table.span_of("on"), "duties stand in order of date"));
        }
        duties.push(Duty { on, kind });
    }
    Ok(duties)
}

/// `CycloneDX`'s `assetType`.
pub(in crate::policy) const KINDS: &[&str] =
    &["algorithm", "certificate", "protocol", "related-crypto-material"];

fn kinds(table: &Table<'_>) -> Result<std::collections::BTreeSet<String>> {
    for value in table.list("kind")? {
        let kind = Table::text_of("kind", value)?;
        if !KINDS.contains(&kind) {
            return Err(SpannedError::new(format!("`{kind}` is no type of asset"), value.span())
                .help(words::allowed(kind, KINDS)));
        }
    }
    Ok(table.texts("kind")?.into_iter().collect())
}

fn select(rule: &Table<'_>) -> Result<Selector> {
    let table = Table::from_value("`select`", rule.required("select")?, SELECT_KEYS)?;
    let select = Selector {
        family: table.texts("family")?.into_iter().collect(),
        primitive: table.words("primitive")?,
        parameter_set: table.texts("parameter_set")?.into_iter().collect(),
        curve: table.texts("curve")?.into_iter().collect(),
        digest: table.texts("digest")?.into_iter().collect(),
        mode: table.texts("mode")?.into_iter().collect(),
        secrecy: table.words("secrecy")?,
        signs: table.words("signs")?,
        levels_min: table.number("levels_min")?,
        levels_max: table.number("levels_max")?,
        protocol: table.words("protocol")?,
        version: table.texts("version")?.into_iter().collect(),
        newest: table.flag("newest")?,
        kind: kinds(&table)?,
        purpose: table.words("purpose")?,
        exposure: table.words("exposure")?,
        maturity: table.words("maturity")?,
        strength_min: table.number("strength_min")?,
        strength_max: table.number("strength_max")?,
        nist_category_min: table.number("nist_category_min")?,
        nist_category_max: table.number("nist_category_max")?,
        hybrid: table.flag("hybrid")?,
        component: table.texts("component")?.into_iter().collect(),
        population: populations(&table, "population")?.into_iter().collect(),
        tier: table.words("tier")?,
        network: table.words("network")?,
        lifetime_min: table.number("lifetime_min")?,
    };
    let fault = |message: &str, key: &str| Err(SpannedError::new(message, table.span_of(key)));
    if select == Selector::default() {
        return fault("`select` is empty: the rule would speak of everything", "");
    }
    // A curve or parameter set means nothing without its family, and a subject without one would
    // count as unknown rather than as something else.
    for key in ["curve", "parameter_set", "levels_min", "levels_max"] {
        if table.has(key) && select.family.is_empty() {
            return fault(&format!("`{key}` without `family`"), key);
        }
    }
    // `1.2` is a version of more than one protocol.
    for key in ["version", "newest"] {
        if table.has(key) && select.protocol.is_empty() {
            return fault(&format!("`{key}` without `protocol`"), key);
        }
    }
    let crossed = |min: Option<u16>, max: Option<u16>| min.zip(max).is_some_and(|(a, b)| a > b);
    let bytes = |min: Option<u8>, max: Option<u8>| crossed(min.map(u16::from), max.map(u16::from));
    for (is_crossed, what) in [
        (crossed(select.strength_min, select.strength_max), "strength"),
        (bytes(select.nist_category_min, select.nist_category_max), "nist_category"),
        (bytes(select.levels_min, select.levels_max), "levels"),
    ] {
        if is_crossed {
            let message = format!("`{what}_min` is above `{what}_max`");
            return fault(&message, &format!("{what}_min"));
        }
    }
    Ok(select)
}

fn steps(rule: &Table<'_>) -> Result<Vec<Step>> {
    let mut steps: Vec<Step> = Vec::new();
    rule.required("steps")?;
    for value in rule.list("steps")? {
        steps.push(step(value, steps.last())?);
    }
    if steps.is_empty() {
        return Err(SpannedError::new(
            "a rule without steps gives no status",
            rule.span_of("steps"),
        )
        .help("write at least `steps = [{ status = \"acceptable\" }]`"));
    }
    Ok(steps)
}

fn step(value: &Spanned<DeValue<'_>>, last: Option<&Step>) -> Result<Step> {
    let table = Table::from_value("a step", value, &["from", "status"])?;
    table.required("status")?;
    let status = table.word("status")?.unwrap_or(Status::NotApplicable);
    let from = table.optional_date("from")?;
    let fault = |message: &str, key: &str, help: &str| {
        Err(SpannedError::new(message, table.span_of(key)).help(help))
    };
    if status == Status::NotApplicable {
        return fault(
            "a rule cannot say `not-applicable`",
            "status",
            "that is what no rule says; leave the subject out of `select`",
        );
    }
    match (last, from) {
        (None, Some(_)) => {
            return fault(
                "the first step has a date",
                "from",
                "it says what holds before any date",
            );
        }
        (Some(_), None) => {
            return fault(
                "a later step has no date",
                "status",
                "only the first holds since always",
            );
        }
        (Some(last), Some(_)) if last.from >= from => {
            return Err(backwards(table.span_of("from"), "steps stand in order of date"));
        }
        _ => {}
    }
    if last.is_some_and(|last| last.status >= status) {
        return fault("a later step is not worse than the one before", "status", "leave it out");
    }
    Ok(Step { from, status })
}
