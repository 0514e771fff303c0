//! What is done is told by the work at its place: in the worked estate `exchange`, changed and scanned again.

use std::fs;

use serde_json::Value;

use super::exchange::{Exchange, MADE, NGINX, SERVER, SIGNERS, SSHD};
#[test]
fn what_was_done_and_is_undone_has_regressed() {
    let (key, hybrid) = (
        "maintenance/rekey/ssh-signature-now",
        "trading-front/configuration/tls-key-establishment",
    );
    let estate = Exchange::planned();
    estate.put(SIGNERS, "fixtures/openssh/id_ed25519.pub");
    estate.edit(NGINX, "X25519:P-256", "X25519MLKEM768:X25519:P-256");
    let track = estate.track("2026-08-10", &[]);
    let pilot = "trading-front/pilot/configuration/tls-key-establishment";
    assert_eq!(track.moved(), [(key, "done"), (pilot, "done")]);
    assert_eq!(track.counts(hybrid), (1, 1));
    estate.save("2026-08-10", "between.json");

    estate.put(SIGNERS, &format!("exchange/{SIGNERS}"));
    estate.put(NGINX, &format!("exchange/{NGINX}"));
    for between in [&[][..], &["--track", "between.json"]] {
        let track = estate.track("2026-09-10", between);
        assert_eq!(
            track.moved(),
            [(key, "regressed"), (pilot, "regressed"), (hybrid, "regressed")],
            "{between:?}"
        );
        assert_eq!((track.counts(key), track.counts(hybrid)), ((0, 1), (0, 2)));
        let why = track.package(key)["why"].as_str().unwrap();
        assert!(why.contains("done on 2026-08-10"), "{why}");
        assert_eq!(track.ids("new"), [""; 0]);
    }
    // Another key of the broken kind in its place is no better.
    estate.put(SIGNERS, "fixtures/openssh/id_rsa_1024.pub");
    let track = estate.track("2026-09-20", &[]);
    assert_eq!((track.state(key), track.state(hybrid)), ("regressed", "regressed"));
    // What was never done has not regressed, whatever came and went.
    let other = Exchange::planned();
    other.put(SIGNERS, "fixtures/openssh/id_rsa_1024.pub");
    assert_eq!(other.track("2026-08-10", &[]).moved(), []);
    other.put(SIGNERS, &format!("exchange/{SIGNERS}"));
    assert_eq!(other.track("2026-09-10", &[]).moved(), []);
}

#[test]
fn what_the_plan_brings_is_no_new_work() {
    let estate = Exchange::planned();
    estate.put(SERVER, "fixtures/x509/ec.pem");
    estate.put(SIGNERS, "fixtures/openssh/id_ed25519.pub");
    estate.edit(NGINX, "X25519:P-256", "X25519MLKEM768:X25519:P-256");
    // A hybrid is offered, and what is broken is left.
    estate.edit(SSHD, "KexAlgorithms ", "KexAlgorithms mlkem768x25519-sha256,");
    let track = estate.track("2026-08-15", &[]);
    let fleet = "ssh-fleet/configuration/ssh-key-establishment";
    assert_eq!((track.state(fleet), track.counts(fleet)), ("done", (1, 0)));
    assert_eq!(track.counts("ssh-fleet/configuration/ssh-now"), (0, 1));
    let now =
        ["documents/certificate-reissue/signature-now", "maintenance/rekey/ssh-signature-now"];
    let pilot = "trading-front/pilot/configuration/tls-key-establishment";
    let done = now.iter().chain([&pilot, &fleet]).map(|id| (*id, "done"));
    let library = ("ssh-fleet/library-upgrade/ssh", "implied");
    assert_eq!(track.moved(), [library].into_iter().chain(done).collect::<Vec<_>>());
    // The sound key that is there now waits for the quantum-resistant one as the broken one did.
    for later in ["documents/certificate-reissue/signature", "maintenance/rekey/ssh-signature"] {
        assert_eq!(track.counts(later), (0, 1), "{later}");
        let evidence = track.package(later)["evidence"].to_string();
        assert!(
            evidence.contains("not done: ") && evidence.contains("instead of it"),
            "{evidence}"
        );
    }
    assert_eq!(track.ids("new"), [""; 0]);
    let retirement = "trading-front/retirement/tls-key-establishment";
    let packages = track.0["packages"].as_array().unwrap();
    let is_planned = packages.iter().any(|one| one["package"] == retirement);
    let after = track.ids("follow_ups");
    assert_eq!(after, if is_planned { vec![] } else { vec![retirement] });
    // A hybrid that is offered has left where the plan lets it leave.
    let [(MADE, first, _), (_, _, found)] = track.measured()[..] else {
        panic!("{:?}", track.measured())
    };
    assert_eq!(found, first - after.len() as u64);
}

