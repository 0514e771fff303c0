//! What a timetable costs: the exposure that remains while work is not done, and lateness.
//!
//! Every period until a package is finished costs its [`weight`]; every period after its due one costs five
//! times that on top ([`LATENESS`]). What is harvested or forged today weighs most, so it goes first where
//! precedence and capacity let it.

use super::schedule::{Placement, Problem, Task};
use crate::risk::Threat;

/// What a period of lateness costs, as a multiple of what a period of waiting costs.
pub const LATENESS: u64 = 5;
/// How many times that of what is worth nothing when it is late.
const FIRM: u64 = 1_000;
/// Priority of work that has none of its own: it enables other work.
const LEAST: u64 = 100;

/// What a quarter of delay of a package costs: its priority (of 1000), four times that where traffic can be
/// harvested today or where the cryptography is broken already, twice where signatures can be forged later;
/// and once more for every doubling of its assets.
#[must_use]
pub fn weight(threat: Threat, priority: u16, assets: usize) -> u64 {
    let factor = match threat {
        Threat::HarvestNowDecryptLater | Threat::AlreadyBroken => 4,
        Threat::TrustNowForgeLater => 2,
        Threat::None => 1,
    };
    let size = 1 + u64::from(assets.max(1).ilog2());
    factor * size * u64::from(priority).max(LEAST)
}

/// What a timetable costs, by its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Weight of every placed task times the periods until it is finished.
    pub exposure: u64,
    /// Five times the weight of every placed task times the periods that it is late.
    pub lateness: u64,
    /// Placed tasks that are late.
    pub late: usize,
    /// Tasks that are not placed; they are in no other figure.
    pub unplaced: usize,
}

impl Cost {
    /// Of `placements`, in the order of the tasks of `problem`.
    #[must_use]
    pub fn of(problem: &Problem, placements: &[Placement]) -> Self {
        let mut cost = Self::default();
        for (task, placement) in problem.tasks.iter().zip(placements) {
            let Some((_, finish)) = placement.span else {
                cost.unplaced += 1;
                continue;
            };
            let late = periods_late(task.due, finish);
            cost.exposure =
                cost.exposure.saturating_add(task.delay.saturating_mul(finish as u64 + 1));
            cost.lateness = cost.lateness.saturating_add(penalty(task, late));
            cost.late += usize::from(late > 0);
        }
        cost
    }

    /// Exposure and lateness together.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.exposure.saturating_add(self.lateness)
    }
}

/// What a timetable is worth where deadlines come first: what is less is better, from left to right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kept {
    /// Deadlines that are missed, be it for want of a place.
    pub(super) missed: usize,
    /// Tasks without a place that replace what is broken today.
    pub(super) broken: usize,
    /// Exposure and lateness, of what has no place to the last period.
    pub(super) cost: u64,
}

impl Kept {
    /// Of `placements`, in the order of the tasks of `problem`.
    pub(super) fn of(problem: &Problem, placements: &[Placement]) -> Self {
        let mut kept = Self { cost: Cost::of(problem, placements).total(), ..Self::default() };
        for (task, placement) in problem.tasks.iter().zip(placements) {
            match placement.span {
                Some((_, finish)) => kept.missed += usize::from(periods_late(task.due, finish) > 0),
                None => {
                    kept.missed += usize::from(task.due.is_some());
                    kept.broken += usize::from(task.broken);
                    kept.cost = kept.cost.saturating_add(unplaced_cost(problem, task));
                }
            }
        }
        kept
    }
}

/// What a task without a place costs where that is counted: as if it ended after the last period.
pub(super) fn unplaced_cost(problem: &Problem, task: &Task) -> u64 {
    let end = problem.periods;
    let waiting = task.delay.saturating_mul(end as u64 + 1);
    waiting.saturating_add(penalty(task, periods_late(task.due, end)))
}

/// Periods between a due one and the last of the work.
pub(super) fn periods_late(due: Option<i64>, finish: usize) -> u64 {
    let finish = i64::try_from(finish).unwrap_or(i64::MAX / 4);
    due.map_or(0, |due| finish.saturating_sub(due).max(0).unsigned_abs())
}

/// What being late costs, by the task.
pub(super) const fn penalty(task: &Task, late: u64) -> u64 {
    let times = if task.firm { LATENESS * FIRM } else { LATENESS };
    task.delay.saturating_mul(late).saturating_mul(times)
}
