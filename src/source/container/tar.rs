use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};

use ::tar::{Archive, Entries, Entry, EntryType, Header};

use super::digits::number;
use super::{Access, Breach, Content, Format, Member, Meter, Random, ReadSeek, Reading, Visit};

/// POSIX.1-2001 pax, ustar, GNU and version 7.
pub const FORMAT: Format = Format {
    id: "tar",
    title: "a tar archive",
    matches: is_header,
    reading: Reading::Skipping(read, SEEK),
};

const SEEK: ReadSeek = read_seek;
const BLOCK: u64 = 512;
/// Headers that belong to one member: long names, extended attributes, maps of sparse files.
const HEADERS: u64 = 1 << 20;

/// A first header whose checksum holds and whose numbers are numbers: version 7 has no magic.
fn is_header(head: &[u8]) -> bool {
    let Some(block) = head.get(..512) else { return false };
    let Ok(checksum) = number(&block[148..156], 8) else { return false };
    let spaces = 8 * u64::from(b' ');
    let sum = |bytes: &[u8]| bytes.iter().map(|byte| u64::from(*byte)).sum::<u64>();
    let is_number = |field: &[u8]| field[0] & 0x80 != 0 || number(field, 8).is_ok();
    block[0] != 0
        && checksum == sum(&block[..148]) + spaces + sum(&block[156..])
        && (block[257..262] == *b"ustar"
            || (is_number(&block[100..108]) && is_number(&block[136..148])))
}

fn read(source: &mut dyn Read, meter: &Meter<'_>, visit: &mut Visit<'_>) -> io::Result<()> {
    let left = Cell::new(u64::MAX);
    let mut archive = Archive::new(Gate { source, left: &left, at: 0, end: u64::MAX });
    each(archive.entries()?, &left, meter, visit)
}

fn read_seek(source: &mut dyn Random, meter: &Meter<'_>, visit: &mut Visit<'_>) -> io::Result<()> {
    let end = source.seek(SeekFrom::End(0))?;
    source.rewind()?;
    let left = Cell::new(u64::MAX);
    let mut archive = Archive::new(Gate { source, left: &left, at: 0, end });
    each(archive.entries_with_seek()?, &left, meter, visit)
}

fn each<R: Read>(
    mut entries: Entries<'_, R>,
    left: &Cell<u64>,
    meter: &Meter<'_>,
    visit: &mut Visit<'_>,
) -> io::Result<()> {
    let mut behind = 0;
    loop {
        // The next headers lie behind what is left of the member before; the library holds them in memory.
        left.set(behind + HEADERS);
        let Some(entry) = entries.next() else { return Ok(()) };
        let mut entry =
            entry.map_err(
                |error| {
                    if left.get() == 0 { meter.breached(Breach::Header) } else { error }
                },
            )?;
        left.set(u64::MAX);
        behind = stored(&entry)?.saturating_add(BLOCK);
        member(&mut entry, meter, visit)?;
    }
}

fn member<R: Read>(
    entry: &mut Entry<'_, R>,
    meter: &Meter<'_>,
    visit: &mut Visit<'_>,
) -> io::Result<()> {
    meter.entry()?;
    let kind = entry.header().entry_type();
    let size = Some(entry.size());
    let name = entry.path_bytes().into_owned();
    let content = match kind {
        EntryType::Directory | EntryType::XGlobalHeader => return Ok(()),
        EntryType::Link | EntryType::Symlink => Content::Link,
        EntryType::Char | EntryType::Block | EntryType::Fifo => Content::Special,
        // POSIX pax, ustar interchange format: an unknown type is read as a regular file.
        _ => Content::File { stream: entry, size, access: Access::Sequential },
    };
    visit(Member { name: &name, content })
}

/// Bytes of a member in the archive; of a sparse file fewer than it has.
fn stored<R: Read>(entry: &Entry<'_, R>) -> io::Result<u64> {
    match entry.header().entry_type() {
        EntryType::GNUSparse => Header::entry_size(entry.header()),
        _ => Ok(entry.size()),
    }
}

/// Lets a set number of bytes through, passed over or read, and no seek past the end.
struct Gate<'a, R: ?Sized> {
    source: &'a mut R,
    left: &'a Cell<u64>,
    at: u64,
    end: u64,
}

impl<R: Read + ?Sized> Gate<'_, R> {
    fn pass(&mut self, count: u64) {
        self.at = self.at.saturating_add(count);
        self.left.set(self.left.get().saturating_sub(count));
    }
}

impl<R: Read + ?Sized> Read for Gate<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            return Err(io::Error::other(Breach::Header));
        }
        let count = self.source.read(buffer)?;
        self.pass(count as u64);
        Ok(count)
    }
}

impl<R: Random + ?Sized> Seek for Gate<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        // The library only ever passes over what is left of a member.
        let SeekFrom::Current(distance) = to else { return Err(io::ErrorKind::Unsupported.into()) };
        let distance =
            u64::try_from(distance).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
        self.pass(distance);
        if self.at > self.end {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.source.seek(SeekFrom::Start(self.at))
    }
}
