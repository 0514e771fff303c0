//! What the plan costs, by calendar year, and what may be spent.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Package;
use super::remainder::Remainder;
use super::schedule::Budget;
use crate::model::{Context, Quarter, Team};

/// What the plan costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spending {
    /// Currency of all amounts; may be empty.
    pub currency: String,
    /// Price of a person-day by team, of those that have one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub person_day: BTreeMap<String, u64>,
    /// Every calendar year in which something is spent or may be.
    pub years: Vec<YearSpent>,
}

/// A calendar year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct YearSpent {
    /// The year.
    pub year: i16,
    /// Person-days of teams that have a price.
    pub person_days: f64,
    /// What they cost.
    pub spent: f64,
    /// What may be spent; of the first year the share that is left of it.
    pub budget: Option<f64>,
    /// Why the budget is another one in this year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Price of a person-day of `team`.
pub(super) fn price(context: &Context, team: &str) -> Option<u64> {
    let stated = context.teams.iter().find(|known| known.id == team);
    stated.and_then(|team: &Team| team.person_day).or(context.estate.funding.person_day)
}

/// The budget of a scheduling problem; `None` without a limit.
pub(super) fn budget(
    context: &Context,
    teams: &[String],
    first: Remainder,
    periods: usize,
) -> Option<Budget> {
    let funding = &context.estate.funding;
    if !funding.is_limited() {
        return None;
    }
    let from = first.quarter;
    let quarter = |period: usize| from.plus(i32::try_from(period).unwrap_or(i32::MAX));
    let year_of = |period: usize| (quarter(period).year() - from.year()).max(0).unsigned_abs();
    let year: Vec<usize> = (0..periods).map(|period| usize::from(year_of(period))).collect();
    let last = year.last().copied().unwrap_or_default();
    let amount = |year: usize| {
        let year = from.year().saturating_add(i16::try_from(year).unwrap_or(i16::MAX));
        hundredths(context, first, year).unwrap_or(Budget::ENDLESS)
    };
    let price = teams.iter().map(|team| price(context, team).unwrap_or_default()).collect();
    Some(Budget { price, year, amount: (0..=last).map(amount).collect() })
}

/// What may be spent in `year` from the plan's day on, in hundredths.
fn hundredths(context: &Context, first: Remainder, year: i16) -> Option<u64> {
    let whole = context.estate.funding.budget_in(year)?.saturating_mul(100);
    Some(if year == first.quarter.year() { first.of_year(whole) } else { whole })
}

/// Of which `years` nothing is left, and why their budget is another one.
pub(super) fn spent(context: &Context, years: &BTreeSet<i16>) -> String {
    if let (Some(year), 1) = (years.first(), years.len()) {
        let reason = reason(context, *year);
        let reason = reason.map_or(String::new(), |reason| format!(": {reason}"));
        return format!("the budget of {year} is spent{reason}");
    }
    let reasons = years.iter().filter_map(|year| Some((*year, reason(context, *year)?)));
    let mut of: BTreeMap<String, BTreeSet<i16>> = BTreeMap::new();
    reasons.for_each(|(year, reason)| {
        of.entry(reason).or_default().insert(year);
    });
    let said = of.iter().map(|(reason, some)| match some == years {
        true => reason.clone(),
        false => format!("{reason} in {}", spans(some)),
    });
    let said: Vec<String> = said.collect();
    let said = if said.is_empty() { String::new() } else { format!(": {}", said.join(", ")) };
    format!("the budgets of {} are spent{said}", spans(years))
}

/// `2027, 2029 to 2031`.
fn spans(years: &BTreeSet<i16>) -> String {
    let mut spans: Vec<(i16, i16)> = Vec::new();
    for &year in years {
        match spans.last_mut() {
            Some((_, end)) if year - *end == 1 => *end = year,
            _ => spans.push((year, year)),
        }
    }
    let said = spans.iter().map(|(first, end)| match end - first {
        0 => first.to_string(),
        _ => format!("{first} to {end}"),
    });
    said.collect::<Vec<_>>().join(", ")
}

/// Why the budget of `year` is another one.
pub(super) fn reason(context: &Context, year: i16) -> Option<String> {
    let mut changes = context.estate.funding.overrides.iter().rev();
    let change = changes.find(|change| (change.from..=change.until).contains(&year))?;
    (!change.reason.is_empty()).then(|| change.reason.clone())
}

/// Gives every package of a team with a price its cost.
#[allow(clippy::cast_precision_loss, reason = "amounts of money in whole units, far below 2^52")]
pub(super) fn cost(packages: &mut [Package], context: &Context) {
    for package in packages {
        let price = price(context, &package.team);
        package.cost = price.map(|price| package.effort_days.map(|days| days * price as f64));
    }
}

/// What `packages` cost; `None` where the estate says nothing of money.
#[allow(clippy::cast_precision_loss, reason = "amounts of money in whole units, far below 2^52")]
pub(super) fn spending(
    packages: &[Package],
    context: &Context,
    (first, until): (Remainder, Quarter),
) -> Option<Spending> {
    let funding = &context.estate.funding;
    let priced = context.teams.iter().any(|team| team.person_day.is_some());
    if funding.is_unstated() && !priced {
        return None;
    }
    let mut years: BTreeMap<i16, (f64, f64)> =
        (first.quarter.year()..=until.year()).map(|year| (year, (0.0, 0.0))).collect();
    for package in packages {
        let Some(price) = price(context, &package.team) else { continue };
        for (quarter, days) in &package.load {
            let (person_days, spent) = years.entry(quarter.year()).or_default();
            *person_days += days;
            *spent += days * price as f64;
        }
    }
    let years = years.into_iter().map(|(year, (person_days, spent))| YearSpent {
        year,
        person_days,
        spent,
        budget: hundredths(context, first, year).map(|amount| amount as f64 / 100.0),
        reason: reason(context, year),
    });
    let teams = packages.iter().map(|package| &package.team);
    let person_day = teams.filter_map(|team| Some((team.clone(), price(context, team)?))).collect();
    Some(Spending { currency: funding.currency.clone(), person_day, years: years.collect() })
}
