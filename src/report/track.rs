//! An earlier plan against what is found now, as text, Markdown or JSON.

use std::io;

use crate::model::{Date, Exposure};
use crate::plan::{Progress, State, Track, TrackPoint};

use super::markdown::{code, md};
use super::plain::{counted, thousands, visible, wrap};
use super::words;

/// Columns of the text form.
const WIDTH: usize = 100;
/// Sentences of evidence that the text form shows of a package.
const SENTENCES: usize = 3;

/// Name of a state.
#[must_use]
pub const fn state(state: State) -> &'static str {
    match state {
        State::Regressed => "regressed",
        State::Drifting => "drifting",
        State::Unconfirmed => "unconfirmed",
        State::OnCourse => "on course",
        State::ByHand => "done, said by hand",
        State::Implied => "done, by implication",
        State::Done => "done, with evidence",
    }
}

/// Writes `track` as versioned JSON (`y2q-track/1`).
///
/// # Errors
/// `out` cannot be written.
pub fn json(out: &mut dyn io::Write, track: &Track) -> io::Result<()> {
    super::json_document(out, track)
}

/// Writes `track` for a terminal, within 100 columns.
///
/// # Errors
/// `out` cannot be written.
pub fn text(out: &mut dyn io::Write, track: &Track) -> io::Result<()> {
    let head = format!("Progress of {}", track.estate);
    for line in [&head].into_iter().chain(&opening(track)).flat_map(|one| wrap(one, WIDTH)) {
        writeln!(out, "{line}")?;
    }
    for one in &track.packages {
        writeln!(out)?;
        for (at, line) in wrap(&one.title, WIDTH - 21).iter().enumerate() {
            writeln!(out, "{:<20} {line}", if at == 0 { state(one.state) } else { "" })?;
        }
        for line in wrap(&format!("{}: {}", one.package, one.why), WIDTH - 4) {
            writeln!(out, "    {line}")?;
        }
        for sentence in one.evidence.iter().flat_map(|one| &one.seen).take(SENTENCES) {
            for line in wrap(&format!("- {sentence}"), WIDTH - 4) {
                writeln!(out, "    {line}")?;
            }
        }
        let more =
            one.evidence.iter().map(|one| one.seen.len()).sum::<usize>().saturating_sub(SENTENCES);
        if more > 0 {
            writeln!(out, "    and {more} more, in --format json")?;
        }
    }
    for (heading, works) in
        [("New since the plan", &track.new), ("Follows from work that is done", &track.follow_ups)]
    {
        if !works.is_empty() {
            writeln!(out, "\n{heading}")?;
        }
        for one in works {
            let assets = counted(one.assets, "asset", "assets");
            let line = format!("{}: {} ({assets})", one.package, one.title);
            wrap(&line, WIDTH - 4).iter().try_for_each(|line| writeln!(out, "    {line}"))?;
        }
    }
    writeln!(out, "\nUses still exposed     planned      found")?;
    for Line { when, planned, found } in lines(track) {
        writeln!(out, "{when:<21} {planned:>9}  {found:>9}")?;
    }
    Ok(())
}

/// Writes `track` as Markdown.
///
/// # Errors
/// `out` cannot be written.
pub fn markdown(out: &mut dyn io::Write, track: &Track) -> io::Result<()> {
    writeln!(out, "# Progress: {}\n", md(&track.estate))?;
    for sentence in opening(track) {
        writeln!(out, "{}\n", md(&sentence))?;
    }
    writeln!(
        out,
        "| State | Package | Planned until | Now until | Done | Open | Not confirmed | New | Why |"
    )?;
    writeln!(out, "|---|---|---|---|---:|---:|---:|---:|---|")?;
    for one in &track.packages {
        row(out, one)?;
    }
    writeln!(out, "\n## Evidence\n")?;
    for one in track.packages.iter().filter(|one| !one.evidence.is_empty()) {
        writeln!(out, "- {}", md(&one.title))?;
        for evidence in &one.evidence {
            writeln!(
                out,
                "  - {} {}",
                code(&evidence.asset.to_string()),
                md(&evidence.seen.join("; "))
            )?;
        }
    }
    writeln!(out, "\n## New since the plan\n")?;
    if track.new.is_empty() {
        writeln!(out, "Nothing.")?;
    }
    for one in &track.new {
        let assets = counted(one.assets, "asset", "assets");
        writeln!(out, "- {}: {} ({assets})", code(&one.package), md(&one.title))?;
    }
    if !track.follow_ups.is_empty() {
        writeln!(out, "\n## Follows from work that is done\n")?;
    }
    for one in &track.follow_ups {
        let assets = counted(one.assets, "asset", "assets");
        writeln!(out, "- {}: {} ({assets})", code(&one.package), md(&one.title))?;
    }
    writeln!(
        out,
        "\n## Planned and actual\n\n| Uses still exposed | Planned | Found |\n|---|---:|---:|"
    )?;
    for Line { when, planned, found } in lines(track) {
        writeln!(out, "| {when} | {planned} | {found} |")?;
    }
    Ok(())
}

fn row(out: &mut dyn io::Write, one: &Progress) -> io::Result<()> {
    let quarter = |quarter: Option<crate::model::Quarter>| {
        quarter.map_or_else(|| "–".into(), |quarter| quarter.to_string())
    };
    writeln!(
        out,
        "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
        state(one.state),
        md(&one.title),
        quarter(one.planned),
        quarter(one.forecast),
        one.done,
        one.open,
        one.unconfirmed,
        one.new,
        md(&one.why)
    )
}

fn opening(track: &Track) -> Vec<String> {
    let mut states: Vec<String> = track
        .states
        .iter()
        .map(|(one, count)| format!("{} {}", thousands(*count), state(*one)))
        .collect();
    states.reverse();
    let mut sentences = vec![format!(
        "The plan of {}, by what is found on {}: {}.",
        track.planned_at,
        track.at,
        if states.is_empty() { "it held no package".into() } else { states.join(", ") }
    )];
    if !track.new.is_empty() {
        let new = counted(track.new.len() as u64, "package has", "packages have");
        sentences.push(format!("{new} work that the plan did not have."));
    }
    if track.unknowns > 0 {
        let unknowns = counted(track.unknowns, "thing", "things");
        sentences.push(format!(
            "{unknowns} could not be read: what is not found there is not taken for done."
        ));
    }
    sentences
}

/// A line of the burn-down.
struct Line {
    when: String,
    planned: String,
    found: String,
}

/// The days on which something was found, and what was planned for the end of every year and for the last quarter.
fn lines(track: &Track) -> Vec<Line> {
    let last = track.burndown.last().map(|point| point.quarter);
    let ends_year = |point: &&TrackPoint| {
        point.quarter.plus(1).year() != point.quarter.year() || Some(point.quarter) == last
    };
    let ends = track.burndown.iter().filter(ends_year).map(|point| {
        let when = format!("end of {}", point.quarter);
        let line = Line { when, planned: sum(&point.planned), found: "–".into() };
        (point.quarter.last_day(), line)
    });
    let days = track.measured.iter().map(|point| {
        let (planned, found) = (sum(&point.planned), sum(&point.found));
        (point.at, Line { when: point.at.to_string(), planned, found })
    });
    let mut lines: Vec<(Date, Line)> = days.chain(ends).collect();
    lines.sort_by_key(|(day, _)| *day);
    lines.into_iter().map(|(_, line)| line).collect()
}

fn sum(counts: &std::collections::BTreeMap<Exposure, u64>) -> String {
    let all = words::EXPOSED.iter().filter_map(|class| counts.get(class)).sum();
    visible(&thousands(all)).into_owned()
}
