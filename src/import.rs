//! Corridor from other inventories to this one: reads a document and hands its records to a writer.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::inventory::{InventoryError, Location, Record, Writer};
use crate::source::cbom::{self, CbomError, Document};

/// Why a document was not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("cannot read the file")]
    Io(#[from] io::Error),
    /// The file is larger than is read.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// Most that is read.
        limit: u64,
    },
    /// The document is not what it should be.
    #[error(transparent)]
    Document(#[from] CbomError),
    /// The inventory cannot be written.
    #[error(transparent)]
    Inventory(#[from] InventoryError),
}

/// Imports the `CycloneDX` document at `path`. Its assets lie below the root `root`, by which the scan
/// names the document, at the paths that the document gives.
///
/// # Errors
/// The file cannot be read, is too large, is no such document, or the inventory cannot be written.
pub fn cbom(path: &Path, root: &str, writer: &mut Writer<'_>) -> Result<(), ImportError> {
    let mut bytes = Vec::new();
    let limit = cbom::LARGEST;
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(ImportError::TooLarge { limit });
    }
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    Document::parse(&bytes)?.each(&name, |imported| {
        let location = Location { root: root.to_owned(), path: imported.path };
        let cbom::Imported { digest, findings, unknowns, .. } = imported;
        Ok(writer.add(&Record { location, digest, findings, unknowns })?)
    })
}
