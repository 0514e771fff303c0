//! What every policy says on chosen days, and where they differ, as Markdown.

use std::io;

use super::AssetTable;
use super::markdown::{code, md};
use super::verdict_table::VerdictTable;

/// A table with a line for each use and policy, then the differences; nothing where no verdicts were asked for.
pub(super) fn write(out: &mut dyn io::Write, assets: &AssetTable) -> io::Result<()> {
    let Some(table) = assets.verdicts().map(VerdictTable::of) else { return Ok(()) };
    writeln!(out, "\n## What every policy says, and until when\n")?;
    if !table.classes.is_empty() {
        let rule = "---|".repeat(table.days.len());
        writeln!(out, "| Use | Policy | {} | Next | Clause |", table.days.join(" | "))?;
        writeln!(out, "|---|---|{rule}---|---|")?;
    }
    for class in &table.classes {
        let broken = if class.broken { "; **broken without a quantum computer**" } else { "" };
        let (names, purposes) = (md(&class.algorithms), md(&class.purposes));
        let (uses, kinds) = (md(&class.uses), md(&class.kinds));
        let mut what = format!("**{names}** for {purposes}; {uses}; {kinds}{broken}");
        for line in &class.lines {
            let days: Vec<&str> =
                line.spans.iter().flat_map(|span| vec![span.status; span.days]).collect();
            let next = if line.next.is_empty() { "–".into() } else { md(&line.next) };
            let marks = line.marks.join(", ");
            let marks = if marks.is_empty() { marks } else { format!(" *({marks})*") };
            let (policy, clause) = (code(&line.policy), md(&line.clause));
            writeln!(
                out,
                "| {what} | {policy} | {} | {next} | {clause}{marks} |",
                days.join(" | ")
            )?;
            what.clear();
        }
    }
    if table.more_classes > 0 {
        writeln!(out, "\nAnd {} more: `y2q policy verdict` shows all.", table.more_classes)?;
    }
    for (head, names) in [
        ("No policy that was applied speaks of", &table.unspoken),
        ("Applied, and silent on everything here", &table.silent),
    ] {
        if !names.is_empty() {
            writeln!(out, "\n{head}: {}.", md(names))?;
        }
    }
    disputes(out, &table)
}

fn disputes(out: &mut dyn io::Write, table: &VerdictTable) -> io::Result<()> {
    writeln!(out, "\n### Where policies differ\n")?;
    if table.disputes.is_empty() {
        let until = table.until;
        return match table.speaking {
            0 | 1 => writeln!(
                out,
                "Nowhere: fewer than two of the policies applied speak of anything here."
            ),
            _ => {
                writeln!(out, "Nowhere: on every use the policies that apply agree until {until}.")
            }
        };
    }
    for one in &table.disputes {
        let marks = one.marks.join(", ");
        let marks = if marks.is_empty() { marks } else { format!(" ({marks})") };
        writeln!(out, "- {}: {}{marks}. **{}**", md(&one.what), md(&one.who), md(&one.outcome))?;
        one.proof.iter().try_for_each(|sentence| writeln!(out, "  - {}", md(sentence)))?;
    }
    if table.more_disputes > 0 {
        writeln!(out, "\nAnd {} more: `y2q policy verdict` shows all.", table.more_disputes)?;
    }
    Ok(())
}
