//! What is said to help does help where it is done, and costs what is said.

use std::collections::BTreeSet;

use y2q::assess::Holding;
use y2q::model::{BudgetOverride, CapacityOverride, Context, Exposure, Funding, Purpose, Quarter};
use y2q::plan::infeasible::Relaxation;
use y2q::plan::{Options, Package, Plan, Planner};
use y2q::policy::Status;

use super::holdings::{
    OPTIONS, algorithm, context, judged, planned, supplier, system, team, verdict,
};
use super::kinds::package;

const FEWEST: Options<'static> = Options { fewest_late: true, ..OPTIONS };

pub fn plan(context: &Context, holdings: &[Holding], options: &Options<'_>) -> Plan {
    let mut planner = Planner::new();
    holdings.iter().for_each(|holding| planner.add(holding));
    planned(planner, context, &[], options)
}

/// Uses in code: a system, its team, how many, until when, how weighty they are, and what for.
pub type Uses<'a> = (&'a str, &'a str, usize, &'a str, u16, Purpose);

pub fn estate(of: &[Uses<'_>], teams: &[(&str, f64)]) -> (Context, Vec<Holding>) {
    let mut holdings = Vec::new();
    let mut systems = Vec::new();
    for &(id, team, count, due, priority, purpose) in of {
        let says = [("law", Some(due), Status::Acceptable)];
        for at in 0..count {
            let mut one = judged(Exposure::Shor, &[purpose], &says);
            one.risk.priority = priority;
            holdings.push(algorithm(id, &format!("RSA {id} {at}"), one));
        }
        let mut one = system(id, &[]);
        one.owner = Some(team.into());
        systems.push(one);
    }
    let mut context = context(systems);
    context.teams = teams.iter().map(|&(id, capacity)| team(id, capacity)).collect();
    context.estate.funding =
        Funding { person_day: Some(700), currency: "EUR".into(), ..Funding::default() };
    (context, holdings)
}

fn quarters(until: Quarter) -> impl Iterator<Item = Quarter> {
    let from: Quarter = "2026-Q4".parse().unwrap();
    (0..).map(move |at| from.plus(at)).take_while(move |quarter| *quarter <= until)
}

/// More capacity in every quarter up to one; how many days that is in all.
fn give(
    context: &mut Context,
    id: Option<&str>,
    until: Quarter,
    more: impl Fn(f64, usize) -> f64,
) -> f64 {
    let mut given = 0.0;
    for team in context.teams.iter_mut().filter(|team| id.is_none_or(|id| team.id == id)) {
        for (at, quarter) in quarters(until).enumerate() {
            let now = team.capacity_in(quarter);
            let extra = more(now, at);
            given += extra;
            team.overrides.push(CapacityOverride {
                from: quarter,
                until: quarter,
                capacity: now + extra,
                reason: "more people".into(),
            });
        }
    }
    given
}

/// `team "id"` or `every team`.
fn named(text: &str) -> Option<&str> {
    text.strip_prefix("team \"").and_then(|rest| rest.strip_suffix('"'))
}

fn hundredths(days: f64) -> f64 {
    (days * 100.0 + 1e-6).floor() / 100.0
}

fn people(context: &mut Context, what: &str) -> f64 {
    if let Some((percent, rest)) = what.split_once(" % more capacity of ") {
        let (who, until) = rest.split_once(" up to ").unwrap();
        let share = percent.parse::<f64>().unwrap() / 100.0;
        return give(context, named(who), until.parse().unwrap(), |now, _| hundredths(now * share));
    }
    if let Some(rest) = what.strip_prefix("more person-days in every quarter up to ") {
        let (until, all) = rest.split_once(": ").unwrap();
        let each = all.split(", ").map(|one| {
            let (days, who) = one.split_once(" for ").unwrap();
            let days: f64 = days.parse().unwrap();
            give(context, Some(named(who).unwrap()), until.parse().unwrap(), |_, _| days)
        });
        return each.sum();
    }
    let (days, rest) = what.split_once(" more person-day").unwrap();
    let (who, until) = rest.split_once(", spread over the quarters up to ").unwrap();
    let who = who.trim_start_matches('s').strip_prefix(" for ").unwrap();
    let until: Quarter = until.parse().unwrap();
    let all = (days.parse::<f64>().unwrap() * 100.0).round() as usize;
    let count = quarters(until).count();
    give(context, named(who), until, |_, at| {
        (all / count + usize::from(at < all % count)) as f64 / 100.0
    })
}

/// What is more to spend, in whole units, in all.
fn budget(context: &mut Context, what: &str) -> i64 {
    let (amount, until) = what.split_once(" in every year up to ").unwrap();
    let mut given = 0;
    for year in 2026..=until.parse::<i16>().unwrap() {
        let now = context.estate.funding.budget_in(year).unwrap();
        let more = match amount.split_once(" % more") {
            Some((percent, _)) => now * percent.parse::<u64>().unwrap() / 100,
            None => amount.split(' ').next().unwrap().parse().unwrap(),
        };
        // Of the first year a quarter is left.
        given += if year == 2026 { more / 4 } else { more };
        context.estate.funding.overrides.push(BudgetOverride {
            from: year,
            until: year,
            budget: now + more,
            reason: String::new(),
        });
    }
    given as i64
}

/// Holdings of `packages` are judged anew.
fn rejudge(
    holdings: &mut [Holding],
    packages: &[&Package],
    due: impl Fn(&Package) -> Option<String>,
) {
    for holding in holdings {
        let has =
            |one: &&&Package| one.system == holding.system && one.assets.contains(&holding.id);
        let Some(of) = packages.iter().find(has) else { continue };
        let due = due(of);
        for judged in &mut holding.judged {
            judged.verdicts = vec![verdict(("law", due.as_deref(), Status::Acceptable))];
        }
    }
}

/// Plans again with what gives, and checks its price.
pub fn done(
    (made, options): (&Plan, &Options<'_>),
    (context, holdings): (&Context, &[Holding]),
    one: &Relaxation,
) -> Plan {
    let (mut context, mut holdings) = (context.clone(), holdings.to_vec());
    match one.kind.as_str() {
        "order" => {}
        "people" => {
            // Within a budget only what it pays of them costs anything.
            let within = one.what.split_once(" (within the budget as it is, which pays for ");
            assert_eq!(within.is_some(), context.estate.funding.is_limited(), "{one:?}");
            let (what, paid) = within.unwrap_or((&one.what, ""));
            let given = people(&mut context, what);
            assert!((given - one.person_days.unwrap()).abs() < 0.005, "{given}: {one:?}");
            let paid: f64 =
                paid.split(' ').next().and_then(|paid| paid.parse().ok()).unwrap_or(given);
            assert!(paid <= given + 0.005, "{one:?}");
            let price = (paid * 700.0 - 1e-6).ceil() as i64;
            assert_eq!(one.money, Some(price), "{one:?}");
        }
        "budget" => {
            let given = budget(&mut context, &one.what);
            assert!((given - one.money.unwrap()).abs() <= 1, "{given}: {one:?}");
        }
        "time" => {
            let late: Vec<&Package> =
                made.late.iter().map(|late| package(made, &late.package)).collect();
            rejudge(&mut holdings, &late, |one| {
                let due = one.deadline.as_ref().unwrap().date;
                let late = one.slack_quarters.unwrap().min(0);
                let quarter = Quarter::containing(due).plus(-late);
                Some(quarter.last_day().to_string())
            });
            let most = late.iter().map(|one| -one.slack_quarters.unwrap()).max();
            assert_eq!(one.quarters, most, "{one:?}");
        }
        "scope" => {
            let gone: Vec<&Package> = one.packages.iter().map(|id| package(made, id)).collect();
            let days: f64 = gone.iter().map(|one| one.effort_days[1]).sum();
            assert!((days - one.person_days.unwrap()).abs() < 0.02, "{one:?}");
            assert_eq!(one.money, Some(-((days * 700.0 - 1e-6).ceil() as i64)), "{one:?}");
            holdings.retain(|holding| {
                !gone
                    .iter()
                    .any(|one| one.system == holding.system && one.assets.contains(&holding.id))
            });
        }
        "waiver" => {
            let id = one.what.strip_prefix("a waiver for ").unwrap();
            let (id, _) = id.split_once(':').unwrap();
            rejudge(&mut holdings, &[package(made, id)], |_| None);
        }
        other => panic!("{other}"),
    }
    plan(&context, &holdings, &Options { fewest_late: true, ..*options })
}

/// Estates on which not every deadline can be kept, each for another reason.
fn estates() -> Vec<(&'static str, Context, Vec<Holding>)> {
    let mut all = Vec::new();
    let overloaded = [
        ("hopeless", "one", 40, "2026-12-31", 900, Purpose::Encryption),
        ("heavy", "one", 40, "2035-12-31", 900, Purpose::Encryption),
        ("light", "one", 4, "2027-06-30", 100, Purpose::Encryption),
    ];
    let (context, holdings) = estate(&overloaded, &[("one", 20.0)]);
    all.push(("one overloaded team", context, holdings));
    let two = [
        ("a", "one", 30, "2027-12-31", 300, Purpose::Signature),
        ("b", "one", 30, "2027-12-31", 900, Purpose::Signature),
        ("c", "other", 20, "2027-12-31", 500, Purpose::Signature),
        ("d", "other", 20, "2028-12-31", 500, Purpose::Encryption),
    ];
    let (context, holdings) = estate(&two, &[("one", 20.0), ("other", 12.0)]);
    all.push(("two overloaded teams", context, holdings));
    let supplied = [
        ("bought", "one", 10, "2028-12-31", 300, Purpose::Encryption),
        ("own", "one", 10, "2028-12-31", 300, Purpose::Encryption),
    ];
    let (mut context, holdings) = estate(&supplied, &[("one", 20.0)]);
    context.systems[0].supplier = Some(supplier("Maker", Some("2029-Q2")));
    all.push(("a supplier who is late", context, holdings.clone()));
    let (mut context, _) = estate(&supplied, &[("one", 20.0)]);
    context.teams[0].overrides.push(CapacityOverride {
        from: "2026-Q4".parse().unwrap(),
        until: "2028-Q4".parse().unwrap(),
        capacity: 0.0,
        reason: "freeze".into(),
    });
    all.push(("a freeze up to the deadline", context, holdings.clone()));
    let (mut context, _) = estate(&supplied, &[("one", 20.0)]);
    context.estate.funding.budget = Some(8_000);
    all.push(("too little money", context, holdings.clone()));
    let either = [
        ("app", "one", 40, "2027-03-31", 300, Purpose::Encryption),
        ("side", "one", 40, "2027-03-31", 300, Purpose::Encryption),
    ];
    let (context, both) = estate(&either, &[("one", 45.0)]);
    all.push(("either of two", context, both));
    let (context, holdings) = estate(&supplied, &[("one", 0.0)]);
    all.push(("nobody", context, holdings));
    all
}

#[test]
fn what_would_have_to_give_gives_what_it_says() {
    let mut kinds = BTreeSet::new();
    for (name, context, holdings) in estates() {
        let made = plan(&context, &holdings, &OPTIONS);
        assert!(!made.late.is_empty(), "{name}");
        let found = made.infeasible.as_ref().unwrap();
        assert!(!found.relaxations.is_empty(), "{name}: {found:?}");
        for one in &found.relaxations {
            let then = done((&made, &OPTIONS), (&context, &holdings), one);
            let late: Vec<&str> = then.late.iter().map(|late| late.package.as_str()).collect();
            assert!(late.len() <= one.late, "{name}: {late:?} with {one:?}");
            kinds.insert(one.kind.clone());
        }
        // What one package alone is told to need is enough as well.
        for late in &made.late {
            let Some((team, days)) = &late.extra_days else { continue };
            let mut more = context.clone();
            let until = package(&made, &late.package).deadline.as_ref().unwrap().date;
            let all = (days * 100.0).round() as usize;
            let count = quarters(Quarter::containing(until)).count();
            give(&mut more, Some(team), Quarter::containing(until), |_, at| {
                (all / count + usize::from(at < all % count)) as f64 / 100.0
            });
            let then = plan(&more, &holdings, &FEWEST);
            assert!(then.late.len() < made.late.len(), "{name}: {late:?}");
        }
    }
    let all = ["budget", "order", "people", "scope", "time", "waiver"];
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), all);
}

