//! `y2q policy` as its users run it.

use std::path::Path;
use std::process::{Command, Output, Stdio};

pub fn y2q(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, &[&["policy"], arguments].concat())
}

pub fn loud(folder: &Path, arguments: &[&str]) -> Output {
    started(folder, &[&["policy"], arguments].concat())
}

pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    started(folder, &[&["--quiet"], arguments].concat())
}

fn started(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_y2q"))
        .current_dir(folder)
        .args(arguments)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

pub fn said(output: &Output) -> String {
    String::from_utf8([output.stdout.clone(), output.stderr.clone()].concat()).unwrap()
}

/// A CBOM with one algorithm of each kind.
pub fn cbom(folder: &Path) {
    let component = |name: &str, primitive: &str| {
        format!(
            r#"{{"type":"cryptographic-asset","bom-ref":"{name}","name":"{name}","cryptoProperties":{{"assetType":"algorithm","algorithmProperties":{{"primitive":"{primitive}"}}}},"evidence":{{"occurrences":[{{"location":"src/{name}.c"}}]}}}}"#
        )
    };
    let components =
        [component("X25519", "key-agree"), component("ECDSA-P-256", "signature")].join(",");
    let text = format!(
        r#"{{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[{components}]}}"#
    );
    std::fs::write(folder.join("vendor.cdx.json"), text).unwrap();
}

#[test]
fn verdicts_of_a_cbom_in_three_forms() {
    let here = tempfile::tempdir().unwrap();
    cbom(here.path());
    let of = |more: &[&str]| {
        let both = ["--policy", "cnsa-2.0", "--policy", "de-bsi-tr-02102", "--at", "2026-11-26"];
        let all = ["verdict", "vendor.cdx.json"].iter().chain(&both).chain(more);
        let output = y2q(here.path(), &all.copied().collect::<Vec<_>>());
        assert!(output.status.success(), "{}", said(&output));
        said(&output)
    };
    let text = of(&[]);
    for part in [
        "2026-11-26",
        "2027-12-31",
        "2035-12-31",
        "X25519 for key establishment",
        "1 use in system unassigned: algorithm",
        "next: acquisition gate 2027-01-01",
        "Conflicts until 2035-12-31",
        "disputed reading",
        "Nothing satisfies all.",
        "Nearest, with the consent of who refuses it: ml-kem-1024.",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let csv = of(&["--format", "csv", "--on", "2031", "--on", "2035-06-30"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = reader.headers().unwrap().clone();
    assert_eq!(&head[10], "2026-11-26");
    assert_eq!((&head[11], &head[12]), ("2031-12-31", "2035-06-30"));
    assert_eq!(reader.records().count(), 4);
    let json: serde_json::Value = serde_json::from_str(&of(&["--format", "json"])).unwrap();
    assert_eq!(json["schema"], 1);
    assert_eq!(json["rows"].as_array().unwrap().len(), 2);
    assert!(!json["conflicts"].as_array().unwrap().is_empty());
    // Twice the same, and no score of any kind.
    assert_eq!(text, of(&[]));
    for word in ["score", "grade", "/100"] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn without_an_estate_every_policy_is_asked_and_nothing_is_in_conflict() {
    let here = tempfile::tempdir().unwrap();
    cbom(here.path());
    let output = y2q(here.path(), &["verdict", "vendor.cdx.json", "--at", "2026-11-26"]);
    let text = said(&output);
    assert!(output.status.success(), "{text}");
    for policy in y2q::policy::shipped() {
        assert!(text.contains(&policy.id), "{}", policy.id);
    }
    assert!(text.contains("each policy is asked as if it bound"), "{text}");
    assert!(!text.contains("Conflicts"), "{text}");
    assert!(text.contains("needs primary check"), "{text}");
    let wrong = y2q(here.path(), &["verdict", "vendor.cdx.json", "--on", "soon"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(said(&wrong).contains("neither a year nor a day"));
}

#[test]
fn a_new_policy_is_checked_tested_and_compared() {
    let here = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| y2q(here.path(), arguments);
    assert!(run(&["new", "ours", "-o", "ours.toml"]).status.success());
    assert_eq!(run(&["new", "ours", "-o", "ours.toml"]).status.code(), Some(2), "it exists");
    assert_eq!(run(&["new", "Our Rules"]).status.code(), Some(2));
    let checked = said(&run(&["check", "ours.toml"]));
    assert!(checked.contains("ours: 1 rules, every example holds"), "{checked}");
    let tested = run(&["test", "ours.toml", "pci-dss-4.0.1-12.3.3"]);
    assert!(tested.status.success());
    assert!(said(&tested).contains(" hold, 0 fail"));
    let file = here.path().join("ours.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("\"disallowed\"\n", "\"deprecated\"\n")).unwrap();
    let failed = run(&["test", "ours.toml"]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(said(&failed).contains("FAIL  ours/quantum-vulnerable"), "{}", said(&failed));
    let refused = run(&["check", "ours.toml"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("ours.toml:"), "{}", said(&refused));
    // An extension of a file beside it.
    std::fs::write(&file, text).unwrap();
    assert!(
        run(&["new", "stricter", "--extends", "ours.toml", "-o", "stricter.toml"]).status.success()
    );
    assert!(run(&["check", "stricter.toml"]).status.success());
    let diff = said(&run(&["diff", "ours.toml", "stricter.toml"]));
    assert!(diff.starts_with("--- ours\n+++ stricter\n"), "{diff}");
    assert!(diff.contains("  + What we ask for beyond ours"), "{diff}");
    let schema = said(&run(&["schema"]));
    assert_eq!(schema, y2q::policy::schema());
}

/// No example shows it: the rules meet in systems whose signatures must hold for ten years.
#[test]
fn an_overlap_that_no_example_shows_is_told_with_its_place() {
    let here = tempfile::tempdir().unwrap();
    let bad = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policies/bad");
    let text = std::fs::read_to_string(bad.join("overlap.toml")).unwrap();
    let text = text
        .replace("family = [\"DSA\", \"RSA\"]", "family = [\"DSA\", \"RSA\"]\nlifetime_min = 10")
        .replace("at = [2030-12-31]", "lifetime = 9\nat = [2030-12-31]")
        .replace("at = 2026-11-21", "lifetime = 10\nat = 2026-11-21");
    let file = here.path().join("overlap.toml");
    std::fs::write(&file, &text).unwrap();
    assert!(y2q::policy::parse(&text).is_ok(), "its examples hold");
    let refused = y2q(here.path(), &["check", "overlap.toml"]);
    assert_eq!(refused.status.code(), Some(2));
    let told = said(&refused);
    let line = text.lines().position(|line| line == "id = \"dsa\"").unwrap() + 1;
    assert!(told.contains(&format!("overlap.toml:{line}:")), "{told}");
    assert!(told.contains("rules `rsa` and `dsa` can both speak of `RSA"), "{told}");
    assert!(told.contains("narrow the `select`"), "{told}");
    // Neither a plan nor a verdict is made by it.
    std::fs::write(here.path().join("x.pem"), "").unwrap();
    let verdict = y2q(here.path(), &["verdict", "x.pem", "--policy", "overlap.toml"]);
    assert_eq!(verdict.status.code(), Some(2), "{}", said(&verdict));
    // Two populations, of which a system has one: no overlap.
    let apart = text
        .replace("lifetime_min = 10", "lifetime_min = 10\npopulation = [\"kr\"]")
        .replace("family = [\"RSA\"]\n", "family = [\"RSA\"]\npopulation = [\"de\"]\n")
        .replace("lifetime = 9\n", "lifetime = 9\npopulations = [\"de\"]\n")
        .replace("lifetime = 10\nat", "lifetime = 10\npopulations = [\"kr\"]\nat");
    std::fs::write(&file, apart).unwrap();
    let checked = y2q(here.path(), &["check", "overlap.toml"]);
    assert!(checked.status.success(), "{}", said(&checked));
}
