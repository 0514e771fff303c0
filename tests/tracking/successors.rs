//! What stands for what: certificates of a chain, files that are gone, and the things of a discovery.

use std::fs;

use super::exchange::{Exchange, SSHD, Track};

/// A leaf for the key of the front end and its authority, both with the subjects that they have in the estate.
const CHAIN: &str = include_str!("renewed-chain.pem");
const FULL_CHAIN: &str = "front/tls/fullchain.pem";
const PILOT: &str = "trading-front/pilot/certificate-reissue/automatic-signature";
const REISSUE: &str = "trading-front/certificate-reissue/automatic-signature";
const ANCHORS: &str = "trading-front/trust-distribution";

fn why<'a>(track: &'a Track, id: &str) -> &'a str {
    track.package(id)["why"].as_str().unwrap()
}

fn assert_evidence(track: &Track, id: &str, told: &str) {
    let evidence = track.package(id)["evidence"].to_string();
    assert!(evidence.contains(told), "{id}: {evidence}");
}

#[test]
fn every_certificate_of_a_renewed_chain_stands_for_its_own_kind() {
    let estate = Exchange::planned();
    fs::write(estate.file(FULL_CHAIN), CHAIN).unwrap();
    let track = estate.track("2026-07-10", &[]);
    assert_eq!((track.moved(), track.ids("new")), (vec![], vec![]));
    let at = format!("is at files/{FULL_CHAIN} instead of it");
    for (id, name) in [
        (PILOT, "trade.haneul.example,O=Haneul Exchange,C=KR (EC-P-256)"),
        (REISSUE, "trade.haneul.example,O=Haneul Exchange,C=KR (EC-P-256)"),
        (ANCHORS, "Haneul Issuing CA 3,O=Haneul Exchange,C=KR (RSA-2048)"),
    ] {
        assert_evidence(&track, id, &format!("not done: certificate CN={name} {at}"));
    }
    let [(_, first, _), (_, _, found)] = track.measured()[..] else { panic!("{:?}", track.0) };
    assert_eq!(first, found);
}

#[test]
fn a_renewed_authority_does_not_stand_for_a_leaf_that_was_replaced() {
    let authority = &CHAIN[CHAIN.rfind("-----BEGIN").unwrap()..];
    let leaf = fs::read_to_string("inventories/fixtures/x509/mldsa65.pem").unwrap();
    let estate = Exchange::planned();
    fs::write(estate.file(FULL_CHAIN), format!("{leaf}{authority}")).unwrap();
    let track = estate.track("2026-07-10", &[]);
    assert_eq!((track.counts(PILOT), track.counts(ANCHORS)), ((1, 0), (0, 1)));
    assert_evidence(&track, ANCHORS, "CN=Haneul Issuing CA 3");
}

#[test]
fn the_evidence_of_a_file_that_is_gone_says_so() {
    let now = "ssh-fleet/configuration/ssh-now";
    let told = |change: fn(&Exchange), told: &str| {
        let estate = Exchange::planned();
        change(&estate);
        let track = estate.track("2026-07-10", &[]);
        assert_eq!(track.state(now), "done");
        let seen = format!("files/{SSHD}: seen on 2026-07-01, no longer on 2026-07-10; {told}");
        assert_evidence(&track, now, &seen);
    };
    let gone = "nothing is found there any more: removed, or renamed to what is not looked into";
    told(|estate| fs::remove_file(estate.file(SSHD)).unwrap(), gone);
    // What its new name says is told nowhere.
    told(
        |estate| {
            fs::rename(estate.file(SSHD), estate.file("ssh/matching-01/sshd_config.new")).unwrap();
        },
        gone,
    );
}

#[test]
fn a_discovery_counts_all_its_things() {
    let (id, purpose) = ("wallet/discovery", "wallet/rekey/undetermined-purpose");
    let estate = Exchange::planned();
    let of = |done: u64| format!("{done} of 3 things of unknown content or use resolved. ");
    assert!(why(&estate.compare("2026-07-01", &[]), id).starts_with(&of(0)));
    // The key that could not be read gives way to one that can; what the two others are for is as unknown as before.
    estate.put("wallet/hot/signer-01.pem", "fixtures/x509/ed25519-pkcs8.pem");
    let track = estate.track("2026-07-10", &[]);
    assert_eq!(track.state(id), "on-course");
    let left = "Something is still unknown there: the plan made now has this work too.";
    assert_eq!(why(&track, id), format!("{}{left}", of(1)));
    assert_eq!(track.counts(purpose), (0, 2));
    // The other way round.
    let estate = Exchange::planned();
    for name in ["wallet/cold/vault-a", "wallet/hot/signer-01.pub.pem"] {
        fs::remove_file(estate.file(name)).unwrap();
    }
    let track = estate.track("2026-07-10", &[]);
    assert!(why(&track, id).starts_with(&of(2)), "{}", why(&track, id));
    assert_eq!((track.state(id), track.state(purpose)), ("on-course", "done"));
    fs::remove_file(estate.file("wallet/hot/signer-01.pem")).unwrap();
    assert_eq!(estate.track("2026-07-20", &[]).state(id), "done");
}
