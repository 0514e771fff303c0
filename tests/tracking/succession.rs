//! One new authority stands for one old one, wherever copies of both lie.

use super::beside::{Estate, assert_evidence};

const SYSTEMS: [(&str, &str); 3] = [("pki", ""), ("shop", ""), ("store", "")];
const OWN: &str = "store/ca-renewal/root";
const OTHER: &str = "pki/ca-renewal/root";

/// A root with its key in one system, and one kept offline whose certificate lies beside a copy of the former.
fn offline() -> Estate {
    let files = [
        ("pki/anchor/root.pem", "root.pem"),
        ("pki/anchor/root.key", "root.key"),
        ("shop/tls/leaf.pem", "other-leaf.pem"),
        ("store/trust/haneul.pem", "root.pem"),
        ("store/trust/ledger.pem", "other-root.pem"),
    ];
    let estate = Estate::new(&SYSTEMS, &files);
    assert!(estate.planned().has(OWN) && estate.planned().has(OTHER));
    estate
}

#[test]
fn the_successor_of_another_root_is_none_of_ones_own() {
    let estate = offline();
    for folder in ["pki/anchor", "store/trust"] {
        estate.put(&format!("{folder}/haneul-g2.pem"), "new-root.pem");
    }
    let track = estate.track("2027-01-10", &[]);
    assert_eq!((track.state(OTHER), track.counts(OWN)), ("done", (0, 1)));
    let next = estate.next("2027-01-10");
    assert!(next.waits("shop/certificate-reissue/signature", OWN), "{:?}", next.ids());

    // One of no known name, which nobody else waits for any more.
    estate.put("store/trust/sejong.pem", "third-root.pem");
    let track = estate.track("2027-02-10", &[]);
    assert_eq!(track.state(OWN), "done");
    assert_evidence(&track, OWN, "Sejong Trust");
    assert!(!estate.next("2027-02-10").has(OWN));
}

#[test]
fn a_root_of_another_name_beside_ones_own_key_is_none_of_ones_own() {
    let files = [
        ("pki/anchor/root.pem", "root.pem"),
        ("pki/anchor/root.key", "root.key"),
        ("store/ca/ledger.pem", "other-root.pem"),
        ("store/ca/ledger.key", "other-root.key"),
        ("store/ca/haneul.pem", "root.pem"),
    ];
    let estate = Estate::new(&SYSTEMS, &files);
    estate.put("pki/anchor/new.pem", "new-root.pem");
    estate.put("store/ca/new.pem", "new-root.pem");
    let track = estate.track("2027-01-10", &[]);
    assert_eq!((track.state(OTHER), track.counts(OWN)), ("done", (0, 2)));
    assert!(estate.next("2027-01-10").has(OWN));
}

#[test]
fn one_root_that_may_stand_for_either_of_two_stands_for_none() {
    let estate = offline();
    for folder in ["pki/anchor", "store/trust"] {
        estate.put(&format!("{folder}/sejong.pem"), "third-root.pem");
    }
    let track = estate.track("2027-01-10", &[]);
    assert_eq!([OTHER, OWN].map(|id| track.counts(id).0), [0, 0]);
    // Once the one has its successor, the other has this one.
    estate.put("pki/anchor/haneul-g2.pem", "new-root.pem");
    let track = estate.track("2027-02-10", &[]);
    assert_eq!([OTHER, OWN].map(|id| track.state(id)), ["done"; 2]);
}
