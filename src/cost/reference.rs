//! The figures that ship: those of this repository's newest reference run, and of others where a machine cannot be had.

use super::{Costs, Footprint, Operation};

/// A comment with machine and day, and `scheme,operation,microseconds,by` a line. `BLESS=1 cargo test` makes it from the
/// newest run in `benches/results`; of signatures the mean counts, of all else the median. Schemes without a row have no
/// figure here, which says nothing of their speed.
const TABLE: &str = include_str!("reference.csv");

/// The figures of [`TABLE`].
pub(super) fn costs() -> Costs {
    let basis = TABLE.lines().next().unwrap_or_default().trim_start_matches("# ");
    let mut costs = Costs::new(basis);
    let mut rows = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(TABLE.as_bytes());
    // A test compares the table with the run, so that no row is lost here.
    for (scheme, word, microseconds, by) in
        rows.deserialize::<(String, String, f64, String)>().flatten()
    {
        if let Some(operation) = Operation::named(&word) {
            costs.add(&scheme, operation, microseconds, &by);
        }
    }
    costs
}

const PQM4: &str = "pqm4, commit 03a4b8ac";

const fn row(stack: u32, code: u32) -> Footprint {
    Footprint { stack, code, by: PQM4 }
}

/// Stack and code of a verification on a Cortex-M4, the build with the smallest stack (pqm4
/// `benchmarks.csv`; SPHINCS+ 3.1 stands for SLH-DSA, whose hash calls are the same in number). By scheme id.
pub(super) const MICROCONTROLLER: &[(&str, Footprint)] = &[
    ("ml-dsa-44", row(2712, 24_844)),
    ("ml-dsa-65", row(2712, 24_120)),
    ("ml-dsa-87", row(2720, 24_516)),
    ("fn-dsa-512", row(2976, 103_789)),
    ("fn-dsa-1024", row(5024, 103_801)),
    ("slh-dsa-sha2-128s", row(1968, 5264)),
    ("slh-dsa-sha2-128f", row(2664, 4956)),
    ("slh-dsa-sha2-192s", row(3700, 5968)),
    ("slh-dsa-sha2-192f", row(4356, 5444)),
    ("slh-dsa-sha2-256s", row(5580, 6084)),
    ("slh-dsa-sha2-256f", row(5980, 5728)),
    ("slh-dsa-shake-128s", row(1872, 4492)),
    ("slh-dsa-shake-128f", row(2568, 4184)),
    ("slh-dsa-shake-192s", row(3160, 4984)),
    ("slh-dsa-shake-192f", row(3816, 4472)),
    ("slh-dsa-shake-256s", row(5048, 5076)),
    ("slh-dsa-shake-256f", row(5448, 4720)),
    ("haetae-2", row(23_296, 35_708)),
    ("haetae-3", row(31_784, 35_936)),
    ("haetae-5", row(37_300, 35_692)),
];
