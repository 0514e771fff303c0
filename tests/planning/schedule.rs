//! The scheduler against a checker that shares no code with it.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use y2q::plan::schedule::{After, Bound, Placement, Problem, Task, solve};

/// Everything that the answer to a problem has to keep.
pub fn check(problem: &Problem, placements: &[Placement]) {
    assert_eq!(placements.len(), problem.tasks.len());
    let mut used: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for (task, placement) in problem.tasks.iter().zip(placements) {
        let Some((start, finish)) = placement.span else {
            assert!(placement.load.is_empty(), "unscheduled work takes no capacity");
            assert!(matches!(placement.bound, Bound::NoRoom | Bound::Blocked(_)));
            continue;
        };
        assert!(start >= task.release, "release");
        assert!(finish < problem.periods, "horizon");
        assert_eq!(
            placement.load.iter().map(|(_, work)| work).sum::<u64>(),
            task.work,
            "all work is placed"
        );
        assert!(placement.load.is_sorted_by(|a, b| a.0 < b.0));
        for &(period, work) in &placement.load {
            assert!((start..=finish).contains(&period));
            assert!(work > 0 && work <= task.max_per_period, "intensity");
            *used.entry((task.team, period)).or_default() += work;
        }
        for edge in &task.after {
            let (_, before) = placements[edge.task].span.expect("a predecessor is scheduled");
            assert!(start >= before + edge.gap, "precedence");
        }
    }
    for (&(team, period), &work) in &used {
        assert!(work <= problem.capacity[team][period], "capacity of {team} in {period}");
    }
    let Some(budget) = &problem.budget else { return };
    for (year, &amount) in budget.amount.iter().enumerate() {
        let spent: u64 = (used.iter())
            .filter(|((_, period), _)| budget.year[*period] == year)
            .map(|((team, _), work)| work * budget.price[*team])
            .sum();
        assert!(spent <= amount, "budget of year {year}: {spent} of {amount}");
    }
}

/// The constraint named as binding is tight: the start could not be one period earlier.
fn check_bounds(problem: &Problem, placements: &[Placement]) {
    for (task, placement) in problem.tasks.iter().zip(placements) {
        let Some((start, _)) = placement.span else { continue };
        match placement.bound {
            Bound::Start => assert_eq!(start, 0),
            Bound::Release => assert_eq!(start, task.release),
            Bound::Predecessor(earlier) => {
                let edge = task.after.iter().find(|edge| edge.task == earlier).unwrap();
                assert_eq!(start, placements[earlier].span.unwrap().1 + edge.gap);
            }
            Bound::Capacity(period) => {
                assert_eq!(start, period + 1);
                // Full in the end as well: what was placed later only fills up more.
                let used: u64 = (problem.tasks.iter().zip(placements))
                    .filter(|(other, _)| other.team == task.team)
                    .flat_map(|(_, other)| &other.load)
                    .filter(|(at, _)| *at == period)
                    .map(|(_, work)| work)
                    .sum();
                assert_eq!(used, problem.capacity[task.team][period]);
            }
            Bound::Budget(period) => assert!(start == period + 1 && problem.budget.is_some()),
            Bound::Kept | Bound::NoRoom | Bound::Blocked(_) => {
                panic!("scheduled, yet {:?}", placement.bound)
            }
        }
    }
}

pub const PERIODS: usize = 12;

pub fn problems() -> impl Strategy<Value = Problem> {
    let task =
        (0..3_usize, 1..800_u64, 50..400_u64, 0..8_usize, prop::option::of(-3..14_i64), 0..9_u32);
    let edges = vec((any::<prop::sample::Index>(), 0..2_usize), 0..4);
    (vec((task, edges), 0..25), vec(vec(0..300_u64, PERIODS), 3)).prop_map(|(drawn, capacity)| {
        let tasks = drawn.into_iter().enumerate().map(|(at, (task, edges))| {
            let (team, work, max_per_period, release, due, weight) = task;
            let mut after: Vec<After> = Vec::new();
            for (index, gap) in edges.into_iter().filter(|_| at > 0) {
                let task = index.index(at);
                if after.iter().all(|edge| edge.task != task) {
                    after.push(After { task, gap });
                }
            }
            let delay = u64::from(weight);
            Task {
                team,
                work,
                max_per_period,
                release,
                due,
                weight,
                delay,
                after,
                ..Task::default()
            }
        });
        Problem { periods: PERIODS, tasks: tasks.collect(), capacity, budget: None }
    })
}

