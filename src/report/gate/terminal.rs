use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Grade, Renderer, Snippet};

use super::masked::masked;
use super::{expired, help, plain, reasons, title, unused};
use crate::estate::Level;
use crate::gate::{Answer, Finding, PlanUsed, Record};
use crate::inventory::Location;

/// Findings shown in full.
const SHOWN: usize = 50;

/// Lines of source code, by file and number.
pub type Lines<'a> = dyn FnMut(&Location, u32) -> Option<String> + 'a;

/// What is new or worse, with the code that it stands in, and what was assumed.
///
/// # Errors
/// `out` cannot be written.
pub fn text(out: &mut dyn Write, record: &Record, lines: &mut Lines<'_>) -> io::Result<()> {
    for assumed in assumed(record) {
        writeln!(out, "{assumed}")?;
    }
    if let Some(PlanUsed { path, at, packages, by }) = &record.plan {
        let path = plain::visible(path);
        writeln!(
            out,
            "Plan: {path} of {at}, {packages} packages; what ends before {by} counts as passed"
        )?;
    }
    writeln!(out)?;
    let shown = record.shown(Level::Warn);
    for finding in shown.iter().take(SHOWN) {
        writeln!(out, "{}\n", rendered(finding, lines))?;
    }
    if shown.len() > SHOWN {
        writeln!(out, "and {} more; --format json has all\n", shown.len() - SHOWN)?;
    }
    for waiver in &record.decision.expired {
        writeln!(
            out,
            "{RED}error{RESET}: {} ({}, {}): mend what it covers, or decide anew",
            expired(waiver),
            plain::visible(&waiver.owner),
            plain::visible(&waiver.reason)
        )?;
    }
    for waiver in &record.decision.unused {
        writeln!(out, "{YELLOW}warning{RESET}: {}: take it out", unused(waiver))?;
    }
    writeln!(out, "{}", summary(record))?;
    if !record.decision.fixed.is_empty() {
        writeln!(
            out,
            "What is mended stays in the baseline until it is taken out: y2q gate --prune"
        )?;
    }
    if shown.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "Mend it, permit it (`y2q: allow(RULE) until DAY because REASON` beside the code, or a waiver in y2q.toml),\nor accept all that is there: y2q gate --write-baseline"
    )
}

const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const RESET: &str = "\u{1b}[0m";

/// Three lines: by which policies, against which baseline, of what day.
fn assumed(record: &Record) -> [String; 3] {
    let policies = record.policies.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(", ");
    let policies = if policies.is_empty() { "none" } else { &policies };
    let why = if record.assumptions.is_empty() { "" } else { " (assumed; --policy names others)" };
    let baseline = match &record.baseline {
        Some(path) => format!("{}: what is in it and no worse passes", plain::visible(path)),
        None => "none: what is only quantum-vulnerable warns; y2q gate --write-baseline makes one"
            .to_owned(),
    };
    [
        format!("Policies: {policies}{why}"),
        format!("Baseline: {baseline}"),
        format!(
            "As of {}; {}",
            record.at,
            if record.allow_incomplete {
                "what cannot be read passes"
            } else {
                "what cannot be read does not pass (--allow-incomplete)"
            }
        ),
    ]
}

/// One line: what the gate says, and of how many findings.
#[must_use]
pub fn summary(record: &Record) -> String {
    let tally = record.tally();
    let answer = match record.answer {
        Answer::Pass => "passed",
        Answer::Fail => "failed",
        Answer::Incomplete => "incomplete",
    };
    format!(
        "gate {answer}: {} denied, {} warned; {} accepted before, {} waived, {} mended",
        tally.denied, tally.warned, tally.known, tally.waived, tally.fixed
    )
}

fn rendered(finding: &Finding, lines: &mut Lines<'_>) -> String {
    let item = &finding.item;
    let grade = if finding.level == Level::Deny { Grade::ERROR } else { Grade::WARNING };
    // The id in front of it begins with the kind.
    let title = title(finding);
    let title = title.strip_prefix(&format!("{}: ", item.kind)).unwrap_or(&title).to_owned();
    let path = plain::visible(&item.path()).into_owned();
    let rule = item.rule();
    let source = item
        .column
        .zip(item.line)
        .and_then(|(column, line)| Some(excerpt(&lines(&item.location, line)?, column as usize)));
    let head = grade.primary_title(title.as_str()).id(rule.as_str());
    let mut group = match (&source, item.line) {
        (Some((text, span)), Some(line)) => {
            let snippet = Snippet::source(text.as_str())
                .path(path.as_str())
                .line_start(line as usize)
                .annotation(AnnotationKind::Primary.span(span.clone()));
            head.element(snippet)
        }
        (_, line) => {
            let origin = annotate_snippets::Origin::path(path.as_str());
            head.element(match line {
                Some(line) => origin.line(line as usize),
                None => origin,
            })
        }
    };
    let reasons: Vec<String> = reasons(item).collect();
    for reason in &reasons {
        group = group.element(Grade::NOTE.message(reason.as_str()));
    }
    let help = help(item);
    if let Some(help) = &help {
        group = group.element(Grade::HELP.message(help.as_str()));
    }
    let report: Vec<Group<'_>> = vec![group];
    Renderer::styled().render(&report)
}

/// A line as it may be shown, and where in it the name begins that stands at `column` (1-based, in bytes).
fn excerpt(line: &str, column: usize) -> (String, Range<usize>) {
    let line = line.trim_end();
    let at = column.saturating_sub(1).min(line.len());
    let (before, named) = line.split_at_checked(at).unwrap_or(("", line));
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let name = named.find(|letter| !is_name(letter)).unwrap_or(named.len());
    let text = masked(&plain::visible(line));
    // What is masked or made visible before it moves it.
    let start = masked(&plain::visible(before)).len().min(text.len());
    let end = (start + name.max(1)).min(text.len());
    if text.is_char_boundary(start) && text.is_char_boundary(end) {
        (text, start..end)
    } else {
        let all = 0..text.len();
        (text, all)
    }
}
