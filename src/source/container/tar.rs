use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use ::tar::{Archive, Entries, Entry, EntryType, Header};

use super::digits::number;
use super::tar_sparse::Sparse;
use super::{
    Access, Breach, Content, Format, Making, Member, Meter, Random, ReadSeek, Reading, Visit,
};

/// POSIX.1-2001 pax, ustar, GNU and version 7.
pub const FORMAT: Format = Format {
    id: "tar",
    title: "a tar archive",
    matches: is_header,
    reading: Reading::Skipping(read, SEEK),
};

const SEEK: ReadSeek = read_seek;
const BLOCK: u64 = 512;
const HOLES: &str = "a map of its holes that cannot be";
/// Headers that belong to one member: long names, extended attributes, maps of sparse files.
const HEADERS: u64 = 1 << 20;

/// A first header whose checksum holds and whose numbers are numbers: version 7 has no magic.
fn is_header(head: &[u8]) -> bool {
    let Some(block) = head.get(..512) else { return false };
    let Ok(checksum) = number(&block[148..156], 8) else { return false };
    let spaces = 8 * u64::from(b' ');
    let sum = |bytes: &[u8]| bytes.iter().map(|byte| u64::from(*byte)).sum::<u64>();
    let is_number = |field: &[u8]| field[0] & 0x80 != 0 || number(field, 8).is_ok();
    // An extended header needs no name of its own, and some writers give it none.
    (block[0] != 0 || matches!(block[156], b'x' | b'g'))
        && checksum == sum(&block[..148]) + spaces + sum(&block[156..])
        && (block[257..262] == *b"ustar"
            || (is_number(&block[100..108]) && is_number(&block[136..148])))
}

fn read(source: &mut dyn Read, meter: &Meter<'_>, visit: &mut Visit<'_>) -> io::Result<()> {
    let state = Rc::new(State { left: Cell::new(u64::MAX), ..State::default() });
    let mut archive = Archive::new(Gate { source, state: Rc::clone(&state), at: 0, end: u64::MAX });
    each(archive.entries()?, &state, &mut |entry| member(entry, meter, visit))
}

fn read_seek(source: &mut dyn Random, meter: &Meter<'_>, visit: &mut Visit<'_>) -> io::Result<()> {
    each_seek(source, &mut |entry| member(entry, meter, visit))
}

/// Gives name, place and size of every regular file, until `each_file` fails.
pub(super) fn files(source: &mut dyn Random, each_file: &mut EachFile<'_>) -> io::Result<()> {
    each_seek(source, &mut |entry| {
        if entry.header().entry_type().is_file() {
            each_file(&entry.path_bytes(), entry.raw_file_position(), entry.size())?;
        }
        Ok(())
    })
}

/// Gets a name, a place and a size.
pub(super) type EachFile<'a> = dyn FnMut(&[u8], u64, u64) -> io::Result<()> + 'a;

type Each<'e, 's, R> = dyn FnMut(&mut Entry<'_, Gate<'s, R>>) -> io::Result<()> + 'e;

fn each_seek<'s>(
    source: &'s mut (dyn Random + 's),
    visit: &mut Each<'_, '_, dyn Random + 's>,
) -> io::Result<()> {
    let end = source.seek(SeekFrom::End(0))?;
    source.rewind()?;
    let state = Rc::new(State { left: Cell::new(u64::MAX), ..State::default() });
    let mut archive = Archive::new(Gate { source, state: Rc::clone(&state), at: 0, end });
    each(archive.entries_with_seek()?, &state, visit)
}

fn each<R: Read>(
    mut entries: Entries<'_, R>,
    state: &State,
    visit: &mut dyn FnMut(&mut Entry<'_, R>) -> io::Result<()>,
) -> io::Result<()> {
    let mut behind = 0_u64;
    loop {
        // The next headers lie behind what is left of the member before; the library holds them in memory.
        state.left.set(behind.saturating_add(HEADERS));
        let Some(entry) = entries.next() else { return Ok(()) };
        let mut entry = entry.map_err(|error| match state.left.get() {
            0 => io::Error::other(Breach::Header),
            _ => error,
        })?;
        state.left.set(u64::MAX);
        let size = stored(&entry)?;
        behind = size.saturating_add(BLOCK);
        state.content.set(entry.raw_file_position().saturating_add(size));
        visit(&mut entry)?;
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
    if let Some(sparse) = Sparse::of(entry)? {
        let name = sparse.name.clone().unwrap_or(name);
        let (stored, size) = (entry.size(), sparse.size);
        return match sparse.filled(entry) {
            Ok(filled) => sparse_member(&name, filled, stored, size, meter, visit),
            Err(_) => visit(Member { name: &name, content: Content::Malformed(HOLES) }),
        };
    }
    if kind == EntryType::GNUSparse {
        let (stored, size) = (stored(entry)?, entry.size());
        return sparse_member(&name, entry, stored, size, meter, visit);
    }
    let content = match kind {
        EntryType::Directory | EntryType::XGlobalHeader => return Ok(()),
        EntryType::Link | EntryType::Symlink => Content::Link,
        EntryType::Char | EntryType::Block | EntryType::Fifo => Content::Special,
        // POSIX pax, ustar interchange format: an unknown type is read as a regular file.
        _ => Content::File { stream: entry, size, access: Access::Sequential },
    };
    visit(Member { name: &name, content })
}

/// A file with holes: they may be longer than any file is, and count as made of what is stored.
fn sparse_member(
    name: &[u8],
    source: impl Read,
    stored: u64,
    size: u64,
    meter: &Meter<'_>,
    visit: &mut Visit<'_>,
) -> io::Result<()> {
    let inner = meter.inner();
    inner.took(stored);
    let (mut stream, access) = (Making { source, meter: &inner }, Access::Independent);
    visit(Member { name, content: Content::File { stream: &mut stream, size: Some(size), access } })
}

/// Bytes of a member in the archive; of a sparse file fewer than it has.
fn stored<R: Read>(entry: &Entry<'_, R>) -> io::Result<u64> {
    match entry.header().entry_type() {
        EntryType::GNUSparse => Header::entry_size(entry.header()),
        _ => Ok(entry.size()),
    }
}

/// What the iteration tells its [`Gate`].
#[derive(Default)]
struct State {
    /// Bytes that may pass.
    left: Cell<u64>,
    /// Where the content of the last member ends.
    content: Cell<u64>,
}

/// Lets a set number of bytes through, read or passed over, and no seek past the end. An archive may end
/// where its last content does: what fills up the block then is made up, as Go's `archive/tar` does, which
/// writes and reads most images.
struct Gate<'a, R: ?Sized> {
    source: &'a mut R,
    state: Rc<State>,
    at: u64,
    end: u64,
}

impl<R: Read + ?Sized> Gate<'_, R> {
    fn pass(&mut self, count: u64) {
        self.at = self.at.saturating_add(count);
        self.state.left.set(self.state.left.get().saturating_sub(count));
    }
}

impl<R: Read + ?Sized> Read for Gate<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.state.left.get() == 0 {
            return Err(io::Error::other(Breach::Header));
        }
        let mut count = self.source.read(buffer)?;
        if count == 0 && self.at >= self.state.content.get() {
            let filling = self.at.next_multiple_of(BLOCK) - self.at;
            count = buffer.len().min(usize::try_from(filling).unwrap_or(0));
            buffer[..count].fill(0);
        }
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
        if self.state.content.get() > self.end || self.at > self.end.next_multiple_of(BLOCK) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.source.seek(SeekFrom::Start(self.at))
    }
}
