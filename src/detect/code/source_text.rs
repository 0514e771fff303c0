//! A source file as text, whatever it is written in, and the way back from places in the text to bytes of the file.

use std::borrow::Cow;

use super::analysis::Use;
use super::syntax::Module;

/// The text of a file.
pub struct SourceText<'b> {
    bytes: &'b [u8],
    /// UTF-8; what is no character is `U+FFFD`. Lines end as on Unix: grammars read `\r` as white space, which some count.
    pub text: Cow<'b, str>,
    writing: Writing,
    has_returns: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Writing {
    /// Byte by byte as in the file.
    Utf8,
    /// UTF-8 with bytes that are none (EUC-KR, Latin-1): each such sequence is one `U+FFFD`.
    Lossy,
    /// UTF-16 behind its byte order mark.
    Utf16,
}

/// Bytes of a UTF-16 file before its first character.
const MARK: usize = 2;

impl<'b> SourceText<'b> {
    /// Reads UTF-16 that says so, and UTF-8.
    pub fn new(bytes: &'b [u8]) -> Self {
        let mut source = Self::read(bytes);
        if source.text.contains("\r\n") {
            source.text = source.text.replace("\r\n", "\n").into();
            source.has_returns = true;
        }
        source
    }

    fn read(bytes: &'b [u8]) -> Self {
        let unit: Option<fn([u8; 2]) -> u16> = match bytes {
            [0xFF, 0xFE, ..] => Some(u16::from_le_bytes),
            [0xFE, 0xFF, ..] => Some(u16::from_be_bytes),
            _ => None,
        };
        if let Some(unit) = unit {
            let units = bytes[MARK..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
            let text: String = char::decode_utf16(units)
                .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect();
            return Self { bytes, text: text.into(), writing: Writing::Utf16, has_returns: false };
        }
        // Nearly all are, and to see that takes a fraction of what it takes to look for what is not.
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Self { bytes, text: text.into(), writing: Writing::Utf8, has_returns: false };
        }
        let text = String::from_utf8_lossy(bytes);
        let writing = match text {
            Cow::Borrowed(_) => Writing::Utf8,
            Cow::Owned(_) => Writing::Lossy,
        };
        Self { bytes, text, writing, has_returns: false }
    }

    /// Brings the places of uses, which are sorted, from the text to the file.
    pub fn restore(&self, uses: &mut [Use]) {
        if self.writing == Writing::Utf8 && !self.has_returns {
            return;
        }
        let mut walk = Walk { source: self, at: 0, byte: self.start() };
        for one in uses {
            let end = one.place.end;
            one.place.start = walk.to(one.place.start);
            // A name is short, and the next one may begin inside it.
            one.place.end = Walk { ..walk }.to(end);
        }
    }

    const fn start(&self) -> usize {
        if matches!(self.writing, Writing::Utf16) { MARK } else { 0 }
    }
}

/// Goes through text and file at once.
struct Walk<'s, 'b> {
    source: &'s SourceText<'b>,
    at: usize,
    byte: usize,
}

impl Walk<'_, '_> {
    /// The byte of a place in the text that is not before the last one.
    fn to(&mut self, place: usize) -> usize {
        let rest = self.source.text.get(self.at..).unwrap_or_default();
        for c in rest.chars() {
            if self.at >= place {
                break;
            }
            if c == '\n' {
                self.byte += self.before_line_feed();
            }
            self.byte += match self.source.writing {
                Writing::Utf16 => 2 * c.len_utf16(),
                _ if c == char::REPLACEMENT_CHARACTER => self.broken(),
                _ => c.len_utf8(),
            };
            self.at += c.len_utf8();
        }
        self.byte
    }

    /// Bytes of a carriage return before the line feed that comes next.
    fn before_line_feed(&self) -> usize {
        let unit = if self.source.writing == Writing::Utf16 { 2 } else { 1 };
        let next = self.source.bytes.get(self.byte..).unwrap_or_default();
        if next.iter().take(unit).any(|byte| *byte == b'\r') { unit } else { 0 }
    }

    /// Bytes of the file that one `U+FFFD` stands for.
    fn broken(&self) -> usize {
        let rest = self.source.bytes.get(self.byte..).unwrap_or_default();
        let near = &rest[..rest.len().min(4)];
        let first = near.utf8_chunks().next();
        first.map_or(0, |chunk| {
            // Written as such, or as what is no UTF-8.
            if chunk.valid().is_empty() {
                chunk.invalid().len()
            } else {
                char::REPLACEMENT_CHARACTER.len_utf8()
            }
        })
    }
}

impl Module {
    /// The fields of the types that have a mark.
    pub fn fields_of_marked(&self, mark: &str) -> impl Iterator<Item = &[String]> {
        let all = self.scopes.iter().enumerate();
        let marked = all.filter(move |(_, scope)| scope.marks.iter().any(|one| one == mark));
        marked.map(|(class, _)| self.fields_of(class))
    }

    /// Gives expressions the lines and columns that their bytes have in `text`.
    pub fn place_in(&mut self, text: &str) {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts: Vec<usize> = std::iter::once(0).chain(ends.map(|end| end + 1)).collect();
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        for node in &mut self.nodes {
            let line = starts.partition_point(|start| *start <= node.place.start);
            node.place.line = number(line);
            node.place.column = number(node.place.start + 1 - starts[line.max(1) - 1]);
        }
    }
}

/// Bytes of a file, and of its lines, that people write.
const WRITTEN: usize = 256 << 10;
const LINE: usize = 250;

/// Whether a program wrote a file, as a bundle of many: it is very large, or its lines are.
pub(super) fn is_generated(bytes: &[u8]) -> bool {
    bytes.len() > WRITTEN
        || bytes.len() > 20 * LINE && bytes.len() / LINE > memchr::memchr_iter(b'\n', bytes).count()
}
