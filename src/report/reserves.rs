//! What a "Yes, in time" does not cover: risks that somebody accepts, and what rests on things that nobody has dated.

use std::collections::BTreeMap;

use crate::plan::{Accepted, Package, Plan};

use super::plain::thousands;

/// Things named in a sentence.
const NAMED: usize = 3;

/// Risks that are accepted beyond the day by which they were to end.
pub(super) fn beyond(plan: &Plan) -> Option<String> {
    let all: Vec<_> = accepted(plan)
        .filter_map(|(package, accepted)| Some((package, accepted, accepted.outlasted()?)))
        .collect();
    let (package, accepted, limit) =
        all.iter().min_by_key(|(package, _, limit)| (limit.date, &package.id))?;
    let by = match &limit.missed {
        Some(missed) => match missed.since {
            Some(since) => format!("disallowed since {since} by {}", missed.policy),
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

/// How many packages rest on what nobody has dated, and on what.
pub(super) fn undated(plan: &Plan) -> Option<String> {
    let mut things: BTreeMap<&str, u64> = BTreeMap::new();
    for what in plan.packages.iter().filter_map(|package| package.undated.as_deref()) {
        *things.entry(what).or_default() += 1;
    }
    let count: u64 = things.values().sum();
    if count == 0 {
        return None;
    }
    let mut named: Vec<(&str, u64)> = things.into_iter().collect();
    named.sort_by_key(|(what, count)| (std::cmp::Reverse(*count), *what));
    let more = named.len().saturating_sub(NAMED);
    let mut named: Vec<String> =
        named.iter().take(NAMED).map(|(what, _)| (*what).to_owned()).collect();
    if more > 0 {
        named.push(format!("{more} more"));
    }
    let rest = if count == 1 { "rests" } else { "rest" };
    Some(format!("{} {rest} on what nobody has dated ({})", thousands(count), named.join("; ")))
}

fn accepted(plan: &Plan) -> impl Iterator<Item = (&Package, &Accepted)> {
    plan.packages.iter().filter_map(|package| Some((package, package.acceptance.as_ref()?)))
}
