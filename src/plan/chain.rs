//! Annealing of a timetable by chains: a task ends earlier, and what is in its way makes room.
//!
//! A timetable is taken as work that flows into periods, as in [`super::flow`]: what a task waits for and its own
//! end leave it a window, and how its work lies within it does not matter. When a task is to end earlier, its last
//! work needs room in earlier periods. A chain of other tasks makes that room: each moves work to another period of
//! its window, which costs nothing, or past its end, which costs what its delay costs. The cheapest chain is a
//! shortest path over the periods of the team (Dijkstra, Numerische Mathematik 1, 1959). What all of it costs is
//! accepted the more easily the hotter it is.
//!
//! Taking a few tasks out and placing them again around the others finds far less: work of the others that could
//! as well lie elsewhere is in its way.

use num_traits::PrimInt;

use super::polish::Cooling;
use super::schedule::{Placement, Problem};
use super::search::{Anchor, Late, cost_of};
use crate::schedule::Random;

/// Most periods.
const PERIODS: usize = u128::BITS as usize;
/// Periods by which a link of a chain ends later, at most.
const DELAY: usize = 3;
/// What is waited for and has to end earlier too, one after the other, at most.
const DEPTH: usize = 4;
/// Most tasks of a spot, and moves for each of them.
const SPOT: usize = 64;
const SPOT_MOVES: usize = 20;

/// A timetable under improvement. `S` has more bits than there are periods; 64 are a third faster than 128.
pub(super) struct Chains<'a, S> {
    problem: &'a Problem,
    anchor: &'a Anchor,
    late: Late,
    followers: Vec<Vec<(usize, usize)>>,
    /// Tasks with work.
    placed: Vec<usize>,
    lines: Vec<Line<S>>,
    /// Work by task and period.
    load: Vec<u64>,
    /// By team: where there is room.
    roomy: Vec<S>,
    /// By team and period: room, and the tasks at work.
    free: Vec<u64>,
    there: Vec<Vec<u32>>,
    cost: i64,
    random: Random,
    /// Work by task and period as it was, since the last timetable that stays; and where the move began.
    journal: Vec<(u32, u32, u64)>,
    begun: usize,
    /// By period, in one search.
    hops: Vec<Hop>,
    distance: Vec<i64>,
    /// By task: the last search that came by; and searches.
    seen: Vec<u64>,
    searches: u64,
    /// Moves tried.
    pub(super) tried: u64,
}

/// Where the work of a task lies.
#[derive(Clone, Copy)]
struct Line<S> {
    team: u32,
    most: u64,
    /// First and last period of work.
    begin: u8,
    end: u8,
    /// First and last period that the others leave it.
    from: u8,
    until: u8,
    /// What it costs to end a period later.
    step: i64,
    /// Periods with work, and with as much of it as can be.
    busy: S,
    full: S,
}

impl<S: PrimInt> Line<S> {
    fn new() -> Self {
        let (team, most, begin, end, from, until, step) = Default::default();
        Self { team, most, begin, end, from, until, step, busy: S::zero(), full: S::zero() }
    }

    const fn end(&self) -> usize {
        self.end as usize
    }

    const fn from(&self) -> usize {
        self.from as usize
    }
}

/// How a period was reached: by work of a task in another one.
type Hop = Option<(usize, usize)>;

/// Can chains improve timetables of `problem`? Not with a budget, nor with too many periods.
pub(super) const fn fit(problem: &Problem) -> bool {
    problem.periods > 0 && problem.periods < PERIODS && problem.budget.is_none()
}

impl<'a, S: PrimInt> Chains<'a, S> {
    /// Begins with `placements`, which keep every rule; `None` where they are not of all tasks, and without a
    /// [fit].
    pub(super) fn of(
        problem: &'a Problem,
        anchor: &'a Anchor,
        (placements, late): (&[Placement], Late),
        seed: u64,
    ) -> Option<Self> {
        if !fit(problem) || problem.periods >= bits::<S>() {
            return None;
        }
        let count = problem.tasks.len();
        let mut followers = vec![Vec::new(); count];
        for (index, task) in problem.tasks.iter().enumerate() {
            task.after.iter().for_each(|edge| followers[edge.task].push((index, edge.gap)));
        }
        let row = |row: &Vec<u64>| -> Vec<u64> {
            (0..problem.periods).map(|at| row.get(at).copied().unwrap_or_default()).collect()
        };
        let free: Vec<u64> = problem.capacity.iter().flat_map(row).collect();
        let mut chains = Self {
            problem,
            anchor,
            late,
            followers,
            placed: Vec::with_capacity(count),
            lines: vec![Line::new(); count],
            load: vec![0; count * problem.periods],
            roomy: vec![S::zero(); problem.capacity.len()],
            there: vec![Vec::new(); free.len()],
            free,
            cost: 0,
            random: Random::new(seed),
            journal: Vec::new(),
            begun: 0,
            hops: vec![None; problem.periods],
            distance: vec![0; problem.periods],
            seen: vec![0; count],
            searches: 0,
            tried: 0,
        };
        chains.fill(placements)?;
        Some(chains)
    }

