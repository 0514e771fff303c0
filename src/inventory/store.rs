use std::path::Path;

use rusqlite::Connection;

use super::{
    Entry, InventoryError, LocatedUnknown, Looks, ScanStart, Scope, Writer, open, read,
    scope::RootKeys,
};
use crate::model::{AssetId, Relation};

/// The inventory database.
pub struct Inventory {
    pub(super) connection: Connection,
}

impl Inventory {
    /// Opens or creates the database at `path`. A file that is not an inventory is left as it is.
    ///
    /// # Errors
    /// Not a y2q inventory, a newer schema, no permission.
    pub fn open(path: &Path) -> Result<Self, InventoryError> {
        Ok(Self { connection: open::open(path)? })
    }

    /// A database that lives in memory only.
    ///
    /// # Errors
    /// Out of memory.
    pub fn in_memory() -> Result<Self, InventoryError> {
        Ok(Self { connection: open::in_memory()? })
    }

    /// What earlier scans looked at below `roots`.
    ///
    /// # Errors
    /// The database's.
    pub fn looks(&self, roots: &[String]) -> Result<Looks, InventoryError> {
        Looks::of(&self.connection, roots)
    }

    /// Starts a scan; one writer at a time.
    ///
    /// # Errors
    /// The database is locked by another scan, or cannot be written.
    pub fn begin(&mut self, start: &ScanStart) -> Result<Writer<'_>, InventoryError> {
        Writer::begin(self, start)
    }

    /// Calls `each` for every asset in scope that is current, sorted by kind and id; stops at the first error.
    ///
    /// Current is what has an occurrence that is not gone, and what such assets refer to, directly
    /// or through others. What is stored meanwhile by another process is not seen.
    ///
    /// # Errors
    /// The database's, or whatever `each` returns.
    pub fn each_entry<E: From<InventoryError>>(
        &self,
        scope: &Scope,
        each: impl FnMut(Entry) -> Result<(), E>,
    ) -> Result<(), E> {
        let roots = RootKeys::of(&self.connection, scope)?;
        read::each_entry(&self.connection, &roots, each)
    }

    /// Calls `each` for the same assets in the same order, with nothing but their outgoing edges.
    ///
    /// # Errors
    /// The database's, or whatever `each` returns.
    pub fn each_edges<E: From<InventoryError>>(
        &self,
        scope: &Scope,
        each: impl FnMut(AssetId, &[Relation]) -> Result<(), E>,
    ) -> Result<(), E> {
        let roots = RootKeys::of(&self.connection, scope)?;
        read::each_edges(&self.connection, &roots, each)
    }

    /// The asset `id` with its current occurrences; `None` when the inventory never saw it.
    ///
    /// # Errors
    /// The database's.
    pub fn entry(&self, id: AssetId) -> Result<Option<Entry>, InventoryError> {
        read::entry(&self.connection, id)
    }

    /// Calls `each` for every current unknown in scope, sorted by location and offset.
    ///
    /// # Errors
    /// The database's, or whatever `each` returns.
    pub fn each_unknown<E: From<InventoryError>>(
        &self,
        scope: &Scope,
        each: impl FnMut(LocatedUnknown) -> Result<(), E>,
    ) -> Result<(), E> {
        let roots = RootKeys::of(&self.connection, scope)?;
        read::each_unknown(&self.connection, &roots, each)
    }
}
