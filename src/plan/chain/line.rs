//! Where the work of a task lies, and what follows from it for others.

use num_traits::PrimInt;

use super::sets::{between, bit, last_of, set_bit};
use super::ways::DEAR;
use super::{Chains, DELAY, PERIODS};
use crate::plan::search::{self, Late};

/// Where the work of a task lies.
#[derive(Clone, Copy)]
pub(super) struct Line<S> {
    pub(super) team: u32,
    pub(super) most: u64,
    /// First and last period of work.
    pub(super) begin: u8,
    pub(super) end: u8,
    /// First and last period that the others leave it.
    pub(super) from: u8,
    pub(super) until: u8,
    /// Periods with work, and with as much of it as can be.
    pub(super) busy: S,
    pub(super) full: S,
}

impl<S: PrimInt> Line<S> {
    pub(super) fn new() -> Self {
        let (team, most, begin, end, from, until) = Default::default();
        Self { team, most, begin, end, from, until, busy: S::zero(), full: S::zero() }
    }

    pub(super) const fn end(&self) -> usize {
        self.end as usize
    }

    pub(super) const fn begin(&self) -> usize {
        self.begin as usize
    }

    pub(super) const fn until(&self) -> usize {
        self.until as usize
    }

    pub(super) const fn from(&self) -> usize {
        self.from as usize
    }

    /// Periods of the window up to the end that hold more of it.
    pub(super) fn open(&self) -> S {
        between::<S>(self.from(), self.end()) & !self.full
    }
}

impl<S: PrimInt> Chains<'_, S> {
    pub(super) fn set(&mut self, task: usize, period: usize, work: u64) {
        let was = self.load[task * self.problem.periods + period];
        if was != work {
            self.journal.push((task as u32, period as u32, was));
            self.put(task, period, work);
        }
    }

    pub(super) fn put(&mut self, task: usize, period: usize, work: u64) {
        let load = &mut self.load[task * self.problem.periods + period];
        let was = std::mem::replace(load, work);
        let line = &mut self.lines[task];
        let team = line.team as usize;
        let cell = team * self.problem.periods + period;
        let bit = bit(period);
        // A chain takes room before it gives any, in one period after the other.
        self.free[cell] = self.free[cell].wrapping_add(was).wrapping_sub(work);
        set_bit(&mut self.roomy[team], bit, self.free[cell] > 0);
        set_bit(&mut line.full, bit, work >= line.most);
        if (was > 0) != (work > 0) {
            self.ways.touch(team, line.busy | bit);
            line.busy = line.busy ^ bit;
            let there = &mut self.ways.there[cell];
            if work > 0 {
                there.push(task as u32);
            } else if let Some(at) = there.iter().position(|&other| other == task as u32) {
                there.swap_remove(at);
            }
            // Otherwise all of it is in hand.
            if !line.busy.is_zero() {
                self.stretch(task);
            }
        }
        if task == self.hand {
            return;
        }
        let line = &self.lines[task];
        self.ways.set_open(task, line.open(), (team, line.busy));
    }

    /// Takes note of where the work of a task begins and ends.
    fn stretch(&mut self, task: usize) {
        let line = &mut self.lines[task];
        let (begin, end) = (line.busy.trailing_zeros() as u8, last_of(line.busy) as u8);
        let was = (line.begin, line.end);
        (line.begin, line.end) = (begin, end);
        if was.1 != end {
            let now = self.cost_of(task, end.into());
            self.cost += now - self.cost_of(task, was.1.into());
            if task != self.hand {
                self.mark(task);
            }
            for at in 0..self.followers[task].len() {
                let after = self.followers[task][at].0;
                let from = self.from(after);
                let line = &mut self.lines[after];
                if line.from != from {
                    line.from = from;
                    if after == self.hand {
                        continue;
                    }
                    self.ways.set_open(after, line.open(), (line.team as usize, line.busy));
                }
            }
        }
        if was.0 != begin {
            let problem = self.problem;
            for edge in &problem.tasks[task].after {
                let until = self.until(edge.task);
                let line = &mut self.lines[edge.task];
                if std::mem::replace(&mut line.until, until) != until && edge.task != self.hand {
                    self.mark(edge.task);
                }
            }
        }
    }

    pub(super) fn from(&self, index: usize) -> u8 {
        let task = &self.problem.tasks[index];
        let after =
            task.after.iter().map(|edge| self.lines[edge.task].end().saturating_add(edge.gap));
        let from = after.fold(task.release, usize::max).min(PERIODS) as u8;
        from.max(self.bounds[index].0)
    }

    pub(super) fn until(&self, task: usize) -> u8 {
        let mut until = self.problem.periods - 1;
        for &(after, gap) in &self.followers[task] {
            until = until.min(self.lines[after].begin().saturating_sub(gap));
        }
        if let (Late::None, Some(due)) = (self.late, self.problem.tasks[task].due) {
            until = until.min(usize::try_from(due).unwrap_or_default());
        }
        (until as u8).min(self.bounds[task].1)
    }

    #[inline]
    pub(super) fn cost_of(&self, task: usize, end: usize) -> i64 {
        i64::try_from(search::cost_of(self.problem, self.anchor, task, end)).unwrap_or(i64::MAX / 4)
    }

    /// Works out where the work of a task can go.
    pub(super) fn mark(&mut self, task: usize) {
        let line = self.lines[task];
        let end = line.end();
        let now = self.cost_of(task, end);
        let mut rise = [DEAR; DELAY];
        for (later, rise) in (end + 1..).zip(&mut rise) {
            let more = (self.cost_of(task, later) - now).max(0);
            *rise = u32::try_from(more).unwrap_or(DEAR).min(DEAR);
        }
        let at = (line.team as usize, line.busy);
        self.ways.set_past(task, (end, line.until(), rise), at);
        self.ways.set_open(task, line.open(), at);
    }
}
