//! Package databases, lock files and bills of materials against what the tools that own them say.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use y2q::detect::{DETECTORS, Sink};
use y2q::model::{Asset, Ecosystem, Evidence, Software, UnknownReason};
use y2q::registry;
use y2q::scan::examine;

const FOLDER: &str = "inventories/fixtures/software";

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { all.push(path) }
        }
    }
    all.sort();
    all
}

fn software(sink: &Sink) -> impl Iterator<Item = &Software> {
    sink.findings.iter().map(|finding| match &finding.asset {
        Asset::Software(software) => software,
        other => panic!("{other:?}"),
    })
}

/// Everything that `said.txt` names and the registry knows is found, and nothing else.
fn agrees(folder: &str, ecosystem: Ecosystem) {
    let folder = Path::new(FOLDER).join(folder);
    let said = fs::read_to_string(folder.join("said.txt")).unwrap();
    let pairs = said.lines().map(|line| line.split_once(' ').unwrap());
    let known = |(name, _): &(&str, &str)| registry::library_by_package(ecosystem, name).is_some();
    let normal = |name: &str| match ecosystem {
        Ecosystem::Pypi => name.to_ascii_lowercase().replace('_', "-"),
        _ => name.to_owned(),
    };
    let expected: BTreeSet<_> =
        pairs.filter(known).map(|(name, version)| (normal(name), version.to_owned())).collect();
    assert!(!expected.is_empty(), "{}", folder.display());
    let mut seen = BTreeSet::new();
    for path in files(&folder).into_iter().filter(|path| !path.ends_with("said.txt")) {
        let bytes = fs::read(&path).unwrap();
        let sink =
            examine(DETECTORS, path.strip_prefix(&folder).unwrap().to_str().unwrap(), &bytes);
        assert!(sink.unknowns.is_empty(), "{}: {:?}", path.display(), sink.unknowns);
        for finding in &sink.findings {
            let Asset::Software(software) = &finding.asset else { panic!("{finding:?}") };
            assert_eq!(software.ecosystem, Some(ecosystem), "{}", path.display());
            assert_eq!(finding.occurrence.evidence, Evidence::Present);
            if let Some(line) = finding.occurrence.line {
                let text = String::from_utf8_lossy(&bytes);
                let around: Vec<_> = text.lines().skip(line as usize - 1).take(12).collect();
                let last = software.name.rsplit([':', '/']).next().unwrap().to_lowercase();
                let is_there = around.join("\n").to_lowercase().contains(&last)
                    || text.lines().nth((line as usize).saturating_sub(2)).unwrap().contains(&last)
                    || software.version.as_deref().is_some_and(|v| around.join("\n").contains(v));
                assert!(is_there, "{} {line}: {around:?}", path.display());
            }
        }
        seen.extend(
            software(&sink)
                .map(|found| (normal(&found.name), found.version.clone().unwrap_or_default())),
        );
    }
    assert_eq!(seen, expected, "{}", folder.display());
}

#[test]
fn dpkg_says_the_same() {
    agrees("debian", Ecosystem::Deb);
    agrees("debian/distroless", Ecosystem::Deb);
    let path = Path::new(FOLDER).join("debian/var/lib/dpkg/status");
    let sink = examine(DETECTORS, "var/lib/dpkg/status", &fs::read(path).unwrap());
    let purls: BTreeSet<_> = software(&sink).map(|found| found.purl.as_deref()).collect();
    assert!(purls.contains(&Some("pkg:deb/debian/libssl3@3.0.17-1~deb12u2")), "{purls:?}");
    assert!(purls.contains(&Some("pkg:deb/ubuntu/openssh-client@1:9.6p1-3ubuntu13.14")));
    assert!(purls.contains(&None), "no vendor is guessed");
}

#[test]
fn cargo_says_the_same() {
    agrees("rust", Ecosystem::Cargo);
}

#[test]
fn npm_yarn_and_pnpm_say_the_same() {
    for folder in ["npm-1", "npm-2", "npm-3", "installed", "yarn-1", "yarn-4", "pnpm-9"] {
        agrees(&format!("javascript/{folder}"), Ecosystem::Npm);
    }
}

