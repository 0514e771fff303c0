//! What needs something that somebody accepts as a risk is not dated as if that were made, and what is still needed is not
//! retired.

use y2q::assess::Holding;
use y2q::model::{Acceptance, Exposure, MaterialKind, ProtocolKind, Purpose};
use y2q::plan::{BoundBy, Change, Plan};
use y2q::report::answers::{Answers, Outcome};

use super::holdings::{
    LATER, certificate, context, date, issuing, judged, key, leaf, plan, protocol, root, system,
};
use super::kinds::package;

fn accepting(ids: &[&str], systems: &[&str], holdings: &[Holding]) -> Plan {
    let mut context = context(systems.iter().map(|id| system(id, &[])).collect());
    context.acceptances.extend(ids.iter().map(|id| Acceptance {
        package: (*id).into(),
        owner: "Head of operations".into(),
        reason: "few rely on it".into(),
        expires: date("2034-05-15"),
    }));
    plan(&context, &[], holdings)
}

/// A root in one system, an issuing authority under it and a leaf in another, and a third that holds the root to verify with;
/// with the keys of both authorities.
fn authorities(accepted: &[&str]) -> Plan {
    let top = certificate("r", &root("root"), None);
    let under = certificate("a", &issuing("under"), Some(&top));
    let end = certificate("a", &leaf("www"), Some(&under));
    let copy = certificate("v", &root("root"), None);
    let secret = |system, print| {
        let judged = judged(Exposure::Shor, &[Purpose::CertificateSigning], &[LATER]);
        key(system, MaterialKind::PrivateKey, "PKCS#8", print, judged)
    };
    let keys = [secret("r", "key root"), secret("a", "key under")];
    let holdings: Vec<Holding> = [top, under, end, copy].into_iter().chain(keys).collect();
    accepting(accepted, &["r", "a", "v"], &holdings)
}

fn has(plan: &Plan, id: &str) -> bool {
    plan.packages.iter().any(|one| one.id == id)
}

fn notes(plan: &Plan, id: &str) -> String {
    package(plan, id).runbook().notes.join("\n")
}

/// Known to be exposed when the plan ends.
fn left(plan: &Plan) -> u64 {
    plan.burndown.last().unwrap().known()
}

#[test]
fn a_root_that_is_accepted_stays_the_anchor() {
    let whole = authorities(&[]);
    assert!(has(&whole, "v/retirement/root") && has(&whole, "r/retirement/root"));
    assert_eq!((left(&whole), whole.late.len()), (0, 0));

    let made = authorities(&["r/ca-renewal/root"]);
    for gone in ["v/retirement/root", "r/retirement/root", "a/trust-distribution"] {
        assert!(!has(&made, gone), "{gone}");
    }
    let anchors = package(&made, "v/trust-distribution");
    assert_eq!((anchors.start, anchors.finish, anchors.load.len()), (None, None, 0));
    let why =
        "it needs r/ca-renewal/root, which Head of operations accepts as a risk until 2034-05-15";
    assert_eq!(anchors.bound_by, BoundBy::Unscheduled { why: why.into() });
    assert!(notes(&made, &anchors.id).contains(why), "{}", notes(&made, &anchors.id));
    assert_eq!(anchors.because, [format!("{} gets no date: {why}.", anchors.id)]);
    let late = made.late.iter().find(|late| late.package == anchors.id).unwrap();
    assert_eq!(late.remedy, "No capacity saves it: it is work again when r/ca-renewal/root is.");
    assert_eq!(Answers::of(&made).outcome, Outcome::Late);

    // Below the old root there is work as before, which says what it rests on; verifiers know the algorithm first.
    let issuing = package(&made, "a/ca-renewal/issuing");
    let end = package(&made, "a/certificate-reissue/signature");
    assert!(issuing.finish.is_some() && end.start > issuing.finish);
    assert!(notes(&made, &issuing.id).contains("the old authority certifies the new keys"));
    assert!(end.after.iter().any(|id| id == "v/library-upgrade/tls"), "{:?}", end.after);
    assert!(end.start > package(&made, "v/library-upgrade/tls").finish);
    assert_eq!(package(&made, "a/retirement/root").assets, issuing.assets, "the old issuing one");

    // Root, its key and the copy stay exposed, though a review of the one ends.
    assert_eq!(left(&made), 3);
    let told = "As long as r/ca-renewal/root is accepted, v/trust-distribution, which needs it, gets no date.";
    assert!(made.assumptions.iter().any(|one| one == told), "{:?}", made.assumptions);
    assert!(notes(&made, "r/ca-renewal/root").contains(told));
}

#[test]
fn the_root_above_an_accepted_authority_is_not_retired() {
    let made = authorities(&["a/ca-renewal/issuing"]);
    for gone in ["v/retirement/root", "r/retirement/root", "a/retirement/root"] {
        assert!(!has(&made, gone), "{gone}");
    }
    for done in ["r/ca-renewal/root", "v/trust-distribution", "a/certificate-reissue/signature"] {
        assert!(package(&made, done).finish.is_some(), "{done}");
    }
    let told = notes(&made, "a/certificate-reissue/signature");
    assert!(
        told.contains("what issues these stays as it is (a/ca-renewal/issuing, which"),
        "{told}"
    );
    let told = "As long as a/ca-renewal/issuing is accepted, 1 more old certificate stays in use and is not retired.";
    assert!(made.assumptions.iter().any(|one| one == told), "{:?}", made.assumptions);
    assert_eq!((left(&made), made.late.len()), (5, 0), "root, its copy and the authority under it");
}

#[test]
fn certificates_do_not_move_to_a_root_that_a_verifier_never_gets() {
    let made = authorities(&["v/trust-distribution"]);
    let end = package(&made, "a/certificate-reissue/signature");
    assert_eq!((end.finish, end.after.as_slice()), (None, &["v/trust-distribution".into()][..]));
    for gone in ["v/retirement/root", "r/retirement/root", "a/retirement/root"] {
        assert!(!has(&made, gone), "{gone}");
    }
    assert!(package(&made, "r/ca-renewal/root").finish.is_some());
    assert_eq!(left(&made), 6, "nothing old is out of use");
    // Without the authority's renewal nothing has to be trusted anew.
    let made = authorities(&["v/trust-distribution", "r/ca-renewal/root"]);
    assert!(package(&made, "a/certificate-reissue/signature").finish.is_some());
}

#[test]
fn what_is_accepted_at_one_end_is_not_retired_at_the_other() {
    let ends = ["gateway", "peer"].map(|system| {
        let offers = vec![judged(Exposure::Shor, &[Purpose::KeyEstablishment], &[LATER])];
        protocol(system, ProtocolKind::Ike, system, offers)
    });
    let mut context = context(vec![system("gateway", &["peer"]), system("peer", &[])]);
    let retired = "gateway/retirement/ike-key-establishment";
    assert!(package(&plan(&context, &[], &ends), retired).finish.is_some());
    context.acceptances.push(Acceptance {
        package: "peer/configuration/ike-key-establishment".into(),
        owner: "Head of operations".into(),
        reason: "its maker is gone".into(),
        expires: date("2030-05-15"),
    });
    let made = plan(&context, &[], &ends);
    let last = package(&made, retired);
    assert_eq!((last.change, last.finish), (Change::Retirement, None));
    assert!(package(&made, "gateway/configuration/ike-key-establishment").finish.is_some());
    assert_eq!(made.chances.unwrap().last.in_time, Some(0.0));
}
