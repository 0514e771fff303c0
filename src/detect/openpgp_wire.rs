//! Packet framing of OpenPGP (RFC 9580 §4) and its ASCII armor (§6), bounded by the input's size.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// One packet: tag, body, and where the packet begins.
#[derive(Clone, Copy, Debug)]
pub struct Packet<'a> {
    pub tag: u8,
    pub body: &'a [u8],
    pub offset: usize,
}

/// Whether `bytes` are packets and no text: every packet begins with the highest bit set (§4.2), and so does a text with a
/// byte order mark or an accented letter at its start.
pub fn is_binary(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|first| *first >= 0x80) && std::str::from_utf8(bytes).is_err()
}

/// The packets of a binary OpenPGP message, until its end or the first byte that cannot begin a packet.
pub struct Packets<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Packets<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Whether everything was read.
    pub const fn at_end(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// Tag of the packet at the current position, whether or not all of it is there.
    pub fn tag(&self) -> Option<u8> {
        self.header().map(|(tag, _, _)| tag)
    }

    /// The packet at the current position with as much of its body as lies in one piece: data packets may come in
    /// parts (§4.2.1.4) or, in the legacy format, without a length (§4.2.2), and then reach to the end.
    pub fn any(&mut self) -> Option<Packet<'a>> {
        if self.header().is_some() {
            return self.next();
        }
        let offset = self.at;
        let first = *self.bytes.get(offset)?;
        if first & 0xC3 == 0x83 {
            self.at = self.bytes.len();
            return Some(Packet { tag: first >> 2 & 0xF, body: &self.bytes[offset + 1..], offset });
        }
        if first < 0xC0 {
            return None;
        }
        let mut body = None;
        let mut at = offset + 1;
        loop {
            let octet = usize::from(*self.bytes.get(at)?);
            let (length, header) = match octet {
                0..=191 => (octet, 1),
                192..=223 => {
                    (((octet - 192) << 8) + usize::from(*self.bytes.get(at + 1)?) + 192, 2)
                }
                255 => (
                    self.slice(at + 1, 4)?.iter().fold(0, |n, byte| n << 8 | usize::from(*byte)),
                    5,
                ),
                _ => (1 << (octet & 0x1F), 1),
            };
            let part = self.slice(at + header, length)?;
            body.get_or_insert(part);
            at += header + length;
            if !(224..255).contains(&octet) {
                self.at = at;
                return Some(Packet { tag: first & 0x3F, body: body?, offset });
            }
        }
    }

    fn slice(&self, at: usize, count: usize) -> Option<&'a [u8]> {
        self.bytes.get(at..at.checked_add(count)?)
    }

    /// Tag, length and header length at the current position; `None` for indeterminate and partial lengths, which
    /// key packets never have (§4.2.1.4).
    fn header(&self) -> Option<(u8, usize, usize)> {
        let first = *self.bytes.get(self.at)?;
        let number = |at: usize, count: usize| {
            let bytes = self.slice(self.at + at, count)?;
            Some(bytes.iter().fold(0_usize, |value, byte| value << 8 | usize::from(*byte)))
        };
        match first {
            0..=0x7F => None,
            0x80..=0xBF => {
                let count = match first & 3 {
                    0 => 1,
                    1 => 2,
                    2 => 4,
                    _ => return None,
                };
                Some((first >> 2 & 0xF, number(1, count)?, 1 + count))
            }
            _ => {
                let tag = first & 0x3F;
                match number(1, 1)? {
                    short @ 0..=191 => Some((tag, short, 2)),
                    long @ 192..=223 => Some((tag, ((long - 192) << 8) + number(2, 1)? + 192, 3)),
                    255 => Some((tag, number(2, 4)?, 6)),
                    _ => None,
                }
            }
        }
    }
}

impl<'a> Iterator for Packets<'a> {
    type Item = Packet<'a>;

    fn next(&mut self) -> Option<Packet<'a>> {
        let (tag, length, header) = self.header()?;
        let offset = self.at;
        let body = self.slice(offset.checked_add(header)?, length)?;
        self.at = offset + header + length;
        Some(Packet { tag, body, offset })
    }
}

/// A block of ASCII armor.
pub struct Armor {
    /// `PUBLIC KEY BLOCK`, `PRIVATE KEY BLOCK`, `SIGNATURE`, `MESSAGE`.
    pub label: String,
    /// Decoded bytes; `None` when the base64 is broken or the end line is missing.
    pub bytes: Option<Vec<u8>>,
    /// Offset and 1-based line of the begin line.
    pub offset: usize,
    pub line: u32,
}

const BEGIN: &[u8] = b"-----BEGIN PGP ";

/// Every armored block that begins at the start of a line.
pub fn armored(text: &[u8]) -> Vec<Armor> {
    let mut blocks = Vec::new();
    let (mut line, mut counted) = (1_u32, 0);
    let mut resume = 0;
    for offset in memchr::memmem::find_iter(text, BEGIN) {
        if offset < resume
            || !matches!(offset.checked_sub(1).map(|at| text[at]), None | Some(b'\n'))
        {
            continue;
        }
        let lines = memchr::memchr_iter(b'\n', &text[counted..offset]).count();
        line = line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        counted = offset;
        let rest = &text[offset + BEGIN.len()..];
        let Some(label) = label(rest) else { continue };
        let body = &rest[label.len() + 5..];
        let end = memchr::memmem::find(body, b"\n-----");
        let bytes = end.and_then(|end| decode(&body[..end]));
        // Without an end, later begin lines are still looked at.
        resume = end.map_or(resume, |end| offset + BEGIN.len() + label.len() + 5 + end);
        blocks.push(Armor { label, bytes, offset, line });
    }
    blocks
}

/// `PUBLIC KEY BLOCK` of `PUBLIC KEY BLOCK-----`.
fn label(rest: &[u8]) -> Option<String> {
    let end = memchr::memmem::find(&rest[..rest.len().min(40)], b"-----")?;
    let label = std::str::from_utf8(&rest[..end]).ok()?;
    label.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b' ').then(|| label.to_owned())
}

/// Base64 after the headers, without the checksum line (§6.1 makes it optional).
fn decode(body: &[u8]) -> Option<Vec<u8>> {
    let mut base64 = Vec::with_capacity(body.len());
    let mut in_headers = true;
    for line in body.split(|byte| *byte == b'\n').skip(1).map(<[u8]>::trim_ascii) {
        if in_headers && !line.is_empty() && memchr::memchr(b':', line).is_some() {
            continue;
        }
        in_headers = false;
        if line.first() != Some(&b'=') {
            base64.extend_from_slice(line);
        }
    }
    STANDARD.decode(base64).ok()
}
