//! Due dates that cannot be kept, and what excludes them.

use y2q::schedule::conflict::{Constraint, Deadlines, deadlines};
use y2q::schedule::{Demand, Edge, Project, Schedule, Task, check};

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
        tasks.push(Task { duration, demand, release, due });
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
fn a_due_date_that_cannot_be_kept_comes_with_what_excludes_it() {
    let task = |duration, release, due| Task {
        duration,
        demand: vec![Demand { resource: 0, amount: 1 }],
        release,
        due,
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
