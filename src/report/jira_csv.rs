//! Work packages as a table that Jira's CSV importer reads: one issue a package, links for what waits
//! for what.
//!
//! What the importer asks for (Atlassian, "Prepare a CSV file for import", "Create issues using the CSV
//! importer", "Map CSV data to Jira fields"): a heading row without punctuation that has `Summary`; as
//! many cells in every row; several values of one field in columns of one heading; labels without
//! spaces; links by the ids of the `Issue Id` column; dates in one stated form, here `yyyy-MM-dd`.

use std::collections::BTreeMap;
use std::io;

use crate::plan::{Package, Plan};

use super::plain::{fit, visible};
use super::plan_csv::text;
use super::{AssetTable, Format, answers, spending, words};

/// CSV for Jira.
pub const FORMAT: Format = Format {
    id: "jira",
    title: "one issue a work package, as Jira's CSV importer reads them; dates are yyyy-MM-dd",
    extension: "csv",
    write,
};

const FIXED: [&str; 13] = [
    "Issue Id",
    "Issue Type",
    "Summary",
    "Description",
    "Priority",
    "Start Date",
    "Due Date",
    "Component",
    "Original Estimate",
    "Deadline",
    "Team",
    "Cost",
    "Currency",
];
/// Columns of one label each.
const LABELS: usize = 4;
/// Longest summary that Jira takes.
const SUMMARY: usize = 255;

/// Writes a heading row and one row for every package, in the plan's order.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    let numbers: BTreeMap<&str, usize> = plan
        .packages
        .iter()
        .zip(1..)
        .map(|(package, number)| (package.id.as_str(), number))
        .collect();
    // Jira's link type "Blocks" reads outwards: the issue of the row blocks those that it names.
    let mut blocks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (package, number) in plan.packages.iter().zip(1..) {
        for before in package.after.iter().filter_map(|id| numbers.get(id.as_str())) {
            blocks.entry(*before).or_default().push(number);
        }
    }
    let links = blocks.values().map(Vec::len).max().unwrap_or(0);
    let mut rows = csv::Writer::from_writer(out);
    let heads = FIXED.into_iter().chain(["Labels"; LABELS]);
    rows.write_record(heads.chain(std::iter::repeat_n("Link Blocks", links)))?;
    for (package, number) in plan.packages.iter().zip(1..) {
        let blocked = blocks.get(&number).map_or(&[][..], Vec::as_slice);
        let mut row: Vec<String> = fixed(plan, package, number).into();
        row.extend(labels(plan, package));
        row.extend(blocked.iter().map(usize::to_string));
        row.resize(FIXED.len() + LABELS + links, String::new());
        rows.write_record(row)?;
    }
    rows.flush()
}

fn fixed(plan: &Plan, package: &Package, number: usize) -> [String; FIXED.len()] {
    let due = package.deadline.as_ref().map(|deadline| deadline.date);
    let [_, likely, _] = package.effort_days;
    [
        number.to_string(),
        "Task".into(),
        fit(&text(&package.title), SUMMARY),
        description(plan, package),
        priority(package).into(),
        package.start.map(|start| plan.first_day(start).to_string()).unwrap_or_default(),
        // The planned end: what the work is held to in Jira. The deadline of the policies stands apart.
        package.finish.map(|quarter| quarter.last_day().to_string()).unwrap_or_default(),
        text(&package.system),
        // Seconds of working days of eight hours.
        format!("{:.0}", likely * 8.0 * 3600.0),
        due.map(|date| date.to_string()).unwrap_or_default(),
        text(plan.team_name(&package.team)),
        package.cost.map(|[_, likely, _]| spending::amount(likely)).unwrap_or_default(),
        text(package.cost.and(spending::currency(plan)).unwrap_or_default()),
    ]
}

/// Names of Jira's default scheme.
fn priority(package: &Package) -> &'static str {
    match package.priority {
        _ if answers::is_late(package) => "Highest",
        900.. => "Highest",
        700..900 => "High",
        400..700 => "Medium",
        1..400 => "Low",
        0 => "Medium",
    }
}

fn labels(plan: &Plan, package: &Package) -> [String; LABELS] {
    let phase = plan.phases.get(package.phase).map_or("", |phase| &phase.name);
    let late = if answers::is_late(package) { "late" } else { "" };
    ["y2q", words::change(package.change), phase, late].map(label)
}

/// A label holds no space.
fn label(text: &str) -> String {
    let word: String = visible(text)
        .chars()
        .map(|character| if character.is_alphanumeric() { character } else { '-' })
        .collect();
    let joined: Vec<&str> = word.split('-').filter(|part| !part.is_empty()).collect();
    joined.join("-").to_lowercase().chars().take(SUMMARY).collect()
}

/// Jira's wiki notation: bold heads, lists, and text that is no notation.
fn description(plan: &Plan, package: &Package) -> String {
    let mut lines = vec![format!(
        "Package {{{{{}}}}}, {}",
        plain(&package.id),
        plain(&plan.team(&package.team))
    )];
    let mut part = |head: &str, items: &[&str]| {
        if !items.is_empty() {
            lines.push(format!("\n*{head}*"));
            lines.extend(items.iter().map(|item| format!("* {}", plain(item))));
        }
    };
    let why = words::bound_by(&package.bound_by);
    let mut facts = Vec::new();
    if let Some(deadline) = &package.deadline {
        facts.push(format!("Deadline {} ({})", deadline.date, words::deadline_source(deadline)));
    }
    facts.push(format!("Planned: {}; {}", when(package), words::slack(package)));
    facts.push(why);
    let kind = words::change(package.change);
    facts.push(format!("Kind of change: {kind}: {}", package.choice.why));
    if let Some(target) = &package.target {
        facts.push(format!("Target {}: {}", target.name, target.reason));
    }
    let [low, _, high] = package.effort_days.map(words::days);
    let likely = words::person_days(package.effort_days[1]);
    facts.push(format!("Effort {likely} ({low} to {high}); {}", package.effort_basis));
    facts.extend(spending::of(plan, package).map(|cost| format!("Cost {cost}")));
    part("Facts", &facts.iter().map(String::as_str).collect::<Vec<_>>());
    let places = package.places.sentences();
    part("Seen at", &places.iter().map(String::as_str).collect::<Vec<_>>());
    let book = package.runbook();
    part("Notes", &book.notes);
    part("Preconditions", &book.before);
    part("Pilot", &book.pilot);
    part("Rehearsal of the rollback", &book.rehearsal);
    part("Steps", &book.work);
    let checks: Vec<&str> = book.checks.iter().chain(&book.commands).copied().collect();
    part("Verification", &checks);
    part("Rollback", &book.back);
    lines.join("\n")
}

fn when(package: &Package) -> String {
    match (package.start, package.finish) {
        (Some(start), Some(finish)) if start == finish => start.to_string(),
        (Some(start), Some(finish)) => format!("{start} to {finish}"),
        _ => "has no place in the plan".into(),
    }
}

/// Text without wiki notation.
fn plain(text: &str) -> String {
    let mut escaped = String::new();
    for character in visible(text).chars() {
        if matches!(
            character,
            '{' | '}' | '[' | ']' | '*' | '|' | '!' | '\\' | '_' | '^' | '~' | '+' | '?' | '@'
        ) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
