use std::marker::PhantomData;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::SpannedError;

use super::Wording;

/// What was read, or the first fault with its place.
pub type Result<T> = std::result::Result<T, SpannedError>;
/// A value and its place.
pub type Value<'t> = &'t Spanned<DeValue<'t>>;

/// One table, its place, and what to call it in messages, which are worded by `W`.
pub struct Table<'t, W> {
    what: &'static str,
    span: Range<usize>,
    entries: &'t DeTable<'t>,
    wording: PhantomData<W>,
}

impl<'t, W: Wording> Table<'t, W> {
    /// The table at `span`, which may hold the keys `known` and no others.
    ///
    /// # Errors
    /// The first other key in the order of the file.
    pub fn new(
        what: &'static str,
        span: Range<usize>,
        entries: &'t DeTable<'t>,
        known: &[&str],
    ) -> Result<Self> {
        let stray = entries
            .keys()
            .filter(|key| !known.contains(&key.get_ref().as_ref()))
            .min_by_key(|key| key.span().start);
        match stray {
            None => Ok(Self { what, span, entries, wording: PhantomData }),
            Some(key) => {
                let message = format!("{what} has no key `{}`", key.get_ref());
                let help = W::choice(key.get_ref(), known);
                Err(SpannedError::new(message, key.span()).help(help))
            }
        }
    }

    /// `value` as such a table.
    ///
    /// # Errors
    /// As [`Table::new`], and when the value is no table.
    pub fn from_value(what: &'static str, value: Value<'t>, known: &[&str]) -> Result<Self> {
        match value.get_ref() {
            DeValue::Table(entries) => Self::new(what, value.span(), entries, known),
            _ => Err(Self::mistyped(what, "a table", value)),
        }
    }

    /// Place of the table.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Place of a key's value, or of the table where the key is missing.
    #[must_use]
    pub fn span_of(&self, key: &str) -> Range<usize> {
        self.value(key).map_or_else(|| self.span(), Spanned::span)
    }

    /// The value of a key, if it is there.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<Value<'t>> {
        self.entries.get(key)
    }

    /// The value of a key that must be there.
    ///
    /// # Errors
    /// At the table, when the key is missing.
    pub fn required(&self, key: &str) -> Result<Value<'t>> {
        self.value(key).ok_or_else(|| {
            SpannedError::new(format!("{} has no `{key}`", self.what), self.span())
                .help(format!("add `{key} = …`"))
        })
    }

    /// Text that must be there.
    ///
    /// # Errors
    /// When the key is missing, or as [`Table::text_of`].
    pub fn text(&self, key: &str) -> Result<&'t str> {
        Self::text_of(key, self.required(key)?)
    }

    /// Text, if the key is there.
    ///
    /// # Errors
    /// As [`Table::text_of`].
    pub fn optional_text(&self, key: &str) -> Result<Option<&'t str>> {
        self.value(key).map(|value| Self::text_of(key, value)).transpose()
    }

    /// The elements of a list, none where the key is missing.
    ///
    /// # Errors
    /// When the value is no list.
    pub fn list(&self, key: &str) -> Result<std::slice::Iter<'t, Spanned<DeValue<'t>>>> {
        match self.value(key).map(|value| (value, value.get_ref())) {
            None => Ok([].iter()),
            Some((_, DeValue::Array(list))) => Ok(list.iter()),
            Some((value, _)) => Err(Self::mistyped(key, "a list", value)),
        }
    }

    /// `value`, which stands at `key`, as text.
    ///
    /// # Errors
    /// When the value is not text, or is blank.
    pub fn text_of(key: &str, value: Value<'t>) -> Result<&'t str> {
        match value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                let mut fault = SpannedError::new(format!("`{key}` is blank"), value.span());
                fault.help = W::BLANK.map(str::to_owned);
                Err(fault)
            }
            DeValue::String(text) => Ok(text),
            _ => Err(Self::mistyped(key, W::TEXT, value)),
        }
    }

    /// The fault of a `value` that is of another type than `wanted`.
    #[must_use]
    pub fn mistyped(what: &str, wanted: &str, value: &Spanned<DeValue<'_>>) -> SpannedError {
        SpannedError::new(W::mistyped(what, wanted, value.get_ref().type_str()), value.span())
    }
}
