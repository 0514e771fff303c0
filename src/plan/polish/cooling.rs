//! Annealing of the whole timetable (Kirkpatrick, Gelatt and Vecchi, Science 220, 1983): a handful of tasks
//! that compete or wait for each other is taken out and placed again in another order, and what that costs is
//! accepted the more easily the hotter it is.

use super::{NEVER, Polish, ahead};
use crate::plan::search::cost_of;

/// Most tasks that a move takes out.
const HANDFUL: usize = 4;
/// Moves for a task between two sortings of the tasks by period.
const SORTED: u64 = 2;

/// From how hot to how cold, in mean weights, and in how many moves.
#[derive(Clone, Copy, Debug)]
pub(in crate::plan) struct Cooling {
    pub(in crate::plan) moves: u64,
    pub(in crate::plan) from: f64,
    pub(in crate::plan) to: f64,
}

impl Cooling {
    /// How hot it is when so much of the moves is done.
    pub(in crate::plan) fn at(self, part: f64) -> f64 {
        self.from * (self.to / self.from).powf(part)
    }
}

impl Polish<'_> {
    /// Cools down from `from` to `to`; ends with the last timetable, or the first one when that is better.
    pub(in crate::plan) fn cool(
        &mut self,
        cooling: Cooling,
        go_on: &mut dyn FnMut(u64, u64) -> bool,
    ) {
        let count = self.placed.len() as u64;
        if count < 2 || cooling.moves == 0 {
            return;
        }
        let every = (SORTED * count).max(100);
        let rounds = cooling.moves.div_ceil(every);
        for round in 0..rounds {
            if !go_on(self.tried, self.cost) {
                break;
            }
            self.sort();
            let part = round as f64 / rounds as f64;
            let heat = cooling.at(part);
            for _ in 0..every {
                self.pick();
                self.stir(heat);
            }
        }
    }

    /// A task and a few that compete with it, or with one that is tied to it.
    fn pick(&mut self) {
        self.part.order.clear();
        let mut center = self.placed[self.random.below(self.placed.len())];
        self.part.order.push(center);
        let size = 2 + self.random.below(HANDFUL - 1);
        let reach = 1 + self.random.below(6);
        for at in 1..size {
            let found = match self.random.below(8) {
                0 => self.tied(center),
                _ => self.rival(center, reach),
            };
            let Some(task) = found else { continue };
            if self.spans[task].finish != NEVER && !self.part.order.contains(&task) {
                self.part.order.push(task);
                if at + 1 < size && self.random.below(3) == 0 {
                    center = task;
                }
            }
        }
    }

    /// Places the picked tasks in an order that is drawn, and takes that back when it costs too much.
    fn stir(&mut self, heat: f64) {
        self.tried += 1;
        let count = self.part.order.len();
        if count < 2 {
            return;
        }
        for at in 0..count {
            let other = at + self.random.below(count - at);
            self.part.order.swap(at, other);
        }
        let tasks = &self.problem.tasks;
        ahead(&mut self.part.order, |task| tasks[task].after.iter().map(|edge| edge.task));
        let mut before = 0;
        for at in 0..count {
            let task = self.part.order[at];
            self.part.inside[task] = true;
            before += cost_of(self.problem, self.anchor, task, self.spans[task].finish);
        }
        for at in 0..count {
            let task = self.part.order[at];
            self.part.latest[task] = self.latest(task);
            self.give(task);
            std::mem::swap(&mut self.part.saved[at], &mut self.spans[task]);
        }
        let allowed = before.saturating_add((-heat * self.random.unit().ln()) as u64);
        let mut sum = 0;
        let mut kept = true;
        for at in 0..count {
            let task = self.part.order[at];
            let finish = self.place(task).filter(|&finish| finish <= self.part.latest[task]);
            let cost = finish.map(|finish| cost_of(self.problem, self.anchor, task, finish));
            match cost.map(|cost| sum + cost).filter(|&sum| sum <= allowed) {
                Some(more) => sum = more,
                None => {
                    for placed in 0..=at {
                        self.give(self.part.order[placed]);
                    }
                    kept = false;
                    break;
                }
            }
        }
        for at in 0..count {
            let task = self.part.order[at];
            self.part.inside[task] = false;
            if !kept {
                std::mem::swap(&mut self.part.saved[at], &mut self.spans[task]);
                self.take(task);
            }
        }
        if kept {
            self.cost = self.cost - before + sum;
        }
    }
}
