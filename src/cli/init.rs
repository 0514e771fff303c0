use std::process::ExitCode;

use anyhow::bail;
use y2q::inventory::{Inventory, InventoryError};

use super::arguments::InitCommand;
use super::inputs;
use super::output::{is_stdout, write_to};
use super::scan::{now, scan_paths};

/// `y2q init`
pub fn run(command: &InitCommand, quiet: bool) -> anyhow::Result<ExitCode> {
    let output = Some(command.output.as_path());
    if !is_stdout(output) && command.output.exists() {
        bail!(
            "{} exists; y2q init never overwrites what a person may have written",
            command.output.display()
        );
    }
    let opened = match &command.db {
        Some(path) => inputs::open_database(path)?,
        None => {
            let mut inventory = Inventory::in_memory()?;
            let scanned =
                scan_paths(&mut inventory, &command.paths, &command.walk, now(None)?, quiet)?;
            inputs::Opened {
                inventory,
                scope: scanned.scope,
                paths: command.paths.clone(),
                end: scanned.end,
            }
        }
    };
    let mut survey = y2q::estate::Survey::default();
    opened.inventory.each_entry(&opened.scope, |entry| {
        for located in &entry.occurrences {
            survey.saw(&located.location.path, &entry.asset);
        }
        Ok::<(), InventoryError>(())
    })?;
    write_to(output, y2q::estate::draft(&survey).as_bytes())?;
    if !quiet && !is_stdout(output) {
        anstream::eprintln!(
            "wrote {}; correct it, then: y2q plan … --estate {}",
            command.output.display(),
            command.output.display()
        );
    }
    Ok(ExitCode::SUCCESS)
}
