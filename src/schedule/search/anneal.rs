//! Simulated annealing over precedence-feasible orders.

use super::engine::Engine;
use crate::schedule::generate::Random;

#[derive(Clone, Debug)]
pub struct Best {
    pub order: Vec<u32>,
    pub start: Vec<u32>,
    pub cost: i64,
}

pub struct Options {
    pub evaluations: u64,
    pub hot: f64,
    pub cold: f64,
    pub reach: usize,
}

pub fn anneal(engine: &Engine, order: &[u32], options: &Options, random: &mut Random) -> Best {
    let n = engine.tasks;
    let mut order = order.to_vec();
    let (mut start, mut cost) = engine.place(&order);
    let mut free = engine.capacity.clone();
    let mut position = vec![0_u32; n];
    for (i, &t) in order.iter().enumerate() {
        position[t as usize] = i as u32;
        engine.take(t as usize, start[t as usize], &mut free, 1);
    }
    let mut best = Best { order: order.clone(), start: start.clone(), cost };
    let scale = cost as f64 / n as f64;
    let mut saved: Vec<u32> = Vec::with_capacity(n);
    for step in 0..options.evaluations {
        let temperature = scale
            * options.hot
            * (options.cold / options.hot).powf(step as f64 / options.evaluations as f64);
        let p = random.below(n as u64) as usize;
        let task = order[p] as usize;
        let low = engine.before(task).iter().map(|&(b, _)| position[b as usize] as usize + 1).max().unwrap_or(0);
        let high = engine.after(task).iter().map(|&(a, _)| position[a as usize] as usize - 1).min().unwrap_or(n - 1);
        let low = low.max(p.saturating_sub(options.reach));
        let high = high.min(p + options.reach);
        if low >= high {
            continue;
        }
        let mut q = low + random.below((high - low) as u64) as usize;
        if q >= p {
            q += 1;
        }
        let from = p.min(q);
        let to = p.max(q);
        let allowed = cost as f64 - temperature * (random.unit().max(1e-300)).ln();
        // remove the suffix
        saved.clear();
        let mut partial = cost;
        for &t in &order[from..] {
            let t = t as usize;
            saved.push(start[t]);
            engine.take(t, start[t], &mut free, -1);
            partial -= engine.cost(t, start[t] as usize);
        }
        shift(&mut order, p, q);
        let mut done = n;
        let mut changed = false;
        for i in from..n {
            let t = order[i] as usize;
            let s = engine.fit(t, &start, &free);
            changed |= s != start[t];
            start[t] = s;
            engine.take(t, s, &mut free, 1);
            partial += engine.cost(t, s as usize);
            if i == to && !changed {
                // same state: the rest is as it was
                for &t in &order[to + 1..] {
                    let t = t as usize;
                    engine.take(t, start[t], &mut free, 1);
                }
                partial = cost;
                break;
            }
            if partial as f64 > allowed {
                done = i + 1;
                break;
            }
        }
        if partial as f64 <= allowed {
            cost = partial;
            for (i, &t) in order.iter().enumerate().take(to + 1).skip(from) {
                position[t as usize] = i as u32;
            }
            if cost < best.cost {
                best = Best { order: order.clone(), start: start.clone(), cost };
            }
        } else {
            for &t in &order[from..done] {
                engine.take(t as usize, start[t as usize], &mut free, -1);
            }
            shift(&mut order, q, p);
            for (i, &t) in order[from..].iter().enumerate() {
                start[t as usize] = saved[i];
                engine.take(t as usize, saved[i], &mut free, 1);
            }
        }
    }
    best
}

fn shift(order: &mut [u32], from: usize, to: usize) {
    if from < to {
        order[from..=to].rotate_left(1);
    } else {
        order[to..=from].rotate_right(1);
    }
}
