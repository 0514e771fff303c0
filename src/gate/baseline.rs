use std::fmt::Write as _;

use super::item::{Item, Kind};
use crate::model::AssetId;

/// A finding that was accepted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Accepted {
    /// What it is known by.
    pub fingerprint: AssetId,
    /// Where it was; a help for readers, and to tell equal ones apart.
    pub path: String,
    /// How bad it was.
    pub kind: Kind,
    /// The algorithm, for readers.
    pub algorithm: String,
}

impl Accepted {
    /// `item`, accepted as it is.
    #[must_use]
    pub fn of(item: &Item) -> Self {
        Self {
            fingerprint: item.fingerprint,
            path: place(item),
            kind: item.kind,
            algorithm: plain(&item.algorithm),
        }
    }
}

/// The path of an item as a baseline has it.
pub(super) fn place(item: &Item) -> String {
    plain(&item.path())
}

/// Without what would end a field or a line, or act on a terminal.
fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}

/// Everything that was accepted, sorted.
///
/// A text file of one finding a line, so that it can be committed: fingerprint, kind, path and algorithm, with tabs
/// between them. Fingerprints are as good as random, so that two branches seldom add at one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Sorted by fingerprint and path.
    pub accepted: Vec<Accepted>,
}

/// A baseline that cannot be relied upon.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct BaselineError {
    /// 1-based.
    pub line: usize,
    /// What is wrong and what to do.
    pub fault: &'static str,
}

const HEADER: &str = "# y2q baseline 1: accepted findings. Written by `y2q gate --write-baseline`.";

impl Baseline {
    /// A baseline of `items`.
    #[must_use]
    pub fn of<'a>(items: impl IntoIterator<Item = &'a Item>) -> Self {
        let mut accepted: Vec<Accepted> = items.into_iter().map(Accepted::of).collect();
        accepted.sort();
        Self { accepted }
    }

    /// The file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for Accepted { fingerprint, path, kind, algorithm } in &self.accepted {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{fingerprint}\t{kind}\t{path}\t{algorithm}");
        }
        text
    }

    /// Reads the file. Order does not matter, and neither do empty lines and line ends.
    ///
    /// # Errors
    /// The first line that is no finding; nothing of such a file counts.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let mut accepted = Vec::new();
        let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim_end()));
        let first = lines.next().map(|(_, line)| line);
        let fault = |line, fault| Err(BaselineError { line, fault });
        match first {
            Some(line) if line.starts_with("# y2q baseline 1:") => {}
            Some(line) if line.starts_with("# y2q baseline ") => {
                return fault(1, "written by another version of y2q; write it anew");
            }
            Some(line) if is_marker(line) => return fault(1, MARKER),
            _ => return fault(1, "not a baseline of y2q; `y2q gate --write-baseline` writes one"),
        }
        for (line, content) in lines {
            if content.is_empty() || content == HEADER {
                continue;
            }
            if is_marker(content) {
                return fault(line, MARKER);
            }
            let mut fields = content.split('\t');
            let mut field = || fields.next().unwrap_or_default();
            let (fingerprint, kind) = (field().parse().ok(), field().parse().ok());
            let (Some(fingerprint), Some(kind)) = (fingerprint, kind) else {
                return fault(
                    line,
                    "no fingerprint and kind; restore the line, or write the file anew",
                );
            };
            let (path, algorithm) = (field().to_owned(), field().to_owned());
            accepted.push(Accepted { fingerprint, path, kind, algorithm });
        }
        accepted.sort();
        Ok(Self { accepted })
    }
}

const MARKER: &str =
    "a merge that was not finished; keep the lines of both sides and remove the markers";

fn is_marker(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|marker| line.starts_with(marker))
}
