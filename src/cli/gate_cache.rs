//! `y2q gate --cache`: an inventory that a gate keeps from run to run.

use std::path::Path;

use anyhow::Context as _;
use y2q::inventory::{Inventory, InventoryError};
use y2q::model::Timestamp;

use super::arguments::PlanInputs;
use super::inputs::{self, Opened};
use super::scan::scan_paths;

/// Scans into the cache; where it cannot be used, as without one, and says so. What is no cache is never written to.
pub fn open(
    cache: &Path,
    inputs: &PlanInputs,
    now: Timestamp,
    quiet: bool,
) -> anyhow::Result<Opened> {
    let error = match scanned(cache, inputs, now, quiet) {
        Err(error) if error.chain().any(|cause| cause.is::<InventoryError>()) => error,
        opened => return opened,
    };
    if !quiet {
        anstream::eprintln!("{error:#}; everything is looked at, and nothing is kept");
    }
    inputs::open(inputs, now, quiet)
}

fn scanned(
    cache: &Path,
    inputs: &PlanInputs,
    now: Timestamp,
    quiet: bool,
) -> anyhow::Result<Opened> {
    if let Some(folder) = cache.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let mut inventory = Inventory::open(cache)
        .with_context(|| format!("cannot use {} as a cache", cache.display()))?;
    let scanned = scan_paths(&mut inventory, &inputs.paths, &inputs.walk, now, quiet)?;
    Ok(Opened::scanned(inventory, scanned, inputs))
}
