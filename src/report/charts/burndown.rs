use crate::model::Exposure;
use crate::plan::Plan;
use crate::report::plain::thousands;
use crate::report::svg::Svg;
use crate::report::words;

use super::axis::{Axis, Milestone, draw_milestones};

const WIDTH: f64 = 1120.0;
const HEIGHT: f64 = 330.0;
const LEFT: f64 = 62.0;
const TOP: f64 = 46.0;
const BOTTOM: f64 = 292.0;
/// Least height of what is not zero.
const SLIVER: f64 = 2.5;

/// Holdings still exposed at the end of every quarter, stacked by class, with the deadlines as
/// lettered lines; empty when the plan has no burn-down.
pub fn burndown(plan: &Plan, milestones: &[Milestone]) -> String {
    let top = plan
        .burndown
        .iter()
        .map(|one| stack(one).iter().map(|part| part.1).fold(0, u64::saturating_add))
        .max();
    let Some(top) = top else { return String::new() };
    let step = grid_step(top.max(1));
    let lines = top.max(1).div_ceil(step);
    let ceiling = as_float(step) * as_float(lines);
    let axis = Axis::new(plan, LEFT, WIDTH - 16.0);
    let mut svg = Svg::new("burndown", WIDTH, HEIGHT);
    svg.content("title", &[], "Uses of exposed cryptography at the end of each quarter");
    axis.draw(&mut svg, [TOP, BOTTOM, BOTTOM + 18.0]);
    let y = |count: u64| BOTTOM - (BOTTOM - TOP) * as_float(count) / ceiling;
    for line in 0..=lines {
        let count = step.saturating_mul(line);
        svg.line("grid", [LEFT, y(count), axis.right(), y(count)]);
        svg.label("tick end", LEFT - 8.0, y(count) + 4.0, &thousands(count));
    }
    for one in &plan.burndown {
        let (start, end) = (axis.start(one.quarter), axis.end(one.quarter));
        if end <= start {
            continue;
        }
        svg.group("g", &[]);
        svg.content("title", &[], &sentence(one));
        let mut low = BOTTOM;
        for (class, count) in stack(one).into_iter().filter(|part| part.1 > 0) {
            // A few among thousands still show as a sliver.
            let height = (BOTTOM - y(count)).max(SLIVER);
            svg.rectangle(fill(class), [start + 1.0, low - height, end - start - 2.0, height]);
            low -= height;
        }
        svg.end();
    }
    draw_milestones(&mut svg, &axis, milestones, TOP, BOTTOM);
    svg.finish()
}

/// Style class of an exposure class.
const fn fill(class: Exposure) -> &'static str {
    match class {
        Exposure::ClassicallyBroken => "fill-broken",
        Exposure::Shor => "fill-shor",
        Exposure::Indeterminate => "fill-indeterminate",
        Exposure::Grover | Exposure::None => "fill-none",
    }
}

/// The worst class lies at the bottom, where the eye compares best.
fn stack(one: &crate::plan::Burndown) -> [(Exposure, u64); 3] {
    words::EXPOSED.map(|class| (class, words::counted_as(one, class)))
}

fn sentence(one: &crate::plan::Burndown) -> String {
    let parts = stack(one).map(|(class, count)| {
        format!("{} {}", thousands(count), words::exposure(class).to_lowercase())
    });
    format!("End of {}: {}", one.quarter, parts.join(", "))
}

/// Distance of the grid lines: the smallest of 1, 2, 5, 10, 20, … that needs no more than six.
fn grid_step(most: u64) -> u64 {
    let mut scale = 1_u64;
    loop {
        for step in [1, 2, 5] {
            match scale.checked_mul(step) {
                Some(step) if most.div_ceil(step) <= 6 => return step,
                Some(_) => {}
                None => return most,
            }
        }
        scale = scale.saturating_mul(10);
    }
}

#[allow(clippy::cast_precision_loss, reason = "a pixel needs no 53 bits")]
const fn as_float(count: u64) -> f64 {
    count as f64
}
