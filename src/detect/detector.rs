use super::{Input, Sink};

/// One detector: data and two functions.
pub struct Detector {
    /// Kebab-case id, equal to the file stem.
    pub id: &'static str,
    /// One line: what it finds.
    pub title: &'static str,
    /// A paragraph for `y2q explain`: formats, sources (RFC sections), bounds, what it leaves unknown.
    pub about: &'static str,
    /// Strings of which one in a text makes [`Peek::anchored`] true; the scan finds those of all detectors in one pass.
    pub anchors: &'static [&'static str],
    /// Cheap test on path, first bytes and anchors.
    pub wants: fn(&Peek<'_>) -> bool,
    /// Reads the whole input and reports to the sink.
    pub detect: fn(&Input<'_>, &mut Sink),
}

/// What `wants` may look at.
pub struct Peek<'a> {
    /// File name, without folders.
    pub name: &'a str,
    /// Path relative to the scanned root, `/`-separated.
    pub path: &'a str,
    /// The first bytes of the input (up to 64 KiB; all of it when it is shorter).
    pub head: &'a [u8],
    /// Size of the input in bytes.
    pub size: u64,
    /// Whether the input is text and holds one of the detector's anchors anywhere.
    pub anchored: bool,
}

/// Anchor of what is framed as in RFC 7468 and its kin.
pub const PEM_ANCHOR: &str = "-----BEGIN ";
