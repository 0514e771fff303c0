//! The words of enumerations, taken from their serde names, and suggestions for misspelt ones.

use std::fmt;

use serde::Serialize;
use serde::de::{DeserializeOwned, IntoDeserializer, value::StrDeserializer};

use crate::document::nearest;

/// The value that `word` stands for, or every word that would do.
pub(super) fn parse<T: DeserializeOwned>(word: &str) -> Result<T, &'static [&'static str]> {
    let deserializer: StrDeserializer<'_, Expected> = word.into_deserializer();
    T::deserialize(deserializer).map_err(|Expected(words)| words)
}

/// Every word of an enumeration.
pub(in crate::policy) fn known<T: DeserializeOwned>() -> &'static [&'static str] {
    match parse::<T>("") {
        Ok(_) => &[],
        Err(words) => words,
    }
}

/// The word for a value.
pub(in crate::policy) fn of<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// ``one of `a`, `b`; did you mean `b`?``
pub(super) fn allowed(word: &str, known: &[&str]) -> String {
    let list = known.iter().map(|other| format!("`{other}`")).collect::<Vec<_>>().join(", ");
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("one of {list}; did you mean `{near}`?"),
        None => format!("one of {list}"),
    }
}

/// serde's list of variants, kept as a list.
#[derive(Debug)]
struct Expected(&'static [&'static str]);

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(", "))
    }
}

impl std::error::Error for Expected {}

impl serde::de::Error for Expected {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(&[])
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self(expected)
    }
}
