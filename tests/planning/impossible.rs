//! Which deadlines cannot be kept, against a check of every timetable; and what a plan says of them.

use std::collections::BTreeSet;

use proptest::prelude::*;
use y2q::assess::Holding;
use y2q::model::{Acceptance, CapacityOverride, Context, Exposure, Purpose, Team};
use y2q::plan::infeasible::{Constraint, conflicts, fits};
use y2q::plan::schedule::{After, Problem, Task};
use y2q::plan::{Plan, Planner};
use y2q::policy::Status;

use super::holdings::{
    OPTIONS, algorithm, context, date, judged, plan, planned_on, supplier, system, team,
};
use super::optimum::{is_kept, problems};

/// `problem` with no other constraints than `kept`.
fn only(problem: &Problem, kept: &[Constraint]) -> Problem {
    let has = |one: Constraint| kept.contains(&one);
    let task = |(at, task): (usize, &Task)| Task {
        due: task.due.filter(|_| has(Constraint::Due { task: at })),
        release: if has(Constraint::Release { task: at }) { task.release } else { 0 },
        max_per_period: match has(Constraint::Pace { task: at }) {
            true => task.max_per_period,
            false => task.work,
        },
        after: kept
            .iter()
            .filter_map(|one| match *one {
                Constraint::Precedence { before, after, gap } if after == at => {
                    Some(After { task: before, gap })
                }
                _ => None,
            })
            .collect(),
        ..task.clone()
    };
    let row = |(team, row): (usize, &Vec<u64>)| match has(Constraint::Capacity { team }) {
        true => row.clone(),
        false => vec![u64::MAX / 4; row.len()],
    };
    Problem {
        tasks: problem.tasks.iter().enumerate().map(task).collect(),
        capacity: problem.capacity.iter().enumerate().map(row).collect(),
        ..problem.clone()
    }
}

/// `problem` with the deadlines of these tasks only.
fn due(problem: &Problem, dues: &BTreeSet<usize>) -> Problem {
    let mut problem = problem.clone();
    for (at, task) in problem.tasks.iter_mut().enumerate() {
        task.due = task.due.filter(|_| dues.contains(&at));
    }
    problem
}

/// The tasks whose deadlines are among `kept`.
fn dues(kept: &[Constraint]) -> BTreeSet<usize> {
    let due = |one: &Constraint| match *one {
        Constraint::Due { task } => Some(task),
        _ => None,
    };
    kept.iter().filter_map(due).collect()
}

/// Without any of its constraints a conflict is none, by a check of every timetable.
fn is_smallest(problem: &Problem, conflict: &[Constraint]) -> Result<(), TestCaseError> {
    prop_assert!(!is_kept(&only(problem, conflict)), "{conflict:?} of {problem:?}");
    for (at, one) in conflict.iter().enumerate() {
        let mut fewer = conflict.to_vec();
        fewer.remove(at);
        prop_assert!(is_kept(&only(problem, &fewer)), "{one:?} of {conflict:?}: {problem:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_that_is_impossible_is_told_by_as_little_as_excludes_it(problem in problems()) {
        prop_assert_eq!(fits(&problem), Some(is_kept(&problem)));
        let told = conflicts(&problem);
        let mut left: BTreeSet<usize> =
            (0..problem.tasks.len()).filter(|&at| problem.tasks[at].due.is_some()).collect();
        let alone: Vec<usize> = left
            .iter()
            .copied()
            .filter(|&at| !is_kept(&due(&problem, &BTreeSet::from([at]))))
            .collect();
        prop_assert_eq!(told.alone.iter().map(|one| one.0).collect::<Vec<_>>(), alone.clone());
        for (at, conflict) in &told.alone {
            prop_assert_eq!(dues(conflict), BTreeSet::from([*at]));
            is_smallest(&problem, conflict)?;
            left.remove(at);
        }
        for conflict in &told.together {
            let of = dues(conflict);
            prop_assert!(of.len() > 1 && of.is_subset(&left), "{of:?} of {left:?}");
            is_smallest(&problem, conflict)?;
            left.retain(|at| !of.contains(at));
        }
        prop_assert!(is_kept(&due(&problem, &left)), "{told:?} of {problem:?}");
    }
}

/// Places in code, two person-days each: a system, how many, and until when.
fn uses(of: &[(&str, usize, &str)]) -> (Context, Vec<Holding>) {
    let mut holdings = Vec::new();
    for &(system, count, due) in of {
        let says = [("law", Some(due), Status::Acceptable)];
        for at in 0..count {
            let one = judged(Exposure::Shor, &[Purpose::Encryption], &says);
            holdings.push(algorithm(system, &format!("RSA {system} {at}"), one));
        }
    }
    let systems = of.iter().map(|(id, ..)| {
        let mut one = system(id, &[]);
        one.owner = Some(format!("team of {id}"));
        one
    });
    let mut context = context(systems.collect());
    context.teams.extend(of.iter().map(|(id, ..)| team(&format!("team of {id}"), 60.0)));
    (context, holdings)
}

fn team_of<'a>(context: &'a mut Context, id: &str) -> &'a mut Team {
    let id = format!("team of {id}");
    context.teams.iter_mut().find(|team| team.id == id).unwrap()
}

