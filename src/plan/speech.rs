//! Teams, amounts and times as sentences say them.

use std::collections::BTreeMap;

use crate::model::Context;

/// A team as sentences name it: by the name that its owner gave it, else by its id in quotes (`team "it"`).
#[must_use]
pub fn team(id: &str, name: Option<&str>) -> String {
    match name.filter(|name| *name != id) {
        Some(name) if name.to_lowercase().contains("team") => name.to_owned(),
        Some(name) => format!("team {name}"),
        None => format!("team \"{id}\""),
    }
}

/// Names by id, of the teams that have one: without one, a team's name is its id.
pub(super) fn names(context: &Context) -> BTreeMap<String, String> {
    let named = context.teams.iter().filter(|team| team.name != team.id);
    named.map(|team| (team.id.clone(), team.name.clone())).collect()
}

/// `text` as the beginning of a sentence.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `1 person-day`, `2.5 person-days`.
#[must_use]
pub fn person_days(days: f64) -> String {
    format!("{days} {}", days_word(days))
}

/// `1 more person-day`, `2.5 more person-days`.
pub(super) fn more_person_days(days: f64) -> String {
    format!("{days} more {}", days_word(days))
}

fn days_word(days: f64) -> &'static str {
    if (days - 1.0).abs() < 1e-9 { "person-day" } else { "person-days" }
}

/// `1 quarter`, `-2 quarters`.
pub(super) fn quarters(count: i32) -> String {
    format!("{count} {}", if count.abs() == 1 { "quarter" } else { "quarters" })
}

/// `1 asset`, `2 assets`.
pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
