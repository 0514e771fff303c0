//! The form of a pack, from the types that it is read into: a JSON Schema for editors, and for the reader itself.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::rule::Pack;

/// JSON Schema of a pack of rules: draft 7, which editors of TOML know. Every table is closed.
pub fn schema() -> &'static Value {
    static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
        let generator = SchemaSettings::draft07().for_deserialize().into_generator();
        let mut schema = generator.into_root_schema_for::<Pack>().to_value();
        tidy(&mut schema);
        if let Value::Object(root) = &mut schema {
            root.insert("$id".to_owned(), "urn:y2q:schema:rules:1".into());
            root.insert("title".to_owned(), "y2q pack of rules, version 1".into());
        }
        schema
    });
    &SCHEMA
}

/// Leaves out what TOML cannot say (null), and closes what is open only for being put together of two types.
fn tidy(schema: &mut Value) {
    let Value::Object(node) = schema else { return };
    for noise in ["default", "format", "unevaluatedProperties"] {
        node.remove(noise);
    }
    if let Some(Value::String(text)) = node.get_mut("description") {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    if node.contains_key("properties") {
        node.entry("additionalProperties").or_insert(Value::Bool(false));
    }
    without_null(node);
    for (word, inner) in node.iter_mut() {
        match (word.as_str(), inner) {
            ("properties" | "definitions", Value::Object(named)) => {
                named.values_mut().for_each(tidy);
            }
            ("items" | "anyOf" | "oneOf" | "allOf", Value::Array(all)) => {
                all.iter_mut().for_each(tidy);
            }
            ("items" | "additionalProperties", one) => tidy(one),
            _ => {}
        }
    }
}

fn without_null(node: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = node.get_mut("type") {
        types.retain(|one| one != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            node.insert("type".to_owned(), one);
        }
    }
    let Some(Value::Array(all)) = node.get_mut("anyOf") else { return };
    all.retain(|one| one.get("type").is_none_or(|word| word != "null"));
    if all.len() == 1 {
        // Beside a `$ref` draft 7 reads nothing; inside `allOf` it does.
        let one = node.remove("anyOf").unwrap_or_default();
        node.insert("allOf".to_owned(), one);
    }
}
