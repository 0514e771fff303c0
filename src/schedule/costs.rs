//! What each start of each task costs, so that bound and search mean the same by it.

use super::fault::Fault;
use super::objective::{LATENESS, exposure_of};
use super::project::{Project, Schedule};

/// Greatest cost of one start, above what every start costs: prices scale it by 2¹⁶ in 63 bits.
const COST_LIMIT: i128 = 1 << 44;

/// Costs of starts: exposure, and what it costs to move a task away from a previous schedule.
#[derive(Clone, Debug)]
pub(super) struct Costs {
    terms: Vec<Term>,
    /// What a schedule costs whatever it is: lateness that was there before the first period.
    pub(super) base: u128,
}

#[derive(Clone, Copy, Debug)]
struct Term {
    weight: i64,
    duration: i64,
    due: i64,
    previous: i64,
    stability: i64,
}

impl Costs {
    /// `stability` is the cost of moving one task by one period from its start in `previous`.
    pub(super) fn new(
        project: &Project,
        previous: Option<&Schedule>,
        stability: u64,
    ) -> Result<Self, Fault> {
        let mut base = 0_u128;
        let mut terms = Vec::with_capacity(project.tasks.len());
        for (index, task) in project.tasks.iter().enumerate() {
            let due = task.due.unwrap_or(i64::MAX / 4).clamp(-1, i64::MAX / 4);
            if let Some(past) = task.due.filter(|&past| past < -1) {
                let late = u128::from(past.unsigned_abs()) - 1;
                base = base.saturating_add(u128::from(task.weight) * LATENESS * late);
            }
            let previous = previous.and_then(|schedule| schedule.start.get(index));
            let stability = if previous.is_some() { stability } else { 0 };
            let greatest = (i128::from(task.weight) * 6 + i128::from(stability))
                * (2 * project.periods as i128 + 2 * i128::from(task.duration));
            if greatest > COST_LIMIT {
                let (what, limit) = ("units of weight times periods", COST_LIMIT as u64);
                let count = u64::try_from(greatest).unwrap_or(u64::MAX);
                return Err(Fault::TooMany { what, count, limit });
            }
            terms.push(Term {
                weight: task.weight as i64,
                duration: i64::from(task.duration),
                due,
                previous: previous.map_or(0, |&start| i64::from(start)),
                stability: stability as i64,
            });
        }
        Ok(Self { terms, base })
    }

    /// Cost of `task` when it starts in `start`, without its share of the base.
    #[inline]
    pub(super) fn of(&self, task: usize, start: usize) -> i64 {
        let term = &self.terms[task];
        let start = start as i64;
        let finish = start + term.duration;
        let late = (finish - 1 - term.due).max(0);
        term.weight * (finish + LATENESS as i64 * late)
            + term.stability * (start - term.previous).abs()
    }

    /// Mean weight: what a period of delay costs.
    pub(super) fn mean(&self) -> f64 {
        let sum: f64 = self.terms.iter().map(|term| (term.weight + term.stability) as f64).sum();
        (sum / self.terms.len().max(1) as f64).max(1e-3)
    }

    /// Exposure of `schedule`, and what its moves cost.
    pub(super) fn split(&self, project: &Project, schedule: &Schedule) -> (u128, u128) {
        let (mut exposure, mut moves) = (0, 0);
        for (index, term) in self.terms.iter().enumerate() {
            let task = &project.tasks[index];
            exposure += exposure_of(task.weight, task.due, schedule.finish(project, index));
            let moved = (i64::from(schedule.start[index]) - term.previous).unsigned_abs();
            moves += u128::from(moved) * term.stability as u128;
        }
        (exposure, moves)
    }
}
