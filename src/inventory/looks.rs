use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Connection, params};

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
}

#[derive(Debug)]
struct Known {
    stamp: Option<u64>,
    /// Big end first.
    content: Option<[u8; 16]>,
    around: Option<Box<str>>,
    is_met: AtomicBool,
}

impl Known {
    fn around(&self) -> Vec<&str> {
        self.around.as_deref().map(|all| all.split('\n').collect()).unwrap_or_default()
    }
}

impl Looks {
    pub(super) fn of(connection: &Connection, roots: &[String]) -> Result<Self, InventoryError> {
        let mut looks = Self::default();
        let sql = "SELECT l.path, l.stamp, l.content, l.around FROM look l JOIN root r ON r.key = l.root \
                   WHERE r.name = ?1 LIMIT ?2";
        let mut select = connection.prepare(sql)?;
        for root in roots {
            let mut rows = select.query(params![root, MOST])?;
            while let Some(row) = rows.next()? {
                let around: String = row.get(3)?;
                let known = Known {
                    stamp: row.get::<_, Option<i64>>(1)?.map(i64::cast_unsigned),
                    content: row.get(2)?,
                    around: (!around.is_empty()).then(|| around.into_boxed_str()),
                    is_met: AtomicBool::new(false),
                };
                let path: String = row.get(0)?;
                looks.known.insert(looks.number(root, &path), known);
            }
        }
        Ok(looks)
    }

    /// Paths are not held: a look in memory is a few words.
    fn number(&self, root: &str, path: &str) -> u64 {
        self.hasher.hash_one((root, path))
    }

    /// Whether the last look at a file has the stamp that `stamp` makes of what was looked at beside it.
    pub fn holds(&self, root: &str, path: &str, stamp: impl Fn(&[&str]) -> Option<u64>) -> bool {
        let Some(known) = self.known.get(&self.number(root, path)) else { return false };
        known.is_met.store(true, Ordering::Relaxed);
        known.stamp.is_some_and(|before| stamp(&known.around()) == Some(before))
    }

    /// The content of a file at the last look, and what was looked at beside it.
    #[must_use]
    pub fn content(&self, root: &str, path: &str) -> Option<(u128, Vec<&str>)> {
        let known = self.known.get(&self.number(root, path))?;
        Some((u128::from_be_bytes(known.content?), known.around()))
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
