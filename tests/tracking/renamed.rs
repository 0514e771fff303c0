//! Work stays what it is where its files have other names: told by what other files of the folder hold.

use std::fs;

use super::exchange::{Exchange, NGINX, Track};

const PILOT: &str = "trading-front/pilot/configuration/tls-key-establishment";
const ROLL_OUT: &str = "trading-front/configuration/tls-key-establishment";
const RETIREMENT: &str = "trading-front/retirement/tls-key-establishment";
const REISSUE: &str = "trading-front/certificate-reissue/signature";
const AUTOMATIC: &str = "trading-front/certificate-reissue/automatic-signature";
const TOLD: (&str, &str) = ("\"front/**\"", "\"front/**\", \"edge/**\"");

fn rename(estate: &Exchange, from: &str, to: &str) {
    fs::rename(estate.file(from), estate.file(to)).unwrap();
}

/// All work of the front end is open, with what there is now as evidence, and nothing is new.
fn assert_open(track: &Track, now: &str) {
    assert_eq!((track.moved(), track.ids("new")), (vec![], vec![]));
    for (id, open) in [(PILOT, 1), (ROLL_OUT, 2), (RETIREMENT, 1), (REISSUE, 2), (AUTOMATIC, 2)] {
        assert_eq!(track.counts(id), (0, open), "{id}");
    }
    for id in [PILOT, ROLL_OUT, RETIREMENT] {
        let evidence = track.package(id)["evidence"].to_string();
        assert!(
            evidence.contains(&format!("is at files/edge/nginx/trade.conf {now}")),
            "{evidence}"
        );
    }
    let [(_, first, _), (_, _, found)] = track.measured()[..] else { panic!("{:?}", track.0) };
    assert_eq!(first, found);
}

#[test]
fn a_renamed_folder_is_the_same_work() {
    let estate = Exchange::planned();
    rename(&estate, "front", "edge");
    assert_open(&estate.track("2026-07-10", &[]), "now");
    estate.edit("estate.toml", TOLD.0, TOLD.1);
    assert_open(&estate.compare("2026-07-10", &[]), "now");
}

#[test]
fn a_file_that_was_edited_in_a_renamed_folder_is_the_same_work() {
    let estate = Exchange::planned();
    rename(&estate, "front", "edge");
    estate.edit("edge/nginx/trade.conf", "X25519:P-256", "X25519");
    assert_open(&estate.track("2026-07-10", &[]), "instead of it");
    estate.edit("estate.toml", TOLD.0, TOLD.1);
    assert_open(&estate.compare("2026-07-10", &[]), "instead of it");
}

#[test]
fn a_file_that_was_renamed_and_later_edited_is_the_same_work() {
    let estate = Exchange::planned();
    rename(&estate, NGINX, "documents/proxy.conf");
    let track = estate.track("2026-07-10", &[]);
    assert_eq!((track.counts(PILOT), track.counts(ROLL_OUT)), ((0, 1), (0, 2)));
    estate.edit("documents/proxy.conf", "X25519:P-256", "X25519");
    let track = estate.track("2026-07-20", &[]);
    assert_eq!((track.counts(PILOT), track.counts(ROLL_OUT)), ((0, 1), (0, 2)));
    let evidence = track.package(PILOT)["evidence"].to_string();
    assert!(evidence.contains("at files/documents/proxy.conf instead of it"), "{evidence}");
}

