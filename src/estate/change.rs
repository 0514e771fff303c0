//! How systems can change and cannot, and the risks that somebody answers for.

use std::collections::BTreeSet;

use super::table::{Result, Table, Value};
use super::words;
use crate::model::{
    Acceptance, Changeability, Context, Hardware, Provider, SpannedError, System, Unchangeable,
};
use crate::registry;

/// Longest time from an order of hardware to its delivery that is taken: ten years.
const LONGEST_LEAD: i64 = 40;
/// Last year in which an acceptance may end: the last one that may be assumed for the quantum computer.
const LAST_YEAR: i16 = 2100;

/// What a `[[system]]` says.
pub(super) fn changeability(system: &Table<'_>) -> Result<Changeability> {
    Ok(Changeability {
        unchangeable: system.value("unchangeable").map(unchangeable).transpose()?,
        hardware: system.value("hardware").map(hardware).transpose()?,
        provider: system.value("provider").map(provider).transpose()?,
        decommission: system.quarter("decommission")?.map(|(quarter, _)| quarter),
    })
}

fn unchangeable(value: Value<'_>) -> Result<Unchangeable> {
    let table = Table::from_value("[system.unchangeable]", value, &["kind", "reason"])?;
    let kind = table.required_word("kind", words::OBSTACLES)?;
    Ok(Unchangeable { kind, reason: table.text("reason")?.to_owned() })
}

fn hardware(value: Value<'_>) -> Result<Hardware> {
    let keys = ["kind", "refresh", "lead_quarters"];
    let table = Table::from_value("[system.hardware]", value, &keys)?;
    let kind = table.required_word("kind", words::HARDWARE)?;
    let help = "write quarters from an order to delivery, as in `4`";
    let lead = table.whole("lead_quarters", 0, LONGEST_LEAD, help)?;
    let lead = lead.and_then(|quarters| u16::try_from(quarters).ok());
    Ok(Hardware {
        kind,
        refresh: table.quarter("refresh")?.map(|(quarter, _)| quarter),
        lead_quarters: lead.unwrap_or(Hardware::LEAD_QUARTERS),
    })
}

fn provider(value: Value<'_>) -> Result<Provider> {
    let table = Table::from_value("[system.provider]", value, &["library", "version"])?;
    let library = table.text("library")?;
    if registry::library(library).is_none() {
        let known = registry::libraries().filter(|known| !known.capabilities.is_empty());
        let message = format!("there is no library `{}`", library.escape_debug());
        return Err(SpannedError::new(message, table.span_of("library"))
            .help(words::choice(library, known.map(|known| known.id))));
    }
    Ok(Provider { library: library.to_owned(), version: table.text("version")?.to_owned() })
}

/// `[[accept]]`: every field is required, so that no risk is accepted without an owner, a reason and an end.
pub(super) fn acceptances(file: &Table<'_>, systems: &[System]) -> Result<Vec<Acceptance>> {
    let mut acceptances = Vec::new();
    let mut seen = BTreeSet::new();
    for value in file.list("accept")? {
        let keys = ["package", "owner", "reason", "expires"];
        let table = Table::from_value("[[accept]]", value, &keys)?;
        let (package, span) = (table.text("package")?, table.span_of("package"));
        let known = || systems.iter().map(|system| system.id.as_str()).chain([Context::UNASSIGNED]);
        match package.split_once('/') {
            Some((system, rest)) if !rest.is_empty() && known().any(|known| known == system) => {}
            Some((system, rest)) if !rest.is_empty() => {
                let message = format!("there is no system `{}`", system.escape_debug());
                return Err(SpannedError::new(message, span).help(words::choice(system, known())));
            }
            _ => {
                let message = format!("`{}` is no work package", package.escape_debug());
                return Err(SpannedError::new(message, span)
                    .help("write its id as the plan has it, as in `web/rekey/signature`"));
            }
        }
        if !seen.insert(package) {
            let message = format!("`{package}` is accepted twice");
            return Err(SpannedError::new(message, span)
                .help("one owner answers for it until one day: leave one of them"));
        }
        let expires = table.required_day("expires")?;
        if expires.year() > LAST_YEAR {
            let message = format!("`expires` is after {LAST_YEAR}");
            return Err(SpannedError::new(message, table.span_of("expires"))
                .help("a risk is accepted until a day on which it is looked at again"));
        }
        acceptances.push(Acceptance {
            package: package.to_owned(),
            owner: table.text("owner")?.to_owned(),
            reason: table.text("reason")?.to_owned(),
            expires,
        });
    }
    Ok(acceptances)
}
