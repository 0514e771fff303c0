//! What the plan costs by year, for text, Markdown and HTML.

use std::io;

use serde::Serialize;

use super::markdown::md;
use super::plain::visible;
use super::words;
use crate::plan::{Package, Plan};

/// The years of a plan that states prices.
#[derive(Serialize)]
pub(super) struct Costs {
    /// Empty where the estate names none.
    pub(super) currency: String,
    pub(super) years: Vec<Year>,
}

/// A calendar year in words.
#[derive(Serialize)]
pub(super) struct Year {
    pub(super) year: i16,
    pub(super) person_days: String,
    pub(super) cost: String,
    /// What may be spent, and why it is another amount in this year.
    pub(super) budget: String,
}

impl Costs {
    /// `None` where the estate says nothing of money.
    pub(super) fn of(plan: &Plan) -> Option<Self> {
        let spending = plan.spending.as_ref()?;
        let years = spending.years.iter().map(|one| {
            let reason = one.reason.as_ref().map_or(String::new(), |why| format!(" ({why})"));
            let budget = one.budget.map_or_else(|| "no limit".into(), words::money);
            Year {
                year: one.year,
                person_days: words::days(one.person_days),
                cost: words::money(one.spent),
                budget: visible(&format!("{budget}{reason}")).into_owned(),
            }
        });
        Some(Self { currency: visible(&spending.currency).into_owned(), years: years.collect() })
    }
}

/// What `package` costs, in words: `12,300 EUR (8,000 to 21,000)`; `None` where its team has no price.
pub(super) fn of(plan: &Plan, package: &Package) -> Option<String> {
    let [low, likely, high] = package.cost?.map(words::money);
    let currency = currency(plan).map_or(String::new(), |currency| format!(" {currency}"));
    Some(format!("{likely}{currency} ({low} to {high})"))
}

/// The currency of the plan, where the estate names one.
pub(super) fn currency(plan: &Plan) -> Option<&str> {
    plan.spending.as_ref().map(|one| one.currency.as_str()).filter(|name| !name.is_empty())
}

/// An amount for a field that holds a number: with hundredths where it has any.
pub(super) fn amount(amount: f64) -> String {
    let text = format!("{amount:.2}");
    text.strip_suffix(".00").map_or_else(|| text.clone(), str::to_owned)
}

/// A chapter of its own; nothing where the estate says nothing of money.
pub(super) fn chapter(out: &mut dyn io::Write, plan: &Plan) -> io::Result<()> {
    if plan.spending.is_some() {
        writeln!(out, "\n## What it costs by year\n")?;
    }
    markdown(out, plan)
}

/// A table; nothing where the estate says nothing of money.
pub(super) fn markdown(out: &mut dyn io::Write, plan: &Plan) -> io::Result<()> {
    let Some(costs) = Costs::of(plan) else { return Ok(()) };
    let currency = match costs.currency.as_str() {
        "" => String::new(),
        currency => format!(", {}", md(currency)),
    };
    writeln!(
        out,
        "| Year | Person-days with a price | Cost{currency} | Budget |\n|---|---:|---:|---:|"
    )?;
    for one in &costs.years {
        let Year { year, person_days, cost, budget } = one;
        writeln!(out, "| {year} | {person_days} | {cost} | {} |", md(budget))?;
    }
    writeln!(out)
}
