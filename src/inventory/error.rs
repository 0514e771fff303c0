use std::path::PathBuf;

/// Why the inventory could not be used.
#[derive(Debug, thiserror::Error)]
pub enum InventoryError {
    /// The file cannot be opened or created.
    #[error("cannot open the inventory {}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The file is something else; it was not touched.
    #[error("{} is not a y2q inventory; it was left as it is: name another file", path.display())]
    NotAnInventory {
        /// The file.
        path: PathBuf,
    },
    /// A later y2q wrote the file; it was not touched.
    #[error(
        "{} has schema {found}, this y2q reads up to {supported}: use the newer y2q or another file",
        path.display()
    )]
    NewerSchema {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema that is understood.
        supported: i64,
    },
    /// Another scan writes the same inventory.
    #[error("another scan writes this inventory; wait for its end or name another file")]
    Locked,
    /// A stored value is not what the schema says.
    #[error("the inventory is damaged: {0}")]
    Damaged(String),
    /// Anything else that SQLite reports.
    #[error("the inventory failed")]
    Database(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for InventoryError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                Self::Locked
            }
            _ => Self::Database(error),
        }
    }
}
