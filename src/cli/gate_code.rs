use std::path::PathBuf;

use y2q::gate::{Inline, InlineError, Item};
use y2q::inventory::Location;

/// The lines of source code that findings stand on; the last file is kept, since findings come by file.
#[derive(Default)]
pub struct Code {
    file: Option<Location>,
    text: String,
    /// Where its lines begin; found when the first is asked for.
    lines: Vec<usize>,
    /// Whether a permission may stand in it.
    permits: bool,
}

impl Code {
    /// Largest file that is shown from, in bytes.
    const LARGEST: u64 = 4 << 20;

    /// A line of a file of the walk, 1-based.
    pub fn line(&mut self, at: &Location, line: u32) -> Option<String> {
        self.open(at);
        if self.lines.is_empty() {
            let ends = self.text.match_indices('\n').map(|(end, _)| end + 1);
            self.lines = std::iter::once(0).chain(ends).collect();
        }
        let start = *self.lines.get((line as usize).checked_sub(1)?)?;
        self.text.get(start..)?.lines().next().map(str::to_owned)
    }

    fn open(&mut self, at: &Location) {
        if self.file.as_ref() == Some(at) {
            return;
        }
        let path = PathBuf::from(at.joined());
        let is_small = std::fs::metadata(&path)
            .is_ok_and(|about| about.is_file() && about.len() <= Self::LARGEST);
        let bytes = if is_small { std::fs::read(&path).unwrap_or_default() } else { Vec::new() };
        self.permits = Inline::may_stand_in(&bytes);
        self.text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        };
        self.lines.clear();
        self.file = Some(at.clone());
    }

    /// The permission on the line of an item, or on the line before where that holds nothing else.
    pub fn beside(&mut self, item: &Item) -> Result<Option<Inline>, InlineError> {
        let Some(line) = item.line else { return Ok(None) };
        self.open(&item.location);
        if !self.permits {
            return Ok(None);
        }
        if let Some(inline) =
            self.line(&item.location, line).map(|text| Inline::parse(&text)).transpose()?.flatten()
        {
            return Ok(Some(inline));
        }
        let above = line.checked_sub(1).and_then(|above| self.line(&item.location, above));
        let starts = ["#", "//", "/*", "--", ";", "<!--", "%", "*"];
        let above =
            above.filter(|text| starts.iter().any(|start| text.trim_start().starts_with(start)));
        above.map_or(Ok(None), |text| Inline::parse(&text))
    }
}
