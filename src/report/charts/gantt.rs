use std::collections::BTreeMap;

use crate::plan::{Package, Phase, Plan};
use crate::report::answers::is_late;
use crate::report::plain::{fit, width, wrap};
use crate::report::svg::Svg;
use crate::report::words;

use super::axis::{Axis, Milestone, draw_milestones};
use super::links::draw_links;

const WIDTH: f64 = 1120.0;
const LEFT: f64 = 366.0;
const HEAD: f64 = 54.0;
/// Height of a row whose label has one line.
const ROW: f64 = 24.0;
/// What each further line of a label adds.
const LINE: f64 = 14.0;
/// Columns of a line of a label.
const TITLE: usize = 46;
/// Where labels begin, behind the number of the package.
const NAME: f64 = 34.0;
/// Most lines of a label.
const LINES: usize = 4;
/// Most predecessors that a label names.
const NAMED: usize = 6;
/// Height of the rows of one drawing: what fits a printed landscape page.
const PAGE: f64 = 22.0 * ROW;

/// Index of every package by id.
type Index<'a> = BTreeMap<&'a str, usize>;

/// A package with the label beside its bar.
struct Row {
    /// Index into the plan's packages.
    at: usize,
    /// Its title on lines.
    lines: Vec<String>,
    /// Numbers of the packages that it waits for, behind the last line.
    after: String,
    top: f64,
    height: f64,
}

/// The packages of one phase as bars over the plan's quarters, in drawings that fit a printed page
/// each. `rows` are indices into the plan's packages.
pub fn gantt(
    plan: &Plan,
    phase: Option<&Phase>,
    rows: &[usize],
    milestones: &[Milestone],
) -> Vec<String> {
    let index = index(plan);
    let drawn = rows.iter().map(|at| row(plan, &index, *at, (TITLE, ROW)));
    pages(drawn, PAGE)
        .iter()
        .map(|rows| {
            let bottom = rows.last().map_or(HEAD, |row| row.top + row.height);
            let axis = Axis::new(plan, LEFT, WIDTH - 16.0);
            let mut svg = Svg::new("gantt", WIDTH, bottom + 6.0);
            ground(&mut svg, &axis, (phase, milestones), bottom);
            let middles = rows.iter().map(|row| (&plan.packages[row.at], row.top + ROW / 2.0));
            draw_links(&mut svg, &axis, &middles.collect::<Vec<_>>());
            for row in rows {
                draw_row(&mut svg, &axis, (plan, &plan.packages[row.at]), row, &index);
            }
            svg.finish()
        })
        .collect()
}

fn index(plan: &Plan) -> Index<'_> {
    plan.packages.iter().enumerate().map(|(at, package)| (package.id.as_str(), at)).collect()
}

/// Years, the phase and the milestones behind the bars.
fn ground(
    svg: &mut Svg,
    axis: &Axis,
    (phase, milestones): (Option<&Phase>, &[Milestone]),
    bottom: f64,
) {
    axis.draw(svg, [HEAD - 4.0, bottom, HEAD - 43.0]);
    if let Some(phase) = phase {
        let (start, end) = (axis.start(phase.from), axis.end(phase.until));
        svg.rectangle("phase", [start, HEAD - 4.0, end - start, bottom - HEAD + 4.0]);
    }
    draw_milestones(svg, axis, milestones, HEAD - 8.0, bottom);
}

/// The row of a package, with labels of `columns` and `first` for the height of one line; not placed yet.
fn row(plan: &Plan, index: &Index<'_>, at: usize, (columns, first): (usize, f64)) -> Row {
    let package = &plan.packages[at];
    // Late titles are bold, and so wider.
    let columns = if is_late(package) { columns - 3 } else { columns };
    let mut lines = wrap(&package.title, columns);
    if lines.len() > LINES {
        let rest = lines.split_off(LINES - 1).join(" ");
        lines.push(fit(&rest, columns));
    }
    let after = numbers(package, index);
    let last = lines.last().map_or(0, |line| width(line));
    if lines.is_empty() || (!after.is_empty() && last + 1 + width(&after) > columns) {
        lines.push(String::new());
    }
    let height = lines.iter().skip(1).fold(first, |height, _| height + LINE);
    Row { at, lines, after, top: 0.0, height }
}

