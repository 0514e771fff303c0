//! A timetable in which every task ends by a period that is given, where there is one; else a little later.
//!
//! Once it is said by when each task ends, what it waits for leaves it a window, and teams no longer meet:
//! work has to flow from the tasks into the periods of their windows. Tasks are let in one after another, the
//! one that ends first goes first; where its window is full, work of others moves to other periods of theirs
//! along a shortest path (Edmonds and Karp, Journal of the ACM 19, 1972). A task that does not fit then ends
//! a period later.
//!
//! A list of tasks, each placed as early as it can be, is far worse at this: what may end late takes room that
//! is needed early by something else, and the order alone cannot say so.

use std::collections::VecDeque;

use super::schedule::Problem;

/// Steps of searches for paths, for a task on average and in all; what is not found then ends later.
const STEPS: (usize, usize) = (50_000, 400_000_000);

/// Work by period of every task; `None` when one does not fit into the periods.
///
/// `order` holds all tasks, what is waited for first.
pub(super) fn by_targets(
    problem: &Problem,
    order: &[usize],
    targets: &[usize],
) -> Option<Vec<Vec<(usize, u64)>>> {
    let mut flow = Flow::new(problem);
    let mut ends = vec![0_usize; problem.tasks.len()];
    for &index in order {
        let task = &problem.tasks[index];
        let mut start = task.release;
        for edge in &task.after {
            start = start.max(ends[edge.task].saturating_add(edge.gap));
        }
        ends[index] = flow.admit(index, start, targets[index])?;
    }
    Some(flow.parts.into_iter().map(Part::load).collect())
}

/// The work of a task in its window.
#[derive(Clone, Default)]
struct Part {
    start: usize,
    work: Vec<u64>,
}

impl Part {
    fn load(self) -> Vec<(usize, u64)> {
        (self.start..).zip(self.work).filter(|part| part.1 > 0).collect()
    }
}

/// How a period was reached: by work of a task in another one.
type Hop = Option<(usize, usize)>;

struct Flow<'a> {
    problem: &'a Problem,
    /// Room by team and period.
    free: Vec<u64>,
    parts: Vec<Part>,
    /// Tasks that have had work there, by team and period.
    there: Vec<Vec<usize>>,
    /// By period, in one search.
    seen: Vec<bool>,
    hops: Vec<Hop>,
    queue: VecDeque<usize>,
    steps: usize,
}

impl<'a> Flow<'a> {
    fn new(problem: &'a Problem) -> Self {
        let row = |row: &Vec<u64>| -> Vec<u64> {
            (0..problem.periods).map(|at| row.get(at).copied().unwrap_or_default()).collect()
        };
        let free: Vec<u64> = problem.capacity.iter().flat_map(row).collect();
        Self {
            problem,
            parts: vec![Part::default(); problem.tasks.len()],
            there: vec![Vec::new(); free.len()],
            seen: vec![false; problem.periods],
            hops: vec![None; problem.periods],
            queue: VecDeque::new(),
            steps: STEPS.0.saturating_mul(problem.tasks.len()).min(STEPS.1),
            free,
        }
    }

    /// Lets a task in that starts at `start` at the earliest and should end by `target`; when it ends.
    fn admit(&mut self, index: usize, start: usize, target: usize) -> Option<usize> {
        let (periods, task) = (self.problem.periods, &self.problem.tasks[index]);
        if task.work == 0 {
            return (start < periods).then_some(start);
        }
        let least = usize::try_from(task.least_periods()).ok()?;
        let mut end = target.max(start.checked_add(least)?.checked_sub(1)?);
        if task.team >= self.problem.capacity.len() || end >= periods {
            return None;
        }
        self.parts[index] = Part { start, work: vec![0; end + 1 - start] };
        let mut left = task.work;
        loop {
            left = self.pour(index, left);
            while left > 0 && self.steps > 0 {
                let Some(moved) = self.shift(index, left) else { break };
                left -= moved;
            }
            if left == 0 {
                return Some(end);
            }
            end += 1;
            if end >= periods {
                return None;
            }
            self.parts[index].work.push(0);
        }
    }

    /// Takes room that is free, the latest first; what is left of the work.
    fn pour(&mut self, index: usize, mut left: u64) -> u64 {
        let task = &self.problem.tasks[index];
        let line = task.team * self.problem.periods;
        let most = task.max_per_period.max(1);
        let part = &mut self.parts[index];
        for (at, work) in part.work.iter_mut().enumerate().rev() {
            let period = part.start + at;
            let free = &mut self.free[line + period];
            let given = left.min(most.saturating_sub(*work)).min(*free);
            if given > 0 {
                if *work == 0 {
                    self.there[line + period].push(index);
                }
                *work += given;
                *free -= given;
                left -= given;
            }
            if left == 0 {
                break;
            }
        }
        left
    }

    /// Moves work of others out of the window into free room, and takes its place; how much.
    fn shift(&mut self, index: usize, left: u64) -> Option<u64> {
        let team = self.problem.tasks[index].team;
        let line = team * self.problem.periods;
        let end = self.search(index)?;
        let spare = |flow: &Self, task: usize, period: usize| {
            let part = &flow.parts[task];
            let most = flow.problem.tasks[task].max_per_period.max(1);
            most.saturating_sub(part.work[period - part.start])
        };
        let mut amount = left.min(self.free[line + end]);
        let mut period = end;
        while let Some((before, task)) = self.hops[period] {
            let part = &self.parts[task];
            amount = amount.min(part.work[before - part.start]).min(spare(self, task, period));
            period = before;
        }
        amount = amount.min(spare(self, index, period));
        self.free[line + end] -= amount;
        let mut period = end;
        while let Some((before, task)) = self.hops[period] {
            self.put(task, line, period, amount);
            let part = &mut self.parts[task];
            part.work[before - part.start] -= amount;
            if part.work[before - part.start] == 0 {
                self.there[line + before].retain(|&other| other != task);
            }
            period = before;
        }
        self.put(index, line, period, amount);
        (amount > 0).then_some(amount)
    }

    fn put(&mut self, task: usize, line: usize, period: usize, amount: u64) {
        let part = &mut self.parts[task];
        let work = &mut part.work[period - part.start];
        if *work == 0 && amount > 0 {
            self.there[line + period].push(task);
        }
        *work += amount;
    }

    /// A period with free room that work can be moved to from the window of `index`, in the fewest hops.
    fn search(&mut self, index: usize) -> Option<usize> {
        let line = self.problem.tasks[index].team * self.problem.periods;
        self.seen.fill(false);
        self.queue.clear();
        let (part, most) = (&self.parts[index], self.problem.tasks[index].max_per_period.max(1));
        for (period, _) in (part.start..).zip(&part.work).filter(|(_, work)| **work < most) {
            self.seen[period] = true;
            self.hops[period] = None;
            self.queue.push_back(period);
        }
        while let Some(period) = self.queue.pop_front() {
            if self.free[line + period] > 0 {
                return Some(period);
            }
            for &task in &self.there[line + period] {
                if task == index {
                    continue;
                }
                let (part, most) = (&self.parts[task], self.problem.tasks[task].max_per_period);
                self.steps = self.steps.saturating_sub(part.work.len());
                for (other, &work) in (part.start..).zip(&part.work) {
                    if !self.seen[other] && work < most.max(1) {
                        self.seen[other] = true;
                        self.hops[other] = Some((period, task));
                        self.queue.push_back(other);
                    }
                }
            }
        }
        None
    }
}
