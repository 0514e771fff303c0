//! A scan that looks at less than the one before finds less, and nothing is done by that.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::exchange::{Exchange, MADE};

const DAY: &str = "2026-08-10";
const LATER: &str = "2026-09-10";
const REISSUE: &str = "trading-front/certificate-reissue/signature";

/// The estate with its front end's files changed for the first scan, planned.
fn planned(change: impl Fn(&Exchange), options: &[&str]) -> Exchange {
    let estate = Exchange(tempfile::tempdir().unwrap());
    super::exchange::copy(Path::new("inventories/exchange"), &estate.0.path().join("files"));
    change(&estate);
    scan(&estate, MADE, options);
    estate.save(MADE, "plan.json");
    estate
}

fn scan(estate: &Exchange, day: &str, options: &[&str]) {
    let fixed = ["scan", "files", "--db", "y2q.db", "--at", day];
    let out = estate.y2q(&[&fixed[..], options].concat());
    assert!(out.status.code().is_some_and(|code| code != 1), "{out:?}");
}

/// Nothing of the certificates is done, on the day of the narrower scan and after a whole one.
fn nothing_is_done(estate: &Exchange, narrower: &[&str], whole: &[&str]) {
    scan(estate, DAY, narrower);
    let track = estate.compare(DAY, &[]);
    assert_eq!(track.counts(REISSUE).0, 0, "{narrower:?}: {}", track.package(REISSUE));
    scan(estate, LATER, whole);
    let moved = estate.compare(LATER, &[]);
    assert!(moved.moved().iter().all(|(_, state)| *state != "regressed"), "{:?}", moved.moved());
}

fn pack(estate: &Exchange, archive: &str) {
    let mut tar = Command::new("tar");
    tar.arg("-C").arg(estate.file("front")).arg("-czf").arg(estate.file(archive)).arg("tls");
    assert!(tar.status().unwrap().success());
    fs::remove_dir_all(estate.file("front/tls")).unwrap();
}

#[test]
fn what_is_ignored_is_not_done() {
    let estate = planned(|_| {}, &[]);
    assert!(
        Command::new("git").arg("init").arg("-q").arg(estate.file("")).status().unwrap().success()
    );
    fs::write(estate.file(".gitignore"), "front/tls/\n").unwrap();
    nothing_is_done(&estate, &["--tracked"], &[]);
}

#[test]
fn what_lies_in_an_archive_that_stays_closed_is_not_done() {
    let estate = planned(|estate| pack(estate, "front/tls.tgz"), &[]);
    nothing_is_done(&estate, &["--no-archives"], &[]);
}

#[test]
fn what_lies_behind_the_end_of_a_cut_archive_is_not_done() {
    let estate = planned(|estate| pack(estate, "front/tls.tgz"), &[]);
    let whole = fs::read(estate.file("front/tls.tgz")).unwrap();
    fs::write(estate.file("front/tls.tgz"), &whole[..whole.len() / 2]).unwrap();
    scan(&estate, DAY, &[]);
    assert_eq!(estate.compare(DAY, &[]).counts(REISSUE).0, 0);
    fs::write(estate.file("front/tls.tgz"), &whole).unwrap();
    nothing_is_done(&estate, &[], &[]);
}

#[cfg(unix)]
#[test]
fn what_lies_behind_a_link_is_not_done() {
    use std::os::unix::fs::symlink;

    let behind = |estate: &Exchange| {
        fs::rename(estate.file("front/tls"), estate.0.path().join("tls")).unwrap();
        symlink("../../tls", estate.file("front/tls")).unwrap();
    };
    nothing_is_done(&planned(behind, &["--follow"]), &[], &["--follow"]);
    let estate = planned(|_| {}, &[]);
    behind(&estate);
    nothing_is_done(&estate, &[], &["--follow"]);
    // What is removed is removed.
    fs::remove_file(estate.file("front/tls")).unwrap();
    scan(&estate, "2026-10-10", &[]);
    assert!(estate.compare("2026-10-10", &[]).counts(REISSUE).0 > 0);
}