#[test]
fn work_that_is_done_in_a_renamed_folder_is_done() {
    let estate = Exchange::planned();
    rename(&estate, "front", "edge");
    estate.edit("edge/nginx/trade.conf", "X25519:P-256", "X25519MLKEM768:X25519:P-256");
    let track = estate.track("2026-07-10", &[]);
    assert_eq!((track.state(PILOT), track.counts(ROLL_OUT)), ("done", (1, 1)));
    // To drop the classical half follows, here as well.
    let packages = track.0["packages"].as_array().unwrap();
    let is_planned = packages.iter().any(|one| one["package"] == RETIREMENT);
    let follows = track.ids("follow_ups");
    assert_eq!(track.ids("new"), [""; 0]);
    assert!(
        is_planned || follows == ["unassigned/retirement/tls-key-establishment"],
        "{follows:?}"
    );
    let evidence = track.package(PILOT)["evidence"].to_string();
    let found = "found at files/edge/nginx/trade.conf now: protocol TLS server (nginx)";
    assert!(evidence.contains(found), "{evidence}");
    // What did not come along is gone.
    let other = Exchange::planned();
    rename(&other, "front", "edge");
    fs::remove_file(other.file("edge/nginx/trade.conf")).unwrap();
    let track = other.track("2026-07-10", &[]);
    assert_eq!((track.state(PILOT), track.counts(ROLL_OUT)), ("done", (1, 1)));
    assert_eq!((track.counts(REISSUE), track.counts(AUTOMATIC)), ((0, 2), (0, 2)));
}

#[test]
fn settings_that_another_system_has_as_well_are_not_those_that_were_replaced() {
    for is_removed in [false, true] {
        let estate = Exchange::planned();
        fs::create_dir(estate.file("documents/proxy")).unwrap();
        fs::copy(estate.file(NGINX), estate.file("documents/proxy/trade.conf")).unwrap();
        estate.scan("2026-07-02");
        estate.save("2026-07-02", "plan.json");
        // The folder of one gets another name when the settings of the other are replaced, or removed.
        rename(&estate, "documents/proxy", "documents/gateway");
        if is_removed {
            fs::remove_file(estate.file(NGINX)).unwrap();
        } else {
            estate.edit(NGINX, "X25519:P-256", "X25519MLKEM768:X25519:P-256");
        }
        let track = estate.track("2026-07-10", &[]);
        assert_eq!((track.state(PILOT), track.counts(ROLL_OUT)), ("done", (1, 1)));
        assert_eq!(track.counts("documents/configuration/tls-key-establishment"), (0, 1));
        assert_eq!(track.ids("new"), [""; 0]);
    }
}

#[test]
fn settings_that_came_to_a_system_with_the_same_ones_are_not_done() {
    let estate = Exchange::planned();
    fs::create_dir(estate.file("documents/proxy")).unwrap();
    fs::copy(estate.file(NGINX), estate.file("documents/proxy/proxy.conf")).unwrap();
    estate.scan("2026-07-02");
    estate.save("2026-07-02", "plan.json");
    rename(&estate, NGINX, "documents/proxy/trade.conf");
    let track = estate.track("2026-07-10", &[]);
    assert_eq!((track.counts(PILOT), track.counts(ROLL_OUT)), ((0, 1), (0, 2)));
    assert_eq!(track.counts("documents/configuration/tls-key-establishment"), (0, 1));
    assert_eq!(track.ids("new"), [""; 0]);
}

#[test]
fn a_certificate_that_was_renewed_and_whose_folder_was_renamed_is_not_done() {
    for between in [None, Some("2026-07-05")] {
        let estate = Exchange::planned();
        estate.put("front/tls/ws.key", "fixtures/x509/rsa-pkcs8.pem");
        if let Some(day) = between {
            assert_eq!(estate.track(day, &[]).counts(REISSUE), (0, 2));
        }
        rename(&estate, "front/tls", "front/tls2");
        let track = estate.track("2026-07-10", &[]);
        assert_eq!((track.moved(), track.counts(REISSUE)), (vec![], (0, 2)), "{between:?}");
        let evidence = track.package(REISSUE)["evidence"].to_string();
        assert!(evidence.contains("is at files/front/tls2/ws.key instead of it"), "{evidence}");
    }
}

