//! What teams and the budget leave for work, by period.

use super::schedule::{Problem, Task};

/// What may be spent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// Price of a hundredth of a person-day, by team.
    pub price: Vec<u64>,
    /// Year of every period, from 0.
    pub year: Vec<usize>,
    /// What may be spent in a year, in the unit of prices; [`Budget::ENDLESS`] without a limit.
    pub amount: Vec<u64>,
}

impl Budget {
    /// No limit.
    pub const ENDLESS: u64 = u64::MAX;

    /// Work of `team` that `money` pays.
    fn pays(&self, team: usize, money: u64) -> u64 {
        match self.price.get(team) {
            None | Some(0) => u64::MAX,
            Some(_) if money == Self::ENDLESS => u64::MAX,
            Some(price) => money / price,
        }
    }

    /// Work of `team` in `period` that the whole budget of the year pays.
    fn at_most(&self, team: usize, period: usize) -> u64 {
        let year = self.year.get(period).and_then(|&year| self.amount.get(year));
        year.map_or(u64::MAX, |&money| self.pays(team, money))
    }
}

/// What is left while work is placed.
#[derive(Clone, Debug)]
pub(super) struct Room<'a> {
    pub(super) periods: usize,
    budget: Option<&'a Budget>,
    /// Hundredths of a person-day, by team and period.
    pub(super) team: Vec<u64>,
    /// Money by year.
    money: Vec<u64>,
}

impl<'a> Room<'a> {
    /// All of it.
    pub(super) fn of(problem: &'a Problem) -> Self {
        Self::with(problem, &problem.capacity)
    }

    /// All of it, with another capacity.
    pub(super) fn with(problem: &'a Problem, capacity: &[Vec<u64>]) -> Self {
        let row = |row: &Vec<u64>| -> Vec<u64> {
            (0..problem.periods).map(|at| row.get(at).copied().unwrap_or_default()).collect()
        };
        Self {
            periods: problem.periods,
            budget: problem.budget.as_ref(),
            team: capacity.iter().flat_map(row).collect(),
            money: problem.budget.as_ref().map_or_else(Vec::new, |budget| budget.amount.clone()),
        }
    }

    /// Becomes what `other` is.
    pub(super) fn reset(&mut self, other: &Self) {
        self.team.copy_from_slice(&other.team);
        self.money.copy_from_slice(&other.money);
    }

    /// The periods of `team`, where no budget has to be looked at.
    pub(super) fn free_of_budget(&mut self, team: usize) -> Result<Option<&mut [u64]>, Limited> {
        if self.budget.is_some() {
            return Err(Limited);
        }
        let line = team.saturating_mul(self.periods);
        Ok(self.team.get_mut(line..line.saturating_add(self.periods)))
    }

    fn cell(&self, team: usize, period: usize) -> Option<usize> {
        let cell = team.checked_mul(self.periods)?.checked_add(period)?;
        (period < self.periods && cell < self.team.len()).then_some(cell)
    }

    /// Work that `team` has room for in `period`.
    pub(super) fn of_team(&self, team: usize, period: usize) -> u64 {
        self.cell(team, period).map_or(0, |cell| self.team[cell])
    }

    /// Work of `team` that the money left in the year of `period` pays.
    pub(super) fn of_budget(&self, team: usize, period: usize) -> u64 {
        let Some(budget) = self.budget else { return u64::MAX };
        let money = budget.year.get(period).and_then(|&year| self.money.get(year));
        money.map_or(u64::MAX, |&money| budget.pays(team, money))
    }

    /// Work that can be done.
    pub(super) fn left(&self, team: usize, period: usize) -> u64 {
        self.of_team(team, period).min(self.of_budget(team, period))
    }

    pub(super) fn take(&mut self, team: usize, period: usize, work: u64) {
        self.change(
            team,
            period,
            |room| room.saturating_sub(work),
            |money, price| money.saturating_sub(work.saturating_mul(price)),
        );
    }

    pub(super) fn give(&mut self, team: usize, period: usize, work: u64) {
        self.change(
            team,
            period,
            |room| room.saturating_add(work),
            |money, price| money.saturating_add(work.saturating_mul(price)),
        );
    }

    fn change(
        &mut self,
        team: usize,
        period: usize,
        room: impl Fn(u64) -> u64,
        money: impl Fn(u64, u64) -> u64,
    ) {
        let Some(cell) = self.cell(team, period) else { return };
        self.team[cell] = room(self.team[cell]);
        let Some(budget) = self.budget else { return };
        let price = budget.price.get(team).copied().unwrap_or_default();
        let year = budget.year.get(period).and_then(|&year| self.money.get_mut(year));
        if let Some(left) = year.filter(|left| **left != Budget::ENDLESS) {
            *left = money(*left, price);
        }
    }

    /// Takes `load` of the periods from `start` on.
    pub(super) fn take_all(&mut self, team: usize, start: usize, load: &[u64]) {
        match self.line(team, start, load.len()) {
            Some(room) => room.iter_mut().zip(load).for_each(|(room, &given)| *room -= given),
            None => (start..).zip(load).for_each(|(period, &given)| self.take(team, period, given)),
        }
    }

    /// Gives it back.
    pub(super) fn give_all(&mut self, team: usize, start: usize, load: &[u64]) {
        match self.line(team, start, load.len()) {
            Some(room) => room.iter_mut().zip(load).for_each(|(room, &given)| *room += given),
            None => (start..).zip(load).for_each(|(period, &given)| self.give(team, period, given)),
        }
    }

    fn line(&mut self, team: usize, start: usize, count: usize) -> Option<&mut [u64]> {
        let first = team.checked_mul(self.periods)?.checked_add(start)?;
        match self.budget {
            None => self.team.get_mut(first..first.checked_add(count)?),
            Some(_) => None,
        }
    }

    /// Takes room for `task` as early as there is any from `earliest` on, and says how much in which period;
    /// `None`, and nothing is taken, when it does not fit.
    pub(super) fn fill(
        &mut self,
        task: &Task,
        earliest: usize,
        load: &mut Vec<(usize, u64)>,
    ) -> bool {
        load.clear();
        let mut left = task.work;
        for period in earliest..self.periods {
            let given = left.min(task.max_per_period.max(1)).min(self.left(task.team, period));
            if given > 0 {
                self.take(task.team, period, given);
                load.push((period, given));
                left -= given;
            }
            if left == 0 {
                return true;
            }
        }
        for (period, given) in load.drain(..) {
            self.give(task.team, period, given);
        }
        false
    }
}

/// A budget limits what can be done besides capacity.
pub(super) struct Limited;

impl Problem {
    /// The same with no more capacity in a period than the whole budget of its year pays.
    #[must_use]
    pub(super) fn within_budget(&self) -> Self {
        let mut within = self.clone();
        if let Some(budget) = &within.budget {
            for (team, row) in within.capacity.iter_mut().enumerate() {
                for (period, room) in row.iter_mut().enumerate() {
                    *room = (*room).min(budget.at_most(team, period));
                }
            }
        }
        within
    }
}
