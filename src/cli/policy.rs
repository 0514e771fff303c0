use std::process::ExitCode;

use super::arguments::{PolicyAction, PolicyCommand};
use super::inputs::{named_policy, read_policy};
use super::output::write_to;

/// `y2q policy`
pub fn run(command: &PolicyCommand) -> anyhow::Result<ExitCode> {
    let text = match &command.action {
        PolicyAction::List => y2q::policy::list(&y2q::policy::shipped()),
        PolicyAction::Show { id } => y2q::policy::describe(&named_policy(id)?),
        PolicyAction::Check { file } => {
            let policy = read_policy(file)?;
            let rules = policy.rules.len();
            format!("{}: {rules} rules, every example holds\n", policy.id)
        }
    };
    write_to(None, text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
