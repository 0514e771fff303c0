//! Scenarios: other assumptions under which the same inventory is planned, side by side.
//!
//! ```toml
//! schema = 1
//!
//! [[scenario]]
//! name = "quantum computer in 2029"
//! crqc_year = 2029
//!
//! [[scenario]]
//! name = "a fifth fewer people, supplier a year late"
//! capacity_percent = 80
//! budget_percent = 90
//! supplier_delay_quarters = 4
//! hardware_delay_quarters = 2
//! decommission_delay_quarters = 4
//! accepted = "nothing"              # what somebody accepts is work again
//!
//! [[scenario]]
//! name = "Korean schemes only"
//! schemes = "kpqc"                  # or "no-hybrids"
//! policies = ["kr-pqc-2035"]
//! deadline = "2030-12-31"           # no deadline is later than this
//! ```

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::compared::AS_IT_IS;
use crate::document::{self, Result, Wording, nearest};
use crate::model::{Context, Date, Quarter, SpannedError};
use crate::scheme::Scheme;

/// Other assumptions; what is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    /// Name.
    pub name: String,
    /// Assumed year of the quantum computer.
    pub crqc_year: Option<i16>,
    /// Ids or files of the policies that apply instead of the others, with their places.
    pub policies: Vec<(String, Range<usize>)>,
    /// Capacity of every team, per cent of what the estate says.
    pub capacity_percent: Option<u16>,
    /// Budget of every year, per cent of what the estate says.
    pub budget_percent: Option<u16>,
    /// Schemes that may be chosen.
    pub schemes: Admitted,
    /// Quarters by which every supplier is later than it has said.
    pub supplier_delay_quarters: u16,
    /// Quarters by which hardware is delivered and refreshed later.
    pub hardware_delay_quarters: u16,
    /// Quarters by which systems are switched off later.
    pub decommission_delay_quarters: u16,
    /// Nobody accepts any risk.
    pub nothing_accepted: bool,
    /// No deadline is later than this day; with its place.
    pub deadline: Option<(Date, Range<usize>)>,
}

/// Schemes that may be chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Admitted {
    /// All.
    #[default]
    All,
    /// Those of the Korean selection.
    Kpqc,
    /// Those that are no hybrids.
    NoHybrids,
}

const KEYS: [&str; 11] = [
    "name",
    "crqc_year",
    "policies",
    "capacity_percent",
    "budget_percent",
    "schemes",
    "supplier_delay_quarters",
    "hardware_delay_quarters",
    "decommission_delay_quarters",
    "accepted",
    "deadline",
];
const SCHEMES: [(&str, Admitted); 3] =
    [("all", Admitted::All), ("kpqc", Admitted::Kpqc), ("no-hybrids", Admitted::NoHybrids)];
const ACCEPTED: [(&str, bool); 2] = [("as-stated", false), ("nothing", true)];

/// The wording of a scenario file's faults.
struct Words;

impl Wording for Words {
    const TEXT: &'static str = "text in quotes";
    const BLANK: Option<&'static str> = Some("write something between the quotes");

    fn mistyped(what: &str, wanted: &str, is: &str) -> String {
        format!("`{what}` is not {wanted} but of type {is}")
    }

    fn choice(word: &str, known: &[&str]) -> String {
        let near = nearest(word, known.iter().copied());
        let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
        format!("{near}known: `{}`", known.join("`, `"))
    }
}

type Table<'t> = document::Table<'t, Words>;

/// Reads a scenario file. Errors carry the place of the fault and what to write instead.
///
/// # Errors
/// Text that is not TOML, unknown keys, wrong types, numbers out of bounds, names twice or none at all.
pub fn parse(text: &str) -> Result<Vec<Scenario>> {
    let document = DeTable::parse(text).map_err(|error| {
        SpannedError::new(error.message().to_owned(), error.span().unwrap_or(0..0))
    })?;
    let file = Table::new("the file", 0..0, document.get_ref(), &["schema", "scenario"])?;
    let Some(schema) = file.value("schema") else {
        return Err(SpannedError::new("the file has no `schema`", file.span())
            .help("add `schema = 1` before everything else"));
    };
    if !matches!(schema.get_ref(), DeValue::Integer(number) if number.as_str() == "1") {
        return Err(SpannedError::new("this is not schema 1", schema.span())
            .help("write `schema = 1`; a newer schema needs a newer y2q"));
    }
    let mut scenarios: Vec<Scenario> = Vec::new();
    for value in file.list("scenario")? {
        let table = Table::from_value("[[scenario]]", value, &KEYS)?;
        let scenario = scenario(&table)?;
        if scenario.name == AS_IT_IS {
            let message = format!("`{AS_IT_IS}` is the plan without a scenario");
            return Err(SpannedError::new(message, table.span_of("name"))
                .help("give the scenario a name that says what is other than now"));
        }
        if scenarios.iter().any(|other| other.name == scenario.name) {
            let message = format!("there are two scenarios `{}`", scenario.name.escape_debug());
            return Err(SpannedError::new(message, table.span_of("name"))
                .help("give each scenario a name of its own"));
        }
        scenarios.push(scenario);
    }
    if scenarios.is_empty() {
        return Err(SpannedError::new("there is no [[scenario]]", 0..0)
            .help("add `[[scenario]]` with a name and what is to be other than now"));
    }
    Ok(scenarios)
}

