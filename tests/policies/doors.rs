//! Inputs that are wrong, as a user meets them: an error with its place, or an outcome that says what was left out.

use std::path::Path;

use super::commands::{said, y2q};

/// What `y2q policy verdict` says of a CBOM with this text, and whether it ended well.
fn verdict(text: &str) -> (bool, String) {
    let here = tempfile::tempdir().unwrap();
    std::fs::write(here.path().join("bad.cdx.json"), text).unwrap();
    let arguments = ["verdict", "bad.cdx.json", "--policy", "nist-ir-8547", "--at", "2026-11-26"];
    let output = super::commands::loud(here.path(), &arguments);
    (output.status.success(), said(&output))
}

fn document(version: &str, components: &str) -> String {
    format!(
        "{{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"{version}\",\n \"components\": [{components}]}}"
    )
}

fn component(reference: &str, name: &str, more: &str) -> String {
    format!(
        "{{\"type\": \"cryptographic-asset\", \"bom-ref\": \"{reference}\", \"name\": \"{name}\", \
         \"cryptoProperties\": {{\"assetType\": \"algorithm\"{more}}}}}"
    )
}

#[test]
fn a_wrong_version_is_refused_by_name() {
    for version in ["1.3", "2.0", "next"] {
        let (well, told) = verdict(&document(version, &component("a", "RSA-2048", "")));
        assert!(!well && told.contains("bad.cdx.json"), "{told}");
        assert!(told.contains(version) && told.contains("1.4 to 1.7"), "{told}");
    }
}

#[test]
fn two_components_of_one_reference_are_both_judged_and_told() {
    let twins = [component("a", "RSA-2048", ""), component("a", "ML-KEM-768", "")].join(",\n");
    let (well, told) = verdict(&document("1.6", &twins));
    assert!(well, "{told}");
    assert!(told.contains("RSA-2048") && told.contains("ML-KEM-768"), "{told}");
    assert!(told.contains("bom-ref"), "{told}");
}

#[test]
fn what_is_cut_off_or_too_deep_is_refused_with_line_and_column() {
    let whole = document("1.6", &component("a", "RSA-2048", ""));
    let (well, told) = verdict(&whole[..whole.len() - 2]);
    assert!(!well && told.contains("line 2, column"), "{told}");
    let deep = "[".repeat(200_000);
    let (well, told) = verdict(&format!("{{\"bomFormat\": {deep}"));
    assert!(!well && told.contains("line 1, column"), "{told}");
    // Deep in one component: that one is left out and named, its neighbour is judged.
    let nested = format!(", \"oid\": {deep}{}", "]".repeat(200_000));
    let pair = [component("a", "RSA-2048", &nested), component("b", "ML-KEM-768", "")].join(",\n");
    let (well, told) = verdict(&document("1.6", &pair));
    assert!(well && told.contains("ML-KEM-768"), "{told}");
    assert!(told.contains("could not be taken over"), "{told}");
}

/// A document is never held as a whole, so that its size has no bound; one component has: 64 MiB.
#[test]
fn a_component_that_is_too_large_is_refused_with_its_line() {
    let large = component("a", &"A".repeat((64 << 20) + 1), "");
    let (well, told) = verdict(&document("1.6", &large));
    assert!(!well, "{}", &told[..told.len().min(400)]);
    assert!(told.contains("line 2") && told.len() < 1000, "{}", &told[..told.len().min(1000)]);
}

/// Every faulty policy, through the door: the file, the line, the message, the fix.
#[test]
fn every_faulty_policy_is_told_with_its_line() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policies/bad");
    for stem in [
        "unknown-key",
        "date-backwards",
        "milestone-backwards",
        "statement-without-clause",
        "stage-after-none",
        "overlap",
        "matches-no-example",
        "extends-itself",
        "extends-nothing",
        "status-improves",
    ] {
        let file = format!("{stem}.toml");
        let text = std::fs::read_to_string(folder.join(&file)).unwrap();
        let line = text.lines().position(|line| line.contains("#! ")).unwrap() + 1;
        let output = y2q(&folder, &["check", &file]);
        let told = said(&output);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(&format!("{file}:{line}:")), "{told}");
        let message = text.split("#! ").nth(1).unwrap().lines().next().unwrap();
        assert!(told.contains(message), "{told}");
    }
}
