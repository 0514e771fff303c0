//! Scenarios side by side: for a terminal, as Markdown and as versioned JSON.

use std::io;

use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};
use serde::Serialize;

use crate::plan::compared::Compared;

use super::plain::{counted, thousands, visible, wrap};
use super::words;

/// Columns that no line passes.
const COLUMNS: usize = 100;
/// Columns that names of scenarios have where figures leave them.
const NAMES: usize = 26;
/// Columns of blanks beside a cell.
const PADDING: usize = 2;
/// Packages named in a list.
const NAMED: usize = 8;

/// Writes `rows`, the first of which is the plan as it is, for a terminal.
///
/// # Errors
/// `out` cannot be written.
pub fn write_text(out: &mut dyn io::Write, rows: &[Compared]) -> io::Result<()> {
    let mut table = plain_table();
    table.set_header(HEADS);
    rows.iter().for_each(|row| {
        table.add_row(cells(row));
    });
    keep_figures_whole(&mut table, rows);
    write_lines(out, &table)?;
    writeln!(out, "\n{STILL}")?;
    let mut table = plain_table();
    still_exposed(rows).into_iter().for_each(|row| {
        table.add_row(row);
    });
    write_lines(out, &table)?;
    for row in rows {
        for sentence in sentences(row, &rows[0]) {
            for (at, line) in wrap(&sentence, COLUMNS - 2).iter().enumerate() {
                writeln!(out, "{}{line}", if at == 0 { "\n" } else { "  " })?;
            }
        }
    }
    Ok(())
}

/// Figures are never broken over lines: names get the columns that these leave. Where all does not fit, words stand below
/// each other in the columns that have some.
fn keep_figures_whole(table: &mut Table, rows: &[Compared]) {
    let cells: Vec<[String; 9]> = rows.iter().map(cells).collect();
    let of = |at: usize| cells.iter().map(move |row| row[at].as_str());
    let longest = |words: &mut dyn Iterator<Item = &str>| {
        words.map(|word| word.chars().count()).max().unwrap_or_default()
    };
    let heads = |at: usize| longest(&mut HEADS[at].split(' '));
    let whole = |at: usize| longest(&mut of(at)).max(heads(at)) + PADDING;
    let broken = |at: usize| match at {
        1..=4 => longest(&mut of(at).flat_map(|cell| cell.split(' '))).max(heads(at)) + PADDING,
        _ => whole(at),
    };
    let names = whole(0).min(NAMES);
    let fits = names + (1..HEADS.len()).map(whole).sum::<usize>() <= COLUMNS;
    let mut left = COLUMNS;
    for at in (1..HEADS.len()).chain([0]) {
        let width = match at {
            0 => names.min(left),
            _ if fits => whole(at),
            _ => broken(at),
        };
        left = left.saturating_sub(width);
        if let Some(column) = table.column_mut(at) {
            let width = Width::Fixed(u16::try_from(width).unwrap_or(u16::MAX));
            column.set_constraint(ColumnConstraint::LowerBoundary(width));
        }
    }
}

fn plain_table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).force_no_tty();
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(COLUMNS as u16);
    table
}

fn write_lines(out: &mut dyn io::Write, table: &Table) -> io::Result<()> {
    table.lines().try_for_each(|line| writeln!(out, "{}", line.trim_end()))
}

/// Writes `rows` as Markdown.
///
/// # Errors
/// `out` cannot be written.
pub fn write_markdown(out: &mut dyn io::Write, rows: &[Compared]) -> io::Result<()> {
    writeln!(out, "# Scenarios\n\n| {} |", HEADS.join(" | "))?;
    writeln!(out, "|---{}|", "|---:".repeat(HEADS.len() - 1))?;
    for row in rows {
        let cells = cells(row).map(|cell| cell.replace('|', "\\|"));
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    let mut burned = still_exposed(rows).into_iter();
    if let Some(head) = burned.next() {
        writeln!(out, "\n{STILL}\n\n| {} |", head.join(" | "))?;
        writeln!(out, "|---{}|", "|---:".repeat(head.len() - 1))?;
    }
    for row in burned {
        let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    writeln!(out)?;
    let all: Vec<String> = rows.iter().flat_map(|row| sentences(row, &rows[0])).collect();
    all.iter().try_for_each(|sentence| writeln!(out, "- {sentence}"))
}

/// Writes `rows` as one JSON document of the form `y2q-compared/1`.
///
/// # Errors
/// `out` cannot be written.
pub fn write_json(out: &mut dyn io::Write, rows: &[Compared]) -> io::Result<()> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: &'static str,
        scenarios: &'a [Compared],
    }
    let document = Document { schema: "y2q-compared/1", scenarios: rows };
    super::json_document(out, &document)
}

