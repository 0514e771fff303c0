//! The gate: what is new or worse fails, and nothing else.

mod bad;
mod cache;
mod cards;
mod changed;
mod forms;
mod moved;
mod permits;
mod plan;
#[cfg(feature = "git")]
mod revisions;
#[cfg(feature = "git")]
mod since;
#[cfg(feature = "git")]
mod templates;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Two broken uses, one that only a quantum computer breaks, and one that is free of objection.
const CODE: &str = "\
import hashlib
from Crypto.Cipher import DES
from cryptography.hazmat.primitives.asymmetric import rsa


def digest(data):
    return hashlib.md5(data).hexdigest()


def close(key, data):
    return DES.new(key, DES.MODE_CBC).encrypt(data)


def make():
    return rsa.generate_private_key(public_exponent=65537, key_size=3072)


def good(data):
    return hashlib.sha256(data).hexdigest()
";

fn gate(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_y2q"))
        .current_dir(folder)
        .arg("gate")
        .args(["--at", "2026-11-26"])
        .args(arguments)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// A folder with the code.
fn checkout() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("src/keys.py"), CODE).unwrap();
    folder
}

/// A folder whose findings are accepted.
fn accepted() -> tempfile::TempDir {
    let folder = checkout();
    let output = gate(folder.path(), &["--write-baseline"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    folder
}

fn record(folder: &Path, arguments: &[&str]) -> Value {
    let output = gate(folder, &[&["--format", "json", "-q"], arguments].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)))
}

fn tally(record: &Value, what: &str) -> u64 {
    record["tally"][what].as_u64().unwrap()
}

