//! Better schedules for any objective: local search on activity lists.
//!
//! A move takes a task to an earlier place of the list with all that it waits for on the way, or to a
//! later one with all that waits for it. Late acceptance (Burke and Bykov, European Journal of
//! Operational Research 258, 2017): a move is kept when the cost is not above the present one, or not
//! above the one some moves ago. How many moves ago grows when the search stands still, and does not
//! depend on the budget: with a greater budget the same search goes on.

use super::check::check;
use super::fault::Fault;
use super::model::Model;
use super::objective::{Objective, exposure_of};
use super::project::{Project, Schedule};
use super::random::Random;
use super::workspace::Workspace;

/// A schedule that a search ended with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Improved {
    /// The schedule.
    pub schedule: Schedule,
    /// Its cost.
    pub cost: u128,
    /// Schedules generated.
    pub schedules: u64,
}

/// Searches for a schedule that costs less than `start`, generating `budget` schedules at most.
///
/// Equal arguments give equal answers; the cost is never above that of `start`, nor above that of a
/// smaller budget.
///
/// # Errors
/// The first [`Fault`] of the project; [`Fault::Infeasible`] when `start` is not a schedule of it.
pub fn improve(
    project: &Project,
    start: &Schedule,
    objective: Objective,
    budget: u64,
    seed: u64,
) -> Result<Improved, Fault> {
    let model = Model::new(project)?;
    match check(project, start).len() {
        0 => {}
        violations => return Err(Fault::Infeasible { violations }),
    }
    let mut climb = Climb::new(&model, objective, start, seed);
    climb.run(budget);
    Ok(Improved {
        schedule: model.export(&climb.best_start),
        cost: climb.best,
        schedules: climb.workspace.passes(),
    })
}

/// How many moves ago, at first and at most.
const MEMORY: (usize, usize) = (16, 1 << 16);
/// Least binary magnitude of the distance of a move.
const SHORTEST: usize = 2;
/// Growth of the memory.
const GROWTH: usize = 8;
/// The search stands still after so many moves for each of the memory and of the tasks.
const PATIENCE: usize = 4;

struct Climb<'m, 'p> {
    model: &'m Model<'p>,
    objective: Objective,
    workspace: Workspace,
    random: Random,
    best: u128,
    best_start: Vec<u32>,
    /// Own numbers, what is waited for first.
    list: Vec<u32>,
    undo: Vec<u32>,
    moved: Vec<u32>,
    passed: Vec<u32>,
    /// Whether a task goes along, by own number.
    along: Vec<bool>,
}

impl<'m, 'p> Climb<'m, 'p> {
    fn new(model: &'m Model<'p>, objective: Objective, start: &Schedule, seed: u64) -> Self {
        let mut workspace = Workspace::new(model);
        workspace.start = model.import(start);
        workspace.sort_by_start();
        Self {
            best: objective.cost(model.project(), start),
            best_start: workspace.start.clone(),
            list: workspace.order.clone(),
            undo: Vec::new(),
            moved: Vec::new(),
            passed: Vec::new(),
            along: vec![false; model.len()],
            random: Random::new(seed),
            model,
            objective,
            workspace,
        }
    }

    fn run(&mut self, budget: u64) {
        if self.model.is_empty() || budget == 0 {
            return;
        }
        let Some(mut current) = self.decode() else { return };
        let mut memory = MEMORY.0;
        while self.workspace.passes() < budget {
            current = self.stand(budget, memory, current);
            memory = (memory * GROWTH).min(MEMORY.1);
        }
    }

    /// One search with a memory of `memory` moves; the present cost at its end.
    fn stand(&mut self, budget: u64, memory: usize, mut current: u128) -> u128 {
        let mut past = vec![current; memory];
        let (mut idle, mut step) = (0, 0);
        while self.workspace.passes() < budget && idle < PATIENCE * (memory + self.list.len()) {
            let (from, to) = self.step();
            let cost = self.decode();
            let kept = cost.filter(|&cost| cost <= current || cost <= past[step]);
            idle = if kept.is_some_and(|cost| cost < current) { 0 } else { idle + 1 };
            match kept {
                Some(cost) => current = cost,
                None => self.list[from..to].copy_from_slice(&self.undo),
            }
            past[step] = past[step].min(current);
            step = (step + 1) % memory;
        }
        current
    }

    /// Cost of the list; `None` when it does not fit into the horizon.
    fn decode(&mut self) -> Option<u128> {
        let makespan = self.workspace.forward(self.model, &self.list).ok()?;
        let cost = match self.objective {
            Objective::Makespan => makespan.into(),
            Objective::Exposure => self.exposure(),
        };
        if cost < self.best {
            self.best = cost;
            self.best_start.clone_from(&self.workspace.start);
        }
        Some(cost)
    }

    fn exposure(&self) -> u128 {
        let model = self.model;
        (model.ids.iter().enumerate())
            .map(|(number, &id)| {
                let task = &model.project().tasks[id as usize];
                let finish = u64::from(self.workspace.start[number]) + u64::from(task.duration);
                exposure_of(task.weight, task.due, finish)
            })
            .fold(0, u128::saturating_add)
    }

    /// A random move; the stretch of the list that it changed, whose old content is in `undo`.
    fn step(&mut self) -> (usize, usize) {
        let tasks = self.list.len();
        let place = self.random.below(tasks);
        // Distances of all magnitudes are equally likely; the shortest seldom change a schedule.
        let magnitudes = (usize::BITS - tasks.leading_zeros()) as usize;
        let magnitude = self.random.below(magnitudes).max(SHORTEST);
        let distance = 1 + self.random.below(1 << magnitude);
        let (from, to) = if self.random.below(2) == 0 {
            (place.saturating_sub(distance), place + 1)
        } else {
            (place, (place + distance + 1).min(tasks))
        };
        self.undo.clear();
        self.undo.extend_from_slice(&self.list[from..to]);
        let direction = if from < place { Direction::Earlier } else { Direction::Later };
        self.shift(from, to, direction);
        (from, to)
    }

    /// The first task of the stretch goes to its end with all that waits for it, or the last one to its
    /// beginning with all that it waits for.
    fn shift(&mut self, from: usize, to: usize, direction: Direction) {
        let ties = match direction {
            Direction::Earlier => &self.model.before,
            Direction::Later => &self.model.after,
        };
        let stretch = &mut self.list[from..to];
        if direction == Direction::Earlier {
            stretch.reverse();
        }
        self.moved.clear();
        self.passed.clear();
        self.along[stretch[0] as usize] = true;
        for &task in &*stretch {
            if self.along[task as usize] {
                self.moved.push(task);
                ties.of(task as usize).iter().for_each(|tie| self.along[tie.0 as usize] = true);
            } else {
                self.passed.push(task);
            }
        }
        for &task in &self.moved {
            self.along[task as usize] = false;
            ties.of(task as usize).iter().for_each(|tie| self.along[tie.0 as usize] = false);
        }
        let (passed, moved) = stretch.split_at_mut(self.passed.len());
        passed.copy_from_slice(&self.passed);
        moved.copy_from_slice(&self.moved);
        if direction == Direction::Earlier {
            stretch.reverse();
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Earlier,
    Later,
}
