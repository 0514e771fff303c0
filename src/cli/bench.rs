use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use y2q::bench::backends::BACKENDS;
use y2q::bench::compare::{comparable, compare};
use y2q::bench::handshake::{self, Request};
use y2q::bench::report::Report;
use y2q::bench::run::{Effort, Stage, Watch, run as measure};
use y2q::bench::selection::Selection;
use y2q::bench::{environment, harness};
use y2q::report::bench as form;

use super::bench_arguments::{BenchCommand, BenchFormat};
use super::output::{is_stdout, write_with};
use super::{CANNOT, progress, scan};

/// How often what there is so far is written, so that little is lost of a run that is killed.
const KEPT_EVERY: Duration = Duration::from_secs(5);
/// Columns where no terminal tells its own.
const COLUMNS: usize = 100;

/// `y2q bench`
pub fn run(command: &BenchCommand, quiet: bool) -> anyhow::Result<ExitCode> {
    if command.list {
        return list();
    }
    // What is wrong with the earlier run is said before ten minutes of measuring.
    let before = command.compare.as_deref().map(kept).transpose()?;
    let report = match &command.from {
        Some(path) => kept(path)?,
        None => measured(command, before.as_ref(), quiet)?,
    };
    if let Some(before) = &before {
        let changes = compare(before, &report)?;
        write_with(None, |out| Ok(form::write_changes(out, (before, &report), &changes)?))?;
    }
    if before.is_none() || command.output.is_some() {
        write_with(command.output.as_deref(), |out| written(out, command.form(), &report))?;
    }
    if !report.complete {
        anstream::eprintln!("the run was stopped before its end");
    }
    let nothing = report.operations.is_empty() && report.handshakes.is_empty();
    Ok(if nothing || !report.complete { ExitCode::from(CANNOT) } else { ExitCode::SUCCESS })
}

fn measured(
    command: &BenchCommand,
    before: Option<&Report>,
    quiet: bool,
) -> anyhow::Result<Report> {
    let actions = command.operation.iter().map(|name| Selection::action(name));
    let selection = Selection {
        schemes: command.scheme.clone(),
        backends: command.backend.clone(),
        actions: actions.collect::<Result<_, _>>()?,
    };
    let subjects = selection.subjects()?;
    let effort = if command.quick { Effort::QUICK } else { Effort::FULL };
    let started = scan::now(None)?.to_string();
    let environment = environment::of_this_machine(started, effort.name);
    if let Some(before) = before {
        comparable(before, &environment)?;
    }
    progress::measuring(quiet, |bar| {
        let mut watcher = Watcher { command, bar, kept: Instant::now() };
        let clock = harness::monotonic;
        let mut report = measure(&subjects, &selection, &effort, environment, clock, &mut watcher);
        if report.complete && selection.is_all() {
            let request = if command.quick { Request::quick() } else { Request::full() };
            let mut told = |done, of| bar.timing(u64::from(done), u64::from(of));
            let (handshakes, omitted) = handshake::measure(&request, &mut told);
            report.handshakes = handshakes;
            report.omitted.extend(omitted);
        }
        report
    })
}

fn written(out: &mut dyn Write, format: BenchFormat, report: &Report) -> anyhow::Result<()> {
    match format {
        BenchFormat::Text => form::write_text(out, report, columns())?,
        BenchFormat::Md => form::write_markdown(out, report)?,
        BenchFormat::Brief => form::write_brief(out, report)?,
        BenchFormat::Json => form::write_json(out, report)?,
        BenchFormat::Csv => form::write_csv(out, report)?,
        BenchFormat::Html => form::write_html(out, report)?,
    }
    Ok(())
}

/// What the environment says of the terminal.
fn columns() -> usize {
    let told = std::env::var("COLUMNS").ok();
    told.and_then(|columns| columns.parse().ok()).unwrap_or(COLUMNS)
}

struct Watcher<'a> {
    command: &'a BenchCommand,
    bar: &'a progress::Measuring,
    kept: Instant,
}

impl Watch for Watcher<'_> {
    fn go_on(&mut self, stage: Stage) -> bool {
        match stage {
            Stage::Checking => self.bar.checking(),
            Stage::Timing(done, total) => self.bar.timing(done, total),
        }
        !progress::measured_enough()
    }

    fn so_far(&mut self, report: &dyn Fn() -> Report) {
        let output = self.command.output.as_deref();
        let keeps = self.command.form() == BenchFormat::Json && !is_stdout(output);
        if keeps && self.kept.elapsed() > KEPT_EVERY {
            self.kept = Instant::now();
            // The end of the run writes again, and then a failure is told.
            let _ = write_with(output, |out| written(out, BenchFormat::Json, &report()));
        }
    }
}

/// A run that was kept.
fn kept(path: &Path) -> anyhow::Result<Report> {
    let shown = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {shown}"))?;
    let value = serde_json::from_str::<serde_json::Value>(&text)
        .with_context(|| format!("{shown} is no run of y2q bench"))?;
    match value.get("y2q-bench").and_then(serde_json::Value::as_u64) {
        Some(1) => serde_json::from_value(value)
            .with_context(|| format!("{shown} is no whole run of y2q bench")),
        Some(version) => {
            bail!("{shown} is of version {version} of the format; this y2q reads version 1")
        }
        None => bail!("{shown} is no run of y2q bench (y2q bench -o run.json keeps one)"),
    }
}

fn list() -> anyhow::Result<ExitCode> {
    write_with(None, |out| {
        for backend in BACKENDS {
            let schemes = backend.all().map(|candidate| candidate.scheme).collect::<Vec<_>>();
            writeln!(out, "{} ({})", backend.id, backend.standing)?;
            let words = match schemes.as_slice() {
                [] => format!("not in this build: --features {}", backend.features.join(" or ")),
                some => some.join(", "),
            };
            for line in y2q::report::plain::wrap(&words, COLUMNS - 2) {
                writeln!(out, "  {line}")?;
            }
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}
