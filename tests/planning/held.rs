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

    // What the old root would sign stays as exposed as it is, and so does what is under that.
    for below in ["a/ca-renewal/issuing", "a/certificate-reissue/signature"] {
        assert_eq!(package(&made, below).finish, None, "{below}");
        assert!(notes(&made, below).contains("no date: it needs r/ca-renewal/root"), "{below}");
    }
    assert!(!has(&made, "a/retirement/root"), "the old issuing one is in use");
    assert!(!has(&made, "v/library-upgrade/tls"), "nothing with a date needs it");

    // All of it stays exposed, though a review of the one ends.
    assert_eq!(left(&made), 6);
    let told = "As long as r/ca-renewal/root is accepted, a/ca-renewal/issuing, a/certificate-reissue/signature, \
                v/trust-distribution, which need it, get no date.";
    assert!(
        made.assumptions.iter().any(|one| one.starts_with(told.trim_end_matches('.'))),
        "{:?}",
        made.assumptions
    );
    assert!(notes(&made, "r/ca-renewal/root").contains(told.trim_end_matches('.')));
}

#[test]
fn the_root_above_an_accepted_authority_is_not_retired() {
    let made = authorities(&["a/ca-renewal/issuing"]);
    for gone in ["v/retirement/root", "r/retirement/root", "a/retirement/root"] {
        assert!(!has(&made, gone), "{gone}");
    }
    for done in ["r/ca-renewal/root", "v/trust-distribution"] {
        assert!(package(&made, done).finish.is_some(), "{done}");
    }
    let end = package(&made, "a/certificate-reissue/signature");
    assert_eq!((end.finish, end.after.as_slice()), (None, &["a/ca-renewal/issuing".into()][..]));
    let told = notes(&made, &end.id);
    assert!(told.contains("no date: it needs a/ca-renewal/issuing, which"), "{told}");
    assert!(!told.contains("certifies the new keys"), "{told}");
    assert!(made.late.iter().any(|late| late.package == end.id));
    let told = "As long as a/ca-renewal/issuing is accepted, a/certificate-reissue/signature, which needs it, gets no date; \
                1 more old certificate stays in use and is not retired.";
    assert!(made.assumptions.iter().any(|one| one == told), "{:?}", made.assumptions);
    assert_eq!((left(&made), made.late.len()), (6, 1), "nothing old is out of use");
}

#[test]
fn what_an_accepted_authority_signed_is_held_and_the_rest_is_not() {
    let top = certificate("r", &root("root"), None);
    let end = certificate("a", &leaf("www"), Some(&top));
    let made = accepting(&["r/ca-renewal/root"], &["r", "a"], &[top.clone(), end.clone()]);
    let held = package(&made, "a/certificate-reissue/signature");
    assert_eq!((held.finish, held.is_held()), (None, true));
    let answers = Answers::of(&made);
    assert_eq!(answers.outcome, Outcome::Late);
    assert!(
        answers.in_time.contains("; 1 is held back by what is accepted"),
        "{}",
        answers.in_time
    );
    // What another one issued is done in time, and the runbook says what is left out.
    let other = certificate("a", &leaf("shop"), None);
    let made = accepting(&["r/ca-renewal/root"], &["r", "a"], &[top, end, other]);
    let mixed = package(&made, "a/certificate-reissue/signature");
    assert!(mixed.finish.is_some());
    let told = notes(&made, &mixed.id);
    assert!(
        told.contains("what issues some of these stays as it is (r/ca-renewal/root, which"),
        "{told}"
    );
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
    // Without the authority's renewal nothing has to be trusted anew, and nothing is issued by it.
    let made = authorities(&["v/trust-distribution", "r/ca-renewal/root"]);
    let end = package(&made, "a/certificate-reissue/signature");
    assert_eq!((end.finish, end.after.as_slice()), (None, &["r/ca-renewal/root".into()][..]));
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
