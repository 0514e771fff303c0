//! Prices: the linear relaxation of the step formulation, solved by a primal-dual method without a matrix.

use crate::schedule::Project;

/// Steps `y[task][period]`: the share of the task that has started by then.
#[derive(Debug)]
pub struct Prices {
    pub tasks: usize,
    pub periods: usize,
    pub first: Vec<usize>,
    pub last: Vec<usize>,
    pub duration: Vec<usize>,
    pub edges: Vec<(usize, usize, usize)>,
    pub weight: Vec<(i64, i64)>,
    demand_from: Vec<usize>,
    demand: Vec<(usize, i64)>,
    pub capacity: Vec<i64>,
    pub resources: usize,
    touching: Vec<usize>,
}

#[derive(Clone, Debug)]
pub struct Point {
    pub y: Vec<f32>,
    pub lambda: Vec<f32>,
    pub mu: Vec<f32>,
    /// Weight of the primal against the dual distance; 0 before the first run.
    pub omega: f32,
}

impl Prices {
    pub fn new(project: &Project, windows: &[(u32, u32)]) -> Self {
        let tasks = project.tasks.len();
        let periods = project.periods;
        let mut demand_from = vec![0];
        let mut demand = Vec::new();
        for t in &project.tasks {
            demand.extend(t.demand.iter().map(|d| (d.resource as usize, i64::from(d.amount))));
            demand_from.push(demand.len());
        }
        let mut capacity = Vec::new();
        for r in 0..project.capacity.len() {
            capacity.extend((0..periods).map(|t| i64::from(project.capacity_in(r, t))));
        }
        let mut touching = vec![0; tasks];
        let edges: Vec<_> = project.edges.iter().map(|e| (e.before as usize, e.after as usize, (project.tasks[e.before as usize].duration + e.lag) as usize)).collect();
        for &(i, j, _) in &edges {
            touching[i] += 1;
            touching[j] += 1;
        }
        Self {
            tasks, periods,
            first: windows.iter().map(|w| w.0 as usize).collect(),
            last: windows.iter().map(|w| w.1 as usize).collect(),
            duration: project.tasks.iter().map(|t| t.duration as usize).collect(),
            edges,
            weight: project.tasks.iter().map(|t| (t.weight as i64, t.due.unwrap_or(i64::MAX / 4))).collect(),
            demand_from, demand, capacity,
            resources: project.capacity.len(),
            touching,
        }
    }

    fn demand(&self, j: usize) -> &[(usize, i64)] {
        &self.demand[self.demand_from[j]..self.demand_from[j + 1]]
    }

    #[inline]
    fn cost(&self, j: usize, start: usize) -> i64 {
        let finish = (start + self.duration[j]) as i64;
        let (w, due) = self.weight[j];
        w * (finish + 5 * (finish - 1 - due).max(0))
    }

    pub fn start(&self) -> Point {
        let t = self.periods;
        let mut y = vec![0.0; self.tasks * t];
        for j in 0..self.tasks {
            for s in 0..t {
                y[j * t + s] = if s < self.first[j] { 0.0 } else { 1.0 };
            }
        }
        Point { y, lambda: vec![0.0; self.resources * t], mu: vec![0.0; self.edges.len() * t], omega: 0.0 }
    }

