//! Timetables that aim at the periods which the relaxation gives, and what annealing makes of them.

use super::chain;
use super::flow;
use super::found::{Found, Moves};
use super::known;
use super::optimise::{EACH, MANY, MOVES_APART, Work, share};
use super::relaxation::Aim;
use super::search::Late;

/// Moves of annealing at an effort of 100, of all that targets give together, by handfuls and by chains; and in spots,
/// for every task within limits.
const MOVES: u64 = 60_000_000;
const CHAINS: u64 = 1_000_000;
const SPOT_MOVES: u64 = 12_500;
const ALL_SPOT_MOVES: (u64, u64) = (8_000_000, 16_000_000);
/// Timetables that targets give which are annealed by handfuls, or in spots: the latter with one of so many parts of
/// the moves, before all others go to the best one.
const STARTS: usize = 4;
const TRIAL: u64 = 8;
/// What a worse timetable may cost at first and at last, in mean weights: by handfuls and by chains, and in spots.
const COLD: (f64, f64) = (0.03, 0.01);
const CHAINED: (f64, f64) = (0.05, 0.01);
const SPOTS: (f64, f64) = (0.3, 0.02);

impl Work<'_> {
    /// The best of `best` and what comes of `aims`.
    pub(super) fn aim(&mut self, best: Found, aims: &[Aim]) -> Found {
        if best.cost.unplaced == 0 && best.cost.total() <= self.bound {
            return best;
        }
        let many = self.problem.tasks.len() as u64 > MANY;
        let aims = aims.iter().step_by(if many { 3 } else { 1 });
        let mut starts: Vec<Found> = aims.filter_map(|aim| self.by_targets(aim)).collect();
        self.tried += starts.len() as u64;
        let chained = !many && chain::fit(self.problem);
        if chained && best.cost.unplaced == 0 {
            starts.push(best.clone());
        }
        let aimed = if chained {
            self.by_chains(starts)
        } else {
            self.sort(&mut starts, if many { 1 } else { STARTS });
            let moves = share(if many { MOVES_APART } else { MOVES }, self.options.effort);
            let each = moves / starts.len().max(1) as u64;
            let cooled = self.cool_all(&starts, (Moves::Handfuls, COLD, each));
            cooled.into_iter().reduce(|one, other| self.better(one, other))
        };
        let Some(aimed) = aimed else { return best };
        let aimed = self.polish_a_little(aimed);
        self.better(best, aimed)
    }

    /// The best that chains make of `starts`.
    fn by_chains(&mut self, mut starts: Vec<Found>) -> Option<Found> {
        let count = self.problem.tasks.len() as u64;
        let each = share(CHAINS, self.options.effort) / starts.len().max(1) as u64;
        starts = self.cool_all(&starts, (Moves::Chains, CHAINED, each));
        self.sort(&mut starts, STARTS);
        let (least, most) = ALL_SPOT_MOVES;
        let moves = count.saturating_mul(SPOT_MOVES).clamp(least, most);
        let moves = share(moves, self.options.effort).min(count.saturating_mul(count * EACH));
        let trial = moves / TRIAL;
        starts = self.cool_all(&starts, (Moves::Spots, SPOTS, trial / STARTS as u64));
        self.sort(&mut starts, 1);
        starts.pop().map(|start| self.in_halves(start, SPOTS, moves - trial))
    }

    /// The best of `starts`, at most so many.
    fn sort(&self, starts: &mut Vec<Found>, most: usize) {
        let hard = self.late == Late::None;
        let late = |found: &Found| if hard { found.cost.late } else { 0 };
        starts.sort_by_key(|found| (found.cost.unplaced, late(found), found.score));
        starts.truncate(most);
    }

    /// A timetable whose tasks end by their targets, as far as there is room; none where it breaks a rule.
    pub(super) fn by_targets(&self, aim: &Aim) -> Option<Found> {
        let due = |task: usize| match (self.late, self.problem.tasks[task].due) {
            (Late::None, Some(due)) => usize::try_from(due).unwrap_or_default(),
            _ => usize::MAX,
        };
        let targets = aim.targets.iter().enumerate().map(|(task, &target)| target.min(due(task)));
        let targets: Vec<usize> = targets.collect();
        let loads = flow::by_targets(self.problem, &aim.order, &targets)?;
        // It knows nothing of a budget.
        let placements = known::placements(self.problem, &loads)?;
        Some(self.settled(self.begin(&placements), &placements))
    }
}
