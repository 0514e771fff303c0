//! What has left a plan: a real one, of the worked estate `exchange`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{code, said};
use crate::tracking::exchange::copy;

const MADE: &str = "2026-10-01";

/// A copy of the estate with its plan of [`MADE`] beside it.
fn planned() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new("inventories/exchange"), &folder.path().join("exchange"));
    let made =
        y2q(folder.path(), &["plan", "exchange", "--at", MADE, "--effort", "0", "-o", "plan.json"]);
    assert!(made.status.success(), "{}", said(&made));
    folder
}

fn y2q(folder: &Path, arguments: &[&str]) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_y2q"));
    command.current_dir(folder).arg("-q").args(arguments).output().unwrap()
}

fn gate(folder: &Path, at: &str, more: &[&str]) -> std::process::Output {
    let fixed = ["gate", "exchange", "--plan", "plan.json", "--allow-incomplete", "--at", at];
    y2q(folder, &[&fixed, more].concat())
}

/// Rules of the plan that are broken, with where; what the gate finds besides is no matter of the plan.
fn departures(folder: &Path, at: &str, more: &[&str]) -> BTreeSet<(String, String)> {
    let output = gate(folder, at, &[&["--format", "json"], more].concat());
    let record: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    record["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["what"] == "plan" && one["state"] == "new")
        .map(|one| {
            assert_eq!(one["level"], "deny", "{one}");
            (
                format!("{}/{}", text(&one["kind"]), text(&one["family"])),
                text(&one["location"]["path"]),
            )
        })
        .collect()
}

fn of(rule: &str, path: &str) -> (String, String) {
    (rule.to_owned(), path.to_owned())
}

#[test]
fn an_estate_that_keeps_its_plan_has_not_left_it() {
    let folder = planned();
    assert_eq!(departures(folder.path(), MADE, &[]), BTreeSet::new());
    // The last day of the first quarter of work is still in time, the day after is not.
    assert_eq!(departures(folder.path(), "2026-12-31", &[]), BTreeSet::new());
    let late = departures(folder.path(), "2027-01-01", &[]);
    for rule in ["ssh-fleet-configuration-ssh-now", "trading-front-library-upgrade-tls"] {
        assert!(late.iter().any(|(broken, _)| *broken == format!("overdue/{rule}")), "{late:?}");
    }
    assert!(late.contains(&of(
        "overdue/documents-certificate-reissue-signature-now",
        "documents/server.pem"
    )));
    // What leaves no trace in files is told at the plan.
    assert!(late.contains(&of("overdue/wallet-library-upgrade-tls", "plan.json")));
    // The same, so many months early.
    assert_eq!(departures(folder.path(), "2026-12-01", &["--lead-months", "1"]), late);
    assert_eq!(departures(folder.path(), "2026-11-30", &["--lead-months", "1"]), BTreeSet::new());
    assert_eq!(code(&gate(folder.path(), MADE, &[])), 1, "broken as it is, plan or not");
}

#[test]
fn an_asset_that_no_package_covers_fails() {
    let folder = planned();
    let key = "inventories/fixtures/x509/rsa-pkcs8.pem";
    fs::copy(key, folder.path().join("exchange/wallet/hot/new.pem")).unwrap();
    let found = departures(folder.path(), MADE, &[]);
    let [(rule, path)] = &found.iter().collect::<Vec<_>>()[..] else { panic!("{found:?}") };
    assert!(rule.starts_with("unplanned/wallet-rekey"), "{rule}");
    assert_eq!(path, "wallet/hot/new.pem");
    // A plan that has lost a package does not cover what was in it.
    fs::remove_file(folder.path().join("exchange/wallet/hot/new.pem")).unwrap();
    let file = folder.path().join("plan.json");
    let mut plan: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let packages = plan["packages"].as_array_mut().unwrap();
    packages.retain(|package| package["id"] != "wallet/rekey/signature");
    fs::write(&file, plan.to_string()).unwrap();
    let wanted = of("unplanned/wallet-rekey-signature", "wallet/validator/node.key");
    assert_eq!(departures(folder.path(), MADE, &[]), BTreeSet::from([wanted]));
}

#[test]
fn what_comes_back_after_its_package_is_over_fails() {
    let folder = planned();
    let server = folder.path().join("exchange/documents/server.pem");
    fs::copy("inventories/fixtures/x509/ec.pem", server).unwrap();
    // Before the end of the package it is not in the plan; after it, it has come back.
    let planned_for = |at: &str| {
        let found = departures(folder.path(), at, &[]);
        let mut rules = found.into_iter().filter(|(_, path)| path == "documents/server.pem");
        let (rule, _) = rules.next().unwrap_or_else(|| panic!("{at}"));
        assert_eq!(rules.next(), None, "{at}");
        rule
    };
    assert_eq!(
        planned_for("2028-12-31"),
        "unplanned/documents-certificate-reissue-early-signature"
    );
    assert_eq!(planned_for("2029-01-01"), "regressed/documents-certificate-reissue-signature");
}

#[test]
fn an_exception_holds_until_its_day_and_fails_after() {
    let folder = planned();
    let waiver = |expires: &str| {
        let text = format!(
            "[[gate.waiver]]\nrule = [\"overdue/wallet-library-upgrade-tls\"]\nreason = \"supplier\"\n\
             owner = \"wallet\"\nexpires = {expires}\n"
        );
        fs::write(folder.path().join("y2q.toml"), text).unwrap();
    };
    let at = "2027-01-01";
    let late = of("overdue/wallet-library-upgrade-tls", "plan.json");
    waiver("2027-06-30");
    assert!(!departures(folder.path(), at, &[]).contains(&late));
    let text = said(&gate(folder.path(), at, &[]));
    assert!(!text.contains("expired on") && !text.contains("covers nothing"), "{text}");
    waiver("2026-12-31");
    assert!(departures(folder.path(), at, &[]).contains(&late));
    assert!(said(&gate(folder.path(), at, &[])).contains("expired on 2026-12-31"));
    // Where no plan is compared with, what speaks of plans is not unused.
    waiver("2027-06-30");
    let text = said(&y2q(folder.path(), &["gate", "exchange", "--at", at]));
    assert!(text.contains("warned") && !text.contains("covers nothing"), "{text}");
}

#[test]
fn every_form_tells_what_has_left_the_plan() {
    let folder = planned();
    let baseline = y2q(folder.path(), &["gate", "exchange", "--write-baseline", "--at", MADE]);
    assert_eq!(code(&baseline), 0, "{}", said(&baseline));
    assert_eq!(code(&gate(folder.path(), MADE, &[])), 0);
    // A baseline accepts what is there, not that it is late.
    let output = gate(folder.path(), "2027-01-01", &[]);
    assert_eq!(code(&output), 1, "{}", said(&output));
    let text = said(&output);
    assert!(text.contains("Plan: plan.json of 2026-10-01, 38 packages"), "{text}");
    for format in ["text", "json", "sarif", "junit", "github", "gitlab", "md"] {
        let output = gate(folder.path(), "2027-01-01", &["--format", format]);
        let text = said(&output);
        assert!(text.contains("overdue") && text.contains("Wallet signing"), "{format}: {text}");
    }
}

#[test]
fn what_is_no_plan_of_this_estate_is_a_fault() {
    let folder = planned();
    let fault = |arguments: &[&str], wanted: &str| {
        let output = y2q(folder.path(), &[&["gate", "exchange"], arguments].concat());
        assert_eq!(code(&output), 2, "{}", said(&output));
        assert!(said(&output).contains(wanted), "{wanted}: {}", said(&output));
    };
    fault(&["--plan", "none.json"], "cannot read none.json");
    fs::write(folder.path().join("other.json"), "{}").unwrap();
    fault(&["--plan", "other.json"], "is no plan");
    fault(&["--lead-months", "3"], "--plan");
    fault(&["--plan", "plan.json", "--changed", "other.json"], "cannot be used with");
    fault(&["--plan", "plan.json", "--write-baseline"], "cannot be used with");
    let estate: PathBuf = folder.path().join("exchange/estate.toml");
    let text = fs::read_to_string(&estate).unwrap().replace("Haneul Exchange", "Another");
    fs::write(estate, text).unwrap();
    fault(&["--plan", "plan.json"], "is the plan of the estate `Haneul Exchange`");
}

#[test]
fn an_accepted_risk_fails_from_the_day_after_its_last() {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new("inventories/exchange"), &folder.path().join("exchange"));
    let file = folder.path().join("exchange/estate.toml");
    let text = fs::read_to_string(&file).unwrap()
        + "\n[[accept]]\npackage = \"wallet/rekey/signature\"\nowner = \"Head of custody\"\n\
           reason = \"the pilot is switched off by then\"\nexpires = 2027-03-31\n";
    fs::write(&file, text).unwrap();
    let arguments = ["plan", "exchange", "--at", MADE, "--effort", "0", "-o", "plan.json"];
    assert!(y2q(folder.path(), &arguments).status.success());
    let found = |at: &str| {
        let rule = "overdue/wallet-rekey-signature";
        departures(folder.path(), at, &[]).into_iter().any(|(broken, _)| broken == rule)
    };
    assert!(!found("2027-03-31"), "the last day is still accepted");
    assert!(found("2027-04-01"));
    let told = said(&gate(folder.path(), "2027-04-01", &[]));
    assert!(told.contains("Head of custody accepted it until 2027-03-31"), "{told}");
}