/// One team, no precedence, no releases, no bound on intensity, and a last period, after every due one, into
/// which everything fits: work that fits nowhere takes no capacity, so making it fit can displace other work.
fn simple_problems() -> impl Strategy<Value = Problem> {
    let task = (1..500_u64, 0..10_i64, 0..9_u32);
    (vec(task, 1..20), vec(0..300_u64, PERIODS)).prop_map(|(drawn, mut capacity)| {
        capacity[PERIODS - 1] = 20 * 500;
        let tasks = drawn.into_iter().map(|(work, due, weight)| Task {
            team: 0,
            work,
            max_per_period: u64::MAX,
            release: 0,
            due: Some(due),
            weight,
            delay: 1,
            broken: false,
            firm: false,
            after: Vec::new(),
        });
        Problem { periods: PERIODS, tasks: tasks.collect(), capacity: vec![capacity], budget: None }
    })
}

fn late(problem: &Problem) -> Vec<usize> {
    let placements = solve(problem);
    let finishes = placements.iter().map(|placement| placement.span.map(|(_, finish)| finish));
    let dues = problem.tasks.iter().map(|task| task.due.unwrap());
    let in_time = |(finish, due): (Option<usize>, i64)| finish.is_some_and(|at| at as i64 <= due);
    let all = finishes.zip(dues).enumerate();
    all.filter(|(_, pair)| !in_time(*pair)).map(|(at, _)| at).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_answer_keeps_every_rule(problem in problems()) {
        let placements = solve(&problem);
        check(&problem, &placements);
        check_bounds(&problem, &placements);
        prop_assert_eq!(solve(&problem), placements);
    }

    /// True for this case only: with precedence, releases or several teams, list scheduling has anomalies.
    #[test]
    fn more_capacity_never_makes_more_late_in_the_simple_case(
        problem in simple_problems(),
        extra in vec(0..200_u64, PERIODS),
    ) {
        let before = late(&problem);
        let mut richer = problem.clone();
        for (room, more) in richer.capacity[0].iter_mut().zip(extra) {
            *room += more;
        }
        let after = late(&richer);
        prop_assert!(after.iter().all(|task| before.contains(task)), "{:?} -> {:?}", before, after);
    }

    /// Earliest deadline first is optimal for one preemptive machine: nothing is late exactly when, for
    /// every period, all work due by then fits into the capacity up to then.
    #[test]
    fn nothing_is_late_in_the_simple_case_when_demand_fits(problem in simple_problems()) {
        let fits = (0..PERIODS).all(|period| {
            let due = problem.tasks.iter().filter(|task| task.due.unwrap() <= period as i64);
            let demand: u64 = due.map(|task| task.work).sum();
            demand <= problem.capacity[0][..=period].iter().sum()
        });
        prop_assert_eq!(late(&problem).is_empty(), fits);
    }
}

fn task(work: u64, after: &[(usize, usize)]) -> Task {
    let after = after.iter().map(|&(task, gap)| After { task, gap }).collect();
    Task { work, max_per_period: 100, after, ..Task::default() }
}

#[test]
fn work_is_spread_by_intensity_and_capacity() {
    let problem = Problem {
        periods: 6,
        tasks: vec![task(250, &[]), task(100, &[(0, 1)])],
        capacity: vec![vec![100, 0, 60, 200, 200, 200]],
        budget: None,
    };
    let placements = solve(&problem);
    assert_eq!(placements[0].load, [(0, 100), (2, 60), (3, 90)]);
    assert_eq!(placements[0].squeezed, Some(2));
    assert_eq!(placements[1].span, Some((4, 4)));
    assert_eq!(placements[1].bound, Bound::Predecessor(0));
}

#[test]
fn cycles_missing_teams_and_missing_periods_end_without_a_date() {
    let mut lost = task(10, &[]);
    lost.team = 7;
    let problem = Problem {
        periods: 3,
        tasks: vec![
            task(10, &[(1, 1)]),
            task(10, &[(0, 1)]),
            lost,
            task(10, &[(2, 1)]),
            task(0, &[]),
        ],
        capacity: vec![vec![100; 3]],
        budget: None,
    };
    let placements = solve(&problem);
    check(&problem, &placements);
    assert!(placements[..4].iter().all(|placement| placement.span.is_none()));
    assert_eq!(placements[3].bound, Bound::Blocked(2));
    assert_eq!(placements[4].span, Some((0, 0)), "no work takes no time");
    assert!(solve(&Problem::default()).is_empty());
}
