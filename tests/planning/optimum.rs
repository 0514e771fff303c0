//! The bound and the plan on both sides of the optimum, which is found by trying every timetable.
//!
//! A timetable costs what its finishes cost, so all of them are tried; whether there is room for the work
//! between the starts that precedence leaves and these finishes is a question of a maximum flow.

use proptest::collection::vec;
use proptest::prelude::*;
use y2q::plan::Options;
use y2q::plan::objective::{Cost, LATENESS};
use y2q::plan::optimise::optimise;
use y2q::plan::schedule::{After, Problem, Task, solve};

use super::holdings::OPTIONS;
use super::schedule::check;

const PERIODS: usize = 6;

/// Four packages at most, of teams that are often too small for one of them in a period; their work is often a multiple
/// of something that capacity is not.
pub fn problems() -> impl Strategy<Value = Problem> {
    let task = (0..2_usize, 1..120_u64, 20..90_u64, 0..2_usize, prop::option::of(-3..5_i64));
    let edges = vec((any::<prop::sample::Index>(), 0..2_usize), 0..2);
    let room = prop_oneof![4 => 20..100_u64, 1 => Just(0)];
    let grain = prop_oneof![Just(1_u64), Just(15), Just(40)];
    (vec((task, 1..50_u64, edges), 1..5), vec(vec(room, PERIODS), 2), grain).prop_map(
        |(drawn, capacity, grain)| {
            let whole = |amount: u64| amount.next_multiple_of(grain);
            let tasks = drawn.into_iter().enumerate().map(|(at, (task, delay, edges))| {
                let (team, work, max_per_period, release, due) = task;
                let edges = edges.into_iter().filter(|_| at > 0);
                let after: Vec<After> = edges
                    .take(1)
                    .map(|(index, gap)| After { task: index.index(at), gap })
                    .collect();
                let (work, max_per_period) = (whole(work), whole(max_per_period));
                Task {
                    team,
                    work,
                    max_per_period,
                    release,
                    due,
                    weight: 0,
                    delay,
                    after,
                    ..Task::default()
                }
            });
            Problem { periods: PERIODS, tasks: tasks.collect(), capacity, budget: None }
        },
    )
}

/// Least cost of all timetables that hold every task; with nothing late where `in_time`.
fn optimum(problem: &Problem, in_time: bool) -> Option<u64> {
    let count = problem.tasks.len();
    let mut finish = vec![0; count];
    let mut best = None;
    loop {
        if let Some(cost) =
            cost(problem, &finish).filter(|&cost| best.is_none_or(|best| cost < best))
            && !(in_time && is_late(problem, &finish))
            && (0..problem.capacity.len()).all(|team| fits(problem, team, &finish))
        {
            best = Some(cost);
        }
        let Some(next) = finish.iter().position(|&at| at + 1 < PERIODS) else { return best };
        finish[next] += 1;
        finish[..next].fill(0);
    }
}

/// Whether some timetable keeps all deadlines, whatever becomes of work that leads to none.
pub fn is_kept(problem: &Problem) -> bool {
    let mut leads: Vec<bool> = problem.tasks.iter().map(|task| task.due.is_some()).collect();
    // What is waited for has the lower index.
    for at in (0..leads.len()).rev() {
        for edge in &problem.tasks[at].after {
            leads[edge.task] |= leads[at];
        }
    }
    let mut needed = problem.clone();
    let mut latest = Vec::new();
    for (task, leads) in needed.tasks.iter_mut().zip(leads) {
        if !leads {
            // One period of its own, of a team of its own.
            let team = problem.capacity.len();
            *task = Task { team, work: 1, max_per_period: 1, due: Some(0), ..Task::default() };
        }
        latest.push(task.due.map_or(PERIODS as i64 - 1, |due| due.min(PERIODS as i64 - 1)));
    }
    needed.capacity.push(vec![u64::MAX / 4; PERIODS]);
    let mut finish = vec![0; latest.len()];
    loop {
        let in_time = finish.iter().zip(&latest).all(|(&finish, latest)| finish as i64 <= *latest);
        if in_time
            && cost(&needed, &finish).is_some()
            && (0..needed.capacity.len()).all(|team| fits(&needed, team, &finish))
        {
            return true;
        }
        let next = (0..finish.len()).find(|&at| (finish[at] as i64) < latest[at]);
        let Some(next) = next else { return false };
        finish[next] += 1;
        finish[..next].fill(0);
    }
}

