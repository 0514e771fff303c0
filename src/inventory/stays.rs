use std::collections::BTreeSet;

use rusqlite::params;

use super::read::{damaged, located};
use super::{Inventory, InventoryError, Located, Location};
use crate::model::AssetId;

/// An asset at a place without a break, from the scan that saw it first there to the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    /// Where, and the first and last scan that saw it.
    pub found: Located,
    /// The finished scan that missed it; `None` while it is there.
    pub gone: Option<i64>,
}

/// Something that could not be told at a place, from the scan that met it first to the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Why, in a word.
    pub reason: String,
    /// The first scan that met it.
    pub first: i64,
    /// The finished scan that did not meet it again; `None` while it is so.
    pub gone: Option<i64>,
}

impl Inventory {
    /// Every place where the asset `id` is or was, by the history of the scans kept here; sorted by place, and then by
    /// time: what left and came back has been there more than once.
    ///
    /// # Errors
    /// The database's.
    pub fn stays(&self, id: AssetId) -> Result<Vec<Stay>, InventoryError> {
        let mut places = self.connection.prepare_cached(
            "SELECT r.name, i.path, o.detector, o.line, o.offset, o.evidence, o.confidence, o.note, i.digest, \
             o.first_scan, iif(o.gone_scan IS NULL, max(o.last_scan, i.unchanged_scan), o.last_scan), o.form, o.code, \
             o.gone_scan, o.asset, o.input \
             FROM occurrence o JOIN asset a ON a.key = o.asset JOIN input i ON i.key = o.input \
             JOIN root r ON r.key = i.root WHERE a.id = ?1 \
             ORDER BY r.name, i.path, o.line, o.offset, o.detector",
        )?;
        let mut away = self.connection.prepare_cached(
            "SELECT last_scan, gone_scan, back_scan FROM absence \
             WHERE asset = ?1 AND input = ?2 AND line = ?3 AND offset = ?4 AND detector = ?5 ORDER BY gone_scan",
        )?;
        let mut rows = places.query(params![id.as_bytes()])?;
        let mut stays = Vec::new();
        while let Some(row) = rows.next()? {
            let (mut found, gone) = (located(row)?, row.get(13)?);
            let (asset, input): (i64, i64) = (row.get(14)?, row.get(15)?);
            let (line, offset): (i64, i64) = (row.get(3)?, row.get(4)?);
            let mut breaks =
                away.query(params![asset, input, line, offset, found.occurrence.detector])?;
            while let Some(one) = breaks.next()? {
                let before = Located { last_scan: one.get(0)?, ..found.clone() };
                stays.push(Stay { found: before, gone: Some(one.get(1)?) });
                found.first_scan = one.get(2)?;
            }
            stays.push(Stay { found, gone });
        }
        Ok(stays)
    }

