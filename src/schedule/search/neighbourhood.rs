//! Large-neighbourhood search: some tasks that compete are taken out, their order is annealed, the
//! rest stays where it is.

use super::engine::Engine;
use crate::schedule::generate::Random;

pub struct Neighbourhood {
    pub rounds: u64,
    /// Evaluations of one neighbourhood, by task in it.
    pub effort: u64,
    pub most: usize,
    /// Temperature of accepting a worse neighbourhood, and of the annealing inside, in mean weights.
    pub hot: f64,
    pub inner: f64,
}

pub struct Search<'a> {
    engine: &'a Engine,
    pub start: Vec<u32>,
    pub cost: i64,
    pub evaluations: u64,
    free: Vec<i32>,
    near: Vec<Vec<u32>>,
    inside: Vec<bool>,
    order: Vec<u32>,
    best: Vec<u32>,
    saved: Vec<u32>,
    latest: Vec<u32>,
    position: Vec<u32>,
}

impl<'a> Search<'a> {
    pub fn new(engine: &'a Engine, start: Vec<u32>) -> Self {
        let mut free = engine.capacity.clone();
        let mut cost = 0;
        for j in 0..engine.tasks {
            engine.take(j, start[j], &mut free, 1);
            cost += engine.cost(j, start[j] as usize);
        }
        let n = engine.tasks;
        Self { engine, start, cost, evaluations: 0, free, near: Vec::new(), inside: vec![false; n], order: Vec::new(), best: Vec::new(), saved: Vec::new(), latest: vec![0; n], position: vec![0; n] }
    }

    fn sort(&mut self) {
        let e = self.engine;
        let resources = e.capacity.len() / e.length;
        self.near = vec![Vec::new(); resources * e.length];
        for j in 0..e.tasks {
            for &(r, _) in e.demand(j) {
                self.near[r as usize * e.length + self.start[j] as usize].push(j as u32);
            }
        }
    }

    pub fn run(&mut self, options: &Neighbourhood, mean: f64, random: &mut Random) -> (Vec<u32>, i64) {
        let e = self.engine;
        let mut best = (self.start.clone(), self.cost);
        let every = (e.tasks as u64 / 10).max(20);
        let mut subset = Vec::new();
        let mut before = Vec::new();
        for round in 0..options.rounds {
            if round % every == 0 {
                self.sort();
            }
            self.choose(options.most, random, &mut subset);
            if subset.len() < 2 {
                continue;
            }
            let left = 1.0 - round as f64 / options.rounds as f64;
            let slack = -(options.hot * mean * left) * random.unit().max(1e-300).ln();
            before.clear();
            before.extend(subset.iter().map(|&j| self.start[j as usize]));
            let old = self.cost;
            self.anneal(&subset, options.effort * subset.len() as u64, options.inner * mean, random);
            if self.cost as f64 > old as f64 + slack {
                for &j in &subset {
                    e.take(j as usize, self.start[j as usize], &mut self.free, -1);
                }
                for (&j, &s) in subset.iter().zip(&before) {
                    self.start[j as usize] = s;
                    e.take(j as usize, s, &mut self.free, 1);
                }
                self.cost = old;
            }
            if self.cost < best.1 {
                best.0.clone_from(&self.start);
                best.1 = self.cost;
            }
        }
        best
    }

    /// A task, and tasks that compete with it or are joined to it.
    fn choose(&self, most: usize, random: &mut Random, subset: &mut Vec<u32>) {
        let e = self.engine;
        subset.clear();
        let seed = random.below(e.tasks as u64) as usize;
        subset.push(seed as u32);
        let size = (4 + random.below(most as u64 - 3) as usize).min(e.tasks);
        let reach = 1 + random.below(8) as i64;
        let chained = random.below(2) == 0;
        let mut tries = 0;
        while subset.len() < size && tries < 6 * size {
            tries += 1;
            let center = subset[random.below(subset.len() as u64) as usize] as usize;
            let center = if chained { center } else { seed };
            let pick = if chained && random.below(3) == 0 {
                let (b, a) = (e.before(center), e.after(center));
                let count = b.len() + a.len();
                if count == 0 { continue; }
                let k = random.below(count as u64) as usize;
                if k < b.len() { b[k].0 } else { a[k - b.len()].0 }
            } else {
                let demand = e.demand(center);
                if demand.is_empty() { continue; }
                let r = demand[random.below(demand.len() as u64) as usize].0 as usize;
                let t = i64::from(self.start[center]) - reach + random.below(2 * reach as u64 + 1) as i64;
                if t < 0 || t >= e.length as i64 { continue; }
                let list = &self.near[r * e.length + t as usize];
                if list.is_empty() { continue; }
                list[random.below(list.len() as u64) as usize]
            };
            if !subset.contains(&pick) {
                subset.push(pick);
            }
        }
    }

