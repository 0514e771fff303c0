//! Containers made in memory, by other code than that which reads them where there is some.

use std::io::{Cursor, Read, Write};

/// Something in a container.
pub type Named<'a> = (&'a str, &'a [u8]);

/// A maker of one format: its name, whether it holds one stream only, and the maker.
pub struct Maker {
    pub ending: &'static str,
    pub holds: Holds,
    pub make: fn(&[Named<'_>]) -> Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    Members,
    OneStream,
}

pub const MAKERS: &[Maker] = &[
    Maker { ending: "zip", holds: Holds::Members, make: zip },
    Maker { ending: "stored.zip", holds: Holds::Members, make: zip_stored },
    Maker { ending: "zstd.zip", holds: Holds::Members, make: zip_zstd },
    Maker { ending: "tar", holds: Holds::Members, make: tar },
    Maker { ending: "newc.cpio", holds: Holds::Members, make: cpio_newc },
    Maker { ending: "odc.cpio", holds: Holds::Members, make: cpio_odc },
    Maker { ending: "deb", holds: Holds::Members, make: deb },
    Maker { ending: "rpm", holds: Holds::Members, make: rpm },
    Maker { ending: "gz", holds: Holds::OneStream, make: |members| gzip(members[0].1) },
    Maker { ending: "xz", holds: Holds::OneStream, make: |members| xz(members[0].1) },
    Maker { ending: "lzma", holds: Holds::OneStream, make: |members| lzma(members[0].1) },
    Maker { ending: "zst", holds: Holds::OneStream, make: |members| zstd(members[0].1) },
    Maker { ending: "bz2", holds: Holds::OneStream, make: |members| bzip2(members[0].1) },
];

pub fn zip(members: &[Named<'_>]) -> Vec<u8> {
    zip_with(members, ::zip::CompressionMethod::Deflated)
}

fn zip_stored(members: &[Named<'_>]) -> Vec<u8> {
    zip_with(members, ::zip::CompressionMethod::Stored)
}

fn zip_zstd(members: &[Named<'_>]) -> Vec<u8> {
    zip_with(members, ::zip::CompressionMethod::Zstd)
}

fn zip_with(members: &[Named<'_>], method: ::zip::CompressionMethod) -> Vec<u8> {
    let options = ::zip::write::SimpleFileOptions::default().compression_method(method);
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A zip whose sizes stand behind the members, as one that was written into a pipe.
pub fn zip_streamed(members: &[Named<'_>]) -> Vec<u8> {
    let options = ::zip::write::SimpleFileOptions::default();
    let mut writer = ::zip::ZipWriter::new_stream(Vec::new());
    for (name, bytes) in members {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub fn tar(members: &[Named<'_>]) -> Vec<u8> {
    let mut builder = ::tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        append(&mut builder, name, bytes.len() as u64, *bytes);
    }
    builder.into_inner().unwrap()
}

/// Adds a regular file, whatever its name.
pub fn append<W: Write>(
    builder: &mut ::tar::Builder<W>,
    name: &str,
    size: u64,
    content: impl Read,
) {
    let mut header = ::tar::Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o644);
    let field = &mut header.as_old_mut().name;
    if name.len() <= field.len() {
        field[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        builder.append(&header, content).unwrap();
    } else {
        builder.append_data(&mut header, name, content).unwrap();
    }
}

fn cpio(members: &[Named<'_>], entry: fn(&[u8], u32, usize) -> (String, usize)) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, bytes) in members.iter().copied().chain([("TRAILER!!!", &b""[..])]) {
        let (header, align) = entry(name.as_bytes(), 0o100_644, bytes.len());
        out.extend_from_slice(header.as_bytes());
        out.extend_from_slice(name.as_bytes());
        out.push(0);
        out.resize(out.len().next_multiple_of(align), 0);
        out.extend_from_slice(bytes);
        out.resize(out.len().next_multiple_of(align), 0);
    }
    out
}

pub fn cpio_newc(members: &[Named<'_>]) -> Vec<u8> {
    cpio(members, |name, mode, size| {
        let fields = [1, mode, 0, 0, 1, 0, u32::try_from(size).unwrap(), 0, 0, 0, 0];
        let fields = fields.map(|field| format!("{field:08X}")).concat();
        (format!("070701{fields}{:08X}{:08X}", name.len() + 1, 0), 4)
    })
}

fn cpio_odc(members: &[Named<'_>]) -> Vec<u8> {
    cpio(members, |name, mode, size| {
        let fields = [0, 1, mode, 0, 0, 1, 0].map(|field| format!("{field:06o}")).concat();
        (format!("070707{fields}{:011o}{:06o}{size:011o}", 0, name.len() + 1), 1)
    })
}

/// With the members right inside the `ar` archive.
fn deb(members: &[Named<'_>]) -> Vec<u8> {
    let mut out = b"!<arch>\n".to_vec();
    for (name, bytes) in [("debian-binary", &b"2.0\n"[..])].iter().chain(members) {
        let header =
            format!("{name:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", 0, 0, 0, 100_644, bytes.len());
        out.extend_from_slice(header.as_bytes());
        out.extend_from_slice(bytes);
        out.resize(out.len().next_multiple_of(2), b'\n');
    }
    out
}

fn rpm(members: &[Named<'_>]) -> Vec<u8> {
    let mut out = vec![0xED, 0xAB, 0xEE, 0xDB, 3, 0];
    out.resize(96, 0);
    // A signature of one entry and five bytes, filled up to eight; a header of two entries and nine bytes.
    for (entries, data, filled) in [(1_u32, 5_u32, 3), (2, 9, 0)] {
        out.extend_from_slice(&[0x8E, 0xAD, 0xE8, 1, 0, 0, 0, 0]);
        out.extend_from_slice(&entries.to_be_bytes());
        out.extend_from_slice(&data.to_be_bytes());
        out.resize(out.len() + (entries * 16 + data) as usize + filled, 7);
    }
    out.extend_from_slice(&gzip(&cpio_newc(members)));
    out
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

pub fn xz(bytes: &[u8]) -> Vec<u8> {
    let options = lzma_rust2::XzOptions::with_preset(1);
    let mut writer = lzma_rust2::XzWriter::new(Vec::new(), options).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn lzma(bytes: &[u8]) -> Vec<u8> {
    let options = lzma_rust2::LzmaOptions::with_preset(1);
    let mut writer = lzma_rust2::LzmaWriter::new_use_header(Vec::new(), &options, None).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    ::zstd::stream::encode_all(bytes, 1).unwrap()
}

pub fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut writer = ::bzip2::write::BzEncoder::new(Vec::new(), ::bzip2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}
