use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{InventoryError, Location};

/// Most looks that are remembered for one scan; files past it are read again.
const MOST: i64 = 2_000_000;

/// A finished look at a file of the walk, for a later scan that meets the file as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The file.
    pub location: Location,
    /// What the file, what was looked at beside it and the way of looking were like, as one number; none where a
    /// change would not show in it.
    pub stamp: Option<u64>,
    /// What was read of the file and beside it, and the way of looking, as one number; none where not all was
    /// read, or where to analyse it again costs no more than to know it again.
    pub content: Option<u128>,
    /// What was looked at beside the file: paths below the root, those of folders with a `/` behind.
    pub around: Vec<String>,
}

/// What earlier scans looked at below some roots, by location.
#[derive(Debug, Default)]
pub struct Looks {
    known: HashMap<u64, Known>,
    hasher: RandomState,
    beside: Beside,
}

#[derive(Debug)]
struct Known {
    stamp: Option<u64>,
    /// Big end first.
    content: Option<[u8; 16]>,
    around: Box<[u32]>,
    is_met: AtomicBool,
    /// Whether the inventory has something of the file, or of what lies in it.
    gave: bool,
}

/// What was looked at beside files, each path once.
#[derive(Debug, Default)]
struct Beside {
    paths: String,
    /// Where each path ends.
    ends: Vec<usize>,
}

impl Beside {
    fn path(&self, number: u32) -> Option<&str> {
        let at = usize::try_from(number).ok()?;
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.paths.get(start..*self.ends.get(at)?)
    }

    /// Adds the paths of a root; gives their keys in order, and the number of the first.
    fn add(&mut self, connection: &Connection, root: i64) -> Result<Keys, InventoryError> {
        let mut keys = Keys { all: Vec::new(), first: self.ends.len() };
        // `+` keeps the planner from the index over paths, behind which everything would have to be sorted.
        let sql = "SELECT key, path FROM beside WHERE +root = ?1 ORDER BY key LIMIT ?2";
        let mut select = connection.prepare(sql)?;
        let mut rows = select.query([root, MOST])?;
        while let Some(row) = rows.next()? {
            keys.all.push(row.get(0)?);
            self.paths.push_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?);
            self.ends.push(self.paths.len());
        }
        Ok(keys)
    }
}

/// Keys of paths, and the number of the first path.
struct Keys {
    all: Vec<u32>,
    first: usize,
}

impl Keys {
    /// Where a key is. Most follow one another.
    fn place(&self, key: u32) -> Option<usize> {
        let near = key.checked_sub(*self.all.first()?)? as usize;
        if self.all.get(near) == Some(&key) {
            return Some(near);
        }
        self.all.binary_search(&key).ok()
    }
}

impl Looks {
    pub(super) fn of(connection: &Connection, roots: &[String]) -> Result<Self, InventoryError> {
        let mut looks = Self::default();
        for name in roots {
            let sql = "SELECT key FROM root WHERE name = ?1";
            let root = connection.query_row(sql, [name], |row| row.get(0)).optional()?;
            if let Some(root) = root {
                looks.add(connection, name, root)?;
            }
        }
        Ok(looks)
    }

    fn add(
        &mut self,
        connection: &Connection,
        name: &str,
        root: i64,
    ) -> Result<(), InventoryError> {
        let keys = self.beside.add(connection, root)?;
        let mut is_used = vec![false; keys.all.len()];
        let sql = "SELECT path, stamp, content, around FROM look WHERE root = ?1 LIMIT ?2";
        let mut select = connection.prepare(sql)?;
        let mut rows = select.query([root, MOST])?;
        while let Some(row) = rows.next()? {
            let around = row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?;
            let (around, _) = around.as_chunks::<4>();
            let number = |octets: &[u8; 4]| {
                let place = keys.place(u32::from_le_bytes(*octets))?;
                is_used[place] = true;
                u32::try_from(keys.first + place).ok()
            };
            // A look at what is not known any more is as none.
            let Some(around) = around.iter().map(number).collect() else { continue };
            let known = Known {
                stamp: row.get::<_, Option<i64>>(1)?.map(i64::cast_unsigned),
                content: row.get(2)?,
                around,
                is_met: AtomicBool::new(false),
                gave: false,
            };
            let path = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            self.known.insert(self.number(name, path), known);
        }
        self.mark_gave(connection, name, root)?;
        let unused = is_used.iter().zip(&keys.all).filter(|(is_used, _)| !**is_used);
        let unused = unused.map(|(_, key)| *key).collect::<Vec<_>>();
        if unused.len() > keys.all.len() / 2 {
            forget(connection, &unused);
        }
        Ok(())
    }

