//! Cryptography in source code: every pack's own examples, and the labelled corpus.

mod awaited;
mod beside;
mod branches;
mod cases;
mod conditions;
mod constants;
mod copies;
mod corpus;
mod decided;
mod far;
mod flows;
mod generators;
mod handed_on;
mod held;
mod hostile;
mod keys_configured;
mod keys_elsewhere;
mod keys_of_objects;
mod large;
mod linked;
mod members;
mod outside;
mod preprocessor;
mod rules;
mod settings;
mod shells;
mod stands_for;
mod templates;
mod told_by_program;
mod versions;
mod weak_languages;
mod whole;
mod wrong_values;

use std::collections::BTreeSet;
use std::fs;

use y2q::detect::code::{pack_file, packs};

/// Stems of the files with an ending in a folder, sorted.
fn stems(folder: &str, ending: &str) -> BTreeSet<String> {
    let names = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter_map(|name| name.strip_suffix(ending).map(str::to_owned)).collect()
}

/// Compares a generated part of a source file with what it should be, or rewrites it.
fn compare_or_bless(path: &str, what: &str, list: &str) {
    let source = fs::read_to_string(path).unwrap();
    let (begin, end) =
        (format!("// begin generated: {what}\n"), format!("    // end generated: {what}"));
    let start = source.find(&begin).unwrap() + begin.len();
    let stop = start + source[start..].find(&end).unwrap();
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, format!("{}{list}{}", &source[..start], &source[stop..])).unwrap();
        return;
    }
    assert_eq!(&source[start..stop], list, "BLESS=1 cargo test rewrites the list of {what}");
}

#[test]
fn the_list_of_packs_equals_the_folder() {
    let list =
        stems("src/detect/code/packs", ".toml").into_iter().fold(String::new(), |list, stem| {
            format!("{list}    (\"{stem}\", include_str!(\"packs/{stem}.toml\")),\n")
        });
    compare_or_bless("src/detect/code/packs.rs", "packs", &list);
    for (stem, text) in packs::SHIPPED {
        assert_eq!(pack_file::read(stem, text).unwrap().id, *stem);
    }
}

#[test]
fn the_list_of_languages_equals_the_folder() {
    let list = stems("src/detect/code/languages", ".rs").into_iter().filter(|stem| stem != "mod");
    let list = list.fold(String::new(), |list, stem| {
        format!("{list}    #[cfg(feature = \"lang-{stem}\")]\n    &{stem}::LANGUAGE,\n")
    });
    compare_or_bless("src/detect/code/languages/mod.rs", "languages", &list);
}
