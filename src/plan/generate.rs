//! Seeded estates: problems with the structure of a migration, for benchmarks and tests.
//!
//! Packages of one to six quarters of work, foundations that many others wait for, releases, due dates and
//! log-normal weights; teams that grow over the first years and stand still, in part, in every fourth
//! quarter (the change freeze at the end of a year).

use super::schedule::{After, Problem, Task};
use crate::schedule::Random;

/// Longest chain of packages.
const LAYERS: usize = 5;
/// What one person does in a quarter, in hundredths of a person-day.
const QUARTER: u64 = 6_000;

/// What an estate is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estate {
    /// Packages.
    pub packages: usize,
    /// Periods; due dates lie between three and five sixths of the way.
    pub periods: usize,
    /// Teams.
    pub teams: usize,
    /// Precedence edges per hundred packages.
    pub edges_per_hundred: usize,
    /// Work per hundred units of capacity, of every team over all periods.
    pub utilisation: u32,
    /// People who can work on a package at a time: from one to this.
    pub people: u32,
    /// Equal seeds give equal estates.
    pub seed: u64,
}

impl Default for Estate {
    fn default() -> Self {
        Self {
            packages: 200,
            periods: 48,
            teams: 5,
            edges_per_hundred: 125,
            utilisation: 75,
            people: 1,
            seed: 1,
        }
    }
}

impl Estate {
    /// The problem.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let mut random = Random::new(self.seed);
        let mut tasks: Vec<Task> = (0..self.packages).map(|_| self.task(&mut random)).collect();
        for (before, after) in self.edges(&mut random) {
            tasks[after].after.push(After { task: before, gap: 1 });
        }
        let capacity = (0..self.teams).map(|team| self.capacity(team, &tasks)).collect();
        Problem { periods: self.periods, capacity, tasks, budget: None }
    }

    fn task(&self, random: &mut Random) -> Task {
        let people = 1 + random.below(self.people.max(1) as usize) as u64;
        let most = people * QUARTER;
        // The last quarter is full in tenths.
        let work = most * random.below(6) as u64 + most * (1 + random.below(10) as u64) / 10;
        let periods = self.periods;
        let release = if random.below(4) == 0 { random.below(periods / 3) } else { 0 };
        let (first, last) = (periods * 3 / 8, periods * 5 / 6);
        let due = Some((first + random.below(last - first + 1)) as i64);
        let delay = (10.0 * normal(random).exp()).round().max(1.0) as u64;
        let team = random.below(self.teams.max(1));
        Task { team, work, max_per_period: most, release, due, delay, ..Task::default() }
    }

    /// One edge in five leaves a foundation (3 % of the packages); the others lead from one of five
    /// layers to a higher one (authorities, libraries, platforms, services, clients).
    fn edges(&self, random: &mut Random) -> Vec<(usize, usize)> {
        let count = self.packages;
        if count < 10 {
            return (1..count.min(3)).map(|after| (0, after)).collect();
        }
        let foundations = (count * 3 / 100).max(1);
        let layer = |package: usize| package * LAYERS / count;
        let wanted = count * self.edges_per_hundred / 100;
        let mut edges = Vec::with_capacity(wanted);
        while edges.len() < wanted {
            let from = if random.below(5) == 0 { foundations } else { count };
            let (before, after) = (random.below(from), random.below(count));
            if layer(before) < layer(after) {
                edges.push((before, after));
            }
        }
        edges.sort_unstable();
        edges.dedup();
        edges
    }

    /// From half of the full size to all of it over the first quarter of the periods; 70 % of that in
    /// every fourth period; never less than a package can use.
    fn capacity(&self, team: usize, tasks: &[Task]) -> Vec<u64> {
        let work: u64 = tasks.iter().filter(|task| task.team == team).map(|task| task.work).sum();
        let mine = tasks.iter().filter(|task| task.team == team);
        let greatest = mine.map(|task| task.max_per_period).max().unwrap_or_default();
        let ramp = (self.periods / 4).max(1);
        let shape: Vec<u64> = (0..self.periods)
            .map(|period| {
                let grown = 500 + 500 * period.min(ramp) as u64 / ramp as u64;
                if period % 4 == 3 { grown * 7 / 10 } else { grown }
            })
            .collect();
        let total: u64 = shape.iter().sum();
        let utilisation = u64::from(self.utilisation.max(1));
        let room =
            |share: u64| (work * 100 * share).div_ceil((utilisation * total).max(1)).max(greatest);
        shape.into_iter().map(room).collect()
    }
}

/// Standard normal, as the sum of twelve uniform numbers.
fn normal(random: &mut Random) -> f64 {
    (0..12).map(|_| random.unit()).sum::<f64>() - 6.0
}
