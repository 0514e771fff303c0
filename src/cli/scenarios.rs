use std::path::Path;

use anyhow::{Context as _, bail};
use y2q::model::{Context, Date, SpannedError};
use y2q::plan::Options;
use y2q::plan::compared::Compared;
use y2q::plan::scenario::{Scenario, parse};
use y2q::report::scenarios::{write_json, write_markdown, write_text};

use super::arguments::{PlanCommand, PlanFormat};
use super::inputs::{self, Opened, PolicyChoice};
use super::output::{FileFault, write_with};
use super::plan::{Made, options};
use super::{in_force, progress};

/// `y2q plan --scenario`: the plan as it is, and under each scenario.
pub fn run(
    command: &PlanCommand,
    path: &Path,
    (opened, context): (&Opened, &Context),
    (today, quiet): (Date, bool),
) -> anyhow::Result<()> {
    let format = command.format.unwrap_or(PlanFormat::Text);
    let write = match format {
        PlanFormat::Text => write_text,
        PlanFormat::Md => write_markdown,
        PlanFormat::Json => write_json,
        _ => {
            bail!("scenarios are written as text, md or json; name one with --format")
        }
    };
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the scenario file {}", path.display()))?;
    let fault = |fault: SpannedError| FileFault::new(path, text.clone(), fault);
    let scenarios = parse(&text).map_err(fault)?;
    // Faults in what a person wrote come before the work.
    for (day, span) in scenarios.iter().filter_map(|scenario| scenario.deadline.clone()) {
        if day < today {
            let message = format!("the deadline {day} is before the day of the plan, {today}");
            let help = "write a day that is to come, or plan as of an earlier day with --at";
            return Err(fault(SpannedError::new(message, span).help(help)).into());
        }
    }
    let mut choices = Vec::new();
    for scenario in &scenarios {
        let mut choice = inputs::policies(&command.inputs.rules)?;
        if !scenario.policies.is_empty() {
            choice.named.clear();
        }
        for (name, span) in &scenario.policies {
            let named = inputs::named_policy(name)
                .map_err(|error| fault(SpannedError::new(error.to_string(), span.clone())))?;
            choice.named.push(named);
        }
        choices.push(choice);
    }
    let previous = in_force::read(&command.in_force, &context.estate.name)?;
    let plan = |scenario: &Scenario, choice: PolicyChoice| {
        progress::planning(quiet, |watch| {
            let deadline = scenario.deadline.as_ref().map(|(day, _)| *day);
            let options = Options { watch, deadline, ..options(command.search) };
            let options = in_force::options(previous.as_ref(), &command.in_force, options);
            let schemes = scenario.admitted(y2q::scheme::all());
            let context = scenario.apply(context.clone());
            let (inventory, scope) = (&opened.inventory, &opened.scope);
            in_force::made(inventory, &options, |options| {
                let (context, choice) = (context.clone(), choice.clone());
                Made::among(&schemes, inventory, scope, context, choice, today, options)
            })
        })?
    };
    let base = plan(&Scenario::default(), inputs::policies(&command.inputs.rules)?)?.plan;
    let mut plans = Vec::new();
    for (scenario, choice) in scenarios.iter().zip(choices) {
        plans.push(plan(scenario, choice)?.plan);
    }
    let names = scenarios.iter().map(|scenario| scenario.name.as_str());
    let rows = Compared::all(&base, &names.zip(&plans).collect::<Vec<_>>());
    write_with(command.output.as_deref(), |out| Ok(write(out, &rows)?))
}
