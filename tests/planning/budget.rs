//! What may be spent: plans keep to it, say what they cost and what more money, or less work, would save.

use proptest::collection::vec;
use proptest::prelude::*;
use y2q::estate;
use y2q::model::{BudgetOverride, Context, Exposure, Funding, Purpose, Quarter};
use y2q::plan::objective::Cost;
use y2q::plan::optimise::{improve, optimise};
use y2q::plan::schedule::{Budget, Problem, Task, solve};
use y2q::plan::{BoundBy, Options, Plan};
use y2q::policy::Status;

use super::holdings::{OPTIONS, algorithm, context, judged, plan, system};
use super::schedule::{PERIODS, check, problems};
use super::whole_plans;

/// Three teams; years of four periods.
fn budgets() -> impl Strategy<Value = Budget> {
    let amount = prop_oneof![4 => 0..4_000_u64, 1 => Just(Budget::ENDLESS)];
    (vec(0..5_u64, 3), vec(amount, PERIODS / 4)).prop_map(|(price, amount)| Budget {
        price,
        year: (0..PERIODS).map(|period| period / 4).collect(),
        amount,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_timetable_keeps_to_the_budget(problem in problems(), budget in budgets(), seed in 0..5_u64) {
        let problem = Problem { budget: Some(budget), ..problem };
        let simple = solve(&problem);
        check(&problem, &simple);
        let options = Options { effort: 1, seed, ..OPTIONS };
        let (placements, told) = optimise(&problem, &options);
        check(&problem, &placements);
        let (cost, least_slack) = (Cost::of(&problem, &placements), Cost::of(&problem, &simple));
        prop_assert!(cost.unplaced <= least_slack.unplaced);
        if let Some(bound) = told.lower_bound {
            prop_assert!(bound <= cost.total(), "{} > {}", bound, cost.total());
        }
        prop_assert_eq!(optimise(&problem, &options), (placements, told));
    }

    /// Less money never costs less than the bound without a budget.
    #[test]
    fn a_budget_only_takes_away(problem in problems(), budget in budgets()) {
        let (_, free) = optimise(&problem, &Options { effort: 1, ..OPTIONS });
        let bounded = Problem { budget: Some(budget), ..problem.clone() };
        let (placements, _) = optimise(&bounded, &Options { effort: 1, ..OPTIONS });
        let cost = Cost::of(&bounded, &placements);
        if let Some(bound) = free.lower_bound.filter(|_| cost.unplaced == 0) {
            prop_assert!(bound <= cost.total());
        }
    }

    /// With more capacity, and the plan that was there before, nothing gets worse.
    #[test]
    fn more_capacity_never_makes_a_known_plan_worse(
        problem in problems(),
        more in vec(vec(0..200_u64, PERIODS), 3),
        seed in 0..5_u64,
    ) {
        let options = Options { effort: 1, seed, ..OPTIONS };
        let (known, _) = optimise(&problem, &options);
        let before = Cost::of(&problem, &known);
        let mut wider = problem;
        for (row, more) in wider.capacity.iter_mut().zip(more) {
            row.iter_mut().zip(more).for_each(|(room, more)| *room += more);
        }
        let (placements, _) = improve(&wider, &known, &options);
        check(&wider, &placements);
        let after = Cost::of(&wider, &placements);
        if before.unplaced == 0 {
            prop_assert_eq!(after.unplaced, 0);
            // Where nothing has to be late any more, that goes first.
            prop_assert!(after.total() <= before.total() || after.late < before.late);
        }
    }
}

fn funding(budget: u64) -> Funding {
    Funding {
        budget: Some(budget),
        person_day: Some(500),
        currency: "EUR".into(),
        ..Funding::default()
    }
}

/// 40 places in code of one application that need no new library: 80 person-days, and the plan of them.
fn application(capacity: f64, deadline: &str, funding: Funding) -> (Context, Plan) {
    let says = [("law", Some(deadline), Status::Acceptable)];
    let uses = || judged(Exposure::Shor, &[Purpose::Encryption], &says);
    let holdings: Vec<_> =
        (0..40).map(|at| algorithm("app", &format!("RSA {at}"), uses())).collect();
    let mut context = context(vec![system("app", &[])]);
    context.teams[0].capacity = capacity;
    context.estate.funding = funding;
    let made = plan(&context, &[], &holdings);
    (context, made)
}

#[test]
fn a_year_costs_no_more_than_its_budget_and_the_plan_says_so() {
    // Of 2026 a quarter is left: 10,000 of 40,000 pay 20 of the 80 days.
    let (context, made) = application(80.0, "2035-12-31", funding(40_000));
    whole_plans::check(&made, &context);
    let package = &made.packages[0];
    assert_eq!(package.effort_days[1], 80.0);
    let load: Vec<f64> = package.load.values().copied().collect();
    assert_eq!(load, [20.0, 60.0]);
    // What a package costs is its work at the price of its team, and all of them what the years cost.
    assert_eq!(package.cost, Some(package.effort_days.map(|days| days * 500.0)));
    let costs: f64 = made.packages.iter().filter_map(|one| Some(one.cost?[1])).sum();
    let spent: f64 = made.spending.iter().flat_map(|one| &one.years).map(|one| one.spent).sum();
    assert_eq!((costs, spent), (40_000.0, 40_000.0));
    assert_eq!(made.spending.as_ref().unwrap().person_day, [("owner".to_owned(), 500)].into());
    let spending = made.spending.unwrap();
    assert_eq!(spending.currency, "EUR");
    let year = |year: i16| spending.years.iter().find(|one| one.year == year).unwrap();
    assert_eq!((year(2026).spent, year(2026).budget), (10_000.0, Some(10_000.0)));
    assert_eq!((year(2027).spent, year(2027).budget), (30_000.0, Some(40_000.0)));
    assert_eq!(year(2035).spent, 0.0);
}

#[test]
fn a_spent_budget_is_named_as_what_binds() {
    let mut none = funding(40_000);
    none.overrides.push(BudgetOverride {
        from: 2026,
        until: 2028,
        budget: 0,
        reason: "election".into(),
    });
    let (_, made) = application(80.0, "2028-12-31", none);
    let package = &made.packages[0];
    assert_eq!(package.start, Some("2029-Q1".parse::<Quarter>().unwrap()));
    let BoundBy::Capacity { why: Some(why), .. } = &package.bound_by else {
        panic!("{:?}", package.bound_by)
    };
    assert_eq!(why, "the budgets of 2026 to 2028 are spent: election");
    assert!(package.because.iter().any(|one| one.contains("election")), "{:?}", package.because);
    assert!(made.late[0].remedy.contains("budget"), "{}", made.late[0].remedy);
    let infeasible = made.infeasible.unwrap();
    let proof: Vec<&String> = infeasible
        .impossible
        .iter()
        .flat_map(|one| &one.conflict)
        .chain(&infeasible.together)
        .collect();
    assert!(proof.iter().any(|one| one.contains("budget of the year")), "{proof:?}");
}

/// One task a year is paid, and there is room for all of them in every period.
#[test]
fn the_bound_knows_what_may_be_spent() {
    let task = |delay: u64| Task { work: 100, max_per_period: 100, delay, ..Task::default() };
    let years = PERIODS / 4;
    let problem = Problem {
        periods: PERIODS,
        tasks: (1..=years as u64).map(task).collect(),
        capacity: vec![vec![10_000; PERIODS]],
        budget: Some(Budget {
            price: vec![7],
            year: (0..PERIODS).map(|period| period / 4).collect(),
            amount: vec![700; years],
        }),
    };
    let (placements, told) = optimise(&problem, &OPTIONS);
    check(&problem, &placements);
    // The dearest first, each in the first period of a year.
    let best: u64 = (0..years as u64).map(|year| (years as u64 - year) * (4 * year + 1)).sum();
    assert_eq!(Cost::of(&problem, &placements).total(), best);
    let bound = told.lower_bound.unwrap();
    assert!(bound <= best && best * 99 <= bound * 100, "{bound} of {best}");
}

#[test]
fn what_money_excludes_is_proven() {
    let (_, made) = application(80.0, "2028-12-31", funding(5_000));
    let found = made.infeasible.unwrap();
    assert!(found.together.is_empty());
    let conflict = &found.impossible[0].conflict;
    assert!(conflict[0].contains("2028-12-31"), "{conflict:?}");
    let sum = "no more than 1250 EUR in 2026, 5000 EUR in 2027, 5000 EUR in 2028; what is named here takes 80 \
               person-days and costs 40000 EUR.";
    assert!(conflict[1].ends_with(sum), "{conflict:?}");
    // Nothing to have a share of: it is told in money.
    let (_, made) = application(80.0, "2028-12-31", funding(0));
    let relaxations = made.infeasible.unwrap().relaxations;
    let budget = relaxations.iter().find(|one| one.kind == "budget").unwrap();
    assert!(budget.what.contains(" EUR more to spend in every year up to 2028"), "{budget:?}");
    assert_eq!(budget.late, 0);
    assert!(budget.money.is_some_and(|money| money >= 40_000), "{budget:?}");
}

#[test]
fn more_money_is_priced_where_it_helps() {
    // 10,000 and 20,000 up to the middle of 2027 pay 60 days.
    let (_, made) = application(80.0, "2027-06-30", funding(20_000));
    let found = made.infeasible.unwrap();
    let budget = found.relaxations.iter().find(|one| one.kind == "budget").unwrap();
    assert_eq!(budget.late, 0, "{budget:?}");
    // 5,000 and 20,000 pay 50 days; 60 % more pays 80, and no less will do.
    assert_eq!(budget.money, Some(15_000), "{budget:?}");
    assert!(found.relaxations.iter().all(|one| one.kind != "people" || one.late > 0));
}

/// Two applications of one team, one with a deadline that both together exceed.
#[test]
fn what_to_put_off_is_named_and_priced() {
    let says = [("law", Some("2027-03-31"), Status::Acceptable)];
    let mut holdings = Vec::new();
    for at in 0..40 {
        let due = judged(Exposure::Shor, &[Purpose::Encryption], &says);
        holdings.push(algorithm("app", &format!("RSA {at}"), due));
        // Due on the day before: by the earliest deadline first it would come first.
        let says = [("law", Some("2027-03-31"), Status::Acceptable)];
        let other = judged(Exposure::Shor, &[Purpose::Encryption], &says);
        holdings.push(algorithm("side", &format!("DSA {at}"), other));
    }
    let mut context = context(vec![system("app", &[]), system("side", &[])]);
    context.teams[0].capacity = 45.0;
    context.estate.funding = Funding { person_day: Some(500), ..Funding::default() };
    let made = plan(&context, &[], &holdings);
    assert_eq!(made.late.len(), 1, "90 days are at hand for 160");
    let found = made.infeasible.unwrap();
    let people = found.relaxations.iter().find(|one| one.kind == "people").unwrap();
    assert_eq!(people.money, people.person_days.map(|days| (days * 500.0) as i64));
    // The other one is as weighty and not late: put off, it makes room.
    let scope = found.relaxations.iter().find(|one| one.kind == "scope").unwrap();
    assert_eq!((scope.late, scope.packages.len()), (0, 1), "{scope:?}");
    assert_eq!(scope.person_days, Some(80.0));
    assert_eq!(scope.money, Some(-40_000));
    assert!(scope.what.contains("2027-Q1"), "{}", scope.what);
}

#[test]
fn an_estate_file_states_money() {
    let text = "schema = 1\n[funding]\nbudget = 400000\nperson_day = 700\ncurrency = \"EUR\"\n\
                [[funding.override]]\nfrom = 2028\nuntil = 2029\nbudget = 100000\nreason = \"cut\"\n\
                [[team]]\nid = \"a\"\ncapacity = 10\nperson_day = 900\n";
    let context = estate::parse(text).unwrap();
    let funding = &context.estate.funding;
    assert_eq!((funding.budget_in(2027), funding.budget_in(2029)), (Some(400_000), Some(100_000)));
    assert_eq!((context.teams[0].person_day, funding.person_day), (Some(900), Some(700)));
    for (text, message, help) in [
        ("schema = 1\n[funding]\nbudget = -1\n", "no amount of money", "whole units"),
        ("schema = 1\n[funding]\nbudget = 5\n", "no price", "person_day"),
        ("schema = 1\n[funding]\nbugdet = 5\n", "bugdet", "budget"),
        (
            "schema = 1\n[funding]\nperson_day = 1\n[[funding.override]]\nfrom = 2028\nuntil = 2027\nbudget = 5\n",
            "is before",
            "last year",
        ),
    ] {
        let fault = estate::parse(text).unwrap_err();
        assert!(fault.message.contains(message), "{text}: {}", fault.message);
        assert!(fault.help.as_deref().unwrap_or_default().contains(help), "{text}: {fault:?}");
    }
}
