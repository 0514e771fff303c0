use std::borrow::Cow;
use std::collections::HashMap;
use std::str::FromStr;
use std::sync::LazyLock;

use packageurl::PackageUrl;

use super::{Library, folds_case, managed, native, native_more, rust, scripting};
use crate::model::{Ecosystem, Software};
use crate::registry::versions;

const TABLES: [&[Library]; 5] = [
    native::LIBRARIES,
    native_more::LIBRARIES,
    rust::LIBRARIES,
    managed::LIBRARIES,
    scripting::LIBRARIES,
];

/// Every library.
pub fn libraries() -> impl Iterator<Item = &'static Library> {
    TABLES.into_iter().flatten()
}

/// The library with this id.
#[must_use]
pub fn library(id: &str) -> Option<&'static Library> {
    static VIEW: LazyLock<HashMap<&'static str, &'static Library>> =
        LazyLock::new(|| libraries().map(|library| (library.id, library)).collect());
    VIEW.get(id).copied()
}

/// The library that a package brings: `name` as its ecosystem has it (`group:artifact` in Maven, the
/// module path in Go, the repository path in Swift).
#[must_use]
pub fn library_by_package(ecosystem: Ecosystem, name: &str) -> Option<&'static Library> {
    let name = normal(ecosystem, name);
    let names = NAMES.get(&ecosystem)?;
    let exact = names.exact.get(name.as_ref()).copied();
    exact.or_else(|| {
        let fits = |(pattern, _): &&(&str, _)| fits(pattern, &name);
        names.patterns.iter().find(fits).map(|(_, library)| *library)
    })
}

/// Names of one ecosystem.
#[derive(Default)]
struct Names {
    exact: HashMap<Cow<'static, str>, &'static Library>,
    patterns: Vec<(&'static str, &'static Library)>,
}

static NAMES: LazyLock<HashMap<Ecosystem, Names>> = LazyLock::new(|| {
    let mut view: HashMap<Ecosystem, Names> = HashMap::new();
    for library in libraries() {
        for (ecosystem, names) in library.packages {
            let known = view.entry(*ecosystem).or_default();
            for name in *names {
                if name.contains('#') {
                    known.patterns.push((name, library));
                } else {
                    known.exact.insert(normal(*ecosystem, name), library);
                }
            }
        }
    }
    view
});

/// A name as its ecosystem compares it: PEP 503 for Python, the import path without its major version for Go.
fn normal(ecosystem: Ecosystem, name: &str) -> Cow<'_, str> {
    match ecosystem {
        Ecosystem::Golang => Cow::Borrowed(without_major(name)),
        Ecosystem::Pypi => Cow::Owned(pep503(name)),
        _ if folds_case(ecosystem) && name.bytes().any(|byte| byte.is_ascii_uppercase()) => {
            Cow::Owned(name.to_ascii_lowercase())
        }
        _ => Cow::Borrowed(name),
    }
}

/// PEP 503: runs of `-`, `_` and `.` are one hyphen, case does not count.
fn pep503(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '-' | '_' | '.' if normal.ends_with('-') => {}
            '-' | '_' | '.' => normal.push('-'),
            other => normal.push(other.to_ascii_lowercase()),
        }
    }
    normal
}

/// `example.org/module` of `example.org/module/v3` (Go Modules Reference, major version suffixes).
fn without_major(path: &str) -> &str {
    match path.rsplit_once("/v") {
        Some((module, major)) if !major.is_empty() && major.bytes().all(|b| b.is_ascii_digit()) => {
            module
        }
        _ => path,
    }
}

/// Whether `name` is `pattern` with a version in place of `#`. A package that was rebuilt for 64-bit
/// time stamps has `t64` at its end (Debian 13).
fn fits(pattern: &str, name: &str) -> bool {
    let Some((before, after)) = pattern.split_once('#') else { return false };
    let rest = name.strip_prefix(before);
    let version = rest.and_then(|rest| rest.strip_suffix(after));
    version.is_some_and(|version| {
        let version = if after.is_empty() { version.trim_end_matches("t64") } else { version };
        let is_edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        let bytes = version.as_bytes();
        is_edge(bytes.first())
            && is_edge(bytes.last())
            && bytes.iter().all(|byte| byte.is_ascii_digit() || b".-_".contains(byte))
    })
}

