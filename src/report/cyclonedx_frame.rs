//! What surrounds the components: metadata, completeness, unknowns.

use std::io::Write;

use serde_json::{Value, json};

use super::ExportError;
use super::cyclonedx::Options;
use super::cyclonedx_component::Property;
use super::cyclonedx_stream::{Items, Stream};
use crate::inventory::{Counts, Inventory, InventoryError, ScanEnd, Scope};

/// Unknowns that are listed one by one; the rest is counted.
pub const LISTED_UNKNOWNS: u64 = 10_000;
/// `bom-ref` of what the document describes.
const SUBJECT: &str = "scope";

/// Tool, scope and totals. Counts of unknowns by reason are properties `y2q:unknown:<reason>`.
pub(super) fn metadata(
    counts: &Counts,
    roots: &[String],
    options: &Options,
) -> Result<Value, ExportError> {
    let mut properties: Vec<_> = roots.iter().map(|root| Property::new("root", root)).collect();
    properties.push(Property::new("occurrences", counts.occurrences.to_string()));
    for (reason, count) in &counts.unknowns {
        let reason = serde_json::to_value(reason)?;
        let name = format!("unknown:{}", reason.as_str().unwrap_or("other"));
        properties.push(Property::new(&name, count.to_string()));
    }
    let mut metadata = json!({
        "lifecycles": [{"phase": "discovery"}],
        "tools": {"components": [{
            "type": "application",
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
        }]},
        "component": {"type": "platform", "bom-ref": SUBJECT, "name": roots.join(", ")},
        "properties": properties,
    });
    if let Some(timestamp) = options.timestamp {
        metadata["timestamp"] = json!(timestamp.to_string());
    }
    Ok(metadata)
}

/// Whether the document shows all there is: no unknowns, and every root's last scan ran to its end.
pub(super) fn compositions(
    inventory: &Inventory,
    roots: &[String],
    counts: &Counts,
) -> Result<Value, ExportError> {
    let scans = inventory.scans()?;
    let is_whole = |root: &String| {
        let last = scans.iter().rev().find(|scan| scan.roots.contains(root));
        last.is_some_and(|scan| scan.end == Some(ScanEnd::Finished))
    };
    let aggregate = match (roots, counts.all_unknowns()) {
        ([], _) => "unknown",
        (roots, 0) if roots.iter().all(is_whole) => "complete",
        _ => "incomplete",
    };
    Ok(json!([{"aggregate": aggregate, "assemblies": [SUBJECT]}]))
}

/// The document's properties: one `y2q:unknown` each, and how many are not listed.
pub(super) fn write_unknowns(
    out: &mut Stream<'_>,
    inventory: &Inventory,
    scope: &Scope,
    counts: &Counts,
) -> Result<(), ExportError> {
    let all = counts.all_unknowns();
    if all == 0 {
        return Ok(());
    }
    let mut items = Items::default();
    out.write_all(b",\n\"properties\":[")?;
    let ended = inventory.each_unknown(scope, |unknown| {
        if items.count == LISTED_UNKNOWNS {
            return Err(Stop::Enough);
        }
        let value = serde_json::to_string(&unknown).map_err(ExportError::from)?;
        items.next(out).map_err(ExportError::from)?;
        serde_json::to_writer(&mut *out, &Property::new("unknown", value))
            .map_err(ExportError::from)?;
        Ok(())
    });
    match ended {
        Ok(()) | Err(Stop::Enough) => {}
        Err(Stop::Failed(error)) => return Err(error),
    }
    if let rest @ 1.. = all.saturating_sub(items.count) {
        items.next(out)?;
        serde_json::to_writer(&mut *out, &Property::new("unknowns-not-listed", rest.to_string()))?;
    }
    Ok(out.write_all(b"]")?)
}

/// Why a list ends early.
enum Stop {
    Enough,
    Failed(ExportError),
}

impl From<InventoryError> for Stop {
    fn from(error: InventoryError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<ExportError> for Stop {
    fn from(error: ExportError) -> Self {
        Self::Failed(error)
    }
}
