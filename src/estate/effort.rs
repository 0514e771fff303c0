//! `[effort]`: effort figures of the estate's own.

use toml::de::DeValue;

use super::table::{Result, Table, Value};
use super::words;
use crate::model::{EffortRate, Efforts, Fragility, SpannedError};

/// Greatest person-days that are taken for a figure: a century of one person, of 220 working days a year.
const MOST_DAYS: f64 = 22_000.0;
/// Greatest factor.
const MOST_FACTOR: f64 = 100_000.0;

/// Reads the table.
pub(super) fn read(value: Value<'_>) -> Result<Efforts> {
    let known: Vec<&str> = Efforts::CHANGES.into_iter().chain(["weights"]).collect();
    let table = Table::from_value("[effort]", value, &known)?;
    let mut efforts = Efforts::default();
    for change in Efforts::CHANGES {
        if let Some(value) = table.value(change) {
            let rate = Table::from_value("a table of [effort]", value, &["fixed", "each"])?;
            let rate = EffortRate {
                fixed: days(&rate, "fixed")?.unwrap_or_default(),
                each: days(&rate, "each")?.unwrap_or_default(),
            };
            if rate.fixed[1] + rate.each[1] <= 0.0 {
                let message = format!("`{change}` would be work without effort");
                return Err(SpannedError::new(message, value.span())
                    .help("write a likely figure above 0, as in `fixed = [0.5, 1, 2]`"));
            }
            efforts.rates.insert(change.to_owned(), rate);
        }
    }
    if let Some(value) = table.value("weights") {
        let known = Fragility::ALL.map(Fragility::word);
        let weights = Table::from_value("[effort.weights]", value, &known)?;
        for sign in Fragility::ALL {
            if let Some(figures) = figures(&weights, sign.word())? {
                if figures[0] <= 0.0 || figures[2] > MOST_FACTOR {
                    let message = format!("`{}` is no factor", sign.word());
                    return Err(SpannedError::new(message, weights.span_of(sign.word())).help(
                        "write what the effort is multiplied with, above 0: `[1, 1, 1]` changes nothing",
                    ));
                }
                efforts.weights.insert(sign, figures);
            }
        }
    }
    Ok(efforts)
}

/// What makes the changes of a system harder, as its owner says.
pub(super) fn fragile(table: &Table<'_>) -> Result<Vec<Fragility>> {
    let mut signs = Vec::new();
    for (word, span) in table.texts("fragile")? {
        let sign = Fragility::ALL.into_iter().find(|sign| sign.word() == word);
        let counted = matches!(sign, Some(Fragility::CallSites | Fragility::Peers));
        match sign.filter(|_| !counted) {
            Some(sign) => signs.push(sign),
            None => {
                let stated = Fragility::ALL.map(Fragility::word);
                let message =
                    format!("`{}` makes nothing harder that is known", word.escape_debug());
                let help = words::choice(word, stated.into_iter().take(5));
                return Err(SpannedError::new(message, span).help(help));
            }
        }
    }
    signs.sort_unstable();
    signs.dedup();
    Ok(signs)
}

/// Person-days, low, likely and high.
fn days(table: &Table<'_>, key: &str) -> Result<Option<[f64; 3]>> {
    match figures(table, key)? {
        Some([_, _, high]) if high > MOST_DAYS => {
            let message = format!("`{key}` is more than a century of one person's work");
            Err(SpannedError::new(message, table.span_of(key))
                .help("write person-days of one package, at most 22000"))
        }
        figures => Ok(figures),
    }
}

/// Three numbers that do not fall.
fn figures(table: &Table<'_>, key: &str) -> Result<Option<[f64; 3]>> {
    let Some(value) = table.value(key) else { return Ok(None) };
    let read: Vec<f64> = table.list(key)?.filter_map(number).collect();
    let sound = |figures: &[f64; 3]| {
        figures.is_sorted() && figures.iter().all(|figure| figure.is_finite() && *figure >= 0.0)
    };
    <[f64; 3]>::try_from(read).ok().filter(sound).map(Some).ok_or_else(|| {
        SpannedError::new(format!("`{key}` is no low, likely and high figure"), value.span())
            .help("write three numbers that do not fall, as in `[1, 2.5, 6]`")
    })
}

fn number(value: Value<'_>) -> Option<f64> {
    match value.get_ref() {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
        DeValue::Float(number) => number.as_str().parse().ok(),
        // Too few numbers are told by the caller.
        _ => None,
    }
}