#[test]
fn a_bare_checkout_is_judged_and_told_by_what() {
    let folder = checkout();
    let output = gate(folder.path(), &[]);
    assert_eq!(code(&output), 1, "{}", said(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    let first: Vec<&str> = text.lines().take(3).collect();
    assert!(first[0].starts_with("Policies: nist-ir-8547"), "{first:?}");
    assert!(first[1].starts_with("Baseline: none"), "{first:?}");
    assert!(first[2].starts_with("As of 2026-11-26"), "{first:?}");
    for part in [
        "error[broken/md5]",
        "src/keys.py:7:20",
        "hashlib.md5(data)",
        "since 2004",
        "error[broken/des]",
        "warning[quantum-vulnerable/rsa]",
        "2 denied, 1 warned",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert!(!text.contains("sha256(data)"), "{text}");
}

#[test]
fn what_is_accepted_passes_and_what_is_new_does_not() {
    let folder = accepted();
    let output = gate(folder.path(), &[]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let more = format!("{CODE}\n\ndef again(data):\n    return hashlib.sha1(data).digest()\n");
    fs::write(folder.path().join("src/keys.py"), more).unwrap();
    let output = gate(folder.path(), &[]);
    assert_eq!(code(&output), 1, "{}", said(&output));
    let text = said(&output);
    assert!(text.contains("error[broken/sha-1]") && !text.contains("broken/md5"), "{text}");
    // The same use once more is one use more.
    let twice =
        CODE.replace("def good", "def copy(data):\n    return hashlib.md5(data)\n\n\ndef good");
    fs::write(folder.path().join("src/keys.py"), twice).unwrap();
    let record = record(folder.path(), &[]);
    assert_eq!((tally(&record, "denied"), tally(&record, "known")), (1, 3), "{record:#}");
}

#[test]
fn a_new_key_that_a_quantum_computer_breaks_fails_beside_a_baseline() {
    let folder = accepted();
    let weaker = CODE.replace("3072", "2048");
    fs::write(folder.path().join("src/keys.py"), weaker).unwrap();
    let record = record(folder.path(), &[]);
    assert_eq!(record["answer"], "fail");
    assert_eq!((tally(&record, "denied"), tally(&record, "fixed")), (1, 1), "{record:#}");
}

#[test]
fn a_day_that_makes_it_worse_is_no_longer_accepted() {
    let folder = accepted();
    let output = gate(folder.path(), &["--at", "2026-12-31"]);
    assert_ne!(code(&output), 1, "{}", said(&output));
    let later = Command::new(env!("CARGO_BIN_EXE_y2q"))
        .current_dir(folder.path())
        .args(["gate", "-q", "--at", "2036-01-02", "--format", "json"])
        .output()
        .unwrap();
    let record: Value = serde_json::from_slice(&later.stdout).unwrap();
    let worse: Vec<&Value> = record["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["state"] == "worse")
        .collect();
    assert_eq!(worse.len(), 1, "{record:#}");
    assert_eq!(
        (&worse[0]["kind"], &worse[0]["was"]),
        (&"disallowed".into(), &"quantum-vulnerable".into())
    );
    assert_eq!(later.status.code(), Some(1));
}

#[test]
fn what_is_mended_is_counted_and_taken_out_on_request() {
    let folder = accepted();
    let mended = CODE.replace("hashlib.md5", "hashlib.sha256");
    fs::write(folder.path().join("src/keys.py"), &mended).unwrap();
    let output = gate(folder.path(), &[]);
    assert_eq!(code(&output), 0);
    assert!(said(&output).contains("1 mended"), "{}", said(&output));
    assert_eq!(code(&gate(folder.path(), &["--prune"])), 0);
    let baseline = fs::read_to_string(folder.path().join("y2q-baseline.tsv")).unwrap();
    assert_eq!(baseline.lines().count(), 3, "{baseline}");
    // It came back: new, for it was taken out.
    fs::write(folder.path().join("src/keys.py"), CODE).unwrap();
    assert_eq!(code(&gate(folder.path(), &[])), 1);
}

#[test]
fn tests_and_what_git_ignores_do_not_fail() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("tests")).unwrap();
    fs::write(folder.path().join("tests/test_keys.py"), CODE).unwrap();
    fs::create_dir_all(folder.path().join(".git")).unwrap();
    fs::create_dir(folder.path().join("build")).unwrap();
    fs::write(folder.path().join("build/keys.py"), CODE).unwrap();
    fs::write(folder.path().join(".gitignore"), "build/\n").unwrap();
    let record = record(folder.path(), &[]);
    assert_eq!(record["answer"], "pass", "{record:#}");
    assert_eq!((tally(&record, "denied"), tally(&record, "warned")), (0, 3), "{record:#}");
    // A certificate in the source of a test is part of it; in a file of its own it counts, wherever that lies.
    let weak = fs::read_to_string("inventories/fixtures/tls-endpoints/rsa1024.crt").unwrap();
    let text = format!("package a\n\nconst weak = `{weak}`\n");
    fs::write(folder.path().join("certificates_test.go"), &text).unwrap();
    assert_eq!(code(&gate(folder.path(), &[])), 0);
    fs::write(folder.path().join("certificates.go"), &text).unwrap();
    assert_eq!(code(&gate(folder.path(), &[])), 1);
    fs::remove_file(folder.path().join("certificates.go")).unwrap();
    fs::write(folder.path().join("tests/weak.crt"), weak).unwrap();
    assert_eq!(code(&gate(folder.path(), &[])), 1);
    fs::remove_file(folder.path().join("tests/weak.crt")).unwrap();
    // A hidden file that is committed is looked at.
    fs::create_dir(folder.path().join(".ci")).unwrap();
    fs::write(folder.path().join(".ci/sign.py"), CODE).unwrap();
    assert_eq!(code(&gate(folder.path(), &[])), 1);
}

/// With the settings that lie in it; the day is one on which its waivers hold.
#[test]
fn this_repository_passes_its_own_gate() {
    let record = record(Path::new("."), &[]);
    assert_eq!(record["answer"], "pass", "{record:#}");
    assert!(
        tally(&record, "waived") > 0 && tally(&record, "allowed") > 1_000,
        "{}",
        record["tally"]
    );
}
