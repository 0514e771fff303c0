//! Records of DNS master files (RFC 1035 §5) with their place, and the lines like them in trust anchor files.

use memchr::memchr;

/// One record: what stands before its type, the type, and its data.
pub struct Record<'a> {
    pub offset: usize,
    pub line: u32,
    /// The owner name; empty where the line begins with white space and means the owner before.
    pub owner: &'a str,
    pub kind: &'a str,
    pub data: Vec<&'a str>,
}

/// Record types whose data hold keys or digests of keys.
const TYPES: [&str; 8] = ["DNSKEY", "CDNSKEY", "KEY", "DS", "CDS", "TLSA", "SSHFP", "IPSECKEY"];
/// Words of one record; a key in short pieces has a hundred.
const WORDS: usize = 1_000;

/// The records of those types, in one pass.
pub fn records(text: &str) -> impl Iterator<Item = Record<'_>> {
    let mut entries = Entries { text, at: 0, line: 1, spare: Vec::new() };
    let mut owner = "";
    std::iter::from_fn(move || {
        loop {
            let entry = entries.next()?;
            if let Some(own) = entry.words.first().filter(|_| !entry.is_indented) {
                owner = own;
            }
            let record = record(&entry, owner);
            entries.spare = entry.words;
            if record.is_some() {
                return record;
            }
        }
    })
}

/// `[owner] [TTL] [class] type data` with TTL and class in any order; a resolver's `trust-anchor:` may come first.
fn record<'a>(entry: &Entry<'a>, owner: &'a str) -> Option<Record<'a>> {
    let at = entry.words.iter().take(5).position(|word| is_type(word))?;
    let mut before = &entry.words[..at];
    if before.first().is_some_and(|word| word.ends_with("trust-anchor:")) {
        before = &before[1..];
    }
    let mut owner = owner;
    if let Some((first, rest)) = before.split_first()
        && !(entry.is_indented && (is_class(first) || is_time(first)))
    {
        (owner, before) = (*first, rest);
    }
    let is_known = before.len() <= 2 && before.iter().all(|word| is_class(word) || is_time(word));
    let is_name =
        !owner.is_empty() && owner.len() <= 255 && owner.bytes().all(|b| b.is_ascii_graphic());
    let data = entry.words[at + 1..].to_vec();
    (is_known && is_name && data.len() >= 3).then_some(Record {
        offset: entry.offset,
        line: entry.line,
        owner,
        kind: entry.words[at],
        data,
    })
}

fn is_type(word: &str) -> bool {
    TYPES.iter().any(|of| of.eq_ignore_ascii_case(word))
}

fn is_class(word: &str) -> bool {
    ["IN", "CH", "HS"].iter().any(|of| of.eq_ignore_ascii_case(word))
}

/// Seconds, or BIND's `1h30m`.
fn is_time(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().all(|b| {
            b.is_ascii_digit() || matches!(b.to_ascii_lowercase(), b's' | b'm' | b'h' | b'd' | b'w')
        })
}

struct Entry<'a> {
    offset: usize,
    line: u32,
    is_indented: bool,
    words: Vec<&'a str>,
}

/// Lines, joined by parentheses (RFC 1035 §5.1), without comments and quotes.
struct Entries<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    /// Memory of the words of the entry before.
    spare: Vec<&'a str>,
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let mut words = std::mem::take(&mut self.spare);
        words.clear();
        let is_indented = rest.starts_with([' ', '\t']);
        let mut entry = Entry { offset: self.at, line: self.line, is_indented, words };
        let mut is_open = false;
        loop {
            let rest = &self.text[self.at..];
            let end = memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            let line = &rest[..memchr(b';', &rest.as_bytes()[..end]).unwrap_or(end)];
            let mut start = 0;
            for (index, byte) in line.bytes().chain([b' ']).enumerate() {
                if byte.is_ascii_whitespace() || matches!(byte, b'"' | b'(' | b')') {
                    is_open = (is_open || byte == b'(') && byte != b')';
                    if index > start && entry.words.len() < WORDS {
                        entry.words.push(&line[start..index]);
                    }
                    start = index + 1;
                }
            }
            self.at += end + 1;
            self.line = self.line.saturating_add(1);
            // Prose opens parentheses too: a record that is too long is none.
            if !is_open || entry.words.len() >= WORDS || self.at >= self.text.len() {
                self.at = self.at.min(self.text.len());
                return Some(entry);
            }
        }
    }
}
