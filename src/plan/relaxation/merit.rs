//! How good a point is.

use super::point::Point;
use super::prices::Prices;
use crate::plan::optimise::Beside;

/// What [`Prices::look`] sees.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// The bound of its prices.
    pub(super) bound: i64,
    /// Relative gap and violation together; 0 at an optimum.
    pub(super) merit: f64,
}

impl Prices<'_> {
    pub(super) fn look(&self, point: &Point, usage: &mut [f32], beside: &Beside<'_>) -> Look {
        let (mut bound, mut cost, mut violated) = (0, 0.0, 0.0);
        beside(&mut || bound = self.certify(point), &mut || {
            cost = self.fractional_cost(point);
            self.use_of(&point.share, usage);
            violated = self.violation(point, usage);
        });
        let gap = (cost - bound as f64).abs() / cost.abs().max(1.0);
        let violated = violated / (4.0 * self.rows.rows.len().max(1) as f64);
        Look { bound, merit: (gap * gap + violated).sqrt() }
    }

    fn fractional_cost(&self, point: &Point) -> f64 {
        let mut sum = 0.0;
        for (task, row) in self.rows.last.iter().enumerate() {
            let Some(row) = *row else { continue };
            let (first, last) = self.windows[row];
            let line = &point.share[row * self.rows.periods..];
            let mut before = 0.0;
            for (period, &share) in line.iter().enumerate().take(last).skip(first) {
                sum += self.cost(task, period) as f64 * f64::from(share - before);
                before = share;
            }
            sum += self.cost(task, last) as f64 * f64::from(1.0 - before);
        }
        sum
    }

    /// Sum of the squares by which capacity and ties are violated.
    fn violation(&self, point: &Point, usage: &[f32]) -> f64 {
        let periods = self.rows.periods.max(1);
        let mut sum = 0.0;
        let teams = usage.chunks_exact(periods).zip(self.rows.capacity.chunks_exact(periods));
        for ((used, capacity), unit) in teams.zip(&self.unit) {
            for (&used, &capacity) in used.iter().zip(capacity) {
                let over = (used - capacity as f32 / unit).max(0.0) * Self::SCALE;
                sum += f64::from(over).powi(2);
            }
        }
        for over in self.overspent(|cell| usage[cell]) {
            sum += f64::from(over.max(0.0) * Self::SCALE).powi(2);
        }
        sum += self.violation_of_grains(point);
        for cut in &self.rows.cuts {
            sum += f64::from(self.over(cut, &point.share).max(0.0)).powi(2);
        }
        for tie in &self.rows.ties {
            let (first, last) = self.windows[tie.after];
            let earlier = &point.share[tie.before * periods..];
            let later = &point.share[tie.after * periods..];
            for (period, share) in later.iter().enumerate().take(last).skip(first) {
                let led = period.checked_sub(tie.offset).map_or(0.0, |at| earlier[at]);
                sum += f64::from((share - led).max(0.0)).powi(2);
            }
        }
        sum
    }
}