    fn fill(&mut self, placements: &[Placement]) -> Option<()> {
        let periods = self.problem.periods;
        for (cell, _) in self.free.iter().enumerate().filter(|free| *free.1 > 0) {
            set_bit(&mut self.roomy[cell / periods], bit(cell % periods), true);
        }
        for (task, placement) in placements.iter().enumerate() {
            let (begin, end) = placement.span?;
            let one = &self.problem.tasks[task];
            let line = &mut self.lines[task];
            (line.team, line.most) = (one.team as u32, one.max_per_period.max(1));
            (line.begin, line.end) = (begin as u8, end as u8);
            self.cost += self.cost_of(task, end);
            self.lines[task].step = self.cost_of(task, end + 1) - self.cost_of(task, end);
            if one.work > 0 {
                self.placed.push(task);
            }
            for &(period, work) in &placement.load {
                self.set(task, period, work);
            }
        }
        (0..self.lines.len()).for_each(|task| {
            self.lines[task].from = self.from(task);
            self.lines[task].until = self.until(task);
        });
        self.journal.clear();
        Some(())
    }

    /// Work by task and period.
    pub(super) fn loads(&self) -> Vec<Vec<(usize, u64)>> {
        let lines = self.load.chunks_exact(self.problem.periods.max(1));
        let loads = lines
            .map(|line| line.iter().copied().enumerate().filter(|(_, work)| *work > 0).collect());
        loads.collect()
    }

    /// Cools down from `from` to `to`; ends with the last timetable.
    pub(super) fn cool(&mut self, cooling: Cooling, go_on: &mut dyn FnMut(u64, u64) -> bool) {
        let count = self.placed.len() as u64;
        if count < 2 || cooling.moves == 0 {
            return;
        }
        let every = count.max(100);
        let rounds = cooling.moves.div_ceil(every);
        for round in 0..rounds {
            if !go_on(self.tried, self.cost.max(0).unsigned_abs()) {
                break;
            }
            let part = round as f64 / rounds as f64;
            let heat = cooling.at(part);
            for _ in 0..every {
                let task = self.placed[self.random.below(self.placed.len())];
                self.stir(task, heat);
                self.journal.clear();
            }
        }
    }

    /// Heats one spot after the other up and cools it down again: tasks of one team that end at about the same time.
    /// What is worse for it is taken back.
    pub(super) fn cool_spots(&mut self, cooling: Cooling, go_on: &mut dyn FnMut(u64, u64) -> bool) {
        let mut spot = Vec::new();
        if self.placed.is_empty() {
            return;
        }
        while self.tried < cooling.moves && go_on(self.tried, self.cost.max(0).unsigned_abs()) {
            self.pick(&mut spot);
            let (before, moves) = (self.cost, SPOT_MOVES * spot.len());
            for at in 0..moves {
                let task = spot[self.random.below(spot.len())];
                self.stir(task, cooling.at(at as f64 / moves as f64));
            }
            if self.cost > before {
                self.take_back(0);
            }
            self.journal.clear();
        }
    }

    /// The tasks of a spot.
    fn pick(&mut self, spot: &mut Vec<usize>) {
        let center = &self.lines[self.placed[self.random.below(self.placed.len())]];
        let rivals = self.placed.iter().filter(|&&task| self.lines[task].team == center.team);
        let distance = |&task: &usize| self.lines[task].end.abs_diff(center.end);
        spot.clear();
        spot.extend(rivals);
        spot.sort_by_key(|task| (distance(task), *task));
        spot.truncate(SPOT);
    }

    /// Lets a task end earlier, if that does not cost too much.
    fn stir(&mut self, task: usize, heat: f64) {
        self.tried += 1;
        self.begun = self.journal.len();
        let by = if self.random.below(4) > 0 { 1 } else { 1 + self.random.below(4) };
        let allowed = self.cost + (-heat * self.random.unit().ln()) as i64;
        let Some(last) = self.lines[task].end().checked_sub(by) else { return };
        if self.advance(task, last, allowed, DEPTH) && self.cost <= allowed && self.is_valid() {
            return;
        }
        self.take_back(self.begun);
    }

