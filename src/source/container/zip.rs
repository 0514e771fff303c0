use std::io::{self, BufRead, BufReader, Read};

use super::zip_member::{DEFERRED, DEFLATE, local_header, visit_deflated, visit_packed};
use super::{
    Access, Content, Format, Member, Meter, Reading, Visit, malformed, skip, zip_directory,
};

/// PKWARE's APPNOTE.TXT 6.3.10: zip, and what is a zip by another name (JAR, WAR, EAR, APK, wheel, nupkg).
///
/// Read here and not by the `zip` library, which was measured (version 9.8.2) on hostile archives and on large ones:
/// - Of members that share a name it shows the last one only; what readers disagree on is where things are hidden, so
///   all are seen here.
/// - One broken record of the directory closes the whole archive to it, and so does a missing directory; here what lies
///   before the fault is read, and without a directory the local headers are.
/// - It holds the directory in memory: 226 MiB for a million members, where this reader holds a window of 256 KiB and a
///   whole scan takes 15 MiB, in less than half the time.
/// - It needs random access; a nested archive that is too large to hold is read here as a stream.
///
/// Decompression is of libraries. Tests make their archives with that library, and compare with what `unzip` reads.
pub const FORMAT: Format = Format {
    id: "zip",
    title: "a zip archive",
    matches: |head| {
        let has_version = head.get(5).is_some_and(|system| *system == 0);
        let spanned = head.strip_prefix(DESCRIPTOR).is_some_and(|rest| rest.starts_with(LOCAL));
        (head.starts_with(LOCAL) && has_version) || head.starts_with(END) || spanned
    },
    reading: Reading::Directory(read, zip_directory::read),
};

/// One behind a program or script, which starts or unpacks it: a self-extracting archive, an executable JAR of Spring
/// Boot, a zipapp of Python. It is known by its end, and the program is examined as such.
pub const BEHIND: Format = Format {
    id: "zip-behind-program",
    title: "a zip archive behind a program",
    matches: |_| false,
    ..FORMAT
};

pub(super) const LOCAL: &[u8; 4] = b"PK\x03\x04";
pub(super) const CENTRAL: &[u8; 4] = b"PK\x01\x02";
pub(super) const END: &[u8; 4] = b"PK\x05\x06";
const DESCRIPTOR: &[u8; 4] = b"PK\x07\x08";

/// Reads the members by their local headers.
pub(super) fn read(
    source: &mut dyn Read,
    meter: &Meter<'_>,
    visit: &mut Visit<'_>,
) -> io::Result<()> {
    let mut source = BufReader::with_capacity(64 * 1024, source);
    loop {
        let mut signature = [0; 4];
        source.read_exact(&mut signature)?;
        if signature == *DESCRIPTOR {
            // Marks the first part of a split archive (APPNOTE 8.5.4).
            return Err(io::ErrorKind::Unsupported.into());
        }
        if signature != *LOCAL {
            return match signature[..2] {
                [b'P', b'K'] => Ok(()),
                _ => Err(malformed("a member without its header")),
            };
        }
        meter.entry()?;
        let header = local_header(&mut source)?;
        let is_open_ended = header.flags & DEFERRED != 0 && header.packed == 0;
        if !is_open_ended {
            let mut packed = (&mut source).take(header.packed);
            if !header.name.ends_with(b"/") {
                visit_packed(&header, &mut packed, Access::Sequential, meter, visit)?;
            }
            let left = packed.limit();
            skip(&mut source, left)?;
        } else if header.method == DEFLATE && header.encryption().is_none() {
            visit_deflated(&header, &mut source, meter, visit)?;
        } else {
            let how = "a length that only the directory says".to_owned();
            return visit(Member { name: &header.name, content: Content::Unsupported(how) });
        }
        if header.flags & DEFERRED != 0 {
            skip_descriptor(&mut source)?;
        }
    }
}

/// Passes the checksum and sizes behind a member, with or without signature and of either width (APPNOTE 4.3.9).
fn skip_descriptor(source: &mut BufReader<&mut dyn Read>) -> io::Result<()> {
    let mut first = [0; 4];
    source.read_exact(&mut first)?;
    if first == *DESCRIPTOR {
        skip(source, 4)?;
    }
    skip(source, 8)?;
    let follows = |bytes: &[u8]| bytes.len() < 4 || bytes.starts_with(b"PK");
    if !follows(source.fill_buf()?) {
        skip(source, 8)?;
    }
    Ok(())
}
