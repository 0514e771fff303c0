use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::model::{
    CapacityOverride, Context, ContextDefaults, Estate, SpannedError, Supplier, System, Team,
};

use super::assigner;
use super::change;
use super::demand;
use super::effort;
use super::funding;
use super::keys;
use super::table::{Result, Table, Value};
use super::words;

const LIFETIME_HELP: &str = "write a number of years from today, as in `10`, not a calendar year";
const LONGEST: i64 = 100;

/// Reads an estate file. Errors carry the byte span of the fault and what to write instead.
///
/// What the file leaves out has the documented defaults of [`Context::undeclared`]; without a
/// `[defaults] owner`, what nobody claims belongs to the first team.
///
/// # Errors
/// Text that is not TOML, unknown keys, wrong types and words, duplicate or unknown ids, a system that
/// depends on itself, bad globs, negative or absurd numbers, spans that end before they begin.
pub fn parse(text: &str) -> std::result::Result<Context, SpannedError> {
    let document = DeTable::parse(text).map_err(|error| {
        SpannedError::new(error.message().to_owned(), error.span().unwrap_or(0..0))
    })?;
    let known = ["schema", "estate", "funding", "effort", "defaults", "team", "system", "accept"];
    let file = Table::new("the file", 0..0, document.get_ref(), &known)?;
    schema(&file)?;
    let teams = teams(&file)?;
    let mut estate = estate(&file)?;
    if let Some(value) = file.value("funding") {
        estate.funding = funding::read(value, &teams)?;
    }
    let defaults = defaults(&file, &teams)?;
    let systems = systems(&file, &teams)?;
    let efforts = file.value("effort").map(effort::read).transpose()?.unwrap_or_default();
    let acceptances = change::acceptances(&file, &systems)?;
    Ok(Context { estate, defaults, teams, systems, efforts, acceptances })
}

fn schema(file: &Table<'_>) -> Result<()> {
    let value = file.required("schema")?;
    match value.get_ref() {
        DeValue::Integer(number) if number.as_str() == "1" => Ok(()),
        _ => Err(SpannedError::new("this is not schema 1", value.span())
            .help("write `schema = 1`; a newer schema needs a newer y2q")),
    }
}

fn estate(file: &Table<'_>) -> Result<Estate> {
    let mut estate = Estate { declared: true, ..Context::undeclared().estate };
    "estate".clone_into(&mut estate.name);
    if let Some(value) = file.value("estate") {
        let table = Table::from_value("[estate]", value, &["name", "crqc_year"])?;
        if let Some(name) = table.optional_text("name")? {
            name.clone_into(&mut estate.name);
        }
        let help = "write the calendar year in which a quantum computer is assumed, as in `2035`";
        if let Some(year) = table.whole("crqc_year", 2024, 2100, help)? {
            estate.crqc_year = i16::try_from(year).unwrap_or(estate.crqc_year);
        }
    }
    Ok(estate)
}

fn defaults(file: &Table<'_>, teams: &[Team]) -> Result<ContextDefaults> {
    let mut defaults = ContextDefaults::default();
    if let Some(first) = teams.first() {
        defaults.owner.clone_from(&first.id);
    }
    let Some(value) = file.value("defaults") else { return Ok(defaults) };
    let keys = [
        "exposure",
        "data_tier",
        "confidentiality_years",
        "signature_years",
        "jurisdictions",
        "owner",
    ];
    let table = Table::from_value("[defaults]", value, &keys)?;
    let stated = Stated::read(&table, teams)?;
    Ok(ContextDefaults {
        exposure: stated.exposure.unwrap_or(defaults.exposure),
        data_tier: stated.data_tier.unwrap_or(defaults.data_tier),
        confidentiality_years: stated
            .confidentiality_years
            .unwrap_or(defaults.confidentiality_years),
        signature_years: stated.signature_years.unwrap_or(defaults.signature_years),
        jurisdictions: stated.jurisdictions.unwrap_or(defaults.jurisdictions),
        owner: stated.owner.unwrap_or(defaults.owner),
        stated: keys.into_iter().filter(|key| table.value(key).is_some()).map(Into::into).collect(),
    })
}

