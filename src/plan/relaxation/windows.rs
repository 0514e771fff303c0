//! Between which periods a task can begin and end.

use crate::plan::schedule::Problem;

/// Pairs of a task and one that it waits for, directly or not, whose work is summed up.
const PAIRS: usize = 4_000_000;

/// Windows by task.
#[derive(Clone, Debug)]
pub(super) struct Windows {
    /// First period of work at the earliest.
    pub(super) start: Vec<usize>,
    /// Last period of work at the earliest; the number of periods when it does not fit.
    pub(super) finish: Vec<usize>,
    /// Last period of work at the latest.
    pub(super) latest: Vec<usize>,
    /// Most work that a period takes.
    pub(super) rate: Vec<u64>,
}

/// What windows are worked out from.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    problem: &'a Problem,
    /// Tasks, what is waited for first.
    order: &'a [usize],
    /// Sums of capacity before each period, by team.
    room: Vec<Vec<u64>>,
    /// What a task waits for, directly or not, by task; empty where there are too many.
    ancestors: Vec<Vec<usize>>,
    /// What waits for a task, with the gap.
    followers: Vec<Vec<(usize, usize)>>,
}

impl<'a> Frame<'a> {
    pub(super) fn new(problem: &'a Problem, order: &'a [usize]) -> Self {
        let sums = |row: &Vec<u64>| {
            let mut sums = vec![0_u64];
            for at in 0..problem.periods {
                sums.push(sums[at].saturating_add(row.get(at).copied().unwrap_or_default()));
            }
            sums
        };
        let mut followers = vec![Vec::new(); problem.tasks.len()];
        for &after in order {
            for edge in &problem.tasks[after].after {
                followers[edge.task].push((after, edge.gap));
            }
        }
        Self {
            problem,
            order,
            room: problem.capacity.iter().map(sums).collect(),
            ancestors: ancestors(problem, order),
            followers,
        }
    }

    /// What `task` waits for, directly or not, as far as that is known.
    pub(super) fn before(&self, task: usize) -> &[usize] {
        &self.ancestors[task]
    }

    /// Windows when no task finishes before its period of `floor` nor after that of `ceiling`; `None` when
    /// there is none for a task.
    pub(super) fn windows(&self, floor: &[usize], ceiling: &[usize]) -> Option<Windows> {
        let count = self.problem.tasks.len();
        let mut windows = Windows {
            start: vec![0; count],
            finish: floor.to_vec(),
            latest: ceiling.to_vec(),
            rate: vec![1; count],
        };
        for &task in self.order {
            self.begin(task, &mut windows);
            if windows.finish[task] > ceiling[task] || windows.finish[task] >= self.problem.periods
            {
                return None;
            }
        }
        for &task in self.order.iter().rev() {
            self.end(task, &mut windows);
            if windows.latest[task] < windows.finish[task] {
                return None;
            }
        }
        Some(windows)
    }

    fn begin(&self, index: usize, windows: &mut Windows) {
        let task = &self.problem.tasks[index];
        let mut start = task.release;
        for edge in &task.after {
            start = start.max(windows.finish[edge.task].saturating_add(edge.gap));
        }
        let gap = task.after.iter().map(|edge| edge.gap).min().unwrap_or_default();
        let finish = &mut windows.finish[index];
        for team in 0..self.room.len() {
            let mut work: Vec<(usize, u64)> = (self.ancestors[index].iter())
                .map(|&before| (before, &self.problem.tasks[before]))
                .filter(|(_, before)| before.team == team && before.work > 0)
                .map(|(at, before)| (windows.start[at], before.work))
                .collect();
            if work.is_empty() {
                continue;
            }
            work.sort_unstable();
            start = start.max(self.done(team, &work).saturating_add(gap));
            if team == task.team {
                let own = (start, task.work);
                work.insert(work.partition_point(|&other| other < own), own);
                *finish = (*finish).max(self.done(team, &work));
            }
        }
        let row = self.problem.capacity.get(task.team).map_or(&[][..], Vec::as_slice);
        let most = row.iter().skip(start).max().copied().unwrap_or_default();
        windows.rate[index] = task.max_per_period.max(1).min(most.max(1));
        windows.start[index] = start;
        *finish = (*finish).max(self.filled(index, start));
    }

    /// Earliest end of `work`, each with its earliest start, ascending.
    fn done(&self, team: usize, work: &[(usize, u64)]) -> usize {
        let sums = &self.room[team];
        let (mut all, mut done) = (0_u64, 0);
        for &(start, amount) in work.iter().rev() {
            all = all.saturating_add(amount);
            let before = sums.get(start).copied().unwrap_or(u64::MAX);
            let wanted = before.saturating_add(all);
            done = done.max(sums.partition_point(|&sum| sum < wanted).saturating_sub(1).max(start));
        }
        done
    }

    /// Last period of the work of a task that has its team to itself from `start` on.
    fn filled(&self, index: usize, start: usize) -> usize {
        let task = &self.problem.tasks[index];
        let (mut left, mut at) = (task.work, start);
        let row = self.problem.capacity.get(task.team).map_or(&[][..], Vec::as_slice);
        loop {
            let room = row.get(at).copied().unwrap_or_default();
            left -= left.min(room).min(task.max_per_period.max(1));
            if left == 0 || at >= self.problem.periods {
                return at;
            }
            at += 1;
        }
    }

    fn end(&self, index: usize, windows: &mut Windows) {
        for &(after, gap) in &self.followers[index] {
            let next = &self.problem.tasks[after];
            let least = next.work.div_ceil(windows.rate[after]).max(1) as usize - 1;
            let until = windows.latest[after].saturating_sub(least + gap);
            windows.latest[index] = windows.latest[index].min(until);
        }
    }
}

fn ancestors(problem: &Problem, order: &[usize]) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); problem.tasks.len()];
    let mut pairs = 0;
    for &index in order {
        let mut mine: Vec<usize> = Vec::new();
        for edge in &problem.tasks[index].after {
            mine.push(edge.task);
            mine.extend(&found[edge.task]);
            if mine.len() > PAIRS {
                return vec![Vec::new(); problem.tasks.len()];
            }
        }
        mine.sort_unstable();
        mine.dedup();
        pairs += mine.len();
        if pairs > PAIRS {
            return vec![Vec::new(); problem.tasks.len()];
        }
        found[index] = mine;
    }
    found
}
