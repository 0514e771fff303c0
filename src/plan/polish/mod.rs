//! Better timetables by large neighbourhoods (Shaw, CP 1998): a few tasks that compete or wait for each
//! other are taken out, the order in which they are placed again around the others is annealed, and the
//! rest of the timetable stays.
//!
//! One such order costs what the few tasks cost to place, whatever the size of the problem. The budget is
//! counted in them, not in seconds.

mod cooling;
mod near;

pub(super) use cooling::Cooling;

use super::room::Room;
use super::schedule::{Placement, Problem, place};
use super::search::{Anchor, Late, cost_of};
use crate::schedule::Random;

/// Most tasks of a neighbourhood.
const PART: usize = 20;
/// Orders tried for a task in a neighbourhood.
const DEPTH: u64 = 20;
/// Neighbourhoods in a row that try nothing before the search ends.
const IDLE: u32 = 10_000;

/// Times that every task takes the room before it, at most.
const SETTLED: usize = 50;

/// A timetable under improvement.
pub(super) struct Polish<'a> {
    problem: &'a Problem,
    anchor: &'a Anchor,
    late: Late,
    followers: Vec<Vec<(usize, usize)>>,
    /// Tasks that have a place.
    placed: Vec<usize>,
    /// What is left.
    room: Room<'a>,
    /// Memory for the work of a task by period.
    load: Vec<(usize, u64)>,
    spans: Vec<Span>,
    cost: u64,
    random: Random,
    part: Part,
    /// Tasks by team and last period, as they were some neighbourhoods ago.
    near: Vec<Vec<usize>>,
    /// Orders tried.
    pub(super) tried: u64,
}

/// Where the work of a task lies: by period from `start` to `finish`.
#[derive(Clone, Debug, Default, PartialEq)]
struct Span {
    start: usize,
    finish: usize,
    load: Vec<u64>,
}

/// The few tasks that are moved.
#[derive(Default)]
struct Part {
    /// In the order of placement.
    order: Vec<usize>,
    inside: Vec<bool>,
    /// Last finish that the others leave.
    latest: Vec<usize>,
    position: Vec<usize>,
    /// Where the tasks were before an order was tried, and at the best one.
    saved: Vec<Span>,
    best: Vec<(usize, Span)>,
}

impl<'a> Polish<'a> {
    /// Begins with `placements`, which keep every rule.
    pub(super) fn of(
        problem: &'a Problem,
        anchor: &'a Anchor,
        (placements, late): (&[Placement], Late),
        seed: u64,
    ) -> Self {
        let mut polish = Self::empty(problem, anchor, late, seed);
        for (task, placement) in placements.iter().enumerate() {
            let Some((start, finish)) = placement.span else { continue };
            let span = &mut polish.spans[task];
            (span.start, span.finish) = (start, finish);
            if !placement.load.is_empty() {
                span.load.resize(finish + 1 - start, 0);
            }
            for &(period, given) in &placement.load {
                span.load[period - start] = given;
            }
            polish.take(task);
            polish.placed.push(task);
            polish.cost += cost_of(problem, anchor, task, finish);
        }
        polish
    }

    fn empty(problem: &'a Problem, anchor: &'a Anchor, late: Late, seed: u64) -> Self {
        let count = problem.tasks.len();
        let mut followers = vec![Vec::new(); count];
        for (index, task) in problem.tasks.iter().enumerate() {
            task.after.iter().for_each(|edge| followers[edge.task].push((index, edge.gap)));
        }
        Self {
            problem,
            anchor,
            late,
            followers,
            placed: Vec::with_capacity(count),
            room: Room::of(problem),
            load: Vec::new(),
            spans: vec![Span { finish: NEVER, ..Span::default() }; count],
            cost: 0,
            random: Random::new(seed),
            part: Part {
                inside: vec![false; count],
                latest: vec![0; count],
                position: vec![0; count],
                saved: vec![Span::default(); PART],
                ..Part::default()
            },
            near: Vec::new(),
            tried: 0,
        }
    }

    /// The tasks in the order of the last moments to begin for their finishes, what is waited for first.
    pub(super) fn order(&self) -> Vec<usize> {
        let begin = |task: usize| {
            let least = usize::try_from(self.problem.tasks[task].least_periods());
            let finish = self.spans[task].finish;
            (finish != NEVER).then(|| (finish + 1).saturating_sub(least.unwrap_or_default()))
        };
        let key = |task: usize| (begin(task).unwrap_or(NEVER), self.spans[task].finish);
        super::schedule::ranked(self.problem, key)
    }

