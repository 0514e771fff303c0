//! Go's build information (`src/debug/buildinfo/buildinfo.go`, `src/runtime/debug/mod.go`).

use super::Image;

const MAGIC: &[u8] = b"\xFF Go buildinf:";
/// Bytes of the module list, and its lines; kubectl has 15 000 and 150.
const BYTES: usize = 4 * 1024 * 1024;
const LINES: usize = 20_000;
/// The list is framed by 16 bytes at both ends (`cmd/go/internal/modload/build.go`).
const FRAME: usize = 16;

/// What the linker says of a program.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct BuildInformation {
    /// Offset in the input.
    pub offset: u64,
    /// `go1.22.3`, with experiments after it.
    pub go_version: String,
    /// Modules that packages come from, the program's own first.
    pub modules: Vec<Module>,
    /// Build settings that change the cryptography.
    pub settings: Vec<String>,
}

/// A module by path and version.
#[derive(Debug, PartialEq, Eq)]
pub struct Module {
    /// As it is required.
    pub own: (String, String),
    /// What was built in its place.
    pub replacement: Option<(String, String)>,
}

/// The build information of `image`, if it is a Go program.
pub fn build_information(image: &Image<'_>) -> Option<BuildInformation> {
    let region = [".go.buildinfo", "__go_buildinfo"]
        .iter()
        .find_map(|name| image.section(name))
        .or_else(|| {
            // PE has no section of its own for it: it is at the start of the first writable one.
            image.data().iter().copied().find(|region| find(region.bytes).is_some())
        })?;
    let at = find(region.bytes)?;
    let header = &region.bytes[at..];
    let (pointer_size, flags) = (*header.get(14)?, *header.get(15)?);
    let (version, list) = if flags & 2 == 0 {
        let is_big = flags & 1 == 1;
        let pointer = |index: usize| {
            number(header.get(16 + index * usize::from(pointer_size)..)?, pointer_size, is_big)
        };
        let text = |address: u64| pointed(image, address, pointer_size, is_big);
        (text(pointer(0)?)?, text(pointer(1)?).unwrap_or_default())
    } else {
        let (version, rest) = counted(header.get(32..)?)?;
        (version, counted(rest).map(|(list, _)| list).unwrap_or_default())
    };
    let go_version = std::str::from_utf8(version).ok()?.to_owned();
    if !go_version.contains("go") || go_version.len() > 200 {
        return None;
    }
    let mut built = BuildInformation {
        offset: region.offset + at as u64,
        go_version,
        ..BuildInformation::default()
    };
    // The byte before the frame at the end is a line feed.
    if list.len() > 2 * FRAME && list[list.len() - FRAME - 1] == b'\n' {
        let lines = std::str::from_utf8(&list[FRAME..list.len() - FRAME]).unwrap_or_default();
        lines.lines().take(LINES).for_each(|line| built.line(line));
    }
    Some(built)
}

impl BuildInformation {
    fn line(&mut self, line: &str) {
        let fields = line.split('\t').collect::<Vec<_>>();
        match fields[..] {
            ["mod" | "dep", path, version, ..] => {
                self.modules
                    .push(Module { own: (path.to_owned(), version.to_owned()), replacement: None });
            }
            ["=>", path, version, ..] => {
                if let Some(module) = self.modules.last_mut() {
                    module.replacement = Some((path.to_owned(), version.to_owned()));
                }
            }
            ["build", setting] if is_telling(setting) => self.settings.push(setting.to_owned()),
            _ => {}
        }
    }
}

/// FIPS modes and BoringCrypto (Go 1.24 release notes, `GOFIPS140`; `GOEXPERIMENT=boringcrypto`).
fn is_telling(setting: &str) -> bool {
    setting.starts_with("GOFIPS140=")
        || (setting.starts_with("GOEXPERIMENT=") && setting.contains("crypto"))
}

/// The header is aligned to 16 bytes.
fn find(bytes: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(&bytes[..bytes.len().min(1024 * 1024)], MAGIC).find(|at| at % 16 == 0)
}

fn number(bytes: &[u8], size: u8, is_big: bool) -> Option<u64> {
    let bytes = bytes.get(..usize::from(size))?;
    match (bytes.len(), is_big) {
        (4, false) => Some(u64::from(u32::from_le_bytes(bytes.try_into().ok()?))),
        (4, true) => Some(u64::from(u32::from_be_bytes(bytes.try_into().ok()?))),
        (8, false) => Some(u64::from_le_bytes(bytes.try_into().ok()?)),
        (8, true) => Some(u64::from_be_bytes(bytes.try_into().ok()?)),
        _ => None,
    }
}

/// A Go string by the address of its header { data, length }.
fn pointed<'a>(image: &Image<'a>, address: u64, size: u8, is_big: bool) -> Option<&'a [u8]> {
    let header = image.at(address, u64::from(size) * 2)?;
    let data = number(header, size, is_big)?;
    let length = number(header.get(usize::from(size)..)?, size, is_big)?;
    (length <= BYTES as u64).then(|| image.at(data, length)).flatten()
}

/// Bytes after their count as an unsigned varint (`encoding/binary`).
fn counted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut length = 0_usize;
    for (index, byte) in bytes.iter().take(5).enumerate() {
        length |= usize::from(byte & 0x7F) << (7 * index);
        if byte & 0x80 == 0 {
            return if length > BYTES {
                None
            } else {
                bytes.get(index + 1..)?.split_at_checked(length)
            };
        }
    }
    None
}
