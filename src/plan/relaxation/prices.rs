//! The relaxation, and the iteration that solves it.

use super::isotonic::Blocks;
use super::point::Point;
use super::rows::Rows;
use super::windows::Windows;

/// Iterations between two looks at bound and merit.
const LOOK: usize = 40;
/// The method restarts when the merit has fallen to this part.
const PROGRESS: f64 = 0.4;

/// The relaxation within windows.
#[derive(Clone, Debug)]
pub(super) struct Prices<'a> {
    pub(super) rows: &'a Rows,
    /// By row: the periods before which nothing of it is done, and from which on all of it is.
    pub(super) windows: Vec<(usize, usize)>,
    /// By task: the finish that a lesser one costs as much as.
    pub(super) floor: Vec<usize>,
    /// Amount by row, in units of the mean amount of its team.
    pub(super) amount: Vec<f32>,
    /// The mean amount by team.
    pub(super) unit: Vec<f32>,
    /// Length of a step in the shares of a row, before the ratio.
    pub(super) reach: Vec<f32>,
    /// The same in the prices of a team.
    pub(super) pace: Vec<f32>,
}

/// What [`Prices::solve`] ended with.
#[derive(Debug)]
pub(super) struct Solved {
    /// No timetable within the windows costs less than this and the base.
    pub(super) bound: i64,
    /// Mean of the iterates since the last restart.
    pub(super) mean: Point,
    pub(super) iterations: usize,
}

/// When to stop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    pub(super) iterations: usize,
    /// A bound that is high enough.
    pub(super) bound: i64,
    /// A merit that is low enough.
    pub(super) merit: f64,
}

impl<'a> Prices<'a> {
    /// Capacity weighs this much against precedence.
    pub(super) const SCALE: f32 = 0.4;

    pub(super) fn new(rows: &'a Rows, windows: &Windows) -> Self {
        let mut prices = Self {
            rows,
            windows: Vec::new(),
            floor: Vec::new(),
            amount: Vec::new(),
            unit: vec![1.0; rows.teams],
            reach: Vec::new(),
            pace: Vec::new(),
        };
        prices.narrow(windows);
        prices.steps();
        prices
    }

    /// Takes other windows; the rest stays.
    pub(super) fn narrow(&mut self, windows: &Windows) {
        let rows = self.rows.rows.iter();
        self.windows = rows
            .map(|row| {
                let first = windows.start[row.task] + row.from_start;
                let last = windows.latest[row.task].saturating_sub(row.to_end);
                (first.min(last), last)
            })
            .collect();
        self.floor.clone_from(&windows.finish);
    }

    pub(super) fn cost(&self, task: usize, period: usize) -> i64 {
        self.rows.prices[task].of(period.max(self.floor[task]))
    }

    /// Is this the row whose end is that of its task?
    pub(super) fn ends(&self, row: usize) -> bool {
        self.rows.last[self.rows.rows[row].task] == Some(row)
    }

