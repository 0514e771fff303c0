//! The optimiser against brute force, and what a plan may be relied on for.

use y2q::schedule::conflict::{Constraint, Deadlines, deadlines};
use y2q::schedule::generate::Estate;
use y2q::schedule::reason::{Reason, chain, explain};
use y2q::schedule::{
    Demand, Edge, Options, Project, Schedule, Task, check, exposure, optimise, serial,
};

/// Least exposure of all schedules, by trying them.
fn least(project: &Project) -> Option<u128> {
    fn go(project: &Project, start: &mut Vec<u32>, best: &mut Option<u128>) {
        let task = start.len();
        if task == project.tasks.len() {
            let schedule = Schedule { start: start.clone() };
            if check(project, &schedule).is_empty() {
                let cost = exposure(project, &schedule);
                *best = Some(best.map_or(cost, |least| least.min(cost)));
            }
            return;
        }
        for at in 0..project.periods as u32 {
            start.push(at);
            go(project, start, best);
            start.pop();
        }
    }
    let mut best = None;
    go(project, &mut Vec::new(), &mut best);
    best
}

/// Small, tight, with all kinds of constraints; equal seeds give equal projects.
fn small(seed: u64) -> Project {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut below = |limit: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) % limit
    };
    let count = 3 + below(3) as usize;
    let mut tasks = Vec::new();
    for _ in 0..count {
        let demand = (0..2_u32)
            .filter_map(|resource| {
                let amount = below(3) as u32;
                (amount > 0).then_some(Demand { resource, amount })
            })
            .collect();
        let due = (below(2) == 0).then(|| below(8) as i64 - 2);
        let duration = below(4) as u32;
        let release = below(3) as u32;
        tasks.push(Task { duration, demand, release, due, weight: below(9) });
    }
    let mut edges = Vec::new();
    for after in 1..count as u32 {
        if below(2) == 0 {
            let before = below(after.into()) as u32;
            edges.push(Edge { before, after, lag: below(2) as u32 });
        }
    }
    let row = |below: &mut dyn FnMut(u64) -> u64| (0..8).map(|_| 2 + below(2) as u32).collect();
    Project { periods: 8, capacity: vec![row(&mut below), row(&mut below)], tasks, edges }
}

#[test]
fn the_bound_is_below_the_optimum_and_the_search_reaches_it() {
    let options = Options { effort: 1, ..Options::default() };
    let (mut solved, mut proven) = (0, 0);
    for seed in 1..80 {
        let project = small(seed);
        let Some(optimum) = least(&project) else {
            assert!(optimise(&project, &options).is_err(), "seed {seed}");
            continue;
        };
        let outcome = optimise(&project, &options).unwrap();
        assert!(outcome.lower_bound <= optimum, "seed {seed}: {outcome:?}");
        assert_eq!(outcome.cost(), optimum, "seed {seed}");
        assert_eq!(outcome.exposure, exposure(&project, &outcome.schedule));
        assert_eq!(check(&project, &outcome.schedule), []);
        solved += 1;
        proven += u32::from(outcome.lower_bound == optimum);
    }
    assert!(solved > 30 && proven > 10, "{solved} {proven}");
}

#[test]
fn bounds_hold_with_the_cost_of_moves() {
    for seed in 1..40 {
        let project = small(seed);
        let options = Options { effort: 1, ..Options::default() };
        let Ok(first) = optimise(&project, &options) else { continue };
        let mut changed = project.clone();
        changed.tasks[0].release += 1;
        let options = Options { previous: Some(&first.schedule), stability: 3, ..options };
        let Ok(outcome) = optimise(&changed, &options) else { continue };
        let moved = outcome.schedule.start.iter().zip(&first.schedule.start);
        let moved: u32 = moved.map(|(&now, &then)| now.abs_diff(then)).sum();
        assert_eq!(outcome.disruption, u128::from(moved) * 3, "seed {seed}");
        assert!(outcome.lower_bound <= outcome.cost(), "seed {seed}");
    }
}

fn estate(packages: usize) -> Project {
    Estate { packages, ..Estate::default() }.project()
}

#[test]
fn an_estate_is_planned_within_a_few_per_cent() {
    let project = estate(100);
    let options = Options { effort: 2, ..Options::default() };
    let outcome = optimise(&project, &options).unwrap();
    assert_eq!(check(&project, &outcome.schedule), []);
    assert!(outcome.gap_ppm() < 60_000, "{}", outcome.gap_ppm());
    assert_eq!(optimise(&project, &options).unwrap(), outcome, "equal arguments, equal answers");
}

#[test]
fn more_capacity_never_makes_the_known_plan_worse() {
    let project = estate(60);
    let options = Options { effort: 1, ..Options::default() };
    let known = optimise(&project, &options).unwrap();
    let mut richer = project.clone();
    richer.capacity[2].iter_mut().for_each(|units| *units += 2);
    let options = Options { previous: Some(&known.schedule), ..options };
    let outcome = optimise(&richer, &options).unwrap();
    assert!(outcome.exposure <= known.exposure);
}

