//! One iteration: shares against prices, then prices against shares.

use super::point::Point;
use super::prices::{Prices, Scratch};

impl Prices<'_> {
    /// A step of the shares down their gradient, back into rising lines; `ahead` as far again.
    pub(super) fn move_shares(&self, point: &mut Point, slope: &[f32], scratch: &mut Scratch) {
        let periods = self.rows.periods;
        scratch.gradient.copy_from_slice(slope);
        self.add_ties(&point.tie, &mut scratch.gradient);
        for (row, &(first, last)) in self.windows.iter().enumerate() {
            if first >= last {
                continue;
            }
            let line = row * periods;
            let gradient = &mut scratch.gradient[line + first..line + last];
            self.add_team(row, (first, last), &point.team, gradient);
            let length = self.reach[row] / point.ratio;
            let share = &mut point.share[line + first..line + last];
            let ahead = &mut scratch.ahead[line + first..line + last];
            for ((new, &old), &slope) in ahead.iter_mut().zip(&*share).zip(&*gradient) {
                *new = old - length * slope;
            }
            scratch.blocks.project(ahead);
            for (new, old) in ahead.iter_mut().zip(share) {
                let moved = *new;
                *new = 2.0 * moved - *old;
                *old = moved;
            }
        }
    }

    fn add_ties(&self, prices: &[f32], gradient: &mut [f32]) {
        let periods = self.rows.periods;
        for (prices, tie) in prices.chunks_exact(periods.max(1)).zip(&self.rows.ties) {
            let (first, last) = self.windows[tie.after];
            let line = tie.after * periods;
            let slopes = &mut gradient[line + first..line + last];
            slopes.iter_mut().zip(&prices[first..last]).for_each(|(slope, price)| *slope += price);
            let first = first.max(tie.offset);
            if first < last {
                let line = tie.before * periods;
                let slopes = &mut gradient[line + first - tie.offset..line + last - tie.offset];
                let prices = &prices[first..last];
                slopes.iter_mut().zip(prices).for_each(|(slope, price)| *slope -= price);
            }
        }
    }

    fn add_team(
        &self,
        row: usize,
        (first, last): (usize, usize),
        prices: &[f32],
        gradient: &mut [f32],
    ) {
        let amount = self.amount[row] * Self::SCALE;
        if amount <= 0.0 {
            return;
        }
        let line = self.rows.rows[row].team * self.rows.periods;
        let prices = &prices[line + first..=line + last];
        for (slope, pair) in gradient.iter_mut().zip(prices.windows(2)) {
            *slope += amount * (pair[0] - pair[1]);
        }
    }

    /// A step of the prices up the violations of `ahead`.
    pub(super) fn move_prices(&self, point: &mut Point, scratch: &mut Scratch) {
        let periods = self.rows.periods;
        self.use_of(&scratch.ahead, &mut scratch.usage);
        for (team, &pace) in self.pace.iter().enumerate() {
            let length = pace * point.ratio * Self::SCALE;
            let unit = 1.0 / self.unit[team];
            let cells = team * periods..(team + 1) * periods;
            let used = scratch.usage[cells.clone()].iter().zip(&self.rows.capacity[cells.clone()]);
            for (price, (&used, &capacity)) in point.team[cells].iter_mut().zip(used) {
                *price = (*price + length * (used - capacity as f32 * unit)).max(0.0);
            }
        }
        let length = point.ratio / 2.0;
        let lines = point.tie.chunks_exact_mut(periods.max(1)).zip(&self.rows.ties);
        for (prices, tie) in lines {
            let (first, last) = self.windows[tie.after];
            let later = &scratch.ahead[tie.after * periods..(tie.after + 1) * periods];
            let earlier = &scratch.ahead[tie.before * periods..(tie.before + 1) * periods];
            let from = first.max(tie.offset.min(last));
            for (price, share) in prices[first..from].iter_mut().zip(&later[first..from]) {
                *price = (*price + length * share).max(0.0);
            }
            if from < last {
                let both = later[from..last].iter();
                let both = both.zip(&earlier[from - tie.offset..last - tie.offset]);
                for (price, (one, other)) in prices[from..last].iter_mut().zip(both) {
                    *price = (*price + length * (one - other)).max(0.0);
                }
            }
        }
    }

    /// Mean pieces in work by team and period.
    pub(super) fn use_of(&self, share: &[f32], usage: &mut [f32]) {
        let periods = self.rows.periods;
        usage.fill(0.0);
        for (at, row) in self.rows.rows.iter().enumerate() {
            let amount = self.amount[at];
            if amount <= 0.0 {
                continue;
            }
            let (first, last) = self.windows[at];
            let line = &share[at * periods + first..=at * periods + last];
            let used = &mut usage[row.team * periods + first..=row.team * periods + last];
            let mut before = 0.0;
            for (used, &share) in used.iter_mut().zip(line) {
                *used += amount * (share - before);
                before = share;
            }
        }
    }
}
