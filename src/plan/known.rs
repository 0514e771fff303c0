//! The timetable of the plan in force, where it keeps every rule of the problem as it is now.
//!
//! Then the new plan begins with it and never costs more: with more capacity, or less work, nothing gets
//! worse, which an order of placement alone does not promise (Graham, SIAM Journal on Applied Mathematics 17,
//! 1969).

use super::room::Room;
use super::schedule::{Bound, Placement, Problem, sequence};

/// Work by task and period as placements; `None` where a rule is broken or a task is missing.
pub(super) fn placements(problem: &Problem, loads: &[Vec<(usize, u64)>]) -> Option<Vec<Placement>> {
    if loads.len() != problem.tasks.len() {
        return None;
    }
    let mut room = Room::of(problem);
    let none = Placement { span: None, load: Vec::new(), bound: Bound::Start, squeezed: None };
    let mut placements = vec![none; loads.len()];
    for (at, (task, load)) in problem.tasks.iter().zip(loads).enumerate() {
        let Some((first, last)) = load.first().zip(load.last()) else { continue };
        let steady = load.windows(2).all(|pair| pair[0].0 < pair[1].0);
        if !steady || first.0 < task.release || last.0 >= problem.periods {
            return None;
        }
        for &(period, work) in load {
            if work > task.max_per_period.max(1) || work > room.left(task.team, period) {
                return None;
            }
            room.take(task.team, period, work);
        }
        placements[at].span = Some((first.0, last.0));
        placements[at].load.clone_from(load);
    }
    for at in sequence(problem) {
        let task = &problem.tasks[at];
        let done = placements[at].load.iter().fold(0_u64, |sum, part| sum.saturating_add(part.1));
        if done != task.work {
            return None;
        }
        if task.work == 0 {
            let mut start = task.release;
            for edge in &task.after {
                start = start.max(placements[edge.task].span?.1.saturating_add(edge.gap));
            }
            placements[at].span = (start < problem.periods).then_some((start, start));
        }
    }
    let ended = |task: usize| placements.get(task).and_then(|one| one.span).map(|span| span.1);
    for (task, placement) in problem.tasks.iter().zip(&placements) {
        let (start, _) = placement.span?;
        for edge in &task.after {
            if start < ended(edge.task)?.saturating_add(edge.gap) {
                return None;
            }
        }
    }
    Some(placements)
}
