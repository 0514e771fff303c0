//! Cryptographic packages that a manifest asks for, where no lock file beside it says what was resolved.

use std::borrow::Cow;

use serde::Deserialize;

use super::packages::{Entries, Package, Packages, lines, offset_in};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Packages that a manifest declares.
pub const DETECTOR: Detector = Detector {
    id: "declared-packages",
    title: "Cryptographic packages that manifests ask for: npm, Cargo, Composer, Python, Ruby",
    about: "Direct dependencies of `package.json`, `Cargo.toml`, `composer.json`, `pyproject.toml` (PEP 621 and Poetry), `Pipfile`, \
            `Gemfile`, and of `requirements*.txt` where no version is pinned. What was resolved is not known, so that a package has \
            no version; the range that is asked for is in the note. Where a lock file lies beside the manifest, that is read \
            and the manifest is not. Only packages that the registry of libraries knows are listed; a manifest that cannot be \
            parsed (a template, test data) gives nothing.",
    anchors: &[],
    wants,
    detect,
};

/// A manifest, its ecosystem, the lock files that say more, and its reader.
struct Manifest {
    name: &'static str,
    ecosystem: Ecosystem,
    locks: &'static [&'static str],
    read: fn(&str, &mut Declared<'_>),
}

const MANIFESTS: [Manifest; 6] = [
    Manifest {
        name: "package.json",
        ecosystem: Ecosystem::Npm,
        locks: &["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml"],
        read: npm,
    },
    Manifest {
        name: "Cargo.toml",
        ecosystem: Ecosystem::Cargo,
        locks: &["Cargo.lock"],
        read: toml_tables,
    },
    Manifest {
        name: "composer.json",
        ecosystem: Ecosystem::Composer,
        locks: &["composer.lock"],
        read: composer,
    },
    Manifest {
        name: "pyproject.toml",
        ecosystem: Ecosystem::Pypi,
        locks: &["poetry.lock", "uv.lock", "pdm.lock", "pylock.toml"],
        read: toml_tables,
    },
    Manifest {
        name: "Pipfile",
        ecosystem: Ecosystem::Pypi,
        locks: &["Pipfile.lock"],
        read: toml_tables,
    },
    Manifest { name: "Gemfile", ecosystem: Ecosystem::Gem, locks: &["Gemfile.lock"], read: gems },
];

const REQUIREMENTS: Manifest =
    Manifest { name: "", ecosystem: Ecosystem::Pypi, locks: &[], read: requirements };

/// Longest range that a note repeats.
const RANGE: usize = 60;
/// Names whose place is looked for, and the longest text in which that is done.
const SEARCHES: usize = 2_000;
const LONGEST: usize = 256 * 1024;
/// Deepest table of a TOML manifest (`target.X.dependencies`, `tool.poetry.group.X.dependencies`).
const DEEPEST: usize = 6;

fn manifest(name: &str) -> Option<&'static Manifest> {
    let is_requirements = name
        .strip_suffix(".txt")
        .is_some_and(|stem| stem.split(['-', '_', '.']).any(|word| word == "requirements"));
    if is_requirements {
        return Some(&REQUIREMENTS);
    }
    MANIFESTS.iter().find(|manifest| manifest.name == name)
}

fn wants(peek: &Peek<'_>) -> bool {
    manifest(peek.name).is_some() && !peek.path.contains("node_modules/")
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some(manifest) = manifest(input.name) else { return };
    let folder = input.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = input.tree.map(|tree| tree.list(folder)).unwrap_or_default();
    if manifest.locks.iter().any(|lock| beside.iter().any(|name| name == lock)) {
        return;
    }
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    let packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let mut declared = Declared { ecosystem: manifest.ecosystem, packages, searches: 0 };
    (manifest.read)(text.trim_start_matches('\u{feff}'), &mut declared);
}

/// Where declarations go.
struct Declared<'a> {
    ecosystem: Ecosystem,
    packages: Packages<'a>,
    /// Names that were looked for in the text.
    searches: usize,
}

impl Declared<'_> {
    fn add(&mut self, name: &str, range: &str, offset: usize) {
        let range = range.trim();
        let note = match range {
            "" | "*" => "declared without a version".to_owned(),
            range => format!("declared as {}", range.chars().take(RANGE).collect::<String>()),
        };
        let package = Package { name, note: &note, offset, ..Package::default() };
        self.packages.requested(self.ecosystem, package);
    }

    /// Where `name` stands as a word of its own; 0 where it does not, and where looking would take too long.
    fn place(&mut self, text: &str, name: &str) -> usize {
        self.searches += 1;
        if self.searches > SEARCHES || text.len() > LONGEST { 0 } else { word(text, name) }
    }
}

#[derive(Deserialize)]
struct PackageJson<'a> {
    #[serde(borrow, default)]
    dependencies: Entries<'a>,
    #[serde(borrow, default, rename = "devDependencies")]
    development: Entries<'a>,
    #[serde(borrow, default, rename = "optionalDependencies")]
    optional: Entries<'a>,
}

fn npm(text: &str, declared: &mut Declared<'_>) {
    let Ok(manifest) = serde_json::from_str::<PackageJson<'_>>(text) else { return };
    for entries in [manifest.dependencies, manifest.development, manifest.optional] {
        ranges(text, entries, declared);
    }
}

