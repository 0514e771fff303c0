//! How good a point is.

use super::point::Point;
use super::prices::Prices;

/// What [`Prices::look`] sees.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// The bound of its prices.
    pub(super) bound: i64,
    /// Relative gap and violation together; 0 at an optimum.
    pub(super) merit: f64,
}

impl Prices<'_> {
    pub(super) fn look(&self, point: &Point, usage: &mut [f32]) -> Look {
        let bound = self.certify(point);
        let cost = self.cost(point);
        let gap = (cost - bound as f64).abs() / cost.abs().max(1.0);
        self.use_of(&point.share, usage);
        let violated = self.violation(point, usage) / (4.0 * self.tasks().max(1) as f64);
        Look { bound, merit: (gap * gap + violated).sqrt() }
    }

    fn cost(&self, point: &Point) -> f64 {
        let mut sum = 0.0;
        for (task, &(first, last)) in self.windows.iter().enumerate() {
            let row = &point.share[task * self.periods..];
            let mut before = 0.0;
            for (period, &share) in row.iter().enumerate().take(last).skip(first) {
                sum += self.costs.of(task, period) as f64 * f64::from(share - before);
                before = share;
            }
            sum += self.costs.of(task, last) as f64 * f64::from(1.0 - before);
        }
        sum
    }

    /// Sum of the squares by which rows are violated.
    fn violation(&self, point: &Point, usage: &[f32]) -> f64 {
        let over = usage.iter().zip(&self.capacity);
        let over = over.map(|(&used, &capacity)| (used - capacity as f32).max(0.0) * Self::SCALE);
        let mut sum: f64 = over.map(|over| f64::from(over).powi(2)).sum();
        for &(before, after, offset) in &self.edges {
            let (first, last) = self.windows[after];
            let leader = &point.share[before * self.periods..];
            let follower = &point.share[after * self.periods..];
            for (period, share) in follower.iter().enumerate().take(last).skip(first) {
                let led = period.checked_sub(offset).map_or(0.0, |at| leader[at]);
                sum += f64::from((share - led).max(0.0)).powi(2);
            }
        }
        sum
    }
}
