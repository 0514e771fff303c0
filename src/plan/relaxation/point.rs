//! A fractional timetable with its prices.

use super::prices::Prices;

/// Shares and prices, line by line with one cell a period.
#[derive(Debug)]
pub(super) struct Point {
    /// By row: the share that is done by then.
    pub(super) share: Vec<f32>,
    /// By team: price of its mean piece in that period, before [`Prices::SCALE`].
    pub(super) team: Vec<f32>,
    /// By tie: price of the later one's share.
    pub(super) tie: Vec<f32>,
    /// By team: price of a mean piece in the grains up to that period, before [`Prices::SCALE`].
    pub(super) grain: Vec<f32>,
    /// By year with a limit: price of a mean cost, before [`Prices::SCALE`].
    pub(super) year: Vec<f32>,
    /// By cut.
    pub(super) cut: Vec<f32>,
    /// Length of a step in prices against one in shares; 0 before the first run.
    pub(super) ratio: f32,
}

/// Where an iteration goes to: parts of what it gives, of where it began and of an anchor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mix {
    next: f32,
    now: f32,
    anchor: f32,
}

impl Mix {
    /// What the iteration gives.
    pub(super) const NEXT: Self = Self { next: 1.0, now: 0.0, anchor: 0.0 };

    /// As far again, and back towards the anchor, the less the more iterations went before.
    pub(super) fn reflected(iteration: usize) -> Self {
        let part = iteration as f32 / (iteration + 1) as f32;
        Self { next: 2.0 * part, now: -part, anchor: 1.0 - part }
    }

    #[inline]
    pub(super) fn of(self, next: f32, now: f32, anchor: f32) -> f32 {
        self.next * next + self.now * now + self.anchor * anchor
    }
}

impl Point {
    pub(super) fn new(prices: &Prices<'_>) -> Self {
        let rows = prices.rows;
        let mut point = Self {
            share: vec![1.0; rows.rows.len() * rows.periods],
            team: vec![0.0; rows.capacity.len()],
            grain: vec![0.0; rows.capacity.len()],
            tie: vec![0.0; rows.ties.len() * rows.periods],
            year: vec![0.0; rows.years.as_ref().map_or(0, |years| years.amount.len())],
            cut: vec![0.0; rows.cuts.len()],
            ratio: 0.0,
        };
        point.clamp(prices);
        point
    }

    /// Sets the shares that the windows leave no choice of.
    pub(super) fn clamp(&mut self, prices: &Prices<'_>) {
        let lines = self.share.chunks_exact_mut(prices.rows.periods.max(1));
        for (line, &(first, last)) in lines.zip(&prices.windows) {
            line[..first].fill(0.0);
            line[last..].fill(1.0);
        }
    }

    /// Goes to the mix of `next`, where it is and `anchor`.
    pub(super) fn mix(&mut self, next: &Self, anchor: &Self, mix: Mix) {
        for (mine, next, anchor) in [
            (&mut self.share, &next.share, &anchor.share),
            (&mut self.team, &next.team, &anchor.team),
            (&mut self.grain, &next.grain, &anchor.grain),
            (&mut self.tie, &next.tie, &anchor.tie),
            (&mut self.year, &next.year, &anchor.year),
            (&mut self.cut, &next.cut, &anchor.cut),
        ] {
            for ((value, &next), &anchor) in mine.iter_mut().zip(next).zip(anchor) {
                *value = mix.of(next, *value, anchor);
            }
        }
    }

    /// Distances in shares and in prices.
    pub(super) fn distance(&self, other: &Self) -> (f64, f64) {
        let prices = squares(&self.team, &other.team)
            + squares(&self.grain, &other.grain)
            + squares(&self.tie, &other.tie)
            + squares(&self.year, &other.year)
            + squares(&self.cut, &other.cut);
        (squares(&self.share, &other.share).sqrt(), prices.sqrt())
    }

    /// The fractional period in which the share of `row` passes `alpha` (Phillips, Stein and Wein,
    /// Mathematical Programming 82, 1998).
    pub(super) fn passes(&self, prices: &Prices<'_>, row: usize, alpha: f32) -> f64 {
        let (first, last) = prices.windows[row];
        let line = &self.share[row * prices.rows.periods..];
        let mut before = 0.0;
        for (period, &share) in line.iter().enumerate().take(last).skip(first) {
            if share >= alpha {
                let part = if share > before { (alpha - before) / (share - before) } else { 0.0 };
                return period as f64 + f64::from(part.clamp(0.0, 1.0));
            }
            before = share;
        }
        last as f64 + f64::from(((alpha - before) / (1.0 - before).max(1e-6)).clamp(0.0, 1.0))
    }

    /// Mean and spread of the period in which `row` is done.
    pub(super) fn moments(&self, prices: &Prices<'_>, row: usize, floor: usize) -> (f64, f64) {
        let (first, last) = prices.windows[row];
        let line = &self.share[row * prices.rows.periods..];
        let (mut mean, mut square, mut before) = (0.0, 0.0, 0.0);
        for (period, &share) in line.iter().enumerate().take(last + 1).skip(first) {
            // All of it is done in the last period.
            let share = if period < last { f64::from(share) } else { 1.0 };
            let (part, at) = ((share - before).max(0.0), period.max(floor) as f64);
            mean += part * at;
            square += part * at * at;
            before = share.max(before);
        }
        (mean, (square - mean * mean).max(0.0))
    }
}

impl Clone for Point {
    fn clone(&self) -> Self {
        Self {
            share: self.share.clone(),
            team: self.team.clone(),
            tie: self.tie.clone(),
            grain: self.grain.clone(),
            year: self.year.clone(),
            cut: self.cut.clone(),
            ratio: self.ratio,
        }
    }

    /// Takes no memory anew.
    fn clone_from(&mut self, other: &Self) {
        self.share.clone_from(&other.share);
        self.team.clone_from(&other.team);
        self.tie.clone_from(&other.tie);
        self.grain.clone_from(&other.grain);
        self.year.clone_from(&other.year);
        self.cut.clone_from(&other.cut);
        self.ratio = other.ratio;
    }
}

/// Sum of the squares of the differences.
pub(super) fn squares(one: &[f32], other: &[f32]) -> f64 {
    one.iter().zip(other).map(|(a, b)| f64::from(a - b).powi(2)).sum()
}
