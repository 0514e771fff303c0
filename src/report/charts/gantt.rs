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
            let mut y = HEAD;
            for row in rows {
                draw_row(&mut svg, &axis, &plan.packages[*row], (*row, y), &index);
                y += ROW;
            }
            svg.finish()
        })
        .collect()
}

fn draw_row(
    svg: &mut Svg,
    axis: &Axis,
    package: &Package,
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
    let (href, name) = (format!("#package-{row}"), sentence(package));
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

fn sentence(package: &Package) -> String {
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
    let [_, likely, _] = package.effort_days.map(words::days);
    format!(
        "{}: {when}{due}; {}; team {}, {likely} person-days{after}. {}",
        package.title,
        words::slack(package),
        package.team,
        words::bound_by(&package.bound_by),
    )
}