/// The fields that `[defaults]` and `[[system]]` have in common.
struct Stated {
    exposure: Option<crate::model::NetworkExposure>,
    data_tier: Option<crate::model::DataTier>,
    confidentiality_years: Option<u16>,
    signature_years: Option<u16>,
    jurisdictions: Option<Vec<String>>,
    owner: Option<String>,
}

impl Stated {
    fn read(table: &Table<'_>, teams: &[Team]) -> Result<Self> {
        let lifetime = |key| -> Result<Option<u16>> {
            let years = table.whole(key, 0, LONGEST, LIFETIME_HELP)?;
            Ok(years.and_then(|years| u16::try_from(years).ok()))
        };
        let jurisdictions = match table.value("jurisdictions") {
            None => None,
            Some(_) => Some(jurisdictions(table)?),
        };
        let owner = table.optional_text("owner")?;
        if let (Some(owner), Some(value)) = (owner, table.value("owner")) {
            known_team(owner, value, teams)?;
        }
        Ok(Self {
            exposure: table.word("exposure", words::EXPOSURES)?,
            data_tier: table.word("data_tier", words::TIERS)?,
            confidentiality_years: lifetime("confidentiality_years")?,
            signature_years: lifetime("signature_years")?,
            jurisdictions,
            owner: owner.map(str::to_owned),
        })
    }
}

fn known_team(owner: &str, value: Value<'_>, teams: &[Team]) -> Result<()> {
    if teams.iter().any(|team| team.id == owner) {
        return Ok(());
    }
    let help = words::choice(owner, teams.iter().map(|team| team.id.as_str()));
    Err(SpannedError::new(format!("there is no team `{}`", owner.escape_debug()), value.span())
        .help(help))
}

/// Kebab-case words; which of them policies use is not known here.
fn jurisdictions(table: &Table<'_>) -> Result<Vec<String>> {
    let words = table.texts("jurisdictions")?;
    let plain =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    match words.iter().find(|(word, _)| !word.chars().all(plain)) {
        Some((word, span)) => {
            let message = format!("`{}` is no jurisdiction", word.escape_debug());
            Err(SpannedError::new(message, span.clone())
                .help("use a policy's word, as in `general`, `us-federal` or `kr-public-sector`"))
        }
        None => Ok(words.into_iter().map(|(word, _)| word.to_owned()).collect()),
    }
}

fn teams(file: &Table<'_>) -> Result<Vec<Team>> {
    let mut teams = Vec::new();
    let mut places = Places::default();
    for value in file.list("team")? {
        let table = Table::from_value(
            "[[team]]",
            value,
            &["id", "name", "capacity", "person_day", "override"],
        )?;
        let (id, span) = table.id()?;
        places.claim("team", id, span)?;
        let overrides = table.list("override")?.map(capacity_override);
        teams.push(Team {
            id: id.to_owned(),
            name: table.optional_text("name")?.unwrap_or(id).to_owned(),
            capacity: table.capacity()?,
            overrides: overrides.collect::<Result<_>>()?,
            person_day: table.money("person_day")?,
        });
    }
    // Without a team of its own the estate has the documented one.
    Ok(if teams.is_empty() { Context::undeclared().teams } else { teams })
}

fn capacity_override<'t>(value: Value<'t>) -> Result<CapacityOverride> {
    let keys = ["from", "until", "capacity", "reason"];
    let table = Table::from_value("[[team.override]]", value, &keys)?;
    table.required("from")?;
    table.required("until")?;
    let quarters = table.quarter("from")?.zip(table.quarter("until")?);
    let Some(((from, _), (until, span))) = quarters else {
        return Err(SpannedError::new("[[team.override]] has no span", value.span()));
    };
    if until < from {
        return Err(SpannedError::new(format!("`until` {until} is before `from` {from}"), span)
            .help("the last quarter of an override is its first one or a later one"));
    }
    Ok(CapacityOverride {
        from,
        until,
        capacity: table.capacity()?,
        reason: table.optional_text("reason")?.unwrap_or_default().to_owned(),
    })
}