fn is_late(problem: &Problem, finish: &[usize]) -> bool {
    let mut pairs = problem.tasks.iter().zip(finish);
    pairs.any(|(task, &finish)| task.due.is_some_and(|due| finish as i64 > due))
}

/// What the finishes cost; `None` when a task would end before it may begin.
fn cost(problem: &Problem, finish: &[usize]) -> Option<u64> {
    problem.tasks.iter().enumerate().try_fold(0, |sum, (at, task)| {
        let late = task.due.map_or(0, |due| (finish[at] as i64 - due).max(0)) as u64;
        let cost = task.delay * (finish[at] as u64 + 1 + LATENESS * late);
        (start(task, finish) <= finish[at]).then_some(sum + cost)
    })
}

fn start(task: &Task, finish: &[usize]) -> usize {
    let ready = task.after.iter().map(|edge| finish[edge.task] + edge.gap);
    ready.max().unwrap_or_default().max(task.release)
}

/// Whether the work of a team fits: a flow from tasks to periods that is augmented along paths.
fn fits(problem: &Problem, team: usize, finish: &[usize]) -> bool {
    let mine: Vec<usize> =
        (0..problem.tasks.len()).filter(|&at| problem.tasks[at].team == team).collect();
    let mut free = problem.capacity[team].clone();
    let mut flow = vec![[0_u64; PERIODS]; problem.tasks.len()];
    mine.iter().all(|&task| {
        let mut left = problem.tasks[task].work;
        while left > 0 {
            let mut seen = vec![false; problem.tasks.len()];
            match push(problem, &mine, finish, (&mut free, &mut flow, &mut seen), (task, left)) {
                0 => return false,
                given => left -= given,
            }
        }
        true
    })
}

type State<'a> = (&'a mut Vec<u64>, &'a mut Vec<[u64; PERIODS]>, &'a mut Vec<bool>);

/// Work that `task` finds room for, others moved out of the way.
fn push(
    problem: &Problem,
    mine: &[usize],
    finish: &[usize],
    (free, flow, seen): State<'_>,
    (task, wanted): (usize, u64),
) -> u64 {
    seen[task] = true;
    for period in start(&problem.tasks[task], finish)..=finish[task] {
        let most = problem.tasks[task].max_per_period - flow[task][period];
        let direct = wanted.min(most).min(free[period]);
        if direct > 0 {
            free[period] -= direct;
            flow[task][period] += direct;
            return direct;
        }
        for &other in mine.iter().filter(|_| most > 0) {
            let held = flow[other][period].min(wanted).min(most);
            if held == 0 || seen[other] {
                continue;
            }
            let moved =
                push(problem, mine, finish, (&mut *free, &mut *flow, &mut *seen), (other, held));
            if moved > 0 {
                flow[other][period] -= moved;
                flow[task][period] += moved;
                return moved;
            }
        }
    }
    0
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_optimum_lies_between_bound_and_plan(problem in problems(), seed in 0..4_u64) {
        let (placements, told) = optimise(&problem, &Options { effort: 10, seed, ..OPTIONS });
        check(&problem, &placements);
        let cost = Cost::of(&problem, &placements);
        let simple = Cost::of(&problem, &solve(&problem));
        let best = optimum(&problem, simple.late + simple.unplaced == 0);
        if cost.unplaced == 0 {
            let best = best.expect("the plan is a timetable");
            let bound = told.lower_bound.expect("all have a place");
            prop_assert!(bound <= best, "bound {} above {}", bound, best);
            prop_assert!(best <= cost.total(), "optimum {} above {}", best, cost.total());
        }
    }
}
