use std::fmt::Write as _;

use rusqlite::{Connection, OptionalExtension};

use super::{InventoryError, Scope};

/// A scope as keys of the root table.
pub(super) struct RootKeys(Option<Vec<i64>>);

impl RootKeys {
    /// The whole inventory.
    pub(super) const ALL: Self = Self(None);

    /// Looks the scope's roots up; a root that was never scanned holds nothing.
    pub(super) fn of(connection: &Connection, scope: &Scope) -> Result<Self, InventoryError> {
        if scope.roots.is_empty() {
            return Ok(Self::ALL);
        }
        let mut find = connection.prepare_cached("SELECT key FROM root WHERE name = ?1")?;
        let mut keys = Vec::new();
        for name in &scope.roots {
            keys.extend(find.query_row([name], |row| row.get::<_, i64>(0)).optional()?);
        }
        keys.sort_unstable();
        keys.dedup();
        let all: i64 = connection.query_row("SELECT count(*) FROM root", [], |row| row.get(0))?;
        Ok(if i64::try_from(keys.len()) == Ok(all) { Self::ALL } else { Self(Some(keys)) })
    }

    /// SQL condition on `column`, which holds root keys. Only numbers go into the text.
    pub(super) fn condition(&self, column: &str) -> String {
        let Some(keys) = &self.0 else { return "1".to_owned() };
        let mut list = format!("{column} IN (");
        for (position, key) in keys.iter().enumerate() {
            let comma = if position == 0 { "" } else { "," };
            // Writing to a string cannot fail.
            let _ = write!(list, "{comma}{key}");
        }
        list.push(')');
        list
    }

    /// SQL query for the keys of all assets with a current occurrence in scope and of all that they refer to, but for the
    /// certificates of keys, which refer to them, and what certificates have signed.
    pub(super) fn reachable(&self) -> String {
        let seen = match self.0 {
            None => "SELECT asset FROM occurrence WHERE gone_scan IS NULL".to_owned(),
            Some(_) => format!(
                "SELECT o.asset FROM occurrence o JOIN input i ON i.key = o.input \
                 WHERE o.gone_scan IS NULL AND {}",
                self.condition("i.root")
            ),
        };
        format!(
            "WITH RECURSIVE reach (key) AS ({seen} UNION \
             SELECT r.target FROM reach JOIN relation r ON r.source = reach.key WHERE r.gone_scan IS NULL \
             AND r.kind NOT IN ('certified-by', 'signer-of')) \
             SELECT key FROM reach"
        )
    }
}