/// `← 3, 7`: numbers of the packages that `package` waits for.
fn numbers(package: &Package, index: &Index<'_>) -> String {
    let mut before: Vec<usize> =
        package.after.iter().filter_map(|id| index.get(id.as_str())).map(|at| at + 1).collect();
    before.sort_unstable();
    let more = before.len().saturating_sub(NAMED);
    before.truncate(NAMED);
    let named: Vec<String> = before.iter().map(usize::to_string).collect();
    match (named.is_empty(), more) {
        (true, _) => String::new(),
        (_, 0) => format!("\u{2190} {}", named.join(", ")),
        (_, more) => format!("\u{2190} {} and {more} more", named.join(", ")),
    }
}

/// Rows in drawings of at most `page`, each row with its place.
fn pages(rows: impl Iterator<Item = Row>, page: f64) -> Vec<Vec<Row>> {
    let mut pages: Vec<Vec<Row>> = Vec::new();
    let mut top = HEAD;
    for mut row in rows {
        if pages.is_empty() || top + row.height > HEAD + page {
            pages.push(Vec::new());
            top = HEAD;
        }
        row.top = top;
        top += row.height;
        if let Some(last) = pages.last_mut() {
            last.push(row);
        }
    }
    pages
}

/// The label of a row, its first line at `y`.
fn draw_label(svg: &mut Svg, row: &Row, x: f64, mut y: f64) {
    for (at, line) in row.lines.iter().enumerate() {
        if at + 1 == row.lines.len() && !row.after.is_empty() {
            let space = if line.is_empty() { "" } else { " " };
            svg.label_beside("name", x, y, [&format!("{line}{space}"), "tick", &row.after]);
        } else {
            svg.label("name", x, y, line);
        }
        y += LINE;
    }
}

fn draw_row(
    svg: &mut Svg,
    axis: &Axis,
    (plan, package): (&Plan, &Package),
    row: &Row,
    index: &Index<'_>,
) {
    let after: Vec<String> = package
        .after
        .iter()
        .filter_map(|id| index.get(id.as_str()))
        .map(usize::to_string)
        .collect();
    let (own, after) = (row.at.to_string(), after.join(" "));
    let (href, name) = (format!("#package-{}", row.at), sentence(plan, package));
    svg.group(
        "a",
        &[
            ("class", if is_late(package) { "package late" } else { "package" }.into()),
            ("href", href.as_str().into()),
            ("data-package", own.as_str().into()),
            ("data-after", after.as_str().into()),
            ("aria-label", name.as_str().into()),
        ],
    );
    svg.content("title", &[], &name);
    svg.rectangle("row", [0.0, row.top, WIDTH, row.height]);
    svg.line("grid", [0.0, row.top + row.height, WIDTH, row.top + row.height]);
    svg.label("tick end", NAME - 8.0, row.top + 16.0, &(row.at + 1).to_string());
    draw_label(svg, row, NAME, row.top + 16.0);
    draw_bar(svg, axis, package, row.top);
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
    const TITLE: usize = 52;
    let index = index(plan);
    let drawn = rows.iter().map(|at| row(plan, &index, *at, (TITLE, ROW)));
    pages(drawn, 22.0 * ROW)
        .iter()
        .map(|rows| {
            let bottom = rows.last().map_or(HEAD, |row| row.top + row.height);
            let axis = Axis::new(plan, 18.0, WIDTH - 10.0);
            let mut svg = Svg::new("gantt", WIDTH, bottom + 6.0);
            ground(&mut svg, &axis, (phase, milestones), bottom);
            for row in rows {
                let package = &plan.packages[row.at];
                let end = row.top + row.height;
                // No line of a year or a deadline runs through the title.
                svg.rectangle("behind", [0.0, row.top + 1.0, WIDTH, row.height - ROW + 19.0]);
                svg.group("g", &[("class", if is_late(package) { "late" } else { "slim" }.into())]);
                svg.label("tick end", 22.0, row.top + 15.0, &(row.at + 1).to_string());
                draw_label(&mut svg, row, 28.0, row.top + 15.0);
                draw_bar(&mut svg, &axis, package, end - ROW + 17.0);
                svg.line("grid", [0.0, end, WIDTH, end]);
                svg.end();
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
        let note = if package.is_undecided() { "undecided" } else { "does not fit" };
        svg.label("note", x + 7.0, y + 16.0, note);
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
        _ if package.is_undecided() => "no date before a decision".into(),
        _ => "gets no date".into(),
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