#[test]
fn a_file_that_was_renamed_within_its_system_is_named() {
    let estate = Exchange::planned();
    fs::create_dir(estate.file("wallet/warm")).unwrap();
    rename(&estate, "wallet/validator/node.key", "wallet/warm/node.key");
    let track = estate.track("2026-07-10", &[]);
    assert_eq!((track.moved(), track.ids("new")), (vec![], vec![]));
    let evidence = track.package("wallet/rekey/signature")["evidence"].to_string();
    assert!(evidence.contains("not done: it is at files/wallet/warm/node.key now"), "{evidence}");
}

#[test]
fn a_file_of_the_same_name_stands_for_one_that_is_gone() {
    let estate = Exchange::planned();
    let now = "ssh-fleet/configuration/ssh-now";
    // Another engine takes over, with settings as weak, and nothing of the old one is left.
    let old = fs::read_to_string(estate.file("ssh/matching-01/sshd_config")).unwrap();
    fs::remove_dir_all(estate.file("ssh/matching-01")).unwrap();
    fs::create_dir(estate.file("ssh/matching-02")).unwrap();
    let new = old.replace(",hmac-md5", "");
    assert_ne!(old, new);
    fs::write(estate.file("ssh/matching-02/sshd_config"), new).unwrap();
    let track = estate.track("2026-07-10", &[]);
    assert_eq!((track.counts(now), track.ids("new")), ((0, 1), vec![]));
    let evidence = track.package(now)["evidence"].to_string();
    assert!(
        evidence.contains("is at files/ssh/matching-02/sshd_config instead of it"),
        "{evidence}"
    );
    // One that comes later does not: what had been done is undone.
    let other = Exchange::planned();
    fs::remove_dir_all(other.file("ssh/matching-01")).unwrap();
    assert_eq!(other.track("2026-07-10", &[]).state(now), "done");
    fs::create_dir(other.file("ssh/matching-02")).unwrap();
    fs::write(other.file("ssh/matching-02/sshd_config"), &old).unwrap();
    let track = other.track("2026-07-20", &[]);
    assert_eq!(track.state(now), "regressed");
    let evidence = track.package(now)["evidence"].to_string();
    let told = "it is at files/ssh/matching-02/sshd_config now; it had been done on 2026-07-10";
    assert!(evidence.contains(told), "{evidence}");
}

#[test]
fn what_cannot_be_read_is_not_told_by_another_name() {
    let estate = Exchange::planned();
    rename(&estate, "documents/seal.p12", "notes/seal.p12");
    let track = estate.track("2026-07-10", &[]);
    assert_eq!((track.moved(), track.ids("new")), (vec![], vec![]));
    let why = track.package("documents/discovery")["why"].as_str().unwrap();
    assert_eq!(why, "What could not be read is at files/notes/seal.p12 now, still closed.");
    fs::remove_file(estate.file("notes/seal.p12")).unwrap();
    assert_eq!(estate.track("2026-07-20", &[]).state("documents/discovery"), "done");
}

#[test]
fn code_that_is_not_understood_where_it_has_come_is_not_done() {
    let estate = Exchange::planned();
    for name in ["src", "conf"] {
        fs::create_dir_all(estate.file("wallet").join(name)).unwrap();
    }
    let signer = "wallet/src/TelemetrySigner.java";
    estate.put(signer, "waterworks/control/src/TelemetrySigner.java");
    let settings = "conf/telemetry.properties";
    estate.put(&format!("wallet/{settings}"), &format!("waterworks/control/{settings}"));
    estate.scan("2026-07-02");
    estate.save("2026-07-02", "plan.json");
    let before = estate.compare("2026-07-02", &[]);
    let id = "wallet/provider-injection/signature";
    assert_eq!(before.counts(id), (0, 1));
    // What it signs with is said in a file that has not come along.
    rename(&estate, signer, "notes/TelemetrySigner.java");
    let track = estate.track("2026-07-10", &[]);
    assert_eq!((track.counts(id), track.package(id)["unconfirmed"].as_u64()), ((0, 0), Some(1)));
}
