//! Signature files of JAR archives: which digests a signature covers. The signature itself is a CMS message beside it.

use std::collections::BTreeSet;

use super::{Detector, Input, Peek, Sink};
use crate::model::{Asset, Finding};
use crate::registry;

/// Finds signature files of JAR archives.
pub const DETECTOR: Detector = Detector {
    id: "jar-signature-file",
    title: "Signature files of JAR archives",
    about: "META-INF/*.SF (JAR file specification, Signature File): the digests over the manifest and its sections, each at the \
            line where it is first named. What signs the file lies beside it as a CMS message (.RSA, .EC, .DSA).",
    anchors: &[],
    wants: |peek: &Peek<'_>| peek.head.starts_with(b"Signature-Version:"),
    detect,
};

/// Lines looked at; a section has three.
const LIMIT: usize = 1_000_000;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut seen = BTreeSet::new();
    let mut offset = 0;
    for (index, line) in input.bytes.split_inclusive(|byte| *byte == b'\n').enumerate().take(LIMIT)
    {
        if let Some(digest) = digest(line)
            && seen.insert(digest)
            && let Some(algorithm) = registry::by_name(digest)
        {
            let line = u32::try_from(index + 1).unwrap_or(u32::MAX);
            let finding =
                Finding::new(DETECTOR.id, Asset::Algorithm(algorithm), offset, Some(line));
            sink.found(finding.note("digest of a signed archive"));
        }
        offset += line.len() as u64;
    }
}

/// The digest of `SHA-256-Digest: …`, `SHA-256-Digest-Manifest: …` or `SHA-256-Digest-Manifest-Main-Attributes: …`.
fn digest(line: &[u8]) -> Option<&'static str> {
    let name = std::str::from_utf8(line.get(..line.len().min(80))?).ok()?.split_once(':')?.0;
    let end =
        name.strip_suffix("-Manifest-Main-Attributes").or_else(|| name.strip_suffix("-Manifest"));
    registry::digest(end.unwrap_or(name).strip_suffix("-Digest")?)
}