#[test]
fn a_plan_in_force_is_kept_where_it_can_be() {
    let project = estate(60);
    let effort = 1;
    let known = optimise(&project, &Options { effort, ..Options::default() }).unwrap();
    let options = Options {
        effort,
        previous: Some(&known.schedule),
        stability: 1_000_000,
        ..Options::default()
    };
    assert_eq!(optimise(&project, &options).unwrap().schedule, known.schedule);
    let mut delayed = project;
    delayed.tasks[59].release = known.schedule.start[59] + 1;
    let outcome = optimise(&delayed, &options).unwrap();
    let pairs = outcome.schedule.start.iter().zip(&known.schedule.start);
    let moved = pairs.filter(|(now, then)| now != then).count();
    assert!(moved <= 6, "{moved} of 60 moved for one");
}

#[test]
fn a_due_date_that_cannot_be_kept_comes_with_what_excludes_it() {
    let task = |duration, release, due| Task {
        duration,
        demand: vec![Demand { resource: 0, amount: 1 }],
        release,
        due,
        weight: 1,
    };
    let mut project = Project {
        periods: 12,
        capacity: vec![vec![1], vec![3]],
        tasks: vec![task(3, 2, None), task(3, 0, Some(6)), task(2, 5, None)],
        edges: vec![Edge { before: 0, after: 1, lag: 0 }, Edge { before: 1, after: 2, lag: 0 }],
    };
    let Deadlines::Impossible(conflicts) = deadlines(&project).unwrap() else { panic!() };
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].task, 1);
    let edge = project.edges[0];
    assert_eq!(
        conflicts[0].constraints,
        [
            Constraint::Due { task: 1 },
            Constraint::Release { task: 0 },
            Constraint::Precedence { edge }
        ]
    );
    // Three times two periods of one unit are not done within five periods.
    project.tasks = vec![task(2, 0, Some(4)), task(2, 0, Some(4)), task(2, 0, Some(4))];
    project.edges.clear();
    let Deadlines::Together(constraints) = deadlines(&project).unwrap() else { panic!() };
    assert_eq!(constraints.len(), 4);
    assert!(constraints.contains(&Constraint::Capacity { resource: 0 }));
    project.capacity[0] = vec![2];
    assert_eq!(deadlines(&project).unwrap(), Deadlines::Open);
}

#[test]
fn refuted_due_dates_are_kept_by_no_schedule() {
    for seed in 1..80 {
        let project = small(seed);
        let Ok(answer) = deadlines(&project) else { continue };
        let mut hard = project.clone();
        // With this weight a schedule that keeps all due dates costs less than any that does not.
        hard.tasks.iter_mut().for_each(|task| task.weight = u64::from(task.due.is_some()));
        let Some(_) = least(&hard) else { continue };
        let possible = keeps_all(&project);
        assert!(answer == Deadlines::Open || !possible, "seed {seed}: {answer:?}");
    }
}

/// Whether some schedule keeps every due date, by cutting windows and trying.
fn keeps_all(project: &Project) -> bool {
    fn go(project: &Project, start: &mut Vec<u32>) -> bool {
        let task = start.len();
        if task == project.tasks.len() {
            return check(project, &Schedule { start: start.clone() }).is_empty();
        }
        (0..project.periods as u32).any(|at| {
            let last = i64::from(at) + i64::from(project.tasks[task].duration) - 1;
            if project.tasks[task].due.is_some_and(|due| last > due) {
                return false;
            }
            start.push(at);
            let found = go(project, start);
            start.pop();
            found
        })
    }
    go(project, &mut Vec::new())
}

#[test]
fn every_start_has_its_reason() {
    let project = estate(60);
    let order = y2q::schedule::topological_order(&project).unwrap();
    let schedule = serial(&project, &order).unwrap();
    let explained = explain(&project, &schedule);
    for (task, explained) in explained.iter().enumerate() {
        let start = schedule.start[task];
        match explained.reason {
            Reason::Beginning => assert_eq!(start, 0),
            Reason::Release => assert_eq!(start, project.tasks[task].release),
            Reason::Predecessor { task: before } => {
                assert_eq!(schedule.finish(&project, before), u64::from(start));
            }
            Reason::Capacity { .. } | Reason::Choice => {}
        }
        if !matches!(explained.reason, Reason::Choice) && start > 0 {
            let mut earlier = schedule.clone();
            earlier.start[task] -= 1;
            assert!(!check(&project, &earlier).is_empty(), "task {task}");
        }
        let mut later = schedule.clone();
        later.start[task] += explained.slack;
        assert_eq!(check(&project, &later), [], "task {task}");
        later.start[task] += 1;
        assert!(!check(&project, &later).is_empty(), "task {task}");
        let chain = chain(&self::explain(&project, &schedule), task);
        assert_eq!(chain.last(), Some(&task));
    }
}
