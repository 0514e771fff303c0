//! The plan as a table, one row a package, for spreadsheets and trackers (RFC 4180).

use std::collections::BTreeMap;
use std::io;

use crate::plan::{Package, Plan};

use super::answers::{Answers, Delay};
use super::plain::visible;
use super::{AssetTable, Format, spending, words};

/// CSV.
pub const FORMAT: Format = Format {
    id: "csv",
    title: "one row a work package, for spreadsheets and trackers",
    extension: "csv",
    write,
};

const COLUMNS: [&str; 40] = [
    "package",
    "title",
    "system",
    "change",
    "team",
    "phase",
    "start",
    "finish",
    "deadline",
    "deadline_policy",
    "deadline_rule",
    "deadline_clause",
    "slack_quarters",
    "late",
    "late_quarters",
    "exposure",
    "threat",
    "priority",
    "target",
    "target_reason",
    "assets",
    "effort_days_low",
    "effort_days_likely",
    "effort_days_high",
    "effort_basis",
    "after",
    "not_before",
    "bound_by",
    "steps",
    "change_why",
    "change_not",
    "accepted_by",
    "accepted_until",
    "proposed",
    "team_name",
    "cost_low",
    "cost_likely",
    "cost_high",
    "currency",
    "seen_at",
];

/// Writes a header and one row for every package, in the plan's order.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(COLUMNS)?;
    let answers = Answers::of(plan);
    let late: BTreeMap<&str, &Delay<'_>> = answers.late.iter().map(|one| (one.id, one)).collect();
    for package in &plan.packages {
        rows.write_record(row(plan, package, late.get(package.id.as_str()).copied()))?;
    }
    rows.flush()
}

fn row(plan: &Plan, package: &Package, late: Option<&Delay<'_>>) -> [String; COLUMNS.len()] {
    let deadline = package.deadline.as_ref();
    let target = package.target.as_ref();
    let [low, likely, high] = package.effort_days.map(words::days);
    let [cost_low, cost_likely, cost_high] =
        package.cost.map_or_else(Default::default, |cost| cost.map(spending::amount));
    let phase = plan.phases.get(package.phase).map(|phase| phase.name.as_str());
    let accepted = package.acceptance.as_ref();
    let rejected = package.choice.rejected.iter();
    let rejected: Vec<String> =
        rejected.map(|(change, why)| format!("{}: {why}", words::change(*change))).collect();
    let not_before = package.release.as_ref().map(|(quarter, why)| format!("{quarter}: {why}"));
    [
        text(&package.id),
        text(&package.title),
        text(&package.system),
        words::change(package.change).to_owned(),
        text(&package.team),
        text(phase.unwrap_or_default()),
        shown(package.start),
        shown(package.finish),
        shown(deadline.map(|one| one.date)),
        text(deadline.map_or("", |one| &one.policy)),
        text(deadline.and_then(|one| one.rule.as_deref()).unwrap_or_default()),
        text(deadline.map_or("", |one| &one.clause)),
        shown(package.slack_quarters),
        if late.is_some() { "yes" } else { "no" }.to_owned(),
        shown(late.and_then(|late| late.quarters)),
        package.exposure.map_or("", words::exposure).to_owned(),
        words::threat(package.threat).to_owned(),
        package.priority.to_string(),
        text(target.map_or("", |one| &one.name)),
        text(target.map_or("", |one| &one.reason)),
        package.assets.len().to_string(),
        low,
        likely,
        high,
        text(&package.effort_basis),
        text(&package.after.join("; ")),
        text(&not_before.unwrap_or_default()),
        text(&words::bound_by(&package.bound_by)),
        text(&package.steps.join("; ")),
        text(&package.choice.why),
        text(&rejected.join("; ")),
        text(accepted.map_or("", |accepted| &accepted.owner)),
        shown(accepted.map(|accepted| accepted.expires)),
        text(package.choice.proposed.as_deref().unwrap_or_default()),
        text(plan.team_name(&package.team)),
        cost_low,
        cost_likely,
        cost_high,
        text(package.cost.and(spending::currency(plan)).unwrap_or_default()),
        text(&package.places.sentences().join("; ")),
    ]
}

fn shown(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A text cell that a spreadsheet does not run: a leading `=`, `+`, `-` or `@` starts a formula there.
pub(super) fn text(cell: &str) -> String {
    let cell = visible(cell);
    match cell.trim_start().chars().next() {
        Some('=' | '+' | '-' | '@') => format!("'{cell}"),
        _ => cell.into_owned(),
    }
}
