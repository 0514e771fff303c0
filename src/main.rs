//! The `y2q` command.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
