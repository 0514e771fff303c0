//! The door: the only place that reads arguments, clock, environment and terminal.

mod arguments;
mod arguments_plan;
mod assess;
mod bench;
mod bench_arguments;
mod changes;
mod costs;
mod diff;
mod endpoint_arguments;
mod endpoint_lines;
mod endpoints;
mod explain;
mod explain_card;
mod explain_code;
mod explain_library;
mod explain_rule;
mod gate;
mod gate_arguments;
mod gate_cache;
mod gate_code;
mod gate_forms;
mod gate_plan;
mod in_force;
mod init;
mod inputs;
mod output;
mod packs;
mod passwords;
mod places;
mod plan;
mod plan_forms;
mod policy;
mod progress;
mod rules;
mod rules_new;
mod scan;
mod scenarios;
mod settings;
mod track;
mod uncoloured;
mod verdict;
mod verdict_forms;
mod walk_arguments;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

/// Exit code when the job could not be done: usage, nothing scanned, incomplete where completeness was required.
const CANNOT: u8 = 2;
/// Exit code when what was asked is answered with no.
const SAYS_NO: u8 = 1;

/// Parses the command line, runs the command, and turns errors into one message and an exit code.
pub fn run() -> ExitCode {
    silence_caught_panics();
    let arguments = Arguments::parse();
    arguments.color.write_global();
    match dispatch(arguments) {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("{}", output::error_text(&error));
            ExitCode::from(CANNOT)
        }
    }
}

fn dispatch(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let quiet = arguments.quiet;
    match arguments.command {
        Command::Scan(command) => scan::run(&command, quiet),
        Command::Plan(command) => plan::run(&command, plan::Flavour::Plan, quiet),
        Command::Report(command) => plan::run(&command, plan::Flavour::Report, quiet),
        Command::Assess(command) => assess::run(&command, quiet),
        Command::Explain(command) => explain::run(&command),
        Command::Bench(command) => bench::run(&command, quiet),
        Command::Policy(command) => policy::run(&command, quiet),
        Command::Rules(command) => rules::run(&command),
        Command::Diff(command) => diff::run(&command, quiet),
        Command::Gate(command) => gate::run(&command, quiet),
        Command::Init(command) => init::run(&command, quiet),
        Command::Completions { shell } => arguments::completions(shell),
        Command::Man { directory } => arguments::man(directory.as_deref()),
    }
}

/// A detector's panic is caught and recorded as an unknown; the default message would only alarm.
fn silence_caught_panics() {
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !y2q::scan::detecting() {
            default(info);
        }
    }));
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
