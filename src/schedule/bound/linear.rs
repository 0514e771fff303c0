//! The time-indexed step formulation.

use crate::schedule::Project;
use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, SolverStatus, SupportedConeT};

/// `sum coefficient * variable <= bound`.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub terms: Vec<(u32, i32)>,
    pub bound: i64,
}

/// Value of a step function: constant or a variable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Zero,
    Variable(u32),
    One,
}

#[derive(Debug)]
pub struct Model {
    /// Allowed starts of every task, ascending.
    pub starts: Vec<Vec<u32>>,
    /// First variable of every task; it has one fewer than starts.
    pub first: Vec<u32>,
    pub variables: usize,
    /// Cost by allowed start.
    pub cost: Vec<Vec<i64>>,
    pub duration: Vec<u32>,
    pub rows: Vec<Row>,
}

#[derive(Debug)]
pub struct Solution {
    pub value: Vec<f64>,
    pub dual: Vec<f64>,
    pub objective: f64,
}

pub fn cost(project: &Project, task: usize, start: u32) -> i64 {
    let t = &project.tasks[task];
    let finish = i64::from(start + t.duration);
    let late = t.due.map_or(0, |due| (finish - 1 - due).max(0));
    t.weight as i64 * (finish + 5 * late)
}

impl Model {
    pub fn new(project: &Project, starts: Vec<Vec<u32>>) -> Self {
        let mut first = Vec::new();
        let mut variables = 0;
        for s in &starts {
            first.push(variables);
            variables += s.len() as u32 - 1;
        }
        let cost = starts.iter().enumerate().map(|(j, s)| s.iter().map(|&a| cost(project, j, a)).collect()).collect();
        let duration = project.tasks.iter().map(|t| t.duration).collect();
        let mut model = Self { starts, first, variables: variables as usize, cost, duration, rows: Vec::new() };
        model.precedence(project);
        model.capacity(project);
        model
    }

    /// Has `task` started by `period`?
    pub fn step(&self, task: usize, period: i64) -> Step {
        let starts = &self.starts[task];
        let count = starts.partition_point(|&s| i64::from(s) <= period);
        if count == 0 {
            Step::Zero
        } else if count == starts.len() {
            Step::One
        } else {
            Step::Variable(self.first[task] + count as u32 - 1)
        }
    }

    fn precedence(&mut self, project: &Project) {
        for edge in &project.edges {
            let (i, j) = (edge.before as usize, edge.after as usize);
            let offset = i64::from(project.tasks[i].duration + edge.lag);
            let mut last: Option<(Step, Step)> = None;
            let mut rows = Vec::new();
            for &a in &self.starts[j] {
                let (left, right) = (self.step(j, i64::from(a)), self.step(i, i64::from(a) - offset));
                match last {
                    Some((l, r)) if r != right => rows.push((l, r)),
                    _ => {}
                }
                last = Some((left, right));
            }
            rows.extend(last);
            for (l, r) in rows {
                let mut row = Row::default();
                match l {
                    Step::Zero => continue,
                    Step::One => row.bound -= 1,
                    Step::Variable(v) => row.terms.push((v, 1)),
                }
                match r {
                    Step::One => continue,
                    Step::Zero => {}
                    Step::Variable(v) => row.terms.push((v, -1)),
                }
                self.rows.push(row);
            }
        }
    }

    fn capacity(&mut self, project: &Project) {
        for resource in 0..project.capacity.len() {
            for period in 0..project.periods {
                let bound = i64::from(project.capacity_in(resource, period));
                let items = project.tasks.iter().enumerate().filter_map(|(j, t)| {
                    t.demand.iter().find(|d| d.resource as usize == resource).map(|d| (j, d.amount as i32))
                });
                let row = self.running(period, items, bound);
                let most: i64 = row.terms.iter().map(|&(_, c)| i64::from(c.max(0))).sum();
                if most > row.bound {
                    self.rows.push(row);
                }
            }
        }
    }

    /// `sum coefficient * [task runs in period] <= bound`.
    pub fn running(&self, period: usize, items: impl Iterator<Item = (usize, i32)>, bound: i64) -> Row {
        let mut row = Row { terms: Vec::new(), bound };
        for (j, amount) in items {
            match self.step(j, period as i64) {
                Step::Zero => {}
                Step::One => row.bound -= i64::from(amount),
                Step::Variable(v) => row.terms.push((v, amount)),
            }
            match self.step(j, period as i64 - i64::from(self.duration[j])) {
                Step::Zero => {}
                Step::One => row.bound += i64::from(amount),
                Step::Variable(v) => row.terms.push((v, -amount)),
            }
        }
        row
    }

