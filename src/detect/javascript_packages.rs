use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::packages::{Entries, Package, Packages, lines, offset_in};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Cryptographic packages of a JavaScript project.
pub const DETECTOR: Detector = Detector {
    id: "javascript-packages",
    title: "Cryptographic packages in the lock files of npm, Yarn and pnpm, and in node_modules",
    about: "Reads `package-lock.json` and `npm-shrinkwrap.json` (lockfileVersion 1 to 3), `yarn.lock` of Yarn 1 and \
            later, `pnpm-lock.yaml` (versions 5 to 9), and `package.json` inside `node_modules`. Only packages that \
            the registry of libraries knows are listed. Dependencies nested more than 64 deep are left out and said so.",
    anchors: &[],
    wants,
    detect,
};

/// Dependencies inside dependencies of lockfileVersion 1.
const DEEPEST: usize = 64;

fn wants(peek: &Peek<'_>) -> bool {
    match peek.name {
        "package-lock.json" | "npm-shrinkwrap.json" | ".package-lock.json" => true,
        "yarn.lock" | "pnpm-lock.yaml" => true,
        "package.json" => installed_name(peek.path).is_some(),
        _ => false,
    }
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let Ok(text) = std::str::from_utf8(input.bytes) else {
        packages.malformed(0, "a lock file that is not UTF-8");
        return;
    };
    let text = text.trim_start_matches('\u{feff}');
    match input.name {
        "yarn.lock" => yarn(text, &mut packages),
        "pnpm-lock.yaml" => pnpm(text, &mut packages),
        "package.json" => installed(text, &mut packages),
        _ => npm(text, &mut packages),
    }
}

#[derive(Deserialize)]
struct Lock<'a> {
    #[serde(borrow, default)]
    packages: Entries<'a>,
    #[serde(borrow, default)]
    dependencies: Entries<'a>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    version: Option<Cow<'a, str>>,
    link: Option<bool>,
    #[serde(borrow, default)]
    dependencies: Entries<'a>,
}

fn npm(text: &str, packages: &mut Packages<'_>) {
    let lock = match serde_json::from_str::<Lock<'_>>(text) {
        Ok(lock) => lock,
        Err(_) => {
            packages.malformed(
                0,
                "a lock file of npm that is not its JSON; `npm install` makes it anew",
            );
            return;
        }
    };
    // Versions 2 and 3 have `packages`; version 2 repeats it as `dependencies` for older readers.
    for (path, raw) in &lock.packages.0 {
        let Some((_, name)) = path.rsplit_once("node_modules/") else { continue };
        if let Some(entry) = entry(raw)
            && entry.link != Some(true)
        {
            let name = entry.name.as_deref().unwrap_or(name);
            found(packages, name, entry.version.as_deref(), offset_in(text, raw.get()));
        }
    }
    if lock.packages.0.is_empty() {
        nested(text, lock.dependencies, packages);
    }
}

/// `dependencies` inside `dependencies` of version 1.
fn nested<'a>(text: &str, dependencies: Entries<'a>, packages: &mut Packages<'_>) {
    let mut open: Vec<(usize, Cow<'a, str>, &'a RawValue)> =
        dependencies.0.into_iter().map(|(name, raw)| (1, name, raw)).collect();
    let mut is_cut = false;
    while let Some((depth, name, raw)) = open.pop() {
        let Some(entry) = entry(raw) else { continue };
        // `npm:other@1.2.3` is another package under this name.
        let alias = entry.version.as_deref().and_then(|version| version.strip_prefix("npm:"));
        let (name, version) = match alias.and_then(|alias| alias.rsplit_once('@')) {
            Some((name, version)) => (Cow::Owned(name.to_owned()), Some(version)),
            None => (name, entry.version.as_deref()),
        };
        found(packages, &name, version, offset_in(text, raw.get()));
        if depth < DEEPEST {
            let inner = entry.dependencies.0.into_iter();
            open.extend(inner.map(|(name, raw)| (depth + 1, name, raw)));
        } else {
            is_cut |= !entry.dependencies.0.is_empty();
        }
    }
    if is_cut {
        packages.unsupported("dependencies nested more than 64 deep are not listed");
    }
}

fn entry(raw: &RawValue) -> Option<Entry<'_>> {
    serde_json::from_str(raw.get()).ok()
}

