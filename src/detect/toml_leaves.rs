//! The scalars of a TOML text with their paths and places, as those of YAML are.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::line_count::LineCount;
use super::yaml_leaves::Leaf;

/// Bytes of a text that is read, scalars of it, and tables within each other.
const LARGEST: usize = 1 << 20;
const MOST: usize = 50_000;
const DEEPEST: usize = 64;

/// The scalars of `text` in the order of the file; `None` when it is no TOML or passes a bound.
pub fn leaves(text: &str) -> Option<Vec<Leaf>> {
    if text.len() > LARGEST {
        return None;
    }
    let document = DeTable::parse(text).ok()?;
    let mut all = Vec::new();
    table("", document.get_ref(), 0, &mut all)?;
    all.sort_by_key(|leaf| leaf.offset);
    let mut lines = LineCount::new(text.as_bytes());
    for leaf in &mut all {
        leaf.line = lines.of(usize::try_from(leaf.offset).ok()?);
    }
    Some(all)
}

fn table(path: &str, table: &DeTable<'_>, depth: usize, all: &mut Vec<Leaf>) -> Option<()> {
    for (key, below) in table {
        let key = key.get_ref();
        let path = if path.is_empty() { key.to_string() } else { format!("{path}.{key}") };
        value(&path, below, depth, all)?;
    }
    Some(())
}

fn value(path: &str, of: &Spanned<DeValue<'_>>, depth: usize, all: &mut Vec<Leaf>) -> Option<()> {
    if depth == DEEPEST || all.len() == MOST || path.len() > 1_000 {
        return None;
    }
    let text = match of.get_ref() {
        DeValue::Table(below) => return table(path, below, depth + 1, all),
        DeValue::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                value(&format!("{path}[{at}]"), item, depth + 1, all)?;
            }
            return Some(());
        }
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(is_true) => is_true.to_string(),
        DeValue::Datetime(date) => date.to_string(),
    };
    let offset = of.span().start as u64;
    let tag = String::new();
    all.push(Leaf { path: path.to_owned(), value: text, line: 1, offset, tag, document: 0 });
    Some(())
}
