use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::open::{self, keep_pages};
use super::put::{Cache, Stated, put_asset, put_relation};
use super::{
    Inventory, InventoryError, Location, Look, Looks, Record, ScanEnd, ScanStart, certified, codes,
    issuers, presented,
};
use crate::model::{Finding, Timestamp, Unknown};

/// Records in one transaction: a crash loses at most these.
const BATCH: usize = 1000;

/// Pages kept in memory while a scan writes, in KiB: it has the walk and the detectors beside it, and what it wrote a while
/// ago it hardly asks for.
const CACHE_KIB: i64 = 2 * 1024;

/// Paths beside files whose keys are remembered: those of one folder look at the same ones.
const BESIDE: usize = 8_192;

/// The last scan that saw a row: that read it, or met its input as it was.
const SEEN: &str = "max(last_scan, (SELECT unchanged_scan FROM input i WHERE i.key = input))";

/// Writes one scan in batches. Dropped without [`Writer::finish`], it keeps what it was given and the
/// scan counts as one that never ended.
pub struct Writer<'a> {
    pub(super) connection: &'a mut Connection,
    pub(super) scan: i64,
    start_roots: Vec<i64>,
    roots: HashMap<String, i64>,
    /// Keys of what was looked at beside files lately, by root.
    beside: HashMap<i64, foldhash::HashMap<String, i64>>,
    cache: Cache,
    pending: usize,
    inputs: i64,
    ended: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn begin(
        inventory: &'a mut Inventory,
        start: &ScanStart,
    ) -> Result<Self, InventoryError> {
        let connection = &mut inventory.connection;
        keep_pages(connection, CACHE_KIB)?;
        connection.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS unchanged (input INTEGER PRIMARY KEY) STRICT; \
             CREATE TEMP TABLE IF NOT EXISTS left_out (input INTEGER PRIMARY KEY) STRICT; \
             DELETE FROM temp.unchanged; DELETE FROM temp.left_out; BEGIN IMMEDIATE",
        )?;
        let mut writer = Self {
            connection,
            scan: 0,
            start_roots: Vec::new(),
            roots: HashMap::new(),
            beside: HashMap::new(),
            cache: Cache::default(),
            pending: 0,
            inputs: 0,
            ended: false,
        };
        writer.open_scan(start)?;
        Ok(writer)
    }

    /// Number of this scan.
    #[must_use]
    pub const fn scan(&self) -> i64 {
        self.scan
    }

    /// Adds what one input gave.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn add(&mut self, record: &Record) -> Result<(), InventoryError> {
        self.inputs += 1;
        if !record.findings.is_empty() || !record.unknowns.is_empty() {
            let input = self.input(&record.location, record.digest.as_deref())?;
            for finding in &record.findings {
                self.add_finding(input, finding)?;
            }
            for unknown in &record.unknowns {
                self.add_unknown(input, unknown)?;
            }
        }
        self.breathe()
    }

    /// Commits now and then.
    fn breathe(&mut self) -> Result<(), InventoryError> {
        self.pending += 1;
        if self.pending >= BATCH {
            self.pending = 0;
            // Another process could only slip in between these two; this one then waits for it.
            self.connection.execute_batch("COMMIT")?;
            self.connection.execute_batch("BEGIN IMMEDIATE")?;
        }
        Ok(())
    }

    /// Remembers a look at a file whose records were all added.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn looked(&mut self, look: &Look) -> Result<(), InventoryError> {
        let root = self.root(&look.location.root)?;
        let mut around = Vec::with_capacity(look.around.len() * 4);
        for path in &look.around {
            // A look at more than there are numbers for is not kept.
            let Ok(key) = u32::try_from(self.beside(root, path)?) else { return Ok(()) };
            around.extend(key.to_le_bytes());
        }
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO look (root, path, stamp, content, around) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                root,
                look.location.path,
                look.stamp.map(u64::cast_signed),
                look.content.map(u128::to_be_bytes),
                around
            ])?;
        self.breathe()
    }

    /// Forgets all looks below the roots of this scan, for good: also when it is interrupted, or dies.
    ///
    /// For scans that write what no later scan may take for what it would find itself: what passwords opened, of which
    /// a look without them knows nothing. And for those that look anew: they retire what they do not meet, and a look
    /// that stayed would hide such a file when it comes back.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn forget_looks(&mut self) -> Result<(), InventoryError> {
        for root in &self.start_roots {
            self.connection.execute("DELETE FROM look WHERE root = ?1", [root])?;
        }
        Ok(())
    }

    /// Retires what earlier scans knew of an input that this one has asked anew, and did not find again.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn replaced(&mut self, location: &Location) -> Result<(), InventoryError> {
        let root = self.root(&location.root)?;
        for table in ["occurrence", "unknown", "relation"] {
            let sql = format!(
                "UPDATE {table} SET gone_scan = ?1, last_scan = {SEEN} \
                 WHERE gone_scan IS NULL AND last_scan < ?1 \
                 AND input IN (SELECT key FROM input WHERE root = ?2 AND path = ?3)"
            );
            let parameters = params![self.scan, root, location.path];
            self.connection.prepare_cached(&sql)?.execute(parameters)?;
        }
        Ok(())
    }

    /// Forgets the looks below one root.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn forget_looks_below(&mut self, root: &str) -> Result<(), InventoryError> {
        let root = self.root(root)?;
        self.connection.execute("DELETE FROM look WHERE root = ?1", [root])?;
        Ok(())
    }

    /// Keeps what a file of an earlier scan, and all that lies in it, gave: it is as it was.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn unchanged(&mut self, location: &Location) -> Result<(), InventoryError> {
        let root = self.root(&location.root)?;
        let path = &location.path;
        let (first, past) = (format!("{path}!"), format!("{path}\""));
        let known = self
            .connection
            .prepare_cached(
                // Two look-ups in the index; an OR would read the whole root.
                "INSERT OR IGNORE INTO temp.unchanged \
                 SELECT key FROM input WHERE root = ?1 AND path = ?2 UNION ALL \
                 SELECT key FROM input WHERE root = ?1 AND path >= ?3 AND path < ?4",
            )?
            .execute(params![root, path, first, past])?;
        self.inputs += i64::try_from(known).unwrap_or(i64::MAX);
        self.breathe()
    }

    /// Keeps what [`Self::unchanged`] keeps, and gives the file's look another stamp.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn touched(
        &mut self,
        location: &Location,
        stamp: Option<u64>,
    ) -> Result<(), InventoryError> {
        let root = self.root(&location.root)?;
        self.connection
            .prepare_cached("UPDATE look SET stamp = ?3 WHERE root = ?1 AND path = ?2")?
            .execute(params![root, location.path, stamp.map(u64::cast_signed)])?;
        self.unchanged(location)
    }

    /// Ends a scan that took `looks` over, as [`Self::finish`] does, and forgets those at files that it did not meet.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn finish_with(
        self,
        end: ScanEnd,
        at: Timestamp,
        looks: &Looks,
    ) -> Result<(), InventoryError> {
        if end == ScanEnd::Finished {
            looks.forget_unmet(self.connection)?;
        }
        self.keep_unchanged()?;
        self.finish(end, at)
    }

    /// Ends the scan: resolves issuers, presented certificates and those of keys across the estate and, when finished, retires what was not seen again below its roots.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn finish(mut self, end: ScanEnd, at: Timestamp) -> Result<(), InventoryError> {
        if end == ScanEnd::Finished {
            self.retire()?;
        }
        issuers::resolve(self.connection)?;
        presented::resolve(self.connection)?;
        certified::resolve(self.connection)?;
        self.close_scan(end, at)?;
        self.connection.execute_batch("COMMIT")?;
        self.ended = true;
        Ok(())
    }

    fn open_scan(&mut self, start: &ScanStart) -> Result<(), InventoryError> {
        self.connection
            .execute("INSERT INTO scan (started) VALUES (?1)", [start.started.to_string()])?;
        self.scan = self.connection.last_insert_rowid();
        for name in &start.roots {
            let root = self.root(name)?;
            self.connection
                .prepare_cached("INSERT OR IGNORE INTO scan_root (scan, root) VALUES (?1, ?2)")?
                .execute([self.scan, root])?;
            self.start_roots.push(root);
        }
        Ok(())
    }

    fn root(&mut self, name: &str) -> Result<i64, InventoryError> {
        if let Some(key) = self.roots.get(name) {
            return Ok(*key);
        }
        // The update changes nothing; it makes RETURNING answer for a row that was there before.
        let key = self
            .connection
            .prepare_cached(
                "INSERT INTO root (name) VALUES (?1) \
                 ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING key",
            )?
            .query_row([name], |row| row.get(0))?;
        self.roots.insert(name.to_owned(), key);
        Ok(key)
    }

    /// The key of a path that was looked at beside a file.
    fn beside(&mut self, root: i64, path: &str) -> Result<i64, InventoryError> {
        if let Some(key) = self.beside.get(&root).and_then(|known| known.get(path)) {
            return Ok(*key);
        }
        let insert = "INSERT INTO beside (root, path) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        let key = if self.connection.prepare_cached(insert)?.execute(params![root, path])? == 1 {
            self.connection.last_insert_rowid()
        } else {
            let select = "SELECT key FROM beside WHERE root = ?1 AND path = ?2";
            let mut select = self.connection.prepare_cached(select)?;
            select.query_row(params![root, path], |row| row.get(0))?
        };
        let known = self.beside.entry(root).or_default();
        if known.len() >= BESIDE {
            known.clear();
        }
        known.insert(path.to_owned(), key);
        Ok(key)
    }

    fn input(&mut self, location: &Location, digest: Option<&str>) -> Result<i64, InventoryError> {
        let root = self.root(&location.root)?;
        let key = self
            .connection
            .prepare_cached(
                // A second record of one input in one scan may know less; a new scan knows anew.
                "INSERT INTO input (root, path, digest, last_scan) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (root, path) DO UPDATE SET last_scan = excluded.last_scan, \
                 digest = iif(last_scan = excluded.last_scan, \
                 coalesce(excluded.digest, digest), excluded.digest) RETURNING key",
            )?
            .query_row(params![root, location.path, digest, self.scan], |row| row.get(0))?;
        Ok(key)
    }

    fn add_finding(&mut self, input: i64, finding: &Finding) -> Result<(), InventoryError> {
        let stored = put_asset(self.connection, &mut self.cache, &finding.asset)?;
        for supporting in &finding.supporting {
            put_asset(self.connection, &mut self.cache, supporting)?;
        }
        for relation in &finding.relations {
            let stated = Stated { input, scan: self.scan };
            put_relation(self.connection, &mut self.cache, relation, stated)?;
        }
        let occurrence = &finding.occurrence;
        self.connection
            .prepare_cached(
                "INSERT INTO occurrence (asset, input, line, offset, detector, evidence, \
                 confidence, note, form, first_scan, last_scan, code) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?11) \
                 ON CONFLICT DO UPDATE SET evidence = excluded.evidence, \
                 confidence = excluded.confidence, note = excluded.note, code = excluded.code, form = excluded.form, \
                 last_scan = excluded.last_scan, gone_scan = NULL",
            )?
            .execute(params![
                stored.key,
                input,
                occurrence.line.unwrap_or(0),
                occurrence.offset.cast_signed(),
                occurrence.detector,
                codes::name(occurrence.evidence)?,
                codes::name(occurrence.confidence)?,
                occurrence.note,
                stored.form,
                self.scan,
                codes::code(occurrence.code.as_deref())?,
            ])?;
        Ok(())
    }

    fn add_unknown(&self, input: i64, unknown: &Unknown) -> Result<(), InventoryError> {
        self.connection
            .prepare_cached(
                "INSERT INTO unknown (input, offset, line, reason, detector, detail, \
                 first_scan, last_scan) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7) \
                 ON CONFLICT DO UPDATE SET last_scan = excluded.last_scan, gone_scan = NULL",
            )?
            .execute(params![
                input,
                unknown.offset.cast_signed(),
                unknown.line.unwrap_or(0),
                codes::name(unknown.reason)?,
                unknown.detector.as_deref().unwrap_or(""),
                unknown.detail,
                self.scan,
            ])?;
        Ok(())
    }

    fn keep_unchanged(&self) -> Result<(), InventoryError> {
        let sql =
            "UPDATE input SET unchanged_scan = ?1 WHERE key IN (SELECT input FROM temp.unchanged)";
        self.connection.execute(sql, [self.scan])?;
        Ok(())
    }

    fn retire(&self) -> Result<(), InventoryError> {
        for table in ["occurrence", "unknown", "relation"] {
            let sql = format!(
                "UPDATE {table} SET gone_scan = ?1, last_scan = {SEEN} \
                 WHERE gone_scan IS NULL AND last_scan < ?1 \
                 AND input IN (SELECT key FROM input WHERE root = ?2) \
                 AND input NOT IN (SELECT input FROM temp.unchanged) \
                 AND input NOT IN (SELECT input FROM temp.left_out)"
            );
            let mut retire = self.connection.prepare(&sql)?;
            for root in &self.start_roots {
                retire.execute([self.scan, *root])?;
            }
        }
        Ok(())
    }

    fn close_scan(&self, end: ScanEnd, at: Timestamp) -> Result<(), InventoryError> {
        let seen =
            "last_scan = ?1 OR (gone_scan IS NULL AND input IN (SELECT input FROM temp.unchanged))";
        self.connection.execute(
            &format!(
                "UPDATE scan SET finished = ?2, end = ?3, inputs = ?4, \
                 occurrences = (SELECT count(*) FROM occurrence WHERE {seen}), \
                 unknowns = (SELECT count(*) FROM unknown WHERE {seen}) WHERE key = ?1"
            ),
            params![self.scan, at.to_string(), codes::name(end)?, self.inputs],
        )?;
        Ok(())
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        if !self.ended {
            // Nobody is left to hear of an error; SQLite rolls an uncommitted batch back on its own.
            let _ = self.connection.execute_batch("COMMIT");
            if !self.connection.is_autocommit() {
                let _ = self.connection.execute_batch("ROLLBACK");
            }
        }
        // Who reads next may be slower, no more.
        let _ = keep_pages(self.connection, open::CACHE_KIB);
    }
}
