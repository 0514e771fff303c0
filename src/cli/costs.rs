use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use y2q::bench::report::{Implementation, Report};
use y2q::cost::{Costs, Operation};

/// Whose figure a plan takes where several libraries have one: maintained ones that programs use come first.
const PREFERRED: [&str; 8] =
    ["aws-lc-rs", "libcrux", "graviola", "rustcrypto", "fn-dsa", "ring", "kpqc", "hbs-lms"];

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
    let mut own = measured(&report);
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

fn measured(report: &Report) -> Costs {
    let environment = &report.environment;
    let mut costs =
        Costs::new(&format!("measured here: {}, {}", environment.cpu, environment.started));
    let mut rows: Vec<_> = report.operations.iter().filter(|row| !row.time.noisy).collect();
    // The last figure stays, so the preferred one comes last; of messages the shortest.
    rows.sort_by_key(|row| {
        let rank = PREFERRED.iter().position(|name| row.backend == *name);
        std::cmp::Reverse((rank.unwrap_or(PREFERRED.len()), row.message))
    });
    for row in rows {
        let Some(operation) = Operation::ALL.into_iter().find(|one| one.word() == row.operation)
        else {
            continue;
        };
        // Signing may sample until it accepts: its mean counts.
        let nanoseconds =
            if operation == Operation::Sign { row.time.mean } else { row.time.median };
        let by = format!("{} {} ({})", row.backend, row.version, class(row.implementation));
        costs.add(&row.scheme, operation, nanoseconds / 1000.0, &by);
    }
    costs
}

const fn class(implementation: Implementation) -> &'static str {
    match implementation {
        Implementation::ReferenceC => "reference C",
        Implementation::OptimisedC => "optimised C",
        Implementation::Vectorised => "vectorised",
        Implementation::PortableRust => "portable Rust",
    }
}
