use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use y2q::bench::report::Report;
use y2q::cost::{Costs, Operation};

/// The figures that ship, or those of a file, completed by the former where it has none.
pub fn costs(file: Option<&Path>) -> anyhow::Result<Costs> {
    let shipped = Costs::reference();
    let Some(path) = file else { return Ok(shipped) };
    let text = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let report: Report = serde_json::from_slice(&text).with_context(|| {
        format!("{} is no benchmark report; y2q bench --format json writes one", path.display())
    })?;
    if report.version != 1 {
        bail!(
            "{} is a benchmark report of version {}, this y2q reads version 1",
            path.display(),
            report.version
        );
    }
    let environment = &report.environment;
    let basis = format!("measured here: {}, {}", environment.cpu, environment.started);
    let mut own = y2q::bench::costs::costs(&report, &basis);
    own.complete(shipped);
    Ok(own)
}

/// What the operations of a scheme cost, for its page; nothing where no figure ships.
pub fn page(id: &str) -> String {
    let costs = Costs::reference();
    let mut page = String::new();
    for operation in Operation::ALL {
        if let Some(cost) = costs.of(id, operation) {
            // Writing to a String cannot fail.
            let _ = writeln!(
                page,
                "  {:<18}{} microseconds by {}",
                operation.word(),
                cost.microseconds,
                cost.by
            );
        }
    }
    if !page.is_empty() {
        let _ = writeln!(page, "  {:<18}{}", "figures of", costs.basis);
    }
    page
}
