//! Certificates and keys as hexadecimal digits: arrays in source code, exports of the Windows registry, literals of SQL.

use memchr::memmem;

use super::embedded_object::{READERS, object_length};
use super::line_count::LineCount;
use super::{Detector, Input, Sink, nested};
use crate::model::UnknownReason;

/// Finds objects in hexadecimal digits.
pub const DETECTOR: Detector = Detector {
    id: "hexadecimal-object",
    title: "Certificates and keys as hexadecimal digits inside other text",
    about: "A run of hexadecimal octets that is one complete DER object (a certificate, request, revocation list, key, CMS message, \
            PKCS#12 store), as C arrays (`0x30, 0x82, …` as `xxd -i` writes them), escapes (`\\x30\\x82…`), lists of the Windows \
            registry's exports (`hex:30,82,…`) and bare digits. The readers of those objects read what the run stands for; the \
            place is that of the run. Dumps with addresses are not read, and a run that ends early gives nothing.",
    anchors: STARTS,
    wants: |peek| peek.anchored,
    detect,
};

/// How an object begins: SEQUENCE with a length of two octets in each form; then a short RSA key, a key on P-256, one of
/// RFC 8410, public and private, as bare digits.
const STARTS: &[&str] = &[
    "0x30, 0x82",
    "0x30,0x82",
    "0x30 0x82",
    "\\x30\\x82",
    "30,82,",
    "30 82 0",
    "30:82:0",
    "3082",
    "30819f300d06",
    "30819F300D06",
    "3059301306",
    "302a300506032b65",
    "302A300506032B65",
    "302e020100300506032b65",
];
/// Octets that decide whether the rest is decoded.
const START: usize = 32;
/// White space, commas and continuations between two octets.
const GAP: usize = 64;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = input.bytes;
    if memchr::memchr(0, &text[..text.len().min(8_192)]).is_some() {
        return;
    }
    let mut starts = STARTS
        .iter()
        .flat_map(|start| memmem::find_iter(text, start.as_bytes()))
        .collect::<Vec<_>>();
    starts.sort_unstable();
    starts.dedup();
    let mut lines = LineCount::new(text);
    // Characters decoded for nothing: candidates can overlap.
    let (mut read, mut spent) = (0, 0);
    for start in
        starts.into_iter().filter(|start| is_first(text, *start) && !is_record(text, *start))
    {
        if start < read {
            continue;
        }
        if spent > 2 * text.len() + 100_000 {
            let detail = "more text that looks like hexadecimal digits of certificates than is decoded; the rest was not read";
            return sink.unknown(DETECTOR.id, UnknownReason::TooLarge, start as u64, None, detail);
        }
        let Some(length) = object_length(&Octets::new(text, start).take(START)) else { continue };
        let mut octets = Octets::new(text, start);
        let content = octets.take(length);
        spent += octets.at - start;
        if content.len() < length || !octets.is_over() || !nested::is_wanted(READERS, &content) {
            continue;
        }
        spent -= octets.at - start;
        read = octets.at;
        let place = nested::Place { offset: start as u64, line: Some(lines.of(start)) };
        let inner = nested::content(&content, input.attempts);
        nested::report(READERS, &inner, &place, "hexadecimal digits", sink);
    }
}

/// Whether no digit stands before: it would be another number.
fn is_first(text: &[u8], start: usize) -> bool {
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    before.is_none_or(|byte| !byte.is_ascii_alphanumeric())
        // `X'3082…'` is a literal; `\x3082…` is how PostgreSQL prints octets.
        || (before == Some(&b'x') && start >= 2 && matches!(text[start - 2], b'\\' | b'0'))
}

/// Whether the run is the data of a TLSA record, whose own reader reads it.
fn is_record(text: &[u8], start: usize) -> bool {
    let before = &text[start.saturating_sub(256)..start];
    let line = memchr::memrchr(b'\n', before).map_or(before, |end| &before[end..]);
    memmem::find(line, b"TLSA").is_some()
}

/// Octets of a run from one place on.
struct Octets<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Octets<'a> {
    const fn new(text: &'a [u8], at: usize) -> Self {
        Self { text, at }
    }

    fn take(&mut self, count: usize) -> Vec<u8> {
        let mut octets = Vec::with_capacity(count.min(self.text.len() / 2 + 1));
        while octets.len() < count {
            let at = self.at + separator(&self.text[self.at..]);
            let Some([high, low]) = self.text.get(at..at + 2) else { break };
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let Some((high, low)) = digit(*high).zip(digit(*low)) else { break };
            // Both digits are below 16.
            octets.push(u8::try_from(high << 4 | low).unwrap_or_default());
            self.at = at + 2;
        }
        octets
    }

    /// Whether no octet follows.
    fn is_over(&self) -> bool {
        Self::new(self.text, self.at).take(1).is_empty()
    }
}

/// Length of what stands between two octets: commas, colons, white space, continuations, `0x`, `\x`, and the quotes of
/// two literals in a row.
fn separator(text: &[u8]) -> usize {
    let gap = text.iter().take(GAP).take_while(|byte| {
        byte.is_ascii_whitespace() || matches!(byte, b',' | b':' | b'"' | b'\\' | b'(' | b')')
    });
    let gap = gap.count();
    // A backslash before `x` belongs to it.
    match &text[gap..] {
        [b'0', b'x' | b'X', ..] => gap + 2,
        [b'x', ..] if gap > 0 && text[gap - 1] == b'\\' => gap + 1,
        _ => gap,
    }
}
