//! PEM framing (RFC 7468, and the older forms of RFC 1421): labelled base64 blocks in any text, with their position.
//!
//! One linear pass, whatever the text holds. Blocks are also read where other text embeds them: indented, commented
//! out, quoted in source code, or on one line with `\n` for line ends.

use std::borrow::Cow;
use std::cell::OnceCell;

use base64::Engine as _;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use memchr::memmem::{self, Finder};
use memchr::{memchr, memchr_iter};

/// Lenient in what some writers get wrong and what changes no content: padding and unused bits.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

const BEGIN: &[u8] = b"-----BEGIN ";
const DASHES: &[u8] = b"-----";
/// Longest label; real ones stay below 40 characters.
const LABEL: usize = 64;
/// Bytes of a body that decide whether it is base64 at all.
const SAMPLE: usize = 4096;
/// A run of base64 that prose does not have; one line of PEM has 64.
const RUN: usize = 16;

/// One block, from its BEGIN line to its END line.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// The words between `-----BEGIN ` and `-----`.
    pub label: &'a str,
    /// Offset of `-----BEGIN`.
    pub offset: u64,
    /// 1-based line of `-----BEGIN`.
    pub line: u32,
    /// What stands before `-----BEGIN` on its line.
    prefix: &'a [u8],
    /// Everything up to the next dashes, or the end of the text.
    body: &'a [u8],
    end: End,
    der: OnceCell<Option<Vec<u8>>>,
}

/// How a block ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Labelled,
    /// END with another label than BEGIN, which OpenSSL refuses and others accept.
    OtherLabel,
    Missing,
}

impl<'a> Block<'a> {
    /// Decoded content, made once however often it is asked for; `None` when the block has no end, its base64 is
    /// broken, or it is an excerpt.
    pub fn der(&self) -> Option<&[u8]> {
        self.der.get_or_init(|| self.decoded()).as_deref()
    }

    fn decoded(&self) -> Option<Vec<u8>> {
        if self.end == End::Missing || self.is_excerpt() {
            return None;
        }
        BASE64.decode(self.base64()).ok().filter(|der| !der.is_empty())
    }

