//! The inventory on disk: assets x occurrences x unknowns in SQLite, one writer, history of scans; and
//! its exports. Content goes out through a sorted cursor, so memory does not grow with the estate.

use serde::{Deserialize, Serialize};

use crate::model::{
    Asset, AssetId, Finding, KeyCertificate, Occurrence, Relation, Timestamp, Unknown,
};

mod certified;
mod codes;
mod error;
mod issuers;
mod left_out;
mod looks;
mod moves;
mod open;
mod own_files;
mod presented;
mod put;
mod read;
mod scope;
mod stays;
mod store;
mod summary;
mod writer;

pub use error::InventoryError;
pub use left_out::Reach;
pub use looks::{Look, Looks};
pub use moves::{Moves, Went};
pub use stays::{Stay, Unread};
pub use store::Inventory;
pub use summary::{Counts, ScanSummary};
pub use writer::Writer;

/// Where an input lies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Location {
    /// The scanned root as the user named it.
    pub root: String,
    /// Path relative to the root, `/`-separated, non-UTF-8 bytes as `\xNN`; a root that is a file has its name here.
    pub path: String,
}

impl Location {
    /// Root and path joined; of a root that is a file only what lies in it, behind a `!`, is added.
    #[must_use]
    pub fn joined(&self) -> String {
        let Self { root, path } = self;
        let is_root = |file: &str| {
            root == file || root.strip_suffix(file).is_some_and(|rest| rest.ends_with(['/', '\\']))
        };
        let ends = path.match_indices('!').map(|(at, _)| at).chain([path.len()]);
        for (file, inside) in ends.map(|end| path.split_at(end)) {
            if is_root(file) {
                return format!("{root}{inside}");
            }
        }
        let separator = if root.is_empty() || root.ends_with('/') { "" } else { "/" };
        format!("{root}{separator}{path}")
    }
}

/// Everything one input gave; the unit in which a scan hands results to the writer.
#[derive(Clone, Debug)]
pub struct Record {
    /// Where.
    pub location: Location,
    /// Lower-case hexadecimal SHA-256 of the whole input, where it was read whole.
    pub digest: Option<String>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// What could not be told.
    pub unknowns: Vec<Unknown>,
}

/// Start of a scan.
#[derive(Clone, Debug)]
pub struct ScanStart {
    /// Roots as the user named them.
    pub roots: Vec<String>,
    /// When.
    pub started: Timestamp,
}

/// How a scan ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ScanEnd {
    /// Everything was looked at.
    Finished,
    /// Stopped by the user; what was found is kept and nothing is taken for gone.
    Interrupted,
}

/// An occurrence with its place and history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located {
    /// Where the input lies.
    pub location: Location,
    /// Where in the input, by which detector.
    pub occurrence: Occurrence,
    /// SHA-256 of the input.
    pub digest: Option<String>,
    /// Number of the scan that saw it first.
    pub first_scan: i64,
    /// Number of the last scan that saw it.
    pub last_scan: i64,
}

/// An asset with its current occurrences and outgoing edges. Supporting assets have no occurrences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Identity.
    pub id: AssetId,
    /// The asset.
    pub asset: Asset,
    /// Sorted by location, offset, detector.
    pub occurrences: Vec<Located>,
    /// Sorted.
    pub relations: Vec<Relation>,
    /// Of a key or request, the certificates of the same public key, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<KeyCertificate>,
}

/// An unknown with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocatedUnknown {
    /// Where the input lies.
    pub location: Location,
    /// What could not be told.
    pub unknown: Unknown,
}

/// Which part of the inventory to read: everything current, or only what lies below some roots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Roots as named in the scan; empty for all.
    pub roots: Vec<String>,
}
