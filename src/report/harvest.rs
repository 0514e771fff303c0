//! The section about traffic that is recorded already.

use std::collections::BTreeMap;
use std::io;

use crate::assess::{Fate, Harvested};
use crate::model::DataTier;

use super::markdown::{code, md};
use super::plain::{counted, thousands};

/// Rows shown.
const ROWS: usize = 50;
/// Servers named where there is little room.
const SERVERS: usize = 5;

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

/// Servers whose traffic can be read later, most bytes first: the first few, and how many more there are.
pub(super) fn servers(rows: &[Harvested]) -> Vec<String> {
    let is_readable = |row: &&Harvested| matches!(row.fate, Fate::OneKey | Fate::EachSession);
    let mut readable = rows.iter().filter(is_readable).collect::<Vec<_>>();
    readable.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.place.cmp(&b.place)));
    let named = readable.iter().take(SERVERS).map(|row| {
        let flows = counted(row.flows, "flow", "flows");
        let bytes = thousands(row.bytes);
        format!(
            "{}: {flows}, {bytes} bytes, tier {}, {}",
            row.place,
            tier_word(row.tier),
            row.exchange
        )
    });
    let mut named = named.collect::<Vec<_>>();
    if let more @ 1.. = readable.len().saturating_sub(SERVERS) {
        named.push(format!("and {} more", counted(more as u64, "server", "servers")));
    }
    named
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
