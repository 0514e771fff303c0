//! What fixed the starts in a timetable that was not placed task by task, but taken over from the plan in force.

use super::room::Room;
use super::schedule::{Bound, Placement, Problem};

/// Says of every placement that has no reason yet what fixed its start, and up to when it ran out of room: with all others
/// where they are. What could have begun earlier, and does not, stays where it was.
pub(super) fn bind(problem: &Problem, placements: &mut [Placement]) {
    let mut room = Room::of(problem);
    for (task, placement) in problem.tasks.iter().zip(&*placements) {
        placement.load.iter().for_each(|&(period, work)| room.take(task.team, period, work));
    }
    let ends: Vec<Option<usize>> =
        placements.iter().map(|placement| placement.span.map(|(_, finish)| finish)).collect();
    for (task, placement) in problem.tasks.iter().zip(placements) {
        let Some((start, finish)) = placement.span.filter(|_| placement.bound == Bound::Start)
        else {
            continue;
        };
        let mut earliest = task.release;
        let mut bound = if task.release > 0 { Bound::Release } else { Bound::Start };
        for edge in &task.after {
            let from = ends.get(edge.task).copied().flatten().map(|end| end + edge.gap);
            if let Some(from) = from.filter(|from| *from > earliest) {
                (earliest, bound) = (from, Bound::Predecessor(edge.task));
            }
        }
        if start > earliest {
            let last = start - 1;
            bound = match (room.of_team(task.team, last), room.of_budget(task.team, last)) {
                (0, _) => Bound::Capacity(last),
                (_, 0) => Bound::Budget(last),
                _ => Bound::Kept,
            };
        }
        placement.bound = bound;
        let mut loads = placement.load.iter().copied().peekable();
        let mut left = task.work;
        for period in start..finish {
            let given = loads.next_if(|load| load.0 == period).map_or(0, |load| load.1);
            let could = left.min(task.max_per_period.max(1));
            if given < could && room.left(task.team, period) == 0 {
                placement.squeezed = Some(period);
            }
            left -= given;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::schedule::{After, Task};
    use super::*;

    /// Work of 2 for each of four tasks, of a team that has room for 2 in each of five periods.
    #[test]
    fn a_timetable_that_is_taken_over_has_the_reasons_that_are_true() {
        let task = |release: usize, after: &[(usize, usize)]| Task {
            work: 2,
            max_per_period: 2,
            release,
            after: after.iter().map(|&(task, gap)| After { task, gap }).collect(),
            ..Task::default()
        };
        let problem = Problem {
            periods: 5,
            tasks: vec![task(0, &[]), task(1, &[]), task(0, &[]), task(0, &[(1, 1)])],
            capacity: vec![vec![2, 2, 2, 0, 2]],
            budget: None,
        };
        let at = |period: usize| Placement {
            span: Some((period, period)),
            load: vec![(period, 2)],
            bound: Bound::Start,
            squeezed: None,
        };
        let bound = |periods: [usize; 4]| {
            let mut placements = periods.map(at).to_vec();
            bind(&problem, &mut placements);
            placements.iter().map(|placement| placement.bound).collect::<Vec<Bound>>()
        };
        let (start, release) = (Bound::Start, Bound::Release);
        assert_eq!(
            bound([0, 1, 4, 2]),
            [start, release, Bound::Capacity(3), Bound::Predecessor(1)]
        );
        // The first two periods are free.
        assert_eq!(bound([2, 1, 4, 2])[0], Bound::Capacity(1));
        assert_eq!(bound([1, 4, 4, 4])[0], Bound::Kept);
    }
}
