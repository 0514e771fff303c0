use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::InventoryError;

/// `y2q1`, in the header of every inventory file (`PRAGMA application_id`).
const APPLICATION_ID: i64 = 0x7932_7131;
/// Schema that this version writes (`PRAGMA user_version`).
const SCHEMA: i64 = 9;
/// From schema 1 to 2: places in source code.
const FROM_1: &str = "ALTER TABLE occurrence ADD COLUMN code TEXT NOT NULL DEFAULT ''";
/// From schema 4 to 5: edges say which inputs state them. Those of earlier scans are taken for stated wherever their
/// source is; those of assets that only others refer to follow from the assets themselves, and stay (input -1).
const FROM_4: &str = "DROP INDEX IF EXISTS relation_resolved; ALTER TABLE relation RENAME TO relation_4; \
    CREATE TABLE relation (source INTEGER NOT NULL REFERENCES asset (key), target INTEGER NOT NULL REFERENCES asset (key), \
    kind TEXT NOT NULL, input INTEGER NOT NULL, last_scan INTEGER NOT NULL, gone_scan INTEGER REFERENCES scan (key), \
    PRIMARY KEY (source, target, kind, input)) STRICT, WITHOUT ROWID; \
    CREATE INDEX relation_resolved ON relation (source) WHERE input = 0; \
    INSERT OR IGNORE INTO relation SELECT r.source, r.target, r.kind, \
    iif(r.resolved = 1, 0, coalesce(o.input, -1)), 0, NULL \
    FROM relation_4 r LEFT JOIN occurrence o ON o.asset = r.source AND o.gone_scan IS NULL; \
    DROP TABLE relation_4";
/// From schema 5 to 6: what met an input as it was is noted with the input, not with all that is in it.
const FROM_5: &str = "ALTER TABLE input ADD COLUMN unchanged_scan INTEGER NOT NULL DEFAULT 0";
/// From schema 6 to 7: looks number what they looked at beside a file. Earlier ones are made anew, if there are any.
const FROM_6: &str = "DROP TABLE IF EXISTS look; \
    CREATE TABLE look (root INTEGER NOT NULL REFERENCES root (key), path TEXT NOT NULL, stamp INTEGER, content BLOB, \
    around BLOB NOT NULL, PRIMARY KEY (root, path)) STRICT, WITHOUT ROWID; \
    CREATE TABLE beside (key INTEGER PRIMARY KEY, root INTEGER NOT NULL REFERENCES root (key), path TEXT NOT NULL, \
    UNIQUE (root, path)) STRICT";
/// What has come back has a history, from schema 9 on.
const ABSENCE: &str = include_str!("absence.sql");
/// From schema 8 to 9: an occurrence that had come back said which scan had missed it, and not until when.
const FROM_8: &str = "INSERT INTO absence SELECT asset, input, line, offset, detector, missed_scan - 1, missed_scan, \
    missed_scan + 1 FROM occurrence WHERE missed_scan IS NOT NULL; \
    ALTER TABLE occurrence DROP COLUMN missed_scan";
/// Pages kept in memory, in KiB: about the id index of a million assets. Sorts take as much again.
pub(super) const CACHE_KIB: i64 = 32 * 1024;
/// How long a statement waits for another process's short lock.
const PATIENCE: Duration = Duration::from_secs(2);

/// Opens the inventory at `path`, or creates it where there is no file or an empty one.
pub(super) fn open(path: &Path) -> Result<Connection, InventoryError> {
    probe(path)?;
    let failed = |source| InventoryError::Open { path: path.to_owned(), source };
    let mut connection = Connection::open(path).map_err(failed)?;
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    create(&mut connection).map_err(failed)?;
    // After the schema, so that a new file's header says what it is before any side file exists.
    connection.pragma_update(None, "journal_mode", "wal").map_err(failed)?;
    connection.pragma_update(None, "synchronous", "normal").map_err(failed)?;
    tune(&connection).map_err(failed)?;
    Ok(connection)
}

/// An inventory without a file.
pub(super) fn in_memory() -> Result<Connection, InventoryError> {
    let mut connection = Connection::open_in_memory()?;
    create(&mut connection)?;
    tune(&connection)?;
    Ok(connection)
}

/// Looks at an existing file without a right to write, so that a foreign file stays as it is.
fn probe(path: &Path) -> Result<(), InventoryError> {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_file() && metadata.len() > 0 => {}
        Ok(metadata) if metadata.is_file() => return Ok(()),
        Ok(_) => return Err(InventoryError::NotAnInventory { path: path.to_owned() }),
        // Absent, or for SQLite to explain.
        Err(_) => return Ok(()),
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)
        .map_err(|source| InventoryError::Open { path: path.to_owned(), source })?;
    let foreign = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt) => {
            InventoryError::NotAnInventory { path: path.to_owned() }
        }
        _ => InventoryError::Open { path: path.to_owned(), source: error },
    };
    let (application, schema) = identity(&connection).map_err(foreign)?;
    if application != APPLICATION_ID {
        return Err(InventoryError::NotAnInventory { path: path.to_owned() });
    }
    if schema > SCHEMA {
        let path = path.to_owned();
        return Err(InventoryError::NewerSchema { path, found: schema, supported: SCHEMA });
    }
    Ok(())
}

/// Creates the schema in an empty database; two processes may try at once.
fn create(connection: &mut Connection) -> rusqlite::Result<()> {
    if identity(connection)? == (APPLICATION_ID, SCHEMA) {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    match identity(&transaction)? {
        (APPLICATION_ID, SCHEMA) => {}
        (APPLICATION_ID, schema) => {
            if schema < 2 {
                transaction.execute_batch(FROM_1)?;
            }
            if schema < 5 {
                transaction.execute_batch(FROM_4)?;
            }
            if schema < 6 {
                transaction.execute_batch(FROM_5)?;
            }
            if schema < 7 {
                transaction.execute_batch(FROM_6)?;
            }
            transaction.execute_batch(ABSENCE)?;
            if schema == 8 {
                transaction.execute_batch(FROM_8)?;
            }
            transaction.pragma_update(None, "user_version", SCHEMA)?;
        }
        _ => {
            transaction.execute_batch(include_str!("schema.sql"))?;
            transaction.execute_batch(ABSENCE)?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
            transaction.pragma_update(None, "user_version", SCHEMA)?;
        }
    }
    transaction.commit()
}

fn identity(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    let number = |name| connection.pragma_query_value(None, name, |row| row.get(0));
    Ok((number("application_id")?, number("user_version")?))
}

/// Sets how many pages are kept in memory, in KiB.
pub(super) fn keep_pages(connection: &Connection, kib: i64) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cache_size", -kib)
}

fn tune(connection: &Connection) -> rusqlite::Result<()> {
    keep_pages(connection, CACHE_KIB)?;
    // Sorts and sets larger than the cache go to temporary files, not to memory.
    connection.pragma_update(None, "temp_store", "file")?;
    // In pages. A scan writes most pages several times, which are copied from the log once in so many.
    connection.pragma_update(None, "wal_autocheckpoint", 8_000)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}
