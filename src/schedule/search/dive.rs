//! Diving along time: period by period it decides what starts, then prices the rest anew.

use super::board::{Board, Placed};
use super::lists::by_start;
use crate::schedule::bound::{Point, Prices};

/// How a dive goes.
#[derive(Clone, Copy, Debug)]
pub(in crate::schedule) struct Depth {
    /// Iterations of the relaxation a period.
    pub(in crate::schedule) iterations: usize,
    /// A task may start when this share of it has.
    pub(in crate::schedule) threshold: f32,
}

/// A schedule from the relaxation; `None` when a task would overrun.
pub(in crate::schedule) fn dive(
    board: &Board,
    prices: &Prices<'_>,
    point: &Point,
    depth: Depth,
) -> Option<Placed> {
    let (mut prices, mut point) = (prices.clone(), point.clone());
    let mut free = board.capacity.clone();
    let mut start = vec![None; board.tasks()];
    for period in 0..prices.periods {
        let ready = ready(&prices, &point, &start, period);
        if ready.is_empty() {
            continue;
        }
        for &(share, task) in &ready {
            if share >= depth.threshold && board.fits(task, period as u32, &free) {
                start[task] = Some(period as u32);
                board.take(task, period as u32, &mut free);
                prices.windows[task] = (period, period);
            } else {
                prices.windows[task].0 = period + 1;
            }
        }
        narrow(board, &mut prices)?;
        if start.iter().all(Option::is_some) {
            break;
        }
        point.clamp(&prices);
        point = prices.solve(&mut point, depth.iterations, &mut |_, _| {}).mean;
    }
    let start: Option<Vec<u32>> = start.into_iter().collect();
    Some(by_start(board, &start?))
}

/// Tasks whose window begins in `period`, the greatest share first; what cannot wait before them.
fn ready(
    prices: &Prices<'_>,
    point: &Point,
    start: &[Option<u32>],
    period: usize,
) -> Vec<(f32, usize)> {
    let open =
        (0..start.len()).filter(|&task| start[task].is_none() && prices.windows[task].0 == period);
    let share = |task: usize| match prices.windows[task].1 {
        last if last <= period => f32::INFINITY,
        _ => point.share[task * prices.periods + period],
    };
    let mut ready: Vec<(f32, usize)> = open.map(|task| (share(task), task)).collect();
    ready.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    ready
}

/// Windows after what has been decided; `None` when one is empty.
fn narrow(board: &Board, prices: &mut Prices<'_>) -> Option<()> {
    for &task in &board.order {
        let task = task as usize;
        let mut first = prices.windows[task].0;
        for &(before, lag) in board.before.of(task) {
            let before = before as usize;
            let finish = prices.windows[before].0 + board.duration[before] as usize;
            first = first.max(finish + lag as usize);
        }
        if first + board.duration[task] as usize > prices.periods {
            return None;
        }
        // A window that has closed is opened as far as needed: the schedule stays possible.
        prices.windows[task] = (first, prices.windows[task].1.max(first));
    }
    Some(())
}
