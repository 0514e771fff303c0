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
