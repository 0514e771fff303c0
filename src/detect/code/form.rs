//! Whether a document has the form of a pack: keys, types, words. Every fault has its place.

use serde_json::Value as Schema;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::schema::schema;
use crate::document::nearest;
use crate::model::SpannedError;

type Result = std::result::Result<(), SpannedError>;

/// Compares a document with the schema of packs.
///
/// # Errors
/// The first key that the types do not know, value of another type, or word of no list, in the order of the file.
pub fn check(document: &DeTable<'_>) -> Result {
    table(schema(), document, 0..0, &Path(String::new()))
}

/// Where in the document: keys joined by `.`.
struct Path(String);

impl Path {
    fn below(&self, key: &str) -> Self {
        Self(if self.0.is_empty() { key.to_owned() } else { format!("{}.{key}", self.0) })
    }

    /// What a table here is called.
    fn table(&self) -> String {
        match self.0.as_str() {
            "" => "a pack of rules".to_owned(),
            "rule" | "rule.hit" | "rule.miss" | "rule.then" => format!("[[{}]]", self.0),
            path => format!("`{path}`"),
        }
    }
}

/// The schemas of which a value must fit one, references followed.
fn alternatives(schema_of: &Schema) -> Vec<&Schema> {
    let (mut open, mut all) = (vec![schema_of], Vec::new());
    while let Some(one) = open.pop() {
        let inner = ["anyOf", "oneOf", "allOf"].iter().find_map(|word| one[word].as_array());
        match (one["$ref"].as_str(), inner) {
            (Some(reference), _) => {
                open.extend(schema().pointer(reference.trim_start_matches('#')));
            }
            (None, Some(inner)) => open.extend(inner.iter().rev()),
            (None, None) => all.push(one),
        }
    }
    all
}

/// The word of JSON Schema for the type of a value, and what a person calls it.
const fn kind(value: &DeValue<'_>) -> (&'static str, &'static str) {
    match value {
        DeValue::String(_) => ("string", "a text"),
        DeValue::Integer(_) => ("integer", "a number"),
        DeValue::Float(_) => ("number", "a number with a point"),
        DeValue::Boolean(_) => ("boolean", "true or false"),
        DeValue::Datetime(_) => ("datetime", "a date"),
        DeValue::Array(_) => ("array", "a list"),
        DeValue::Table(_) => ("object", "a table"),
    }
}

fn in_words(word: &str) -> &'static str {
    match word {
        "string" => "a text in quotes",
        "integer" => "a whole number",
        "boolean" => "true or false",
        "array" => "a list",
        _ => "a table",
    }
}

fn value(schema: &Schema, value: &Spanned<DeValue<'_>>, path: &Path) -> Result {
    let all = alternatives(schema);
    let (word, is) = kind(value.get_ref());
    let fitting: Vec<&Schema> = all.iter().copied().filter(|one| one["type"] == word).collect();
    if fitting.is_empty() {
        let mut wanted: Vec<&str> =
            all.iter().filter_map(|one| one["type"].as_str()).map(in_words).collect();
        wanted.dedup();
        let message = format!("`{}` is {is} where {} belongs", path.0, wanted.join(" or "));
        return Err(SpannedError::new(message, value.span()));
    }
    match value.get_ref() {
        DeValue::String(text) => one_of(&fitting, text, value, path),
        DeValue::Array(items) => list(fitting[0], items, value, path),
        DeValue::Table(entries) => table(fitting[0], entries, value.span(), path),
        DeValue::Integer(number) if number.as_str().starts_with('-') => {
            Err(SpannedError::new(format!("`{}` is less than 0", path.0), value.span()))
        }
        _ => Ok(()),
    }
}

/// A word where only some are known.
fn one_of(fitting: &[&Schema], text: &str, value: &Spanned<DeValue<'_>>, path: &Path) -> Result {
    let known: Option<Vec<&str>> = fitting
        .iter()
        .map(|one| Some(one["enum"].as_array()?.iter().filter_map(Schema::as_str)))
        .collect::<Option<Vec<_>>>()
        .map(|lists| lists.into_iter().flatten().collect());
    match known {
        Some(known) if !known.contains(&text) => {
            let message = format!("`{}` cannot be `{}`", path.0, text.escape_debug());
            Err(SpannedError::new(message, value.span()).help(choice(text, &known)))
        }
        _ => Ok(()),
    }
}

