//! `[funding]`: what work costs and what may be spent.

use super::table::{Result, Table, Value};
use crate::model::{BudgetOverride, Funding, SpannedError, Team};

const YEAR_HELP: &str = "write a calendar year, as in `from = 2028`";

/// Reads the table; with a budget every team has a price.
pub(super) fn read<'t>(value: Value<'t>, teams: &[Team]) -> Result<Funding> {
    let keys = ["budget", "person_day", "currency", "override"];
    let table = Table::from_value("[funding]", value, &keys)?;
    let overrides = table.list("override")?.map(change).collect::<Result<Vec<_>>>()?;
    let funding = Funding {
        budget: table.money("budget")?,
        overrides,
        person_day: table.money("person_day")?,
        currency: table.optional_text("currency")?.unwrap_or_default().to_owned(),
    };
    let unpriced = teams.iter().find(|team| team.person_day.or(funding.person_day).is_none());
    match unpriced.filter(|_| funding.is_limited()) {
        Some(team) => {
            let message =
                format!("there is a budget, but no price for the work of team `{}`", team.id);
            Err(SpannedError::new(message, value.span()).help(
                "add `person_day`, the price of a person-day, to the team, or to [funding] for all teams",
            ))
        }
        None => Ok(funding),
    }
}

fn change<'t>(value: Value<'t>) -> Result<BudgetOverride> {
    let keys = ["from", "until", "budget", "reason"];
    let table = Table::from_value("[[funding.override]]", value, &keys)?;
    let year = |key| -> Result<i16> {
        table.required(key)?;
        let year = table.whole(key, 2000, 2200, YEAR_HELP)?;
        Ok(year.and_then(|year| i16::try_from(year).ok()).unwrap_or_default())
    };
    let (from, until) = (year("from")?, year("until")?);
    if until < from {
        let message = format!("`until` {until} is before `from` {from}");
        return Err(SpannedError::new(message, table.span_of("until"))
            .help("the last year of an override is its first one or a later one"));
    }
    table.required("budget")?;
    Ok(BudgetOverride {
        from,
        until,
        budget: table.money("budget")?.unwrap_or_default(),
        reason: table.optional_text("reason")?.unwrap_or_default().to_owned(),
    })
}
