//! A project compiled into flat arrays, and the placing of tasks in it one after the other.

use crate::schedule::Project;

/// Extra cost of every period past the horizon, in units of the greatest weight.
const OVERRUN: i64 = 50;

/// A project in flat arrays. The horizon is doubled: a schedule that overruns is bad, not impossible.
#[derive(Debug)]
pub struct Engine {
    pub tasks: usize,
    pub horizon: usize,
    pub length: usize,
    pub duration: Vec<u32>,
    demand_from: Vec<u32>,
    demand: Vec<(u32, i32)>,
    before_from: Vec<u32>,
    before: Vec<(u32, u32)>,
    after_from: Vec<u32>,
    after: Vec<(u32, u32)>,
    pub earliest: Vec<u32>,
    cost: Vec<i64>,
    pub capacity: Vec<i32>,
}

impl Engine {
    pub fn new(project: &Project) -> Self {
        let tasks = project.tasks.len();
        let horizon = project.periods;
        let longest = project.tasks.iter().map(|task| task.duration as usize).max().unwrap_or(0);
        let length = horizon * 2 + longest;
        let mut demand_from = vec![0];
        let mut demand = Vec::new();
        for task in &project.tasks {
            demand.extend(task.demand.iter().map(|d| (d.resource, d.amount as i32)));
            demand_from.push(demand.len() as u32);
        }
        let (before_from, before) = rows(tasks, project.edges.iter().map(|e| (e.after, e.before, e.lag)));
        let (after_from, after) = rows(tasks, project.edges.iter().map(|e| (e.before, e.after, e.lag)));
        let duration: Vec<u32> = project.tasks.iter().map(|task| task.duration).collect();
        let mut capacity = Vec::new();
        for resource in 0..project.capacity.len() {
            capacity.extend((0..length).map(|t| project.capacity_in(resource, t) as i32));
        }
        let dearest = project.tasks.iter().map(|task| task.weight as i64).max().unwrap_or(0);
        let mut cost = Vec::with_capacity(tasks * (length + 1));
        for task in &project.tasks {
            for start in 0..=length {
                let finish = start as i64 + i64::from(task.duration);
                let late = task.due.map_or(0, |due| (finish - 1 - due).max(0));
                let over = (finish - horizon as i64).max(0);
                cost.push(task.weight as i64 * (finish + 5 * late) + over * OVERRUN * dearest);
            }
        }
        let mut engine = Self { tasks, horizon, length, duration, demand_from, demand, before_from, before, after_from, after, earliest: Vec::new(), cost, capacity };
        engine.earliest = project.tasks.iter().map(|task| task.release).collect();
        for task in engine.topological() {
            let task = task as usize;
            for i in 0..engine.before(task).len() {
                let (b, lag) = engine.before(task)[i];
                let e = engine.earliest[b as usize] + engine.duration[b as usize] + lag;
                engine.earliest[task] = engine.earliest[task].max(e);
            }
        }
        engine
    }

    #[inline]
    pub fn demand(&self, task: usize) -> &[(u32, i32)] {
        &self.demand[self.demand_from[task] as usize..self.demand_from[task + 1] as usize]
    }
    #[inline]
    pub fn before(&self, task: usize) -> &[(u32, u32)] {
        &self.before[self.before_from[task] as usize..self.before_from[task + 1] as usize]
    }
    #[inline]
    pub fn after(&self, task: usize) -> &[(u32, u32)] {
        &self.after[self.after_from[task] as usize..self.after_from[task + 1] as usize]
    }
    #[inline]
    pub fn cost(&self, task: usize, start: usize) -> i64 {
        self.cost[task * (self.length + 1) + start]
    }

    pub fn topological(&self) -> Vec<u32> {
        self.list(|_| 0.0)
    }

    /// Precedence-feasible order by key (small first).
    pub fn list(&self, key: impl Fn(usize) -> f64) -> Vec<u32> {
        use std::cmp::Reverse;
        use std::collections::BinaryHeap;
        let rank = |t: usize| {
            let bits = key(t).to_bits() as i64;
            (bits ^ (((bits >> 63) as u64) >> 1) as i64, t)
        };
        let mut open: Vec<usize> = (0..self.tasks).map(|t| self.before(t).len()).collect();
        let mut ready: BinaryHeap<_> = (0..self.tasks).filter(|&t| open[t] == 0).map(|t| Reverse(rank(t))).collect();
        let mut order = Vec::with_capacity(self.tasks);
        while let Some(Reverse((_, t))) = ready.pop() {
            order.push(t as u32);
            for &(a, _) in self.after(t) {
                open[a as usize] -= 1;
                if open[a as usize] == 0 {
                    ready.push(Reverse(rank(a as usize)));
                }
            }
        }
        order
    }

    /// Earliest start of `task` in `free`, its predecessors being placed.
    #[inline]
    pub fn fit(&self, task: usize, start: &[u32], free: &[i32]) -> u32 {
        let mut from = self.earliest[task];
        for &(b, lag) in self.before(task) {
            from = from.max(start[b as usize] + self.duration[b as usize] + lag);
        }
        let duration = self.duration[task] as usize;
        let demand = self.demand(task);
        let mut s = from as usize;
        'again: loop {
            if s + duration > self.length {
                return (self.length - duration) as u32;
            }
            for &(r, amount) in demand {
                let row = &free[r as usize * self.length + s..][..duration];
                for t in (0..duration).rev() {
                    if row[t] < amount {
                        s += t + 1;
                        continue 'again;
                    }
                }
            }
            return s as u32;
        }
    }

    /// Is there room for `task` at `start`?
    pub fn fit_at(&self, task: usize, start: u32, free: &[i32]) -> bool {
        let duration = self.duration[task] as usize;
        self.demand(task).iter().all(|&(r, amount)| {
            free[r as usize * self.length + start as usize..][..duration].iter().all(|&f| f >= amount)
        })
    }

    #[inline]
    pub fn take(&self, task: usize, start: u32, free: &mut [i32], sign: i32) {
        let duration = self.duration[task] as usize;
        for &(r, amount) in self.demand(task) {
            for f in &mut free[r as usize * self.length + start as usize..][..duration] {
                *f -= sign * amount;
            }
        }
    }

    /// Places the whole order.
    pub fn place(&self, order: &[u32]) -> (Vec<u32>, i64) {
        let mut free = self.capacity.clone();
        let mut start = vec![0; self.tasks];
        let mut total = 0;
        for &t in order {
            let t = t as usize;
            let s = self.fit(t, &start, &free);
            start[t] = s;
            self.take(t, s, &mut free, 1);
            total += self.cost(t, s as usize);
        }
        (start, total)
    }
}

fn rows(tasks: usize, edges: impl Iterator<Item = (u32, u32, u32)>) -> (Vec<u32>, Vec<(u32, u32)>) {
    let mut lists = vec![Vec::new(); tasks];
    for (at, other, lag) in edges {
        lists[at as usize].push((other, lag));
    }
    let mut from = vec![0];
    let mut flat = Vec::new();
    for list in lists {
        flat.extend(list);
        from.push(flat.len() as u32);
    }
    (from, flat)
}
