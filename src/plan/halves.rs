//! Annealing of one timetable in two halves that do not meet, side by side.
//!
//! Teams are dealt into two halves, anew every round. A half moves the work of its own teams only, and where a task of
//! one half waits for one of the other, each keeps to its part of the periods between them. So what both find can be put
//! together whatever they find, and no round ends at a higher cost than it began.

use std::sync::atomic::{AtomicBool, Ordering};

use super::chain::Part;
use super::found::{Annealing, Found, Moves};
use super::known;
use super::optimise::Work;
use super::polish::Cooling;
use super::search::Step;
use crate::schedule::Random;

/// Rounds.
const ROUNDS: u64 = 64;

impl Work<'_> {
    /// The best that annealing of `start` in spots finds with so many moves in all.
    pub(super) fn in_halves(&mut self, start: Found, heats: (f64, f64), moves: u64) -> Found {
        let mut best = start;
        let mut random = Random::new(self.options.seed);
        let all = self.tried + moves;
        // Of one team, a half has nothing to move.
        let halves = self.problem.capacity.len().clamp(1, 2) as u64;
        let each = moves / (halves * ROUNDS);
        let (from, to) = (heats.0 * self.mean(), heats.1 * self.mean());
        let cooling = Cooling { moves: each, from, to };
        for round in 0..ROUNDS {
            let first = deal(self.problem.capacity.len(), &mut random);
            let (tried, bound, watch) = (self.tried, self.bound, self.options.watch);
            let stopped = AtomicBool::new(false);
            let annealing = |mine| Annealing {
                problem: self.problem,
                anchor: self.anchor,
                late: self.late,
                moves: Moves::Spots,
                part: Some(Part { mine, early: round % 2 == 0 }),
            };
            let seeds = [random.next(), random.next()];
            let second: Vec<bool> = first.iter().map(|mine| !mine).collect();
            let (mut one, mut other) = (None, None);
            (self.options.beside)(
                &mut || {
                    other = annealing(&second).chains(&best, seeds[1], cooling, &mut |_, cost| {
                        cost > bound && !stopped.load(Ordering::Relaxed)
                    });
                },
                &mut || {
                    one = annealing(&first).chains(&best, seeds[0], cooling, &mut |now, cost| {
                        let go_on = watch(Step { tried: (tried + 2 * now, all), cost, bound });
                        stopped.fetch_or(!go_on, Ordering::Relaxed);
                        cost > bound && go_on
                    });
                },
            );
            let Some(((mut loads, one), (others, other))) = one.zip(other) else { break };
            self.tried += one + other;
            for ((load, other), task) in loads.iter_mut().zip(others).zip(&self.problem.tasks) {
                if second.get(task.team).copied().unwrap_or_default() {
                    *load = other;
                }
            }
            let Some(placements) = known::placements(self.problem, &loads) else { break };
            let found = Found::new(self.problem, self.anchor, placements, best.order.clone());
            best = self.better(best, found);
            if stopped.into_inner() || best.score <= bound {
                break;
            }
        }
        let settled = self.settled(self.begin(&best.placements), &best.placements);
        self.better(best, settled)
    }
}

/// Half of the teams.
fn deal(teams: usize, random: &mut Random) -> Vec<bool> {
    let mut order: Vec<usize> = (0..teams).collect();
    let mut first = vec![false; teams];
    for at in 0..teams / 2 {
        order.swap(at, at + random.below(teams - at));
        first[order[at]] = true;
    }
    first
}
