//! Whether all deadlines of a problem can be kept.
//!
//! Releases, precedence and what there is room for leave every task a window. Where work does not flow from the tasks
//! into the periods of their windows, no timetable keeps the deadlines; where it does, and nothing begins before what
//! it waits for has ended, one keeps them. In between the time by which something ends is cut in two, and each half is
//! looked at by itself (branch and bound; Land and Doig, Econometrica 28, 1960).

use super::stream::Network;
use crate::plan::schedule::{Problem, Task, ranked, solve};

/// Periods of tasks looked at in all, and halves at most: what is not settled then stays open.
const LOOKS: usize = 4_000_000;
const HALVES: usize = 400;

/// Whether some timetable keeps all deadlines of `problem`; `None` where that is not settled. A deadline after the last
/// period is none, and what leads to no deadline may be done whenever there is room.
#[must_use]
pub fn fits(problem: &Problem) -> Option<bool> {
    let order = ranked(problem, |task| task);
    if order.len() < problem.tasks.len() {
        return None;
    }
    let periods = i64::try_from(problem.periods).ok()?;
    let dues: Vec<Option<i64>> =
        problem.tasks.iter().map(|task| task.due.filter(|due| *due < periods)).collect();
    let mut leads: Vec<bool> = dues.iter().map(Option::is_some).collect();
    for &at in order.iter().rev() {
        if leads[at] {
            problem.tasks[at].after.iter().for_each(|edge| leads[edge.task] = true);
        }
    }
    let order: Vec<usize> = order.into_iter().filter(|&at| leads[at]).collect();
    if is_kept_by_slack(problem, &dues) {
        return Some(true);
    }
    let within = problem.within_budget();
    let halves = (LOOKS / (order.len() * problem.periods).max(1)).clamp(1, HALVES);
    let search = Search { problem, within: &within, order: &order, dues: &dues };
    let mut open = vec![vec![(0, periods - 1); problem.tasks.len()]];
    let mut looked_at = 0;
    while let Some(mut ends) = open.pop() {
        looked_at += 1;
        if looked_at > halves {
            return None;
        }
        match search.look(&ends) {
            Look::Excluded => {}
            Look::Kept => return Some(true),
            Look::Overlap { task, end: (from, until) } => {
                let middle = from + (until - from) / 2;
                let mut late = ends.clone();
                late[task].0 = middle + 1;
                ends[task].1 = middle;
                open.extend([late, ends]);
            }
        }
    }
    Some(false)
}

/// Whether the order by least slack has nothing late.
fn is_kept_by_slack(problem: &Problem, dues: &[Option<i64>]) -> bool {
    solve(problem).iter().zip(dues).all(|(placement, due)| {
        let end = placement.span.and_then(|(_, end)| i64::try_from(end).ok());
        due.is_none_or(|due| end.is_some_and(|end| end <= due))
    })
}

/// When a task may begin at the earliest, and the first and last period that it can end in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) start: i64,
    pub(super) end: (i64, i64),
}

enum Look {
    Excluded,
    Kept,
    /// This task ends after something that waits for it has begun.
    Overlap {
        task: usize,
        end: (i64, i64),
    },
}

struct Search<'a> {
    problem: &'a Problem,
    /// The same with no more capacity than the budget of a year pays.
    within: &'a Problem,
    /// What leads to a deadline, what is waited for first.
    order: &'a [usize],
    dues: &'a [Option<i64>],
}