    /// Value of an encapsulated header (RFC 1421 §4.6): `Proc-Type`, `DEK-Info`.
    pub fn header(&self, name: &str) -> Option<String> {
        let text = self.text();
        let headers = self.lines(&text).take_while(|line| is_header(line));
        headers.into_iter().find_map(|line| {
            let (key, value) = std::str::from_utf8(line).ok()?.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }

    /// Whether the block ends.
    pub const fn is_complete(&self) -> bool {
        !matches!(self.end, End::Missing)
    }

    /// Offsets from `-----BEGIN` to the dashes that end the body.
    pub fn range(&self) -> std::ops::Range<usize> {
        // The offset was made from an index of the text.
        let start = usize::try_from(self.offset).unwrap_or(usize::MAX);
        let end =
            start.saturating_add(BEGIN.len() + self.label.len() + DASHES.len() + self.body.len());
        start..end
    }

    /// What is odd about the frame, for the note of a finding.
    pub fn oddity(&self) -> Option<&'static str> {
        (self.end == End::OtherLabel).then_some("the END line has another label")
    }

    /// Whether the text means to hold an object here, so that failing to read it is a fault. Prose, patterns and
    /// source code that only mention a BEGIN line are not.
    pub fn is_meant(&self) -> bool {
        if self.is_excerpt() {
            return false;
        }
        let sample = &self.body[..self.body.len().min(SAMPLE)];
        if memmem::find(sample, b"Proc-Type:").is_some() {
            return true;
        }
        let mut lines = sample.split(|byte| matches!(byte, b'\n' | b'\r'));
        let is_alone = self.prefix.trim_ascii().is_empty()
            && lines.next().unwrap_or_default().trim_ascii().is_empty()
            && (lines.next().is_some() || self.end == End::Missing);
        if is_alone && self.body.trim_ascii().is_empty() {
            // A manual shows empty frames too, indented as its other examples.
            return self.prefix.is_empty();
        }
        // Where base64 follows, it follows at once.
        let lines = sample.split(|byte| matches!(byte, b'\n' | b'\r'));
        let mut first = lines.filter(|line| !line.trim_ascii().is_empty()).take(4);
        let is_word_end = |byte: &u8| !byte.is_ascii_graphic() || *byte == b'\\';
        (is_alone || self.is_complete())
            && first.any(|line| line.split(is_word_end).any(looks_like_base64))
    }

    /// Whether the writer cut or masked the content on purpose, as manuals do: dots or `<base64>` instead of lines, or
    /// `EXAMPLE` written over characters.
    fn is_excerpt(&self) -> bool {
        const MARKS: [&str; 5] = ["...", "\u{2026}", "***", "<snip>", "EXAMPLE"];
        let is_marked = |part: &[u8]| {
            MARKS.into_iter().any(|mark| memmem::find(part, mark.as_bytes()).is_some())
        };
        let is_blank = |line: &[u8]| line.starts_with(b"<") && line.ends_with(b">");
        // The whole at once first: lines take longer, and few blocks have a mark anywhere.
        (is_marked(self.body) || memchr(b'<', self.body).is_some()) && {
            let text = self.text();
            let mut lines = self.lines(&text).skip_while(|line| is_header(line));
            lines.any(|line| is_marked(line) || is_blank(line))
        }
    }

    /// The base64 alone, without headers, white space and what embeds it.
    fn base64(&self) -> Vec<u8> {
        let text = self.text();
        let mut base64 = Vec::with_capacity(text.len());
        for line in self.lines(&text).skip_while(|line| is_header(line)) {
            base64.extend(line.iter().filter(|byte| !byte.is_ascii_whitespace()));
        }
        base64
    }

    /// The body with the escapes of string literals as the white space that they stand for.
    fn text(&self) -> Cow<'a, [u8]> {
        if memchr(b'\\', self.body).is_none() {
            return Cow::Borrowed(self.body);
        }
        let mut text = Vec::with_capacity(self.body.len());
        let mut bytes = self.body.iter().copied().peekable();
        while let Some(byte) = bytes.next() {
            if byte != b'\\' {
                text.push(byte);
                continue;
            }
            match bytes.peek() {
                Some(b'n' | b'r' | b't') => {
                    bytes.next();
                    text.push(b'\n');
                }
                // JSON may write the solidus escaped (RFC 8259 §7).
                Some(b'/') => {}
                _ => text.push(b'\n'),
            }
        }
        Cow::Owned(text)
    }

    /// Lines with content, freed of comment marks, quotes and concatenation.
    fn lines<'t>(&self, text: &'t [u8]) -> impl Iterator<Item = &'t [u8]> + use<'t, 'a> {
        let mut words = self.prefix.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        let mark = words.next().unwrap_or_default();
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || is_quote(*byte);
        let is_mark = !mark.is_empty() && mark.len() <= 4 && !mark.iter().any(is_word);
        let mark = if is_mark { mark } else { &[] };
        // Alone on a line, a plus sign is base64 in a block of one column and concatenation among quotes.
        let is_quoted = self.prefix.iter().any(|byte| is_quote(*byte));
        text.split(|byte| matches!(byte, b'\n' | b'\r'))
            .map(move |line| {
                let line = line.trim_ascii();
                let line = line.strip_prefix(mark).unwrap_or(line).trim_ascii_start();
                let operand = line.strip_prefix(b"+").map(<[u8]>::trim_ascii_start);
                let is_operand = |line: &&[u8]| line.first().is_some_and(|byte| is_quote(*byte));
                let line = operand.filter(is_operand).unwrap_or(line);
                let quoted = line.split_first().filter(|(quote, _)| is_quote(**quote));
                match quoted {
                    Some((quote, rest)) => {
                        rest.split(|byte| byte == quote).next().unwrap_or_default()
                    }
                    None => line,
                }
            })
            .map(<[u8]>::trim_ascii)
            .filter(move |line| match *line {
                b"" | b"," | b";" | b"." => false,
                b"+" => !is_quoted,
                _ => true,
            })
    }
}

