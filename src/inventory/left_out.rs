//! What a scan did not look at: it is neither found again nor gone.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;

use super::{InventoryError, Writer};

/// What a walk has to say of a file that an earlier scan met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It is not there any more.
    Gone,
    /// It was looked at, with what lies in it.
    Opened,
    /// It was looked at, but not what lies in it.
    Closed,
    /// It is there, and the walk leaves it out.
    LeftOut,
}

impl Writer<'_> {
    /// Keeps what earlier scans found where this one did not look: files that `reach` says are left out, members of
    /// archives that were not opened, or that this scan has an unknown of. `reach` is asked for the files of a root at
    /// once, by relative paths, and answers in their order. Gives the number of files that are left out.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn left_out(
        &mut self,
        reach: &dyn Fn(&str, &[&str]) -> Vec<Reach>,
    ) -> Result<usize, InventoryError> {
        let mut count = 0;
        for (root, name) in self.roots_of_scan()? {
            let unmet = self.unmet(root)?;
            let files: BTreeSet<&str> = unmet.iter().map(|(_, path)| outermost(path)).collect();
            let files: Vec<&str> = files.into_iter().collect();
            let reached: BTreeMap<&str, Reach> =
                files.iter().copied().zip(reach(&name, &files)).collect();
            count += reached.values().filter(|reach| **reach == Reach::LeftOut).count();
            for (input, path) in &unmet {
                let file = outermost(path);
                let is_member = file.len() < path.len();
                let is_kept = match reached.get(file).copied().unwrap_or(Reach::Gone) {
                    Reach::Gone => false,
                    Reach::LeftOut => true,
                    Reach::Closed => is_member,
                    Reach::Opened => is_member && self.is_in_unread(root, path)?,
                };
                if is_kept {
                    let keep = "INSERT OR IGNORE INTO temp.left_out VALUES (?1)";
                    self.connection.prepare_cached(keep)?.execute([input])?;
                }
            }
        }
        Ok(count)
    }

    fn roots_of_scan(&self) -> Result<Vec<(i64, String)>, InventoryError> {
        let sql =
            "SELECT r.key, r.name FROM scan_root s JOIN root r ON r.key = s.root WHERE s.scan = ?1";
        let mut select = self.connection.prepare(sql)?;
        let rows = select.query_map([self.scan], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Inputs below a root of which something is there, and of which this scan has brought nothing.
    fn unmet(&self, root: i64) -> Result<Vec<(i64, String)>, InventoryError> {
        let sql = "SELECT i.key, i.path FROM input i WHERE i.root = ?1 AND i.last_scan < ?2 \
             AND i.key NOT IN (SELECT input FROM temp.unchanged) \
             AND (EXISTS (SELECT 1 FROM occurrence o WHERE o.input = i.key AND o.gone_scan IS NULL) \
               OR EXISTS (SELECT 1 FROM unknown u WHERE u.input = i.key AND u.gone_scan IS NULL))";
        let mut select = self.connection.prepare(sql)?;
        let rows =
            select.query_map(params![root, self.scan], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether this scan could not read something of a container around a member.
    fn is_in_unread(&self, root: i64, path: &str) -> Result<bool, InventoryError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM input i JOIN unknown u ON u.input = i.key \
             WHERE i.root = ?1 AND i.path = ?2 AND u.last_scan = ?3)";
        let mut select = self.connection.prepare_cached(sql)?;
        for (at, _) in path.match_indices('!') {
            if select.query_row(params![root, &path[..at], self.scan], |row| row.get(0))? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The file of the walk that an input is, or lies in.
fn outermost(path: &str) -> &str {
    path.split_once('!').map_or(path, |(file, _)| file)
}
