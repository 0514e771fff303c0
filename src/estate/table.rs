//! What the tables of an estate file hold, and how their faults are worded.

use std::ops::Range;

use toml::de::DeValue;

use crate::document::{self, Wording};
use crate::model::{Date, Quarter, SpannedError};

use super::words;

pub(super) use crate::document::{Result, Value};

/// A table of an estate file.
pub(super) type Table<'t> = document::Table<'t, Words>;

/// The wording of an estate file's faults.
pub(super) struct Words;

impl Wording for Words {
    const TEXT: &'static str = "text in quotes";
    const BLANK: Option<&'static str> =
        Some("write something between the quotes, or leave the key out");

    fn mistyped(what: &str, wanted: &str, is: &str) -> String {
        format!("`{what}` is not {wanted} but of type {is}")
    }

    fn choice(word: &str, known: &[&str]) -> String {
        words::choice(word, known.iter().copied())
    }
}

impl<'t> Table<'t> {
    /// An id: letters, digits, `-`, `_`, `.`; other files and plans refer to it.
    pub(super) fn id(&self) -> Result<(&'t str, Range<usize>)> {
        let (id, span) = (self.text("id")?, self.span_of("id"));
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        if id.len() > 64 || !id.chars().all(plain) {
            let message = format!("`{}` is no id", id.escape_debug());
            return Err(SpannedError::new(message, span).help(
                "use at most 64 ASCII letters, digits, `-`, `_` and `.`, as in `web-front`",
            ));
        }
        Ok((id, span))
    }

    /// One word out of `words`.
    pub(super) fn word<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Result<Option<T>> {
        self.value(key).map(|value| Self::word_of(key, value, words)).transpose()
    }

    /// One word out of `words`, which has to be there.
    pub(super) fn required_word<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Result<T> {
        Self::word_of(key, self.required(key)?, words)
    }

    fn word_of<T: Copy>(key: &str, value: Value<'t>, words: &[(&str, T)]) -> Result<T> {
        let word = Self::text_of(key, value)?;
        let found = words.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning);
        found.ok_or_else(|| {
            let message = format!("`{}` is no {}", word.escape_debug(), key.replace('_', " "));
            let help = words::choice(word, words.iter().map(|(known, _)| *known));
            SpannedError::new(message, value.span()).help(help)
        })
    }

    /// A list of texts with their places; empty where the key is missing.
    pub(super) fn texts(&self, key: &str) -> Result<Vec<(&'t str, Range<usize>)>> {
        self.list(key)?.map(|value| Ok((Self::text_of(key, value)?, value.span()))).collect()
    }

    /// True or false.
    pub(super) fn truth(&self, key: &str) -> Result<Option<bool>> {
        match self.value(key).map(|value| (value, value.get_ref())) {
            None => Ok(None),
            Some((_, DeValue::Boolean(truth))) => Ok(Some(*truth)),
            Some((value, _)) => Err(Self::mistyped(key, "true or false", value)),
        }
    }

    /// A whole number between `least` and `most`.
    pub(super) fn whole(
        &self,
        key: &str,
        least: i64,
        most: i64,
        help: &str,
    ) -> Result<Option<i64>> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let DeValue::Integer(written) = value.get_ref() else {
            return Err(Self::mistyped(key, "a whole number", value));
        };
        let number = i64::from_str_radix(written.as_str(), written.radix()).ok();
        match number.filter(|number| (least..=most).contains(number)) {
            Some(number) => Ok(Some(number)),
            None => {
                let message = format!("`{key}` is not between {least} and {most}");
                Err(SpannedError::new(message, value.span()).help(help))
            }
        }
    }

    /// Person-days a quarter.
    pub(super) fn capacity(&self) -> Result<f64> {
        let value = self.required("capacity")?;
        let days = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse::<f64>().ok(),
            DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
            _ => return Err(Self::mistyped("capacity", "a number", value)),
        };
        // A million people would not be sixty million person-days.
        days.filter(|days| (0.0..=60e6).contains(days)).ok_or_else(|| {
            SpannedError::new("`capacity` is not a number of person-days", value.span())
                .help("write person-days a quarter, zero or more, as in `capacity = 60`")
        })
    }

    /// An amount of money in whole units.
    pub(super) fn money(&self, key: &str) -> Result<Option<u64>> {
        // Sums of a million such amounts stay far below 2⁶³.
        const MOST: u64 = 1_000_000_000_000;
        let Some(value) = self.value(key) else { return Ok(None) };
        let DeValue::Integer(number) = value.get_ref() else {
            return Err(Self::mistyped(key, "a whole number", value));
        };
        let amount = u64::from_str_radix(number.as_str(), number.radix()).ok();
        match amount.filter(|amount| *amount <= MOST) {
            Some(amount) => Ok(Some(amount)),
            None => {
                let message = format!("`{key}` is no amount of money");
                Err(SpannedError::new(message, value.span())
                    .help("write whole units of money, zero or more, as in `400000`"))
            }
        }
    }

    /// A day, as TOML writes it or in quotes.
    pub(super) fn day(&self, key: &str) -> Result<Option<Date>> {
        self.value(key).map(|value| Self::day_of(key, value)).transpose()
    }

    /// A day, which has to be there.
    pub(super) fn required_day(&self, key: &str) -> Result<Date> {
        Self::day_of(key, self.required(key)?)
    }

    fn day_of(key: &str, value: Value<'t>) -> Result<Date> {
        let text = match value.get_ref() {
            DeValue::Datetime(day) => day.to_string(),
            _ => Self::text_of(key, value)?.to_owned(),
        };
        text.parse().map_err(|_| {
            SpannedError::new(format!("`{key}` is no day"), value.span())
                .help("write year, month and day, as in `2027-03-31`")
        })
    }

    pub(super) fn quarter(&self, key: &str) -> Result<Option<(Quarter, Range<usize>)>> {
        let Some(value) = self.value(key) else { return Ok(None) };
        match Self::text_of(key, value)?.parse() {
            Ok(quarter) => Ok(Some((quarter, value.span()))),
            Err(error) => {
                let error: crate::model::QuarterError = error;
                Err(SpannedError::new(format!("`{key}` is no quarter"), value.span())
                    .help(error.to_string()))
            }
        }
    }
}
