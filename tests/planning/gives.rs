//! What is said to be impossible names no work that plays no part, and what is said to help is what it seems.

use std::collections::BTreeSet;

use y2q::assess::Holding;
use y2q::model::{Context, Exposure, Purpose, Quarter};
use y2q::plan::infeasible::Relaxation;
use y2q::plan::optimise::optimise;
use y2q::plan::schedule::{Problem, Task};
use y2q::plan::{Change, Options, Pace, Package, Plan};
use y2q::policy::Status;

use super::holdings::{OPTIONS, algorithm, context, judged, plan, system};
use super::kinds::package;
use super::whole_plans::estate;

/// The packages at the beginning of sentences.
fn named<'a>(plan: &'a Plan, sentences: &[String]) -> Vec<&'a Package> {
    let begins = |package: &&Package| {
        let begin = format!("{} ", package.id);
        sentences.iter().any(|sentence| sentence.starts_with(&begin))
    };
    plan.packages.iter().filter(begins).collect()
}

/// Work of those of `packages` that have a deadline or lead to one of them that has, and the last deadline.
fn bound(plan: &Plan, packages: &[&Package]) -> (f64, Option<Quarter>) {
    let mut held: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> =
        packages.iter().filter(|one| one.deadline.is_some()).map(|one| one.id.as_str()).collect();
    while let Some(id) = open.pop() {
        if held.insert(id) {
            open.extend(package(plan, id).after.iter().map(String::as_str));
        }
    }
    let work = packages.iter().filter(|one| held.contains(one.id.as_str()));
    let last = packages.iter().filter_map(|one| one.deadline.as_ref()).map(|one| one.date).max();
    (work.map(|one| one.effort_days[1]).sum(), last.map(Quarter::containing))
}

#[test]
fn a_conflict_has_no_more_work_than_it_takes() {
    let mut sets = 0;
    for capacity in [2.0, 3.0, 5.0] {
        let (mut context, holdings) = estate();
        // Of one team, work and capacity are sums.
        context.systems[2].owner = None;
        context.teams.iter_mut().for_each(|team| team.capacity = capacity);
        let made = plan(&context, &[], &holdings);
        let found = made.infeasible.as_ref().unwrap();
        let conflicts = found.impossible.iter().map(|one| &one.conflict).chain([&found.together]);
        for sentences in conflicts.filter(|one| one.iter().any(|it| it.contains("no more than"))) {
            let members = named(&made, sentences);
            let team = &members[0].team;
            let at_hand = |until: Option<Quarter>| -> f64 {
                let teams = made.teams.iter().filter(|row| row.team == *team);
                teams
                    .filter(|row| until.is_some_and(|until| row.quarter <= until))
                    .map(|row| row.capacity)
                    .sum()
            };
            assert!(members.iter().all(|one| one.team == *team), "{sentences:?}");
            for left_out in &members {
                let rest: Vec<&Package> =
                    members.iter().copied().filter(|one| one.id != left_out.id).collect();
                let (work, until) = bound(&made, &rest);
                assert!(
                    work <= at_hand(until) + 1.0,
                    "{capacity}: {work} of {} without {}: {sentences:?}",
                    at_hand(until),
                    left_out.id
                );
            }
            sets += 1;
        }
    }
    assert!(sets > 0, "{sets}");
}

/// No deadline can be kept; there is room for what is broken, or for more packages without any.
#[test]
fn what_is_broken_today_loses_no_date_to_more_packages_without_a_deadline() {
    let task = |work: u64, due: Option<i64>, broken: bool| Task {
        work,
        max_per_period: 100,
        delay: 10,
        due,
        broken,
        ..Task::default()
    };
    let small = || task(80, None, false);
    let problem = Problem {
        periods: 4,
        tasks: vec![task(150, Some(0), false), task(250, Some(0), true), small(), small(), small()],
        capacity: vec![vec![100; 4]],
        budget: None,
    };
    let dated = |fewest_late: bool| {
        let (placements, _) = optimise(&problem, &Options { fewest_late, ..OPTIONS });
        placements.iter().map(|one| one.span.is_some()).collect::<Vec<_>>()
    };
    assert!(!dated(false)[1], "most dates, where nothing else is asked for");
    assert!(dated(true)[1]);
    // A deadline that can be kept goes before it.
    let mut kept = problem.clone();
    kept.tasks[0] = task(100, Some(0), false);
    kept.tasks[1] = task(301, None, true);
    let (placements, _) = optimise(&kept, &Options { fewest_late: true, ..OPTIONS });
    assert_eq!((placements[0].span, placements[1].span), (Some((0, 0)), None));
}