#[derive(Deserialize)]
struct Composer<'a> {
    #[serde(borrow, default)]
    require: Entries<'a>,
    #[serde(borrow, default, rename = "require-dev")]
    development: Entries<'a>,
}

fn composer(text: &str, declared: &mut Declared<'_>) {
    let Ok(manifest) = serde_json::from_str::<Composer<'_>>(text) else { return };
    for entries in [manifest.require, manifest.development] {
        ranges(text, entries, declared);
    }
}

/// `{"name": "range"}`; `npm:other@range` is another package under this name.
fn ranges(text: &str, entries: Entries<'_>, declared: &mut Declared<'_>) {
    for (name, raw) in entries.0 {
        let range = serde_json::from_str::<Cow<'_, str>>(raw.get()).unwrap_or_default();
        let offset = offset_in(text, raw.get());
        match range.strip_prefix("npm:").and_then(|alias| alias.rsplit_once('@')) {
            Some((other, range)) => declared.add(other, range, offset),
            None => declared.add(&name, &range, offset),
        }
    }
}

/// Tables of dependencies wherever a manifest has them, and lists of requirements (PEP 621).
fn toml_tables(text: &str, declared: &mut Declared<'_>) {
    let Ok(manifest) = toml::from_str::<toml::Table>(text) else { return };
    tables(text, &manifest, 0, declared);
}

fn tables(text: &str, table: &toml::Table, depth: usize, declared: &mut Declared<'_>) {
    for (key, value) in table {
        let is_list = matches!(
            key.as_str(),
            "dependencies"
                | "dev-dependencies"
                | "build-dependencies"
                | "optional-dependencies"
                | "packages"
                | "dev-packages"
        );
        match value {
            toml::Value::Table(inner) if is_list && !is_grouped(inner) => {
                for (name, how) in inner {
                    let renamed = how.get("package").and_then(toml::Value::as_str);
                    let version = how.get("version").unwrap_or(how).as_str().unwrap_or_default();
                    let offset = declared.place(text, name);
                    declared.add(renamed.unwrap_or(name), version, offset);
                }
            }
            toml::Value::Table(inner) if depth < DEEPEST => {
                // Groups of PEP 621's optional dependencies are lists below.
                for list in inner.values().filter(|_| is_list).filter_map(toml::Value::as_array) {
                    list_of(text, list, declared);
                }
                tables(text, inner, depth + 1, declared);
            }
            toml::Value::Array(list) if is_list => list_of(text, list, declared),
            _ => {}
        }
    }
}

/// Whether a table's values are lists: names of groups and not of packages.
fn is_grouped(table: &toml::Table) -> bool {
    !table.is_empty() && table.values().all(toml::Value::is_array)
}

fn list_of(text: &str, list: &[toml::Value], declared: &mut Declared<'_>) {
    for requirement in list.iter().filter_map(toml::Value::as_str) {
        if let Some((name, range)) = requirement_of(requirement) {
            let offset = declared.place(text, requirement);
            declared.add(name, range, offset);
        }
    }
}

/// Lines that pin no version: those that do are read as such. `==1.2.*` and a second condition make a range.
fn requirements(text: &str, declared: &mut Declared<'_>) {
    for (offset, line) in lines(text) {
        let line = line.split('#').next().unwrap_or_default();
        let is_pinned = |range: &str| range.starts_with("==") && !range.contains(['*', ',']);
        if let Some((name, range)) = requirement_of(line).filter(|(_, range)| !is_pinned(range)) {
            declared.add(name, range, offset);
        }
    }
}

/// Name and range of PEP 508, without extras and markers; `None` for options, addresses and prose.
fn requirement_of(text: &str) -> Option<(&str, &str)> {
    let text = text.split(';').next().unwrap_or_default().trim();
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)));
    let (name, rest) = text.split_at(end.unwrap_or(text.len()));
    let rest = rest.trim_start();
    let range = match rest.strip_prefix('[') {
        Some(extras) => extras.split_once(']')?.1.trim_start(),
        None => rest,
    };
    let is_range = range.is_empty() || range.starts_with(['<', '>', '=', '!', '~', '@', '(']);
    (name.starts_with(|c: char| c.is_ascii_alphanumeric()) && is_range).then_some((name, range))
}

/// `gem "name", "~> 1.2"`
fn gems(text: &str, declared: &mut Declared<'_>) {
    for (offset, line) in lines(text) {
        let Some(rest) = line.trim_start().strip_prefix("gem ") else { continue };
        let mut words = rest.split(['"', '\'']);
        let (Some(_), Some(name)) = (words.next(), words.next()) else { continue };
        let range = words
            .nth(1)
            .filter(|range| range.starts_with(|c: char| "~><=".contains(c) || c.is_ascii_digit()));
        declared.add(name, range.unwrap_or_default(), offset);
    }
}

fn word(text: &str, name: &str) -> usize {
    let is_part = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let bytes = text.as_bytes();
    let mut places = memchr::memmem::find_iter(bytes, name.as_bytes());
    let is_word = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        !is_part(before) && !is_part(bytes.get(at + name.len()))
    };
    places.find(is_word).unwrap_or(0)
}