/// `node_modules/…/package.json`: what is installed.
fn installed(text: &str, packages: &mut Packages<'_>) {
    // Packages carry files of this name as test data, broken ones too: nothing is said of those.
    let Ok(entry) = serde_json::from_str::<Entry<'_>>(text) else { return };
    if let (Some(name), Some(version)) = (&entry.name, &entry.version) {
        found(packages, name, Some(version), 0);
    }
}

/// The package's folder in `node_modules`, where `path` is its `package.json` and nothing deeper.
fn installed_name(path: &str) -> Option<&str> {
    let folder = path.strip_suffix("/package.json")?;
    let name = match folder.rsplit_once("node_modules/") {
        Some((before, name)) if before.is_empty() || before.ends_with('/') => name,
        _ => return None,
    };
    let depth = name.matches('/').count();
    (depth == usize::from(name.starts_with('@'))).then_some(name)
}

/// Blocks that begin with one or more `name@range` and have a `version` (Yarn 1: `version "1.2.3"`;
/// later: `version: 1.2.3` beside `resolution: "name@npm:1.2.3"`).
fn yarn(text: &str, packages: &mut Packages<'_>) {
    let mut name = "";
    let mut start = 0;
    for (offset, line) in lines(text) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if !line.starts_with(' ') {
            let first = line.trim_end_matches(':').split(',').next().unwrap_or_default();
            (name, start) = (descriptor_name(first.trim().trim_matches('"')), offset);
            continue;
        }
        // Exactly one level: deeper lines are the names of dependencies.
        let Some(field) = line.strip_prefix("  ").filter(|field| !field.starts_with(' ')) else {
            continue;
        };
        let Some(value) = field.strip_prefix("version") else { continue };
        if value.starts_with([' ', ':']) {
            let version = value.trim_start_matches([' ', ':']).trim_matches('"');
            // A workspace's own packages have this version.
            if version != "0.0.0-use.local" {
                found(packages, name, Some(version), start);
            }
        }
    }
}

/// `name` of `name@range`, `@scope/name` of `@scope/name@npm:range`; the other package's name of an alias `name@npm:other@range`.
fn descriptor_name(descriptor: &str) -> &str {
    let end = |text: &str| text[1.min(text.len())..].find('@').map_or(text.len(), |at| at + 1);
    if !descriptor.is_char_boundary(1.min(descriptor.len())) {
        return "";
    }
    let name = &descriptor[..end(descriptor)];
    let range = descriptor[name.len()..].trim_start_matches('@');
    match range.strip_prefix("npm:") {
        Some(other) if other.is_char_boundary(1.min(other.len())) && end(other) < other.len() => {
            &other[..end(other)]
        }
        _ => name,
    }
}

/// Keys of `packages:`: `/name/1.2.3` (5), `/name@1.2.3(peer)` (6), `name@1.2.3` (9).
fn pnpm(text: &str, packages: &mut Packages<'_>) {
    let mut is_inside = false;
    for (offset, line) in lines(text) {
        if !line.starts_with([' ', '#']) && !line.is_empty() {
            is_inside = line.trim_end() == "packages:";
            continue;
        }
        let Some(key) = line.strip_prefix("  ").filter(|key| is_inside && !key.starts_with(' '))
        else {
            continue;
        };
        let Some((key, _)) = key.rsplit_once(':') else { continue };
        let key = key.trim().trim_matches(['\'', '"']);
        let key = key.strip_prefix('/').unwrap_or(key);
        if let Some((name, version)) = pnpm_key(key) {
            found(packages, name, Some(version), offset + 2);
        }
    }
}

/// Name and version, without the peers that follow in parentheses or behind an underscore.
fn pnpm_key(key: &str) -> Option<(&str, &str)> {
    let scope = if key.starts_with('@') { key.find('/')? + 1 } else { 0 };
    let at = scope + key[scope..].find(['@', '/'])?;
    let version = key[at + 1..].split(['(', '_']).next()?;
    Some((&key[..at], version))
}

fn found(packages: &mut Packages<'_>, name: &str, version: Option<&str>, offset: usize) {
    packages.pinned(Ecosystem::Npm, Package { name, version, offset, ..Package::default() });
}
