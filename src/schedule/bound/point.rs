//! A fractional schedule with its prices.

use super::prices::Prices;

/// Shares and prices, row by row with one cell a period.
#[derive(Clone, Debug)]
pub(in crate::schedule) struct Point {
    /// By task: the share that has started by then.
    pub(in crate::schedule) share: Vec<f32>,
    /// By resource: price of a unit in that period, before [`Prices::SCALE`].
    pub(super) resource: Vec<f32>,
    /// By edge: price of the follower's having started.
    pub(super) edge: Vec<f32>,
    /// Length of a step in prices against one in shares; 0 before the first run.
    pub(super) ratio: f32,
}

impl Point {
    pub(in crate::schedule) fn new(prices: &Prices) -> Self {
        let periods = prices.periods;
        let mut point = Self {
            share: vec![1.0; prices.tasks() * periods],
            resource: vec![0.0; prices.capacity.len()],
            edge: vec![0.0; prices.edges.len() * periods],
            ratio: 0.0,
        };
        point.clamp(prices);
        point
    }

    /// Sets the shares that the windows leave no choice of.
    pub(in crate::schedule) fn clamp(&mut self, prices: &Prices) {
        for (row, &(first, last)) in
            self.share.chunks_exact_mut(prices.periods.max(1)).zip(&prices.windows)
        {
            row[..first].fill(0.0);
            row[last..].fill(1.0);
        }
    }

    /// Moves `self` towards `other` by `part` of the way.
    pub(super) fn blend(&mut self, other: &Self, part: f32) {
        for (mine, theirs) in [
            (&mut self.share, &other.share),
            (&mut self.resource, &other.resource),
            (&mut self.edge, &other.edge),
        ] {
            for (value, &target) in mine.iter_mut().zip(theirs) {
                *value += part * (target - *value);
            }
        }
    }

    /// Distances in shares and in prices.
    pub(super) fn distance(&self, other: &Self) -> (f64, f64) {
        let resource = squares(&self.resource, &other.resource);
        let edge = squares(&self.edge, &other.edge);
        (squares(&self.share, &other.share).sqrt(), (resource + edge).sqrt())
    }

    /// The fractional period in which the share of `task` passes `alpha` (Phillips, Stein and Wein,
    /// Mathematical Programming 82, 1998).
    pub(in crate::schedule) fn passes(&self, prices: &Prices, task: usize, alpha: f32) -> f64 {
        let (first, last) = prices.windows[task];
        let row = &self.share[task * prices.periods..];
        let mut before = 0.0;
        for (period, &share) in row.iter().enumerate().take(last).skip(first) {
            if share >= alpha {
                let part = if share > before { (alpha - before) / (share - before) } else { 0.0 };
                return period as f64 + f64::from(part.clamp(0.0, 1.0));
            }
            before = share;
        }
        last as f64 + f64::from(((alpha - before) / (1.0 - before).max(1e-6)).clamp(0.0, 1.0))
    }
}

fn squares(one: &[f32], other: &[f32]) -> f64 {
    one.iter().zip(other).map(|(a, b)| f64::from(a - b).powi(2)).sum()
}
