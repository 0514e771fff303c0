use std::ops::Range;

/// A fault in a file that a person wrote: what, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SpannedError {
    /// What is wrong, in one line.
    pub message: String,
    /// Byte range in the file's text.
    pub span: Range<usize>,
    /// What to write instead.
    pub help: Option<String>,
}

impl SpannedError {
    /// A fault at `span`.
    pub fn new(message: impl Into<String>, span: Range<usize>) -> Self {
        Self { message: message.into(), span, help: None }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// 1-based line of the start of the span in `text`.
    #[must_use]
    pub fn line(&self, text: &str) -> usize {
        let start = self.span.start.min(text.len());
        text.as_bytes()[..start].iter().filter(|byte| **byte == b'\n').count() + 1
    }
}