fn without(context: &mut Context, id: &str, from: &str, until: &str) {
    team_of(context, id).overrides.push(CapacityOverride {
        from: from.parse().unwrap(),
        until: until.parse().unwrap(),
        capacity: 0.0,
        reason: "freeze".into(),
    });
}

fn conflict<'a>(plan: &'a Plan, system: &str) -> &'a [String] {
    let found = plan.infeasible.as_ref().unwrap();
    let begin = format!("{system}/");
    let one = found.impossible.iter().find(|one| one.package.starts_with(&begin));
    &one.unwrap_or_else(|| panic!("no {system} in {found:?}")).conflict
}

#[test]
fn whatever_else_is_impossible_each_is_told_with_its_own_reason_and_the_rest_together() {
    let (mut context, holdings) = uses(&[
        ("absent", 2, "2030-12-31"),
        ("vendor", 2, "2030-12-31"),
        ("frozen", 20, "2027-12-31"),
        ("small", 60, "2027-06-30"),
        ("now", 2, "2026-12-15"),
        ("one", 30, "2027-03-31"),
        ("other", 30, "2027-03-31"),
        ("easy", 2, "2030-12-31"),
    ]);
    team_of(&mut context, "absent").capacity = 0.0;
    let vendor = context.systems.iter_mut().find(|one| one.id == "vendor").unwrap();
    vendor.supplier = Some(supplier("Maker", Some("2031-Q1")));
    without(&mut context, "frozen", "2026-Q4", "2027-Q4");
    team_of(&mut context, "small").capacity = 10.0;
    // Each of these two fits, and not both.
    context.systems.iter_mut().find(|one| one.id == "other").unwrap().owner =
        Some("team of one".into());
    team_of(&mut context, "one").capacity = 40.0;
    let made = plan(&context, &[], &holdings);
    let found = made.infeasible.as_ref().unwrap();
    let says = |system: &str, text: &str| {
        let conflict = conflict(&made, system);
        assert!(conflict.iter().any(|one| one.contains(text)), "{system}: {conflict:?}");
    };
    says("absent", "Team \"team of absent\" has no capacity up to 2030-Q4.");
    says("vendor", "may not start before 2031-Q1");
    says("frozen", "has no capacity up to 2027-Q4 (0 in 2026-Q4 to 2027-Q4: freeze).");
    says("small", "has no more than 30 person-days from 2026-Q4 to 2027-Q2");
    says("now", "Work is dated in whole quarters, and the plan begins in 2026-Q4.");
    let named: BTreeSet<&str> =
        (found.impossible.iter()).map(|one| one.package.split('/').next().unwrap()).collect();
    assert_eq!(named, BTreeSet::from(["absent", "frozen", "now", "small", "vendor"]));
    for text in ["one/", "other/", "has no more than 80 person-days from 2026-Q4 to 2027-Q1"] {
        assert!(found.together.iter().any(|one| one.contains(text)), "{:?}", found.together);
    }
    assert_eq!((found.together.len(), found.together_too.len()), (3, 0), "{found:?}");
    // A conflict that only one deadline is part of names no other package.
    for one in &found.impossible {
        let system = one.package.split('/').next().unwrap();
        let others = ["absent/", "vendor/", "frozen/", "small/", "now/", "one/", "other/", "easy/"];
        let others = others.iter().filter(|other| !other.starts_with(system));
        for other in others {
            assert!(!one.conflict.iter().any(|said| said.contains(other)), "{one:?}");
        }
    }
}

