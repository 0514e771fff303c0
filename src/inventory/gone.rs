use rusqlite::params;

use super::{Inventory, InventoryError, Location};
use crate::model::AssetId;

/// A place where an asset was and is no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The place.
    pub location: Location,
    /// When the last scan that saw it began, RFC 3339.
    pub seen: String,
    /// When the finished scan that missed it began.
    pub missed: String,
    /// Reasons for what could not be read there now, the first few.
    pub unknown: Vec<String>,
}

/// Reasons that are told of one place.
const REASONS: i64 = 3;

impl Inventory {
    /// Places where the asset `id` was and is no longer, by the history of the scans kept here; sorted.
    ///
    /// # Errors
    /// The database's.
    pub fn gone(&self, id: AssetId) -> Result<Vec<Gone>, InventoryError> {
        let mut places = self.connection.prepare_cached(
            "SELECT r.name, i.path, max(s.started), max(g.started), i.key \
             FROM occurrence o JOIN asset a ON a.key = o.asset JOIN input i ON i.key = o.input \
             JOIN root r ON r.key = i.root JOIN scan s ON s.key = o.last_scan \
             JOIN scan g ON g.key = o.gone_scan \
             WHERE a.id = ?1 GROUP BY i.key ORDER BY r.name, i.path",
        )?;
        let mut unknown = self.connection.prepare_cached(
            "SELECT DISTINCT reason FROM unknown WHERE input = ?1 AND gone_scan IS NULL ORDER BY 1 LIMIT ?2",
        )?;
        let mut found = Vec::new();
        let mut rows = places.query(params![id.as_bytes()])?;
        while let Some(row) = rows.next()? {
            let input: i64 = row.get(4)?;
            let reasons = unknown.query_map(params![input, REASONS], |row| row.get(0))?;
            found.push(Gone {
                location: Location { root: row.get(0)?, path: row.get(1)? },
                seen: row.get(2)?,
                missed: row.get(3)?,
                unknown: reasons.collect::<Result<_, _>>()?,
            });
        }
        Ok(found)
    }
}
