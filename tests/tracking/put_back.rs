//! What one comparison says of a day, every later one says of it: in the worked estate `exchange`, changed and put back.

use std::collections::BTreeSet;
use std::fs;

use super::exchange::{Exchange, SSHD, Track, copy};

const DAY: &str = "2026-08-10";
const LATER: &str = "2026-09-10";
const FLEET: &str = "id = \"ssh-fleet\"";

/// Assets of packages that a comparison says are done.
fn done(track: &Track) -> BTreeSet<(String, u64)> {
    let packages = track.0["packages"].as_array().unwrap().iter();
    let done = packages
        .map(|one| (one["package"].as_str().unwrap().to_owned(), one["done"].as_u64().unwrap()));
    done.filter(|(_, done)| *done > 0).collect()
}

fn regressed(track: &Track) -> BTreeSet<&str> {
    let moved = track.moved().into_iter();
    moved.filter(|(_, state)| *state == "regressed").map(|(id, _)| id).collect()
}

/// Changes the estate for a day and puts it back: what was done on that day, and the packages that have regressed, which
/// are the same whether a plan was made on that day or not.
fn put_back(
    change: impl Fn(&Exchange),
    back: impl Fn(&Exchange),
) -> (BTreeSet<(String, u64)>, BTreeSet<String>) {
    let estate = Exchange::planned();
    change(&estate);
    let day = estate.track(DAY, &[]);
    estate.save(DAY, "between.json");
    // It stays away for more than one scan.
    estate.scan("2026-08-20");
    back(&estate);
    let later = estate.track(LATER, &["--track", "between.json"]);
    let [(_, first, _), told, (LATER, _, last)] = later.measured()[..] else {
        panic!("{:?}", later.measured())
    };
    assert_eq!((told, last), (day.measured()[1], first), "one figure for one day");
    let without = estate.compare(LATER, &[]);
    assert_eq!(regressed(&later), regressed(&without));
    assert_eq!((later.ids("new"), without.ids("new")), (vec![], vec![]));
    (done(&day), regressed(&later).into_iter().map(str::to_owned).collect())
}

/// Puts a folder of the estate back as it was.
fn restore(estate: &Exchange, folder: &str) {
    copy(&std::path::Path::new("inventories/exchange").join(folder), &estate.file(folder));
}

/// The settings of the matching engine in a folder of another name, edited.
fn edited(estate: &Exchange, from: &str, to: &str) {
    fs::rename(estate.file("ssh/matching-01"), estate.file("ssh/matching-02")).unwrap();
    estate.edit("ssh/matching-02/sshd_config", from, to);
}

fn engine_back(estate: &Exchange) {
    fs::remove_dir_all(estate.file("ssh/matching-02")).unwrap();
    restore(estate, "ssh/matching-01");
}

#[test]
fn what_was_renamed_and_edited_and_put_back_has_not_regressed() {
    let (done, regressed) = put_back(|estate| edited(estate, ",hmac-md5", ""), engine_back);
    assert_eq!((done, regressed), Default::default());
}

#[test]
fn what_was_renamed_and_renewed_and_put_back_has_not_regressed() {
    let renewed = |estate: &Exchange| {
        fs::rename(estate.file("front/tls"), estate.file("front/tls2")).unwrap();
        estate.put("front/tls2/ws.crt", "fixtures/x509/ec.pem");
    };
    let back = |estate: &Exchange| {
        fs::remove_dir_all(estate.file("front/tls2")).unwrap();
        restore(estate, "front/tls");
    };
    let (done, regressed) = put_back(renewed, back);
    assert_eq!((done, regressed), Default::default());
}

#[test]
fn what_was_in_another_system_and_is_back_has_not_regressed() {
    let (own, other) = ("ssh/bastion", "maintenance/bastion");
    let go = |from: &'static str, to: &'static str| {
        move |estate: &Exchange| fs::rename(estate.file(from), estate.file(to)).unwrap()
    };
    assert_eq!(put_back(go(own, other), go(other, own)), Default::default());
}

#[test]
fn a_system_that_had_another_id_for_a_time_has_not_regressed() {
    let rename = |from: &'static str, to: &'static str| {
        move |estate: &Exchange| estate.edit("estate.toml", from, to)
    };
    let shells = "id = \"shells\"";
    assert_eq!(put_back(rename(FLEET, shells), rename(shells, FLEET)), Default::default());
    // A part of it was a system of its own.
    let part =
        "[[system]]\nid = \"matching\"\nowner = \"platform\"\npaths = [\"ssh/matching-01/**\"]\n\n";
    let apart = |estate: &Exchange| {
        let text = fs::read_to_string(estate.file("estate.toml")).unwrap();
        let at = text.find(FLEET).and_then(|at| text[..at].rfind("[[system]]")).unwrap();
        let (before, after) = text.split_at(at);
        fs::write(estate.file("estate.toml"), format!("{before}{part}{after}")).unwrap();
    };
    let back = |estate: &Exchange| estate.edit("estate.toml", part, "");
    assert_eq!(put_back(apart, back), Default::default());
    // Its place belonged to another system that was there before.
    let (before, after) = ("[\"ssh/**\"]", "[\"ssh/bastion/**\"]");
    let (own, wider) = ("[\"maintenance/**\"]", "[\"maintenance/**\", \"ssh/matching-01/**\"]");
    let given = |estate: &Exchange| {
        estate.edit("estate.toml", before, after);
        estate.edit("estate.toml", own, wider);
    };
    let back = |estate: &Exchange| {
        estate.edit("estate.toml", after, before);
        estate.edit("estate.toml", wider, own);
    };
    assert_eq!(put_back(given, back), Default::default());
}

#[test]
fn only_what_was_done_that_day_has_regressed() {
    let id = |rest: &str| format!("ssh-fleet/configuration/{rest}");
    let hybrid = ("KexAlgorithms ", "KexAlgorithms mlkem768x25519-sha256,");
    let mended = |estate: &Exchange| {
        edited(estate, hybrid.0, hybrid.1);
    };
    let (done, regressed) = put_back(mended, engine_back);
    let own = id("ssh-key-establishment");
    assert_eq!(done, [(own.clone(), 1)].into());
    assert_eq!(regressed, [own.clone()].into());
    // Where it was, it is the same.
    let mended = |estate: &Exchange| estate.edit(SSHD, hybrid.0, hybrid.1);
    let back = |estate: &Exchange| estate.edit(SSHD, hybrid.1, hybrid.0);
    let (done, regressed) = put_back(mended, back);
    assert_eq!((done, regressed), ([(own.clone(), 1)].into(), [own].into()));
}
