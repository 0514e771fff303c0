//! Decides period after period what starts, and prices the rest anew.

use super::engine::Engine;
use crate::schedule::bound::price::{Point, Prices};

/// Starts; `None` when something would overrun the horizon.
pub fn dive(engine: &Engine, mut prices: Prices, mut point: Point, iterations: usize, share: f32) -> Option<Vec<u32>> {
    let t = prices.periods;
    let mut free = engine.capacity.clone();
    let mut start = vec![u32::MAX; engine.tasks];
    let topological = engine.topological();
    for period in 0..t {
        let mut candidates: Vec<(f32, usize)> = (0..engine.tasks)
            .filter(|&j| start[j] == u32::MAX && prices.first[j] == period)
            .map(|j| (if prices.last[j] <= period { 2.0 } else { point.y[j * t + period] }, j))
            .collect();
        if candidates.is_empty() {
            continue;
        }
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for &(y, j) in &candidates {
            let fits = engine.fit_at(j, period as u32, &free);
            if y >= share && fits {
                start[j] = period as u32;
                engine.take(j, period as u32, &mut free, 1);
                prices.first[j] = period;
                prices.last[j] = period;
            } else {
                prices.first[j] = period + 1;
            }
        }
        for &j in &topological {
            let j = j as usize;
            for &(b, lag) in engine.before(j) {
                let b = b as usize;
                let from = prices.first[b] + engine.duration[b] as usize + lag as usize;
                prices.first[j] = prices.first[j].max(from);
            }
            if prices.first[j] + engine.duration[j] as usize > t {
                return None;
            }
            prices.last[j] = prices.last[j].max(prices.first[j]);
        }
        if start.iter().all(|&s| s != u32::MAX) {
            break;
        }
        prices.clamp(&mut point);
        let (_, average) = prices.solve(&mut point, iterations, &mut |_, _| {});
        let omega = point.omega;
        point = average;
        point.omega = omega;
    }
    start.iter().all(|&s| s != u32::MAX).then_some(start)
}