    /// What was done since the journal had so many entries.
    fn take_back(&mut self, begun: usize) {
        while self.journal.len() > begun
            && let Some((task, period, work)) = self.journal.pop()
        {
            self.put(task as usize, period as usize, work);
        }
    }

    /// Do the tasks that were moved keep to what they wait for, and what waits for them to them?
    fn is_valid(&self) -> bool {
        self.journal[self.begun..].iter().all(|&(task, _, _)| {
            let line = &self.lines[task as usize];
            line.from <= line.begin && line.end <= line.until
        })
    }

    /// Lets `index` end by `last`, and what it waits for early enough, as long as all costs `limit` at most.
    fn advance(&mut self, index: usize, last: usize, limit: i64, depth: usize) -> bool {
        let problem = self.problem;
        let task = &problem.tasks[index];
        let least = usize::try_from(task.least_periods()).unwrap_or(PERIODS);
        let Some(start) = (last + 1).checked_sub(least).filter(|&start| start >= task.release)
        else {
            return false;
        };
        if self.lines[index].from() > start {
            let end = self.lines[index].end();
            let limit = limit + self.cost_of(index, end) - self.cost_of(index, last.min(end));
            for edge in &task.after {
                let Some(until) = start.checked_sub(edge.gap) else { return false };
                if self.lines[edge.task].end() > until
                    && (depth == 0
                        || problem.tasks[edge.task].work == 0
                        || !self.advance(edge.task, until, limit, depth - 1))
                {
                    return false;
                }
            }
        }
        let mut left = 0;
        for period in last + 1..=self.lines[index].end() {
            left += self.load[index * problem.periods + period];
            self.set(index, period, 0);
        }
        while left > 0 {
            let window = between(self.lines[index].from(), last);
            match self.search(index, window, limit - self.cost) {
                Some(end) => left -= self.shift(index, end, left),
                None => return false,
            }
        }
        true
    }

    /// A period with room that work can be moved to from `window` of `index` for at most `limit`, at the
    /// least cost and then in the fewest hops.
    fn search(&mut self, index: usize, window: S, limit: i64) -> Option<usize> {
        let team = self.lines[index].team as usize;
        let cells = team * self.problem.periods;
        let roomy = self.roomy[team];
        let mut ready = window & !self.lines[index].full;
        let (mut seen, mut later, mut level) = (ready, S::zero(), 0);
        self.searches += 1;
        self.seen[index] = self.searches;
        for period in each(ready) {
            self.hops[period] = None;
        }
        while level <= limit {
            while !ready.is_zero() {
                if let Some(end) = each(ready & roomy).next() {
                    return Some(end);
                }
                let mut next = S::zero();
                for period in each(ready) {
                    for at in 0..self.there[cells + period].len() {
                        let task = self.there[cells + period][at] as usize;
                        if std::mem::replace(&mut self.seen[task], self.searches) == self.searches {
                            continue;
                        }
                        let line = &self.lines[task];
                        let open = !line.full & !seen;
                        let within = between::<S>(line.from(), line.end()) & open;
                        for other in each(within) {
                            self.hops[other] = Some((period, task));
                        }
                        seen = seen | within;
                        next = next | within;
                        if level + line.step > limit || line.until <= line.end {
                            continue;
                        }
                        let (end, until) = (line.end(), usize::from(line.until));
                        let now = self.cost_of(task, end);
                        let window: S = between(end + 1, until.min(end + DELAY));
                        for other in each(window & !seen) {
                            let cost = level + (self.cost_of(task, other) - now).max(0);
                            let here = bit(other);
                            if cost <= limit
                                && ((later & here).is_zero() || cost < self.distance[other])
                            {
                                later = later | here;
                                self.distance[other] = cost;
                                self.hops[other] = Some((period, task));
                            }
                        }
                    }
                }
                ready = next;
            }
            later = later & !seen;
            level = each(later).map(|period| self.distance[period]).min()?;
            for period in each(later).filter(|&period| self.distance[period] == level) {
                set_bit(&mut ready, bit(period), true);
            }
            seen = seen | ready;
        }
        None
    }