    /// The timetable after every task, the earliest first, has taken what room is left before it, until none
    /// does any more; those without a place as `simple` has them.
    pub(super) fn placements(&mut self, simple: &[Placement]) -> Vec<Placement> {
        for _ in 0..SETTLED {
            let mut order = self.placed.clone();
            order.sort_unstable_by_key(|&task| (self.spans[task].start, self.spans[task].finish));
            let mut moved = false;
            for task in order {
                let was = self.spans[task].clone();
                self.give(task);
                self.place(task);
                moved |= was != self.spans[task];
            }
            if !moved {
                break;
            }
        }
        let finishes: Vec<Option<usize>> =
            self.spans.iter().map(|span| Some(span.finish).filter(|&at| at != NEVER)).collect();
        let mut placements = simple.to_vec();
        for at in 0..self.placed.len() {
            let task = self.placed[at];
            self.give(task);
            placements[task] = place(self.problem, task, &finishes, &mut self.room);
        }
        placements
    }

    /// What the timetable costs.
    pub(super) const fn cost(&self) -> u64 {
        self.cost
    }

    /// Improves until `orders` more are tried or the cost is `bound`; `heat` is what a worse order may cost
    /// at first.
    pub(super) fn run(&mut self, orders: u64, bound: u64, heat: f64) {
        if self.placed.len() < 2 {
            return;
        }
        let end = self.tried + orders;
        let every = (self.placed.len() / 10).max(20);
        let (mut round, mut idle) = (0, 0);
        while self.tried < end && self.cost > bound && idle < IDLE {
            if round % every == 0 {
                self.sort();
            }
            round += 1;
            self.choose();
            let before = self.tried;
            if self.part.order.len() > 1 {
                self.anneal(heat);
            } else {
                self.part.order.drain(..).for_each(|task| self.part.inside[task] = false);
            }
            idle = if self.tried == before { idle + 1 } else { 0 };
        }
    }

    /// Tries orders of the part, and leaves the best timetable found: never one that costs more.
    fn anneal(&mut self, heat: f64) {
        self.open();
        let mut cost = self.cost;
        let mut least = cost;
        self.keep();
        let orders = DEPTH * self.part.order.len() as u64;
        for step in 0..orders {
            let temperature = heat * (1.0 - step as f64 / orders as f64);
            let allowed = cost.saturating_add((-temperature * self.random.unit().ln()) as u64);
            let Some(ends) = self.draw() else { continue };
            if let Some(new) = self.attempt(ends, cost, allowed) {
                cost = new;
                if cost < least {
                    least = cost;
                    self.keep();
                }
            }
        }
        self.close(least);
    }

    fn open(&mut self) {
        let (spans, tasks) = (&self.spans, &self.problem.tasks);
        // Of tasks that begin together, one may wait for another that has no work or ends at once.
        let mut order = std::mem::take(&mut self.part.order);
        order.sort_unstable_by_key(|&task| (spans[task].start, spans[task].finish, task));
        ahead(&mut order, |task| tasks[task].after.iter().map(|edge| edge.task));
        self.part.order = order;
        for (place, &task) in self.part.order.iter().enumerate() {
            self.part.position[task] = place;
        }
        for at in 0..self.part.order.len() {
            let task = self.part.order[at];
            self.part.latest[task] = self.latest(task);
        }
    }

    /// Last finish that those outside the part, and deadlines that must be kept, leave `task`.
    fn latest(&self, task: usize) -> usize {
        let mut latest = self.problem.periods.saturating_sub(1);
        for &(after, gap) in &self.followers[task] {
            if !self.part.inside[after] && self.spans[after].finish != NEVER {
                latest = latest.min(self.spans[after].start.saturating_sub(gap));
            }
        }
        if let (Late::None, Some(due)) = (self.late, self.problem.tasks[task].due) {
            latest = latest.min(usize::try_from(due).unwrap_or_default());
        }
        latest
    }

    fn keep(&mut self) {
        let Part { order, best, .. } = &mut self.part;
        best.resize(order.len(), (0, Span::default()));
        for ((task, span), &from) in best.iter_mut().zip(order.iter()) {
            *task = from;
            span.clone_from(&self.spans[from]);
        }
    }

    fn close(&mut self, cost: u64) {
        for at in 0..self.part.order.len() {
            let task = self.part.order[at];
            self.part.inside[task] = false;
            self.give(task);
        }
        let best = std::mem::take(&mut self.part.best);
        for (task, span) in &best {
            self.spans[*task].clone_from(span);
            self.take(*task);
        }
        self.part.best = best;
        self.cost = cost;
    }

    /// From where to where in the order a task goes; none when its neighbours leave it no choice.
    fn draw(&mut self) -> Option<(usize, usize)> {
        let part = &self.part;
        let from = self.random.below(part.order.len());
        let task = part.order[from];
        let (mut low, mut high) = (0, part.order.len() - 1);
        for edge in self.problem.tasks[task].after.iter().filter(|edge| part.inside[edge.task]) {
            low = low.max(part.position[edge.task] + 1);
        }
        for &(after, _) in self.followers[task].iter().filter(|after| part.inside[after.0]) {
            high = high.min(part.position[after].saturating_sub(1));
        }
        self.tried += 1;
        if low >= high {
            return None;
        }
        let to = low + self.random.below(high - low);
        Some((from, if to >= from { to + 1 } else { to }))
    }

