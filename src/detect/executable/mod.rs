//! Executables, shared libraries, object files and static archives: what they import and export, which libraries they
//! name, and their data. ELF, PE and Mach-O are read by the `object` crate, lazily; WebAssembly here.

mod constants;
mod contained;
mod go;
mod image;
mod wasm;

use object::read::archive::ArchiveFile;
use object::read::macho::{FatArch, MachOFatFile32, MachOFatFile64};

use crate::model::Algorithm;
use crate::registry;

pub use contained::{Contained, library_of};
pub use go::{BuildInformation, Module, build_information};
pub use image::{Image, Region};

/// Members of an archive or architectures of a fat file that are looked at; libcrypto.a has a thousand.
const IMAGES: usize = 20_000;

const ARCHIVE: &[u8] = b"!<arch>\n";

/// Whether `head` begins like an executable, a library, an object file or an archive of them.
pub fn is_executable(head: &[u8]) -> bool {
    match head {
        // A core file (e_type 4) is a process, not a program.
        [0x7F, b'E', b'L', b'F', 1 | 2, 1, ..] => head.get(16) != Some(&4),
        [0x7F, b'E', b'L', b'F', 1 | 2, 2, ..] => head.get(17) != Some(&4),
        [b'M', b'Z', ..] => is_portable(head),
        [0xFE, 0xED, 0xFA, 0xCE | 0xCF, ..] | [0xCE | 0xCF, 0xFA, 0xED, 0xFE, ..] => true,
        // A Java class has the same magic; its next number is a version of at least 45.
        [0xCA, 0xFE, 0xBA, 0xBE | 0xBF, 0, 0, 0, count, ..] => (1..45).contains(count),
        [0, b'a', b's', b'm', 1, 0, 0, 0, ..] => true,
        _ => is_archive(head) && !is_package(head),
    }
}

/// Whether `head` begins an archive, which may hold anything.
pub fn is_archive(head: &[u8]) -> bool {
    head.starts_with(ARCHIVE)
}

/// The `PE\0\0` signature where the DOS header says that it is; that may lie behind what was read of the file.
fn is_portable(head: &[u8]) -> bool {
    let at = head.get(0x3C..0x40).and_then(|field| field.try_into().ok()).map(u32::from_le_bytes);
    at.and_then(|at| usize::try_from(at).ok())
        .is_some_and(|at| head.get(at..).and_then(|rest| rest.get(..4)) == Some(b"PE\0\0"))
}

/// A Debian package is an archive too.
fn is_package(head: &[u8]) -> bool {
    head[ARCHIVE.len()..].starts_with(b"debian-binary")
}

/// Every image in `bytes`: the one that it is, the architectures of a fat file, or the members of an archive. What
/// cannot be parsed gives none.
pub(super) fn images(bytes: &[u8]) -> Vec<Image<'_>> {
    if is_archive(bytes) {
        return members(bytes);
    }
    let parts = match bytes {
        [0xCA, 0xFE, 0xBA, 0xBE, ..] => {
            MachOFatFile32::parse(bytes).map(|fat| architectures(fat.arches()))
        }
        [0xCA, 0xFE, 0xBA, 0xBF, ..] => {
            MachOFatFile64::parse(bytes).map(|fat| architectures(fat.arches()))
        }
        _ => return Image::parse(bytes, 0).into_iter().collect(),
    };
    let parts = parts.unwrap_or_default();
    let image = |(offset, size): (u64, u64)| {
        let start = usize::try_from(offset).ok()?;
        let end = start.checked_add(usize::try_from(size).ok()?)?;
        let part = bytes.get(start..end)?;
        // A universal static library has archives inside.
        if is_archive(part) {
            return Some(members(part).into_iter().map(|image| image.moved(offset)).collect());
        }
        Some(Image::parse(part, offset).into_iter().collect::<Vec<_>>())
    };
    parts.into_iter().filter_map(image).flatten().take(IMAGES).collect()
}

fn architectures<A: FatArch>(all: &[A]) -> Vec<(u64, u64)> {
    all.iter().take(45).map(FatArch::file_range).collect()
}

fn members(bytes: &[u8]) -> Vec<Image<'_>> {
    let Ok(archive) = ArchiveFile::parse(bytes) else { return Vec::new() };
    let members = archive.members().map_while(Result::ok).take(IMAGES);
    let image = |member: object::read::archive::ArchiveMember<'_>| {
        let (offset, size) = member.file_range();
        let start = usize::try_from(offset).ok()?;
        let end = start.checked_add(usize::try_from(size).ok()?)?;
        Image::parse(bytes.get(start..end)?, offset)
    };
    members.filter_map(image).collect()
}

/// An algorithm by its registry name; one of a family without its parameters where there is no such algorithm (`ML-KEM`).
pub fn algorithm(name: &str) -> Algorithm {
    registry::by_name(name).unwrap_or_else(|| {
        let mut algorithm = Algorithm::verbatim(name, None);
        if let Some(family) = registry::families().find(|family| family.name == name) {
            algorithm.family = Some(family.name.to_owned());
            algorithm.primitive = family.primitive;
        }
        algorithm
    })
}
