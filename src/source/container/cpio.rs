use std::io::{self, Cursor, Read};

use super::digits::number;
use super::{
    Access, Breach, Content, Format, Member, Meter, Reading, Visit, malformed, read_block, skip,
};

/// The portable ASCII formats: odc (POSIX.1-1997), newc and newc with checksums (SVR4).
pub const FORMAT: Format = Format {
    id: "cpio",
    title: "a cpio archive",
    matches: |head| Kind::of(head).is_some_and(|kind| kind.header(head).is_some()),
    reading: Reading::Sequence(read),
};

/// Name of the entry that ends an archive.
const TRAILER: &[u8] = b"TRAILER!!!";
/// Name given to what follows an archive; an initial RAM disk is often two of them (kernel's `buffer-format.rst`).
const REST: &[u8] = b"rest";
/// Type bits of a mode (POSIX `cpio` utility, file modes).
const TYPE: u64 = 0o170_000;
const DIRECTORY: u64 = 0o040_000;
/// Longest header, which is newc's.
const LONGEST: usize = 110;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Odc,
    Newc,
}

/// What matters of an entry's header.
struct Header {
    mode: u64,
    name: u64,
    size: u64,
}

impl Kind {
    fn of(head: &[u8]) -> Option<Self> {
        match head.get(..6)? {
            b"070707" => Some(Self::Odc),
            b"070701" | b"070702" => Some(Self::Newc),
            _ => None,
        }
    }

    const fn length(self) -> usize {
        match self {
            Self::Odc => 76,
            Self::Newc => LONGEST,
        }
    }

    /// All fields are numbers, or it is not a header.
    fn header(self, head: &[u8]) -> Option<Header> {
        let fields = head.get(6..self.length())?;
        let radix = if self == Self::Odc { 8 } else { 16 };
        if !fields.iter().all(|byte| char::from(*byte).is_digit(radix)) {
            return None;
        }
        let field = |from: usize, to: usize| number(&head[from..to], radix).ok();
        Some(match self {
            Self::Odc => {
                Header { mode: field(18, 24)?, name: field(59, 65)?, size: field(65, 76)? }
            }
            Self::Newc => {
                Header { mode: field(14, 22)?, name: field(94, 102)?, size: field(54, 62)? }
            }
        })
    }

    /// Bytes that fill up what ends `length` bytes into a header or into content.
    const fn padding(self, length: u64) -> u64 {
        match self {
            Self::Odc => 0,
            Self::Newc => (4 - length % 4) % 4,
        }
    }
}

fn read(source: &mut dyn Read, meter: &Meter<'_>, visit: &mut Visit<'_>) -> io::Result<()> {
    loop {
        let mut block = [0; LONGEST];
        read_block(source, &mut block[..6])?.ok_or(io::ErrorKind::UnexpectedEof)?;
        let kind = Kind::of(&block).ok_or(malformed("an entry without its magic"))?;
        source.read_exact(&mut block[6..kind.length()])?;
        let header = kind.header(&block).ok_or(malformed("a number that is none"))?;
        if header.name > 1 << 20 {
            return Err(meter.breached(Breach::Header));
        }
        let mut name = Vec::new();
        (&mut *source).take(header.name).read_to_end(&mut name)?;
        skip(source, kind.padding(kind.length() as u64 + header.name))?;
        let name = name.strip_suffix(b"\0").unwrap_or(&name);
        if name == TRAILER {
            return rest(source, visit);
        }
        meter.entry()?;
        let mut content = (&mut *source).take(header.size);
        if header.mode & TYPE != DIRECTORY {
            visit(Member { name, content: content_of(&header, &mut content) })?;
        }
        let left = content.limit();
        skip(source, left)?;
        skip(source, kind.padding(header.size))?;
    }
}

/// Of hard links newc keeps the content with the last.
fn content_of<'a>(header: &Header, stream: &'a mut dyn Read) -> Content<'a> {
    match header.mode & TYPE {
        0o120_000 => Content::Link,
        0o100_000 | 0 => {
            Content::File { stream, size: Some(header.size), access: Access::Sequential }
        }
        _ => Content::Special,
    }
}

/// What lies behind the trailer, past the zeros that fill up its block.
fn rest(source: &mut dyn Read, visit: &mut Visit<'_>) -> io::Result<()> {
    let mut byte = [0];
    while read_block(source, &mut byte)?.is_some() {
        if byte != [0] {
            let mut stream = Cursor::new(byte).chain(source);
            let content =
                Content::File { stream: &mut stream, size: None, access: Access::Sequential };
            return visit(Member { name: REST, content });
        }
    }
    Ok(())
}