    pub fn solve(&self, tolerance: f64, verbose: bool) -> Option<Solution> {
        let n = self.variables;
        // monotone rows come first
        let mut triples: Vec<(u32, u32, f64)> = Vec::new(); // col,row,val
        let mut b = Vec::new();
        for (j, s) in self.starts.iter().enumerate() {
            let f = self.first[j];
            let m = s.len() as u32 - 1;
            if m == 0 {
                continue;
            }
            for i in 0..=m {
                let row = b.len() as u32;
                if i > 0 {
                    triples.push((f + i - 1, row, 1.0));
                }
                if i < m {
                    triples.push((f + i, row, -1.0));
                }
                b.push(if i == m { 1.0 } else { 0.0 });
            }
        }
        let offset = b.len();
        for r in &self.rows {
            let row = b.len() as u32;
            let scale = 1.0; 
            for &(v, c) in &r.terms {
                triples.push((v, row, f64::from(c) * scale));
            }
            b.push(r.bound as f64 * scale);
        }
        triples.sort_unstable_by_key(|t| (t.0, t.1));
        let mut colptr = vec![0_usize; n + 1];
        let mut rowval = Vec::with_capacity(triples.len());
        let mut nzval: Vec<f64> = Vec::with_capacity(triples.len());
        let mut last = (u32::MAX, u32::MAX);
        for (c, r, v) in triples {
            if (c, r) == last {
                if let Some(x) = nzval.last_mut() { *x += v; }
                continue;
            }
            last = (c, r);
            rowval.push(r as usize);
            nzval.push(v);
            colptr[c as usize + 1] += 1;
        }
        for c in 0..n {
            colptr[c + 1] += colptr[c];
        }
        let a = CscMatrix::new(b.len(), n, colptr, rowval, nzval);
        let mut q = vec![0.0; n];
        let mut constant = 0.0;
        for (j, c) in self.cost.iter().enumerate() {
            let f = self.first[j] as usize;
            let m = c.len() - 1;
            constant += c[m] as f64;
            for i in 0..m {
                q[f + i] += (c[i] - c[i + 1]) as f64;
            }
        }
        let scale = 1.0;
        let cones = [SupportedConeT::NonnegativeConeT(b.len())];
        let settings = DefaultSettings {
            verbose,
            tol_gap_abs: tolerance * 10.0,
            tol_gap_rel: tolerance,
            tol_feas: tolerance,
            max_iter: 200,
            max_threads: 1,
            ..DefaultSettings::default()
        };
        let p = CscMatrix::zeros((n, n));
        let mut solver = DefaultSolver::new(&p, &q, &a, &b, &cones, settings).ok()?;
        solver.solve();
        if !matches!(solver.solution.status, SolverStatus::Solved | SolverStatus::AlmostSolved | SolverStatus::InsufficientProgress | SolverStatus::MaxIterations) {
            if verbose { println!("{:?}", solver.solution.status); }
            return None;
        }
        Some(Solution {
            value: solver.solution.x.clone(),
            dual: solver.solution.z[offset..].to_vec(),
            objective: solver.solution.obj_val * scale + constant,
        })
    }

    /// A bound that rounding cannot overstate: every `dual >= 0` gives a valid one, and the
    /// arithmetic is in integers.
    pub fn certify(&self, dual: &[f64]) -> i64 {
        let (total, _) = self.reduced(dual);
        total.div_euclid(SCALE).saturating_add(i128::from(total.rem_euclid(SCALE) != 0)) as i64
    }

    /// Scaled bound and, by task and start, by how much it would rise with that start.
    pub fn reduced(&self, dual: &[f64]) -> (i128, Vec<Vec<i64>>) {
        let mut g = vec![0_i128; self.variables];
        let mut total = 0_i128;
        for (row, &d) in self.rows.iter().zip(dual) {
            let m = (d.max(0.0) * SCALE as f64).round() as i128;
            if m == 0 {
                continue;
            }
            for &(v, c) in &row.terms {
                g[v as usize] += m * i128::from(c);
            }
            total -= m * i128::from(row.bound);
        }
        let mut all = Vec::new();
        for (j, c) in self.cost.iter().enumerate() {
            let f = self.first[j] as usize;
            let m = c.len();
            let mut price = vec![0_i128; m];
            let mut sum = 0;
            for i in (0..m).rev() {
                if i < m - 1 {
                    sum += g[f + i];
                }
                price[i] = i128::from(c[i]) * SCALE + sum;
            }
            let least = price.iter().copied().min().unwrap_or(0);
            total += least;
            all.push(price.into_iter().map(|p| ((p - least) / SCALE) as i64).collect());
        }
        (total, all)
    }

    /// Fractional start: period at which the step function passes `alpha`.
    pub fn alpha(&self, value: &[f64], task: usize, alpha: f64) -> f64 {
        let starts = &self.starts[task];
        let f = self.first[task] as usize;
        let mut before = 0.0;
        for i in 0..starts.len() {
            let y = if i + 1 == starts.len() { 1.0 } else { value[f + i] };
            if y >= alpha - 1e-9 {
                let share = if y > before { (alpha - before) / (y - before) } else { 0.0 };
                return f64::from(starts[i]) + share.clamp(0.0, 1.0);
            }
            before = y;
        }
        f64::from(starts[starts.len() - 1])
    }

    pub fn mean(&self, value: &[f64], task: usize) -> f64 {
        let starts = &self.starts[task];
        let f = self.first[task] as usize;
        let mut before = 0.0;
        let mut mean = 0.0;
        for i in 0..starts.len() {
            let y = if i + 1 == starts.len() { 1.0 } else { value[f + i].clamp(0.0, 1.0) };
            mean += f64::from(starts[i]) * (y - before);
            before = y;
        }
        mean
    }
}

const SCALE: i128 = 1 << 20;
