//! A root whose key is broken today: what is under it is issued again before it is taken out.

use std::fs;

use super::beside::{Estate, Planned};
use super::orphans::{Desk, FAR, ISSUING};

const SYSTEMS: [(&str, &str); 3] = [("pki", ""), ("store", ""), ("web", "")];
const ROOT: &str = "pki/ca-renewal/root-now";
const ANCHORS: &str = "store/trust-distribution-now";
const REISSUE: &str = "web/certificate-reissue/signature-now";
const OUT: &str = "store/retirement/root-now";
const END: &str = "pki/retirement/root-now";
const WEAK: &str = "rsa:1024";

/// A root in `pki`, trusted in `store`, and a server's certificate in `web`, by the root or by an authority under it.
fn estate(by: &str) -> (Estate, Desk) {
    let (estate, desk) = (Estate::new(&SYSTEMS, &[("notes.txt", "nothing\n")]), Desk::new(&[]));
    desk.root("haneul", WEAK);
    desk.put(&estate, "pki/haneul");
    desk.issue("haneul", "issuing", ISSUING, FAR);
    if by == "issuing" {
        desk.put(&estate, "pki/issuing");
    }
    if by == "weak" {
        desk.issue_key("haneul", WEAK, "weak", ISSUING, FAR);
        desk.put(&estate, "pki/weak");
    }
    desk.serve(&estate, "web/a", by, FAR);
    trust(&estate, "haneul");
    estate.scan("2026-11-01");
    estate.save("2026-11-01", "plan.json");
    (estate, desk)
}

/// Puts a certificate of `pki` where it is verified with.
fn trust(estate: &Estate, name: &str) {
    let text = fs::read_to_string(estate.file(&format!("pki/{name}.pem"))).unwrap();
    estate.write(&format!("store/trust/{name}.pem"), &text);
}

fn broken_at_end(plan: &Planned) -> u64 {
    let rows = plan.0["burndown"].as_array().unwrap();
    rows.last().unwrap()["exposed"]["classically-broken"].as_u64().unwrap_or_default()
}

#[test]
fn what_is_under_a_broken_root_is_issued_again_before_that_is_taken_out() {
    let (estate, _) = estate("haneul");
    let plan = estate.planned();
    for (later, earlier) in
        [(ANCHORS, ROOT), (REISSUE, ROOT), (REISSUE, ANCHORS), (OUT, REISSUE), (END, OUT)]
    {
        assert!(plan.waits(later, earlier), "{}", plan.package(later));
    }
    assert!(plan.package(REISSUE)["steps"].to_string().contains("1 of 1 would be sound today"));
    // It counts as broken for as long as it is trusted.
    let end = plan.package(END)["finish"].as_str().unwrap().to_owned();
    for row in plan.0["burndown"].as_array().unwrap() {
        let left = row["exposed"]["classically-broken"].as_u64().unwrap_or_default();
        assert_eq!(left > 0, row["quarter"].as_str().unwrap() < end.as_str(), "{row}");
    }
    let late = plan.0["late"].as_array().unwrap();
    assert!(late.is_empty(), "{late:?}");
}

#[test]
fn each_step_is_done_when_it_is_found_done() {
    let (estate, desk) = estate("haneul");
    // A scan after which no plan was made.
    estate.scan("2026-12-10");
    desk.root("haneul-G2", super::orphans::KEY);
    desk.put(&estate, "pki/haneul-G2");
    let track = estate.track("2027-01-10", &[]);
    assert_eq!(
        [ROOT, ANCHORS, REISSUE, OUT].map(|id| track.state(id) == "done"),
        [true, false, false, false]
    );
    // The resistant one is still to come.
    assert_eq!(track.counts("pki/ca-renewal/root").0, 0);
    let next = estate.next("2027-01-10");
    assert!(!next.has(ROOT) && next.has(ANCHORS), "{:?}", next.ids());

    trust(&estate, "haneul-G2");
    let track = estate.track("2027-02-10", &[]);
    assert_eq!(
        [ROOT, ANCHORS, REISSUE, OUT].map(|id| track.state(id) == "done"),
        [true, true, false, false]
    );
    let next = estate.next("2027-02-10");
    assert!(!next.has(ANCHORS), "{:?}", next.ids());
    assert!(next.waits(OUT, REISSUE) && next.waits(END, REISSUE) && next.waits(END, OUT));

    desk.serve(&estate, "web/a", "haneul-G2", FAR);
    let track = estate.track("2027-03-10", &[]);
    assert_eq!(
        [ROOT, ANCHORS, REISSUE, OUT].map(|id| track.state(id) == "done"),
        [true, true, true, false]
    );

    for place in ["store/trust/haneul.pem", "pki/haneul.pem", "pki/haneul.key"] {
        estate.remove(place);
    }
    let track = estate.track("2027-04-10", &[]);
    for id in [ROOT, ANCHORS, REISSUE, OUT, END] {
        assert_eq!(track.state(id), "done", "{id}");
    }
    let next = estate.next("2027-04-10");
    assert!(!next.ids().iter().any(|id| id.ends_with("-now")), "{:?}", next.ids());
}

