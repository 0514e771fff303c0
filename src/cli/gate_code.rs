use std::fs::File;
use std::io::Read as _;
use std::path::PathBuf;

use y2q::gate::{Inline, InlineError, Item};
use y2q::inventory::Location;

/// The lines of source code that findings stand on; the last file is kept, since findings come by file.
#[derive(Default)]
pub struct Code {
    file: Option<Location>,
    bytes: Vec<u8>,
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
            let ends = memchr::memchr_iter(b'\n', &self.bytes).map(|end| end + 1);
            self.lines = std::iter::once(0).chain(ends).collect();
        }
        let at = (line as usize).checked_sub(1)?;
        let end = self.lines.get(at + 1).copied().unwrap_or(self.bytes.len());
        let bytes = self.bytes.get(*self.lines.get(at)?..end)?;
        String::from_utf8_lossy(bytes).lines().next().map(str::to_owned)
    }

    fn open(&mut self, at: &Location) {
        if self.file.as_ref() == Some(at) {
            return;
        }
        let path = PathBuf::from(at.joined());
        let is_small = std::fs::metadata(&path)
            .is_ok_and(|about| about.is_file() && about.len() <= Self::LARGEST);
        self.bytes.clear();
        if is_small {
            // What can only be read in part is not shown.
            let read = File::open(&path).and_then(|mut file| file.read_to_end(&mut self.bytes));
            read.unwrap_or_else(|_| {
                self.bytes.clear();
                0
            });
        }
        self.permits = Inline::may_stand_in(&self.bytes);
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
