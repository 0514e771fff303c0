//! Verdicts and conflicts as text, CSV and JSON.

use std::io::Write;

use serde_json::json;
use y2q::assess::{Conflict, Resolution, Row};
use y2q::model::{Exposure, Purpose, Purposes, Venue};
use y2q::policy::{Policy, Status, Verdict};

use super::verdict::Verdicts;

/// For a terminal: a block a use, a line a policy that speaks of it.
pub fn text(out: &mut dyn Write, verdicts: &Verdicts) -> anyhow::Result<()> {
    for sentence in &verdicts.assumptions {
        writeln!(out, "note: {sentence}")?;
    }
    let days: Vec<String> = verdicts.days.iter().map(ToString::to_string).collect();
    let id = verdicts.policies.iter().map(|policy| policy.id.len()).max().unwrap_or(0);
    for row in &verdicts.rows {
        writeln!(
            out,
            "\n{}: {} for {} ({}), {} assets in {} places",
            row.system,
            row.subject.algorithm,
            purposes(&row.subject.purposes),
            kind(row),
            row.assets,
            row.occurrences
        )?;
        let spoken = verdicts.policies.iter().zip(row.verdicts.iter());
        let (spoken, silent): (Vec<_>, Vec<_>) =
            spoken.partition(|(_, verdict)| verdict.rule.is_some());
        if !spoken.is_empty() {
            writeln!(out, "  {:id$}  {:14}", "", days.join("     "))?;
        }
        for (policy, verdict) in &spoken {
            let statuses: Vec<String> =
                verdicts.days.iter().map(|day| format!("{:13}", verdict.status_on(*day))).collect();
            let next = verdict.next().map_or_else(String::new, |due| format!("; next: {due}"));
            let marks = marks(policy, verdict);
            writeln!(
                out,
                "  {:id$}  {}  {}{next}{marks}",
                policy.id,
                statuses.join("  ").trim_end(),
                verdict.clause,
            )?;
        }
        if !silent.is_empty() {
            let ids: Vec<&str> = silent.iter().map(|(policy, _)| policy.id.as_str()).collect();
            writeln!(out, "  not applicable, or not spoken of: {}", ids.join(", "))?;
        }
    }
    for (index, conflict) in verdicts.conflicts.iter().enumerate() {
        if index == 0 {
            writeln!(out, "\nConflicts until {}", conflict.until)?;
        }
        write_conflict(out, conflict)?;
    }
    Ok(())
}

/// The type of asset, how it is used, and what no policy has to say for it to be bad.
fn kind(row: &Row) -> String {
    let broken = row.subject.exposure == Exposure::ClassicallyBroken;
    let parts = [
        row.subject.kind.clone(),
        row.subject.usage.words(),
        if broken { "broken without a quantum computer".to_owned() } else { String::new() },
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What weakens a verdict, in brackets.
fn marks(policy: &Policy, verdict: &Verdict) -> String {
    let marks: Vec<&str> = [
        (verdict.draft, "draft"),
        (policy.indicative, "indicative"),
        (verdict.contested, "disputed reading"),
        (verdict.needs_primary_check, "needs primary check"),
    ]
    .into_iter()
    .filter_map(|(holds, mark)| holds.then_some(mark))
    .collect();
    if marks.is_empty() { String::new() } else { format!(" [{}]", marks.join(", ")) }
}

fn write_conflict(out: &mut dyn Write, conflict: &Conflict) -> anyhow::Result<()> {
    let about: Vec<String> = conflict.about.iter().map(word).collect();
    let mut rests = String::new();
    if conflict.contested {
        rests.push_str("; rests on a disputed reading");
    }
    if conflict.needs_primary_check {
        rests.push_str("; needs primary check");
    }
    writeln!(
        out,
        "\n  {}: {} for {}: {} differ about {}{rests}",
        conflict.system,
        conflict.algorithm,
        word(&conflict.purpose),
        conflict.between.join(", "),
        about.join(", "),
    )?;
    match &conflict.resolution {
        Resolution::LeastChange { scheme, reason } => {
            writeln!(out, "    least change that satisfies all: {scheme} ({reason})")?;
        }
        Resolution::Nothing { proof, nearest } => {
            let of = conflict.protocol.and_then(Venue::protocol);
            let of = of.map_or_else(String::new, |word| {
                let unspoken = conflict.unspoken;
                format!(" that {word} can speak ({unspoken} candidates without a code point or OID left out)")
            });
            writeln!(out, "    nothing{of} satisfies all:")?;
            for refusal in proof {
                let disputed = if refusal.contested { ", disputed" } else { "" };
                let what = if refusal.scheme == "none" { "no change" } else { &refusal.scheme };
                writeln!(
                    out,
                    "      {what}: {} under {} ({}{disputed})",
                    refusal.status, refusal.policy, refusal.clause
                )?;
            }
            if let Some(nearest) = nearest {
                writeln!(out, "    nearest, with the consent of who refuses it: {nearest}")?;
            }
        }
    }
    Ok(())
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

fn purposes(purposes: &Purposes) -> String {
    let words: Vec<String> = purposes.possible().iter().map(word::<Purpose>).collect();
    match purposes {
        _ if words.is_empty() => "an unknown purpose".to_owned(),
        Purposes::Known(_) => words.join(" and "),
        Purposes::OneOf(_) => words.join(" or "),
    }
}

/// The word that every file has for a value.
fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
