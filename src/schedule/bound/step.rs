//! One iteration: shares against prices, then prices against shares.

use super::point::Point;
use super::prices::{Prices, Scratch};

impl Prices<'_> {
    /// A step of the shares down their gradient, back into rising rows; `ahead` as far again.
    pub(super) fn move_shares(&self, point: &mut Point, slope: &[f32], scratch: &mut Scratch) {
        let periods = self.periods;
        scratch.gradient.copy_from_slice(slope);
        self.add_edges(&point.edge, &mut scratch.gradient);
        for (task, &(first, last)) in self.windows.iter().enumerate() {
            if first >= last {
                continue;
            }
            let row = task * periods;
            let gradient = &mut scratch.gradient[row..row + periods];
            self.add_resources(task, &point.resource, gradient);
            let length = self.reach[task] / point.ratio;
            let share = &mut point.share[row + first..row + last];
            let ahead = &mut scratch.ahead[row + first..row + last];
            for ((new, &old), &slope) in ahead.iter_mut().zip(&*share).zip(&gradient[first..last]) {
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

    fn add_edges(&self, prices: &[f32], gradient: &mut [f32]) {
        let periods = self.periods;
        for (prices, &(before, after, offset)) in prices.chunks_exact(periods).zip(&self.edges) {
            let (first, last) = self.windows[after];
            let row = &mut gradient[after * periods + first..after * periods + last];
            row.iter_mut().zip(&prices[first..last]).for_each(|(slope, price)| *slope += price);
            // A start in `offset` or later waits for a share that there is.
            let first = first.max(offset);
            if first < last {
                let row = before * periods;
                let row = &mut gradient[row + first - offset..row + last - offset];
                row.iter_mut().zip(&prices[first..last]).for_each(|(slope, price)| *slope -= price);
            }
        }
    }

    fn add_resources(&self, task: usize, prices: &[f32], gradient: &mut [f32]) {
        let (periods, duration) = (self.periods, self.duration[task]);
        let (first, last) = self.windows[task];
        for &(resource, amount) in &self.demand[task] {
            let amount = amount as f32 * Self::SCALE;
            let row = &prices[resource * periods..(resource + 1) * periods];
            let slopes = &mut gradient[first..last];
            slopes
                .iter_mut()
                .zip(&row[first..])
                .for_each(|(slope, price)| *slope += amount * price);
            let ends = row.iter().skip(first + duration);
            slopes.iter_mut().zip(ends).for_each(|(slope, price)| *slope -= amount * price);
        }
    }

    /// A step of the prices up the violations of `ahead`.
    pub(super) fn move_prices(&self, point: &mut Point, scratch: &mut Scratch) {
        let periods = self.periods;
        self.use_of(&scratch.ahead, &mut scratch.usage);
        for (resource, &pace) in self.pace.iter().enumerate() {
            let length = pace * point.ratio * Self::SCALE;
            let cells = resource * periods..(resource + 1) * periods;
            let rows = scratch.usage[cells.clone()].iter().zip(&self.capacity[cells.clone()]);
            for (price, (&used, &capacity)) in point.resource[cells].iter_mut().zip(rows) {
                *price = (*price + length * (used - capacity as f32)).max(0.0);
            }
        }
        let length = point.ratio / 2.0;
        let rows = point.edge.chunks_exact_mut(periods).zip(&self.edges);
        for (prices, &(before, after, offset)) in rows {
            let (first, last) = self.windows[after];
            let follower = &scratch.ahead[after * periods..(after + 1) * periods];
            let leader = &scratch.ahead[before * periods..(before + 1) * periods];
            let from = first.max(offset.min(last));
            for (price, share) in prices[first..from].iter_mut().zip(&follower[first..from]) {
                *price = (*price + length * share).max(0.0);
            }
            if from < last {
                let leads = follower[from..last].iter().zip(&leader[from - offset..last - offset]);
                for (price, (one, other)) in prices[from..last].iter_mut().zip(leads) {
                    *price = (*price + length * (one - other)).max(0.0);
                }
            }
        }
    }

    /// Units in use by resource and period.
    pub(super) fn use_of(&self, share: &[f32], usage: &mut [f32]) {
        let periods = self.periods;
        usage.fill(0.0);
        for (task, demand) in self.demand.iter().enumerate() {
            let first = self.windows[task].0;
            let row = &share[task * periods..(task + 1) * periods];
            let ended = first + self.duration[task];
            for &(resource, amount) in demand {
                let amount = amount as f32;
                let used = &mut usage[resource * periods..(resource + 1) * periods];
                let begun = used[first..].iter_mut().zip(&row[first..]);
                begun.for_each(|(used, share)| *used += amount * share);
                let ends = used.iter_mut().skip(ended).zip(&row[first..]);
                ends.for_each(|(used, share)| *used -= amount * share);
            }
        }
    }
}