    /// Places the order anew from where it changes; the new cost, or none when it is above `allowed`, and
    /// then everything is as before.
    fn attempt(&mut self, (from, to): (usize, usize), cost: u64, allowed: u64) -> Option<u64> {
        let first = from.min(to);
        let count = self.part.order.len();
        let mut sum = cost;
        for place in first..count {
            let task = self.part.order[place];
            self.give(task);
            sum -= cost_of(self.problem, self.anchor, task, self.spans[task].finish);
            std::mem::swap(&mut self.part.saved[place - first], &mut self.spans[task]);
        }
        shift(&mut self.part.order, from, to);
        for place in first..count {
            let task = self.part.order[place];
            let finish = self.place(task);
            let finish = finish.filter(|&finish| finish <= self.part.latest[task]);
            let cost = finish.map(|finish| cost_of(self.problem, self.anchor, task, finish));
            match cost.map(|cost| sum + cost).filter(|&sum| sum <= allowed) {
                Some(more) => sum = more,
                None => {
                    for at in first..=place {
                        self.give(self.part.order[at]);
                    }
                    self.undo((from, to));
                    return None;
                }
            }
        }
        for place in first..=from.max(to) {
            self.part.position[self.part.order[place]] = place;
        }
        Some(sum)
    }

    /// Back to where the tasks were before [`Self::attempt`]; those that it placed are taken out.
    fn undo(&mut self, (from, to): (usize, usize)) {
        shift(&mut self.part.order, to, from);
        for place in from.min(to)..self.part.order.len() {
            let task = self.part.order[place];
            std::mem::swap(&mut self.part.saved[place - from.min(to)], &mut self.spans[task]);
            self.take(task);
        }
    }

    /// Places `task` as early as the room that is left lets it; its last period.
    fn place(&mut self, index: usize) -> Option<usize> {
        let task = &self.problem.tasks[index];
        let span = &mut self.spans[index];
        span.load.clear();
        span.finish = NEVER;
        let mut earliest = task.release;
        for edge in &task.after {
            let finish = self.spans[edge.task].finish;
            if finish == NEVER {
                return None;
            }
            earliest = earliest.max(finish.saturating_add(edge.gap));
        }
        if earliest >= self.problem.periods {
            return None;
        }
        let span = &mut self.spans[index];
        span.start = earliest;
        if task.work == 0 {
            span.finish = earliest;
            return Some(earliest);
        }
        let room = match self.room.free_of_budget(task.team) {
            Ok(room) => room?.get_mut(earliest..)?,
            Err(_) => return self.place_within_budget(index, earliest),
        };
        let most = task.max_per_period.max(1);
        let mut left = task.work;
        for (period, room) in (earliest..).zip(&*room) {
            let given = left.min(most).min(*room);
            if given == 0 && span.load.is_empty() {
                continue;
            }
            if span.load.is_empty() {
                span.start = period;
            }
            span.load.push(given);
            left -= given;
            if left == 0 {
                break;
            }
        }
        if left > 0 {
            span.load.clear();
            return None;
        }
        let from = span.start - earliest;
        room[from..].iter_mut().zip(&span.load).for_each(|(room, given)| *room -= given);
        span.finish = span.start + span.load.len() - 1;
        Some(span.finish)
    }

    fn place_within_budget(&mut self, index: usize, earliest: usize) -> Option<usize> {
        let span = &mut self.spans[index];
        self.room.fill(&self.problem.tasks[index], earliest, &mut self.load);
        let (first, last) = (self.load.first()?.0, self.load.last()?.0);
        span.start = first;
        span.finish = last;
        span.load.resize(last - first + 1, 0);
        for &(period, given) in &self.load {
            span.load[period - first] = given;
        }
        Some(last)
    }

    fn take(&mut self, task: usize) {
        let (team, span) = (self.problem.tasks[task].team, &self.spans[task]);
        self.room.take_all(team, span.start, &span.load);
    }

    fn give(&mut self, task: usize) {
        let (team, span) = (self.problem.tasks[task].team, &self.spans[task]);
        self.room.give_all(team, span.start, &span.load);
    }
}

const NEVER: usize = usize::MAX;

/// Puts tasks that others of `order` wait for before those; nothing else moves more than it must.
fn ahead<I: Iterator<Item = usize>>(order: &mut [usize], before: impl Fn(usize) -> I) {
    // A few tasks: every pass settles at least one more of them.
    for _ in 0..order.len() {
        let mut moved = false;
        for place in 0..order.len() {
            let latest = before(order[place])
                .filter_map(|task| order[place + 1..].iter().rposition(|&other| other == task));
            if let Some(behind) = latest.max() {
                order[place..=place + 1 + behind].rotate_left(1);
                moved = true;
            }
        }
        if !moved {
            return;
        }
    }
}

fn shift(order: &mut [usize], from: usize, to: usize) {
    if from < to {
        order[from..=to].rotate_left(1);
    } else {
        order[to..=from].rotate_right(1);
    }
}
