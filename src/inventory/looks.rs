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
    /// What the file, what was looked at beside it and the way of looking were like, as one number.
    pub stamp: u64,
    /// Paths below the root that were looked at beside the file.
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
    key: i64,
    stamp: u64,
    around: Option<Box<str>>,
    is_met: AtomicBool,
}

impl Looks {
    pub(super) fn of(connection: &Connection, roots: &[String]) -> Result<Self, InventoryError> {
        let mut looks = Self::default();
        let sql = "SELECT l.key, l.path, l.stamp, l.around FROM look l JOIN root r ON r.key = l.root \
                   WHERE r.name = ?1 ORDER BY l.key LIMIT ?2";
        let mut select = connection.prepare(sql)?;
        for root in roots {
            let mut rows = select.query(params![root, MOST])?;
            while let Some(row) = rows.next()? {
                let around: String = row.get(3)?;
                let known = Known {
                    key: row.get(0)?,
                    stamp: row.get::<_, i64>(2)?.cast_unsigned(),
                    around: (!around.is_empty()).then(|| around.into_boxed_str()),
                    is_met: AtomicBool::new(false),
                };
                let path: String = row.get(1)?;
                looks.known.insert(looks.hasher.hash_one((root, path)), known);
            }
        }
        Ok(looks)
    }

    /// Whether the last look at a file has the stamp that `stamp` makes of what was looked at beside it.
    pub fn holds(&self, root: &str, path: &str, stamp: impl Fn(&[&str]) -> Option<u64>) -> bool {
        let Some(known) = self.known.get(&self.hasher.hash_one((root, path))) else { return false };
        known.is_met.store(true, Ordering::Relaxed);
        let around = known.around.as_deref().map(|all| all.split('\n').collect::<Vec<_>>());
        stamp(&around.unwrap_or_default()) == Some(known.stamp)
    }

    /// Forgets the files that no scan met again.
    pub(super) fn forget_unmet(&self, connection: &Connection) -> Result<(), InventoryError> {
        let mut delete = connection.prepare("DELETE FROM look WHERE key = ?1")?;
        for known in self.known.values().filter(|known| !known.is_met.load(Ordering::Relaxed)) {
            delete.execute([known.key])?;
        }
        Ok(())
    }
}