#[test]
fn a_harmless_edit_changes_nothing() {
    let estate = Exchange::planned();
    estate.edit(SSHD, "Ciphers aes128-ctr", "Ciphers aes256-ctr,aes128-ctr");
    let track = estate.track("2026-07-10", &[]);
    assert_eq!((track.moved(), track.ids("new")), (vec![], vec![]));
    estate.put(SSHD, &format!("exchange/{SSHD}"));
    let track = estate.track("2026-07-20", &[]);
    assert_eq!((track.moved(), track.ids("new")), (vec![], vec![]));
}

#[test]
fn a_renewal_like_for_like_is_not_done() {
    let estate = Exchange::planned();
    let ours = "front/tls/ws.key";
    estate.put(ours, "fixtures/x509/rsa-pkcs8.pem");
    estate.put(SIGNERS, "fixtures/openssh/id_rsa_1024.pub");
    let track = estate.track("2026-07-10", &[]);
    // That the key has no certificate any more has to be looked into.
    let unclear = "trading-front/discovery";
    assert_eq!((track.moved(), track.ids("new")), (vec![], vec![unclear]));
    assert_eq!(track.counts("trading-front/certificate-reissue/signature").0, 0);
    assert_eq!(track.counts("maintenance/rekey/ssh-signature-now"), (0, 1));
    // Two in the place of one: one is new.
    let key = fs::read(estate.file(SIGNERS)).unwrap();
    let more = fs::read("inventories/fixtures/openssh/id_rsa_2048.pub").unwrap();
    fs::write(estate.file(SIGNERS), [key, more].concat()).unwrap();
    let track = estate.track("2026-07-20", &[]);
    let mut new = track.ids("new");
    new.sort_unstable();
    assert_eq!((track.moved(), new), (vec![], vec!["maintenance/rekey/ssh-signature", unclear]));
}

#[test]
fn what_moved_or_has_another_name_is_the_same_work() {
    let estate = Exchange::planned();
    estate.edit("estate.toml", "id = \"pki\"", "id = \"ca\"");
    estate.edit("estate.toml", "[\"pki\"]", "[\"ca\"]");
    let track = estate.compare(MADE, &[]);
    assert_eq!((track.moved(), track.ids("new")), (vec![], vec![]));
    fs::rename(estate.file(SIGNERS), estate.file("notes/old_keys")).unwrap();
    let track = estate.track("2026-07-10", &[]);
    assert_eq!((track.moved(), track.ids("new")), (vec![], vec![]));
    let evidence = track.package("maintenance/rekey/ssh-signature-now")["evidence"].to_string();
    assert!(evidence.contains("not done: it is at files/notes/old_keys now"), "{evidence}");
    // What is nowhere any more is done.
    fs::remove_file(estate.file("notes/old_keys")).unwrap();
    let track = estate.track("2026-07-20", &[]);
    assert_eq!(track.state("maintenance/rekey/ssh-signature-now"), "done");
}

#[test]
fn the_burn_down_counts_the_same_on_both_sides() {
    let estate = Exchange::planned();
    let track = estate.compare(MADE, &[]);
    let [(MADE, first, _)] = track.measured()[..] else { panic!("{:?}", track.measured()) };
    assert_eq!(track.measured(), [(MADE, first, first)]);
    // What was found by a day says nothing of the end of its quarter.
    let later = estate.compare("2026-12-15", &[]);
    let [(MADE, planned, found), ("2026-12-15", _, same)] = later.measured()[..] else {
        panic!("{:?}", later.measured())
    };
    assert_eq!((planned, found, same), (first, first, first));
    let told = estate.plan("2026-12-15", &["--track", "plan.json"]);
    let text = String::from_utf8(told.stdout).unwrap();
    assert!(text.contains("\n2026-07-01 ") && text.contains("\n2026-12-15 "), "{text}");
    assert!(!text.contains("end of 2026-Q3"), "{text}");

    // A use leaves; a new one comes.
    fs::remove_file(estate.file(SIGNERS)).unwrap();
    let track = estate.track("2026-12-16", &[]);
    assert_eq!(track.measured()[1].2, first - 1);
    estate.put("wallet/hot/new.pem", "fixtures/x509/rsa-pkcs8.pem");
    let track = estate.track("2026-12-17", &[]);
    assert_eq!(track.measured()[1].2, first);
    assert_eq!(track.ids("new").len(), 1);
}

#[test]
fn a_day_before_the_plan_is_refused_and_what_is_said_done_has_no_date() {
    let estate = Exchange::planned();
    let out = estate.plan("2026-06-30", &["--track", "plan.json"]);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(said.contains("today is 2026-06-30, before the plan of 2026-07-01"), "{said}");
    estate.save("2026-08-01", "later.json");
    let out = estate.plan("2026-07-15", &["--track", "plan.json", "--track", "later.json"]);
    assert_eq!(out.status.code(), Some(2));

    let id = "documents/vendor-commitment";
    let track = estate.compare(MADE, &["--done", &format!("{id}=the owner, by letter")]);
    assert_eq!(track.state(id), "by-hand");
    assert_eq!(track.package(id)["forecast"], Value::Null);
    assert!(track.package(id)["planned"].is_string());
}
