use std::collections::BTreeMap;

use serde::Serialize;

use crate::plan::{Plan, TeamLoad, speech};
use crate::report::svg::Svg;
use crate::report::words;

use super::axis::Axis;

const WIDTH: f64 = 540.0;
const HEIGHT: f64 = 150.0;
const LEFT: f64 = 40.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 124.0;

/// Load and capacity of one team.
#[derive(Clone, Debug, Serialize)]
pub struct TeamChart {
    /// Name of the team; its id where it has none.
    pub team: String,
    /// The drawing.
    pub svg: String,
    /// Load and busiest quarter in a sentence.
    pub summary: String,
    /// Year, person-days planned, person-days available.
    pub years: Vec<(i16, String, String)>,
}

/// One drawing for every team, sorted by id, all on one scale of time.
pub fn capacity(plan: &Plan) -> Vec<TeamChart> {
    let mut teams: BTreeMap<&str, Vec<&TeamLoad>> = BTreeMap::new();
    for load in &plan.teams {
        teams.entry(&load.team).or_default().push(load);
    }
    teams
        .into_iter()
        .map(|(team, loads)| TeamChart {
            team: plan.team_name(team).to_owned(),
            svg: draw(plan, team, &loads),
            summary: summary(&loads),
            years: years(&loads),
        })
        .collect()
}

fn draw(plan: &Plan, team: &str, loads: &[&TeamLoad]) -> String {
    let most = loads.iter().map(|one| one.load.max(one.capacity)).fold(1.0, f64::max);
    let axis = Axis::new(plan, LEFT, WIDTH - 8.0);
    let mut svg = Svg::new("capacity", WIDTH, HEIGHT);
    svg.content(
        "title",
        &[],
        &format!("{}: person-days planned and available", speech::capital(&plan.team(team))),
    );
    axis.draw(&mut svg, [TOP, BOTTOM, BOTTOM + 17.0]);
    let y = |days: f64| BOTTOM - (BOTTOM - TOP) * days / most;
    for days in [0.0, most] {
        svg.label("tick end", LEFT - 6.0, y(days) + 4.0, &words::days(days));
    }
    let mut steps = String::new();
    for one in loads {
        let (start, end) = (axis.start(one.quarter), axis.end(one.quarter));
        if end <= start {
            continue;
        }
        let within = one.load.min(one.capacity);
        svg.group("g", &[]);
        let (load, capacity) = (words::days(one.load), words::days(one.capacity));
        svg.content("title", &[], &format!("{}: {load} of {capacity} person-days", one.quarter));
        svg.rectangle("bar", [start + 1.0, y(within), end - start - 2.0, BOTTOM - y(within)]);
        let over = y(within) - y(one.load);
        svg.rectangle("bar overrun", [start + 1.0, y(one.load), end - start - 2.0, over]);
        svg.end();
        let lead = if steps.is_empty() { 'M' } else { 'L' };
        let top = y(one.capacity);
        steps.push_str(&format!("{lead}{start:.1} {top:.1}L{end:.1} {top:.1}"));
    }
    svg.leaf("path", &[("class", "limit".into()), ("d", steps.as_str().into())]);
    svg.finish()
}

fn summary(loads: &[&TeamLoad]) -> String {
    let (load, capacity) = sums(loads.iter().copied());
    let share =
        |one: &TeamLoad| if one.capacity > 0.0 { one.load / one.capacity } else { one.load };
    let mut busiest: Option<&TeamLoad> = None;
    for one in loads {
        if one.load > 0.0 && busiest.is_none_or(|most| share(one) > share(most)) {
            busiest = Some(one);
        }
    }
    let peak = match busiest {
        Some(one) if one.capacity > 0.0 => {
            let full = loads.iter().filter(|one| one.load > 0.0 && share(one) >= 0.995).count();
            let more = if full > 1 { format!(", {full} quarters full") } else { String::new() };
            format!("; busiest {} at {:.0} %{more}", one.quarter, share(one) * 100.0)
        }
        Some(one) => format!("; planned in {} without capacity", one.quarter),
        None => String::new(),
    };
    format!("{} of {} person-days planned{peak}", words::days(load), words::days(capacity))
}

fn years(loads: &[&TeamLoad]) -> Vec<(i16, String, String)> {
    let mut years: BTreeMap<i16, Vec<&TeamLoad>> = BTreeMap::new();
    for one in loads {
        years.entry(one.quarter.year()).or_default().push(one);
    }
    years
        .into_iter()
        .map(|(year, loads)| {
            let (load, capacity) = sums(loads.into_iter());
            (year, words::days(load), words::days(capacity))
        })
        .collect()
}

fn sums<'a>(loads: impl Iterator<Item = &'a TeamLoad>) -> (f64, f64) {
    loads.fold((0.0, 0.0), |(load, capacity), one| (load + one.load, capacity + one.capacity))
}
