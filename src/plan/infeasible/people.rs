//! How many more people make nothing late, or as little as they can: of each team with late work or with what leads to
//! it, then of all.
//!
//! First as a share of what a team has. A team that has none, or too little at the wrong time, gets days of its
//! own instead: the average that its work takes in a quarter up to the last late deadline, and parts and
//! multiples of that. Of the choice of all teams, or of the only one, smaller gifts that save less are found too.

use std::collections::{BTreeMap, BTreeSet};

use super::anew::{Anew, Offer};
use super::{
    Infeasible, Of, Relaxation, again, last_due, leading_to, least_of_either, money, worth,
};
use crate::model::Context;
use crate::plan::Late;
use crate::plan::late::spread;
use crate::plan::schedule::{Placement, Problem};
use crate::plan::speech::{more_person_days, person_days};
use crate::plan::timetable::{Timetable, days as in_days, whole_capacity, work};

/// The fewest people for each choice of teams; what is `told` of late packages takes no more than that for the same.
pub(super) fn relaxations(
    found: &mut Infeasible,
    (table, context): (&Timetable, &Context),
    (late, anew): (&[usize], &Anew<'_>),
    told: &mut [Late],
) {
    let last = last_due(&table.problem, late);
    let needed = leading_to(&table.problem, late);
    let teams: BTreeSet<usize> =
        needed.into_iter().map(|at| table.problem.tasks[at].team).collect();
    let mut choices: Vec<Vec<usize>> = teams.iter().map(|&team| vec![team]).collect();
    if table.teams.len() > 1 {
        choices.push((0..table.teams.len()).collect());
    }
    let widest = choices.len().saturating_sub(1);
    for (at, choice) in choices.iter().enumerate() {
        let mut steps = least_of_either(table, anew.unpaid, |of, percent| {
            more(table, context, (choice, last), (of, percent))
        });
        let least = steps.pop();
        if at < widest {
            steps.clear();
        }
        let least = match **choice {
            [team] => agreed((table, context, anew), team, late, (least, &mut *told)),
            _ => least.and_then(|one| anew.kept(one)),
        };
        let less = steps.into_iter().filter_map(|one| anew.kept(one));
        let mut steps = worth(less.chain(least));
        // More of every team is no offer where more of one does as much for less.
        let known = found.relaxations.iter().filter(|one| one.kind == KIND);
        let known: Vec<(usize, f64)> =
            known.filter_map(|one| Some((one.late, one.person_days?))).collect();
        let dearer = |one: &Relaxation| {
            let days = one.person_days.unwrap_or_default();
            known.iter().any(|&(late, less)| late <= one.late && less <= days)
        };
        steps.retain(|one| choice.len() == 1 || !dearer(one));
        found.relaxations.extend(steps);
    }
}

const KIND: &str = "people";

/// With more of one team nothing may be late: then what saves a late package and what would have to give are one thing,
/// and the smaller of their figures is that of both.
fn agreed(
    (table, context, anew): (&Timetable, &Context, &Anew<'_>),
    team: usize,
    late: &[usize],
    (least, told): (Option<Offer>, &mut [Late]),
) -> Option<Relaxation> {
    let id = table.teams.get(team)?;
    let mut even = None;
    let of_team = |one: &Late| one.extra_days.as_ref().filter(|(of, _)| of == id).map(|one| one.1);
    if let ([at], [one]) = (late, &*told)
        && let Some((extra, due)) = of_team(one).zip(table.problem.tasks[*at].due)
    {
        let enough = least.as_ref().map(|one| &one.given).filter(|least| least.late == 0);
        let most = enough.and_then(|least| least.person_days).map_or(extra, |days| days.min(extra));
        let due = usize::try_from(due).unwrap_or_default();
        even = evenly((table, context), team, (work(most), due));
    }
    let even = even.and_then(|one| anew.kept(one)).filter(|even| even.late == 0);
    let least = even.or_else(|| anew.kept(least?));
    let days = least.as_ref().filter(|least| least.late == 0).and_then(|least| least.person_days);
    for one in told {
        let (Some(extra), Some(days), Some(least)) = (of_team(one), days, &least) else { continue };
        if days < extra {
            let plain = format!("{} for {}", more_person_days(days), named(&[team], table));
            let given = match least.what.starts_with(&plain) {
                true => format!("{},", least.what),
                false => format!("{plain} ({})", least.what),
            };
            one.remedy =
                format!("{given} would save it when all is planned anew; then nothing is late.");
            one.extra_days = Some((id.clone(), days));
        }
    }
    least
}

/// As little as nothing is late with when it is spread evenly up to the period `due`, at most `most` of it.
fn evenly(
    (table, context): (&Timetable, &Context),
    team: usize,
    (most, due): (u64, usize),
) -> Option<Offer> {
    let due = due.min(table.problem.periods.saturating_sub(1));
    let with = |extra: u64| {
        let mut problem = table.problem.clone();
        problem.capacity.get_mut(team).into_iter().for_each(|room| spread(room, extra, due));
        problem
    };
    let is_enough = |extra: u64| again(&with(extra), table) == 0;
    if !is_enough(most) {
        return None;
    }
    let (mut short, mut enough) = (0, most);
    while enough - short > 1 {
        let middle = short + (enough - short) / 2;
        if is_enough(middle) { enough = middle } else { short = middle }
    }
    let mut given = vec![0; table.problem.capacity.len()];
    *given.get_mut(team)? = enough;
    let given = Relaxation {
        kind: KIND.into(),
        what: format!(
            "{} for {}, spread over the quarters up to {}",
            more_person_days(in_days(enough)),
            named(&[team], table),
            table.quarter(due)
        ),
        person_days: Some(in_days(enough)),
        money: money(&given, table, context),
        ..Relaxation::default()
    };
    Some(Offer { problem: with(enough), given })
}

/// Whether a budget pays what they do.
pub(super) fn is_within_budget(given: &Relaxation, table: &Timetable) -> bool {
    given.kind == KIND && table.problem.budget.is_some()
}

/// More people where the budget stays as it is: it pays what they do in the timetable that was made with them, which may be
/// less than all that they could.
pub(super) fn within_budget(
    given: Relaxation,
    table: &Timetable,
    placements: &[Placement],
) -> Relaxation {
    let Some(budget) = &table.problem.budget else { return given };
    let mut worked: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for (task, placement) in table.problem.tasks.iter().zip(placements) {
        for &(period, work) in &placement.load {
            *worked.entry((task.team, period)).or_default() += work;
        }
    }
    let (mut used, mut spent) = (0_u64, 0_u64);
    for ((team, period), work) in worked {
        let room = table.problem.capacity.get(team).and_then(|row| row.get(period)).copied();
        let more = work.saturating_sub(room.unwrap_or_default());
        let price = budget.price.get(team).copied().unwrap_or_default();
        used = used.saturating_add(more);
        spent = spent.saturating_add(more.saturating_mul(price));
    }
    let what = format!(
        "{} (within the budget as it is, which pays for {} of it)",
        given.what,
        person_days(in_days(used))
    );
    let money = given.money.and_then(|_| i64::try_from(spent.div_ceil(100)).ok());
    Relaxation { what, money, ..given }
}

/// The problem with more people for `teams` up to the period `last`; `None` where that adds nothing.
fn more(
    table: &Timetable,
    context: &Context,
    (teams, last): (&[usize], usize),
    (of, percent): (Of, u64),
) -> Option<Offer> {
    let mut more = table.problem.clone();
    let mut extra = vec![0_u64; more.capacity.len()];
    let mut each = Vec::new();
    for &team in teams {
        let days = match of {
            Of::Share => None,
            Of::Work => Some(average(&table.problem, team, last).saturating_mul(percent) / 100),
        };
        let id = table.teams.get(team)?;
        for (at, room) in more.capacity.get_mut(team)?.iter_mut().take(last + 1).enumerate() {
            let whole = whole_capacity(context, id, table.from, at);
            let share = || whole.saturating_mul(percent) / 100;
            let whole = whole.saturating_add(days.unwrap_or_else(share));
            // What is left of the first quarter, as of capacity.
            let then = if at == 0 { table.first.of(whole) } else { whole };
            let added = then.saturating_sub(*room);
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
        kind: KIND.into(),
        what,
        person_days: Some(in_days(all)),
        money: money(&extra, table, context),
        ..Relaxation::default()
    };
    (all > 0).then_some(Offer { problem: more, given })
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
