//! What milestones say of entry, exit and a way back.

use y2q::policy::{Library, Milestone, Policy, compare, parse, parse_in, shipped};

use super::builder::policy;

/// Policies whose document puts its dates into stages.
const ROADMAPS: &[&str] = &[
    "au-asd-ism",
    "ca-cccs",
    "cnsa-2.0",
    "de-bsi-tr-02102",
    "eu-roadmap",
    "fr-anssi",
    "g7-finance",
    "in-dst-nqm",
    "jp-2035",
    "kr-pqc-2035",
    "nist-ir-8547",
    "sg-csa",
    "uk-ncsc",
    "us-dow-pqc",
    "us-eo-14412",
    "us-omb-m-26-15",
    "y2q-default",
];

fn said(milestone: &Milestone) -> usize {
    milestone.statements().iter().map(|(_, said)| said.len()).sum()
}

#[test]
fn every_statement_is_short_and_has_its_clause() {
    for policy in shipped() {
        for milestone in &policy.milestones {
            for one in milestone.statements().into_iter().flat_map(|(_, said)| said) {
                let place = format!("{}, {}: {}", policy.id, milestone.name, one.text);
                assert!(!one.clause.trim().is_empty(), "{place}");
                assert!(one.text.chars().count() <= 200, "{place}");
                // It is read within a sentence: no capital of its own, no full stop.
                assert!(!one.text.ends_with('.'), "{place}");
                assert_eq!(one.text.matches('"').count() % 2, 0, "{place}");
            }
            assert!(milestone.statements().iter().all(|(_, said)| said.len() <= 3));
        }
    }
}

#[test]
fn every_roadmap_says_something_of_its_stages() {
    for id in ROADMAPS {
        let policy = policy(id);
        let stated: usize = policy.milestones.iter().map(said).sum();
        assert!(stated > 0, "{id}");
        for milestone in policy.milestones.iter().filter(|one| one.after.is_some()) {
            let before =
                policy.milestones.iter().find(|one| Some(&one.name) == milestone.after.as_ref());
            assert!(
                before.is_some_and(|before| before.by < milestone.by),
                "{id}: {}",
                milestone.name
            );
        }
    }
}

#[test]
fn what_milestones_say_survives_being_written_and_read() {
    for policy in shipped() {
        let json = serde_json::to_string(&policy).unwrap();
        let read: Policy = serde_json::from_str(&json).unwrap();
        assert_eq!(read, policy);
        // An older version's milestone has none of it.
        for milestone in &policy.milestones {
            let Milestone { name, by, clause, .. } = milestone;
            let old = serde_json::json!({ "name": name, "by": by, "clause": clause });
            let old: Milestone = serde_json::from_value(old).unwrap();
            assert_eq!((said(&old), old.after), (0, None));
        }
    }
}

#[test]
fn a_policy_that_extends_another_takes_over_what_its_stages_say_or_replaces_it() {
    let head = |rest: &str| {
        format!("schema = 1\nid = \"ours\"\nextends = \"uk-ncsc\"\ntitle = \"Ours\"\n{rest}")
    };
    let base = policy("uk-ncsc");
    let kept = parse(&head("")).unwrap();
    assert_eq!(kept.milestones, base.milestones);
    let own = "[[milestone]]\nname = \"ours\"\nby = 2029-12-31\nclause = \"§3\"\n\
               entry = [{ text = \"the board agrees\", clause = \"§3.1\" }]\n";
    let replaced = parse_in(&head(own), &Library::default()).unwrap();
    assert_eq!(replaced.milestones.len(), 1);
    assert_eq!(replaced.milestones[0].entry[0].clause, "§3.1");
    let told = compare(&base, &replaced);
    let asked = told.iter().find(|one| one.what == "what milestones ask for").unwrap();
    assert_eq!(asked.after.as_deref(), Some("ours: entry: the board agrees (§3.1)"));
    assert!(asked.before.as_ref().unwrap().contains("after discovery and initial plan"));
}

/// The nearest name is offered, and the first stage has none before it.
#[test]
fn a_stage_after_an_unknown_one_is_told_which_there_are() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/policies/bad/");
    let text = std::fs::read_to_string(format!("{folder}stage-after-none.toml")).unwrap();
    let help = parse(&text).unwrap_err().help.unwrap();
    assert!(help.contains("did you mean `half-way`?"), "{help}");
    let first = text.replacen("clause = \"§1\"", "clause = \"§1\"\nafter = \"nothing\"", 1);
    let help = parse(&first).unwrap_err().help.unwrap();
    assert!(help.contains("leave `after` out"), "{help}");
}
