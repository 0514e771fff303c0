//! A project in flat arrays by id, for placing and taking back single tasks.
//!
//! Its horizon is twice the project's: a schedule that overruns is very dear, not impossible, and the
//! search finds its way back.

use crate::schedule::costs::Costs;
use crate::schedule::graph::Lists;
use crate::schedule::model::Model;

/// Cost of every period past the horizon, in units of the greatest cost of a start.
const OVERRUN: i64 = 2;

/// The project without a schedule.
#[derive(Debug)]
pub(in crate::schedule) struct Board {
    pub(super) periods: usize,
    /// Periods of a row.
    pub(super) length: usize,
    pub(super) duration: Vec<u32>,
    pub(super) demand: Lists<(u32, i64)>,
    pub(super) before: Lists<(u32, u32)>,
    pub(super) after: Lists<(u32, u32)>,
    pub(super) earliest: Vec<u32>,
    /// Tasks in topological order, and the place of each in it.
    pub(super) order: Vec<u32>,
    pub(super) rank: Vec<u32>,
    cost: Vec<i64>,
    /// By resource and period.
    pub(super) capacity: Vec<i64>,
}

/// Starts and what they cost.
#[derive(Clone, Debug)]
pub(in crate::schedule) struct Placed {
    pub(in crate::schedule) start: Vec<u32>,
    pub(in crate::schedule) cost: i64,
}

impl Board {
    pub(in crate::schedule) fn new(model: &Model<'_>, costs: &Costs) -> Self {
        let project = model.project();
        let (count, periods) = (project.tasks.len(), project.periods);
        let longest = project.tasks.iter().map(|task| task.duration as usize).max().unwrap_or(0);
        let length = 2 * periods + longest;
        let held = (0..count as u32).zip(&project.tasks).flat_map(|(id, task)| {
            let held = task.demand.iter().filter(|held| task.duration > 0 && held.amount > 0);
            held.map(move |held| (id, (held.resource, i64::from(held.amount))))
        });
        let edges = project.edges.iter();
        let cell = |resource: usize| {
            (0..length).map(move |period| i64::from(project.capacity_in(resource, period)))
        };
        let mut board = Self {
            periods,
            length,
            duration: project.tasks.iter().map(|task| task.duration).collect(),
            demand: Lists::new(count, held.collect::<Vec<_>>().into_iter()),
            before: Lists::new(count, edges.clone().map(|e| (e.after, (e.before, e.lag)))),
            after: Lists::new(count, edges.map(|e| (e.before, (e.after, e.lag)))),
            earliest: model.numbers.iter().map(|&number| model.head[number as usize]).collect(),
            order: model.ids.clone(),
            rank: model.numbers.clone(),
            cost: Vec::new(),
            capacity: (0..project.capacity.len()).flat_map(cell).collect(),
        };
        board.price(costs);
        board
    }

    fn price(&mut self, costs: &Costs) {
        let count = self.tasks();
        let greatest = (0..count).map(|task| costs.of(task, self.periods)).max().unwrap_or(0);
        self.cost.reserve_exact(count * (self.length + 1));
        for task in 0..count {
            for start in 0..=self.length {
                let finish = start + self.duration[task] as usize;
                let over = finish.saturating_sub(self.periods) as i64;
                self.cost.push(costs.of(task, start) + over * OVERRUN * greatest);
            }
        }
    }

    pub(super) const fn tasks(&self) -> usize {
        self.duration.len()
    }

    #[inline]
    pub(super) fn cost(&self, task: usize, start: u32) -> i64 {
        self.cost[task * (self.length + 1) + start as usize]
    }

    /// Is there room for `task` at `start`?
    pub(super) fn fits(&self, task: usize, start: u32, free: &[i64]) -> bool {
        let duration = self.duration[task] as usize;
        self.demand.of(task).iter().all(|&(resource, amount)| {
            let row = &free[resource as usize * self.length + start as usize..][..duration];
            row.iter().all(|&units| units >= amount)
        })
    }

    /// Earliest start of `task`, what it waits for being placed.
    #[inline]
    pub(super) fn earliest(&self, task: usize, start: &[u32], free: &[i64]) -> u32 {
        let mut from = self.earliest[task];
        for &(before, lag) in self.before.of(task) {
            let before = before as usize;
            from = from.max(start[before] + self.duration[before] + lag);
        }
        let (mut at, duration) = (from as usize, self.duration[task] as usize);
        'again: while at + duration <= self.length {
            for &(resource, amount) in self.demand.of(task) {
                let row = &free[resource as usize * self.length + at..][..duration];
                if let Some(short) = row.iter().rposition(|&units| units < amount) {
                    at += short + 1;
                    continue 'again;
                }
            }
            return at as u32;
        }
        // No room at all: its place is not feasible, and no place is dearer.
        (self.length - duration) as u32
    }

    #[inline]
    pub(super) fn take(&self, task: usize, start: u32, free: &mut [i64]) {
        self.change(task, start, free, |units, amount| *units -= amount);
    }

    #[inline]
    pub(super) fn give(&self, task: usize, start: u32, free: &mut [i64]) {
        self.change(task, start, free, |units, amount| *units += amount);
    }

    #[inline]
    fn change(&self, task: usize, start: u32, free: &mut [i64], step: impl Fn(&mut i64, i64)) {
        let duration = self.duration[task] as usize;
        for &(resource, amount) in self.demand.of(task) {
            let row = &mut free[resource as usize * self.length + start as usize..][..duration];
            row.iter_mut().for_each(|units| step(units, amount));
        }
    }

    /// Cost of starts.
    pub(in crate::schedule) fn total(&self, start: &[u32]) -> i64 {
        start.iter().enumerate().map(|(task, &start)| self.cost(task, start)).sum()
    }

    /// Places `order`, in which a task comes after all that it waits for.
    pub(super) fn place(&self, order: &[u32]) -> Placed {
        let mut free = self.capacity.clone();
        let mut start = vec![0; self.tasks()];
        for &task in order {
            let task = task as usize;
            let at = self.earliest(task, &start, &free);
            start[task] = at;
            self.take(task, at, &mut free);
        }
        let cost = self.total(&start);
        Placed { start, cost }
    }
}
