use std::io::{self, Read, SeekFrom};

use super::digits::{u16_at, u32_at, u64_at};
use super::zip::{CENTRAL, END, LOCAL};
use super::zip_member::{FULL, Full, Header, local_header, visit_packed};
use super::{Access, Content, Member, Meter, Random, Visit, malformed, zip};

/// Where the directory lies.
struct Directory {
    from: u64,
    to: u64,
    /// Bytes before the archive, which its offsets leave out: the starter of a self-extracting one.
    before: u64,
}

/// A record of the directory.
struct Record {
    header: Header,
    offset: u64,
    mode: u32,
}

/// Bytes of the directory that are read at a time; the longest record is shorter.
const WINDOW: u64 = 256 * 1024;
/// Fixed part of a record (APPNOTE 4.3.12).
const RECORD: usize = 46;
/// The end record and the longest comment (APPNOTE 4.3.16).
const LONGEST_END: u64 = 22 + 65_535;

/// Reads the members that the directory lists; without a directory, those with local headers.
pub(super) fn read(
    source: &mut dyn Random,
    meter: &Meter<'_>,
    visit: &mut Visit<'_>,
) -> io::Result<()> {
    let Some(directory) = find(source)? else {
        source.rewind()?;
        zip::read(&mut &mut *source, meter, visit)?;
        return Err(malformed("no directory"));
    };
    let mut at = directory.from;
    while at < directory.to {
        let window = read_at(source, at, WINDOW.min(directory.to - at))?;
        let mut rest = &window[..];
        while let Some((record, next)) = record(rest)? {
            meter.entry()?;
            member(source, &record, directory.before, meter, visit)?;
            rest = next;
        }
        let used = window.len() - rest.len();
        if used == 0 {
            // The directory ends inside it.
            return Err(malformed("a record that is cut short"));
        }
        at += used as u64;
    }
    Ok(())
}

/// Whether what lies behind a program is an archive: its directory is where the end says, and begins like one.
pub(super) fn is_behind(source: &mut dyn Random) -> bool {
    let directory = find(source).ok().flatten().filter(|found| found.from < found.to);
    directory.is_some_and(|found| read_at(source, found.from, 4).is_ok_and(|at| at == CENTRAL))
}

fn member(
    source: &mut dyn Random,
    record: &Record,
    before: u64,
    meter: &Meter<'_>,
    visit: &mut Visit<'_>,
) -> io::Result<()> {
    let header = &record.header;
    let give = |content, visit: &mut Visit<'_>| visit(Member { name: &header.name, content });
    if header.name.ends_with(b"/") {
        return Ok(());
    }
    match record.mode & 0o170_000 {
        0o120_000 => return give(Content::Link, visit),
        0o020_000 | 0o060_000 | 0o010_000 | 0o140_000 => return give(Content::Special, visit),
        _ => {}
    }
    source.seek(SeekFrom::Start(before.saturating_add(record.offset)))?;
    let mut signature = [0; 4];
    let is_there = source.read_exact(&mut signature).is_ok() && signature == *LOCAL;
    if !is_there || local_header(&mut &mut *source).is_err() {
        return give(Content::Malformed("the directory names a place where it is not"), visit);
    }
    let mut packed = (&mut *source).take(header.packed);
    visit_packed(header, &mut packed, Access::Independent, meter, visit)
}

/// The first record of `bytes` and what follows it; `None` when it is not there as a whole.
fn record(bytes: &[u8]) -> io::Result<Option<(Record, &[u8])>> {
    let Some(fixed) = bytes.get(..RECORD) else { return Ok(None) };
    if !fixed.starts_with(CENTRAL) {
        return Err(malformed("a record without its signature"));
    }
    let length = |at: usize| usize::from(u16_at(fixed, at));
    let (name, extra) = (RECORD + length(28), RECORD + length(28) + length(30));
    let end = extra + length(32);
    if bytes.len() < end {
        return Ok(None);
    }
    let mut header = Header {
        name: bytes[RECORD..name].to_vec(),
        flags: u16_at(fixed, 8),
        method: u16_at(fixed, 10),
        checksum: u32_at(fixed, 16),
        packed: u32_at(fixed, 20).into(),
        size: u32_at(fixed, 24).into(),
        aes: None,
    };
    let short = u64::from(u32_at(fixed, 42));
    let is_full = if short == FULL { Full::Yes } else { Full::No };
    let offset = header.extra(&bytes[name..extra], is_full).unwrap_or(short);
    // The upper half of the external attributes is a mode where the maker was Unix (APPNOTE 4.4.2, 4.4.15).
    let mode = if fixed[5] == 3 { u32_at(fixed, 38) >> 16 } else { 0 };
    Ok(Some((Record { header, offset, mode }, &bytes[end..])))
}

/// Finds the directory by the end record (APPNOTE 4.3.16), of 64 bits where there is one (4.3.14).
fn find(source: &mut dyn Random) -> io::Result<Option<Directory>> {
    let length = source.seek(SeekFrom::End(0))?;
    let start = length.saturating_sub(LONGEST_END);
    let tail = read_at(source, start, length - start)?;
    let is_end = |at: usize| {
        let comment = tail.get(at + 20..at + 22).map(|bytes| usize::from(u16_at(bytes, 0)));
        comment.is_some_and(|comment| at + 22 + comment <= tail.len())
    };
    let Some(at) = memchr::memmem::rfind_iter(&tail, END).find(|at| is_end(*at)) else {
        return Ok(None);
    };
    // The number of this part, and of that where the directory begins (APPNOTE 4.4.19, 4.4.20).
    if (u16_at(&tail, at + 4), u16_at(&tail, at + 6)) != (0, 0) && u16_at(&tail, at + 4) != u16::MAX
    {
        return Err(io::ErrorKind::Unsupported.into());
    }
    let (size, offset) = (u32_at(&tail, at + 12).into(), u32_at(&tail, at + 16).into());
    let end = start + at as u64;
    let (size, offset, end) = wide_end(source, end)?.unwrap_or((size, offset, end));
    let Some(from) = end.checked_sub(size) else { return Ok(None) };
    // What is not accounted for lies before the archive.
    match from.checked_sub(offset) {
        Some(before) => Ok(Some(Directory { from, to: end, before })),
        None => Ok(None),
    }
}

/// Size and offset of the directory and where it ends, from the 64-bit end record that a locator before `end` points to.
fn wide_end(source: &mut dyn Random, end: u64) -> io::Result<Option<(u64, u64, u64)>> {
    let Some(at) = end.checked_sub(20) else { return Ok(None) };
    let locator = read_at(source, at, 20)?;
    if !locator.starts_with(b"PK\x06\x07") {
        return Ok(None);
    }
    // The record is 56 bytes long and an extensible part; where something lies before the archive, its
    // offset is off and it is looked for right before the locator.
    for place in [u64_at(&locator, 8), at.saturating_sub(56)] {
        let record = read_at(source, place, 56).unwrap_or_default();
        if record.starts_with(b"PK\x06\x06") {
            return Ok(Some((u64_at(&record, 40), u64_at(&record, 48), place)));
        }
    }
    Ok(None)
}

/// Exactly `length` bytes at `at`; the caller bounds them.
fn read_at(source: &mut dyn Random, at: u64, length: u64) -> io::Result<Vec<u8>> {
    source.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    let count = source.take(length).read_to_end(&mut bytes)?;
    if (count as u64) < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(bytes) }
}
