//! Reports: one format a file, streaming, read by people and by machines. They compute nothing: they
//! select, sort and word what the plan says.
//!
//! Names in a plan come from what was scanned and so from attackers: everything shown passes through
//! [`plain::visible`] and the format's own escaping.

use std::io::{self, Write as _};

use serde::Serialize;

use crate::plan::Plan;

pub mod answers;
mod asset_table;
pub mod assets_csv;
pub mod bench;
mod charts;
pub mod cyclonedx;
mod cyclonedx_algorithm;
mod cyclonedx_asset;
mod cyclonedx_component;
mod cyclonedx_frame;
mod cyclonedx_names;
mod cyclonedx_properties;
mod cyclonedx_stream;
mod export;
mod exposed_before;
pub mod gate;
pub mod harvest;
mod html_price;
mod html_view;
pub mod inventory_json;
mod library_table;
mod markdown_runbook;
mod markdown_verdicts;
pub mod plain;
mod reserves;
pub mod scenarios;
pub mod sections;
mod sections_kr;
mod sections_omb;
mod shares;
mod spending;
mod svg;
pub mod track;
mod uuid;
pub mod verdict_table;
mod words;

pub use asset_table::{AssetRow, AssetTable, PolicyStatus, asset_words, place_of};
pub use export::ExportError;
pub use library_table::{LibraryRow, LibraryTable, Standing, readiness_of};

// BEGIN formats (written by `BLESS=1 cargo test formats_are_listed`)
pub mod github_jsonl;
pub mod html;
pub mod icalendar;
pub mod jira_csv;
pub mod markdown;
pub mod mspdi;
pub mod oscal_poam;
pub mod plan_csv;
pub mod plan_json;
pub mod text;

/// Every format of the plan, in order of file name.
pub const FORMATS: &[&Format] = &[
    &github_jsonl::FORMAT,
    &html::FORMAT,
    &icalendar::FORMAT,
    &jira_csv::FORMAT,
    &markdown::FORMAT,
    &mspdi::FORMAT,
    &oscal_poam::FORMAT,
    &plan_csv::FORMAT,
    &plan_json::FORMAT,
    &text::FORMAT,
];
// END formats

/// Writes a whole report; the asset table is used by the formats that show assets.
pub type Write = fn(&mut dyn io::Write, &Plan, &AssetTable) -> io::Result<()>;

/// Bytes that are written together.
const PIECE: usize = 64 * 1024;

/// One pretty-printed JSON document with a final line end.
///
/// # Errors
/// `out` cannot be written.
pub fn json_document(out: &mut dyn io::Write, document: &impl Serialize) -> io::Result<()> {
    // Many small pieces, each of which would be a call through the pointer.
    let mut out = io::BufWriter::with_capacity(PIECE, out);
    serde_json::to_writer_pretty(&mut out, document)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// A format that a plan can be written in.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// What the user names it by (`html`).
    pub id: &'static str,
    /// What it is for, in one line.
    pub title: &'static str,
    /// File name extension, without the dot.
    pub extension: &'static str,
    /// Writes it.
    pub write: Write,
}

impl Format {
    /// The format called `id`.
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        FORMATS.iter().copied().find(|format| format.id == id)
    }
}
