use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use y2q::policy::{Outcome, Policy};

use super::arguments::{PolicyAction, PolicyCommand};
use super::inputs::{named_policy, read_policy, untested_policy};
use super::output::{is_stdout, write_to};
use super::verdict;

/// `y2q policy`
pub fn run(command: &PolicyCommand, quiet: bool) -> anyhow::Result<ExitCode> {
    let text = match &command.action {
        PolicyAction::Verdict(command) => return verdict::run(command, quiet),
        PolicyAction::New { id, extends, output } => {
            return new(id, extends.as_deref(), output.as_deref(), quiet);
        }
        PolicyAction::Test { ids } => return test(ids),
        PolicyAction::List => y2q::policy::list(&y2q::policy::shipped()),
        PolicyAction::Show { id } => y2q::policy::describe(&named_policy(id)?),
        PolicyAction::Check { files } => check(files)?,
        PolicyAction::Diff { before, after } => diff(&named_policy(before)?, &named_policy(after)?),
        PolicyAction::Schema => y2q::policy::schema(),
    };
    write_to(None, text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn check(files: &[PathBuf]) -> anyhow::Result<String> {
    let mut text = String::new();
    for file in files {
        let policy = read_policy(file)?;
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{}: {} rules, every example holds, no two rules contradict each other",
            policy.id,
            policy.rules.len()
        );
    }
    Ok(text)
}

fn new(
    id: &str,
    extends: Option<&str>,
    output: Option<&Path>,
    quiet: bool,
) -> anyhow::Result<ExitCode> {
    let text = match extends {
        Some(base) => y2q::policy::template_of(id, &named_policy(base)?),
        None => y2q::policy::template(id),
    };
    if let Err(fault) = y2q::policy::parse_untested(&text, &y2q::policy::Library::default())
        && fault.message.contains("kebab-case")
    {
        bail!("{fault}: {}", fault.help.clone().unwrap_or_default());
    }
    if let Some(path) = output.filter(|path| !is_stdout(Some(path)) && path.exists()) {
        bail!("{} exists already; name another file", path.display());
    }
    write_to(output, text.as_bytes())?;
    if !quiet && !is_stdout(output) {
        let path = output.unwrap_or(Path::new("-")).display().to_string();
        anstream::eprintln!("wrote {path}; check it with `y2q policy check {path}`");
    }
    Ok(ExitCode::SUCCESS)
}

/// Every example of every policy; 1 where one fails.
fn test(ids: &[String]) -> anyhow::Result<ExitCode> {
    let (mut held, mut failed) = (0_usize, 0_usize);
    let mut text = String::new();
    for id in ids {
        let policy = untested_policy(id)?;
        for one in y2q::policy::test(&policy) {
            let what = format!("{}/{}: {} on {}", policy.id, one.rule, one.algorithm, one.at);
            let _ = match one.outcome {
                Outcome::Holds => {
                    held += 1;
                    writeln!(text, "ok    {what} is {}", one.expect)
                }
                Outcome::Fails(why) => {
                    failed += 1;
                    writeln!(text, "FAIL  {what}: {why}")
                }
            };
        }
    }
    let _ = writeln!(text, "{held} hold, {failed} fail");
    write_to(None, text.as_bytes())?;
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn diff(before: &Policy, after: &Policy) -> String {
    let mut text = format!("--- {}\n+++ {}\n", before.id, after.id);
    for one in y2q::policy::compare(before, after) {
        let _ = writeln!(text, "{}", one.what);
        for (sign, side) in [("-", one.before), ("+", one.after)] {
            if let Some(side) = side.filter(|side| !side.is_empty()) {
                let _ = writeln!(text, "  {sign} {side}");
            }
        }
    }
    text
}
