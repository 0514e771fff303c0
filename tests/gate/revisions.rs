//! `y2q diff` between revisions of a repository, and days.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::changed::WEAK;
use super::since::{git, git_at};
use super::{CODE, checkout, code, said};

fn diff(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_y2q"))
        .current_dir(folder)
        .args(["-q", "diff", "--at", "2026-11-26"])
        .args(arguments)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

/// Added, removed and unchanged between two sides.
fn counts(folder: &Path, before: &str, after: &str) -> (usize, usize, u64) {
    let output = diff(folder, &[before, after, "--format", "json"]);
    let found: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)));
    let count = |what: &str| found[what].as_array().unwrap().len();
    (count("added"), count("removed"), found["unchanged"].as_u64().unwrap())
}

/// Three commits: code, weak code more, and without it and without MD5.
fn repository() -> tempfile::TempDir {
    let folder = checkout();
    let path = folder.path();
    git(path, &["init", "-q", "-b", "main"]);
    for (day, change) in [("2025-03-01", "one"), ("2025-06-01", "two"), ("2025-09-01", "three")] {
        match change {
            "two" => fs::write(path.join("src/new.py"), WEAK).unwrap(),
            "three" => {
                fs::remove_file(path.join("src/new.py")).unwrap();
                fs::write(path.join("src/keys.py"), CODE.replace("hashlib.md5", "hashlib.sha256"))
                    .unwrap();
            }
            _ => std::os::unix::fs::symlink("/etc/passwd", path.join("link")).unwrap(),
        }
        git(path, &["add", "-A"]);
        git_at(path, &["commit", "-q", "-m", change], &format!("{day}T12:00:00Z"));
        git(path, &["tag", change]);
    }
    folder
}

#[test]
fn revisions_are_compared_with_each_other_and_with_the_files() {
    let folder = repository();
    let path = folder.path();
    assert_eq!(counts(path, "one", "two"), (1, 0, 3));
    assert_eq!(counts(path, "two", "one"), (0, 1, 3));
    assert_eq!(counts(path, "HEAD~1", "HEAD"), (0, 2, 2));
    assert_eq!(counts(path, "three", "."), (0, 0, 2));
    fs::write(path.join("src/later.py"), WEAK).unwrap();
    assert_eq!(counts(path, "three", "."), (1, 0, 2));
    // From a folder below, as git does.
    assert_eq!(counts(&path.join("src"), "one", "two"), (1, 0, 3));
    let text = said(&diff(path, &["one", "two"]));
    assert!(text.contains("1 added\n  src/new.py:5  broken: SHA-1"), "{text}");
}

#[test]
fn a_day_is_the_last_commit_by_then() {
    let folder = repository();
    let path = folder.path();
    assert_eq!(counts(path, "2025-03-01", "2025-06-01"), (1, 0, 3));
    assert_eq!(counts(path, "2025-05-31", "2025-08-31"), (1, 0, 3));
    assert_eq!(counts(path, "2025-03-01", "2030-01-01"), (0, 1, 2));
    assert_eq!(counts(path, "2025-03-01", "two"), (1, 0, 3));
    let early = diff(path, &["2025-02-28", "."]);
    assert_eq!(code(&early), 2);
    assert!(said(&early).contains("no commit of 2025-02-28 or before"), "{}", said(&early));
}

#[test]
fn what_is_neither_file_nor_revision_is_a_fault() {
    let folder = repository();
    let output = diff(folder.path(), &["nowhere", "."]);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("nowhere is no file or folder here"), "{}", said(&output));
    let alone = tempfile::tempdir().unwrap();
    let output = diff(alone.path(), &["HEAD", "."]);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("no git work tree"), "{}", said(&output));
}
