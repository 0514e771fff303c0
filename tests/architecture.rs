//! The floors and the pure middle of `ARCHITECTURE.md`, read from the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// Module, floor. A module may use lower floors only.
const FLOORS: &[(&str, u8)] = &[
    ("model", 0),
    ("registry", 1),
    ("document", 1),
    ("wire", 1),
    ("source", 2),
    ("cost", 2),
    ("detect", 2),
    ("inventory", 2),
    ("estate", 2),
    ("network", 2),
    ("policy", 2),
    ("risk", 2),
    ("schedule", 2),
    ("scheme", 2),
    ("import", 3),
    ("scan", 3),
    ("assess", 3),
    ("bench", 3),
    ("gate", 3),
    ("plan", 3),
    ("report", 4),
    ("cli", 5),
];

/// Doors between modules that the floors alone would forbid, each with its reason in `ARCHITECTURE.md`.
const DOORS: &[(&str, &str)] = &[("source", "inventory"), ("plan", "assess"), ("gate", "assess")];

/// Modules that read no file, socket, clock, environment, and start no thread.
const PURE: &[&str] = &[
    "model", "registry", "document", "wire", "detect", "cost", "estate", "network", "policy",
    "risk", "schedule", "scheme", "plan", "assess", "gate",
];

const IMPURE: &[&str] = &[
    "std::fs",
    "std::net::Tcp",
    "std::net::Udp",
    "std::env::",
    "std::thread",
    "std::process",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "std::io::stdin",
];

#[test]
fn modules_use_lower_floors_only() {
    let mut wrong = Vec::new();
    for (module, path, text) in sources() {
        let floor = floor_of(&module);
        for used in used_modules(&text) {
            let allowed = used == module
                || floor_of(&used) < floor
                || DOORS.contains(&(module.as_str(), used.as_str()));
            if !allowed {
                wrong.push(format!("{} uses crate::{used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_middle_is_pure() {
    let mut wrong = Vec::new();
    for (module, path, text) in sources() {
        if !PURE.contains(&module.as_str()) {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for word in IMPURE.iter().filter(|word| code.contains(**word)) {
            wrong.push(format!("{} uses {word}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_module_has_a_floor() {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    for line in lib.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        let name = line.trim_end_matches(';');
        assert!(FLOORS.iter().any(|(module, _)| *module == name), "{name}");
    }
}

#[test]
fn no_source_file_passes_500_lines() {
    let long = sources()
        .into_iter()
        .map(|(_, path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > 500)
        .collect::<Vec<_>>();
    assert!(long.is_empty(), "{long:?}");
}

fn floor_of(module: &str) -> u8 {
    FLOORS.iter().find(|(name, _)| *name == module).map_or(u8::MAX, |(_, floor)| *floor)
}

/// First path segments after `crate::` in the code outside tests.
fn used_modules(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1))
        .filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next())
        .filter(|name| FLOORS.iter().any(|(module, _)| module == name))
        .map(str::to_owned)
        .collect()
}

/// Module, path and text of every source file but the crate roots.
fn sources() -> Vec<(String, PathBuf, String)> {
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files);
    files.sort();
    let of = |path: PathBuf| {
        let first =
            path.components().nth(1)?.as_os_str().to_str()?.trim_end_matches(".rs").to_owned();
        let text = fs::read_to_string(&path).ok()?;
        (first != "lib" && first != "main").then_some((first, path, text))
    };
    files.into_iter().filter_map(of).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