    /// Assets that are or were at any of these places, by id.
    ///
    /// # Errors
    /// The database's.
    pub fn ever_at(&self, places: &BTreeSet<Location>) -> Result<Vec<AssetId>, InventoryError> {
        // Occurrences are kept by asset: one pass for all places.
        self.connection.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS asked (input INTEGER PRIMARY KEY) STRICT; DELETE FROM temp.asked",
        )?;
        let mut ask = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO temp.asked SELECT i.key FROM input i JOIN root r ON r.key = i.root \
             WHERE r.name = ?1 AND i.path = ?2",
        )?;
        for place in places {
            ask.execute(params![place.root, place.path])?;
        }
        let mut assets = self.connection.prepare_cached(
            "SELECT id FROM asset WHERE key IN (SELECT o.asset FROM occurrence o \
             WHERE o.input IN (SELECT input FROM temp.asked)) ORDER BY id",
        )?;
        let ids = assets.query_map([], |row| row.get(0))?;
        ids.map(|id| Ok(AssetId::from_bytes(id?))).collect()
    }

    /// Assets that a finished scan missed somewhere and that came back there, by id.
    ///
    /// # Errors
    /// The database's.
    pub fn came_back(&self) -> Result<Vec<AssetId>, InventoryError> {
        let mut assets = self.connection.prepare_cached(
            "SELECT id FROM asset WHERE key IN (SELECT asset FROM absence) ORDER BY id",
        )?;
        let ids = assets.query_map([], |row| row.get(0))?;
        ids.map(|id| Ok(AssetId::from_bytes(id?))).collect()
    }

    /// Assets that a finished scan missed where they had been, by id. Algorithms and libraries, which are in many places
    /// anyway, are left out.
    ///
    /// # Errors
    /// The database's.
    pub fn left(&self) -> Result<BTreeSet<AssetId>, InventoryError> {
        let mut assets = self.connection.prepare_cached(
            "SELECT DISTINCT a.id FROM occurrence o JOIN asset a ON a.key = o.asset \
             WHERE o.gone_scan IS NOT NULL AND a.kind NOT IN ('algorithm', 'library')",
        )?;
        let ids = assets.query_map([], |row| row.get(0))?;
        ids.map(|id| Ok(AssetId::from_bytes(id?))).collect()
    }

    /// Assets that were first seen after the first scan, and that a later one missed where they were. Algorithms and
    /// libraries are left out as in [`Self::left`].
    ///
    /// # Errors
    /// The database's.
    pub fn came_and_went(&self) -> Result<Vec<AssetId>, InventoryError> {
        let mut assets = self.connection.prepare_cached(
            "SELECT DISTINCT a.id FROM occurrence o JOIN asset a ON a.key = o.asset \
             WHERE o.gone_scan IS NOT NULL AND o.first_scan > (SELECT min(key) FROM scan) \
             AND a.kind NOT IN ('algorithm', 'library')",
        )?;
        let ids = assets.query_map([], |row| row.get(0))?;
        ids.map(|id| Ok(AssetId::from_bytes(id?))).collect()
    }

    /// Whether the file of a place is known to be there: a scan that finds it missing forgets its look.
    ///
    /// # Errors
    /// The database's.
    pub fn is_met(&self, place: &Location) -> Result<bool, InventoryError> {
        let mut look = self.connection.prepare_cached(
            "SELECT 1 FROM look l JOIN root r ON r.key = l.root WHERE r.name = ?1 AND l.path = ?2",
        )?;
        Ok(look.exists(params![place.root, place.path])?)
    }

    /// Places where something could not be told, in a scan after the first or until one.
    ///
    /// # Errors
    /// The database's.
    pub fn unread_since(&self) -> Result<BTreeSet<Location>, InventoryError> {
        let mut places = self.connection.prepare_cached(
            "SELECT DISTINCT r.name, i.path FROM unknown u JOIN input i ON i.key = u.input JOIN root r ON r.key = i.root \
             WHERE u.gone_scan IS NOT NULL OR u.first_scan > (SELECT min(key) FROM scan) \
             OR u.input IN (SELECT input FROM absence WHERE asset = 0)",
        )?;
        let rows =
            places.query_map([], |row| Ok(Location { root: row.get(0)?, path: row.get(1)? }))?;
        rows.map(|place| Ok(place?)).collect()
    }

    /// What could not be told at a place, now or once, without breaks.
    ///
    /// # Errors
    /// The database's.
    pub fn unread_at(&self, place: &Location) -> Result<Vec<Unread>, InventoryError> {
        let mut unknown = self.connection.prepare_cached(
            "SELECT u.reason, u.first_scan, u.gone_scan, u.input, u.line, u.offset, u.detector FROM input i \
             JOIN root r ON r.key = i.root JOIN unknown u ON u.input = i.key WHERE r.name = ?1 AND i.path = ?2 \
             ORDER BY u.reason, u.first_scan",
        )?;
        let mut away = self.connection.prepare_cached(
            "SELECT gone_scan, back_scan FROM absence \
             WHERE asset = 0 AND input = ?1 AND line = ?2 AND offset = ?3 AND detector = ?4 ORDER BY gone_scan",
        )?;
        let mut rows = unknown.query(params![place.root, place.path])?;
        let mut unread = Vec::new();
        while let Some(row) = rows.next()? {
            let reason = row.get_ref(0)?.as_str().map_err(damaged)?.to_owned();
            let mut first = row.get(1)?;
            let (input, line, offset): (i64, i64, i64) = (row.get(3)?, row.get(4)?, row.get(5)?);
            let mut breaks = away.query(params![input, line, offset, row.get::<_, String>(6)?])?;
            while let Some(one) = breaks.next()? {
                unread.push(Unread { reason: reason.clone(), first, gone: Some(one.get(0)?) });
                first = one.get(1)?;
            }
            unread.push(Unread { reason, first, gone: row.get(2)? });
        }
        Ok(unread)
    }
}
