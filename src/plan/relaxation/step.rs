//! One iteration: shares against prices, then prices against shares. Both are cut into two halves that do not
//! meet, so that they can be worked on side by side.

use std::hint::black_box;

use super::isotonic::Blocks;
use super::point::{Mix, Point};
use super::prices::Prices;
use super::rows::Cut;
use crate::plan::optimise::Beside;

/// Rows whose prices are fetched at a time.
const FETCHED: usize = 8;
/// Cells that are fetched together.
const LINE: usize = 16;

/// Memory of an iteration.
#[derive(Debug)]
pub(super) struct Scratch {
    /// Shares that are extrapolated.
    ahead: Vec<f32>,
    /// What a mean piece pays by team and period, where it pays for money too.
    paid: Vec<f32>,
    halves: [Half; 2],
}

/// Memory of one half of the rows.
#[derive(Debug)]
struct Half {
    /// Of the row in hand.
    gradient: Vec<f32>,
    /// Mean pieces in work by team and period.
    usage: Vec<f32>,
    /// The same that has to be done up to the period.
    need: Vec<f32>,
    blocks: Blocks,
}

impl Scratch {
    pub(super) fn new(prices: &Prices<'_>, point: &Point) -> Self {
        let half = || Half {
            gradient: vec![0.0; prices.rows.periods],
            usage: vec![0.0; prices.rows.capacity.len()],
            need: vec![0.0; prices.rows.capacity.len()],
            blocks: Blocks::default(),
        };
        Self { ahead: point.share.clone(), paid: Vec::new(), halves: [half(), half()] }
    }
}

/// What shares are moved by.
#[derive(Clone, Copy)]
struct Pull<'a> {
    team: &'a [f32],
    grain: &'a [f32],
    tie: &'a [f32],
    cut: &'a [f32],
    ratio: f32,
    anchor: &'a [f32],
    mix: Mix,
}

