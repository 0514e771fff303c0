//! Places tasks in periods: serial list scheduling.
//!
//! The interface is narrow on purpose: [`Problem`] in, one [`Placement`] a task out. All quantities
//! are integers (hundredths of a person-day, period numbers), so that equal problems give equal
//! answers on every machine.
//!
//! Rules every answer keeps: no work before `release`; no work before every predecessor's last
//! period plus the edge's `gap`; no team above its capacity in any period; no task above
//! `max_per_period` in any period; all of a task's work is placed, or none of it. Work may pause in
//! a period without room.
//!
//! [`solve_in`] places in a given order, `search` looks for a good one. The order that [`sequence`] gives at
//! once: of the tasks whose predecessors are placed, one that is firm or that such a one waits for goes first, then the one with the least slack
//! (latest finish by due dates and successors, minus earliest finish by releases, predecessors and
//! `max_per_period`), then the greater weight, then the lower index. It is a heuristic: with
//! precedence, releases or several teams more capacity can, rarely, make one task later (Graham's
//! scheduling anomalies).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

pub use super::room::Budget;
use super::room::Room;

/// What is to be scheduled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// Number of periods.
    pub periods: usize,
    /// Tasks.
    pub tasks: Vec<Task>,
    /// Capacity per team and period, in hundredths of a person-day; missing entries are zero.
    pub capacity: Vec<Vec<u64>>,
    /// What may be spent, where that is limited.
    pub budget: Option<Budget>,
}

/// One task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// Index into [`Problem::capacity`].
    pub team: usize,
    /// Work in hundredths of a person-day.
    pub work: u64,
    /// Most work that can usefully be done in one period, in hundredths of a person-day.
    pub max_per_period: u64,
    /// First period in which work may be done.
    pub release: usize,
    /// Last period in which it should be finished; negative when that is past.
    pub due: Option<i64>,
    /// Order among tasks of equal slack; greater goes first.
    pub weight: u32,
    /// What a period of delay costs, see [`super::objective`]; the order by slack does not look at it.
    pub delay: u64,
    /// Whether what it replaces is broken today.
    pub broken: bool,
    /// Whether it comes first, with all that it waits for, for it is worth nothing after its due period.
    pub firm: bool,
    /// What must be finished first.
    pub after: Vec<After>,
}

/// A precedence edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct After {
    /// Index of the predecessor.
    pub task: usize,
    /// Periods from the predecessor's last to the first possible one: 0, the same period may do; 1, the next.
    pub gap: usize,
}

/// Where a task ended up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// First and last period of work; `None` when it does not fit.
    pub span: Option<(usize, usize)>,
    /// Work by period, ascending.
    pub load: Vec<(usize, u64)>,
    /// What fixed the start.
    pub bound: Bound,
    /// Last period before the finish in which the team, or the budget, had less room than the task could use.
    pub squeezed: Option<usize>,
}

/// What fixed a start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Nothing.
    Start,
    /// Its release.
    Release,
    /// This predecessor.
    Predecessor(usize),
    /// The team had no room in this period.
    Capacity(usize),
    /// The team had room in this period, but nothing was left of the budget of its year.
    Budget(usize),
    /// The plan in force, which had it there.
    Kept,
    /// Not placed: the team's capacity does not hold it within the periods.
    NoRoom,
    /// Not placed: this predecessor is not placed, or waits for the task itself.
    Blocked(usize),
}

impl Task {
    /// Fewest periods that the work can take.
    #[must_use]
    pub fn least_periods(&self) -> i64 {
        let periods = self.work.div_ceil(self.max_per_period.max(1)).max(1);
        i64::try_from(periods).unwrap_or(i64::MAX / 4).min(i64::MAX / 4)
    }
}

/// Solves `problem` by the order of [`sequence`]; placements in the order of its tasks.
#[must_use]
pub fn solve(problem: &Problem) -> Vec<Placement> {
    solve_in(problem, &sequence(problem))
}

