//! Where the method begins when there are too many cells for it to find the way from nothing: at a timetable,
//! with the prices at which that timetable would be the cheapest one if nothing waited for anything.

use super::point::Point;
use super::prices::Prices;
use crate::plan::schedule::{Placement, Problem, followers, sequence};

/// A team whose room in a period is filled to this part has none to spare.
const FULL: f64 = 0.98;
/// Periods of waiting that a late task costs a period.
const LATE: f64 = 6.0;

impl Point {
    /// Shares of `placements`, and the prices that they say.
    pub(super) fn begin(prices: &Prices<'_>, problem: &Problem, placements: &[Placement]) -> Self {
        let mut point = Self::new(prices);
        point.share_out(prices, placements);
        point.price(prices, problem, placements);
        point.clamp(prices);
        point
    }

    fn share_out(&mut self, prices: &Prices<'_>, placements: &[Placement]) {
        let (mut task, mut before) = (usize::MAX, 0_u64);
        let lines = self.share.chunks_exact_mut(prices.rows.periods.max(1));
        for (line, row) in lines.zip(&prices.rows.rows) {
            if row.task != task {
                (task, before) = (row.task, 0);
            }
            let Some((_, finish)) = placements[task].span else { continue };
            let mut done = 0_u64;
            let mut loads = placements[task].load.iter().peekable();
            for (period, share) in line.iter_mut().enumerate() {
                done += loads.next_if(|load| load.0 == period).map_or(0, |load| load.1);
                *share = match row.amount {
                    0 => f32::from(u8::from(period >= finish)),
                    amount => (done.saturating_sub(before) as f32 / amount as f32).min(1.0),
                };
            }
            before += row.amount;
        }
    }

    /// While a team is full, its room in a period is worth more than that in the next one by what a unit of the
    /// work that is done in it costs when it waits (Smith's rule read backwards).
    fn price(&mut self, prices: &Prices<'_>, problem: &Problem, placements: &[Placement]) {
        let periods = problem.periods;
        let weight = weights(problem, placements);
        let (mut used, mut worth) =
            (vec![0.0_f64; self.team.len()], vec![0.0_f64; self.team.len()]);
        for (at, (task, placement)) in problem.tasks.iter().zip(placements).enumerate() {
            for &(period, work) in &placement.load {
                let cell = task.team * periods + period;
                if let (Some(used), Some(worth)) = (used.get_mut(cell), worth.get_mut(cell)) {
                    *used += work as f64;
                    *worth += work as f64 * weight[at] / task.work.max(1) as f64;
                }
            }
        }
        for team in 0..prices.rows.teams {
            let scale = f64::from(prices.unit[team] / Prices::SCALE);
            let mut price = 0.0;
            for period in (0..periods).rev() {
                let cell = team * periods + period;
                let full = used[cell] >= FULL * prices.rows.capacity[cell] as f64;
                price =
                    if full && used[cell] > 0.0 { price + worth[cell] / used[cell] } else { 0.0 };
                self.team[cell] = (price * scale) as f32;
            }
        }
    }
}

/// What a period of waiting costs, with a share of what waits for it.
fn weights(problem: &Problem, placements: &[Placement]) -> Vec<f64> {
    let own = |(task, placement): (&crate::plan::schedule::Task, &Placement)| {
        let late = placement.span.zip(task.due).is_some_and(|(span, due)| span.1 as i64 >= due);
        task.delay as f64 * if late { LATE } else { 1.0 }
    };
    let mut weights: Vec<f64> = problem.tasks.iter().zip(placements).map(own).collect();
    let followers = followers(problem);
    for &at in sequence(problem).iter().rev() {
        let inherited: f64 = (followers[at].iter())
            .map(|&next| weights[next] / problem.tasks[next].after.len().max(1) as f64)
            .sum();
        weights[at] += inherited;
    }
    weights
}
