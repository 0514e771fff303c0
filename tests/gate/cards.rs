//! Migration cards: each is for what its fragment before is found by, and its fragment after is free of it.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use y2q::gate::{CARDS, Card, cards};

use super::{checkout, code, gate, record, said};

#[test]
fn every_file_of_the_folder_is_a_card() {
    let mut stems: Vec<String> = fs::read_dir("src/gate/cards")
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    stems.sort();
    let listed: Vec<&str> = CARDS.iter().map(|(stem, _)| *stem).collect();
    assert_eq!(listed, stems);
    for (stem, text) in CARDS {
        let card = Card::read(stem, text).unwrap_or_else(|error| panic!("{stem}: {error}"));
        assert!(!card.applies.is_empty() && !card.state.is_empty(), "{stem}");
        assert!(card.sources.iter().all(|source| !source.trim().is_empty()), "{stem}");
    }
}

#[test]
fn a_key_that_no_card_has_is_a_fault() {
    let (stem, text) = CARDS[0];
    let stray = format!("titel = \"x\"\n{text}");
    let error = Card::read(stem, &stray).unwrap_err().to_string();
    assert!(error.contains("titel"), "{error}");
    assert!(Card::read(stem, "title = \"x\"\n").is_err());
}

/// The detectors that a card names exist, and so do its rules of source code.
#[test]
fn cards_name_what_there_is() {
    let rules: BTreeSet<&str> = y2q::detect::SHIPPED_RULES
        .packs()
        .flat_map(|pack| pack.rules.iter().map(|rule| rule.id.as_str()))
        .collect();
    for card in cards() {
        for applies in &card.applies {
            let known = y2q::detect::DETECTORS.iter().any(|d| d.id == applies.detector);
            assert!(known, "{}: {}", card.id, applies.detector);
            for rule in &applies.rules {
                assert!(rules.contains(rule.as_str()), "{}: {rule}", card.id);
            }
        }
    }
}

/// The cards that a gate names for each card's fragment, by the folder that it stands in.
fn named(fragment: impl Fn(&Card) -> Option<&str>) -> BTreeSet<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    for card in cards() {
        let Some(text) = fragment(card) else { continue };
        fs::create_dir(folder.path().join(&card.id)).unwrap();
        fs::write(folder.path().join(&card.id).join(&card.change.file), text).unwrap();
    }
    let record = record(folder.path(), &["--allow-incomplete"]);
    let findings = record["findings"].as_array().unwrap();
    let named = |finding: &Value| {
        let place = finding["location"].to_string();
        let of = cards().iter().find(|card| place.contains(&format!("{}/", card.id)))?;
        Some((of.id.clone(), finding["card"].as_str()?.to_owned()))
    };
    findings.iter().filter_map(named).collect()
}

#[test]
fn what_stood_before_is_found_and_names_its_card_alone() {
    let named = named(|card| Some(&card.change.before));
    let wanted: BTreeSet<_> = cards().iter().map(|c| (c.id.clone(), c.id.clone())).collect();
    assert_eq!(named, wanted);
}

#[test]
fn what_stands_meanwhile_is_found_still() {
    let named = named(|card| card.change.meanwhile.as_deref());
    let wanted: BTreeSet<_> = cards()
        .iter()
        .filter(|card| card.change.meanwhile.is_some())
        .map(|card| (card.id.clone(), card.id.clone()))
        .collect();
    assert_eq!(named, wanted);
}

#[test]
fn what_stands_after_names_no_card() {
    let still: BTreeSet<_> = cards()
        .iter()
        .filter(|card| card.change.found_after)
        .map(|card| (card.id.clone(), card.id.clone()))
        .collect();
    assert_eq!(named(|card| Some(&card.change.after)), still);
}

#[test]
fn a_certificate_names_its_card() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy("inventories/fixtures/x509/root.pem", folder.path().join("www.pem")).unwrap();
    let record = record(folder.path(), &["--allow-incomplete"]);
    let findings = record["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["card"] == "rsa-certificate"), "{record:#}");
}

#[test]
fn the_forms_name_the_card() {
    let folder = checkout();
    for (format, named) in [
        ("text", "help: use hashlib.sha256; y2q explain python-md5"),
        ("sarif", "Use hashlib.sha256: `y2q explain python-md5`."),
        ("md", "use hashlib.sha256; y2q explain python-md5"),
    ] {
        let output = gate(folder.path(), &["--format", format]);
        assert!(said(&output).contains(named), "{format}: {}", said(&output));
    }
}

#[test]
fn pages_fit_a_hundred_columns() {
    let folder = tempfile::tempdir().unwrap();
    let explain = |id: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_y2q"))
            .current_dir(folder.path())
            .args(["explain", id])
            .output()
            .unwrap();
        assert_eq!(code(&output), 0, "{}", said(&output));
        let page = String::from_utf8(output.stdout).unwrap();
        for line in page.lines() {
            assert!(line.chars().count() <= 100, "{id}: {line}");
        }
        page
    };
    let list = explain("cards");
    for card in cards() {
        assert!(list.contains(&card.id), "{}", card.id);
        let page = explain(&card.id);
        assert!(page.starts_with(&format!("card {}: ", card.id)), "{page}");
        assert!(page.contains("\nVerify\n") && page.contains("\nGo back\n"), "{page}");
    }
}

/// What was run of each card's fragment, and what was not, stands in a transcript.
#[test]
fn the_transcript_has_every_card() {
    let transcript = include_str!("cards/checked.txt");
    for card in cards() {
        let line = format!("\n{}: ", card.id);
        assert!(transcript.contains(&line), "{}", card.id);
    }
}
