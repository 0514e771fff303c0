//! What excludes deadlines names no constraint that plays no part, and what would help is no worse than what costs nothing.

use y2q::assess::Holding;
use y2q::model::{BudgetOverride, CapacityOverride, Context, Exposure, Funding, Purpose};
use y2q::plan::Plan;
use y2q::policy::Status;

use super::holdings::{algorithm, context, judged, plan, system};

/// 40 places in code of one application that need no new library: 80 person-days.
fn application(deadline: &str, change: impl FnOnce(&mut Context)) -> Plan {
    let says = [("law", Some(deadline), Status::Acceptable)];
    let uses = || judged(Exposure::Shor, &[Purpose::Encryption], &says);
    let holdings: Vec<_> =
        (0..40).map(|at| algorithm("app", &format!("RSA {at}"), uses())).collect();
    let mut context = context(vec![system("app", &[])]);
    change(&mut context);
    plan(&context, &[], &holdings)
}

fn freeze(context: &mut Context, quarter: &str, capacity: f64) {
    context.teams[0].overrides.push(CapacityOverride {
        from: quarter.parse().unwrap(),
        until: quarter.parse().unwrap(),
        capacity,
        reason: format!("freeze of {quarter}"),
    });
}

fn funding(budget: u64) -> Funding {
    Funding {
        budget: Some(budget),
        person_day: Some(500),
        currency: "EUR".into(),
        ..Funding::default()
    }
}

fn money(context: &mut Context, year: i16, budget: u64, reason: &str) {
    let reason = reason.into();
    context.estate.funding.overrides.push(BudgetOverride {
        from: year,
        until: year,
        budget,
        reason,
    });
}

/// The one limit that is named.
fn limits(plan: &Plan) -> String {
    let found = plan.infeasible.as_ref().unwrap();
    let all = found.impossible.iter().flat_map(|one| &one.conflict).chain(&found.together);
    let limits: Vec<&String> = all.filter(|one| one.contains("no more than")).collect();
    assert_eq!(limits.len(), 1, "{found:?}");
    limits[0].clone()
}

#[test]
fn money_alone_names_its_years_and_neither_capacity_nor_a_later_freeze() {
    let made = application("2027-06-30", |context| {
        context.teams[0].capacity = 80.0;
        context.estate.funding = funding(0);
        money(context, 2028, 100_000, "growth");
        freeze(context, "2027-Q4", 5.0);
    });
    let said = limits(&made);
    assert!(
        said.ends_with(
            "pays no more than 0 EUR in 2026, 0 EUR in 2027; what is named here takes 80 person-days and costs 40000 EUR."
        ),
        "{said}"
    );
    // Another budget of a year comes with its reason; one after the deadline plays no part.
    let made = application("2027-06-30", |context| {
        context.teams[0].capacity = 80.0;
        context.estate.funding = funding(0);
        money(context, 2027, 0, "election");
        money(context, 2028, 100_000, "growth");
    });
    let said = limits(&made);
    assert!(
        said.contains("0 EUR in 2026, 0 EUR in 2027 (election);") && !said.contains("growth"),
        "{said}"
    );
}

#[test]
fn capacity_alone_names_what_is_less_within_the_window_and_no_budget() {
    let made = application("2027-06-30", |context| {
        context.teams[0].capacity = 10.0;
        context.estate.funding = funding(1_000_000);
        freeze(context, "2027-Q1", 0.0);
        freeze(context, "2027-Q3", 0.0);
    });
    let said = limits(&made);
    assert!(
        said.ends_with(
            "has no more than 20 person-days from 2026-Q4 to 2027-Q2 (0 in 2027-Q1: freeze of 2027-Q1); what is named \
             here takes 80 person-days."
        ),
        "{said}"
    );
}

/// Work of 80 days that cannot be done by its day; work that weighs much and is due late; and some of little weight that
/// is due in between, and that the others push behind its day.
fn three() -> (Context, Vec<Holding>) {
    let mut holdings = Vec::new();
    let mut uses = |system: &str, count: usize, purpose: Purpose, due: &str| {
        let says = [("law", Some(due), Status::Acceptable)];
        for at in 0..count {
            let mut one = judged(Exposure::Shor, &[purpose], &says);
            one.risk.priority = if system == "light" { 1 } else { 900 };
            holdings.push(algorithm(system, &format!("RSA {system} {at}"), one));
        }
    };
    uses("hopeless", 40, Purpose::Encryption, "2026-12-31");
    uses("heavy", 40, Purpose::Encryption, "2035-12-31");
    uses("light", 4, Purpose::Encryption, "2027-06-30");
    let systems = ["hopeless", "heavy", "light"].map(|id| system(id, &[]));
    let mut context = context(systems.into());
    context.teams[0].capacity = 20.0;
    context.estate.funding.person_day = Some(500);
    (context, holdings)
}

#[test]
fn what_costs_nothing_comes_first_and_what_is_no_better_is_left_out() {
    let (context, holdings) = three();
    let made = plan(&context, &[], &holdings);
    assert_eq!(made.late.len(), 2, "{:?}", made.late);
    let found = made.infeasible.unwrap();
    let first = &found.relaxations[0];
    assert_eq!((first.kind.as_str(), first.late, first.money), ("order", 1, Some(0)), "{first:?}");
    let others = &found.relaxations[1..];
    assert!(!others.is_empty() && others.iter().all(|one| one.late < first.late), "{others:?}");
}

/// A quarter with less room than the others, as the first one of a plan has, counts with what it has.
#[test]
fn a_short_quarter_is_no_whole_one() {
    // 80 person-days in 12, 30 and 30; a whole first quarter would have room for them.
    let made = application("2027-06-30", |context| {
        context.teams[0].capacity = 30.0;
        freeze(context, "2026-Q4", 12.0);
    });
    let found = made.infeasible.as_ref().unwrap();
    assert!(!found.impossible.is_empty() || !found.together.is_empty(), "{found:?}");
    let made = application("2027-06-30", |context| {
        context.teams[0].capacity = 30.0;
        freeze(context, "2026-Q4", 25.0);
    });
    assert!(
        made.infeasible
            .is_none_or(|found| found.impossible.is_empty() && found.together.is_empty())
    );
}