fn systems(file: &Table<'_>, teams: &[Team]) -> Result<Vec<System>> {
    let mut systems = Vec::new();
    let mut references = Vec::new();
    let mut places = Places::default();
    for value in file.list("system")? {
        let (system, depends_on) = system(value, teams, &mut places)?;
        references.push((system.id.clone(), depends_on));
        systems.push(system);
    }
    // Systems may depend on ones further down the file.
    for (system, depends_on) in &references {
        for (other, span) in depends_on {
            if other == system {
                return Err(SpannedError::new(
                    format!("system `{system}` depends on itself"),
                    span.clone(),
                )
                .help("name the systems that must migrate before this one"));
            }
            if !places.0.contains_key(*other) {
                let message = format!("there is no system `{}`", other.escape_debug());
                let help = words::choice(other, places.0.keys().map(String::as_str));
                return Err(SpannedError::new(message, span.clone()).help(help));
            }
        }
    }
    assigner::check(&systems).map_err(|message| SpannedError::new(message, 0..0))?;
    Ok(systems)
}

type References<'t> = Vec<(&'t str, Range<usize>)>;

fn system<'t>(
    value: Value<'t>,
    teams: &[Team],
    places: &mut Places,
) -> Result<(System, References<'t>)> {
    let keys = [
        "id",
        "name",
        "owner",
        "paths",
        "hosts",
        "exposure",
        "data_tier",
        "confidentiality_years",
        "signature_years",
        "jurisdictions",
        "depends_on",
        "supplier",
        "demand",
        "link",
        "verifier",
        "fragile",
        "key",
        "unchangeable",
        "hardware",
        "provider",
        "decommission",
    ];
    let table = Table::from_value("[[system]]", value, &keys)?;
    let (id, span) = table.id()?;
    if id == Context::UNASSIGNED {
        return Err(SpannedError::new("`unassigned` is the system of what no other claims", span)
            .help(
                "give the system another id; `[defaults]` says what holds for the unassigned rest",
            ));
    }
    places.claim("system", id, span)?;
    let stated = Stated::read(&table, teams)?;
    let depends_on = table.texts("depends_on")?;
    let system = System {
        id: id.to_owned(),
        name: table.optional_text("name")?.unwrap_or(id).to_owned(),
        owner: stated.owner,
        paths: patterns(&table, "paths")?,
        hosts: patterns(&table, "hosts")?,
        exposure: stated.exposure,
        data_tier: stated.data_tier,
        confidentiality_years: stated.confidentiality_years,
        signature_years: stated.signature_years,
        jurisdictions: stated.jurisdictions,
        depends_on: depends_on.iter().map(|(other, _)| (*other).to_owned()).collect(),
        supplier: table.value("supplier").map(supplier).transpose()?,
        fragile: effort::fragile(&table)?,
        keys: keys::keys(&table)?,
        demand: demand::demand(&table)?,
        changeability: change::changeability(&table)?,
    };
    Ok((system, depends_on))
}

fn patterns(table: &Table<'_>, key: &str) -> Result<Vec<String>> {
    let read = |(pattern, span): (&str, Range<usize>)| match assigner::glob(pattern) {
        Ok(_) => Ok(pattern.to_owned()),
        Err(error) => {
            let message = format!("`{}` is no pattern: {}", pattern.escape_debug(), error.kind());
            Err(SpannedError::new(message, span).help(
                "`*` stands for any part of a name, `**` for any folders, `{a,b}` for either; \
                 write `[[]` for a literal bracket",
            ))
        }
    };
    table.texts(key)?.into_iter().map(read).collect()
}

fn supplier(value: Value<'_>) -> Result<Supplier> {
    let table = Table::from_value("[system.supplier]", value, &["name", "kind", "earliest"])?;
    table.required("name")?;
    let kind = table.required_word("kind", words::SUPPLIERS)?;
    let name = table.text("name")?.to_owned();
    let earliest = table.quarter("earliest")?.map(|(quarter, _)| quarter);
    Ok(Supplier { name, kind, earliest })
}

/// Where each id was first written.
#[derive(Default)]
struct Places(BTreeMap<String, Range<usize>>);

impl Places {
    fn claim(&mut self, what: &str, id: &str, span: Range<usize>) -> Result<()> {
        match self.0.insert(id.to_owned(), span.clone()) {
            None => Ok(()),
            Some(_) => Err(SpannedError::new(format!("there are two {what}s `{id}`"), span)
                .help("give one of them another id")),
        }
    }
}
