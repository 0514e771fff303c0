use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use super::packages::{Package, Packages};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Cryptographic crates of a Rust workspace.
pub const DETECTOR: Detector = Detector {
    id: "rust-packages",
    title: "Cryptographic crates in Cargo.lock",
    about: "Reads `Cargo.lock` of every version (The Cargo Book, Cargo.lock). A lock file also names what only other \
            targets and features use. Only crates that the registry of libraries knows are listed; one without `source` \
            is a member of the workspace itself and is left out.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    peek.name == "Cargo.lock"
}

#[derive(Deserialize)]
struct Lock {
    #[serde(default)]
    package: Vec<Entry>,
    /// The second form of a lock file's version 1.
    root: Option<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: Spanned<String>,
    version: String,
    source: Option<String>,
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let lock = std::str::from_utf8(input.bytes).ok().map(toml::from_str::<Lock>);
    let lock = match lock {
        Some(Ok(lock)) => lock,
        Some(Err(error)) => {
            let at = error.span().map_or(0, |span| span.start);
            packages.malformed(
                at,
                "a Cargo.lock that cannot be read; `cargo generate-lockfile` makes it anew",
            );
            return;
        }
        None => {
            packages.malformed(
                0,
                "a Cargo.lock that is not UTF-8; `cargo generate-lockfile` makes it anew",
            );
            return;
        }
    };
    let mut seen = BTreeSet::new();
    for entry in lock.package.iter().chain(&lock.root).filter(|entry| entry.source.is_some()) {
        let name = entry.name.get_ref();
        if seen.insert((name, &entry.version)) {
            let offset = entry.name.span().start;
            packages.pinned(
                Ecosystem::Cargo,
                Package { name, version: Some(&entry.version), offset, ..Package::default() },
            );
        }
    }
}
