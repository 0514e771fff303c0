//! The relaxation, and the iteration that solves it.

use std::ops::Range;

use super::point::{Mix, Point, squares};
use super::rows::Rows;
use super::step::Scratch;
use super::windows::Windows;
use super::years::Scale;
use crate::plan::optimise::Beside;
use crate::schedule::Lists;

/// Iterations between two looks at bound and merit.
const LOOK: usize = 40;
/// The method restarts when a step has become this part of the first one since the last restart; or this part, when
/// it grows again; or when the iterations since then are this part of all.
const SUFFICIENT: f64 = 0.2;
const NECESSARY: f64 = 0.8;
const LONG: f64 = 0.36;
/// Length of a step in prices against one in shares at first, in mean weights, and how much of it follows the distances
/// at a restart: too short by half costs more iterations than too long by half.
const RATIO: f64 = 10.0;
/// The same without cuts.
const RATIO_UNCUT: f64 = 40.0;
const FOLLOWS: f64 = 0.1;
/// A bound rises when it does by this part of it.
const RISE: i64 = 50_000;

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
    /// The same in the prices of the grains of a team; and whole grains in mean pieces, by team and period.
    pub(super) grain_pace: Vec<f32>,
    pub(super) grains: Vec<f32>,
    /// What the rows of years are scaled by.
    pub(super) years: Scale,
    /// Ties by the row that they hold back.
    pub(super) held: Lists<u32>,
    /// The same by the one that holds.
    pub(super) holding: Lists<Hold>,
    /// Cuts by row, each with the period of its cell.
    pub(super) cutting: Lists<(u32, u32)>,
}

/// Prices that a row is paid for being done, next to each other here as they are far apart in memory: of `count` cells
/// from `cell` on, for the periods from `period` on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hold {
    pub(super) cell: u32,
    pub(super) period: u32,
    pub(super) count: u32,
}

impl Hold {
    pub(super) const fn cells(self) -> Range<usize> {
        self.cell as usize..(self.cell + self.count) as usize
    }

    pub(super) const fn periods(self) -> Range<usize> {
        self.period as usize..(self.period + self.count) as usize
    }
}

/// What [`Prices::solve`] ended with.
#[derive(Debug)]
pub(super) struct Solved {
    /// No timetable within the windows costs less than this and the base.
    pub(super) bound: i64,
    pub(super) point: Point,
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
    /// Iterations in which the bound does not rise, so that it will not.
    pub(super) still: usize,
}

impl<'a> Prices<'a> {
    /// Capacity weighs this much against precedence.
    pub(super) const SCALE: f32 = 0.4;

