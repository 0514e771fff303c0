use std::io::{self, Write};

use super::{plain, title, told};
use crate::estate::Level;
use crate::gate::{Finding, Record};

/// Findings in the table; the rest is counted.
const SHOWN: usize = 100;

/// A comment on a change, or the summary of a step.
///
/// # Errors
/// `out` cannot be written.
pub fn markdown(out: &mut dyn Write, record: &Record) -> io::Result<()> {
    writeln!(out, "### y2q {}\n", super::summary(record))?;
    let shown = record.shown(Level::Warn);
    if !shown.is_empty() {
        writeln!(out, "| | where | what | why |\n|---|---|---|---|")?;
    }
    for finding in shown.iter().take(SHOWN) {
        writeln!(out, "{}", row(finding))?;
    }
    if shown.len() > SHOWN {
        writeln!(out, "\nand {} more.", shown.len() - SHOWN)?;
    }
    for waiver in &record.decision.expired {
        writeln!(
            out,
            "\nThe waiver of `y2q.toml` line {} expired on {}.",
            waiver.line, waiver.expires
        )?;
    }
    let policies = record.policies.iter().map(|(id, _)| format!("`{id}`")).collect::<Vec<_>>();
    write!(out, "\nJudged by {} as of {}", policies.join(", "), record.at)?;
    match &record.plan {
        Some(plan) => writeln!(out, "; compared with the plan of {}, by {}.", plan.at, plan.by),
        None => writeln!(out, "."),
    }
}

fn row(finding: &Finding) -> String {
    let item = &finding.item;
    let line = item.colon_line();
    let level = if finding.level == Level::Deny { "denied" } else { "warned" };
    let why = told(item).map(|line| cell(&line)).collect::<Vec<_>>().join("<br>");
    format!("| {level} | {}{line} | {} | {why} |", cell(&item.path()), cell(&title(finding)))
}

/// Text that stays in its cell and acts as nothing else.
pub(super) fn cell(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in plain::visible(text).chars() {
        match letter {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '|' | '`' | '*' | '_' | '[' | ']' | '\\' | '@' | '#' => {
                shown.push_str(&format!("&#{};", u32::from(letter)));
            }
            other => shown.push(other),
        }
    }
    shown
}