    /// Anneals the order of `subset`; leaves the best found.
    fn anneal(&mut self, subset: &[u32], evaluations: u64, hot: f64, random: &mut Random) {
        let e = self.engine;
        self.order.clear();
        self.order.extend_from_slice(subset);
        let start = &self.start;
        // by start, predecessors of no duration first
        self.order.sort_by_key(|&j| (start[j as usize], e.duration[j as usize] > 0, j));
        let mut fixed = self.cost;
        for &j in subset {
            self.inside[j as usize] = true;
            e.take(j as usize, self.start[j as usize], &mut self.free, -1);
            fixed -= e.cost(j as usize, self.start[j as usize] as usize);
        }
        for (i, &j) in self.order.iter().enumerate() {
            self.position[j as usize] = i as u32;
            let mut latest = (e.length - e.duration[j as usize] as usize) as u32;
            for &(a, lag) in e.after(j as usize) {
                if !self.inside[a as usize] {
                    latest = latest.min(self.start[a as usize].saturating_sub(e.duration[j as usize] + lag));
                }
            }
            self.latest[j as usize] = latest;
        }
        let n = self.order.len();
        let mut cost = fixed;
        for i in 0..n {
            let j = self.order[i] as usize;
            let s = e.fit(j, &self.start, &self.free);
            self.start[j] = s;
            e.take(j, s, &mut self.free, 1);
            cost += e.cost(j, s as usize);
        }
        let mut best_cost = cost;
        self.best.clear();
        self.best.extend(subset.iter().map(|&j| self.start[j as usize]));
        for step in 0..evaluations {
            let temperature = hot * (1.0 - step as f64 / evaluations as f64);
            let allowed = cost as f64 - temperature * random.unit().max(1e-300).ln();
            let p = random.below(n as u64) as usize;
            let task = self.order[p] as usize;
            let mut low = 0;
            for &(b, _) in e.before(task) {
                if self.inside[b as usize] { low = low.max(self.position[b as usize] as usize + 1); }
            }
            let mut high = n - 1;
            for &(a, _) in e.after(task) {
                if self.inside[a as usize] { high = high.min(self.position[a as usize] as usize - 1); }
            }
            if low >= high { continue; }
            let mut q = low + random.below((high - low) as u64) as usize;
            if q >= p { q += 1; }
            let from = p.min(q);
            let to = p.max(q);
            self.saved.clear();
            let mut partial = cost;
            for &j in &self.order[from..] {
                let j = j as usize;
                self.saved.push(self.start[j]);
                e.take(j, self.start[j], &mut self.free, -1);
                partial -= e.cost(j, self.start[j] as usize);
            }
            shift(&mut self.order, p, q);
            self.evaluations += 1;
            let mut done = from;
            let mut good = true;
            for i in from..n {
                let j = self.order[i] as usize;
                let s = e.fit(j, &self.start, &self.free);
                if s > self.latest[j] { good = false; break; }
                self.start[j] = s;
                e.take(j, s, &mut self.free, 1);
                partial += e.cost(j, s as usize);
                done = i + 1;
                if partial as f64 > allowed { good = false; break; }
            }
            if good {
                cost = partial;
                for i in from..=to {
                    self.position[self.order[i] as usize] = i as u32;
                }
                if cost < best_cost {
                    best_cost = cost;
                    for (b, &j) in self.best.iter_mut().zip(subset) { *b = self.start[j as usize]; }
                }
            } else {
                for &j in &self.order[from..done] {
                    e.take(j as usize, self.start[j as usize], &mut self.free, -1);
                }
                shift(&mut self.order, q, p);
                for (i, &j) in self.order[from..].iter().enumerate() {
                    self.start[j as usize] = self.saved[i];
                    e.take(j as usize, self.saved[i], &mut self.free, 1);
                }
            }
        }
        for &j in subset {
            self.inside[j as usize] = false;
            e.take(j as usize, self.start[j as usize], &mut self.free, -1);
        }
        for (&j, &s) in subset.iter().zip(&self.best) {
            self.start[j as usize] = s;
            e.take(j as usize, s, &mut self.free, 1);
        }
        self.cost = best_cost;
    }
}

fn shift(order: &mut [u32], from: usize, to: usize) {
    if from < to {
        order[from..=to].rotate_left(1);
    } else {
        order[to..=from].rotate_right(1);
    }
}
