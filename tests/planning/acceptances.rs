//! Risks that somebody answers for until a day.

use y2q::assess::Holding;
use y2q::model::{Acceptance, Exposure, Purpose};
use y2q::plan::{Change, Plan, explain};
use y2q::policy::Status;
use y2q::report::answers::{Answers, Outcome};

use super::holdings::{algorithm, context, date, judged, plan, system};
use super::kinds::{fell, package, signing_key, tls};

fn acceptance(expires: &str) -> Acceptance {
    Acceptance {
        package: "one/rekey/signature".into(),
        owner: "Head of operations".into(),
        reason: "it signs nothing that is kept".into(),
        expires: date(expires),
    }
}

fn accepting(expires: &str, holdings: &[Holding]) -> Plan {
    let mut context = context(vec![system("one", &[])]);
    context.acceptances.push(acceptance(expires));
    plan(&context, &[], holdings)
}

#[test]
fn what_somebody_accepts_is_reviewed_before_its_day_and_stays_exposed() {
    let made = accepting("2031-06-30", &[signing_key("private-key")]);
    let one = package(&made, "one/rekey/signature");
    assert_eq!(one.change, Change::AcceptWithExpiry);
    let accepted = one.acceptance.as_ref().unwrap();
    assert_eq!((accepted.owner.as_str(), accepted.instead), ("Head of operations", Change::Rekey));
    assert_eq!(one.effort_days, [0.5, 1.0, 2.0]);
    assert_eq!(one.start.unwrap().to_string(), "2031-Q1");
    assert_eq!(one.deadline.as_ref().unwrap().date, date("2031-06-30"));
    assert_eq!((one.target.is_none(), one.mosca.is_none()), (true, true));
    assert_eq!(fell(one, Change::Rekey), "the estate file accepts the risk instead");
    // The law's day passes before, and the plan says so.
    let told = explain(&made, &one.id);
    assert!(told.contains("the acceptance outlasts the deadline 2030-12-31 (law, §1)"), "{told}");
    assert!(told.contains("the work would be due 2030-12-31: law, rule rule, §1"), "{told}");
    let left = made.burndown.last().unwrap().exposed[&Exposure::Shor];
    assert_eq!(left, 1, "a review ends no exposure");
    let works = accepting("2026-09-30", &[signing_key("private-key")]);
    assert_eq!(works.burndown.last().unwrap().exposed[&Exposure::Shor], 0);
}

#[test]
fn what_is_accepted_of_a_use_keeps_it_in_the_burn_down() {
    for named in ["configuration", "retirement"] {
        let mut context = context(vec![system("one", &[])]);
        let package = format!("one/{named}/tls-key-establishment");
        context.acceptances.push(Acceptance { package, ..acceptance("2034-06-30") });
        let made = plan(&context, &[], &[tls()]);
        let last = made.burndown.last().unwrap();
        assert_eq!(last.exposed[&Exposure::Shor], 1, "{named}");
    }
}

#[test]
fn an_acceptance_that_has_passed_is_work_again_and_says_so() {
    let last_day = accepting("2026-10-01", &[signing_key("private-key")]);
    assert_eq!(package(&last_day, "one/rekey/signature").change, Change::AcceptWithExpiry);
    let made = accepting("2026-09-30", &[signing_key("private-key")]);
    let one = package(&made, "one/rekey/signature");
    assert_eq!((one.change, one.acceptance.is_none()), (Change::Rekey, true));
    let proposed = one.choice.proposed.as_ref().unwrap();
    assert!(proposed.contains("Head of operations accepted this until 2026-09-30"), "{proposed}");
    assert!(one.runbook().notes.iter().any(|note| note == proposed));
}

#[test]
fn an_acceptance_of_nothing_is_told() {
    for (holdings, why) in [
        (vec![tls(), signing_key("private-key")], None),
        (vec![tls()], Some("the plan has no such package")),
    ] {
        let made = accepting("2030-01-01", &holdings);
        let told = made.assumptions.iter().find(|one| one.contains("covers nothing"));
        assert_eq!(told.is_some(), why.is_some(), "{told:?}");
        assert!(told.is_none_or(|told| told.contains(why.unwrap())), "{told:?}");
    }
}

#[test]
fn acceptance_is_proposed_only_where_secrets_end_before_the_threat() {
    let uses = |status: Status| {
        let says = ("law", Some("2030-12-31"), status);
        algorithm("one", "ECDH", judged(Exposure::Shor, &[Purpose::KeyEstablishment], &[says]))
    };
    let proposed = |crqc: i16, status: Status| {
        let mut context = context(vec![system("one", &[])]);
        context.estate.crqc_year = crqc;
        let made = plan(&context, &[], &[uses(status)]);
        assert!(
            made.packages.iter().all(|one| one.acceptance.is_none()),
            "proposed, never accepted"
        );
        package(&made, "one/replacement/key-establishment").choice.proposed.clone()
    };
    // Secrets of four years: recorded until the end of 2028 they end before 2033; the law ends in 2030.
    assert!(proposed(2033, Status::Acceptable).unwrap().contains("until 2028-12-31 instead"));
    assert!(proposed(2040, Status::Acceptable).unwrap().contains("until 2030-12-31 instead"));
    assert_eq!(proposed(2030, Status::Acceptable), None);
    assert_eq!(proposed(2040, Status::Disallowed), None);
}

#[test]
fn what_is_accepted_beyond_its_deadline_is_not_in_time() {
    let beyond = accepting("2031-06-30", &[signing_key("private-key")]);
    let answers = Answers::of(&beyond);
    assert_eq!(answers.outcome, Outcome::Missed);
    let told = &answers.in_time;
    assert!(
        told.starts_with("Not everything: one/rekey/signature is accepted until 2031-06-30"),
        "{told}"
    );
    assert!(told.contains("due 2030-12-31 by law"), "{told}");
    // The day of a review is not the change's deadline.
    assert_eq!(package(&beyond, "one/rekey/signature").chance.unwrap().in_time, None);

    let within = accepting("2029-06-30", &[signing_key("private-key"), tls()]);
    let answers = Answers::of(&within);
    assert_eq!(answers.outcome, Outcome::InTime);
    assert!(answers.in_time.contains("1 of them accepts a risk for a time"), "{}", answers.in_time);

    // What was disallowed before the plan began stays so, however short the acceptance is.
    let mut already = signing_key("private-key");
    let says = ("law", Some("2024-12-31"), Status::Disallowed);
    already.judged = vec![judged(Exposure::Shor, &[Purpose::Signature], &[says])];
    let made = accepting("2027-01-31", &[already]);
    let answers = Answers::of(&made);
    assert_eq!(answers.outcome, Outcome::Missed);
    assert!(answers.in_time.contains("disallowed after 2024-12-31 by law"), "{}", answers.in_time);
}

#[test]
fn an_acceptance_that_has_ended_is_told() {
    let made = accepting("2025-06-30", &[signing_key("private-key")]);
    let told =
        made.assumptions.iter().find(|one| one.contains("acceptance of one/rekey/signature"));
    assert!(told.unwrap().ends_with("ended on 2025-06-30: it is work again."), "{told:?}");
}
