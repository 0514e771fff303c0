//! The section about traffic that is recorded already.

use std::collections::BTreeMap;
use std::io;

use crate::assess::{Fate, Harvested};
use crate::model::DataTier;

use super::markdown::{code, md};
use super::plain::{counted, thousands};

/// Rows shown.
const ROWS: usize = 50;

/// Flows and bytes by what a recorder can do with them, and by tier.
fn sums(rows: &[Harvested]) -> BTreeMap<(Fate, DataTier), (u64, u64)> {
    let mut sums = BTreeMap::<_, (u64, u64)>::new();
    for row in rows {
        let sum = sums.entry((row.fate, row.tier)).or_default();
        sum.0 += row.flows;
        sum.1 += row.bytes;
    }
    sums
}

/// The tier as N2SF has it.
const fn tier_word(tier: DataTier) -> &'static str {
    match tier {
        DataTier::Classified => "C (classified)",
        DataTier::Sensitive => "S (sensitive)",
        DataTier::Open => "O (open)",
    }
}

/// One sentence a sum.
pub(super) fn sentences(rows: &[Harvested]) -> Vec<String> {
    let sums = sums(rows);
    let told = Fate::ALL.into_iter().flat_map(|fate| {
        let of_fate = sums.iter().filter(move |((of, _), _)| *of == fate);
        of_fate.map(move |((_, tier), (flows, bytes))| {
            let flows = counted(*flows, "flow", "flows");
            let tier = tier_word(*tier);
            format!("tier {tier}: {flows}, {} bytes {}", thousands(*bytes), fate.words())
        })
    });
    told.collect()
}

/// The section in Markdown; nothing where no capture was scanned.
pub(super) fn markdown(out: &mut dyn io::Write, rows: &[Harvested]) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n## Harvested already\n\nWhat the scanned captures hold, and so whoever recorded the same traffic holds, by what the key \
         exchange of its sessions means. Bytes are those of TCP and UDP payload that were captured.\n"
    )?;
    for sentence in sentences(rows) {
        writeln!(out, "- {}", md(&sentence))?;
    }
    writeln!(
        out,
        "\n| Server | System | Tier | Key exchange | Flows | Bytes |\n|---|---|---|---|---:|---:|"
    )?;
    for row in rows.iter().take(ROWS) {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            code(&row.place),
            md(&row.system),
            tier_word(row.tier),
            md(&row.exchange),
            thousands(row.flows),
            thousands(row.bytes)
        )?;
    }
    Ok(())
}
