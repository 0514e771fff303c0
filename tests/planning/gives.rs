//! What is said to be impossible names no work that plays no part, and what is said to help is what it seems.

use std::collections::BTreeSet;

use y2q::model::Quarter;
use y2q::plan::optimise::optimise;
use y2q::plan::schedule::{Problem, Task};
use y2q::plan::{Options, Package, Plan};

use super::holdings::{OPTIONS, plan};
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
