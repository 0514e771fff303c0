//! Import of a `CycloneDX` 1.4 to 1.7 cryptography bill of materials (JSON, XML), of y2q or of another tool.
//!
//! A document of y2q gives back the assets that it was made from: what `CycloneDX` has no field for
//! stands in `y2q:` properties. A document of another tool gives what it says and no more: names go
//! through the registry, what is missing stays unknown. Secret values are never taken over.

mod algorithm;
mod builder;
mod certificate;
mod component;
mod convert;
mod document;
mod faults;
mod list;
mod lookup;
mod material;
mod own;
mod place;
mod protocol;
mod report;
mod shape;
mod split;
mod stream;
mod words;
mod xml;

pub use document::{Document, Source};

use crate::model::{Finding, Unknown};

/// Id under which findings without a detector of their own are filed.
pub const DETECTOR: &str = "cyclonedx-cbom";

/// Whether the first bytes of a file look like a `CycloneDX` document.
#[must_use]
pub fn is_cyclonedx(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let has = |word: &str| memchr::memmem::find(text, word.as_bytes()).is_some();
    match text.first() {
        Some(b'{') => has("\"bomFormat\"") && has("\"CycloneDX\""),
        Some(b'<') => has("http://cyclonedx.org/schema/bom/"),
        _ => false,
    }
}

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
    /// What was read although the schema does not have it so: line, place in the document, what would be right.
    pub remarks: Vec<String>,
}

/// Why a document cannot be imported at all.
#[derive(Debug, thiserror::Error)]
pub enum CbomError {
    /// The file cannot be read.
    #[error("cannot read the file")]
    Io(#[from] std::io::Error),
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
