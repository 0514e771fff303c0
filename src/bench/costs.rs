//! What a plan takes of a run: one figure for each scheme and operation.

use super::report::{Implementation, Report};
use crate::cost::{Costs, Operation};

/// Whose figure a plan takes where several libraries have one: maintained ones that programs use come first. What is
/// not listed, unmaintained as it is or an anchor for comparison, is not planned with.
const PREFERRED: [&str; 9] =
    ["aws-lc-rs", "libcrux", "graviola", "rustcrypto", "fn-dsa", "ring", "kpqc", "hbs-lms", "xmss"];

/// The figures of `report`, under the name `basis`; those that were too noisy are left out.
#[must_use]
pub fn costs(report: &Report, basis: &str) -> Costs {
    let mut costs = Costs::new(basis);
    let steady = report.operations.iter().filter(|row| !row.time.noisy);
    let ranked = steady.filter_map(|row| {
        let rank = PREFERRED.iter().position(|name| *name == row.backend)?;
        Some(((rank, row.message), row))
    });
    let mut rows: Vec<_> = ranked.collect();
    // The last figure stays, so the preferred one comes last; of messages the shortest.
    rows.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    for (_, row) in rows {
        let Some(operation) = Operation::named(&row.operation) else { continue };
        // Signing may sample until it accepts: its mean counts.
        let nanoseconds =
            if operation == Operation::Sign { row.time.mean } else { row.time.median };
        let by = format!("{} ({})", row.version, class(row.implementation));
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