/// Solves `problem` in the order of `order`, in which what is waited for comes first.
#[must_use]
pub fn solve_in(problem: &Problem, order: &[usize]) -> Vec<Placement> {
    let placed = place_all(problem, order, Room::of(problem));
    // Only members and followers of a cycle are left; their edges never close.
    (placed.into_iter().enumerate())
        .map(|(task, placement)| placement.unwrap_or_else(|| not_placed(Bound::Blocked(task))))
        .collect()
}

/// Last period of the last task of `sequence` with another `capacity`; `None` when it does not fit.
///
/// `sequence` is a prefix of the order in which tasks are placed: what comes later has no influence.
#[must_use]
pub fn finish_with(problem: &Problem, sequence: &[usize], capacity: &[Vec<u64>]) -> Option<usize> {
    let placed = place_all(problem, sequence, Room::with(problem, capacity));
    let (_, finish) = placed.get(*sequence.last()?)?.as_ref()?.span?;
    Some(finish)
}

/// The order in which tasks are placed. It does not depend on capacity.
#[must_use]
pub fn sequence(problem: &Problem) -> Vec<usize> {
    let slack = slacks(problem);
    let leads = leading(problem, |task| task.firm);
    let rank = |task: usize| (!leads[task], slack[task], Reverse(problem.tasks[task].weight));
    ranked(problem, rank)
}

/// Which tasks are such, and which such tasks wait for.
pub(super) fn leading(problem: &Problem, is_such: impl Fn(&Task) -> bool) -> Vec<bool> {
    let mut leads: Vec<bool> = problem.tasks.iter().map(is_such).collect();
    if leads.contains(&true) {
        for &at in topological(problem, &followers(problem)).iter().rev() {
            if leads[at] {
                problem.tasks[at].after.iter().for_each(|edge| leads[edge.task] = true);
            }
        }
    }
    leads
}

/// Of the tasks whose predecessors came before, the one with the least rank comes next, then the one with
/// the lower index. Members and followers of cycles are left out.
pub(super) fn ranked<R: Ord>(problem: &Problem, rank: impl Fn(usize) -> R) -> Vec<usize> {
    let followers = followers(problem);
    let mut open: Vec<usize> = problem.tasks.iter().map(|task| task.after.len()).collect();
    let rank = |task: usize| (rank(task), task);
    let mut ready: BinaryHeap<_> =
        (0..open.len()).filter(|&task| open[task] == 0).map(|task| Reverse(rank(task))).collect();
    let mut sequence = Vec::with_capacity(open.len());
    while let Some(Reverse((_, task))) = ready.pop() {
        sequence.push(task);
        for &next in &followers[task] {
            open[next] -= 1;
            if open[next] == 0 {
                ready.push(Reverse(rank(next)));
            }
        }
    }
    sequence
}

fn place_all(problem: &Problem, sequence: &[usize], mut room: Room<'_>) -> Vec<Option<Placement>> {
    let mut placed: Vec<Option<Placement>> = vec![None; problem.tasks.len()];
    let mut finishes: Vec<Option<usize>> = vec![None; problem.tasks.len()];
    for &task in sequence {
        let placement = place(problem, task, &finishes, &mut room);
        finishes[task] = placement.span.map(|(_, finish)| finish);
        placed[task] = Some(placement);
    }
    placed
}

pub(super) fn followers(problem: &Problem) -> Vec<Vec<usize>> {
    let mut followers = vec![Vec::new(); problem.tasks.len()];
    for (index, task) in problem.tasks.iter().enumerate() {
        for edge in &task.after {
            if let Some(list) = followers.get_mut(edge.task) {
                list.push(index);
            }
        }
    }
    followers
}

fn not_placed(bound: Bound) -> Placement {
    Placement { span: None, load: Vec::new(), bound, squeezed: None }
}