    /// Runs the method; returns the averaged point, and the proven bound.
    pub fn solve(&self, point: &mut Point, iterations: usize, report: &mut dyn FnMut(usize, i64)) -> (i64, Point) {
        let t = self.periods;
        let n = self.tasks;
        let scale = 1.0 / 2.5_f32;
        // Pock-Chambolle steps
        let mut rowsum = vec![0.0_f32; self.resources];
        let mut tau = vec![0.0_f32; n];
        for j in 0..n {
            let mut sum = self.touching[j] as f32;
            for &(r, a) in self.demand(j) {
                rowsum[r] += 2.0 * a as f32 * scale;
                sum += 2.0 * a as f32 * scale;
            }
            tau[j] = 1.0 / sum.max(1.0);
        }
        let mean: f64 = self.weight.iter().map(|w| w.0 as f64).sum::<f64>() / n as f64;
        let mut omega = if point.omega > 0.0 { point.omega } else { (mean * 2.0) as f32 };
        let slope: Vec<f32> = (0..n).flat_map(|j| (0..t).map(move |s| (j, s))).map(|(j, s)| (self.cost(j, s) - self.cost(j, s + 1)) as f32).collect();
        let mut best = i64::MIN;
        let mut best_point = point.clone();
        let mut average = point.clone();
        let mut anchor = point.clone();
        let mut count = 0_usize;
        let mut usage = vec![0.0_f32; self.resources * t];
        let mut gradient = vec![0.0_f32; n * t];
        let mut bar = point.y.clone();
        let mut stack = Stack::default();
        let mut last_merit = f64::INFINITY;
        let mut last_restart = 0;
        for iteration in 1..=iterations {
            // gradient
            gradient.copy_from_slice(&slope);
            for (e, &(i, j, off)) in self.edges.iter().enumerate() {
                let (f, l) = (self.first[j], self.last[j]);
                let m = &point.mu[e * t..(e + 1) * t];
                for (g, &x) in gradient[j * t + f..j * t + l].iter_mut().zip(&m[f..l]) {
                    *g += x;
                }
                let f = f.max(off);
                if f < l {
                for (g, &x) in gradient[i * t + f - off..i * t + l - off].iter_mut().zip(&m[f..l]) {
                    *g -= x;
                }
                }
            }
            for j in 0..n {
                let p = self.duration[j];
                let (f, l) = (self.first[j], self.last[j]);
                if f >= l {
                    continue;
                }
                let g = &mut gradient[j * t..(j + 1) * t];
                for &(r, a) in self.demand(j) {
                    let a = a as f32 * scale;
                    let row = &point.lambda[r * t..(r + 1) * t];
                    for s in f..l {
                        g[s] += a * (row[s] - if s + p < t { row[s + p] } else { 0.0 });
                    }
                }
                let step = tau[j] / omega;
                let y = &mut point.y[j * t..(j + 1) * t];
                let b = &mut bar[j * t..(j + 1) * t];
                for s in f..l {
                    b[s] = y[s] - step * g[s];
                }
                stack.project(&mut b[f..l]);
                for s in f..l {
                    let new = b[s];
                    b[s] = 2.0 * new - y[s];
                    y[s] = new;
                }
                for s in 0..f {
                    b[s] = 0.0;
                }
                for s in l..t {
                    b[s] = 1.0;
                }
            }
            // duals
            self.usage(&bar, &mut usage);
            for r in 0..self.resources {
                let sigma = omega / rowsum[r].max(1e-6);
                for s in 0..t {
                    let x = r * t + s;
                    point.lambda[x] = (point.lambda[x] + sigma * scale * (usage[x] - self.capacity[x] as f32)).max(0.0);
                }
            }
            let sigma = omega / 2.0;
            for (e, &(i, j, off)) in self.edges.iter().enumerate() {
                let (f, l) = (self.first[j], self.last[j]);
                let m = &mut point.mu[e * t..(e + 1) * t];
                let bj = &bar[j * t..(j + 1) * t];
                let bi = &bar[i * t..(i + 1) * t];
                for s in f..l.min(off).max(f) {
                    m[s] = (m[s] + sigma * bj[s]).max(0.0);
                }
                let f = f.max(off);
                if f < l {
                    for ((m, &a), &b) in m[f..l].iter_mut().zip(&bj[f..l]).zip(&bi[f - off..l - off]) {
                        *m = (*m + sigma * (a - b)).max(0.0);
                    }
                }
            }
            count += 1;
            let share = 1.0 / count as f32;
            blend(&mut average.y, &point.y, share);
            blend(&mut average.lambda, &point.lambda, share);
            blend(&mut average.mu, &point.mu, share);
            if iteration % 40 == 0 || iteration == iterations {
                let (ba, ma) = self.merit(&average, scale, &mut usage);
                let (bp, mp) = self.merit(point, scale, &mut usage);
                if ba > best { best = ba; best_point = average.clone(); }
                if bp > best { best = bp; best_point = point.clone(); }
                report(iteration, best);
                let (m, take_average) = if ma < mp { (ma, true) } else { (mp, false) };
                if m < 0.4 * last_merit || (count * 3 > iteration && count > 200) {
                    if take_average {
                        point.clone_from(&average);
                    }
                    let dy = distance(&point.y, &anchor.y);
                    let dd = (distance(&point.lambda, &anchor.lambda).powi(2) + distance(&point.mu, &anchor.mu).powi(2)).sqrt();
                    if dy > 1e-6 && dd > 1e-6 {
                        omega = (0.5 * (dd / dy).ln() + 0.5 * f64::from(omega).ln()).exp() as f32;
                    }
                    anchor.clone_from(point);
                    average.clone_from(point);
                    count = 0;
                    last_merit = m;
                    last_restart = iteration;
                }
            }
        }
        let _ = last_restart;
        point.omega = omega;
        let _ = best_point;
        average.omega = omega;
        (best, if count > 30 { average } else { point.clone() })
    }

    fn usage(&self, y: &[f32], usage: &mut [f32]) {
        let t = self.periods;
        usage.fill(0.0);
        for j in 0..self.tasks {
            let p = self.duration[j];
            let b = &y[j * t..(j + 1) * t];
            for &(r, a) in self.demand(j) {
                let a = a as f32;
                let row = &mut usage[r * t..(r + 1) * t];
                for s in self.first[j]..t {
                    row[s] += a * b[s];
                }
                for s in (self.first[j] + p).min(t)..t {
                    row[s] -= a * b[s - p];
                }
            }
        }
    }

