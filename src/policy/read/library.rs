use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::model::SpannedError;

use super::super::{Policy, SHIPPED};
use super::table::{Result, Table};
use super::words;

/// The policies that others may extend: those that ship, and texts that were added.
#[derive(Clone, Debug, Default)]
pub struct Library {
    added: BTreeMap<String, String>,
}

impl Library {
    /// Adds the text of the policy `id`; it goes before one of that name that ships.
    pub fn add(&mut self, id: impl Into<String>, text: impl Into<String>) {
        self.added.insert(id.into(), text.into());
    }

    /// The text of a policy.
    #[must_use]
    pub fn text(&self, id: &str) -> Option<&str> {
        let added = self.added.get(id).map(String::as_str);
        added.or_else(|| SHIPPED.iter().find(|(stem, _)| *stem == id).map(|(_, text)| *text))
    }

    fn ids(&self) -> Vec<&str> {
        let added = self.added.keys().map(String::as_str);
        added.chain(SHIPPED.iter().map(|(stem, _)| *stem)).collect()
    }
}

/// The id that a policy's text says it extends, if it is read that far.
#[must_use]
pub fn base_of(text: &str) -> Option<String> {
    let document = DeTable::parse(text).ok()?;
    match document.get_ref().get("extends")?.get_ref() {
        DeValue::String(id) => Some(id.to_string()),
        _ => None,
    }
}

/// The policy that `root` extends. `chain` holds the ids that lead here, this policy's own last.
pub(super) fn base(
    root: &Table<'_>,
    library: &Library,
    chain: &[String],
) -> Result<Option<Policy>> {
    let Some(id) = root.optional_text("extends")? else { return Ok(None) };
    let fault = |message: String| SpannedError::new(message, root.span_of("extends"));
    if chain.iter().any(|one| one == id) {
        let way = chain.iter().map(String::as_str).chain([id]).collect::<Vec<_>>().join(" -> ");
        return Err(fault(format!("the policy extends itself: {way}"))
            .help("let one of them stand on its own: leave out its `extends`"));
    }
    let Some(text) = library.text(id) else {
        return Err(fault(format!("there is no policy `{id}` to extend"))
            .help(words::allowed(id, &library.ids())));
    };
    match super::read(text, library, chain) {
        Ok(base) => Ok(Some(base)),
        // A cycle is told where it was entered, not where it was found.
        Err(inner) if inner.message.starts_with("the policy extends itself") => {
            Err(SpannedError { span: root.span_of("extends"), ..inner })
        }
        Err(inner) => {
            let line = inner.line(text);
            Err(fault(format!("line {line} of `{id}`, which it extends: {inner}")))
        }
    }
}
