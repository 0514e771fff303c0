//! Annealing of a timetable by chains: a task ends earlier, and what is in its way makes room.
//!
//! A timetable is taken as work that flows into periods, as in [`super::flow`]: what a task waits for and its own
//! end leave it a window, and how its work lies within it does not matter. When a task is to end earlier, its last
//! work needs room in earlier periods. A chain of other tasks makes that room: each moves work to another period of
//! its window, which costs nothing, or past its end, which costs what its delay costs. The cheapest chain is a
//! shortest path over the periods of the team (Dijkstra, Numerische Mathematik 1, 1959). What all of it costs is
//! accepted the more easily the hotter it is.
//!
//! Most moves fail, so what a search needs is kept by team and period: where all tasks at work there can move work to.
//!
//! Taking a few tasks out and placing them again around the others finds far less: work of the others that could
//! as well lie elsewhere is in its way.

mod line;
mod links;
mod paths;
mod sets;
mod ways;

use num_traits::PrimInt;

use line::Line;
use paths::Paths;
use sets::{bit, bits, set_bit};
use ways::{DEAR, Ways};

use super::polish::Cooling;
use super::schedule::{Placement, Problem, Task};
use super::search::{Anchor, Late};
use crate::schedule::Random;

/// Most periods.
const PERIODS: usize = u128::BITS as usize;
/// Periods by which a link of a chain ends later, at most.
const DELAY: usize = 3;
/// What is waited for and has to end earlier too, one after the other, at most.
const DEPTH: usize = 4;
/// Most tasks of a spot, as often twice and four times as many; and moves for each of them.
const SPOT: usize = 32;
const SPOT_SIZES: usize = 3;
/// How hot a spot is heated against what was asked for.
const HEATS: [f64; 3] = [0.5, 1.0, 2.0];
const SPOT_MOVES: usize = 5;
/// Periods by which the task in the middle of a spot begins later at first, at most.
const PUSH: usize = 2;

/// The teams whose work is moved; all else stays.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) mine: &'a [bool],
    /// Is an odd period between two tasks, one of which is not of these teams, left to the earlier one?
    pub(super) early: bool,
}

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
    /// By team and period: room.
    free: Vec<u64>,
    /// Where work can be moved to, and the way that the last search found.
    ways: Ways<S>,
    cost: i64,
    random: Random,
    part: Option<Part<'a>>,
    /// Are chains that do not get on given up, and links chosen that move the most?
    hasty: bool,
    /// By task: what the part leaves it, whatever the others do.
    bounds: Vec<(u8, u8)>,
    /// The task that is to end earlier: it does not make room for itself.
    hand: usize,
    /// Work by task and period as it was, since the last timetable that stays; and where the move began.
    journal: Vec<(u32, u32, u64)>,
    begun: usize,
    paths: Paths,
    /// Links of a chain: a task, and from which period to which it moves work.
    route: Vec<(usize, usize, usize)>,
    /// Moves tried.
    pub(super) tried: u64,
}

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
        (part, seed): (Option<Part<'a>>, u64),
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
            ways: Ways::new(count, problem.capacity.len(), problem.periods),
            free,
            cost: 0,
            random: Random::new(seed),
            part,
            hasty: true,
            bounds: vec![(0, u8::MAX); count],
            hand: usize::MAX,
            journal: Vec::new(),
            begun: 0,
            paths: Paths::new(problem.periods),
            route: Vec::new(),
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
            if one.work > 0 && self.part.is_none_or(|part| part.mine[one.team]) {
                self.placed.push(task);
            }
            for &(period, work) in &placement.load {
                self.set(task, period, work);
            }
        }
        self.keep_apart();
        (0..self.lines.len()).for_each(|task| {
            self.lines[task].from = self.from(task);
            self.lines[task].until = self.until(task);
            self.mark(task);
        });
        self.journal.clear();
        Some(())
    }

    /// Shares out the periods between tasks of this part and others.
    fn keep_apart(&mut self) {
        let Some(part) = self.part else { return };
        let is_mine = |task: &Task| part.mine.get(task.team).copied().unwrap_or_default();
        for (after, task) in self.problem.tasks.iter().enumerate() {
            for edge in &task.after {
                let before = &self.problem.tasks[edge.task];
                if is_mine(task) == is_mine(before) {
                    continue;
                }
                let (end, begin) = (self.lines[edge.task].end, self.lines[after].begin);
                let between = usize::from(begin - end).saturating_sub(edge.gap);
                let first = ((between + usize::from(part.early)) / 2) as u8;
                let second = between as u8 - first;
                let until = &mut self.bounds[edge.task].1;
                *until = (*until).min(end + first);
                let from = &mut self.bounds[after].0;
                *from = (*from).max(begin - second);
            }
        }
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
        self.hasty = false;
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
    /// What is worse for it is taken back. The one in the middle begins later at first, and all that waits for it: no
    /// chain does that, and what gets their room may be worth more.
    pub(super) fn cool_spots(&mut self, cooling: Cooling, go_on: &mut dyn FnMut(u64, u64) -> bool) {
        let mut spot = Vec::new();
        if self.placed.is_empty() {
            return;
        }
        while self.tried < cooling.moves && go_on(self.tried, self.cost.max(0).unsigned_abs()) {
            self.pick(&mut spot);
            let (before, moves) = (self.cost, SPOT_MOVES * spot.len());
            let heat = HEATS[self.random.below(HEATS.len())];
            self.push(spot[0]);
            for at in 0..moves {
                let task = spot[self.random.below(spot.len())];
                self.stir(task, heat * cooling.at(at as f64 / moves as f64));
            }
            if self.cost > before {
                self.take_back(0);
            }
            self.journal.clear();
        }
    }

    /// The tasks of a spot.
    fn pick(&mut self, spot: &mut Vec<usize>) {
        let center = self.lines[self.placed[self.random.below(self.placed.len())]];
        let rivals = self.placed.iter().filter(|&&task| self.lines[task].team == center.team);
        let distance = |&task: &usize| self.lines[task].end.abs_diff(center.end);
        spot.clear();
        spot.extend(rivals);
        spot.sort_by_key(|task| (distance(task), *task));
        spot.truncate(SPOT << self.random.below(SPOT_SIZES));
    }

    /// Lets a task begin later, whatever it costs.
    fn push(&mut self, task: usize) {
        self.begun = self.journal.len();
        let first = self.lines[task].begin() + 1 + self.random.below(PUSH);
        if !self.postpone(task, first, self.cost + i64::from(DEAR), DEPTH) || !self.is_valid() {
            self.take_back(self.begun);
        }
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
}
