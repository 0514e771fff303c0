use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, params};

use super::scope::RootKeys;
use super::{Entry, InventoryError, Located, LocatedUnknown, Location, codes};
use crate::model::{
    Asset, AssetId, InUse, KeyCertificate, Occurrence, Relation, RelationKind, Unknown,
};

/// Streams all assets in scope; the sets that it needs are SQLite's, on disk when they are large.
pub(super) fn each_entry<E: From<InventoryError>>(
    connection: &Connection,
    roots: &RootKeys,
    mut each: impl FnMut(Entry) -> Result<(), E>,
) -> Result<(), E> {
    let sql = in_order(roots, "a.key, a.id, a.properties");
    let mut parts = Parts::prepare(connection, roots)?;
    let mut assets = connection.prepare(&sql).map_err(InventoryError::from)?;
    let mut rows = assets.query([]).map_err(InventoryError::from)?;
    while let Some(row) = rows.next().map_err(InventoryError::from)? {
        each(parts.entry(row)?)?;
    }
    Ok(())
}

/// Streams the edges of all assets in scope.
pub(super) fn each_edges<E: From<InventoryError>>(
    connection: &Connection,
    roots: &RootKeys,
    mut each: impl FnMut(AssetId, &[Relation]) -> Result<(), E>,
) -> Result<(), E> {
    let sql = in_order(roots, "a.key, a.id");
    let mut parts = Parts::prepare(connection, roots)?;
    let mut assets = connection.prepare(&sql).map_err(InventoryError::from)?;
    let mut rows = assets.query([]).map_err(InventoryError::from)?;
    while let Some(row) = rows.next().map_err(InventoryError::from)? {
        let key = row.get(0).map_err(InventoryError::from)?;
        let id = AssetId::from_bytes(row.get(1).map_err(InventoryError::from)?);
        each(id, &parts.relations(key, id)?)?;
    }
    Ok(())
}

/// The query for `columns` of all assets in scope.
fn in_order(roots: &RootKeys, columns: &str) -> String {
    // `+` keeps the planner from walking the set and sorting assets with all their content.
    format!(
        "SELECT {columns} FROM asset a INDEXED BY asset_order \
         WHERE a.kind IS NOT NULL AND +a.key IN ({}) ORDER BY a.kind, a.id",
        roots.reachable()
    )
}

/// One asset, current or not.
pub(super) fn entry(connection: &Connection, id: AssetId) -> Result<Option<Entry>, InventoryError> {
    let mut parts = Parts::prepare(connection, &RootKeys::ALL)?;
    let mut asset = connection.prepare_cached(
        "SELECT key, id, properties FROM asset WHERE id = ?1 AND kind IS NOT NULL",
    )?;
    let mut rows = asset.query([id.as_bytes()])?;
    rows.next()?.map(|row| parts.entry(row)).transpose()
}

/// Streams all unknowns in scope.
pub(super) fn each_unknown<E: From<InventoryError>>(
    connection: &Connection,
    roots: &RootKeys,
    mut each: impl FnMut(LocatedUnknown) -> Result<(), E>,
) -> Result<(), E> {
    let sql = format!(
        "SELECT r.name, i.path, u.reason, u.detector, u.line, u.offset, u.detail \
         FROM unknown u JOIN input i ON i.key = u.input JOIN root r ON r.key = i.root \
         WHERE u.gone_scan IS NULL AND {} \
         ORDER BY r.name, i.path, u.offset, u.line, u.reason, u.detector, u.detail",
        roots.condition("i.root")
    );
    let mut unknowns = connection.prepare(&sql).map_err(InventoryError::from)?;
    let mut rows = unknowns.query([]).map_err(InventoryError::from)?;
    while let Some(row) = rows.next().map_err(InventoryError::from)? {
        each(unknown(row)?)?;
    }
    Ok(())
}