    /// Moves at most `left` along the hops from `end` back to `index`; how much.
    fn shift(&mut self, index: usize, end: usize, left: u64) -> u64 {
        let periods = self.problem.periods;
        let work = |chains: &Self, task: usize, period: usize| chains.load[task * periods + period];
        let spare = |chains: &Self, task: usize, period: usize| {
            chains.lines[task].most - work(chains, task, period)
        };
        let mut amount = left.min(self.free[self.lines[index].team as usize * periods + end]);
        let mut period = end;
        while let Some((before, task)) = self.hops[period] {
            amount = amount.min(work(self, task, before)).min(spare(self, task, period));
            period = before;
        }
        amount = amount.min(spare(self, index, period));
        let mut period = end;
        while let Some((before, task)) = self.hops[period] {
            self.set(task, period, work(self, task, period) + amount);
            self.set(task, before, work(self, task, before) - amount);
            period = before;
        }
        self.set(index, period, work(self, index, period) + amount);
        amount
    }

    fn set(&mut self, task: usize, period: usize, work: u64) {
        let was = self.load[task * self.problem.periods + period];
        if was != work {
            self.journal.push((task as u32, period as u32, was));
            self.put(task, period, work);
        }
    }

    fn put(&mut self, task: usize, period: usize, work: u64) {
        let load = &mut self.load[task * self.problem.periods + period];
        let was = std::mem::replace(load, work);
        let line = &mut self.lines[task];
        let cell = line.team as usize * self.problem.periods + period;
        let (bit, there) = (bit(period), &mut self.there[cell]);
        // A chain takes room before it gives any, in one period after the other.
        self.free[cell] = self.free[cell].wrapping_add(was).wrapping_sub(work);
        set_bit(&mut self.roomy[line.team as usize], bit, self.free[cell] > 0);
        set_bit(&mut line.full, bit, work >= line.most);
        if (was > 0) == (work > 0) {
            return;
        }
        if work > 0 {
            there.push(task as u32);
        } else if let Some(at) = there.iter().position(|&other| other == task as u32) {
            there.swap_remove(at);
        }
        line.busy = line.busy ^ bit;
        if line.busy.is_zero() {
            // All of it is in hand.
            return;
        }
        let (begin, end) = (line.busy.trailing_zeros() as u8, last(line.busy) as u8);
        let was = (line.begin, line.end);
        (line.begin, line.end) = (begin, end);
        if was.1 != end {
            let now = self.cost_of(task, end.into());
            self.cost += now - self.cost_of(task, was.1.into());
            self.lines[task].step = self.cost_of(task, usize::from(end) + 1) - now;
            for at in 0..self.followers[task].len() {
                let after = self.followers[task][at].0;
                self.lines[after].from = self.from(after);
            }
        }
        if was.0 != begin {
            for edge in &self.problem.tasks[task].after {
                self.lines[edge.task].until = self.until(edge.task);
            }
        }
    }

    fn from(&self, task: usize) -> u8 {
        let task = &self.problem.tasks[task];
        let after =
            task.after.iter().map(|edge| self.lines[edge.task].end().saturating_add(edge.gap));
        after.fold(task.release, usize::max).min(PERIODS) as u8
    }

    fn until(&self, task: usize) -> u8 {
        let mut until = self.problem.periods - 1;
        for &(after, gap) in &self.followers[task] {
            until = until.min(usize::from(self.lines[after].begin).saturating_sub(gap));
        }
        if let (Late::None, Some(due)) = (self.late, self.problem.tasks[task].due) {
            until = until.min(usize::try_from(due).unwrap_or_default());
        }
        until as u8
    }

    #[inline]
    fn cost_of(&self, task: usize, end: usize) -> i64 {
        i64::try_from(cost_of(self.problem, self.anchor, task, end)).unwrap_or(i64::MAX / 4)
    }
}

const fn bits<S>() -> usize {
    8 * size_of::<S>()
}

fn bit<S: PrimInt>(period: usize) -> S {
    S::one() << period
}

fn set_bit<S: PrimInt>(set: &mut S, bit: S, on: bool) {
    *set = if on { *set | bit } else { *set & !bit };
}

/// The last of a set that is not empty.
fn last<S: PrimInt>(set: S) -> usize {
    bits::<S>() - 1 - set.leading_zeros() as usize
}

/// The periods from one to another.
fn between<S: PrimInt>(first: usize, last: usize) -> S {
    if first > last {
        return S::zero();
    }
    (S::max_value() << first) & (S::max_value() >> (bits::<S>() - 1 - last))
}

/// What is in a set, ascending.
fn each<S: PrimInt>(mut set: S) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let period = (!set.is_zero()).then(|| set.trailing_zeros() as usize)?;
        set = set & (set - S::one());
        Some(period)
    })
}