    /// Lengths of steps from the sums of the rows and columns (Pock and Chambolle, "Diagonal
    /// preconditioning for first order primal-dual algorithms", ICCV 2011).
    fn steps(&mut self) {
        let rows = &self.rows.rows;
        let (mut sum, mut count) = (vec![0.0_f64; self.rows.teams], vec![0.0_f64; self.rows.teams]);
        for row in rows.iter().filter(|row| row.amount > 0 && row.team < self.rows.teams) {
            sum[row.team] += row.amount as f64;
            count[row.team] += 1.0;
        }
        for (unit, (sum, count)) in self.unit.iter_mut().zip(sum.iter().zip(&count)) {
            *unit = if *count > 0.0 { (sum / count) as f32 } else { 1.0 };
        }
        let unit = |team: usize| self.unit.get(team).copied().unwrap_or(1.0);
        self.amount = rows.iter().map(|row| row.amount as f32 / unit(row.team)).collect();
        let mut column = vec![0.0_f32; rows.len()];
        let mut pace = vec![0.0_f32; self.rows.teams];
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.amount > 0) {
            let entries = 2.0 * self.amount[at] * Self::SCALE;
            pace[row.team] += entries;
            column[at] += entries;
        }
        for tie in &self.rows.ties {
            column[tie.before] += 1.0;
            column[tie.after] += 1.0;
        }
        self.reach = column.into_iter().map(|sum| 1.0 / sum.max(1.0)).collect();
        self.pace = pace.into_iter().map(|sum| 1.0 / sum.max(1.0)).collect();
    }

    /// The primal-dual hybrid gradient method (Chambolle and Pock, Journal of Mathematical Imaging and
    /// Vision 40, 2011), restarted from its mean (Applegate, Hinder, Lu and Lubin, Mathematical
    /// Programming 201, 2023).
    pub(super) fn solve(&self, point: &mut Point, stop: Stop) -> Solved {
        if point.ratio <= 0.0 {
            point.ratio = 2.0 * self.mean() as f32;
        }
        let slope = self.slopes();
        let mut scratch = Scratch::new(point, self.rows.capacity.len());
        let (mut mean, mut anchor) = (point.clone(), point.clone());
        let (mut bound, mut merit, mut count) = (i64::MIN, f64::INFINITY, 0_usize);
        let mut iteration = 0;
        while iteration < stop.iterations {
            iteration += 1;
            self.move_shares(point, &slope, &mut scratch);
            self.move_prices(point, &mut scratch);
            count += 1;
            mean.blend(point, 1.0 / count as f32);
            if !iteration.is_multiple_of(LOOK) && iteration != stop.iterations {
                continue;
            }
            let (of_mean, of_point) =
                (self.look(&mean, &mut scratch.usage), self.look(point, &mut scratch.usage));
            bound = bound.max(of_mean.bound).max(of_point.bound);
            let least = of_mean.merit.min(of_point.merit);
            if bound >= stop.bound || least < stop.merit {
                break;
            }
            if least < PROGRESS * merit || (count * 3 > iteration && count > 200) {
                if of_mean.merit < of_point.merit {
                    mean.ratio = point.ratio;
                    point.clone_from(&mean);
                }
                rebalance(point, &anchor);
                anchor.clone_from(point);
                if iteration < stop.iterations {
                    mean.clone_from(point);
                    count = 0;
                }
                merit = least;
            }
        }
        mean.ratio = point.ratio;
        Solved { bound, mean, iterations: iteration }
    }

    fn mean(&self) -> f64 {
        let sum: f64 = self.rows.prices.iter().map(|price| price.delay as f64).sum();
        (sum / self.rows.rows.len().max(1) as f64).max(1e-3)
    }

    /// What the cost falls by when the share of a period rises, by row and period.
    fn slopes(&self) -> Vec<f32> {
        let periods = self.rows.periods;
        let mut slopes = vec![0.0; self.rows.rows.len() * periods];
        for (task, last) in self.rows.last.iter().enumerate() {
            let Some(row) = *last else { continue };
            let (first, until) = self.windows[row];
            for period in first.max(self.floor[task])..until {
                let fall = self.cost(task, period) - self.cost(task, period + 1);
                slopes[row * periods + period] = fall as f32;
            }
        }
        slopes
    }
}

/// The ratio follows the distances that shares and prices went since the last restart.
fn rebalance(point: &mut Point, anchor: &Point) {
    let (shares, prices) = point.distance(anchor);
    if shares > 1e-6 && prices > 1e-6 {
        let logarithm = 0.5 * (prices / shares).ln() + 0.5 * f64::from(point.ratio).ln();
        point.ratio = logarithm.exp() as f32;
    }
}

/// Memory of an iteration.
#[derive(Debug)]
pub(super) struct Scratch {
    pub(super) gradient: Vec<f32>,
    /// Shares that are extrapolated.
    pub(super) ahead: Vec<f32>,
    pub(super) usage: Vec<f32>,
    pub(super) blocks: Blocks,
}

impl Scratch {
    fn new(point: &Point, cells: usize) -> Self {
        Self {
            gradient: vec![0.0; point.share.len()],
            ahead: point.share.clone(),
            usage: vec![0.0; cells],
            blocks: Blocks::default(),
        }
    }
}
