//! What may be spent in a year, over all teams: a row for every year with a limit.
//!
//! The price of a year's money stands beside those of the teams' periods: a piece that is done in a period pays its
//! team there, and for its cost that of the year.

use super::point::{Mix, Point};
use super::prices::Prices;
use crate::plan::schedule::{Budget, Problem};

/// Prices of money are fractions with this denominator, in units of 2⁻¹⁶.
const FINE: i64 = 1 << 24;
/// Prices above this are cut, and those of money that would make dearer work than this.
const LIMIT: f64 = (1_u64 << 46) as f64;

/// Years with a limit.
#[derive(Clone, Debug)]
pub(super) struct Years {
    /// By period: the year, of those with a limit.
    pub(super) of: Vec<Option<usize>>,
    /// By team: what a unit of its work costs.
    pub(super) price: Vec<u64>,
    /// By year.
    pub(super) amount: Vec<u64>,
}

impl Years {
    /// Of `problem`; `None` where no year has a limit.
    pub(super) fn of(problem: &Problem) -> Option<Self> {
        let budget = problem.budget.as_ref()?;
        let limited =
            |year: &usize| budget.amount.get(*year).is_some_and(|&at| at != Budget::ENDLESS);
        let mut known: Vec<usize> = budget.year.iter().copied().filter(limited).collect();
        known.dedup();
        let of = |at: usize| known.binary_search(budget.year.get(at)?).ok();
        let price = |team: usize| budget.price.get(team).copied().unwrap_or_default();
        let years = Self {
            of: (0..problem.periods).map(of).collect(),
            price: (0..problem.capacity.len()).map(price).collect(),
            amount: known.iter().map(|&year| budget.amount[year]).collect(),
        };
        (!known.is_empty()).then_some(years)
    }
}

/// How the rows of years are scaled.
#[derive(Clone, Debug, Default)]
pub(super) struct Scale {
    /// By team: what its mean piece costs, in mean costs.
    pub(super) cost: Vec<f32>,
    /// The mean cost.
    unit: f64,
    /// Length of a step in the prices of years, before the ratio.
    pub(super) pace: f32,
}

impl Prices<'_> {
    /// Scales the rows of years by the mean cost of a piece; adds their entries to the sums of `column`.
    pub(super) fn scale_years(&self, column: &mut [f32]) -> Scale {
        let Some(years) = &self.rows.years else { return Scale::default() };
        let cost = |team: usize| f64::from(self.unit[team]) * years.price[team] as f64;
        let paid: Vec<f64> = (0..self.rows.teams).map(cost).collect();
        let pieces =
            || self.rows.rows.iter().filter(|row| row.amount > 0 && row.team < self.rows.teams);
        let (count, sum) =
            pieces().fold((0.0, 0.0), |(count, sum), row| (count + 1.0, sum + paid[row.team]));
        let unit = if sum > 0.0 { sum / count } else { 1.0 };
        let cost: Vec<f32> = paid.iter().map(|paid| (paid / unit) as f32).collect();
        let mut all = 0.0;
        for (at, row) in self.rows.rows.iter().enumerate().filter(|(_, row)| row.amount > 0) {
            let entries = 2.0
                * self.amount[at]
                * Self::SCALE
                * cost.get(row.team).copied().unwrap_or_default();
            all += entries;
            column[at] += entries;
        }
        Scale { cost, unit, pace: 1.0 / all.max(1.0) }
    }

    /// What a mean piece of each team pays in each period, for its team and for money.
    pub(super) fn pay_years(&self, point: &Point, paid: &mut Vec<f32>) {
        let Some(years) = &self.rows.years else { return };
        paid.clone_from(&point.team);
        let lines = paid.chunks_exact_mut(self.rows.periods.max(1));
        for (line, cost) in lines.zip(&self.years.cost) {
            for (price, year) in line.iter_mut().zip(&years.of) {
                *price += year.map_or(0.0, |year| cost * point.year[year]);
            }
        }
    }

    /// By how much more is spent than may be, by year, in mean costs; `used` is mean pieces in work by team and period.
    pub(super) fn overspent(&self, used: impl Fn(usize) -> f32) -> Vec<f32> {
        let Some(years) = &self.rows.years else { return Vec::new() };
        let periods = self.rows.periods;
        let mut over: Vec<f32> =
            years.amount.iter().map(|&at| -(at as f64 / self.years.unit) as f32).collect();
        for (team, cost) in self.years.cost.iter().enumerate() {
            for (period, year) in years.of.iter().enumerate() {
                if let Some(year) = *year {
                    over[year] += cost * used(team * periods + period);
                }
            }
        }
        over
    }

    /// A step of the prices of years up the violations.
    pub(super) fn move_year_prices(
        &self,
        point: &mut Point,
        (anchor, mix): (&Point, Mix),
        used: impl Fn(usize) -> f32,
    ) {
        let length = self.years.pace * point.ratio * Self::SCALE;
        for (year, over) in self.overspent(used).into_iter().enumerate() {
            let was = point.year[year];
            let moved = (was + length * over).max(0.0);
            point.year[year] = mix.of(moved, was, anchor.year[year]);
        }
    }

    /// Adds to `team`, prices of a unit of work by team and period, what it pays for money; what all money is worth.
    pub(super) fn certify_years(&self, point: &Point, team: &mut [i64]) -> i128 {
        let Some(years) = &self.rows.years else { return 0 };
        let dearest = years.price.iter().copied().max().unwrap_or_default().max(1) as f64;
        let fine = FINE as f64;
        let price = |price: &f32| {
            let one = f64::from(*price) * f64::from(Self::SCALE) / self.years.unit;
            (one * 65_536.0 * fine).round().clamp(0.0, LIMIT / dearest * fine) as i128
        };
        let money: Vec<i128> = point.year.iter().map(price).collect();
        let fine = i128::from(FINE);
        // Work pays less than its part, money is worth more: whatever is rounded, the bound is not above.
        for (line, &cost) in team.chunks_exact_mut(self.rows.periods.max(1)).zip(&years.price) {
            for (paid, year) in line.iter_mut().zip(&years.of) {
                let more = year.map_or(0, |year| money[year] * i128::from(cost) / fine);
                *paid = paid.saturating_add(i64::try_from(more).unwrap_or_default());
            }
        }
        let worth = money.iter().zip(&years.amount);
        worth.map(|(&price, &amount)| (price * i128::from(amount) + fine - 1) / fine).sum()
    }
}
