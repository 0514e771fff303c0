//! Files that hold files: archives, packages, images of file systems and compressed streams.
//!
//! A format is one file that exports one `const` [`Format`]; [`FORMATS`] lists them. It is recognised by
//! its first bytes and read as a sequence of members, in memory and in constant space: nothing is
//! written, no link followed, no name resolved, so that a hostile name is no more than a text. What
//! bounds the reading is a [`Meter`].

mod bounds;
mod bzip2;
mod capture;
mod codec;
mod cpio;
mod deb;
mod digits;
mod disk;
mod gzip;
pub mod image;
mod log;
mod lzma;
mod random;
mod rpm;
mod tar;
mod tar_sparse;
mod unread;
mod xz;
mod zip;
mod zip_directory;
mod zip_member;
mod zstd;

pub use bounds::{Bounds, Breach, Budget, Held, Making, Meter, Taking};
pub use random::RandomFile;

use std::borrow::Cow;
use std::io::{self, Read, Seek};

use crate::model::UnknownReason;

/// One format of container: data and two functions.
pub struct Format {
    /// Kebab-case id, equal to the file stem where the file has one format.
    pub id: &'static str,
    /// What people call it, with its article.
    pub title: &'static str,
    /// Whether a stream that begins with these bytes (up to 64 KiB) is one.
    pub matches: fn(&[u8]) -> bool,
    /// How it is read.
    pub reading: Reading,
}

impl Format {
    /// Whether it is usually compressed as a whole, so that the two make one container.
    #[must_use]
    pub fn compressed_as_a_whole(&self) -> bool {
        matches!(self.id, "tar" | "cpio")
    }

    /// What its members are.
    #[must_use]
    pub const fn holds(&self) -> Holds {
        match self.id.as_bytes() {
            b"pcap" | b"pcapng" => Holds::Flows,
            _ => Holds::Files,
        }
    }
}

/// What the members of a container are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Files.
    Files,
    /// What was said between two peers.
    Flows,
}

/// How a format is read.
pub enum Reading {
    /// Members one after another.
    Sequence(ReadStream),
    /// Members one after another, and quicker where what is not wanted can be passed over.
    Skipping(ReadStream, ReadSeek),
    /// Members that a directory at the end lists; without it, or where the whole is too large to hold,
    /// one after another.
    Directory(ReadStream, ReadSeek),
    /// One stream in another form.
    Single(Decode),
    /// Recognised and not read: what would resolve it, and what it calls itself.
    Unread(&'static str, Label),
}

/// The name of a volume, of a stream that begins with these bytes.
pub type Label = fn(&[u8]) -> Option<&[u8]>;

/// Gives a stream in its other form.
pub type Decode = for<'a> fn(Stream<'a>, &'a Meter<'a>) -> io::Result<Stream<'a>>;

/// A stream that owns what it reads from.
pub type Stream<'a> = Box<dyn Read + 'a>;

/// Reads all members of a stream.
pub type ReadStream = fn(&mut dyn Read, &Meter<'_>, &mut Visit<'_>) -> io::Result<()>;

/// Reads all members of something with random access.
pub type ReadSeek = fn(&mut dyn Random, &Meter<'_>, &mut Visit<'_>) -> io::Result<()>;

/// Something with random access.
pub trait Random: Read + Seek {}

impl<T: Read + Seek> Random for T {}

/// Gets every member; an error ends the reading of the container.
pub type Visit<'a> = dyn FnMut(Member<'_>) -> io::Result<()> + 'a;

/// One thing in a container.
pub struct Member<'a> {
    /// Its name, as the container has it.
    pub name: &'a [u8],
    /// What it is.
    pub content: Content<'a>,
}

/// What a member is.
pub enum Content<'a> {
    /// A regular file.
    File {
        /// What is in it.
        stream: &'a mut dyn Read,
        /// Its size in bytes, as far as the container says.
        size: Option<u64>,
        /// What a fault in it means.
        access: Access,
    },
    /// A symbolic or hard link.
    Link,
    /// A device, fifo or socket.
    Special,
    /// It is encrypted, by this scheme.
    Encrypted(String),
    /// It is packed in a way that is not read; says how.
    Unsupported(String),
    /// It was not read, for this reason and in these words.
    Unread(UnknownReason, String),
    /// It lies where there is none; says how that shows.
    Malformed(&'static str),
}

/// Whether members depend on one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// A fault in one ends the container.
    Sequential,
    /// A fault in one leaves the others readable.
    Independent,
}

