//! What a "Yes, in time" does not cover: risks that somebody accepts, what rests on things that nobody has dated, and
//! efforts that are not the likely ones.

use crate::plan::{Accepted, Package, Plan, undated};

use super::plain::thousands;

/// Things named in a sentence.
const NAMED: usize = 3;
/// Share of runs from which on a plan that is in time by likely efforts is called in time without more.
const LIKELY: f64 = 0.8;

/// Risks that are accepted beyond the day by which they were to end.
pub(super) fn beyond(plan: &Plan) -> Option<String> {
    let all: Vec<_> = accepted(plan)
        .filter_map(|(package, accepted)| Some((package, accepted, accepted.outlasted()?)))
        .collect();
    let (package, accepted, limit) =
        all.iter().min_by_key(|(package, _, limit)| (limit.date, &package.id))?;
    let by = match &limit.missed {
        Some(missed) => match missed.since {
            Some(last) => format!("disallowed after {last} by {}", missed.policy),
            None => format!("disallowed by {}", missed.policy),
        },
        None => format!("due {} by {}", limit.date, limit.policy),
    };
    let (day, owner) = (accepted.expires, &accepted.owner);
    Some(match all.len() {
        1 => format!("{} is accepted until {day} by {owner} and not changed, {by}", package.id),
        count => format!(
            "{} risks are accepted beyond their deadline and not changed, the first of them {} (until {day} by {owner}, {by})",
            thousands(count as u64),
            package.id
        ),
    })
}

/// Risks that are accepted and end before their deadline, as a sentence with a space before it.
pub(super) fn within(plan: &Plan) -> String {
    let count = accepted(plan).filter(|(_, accepted)| accepted.outlasted().is_none()).count();
    match count {
        0 => String::new(),
        1 => " 1 of them accepts a risk for a time and changes nothing.".into(),
        _ => format!(
            " {} of them accept a risk for a time and change nothing.",
            thousands(count as u64)
        ),
    }
}

/// The share of runs that kept every deadline, in per cent, where that is too small to leave it out of an answer.
pub(super) fn chance(plan: &Plan) -> Option<String> {
    let share = plan.chances.as_ref()?.last.in_time?;
    (share < LIKELY).then(|| format!("{:.0} %", share * 100.0))
}

/// How many packages rest on what nobody has dated, and that they do, on what.
pub(super) fn undated(plan: &Plan) -> Option<(u64, String)> {
    let count = plan.packages.iter().filter(|package| package.undated.is_some()).count() as u64;
    if count == 0 {
        return None;
    }
    let mut named: Vec<(&str, u64)> = undated::things(&plan.packages).into_iter().collect();
    named.sort_by_key(|(what, count)| (std::cmp::Reverse(*count), *what));
    let more = named.len().saturating_sub(NAMED);
    let mut named: Vec<String> =
        named.iter().take(NAMED).map(|(what, _)| (*what).to_owned()).collect();
    if more > 0 {
        named.push(format!("{more} more"));
    }
    let rest = if count == 1 { "rests" } else { "rest" };
    Some((count, format!("{rest} on what nobody has dated ({})", named.join("; "))))
}

fn accepted(plan: &Plan) -> impl Iterator<Item = (&Package, &Accepted)> {
    plan.packages.iter().filter_map(|package| Some((package, package.acceptance.as_ref()?)))
}
