use std::io::{self, BufRead, BufReader, Read};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use super::digits::{u16_at, u32_at, u64_at};
use super::{Access, Content, Making, Member, Meter, Stream, Taking, Visit, malformed, xz, zstd};

/// What the headers of a member say (APPNOTE 4.3.7 and 4.3.12).
pub(super) struct Header {
    pub(super) name: Vec<u8>,
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) checksum: u32,
    pub(super) packed: u64,
    pub(super) size: u64,
    /// AES strength of WinZip's extra field 0x9901, and the method below it.
    pub(super) aes: Option<(u8, u16)>,
}

/// What the reader of a member of unknown length needs to know of where it ends.
pub(super) const STORED: u16 = 0;
pub(super) const DEFLATE: u16 = 8;
const BZIP2: u16 = 12;
const ZSTD: u16 = 93;
const XZ: u16 = 95;
const AES: u16 = 99;

/// Bits of [`Header::flags`] (APPNOTE 4.4.4).
const ENCRYPTED: u16 = 1;
/// Sizes and checksum follow the content.
pub(super) const DEFERRED: u16 = 1 << 3;
const STRONG: u16 = 1 << 6;

impl Header {
    /// Takes over what an extra field says (APPNOTE 4.5): 64-bit sizes where the short ones are full, and
    /// the AES strength. Gives the 64-bit offset of the local header, when it has one and needs it.
    pub(super) fn extra(&mut self, mut fields: &[u8], offset_is_full: Full) -> Option<u64> {
        let mut offset = None;
        while let [_, _, _, _, rest @ ..] = fields {
            let (id, length) = (u16_at(fields, 0), usize::from(u16_at(fields, 2)));
            let Some((mut field, next)) = rest.split_at_checked(length) else { break };
            if id == 1 {
                let mut wide = |is_full: bool| {
                    if is_full { field.split_off(..8).map(|bytes| u64_at(bytes, 0)) } else { None }
                };
                self.size = wide(self.size == FULL).unwrap_or(self.size);
                self.packed = wide(self.packed == FULL).unwrap_or(self.packed);
                offset = wide(offset_is_full == Full::Yes);
            } else if id == 0x9901 && field.len() >= 7 {
                self.aes = Some((field[4], u16_at(field, 5)));
            }
            fields = next;
        }
        offset
    }

    /// The scheme by which the content is encrypted.
    pub(super) fn encryption(&self) -> Option<String> {
        if self.flags & ENCRYPTED == 0 {
            return None;
        }
        Some(match self.aes {
            _ if self.flags & STRONG != 0 => "PKWARE strong encryption".to_owned(),
            Some((strength @ 1..=3, _)) => format!("WinZip AES-{}", 64 + 64 * u32::from(strength)),
            _ if self.method == AES => "WinZip AES".to_owned(),
            _ => "ZipCrypto (PKWARE traditional encryption)".to_owned(),
        })
    }
}

/// Whether the offset of a directory's record is left to the extra field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Full {
    Yes,
    No,
}

/// A 32-bit size that is left to the extra field.
pub(super) const FULL: u64 = 0xFFFF_FFFF;

/// Gives a member whose packed content is all of `packed` to `visit`.
pub(super) fn visit_packed(
    header: &Header,
    packed: &mut dyn Read,
    access: Access,
    meter: &Meter<'_>,
    visit: &mut Visit<'_>,
) -> io::Result<()> {
    let member = |content| Member { name: &header.name, content };
    if let Some(scheme) = header.encryption() {
        return visit(member(Content::Encrypted(scheme)));
    }
    let inner = meter.inner();
    let source: Stream<'_> = Box::new(Taking { source: packed, meter: &inner });
    let stream: io::Result<Stream<'_>> = match header.method {
        STORED => Ok(Box::new(Making { source, meter: &inner })),
        DEFLATE => {
            let decoder = DeflateDecoder::new(BufReader::new(source));
            Ok(Box::new(Making { source: decoder, meter: &inner }))
        }
        BZIP2 => {
            let decoder = ::bzip2::read::BzDecoder::new(source);
            Ok(Box::new(Making { source: decoder, meter: &inner }))
        }
        ZSTD => zstd::decode(source, &inner),
        XZ => xz::decode(source, &inner),
        method => return visit(member(Content::Unsupported(method_name(method)))),
    };
    let mut stream = match stream {
        Ok(stream) => Checked { source: stream, sum: Crc::new(), expected: header.checksum },
        Err(_) => return visit(member(Content::Malformed("it is not packed as it says"))),
    };
    visit(member(Content::File { stream: &mut stream, size: Some(header.size), access }))
}

/// Reads a deflated member whose length nothing says in advance.
pub(super) fn visit_deflated(
    header: &Header,
    source: &mut dyn BufRead,
    meter: &Meter<'_>,
    visit: &mut Visit<'_>,
) -> io::Result<()> {
    let inner = meter.inner();
    let mut stream = Making { source: DeflateDecoder::new(source), meter: &inner };
    let content = Content::File { stream: &mut stream, size: None, access: Access::Sequential };
    visit(Member { name: &header.name, content })?;
    io::copy(&mut stream, &mut io::sink())?;
    meter.took(stream.source.total_in());
    Ok(())
}

/// APPNOTE 4.4.5.
fn method_name(method: u16) -> String {
    match method {
        1 => "shrink".to_owned(),
        2..=5 => "reduce".to_owned(),
        6 => "implode".to_owned(),
        9 => "Deflate64".to_owned(),
        14 => "LZMA".to_owned(),
        98 => "PPMd".to_owned(),
        number => format!("compression method {number}"),
    }
}

/// Compares the checksum when the content was read to its end.
struct Checked<R> {
    source: R,
    sum: Crc,
    expected: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.sum.update(&buffer[..count]);
        if count == 0 && !buffer.is_empty() && self.sum.sum() != self.expected {
            return Err(malformed("its checksum differs"));
        }
        Ok(count)
    }
}

/// A local header behind its signature, with its name and extra field; the offset of what follows is where `source` stands.
pub(super) fn local_header(source: &mut dyn Read) -> io::Result<Header> {
    let mut fixed = [0; 26];
    source.read_exact(&mut fixed)?;
    let mut name = vec![0; usize::from(u16_at(&fixed, 22))];
    let mut extra = vec![0; usize::from(u16_at(&fixed, 24))];
    source.read_exact(&mut name)?;
    source.read_exact(&mut extra)?;
    let mut header = Header {
        name,
        flags: u16_at(&fixed, 2),
        method: u16_at(&fixed, 4),
        checksum: u32_at(&fixed, 10),
        packed: u32_at(&fixed, 14).into(),
        size: u32_at(&fixed, 18).into(),
        aes: None,
    };
    header.extra(&extra, Full::No);
    Ok(header)
}