fn scenario(table: &Table<'_>) -> Result<Scenario> {
    let policies = table
        .list("policies")?
        .map(|value| Ok((Table::text_of("policies", value)?.to_owned(), value.span())));
    Ok(Scenario {
        name: table.text("name")?.to_owned(),
        crqc_year: whole(table, "crqc_year", 2024..=2100)?.map(|year| year as i16),
        policies: policies.collect::<Result<_>>()?,
        capacity_percent: whole(table, "capacity_percent", 0..=10_000)?.map(|per| per as u16),
        budget_percent: whole(table, "budget_percent", 0..=10_000)?.map(|per| per as u16),
        schemes: word(table, "schemes", &SCHEMES)?,
        supplier_delay_quarters: quarters(table, "supplier_delay_quarters")?,
        hardware_delay_quarters: quarters(table, "hardware_delay_quarters")?,
        decommission_delay_quarters: quarters(table, "decommission_delay_quarters")?,
        nothing_accepted: word(table, "accepted", &ACCEPTED)?,
        deadline: deadline(table)?,
    })
}

fn whole(
    table: &Table<'_>,
    key: &str,
    bounds: std::ops::RangeInclusive<i64>,
) -> Result<Option<i64>> {
    let Some(value) = table.value(key) else { return Ok(None) };
    let DeValue::Integer(number) = value.get_ref() else {
        return Err(Table::mistyped(key, "a whole number", value));
    };
    let number = i64::from_str_radix(number.as_str(), number.radix()).ok();
    match number.filter(|number| bounds.contains(number)) {
        Some(number) => Ok(Some(number)),
        None => {
            let (least, most) = (bounds.start(), bounds.end());
            let message = format!("`{key}` is not between {least} and {most}");
            Err(SpannedError::new(message, value.span()))
        }
    }
}

fn quarters(table: &Table<'_>, key: &str) -> Result<u16> {
    Ok(whole(table, key, 0..=80)?.map_or(0, |quarters| quarters as u16))
}

/// What a word of `known` stands for; the default where `key` is absent.
fn word<T: Copy + Default>(table: &Table<'_>, key: &str, known: &[(&str, T)]) -> Result<T> {
    let Some(word) = table.optional_text(key)? else { return Ok(T::default()) };
    let found = known.iter().find(|(known, _)| *known == word);
    found.map(|(_, meant)| *meant).ok_or_else(|| {
        let message = format!("`{key}` cannot be `{}`", word.escape_debug());
        let words: Vec<&str> = known.iter().map(|(known, _)| *known).collect();
        SpannedError::new(message, table.span_of(key)).help(Words::choice(word, &words))
    })
}

fn deadline(table: &Table<'_>) -> Result<Option<(Date, Range<usize>)>> {
    let Some(text) = table.optional_text("deadline")? else { return Ok(None) };
    text.parse().map(|day| Some((day, table.span_of("deadline")))).map_err(|_| {
        SpannedError::new("`deadline` is no day", table.span_of("deadline"))
            .help("write year, month and day in quotes, as in `deadline = \"2030-12-31\"`")
    })
}

impl Scenario {
    /// `context` under these assumptions.
    #[must_use]
    pub fn apply(&self, mut context: Context) -> Context {
        if let Some(year) = self.crqc_year {
            context.estate.crqc_year = year;
        }
        if let Some(percent) = self.capacity_percent {
            let share = f64::from(percent) / 100.0;
            for team in &mut context.teams {
                team.capacity *= share;
                team.overrides.iter_mut().for_each(|change| change.capacity *= share);
            }
        }
        if let Some(percent) = self.budget_percent.map(u64::from) {
            let funding = &mut context.estate.funding;
            let years = funding.overrides.iter_mut().map(|change| &mut change.budget);
            for budget in funding.budget.iter_mut().chain(years) {
                *budget = budget.saturating_mul(percent) / 100;
            }
        }
        let later = |quarter: &mut Option<Quarter>, delay: u16| {
            *quarter = quarter.map(|quarter| quarter.plus(i32::from(delay)));
        };
        for system in &mut context.systems {
            if let Some(supplier) = &mut system.supplier {
                later(&mut supplier.earliest, self.supplier_delay_quarters);
            }
            if let Some(hardware) = &mut system.changeability.hardware {
                later(&mut hardware.refresh, self.hardware_delay_quarters);
                let lead = &mut hardware.lead_quarters;
                *lead = lead.saturating_add(self.hardware_delay_quarters);
            }
            later(&mut system.changeability.decommission, self.decommission_delay_quarters);
        }
        if self.nothing_accepted {
            context.acceptances.clear();
        }
        context
    }

    /// Those of `schemes` that may be chosen.
    #[must_use]
    pub fn admitted(&self, schemes: &[&'static Scheme]) -> Vec<&'static Scheme> {
        let admits = |scheme: &&&'static Scheme| match self.schemes {
            Admitted::All => true,
            Admitted::Kpqc => scheme.kpqc,
            Admitted::NoHybrids => !scheme.hybrid,
        };
        schemes.iter().filter(admits).copied().collect()
    }
}
