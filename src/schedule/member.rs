//! Activity lists of a population: recombination and mutation that keep precedence.
//!
//! The lists are for backward passes: a task comes after all that wait for it.

use super::model::Model;
use super::random::Random;

/// A schedule of a population.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Member {
    /// Makespan.
    pub(super) makespan: u32,
    /// Own numbers, the last to finish first.
    pub(super) list: Vec<u32>,
    /// Finish by own number.
    pub(super) finish: Vec<u32>,
}

/// Scratch memory of recombination and mutation.
#[derive(Debug)]
pub(super) struct Breeder {
    /// By own number: before, within or after the window of the father.
    part: Vec<Part>,
    /// The child.
    pub(super) list: Vec<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Before,
    Window,
    After,
}

/// Shortest and longest window, in thousandths of the makespan.
const WINDOW: (usize, usize) = (100, 500);
/// A child has between one and `tasks / MOVES + 1` tasks moved.
const MOVES: usize = 20;

impl Breeder {
    pub(super) fn new(tasks: usize) -> Self {
        Self { part: vec![Part::After; tasks], list: Vec::with_capacity(tasks) }
    }

    /// Two-point crossover by time: the tasks that finish within a window of the father keep his order;
    /// those that finish later in his schedule, and those that finish earlier, are in the mother's.
    ///
    /// Finishes do not decrease along an edge, so that each of the three parts is closed under
    /// precedence, and what waits for a task is in its own part or in one that comes first in the list.
    pub(super) fn cross(&mut self, father: &Member, mother: &Member, random: &mut Random) {
        let makespan = father.makespan as usize;
        let (least, most) = (makespan * WINDOW.0 / 1000, makespan * WINDOW.1 / 1000);
        let length = least + random.below(most - least + 1);
        let from = random.below(makespan - length + 1);
        let finish = |task: u32| father.finish[task as usize] as usize;
        let first = father.list.partition_point(|&task| finish(task) > from + length);
        let last = father.list.partition_point(|&task| finish(task) > from);
        self.part.fill(Part::After);
        for &task in &father.list[..first] {
            self.part[task as usize] = Part::Before;
        }
        for &task in &father.list[first..last] {
            self.part[task as usize] = Part::Window;
        }
        let part = &self.part;
        let of = |wanted| mother.list.iter().filter(move |&&task| part[task as usize] == wanted);
        self.list.clear();
        self.list.extend(of(Part::Before));
        self.list.extend(&father.list[first..last]);
        self.list.extend(of(Part::After));
    }

    /// Moves some tasks to places between their neighbours in the precedence graph.
    pub(super) fn mutate(&mut self, model: &Model<'_>, random: &mut Random) {
        let tasks = self.list.len();
        for _ in 0..=random.below(tasks / MOVES + 1) {
            let place = random.below(tasks);
            let task = self.list[place] as usize;
            let binds = |ties: &[(u32, u32)], other: u32| ties.iter().any(|tie| tie.0 == other);
            let (after, before) = (model.after.of(task), model.before.of(task));
            let least = self.list[..place].iter().rposition(|&other| binds(after, other));
            let least = least.map_or(0, |found| found + 1);
            let most = self.list[place + 1..].iter().position(|&other| binds(before, other));
            let most = most.map_or(tasks - 1, |found| place + found);
            let target = least + random.below(most - least + 1);
            if target < place {
                self.list[target..=place].rotate_right(1);
            } else {
                self.list[place..=target].rotate_left(1);
            }
        }
    }
}
