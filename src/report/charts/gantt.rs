use std::collections::BTreeMap;

use crate::plan::{Package, Phase, Plan};
use crate::report::answers::is_late;
use crate::report::plain::fit;
use crate::report::svg::Svg;
use crate::report::words;

use super::axis::{Axis, Milestone, draw_milestones};

const WIDTH: f64 = 1120.0;
const LEFT: f64 = 366.0;
const HEAD: f64 = 54.0;
const ROW: f64 = 24.0;
/// Columns of a title in the label.
const TITLE: usize = 50;
/// Rows of one drawing: what fits a printed landscape page.
const ROWS: usize = 22;

/// The packages of one phase as bars over the plan's quarters, in drawings that fit a printed page
/// each. `rows` are indices into the plan's packages.
pub fn gantt(
    plan: &Plan,
    phase: Option<&Phase>,
    rows: &[usize],
    milestones: &[Milestone],
) -> Vec<String> {
    let index: BTreeMap<&str, usize> =
        plan.packages.iter().enumerate().map(|(at, package)| (package.id.as_str(), at)).collect();
    rows.chunks(ROWS)
        .map(|rows| {
            let bottom = HEAD + ROW * rows.iter().fold(0.0, |count, _| count + 1.0);
            let axis = Axis::new(plan, LEFT, WIDTH - 16.0);
            let mut svg = Svg::new("gantt", WIDTH, bottom + 6.0);
            axis.draw(&mut svg, [HEAD - 4.0, bottom, HEAD - 43.0]);
            if let Some(phase) = phase {
                let (start, end) = (axis.start(phase.from), axis.end(phase.until));
                svg.rectangle("phase", [start, HEAD - 4.0, end - start, bottom - HEAD + 4.0]);
            }
            draw_milestones(&mut svg, &axis, milestones, HEAD - 8.0, bottom);
            draw_links(&mut svg, &axis, plan, rows);
            let mut y = HEAD;
            for row in rows {
                draw_row(&mut svg, &axis, (plan, &plan.packages[*row]), (*row, y), &index);
                y += ROW;
            }
            svg.finish()
        })
        .collect()
}

/// Arrows from the end of a package to the start of what waits for it, where both stand in one drawing. A
/// dashed stub stands for what is drawn elsewhere; the page tells it when a bar is pointed at.
fn draw_links(svg: &mut Svg, axis: &Axis, plan: &Plan, rows: &[usize]) {
    let mut middles: BTreeMap<&str, (f64, &Package)> = BTreeMap::new();
    let mut middle = HEAD + ROW / 2.0;
    for row in rows {
        let package = &plan.packages[*row];
        middles.insert(&package.id, (middle, package));
        middle += ROW;
    }
    for (to, package) in middles.values() {
        let Some(start) = package.start.map(|start| axis.start(start)) else { continue };
        if package.after.iter().any(|id| !middles.contains_key(id.as_str())) {
            let path = format!("M{:.1} {to:.1}H{start:.1}m-4 -3l4 3l-4 3", start - 16.0);
            svg.leaf("path", &[("class", "link far".into()), ("d", path.as_str().into())]);
        }
        for (from, before) in package.after.iter().filter_map(|id| middles.get(id.as_str())) {
            let Some(end) = before.finish.map(|finish| axis.end(finish)) else { continue };
            let path = route((end, *from), (start, *to));
            svg.leaf("path", &[("class", "link".into()), ("d", path.as_str().into())]);
        }
    }
}

/// Out of a bar, down or up beside it, and into the next; around the front of a bar that starts no later
/// than the other ends.
fn route((end, from): (f64, f64), (start, to): (f64, f64)) -> String {
    const OUT: f64 = 5.0;
    const HEAD_PATH: &str = "m-4 -3l4 3l-4 3";
    if start >= end + 2.0 * OUT {
        return format!("M{end:.1} {from:.1}h{OUT}V{to:.1}H{start:.1}{HEAD_PATH}");
    }
    // Between the rows, so that the line crosses no bar lengthwise.
    let lane = if to > from { to - ROW / 2.0 } else { to + ROW / 2.0 };
    let front = start - 2.0 * OUT;
    format!("M{end:.1} {from:.1}h{OUT}V{lane:.1}H{front:.1}V{to:.1}H{start:.1}{HEAD_PATH}")
}

