//! What an estate file may say and hardly means: told as warnings, with the place.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::read::parse;
use crate::model::{Quarter, SpannedError, Team};

/// Quarters for which a team may stand still without a word.
const YEAR: i32 = 4;

/// Doubts about an estate file that [`parse`] accepts, in the order of the file; `today` is the plan's first quarter.
///
/// | doubt | what a plan makes of it |
/// |---|---|
/// | a team with capacity in less than a year of quarters, or in none | what it does not find time for gets no date and is late |
/// | a team that stands still for more than a year | its work waits until after that |
/// | a budget of 0 in every year | no package with a price gets a date |
#[must_use]
pub fn doubts(text: &str, today: Quarter) -> Vec<SpannedError> {
    let (Ok(context), Ok(document)) = (parse(text), DeTable::parse(text)) else {
        return Vec::new();
    };
    let file = document.get_ref();
    let mut doubts = Vec::new();
    if let Some(DeValue::Array(teams)) = file.get("team").map(Spanned::get_ref) {
        for (team, place) in context.teams.iter().zip(teams.iter()) {
            doubts.extend(idle(team, place, today));
            doubts.extend(frozen(team, place, today));
        }
    }
    let funding = &context.estate.funding;
    let unfunded = |change: &&crate::model::BudgetOverride| change.budget == 0;
    if funding.budget == Some(0) && funding.overrides.iter().all(|change| unfunded(&change)) {
        let place = file.get("funding").and_then(|table| member(table, "budget"));
        let span = place.map_or(0..0, Spanned::span);
        doubts
            .push(SpannedError::new("nothing may be spent in any year: `budget` is 0", span).help(
                "no package with a price gets a date; without `budget` money limits nothing",
            ));
    }
    doubts.sort_by_key(|doubt| doubt.span.start);
    doubts
}

fn idle(team: &Team, place: &Spanned<DeValue<'_>>, today: Quarter) -> Option<SpannedError> {
    let active = team.overrides.iter().filter(|change| change.capacity > 0.0);
    let quarters: i32 =
        active.map(|change| (change.until.since(change.from.max(today)) + 1).max(0)).sum();
    (team.capacity <= 0.0 && quarters < YEAR).then(|| {
        let span = member(place, "capacity").unwrap_or(place).span();
        let but = match quarters {
            0 => "",
            1 => ", but for 1 quarter of its overrides",
            _ => ", but for a few quarters of its overrides",
        };
        let message = format!("team `{}` can do nothing{but}: `capacity` is 0", team.id);
        SpannedError::new(message, span).help(
            "what it does not find time for gets no date; write person-days a quarter, as in \
             `capacity = 60`, or give its systems another owner",
        )
    })
}

fn frozen(team: &Team, place: &Spanned<DeValue<'_>>, today: Quarter) -> Vec<SpannedError> {
    let places = match member(place, "override").map(Spanned::get_ref) {
        Some(DeValue::Array(places)) => places.iter().collect(),
        _ => Vec::new(),
    };
    let changes = team.overrides.iter().zip(places);
    changes
        .filter_map(|(change, place)| {
            let from = change.from.max(today);
            let quarters = change.until.since(from) + 1;
            (team.capacity > 0.0 && change.capacity <= 0.0 && quarters > YEAR).then(|| {
                let message = format!(
                    "team `{}` stands still for {quarters} quarters, from {from} to {}",
                    team.id, change.until
                );
                let span = member(place, "until").unwrap_or(place).span();
                SpannedError::new(message, span)
                    .help("its work waits until after that, and what has a deadline before is late")
            })
        })
        .collect()
}

/// The value of `key` in a table.
fn member<'t, 'd>(table: &'t Spanned<DeValue<'d>>, key: &str) -> Option<&'t Spanned<DeValue<'d>>> {
    match table.get_ref() {
        DeValue::Table(entries) => entries.get(key),
        _ => None,
    }
}
