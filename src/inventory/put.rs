use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{InventoryError, codes};
use crate::model::{Asset, AssetId, Certificate, Relation};

/// Algorithms remembered, because nearly every asset refers to the same few.
const REMEMBERED: usize = 4096;

/// An asset's row, and which reading of the asset was stored (0: the asset's own properties).
#[derive(Clone, Copy)]
pub(super) struct Stored {
    pub(super) key: i64,
    pub(super) form: i64,
}

/// Keys of rows that were touched lately.
#[derive(Default)]
pub(super) struct Cache {
    /// Algorithms with the JSON that was stored.
    algorithms: HashMap<AssetId, (Stored, String)>,
    /// Any asset; emptied when full.
    keys: HashMap<AssetId, i64>,
}

impl Cache {
    fn keep(&mut self, id: AssetId, key: i64) {
        if self.keys.len() >= REMEMBERED {
            self.keys.clear();
        }
        self.keys.insert(id, key);
    }
}

/// Stores an asset that may be there already, as the same or as another reading of it.
pub(super) fn put_asset(
    connection: &Connection,
    cache: &mut Cache,
    asset: &Asset,
) -> Result<Stored, InventoryError> {
    let id = asset.id();
    let json =
        serde_json::to_string(asset).map_err(|error| InventoryError::Damaged(error.to_string()))?;
    if let Some((stored, known)) = cache.algorithms.get(&id)
        && *known == json
    {
        return Ok(*stored);
    }
    let stored = match insert(connection, id, asset, &json)? {
        Some(key) => Stored { key, form: 0 },
        None => again(connection, id, &json)?,
    };
    cache.keep(id, stored.key);
    if matches!(asset, Asset::Algorithm(_)) {
        if cache.algorithms.len() >= REMEMBERED {
            cache.algorithms.clear();
        }
        cache.algorithms.insert(id, (stored, json));
    }
    Ok(stored)
}

/// Where and when an edge was stated.
#[derive(Clone, Copy)]
pub(super) struct Stated {
    pub(super) input: i64,
    pub(super) scan: i64,
}

/// Stores an edge. A target that no finding has brought yet gets a row without content.
pub(super) fn put_relation(
    connection: &Connection,
    cache: &mut Cache,
    relation: &Relation,
    stated: Stated,
) -> Result<(), InventoryError> {
    let source = key_of(connection, cache, relation.from)?;
    let target = key_of(connection, cache, relation.to)?;
    connection
        .prepare_cached(
            "INSERT INTO relation (source, target, kind, input, last_scan) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT DO UPDATE SET last_scan = excluded.last_scan, gone_scan = NULL \
             WHERE last_scan < excluded.last_scan OR gone_scan IS NOT NULL",
        )?
        .execute(params![source, target, codes::name(relation.kind)?, stated.input, stated.scan])?;
    Ok(())
}

/// The key of a new row, or of one that was without content; `None` when the asset is known.
fn insert(
    connection: &Connection,
    id: AssetId,
    asset: &Asset,
    json: &str,
) -> Result<Option<i64>, InventoryError> {
    let key = connection
        .prepare_cached(
            "INSERT INTO asset (id, kind, name, properties) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, \
             properties = excluded.properties WHERE kind IS NULL RETURNING key",
        )?
        .query_row(params![id.as_bytes(), asset.kind(), asset.name(), json], |row| row.get(0))
        .optional()?;
    if let (Some(key), Asset::Certificate(certificate)) = (key, asset) {
        insert_names(connection, key, certificate)?;
    }
    Ok(key)
}

fn insert_names(
    connection: &Connection,
    key: i64,
    certificate: &Certificate,
) -> Result<(), InventoryError> {
    // An OpenSSH certificate names its authority's key, not another certificate.
    if certificate.format != "X.509" {
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO certificate (asset, subject, issuer, skid, akid, self_signed) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            key,
            certificate.subject,
            certificate.issuer,
            certificate.subject_key_id,
            certificate.authority_key_id,
            certificate.self_signed,
        ])?;
    Ok(())
}

/// A known asset: the same reading as the stored one, or another form of it.
fn again(connection: &Connection, id: AssetId, json: &str) -> Result<Stored, InventoryError> {
    let (key, same): (i64, bool) = connection
        .prepare_cached("SELECT key, properties = ?2 FROM asset WHERE id = ?1")?
        .query_row(params![id.as_bytes(), json], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if same {
        return Ok(Stored { key, form: 0 });
    }
    connection
        .prepare_cached("INSERT OR IGNORE INTO form (asset, properties) VALUES (?1, ?2)")?
        .execute(params![key, json])?;
    let form = connection
        .prepare_cached("SELECT key FROM form WHERE asset = ?1 AND properties = ?2")?
        .query_row(params![key, json], |row| row.get(0))?;
    Ok(Stored { key, form })
}

fn key_of(connection: &Connection, cache: &mut Cache, id: AssetId) -> Result<i64, InventoryError> {
    if let Some(key) = cache.keys.get(&id) {
        return Ok(*key);
    }
    if let Some((stored, _)) = cache.algorithms.get(&id) {
        return Ok(stored.key);
    }
    let found = connection
        .prepare_cached("SELECT key FROM asset WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    let key = match found {
        Some(key) => key,
        None => connection
            .prepare_cached("INSERT INTO asset (id) VALUES (?1) RETURNING key")?
            .query_row([id.as_bytes()], |row| row.get(0))?,
    };
    cache.keep(id, key);
    Ok(key)
}
