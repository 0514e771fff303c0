//! What has regressed had been done: a scan or plan in between has to show it.

use std::fs;

use super::exchange::{Exchange, MADE, SIGNERS, SSHD, Track};

#[test]
fn settings_that_were_edited_and_restored_have_not_regressed() {
    // Scans have the day of the plans, or all the same one: which scan a plan was made from is told by what it names.
    for [first, second, third] in [[MADE, "2026-07-10", "2026-07-20"], [MADE; 3], ["2026-12-01"; 3]]
    {
        let estate = Exchange::scanned(first);
        estate.save(MADE, "plan.json");
        estate.edit(SSHD, ",hmac-md5", "");
        estate.scan(second);
        estate.save("2026-07-10", "between.json");
        assert_eq!(estate.compare("2026-07-10", &[]).moved(), [], "{second}");
        estate.put(SSHD, &format!("exchange/{SSHD}"));
        estate.scan(third);
        for between in [&[][..], &["--track", "between.json"]] {
            let track = estate.compare("2026-07-20", between);
            assert_eq!((track.moved(), track.ids("new")), (vec![], vec![]), "{third} {between:?}");
        }
    }
}

const SIGNER: &str = "maintenance/rekey/ssh-signature-now";

fn why<'a>(track: &'a Track, id: &str) -> &'a str {
    track.package(id)["why"].as_str().unwrap()
}

/// The front end's certificates were replaced with sound ones, and some of them are back.
fn undone(back: &[&str]) -> Track {
    let estate = Exchange::planned();
    for name in ["ws.crt", "ws.key", "fullchain.pem", "privkey.pem"] {
        estate.put(&format!("front/tls/{name}"), "fixtures/x509/mldsa65.pem");
    }
    estate.scan("2026-08-10");
    for name in back {
        estate.put(&format!("front/tls/{name}"), &format!("exchange/front/tls/{name}"));
    }
    estate.track("2026-09-10", &[])
}

#[test]
fn a_regression_says_what_is_back_and_where() {
    let id = "trading-front/certificate-reissue/automatic-signature";
    let undone = |back: &[&str]| {
        let track = undone(back);
        assert_eq!(track.state(id), "regressed", "{back:?}");
        let evidence = track.package(id)["evidence"].to_string();
        for name in back {
            let told = format!(
                "not done: it is at files/front/tls/{name} again; it had been done on 2026-08-10"
            );
            assert!(evidence.contains(&told), "{evidence}");
        }
        why(&track, id).to_owned()
    };
    let ends = "had been done on 2026-08-10, and what is there now asks for it again.";
    let one = undone(&["privkey.pem"]);
    assert_eq!(one, format!("1 of 2 assets done. The other one {ends}"));
    let all = undone(&["privkey.pem", "fullchain.pem"]);
    assert_eq!(all, format!("0 of 2 assets done. All {ends}"));
}

#[test]
fn no_day_after_today_is_told() {
    let estate = Exchange::planned();
    estate.put(SIGNERS, "fixtures/openssh/id_ed25519.pub");
    estate.scan("2026-09-10");
    let done = estate.compare("2026-08-01", &[]);
    let evidence = done.package(SIGNER)["evidence"].to_string();
    assert!(evidence.contains("seen on 2026-07-01, no longer in scan 2; "), "{evidence}");
    estate.put(SIGNERS, &format!("exchange/{SIGNERS}"));
    let track = estate.track("2026-09-20", &[]);
    assert_eq!(
        why(&track, SIGNER),
        "0 of 1 asset done. It had been done on 2026-09-10, and what is there now asks for it again."
    );
    let track = estate.compare("2026-08-01", &[]);
    assert_eq!(track.state(SIGNER), "regressed");
    assert!(!track.0["packages"].to_string().contains("2026-09"), "{:#}", track.0);
    assert!(why(&track, SIGNER).contains("It had been done in scan 2, and"));
}

#[test]
fn what_waits_for_work_without_assets_may_be_such_work() {
    let estate = Exchange::planned();
    fs::remove_dir_all(estate.file("maintenance")).unwrap();
    let track = estate.track("2026-07-10", &[]);
    for (id, state) in [
        ("maintenance/rekey/ssh-signature", "done"),
        ("maintenance/library-upgrade/ssh-signature", "implied"),
        ("maintenance/vendor-commitment", "implied"),
    ] {
        assert_eq!(track.state(id), state, "{id}");
    }
    // What is said to be done is no work that waits either.
    let said = "documents/library-upgrade/tls=the owner, by letter";
    let open = estate.compare("2026-07-10", &["--done", said]);
    assert_eq!(open.state("documents/vendor-commitment"), "on-course");
}

#[test]
fn a_plan_of_another_estate_is_refused() {
    let estate = Exchange::planned();
    estate.edit("estate.toml", "Haneul Exchange", "Haneul");
    for option in ["--track", "--previous"] {
        let out = estate.plan(MADE, &[option, "plan.json"]);
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(2), "{option}: {said}");
        let names = ["plan.json is the plan of the estate `Haneul Exchange`", "judged as `Haneul`"];
        assert!(names.iter().all(|name| said.contains(name)), "{said}");
        assert!(said.contains("name its estate file with --estate"), "{said}");
    }
    // An estate that has another name now: the plan is told.
    let plan = fs::read_to_string(estate.0.path().join("plan.json")).unwrap();
    let told = plan.replace("\"estate\": \"Haneul Exchange\"", "\"estate\": \"Haneul\"");
    assert_ne!(plan, told);
    fs::write(estate.0.path().join("plan.json"), told).unwrap();
    assert_eq!(estate.compare(MADE, &[]).moved(), []);
}
