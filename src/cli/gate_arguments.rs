use std::path::PathBuf;

use clap::{Args, ValueEnum};
use y2q::model::Date;

use super::arguments::{JudgingArguments, PlanInputs};

#[derive(Args)]
pub struct GateCommand {
    #[command(flatten)]
    pub inputs: PlanInputs,
    /// What was accepted before (default: what y2q.toml names, else y2q-baseline.tsv)
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Accept everything that is there now
    #[arg(long, conflicts_with = "prune")]
    pub write_baseline: bool,
    /// Take out of the baseline what is gone
    #[arg(long)]
    pub prune: bool,
    /// Look only at what has changed since this commit, committed or not
    #[cfg(feature = "git")]
    #[arg(long, value_name = "REV", conflicts_with_all = ["changed", "write_baseline"])]
    pub since: Option<String>,
    /// Look only at the files that this list names, one a line, - is standard input: `git diff --name-only main`
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    pub changed: Option<PathBuf>,
    /// Pass although something was not read
    #[arg(long)]
    pub allow_incomplete: bool,
    /// Fail on what has left this plan (y2q plan --format json): no package covers it, overdue, come back
    #[arg(long, value_name = "FILE", conflicts_with_all = ["changed", "write_baseline"])]
    #[cfg_attr(feature = "git", arg(conflicts_with = "since"))]
    pub plan: Option<PathBuf>,
    /// Deadlines of the plan bite so many months early
    #[arg(long, value_name = "N", requires = "plan", default_value_t = 0, value_parser = clap::value_parser!(u16).range(..=1200))]
    pub lead_months: u16,
    /// Keep here what was found, and analyse no file again that is as it was; whoever can write it decides what is found
    #[arg(long, value_name = "FILE", conflicts_with_all = ["db", "cbom"])]
    pub cache: Option<PathBuf>,
    /// Form of the record (default: text)
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<GateFormat>,
    /// Where to write it; - is standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write the record here too, in that form; may be given again
    #[arg(long = "report", value_name = "FORMAT=FILE", value_parser = report)]
    pub reports: Vec<Report>,
}

/// A record that is written besides.
#[derive(Clone)]
pub struct Report {
    pub format: GateFormat,
    pub file: PathBuf,
}

fn report(text: &str) -> Result<Report, String> {
    let (format, file) = text.split_once('=').ok_or("write FORMAT=FILE, as in sarif=y2q.sarif")?;
    let format = GateFormat::from_str(format, false)?;
    Ok(Report { format, file: PathBuf::from(file) })
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GateFormat {
    /// For a terminal, with the code
    Text,
    /// y2q's own versioned form
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// `JUnit` XML
    Junit,
    /// Annotations of GitHub's workflow commands
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// For a comment or a step summary
    Md,
    /// CBOM of what was looked at, CycloneDX 1.6
    Cyclonedx,
}

#[derive(Args)]
pub struct DiffCommand {
    /// Inventory, CBOM, file or folder; else a git revision, or a day
    pub before: PathBuf,
    /// Inventory, CBOM, file or folder; else a git revision, or a day
    pub after: PathBuf,
    /// The day on which the second is judged (default: the same as the first)
    #[arg(long, value_name = "DATE")]
    pub then: Option<Date>,
    /// Form of the output
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub format: DiffFormat,
    #[command(flatten)]
    pub judging: JudgingArguments,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For a terminal
    Text,
    /// y2q's own versioned form
    Json,
    /// For a comment
    Md,
}