impl Prices<'_> {
    /// One iteration from `point`, of which `mix` says how much is kept.
    pub(super) fn step(
        &self,
        point: &mut Point,
        (anchor, mix): (&Point, Mix),
        scratch: &mut Scratch,
        beside: &Beside<'_>,
    ) {
        self.move_shares(point, (anchor, mix), scratch, beside);
        self.move_team_prices(point, (anchor, mix), scratch);
        let [one, other] = &scratch.halves;
        self.move_year_prices(point, (anchor, mix), |cell| one.usage[cell] + other.usage[cell]);
        let needs = scratch.halves.each_ref().map(|half| &*half.need);
        self.move_grain_prices(point, (anchor, mix), needs);
        self.move_tie_prices(point, (anchor, mix), scratch, beside);
        self.move_cut_prices(point, (anchor, mix), scratch);
    }

    fn move_shares(
        &self,
        point: &mut Point,
        (anchor, mix): (&Point, Mix),
        scratch: &mut Scratch,
        beside: &Beside<'_>,
    ) {
        self.pay_years(point, &mut scratch.paid);
        let Point { share, team, grain, tie, cut, ratio, .. } = point;
        let team = if scratch.paid.is_empty() { team } else { &mut scratch.paid };
        let pull = Pull { team, grain, tie, cut, ratio: *ratio, anchor: &anchor.share, mix };
        let cut = self.rows.rows.len() / 2;
        let (low, high) = share.split_at_mut(cut * self.rows.periods);
        let (ahead_low, ahead_high) = scratch.ahead.split_at_mut(cut * self.rows.periods);
        let [one, other] = &mut scratch.halves;
        beside(&mut || self.move_rows(0, low, ahead_low, pull, one), &mut || {
            self.move_rows(cut, high, ahead_high, pull, other);
        });
    }

    /// A step of the shares from the row `from` on down their gradient, back into rising lines; `ahead` as far
    /// again.
    fn move_rows(
        &self,
        from: usize,
        share: &mut [f32],
        ahead: &mut [f32],
        pull: Pull<'_>,
        half: &mut Half,
    ) {
        let periods = self.rows.periods.max(1);
        half.usage.fill(0.0);
        half.need.fill(0.0);
        let lines = share.chunks_exact_mut(periods).zip(ahead.chunks_exact_mut(periods));
        for (row, (share, ahead)) in (from..).zip(lines) {
            if (row - from).is_multiple_of(FETCHED) {
                self.fetch(row, pull.tie);
            }
            let (first, last) = self.windows[row];
            if first < last {
                self.slope_of(row, pull, &mut half.gradient);
                let length = self.reach[row] / pull.ratio;
                let (share, ahead) = (&mut share[first..last], &mut ahead[first..last]);
                let slopes = &half.gradient[first..last];
                for ((new, &old), slope) in ahead.iter_mut().zip(&*share).zip(slopes) {
                    *new = old - length * slope;
                }
                half.blocks.project(ahead);
                let anchor = &pull.anchor[row * periods + first..row * periods + last];
                for ((new, old), &anchor) in ahead.iter_mut().zip(share).zip(anchor) {
                    let (moved, was) = (*new, *old);
                    *new = 2.0 * moved - was;
                    *old = pull.mix.of(moved, was, anchor);
                }
            }
            self.use_of_row(row, ahead, &mut half.usage);
            self.need_of_row(row, ahead, &mut half.need);
        }
    }

    /// Reads prices that the next rows are paid: they are far apart in memory, which then is waited for once.
    fn fetch(&self, row: usize, prices: &[f32]) {
        let rows = row..(row + FETCHED).min(self.rows.rows.len());
        let cells =
            rows.flat_map(|row| self.holding.of(row)).flat_map(|hold| hold.cells().step_by(LINE));
        black_box(cells.map(|cell| prices[cell]).sum::<f32>());
    }

    /// Slope and prices of a row's share.
    fn slope_of(&self, row: usize, pull: Pull<'_>, gradient: &mut [f32]) {
        let periods = self.rows.periods;
        let line = |at: usize| at * periods..(at + 1) * periods;
        let (first, last) = self.windows[row];
        gradient.fill(0.0);
        if self.ends(row) {
            let task = self.rows.rows[row].task;
            let from = first.max(self.floor[task]).min(last);
            self.rows.prices[task].fall(from, &mut gradient[from..last]);
        }
        for &at in self.held.of(row) {
            let prices = &pull.tie[line(at as usize)][first..last];
            let slopes = gradient[first..last].iter_mut();
            slopes.zip(prices).for_each(|(slope, price)| *slope += price);
        }
        for hold in self.holding.of(row) {
            let slopes = gradient[hold.periods()].iter_mut().zip(&pull.tie[hold.cells()]);
            slopes.for_each(|(slope, price)| *slope -= price);
        }
        for &(at, period) in self.cutting.of(row) {
            let period = period as usize;
            if (first..last).contains(&period) {
                gradient[period] += pull.cut[at as usize];
            }
        }
        self.slope_of_grains(row, pull.grain, gradient);
        let amount = self.amount[row] * Self::SCALE;
        if amount > 0.0 {
            let prices = &pull.team[line(self.rows.rows[row].team)][first..=last];
            for (slope, pair) in gradient[first..last].iter_mut().zip(prices.windows(2)) {
                *slope += amount * (pair[0] - pair[1]);
            }
        }
    }

    fn use_of_row(&self, row: usize, share: &[f32], usage: &mut [f32]) {
        let amount = self.amount[row];
        if amount <= 0.0 {
            return;
        }
        let (first, last) = self.windows[row];
        let line = self.rows.rows[row].team * self.rows.periods;
        let used = &mut usage[line + first..=line + last];
        let mut before = 0.0;
        for (used, &share) in used.iter_mut().zip(&share[first..=last]) {
            *used += amount * (share - before);
            before = share;
        }
    }

    /// A step of the prices of teams up the violations.
    fn move_team_prices(&self, point: &mut Point, (anchor, mix): (&Point, Mix), scratch: &Scratch) {
        let [one, other] = &scratch.halves;
        for (team, &pace) in self.pace.iter().enumerate() {
            let length = pace * point.ratio * Self::SCALE;
            let unit = 1.0 / self.unit[team];
            for cell in team * self.rows.periods..(team + 1) * self.rows.periods {
                let over =
                    one.usage[cell] + other.usage[cell] - self.rows.capacity[cell] as f32 * unit;
                let was = point.team[cell];
                let moved = (was + length * over).max(0.0);
                point.team[cell] = mix.of(moved, was, anchor.team[cell]);
            }
        }
    }

    /// The same of ties.
    fn move_tie_prices(
        &self,
        point: &mut Point,
        (anchor, mix): (&Point, Mix),
        scratch: &Scratch,
        beside: &Beside<'_>,
    ) {
        let length = point.ratio / 2.0;
        let cut = self.rows.ties.len() / 2;
        let (low, high) = point.tie.split_at_mut(cut * self.rows.periods);
        let ahead = &scratch.ahead;
        let half = |from: usize, prices: &mut [f32]| {
            self.move_ties(from, prices, ahead, (&anchor.tie, mix), length);
        };
        beside(&mut || half(0, low), &mut || half(cut, high));
    }

    fn move_ties(
        &self,
        from: usize,
        prices: &mut [f32],
        ahead: &[f32],
        (anchor, mix): (&[f32], Mix),
        length: f32,
    ) {
        let periods = self.rows.periods.max(1);
        for (at, prices) in (from..).zip(prices.chunks_exact_mut(periods)) {
            let tie = &self.rows.ties[at];
            let anchor = &anchor[at * periods..(at + 1) * periods];
            if (at - from).is_multiple_of(FETCHED) {
                self.fetch_earlier(at, ahead);
            }
            let (first, last) = self.windows[tie.after];
            let later = &ahead[tie.after * periods..(tie.after + 1) * periods];
            let earlier = &ahead[tie.before * periods..(tie.before + 1) * periods];
            let change = |price: &mut f32, over: f32, anchor: f32| {
                *price = mix.of((*price + length * over).max(0.0), *price, anchor);
            };
            let begin = first.max(tie.offset.min(last));
            let alone = prices[first..begin].iter_mut().zip(&later[first..begin]);
            for ((price, share), &anchor) in alone.zip(&anchor[first..begin]) {
                change(price, *share, anchor);
            }
            if begin < last {
                let both = later[begin..last].iter();
                let both = both.zip(&earlier[begin - tie.offset..last - tie.offset]);
                let pairs = prices[begin..last].iter_mut().zip(both);
                for ((price, (one, other)), &anchor) in pairs.zip(&anchor[begin..last]) {
                    change(price, one - other, anchor);
                }
            }
        }
    }

    /// Reads shares that the next ties need, as [`Self::fetch`] does prices.
    fn fetch_earlier(&self, tie: usize, ahead: &[f32]) {
        let periods = self.rows.periods;
        let ties = self.rows.ties[tie..].iter().take(FETCHED);
        let cells =
            ties.flat_map(|tie| (tie.before * periods..(tie.before + 1) * periods).step_by(LINE));
        black_box(cells.map(|cell| ahead[cell]).sum::<f32>());
    }

    /// The same of cuts.
    fn move_cut_prices(&self, point: &mut Point, (anchor, mix): (&Point, Mix), scratch: &Scratch) {
        for (at, cut) in self.rows.cuts.iter().enumerate() {
            let length = point.ratio / cut.cells.len() as f32;
            let was = point.cut[at];
            let moved = (was + length * self.over(cut, &scratch.ahead)).max(0.0);
            point.cut[at] = mix.of(moved, was, anchor.cut[at]);
        }
    }

    /// By how much `cut` is violated.
    pub(super) fn over(&self, cut: &Cut, share: &[f32]) -> f32 {
        let done = cut.cells.iter().map(|&cell| share[cell]);
        done.sum::<f32>() - cut.most as f32
    }

    /// Mean pieces in work by team and period.
    pub(super) fn use_of(&self, share: &[f32], usage: &mut [f32]) {
        usage.fill(0.0);
        for (row, share) in share.chunks_exact(self.rows.periods.max(1)).enumerate() {
            self.use_of_row(row, share, usage);
        }
    }
}
