//! Only what has changed since a commit.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::changed::WEAK;
use super::{CODE, accepted, code, gate, record, said, tally};

pub(super) fn git(folder: &Path, arguments: &[&str]) {
    git_at(folder, arguments, "2026-01-02T03:04:05Z");
}

/// The same as of a moment.
pub(super) fn git_at(folder: &Path, arguments: &[&str], moment: &str) {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=n", "-c", "user.email=e@example.com", "-c", "commit.gpgsign=false"])
        .args(["-c", "protocol.file.allow=always"])
        .args(arguments)
        .env("GIT_AUTHOR_DATE", moment)
        .env("GIT_COMMITTER_DATE", moment)
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

/// A file that is committed is looked at, whatever `.gitignore` or a file that git does not read says.
#[test]
fn what_is_committed_is_looked_at_though_it_is_ignored() {
    let folder = repository();
    let path = folder.path();
    fs::create_dir(path.join("out")).unwrap();
    fs::write(path.join("out/weak.py"), WEAK).unwrap();
    assert_eq!(tally(&record(path, &[]), "denied"), 0, "ignored, and nobody has committed it");
    git(path, &["add", "-f", "out/weak.py"]);
    for arguments in [
        &[][..],
        &["--cache", ".git/gate.db"],
        &["--cache", ".git/gate.db"],
        &["out"],
        &["--since", "HEAD"],
    ] {
        assert_eq!(tally(&record(path, arguments), "denied"), 1, "{arguments:?}");
    }
    git(path, &["rm", "-q", "--cached", "out/weak.py"]);
    assert_eq!(tally(&record(path, &["--cache", ".git/gate.db"]), "denied"), 0);
    fs::write(path.join(".ignore"), "src/\n").unwrap();
    fs::write(path.join("src/new.py"), WEAK).unwrap();
    assert_eq!(tally(&record(path, &[]), "denied"), 1);
}

/// What lies in a submodule is looked at as files are, whatever its repository is like; what has changed in it cannot
/// be told.
#[test]
fn a_submodule_that_cannot_be_read_is_told() {
    let folder = repository();
    let path = folder.path();
    let other = repository();
    let from = format!("file://{}", other.path().display());
    git(path, &["submodule", "add", "-q", &from, "sub"]);
    git(path, &["commit", "-q", "-m", "a submodule"]);
    fs::remove_dir_all(path.join(".git/modules/sub")).unwrap();
    let found = record(path, &[]);
    assert_eq!((tally(&found, "denied"), tally(&found, "known")), (3, 3), "{found:#}");
    let baseline = fs::read(path.join("y2q-baseline.tsv")).unwrap();
    for arguments in [&["--since", "HEAD~1"][..], &["--since", "HEAD~1", "--prune"]] {
        let output = gate(path, arguments);
        assert_eq!(code(&output), 2, "{}", said(&output));
        assert!(said(&output).contains("a submodule at another commit"), "{}", said(&output));
        assert_eq!(fs::read(path.join("y2q-baseline.tsv")).unwrap(), baseline);
    }
    // The folder is not there at all: it was never fetched.
    fs::remove_dir_all(path.join("sub")).unwrap();
    assert_eq!(record(path, &[])["answer"], "pass");
    assert_eq!(code(&gate(path, &["--since", "HEAD~1"])), 2);
}

/// The whole of a folder is looked at without any git, in a shallow clone and at a detached head alike.
#[test]
fn a_whole_look_needs_no_history() {
    let folder = repository();
    let path = folder.path();
    let clone = tempfile::tempdir().unwrap();
    let from = format!("file://{}", path.display());
    git(clone.path(), &["clone", "-q", "--depth", "1", &from, "c"]);
    git(&clone.path().join("c"), &["checkout", "-q", "--detach"]);
    assert_eq!(record(&clone.path().join("c"), &[])["answer"], "pass");
    fs::remove_dir_all(clone.path().join("c/.git")).unwrap();
    assert_eq!(record(&clone.path().join("c"), &[])["answer"], "pass");
    fs::create_dir(clone.path().join("c/.git")).unwrap();
    fs::write(clone.path().join("c/.git/HEAD"), "garbage").unwrap();
    assert_eq!(record(&clone.path().join("c"), &[])["answer"], "pass");
    assert_eq!(code(&gate(&clone.path().join("c"), &["--since", "HEAD"])), 2);
}
