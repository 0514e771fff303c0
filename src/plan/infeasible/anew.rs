//! What gives, planned again as it is planned when it is done: by the planner itself, with deadlines first, as long, with the
//! same seed and from the same plan in force. Whatever else was found for it with what is known here is a hope.

use std::collections::BTreeSet;

use super::{Relaxation, late_of, people};
use crate::plan::Options;
use crate::plan::objective::Cost;
use crate::plan::optimise::solve_until;
use crate::plan::schedule::{After, Problem, Task, sequence, solve_in};
use crate::plan::search::Anchor;
use crate::plan::timetable::Timetable;

/// What is given, with as many late as are hoped for, and the problem that it makes.
pub(super) struct Offer {
    pub(super) problem: Problem,
    pub(super) given: Relaxation,
}

/// The planner that runs when something gives.
pub(super) struct Anew<'a> {
    table: &'a Timetable,
    options: Options<'a>,
    /// How many are late where nothing gives.
    pub(super) unpaid: usize,
}

impl<'a> Anew<'a> {
    pub(super) const fn new(table: &'a Timetable, options: &Options<'a>, unpaid: usize) -> Self {
        Self { table, options: Options { fewest_late: true, ..*options }, unpaid }
    }

    /// The offer with what comes of it; `None` where that is no less than without it.
    pub(super) fn kept(&self, offer: Offer) -> Option<Relaxation> {
        let Offer { problem, given } = offer;
        if given.late >= self.unpaid {
            return None;
        }
        let given = if people::is_within_budget(&given, self.table) {
            // What they do then is what is paid.
            let solved = solve_until(&problem, (&self.table.anchor, None), &self.options);
            let late = late_of(&solved.placements, &problem);
            people::within_budget(Relaxation { late, ..given }, self.table, &solved.placements)
        } else {
            Relaxation { late: self.late(&problem, &self.table.anchor, given.late), ..given }
        };
        (given.late < self.unpaid).then_some(given)
    }

    /// The same of what is put off, which may as well be left out: the larger figure of both.
    pub(super) fn kept_without(&self, offer: Offer, gone: &BTreeSet<usize>) -> Option<Relaxation> {
        let given = self.kept(offer)?;
        let (problem, anchor) = without(&self.table.problem, &self.table.anchor, gone);
        let late = given.late.max(self.late(&problem, &anchor, given.late));
        (late < self.unpaid).then_some(Relaxation { late, ..given })
    }

    /// How many are late then at most: where that is no more than `hoped`, no further search is needed to tell.
    fn late(&self, problem: &Problem, anchor: &Anchor, hoped: usize) -> usize {
        let simple = Cost::of(problem, &solve_in(problem, &sequence(problem)));
        if simple.late + simple.unplaced == 0 {
            return 0;
        }
        // Where not everything has a place, fewer missed deadlines may leave more without one.
        let enough = (simple.unplaced == 0).then_some(hoped as u64);
        let solved = solve_until(problem, (anchor, enough), &self.options);
        late_of(&solved.placements, problem)
    }
}

/// `problem` without the tasks `gone`, and what is left of the plan in force.
fn without(problem: &Problem, anchor: &Anchor, gone: &BTreeSet<usize>) -> (Problem, Anchor) {
    let stay: Vec<usize> = (0..problem.tasks.len()).filter(|at| !gone.contains(at)).collect();
    let place = |at: usize| stay.binary_search(&at).ok();
    let task = |&at: &usize| {
        let task = &problem.tasks[at];
        let edges = task.after.iter();
        let after = edges.filter_map(|edge| Some(After { task: place(edge.task)?, ..*edge }));
        Task { after: after.collect(), ..task.clone() }
    };
    let left = Anchor {
        finish: stay.iter().filter_map(|&at| anchor.finish.get(at).copied()).collect(),
        loads: stay.iter().filter_map(|&at| anchor.loads.get(at).cloned()).collect(),
        price: anchor.price,
    };
    (Problem { tasks: stay.iter().map(task).collect(), ..problem.clone() }, left)
}
