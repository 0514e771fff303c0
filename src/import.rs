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
    /// The document is not what it should be.
    #[error(transparent)]
    Document(#[from] CbomError),
    /// The inventory cannot be written.
    #[error(transparent)]
    Inventory(#[from] InventoryError),
}

/// What an import brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// Places with an asset.
    pub occurrences: u64,
    /// What could not be taken over, each an unknown of the inventory.
    pub unknowns: u64,
    /// Why not: the first [`Brought::LISTED`] of them, with the line where the document has lines.
    pub losses: Vec<String>,
    /// What was read although the schema does not have it so: the first [`Brought::LISTED`] of them.
    pub remarks: Vec<String>,
    /// All of them.
    pub remarked: u64,
}

impl Brought {
    /// Remarks that are kept.
    pub const LISTED: usize = 100;

    fn count(&mut self, imported: &mut cbom::Imported) {
        self.occurrences += imported.findings.len() as u64;
        self.unknowns += imported.unknowns.len() as u64;
        self.remarked += imported.remarks.len() as u64;
        let room = Self::LISTED.saturating_sub(self.losses.len());
        let losses = imported.unknowns.iter().take(room).map(|unknown| match unknown.line {
            Some(line) => format!("line {line}: {}", unknown.detail),
            None => unknown.detail.clone(),
        });
        self.losses.extend(losses);
        let room = Self::LISTED.saturating_sub(self.remarks.len());
        self.remarks.extend(std::mem::take(&mut imported.remarks).into_iter().take(room));
    }
}

/// Whether the file looks like a `CycloneDX` document; false where it cannot be read.
#[must_use]
pub fn is_cbom(path: &Path) -> bool {
    const HEAD: u64 = 64 << 10;
    let mut head = Vec::new();
    let is_file = std::fs::metadata(path).is_ok_and(|found| found.is_file());
    let mut read = || File::open(path)?.take(HEAD).read_to_end(&mut head);
    is_file && read().is_ok() && cbom::is_cyclonedx(&head)
}

/// Imports the `CycloneDX` document at `path`. Its assets lie below the root `root`, by which the scan
/// names the document, at the paths that the document gives.
///
/// # Errors
/// The file cannot be read, is no such document, or the inventory cannot be written.
pub fn cbom(path: &Path, root: &str, writer: &mut Writer<'_>) -> Result<Brought, ImportError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let mut brought = Brought::default();
    Document::read(File::open(path)?)?.each(&name, |mut imported| {
        brought.count(&mut imported);
        let location = Location { root: root.to_owned(), path: imported.path };
        let cbom::Imported { digest, findings, unknowns, .. } = imported;
        Ok::<(), ImportError>(writer.add(&Record { location, digest, findings, unknowns })?)
    })?;
    Ok(brought)
}
