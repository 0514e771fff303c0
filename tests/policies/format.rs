//! The file format: one faulty policy for every kind of fault, marked `#! message` on the faulty line.

use std::path::Path;

use y2q::policy::{Policy, Precedence, Status, parse, parse_file};

use super::builder::date;

#[test]
fn every_faulty_policy_is_refused_at_the_marked_line() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policies/bad");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 40, "{} files", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let stem = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let (line, marked) =
            text.lines().enumerate().find(|(_, line)| line.contains("#! ")).unwrap();
        let message = marked.split("#! ").nth(1).unwrap();
        match parse_file(&stem, &text) {
            Ok(_) => wrong.push(format!("{stem}: accepted")),
            Err(fault) => {
                if fault.message != message || fault.line(&text) != line + 1 {
                    wrong.push(format!(
                        "{stem}: line {} {:?}, not line {} {message:?}",
                        fault.line(&text),
                        fault.message,
                        line + 1
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn bad(stem: &str) -> String {
    let path = format!("{}/tests/policies/bad/{stem}.toml", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn help_names_the_near_word_and_every_allowed_one() {
    let help = |stem: &str| parse(&bad(stem)).unwrap_err().help.unwrap();
    assert!(help("unknown-key").ends_with("did you mean `authority`?"), "{}", help("unknown-key"));
    assert!(help("unknown-rule-key").ends_with("did you mean `clause`?"));
    assert!(help("wrong-binding").ends_with("did you mean `executive_order`?"));
    let status = help("wrong-status");
    for word in
        ["not-applicable", "acceptable", "deprecated", "legacy-use", "indeterminate", "disallowed"]
    {
        assert!(status.contains(&format!("`{word}`")), "{word}: {status}");
    }
    assert!(help("unknown-population").contains("`us-federal`"));
    assert!(help("quoted-date").contains("2030-12-31"));
}

#[test]
fn the_span_is_that_of_the_word_at_fault() {
    let text = bad("wrong-status");
    let fault = parse(&text).unwrap_err();
    assert_eq!(&text[fault.span.clone()], "\"forbidden\"");
    let text = bad("unknown-key");
    let fault = parse(&text).unwrap_err();
    assert_eq!(&text[fault.span], "authorty");
}

/// The base of the faulty files, mended.
#[test]
fn a_mended_policy_is_read_as_written() {
    let text =
        bad("example-deadline").replace("deadline = 2030-12-31", "deadline = 2035-12-31").replace(
            "clause = \"§2\"",
            "clause = \"§2\"\nquote = \"RSA ends\"\nneeds_primary_check = true",
        );
    let policy: Policy = text.parse().unwrap();
    assert_eq!(policy.id, "example-deadline");
    assert_eq!(policy.verified, "primary");
    assert_eq!(policy.verified_on, date("2026-01-02"));
    assert_eq!(policy.stale_from(), date("2026-07-02"));
    assert_eq!(policy.milestones[1].by, date("2035-12-31"));
    let rule = policy.rule("rsa").unwrap();
    assert_eq!(rule.quote.as_deref(), Some("RSA ends"));
    assert!(rule.needs_primary_check);
    assert_eq!(rule.precedence, Precedence::Ordinary);
    assert_eq!(rule.steps[2].from, Some(date("2036-01-01")));
    assert_eq!(rule.steps[2].status, Status::Disallowed);
    assert_eq!(rule.examples[0].populations, ["general"]);
}

#[test]
fn hostile_text_is_an_error_and_not_a_panic() {
    assert_eq!(parse("").unwrap_err().message, "the policy has no `schema`");
    let nested = format!("a = {}", "[".repeat(100_000));
    assert!(parse(&nested).is_err());
    let long = "x".repeat((1 << 20) + 1);
    assert_eq!(parse(&long).unwrap_err().message, "a policy file is at most 1 MiB");
    // Every truncation of a whole policy, at character boundaries.
    let text = include_str!("../../policies/us-eo-14412.toml");
    for (end, _) in text.char_indices().step_by(97) {
        let _ = parse(&text[..end]);
    }
}
