use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use y2q::inventory::Inventory;
use y2q::plan::Options;

use super::arguments::{AssessCommand, InventoryFormat, PlanFormat};
use super::output::write_with;
use super::plan::{Made, options, report_format};
use super::scan::{day, existing, exit_code, export, now, scan_paths, write_assets};
use super::{inputs, progress};

/// `y2q assess`
pub fn run(command: &AssessCommand, quiet: bool) -> anyhow::Result<ExitCode> {
    let now = now(command.rules.at)?;
    // Faults in what a person wrote come before the work.
    let context = inputs::context(&command.rules, &command.paths, quiet)?;
    let policies = inputs::policies(&command.rules)?;
    existing(&command.paths)?;
    let out = &command.out;
    std::fs::create_dir_all(out)
        .with_context(|| format!("cannot make the folder {}", out.display()))?;
    let mut inventory = Inventory::open(&out.join("y2q.db"))?;
    let scanned = scan_paths(&mut inventory, &command.paths, &command.walk, now, quiet)?;
    let made = progress::planning(quiet, |watch| {
        let options = Options { watch, ..options(command.search) };
        Made::new(&inventory, &scanned.scope, context, policies, day(now), &options)
    })??
    .with_places(&inventory, &scanned.scope)?
    .with_verdicts();

    let cbom = out.join("inventory.cdx.json");
    export(Some(&cbom), InventoryFormat::Cyclonedx, &inventory, &scanned.scope, "1.6", now)?;
    write_with(Some(&out.join("assets.csv")), |csv| {
        write_assets(csv, &inventory, &scanned.scope, &|place| made.system_of(place))
    })?;
    for (name, format) in [
        ("plan.json", PlanFormat::Json),
        ("report.html", PlanFormat::Html),
        ("report.md", PlanFormat::Md),
    ] {
        let write = report_format(format)?.write;
        write_with(Some(&out.join(name)), |file| Ok(write(file, &made.plan, &made.assets)?))?;
    }
    let summary = report_format(PlanFormat::Text)?.write;
    write_with(None, |terminal| Ok(summary(terminal, &made.plan, &made.assets)?))?;
    if !quiet {
        tell(out);
    }
    Ok(exit_code(&scanned))
}

fn tell(out: &Path) {
    anstream::eprintln!(
        "wrote report.html, report.md, plan.json, assets.csv and inventory.cdx.json to {}",
        out.display()
    );
}
