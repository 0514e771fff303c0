//! Line numbers of offsets that only grow, in one pass over a text.

/// Counts the lines of a text up to where it was last asked.
pub struct LineCount<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl<'a> LineCount<'a> {
    pub const fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// 1-based line of `offset`, which is not before that of the call before.
    pub fn of(&mut self, offset: usize) -> u32 {
        let end = offset.min(self.text.len());
        if let Some(passed) = self.text.get(self.at..end) {
            let lines = memchr::memchr_iter(b'\n', passed).count();
            self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
            self.at = end;
        }
        self.line
    }
}
