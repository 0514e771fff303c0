//! The bound that prices prove.
//!
//! Whatever the prices, as long as none is negative: a schedule's cost is at least its cost with
//! resources and waiting paid at these prices, less the price of all capacity (Lagrangian duality); and
//! that is least when every task by itself takes the start that is cheapest for it. All of it is
//! computed in integers, prices in units of 2⁻¹⁶, so rounding cannot overstate it.

use super::point::Point;
use super::prices::Prices;

const UNIT: i64 = 1 << 16;
/// Prices above this are cut; a lower price is as valid.
const PRICE_LIMIT: f64 = (1_u64 << 42) as f64;

impl Prices<'_> {
    /// No schedule costs less than this and the base.
    pub(super) fn certify(&self, point: &Point) -> i64 {
        let periods = self.periods;
        let resource: Vec<i64> = point.resource.iter().map(|&p| fixed(p * Self::SCALE)).collect();
        let paid = resource.iter().zip(&self.capacity);
        let mut total: i128 = -paid.map(|(&p, &c)| i128::from(p) * i128::from(c)).sum::<i128>();
        let waiting = self.waiting(point);
        let mut sums = vec![0_i128; periods + 1];
        for task in 0..self.tasks() {
            sums.fill(0);
            for &(row, amount) in &self.demand[task] {
                let row = &resource[row * periods..(row + 1) * periods];
                for (sum, &price) in sums[1..].iter_mut().zip(row) {
                    *sum += i128::from(amount) * i128::from(price);
                }
            }
            for period in 0..periods {
                sums[period + 1] += sums[period];
            }
            total += self.cheapest(task, &waiting[task * periods..(task + 1) * periods], &sums);
        }
        let unit = i128::from(UNIT);
        // Costs are integers: a schedule that costs more than the quotient costs one more at least.
        let bound = total.div_euclid(unit) + i128::from(total.rem_euclid(unit) > 0);
        bound.clamp(i64::MIN.into(), i64::MAX.into()) as i64
    }

    /// Prices of having started, by task and period.
    fn waiting(&self, point: &Point) -> Vec<i64> {
        let periods = self.periods;
        let mut waiting = vec![0_i64; self.tasks() * periods];
        for (prices, &(before, after, offset)) in
            point.edge.chunks_exact(periods.max(1)).zip(&self.edges)
        {
            let (first, last) = self.windows[after];
            for (period, &price) in prices.iter().enumerate().take(last).skip(first) {
                let price = fixed(price);
                waiting[after * periods + period] += price;
                if period >= offset {
                    waiting[before * periods + period - offset] -= price;
                }
            }
        }
        waiting
    }

    fn cheapest(&self, task: usize, waiting: &[i64], sums: &[i128]) -> i128 {
        let (first, last) = self.windows[task];
        let duration = self.duration[task];
        let mut started: i128 =
            waiting[last.min(waiting.len())..].iter().map(|&p| i128::from(p)).sum();
        let mut least = i128::MAX;
        for start in (first..=last).rev() {
            if start < last {
                started += i128::from(waiting[start]);
            }
            let paid = sums[start + duration] - sums[start];
            let cost = i128::from(self.costs.of(task, start)) * i128::from(UNIT);
            least = least.min(cost + started + paid);
        }
        least
    }
}

fn fixed(price: f32) -> i64 {
    (f64::from(price) * UNIT as f64).round().clamp(0.0, PRICE_LIMIT) as i64
}