/// Long enough, with capitals and small letters, and at most an eighth of it damaged.
fn looks_like_base64(word: &[u8]) -> bool {
    let word = word.strip_prefix(b"\"").unwrap_or(word);
    let damaged = word.iter().filter(|byte| !is_base64(**byte)).count();
    word.len() >= RUN
        && damaged * 8 <= word.len()
        && word.iter().any(u8::is_ascii_uppercase)
        && word.iter().any(u8::is_ascii_lowercase)
}

const fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}

const fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// A header line, or the continuation of one.
fn is_header(line: &[u8]) -> bool {
    memchr(b':', line).is_some()
}

/// A text that is base64 from end to end and begins like an ASN.1 SEQUENCE, decoded, with the offset of its first character.
pub fn bare(text: &[u8]) -> Option<(Vec<u8>, usize)> {
    let start = text.iter().position(|byte| !byte.is_ascii_whitespace())?;
    if !starts_bare(text)
        || !text[start..].iter().all(|byte| is_base64(*byte) || byte.is_ascii_whitespace())
    {
        return None;
    }
    let base64 = text[start..]
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect::<Vec<_>>();
    Some((BASE64.decode(base64).ok()?, start))
}

/// Whether `head` may begin such a text: `M` is the top of 0x30, and the first line has nothing but base64.
pub fn starts_bare(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    let line = head[..head.len().min(RUN)].split(|byte| matches!(byte, b'\n' | b'\r')).next();
    head.first() == Some(&b'M')
        && line.is_some_and(|line| line.len() == RUN && line.iter().all(|byte| is_base64(*byte)))
}

/// Every block of `text`, in one linear pass.
pub fn blocks(text: &[u8]) -> Blocks<'_> {
    Blocks {
        text,
        at: 0,
        counted: 0,
        line: 1,
        begin: Finder::new(BEGIN),
        dashes: Finder::new(DASHES),
    }
}

/// Iterator over the blocks of a text.
pub struct Blocks<'a> {
    text: &'a [u8],
    at: usize,
    counted: usize,
    line: u32,
    begin: Finder<'static>,
    dashes: Finder<'static>,
}

impl<'a> Iterator for Blocks<'a> {
    type Item = Block<'a>;

    fn next(&mut self) -> Option<Block<'a>> {
        loop {
            let text = self.text;
            let offset = self.at + self.begin.find(&text[self.at..])?;
            let from = offset + BEGIN.len();
            self.at = from;
            let Some(label) = label(&text[from..], &self.dashes) else { continue };
            let lines = memchr_iter(b'\n', &text[self.counted..offset]).count();
            self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
            self.counted = offset;
            let inner = from + label.len() + DASHES.len();
            // The next dashes of any kind end the search, so that many BEGIN lines without END stay linear.
            let length = self.dashes.find(&text[inner..]).unwrap_or(text.len() - inner);
            let body = &text[inner..inner + length];
            self.at = inner + length;
            let end = match text[self.at..].strip_prefix(b"-----END ") {
                Some(rest) if rest.starts_with(label.as_bytes()) => End::Labelled,
                Some(_) => End::OtherLabel,
                None => End::Missing,
            };
            return Some(Block {
                label,
                offset: offset as u64,
                line: self.line,
                prefix: prefix(text, offset),
                body,
                end,
                der: OnceCell::new(),
            });
        }
    }
}

/// What stands before `offset` on its line, as far as it can be a comment mark, a quote or indentation.
fn prefix(text: &[u8], offset: usize) -> &[u8] {
    let before = &text[offset.saturating_sub(LABEL)..offset];
    let line = before.rsplit(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    // The byte order mark of a UTF-8 file.
    line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line)
}

/// RFC 7468 §3: printable characters, no two hyphens in a row.
fn label<'a>(rest: &'a [u8], dashes: &Finder<'_>) -> Option<&'a str> {
    let rest = &rest[..rest.len().min(LABEL + DASHES.len())];
    let label = std::str::from_utf8(&rest[..dashes.find(rest)?]).ok()?;
    let is_allowed = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    (!label.is_empty() && label.bytes().all(is_allowed)).then_some(label)
}
