//! The shortest path over the periods of a team.

use num_traits::PrimInt;

use super::sets::{bit, each};
use super::ways::Ways;

/// The period from which another one was reached; none where the task in hand can do it by itself.
pub(super) type Hop = Option<u8>;

/// Memory of a search.
pub(super) struct Paths {
    pub(super) hops: Vec<Hop>,
    distance: Vec<u32>,
}

impl Paths {
    pub(super) fn new(periods: usize) -> Self {
        Self { hops: vec![None; periods], distance: vec![0; periods] }
    }

    /// The nearest period with room that work can be moved to from `ready`, for at most `limit`, at the
    /// least cost and then in the fewest hops.
    pub(super) fn search<S: PrimInt>(
        &mut self,
        ways: &mut Ways<S>,
        team: usize,
        (mut ready, roomy): (S, S),
        limit: u32,
    ) -> Option<usize> {
        let (mut seen, mut later, mut level) = (ready, S::zero(), 0);
        each(ready).for_each(|period| self.hops[period] = None);
        loop {
            let mut reached = S::zero();
            while !ready.is_zero() {
                if !(ready & roomy).is_zero() {
                    return Some((ready & roomy).trailing_zeros() as usize);
                }
                let mut next = S::zero();
                for period in each(ready) {
                    let new = ways.open(team, period) & !seen;
                    each(new).for_each(|other| self.hops[other] = Some(period as u8));
                    seen = seen | new;
                    next = next | new;
                }
                reached = reached | ready;
                ready = next;
            }
            for period in each(reached) {
                let (past, costs) = ways.past(team, period);
                for other in each(past & !seen) {
                    let cost = level + costs[other];
                    let first = (later & bit(other)).is_zero();
                    if cost <= limit && (first || cost < self.distance[other]) {
                        later = later | bit(other);
                        self.distance[other] = cost;
                        self.hops[other] = Some(period as u8);
                    }
                }
            }
            later = later & !seen;
            level = each(later).map(|period| self.distance[period]).min()?;
            for period in each(later).filter(|&period| self.distance[period] == level) {
                ready = ready | bit(period);
            }
            seen = seen | ready;
        }
    }
}
