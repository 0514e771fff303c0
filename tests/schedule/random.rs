//! Random projects with freezes, lags, releases and due periods.

use proptest::prelude::*;
use y2q::schedule::{
    Demand, Edge, Fault, Model, Project, RULES, Schedule, Task, check, justify, lower_bound,
    makespan, serial, shortest,
};

/// A capacity with freezes that ends with enough for any task, [`task`].
fn row(periods: usize) -> impl Strategy<Value = Vec<u32>> {
    let period = prop_oneof![3 => 3_u32..8, 1 => Just(0)];
    (prop::collection::vec(period, 0..periods), 6_u32..9).prop_map(|(mut row, last)| {
        row.push(last);
        row
    })
}

fn task(resources: u32) -> impl Strategy<Value = Task> {
    let demand =
        (0..resources, 0_u32..4).prop_map(|(resource, amount)| Demand { resource, amount });
    (
        0_u32..4,
        prop::collection::vec(demand, 0..3),
        prop_oneof![3 => Just(0), 1 => 0_u32..5],
        prop::option::of(-3_i64..20),
    )
        .prop_map(|(duration, demand, release, due)| Task { duration, demand, release, due })
}

/// Edges between random tasks, from the earlier to the later one in a random order.
fn edges(tasks: usize) -> impl Strategy<Value = Vec<Edge>> {
    let order = Just((0..tasks as u32).collect::<Vec<_>>()).prop_shuffle();
    let pair = (0..tasks, 0..tasks, prop_oneof![2 => Just(0), 1 => 0_u32..3]);
    (order, prop::collection::vec(pair, 0..=tasks)).prop_map(|(order, pairs)| {
        let edge = |(one, other, lag): (usize, usize, u32)| Edge {
            before: order[one.min(other)],
            after: order[one.max(other)],
            lag,
        };
        pairs.into_iter().filter(|(one, other, _)| one != other).map(edge).collect()
    })
}

fn project(tasks: std::ops::Range<usize>, periods: usize) -> impl Strategy<Value = Project> {
    (tasks, 1_u32..4)
        .prop_flat_map(move |(tasks, resources)| {
            let capacity = prop::collection::vec(row(periods.min(40) / 2), resources as usize);
            (capacity, prop::collection::vec(task(resources), tasks), edges(tasks))
        })
        .prop_map(move |(capacity, tasks, edges)| Project { periods, capacity, tasks, edges })
}

fn feasible(project: &Project, schedule: &Schedule) -> Result<(), TestCaseError> {
    prop_assert_eq!(check(project, schedule), []);
    Ok(())
}

/// Least makespan of all schedules, by trying them.
fn best_of_all(project: &Project) -> Option<u64> {
    let mut schedule = Schedule { start: vec![0; project.tasks.len()] };
    let mut best: Option<u64> = None;
    loop {
        if check(project, &schedule).is_empty() {
            let short = makespan(project, &schedule);
            best = Some(best.map_or(short, |best| best.min(short)));
        }
        let last = project.periods as u32;
        let next = schedule.start.iter().position(|&start| start < last);
        let Some(next) = next else { return best };
        schedule.start[next] += 1;
        schedule.start[..next].fill(0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_schedule_passes_the_checker(project in project(1..14, 90), seed in any::<u64>()) {
        let model = Model::new(&project).unwrap();
        for rule in RULES {
            let schedule = serial(&project, &model.order_by_rule(rule)).unwrap();
            feasible(&project, &schedule)?;
            let justified = justify(&project, &schedule).unwrap();
            feasible(&project, &justified)?;
            prop_assert!(makespan(&project, &justified) <= makespan(&project, &schedule));
        }
        let result = shortest(&project, 200, seed).unwrap();
        feasible(&project, &result.schedule)?;
        prop_assert!(result.bound <= result.makespan && result.schedules <= 200);
    }

    #[test]
    fn equal_seeds_give_equal_schedules_and_more_budget_none_that_is_worse(
        project in project(2..14, 90),
        seed in any::<u64>(),
        budget in 1_u64..120,
    ) {
        let less = shortest(&project, budget, seed).unwrap();
        prop_assert_eq!(&less, &shortest(&project, budget, seed).unwrap());
        prop_assert!(less.schedules <= budget);
        let more = shortest(&project, budget * 3, seed).unwrap();
        prop_assert!(more.makespan <= less.makespan);
    }

    #[test]
    fn small_projects_are_solved_to_the_optimum(project in project(1..4, 10), seed in any::<u64>()) {
        match (shortest(&project, 400, seed), best_of_all(&project)) {
            (Ok(result), Some(least)) => {
                prop_assert!(u64::from(lower_bound(&Model::new(&project).unwrap())) <= least);
                prop_assert_eq!(u64::from(result.makespan), least);
            }
            (Err(_), None) => {}
            (result, best) => prop_assert!(false, "{:?}, the best is {:?}", result, best),
        }
    }

    #[test]
    fn anything_gives_a_schedule_or_a_fault(
        mut project in project(1..8, 12),
        periods in prop_oneof![Just(0_usize), 0_usize..12, Just(3_650), Just(usize::MAX)],
        loops in prop::collection::vec((0_u32..9, 0_u32..9, any::<u32>()), 0..3),
        odd in prop::collection::vec((0_usize..8, any::<u32>(), any::<u32>(), any::<u32>()), 0..3),
    ) {
        project.periods = periods;
        project.edges.extend(loops.iter().map(|&(before, after, lag)| Edge { before, after, lag }));
        let count = project.tasks.len();
        for (task, duration, amount, release) in odd {
            let task = &mut project.tasks[task % count];
            task.duration = duration >> (duration % 32);
            task.release = release >> (release % 32);
            task.demand.push(Demand { resource: amount % 5, amount: amount >> (amount % 32) });
        }
        match shortest(&project, 60, 1) {
            Ok(result) => feasible(&project, &result.schedule)?,
            Err(Fault::Cycle(cycle)) => {
                let ends = cycle.0.iter().zip(cycle.0.iter().cycle().skip(1));
                prop_assert!(ends.into_iter().all(|(one, next)| one.after == next.before));
                prop_assert!(cycle.0.iter().all(|edge| project.edges.contains(edge)));
            }
            Err(fault) => prop_assert!(!fault.to_string().is_empty()),
        }
    }
}
