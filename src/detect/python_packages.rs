use serde::Deserialize;
use toml::Spanned;

use super::packages::{Entries, Package, Packages, lines, offset_in};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Cryptographic packages of a Python project or environment.
pub const DETECTOR: Detector = Detector {
    id: "python-packages",
    title: "Cryptographic packages in Python lock files, pinned requirements and installed metadata",
    about: "Reads `poetry.lock`, `uv.lock`, `pdm.lock`, `pylock.toml` (PEP 751), `Pipfile.lock`, `requirements*.txt` \
            where a version is pinned with `==` (PEP 440, PEP 508), and `METADATA` or `PKG-INFO` of what is installed \
            (core metadata specification). Only packages that the registry of libraries knows are listed.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    match peek.name {
        "poetry.lock" | "uv.lock" | "pdm.lock" | "Pipfile.lock" | "pylock.toml" => true,
        "METADATA" | "PKG-INFO" => {
            let mut folders = peek.path.rsplit('/').skip(1);
            let folder = folders.next().unwrap_or_default();
            folder.ends_with(".dist-info") || folder.ends_with(".egg-info")
        }
        name => is_requirements(name) || name.starts_with("pylock.") && name.ends_with(".toml"),
    }
}

/// `requirements.txt`, `requirements-dev.txt`, `dev-requirements.txt`, `requirements_test.txt`.
fn is_requirements(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".txt") else { return false };
    let is_word = |word: &str| word == "requirements" || word == "constraints";
    stem.split(['-', '_', '.']).any(is_word)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let Ok(text) = std::str::from_utf8(input.bytes) else {
        // pip guesses the encoding of requirements, so other encodings exist.
        packages.malformed(0, "a list of Python packages that is not UTF-8");
        return;
    };
    match input.name {
        "Pipfile.lock" => pipfile(text, &mut packages),
        "METADATA" | "PKG-INFO" => metadata(text, &mut packages),
        name if name.ends_with(".txt") => requirements(text, &mut packages),
        _ => toml_lock(text, &mut packages),
    }
}

#[derive(Deserialize)]
struct Lock {
    #[serde(default, alias = "packages")]
    package: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: Spanned<String>,
    version: Option<String>,
    source: Option<toml::Value>,
}

impl Entry {
    /// A member of the workspace itself (`source = { editable = "." }` of uv).
    fn is_own(&self) -> bool {
        let source = self.source.as_ref().and_then(toml::Value::as_table);
        source
            .is_some_and(|source| source.contains_key("virtual") || source.contains_key("editable"))
    }
}

fn toml_lock(text: &str, packages: &mut Packages<'_>) {
    let lock = match toml::from_str::<Lock>(text) {
        Ok(lock) => lock,
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            packages.malformed(at, "a lock file that cannot be read; its tool makes it anew");
            return;
        }
    };
    for entry in lock.package.iter().filter(|entry| !entry.is_own()) {
        let offset = entry.name.span().start;
        found(packages, entry.name.get_ref(), entry.version.as_deref(), offset);
    }
}

#[derive(Deserialize)]
struct Pipfile<'a> {
    #[serde(borrow, default)]
    default: Entries<'a>,
    #[serde(borrow, default)]
    develop: Entries<'a>,
}

#[derive(Deserialize)]
struct Pinned {
    version: Option<String>,
}

fn pipfile(text: &str, packages: &mut Packages<'_>) {
    let Ok(lock) = serde_json::from_str::<Pipfile<'_>>(text) else {
        packages.malformed(0, "a Pipfile.lock that is not its JSON; `pipenv lock` makes it anew");
        return;
    };
    for (name, raw) in lock.default.0.iter().chain(&lock.develop.0) {
        let Ok(entry) = serde_json::from_str::<Pinned>(raw.get()) else { continue };
        let version = entry.version.as_deref().map(|version| version.trim_start_matches('='));
        found(packages, name, version, offset_in(text, raw.get()));
    }
}

/// `Name` and `Version` of the header, which ends at the first empty line.
fn metadata(text: &str, packages: &mut Packages<'_>) {
    let (mut name, mut version) = (None, None);
    for (_, line) in lines(text).take_while(|(_, line)| !line.is_empty()) {
        match line.split_once(':') {
            Some(("Name", value)) => name = Some(value.trim()),
            Some(("Version", value)) => version = Some(value.trim()),
            _ => {}
        }
    }
    if let (Some(name), Some(version)) = (name, version) {
        found(packages, name, Some(version), 0);
    }
}

/// `name[extra]==1.2.3 ; marker --hash=…  # comment`. Ranges say what is allowed, not what is there.
fn requirements(text: &str, packages: &mut Packages<'_>) {
    for (offset, line) in lines(text) {
        let requirement = line.split(['#', ';']).next().unwrap_or_default().trim();
        let Some((name, version)) = requirement.split_once("==") else { continue };
        let name = name.split('[').next().unwrap_or_default().trim();
        let version = version.trim_start_matches('=').split_whitespace().next().unwrap_or_default();
        let version = version.trim_end_matches('\\');
        let is_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        // `==1.2.*` is a range, and a comma adds another condition.
        if name.is_empty() || !name.chars().all(is_name) || version.contains(['*', ',']) {
            continue;
        }
        let package = Package { name, version: Some(version), offset, ..Package::default() };
        packages.requested(Ecosystem::Pypi, package);
    }
}

fn found(packages: &mut Packages<'_>, name: &str, version: Option<&str>, offset: usize) {
    packages.pinned(Ecosystem::Pypi, Package { name, version, offset, ..Package::default() });
}
