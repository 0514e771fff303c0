//! What work waited for in which period: room of its team, or money.

use std::collections::BTreeSet;

use super::remainder::Remainder;
use super::room::Room;
use super::schedule::{Placement, Problem};
use super::spending;
use crate::model::{Context, Quarter};

/// Periods in which a task got less than it could use: for want of room of its team, and where that had room, of money.
#[derive(Clone, Debug, Default)]
pub(super) struct Short {
    team: Vec<usize>,
    money: Vec<usize>,
}

/// The same before the first period with work, and from then on.
#[derive(Clone, Debug, Default)]
pub(super) struct Shortage {
    pub(super) before: Short,
    pub(super) within: Short,
}

/// Of every task, when placed in `order`.
pub(super) fn shortages(
    problem: &Problem,
    order: &[usize],
    placements: &[Placement],
) -> Vec<Shortage> {
    let mut all = vec![Shortage::default(); placements.len()];
    let mut room = Room::of(problem);
    for &at in order {
        let (task, placement) = (&problem.tasks[at], &placements[at]);
        let Some((start, finish)) = placement.span else { continue };
        let ends = task
            .after
            .iter()
            .filter_map(|edge| Some(placements.get(edge.task)?.span?.1.saturating_add(edge.gap)));
        let earliest = ends.fold(task.release, usize::max);
        let most = task.max_per_period.max(1);
        let mut loads = placement.load.iter().copied().peekable();
        let mut left = task.work;
        for period in earliest..=finish {
            let given = loads.next_if(|load| load.0 == period).map_or(0, |load| load.1);
            if period < finish && given < left.min(most) {
                let short = &mut all[at];
                let short = if period < start { &mut short.before } else { &mut short.within };
                // What is kept where it was may have had room.
                if room.of_team(task.team, period) <= given {
                    short.team.push(period);
                } else if room.of_budget(task.team, period) <= given {
                    short.money.push(period);
                }
            }
            left -= given;
            room.take(task.team, period, given);
        }
    }
    all
}

/// What the periods of a timetable are, and what its owner says of them.
#[derive(Clone, Copy)]
pub(super) struct Stated<'a> {
    pub(super) context: &'a Context,
    pub(super) first: Remainder,
}

impl Stated<'_> {
    fn quarter(&self, period: usize) -> Quarter {
        self.first.quarter.plus(i32::try_from(period).unwrap_or(i32::MAX))
    }

    /// Why the capacity of a team was another one in the periods, with the quarters where `last` is not among them.
    fn changes(&self, team: &str, periods: &[usize], last: Quarter) -> Vec<String> {
        let Some(team) = self.context.teams.iter().find(|known| known.id == team) else {
            return Vec::new();
        };
        let mut said = Vec::new();
        for (at, change) in team.overrides.iter().enumerate() {
            let holds = |quarter: Quarter| {
                let covers = |one: &crate::model::CapacityOverride| {
                    (one.from..=one.until).contains(&quarter)
                };
                team.overrides.iter().rposition(covers) == Some(at)
            };
            let hit =
                || periods.iter().map(|&period| self.quarter(period)).filter(|one| holds(*one));
            let Some((first, end)) = hit().min().zip(hit().max()) else { continue };
            if change.reason.is_empty() || change.capacity >= team.capacity {
                continue;
            }
            said.push(match (holds(last), first == end) {
                (true, _) => change.reason.clone(),
                (_, true) => format!("{} in {first}", change.reason),
                (_, false) => format!("{} from {first} to {end}", change.reason),
            });
        }
        said
    }
}

impl Short {
    /// Whether money was short, and whether nothing else was.
    pub(super) const fn money(&self) -> (bool, bool) {
        (!self.money.is_empty(), self.team.is_empty())
    }

    /// Why the team or the budget had too little up to the period `last`: what the estate file says of it.
    pub(super) fn why(&self, team: &str, last: usize, stated: Stated<'_>) -> Option<String> {
        let quarter = stated.quarter(last);
        let mut said = stated.changes(team, &self.team, quarter);
        if said.is_empty() && last == 0 && self.team.contains(&0) {
            said.extend(stated.first.words());
        }
        if !self.money.is_empty() {
            let years: BTreeSet<i16> =
                self.money.iter().map(|&period| stated.quarter(period).year()).collect();
            let spent = spending::spent(stated.context, &years);
            said.push(match (self.team.as_slice(), self.money.len()) {
                ([], _) => spent,
                (_, 1) => format!("in 1 quarter up to then it has room, but {spent}"),
                (_, count) => format!("in {count} quarters up to then it has room, but {spent}"),
            });
        }
        (!said.is_empty()).then(|| said.join("; "))
    }
}
