//! The plan as versioned JSON, for other programs. Schema: `docs/schemas/y2q-plan-1.schema.json`.

use std::io;

use crate::plan::Plan;

use super::{AssetTable, Format, json_document};

/// JSON.
pub const FORMAT: Format = Format {
    id: "json",
    title: "the whole plan as versioned JSON (y2q-plan/1), for other programs",
    extension: "json",
    write,
};

/// Writes `plan` as one pretty-printed JSON document with a final line end. Names are verbatim.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    json_document(out, plan)
}