/// The library of a shared object by its name: `libcrypto.so.3`, `libssl.1.1.dylib`,
/// `libcrypto-3-x64.dll`. `None` where the name is shared and its version does not tell.
#[must_use]
pub fn library_by_soname(name: &str) -> Option<&'static Library> {
    static VIEW: LazyLock<HashMap<&'static str, Vec<&'static Library>>> = LazyLock::new(|| {
        let mut view: HashMap<_, Vec<_>> = HashMap::new();
        for library in libraries() {
            for soname in library.sonames {
                view.entry(soname.stem).or_default().push(library);
            }
        }
        view
    });
    let (stem, major) = split(name)?;
    let is_own = |library: &&&Library| {
        library.sonames.iter().filter(|own| own.stem == stem).any(|own| match own.majors {
            None => true,
            Some((first, last)) => major.is_some_and(|major| (first..=last).contains(&major)),
        })
    };
    VIEW.get(stem)?.iter().find(is_own).copied()
}

/// Stem and major version of an ELF, Mach-O or PE name.
fn split(name: &str) -> Option<(&str, Option<u32>)> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, version) = if let Some((stem, version)) = name.split_once(".so") {
        (stem, version)
    } else if let Some(base) = name.strip_suffix(".dylib") {
        base.split_once('.').unwrap_or((base, ""))
    } else if let Some(base) = name.strip_suffix(".dll").or_else(|| name.strip_suffix(".DLL")) {
        base.split_once('-').unwrap_or((base, ""))
    } else {
        return None;
    };
    let version = version.trim_start_matches('.');
    let digits = version.len() - version.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    Some((stem, version[..digits].parse().ok()))
}

/// A package as software, if it brings a cryptographic library. `vendor` is the distribution of a
/// `deb`, `rpm` or `apk` package; without it there is no package URL.
#[must_use]
pub fn software(
    ecosystem: Ecosystem,
    name: &str,
    version: Option<&str>,
    vendor: Option<&str>,
) -> Option<Software> {
    let library = library_by_package(ecosystem, name)?;
    Some(Software {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        purl: purl(ecosystem, name, version, vendor),
        library: Some(library.id.to_owned()),
        ecosystem: Some(ecosystem),
        upstream: version.and_then(|version| versions::bundled(library.id, version)),
    })
}

/// The software that a package URL names, if it brings a cryptographic library.
#[must_use]
pub fn package(purl: &str) -> Option<Software> {
    let parsed = PackageUrl::from_str(purl).ok()?;
    let ecosystem = Ecosystem::named(parsed.ty())?;
    let name = match (ecosystem, parsed.namespace()) {
        (Ecosystem::Deb | Ecosystem::Rpm | Ecosystem::Apk | Ecosystem::Conan, _) | (_, None) => {
            parsed.name().to_owned()
        }
        (Ecosystem::Maven, Some(group)) => format!("{group}:{}", parsed.name()),
        (_, Some(namespace)) => format!("{namespace}/{}", parsed.name()),
    };
    let known = software(ecosystem, &name, parsed.version(), parsed.namespace())?;
    // What the document calls it stays its identity: qualifiers tell builds apart.
    Some(Software { purl: Some(purl.to_owned()), ..known })
}

fn purl(
    ecosystem: Ecosystem,
    name: &str,
    version: Option<&str>,
    vendor: Option<&str>,
) -> Option<String> {
    let (namespace, name) = match ecosystem {
        // purl-spec asks for a vendor: without one there is no valid URL.
        Ecosystem::Deb | Ecosystem::Rpm | Ecosystem::Apk => (Some(vendor?), name),
        Ecosystem::Maven => {
            let (group, artifact) = name.split_once(':')?;
            (Some(group), artifact)
        }
        Ecosystem::Npm | Ecosystem::Golang | Ecosystem::Composer | Ecosystem::Swift => {
            match name.rsplit_once('/') {
                Some((namespace, name)) => (Some(namespace), name),
                None => (None, name),
            }
        }
        _ => (None, name),
    };
    let mut url = PackageUrl::new(ecosystem.word(), name).ok()?;
    if let Some(namespace) = namespace {
        url.with_namespace(namespace).ok()?;
    }
    if let Some(version) = version.filter(|version| !version.is_empty()) {
        url.with_version(version).ok()?;
    }
    Some(url.to_string())
}
