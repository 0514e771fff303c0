//! How many more people make nothing late, or as little as they can: of each team with late work, then of all.
//!
//! First as a share of what a team has. A team that has none, or too little at the wrong time, gets days of its
//! own instead: the average that its work takes in a quarter up to the last late deadline, and parts and
//! multiples of that.

use std::collections::BTreeSet;

use super::{Infeasible, Of, Relaxation, least_of_either, money};
use crate::model::Context;
use crate::plan::schedule::Problem;
use crate::plan::timetable::{Timetable, days as in_days};

/// The least that a team is given: half a person-day.
const STEP: u64 = 50;

/// The fewest people for each choice of teams.
pub(super) fn relaxations(
    found: &mut Infeasible,
    table: &Timetable,
    late: &[usize],
    context: &Context,
) {
    let last = late.iter().filter_map(|&at| table.problem.tasks[at].due).max().unwrap_or_default();
    let Ok(last) = usize::try_from(last) else { return };
    let teams: BTreeSet<usize> = late.iter().map(|&at| table.problem.tasks[at].team).collect();
    let mut choices: Vec<Vec<usize>> = teams.iter().map(|&team| vec![team]).collect();
    if table.teams.len() > 1 {
        choices.push((0..table.teams.len()).collect());
    }
    for choice in choices {
        found.relaxations.extend(least_of_either(table, late, |of, percent| {
            more(table, context, (&choice, last), (of, percent))
        }));
    }
}

/// The problem with more people for `teams` up to the period `last`; `None` where that adds nothing.
fn more(
    table: &Timetable,
    context: &Context,
    (teams, last): (&[usize], usize),
    (of, percent): (Of, u64),
) -> Option<(Problem, Relaxation)> {
    let mut more = table.problem.clone();
    let mut extra = vec![0_u64; more.capacity.len()];
    let mut each = Vec::new();
    for &team in teams {
        let days = match of {
            Of::Share => None,
            Of::Work => Some(average(&table.problem, team, last).saturating_mul(percent) / 100),
        };
        let days = days.map(|days| days.div_ceil(STEP) * STEP);
        for (at, room) in more.capacity.get_mut(team)?.iter_mut().take(last + 1).enumerate() {
            let added = match days {
                None => room.saturating_mul(percent) / 100,
                // What is left of the first quarter, as of capacity.
                Some(days) if at == 0 => table.first.of(days),
                Some(days) => days,
            };
            extra[team] = extra[team].saturating_add(added);
            *room = room.saturating_add(added);
        }
        if let Some(days_each) = days.filter(|days| *days > 0) {
            each.push(format!("{} for {}", in_days(days_each), named(&[team], table)));
        }
    }
    let all: u64 = extra.iter().sum();
    let until = table.quarter(last);
    let what = match of {
        Of::Share => {
            format!("{percent} % more capacity of {} up to {until}", named(teams, table))
        }
        Of::Work => {
            format!("more person-days in every quarter up to {until}: {}", each.join(", "))
        }
    };
    let given = Relaxation {
        kind: "people".into(),
        what,
        person_days: Some(in_days(all)),
        money: money(&extra, table, context),
        ..Relaxation::default()
    };
    (all > 0).then_some((more, given))
}

/// What the work of `team` takes in a period, on average up to `last`.
fn average(problem: &Problem, team: usize, last: usize) -> u64 {
    let work: u64 =
        problem.tasks.iter().filter(|task| task.team == team).map(|task| task.work).sum();
    work.div_ceil(last as u64 + 1)
}

fn named(teams: &[usize], table: &Timetable) -> String {
    match teams {
        [team] => table.spoken.get(*team).cloned().unwrap_or_default(),
        _ => "every team".into(),
    }
}
