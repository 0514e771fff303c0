//! The form of a policy file as a JSON Schema, for editors that read TOML with one.

use serde_json::{Map, Value, json};

use crate::model::{
    DataTier, Exposure, Kept, Maturity, NetworkExposure, Primitive, Purpose, Secrecy, Venue,
};

use super::read::{self, example, milestone, rule, words};
use super::{Binding, DutyKind, HybridStance, POPULATIONS, Precedence, Status};

/// The schema, with a line break at its end.
#[must_use]
pub fn schema() -> String {
    let mut properties = head();
    properties.insert("milestone".into(), milestones());
    properties.insert("rule".into(), rules());
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:y2q:policy:1",
        "title": "y2q policy, schema 1",
        "type": "object",
        "additionalProperties": false,
        "required": ["schema", "id"],
        "if": { "not": { "required": ["extends"] } },
        "then": { "required": [
            "title", "authority", "edition", "date", "url", "binding", "applies_to", "verified",
            "stale_after_days", "rule"
        ] },
        "properties": properties,
    });
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

fn head() -> Map<String, Value> {
    object(read::KEYS, |key| match key {
        "schema" => json!({ "const": 1 }),
        "date" => date(),
        "url" => json!({ "type": "string", "pattern": "^https://" }),
        "binding" => one_of::<Binding>(),
        "hybrid" => one_of::<HybridStance>(),
        "draft" | "indicative" => json!({ "type": "boolean" }),
        "applies_to" | "excludes" => list(&population()),
        "drop" | "targets" => list(&text()),
        "verified" => json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["state", "on", "by"],
            "properties": { "state": { "enum": read::STATES }, "on": date(), "by": text() },
        }),
        "stale_after_days" => number(1),
        _ => text(),
    })
}

fn rules() -> Value {
    let select = object(rule::SELECT_KEYS, |key| match key {
        "primitive" => list(&one_of::<Primitive>()),
        "purpose" => list(&one_of::<Purpose>()),
        "exposure" => list(&one_of::<Exposure>()),
        "maturity" => list(&one_of::<Maturity>()),
        "tier" => list(&one_of::<DataTier>()),
        "network" => list(&one_of::<NetworkExposure>()),
        "secrecy" => list(&one_of::<Secrecy>()),
        "signs" => list(&one_of::<Kept>()),
        "protocol" => list(&one_of::<Venue>()),
        "kind" => list(&json!({ "enum": rule::KINDS })),
        "population" => list(&population()),
        "strength_min" | "strength_max" | "nist_category_min" | "nist_category_max"
        | "lifetime_min" => number(0),
        "levels_min" | "levels_max" => number(1),
        "hybrid" | "newest" => json!({ "type": "boolean" }),
        _ => list(&text()),
    });
    let properties = object(rule::KEYS, |key| match key {
        "needs_primary_check" | "contested" => json!({ "type": "boolean" }),
        "precedence" => one_of::<Precedence>(),
        "select" => json!({
            "type": "object",
            "additionalProperties": false,
            "minProperties": 1,
            "properties": select.clone(),
        }),
        "steps" => json!({ "type": "array", "minItems": 1, "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["status"],
            "properties": { "from": date(), "status": one_of::<Status>() },
        } }),
        "due" => json!({ "type": "array", "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["kind", "on"],
            "properties": { "kind": one_of::<DutyKind>(), "on": date() },
        } }),
        "example" => examples(),
        _ => text(),
    });
    json!({ "type": "array", "minItems": 1, "items": {
        "type": "object",
        "additionalProperties": false,
        "required": ["id", "title", "clause", "select", "steps", "example"],
        "properties": properties,
    } })
}

fn examples() -> Value {
    let properties = object(example::KEYS, |key| match key {
        "kind" => json!({ "enum": rule::KINDS }),
        "primitive" => one_of::<Primitive>(),
        "exposure" => one_of::<Exposure>(),
        "maturity" => one_of::<Maturity>(),
        "tier" => one_of::<DataTier>(),
        "network" => one_of::<NetworkExposure>(),
        "secrecy" => one_of::<Secrecy>(),
        "signs" => one_of::<Kept>(),
        "protocol" => one_of::<Venue>(),
        "levels" => number(1),
        "newest" => json!({ "type": "boolean" }),
        "purposes" | "one_of" => list(&one_of::<Purpose>()),
        "components" => list(&text()),
        "populations" => list(&population()),
        "strength" | "nist_category" | "lifetime" => number(0),
        "at" => json!({ "oneOf": [date(), { "type": "array", "minItems": 1, "items": date() }] }),
        "expect" => one_of::<Status>(),
        "deadline" | "next" => date(),
        _ => text(),
    });
    json!({ "type": "array", "minItems": 1, "items": {
        "type": "object",
        "additionalProperties": false,
        "required": ["algorithm", "exposure", "at", "expect"],
        "oneOf": [{ "required": ["purposes"] }, { "required": ["one_of"] }],
        "properties": properties,
    } })
}

fn milestones() -> Value {
    let statement = tables(milestone::STATEMENT_KEYS, milestone::STATEMENT_KEYS, |_| text());
    tables(milestone::KEYS, &["name", "by", "clause"], |key| match key {
        "by" => date(),
        "kind" => one_of::<DutyKind>(),
        "entry" | "exit" | "rollback" => statement.clone(),
        _ => text(),
    })
}

fn tables(keys: &[&str], required: &[&str], value: impl Fn(&str) -> Value) -> Value {
    json!({ "type": "array", "items": {
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": object(keys, value),
    } })
}

fn object(keys: &[&str], value: impl Fn(&str) -> Value) -> Map<String, Value> {
    keys.iter().map(|key| ((*key).to_owned(), value(key))).collect()
}

/// The words of an enumeration, from the reader's own refusal of a word that is none.
fn one_of<T: serde::de::DeserializeOwned>() -> Value {
    json!({ "enum": words::known::<T>() })
}

fn population() -> Value {
    let words: Vec<&str> = POPULATIONS.iter().map(|population| population.word).collect();
    json!({ "enum": words })
}

fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn text() -> Value {
    json!({ "type": "string", "minLength": 1 })
}

fn date() -> Value {
    json!({ "type": "string", "format": "date" })
}

fn number(least: u32) -> Value {
    json!({ "type": "integer", "minimum": least })
}
