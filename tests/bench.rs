//! Benchmarks: what may be timed, how, and what is said of it.

mod adverse;
mod comparison;
mod correctness;
mod fixtures;
mod forms;
mod harness;
mod selection;
mod statistics;

use std::collections::BTreeMap;
use std::fs;

use y2q::bench::backends::BACKENDS;

/// Compares the lines between two marks of a file with `list`, or rewrites them.
fn compare_or_bless(path: &str, what: &str, list: &str) {
    let source = fs::read_to_string(path).unwrap();
    let begin = format!("// begin generated {what}\n");
    let start = source.find(&begin).unwrap() + begin.len();
    let stop = start + source[start..].find(&format!("// end generated {what}")).unwrap();
    let stop = source[..stop].rfind('\n').unwrap() + 1;
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, format!("{}{list}{}", &source[..start], &source[stop..])).unwrap();
        return;
    }
    assert_eq!(&source[start..stop], list, "BLESS=1 cargo test rewrites the list of {what}");
}

#[test]
fn the_list_of_backends_equals_the_folder() {
    let mut stems = fs::read_dir("src/bench/backends")
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|stem| stem != "mod")
        .collect::<Vec<_>>();
    stems.sort();
    let path = "src/bench/backends/mod.rs";
    let list = |line: fn(&str) -> String| stems.iter().map(|stem| line(stem)).collect::<String>();
    compare_or_bless(path, "modules", &list(|stem| format!("mod {stem};\n")));
    compare_or_bless(path, "backends", &list(|stem| format!("    {stem}::BACKEND,\n")));
    for (backend, stem) in BACKENDS.iter().zip(&stems) {
        assert_eq!(backend.id, stem.replace('_', "-"));
    }
}

#[test]
fn the_schema_is_the_checked_in_one() {
    let path = "docs/schemas/y2q-bench-1.schema.json";
    let schema = y2q::bench::report::schema();
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, &schema).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), schema, "BLESS=1 cargo test writes it");
}

/// Every row names the version of the code that it timed.
#[test]
fn versions_are_those_of_the_lock_file() {
    let lock = fs::read_to_string("Cargo.lock").unwrap().parse::<toml::Table>().unwrap();
    let mut locked: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in lock["package"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        locked.entry(name).or_default().push(package["version"].as_str().unwrap());
    }
    for candidate in BACKENDS.iter().flat_map(|backend| backend.all()) {
        let (name, version) = candidate.version.split_once(' ').unwrap();
        assert!(locked[name].contains(&version), "{}: {:?}", candidate.version, locked[name]);
    }
}

/// What is unmaintained is known to the registry that scans go by, under the same advisories.
#[test]
fn advisories_are_those_of_the_registry() {
    let lock = fs::read("Cargo.lock").unwrap();
    let sink = y2q::scan::examine(y2q::detect::DETECTORS, "Cargo.lock", &lock);
    let mut told = sink
        .findings
        .iter()
        .filter_map(|finding| match &finding.asset {
            y2q::model::Asset::Software(software) => y2q::registry::unmaintained(software),
            _ => None,
        })
        .map(|advisory| advisory.id)
        .collect::<Vec<_>>();
    told.sort_unstable();
    told.dedup();
    let pqcrypto = BACKENDS.iter().find(|backend| backend.id == "pqcrypto").unwrap();
    let own = told.iter().filter(|id| pqcrypto.advisories.contains(id)).count();
    assert_eq!(own, told.len(), "{told:?}");
    assert!(own >= 5, "{told:?}");
}
