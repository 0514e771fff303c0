//! What an estate file may say and hardly means.

use y2q::estate::doubts;

/// Line and message of every doubt, planned from 2026-Q3.
fn told(text: &str) -> Vec<(usize, String)> {
    y2q::estate::parse(text).unwrap();
    let doubts = doubts(text, "2026-Q3".parse().unwrap());
    doubts
        .into_iter()
        .map(|doubt| {
            assert!(doubt.help.is_some());
            (doubt.line(text), doubt.message)
        })
        .collect()
}

fn team(capacity: u32, changes: &[(&str, &str, u32)]) -> String {
    let mut text = format!("schema = 1\n[[team]]\nid = \"it\"\ncapacity = {capacity}\n");
    for (from, until, capacity) in changes {
        text += "[[team.override]]\n";
        text += &format!("from = \"{from}\"\nuntil = \"{until}\"\ncapacity = {capacity}\n");
    }
    text
}

#[test]
fn a_team_that_can_do_nothing_is_doubted_with_its_line() {
    let none = "team `it` can do nothing: `capacity` is 0".to_owned();
    assert_eq!(told(&team(0, &[])), [(4, none.clone())]);
    // What is past is no capacity.
    assert_eq!(told(&team(0, &[("2024-Q1", "2025-Q4", 9)])), [(4, none)]);
    let once = "team `it` can do nothing, but for 1 quarter of its overrides: `capacity` is 0";
    assert_eq!(told(&team(0, &[("2027-Q4", "2027-Q4", 9)])), [(4, once.to_owned())]);
    assert!(told(&team(0, &[("2027-Q1", "2030-Q4", 9)])).is_empty());
    assert!(told(&team(1, &[])).is_empty());
}

#[test]
fn a_long_freeze_is_doubted_and_one_of_a_year_is_not() {
    assert!(told(&team(9, &[("2027-Q1", "2027-Q4", 0)])).is_empty());
    assert!(told(&team(9, &[("2010-Q1", "2025-Q4", 0)])).is_empty());
    let long = "team `it` stands still for 42 quarters, from 2026-Q3 to 2036-Q4".to_owned();
    assert_eq!(told(&team(9, &[("2026-Q1", "2036-Q4", 0)])), [(7, long)]);
}

#[test]
fn a_budget_of_nothing_is_doubted() {
    let file = |more: &str| format!("schema = 1\n[funding]\nperson_day = 7\nbudget = 0\n{more}");
    let nothing = "nothing may be spent in any year: `budget` is 0".to_owned();
    assert_eq!(told(&file("")), [(4, nothing)]);
    let year = "[[funding.override]]\nfrom = 2027\nuntil = 2027\nbudget = 9\n";
    assert!(told(&file(year)).is_empty());
}

#[test]
fn a_file_with_a_fault_is_not_doubted_too() {
    assert!(doubts("schema = 2", "2026-Q3".parse().unwrap()).is_empty());
}
