//! Why a date is what it is: a freeze and a spent budget are named wherever work waits for them.

use y2q::model::{CapacityOverride, Exposure, Funding, Purpose};
use y2q::plan::{BoundBy, Change, Plan};
use y2q::policy::{Status, shipped};

use super::holdings::{algorithm, certificate, context, judged, leaf, plan, system};
use super::kinds::package;

/// Uses in code of two applications that need no new library: of the first many and weighty ones.
fn applications(capacity: f64, budget: Option<u64>, freeze: Option<(&str, &str)>) -> Plan {
    let mut holdings = Vec::new();
    for (id, count, priority) in [("app", 40, 900), ("side", 10, 100)] {
        for at in 0..count {
            let says = [("law", Some("2035-12-31"), Status::Acceptable)];
            let mut one = judged(Exposure::Shor, &[Purpose::Encryption], &says);
            one.risk.priority = priority;
            holdings.push(algorithm(id, &format!("RSA {id} {at}"), one));
        }
    }
    let mut context = context(vec![system("app", &[]), system("side", &[])]);
    context.teams[0].capacity = capacity;
    context.teams[0].overrides.extend(freeze.map(|(from, until)| CapacityOverride {
        from: from.parse().unwrap(),
        until: until.parse().unwrap(),
        capacity: 0.0,
        reason: "year of the move".into(),
    }));
    context.estate.funding =
        Funding { budget, person_day: Some(500), currency: "EUR".into(), ..Funding::default() };
    plan(&context, &[], &holdings)
}

fn because(plan: &Plan, id: &str) -> String {
    package(plan, id).because.join(" ")
}

#[test]
fn work_that_pauses_for_a_freeze_names_it() {
    let made = applications(25.0, None, Some(("2027-Q1", "2027-Q4")));
    let app = package(&made, "app/replacement/symmetric");
    assert_eq!(
        app.load.keys().map(|quarter| quarter.year()).collect::<Vec<_>>()[..2],
        [2026, 2028]
    );
    let told = because(&made, &app.id);
    assert!(told.contains("year of the move from 2027-Q1 to 2027-Q4"), "{told}");
    // Who waits behind it is told as well, though the last quarter without room is none of the freeze.
    let told = because(&made, "side/replacement/symmetric");
    assert!(told.contains("(year of the move from 2027-Q1 to 2027-Q4)"), "{told}");
}

#[test]
fn a_team_that_has_room_is_not_said_to_have_none() {
    // 40 days a year are paid, and 10 in what is left of the first.
    let made = applications(20.0, Some(20_000), None);
    let side = package(&made, "side/replacement/symmetric");
    let BoundBy::Capacity { quarter, why: Some(why), .. } = &side.bound_by else {
        panic!("{:?}", side.bound_by)
    };
    assert_eq!(quarter.to_string(), "2028-Q1");
    assert_eq!(
        why,
        "in 3 quarters up to then it has room, but the budgets of 2026 to 2027 are spent"
    );
    let room = made.teams.iter().filter(|one| one.quarter <= *quarter);
    assert_eq!(room.filter(|one| one.capacity - one.load > 0.5).count(), 3);
    let told = because(&made, &side.id);
    assert!(told.contains(why.as_str()), "{told}");
}

/// KCMVP disallows less than 128 bits, and reviews ML-DSA without a date.
#[test]
fn a_cure_that_who_disallowed_the_ill_does_not_allow_yet_is_told() {
    let kcmvp = shipped().into_iter().find(|policy| policy.id == "kr-kcmvp").unwrap();
    let mut old = certificate("w", &leaf("www"), None);
    let says = [("kr-kcmvp", Some("2024-12-31"), Status::Disallowed)];
    old.judged = vec![judged(Exposure::Shor, &[Purpose::Signature], &says)];
    let mut estate = context(vec![system("w", &[])]);
    estate.defaults.jurisdictions = vec!["kr-kcmvp".into()];
    let made = plan(&estate, &[kcmvp], &[old]);
    let reissue = made.packages.iter().find(|one| one.change == Change::CertificateReissue);
    let reissue = reissue.unwrap();
    let due = reissue.deadline.as_ref().unwrap();
    assert!(due.clause.starts_with("already disallowed by kr-kcmvp after 2024-12-31,"), "{due:?}");
    let notes = reissue.runbook().notes.join("\n");
    assert!(
        notes.contains(
            "kr-kcmvp has disallowed what is there, and does not say whether ML-DSA-65 may be used (KCMVP, validated \
             algorithms): it allows ECDSA-P-256-SHA-256 today"
        ),
        "{notes}"
    );
}
