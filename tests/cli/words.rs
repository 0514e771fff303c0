//! Faults and doubts in what a person wrote, as the command tells them.

use super::{estate, text, y2q};

const SCENARIO: &str = "schema = 1\n[[scenario]]\nname = \"x\"\ndeadline = \"2026-06-30\"\n";

#[test]
fn a_scenario_whose_deadline_is_past_is_a_fault_with_its_line() {
    let here = tempfile::tempdir().unwrap();
    std::fs::write(here.path().join("s.toml"), SCENARIO).unwrap();
    let plan = |day: &str| {
        let arguments = ["--quiet", "plan", &estate(), "--at", day, "--effort", "0"];
        y2q(here.path(), &[&arguments[..], &["--scenario", "s.toml"]].concat())
    };
    let late = plan("2026-07-01");
    assert_eq!(late.status.code(), Some(2));
    let told = text(&late.stderr);
    assert!(
        told.contains("the deadline 2026-06-30 is before the day of the plan, 2026-07-01"),
        "{told}"
    );
    assert!(told.contains("s.toml:4:12") && told.contains("--at"), "{told}");
    assert_eq!(plan("2026-06-30").status.code(), Some(0), "the day itself is not past");
}

#[test]
fn sections_without_the_policy_that_dates_them_are_not_written() {
    let here = tempfile::tempdir().unwrap();
    let plan = |more: &[&str]| {
        let estate = estate();
        let arguments = ["--quiet", "plan", &estate, "--at", "2026-07-01", "--effort", "0"];
        y2q(here.path(), &[&arguments[..], more].concat())
    };
    let refused = plan(&["--sections", "omb-m-26-15"]);
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(2), 0));
    assert!(text(&refused.stderr).contains("add --policy us-omb-m-26-15"));
    let written = plan(&["--sections", "omb-m-26-15", "--policy", "us-omb-m-26-15"]);
    assert_eq!(written.status.code(), Some(0));
    let written = text(&written.stdout);
    assert!(written.contains("## 1. Prioritisation") && !written.contains("without the policy"));
    // The policy of this set applies to the estate by its jurisdiction.
    assert_eq!(plan(&["--sections", "kr-master-plan"]).status.code(), Some(0));
}

#[test]
fn a_doubt_about_the_estate_is_a_warning_with_its_line() {
    let here = tempfile::tempdir().unwrap();
    std::fs::create_dir(here.path().join("e")).unwrap();
    let idle = "schema = 1\n[[team]]\nid = \"it\"\ncapacity = 0\n";
    std::fs::write(here.path().join("e/estate.toml"), idle).unwrap();
    let plan = |quiet: &[&str]| y2q(here.path(), &[quiet, &["plan", "e"]].concat());
    let told = text(&plan(&[]).stderr);
    assert!(told.contains("warning: team `it` can do nothing"), "{told}");
    assert!(told.contains("estate.toml:4:12"), "{told}");
    assert!(!text(&plan(&["--quiet"]).stderr).contains("warning"));
}