const HEADS: [&str; 9] = [
    "Scenario",
    "Late",
    "Worst",
    "Finish",
    "Recordable until",
    "Days",
    "Exposure",
    "Gap",
    "In time",
];

fn cells(row: &Compared) -> [String; 9] {
    let quarter =
        |quarter: Option<crate::model::Quarter>| quarter.map_or_else(dash, |one| one.to_string());
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    [
        visible(&row.name).to_string(),
        match row.unscheduled {
            0 => row.late.to_string(),
            never if never == row.late => format!("{never} never"),
            never => format!("{} ({never} never)", row.late),
        },
        if row.worst_quarters > 0 { words::quarters(row.worst_quarters) } else { dash() },
        quarter(row.finish),
        match row.still_recordable {
            0 => quarter(row.harvestable_until),
            _ => "never ends".into(),
        },
        words::days(row.person_days),
        thousands(row.exposure.saturating_add(row.lateness)),
        row.gap_percent.map_or_else(dash, |gap| format!("{gap:.2} %")),
        row.in_time.map_or_else(dash, percent),
    ]
}

/// What stands above the burn-down.
const STILL: &str = "Holdings still exposed at the end of";
/// Years of the burn-down at most.
const YEARS: usize = 10;

/// The burn-down of every scenario by year: a head, then a row for each. Years after the last change are left out.
fn still_exposed(rows: &[Compared]) -> Vec<Vec<String>> {
    let mut years: Vec<i16> =
        rows.iter().flat_map(|row| &row.burndown).map(|one| one.quarter.year()).collect();
    years.sort_unstable();
    years.dedup();
    let at_end = |row: &Compared, year: i16| {
        row.burndown.iter().rfind(|one| one.quarter.year() <= year).map(|one| one.known)
    };
    let is_last = |year: &i16| rows.iter().all(|row| at_end(row, *year) == at_end(row, i16::MAX));
    if let Some(last) = years.iter().position(is_last) {
        years.truncate(last + 1);
    }
    years.truncate(YEARS);
    let head = std::iter::once(String::new()).chain(years.iter().map(i16::to_string)).collect();
    let rows = rows.iter().map(|row| {
        let cells = years.iter().map(|year| at_end(row, *year).map_or_else(dash, thousands));
        std::iter::once(visible(&row.name).to_string()).chain(cells).collect()
    });
    std::iter::once(head).chain(rows).collect()
}

fn dash() -> String {
    "–".into()
}