fn list(
    schema: &Schema,
    items: &[Spanned<DeValue<'_>>],
    whole: &Spanned<DeValue<'_>>,
    path: &Path,
) -> Result {
    let of = &schema["items"];
    if let Some(each) = of.as_array() {
        if each.len() != items.len() {
            let message = format!("`{}` is a list of {}, not {}", path.0, each.len(), items.len());
            return Err(SpannedError::new(message, whole.span()));
        }
        return items.iter().zip(each).try_for_each(|(item, one)| value(one, item, path));
    }
    items.iter().try_for_each(|item| value(of, item, path))
}

fn table(
    schema: &Schema,
    entries: &DeTable<'_>,
    span: std::ops::Range<usize>,
    path: &Path,
) -> Result {
    let known = schema["properties"].as_object();
    let mut in_order: Vec<_> = entries.iter().collect();
    in_order.sort_by_key(|(key, _)| key.span().start);
    for (key, inner) in in_order {
        let name = key.get_ref().as_ref();
        match known.map(|known| known.get(name)) {
            // A table of names may have any keys.
            None => value(&schema["additionalProperties"], inner, &path.below(name))?,
            Some(Some(of)) => value(of, inner, &path.below(name))?,
            Some(None) => {
                let message = format!("{} has no key `{}`", path.table(), name.escape_debug());
                let keys: Vec<&str> =
                    known.into_iter().flatten().map(|(key, _)| key.as_str()).collect();
                return Err(SpannedError::new(message, key.span()).help(choice(name, &keys)));
            }
        }
    }
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Schema::as_str);
    match required.into_iter().find(|key| !entries.contains_key(*key)) {
        Some(key) => {
            let message = format!("{} has no `{key}`", path.table());
            Err(SpannedError::new(message, span).help(format!("add `{key} = …`")))
        }
        None => Ok(()),
    }
}

/// What was probably meant, and all that could be.
pub(super) fn choice(word: &str, known: &[&str]) -> String {
    let list = known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? known: {list}"),
        None => format!("known: {list}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::pack_file::read;

    const HEAD: &str = "id = \"python-acme\"\nlanguages = [\"python\"]\nlibrary = \"Acme\"\n\
                        docs = \"https://acme.example\"\ngate = [\"acme\"]\n";

    /// Line, message and help of the fault in a pack with `rule`, which begins on line 6.
    fn fault(rule: &str) -> (usize, String, String) {
        let text = format!("{HEAD}{rule}");
        let fault = read("python-acme", &text).unwrap_err();
        (fault.line(&text), fault.message, fault.help.unwrap_or_default())
    }

    #[test]
    fn a_misspelt_key_is_told_with_its_line_and_the_nearest_right_one() {
        let (line, message, help) =
            fault("[[rule]]\nid = \"a\"\ncall = [\"acme.new\"]\nalgoritm = \"AES\"\n");
        assert_eq!((line, message.as_str()), (9, "[[rule]] has no key `algoritm`"));
        assert!(help.starts_with("did you mean `algorithm`?"), "{help}");

        let (line, message, help) = fault(
            "[[rule]]\nid = \"a\"\ncall = [\"acme.new\"]\nbits = { argument = 0, defualt = \"128\" }\n",
        );
        assert_eq!((line, message.as_str()), (9, "`rule.bits` has no key `defualt`"));
        assert!(help.starts_with("did you mean `default`?"), "{help}");

        let then =
            "[[rule]]\nid = \"a\"\ncall = [\"acme.new\"]\n[[rule.then]]\nmethods = [\"f\"]\n";
        let (line, message, help) = fault(then);
        assert_eq!((line, message.as_str()), (10, "[[rule.then]] has no key `methods`"));
        assert!(help.starts_with("did you mean `method`?"), "{help}");

        let (line, message, _) =
            fault("[[rule]]\nid = \"a\"\n[[rule.hit]]\ncode = \"\"\nfind = []\n");
        assert_eq!((line, message.as_str()), (10, "[[rule.hit]] has no key `find`"));
        assert_eq!(fault("gates = [\"x\"]\n").1, "a pack of rules has no key `gates`");
        let when = "[[rule]]\nid = \"a\"\ncall = [\"acme.new\"]\nwhen = [{ arg = 0 }]\n";
        assert_eq!(fault(when).1, "`rule.when` has no key `arg`");
    }

    #[test]
    fn a_value_of_another_type_or_an_unknown_word_is_told_where_it_stands() {
        let (line, message, _) = fault("[[rule]]\nid = \"a\"\ncall = \"acme.new\"\n");
        assert_eq!((line, message.as_str()), (8, "`rule.call` is a text where a list belongs"));
        let (_, message, _) = fault("[[rule]]\nid = \"a\"\nbits = 128\n");
        assert_eq!(message, "`rule.bits` is a number where a text in quotes or a table belongs");
        let (_, message, help) = fault("[[rule]]\nid = \"a\"\nfunctions = [\"encrpyt\"]\n");
        assert_eq!(message, "`rule.functions` cannot be `encrpyt`");
        assert!(help.starts_with("did you mean `encrypt`?"), "{help}");
        let (_, message, _) = fault("[[rule]]\nid = \"a\"\nbits = { argument = -1 }\n");
        assert_eq!(message, "`rule.bits.argument` is less than 0");
        let (_, message, _) =
            fault("[[rule]]\nid = \"a\"\nsetting = [\"certificate verification\"]\n");
        assert_eq!(message, "`rule.setting` is a list of 2, not 1");
        let (line, message, _) = fault("[[rule]]\nid = \"a\"\n[[rule.hit]]\ncode = \"\"\n");
        assert_eq!((line, message.as_str()), (8, "[[rule.hit]] has no `finds`"));
        assert_eq!(fault("[[rule]\n").0, 6);
    }
}