/// Uses in code, which take two days each: a system, how many, until when, and whether they are broken.
fn uses(of: &[(&str, usize, &str, bool)]) -> (Context, Vec<Holding>) {
    let mut holdings = Vec::new();
    for &(system, count, due, broken) in of {
        let says = [("law", Some(due), Status::Acceptable)];
        let exposure = if broken { Exposure::ClassicallyBroken } else { Exposure::Shor };
        for at in 0..count {
            let mut one = judged(exposure, &[Purpose::Encryption], &says);
            one.risk.priority = if broken { 900 } else { 100 };
            holdings.push(algorithm(system, &format!("RSA {system} {at}"), one));
        }
    }
    let mut context = context(of.iter().map(|(id, ..)| system(id, &[])).collect());
    context.teams[0].capacity = 20.0;
    (context, holdings)
}

fn scopes(plan: &Plan) -> Vec<&Relaxation> {
    let all = plan.infeasible.iter().flat_map(|one| &one.relaxations);
    all.filter(|one| one.kind == "scope").collect()
}

/// What is left out takes along what is there for nothing else, and its days are those of all of it.
fn is_whole(plan: &Plan, one: &Relaxation) {
    let gone: Vec<&Package> = one.packages.iter().map(|id| package(plan, id)).collect();
    let days: f64 = gone.iter().map(|one| one.effort_days[1]).sum();
    assert!((days - one.person_days.unwrap()).abs() < 0.02, "{one:?}");
    let is_gone = |id: &String| one.packages.contains(id);
    for kept in plan.packages.iter().filter(|kept| !is_gone(&kept.id)) {
        assert!(!kept.after.iter().any(is_gone), "{} waits for what is left out", kept.id);
        let mut waiting = plan.packages.iter().filter(|later| later.after.contains(&kept.id));
        let serves = kept.change == Change::Pilot || kept.change == Change::LibraryUpgrade;
        let first = waiting.next();
        let idle =
            first.is_some_and(|first| is_gone(&first.id) && waiting.all(|one| is_gone(&one.id)));
        assert!(!(serves && idle), "{} is done for nothing: {one:?}", kept.id);
    }
}

#[test]
fn a_roll_out_is_left_out_with_its_pilot() {
    let mut pilots = 0;
    // At some of these either of both fits before their day.
    for capacity in [14.0, 18.0, 22.0, 26.0, 32.0] {
        let of = [("one", 30, "2028-12-31", false), ("other", 30, "2028-12-31", false)];
        let (mut context, mut holdings) = uses(&of);
        let says = [("law", Some("2028-12-31"), Status::Acceptable)];
        let signs = || judged(Exposure::Shor, &[Purpose::Signature], &says);
        holdings.iter_mut().for_each(|one| one.judged = vec![signs()]);
        context.teams[0].capacity = capacity;
        let made = plan(&context, &[], &holdings);
        for one in scopes(&made) {
            is_whole(&made, one);
            assert!(!one.what.contains("broken today"));
            pilots += one.packages.iter().filter(|id| id.contains("/pilot/")).count();
        }
    }
    assert!(pilots > 0);
}

#[test]
fn what_is_broken_today_is_left_out_last_and_said_first() {
    let mut told = 0;
    // At some of these either of both fits before its day, and nothing else is in the way.
    for capacity in [24.0, 30.0, 36.0, 42.0] {
        let (mut context, holdings) =
            uses(&[("law", 20, "2027-06-30", false), ("broken", 20, "2035-12-31", true)]);
        context.teams[0].capacity = capacity;
        let made = plan(&context, &[], &holdings);
        for one in scopes(&made) {
            is_whole(&made, one);
            let broken: Vec<bool> =
                one.packages.iter().map(|id| package(&made, id).pace == Pace::Now).collect();
            assert!(broken.is_sorted_by(|one, other| one >= other), "{one:?}");
            assert_eq!(one.what.starts_with("what is broken today ("), broken[0], "{one:?}");
            told += usize::from(broken[0]);
        }
    }
    assert!(told > 0);
}

#[test]
fn a_remedy_takes_no_more_than_what_would_have_to_give_for_the_same() {
    let mut same = 0;
    for capacity in [13.0, 16.0, 19.0, 19.9] {
        let (mut context, holdings) = uses(&[
            ("one", 10, "2027-03-31", false),
            ("other", 10, "2027-03-31", false),
            ("heavy", 40, "2035-12-31", false),
        ]);
        context.teams[0].capacity = capacity;
        let made = plan(&context, &[], &holdings);
        let people = made.infeasible.iter().flat_map(|one| &one.relaxations);
        let people = people.filter(|one| one.kind == "people" && one.late == 0);
        for given in people {
            for late in made.late.iter().filter(|late| late.extra_days.is_some()) {
                let (_, extra) = late.extra_days.as_ref().unwrap();
                let given = given.person_days.unwrap();
                assert!(*extra <= given, "{capacity}: {late:?} against {given}");
                assert!(made.late.len() > 1 || (extra - given).abs() < 1e-9, "{late:?}: {given}");
                assert!(late.remedy.contains(&format!("{extra} more person-day")), "{late:?}");
                same += 1;
            }
        }
    }
    assert!(same > 0);
}
