//! Rust crates of cryptography that a program was built from.

use std::collections::BTreeSet;
use std::io::Read as _;

use flate2::read::ZlibDecoder;
use memchr::memmem::Finder;
use serde::Deserialize;

use super::executable::{Image, Region, is_executable};
use super::{Detector, Input, Peek, Sink};
use crate::model::{Asset, Confidence, Ecosystem, Finding, UnknownReason};
use crate::registry;

/// Finds Rust crates in binaries.
pub const DETECTOR: Detector = Detector {
    id: "rust-crate",
    title: "Cryptographic Rust crates in binaries",
    about: "The dependency list that cargo-auditable puts into ELF, PE and Mach-O programs (section .dep-v0 or \
            .rust-deps-v0, JSON in zlib): crates of the run-time graph that the registry knows as cryptographic. \
            Without it, with medium confidence, the source paths that panic messages keep \
            (…/registry/src/…/ring-0.17.14/src/…): these name crates that can panic, which need not be all. Bounded \
            in bytes and crates.",
    anchors: &[],
    wants,
    detect,
};

/// Bytes of the dependency list after inflation; cargo-auditable's reader allows 8 MiB.
const LIST: u64 = 8 * 1024 * 1024;
/// Source paths that are looked at.
const PATHS: usize = 200_000;

fn wants(peek: &Peek<'_>) -> bool {
    is_executable(peek.head) && !peek.head.starts_with(b"!<arch>")
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    for image in input.images() {
        let section = [".dep-v0", ".rust-deps-v0", "rust-deps-v0"]
            .iter()
            .find_map(|name| image.section(name));
        match section {
            Some(section) => audited(section, sink),
            None => from_paths(image, sink),
        }
    }
}

/// cargo-auditable's `auditable-serde`, what is used of it.
#[derive(Deserialize)]
struct List {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    #[serde(default)]
    kind: Option<String>,
}

fn audited(section: Region<'_>, sink: &mut Sink) {
    let mut text = Vec::new();
    let inflated = ZlibDecoder::new(section.bytes).take(LIST).read_to_end(&mut text);
    let list = inflated.ok().and_then(|_| serde_json::from_slice::<List>(&text).ok());
    let Some(list) = list else {
        let detail = "a list of Rust crates that cannot be inflated or read; cargo-auditable's own tools may say more";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, section.offset, None, detail);
        return;
    };
    let linked = list.packages.iter().filter(|package| package.kind.as_deref() != Some("build"));
    for Package { name, version, .. } in linked {
        if let Some(software) = registry::software(Ecosystem::Cargo, name, Some(version), None) {
            let finding =
                Finding::new(DETECTOR.id, Asset::Software(software), section.offset, None);
            sink.found(finding.note("Rust crate, listed by cargo-auditable"));
        }
    }
}

fn from_paths(image: &Image<'_>, sink: &mut Sink) {
    let mut seen = BTreeSet::new();
    let folder = Finder::new("/registry/");
    for region in image.data() {
        for at in folder.find_iter(region.bytes).take(PATHS) {
            let rest = &region.bytes[at..region.bytes.len().min(at + 200)];
            let Some((name, version)) = named(&rest[folder.needle().len()..]) else { continue };
            if !seen.insert((name, version)) {
                continue;
            }
            if let Some(software) = registry::software(Ecosystem::Cargo, name, Some(version), None)
            {
                let offset = region.offset + at as u64;
                let finding = Finding::new(DETECTOR.id, Asset::Software(software), offset, None);
                sink.found(
                    finding
                        .confidence(Confidence::Medium)
                        .note("Rust crate, named by a source path"),
                );
            }
        }
    }
}

/// Name and version of the crate in `src/INDEX-…/ring-0.17.14/src/lib.rs`, or in a distribution's
/// `ring-0.17.14/src/lib.rs`.
fn named(path: &[u8]) -> Option<(&str, &str)> {
    let mut parts = path.split(|byte| *byte == b'/');
    let mut part = parts.next()?;
    if part == b"src" {
        part = parts.nth(1)?;
    }
    // What follows makes it a whole folder name and not a text that is cut off.
    parts.next()?;
    let part = std::str::from_utf8(part).ok()?;
    let at = part.match_indices('-').map(|(at, _)| at).find(|at| {
        part.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit) && part[at + 1..].contains('.')
    })?;
    let (name, version) = (&part[..at], &part[at + 1..]);
    let is_name =
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let is_version = version
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+'));
    (!name.is_empty() && is_name && is_version).then_some((name, version))
}
