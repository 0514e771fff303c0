//! Of the quarter and the year in which a plan begins there is what is left of it on the plan's day.

use y2q::model::{Context, Date, Funding, Quarter};
use y2q::plan::{BoundBy, Options, Plan, Planner};
use y2q::report::{AssetTable, FORMATS};

use super::holdings::{OPTIONS, date, planned_on};
use super::whole_plans::{check, estate, milestones};

fn made(day: &str, capacity: f64, funding: Funding) -> (Context, Plan) {
    let (mut context, holdings) = estate();
    context.teams[0].capacity = capacity;
    context.estate.funding = funding;
    let mut planner = Planner::new();
    holdings.iter().for_each(|holding| planner.add(holding));
    // Every order keeps to it; the first one is there at once.
    let options = Options { effort: 0, ..OPTIONS };
    let plan = planned_on(day, planner, &context, &milestones(), &options);
    (context, plan)
}

#[test]
fn the_first_quarter_has_the_share_of_its_days_that_are_left() {
    // 92, 41 and 1 of 92 days, 32 of 91, 91 of 91.
    for (day, capacity) in [
        ("2026-10-01", 9.2),
        ("2026-11-21", 4.1),
        ("2026-12-31", 0.1),
        ("2028-02-29", 3.23),
        ("2027-04-01", 9.2),
    ] {
        let funding = Funding { budget: Some(20_000), person_day: Some(500), ..Funding::default() };
        for funding in [Funding::default(), funding] {
            let (context, plan) = made(day, 9.2, funding);
            check(&plan, &context);
            let rows = |from: Quarter| {
                let row = plan
                    .teams
                    .iter()
                    .find(|row| row.quarter == from && row.team == context.teams[0].id)
                    .unwrap();
                (row.capacity, row.load)
            };
            let (first, load) = rows(plan.from);
            assert!((first - capacity).abs() < 1e-9, "{day}: {first}");
            assert!((rows(plan.from.plus(1)).0 - 9.2).abs() < 1e-9, "{day}");
            assert!(load <= first, "{day}: {load} of {first}");
            let left = plan.assumptions.iter().any(|one| one.contains("of the first quarter"));
            assert_eq!(left, capacity < 9.2, "{day}: {:?}", plan.assumptions);
        }
    }
}

#[test]
fn the_first_year_has_as_much_of_its_money() {
    let funding =
        |budget| Funding { budget: Some(budget), person_day: Some(500), ..Funding::default() };
    for (day, budget) in [
        ("2026-01-01", 36_800.0),
        ("2026-10-01", 9_200.0),
        ("2026-11-21", 4_100.0),
        ("2026-05-16", 18_400.0 + 9_200.0 * 46.0 / 91.0),
    ] {
        let (context, plan) = made(day, 100.0, funding(36_800));
        check(&plan, &context);
        let years = plan.spending.unwrap().years;
        assert!((years[0].budget.unwrap() - budget).abs() < 0.02, "{day}: {:?}", years[0]);
        assert_eq!(years[1].budget, Some(36_800.0));
    }
}

#[test]
fn a_first_quarter_that_is_full_says_how_much_of_it_was_left() {
    let (_, plan) = made("2026-12-30", 9.2, Funding::default());
    let why = plan.packages.iter().find_map(|package| match &package.bound_by {
        BoundBy::Capacity { quarter, why, .. } if *quarter == plan.from => why.clone(),
        _ => None,
    });
    assert_eq!(why.as_deref(), Some("2 of its 92 days are left"));
}

#[test]
fn no_export_starts_a_task_before_the_plans_day() {
    let (_, plan) = made("2026-11-21", 9.2, Funding::default());
    assert!(plan.packages.iter().any(|package| package.start == Some(plan.from)));
    // A Saturday: work begins on the Monday after it.
    for (id, begins) in [
        ("jira", vec!["2026-11-21"]),
        ("ics", vec!["DTSTART;VALUE=DATE:20261121"]),
        ("oscal", vec!["\"start\": \"2026-11-21T00:00:00Z\""]),
        ("mspdi", vec!["<Start>2026-11-23T08:00:00</Start>", "<StartDate>2026-11-23T08:00:00"]),
    ] {
        let format = FORMATS.iter().find(|format| format.id == id).unwrap();
        let mut text = Vec::new();
        (format.write)(&mut text, &plan, &AssetTable::default()).unwrap();
        let text = String::from_utf8(text).unwrap();
        for begins in begins {
            assert!(text.contains(begins), "{id}: {begins} in {text}");
        }
        let days = std::iter::successors(Some(date("2026-10-01")), |day| day.tomorrow().ok());
        for day in days.take_while(|day| *day < plan.at) {
            let short = day.to_string().replace('-', "");
            assert!(!text.contains(&day.to_string()) && !text.contains(&short), "{id}: {day}");
        }
    }
    // A to-do of one day has no start: `DUE` comes after it (RFC 5545 §3.8.2.3).
    let (_, last) = made("2026-12-31", 9.2, Funding::default());
    let format = FORMATS.iter().find(|format| format.id == "ics").unwrap();
    let mut text = Vec::new();
    (format.write)(&mut text, &last, &AssetTable::default()).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(!text.contains("DTSTART;VALUE=DATE:20261231\r\nDUE;VALUE=DATE:20261231"), "{text}");
    let first: Date = plan.first_day(plan.from);
    assert_eq!((first, plan.first_day(plan.from.plus(1))), (plan.at, date("2027-01-01")));
}
