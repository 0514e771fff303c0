//! Only what has changed since a commit.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::changed::WEAK;
use super::{CODE, accepted, code, gate, record, said, tally};

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=n", "-c", "user.email=e@example.com", "-c", "commit.gpgsign=false"])
        .args(["-c", "protocol.file.allow=always"])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/nonexistent")
        .env("GIT_CONFIG_SYSTEM", "/nonexistent")
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A repository of two commits; the second adds nothing that is weak.
fn repository() -> tempfile::TempDir {
    let folder = accepted();
    let path = folder.path();
    fs::write(path.join(".gitignore"), "out/\n").unwrap();
    git(path, &["init", "-q", "-b", "main"]);
    git(path, &["add", "-A"]);
    git(path, &["commit", "-q", "-m", "one"]);
    fs::write(path.join("notes.txt"), "nothing\n").unwrap();
    git(path, &["add", "-A"]);
    git(path, &["commit", "-q", "-m", "two"]);
    folder
}

#[test]
fn since_a_commit_only_what_has_changed_is_looked_at() {
    let folder = repository();
    let path = folder.path();
    for since in ["HEAD", "HEAD~1", "main"] {
        let found = record(path, &["--since", since]);
        assert_eq!(
            (&found["answer"], found["findings"].as_array().unwrap().len()),
            (&"pass".into(), 0)
        );
        assert_eq!(tally(&found, "fixed"), 0, "what was not looked at is not gone");
    }
    // Untracked, staged and committed changes all count; what is ignored does not.
    fs::create_dir(path.join("out")).unwrap();
    fs::write(path.join("out/x.py"), WEAK).unwrap();
    assert_eq!(record(path, &["--since", "HEAD"])["answer"], "pass");
    fs::write(path.join("src/new.py"), WEAK).unwrap();
    assert_eq!(tally(&record(path, &["--since", "HEAD"]), "denied"), 1);
    git(path, &["add", "-A"]);
    assert_eq!(tally(&record(path, &["--since", "HEAD"]), "denied"), 1);
    git(path, &["commit", "-q", "-m", "three"]);
    assert_eq!(tally(&record(path, &["--since", "HEAD"]), "denied"), 0);
    assert_eq!(tally(&record(path, &["--since", "HEAD~1"]), "denied"), 1);
    // Same size, same second: the content decides.
    let weaker = CODE.replace("sha256", "sha224").replace("3072", "2048");
    fs::write(path.join("src/keys.py"), weaker).unwrap();
    let found = record(path, &["--since", "HEAD"]);
    assert_eq!(
        (tally(&found, "denied"), tally(&found, "known"), tally(&found, "fixed")),
        (1, 2, 1),
        "{found:#}"
    );
    fs::write(path.join("src/keys.py"), CODE).unwrap();
    assert_eq!(record(path, &["--since", "HEAD"])["findings"].as_array().unwrap().len(), 0);
    // From a folder below, and of a file that has gone.
    fs::remove_file(path.join("src/keys.py")).unwrap();
    let found = record(path, &["--since", "HEAD"]);
    assert_eq!(tally(&found, "fixed"), 3, "{found:#}");
    // A copy into another name is a move when the first has gone, and more when it has not.
    fs::write(path.join("src/moved.py"), CODE).unwrap();
    assert_eq!(tally(&record(path, &["--since", "HEAD"]), "known"), 3);
    fs::write(path.join("src/keys.py"), CODE).unwrap();
    assert_eq!(tally(&record(path, &["--since", "HEAD"]), "denied"), 3);
}

#[test]
fn repositories_that_cannot_tell_are_faults() {
    let folder = repository();
    let path = folder.path();
    let output = gate(path, &["--since", "nowhere"]);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("no commit nowhere"), "{}", said(&output));
    let alone = tempfile::tempdir().unwrap();
    let output = gate(alone.path(), &["--since", "HEAD"]);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("no git work tree"), "{}", said(&output));
    // A shallow clone says what to do.
    let clone = tempfile::tempdir().unwrap();
    let from = format!("file://{}", path.display());
    git(clone.path(), &["clone", "-q", "--depth", "1", &from, "c"]);
    let output = gate(&clone.path().join("c"), &["--since", "HEAD~1"]);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("shallow"), "{}", said(&output));
    // A detached HEAD is as good as a branch.
    git(path, &["checkout", "-q", "--detach"]);
    assert_eq!(record(path, &["--since", "HEAD~1"])["answer"], "pass");
    // A submodule at another commit was not looked at.
    git(path, &["submodule", "add", "-q", &from, "sub"]);
    let output = gate(path, &["--since", "HEAD"]);
    assert_eq!(code(&output), 2, "{}", said(&output));
    assert!(said(&output).contains("a submodule at another commit"), "{}", said(&output));
    fs::write(path.join(".git/index"), "not an index").unwrap();
    let output = gate(path, &["--since", "HEAD"]);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("cannot be read"), "{}", said(&output));
}
