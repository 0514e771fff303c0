//! Where the tasks at work in a period can move work of it to.
//!
//! All of them together are looked at: the periods that one of them can move to at no cost, and those past an end with
//! the least that one costs. That is worked out when it is asked for and something has changed since.

use num_traits::PrimInt;

use super::DELAY;
use super::sets::{between, bit};

/// What is too dear, whatever is allowed.
pub(super) const DEAR: u32 = 1 << 30;

/// Where a task can move its work to past its end, at the most by so many periods.
#[derive(Clone, Copy)]
struct Past<S> {
    periods: S,
    /// What it costs to end one period later, and more; what is not in `periods` is too dear.
    rise: [u32; DELAY],
    end: u8,
}

impl<S: PrimInt> Past<S> {
    fn none() -> Self {
        Self { periods: S::zero(), rise: [DEAR; DELAY], end: 0 }
    }
}

/// The ways of all tasks.
pub(super) struct Ways<S> {
    periods: usize,
    /// By task: where it can move work to at no cost, and past its end.
    open: Vec<S>,
    past: Vec<Past<S>>,
    /// By team and period: the tasks at work.
    pub(super) there: Vec<Vec<u32>>,
    /// By team and period: where they can go at no cost, and past their ends.
    all_open: Vec<S>,
    all_past: Vec<S>,
    /// The same with a line by period: the least cost.
    costs: Vec<u32>,
    /// By team: periods to be looked at anew.
    stale_open: Vec<S>,
    stale_past: Vec<S>,
}

impl<S: PrimInt> Ways<S> {
    pub(super) fn new(tasks: usize, teams: usize, periods: usize) -> Self {
        let cells = teams * periods;
        Self {
            periods,
            open: vec![S::zero(); tasks],
            past: vec![Past::none(); tasks],
            there: vec![Vec::new(); cells],
            all_open: vec![S::zero(); cells],
            all_past: vec![S::zero(); cells],
            costs: vec![DEAR; cells * (periods + DELAY)],
            stale_open: vec![S::max_value(); teams],
            stale_past: vec![S::max_value(); teams],
        }
    }

    /// From now on `task` of `team`, at work in `busy`, can move work to `open` at no cost.
    #[inline]
    pub(super) fn set_open(&mut self, task: usize, open: S, (team, busy): (usize, S)) {
        if self.open[task] != open {
            self.open[task] = open;
            or(&mut self.stale_open, team, busy);
        }
    }

    /// The same past its end up to `until`, at `rise`.
    pub(super) fn set_past(
        &mut self,
        task: usize,
        (end, until, mut rise): (usize, usize, [u32; DELAY]),
        (team, busy): (usize, S),
    ) {
        rise.iter_mut().skip(until.saturating_sub(end)).for_each(|rise| *rise = DEAR);
        let periods = between(end + 1, until.min(end + DELAY));
        self.past[task] = Past { periods, rise, end: end as u8 };
        or(&mut self.stale_past, team, busy);
    }

    /// It can move work nowhere.
    pub(super) fn close(&mut self, task: usize, (team, busy): (usize, S)) {
        self.open[task] = S::zero();
        self.past[task] = Past::none();
        self.touch(team, busy);
    }

    /// What it costs `task` to move work to `period`.
    #[inline]
    pub(super) fn cost(&self, task: usize, period: usize) -> Option<u32> {
        let here = bit(period);
        if !(self.open[task] & here).is_zero() {
            return Some(0);
        }
        let past = &self.past[task];
        let later = period.checked_sub(usize::from(past.end) + 1)?;
        (!(past.periods & here).is_zero()).then(|| past.rise[later])
    }

    /// The periods that work of a period of a team can be moved to at no cost.
    #[inline]
    pub(super) fn open(&mut self, team: usize, period: usize) -> S {
        let cell = team * self.periods + period;
        let here = bit(period);
        if !(self.stale_open[team] & here).is_zero() {
            self.stale_open[team] = self.stale_open[team] & !here;
            let open = self.there[cell].iter().map(|&task| self.open[task as usize]);
            self.all_open[cell] = open.fold(S::zero(), |one, other| one | other);
        }
        self.all_open[cell]
    }

    /// Those past an end, and what that costs by period.
    #[inline]
    pub(super) fn past(&mut self, team: usize, period: usize) -> (S, &[u32]) {
        let cell = team * self.periods + period;
        let here = bit(period);
        let stride = self.periods + DELAY;
        let costs = &mut self.costs[cell * stride..(cell + 1) * stride];
        if !(self.stale_past[team] & here).is_zero() {
            self.stale_past[team] = self.stale_past[team] & !here;
            costs.fill(DEAR);
            let mut periods = S::zero();
            for &task in &self.there[cell] {
                let past = &self.past[task as usize];
                periods = periods | past.periods;
                let end = usize::from(past.end);
                if let Some(costs) = costs.get_mut(end + 1..end + 1 + DELAY) {
                    for (cost, &rise) in costs.iter_mut().zip(&past.rise) {
                        *cost = (*cost).min(rise);
                    }
                }
            }
            self.all_past[cell] = periods;
        }
        (self.all_past[cell], costs)
    }

    /// The tasks at work in `periods` of `team` are others.
    #[inline]
    pub(super) fn touch(&mut self, team: usize, periods: S) {
        or(&mut self.stale_open, team, periods);
        or(&mut self.stale_past, team, periods);
    }
}

/// A team that is not there has no periods.
#[inline]
fn or<S: PrimInt>(sets: &mut [S], team: usize, periods: S) {
    if let Some(set) = sets.get_mut(team) {
        *set = *set | periods;
    }
}