    fn merit(&self, point: &Point, scale: f32, usage: &mut [f32]) -> (i64, f64) {
        let bound = self.certify(point, scale);
        let t = self.periods;
        self.usage(&point.y, usage);
        let mut violated = 0.0;
        for (u, &c) in usage.iter().zip(&self.capacity) {
            violated += f64::from((u - c as f32).max(0.0) * scale).powi(2);
        }
        for &(i, j, off) in &self.edges {
            for s in self.first[j]..self.last[j] {
                let b = if s >= off { point.y[i * t + s - off] } else { 0.0 };
                violated += f64::from((point.y[j * t + s] - b).max(0.0)).powi(2);
            }
        }
        let mut cost = 0.0;
        for j in 0..self.tasks {
            let mut before = 0.0;
            for s in self.first[j]..=self.last[j] {
                let v = if s == self.last[j] { 1.0 } else { point.y[j * t + s] };
                cost += self.cost(j, s) as f64 * f64::from(v - before);
                before = v;
            }
        }
        let gap = (cost - bound as f64).abs() / cost.max(1.0);
        let total: f64 = (self.tasks as f64).sqrt() * 2.0;
        (bound, (gap * gap + violated / (total * total)).sqrt())
    }

    /// The Lagrangian bound of the prices, in integers: rounding cannot overstate it.
    pub fn certify(&self, point: &Point, scale: f32) -> i64 {
        let t = self.periods;
        let fixed = |x: f32| (f64::from(x).max(0.0) * SCALE as f64).round() as i64;
        let lambda: Vec<i64> = point.lambda.iter().map(|&x| fixed(x * scale)).collect();
        let mut total = 0_i128;
        for (l, c) in lambda.iter().zip(&self.capacity) {
            total -= i128::from(*l) * i128::from(*c);
        }
        // suffix sums of edge prices, by task and start
        let mut price = vec![0_i64; self.tasks * t];
        for (e, &(i, j, off)) in self.edges.iter().enumerate() {
            for s in self.first[j]..self.last[j] {
                let m = fixed(point.mu[e * t + s]);
                price[j * t + s] += m;
                // y_i at s - off: zero before its first start, one from its last on
                if s >= off {
                    price[i * t + s - off] -= m;
                }
            }
        }
        for j in 0..self.tasks {
            let p = self.duration[j];
            let mut least = i128::MAX;
            let mut run = vec![0_i64; t + 1];
            for &(r, a) in self.demand(j) {
                for s in 0..t {
                    run[s] += a * lambda[r * t + s];
                }
            }
            let mut window = vec![0_i64; t + 1];
            for s in 0..t {
                window[s + 1] = window[s] + run[s];
            }
            let mut suffix = 0_i64;
            for s in (0..t).rev() {
                suffix += price[j * t + s];
                if s > self.last[j] {
                    continue;
                }
                if s < self.first[j] {
                    break;
                }
                let here = self.cost(j, s) * SCALE + suffix + window[(s + p).min(t)] - window[s];
                least = least.min(i128::from(here));
            }
            total += least;
        }
        total.div_euclid(i128::from(SCALE)) as i64 + i64::from(total.rem_euclid(i128::from(SCALE)) != 0)
    }

    /// Sets the steps that the windows fix.
    pub fn clamp(&self, point: &mut Point) {
        let t = self.periods;
        for j in 0..self.tasks {
            point.y[j * t..j * t + self.first[j].min(t)].fill(0.0);
            point.y[j * t + self.last[j].min(t)..(j + 1) * t].fill(1.0);
        }
    }

    pub fn alpha(&self, point: &Point, j: usize, alpha: f32) -> f64 {
        let t = self.periods;
        let mut before = 0.0;
        for s in self.first[j]..=self.last[j] {
            let v = if s == self.last[j] { 1.0 } else { point.y[j * t + s] };
            if v >= alpha {
                return s as f64 + f64::from(if v > before { (alpha - before) / (v - before) } else { 0.0 });
            }
            before = v;
        }
        self.last[j] as f64
    }
}

const SCALE: i64 = 1 << 16;

fn blend(average: &mut [f32], new: &[f32], share: f32) {
    for (a, &b) in average.iter_mut().zip(new) {
        *a += share * (b - *a);
    }
}

fn distance(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(x, y)| f64::from(x - y).powi(2)).sum::<f64>().sqrt()
}

/// Isotonic regression by pooling adjacent violators.
#[derive(Default)]
struct Stack {
    sum: Vec<f32>,
    count: Vec<u32>,
}

impl Stack {
    fn project(&mut self, values: &mut [f32]) {
        if values.windows(2).all(|w| w[0] <= w[1]) {
            for v in values.iter_mut() {
                *v = v.clamp(0.0, 1.0);
            }
            return;
        }
        self.sum.clear();
        self.count.clear();
        for &v in values.iter() {
            let (mut s, mut c) = (v, 1_u32);
            while let (Some(&ps), Some(&pc)) = (self.sum.last(), self.count.last()) {
                if ps * c as f32 <= s * pc as f32 {
                    break;
                }
                s += ps;
                c += pc;
                self.sum.pop();
                self.count.pop();
            }
            self.sum.push(s);
            self.count.push(c);
        }
        let mut at = 0;
        for (&s, &c) in self.sum.iter().zip(&self.count) {
            let v = (s / c as f32).clamp(0.0, 1.0);
            for x in &mut values[at..at + c as usize] {
                *x = v;
            }
            at += c as usize;
        }
    }
}