    /// Marks the files that gave something. Of an input in a container the file is what stands before a sign that divides them.
    fn mark_gave(
        &mut self,
        connection: &Connection,
        name: &str,
        root: i64,
    ) -> Result<(), InventoryError> {
        let mut select = connection.prepare("SELECT path FROM input WHERE root = ?1")?;
        let mut rows = select.query([root])?;
        while let Some(row) = rows.next()? {
            let path = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            let files = path.match_indices('!').map(|(end, _)| &path[..end]);
            for file in files.chain(std::iter::once(path)) {
                if let Some(known) = self.known.get_mut(&self.hasher.hash_one((name, file))) {
                    known.gave = true;
                }
            }
        }
        Ok(())
    }

    /// Whether the inventory has something of a file, or of what lies in it.
    #[must_use]
    pub fn gave(&self, root: &str, path: &str) -> bool {
        self.known.get(&self.number(root, path)).is_none_or(|known| known.gave)
    }

    /// Paths are not held: a look in memory is a few words.
    fn number(&self, root: &str, path: &str) -> u64 {
        self.hasher.hash_one((root, path))
    }

    /// How many paths were looked at beside files; they are numbered from zero.
    #[must_use]
    pub const fn beside(&self) -> usize {
        self.beside.ends.len()
    }

    /// A path that was looked at beside files, below the root that the files are of.
    #[must_use]
    pub fn path(&self, number: u32) -> Option<&str> {
        self.beside.path(number)
    }

    /// Whether the last look at a file has the stamp that `stamp` makes of what was looked at beside it.
    pub fn holds(&self, root: &str, path: &str, stamp: impl Fn(&[u32]) -> Option<u64>) -> bool {
        let Some(known) = self.known.get(&self.number(root, path)) else { return false };
        known.is_met.store(true, Ordering::Relaxed);
        known.stamp.is_some_and(|before| stamp(&known.around) == Some(before))
    }

    /// The content of a file at the last look, and what was looked at beside it.
    #[must_use]
    pub fn content(&self, root: &str, path: &str) -> Option<(u128, &[u32])> {
        let known = self.known.get(&self.number(root, path))?;
        Some((u128::from_be_bytes(known.content?), &known.around))
    }

    /// Forgets the files that no scan met again.
    pub(super) fn forget_unmet(&self, connection: &Connection) -> Result<(), InventoryError> {
        let is_met = |known: &Known| known.is_met.load(Ordering::Relaxed);
        if self.known.values().all(is_met) {
            return Ok(());
        }
        let sql = "SELECT l.root, r.name, l.path FROM look l JOIN root r ON r.key = l.root";
        let mut select = connection.prepare(sql)?;
        let mut delete = connection.prepare("DELETE FROM look WHERE root = ?1 AND path = ?2")?;
        let mut rows = select.query([])?;
        // SQLite lets go of the row at hand while the others are read (isolation.html).
        while let Some(row) = rows.next()? {
            let (root, name, path): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let known = self.known.get(&self.number(&name, &path));
            if known.is_some_and(|known| !is_met(known)) {
                delete.execute(params![root, path])?;
            }
        }
        Ok(())
    }
}

/// Forgets paths that no look is at. Where another process is at it, a later scan will.
fn forget(connection: &Connection, unused: &[u32]) {
    let delete = || {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let mut delete = connection.prepare("DELETE FROM beside WHERE key = ?1")?;
        unused.iter().try_for_each(|key| delete.execute([key]).map(drop))?;
        connection.execute_batch("COMMIT")
    };
    if delete().is_err() && !connection.is_autocommit() {
        let _ = connection.execute_batch("ROLLBACK");
    }
}
