//! Annealing over schedules: a task moves earlier and puts out what stands in its way, or moves later.

use super::engine::Engine;
use crate::schedule::generate::Random;

pub struct Moves {
    pub moves: u64,
    /// Temperatures in units of the mean weight.
    pub hot: f64,
    pub cold: f64,
}

struct State<'a> {
    engine: &'a Engine,
    start: Vec<u32>,
    free: Vec<i32>,
    /// Tasks by resource and start.
    bucket: Vec<Vec<u32>>,
    longest: usize,
}

pub fn exchange(engine: &Engine, start: &[u32], mean: f64, options: &Moves, random: &mut Random) -> (Vec<u32>, i64) {
    let n = engine.tasks;
    let resources = engine.capacity.len() / engine.length;
    let mut state = State {
        engine,
        start: start.to_vec(),
        free: engine.capacity.clone(),
        bucket: vec![Vec::new(); resources * engine.length],
        longest: engine.duration.iter().copied().max().unwrap_or(1) as usize,
    };
    let mut cost = 0;
    for j in 0..n {
        state.put(j, start[j]);
        cost += engine.cost(j, start[j] as usize);
    }
    let mut best = (state.start.clone(), cost);
    let mut trail: Vec<(usize, u32)> = Vec::new();
    let mut temperature = options.hot * mean;
    let mut dirty = false;
    for step in 0..options.moves {
        if step % 256 == 0 {
            temperature = mean * options.hot * (options.cold / options.hot).powf(step as f64 / options.moves as f64);
        }
        let limit = (-temperature * random.unit().max(1e-300).ln()) as i64;
        let j = random.below(n as u64) as usize;
        trail.clear();
        let delta = if random.below(3) == 0 { state.later(j, random, &mut trail, limit) } else { state.earlier(j, random, &mut trail) };
        match delta {
            Some(d) if d <= limit => {
                if d > 0 && dirty && cost < best.1 {
                    best.0.copy_from_slice(&state.start);
                    best.1 = cost;
                }
                cost += d;
                dirty |= d < 0;
            }
            _ => {
                for &(i, s) in trail.iter().rev() {
                    if state.start[i] != OUT {
                        state.out(i);
                    }
                    let _ = s;
                }
                for &(i, s) in &trail {
                    state.put(i, s);
                }
            }
        }
    }
    if cost < best.1 {
        best = (state.start.clone(), cost);
    }
    best
}

const OUT: u32 = u32::MAX;

impl State<'_> {
    fn put(&mut self, j: usize, s: u32) {
        self.engine.take(j, s, &mut self.free, 1);
        for &(r, _) in self.engine.demand(j) {
            self.bucket[r as usize * self.engine.length + s as usize].push(j as u32);
        }
        self.start[j] = s;
    }

    fn out(&mut self, j: usize) {
        let s = self.start[j];
        self.engine.take(j, s, &mut self.free, -1);
        for &(r, _) in self.engine.demand(j) {
            let list = &mut self.bucket[r as usize * self.engine.length + s as usize];
            if let Some(at) = list.iter().rposition(|&x| x == j as u32) {
                list.swap_remove(at);
            }
        }
        self.start[j] = OUT;
    }

    /// Window that the neighbours leave; neighbours that are out leave it open.
    fn window(&self, j: usize) -> (u32, u32) {
        let e = self.engine;
        let mut lo = e.earliest[j];
        for &(b, lag) in e.before(j) {
            let s = self.start[b as usize];
            if s != OUT {
                lo = lo.max(s + e.duration[b as usize] + lag);
            }
        }
        let mut hi = (e.length as u32).saturating_sub(e.duration[j]);
        for &(a, lag) in e.after(j) {
            let s = self.start[a as usize];
            if s != OUT {
                hi = hi.min(s.saturating_sub(e.duration[j] + lag));
            }
        }
        (lo, hi)
    }

    /// Where `j` does not fit at `s`: resource and period.
    fn conflict(&self, j: usize, s: u32) -> Option<(usize, usize)> {
        let e = self.engine;
        let d = e.duration[j] as usize;
        for &(r, amount) in e.demand(j) {
            let row = &self.free[r as usize * e.length + s as usize..][..d];
            if let Some(t) = row.iter().position(|&f| f < amount) {
                return Some((r as usize, s as usize + t));
            }
        }
        None
    }

    fn later(&mut self, j: usize, random: &mut Random, trail: &mut Vec<(usize, u32)>, limit: i64) -> Option<i64> {
        let (_, hi) = self.window(j);
        let old = self.start[j];
        if hi <= old {
            return None;
        }
        let s = old + 1 + random.below(u64::from((hi - old).min(6))) as u32;
        let delta = self.engine.cost(j, s as usize) - self.engine.cost(j, old as usize);
        if delta > limit {
            return None;
        }
        trail.push((j, old));
        self.out(j);
        if self.conflict(j, s).is_some() {
            return None;
        }
        self.put(j, s);
        Some(delta)
    }

    fn earlier(&mut self, j: usize, random: &mut Random, trail: &mut Vec<(usize, u32)>) -> Option<i64> {
        let (lo, _) = self.window(j);
        let old = self.start[j];
        if lo >= old {
            return None;
        }
        let e = self.engine;
        let reach = if random.below(2) == 0 { 3 } else { u32::MAX };
        let s = old - 1 - random.below(u64::from((old - lo).min(reach))) as u32;
        trail.push((j, old));
        self.out(j);
        let mut delta = e.cost(j, s as usize) - e.cost(j, old as usize);
        while let Some((r, t)) = self.conflict(j, s) {
            if trail.len() > 4 {
                return None;
            }
            let i = self.running(r, t, random)?;
            trail.push((i, self.start[i]));
            self.out(i);
        }
        self.put(j, s);
        // put the others back, dearest first
        for at in 1..trail.len() {
            let mut pick = at;
            for k in at + 1..trail.len() {
                if e.cost(trail[k].0, 0) > e.cost(trail[pick].0, 0) {
                    pick = k;
                }
            }
            trail.swap(at, pick);
            let (i, was) = trail[at];
            let (lo, hi) = self.window(i);
            let s = self.fit(i, lo, hi)?;
            self.put(i, s);
            delta += e.cost(i, s as usize) - e.cost(i, was as usize);
        }
        Some(delta)
    }

    fn fit(&self, j: usize, lo: u32, hi: u32) -> Option<u32> {
        let e = self.engine;
        let d = e.duration[j] as usize;
        let mut s = lo as usize;
        'again: while s <= hi as usize {
            for &(r, amount) in e.demand(j) {
                let row = &self.free[r as usize * e.length + s..][..d];
                for t in (0..d).rev() {
                    if row[t] < amount {
                        s += t + 1;
                        continue 'again;
                    }
                }
            }
            return Some(s as u32);
        }
        None
    }

    /// A task that runs on `r` in `t`.
    fn running(&self, r: usize, t: usize, random: &mut Random) -> Option<usize> {
        let from = t.saturating_sub(self.longest - 1);
        let lists = &self.bucket[r * self.engine.length + from..=r * self.engine.length + t];
        let total: usize = lists.iter().map(Vec::len).sum();
        if total == 0 {
            return None;
        }
        for _ in 0..8 {
            let mut k = random.below(total as u64) as usize;
            for list in lists {
                if k < list.len() {
                    let i = list[k] as usize;
                    if (self.start[i] + self.engine.duration[i]) as usize > t {
                        return Some(i);
                    }
                    break;
                }
                k -= list.len();
            }
        }
        None
    }
}
