use crate::inventory::InventoryError;

/// Why an export of the inventory stopped.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The inventory cannot be read.
    #[error(transparent)]
    Inventory(#[from] InventoryError),
    /// The output cannot be written.
    #[error("cannot write the export")]
    Io(#[from] std::io::Error),
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> Self {
        // Plain values always serialise: what fails is the output below.
        Self::Io(error.into())
    }
}

impl From<csv::Error> for ExportError {
    fn from(error: csv::Error) -> Self {
        Self::Io(error.into())
    }
}