#[test]
fn python_tools_say_the_same() {
    for folder in ["uv", "poetry", "pipenv", "requirements", "installed"] {
        agrees(&format!("python/{folder}"), Ecosystem::Pypi);
    }
}

#[test]
fn go_bundler_and_composer_say_the_same() {
    agrees("go", Ecosystem::Golang);
    agrees("ruby", Ecosystem::Gem);
    agrees("php", Ecosystem::Composer);
}

/// The project's own lock file: what it benchmarks and hashes with is listed like anybody's.
#[test]
fn the_projects_own_lock_file_is_read() {
    let sink = examine(DETECTORS, "Cargo.lock", &fs::read("Cargo.lock").unwrap());
    let ring = software(&sink).find(|found| found.name == "ring").unwrap();
    assert_eq!(ring.library.as_deref(), Some("ring"));
    let lock = fs::read_to_string("Cargo.lock").unwrap();
    let expected = lock.lines().filter_map(|line| line.strip_prefix("name = \"pqcrypto"));
    let unmaintained = software(&sink).filter(|found| registry::unmaintained(found).is_some());
    assert_eq!(expected.count(), unmaintained.count());
}

#[test]
fn unmaintained_crates_are_told() {
    let bytes = fs::read(Path::new(FOLDER).join("rust/Cargo.lock")).unwrap();
    let sink = examine(DETECTORS, "Cargo.lock", &bytes);
    let told: BTreeSet<_> =
        software(&sink).filter_map(registry::unmaintained).map(|advisory| advisory.id).collect();
    let expected = ["RUSTSEC-2026-0161", "RUSTSEC-2026-0162", "RUSTSEC-2026-0163"];
    assert_eq!(told, BTreeSet::from(expected));
    assert!(software(&sink).all(|found| found.version.as_deref() != Some("9.9.9")), "the project");
}

/// Words of the formats in a text are no packages, and a file of the same name is not the format.
#[test]
fn texts_that_speak_of_packages_give_nothing() {
    let prose = "# Packages\n\nPackage: libssl3\nVersion: 3.0.17\n\n`cryptography==42.0.8`\n\
                 [[package]]\nname = \"ring\"\nversion = \"0.17.14\"\n\nrequire golang.org/x/crypto v0.31.0\n\
                 \"node_modules/node-forge\": {\"version\": \"1.3.1\"}\nGEM\n  specs:\n    bcrypt (3.1.20)\n";
    for name in [
        "README.md",
        "notes.txt",
        "status",
        "installed",
        "packages.json",
        "METADATA",
        "PKG-INFO",
        "package.json",
        "modules.txt.bak",
        "list",
        "rpmdb.sqlite",
        "doc/status",
        "Cargo.toml",
    ] {
        let sink = examine(DETECTORS, name, prose.as_bytes());
        assert!(sink.findings.is_empty(), "{name}: {:?}", sink.findings);
        assert!(sink.unknowns.is_empty(), "{name}: {:?}", sink.unknowns);
    }
}

/// What cannot be read is said; it never passes for an empty list.
#[test]
fn broken_lock_files_are_unknown() {
    for (name, bytes) in [
        ("Cargo.lock", &b"[[package]\nname = \"ring\""[..]),
        ("Cargo.lock", b"\xff\xfe"),
        ("package-lock.json", b"{\"packages\": {"),
        ("poetry.lock", b"[[package]]\nname = 3"),
        ("Pipfile.lock", b"{"),
        ("composer.lock", b"{\"packages\": 7}"),
        ("Package.resolved", b"pins"),
        ("conan.lock", b"<<<<<<< HEAD"),
    ] {
        let sink = examine(DETECTORS, name, bytes);
        let reasons: Vec<_> = sink.unknowns.iter().map(|unknown| unknown.reason).collect();
        assert_eq!(reasons, [UnknownReason::Malformed], "{name}");
        assert!(sink.findings.is_empty());
    }
}
