//! Seeded estates: projects with the structure of a migration, for benchmarks and tests.
//!
//! Packages of 1 to 6 periods that hold one to three of the teams, foundations that many others wait
//! for, releases, due dates and log-normal weights; teams that grow over the first years and stand
//! still, in part, in every fourth period (the change freeze at the end of a year).

use super::project::{Demand, Edge, Project, Task};
use super::random::Random;

/// Longest chain of packages.
const LAYERS: usize = 5;

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
    /// Units that a package holds of a team: from one to this.
    pub largest_demand: u32,
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
            largest_demand: 1,
            seed: 1,
        }
    }
}

impl Estate {
    /// The project.
    #[must_use]
    pub fn project(&self) -> Project {
        let mut random = Random::new(self.seed);
        let tasks: Vec<Task> = (0..self.packages).map(|_| self.task(&mut random)).collect();
        let edges = self.edges(&mut random);
        let capacity = (0..self.teams).map(|team| self.capacity(team, &tasks)).collect();
        Project { periods: self.periods, capacity, tasks, edges }
    }

    fn task(&self, random: &mut Random) -> Task {
        let duration = 1 + random.below(6) as u32;
        let mut teams: Vec<u32> = Vec::new();
        let count = (1 + random.below(3)).min(self.teams);
        while teams.len() < count {
            let team = random.below(self.teams) as u32;
            if !teams.contains(&team) {
                teams.push(team);
            }
        }
        teams.sort_unstable();
        let demand = teams
            .into_iter()
            .map(|resource| Demand {
                resource,
                amount: 1 + random.below(self.largest_demand.max(1) as usize) as u32,
            })
            .collect();
        let periods = self.periods;
        let release = if random.below(4) == 0 { random.below(periods / 3) as u32 } else { 0 };
        let (first, last) = (periods * 3 / 8, periods * 5 / 6);
        let due = Some((first + random.below(last - first + 1)) as i64);
        let weight = (10.0 * normal(random).exp()).round().max(1.0) as u64;
        Task { duration, demand, release, due, weight }
    }

    /// One edge in five leaves a foundation (3 % of the packages); the others lead from one of five
    /// layers to a higher one (authorities, libraries, platforms, services, clients).
    fn edges(&self, random: &mut Random) -> Vec<Edge> {
        let count = self.packages;
        if count < 10 {
            return (1..count.min(3) as u32)
                .map(|after| Edge { before: 0, after, lag: 0 })
                .collect();
        }
        let foundations = (count * 3 / 100).max(1);
        let layer = |package: usize| package * LAYERS / count;
        let wanted = self.packages * self.edges_per_hundred / 100;
        let mut edges = Vec::with_capacity(wanted);
        while edges.len() < wanted {
            let from = if random.below(5) == 0 { foundations } else { count };
            let (before, after) = (random.below(from), random.below(count));
            if layer(before) < layer(after) {
                edges.push(Edge { before: before as u32, after: after as u32, lag: 0 });
            }
        }
        edges.sort_unstable();
        edges.dedup();
        edges
    }

    /// From half of the full size to all of it over the first quarter of the periods; 70 % of that in
    /// every fourth period; never less than the greatest demand, which could else not be met at all.
    fn capacity(&self, team: usize, tasks: &[Task]) -> Vec<u32> {
        let demands = tasks.iter().flat_map(|task| {
            let of_team = task.demand.iter().filter(move |demand| demand.resource as usize == team);
            of_team.map(|demand| (u64::from(task.duration), u64::from(demand.amount)))
        });
        let (mut work, mut greatest) = (0, 0);
        for (duration, amount) in demands {
            work += duration * amount;
            greatest = greatest.max(amount);
        }
        let ramp = (self.periods / 4).max(1);
        let shape: Vec<u64> = (0..self.periods)
            .map(|period| {
                let grown = 500 + 500 * period.min(ramp) as u64 / ramp as u64;
                if period % 4 == 3 { grown * 7 / 10 } else { grown }
            })
            .collect();
        let total: u64 = shape.iter().sum();
        let utilisation = u64::from(self.utilisation.max(1));
        let size = |share: u64| (work * 100 * share).div_ceil(utilisation * total).max(greatest);
        shape.into_iter().map(|share| u32::try_from(size(share)).unwrap_or(u32::MAX)).collect()
    }
}

/// Standard normal, as the sum of twelve uniform numbers.
fn normal(random: &mut Random) -> f64 {
    (0..12).map(|_| random.unit()).sum::<f64>() - 6.0
}
