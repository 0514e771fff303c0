//! `[effort]`: effort figures of the estate's own.

use toml::de::DeValue;

use super::table::{Result, Table, Value};
use super::words;
use crate::model::{EffortRate, Efforts, Fragility, SpannedError};

/// Greatest person-days, and greatest factor, that are taken for a figure.
const MOST: f64 = 100_000.0;

/// Reads the table.
pub(super) fn read(value: Value<'_>) -> Result<Efforts> {
    let known: Vec<&str> = Efforts::CHANGES.into_iter().chain(["weights"]).collect();
    let table = Table::from_value("[effort]", value, &known)?;
    let mut efforts = Efforts::default();
    for change in Efforts::CHANGES {
        if let Some(value) = table.value(change) {
            let rate = Table::from_value("a table of [effort]", value, &["fixed", "each"])?;
            let rate = EffortRate {
                fixed: figures(&rate, "fixed")?.unwrap_or_default(),
                each: figures(&rate, "each")?.unwrap_or_default(),
            };
            efforts.rates.insert(change.to_owned(), rate);
        }
    }
    if let Some(value) = table.value("weights") {
        let known = Fragility::ALL.map(Fragility::word);
        let weights = Table::from_value("[effort.weights]", value, &known)?;
        for sign in Fragility::ALL {
            if let Some(figures) = figures(&weights, sign.word())? {
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

/// Three numbers that do not fall.
fn figures(table: &Table<'_>, key: &str) -> Result<Option<[f64; 3]>> {
    let Some(value) = table.value(key) else { return Ok(None) };
    let read: Vec<f64> = table.list(key)?.filter_map(number).collect();
    let sound = |figures: &[f64; 3]| {
        figures.is_sorted() && figures.iter().all(|figure| (0.0..=MOST).contains(figure))
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
