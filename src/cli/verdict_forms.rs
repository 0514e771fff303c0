//! Verdicts and conflicts as text, CSV and JSON.

use std::io::Write;

use serde_json::json;
use y2q::assess::{Row, Verdicts};
use y2q::model::Purposes;
use y2q::policy::{Policy, Status, Verdict};
use y2q::report::verdict_table::{ClassRows, VerdictTable};

use super::explain::word;

/// For a terminal: a block a class of uses, a line a policy that speaks of it, then the differences.
pub fn text(out: &mut dyn Write, verdicts: &Verdicts) -> anyhow::Result<()> {
    for sentence in &verdicts.assumptions {
        writeln!(out, "note: {sentence}")?;
    }
    let days: Vec<String> =
        verdicts.days.iter().map(|day| format!("{:13}", day.to_string())).collect();
    let id = verdicts.policies.iter().map(|policy| policy.id.len()).max().unwrap_or(0);
    let table = VerdictTable::whole(verdicts);
    for class in &table.classes {
        let broken = if class.broken { ", broken without a quantum computer" } else { "" };
        let ClassRows { algorithms, purposes, uses, kinds, .. } = class;
        writeln!(out, "\n{}", shown(&format!("{algorithms} for {purposes}{broken}")))?;
        writeln!(out, "  {}", shown(&format!("{uses}: {kinds}")))?;
        writeln!(out, "  {:id$}  {}", "", days.join("  ").trim_end())?;
        for line in &class.lines {
            let statuses = line.spans.iter().flat_map(|span| vec![span.status; span.days]);
            let statuses: Vec<String> = statuses.map(|status| format!("{status:13}")).collect();
            let next = &line.next;
            let next = if next.is_empty() { String::new() } else { format!("; next: {next}") };
            let marks = line.marks.join(", ");
            let marks = if marks.is_empty() { marks } else { format!(" [{marks}]") };
            let (policy, clause) = (&line.policy, shown(&line.clause));
            writeln!(out, "  {policy:id$}  {}  {clause}{next}{marks}", statuses.join("  "))?;
        }
    }
    writeln!(out)?;
    for (head, names) in [
        ("No policy speaks of", &table.unspoken),
        ("Policies that speak of nothing here, or bind nothing", &table.silent),
    ] {
        if !names.is_empty() {
            writeln!(out, "{head}: {}", shown(names))?;
        }
    }
    if !table.disputes.is_empty() {
        writeln!(out, "\nConflicts until {}", table.until)?;
    }
    for one in &table.disputes {
        let marks = one.marks.join("; ");
        let marks = if marks.is_empty() { marks } else { format!("; {marks}") };
        writeln!(out, "\n  {}: {}{marks}", shown(&one.what), one.who)?;
        writeln!(out, "    {}", one.outcome)?;
        one.proof.iter().try_for_each(|sentence| writeln!(out, "      {}", shown(sentence)))?;
    }
    Ok(())
}

/// Names come from what was scanned: nothing in them acts on the terminal.
fn shown(text: &str) -> std::borrow::Cow<'_, str> {
    y2q::report::plain::visible(text)
}

/// One row a use and policy.
pub fn csv(out: &mut dyn Write, verdicts: &Verdicts) -> anyhow::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let mut head: Vec<String> = [
        "system",
        "type",
        "usage",
        "algorithm",
        "purposes",
        "exposure",
        "assets",
        "occurrences",
        "policy",
        "binding",
    ]
    .map(str::to_owned)
    .to_vec();
    head.extend(verdicts.days.iter().map(ToString::to_string));
    let rest = [
        "next",
        "deadline",
        "rule",
        "clause",
        "needs_primary_check",
        "contested",
        "draft",
        "indicative",
    ];
    head.extend(rest.map(str::to_owned));
    writer.write_record(&head)?;
    for row in &verdicts.rows {
        for (policy, verdict) in verdicts.policies.iter().zip(row.verdicts.iter()) {
            writer.write_record(record(verdicts, row, policy, verdict))?;
        }
    }
    writer.flush()?;
    Ok(())
}

fn record(verdicts: &Verdicts, row: &Row, policy: &Policy, verdict: &Verdict) -> Vec<String> {
    let mut record = vec![
        row.system.clone(),
        row.subject.kind.clone(),
        row.subject.usage.words(),
        row.subject.algorithm.clone(),
        purposes(&row.subject.purposes),
        row.subject.exposure.word().to_owned(),
        row.assets.to_string(),
        row.occurrences.to_string(),
        policy.id.clone(),
        policy.binding.to_string(),
    ];
    record.extend(verdicts.days.iter().map(|day| verdict.status_on(*day).to_string()));
    record.extend([
        verdict.next().map_or_else(String::new, |due| due.to_string()),
        verdict.deadline.map_or_else(String::new, |day| day.to_string()),
        verdict.rule.clone().unwrap_or_default(),
        verdict.clause.clone(),
        verdict.needs_primary_check.to_string(),
        verdict.contested.to_string(),
        verdict.draft.to_string(),
        policy.indicative.to_string(),
    ]);
    record
}

/// The whole matrix, `schema` 1.
pub fn json(out: &mut dyn Write, verdicts: &Verdicts) -> anyhow::Result<()> {
    let policies: Vec<_> = verdicts
        .policies
        .iter()
        .map(|policy| {
            json!({
                "id": policy.id, "title": policy.title, "edition": policy.edition,
                "binding": policy.binding, "draft": policy.draft, "indicative": policy.indicative,
                "hybrid": policy.hybrid, "applies_to": policy.applies_to,
                "verified": policy.verified, "verified_on": policy.verified_on,
                "stale_from": policy.stale_from(), "url": policy.url,
            })
        })
        .collect();
    let rows: Vec<_> = verdicts
        .rows
        .iter()
        .map(|row| {
            let each: Vec<_> = row
                .verdicts
                .iter()
                .map(|verdict| {
                    let statuses: Vec<Status> =
                        verdicts.days.iter().map(|day| verdict.status_on(*day)).collect();
                    json!({ "verdict": verdict, "statuses": statuses, "next": verdict.next() })
                })
                .collect();
            json!({
                "system": row.system, "subject": row.subject, "assets": row.assets,
                "occurrences": row.occurrences, "verdicts": each,
            })
        })
        .collect();
    let document = json!({
        "schema": 1, "today": verdicts.today, "days": verdicts.days,
        "assumptions": verdicts.assumptions, "policies": policies, "rows": rows,
        "conflicts": verdicts.conflicts,
    });
    Ok(y2q::report::json_document(out, &document)?)
}

/// In the words of every file: those of an unknown purpose are joined by `or`.
fn purposes(purposes: &Purposes) -> String {
    let words: Vec<String> = purposes.possible().iter().map(word).collect();
    match purposes {
        _ if words.is_empty() => "an unknown purpose".to_owned(),
        Purposes::Known(_) => words.join(" and "),
        Purposes::OneOf(_) => words.join(" or "),
    }
}