    pub(super) fn new(rows: &'a Rows, windows: &Windows) -> Self {
        let ties = || (0_u32..).zip(&rows.ties);
        let cuts = (0_u32..).zip(&rows.cuts);
        let place = |cell: usize| ((cell / rows.periods) as u32, (cell % rows.periods) as u32);
        let cuts = cuts.flat_map(|(at, cut)| cut.cells.iter().map(move |&cell| (at, place(cell))));
        let cuts = cuts.map(|(at, (row, period))| (row, (at, period)));
        let count = rows.rows.len();
        let mut prices = Self {
            rows,
            windows: Vec::new(),
            floor: Vec::new(),
            amount: Vec::new(),
            unit: vec![1.0; rows.teams],
            reach: Vec::new(),
            pace: Vec::new(),
            grain_pace: Vec::new(),
            grains: Vec::new(),
            years: Scale::default(),
            held: Lists::new(count, ties().map(|(at, tie)| (tie.after as u32, at))),
            holding: Lists::default(),
            cutting: Lists::new(count, cuts),
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
        let (ties, periods) = (self.rows.ties.iter().enumerate(), self.rows.periods);
        let holds = ties.filter_map(|(at, tie)| {
            let (first, last) = self.windows[tie.after];
            let first = first.max(tie.offset);
            let hold = Hold {
                cell: (at * periods + first) as u32,
                period: first.saturating_sub(tie.offset) as u32,
                count: last.saturating_sub(first) as u32,
            };
            (hold.count > 0).then_some((tie.before as u32, hold))
        });
        self.holding = Lists::new(self.rows.rows.len(), holds);
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
        self.years = self.scale_years(&mut column);
        for tie in &self.rows.ties {
            column[tie.before] += 1.0;
            column[tie.after] += 1.0;
        }
        for (row, sum) in column.iter_mut().enumerate() {
            let mut periods: Vec<u32> =
                self.cutting.of(row).iter().map(|&(_, period)| period).collect();
            periods.sort_unstable();
            let most = periods.chunk_by(|one, other| one == other).map(<[_]>::len).max();
            *sum += most.unwrap_or_default() as f32 + self.weight_in_grains(row);
        }
        self.reach = column.into_iter().map(|sum| 1.0 / sum.max(1.0)).collect();
        self.grain_pace = self.paces_of_grains();
        self.grains = self.whole_grains();
        self.pace = pace.into_iter().map(|sum| 1.0 / sum.max(1.0)).collect();
    }

    /// The primal-dual hybrid gradient method (Chambolle and Pock, Journal of Mathematical Imaging and
    /// Vision 40, 2011), reflected and anchored after Halpern, and restarted (Lu and Yang, "Restarted Halpern PDHG
    /// for linear programming", 2024).
    pub(super) fn solve(&self, point: &mut Point, stop: Stop, beside: &Beside<'_>) -> Solved {
        if point.ratio <= 0.0 {
            let ratio = if self.rows.cuttable { RATIO } else { RATIO_UNCUT };
            point.ratio = (ratio * self.mean()) as f32;
        }
        let mut scratch = Scratch::new(self, point);
        let mut usage = vec![0.0; self.rows.capacity.len()];
        let (mut anchor, mut next) = (point.clone(), point.clone());
        let (mut bound, mut count) = (i64::MIN, 0_usize);
        let (mut level, mut risen) = (i64::MIN, 0);
        let (mut first, mut previous) = (f64::INFINITY, f64::INFINITY);
        let mut iteration = 0;
        while iteration < stop.iterations {
            iteration += 1;
            count += 1;
            let mix = Mix::reflected(count);
            let look = iteration.is_multiple_of(LOOK) || iteration == stop.iterations;
            if !look && count > 1 {
                self.step(point, (&anchor, mix), &mut scratch, beside);
                continue;
            }
            next.clone_from(point);
            self.step(&mut next, (&anchor, Mix::NEXT), &mut scratch, beside);
            let length = self.length(point, &next);
            if count == 1 {
                (first, previous) = (length, length);
            }
            point.mix(&next, &anchor, mix);
            if !look {
                continue;
            }
            let seen = self.look(&next, &mut usage, beside);
            bound = bound.max(seen.bound);
            if rises(bound, level) {
                (level, risen) = (bound, iteration);
            }
            let stands = iteration - risen >= stop.still;
            if bound >= stop.bound || seen.merit < stop.merit || stands {
                break;
            }
            let long = count > 200 && count as f64 > LONG * iteration as f64;
            let grows = length < NECESSARY * first && length > previous;
            if length < SUFFICIENT * first || grows || long {
                rebalance(&mut next, &anchor);
                point.clone_from(&next);
                anchor.clone_from(&next);
                count = 0;
            }
            previous = length;
        }
        Solved { bound, point: next, iterations: iteration }
    }

    /// Length of a step, shares and prices each in the lengths of their own steps.
    fn length(&self, from: &Point, to: &Point) -> f64 {
        let periods = self.rows.periods.max(1);
        let ratio = f64::from(from.ratio);
        let each = |one: &[f32], other: &[f32], lengths: &[f32]| -> f64 {
            let lines = one.chunks_exact(periods).zip(other.chunks_exact(periods));
            let lines = lines.zip(lengths);
            lines.map(|((one, other), &length)| squares(one, other) / f64::from(length)).sum()
        };
        let shares = each(&from.share, &to.share, &self.reach) * ratio;
        let teams = each(&from.team, &to.team, &self.pace) / ratio;
        let grains = each(&from.grain, &to.grain, &self.grain_pace) / ratio;
        let years = squares(&from.year, &to.year) / f64::from(self.years.pace.max(1e-9)) / ratio;
        let ties = squares(&from.tie, &to.tie) * 2.0 / ratio;
        let cuts = self.rows.cuts.iter().zip(from.cut.iter().zip(&to.cut));
        let cuts = cuts.map(|(cut, (one, other))| {
            f64::from(one - other).powi(2) * cut.cells.len() as f64 / ratio
        });
        (shares + teams + grains + years + ties + cuts.sum::<f64>()).sqrt()
    }

    fn mean(&self) -> f64 {
        let sum: f64 = self.rows.prices.iter().map(|price| price.delay as f64).sum();
        (sum / self.rows.rows.len().max(1) as f64).max(1e-3)
    }
}

/// Is `bound` above `level` by more than prices that go to and fro make of it?
pub(super) const fn rises(bound: i64, level: i64) -> bool {
    bound > level.saturating_add(level.saturating_abs() / RISE)
}

/// The ratio follows the distances that shares and prices went since the last restart.
fn rebalance(point: &mut Point, anchor: &Point) {
    let (shares, prices) = point.distance(anchor);
    if shares > 1e-6 && prices > 1e-6 {
        let ratio = f64::from(point.ratio).ln();
        let logarithm = FOLLOWS * (prices / shares).ln() + (1.0 - FOLLOWS) * ratio;
        point.ratio = logarithm.exp() as f32;
    }
}