impl Search<'_> {
    /// What comes of it where every task ends in one of the periods that `ends` gives it.
    fn look(&self, ends: &[(i64, i64)]) -> Look {
        let windows = windows(self.within, self.order, self.dues, ends);
        if self.order.iter().any(|&at| windows[at].end.0 > windows[at].end.1) {
            return Look::Excluded;
        }
        let Some(spans) = self.flow(&windows) else { return Look::Excluded };
        let Some(task) = self.overlap(&windows, &spans) else { return Look::Kept };
        // Whatever is waited for ends as late as it may: then nothing overlaps.
        let mut apart = windows.clone();
        for &at in self.order {
            for edge in &self.problem.tasks[at].after {
                let ready = windows[edge.task].end.1 + edge.gap as i64;
                apart[at].start = apart[at].start.max(ready);
            }
        }
        if self.flow(&apart).is_some() {
            return Look::Kept;
        }
        Look::Overlap { task, end: windows[task].end }
    }

    /// First and last period of work of every task where all work flows into the windows.
    fn flow(&self, windows: &[Window]) -> Option<Vec<Option<(i64, i64)>>> {
        let mut network = Network::of(self.problem);
        let mut order = self.order.to_vec();
        order.sort_by_key(|&at| (windows[at].end.1, at));
        order.iter().try_for_each(|&at| {
            let window = windows[at];
            network.admit(at, (window.start, window.end.1)).then_some(())
        })?;
        Some(network.spans())
    }

    /// Something that ends after what waits for it has begun.
    fn overlap(&self, windows: &[Window], spans: &[Option<(i64, i64)>]) -> Option<usize> {
        let mut ends = vec![0_i64; windows.len()];
        for &at in self.order {
            let task = &self.problem.tasks[at];
            let waits =
                task.after.iter().map(|edge| (ends[edge.task] + edge.gap as i64, edge.task));
            let (ready, by) = waits.max().map_or((0, None), |(ready, by)| (ready, Some(by)));
            let ready = ready.max(task.release as i64);
            let (first, last) = spans[at].unwrap_or((windows[at].end.1.max(ready), ready));
            let limit = if spans[at].is_some() { first } else { windows[at].end.1 };
            if ready > limit {
                return by;
            }
            ends[at] = last;
        }
        None
    }
}

/// The windows that `order` leaves to its tasks, where each ends in one of the periods that `ends` gives it. Where none is
/// left, the first period that a task can end in comes after the last.
pub(super) fn windows(
    problem: &Problem,
    order: &[usize],
    dues: &[Option<i64>],
    ends: &[(i64, i64)],
) -> Vec<Window> {
    let periods = problem.periods as i64;
    let mut windows: Vec<Window> =
        ends.iter().map(|&end| Window { start: 0, end: (end.0, end.1.min(periods - 1)) }).collect();
    for &at in order {
        let task = &problem.tasks[at];
        let ready = task.after.iter().map(|edge| windows[edge.task].end.0 + edge.gap as i64);
        let start = ready.max().unwrap_or_default().max(task.release as i64);
        windows[at].start = start;
        windows[at].end.0 = windows[at].end.0.max(end_of(problem, task, start));
    }
    for &at in order.iter().rev() {
        let task = &problem.tasks[at];
        windows[at].end.1 = windows[at].end.1.min(dues[at].unwrap_or(periods));
        let start = start_of(problem, task, windows[at].end.1);
        for edge in &task.after {
            let last = &mut windows[edge.task].end.1;
            *last = (*last).min(start - edge.gap as i64);
        }
    }
    windows
}

/// The most work that can be done on `task` in `period`.
fn most(problem: &Problem, task: &Task, period: i64) -> u64 {
    let row = problem.capacity.get(task.team);
    let room = usize::try_from(period).ok().and_then(|period| row?.get(period).copied());
    room.unwrap_or_default().min(task.max_per_period.max(1))
}

/// The first period by which a task can be done that begins at `start`; one after the last where it never can.
fn end_of(problem: &Problem, task: &Task, start: i64) -> i64 {
    let (mut left, periods) = (task.work, problem.periods as i64);
    if left == 0 {
        return start.min(periods);
    }
    for period in start..periods {
        left = left.saturating_sub(most(problem, task, period));
        if left == 0 {
            return period;
        }
    }
    periods
}

/// The last period in which a task can begin that is done by `end`; one before the first where it cannot.
fn start_of(problem: &Problem, task: &Task, end: i64) -> i64 {
    let mut left = task.work;
    if left == 0 {
        return end;
    }
    for period in (0..=end).rev() {
        left = left.saturating_sub(most(problem, task, period));
        if left == 0 {
            return period;
        }
    }
    -1
}
