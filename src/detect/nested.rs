//! Content that another input carries in some wrapping, given to the detectors that read it where it lies open.

use super::{Attempts, Detector, Input, Peek, Sink};
use crate::model::{Finding, Unknown};

/// First bytes that `wants` may look at, as in a scan.
const HEAD: usize = 64 * 1024;

/// Where the wrapping lies.
pub struct Place {
    /// Byte offset in the input.
    pub offset: u64,
    /// 1-based line, where the input is text.
    pub line: Option<u32>,
}

/// Whether one of `readers` wants `content`.
pub fn is_wanted(readers: &[&Detector], content: &[u8]) -> bool {
    wanted(readers, ("", ""), content).next().is_some()
}

/// Reports what `readers` find in `inner`, at the place of its wrapping; `form` says in words what that is.
pub fn report(
    readers: &[&Detector],
    inner: &Input<'_>,
    place: &Place,
    form: &str,
    sink: &mut Sink,
) {
    let found = read(readers, inner);
    for mut finding in found.findings {
        let inner = finding.occurrence.line.map(|line| format!("line {line} inside"));
        let own = std::mem::take(&mut finding.occurrence.note);
        let notes = [form.to_owned(), inner.unwrap_or_default(), own];
        let notes = notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>();
        finding.occurrence.offset = place.offset;
        finding.occurrence.line = place.line;
        sink.found(finding.note(notes.join("; ")));
    }
    for unknown in found.unknowns {
        let detail = format!("in {form}: {}", unknown.detail);
        sink.unknown_of(Unknown { line: place.line, offset: place.offset, detail, ..unknown });
    }
}

/// Content without a name, on which the passwords of the outer input may be tried.
pub const fn content<'a>(bytes: &'a [u8], attempts: &'a Attempts<'a>) -> Input<'a> {
    Input::new("", "", bytes, attempts)
}

/// What `readers` find in `inner`, with places inside it.
pub fn read(readers: &[&Detector], inner: &Input<'_>) -> Sink {
    let mut found = Sink::default();
    for reader in wanted(readers, (inner.name, inner.path), inner.bytes) {
        (reader.detect)(inner, &mut found);
    }
    found
}

/// The same finding elsewhere, for a wrapping whose every place is known.
pub fn moved(mut finding: Finding, offset: u64, note: &str) -> Finding {
    finding.occurrence.offset = offset;
    let own = std::mem::take(&mut finding.occurrence.note);
    let notes = [note, own.as_str()].into_iter().filter(|note| !note.is_empty());
    let notes = notes.collect::<Vec<_>>().join("; ");
    finding.note(notes)
}

fn wanted<'a>(
    readers: &'a [&'a Detector],
    (name, path): (&'a str, &'a str),
    content: &'a [u8],
) -> impl Iterator<Item = &'a Detector> + 'a {
    let has = |anchor: &&str| memchr::memmem::find(content, anchor.as_bytes()).is_some();
    readers.iter().copied().filter(move |reader| {
        let head = &content[..content.len().min(HEAD)];
        let anchored = reader.anchors.iter().any(has);
        (reader.wants)(&Peek { name, path, head, size: content.len() as u64, anchored })
    })
}
