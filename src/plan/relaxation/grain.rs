//! What a team has to have done by then, in whole grains.
//!
//! The work of all tasks of a team, and what each of them does in a period at most, often are multiples of some grain:
//! a day, a tenth of a quarter. So is what has to be done by the end of a period for all finishes up to there, and that
//! is at most the whole grains that capacity up to there holds (rounding after Chvátal, Discrete Mathematics 4, 1973).
//! A task that finishes some periods later has done by then what those cannot hold, so it is counted with that.
//!
//! A rounded row for every period and team stands beside those of capacity, where rounding takes anything away.

use super::point::{Mix, Point};
use super::prices::Prices;
use super::rows::Rows;

/// The grain of a team.
#[derive(Clone, Debug)]
pub(super) struct Grain {
    pub(super) amount: u64,
    /// Whole grains up to the end of each period.
    pub(super) whole: Vec<i64>,
}

impl Rows {
    /// Looks for the grains of all teams, once all pieces are there.
    pub(super) fn grind(&mut self) {
        let mut amounts = vec![0_u64; self.teams];
        for row in self.rows.iter().filter(|row| row.amount > 0 && row.team < self.teams) {
            amounts[row.team] = greatest_common_divisor(amounts[row.team], row.amount);
        }
        let lines = self.capacity.chunks_exact(self.periods.max(1));
        let grain = |(&amount, line): (&u64, &[i64])| {
            let divisor = i64::try_from(amount).ok().filter(|&divisor| divisor > 0)?;
            let (mut sum, mut rounded) = (0_i64, false);
            let mut whole = Vec::with_capacity(line.len());
            for &room in line {
                sum = sum.checked_add(room)?;
                rounded |= sum % divisor > 0;
                whole.push(sum / divisor);
            }
            rounded.then_some(Grain { amount, whole })
        };
        self.grains = amounts.iter().zip(lines).map(grain).collect();
    }

    /// What has to be done in each period before the end of a task, the last first, where it counts: `row` ends one of
    /// a team with a grain.
    pub(super) fn parts(&self, row: usize) -> Option<(&Grain, impl Iterator<Item = usize>)> {
        let end = &self.rows[row];
        if end.amount > 0 || self.last[end.task] != Some(row) {
            return None;
        }
        let grain = self.grains.get(end.team)?.as_ref()?;
        // A row without work of its own follows the pieces of its task, the first of which ends so long before it.
        Some((grain, (0..=end.from_start).map(move |before| row - 1 - before)))
    }
}

fn greatest_common_divisor(mut one: u64, mut other: u64) -> u64 {
    while other > 0 {
        (one, other) = (other, one % other);
    }
    one
}

impl Prices<'_> {
    /// Lengths of steps in the prices of grains, by team.
    pub(super) fn paces_of_grains(&self) -> Vec<f32> {
        let mut sums = vec![0.0_f32; self.rows.teams];
        for (row, &amount) in self.rows.rows.iter().zip(&self.amount) {
            if self.rows.grains.get(row.team).is_some_and(Option::is_some) {
                sums[row.team] += amount * Self::SCALE;
            }
        }
        sums.into_iter().map(|sum| 1.0 / sum.max(1.0)).collect()
    }

    /// What the shares of `row` weigh in the rows of grains, in any period.
    pub(super) fn weight_in_grains(&self, row: usize) -> f32 {
        let parts = self.rows.parts(row).into_iter().flat_map(|(_, parts)| parts);
        parts.map(|part| self.amount[part] * Self::SCALE).sum()
    }

    /// Adds the prices of grains to the slope of `row` within its window.
    pub(super) fn slope_of_grains(&self, row: usize, prices: &[f32], gradient: &mut [f32]) {
        let Some((_, parts)) = self.rows.parts(row) else { return };
        let (first, last) = self.windows[row];
        let line = self.rows.rows[row].team * self.rows.periods;
        for (before, part) in parts.enumerate() {
            let amount = self.amount[part] * Self::SCALE;
            let from = first.max(before);
            if from < last {
                let prices = &prices[line + from - before..line + last - before];
                let slopes = gradient[from..last].iter_mut().zip(prices);
                slopes.for_each(|(slope, price)| *slope += amount * price);
            }
        }
    }

    /// Adds what has to be done for `row`, in mean pieces, by team and period.
    pub(super) fn need_of_row(&self, row: usize, share: &[f32], need: &mut [f32]) {
        let Some((_, parts)) = self.rows.parts(row) else { return };
        let periods = self.rows.periods;
        let line = self.rows.rows[row].team * periods;
        let need = &mut need[line..line + periods];
        let first = self.windows[row].0;
        for (before, part) in parts.enumerate() {
            let (amount, before) = (self.amount[part], before.min(periods));
            let from = first.max(before);
            let shares = share[from..].iter();
            need[from - before..].iter_mut().zip(shares).for_each(|(need, share)| {
                *need += amount * share;
            });
            // All is finished in the last period.
            need[periods - before..].iter_mut().for_each(|need| *need += amount);
        }
    }

    /// A step of the prices of grains up the violations.
    pub(super) fn move_grain_prices(
        &self,
        point: &mut Point,
        (anchor, mix): (&Point, Mix),
        needs: [&[f32]; 2],
    ) {
        let periods = self.rows.periods;
        for (team, (&pace, grain)) in self.grain_pace.iter().zip(&self.rows.grains).enumerate() {
            if grain.is_none() {
                continue;
            }
            let length = pace * point.ratio * Self::SCALE;
            let prices = point.grain.iter_mut().enumerate().skip(team * periods).take(periods);
            for (cell, price) in prices {
                let over = needs[0][cell] + needs[1][cell] - self.grains[cell];
                let moved = (*price + length * over).max(0.0);
                *price = mix.of(moved, *price, anchor.grain[cell]);
            }
        }
    }

    /// Whole grains in mean pieces, by team and period.
    pub(super) fn whole_grains(&self) -> Vec<f32> {
        let mut whole = vec![0.0; self.rows.capacity.len()];
        let lines = whole.chunks_exact_mut(self.rows.periods.max(1)).zip(&self.rows.grains);
        for ((line, grain), &unit) in lines.zip(&self.unit) {
            let Some(grain) = grain else { continue };
            for (cell, &count) in line.iter_mut().zip(&grain.whole) {
                *cell = (count as f64 * grain.amount as f64 / f64::from(unit)) as f32;
            }
        }
        whole
    }

    /// Sum of the squares by which grains are violated.
    pub(super) fn violation_of_grains(&self, point: &Point) -> f64 {
        let mut need = vec![0.0; self.grains.len()];
        for (row, share) in point.share.chunks_exact(self.rows.periods.max(1)).enumerate() {
            self.need_of_row(row, share, &mut need);
        }
        let over = need.iter().zip(&self.grains).map(|(need, whole)| (need - whole).max(0.0));
        over.map(|over| f64::from(over * Self::SCALE).powi(2)).sum()
    }
}
