use std::path::PathBuf;

use clap::{Args, ValueEnum};
use y2q::model::Date;
use y2q::plan::Options;

use super::arguments::WalkArguments;
use super::plan_forms::OtherForms;

/// What a plan is made from and under which rules.
#[derive(Args, Clone)]
pub struct PlanInputs {
    /// Files and folders to scan now
    #[arg(value_name = "PATH", conflicts_with_all = ["db", "cbom"])]
    pub paths: Vec<PathBuf>,
    /// An inventory made by `y2q scan`
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// A CycloneDX CBOM made by any tool
    #[arg(long, value_name = "FILE", conflicts_with = "db")]
    pub cbom: Option<PathBuf>,
    #[command(flatten)]
    pub rules: RuleArguments,
    #[command(flatten)]
    pub walk: WalkArguments,
}

/// Under which rules what is scanned is judged, and where what is said of it goes.
#[derive(Args, Clone)]
pub struct JudgingArguments {
    /// Where to write it; - is standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub rules: RuleArguments,
    #[command(flatten)]
    pub walk: WalkArguments,
}

/// Under which rules a plan is made.
#[derive(Args, Clone)]
pub struct RuleArguments {
    /// What you know of the estate; see `y2q init`
    #[arg(long, value_name = "FILE")]
    pub estate: Option<PathBuf>,
    /// Policy id or file; may be given again (default: by jurisdiction)
    #[arg(long, value_name = "ID")]
    pub policy: Vec<String>,
    /// The day that counts as today
    #[arg(long, value_name = "DATE")]
    pub at: Option<Date>,
    /// What operations cost on your machine, as `y2q bench` writes it in JSON (default: figures that ship)
    #[arg(long, value_name = "FILE")]
    pub bench: Option<PathBuf>,
}

/// How long to look for a better timetable.
#[derive(Args, Clone, Copy)]
pub struct SearchArguments {
    /// Per cent of a minute's work to look for a better timetable; 0 takes the first one
    #[arg(long, value_name = "PERCENT", default_value_t = Options::EFFORT, value_parser = clap::value_parser!(u64).range(..=100_000))]
    pub effort: u64,
    /// Seed of the search: the same gives the same plan
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Miss as few deadlines as can be, whatever stays exposed longer for it (default: least exposure and lateness together)
    #[arg(long)]
    pub fewest_late: bool,
}

/// The plan in force.
#[derive(Args)]
pub struct InForceArguments {
    /// The plan in force, as JSON: move as little of it as must be, and say what moved
    #[arg(long, value_name = "FILE")]
    pub previous: Option<PathBuf>,
    /// What a quarter's move costs: per cent of what delaying a package of mean weight does
    #[arg(long, value_name = "PERCENT", requires = "previous", default_value_t = Options::STABILITY, value_parser = clap::value_parser!(u64).range(..=100_000))]
    pub stability: u64,
}

#[derive(Args)]
pub struct PlanCommand {
    #[command(flatten)]
    pub inputs: PlanInputs,
    #[command(flatten)]
    pub search: SearchArguments,
    #[command(flatten)]
    pub in_force: InForceArguments,
    /// Compare the plan with those of other assumptions (TOML): quantum computer earlier, fewer people, ...
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// Form of the output (default: text)
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<PlanFormat>,
    /// Where to write it; - is standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub other: OtherForms,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlanFormat {
    /// Summary for a terminal
    Text,
    /// Markdown
    Md,
    /// One self-contained page
    Html,
    /// Work packages (plan) or assets (report), one a row
    Csv,
    /// y2q's own versioned form
    Json,
    /// Issues for Jira's CSV importer
    Jira,
    /// Labels, milestones and issues for `gh api`, one JSON object a line
    Github,
    /// Microsoft Project XML
    Mspdi,
    /// iCalendar
    Ics,
    /// OSCAL plan of action and milestones
    Oscal,
}
