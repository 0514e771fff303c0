use std::collections::BTreeMap;

use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::scope::RootKeys;
use super::{Inventory, InventoryError, ScanEnd, Scope, codes};
use crate::model::{AssetId, Timestamp, UnknownReason};

/// How much of what is current in a scope.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Assets by `CycloneDX` asset type, supporting ones included.
    pub assets: BTreeMap<String, u64>,
    /// Occurrences.
    pub occurrences: u64,
    /// Unknowns by reason.
    pub unknowns: BTreeMap<UnknownReason, u64>,
}

impl Counts {
    /// Unknowns of any reason.
    #[must_use]
    pub fn all_unknowns(&self) -> u64 {
        self.unknowns.values().sum()
    }
}

/// One scan of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanSummary {
    /// Number, counted from 1.
    pub number: i64,
    /// Roots, sorted.
    pub roots: Vec<String>,
    /// When it began.
    pub started: Timestamp,
    /// When it ended; `None` while it runs or when it died.
    pub finished: Option<Timestamp>,
    /// How it ended.
    pub end: Option<ScanEnd>,
    /// Inputs looked at.
    pub inputs: u64,
    /// Occurrences that it saw.
    pub occurrences: u64,
    /// Unknowns that it met.
    pub unknowns: u64,
}

impl Inventory {
    /// Counts what is current in `scope`.
    ///
    /// # Errors
    /// The database's.
    pub fn counts(&self, scope: &Scope) -> Result<Counts, InventoryError> {
        let roots = RootKeys::of(&self.connection, scope)?;
        let mut counts = Counts::default();
        let assets = format!(
            "SELECT kind, count(*) FROM asset INDEXED BY asset_order \
             WHERE kind IS NOT NULL AND +key IN ({}) GROUP BY kind",
            roots.reachable()
        );
        self.each_count(&assets, |kind, count| {
            counts.assets.insert(kind.to_owned(), count);
            Ok(())
        })?;
        let below = roots.condition("i.root");
        let occurrences = format!(
            "SELECT '', count(*) FROM occurrence o JOIN input i ON i.key = o.input \
             WHERE o.gone_scan IS NULL AND {below}"
        );
        self.each_count(&occurrences, |_, count| {
            counts.occurrences = count;
            Ok(())
        })?;
        let unknowns = format!(
            "SELECT u.reason, count(*) FROM unknown u JOIN input i ON i.key = u.input \
             WHERE u.gone_scan IS NULL AND {below} GROUP BY u.reason"
        );
        self.each_count(&unknowns, |reason, count| {
            counts.unknowns.insert(codes::value(reason)?, count);
            Ok(())
        })?;
        Ok(counts)
    }

    /// All scans, oldest first.
    ///
    /// # Errors
    /// The database's.
    pub fn scans(&self) -> Result<Vec<ScanSummary>, InventoryError> {
        let mut roots = self.connection.prepare_cached(
            "SELECT r.name FROM scan_root s JOIN root r ON r.key = s.root WHERE s.scan = ?1 ORDER BY r.name",
        )?;
        let mut scans = self.connection.prepare_cached(
            "SELECT key, started, finished, end, inputs, occurrences, unknowns FROM scan ORDER BY key",
        )?;
        let mut rows = scans.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let names = roots.query_map([number], |row| row.get(0))?;
            all.push(ScanSummary {
                number,
                roots: names.collect::<Result<_, _>>()?,
                started: time(&row.get::<_, String>(1)?)?,
                finished: row.get::<_, Option<String>>(2)?.map(|text| time(&text)).transpose()?,
                end: row
                    .get::<_, Option<String>>(3)?
                    .map(|name| codes::value(&name))
                    .transpose()?,
                inputs: row.get::<_, i64>(4)?.cast_unsigned(),
                occurrences: row.get::<_, i64>(5)?.cast_unsigned(),
                unknowns: row.get::<_, i64>(6)?.cast_unsigned(),
            });
        }
        Ok(all)
    }

    /// All roots that were ever scanned, sorted.
    ///
    /// # Errors
    /// The database's.
    pub fn roots(&self) -> Result<Vec<String>, InventoryError> {
        let mut roots = self.connection.prepare_cached("SELECT name FROM root ORDER BY name")?;
        let names = roots.query_map([], |row| row.get(0))?;
        Ok(names.collect::<Result<_, _>>()?)
    }

    /// Ids that begin with `prefix` (hexadecimal, any case), sorted, at most `limit`. Text that is
    /// not hexadecimal, or empty, begins none.
    ///
    /// # Errors
    /// The database's.
    pub fn find(&self, prefix: &str, limit: usize) -> Result<Vec<AssetId>, InventoryError> {
        let prefix = prefix.to_ascii_lowercase();
        let is_prefix =
            (1..=32).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_hexdigit());
        let first = format!("{prefix:0<32}").parse::<AssetId>();
        let last = format!("{prefix:f<32}").parse::<AssetId>();
        let (true, Ok(first), Ok(last)) = (is_prefix, first, last) else {
            return Ok(Vec::new());
        };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut find = self.connection.prepare_cached(
            "SELECT id FROM asset WHERE id BETWEEN ?1 AND ?2 AND kind IS NOT NULL ORDER BY id LIMIT ?3",
        )?;
        let ids = find.query_map(params![first.as_bytes(), last.as_bytes(), limit], |row| {
            row.get(0).map(AssetId::from_bytes)
        })?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    fn each_count(
        &self,
        sql: &str,
        mut each: impl FnMut(&str, u64) -> Result<(), InventoryError>,
    ) -> Result<(), InventoryError> {
        let mut query = self.connection.prepare(sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let label: String = row.get(0)?;
            each(&label, row.get::<_, i64>(1)?.cast_unsigned())?;
        }
        Ok(())
    }
}

fn time(text: &str) -> Result<Timestamp, InventoryError> {
    text.parse().map_err(|_| InventoryError::Damaged(format!("{text:?} is not a time")))
}
