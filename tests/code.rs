//! Cryptography in source code: every pack's own examples, and the labelled corpus.

mod corpus;

use std::collections::BTreeSet;
use std::fs;

use y2q::detect::code::{self, describe, packs};

/// Names of what the shipped rules find in `code`, in the order of the text.
fn found(language: &str, code: &str) -> Vec<String> {
    let language = code::LANGUAGES.iter().find(|known| known.id == language).unwrap();
    let rules = packs::shipped_for(language.id);
    let path = format!("example.{}", language.extensions[0]);
    let uses = code::uses(language, rules, &path, code.as_bytes(), None).unwrap();
    uses.iter().map(|one| describe::asset(&one.parts).name()).collect()
}

#[test]
fn every_pack_holds_what_its_examples_say() {
    let packs = packs::shipped().unwrap();
    assert!(!packs.is_empty());
    let mut wrong = Vec::new();
    for pack in &packs {
        for rule in &pack.rules {
            for hit in &rule.hit {
                let language = hit.language.as_ref().unwrap_or(&pack.languages[0]);
                let found = found(language, &hit.code);
                if found != hit.finds {
                    wrong.push(format!("{}: {found:?}, not {:?}", rule.id, hit.finds));
                }
            }
            for miss in &rule.miss {
                let language = miss.language.as_ref().unwrap_or(&pack.languages[0]);
                let found = found(language, &miss.code);
                if !found.is_empty() {
                    wrong.push(format!("{}: {found:?}, not nothing", rule.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

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
        assert_eq!(packs::read(stem, text).unwrap().id, *stem);
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