fn unknown(row: &Row<'_>) -> Result<LocatedUnknown, InventoryError> {
    let detector: String = row.get(3)?;
    Ok(LocatedUnknown {
        location: Location { root: row.get(0)?, path: row.get(1)? },
        unknown: Unknown {
            reason: codes::value(row.get_ref(2)?.as_str().map_err(damaged)?)?,
            detector: (!detector.is_empty()).then_some(detector),
            line: line(row.get(4)?),
            offset: row.get::<_, i64>(5)?.cast_unsigned(),
            detail: row.get(6)?,
        },
    })
}

/// The statements that complete an asset to an entry.
struct Parts<'c> {
    occurrences: CachedStatement<'c>,
    relations: CachedStatement<'c>,
    certificates: CachedStatement<'c>,
    form: CachedStatement<'c>,
    first_form: CachedStatement<'c>,
}

impl<'c> Parts<'c> {
    fn prepare(connection: &'c Connection, roots: &RootKeys) -> Result<Self, InventoryError> {
        let occurrences = format!(
            "SELECT r.name, i.path, o.detector, o.line, o.offset, o.evidence, o.confidence, \
             o.note, i.digest, o.first_scan, max(o.last_scan, i.unchanged_scan), o.form, o.code \
             FROM occurrence o JOIN input i ON i.key = o.input JOIN root r ON r.key = i.root \
             WHERE o.asset = ?1 AND o.gone_scan IS NULL AND {}",
            roots.condition("i.root")
        );
        let relations = "SELECT t.id, r.kind FROM relation r JOIN asset t ON t.key = r.target \
                         WHERE r.source = ?1 AND r.gone_scan IS NULL AND t.kind IS NOT NULL";
        let certificates = "SELECT c.properties, EXISTS (SELECT 1 FROM relation p \
                            WHERE p.source = c.key AND p.kind = 'presented-by' AND p.gone_scan IS NULL), \
                            EXISTS (SELECT 1 FROM relation p \
                            WHERE p.source = c.key AND p.kind = 'signer-of' AND p.gone_scan IS NULL) \
                            FROM asset c WHERE c.key IN (SELECT r.target FROM relation r \
                            WHERE r.source = ?1 AND r.kind = 'certified-by' AND r.gone_scan IS NULL) \
                            ORDER BY c.id";
        Ok(Self {
            occurrences: connection.prepare_cached(&occurrences)?,
            relations: connection.prepare_cached(relations)?,
            certificates: connection.prepare_cached(certificates)?,
            form: connection.prepare_cached("SELECT properties FROM form WHERE key = ?1")?,
            first_form: connection
                .prepare_cached("SELECT min(properties) FROM form WHERE asset = ?1")?,
        })
    }

    fn entry(&mut self, row: &Row<'_>) -> Result<Entry, InventoryError> {
        let key: i64 = row.get(0)?;
        let id = AssetId::from_bytes(row.get(1)?);
        let base = row.get_ref(2)?.as_str().map_err(damaged)?;
        let (occurrences, forms) = self.occurrences(key)?;
        let asset = self.asset(key, base, &forms)?;
        let relations = self.relations(key, id)?;
        let is_certified = relations.iter().any(|edge| edge.kind == RelationKind::CertifiedBy);
        let certificates = if is_certified { self.certificates(key)? } else { Vec::new() };
        Ok(Entry { id, asset, occurrences, relations, certificates })
    }

    fn certificates(&mut self, key: i64) -> Result<Vec<KeyCertificate>, InventoryError> {
        let mut certificates = Vec::new();
        let mut rows = self.certificates.query([key])?;
        while let Some(row) = rows.next()? {
            if let Asset::Certificate(certificate) =
                codes::json(row.get_ref(0)?.as_str().map_err(damaged)?)?
            {
                let in_use = InUse { is_presented: row.get(1)?, is_signer: row.get(2)? };
                certificates.push(KeyCertificate { certificate, in_use });
            }
        }
        Ok(certificates)
    }