/// What is late here and not in the plan as it is, what has no scheme left, and what is too late whatever is planned.
fn sentences(row: &Compared, base: &Compared) -> Vec<String> {
    let named = |ids: &[String]| {
        let names: Vec<&str> = ids.iter().take(NAMED).map(String::as_str).collect();
        let more = ids.len() - names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        visible(&format!("{}{more}", names.join(", "))).to_string()
    };
    let name = visible(&row.name).to_string();
    let mut sentences = Vec::new();
    if !row.unbound.is_empty() {
        let (was, binds, it) = match row.unbound.len() {
            1 => ("was", "binds", "it applies; nothing here is due by it"),
            _ => ("were", "bind", "they apply; nothing here is due by them"),
        };
        sentences.push(format!(
            "{name}: {} {was} named and {binds} no system, because the `jurisdictions` of the estate do not say that {it}.",
            named(&row.unbound)
        ));
    }
    let slow: Vec<String> =
        row.breaks.iter().filter(|id| !row.without_target.contains(id)).cloned().collect();
    if !slow.is_empty() {
        let late = counted(slow.len() as u64, "package", "packages");
        sentences.push(format!(
            "{name}: {late} late that would be in time otherwise: {}.",
            named(&slow)
        ));
    }
    if !row.without_target.is_empty() {
        let lacking = counted(row.without_target.len() as u64, "package has", "packages have");
        sentences.push(format!(
            "{name}: {lacking} no scheme left to migrate to and will never be done: {}.",
            named(&row.without_target)
        ));
    }
    let never: Vec<String> =
        (row.never_changed.iter()).filter(|id| !row.without_target.contains(id)).cloned().collect();
    if !never.is_empty() {
        let kept = counted(never.len() as u64, "package is", "packages are");
        sentences.push(format!(
            "{name}: {kept} changed in the plan as it is and never here: {}.",
            named(&never)
        ));
    }
    let is_base = std::ptr::eq(row, base);
    sentences.extend(shares(row, base, &name));
    let amount = |cost: f64| {
        format!("{} {}", words::money(cost), visible(&row.currency)).trim_end().to_owned()
    };
    let own = row.common.as_ref().and_then(|one| one.cost).map(|[own, here]| here - own);
    let is_same = base.cost.zip(row.cost).is_some_and(|(own, here)| (own - here).abs() < 1.0);
    if let Some(cost) = row.cost.filter(|_| row.done > 0 && (is_base || !is_same)) {
        // What both do is compared with the same; where one does more, that is told of what both do.
        let more = match own.filter(|_| is_over_the_same(row, base)) {
            Some(more) if more >= 1.0 => format!(", {} more than as it is", amount(more)),
            Some(more) if more <= -1.0 => format!(", {} less than as it is", amount(-more)),
            _ => String::new(),
        };
        sentences.push(format!("{name}: what is done costs {}{more}.", amount(cost)));
    }
    if row.missed > 0 && (is_base || row.missed != base.missed) {
        let change = counted(row.missed as u64, "package changes", "packages change");
        sentences.push(format!("{name}: {change} what was disallowed before the plan began."));
    }
    if row.too_late > 0 && (is_base || row.too_late != base.too_late) {
        let end = counted(row.too_late as u64, "package ends", "packages end");
        let never = if row.unscheduled > 0 { ", or never," } else { "" };
        sentences.push(format!(
            "{name}: {end} too late{never} for what is protected (Mosca's inequality)."
        ));
    }
    sentences
}

/// Whether the figures of both are of the same packages.
fn is_over_the_same(row: &Compared, base: &Compared) -> bool {
    (row.common.as_ref()).is_none_or(|one| one.packages == row.done && one.packages == base.done)
}

/// Of how many packages the figures of dates, days and cost are, and how those of what is done here and as it is differ.
fn shares(row: &Compared, base: &Compared, name: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    if row.done < row.packages {
        sentences.push(format!(
            "{name}: finish, days and cost are of the {} that are done, of {}.",
            thousands(row.done as u64),
            counted(row.packages as u64, "package", "packages")
        ));
    }
    let common = row.common.as_ref().filter(|one| one.packages > 0);
    let Some(common) = common.filter(|_| !is_over_the_same(row, base)) else {
        return sentences;
    };
    let both = |what: &str, [own, here]: [String; 2]| format!("{what}{here} ({own} as it is)");
    let mut told = vec![both("person-days ", common.person_days.map(words::days))];
    let cost = common.cost.map(|cost| cost.map(words::money));
    let currency = visible(&row.currency);
    let space = if row.currency.is_empty() { "" } else { " " };
    told.extend(cost.map(|cost| both(&format!("cost{space}{currency} "), cost)));
    let finish = common.finish.map(|finish| finish.map(|quarter| quarter.to_string()));
    told.extend(finish.map(|finish| both("finish ", finish)));
    told.push(both("exposure ", common.exposure.map(thousands)));
    let count = counted(common.packages as u64, "package that is", "packages that are");
    sentences.push(format!(
        "{name}: compared over the {count} done here and as it is: {}.",
        told.join(", ")
    ));
    sentences
}