/// Places a task as early as `room` and the `finishes` of what it waits for let it.
pub(super) fn place(
    problem: &Problem,
    index: usize,
    finishes: &[Option<usize>],
    room: &mut Room<'_>,
) -> Placement {
    let task = &problem.tasks[index];
    let mut earliest = task.release;
    let mut bound = if task.release > 0 { Bound::Release } else { Bound::Start };
    for edge in &task.after {
        let Some(finish) = finishes.get(edge.task).copied().flatten() else {
            return not_placed(Bound::Blocked(edge.task));
        };
        let from = finish.saturating_add(edge.gap);
        if from > earliest {
            earliest = from;
            bound = Bound::Predecessor(edge.task);
        }
    }
    fill(task, (earliest, bound), room)
}

fn fill(task: &Task, (earliest, bound): (usize, Bound), room: &mut Room<'_>) -> Placement {
    if earliest >= room.periods {
        return not_placed(if bound == Bound::Start { Bound::NoRoom } else { bound_out(bound) });
    }
    let mut placement = Placement { span: None, load: Vec::new(), bound, squeezed: None };
    if task.work == 0 {
        placement.span = Some((earliest, earliest));
        return placement;
    }
    if !room.fill(task, earliest, &mut placement.load) {
        return not_placed(Bound::NoRoom);
    }
    let ends = placement.load.first().zip(placement.load.last());
    placement.span = ends.map(|(first, last)| (first.0, last.0));
    if let Some((start, finish)) = placement.span {
        if start > earliest {
            placement.bound = match room.of_team(task.team, start - 1) {
                0 => Bound::Capacity(start - 1),
                _ => Bound::Budget(start - 1),
            };
        }
        let most = task.max_per_period.max(1);
        let mut loads = placement.load.iter().copied().peekable();
        let mut left = task.work;
        for period in start..finish {
            let given = loads.next_if(|load| load.0 == period).map_or(0, |load| load.1);
            if given < left.min(most) {
                placement.squeezed = Some(period);
            }
            left -= given;
        }
    }
    placement
}

/// Past the last period: a predecessor that ends too late blocks, everything else has no room.
const fn bound_out(bound: Bound) -> Bound {
    match bound {
        Bound::Predecessor(task) => Bound::Blocked(task),
        _ => Bound::NoRoom,
    }
}

/// Earliest finish of every task, capacity left aside; `order` has what is waited for first.
pub(super) fn earliest(problem: &Problem, order: &[usize]) -> Vec<i64> {
    let count = problem.tasks.len();
    let mut earliest = vec![0_i64; count];
    for &index in order {
        let task = &problem.tasks[index];
        let ready = task.after.iter().filter(|edge| edge.task < count);
        let ready = ready.map(|edge| earliest[edge.task] + period(edge.gap)).max().unwrap_or(0);
        earliest[index] = ready.max(period(task.release)) + task.least_periods() - 1;
    }
    earliest
}

fn period(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX / 4)
}

/// Latest minus earliest finish of every task, capacity left aside.
fn slacks(problem: &Problem) -> Vec<i64> {
    let count = problem.tasks.len();
    let order = topological(problem, &followers(problem));
    let earliest = earliest(problem, &order);
    let horizon = period(problem.periods) - 1;
    let mut latest: Vec<i64> =
        problem.tasks.iter().map(|task| task.due.unwrap_or(horizon).min(horizon)).collect();
    for &index in order.iter().rev() {
        let start = latest[index] - problem.tasks[index].least_periods() + 1;
        for edge in problem.tasks[index].after.iter().filter(|edge| edge.task < count) {
            latest[edge.task] = latest[edge.task].min(start - period(edge.gap));
        }
    }
    (0..count).map(|task| latest[task] - earliest[task]).collect()
}

/// Tasks in an order in which predecessors come first; members of cycles are left out.
fn topological(problem: &Problem, followers: &[Vec<usize>]) -> Vec<usize> {
    let mut open: Vec<usize> = problem.tasks.iter().map(|task| task.after.len()).collect();
    let mut order: Vec<usize> = (0..open.len()).filter(|&task| open[task] == 0).collect();
    let mut next = 0;
    while let Some(&task) = order.get(next) {
        next += 1;
        for &follower in &followers[task] {
            open[follower] -= 1;
            if open[follower] == 0 {
                order.push(follower);
            }
        }
    }
    order
}
