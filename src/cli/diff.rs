use std::path::Path;
use std::process::ExitCode;

#[cfg(feature = "git")]
use anyhow::Context as _;
use anyhow::bail;
use y2q::gate::{Baseline, Decision, Item, Terms};
use y2q::inventory::ScanEnd;
use y2q::model::Date;
use y2q::report::gate::{Difference, difference};

use super::arguments::{DiffCommand, DiffFormat};
use super::output::write_with;
use super::scan::{day, now};
use super::{gate, inputs};

/// `y2q diff`
pub fn run(command: &DiffCommand, quiet: bool) -> anyhow::Result<ExitCode> {
    let today = day(now(command.judging.rules.at)?);
    let then = command.then.unwrap_or(today);
    let before = items(command, &command.before, today, quiet)?;
    let after = items(command, &command.after, then, quiet)?;
    let mut terms = Terms {
        today: then,
        levels: &[],
        waivers: &[],
        baseline: Some(&Baseline::of(&before)),
        looked_at: &|_| true,
        is_whole: true,
        has_plan: false,
        beside: &mut |_| Ok(None),
    };
    // Nothing stands beside the code here, and so nothing can be wrong with it.
    let decision: Decision = y2q::gate::decide(after, &mut terms).map_err(|fault| fault.1)?;
    let form = match command.format {
        DiffFormat::Text => Difference::Text,
        DiffFormat::Json => Difference::Json,
        DiffFormat::Md => Difference::Markdown,
    };
    write_with(command.judging.output.as_deref(), |out| Ok(difference(out, &decision, form)?))?;
    Ok(ExitCode::SUCCESS)
}

fn items(command: &DiffCommand, path: &Path, on: Date, quiet: bool) -> anyhow::Result<Vec<Item>> {
    let now = now(Some(on))?;
    let revision = if path.exists() { None } else { revision(path, quiet)? };
    let path = revision.as_ref().map_or(path, tempfile::TempDir::path);
    let mut inputs = inputs::of_path(path, &command.judging.rules, &command.judging.walk);
    inputs.walk.unignored = true;
    let opened = inputs::open(&inputs, now, quiet)?;
    if opened.end == ScanEnd::Interrupted {
        bail!("interrupted: not everything was looked at, and so nothing is compared");
    }
    let context = inputs::context(&command.judging.rules, &opened.paths, quiet)?;
    let choice = inputs::policies(&command.judging.rules)?;
    let applied = y2q::assess::apply(context, &choice.shipped, &choice.named);
    let mut items = gate::items(&opened, &applied, on)?;
    // Two folders that are scanned differ in their name; what lies in them need not.
    for item in &mut items {
        item.location.root = String::new();
    }
    Ok(items)
}

/// The files of the revision, or of the day, that `name` names, in a folder of their own.
#[cfg(feature = "git")]
fn revision(name: &Path, quiet: bool) -> anyhow::Result<Option<tempfile::TempDir>> {
    let text = name.to_string_lossy();
    let here = Path::new(".");
    let found = match text.parse::<Date>() {
        Ok(day) => y2q::source::git::commit_by(here, day),
        Err(_) => Ok(text.to_string()),
    };
    let folder = tempfile::tempdir().context("cannot make a folder for a revision")?;
    let out = found.and_then(|found| y2q::source::git::check_out(here, &found, folder.path()));
    let out = out.with_context(|| {
        format!("{text} is no file or folder here, and cannot be had as a revision or day either")
    })?;
    if !quiet && out.submodules > 0 {
        anstream::eprintln!("{text}: {} submodules are not compared", out.submodules);
    }
    Ok(Some(folder))
}

/// No revision can be read.
#[cfg(not(feature = "git"))]
fn revision(name: &Path, _: bool) -> anyhow::Result<Option<tempfile::TempDir>> {
    bail!("{} is not there; revisions and days need the feature git", name.display())
}