/// Every format, in the order in which they are asked.
pub const FORMATS: &[&Format] = &[
    &zip::FORMAT,
    &gzip::FORMAT,
    &xz::FORMAT,
    &zstd::FORMAT,
    &bzip2::FORMAT,
    &deb::FORMAT,
    &rpm::FORMAT,
    &capture::PCAP,
    &capture::PCAPNG,
    &log::ZEEK,
    &log::JSON,
    &cpio::FORMAT,
    &unread::SEVEN_ZIP,
    &unread::RAR,
    &unread::CABINET,
    &unread::LZ4,
    &unread::LZIP,
    &unread::XAR,
    &unread::ARJ,
    &unread::COMPRESS,
    &disk::SQUASHFS,
    &disk::XFS,
    &disk::QCOW,
    &disk::VMDK,
    &disk::VDI,
    &disk::VHDX,
    &disk::VHD,
    &disk::OTHER_DISK,
    &disk::WIM,
    &lzma::FORMAT,
    &tar::FORMAT,
    // Far behind the first bytes, where other formats may have anything; a hybrid disc has a boot record too.
    &disk::ISO_9660,
    &disk::EROFS,
    &disk::EXT,
    &disk::NTFS,
    &disk::FAT,
    &disk::GPT,
    &disk::MBR,
];

/// The format of a stream that begins with `head`.
#[must_use]
pub fn recognise(head: &[u8]) -> Option<&'static Format> {
    FORMATS.iter().find(|format| (format.matches)(head)).copied()
}

/// The archive behind a program or script that begins with `head` and is as a whole in `source`.
#[must_use]
pub fn behind_program(head: &[u8], source: &mut dyn Random) -> Option<&'static Format> {
    (may_start_archive(head) && zip_directory::is_behind(source)).then_some(&zip::BEHIND)
}

/// Whether a stream begins like a program (ELF, PE, Mach-O), or like a script that bytes follow.
#[must_use]
pub fn may_start_archive(head: &[u8]) -> bool {
    let program: [&[u8]; 5] =
        [b"\x7FELF", b"MZ", &[0xCF, 0xFA, 0xED, 0xFE], &[0xCE, 0xFA, 0xED, 0xFE], b"#!"];
    program.iter().any(|magic| head.starts_with(magic)) && head.contains(&0)
}

/// A member's name as text: bytes that are not UTF-8, control characters and `!`, which parts the
/// levels of nesting, as `\xNN`; a leading `./` is left out and what passes [`Bounds::NAME`] is cut.
#[must_use]
pub fn member_text(name: &[u8]) -> String {
    let cut = &name[..name.len().min(Bounds::NAME)];
    let short = cut.strip_prefix(b"./").unwrap_or(cut);
    let text = super::name_text(short, |character| (character != '!').then_some(character));
    if cut.len() < name.len() { text + "…" } else { text }
}

/// The name of a volume as text, without what fills it up.
#[must_use]
pub fn label_text(label: &[u8]) -> String {
    let end = label.iter().rposition(|byte| !matches!(byte, 0 | b' ')).map_or(0, |at| at + 1);
    super::name_text(&label[..end], Some)
}

/// Name of the one stream in a compressed file of this name.
#[must_use]
pub fn name_inside(name: &str) -> Cow<'_, str> {
    let ending = name.rfind('.').filter(|at| *at > 0).map(|at| (&name[..at], &name[at + 1..]));
    match ending {
        Some((stem, "gz" | "xz" | "zst" | "bz2" | "lzma")) => Cow::Borrowed(stem),
        Some((stem, "tgz" | "txz" | "tzst" | "tbz" | "tbz2")) => Cow::Owned(format!("{stem}.tar")),
        _ => Cow::Borrowed(name),
    }
}

/// Reads and drops up to `count` bytes; fewer are an unexpected end.
fn skip(source: &mut dyn Read, count: u64) -> io::Result<()> {
    let skipped = io::copy(&mut source.take(count), &mut io::sink())?;
    if skipped < count { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}

/// Fills `block`, or says that the stream had ended before its first byte.
fn read_block(source: &mut dyn Read, block: &mut [u8]) -> io::Result<Option<()>> {
    let mut filled = 0;
    while filled < block.len() {
        match source.read(&mut block[filled..]) {
            Ok(0) if filled == 0 => return Ok(None),
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Some(()))
}

/// Bytes that break the format.
fn malformed(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_members_stay_readable_and_distinct() {
        assert_eq!(member_text(b"./etc/x.pem"), "etc/x.pem");
        assert_eq!(member_text(b"../../etc/passwd"), "../../etc/passwd");
        assert_eq!(member_text(b"a!b\n\xFF"), "a\\x21b\\x0A\\xFF");
        assert_eq!(member_text(&[b'a'; 5000]).chars().count(), 4097);
    }

    #[test]
    fn the_stream_in_a_compressed_file_has_a_name() {
        let names = [("x.pem.gz", "x.pem"), ("a.tgz", "a.tar"), (".gz", ".gz"), ("blob", "blob")];
        for (name, inside) in names {
            assert_eq!(name_inside(name), inside);
        }
    }
}
