//! What the tables of a policy file hold, and how their faults are worded.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use toml::de::DeValue;

use crate::document::{self, Value, Wording};
use crate::model::{Date, SpannedError};

use super::words;

pub(super) use crate::document::Result;

/// A table of a policy file.
pub(super) type Table<'t> = document::Table<'t, Words>;

/// The wording of a policy file's faults.
pub(super) struct Words;

impl Wording for Words {
    const TEXT: &'static str = "text";
    const BLANK: Option<&'static str> = None;

    fn mistyped(what: &str, wanted: &str, is: &str) -> String {
        format!("`{what}` is of type {is}, not {wanted}")
    }

    fn choice(word: &str, known: &[&str]) -> String {
        words::allowed(word, known)
    }
}

impl Table<'_> {
    pub(super) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    pub(super) fn flag(&self, key: &str) -> Result<Option<bool>> {
        self.value(key)
            .map(|value| match value.get_ref() {
                DeValue::Boolean(flag) => Ok(*flag),
                _ => Err(Self::mistyped(key, "true or false", value)),
            })
            .transpose()
    }

    pub(super) fn number<T: std::str::FromStr>(&self, key: &str) -> Result<Option<T>> {
        self.value(key)
            .map(|value| match value.get_ref() {
                DeValue::Integer(number) if number.radix() == 10 => {
                    number.as_str().parse().map_err(|_| {
                        SpannedError::new(format!("`{key}` is out of range"), value.span())
                    })
                }
                _ => Err(Self::mistyped(key, "a whole number", value)),
            })
            .transpose()
    }

    pub(super) fn date(&self, key: &str) -> Result<Date> {
        date(key, self.required(key)?)
    }

    pub(super) fn optional_date(&self, key: &str) -> Result<Option<Date>> {
        self.value(key).map(|value| date(key, value)).transpose()
    }

    /// One word of an enumeration.
    pub(super) fn word<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>> {
        self.value(key).map(|value| word(key, value)).transpose()
    }

    /// A list of words of an enumeration.
    pub(super) fn words<T: DeserializeOwned + Ord>(&self, key: &str) -> Result<BTreeSet<T>> {
        self.list(key)?.map(|value| word(key, value)).collect()
    }

    /// A list of texts, in the order of the file.
    pub(super) fn texts(&self, key: &str) -> Result<Vec<String>> {
        self.list(key)?.map(|value| Self::text_of(key, value).map(str::to_owned)).collect()
    }

    /// A date or a list of dates.
    pub(super) fn dates(&self, key: &str) -> Result<Vec<Date>> {
        match self.required(key)?.get_ref() {
            DeValue::Array(list) => list.iter().map(|value| date(key, value)).collect(),
            _ => Ok(vec![self.date(key)?]),
        }
    }
}

fn word<T: DeserializeOwned>(key: &str, value: Value<'_>) -> Result<T> {
    let word = Table::text_of(key, value)?;
    words::parse(word).map_err(|known| {
        SpannedError::new(format!("`{word}` is no word for `{key}`"), value.span())
            .help(words::allowed(word, known))
    })
}

fn date(key: &str, value: Value<'_>) -> Result<Date> {
    let read = match value.get_ref() {
        DeValue::Datetime(moment) if moment.time.is_none() => moment.date.and_then(|date| {
            let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
            Date::new(i16::try_from(date.year).ok()?, month, day).ok()
        }),
        _ => None,
    };
    read.ok_or_else(|| {
        SpannedError::new(format!("`{key}` is not a date"), value.span())
            .help("write a date without quotes and time, as in 2030-12-31")
    })
}
