//! Scenarios side by side: for a terminal, as Markdown and as versioned JSON.

use std::io;

use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};
use serde::Serialize;

use crate::plan::compared::Compared;

use super::plain::{counted, thousands, visible, wrap};
use super::words;

/// Columns that no line passes.
const COLUMNS: usize = 100;
/// Columns that names of scenarios have at least.
const NAMES: u16 = 26;
/// Packages named in a list.
const NAMED: usize = 8;

/// Writes `rows`, the first of which is the plan as it is, for a terminal.
///
/// # Errors
/// `out` cannot be written.
pub fn write_text(out: &mut dyn io::Write, rows: &[Compared]) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).force_no_tty();
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(COLUMNS as u16);
    table.set_header(HEADS);
    rows.iter().for_each(|row| {
        table.add_row(cells(row));
    });
    if let Some(names) = table.column_mut(0) {
        names.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(NAMES)));
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    for row in rows {
        for sentence in sentences(row, &rows[0]) {
            for (at, line) in wrap(&sentence, COLUMNS - 2).iter().enumerate() {
                writeln!(out, "{}{line}", if at == 0 { "\n" } else { "  " })?;
            }
        }
    }
    Ok(())
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
    writeln!(out)?;
    let all: Vec<String> = rows.iter().flat_map(|row| sentences(row, &rows[0])).collect();
    all.iter().try_for_each(|sentence| writeln!(out, "- {sentence}"))
}

/// Writes `rows` as one JSON document of the form `y2q-scenarios/1`.
///
/// # Errors
/// `out` cannot be written.
pub fn write_json(out: &mut dyn io::Write, rows: &[Compared]) -> io::Result<()> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: &'static str,
        scenarios: &'a [Compared],
    }
    let document = Document { schema: "y2q-scenarios/1", scenarios: rows };
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
    let is_base = std::ptr::eq(row, base);
    if row.missed > 0 && (is_base || row.missed != base.missed) {
        let change = counted(row.missed as u64, "package changes", "packages change");
        sentences.push(format!("{name}: {change} what was disallowed before the plan began."));
    }
    if row.too_late > 0 && (is_base || row.too_late != base.too_late) {
        let end = counted(row.too_late as u64, "package ends", "packages end");
        sentences
            .push(format!("{name}: {end} too late for what is protected (Mosca's inequality)."));
    }
    sentences
}