#[test]
fn people_and_money_are_the_least_that_was_found_and_less_is_offered_too() {
    // Nobody is there: no grid of half days rounds up what the work takes.
    let few = [
        ("a", "one", 1, "2028-12-31", 300, Purpose::Encryption),
        ("b", "one", 1, "2028-12-31", 300, Purpose::Encryption),
    ];
    let (mut context, holdings) = estate(&few, &[("one", 0.0), ("other", 5.0)]);
    context.systems.retain(|system| system.id != "c");
    let made = plan(&context, &holdings, &OPTIONS);
    let work: f64 = made.packages.iter().map(|one| one.effort_days[1]).sum();
    let people: Vec<&Relaxation> = made
        .infeasible
        .iter()
        .flat_map(|one| &one.relaxations)
        .filter(|one| one.kind == "people")
        .collect();
    let [one] = people.as_slice() else {
        panic!("what does no more for more is no offer: {people:?}")
    };
    assert_eq!(one.late, 0);
    assert!(one.person_days.unwrap() < work * 1.03, "{one:?}: {work}");

    // A budget that pays a fifth of what is due: parts of what is missing save parts of it.
    let many: Vec<(String, usize)> = (0..6).map(|at| (format!("s{at}"), 10)).collect();
    let many: Vec<Uses<'_>> = many
        .iter()
        .map(|(id, count)| (id.as_str(), "one", *count, "2028-12-31", 300, Purpose::Encryption))
        .collect();
    let (mut context, holdings) = estate(&many, &[("one", 60.0)]);
    context.estate.funding.budget = Some(12_000);
    let made = plan(&context, &holdings, &OPTIONS);
    let budgets: Vec<(usize, i64)> = (made.infeasible.iter().flat_map(|one| &one.relaxations))
        .filter(|one| one.kind == "budget")
        .map(|one| (one.late, one.money.unwrap()))
        .collect();
    assert_eq!(budgets.len(), 3, "{budgets:?}");
    assert_eq!(budgets[0].0, 0, "{budgets:?}");
    assert!(
        budgets.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 > two[1].1),
        "{budgets:?}"
    );
    // 120 days of 700 are due; 27,000 are there.
    let missing =
        made.packages.iter().map(|one| one.effort_days[1] * 700.0).sum::<f64>() - 27_000.0;
    assert!((budgets[0].1 as f64) < missing * 1.05, "{budgets:?}: {missing}");
}