#[test]
fn a_certificate_whose_authority_is_not_found_is_still_under_it() {
    for gone in
        [&["pki/haneul.pem"][..], &["pki/haneul.pem", "pki/haneul.key", "store/trust/haneul.pem"]]
    {
        let (estate, _) = estate("haneul");
        gone.iter().for_each(|place| estate.remove(place));
        if gone.len() == 1 {
            estate.remove("store/trust/haneul.pem");
        }
        let track = estate.track("2027-01-10", &[]);
        assert_eq!(track.counts(REISSUE), (0, 1));
        let out = estate.plan("2027-01-10", &["--previous", "plan.json", "--format", "json"]);
        let next = Planned(serde_json::from_slice(&out.stdout).unwrap());
        assert!(next.has(REISSUE), "{:?}", next.ids());
    }
}

#[test]
fn an_accepted_root_stays_wherever_it_is_trusted() {
    let (estate, _) = estate("weak");
    estate.accept(ROOT, "2034-01-01");
    let plan = estate.next("2026-11-01");
    assert!(!plan.has(OUT), "{:?}", plan.ids());
    // The issuing authority with its key, and nothing of the root.
    assert_eq!(plan.package(END)["assets"].as_array().unwrap().len(), 2);
    assert!(broken_at_end(&plan) > 0);
}

#[test]
fn each_step_has_the_time_for_those_before_it() {
    let (estate, _) = estate("weak");
    let plan = estate.planned();
    for (later, earlier) in [("pki/ca-renewal/issuing-now", ROOT), (OUT, REISSUE), (END, OUT)] {
        assert!(plan.waits(later, earlier), "{}", plan.package(later));
    }
    assert!(plan.0["late"].as_array().unwrap().is_empty(), "{}", plan.0["late"]);
}

#[test]
fn a_later_acceptance_keeps_nothing_that_is_taken_out() {
    let (estate, _) = estate("haneul");
    estate.accept("web/certificate-reissue/early-signature", "2034-01-01");
    let plan = estate.next("2026-11-01");
    assert!(plan.has(END) && broken_at_end(&plan) == 0, "{:?}", plan.ids());
    estate.accept(OUT, "2034-01-01");
    assert!(broken_at_end(&estate.next("2026-11-01")) > 0);
}

#[test]
fn the_key_of_a_root_that_something_stays_under_is_kept() {
    let (estate, desk) = estate("haneul");
    desk.root("haneul-G2", super::orphans::KEY);
    desk.put(&estate, "pki/haneul-G2");
    trust(&estate, "haneul-G2");
    estate.accept(REISSUE, "2034-01-01");
    estate.scan("2027-01-10");
    let plan = estate.next("2027-01-10");
    assert!(!plan.has(OUT) && !plan.has(END), "{:?}", plan.ids());
}

#[test]
fn a_system_that_ends_before_takes_its_anchors_with_it() {
    let (estate, _) = estate("haneul");
    let path = estate.0.path().join("estate.toml");
    let text = fs::read_to_string(&path).unwrap();
    let ends = "id = \"store\"\ndecommission = \"2027-Q3\"";
    fs::write(&path, text.replace("id = \"store\"", ends)).unwrap();
    let plan = estate.next("2026-11-01");
    let end = plan.package("store/decommission");
    assert_eq!(end["deadline"]["date"], "2027-09-30", "{end}");
    assert!(plan.0["late"].as_array().unwrap().is_empty(), "{}", plan.0["late"]);
}

#[test]
fn below_an_authority_whose_key_is_sound_nothing_else_is_issued_again() {
    let (estate, _) = estate("issuing");
    let plan = estate.planned();
    assert!(!plan.has(REISSUE), "{:?}", plan.ids());
    let issuing = "pki/ca-renewal/issuing-now";
    assert!(plan.package(issuing)["steps"].to_string().contains("its key may stay"));
    for (later, earlier) in [(issuing, ROOT), (OUT, issuing), (END, issuing)] {
        assert!(plan.waits(later, earlier), "{}", plan.package(later));
    }
}

#[test]
fn a_root_that_something_stays_under_stays() {
    let (estate, _) = estate("haneul");
    estate.accept(REISSUE, "2034-01-01");
    let plan = estate.next("2026-11-01");
    assert!(!plan.has(OUT) && !plan.has(END), "{:?}", plan.ids());
    assert!(plan.has(ANCHORS) && broken_at_end(&plan) > 0);

    let (estate, _) = self::estate("haneul");
    estate.accept(ROOT, "2034-01-01");
    let plan = estate.next("2026-11-01");
    assert!(!plan.has(REISSUE) && !plan.has(OUT), "{:?}", plan.ids());
}
