use std::collections::BTreeMap;

use serde::Serialize;

use super::asset_table::{bounded, place_of};
use crate::assess::Holding;
use crate::model::{AssetId, Software};
use crate::registry::{self, Readiness, Support, Use};

/// Libraries that are present, in bounded memory. They are no uses of cryptography and stand apart.
#[derive(Clone, Debug, Default)]
pub struct LibraryTable {
    total: u64,
    rows: BTreeMap<(Standing, String, String, AssetId), LibraryRow>,
}

/// What calls for attention first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Nobody maintains it.
    Unmaintained,
    /// Too old for what later versions have, or without anything quantum-resistant.
    Behind,
    /// Nothing is known of it.
    Untold,
    /// It has quantum-resistant mechanisms.
    Ready,
}

/// One library in one system, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LibraryRow {
    /// Asset id.
    pub id: AssetId,
    /// Package or file name, cut to 300 characters.
    pub name: String,
    /// Version as recorded.
    pub version: String,
    /// Name of the library that it brings.
    pub library: &'static str,
    /// How it stands.
    pub standing: Standing,
    /// What its version is known to have or to lack, in words.
    pub readiness: String,
    /// System id.
    pub system: String,
    /// Where it was seen, `root/path:line`: the first place.
    pub place: String,
    /// Occurrences in all.
    pub occurrences: usize,
}

impl LibraryTable {
    /// Rows kept.
    const LIMIT: usize = 5_000;

    pub(super) fn collect(&mut self, holding: &Holding, software: &Software) {
        self.total += 1;
        let row = LibraryRow::of(holding, software);
        let rank = (row.standing, row.name.clone(), row.system.clone(), row.id);
        self.rows.insert(rank, row);
        if self.rows.len() > Self::LIMIT {
            self.rows.pop_last();
        }
    }

    /// Libraries seen, kept or not.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.total
    }

    /// The rows, those that call for attention first.
    pub fn rows(&self) -> impl Iterator<Item = &LibraryRow> {
        self.rows.values()
    }
}

impl LibraryRow {
    fn of(holding: &Holding, software: &Software) -> Self {
        let (standing, readiness) = readiness_of(software);
        let library = software.library.as_deref().and_then(registry::library);
        Self {
            id: holding.id,
            name: bounded(&software.name),
            version: bounded(software.version.as_deref().unwrap_or_default()),
            library: library.map_or("", |library| library.title),
            standing,
            readiness,
            system: bounded(&holding.system),
            place: holding.occurrences.first().map(place_of).unwrap_or_default(),
            occurrences: holding.occurrences.len(),
        }
    }
}

/// How a library stands, and what its version is known to have and to lack.
#[must_use]
pub fn readiness_of(software: &Software) -> (Standing, String) {
    let rows = registry::readiness(software);
    let has = |support| move |row: &&Readiness| row.support == support;
    let present = joined(rows.iter().filter(has(Support::Present)), |row| {
        let word = row.capability.feature.word();
        match row.capability.in_use {
            Use::Default(_) => format!("{word} (default)"),
            Use::OnRequest | Use::Unstated => word.to_owned(),
        }
    });
    let later = joined(rows.iter().filter(has(Support::NotYet)), later);
    let classical = software
        .library
        .as_deref()
        .and_then(registry::library)
        .and_then(|library| library.classical_until);
    let (standing, words) = match (present.is_empty(), later.is_empty(), classical) {
        (false, true, _) => (Standing::Ready, format!("has {present}")),
        (false, false, _) => (Standing::Ready, format!("has {present}; later versions {later}")),
        (true, false, _) => (Standing::Behind, format!("nothing yet; later versions {later}")),
        (true, true, Some((until, _))) => {
            (Standing::Behind, format!("nothing quantum-resistant up to {until}"))
        }
        (true, true, None) => (Standing::Untold, "not known".to_owned()),
    };
    match registry::unmaintained(software) {
        Some(advisory) => {
            (Standing::Unmaintained, format!("unmaintained ({}); {words}", advisory.id))
        }
        None => (standing, words),
    }
}

fn later(row: &Readiness) -> String {
    let word = row.capability.feature.word();
    match row.capability.since {
        registry::Since::From(version) => format!("{word} from {version}"),
        _ => word.to_owned(),
    }
}

fn joined<'a>(
    rows: impl Iterator<Item = &'a Readiness>,
    word: impl Fn(&Readiness) -> String,
) -> String {
    rows.map(word).collect::<Vec<_>>().join(", ")
}
