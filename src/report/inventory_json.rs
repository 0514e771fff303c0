//! The inventory as JSON, `y2q-inventory/1`: scans, entries and unknowns in the shapes of
//! [`crate::inventory`], one a line.

use std::io::{BufWriter, Write};

use serde::{Deserialize, Serialize};

use super::ExportError;
use crate::inventory::{Entry, Inventory, LocatedUnknown, ScanSummary, Scope};

/// Name and version of the form; a change that breaks readers gets a new number.
pub const FORMAT: &str = "y2q-inventory/1";

/// A whole document in memory, for reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// [`FORMAT`].
    pub format: String,
    /// Roots that the document is limited to; empty for all.
    pub roots: Vec<String>,
    /// All scans, oldest first.
    pub scans: Vec<ScanSummary>,
    /// Assets that are current, sorted by type and id.
    pub entries: Vec<Entry>,
    /// What could not be told, sorted by place.
    pub unknowns: Vec<LocatedUnknown>,
}

/// Writes what is current in `scope`. Memory does not grow with the inventory.
///
/// # Errors
/// The inventory cannot be read or `out` not written.
pub fn write(out: &mut dyn Write, inventory: &Inventory, scope: &Scope) -> Result<(), ExportError> {
    let mut out = BufWriter::new(out);
    let mut roots = scope.roots.clone();
    roots.sort();
    roots.dedup();
    write!(out, "{{\"format\":\"{FORMAT}\",\n\"roots\":")?;
    serde_json::to_writer(&mut out, &roots)?;
    out.write_all(b",\n\"scans\":")?;
    serde_json::to_writer(&mut out, &inventory.scans()?)?;
    out.write_all(b",\n\"entries\":[")?;
    let mut separator = "\n";
    inventory.each_entry(scope, |entry| line(&mut out, &mut separator, &entry))?;
    out.write_all(b"],\n\"unknowns\":[")?;
    separator = "\n";
    inventory.each_unknown(scope, |unknown| line(&mut out, &mut separator, &unknown))?;
    out.write_all(b"]}\n")?;
    Ok(out.flush()?)
}

fn line(
    out: &mut impl Write,
    separator: &mut &'static str,
    item: &impl Serialize,
) -> Result<(), ExportError> {
    out.write_all(separator.as_bytes())?;
    *separator = ",\n";
    Ok(serde_json::to_writer(out, item)?)
}
