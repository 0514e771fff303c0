//! Import of a `CycloneDX` 1.4 to 1.7 cryptography bill of materials (JSON), of y2q or of another tool.
//!
//! A document of y2q gives back the assets that it was made from: what `CycloneDX` has no field for
//! stands in `y2q:` properties. A document of another tool gives what it says and no more: names go
//! through the registry, what is missing stays unknown. Secret values are never taken over.

mod algorithm;
mod certificate;
mod component;
mod convert;
mod document;
mod lookup;
mod material;
mod own;
mod protocol;
mod report;

pub use document::Document;

use crate::model::{Finding, Unknown};

/// Largest document that is read, in bytes.
pub const LARGEST: u64 = 512 << 20;
/// Id under which findings without a detector of their own are filed.
pub const DETECTOR: &str = "cyclonedx-cbom";

/// What the document says of one place.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Path as the document gives it; the document's own name for what has no place.
    pub path: String,
    /// SHA-256 of the input at that place, where the document gives it.
    pub digest: Option<String>,
    /// Assets there.
    pub findings: Vec<Finding>,
    /// What could not be taken over.
    pub unknowns: Vec<Unknown>,
}

/// Why a document cannot be imported at all.
#[derive(Debug, thiserror::Error)]
pub enum CbomError {
    /// Not JSON, or not of the shape of a bill of materials.
    #[error("line {line}, column {column}: {message}")]
    Malformed {
        /// 1-based.
        line: usize,
        /// 1-based, in bytes.
        column: usize,
        /// What was expected.
        message: String,
    },
    /// Not UTF-8.
    #[error("not UTF-8 from byte {offset} on")]
    NotText {
        /// First byte that is wrong.
        offset: usize,
    },
    /// JSON of something else.
    #[error("not a CycloneDX document: `bomFormat` is not \"CycloneDX\"")]
    NotCycloneDx,
    /// A version that is not read.
    #[error("CycloneDX version {0:?} is not supported: 1.4 to 1.7 are")]
    Version(String),
}
