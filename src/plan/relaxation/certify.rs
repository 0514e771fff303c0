//! The bound that prices prove.
//!
//! Whatever the prices, as long as none is negative: a timetable's cost is at least its cost with capacity
//! and ties paid at these prices, less the price of all capacity (Lagrangian duality); and that is least
//! when every piece by itself is done in the period that is cheapest for it. All of it is computed in
//! integers, prices in units of 2⁻¹⁶, so rounding cannot overstate it.

use super::point::Point;
use super::prices::Prices;

const UNIT: i64 = 1 << 16;
/// Prices above this are cut; a lower price is as valid.
const PRICE_LIMIT: f64 = (1_u64 << 46) as f64;
/// The same of all the grains of a team together.
const GRAINS_LIMIT: i64 = 1 << 50;

impl Prices<'_> {
    /// No timetable within the windows costs less than this and the base.
    pub(super) fn certify(&self, point: &Point) -> i64 {
        let total = self.total(point, &mut |_, _| {});
        let unit = i128::from(UNIT);
        // Costs are integers: a timetable that costs more than the quotient costs one more at least.
        let bound = total.div_euclid(unit) + i128::from(total.rem_euclid(unit) > 0);
        bound.clamp(i64::MIN.into(), i64::MAX.into()) as i64
    }

    /// Takes from `floor` and `ceiling` of the finishes what no timetable has that costs less than `cost`
    /// and the base.
    ///
    /// When a task finishes in a period, its piece is paid in that period or before it, at the prices there;
    /// with all else at its least, that may cost too much already.
    pub(super) fn squeeze(
        &self,
        point: &Point,
        cost: i64,
        (floor, ceiling): (&mut [usize], &mut [usize]),
    ) {
        let mut profiles: Vec<(usize, Vec<i128>)> = Vec::new();
        let total = self.total(point, &mut |row, profile| {
            profiles.push((row, profile.to_vec()));
        });
        let room = i128::from(cost) * i128::from(UNIT) - total;
        for (row, profile) in profiles {
            let task = self.rows.rows[row].task;
            let first = self.windows[row].0;
            let price = |period: usize| i128::from(self.cost(task, period)) * i128::from(UNIT);
            let least = profile.iter().min().copied().unwrap_or_default();
            let mut rest = i128::MAX;
            let (mut earliest, mut latest) = (None, None);
            for (period, &paid) in (first..).zip(&profile) {
                rest = rest.min(paid - price(period));
                if period >= floor[task] && rest + price(period) - least < room {
                    earliest = earliest.or(Some(period));
                    latest = Some(period);
                }
            }
            // Where nothing is left, nothing cheaper is there: the windows close.
            floor[task] = floor[task].max(earliest.unwrap_or(usize::MAX));
            ceiling[task] = ceiling[task].min(latest.unwrap_or_default());
        }
    }

    /// The bound in [`UNIT`]s. `look` is given every row that ends a task, with what it costs to do it in
    /// each period of its window.
    fn total(&self, point: &Point, look: &mut dyn FnMut(usize, &[i128])) -> i128 {
        let periods = self.rows.periods;
        let mut team = Vec::with_capacity(point.team.len());
        for (prices, unit) in point.team.chunks_exact(periods.max(1)).zip(&self.unit) {
            team.extend(prices.iter().map(|price| fixed(price * Self::SCALE / unit)));
        }
        let paid = team.iter().zip(&self.rows.capacity);
        let mut total: i128 = -paid.map(|(&p, &c)| i128::from(p) * i128::from(c)).sum::<i128>();
        total -= self.certify_years(point, &mut team);
        let cuts = point.cut.iter().zip(&self.rows.cuts);
        total -= cuts.map(|(&p, cut)| i128::from(fixed(p)) * cut.most as i128).sum::<i128>();
        let grains = self.grain_prices(point);
        let whole = self.rows.grains.iter().flatten().flat_map(|grain| &grain.whole);
        let paid = grains.iter().flatten().zip(whole);
        total -= paid.map(|(&p, &c)| i128::from(p) * i128::from(c)).sum::<i128>();
        let mut waiting = vec![0_i64; periods];
        let mut profile = Vec::with_capacity(periods);
        for (at, row) in self.rows.rows.iter().enumerate() {
            let prices = match row.amount {
                0 => &[][..],
                _ => &team[row.team * periods..(row.team + 1) * periods],
            };
            self.wait(at, point, &grains, &mut waiting);
            self.price_row(at, &waiting, prices, &mut profile);
            total += profile.iter().min().copied().unwrap_or_default();
            if self.ends(at) {
                look(at, &profile);
            }
        }
        total
    }

    /// Prices of a row's being done, by period.
    fn wait(&self, row: usize, point: &Point, grains: &[Vec<i64>], waiting: &mut [i64]) {
        let periods = self.rows.periods;
        let (first, last) = self.windows[row];
        waiting.fill(0);
        for &tie in self.held.of(row) {
            let line = &point.tie[tie as usize * periods..(tie as usize + 1) * periods];
            let prices = waiting[first..last].iter_mut().zip(&line[first..last]);
            prices.for_each(|(waiting, &price)| *waiting += fixed(price));
        }
        for hold in self.holding.of(row) {
            let prices = waiting[hold.periods()].iter_mut().zip(&point.tie[hold.cells()]);
            prices.for_each(|(waiting, &price)| *waiting -= fixed(price));
        }
        for &(cut, period) in self.cutting.of(row) {
            waiting[period as usize] += fixed(point.cut[cut as usize]);
        }
        let Some((grain, parts)) = self.rows.parts(row) else { return };
        let prices = &grains[self.rows.rows[row].team];
        for (before, part) in parts.enumerate() {
            let count = (self.rows.rows[part].amount / grain.amount) as i64;
            for (period, &price) in prices.iter().enumerate() {
                // All is finished in the last period.
                waiting[(period + before).min(periods - 1)] += count * price;
            }
        }
    }

    /// Prices of a grain, by team with one and period.
    fn grain_prices(&self, point: &Point) -> Vec<Vec<i64>> {
        let lines = point.grain.chunks_exact(self.rows.periods.max(1));
        let lines = lines.zip(self.rows.grains.iter().zip(&self.unit));
        let prices = lines.map(|(line, (grain, unit))| {
            let Some(grain) = grain else { return Vec::new() };
            // No task has more grains than capacity has: all of them at this price fit.
            let most = GRAINS_LIMIT / grain.whole.last().copied().unwrap_or_default().max(1);
            let scale = Self::SCALE / unit * grain.amount as f32;
            line.iter().map(|price| fixed(price * scale).min(most)).collect()
        });
        prices.collect()
    }

    /// What it costs to do a row in each period of its window.
    fn price_row(&self, at: usize, waiting: &[i64], prices: &[i64], profile: &mut Vec<i128>) {
        let (first, last) = self.windows[at];
        let row = &self.rows.rows[at];
        let ends = self.ends(at);
        let mut done: i128 = waiting[last..].iter().map(|&price| i128::from(price)).sum();
        profile.clear();
        for period in (first..=last).rev() {
            if period < last {
                done += i128::from(waiting[period]);
            }
            let paid = prices.get(period).copied().unwrap_or_default();
            let mut cost = done + i128::from(paid) * i128::from(row.amount);
            if ends {
                cost += i128::from(self.cost(row.task, period)) * i128::from(UNIT);
            }
            profile.push(cost);
        }
        profile.reverse();
    }
}

fn fixed(price: f32) -> i64 {
    (f64::from(price) * UNIT as f64).round().clamp(0.0, PRICE_LIMIT) as i64
}