fn draw_row(
    svg: &mut Svg,
    axis: &Axis,
    (plan, package): (&Plan, &Package),
    (row, y): (usize, f64),
    index: &BTreeMap<&str, usize>,
) {
    let after: Vec<String> = package
        .after
        .iter()
        .filter_map(|id| index.get(id.as_str()))
        .map(usize::to_string)
        .collect();
    let (own, after) = (row.to_string(), after.join(" "));
    let (href, name) = (format!("#package-{row}"), sentence(plan, package));
    let late = is_late(package);
    svg.group(
        "a",
        &[
            ("class", if late { "package late" } else { "package" }.into()),
            ("href", href.as_str().into()),
            ("data-package", own.as_str().into()),
            ("data-after", after.as_str().into()),
            ("aria-label", name.as_str().into()),
        ],
    );
    svg.content("title", &[], &name);
    svg.rectangle("row", [0.0, y, WIDTH, ROW]);
    svg.line("grid", [0.0, y + ROW, WIDTH, y + ROW]);
    // Late titles are bold, and so wider.
    let columns = if late { TITLE - 3 } else { TITLE };
    svg.label("name", 6.0, y + 16.0, &fit(&package.title, columns));
    draw_bar(svg, axis, package, y);
    svg.end();
}

/// The same for a narrow screen: titles above their bars, and no links.
pub fn slim_gantt(
    plan: &Plan,
    phase: Option<&Phase>,
    rows: &[usize],
    milestones: &[Milestone],
) -> Vec<String> {
    const WIDTH: f64 = 400.0;
    const ROW: f64 = 42.0;
    const TITLE: usize = 56;
    rows.chunks(ROWS)
        .map(|rows| {
            let bottom = HEAD + ROW * rows.iter().fold(0.0, |count, _| count + 1.0);
            let axis = Axis::new(plan, 6.0, WIDTH - 10.0);
            let mut svg = Svg::new("gantt", WIDTH, bottom + 6.0);
            axis.draw(&mut svg, [HEAD - 4.0, bottom, HEAD - 43.0]);
            if let Some(phase) = phase {
                let (start, end) = (axis.start(phase.from), axis.end(phase.until));
                svg.rectangle("phase", [start, HEAD - 4.0, end - start, bottom - HEAD + 4.0]);
            }
            draw_milestones(&mut svg, &axis, milestones, HEAD - 8.0, bottom);
            let mut y = HEAD;
            for row in rows {
                let package = &plan.packages[*row];
                svg.group("g", &[("class", if is_late(package) { "late" } else { "slim" }.into())]);
                svg.label("name", 6.0, y + 15.0, &fit(&package.title, TITLE));
                draw_bar(&mut svg, &axis, package, y + 17.0);
                svg.line("grid", [0.0, y + ROW, WIDTH, y + ROW]);
                svg.end();
                y += ROW;
            }
            svg.finish()
        })
        .collect()
}

fn draw_bar(svg: &mut Svg, axis: &Axis, package: &Package, y: f64) {
    let due = package.deadline.as_ref().map(|deadline| axis.at(deadline.date));
    let kind = if package.assets.is_empty() { "bar enabling" } else { "bar" };
    let (Some(start), Some(finish)) = (package.start, package.finish) else {
        let x = due.unwrap_or(axis.left).clamp(axis.left, axis.right() - 100.0);
        svg.rectangle("unplaced", [x, y + 4.0, 96.0, ROW - 8.0]);
        svg.label("note", x + 7.0, y + 16.0, "does not fit");
        diamond(svg, due, y);
        return;
    };
    let (start, end) = (axis.start(start), axis.end(finish));
    // The part after the deadline is drawn apart: late is a shape, not only a colour.
    let cut = due.map_or(end, |due| due.clamp(start, end));
    svg.rectangle(kind, [start + 1.0, y + 5.0, cut - start - 2.0, ROW - 10.0]);
    svg.rectangle("bar overrun", [cut + 1.0, y + 5.0, end - cut - 2.0, ROW - 10.0]);
    diamond(svg, due, y);
    if is_late(package) {
        let words = words::slack(package);
        match end + 110.0 < axis.right() {
            true => svg.label("note", end + 10.0, y + 16.0, &words),
            false => svg.label("note end", start - 8.0, y + 16.0, &words),
        }
    }
}

fn diamond(svg: &mut Svg, due: Option<f64>, y: f64) {
    if let Some(x) = due {
        let middle = y + ROW / 2.0;
        let path = format!("M{x:.1} {:.1}l5 6l-5 6l-5 -6z", middle - 6.0);
        svg.leaf("path", &[("class", "due".into()), ("d", path.as_str().into())]);
    }
}

fn sentence(plan: &Plan, package: &Package) -> String {
    let when = match (package.start, package.finish) {
        (Some(start), Some(finish)) if start == finish => format!("in {start}"),
        (Some(start), Some(finish)) => format!("{start} to {finish}"),
        _ => "does not fit into the plan".into(),
    };
    let due = package.deadline.as_ref().map_or_else(String::new, |deadline| {
        format!(", due {} ({})", deadline.date, words::deadline_source(deadline))
    });
    let after = match package.after.len() {
        0 => String::new(),
        _ => format!(". After {}", package.after.join(", ")),
    };
    let likely = words::person_days(package.effort_days[1]);
    format!(
        "{}: {when}{due}; {}; {}, {likely}{after}. {}",
        package.title,
        words::slack(package),
        plan.team(&package.team),
        words::bound_by(&package.bound_by),
    )
}
