use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use y2q::model::Date;

pub use super::bench_arguments::BenchCommand;
pub use super::endpoint_arguments::EndpointArguments;
pub use super::gate_arguments::{DiffCommand, DiffFormat, GateCommand, GateFormat};
use super::rules::RulesCommand;
pub use super::walk_arguments::{PackArguments, WalkArguments};

pub use super::arguments_plan::{
    InForceArguments, JudgingArguments, PlanCommand, PlanFormat, PlanInputs, RuleArguments,
    SearchArguments,
};

/// Inventory of cryptography and a transition plan to quantum-resistant algorithms.
#[derive(Parser)]
#[command(
    name = "y2q",
    version,
    max_term_width = 100,
    after_help = "\
Examples:
  y2q assess /etc/ssl /etc/ssh ~/.ssh          scan, judge, plan and report into ./y2q-out
  y2q scan . --format csv -o -                 every occurrence, one row each
  y2q init /srv -o estate.toml                 draft what only you know: systems, owners, lifetimes
  y2q plan /srv --estate estate.toml           the transition plan on the terminal
  y2q explain nist-ir-8547                     what a policy, rule, detector, scheme or asset is

Exit codes: 0 done · 1 the gate says no · 2 could not do the job"
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    /// Say nothing on standard error but errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// When to colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    /// Makes the choice hold for everything that is printed through anstream.
    pub fn write_global(self) {
        let choice = match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

#[derive(Subcommand)]
pub enum Command {
    /// Find cryptography in files, folders and endpoints and keep it in an inventory
    #[command(after_help = "\
Without --format and -o it prints a summary. The inventory is kept in --db
(default y2q.db); scanning again updates it and keeps the history. Archives,
packages, container images and compressed files are opened: y2q explain
archives.

An endpoint is asked what it offers, by many short connections that are broken
off before anything is sent under keys: versions, suites, groups, signature
schemes, every certificate. Services that turn to TLS on request are named as
such: smtp://, imap://, pop3://, ftp://, ldap://, xmpp://, postgresql://,
mysql://, nntp://, sieve://, rdp://. Ask only what you are permitted to ask:
what is not this machine must be in the file of --allow. An endpoint that does
not answer is an unknown, and the scan incomplete. A scan that was interrupted
goes on where it was when it is started again.

Examples:
  y2q scan /etc /srv
  y2q scan . --format cyclonedx -o inventory.cdx.json
  y2q scan . --format csv -o - | head
  y2q scan tls://127.0.0.1:8443 smtp://localhost
  y2q scan --targets hosts.txt --allow ours.txt --save-transcripts said/
  y2q scan --cidr 192.0.2.0/24 --ports 443,22,smtp:25 --allow ours.txt --dry-run")]
    Scan(ScanCommand),
    /// Make the transition plan
    #[command(after_help = "\
The plan is made from paths (scanned now), from an inventory (--db), or from any CycloneDX CBOM (--cbom).
An estate.toml in the scanned folder is used unless --estate names another.

Examples:
  y2q plan --db y2q.db --policy kr-pqc-2035 --policy nist-ir-8547
  y2q plan --cbom vendor.cdx.json --format md -o plan.md
  y2q plan --db y2q.db --format mspdi -o plan.xml
  y2q plan --db y2q.db --track plan.json       what of an earlier plan is done, with evidence
  y2q plan /srv --at 2028-01-01                plan as of another day")]
    Plan(PlanCommand),
    /// Write a report: terminal text, Markdown, HTML, CSV or JSON
    #[command(after_help = "\
Takes the same inputs as `plan` and adds the assets with their evidence.

Examples:
  y2q report --db y2q.db --format html -o report.html
  y2q report /srv --format md | less")]
    Report(PlanCommand),
    /// Scan, judge, plan and report in one go
    #[command(after_help = "\
Writes inventory.cdx.json, plan.json, report.html, report.md, assets.csv and the inventory y2q.db.

Examples:
  y2q assess /etc/ssl /etc/ssh ~/.ssh
  y2q assess inventories/exchange --out /tmp/exchange")]
    Assess(AssessCommand),
    /// Explain any id: detector, policy, rule, pack, scheme, algorithm, OID, asset, work package
    #[command(after_help = "\
Examples:
  y2q explain x509-certificate
  y2q explain nist-ir-8547/ecdsa-112
  y2q explain java-jca                         a pack of rules about source code
  y2q explain ml-kem-768
  y2q explain 2.16.840.1.101.3.4.3.18
  y2q explain 3f2a --db y2q.db                 an asset by the start of its id")]
    Explain(ExplainCommand),
    /// Policies: list, show, compare, write your own, and what they say of an inventory
    #[command(after_help = "\
Examples:
  y2q policy verdict /etc/ssl                  every policy's verdict on what is found there
  y2q policy verdict y2q.db --policy cnsa-2.0 --policy de-bsi-tr-02102
  y2q policy new our-rules --extends nist-ir-8547 -o our-rules.toml
  y2q policy test our-rules.toml")]
    Policy(PolicyCommand),
    /// Rules about source code: list, show, test, write your own
    #[command(after_help = "\
A pack is one TOML file about one library. Packs of your own lie in a folder that --rules or y2q.toml
names ([scan] rules = \"rules/\"); they take part in every scan, before those that ship.

Examples:
  y2q rules list --language python
  y2q rules new python acme-crypto -o rules/python-acme-crypto.toml
  y2q rules test rules/
  y2q rules show hashlib-new                   a rule as it is written, to start from
  y2q rules schema > y2q-rules.schema.json     for the completion of your editor")]
    Rules(RulesCommand),
    /// Fail on what is new or worse, for continuous integration
    #[command(after_help = "\
Looks at what git would: hidden files too, but not what .gitignore names. Levels, waivers and the
baseline's place can be set in y2q.toml; a comment beside the code permits one place:
  # y2q: allow(broken/md5) until 2027-03-31 because it is a cache key

Examples:
  y2q gate                                     this folder, against y2q-baseline.tsv if it is there
  y2q gate --write-baseline                    accept what is there today
  y2q gate --at 2030-12-31                     what will fail then
  y2q gate --format sarif -o y2q.sarif         for code scanning

Exit codes: 0 nothing new or worse · 1 something is · 2 could not tell (unread files, faulty settings)")]
    Gate(GateCommand),
    /// What came, went, got better and worse between two inventories
    #[command(after_help = "\
Each side is an inventory (.db), a CycloneDX CBOM (.json), or a file or folder to scan; what is none of
them is a revision of the git repository here, or a day: its last commit by then. One side may be judged
on another day (--then). Only what the gate would look at is compared: y2q gate --help.

Examples:
  y2q diff before.db after.db
  y2q diff v1.0 HEAD                           between two revisions
  y2q diff 2026-01-01 .                        since a day, as the files are now
  y2q diff vendor-1.cdx.json vendor-2.cdx.json --format md
  y2q diff y2q.db y2q.db --then 2035-01-01     what time alone makes worse")]
    Diff(DiffCommand),
    /// Time the candidate schemes on this machine
    #[command(after_help = "\
Every scheme of every library of this build is timed in turn, round after round, after it gave the known
answers; each figure stands beside the classical algorithm of the same run. Cargo features bring more
libraries: y2q bench --list.

Examples:
  y2q bench --quick
  y2q bench --quick --scheme ml-kem --scheme x25519
  y2q bench -o bench.json
  y2q bench --from bench.json --format html -o bench.html
  y2q bench --compare bench.json               what changed since then beyond noise

Exit codes: 0 done · 2 nothing was measured, or the run was stopped (what there is is written)")]
    Bench(BenchCommand),
    /// Draft an estate.toml from a scan, for you to correct
    #[command(after_help = "\
Examples:
  y2q init /srv -o estate.toml
  y2q init --db y2q.db")]
    Init(InitCommand),
    /// Print a completion script for a shell
    Completions {
        /// bash, zsh, fish, elvish or powershell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write all of them into a folder
    Man {
        /// Folder to write y2q.1, y2q-scan.1 … into
        directory: Option<PathBuf>,
    },
}

#[derive(Args)]
pub struct ScanCommand {
    /// Files, folders, and endpoints (tls://HOST:PORT, ssh://HOST)
    #[arg(required_unless_present_any = ["targets", "cidr"], value_name = "PATH|URL")]
    pub paths: Vec<PathBuf>,
    /// The inventory to keep
    #[arg(long, value_name = "FILE", default_value = "y2q.db")]
    pub db: PathBuf,
    /// What to write of this scan
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<InventoryFormat>,
    /// Where to write it; - is standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// CycloneDX version
    #[arg(long, value_name = "VERSION", default_value = "1.6", value_parser = ["1.6", "1.7"])]
    pub spec: String,
    /// The day that counts as today (also the time stamp of the output)
    #[arg(long, value_name = "DATE")]
    pub at: Option<Date>,
    #[command(flatten)]
    pub walk: WalkArguments,
    #[command(flatten)]
    pub endpoints: EndpointArguments,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InventoryFormat {
    /// CycloneDX CBOM
    Cyclonedx,
    /// One row an occurrence
    Csv,
    /// y2q's own versioned form
    Json,
}

#[derive(Args)]
pub struct AssessCommand {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Folder for the results
    #[arg(long, value_name = "DIR", default_value = "y2q-out")]
    pub out: PathBuf,
    #[command(flatten)]
    pub search: SearchArguments,
    #[command(flatten)]
    pub rules: RuleArguments,
    #[command(flatten)]
    pub walk: WalkArguments,
}

#[derive(Args)]
pub struct ExplainCommand {
    /// Detector, policy, policy/rule, rule or pack, scheme, algorithm, OID, asset id or its beginning, work package
    pub id: String,
    /// The inventory that knows the asset or work package
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,
    #[command(flatten)]
    pub search: SearchArguments,
    #[command(flatten)]
    pub in_force: InForceArguments,
    #[command(flatten)]
    pub rules: RuleArguments,
    #[command(flatten)]
    pub packs: PackArguments,
}

#[derive(Args)]
pub struct PolicyCommand {
    #[command(subcommand)]
    pub action: PolicyAction,
}

#[derive(Subcommand)]
pub enum PolicyAction {
    /// One line a policy
    List,
    /// Rules, dates, clauses and milestones of one policy
    Show {
        /// Policy id or file
        id: String,
    },
    /// Check policy files and their examples, and stop at the first fault
    Check {
        /// Files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Write a policy file to start from
    New {
        /// Id of the new policy, the name of its file
        id: String,
        /// Policy that it changes: id or file
        #[arg(long, value_name = "ID")]
        extends: Option<String>,
        /// Where to write it; - is standard output
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Run the examples of policies, one line each
    Test {
        /// Policy ids or files
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
    /// What differs between two policies, or between an extension and its base
    Diff {
        /// Policy id or file
        before: String,
        /// Policy id or file
        after: String,
    },
    /// Print the JSON Schema of a policy file, for editors
    Schema,
    /// What every policy says of everything in an inventory, with dates, clauses and conflicts
    #[command(after_help = "\
The input is an inventory (.db), a CycloneDX CBOM (.json), or a file or folder to scan. A year stands for
its last day.

Examples:
  y2q policy verdict /srv --on 2030 --on 2035
  y2q policy verdict vendor.cdx.json --format csv -o verdicts.csv")]
    Verdict(Box<VerdictCommand>),
}

#[derive(Args)]
pub struct VerdictCommand {
    /// Inventory, CBOM, file or folder
    #[arg(value_name = "INPUT", default_value = "y2q.db")]
    pub input: PathBuf,
    /// Days or years to judge on, beside today; may be given again (default: 2027, 2030, 2031, 2035)
    #[arg(long, value_name = "DAY")]
    pub on: Vec<String>,
    /// Form of the output (default: text)
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<VerdictFormat>,
    #[command(flatten)]
    pub judging: JudgingArguments,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum VerdictFormat {
    /// For a terminal
    Text,
    /// One row a policy and use
    Csv,
    /// y2q's own versioned form
    Json,
}

#[derive(Args)]
pub struct InitCommand {
    /// Files and folders to scan now
    #[arg(value_name = "PATH", conflicts_with = "db", required_unless_present = "db")]
    pub paths: Vec<PathBuf>,
    /// An inventory made by `y2q scan`
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// Where to write the draft; - is standard output
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
    #[command(flatten)]
    pub walk: WalkArguments,
}

/// Prints a completion script.
pub fn completions(shell: clap_complete::Shell) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "y2q", &mut script);
    super::output::write_to(None, &script)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the manual page, or writes one page a command into `directory`.
pub fn man(directory: Option<&Path>) -> anyhow::Result<ExitCode> {
    match directory {
        Some(directory) => {
            std::fs::create_dir_all(directory)?;
            clap_mangen::generate_to(Arguments::command(), directory).with_context(|| {
                format!("cannot write manual pages into {}", directory.display())
            })?;
        }
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Arguments::command()).render(&mut page)?;
            super::output::write_to(None, &page)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