#[test]
fn what_is_due_in_the_first_quarter_is_not_called_past() {
    let (context, holdings) = uses(&[("now", 2, "2026-12-15")]);
    let made = plan(&context, &[], &holdings);
    let late = &made.late[0];
    let said = format!("{:?} {}", late.because, late.remedy);
    assert!(!said.contains("past") && !said.contains("earliest possible"), "{said}");
    assert!(late.remedy.contains("before the end of 2026-Q4"), "{said}");
}

#[test]
fn sets_of_other_deadlines_are_told_too() {
    let (mut context, holdings) = uses(&[
        ("a", 30, "2027-03-31"),
        ("b", 30, "2027-03-31"),
        ("c", 30, "2027-03-31"),
        ("d", 30, "2027-03-31"),
    ]);
    for (system, of) in [("b", "a"), ("d", "c")] {
        let system = context.systems.iter_mut().find(|one| one.id == system).unwrap();
        system.owner = Some(format!("team of {of}"));
    }
    ["a", "c"].into_iter().for_each(|of| team_of(&mut context, of).capacity = 40.0);
    let made = plan(&context, &[], &holdings);
    let found = made.infeasible.unwrap();
    assert!(found.impossible.is_empty(), "{found:?}");
    assert_eq!((found.together.len(), found.together_too.len()), (3, 1), "{found:?}");
}

#[test]
fn a_review_that_nobody_can_do_in_time_is_told_by_its_team_alone_and_priced() {
    let (mut context, holdings) = uses(&[("one", 2, "2030-12-31"), ("other", 2, "2030-12-31")]);
    let id =
        plan(&context, &[], &holdings).packages.iter().find(|one| one.system == "one").cloned();
    let id = id.unwrap().id;
    context.acceptances.push(Acceptance {
        package: id.clone(),
        owner: "Board".into(),
        reason: "read only".into(),
        expires: date("2027-03-31"),
    });
    without(&mut context, "one", "2026-Q4", "2027-Q1");
    context.estate.funding.person_day = Some(500);
    for day in ["2026-10-01", "2026-11-21", "2026-12-31"] {
        let mut planner = Planner::new();
        holdings.iter().for_each(|holding| planner.add(holding));
        let made = planned_on(day, planner, &context, &[], &OPTIONS);
        let found = made.infeasible.as_ref().unwrap();
        assert_eq!((found.impossible.len(), found.impossible[0].package.as_str()), (1, &*id));
        let conflict = conflict(&made, "one");
        assert_eq!(conflict.len(), 2, "{conflict:?}");
        assert!(
            conflict[1]
                .ends_with(" has no capacity up to 2027-Q1 (0 in 2026-Q4 to 2027-Q1: freeze)."),
            "{conflict:?}"
        );
        let people = found.relaxations.iter().find(|one| one.kind == "people").unwrap();
        assert_eq!((people.late, people.money.is_some()), (0, true), "{people:?}");
    }
}