    /// The occurrences in order, with the different forms in which they show the asset. There are few of most assets:
    /// SQLite would take longer to set up a sorter than to sort.
    fn occurrences(&mut self, key: i64) -> Result<(Vec<Located>, Vec<i64>), InventoryError> {
        let mut occurrences = Vec::new();
        let mut forms = Vec::new();
        let mut rows = self.occurrences.query([key])?;
        while let Some(row) = rows.next()? {
            occurrences.push(located(row)?);
            let form = row.get(11)?;
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        occurrences.sort_unstable_by(|one, other| place(one).cmp(&place(other)));
        Ok((occurrences, forms))
    }

    /// The asset as its current occurrences show it. Where they differ, the worst counts (a key in the
    /// clear before a protected one), then the order of the text: never which came first.
    fn asset(&mut self, key: i64, base: &str, forms: &[i64]) -> Result<Asset, InventoryError> {
        if let [0] = forms {
            return codes::json(base);
        }
        let mut readings = Vec::new();
        if forms.is_empty() {
            readings.push(base.to_owned());
            let other: Option<String> = self.first_form.query_row([key], |row| row.get(0))?;
            readings.extend(other);
        }
        for form in forms {
            let reading = match form {
                0 => Some(base.to_owned()),
                form => self.form.query_row(params![form], |row| row.get(0)).optional()?,
            };
            readings.extend(reading);
        }
        let mut assets = readings
            .into_iter()
            .map(|text| {
                let asset: Asset = codes::json(&text)?;
                Ok((is_protected(&asset), text, asset))
            })
            .collect::<Result<Vec<_>, InventoryError>>()?;
        assets.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        match assets.into_iter().next() {
            Some((_, _, asset)) => Ok(asset),
            None => Err(InventoryError::Damaged(format!("asset {key} has no properties"))),
        }
    }

    fn relations(&mut self, key: i64, from: AssetId) -> Result<Vec<Relation>, InventoryError> {
        let mut relations = Vec::new();
        let mut rows = self.relations.query([key])?;
        while let Some(row) = rows.next()? {
            let to = AssetId::from_bytes(row.get(0)?);
            let kind = codes::value(row.get_ref(1)?.as_str().map_err(damaged)?)?;
            relations.push(Relation { from, to, kind });
        }
        relations.sort_unstable();
        relations.dedup();
        Ok(relations)
    }
}

/// What no two occurrences of an asset have in common.
fn place(located: &Located) -> (&str, &str, u64, &str, Option<u32>) {
    let Located { location: Location { root, path }, occurrence, .. } = located;
    (root, path, occurrence.offset, &occurrence.detector, occurrence.line)
}

pub(super) fn located(row: &Row<'_>) -> Result<Located, InventoryError> {
    Ok(Located {
        location: Location { root: row.get(0)?, path: row.get(1)? },
        occurrence: Occurrence {
            detector: row.get(2)?,
            line: line(row.get(3)?),
            offset: row.get::<_, i64>(4)?.cast_unsigned(),
            evidence: codes::value(row.get_ref(5)?.as_str().map_err(damaged)?)?,
            confidence: codes::value(row.get_ref(6)?.as_str().map_err(damaged)?)?,
            note: row.get(7)?,
            code: codes::code_of(row.get_ref(12)?.as_str().map_err(damaged)?)?,
        },
        digest: row.get(8)?,
        first_scan: row.get(9)?,
        last_scan: row.get(10)?,
    })
}

fn is_protected(asset: &Asset) -> bool {
    matches!(asset, Asset::RelatedCryptoMaterial(material) if material.protection.is_some())
}

const fn line(stored: u32) -> Option<u32> {
    if stored == 0 { None } else { Some(stored) }
}

pub(super) fn damaged(error: rusqlite::types::FromSqlError) -> InventoryError {
    InventoryError::Damaged(error.to_string())
}
