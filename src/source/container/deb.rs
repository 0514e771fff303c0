use std::io::{self, Read};

use super::digits::number;
use super::{Access, Content, Format, Member, Meter, Reading, Visit, malformed, read_block, skip};

/// deb(5): an `ar` archive whose first member is `debian-binary`. Other `ar` archives are libraries of
/// object code and are left alone.
pub const FORMAT: Format = Format {
    id: "deb",
    title: "a Debian package",
    matches: |head| head.starts_with(b"!<arch>\ndebian-binary"),
    reading: Reading::Sequence(read),
};

const MAGIC: u64 = 8;

fn read(source: &mut dyn Read, meter: &Meter<'_>, visit: &mut Visit<'_>) -> io::Result<()> {
    skip(source, MAGIC)?;
    let mut header = [0; 60];
    while read_block(source, &mut header)?.is_some() {
        if !header.ends_with(b"`\n") {
            return Err(malformed("a member without its header"));
        }
        meter.entry()?;
        let size = number(&header[48..58], 10)?;
        let name = header[..16].trim_ascii_end();
        let name = name.strip_suffix(b"/").unwrap_or(name);
        let mut stream = (&mut *source).take(size);
        let content =
            Content::File { stream: &mut stream, size: Some(size), access: Access::Sequential };
        visit(Member { name, content })?;
        let left = stream.limit();
        skip(source, left)?;
        // Members begin at even offsets; the last one may lack the filling byte.
        if size % 2 == 1 && read_block(source, &mut [0])?.is_none() {
            break;
        }
    }
    Ok(())
}
