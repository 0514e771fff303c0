//! The run in Markdown: one row an operation.

use std::io;

use super::{cautions, checked, code, duration, figure, machine, rate, ratio, size, sum_of_parts};
use crate::bench::report::{Figure, Operation, Report};
use crate::report::plain::visible;

/// Writes the run as Markdown.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut dyn io::Write, report: &Report) -> io::Result<()> {
    let environment = &report.environment;
    writeln!(out, "# Benchmarks of {}\n", escaped(&environment.started))?;
    writeln!(
        out,
        "y2q {}, {} run. {}.\n",
        environment.y2q,
        environment.effort,
        escaped(&machine(report))
    )?;
    for caution in cautions(report) {
        writeln!(out, "> {}\n", escaped(&caution))?;
    }
    writeln!(
        out,
        "| scheme | backend | code | operation | message | time | P95 | spread | × baseline | sum of parts | bytes | stack | heap | checked |\n\
         |---|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|"
    )?;
    for row in &report.operations {
        operation(out, row)?;
    }
    writeln!(
        out,
        "\nA time is the median; marked ∅ it is the mean, of operations that sample until a sample is accepted. × is the multiple of the classical algorithm of the same run that the row's purpose has as its baseline. The stack is counted in whole pages."
    )?;
    if !report.handshakes.is_empty() {
        handshakes(out, report)?;
    }
    if !report.omitted.is_empty() {
        writeln!(out, "\n## Without a figure\n")?;
        for one in &report.omitted {
            writeln!(
                out,
                "- {} ({}): {}",
                escaped(&one.subject),
                escaped(&one.backend),
                escaped(&one.reason)
            )?;
        }
    }
    Ok(())
}

fn operation(out: &mut dyn io::Write, row: &Operation) -> io::Result<()> {
    let mean = if row.figure == Figure::Mean && !row.time.noisy { " ∅" } else { "" };
    writeln!(
        out,
        "| {} | {} | {} | {} | {} | {}{mean} | {} | {:.0} % | {} | {} | {} | {} | {} | {} |",
        escaped(&row.scheme),
        escaped(&row.version),
        code(row.implementation),
        escaped(&row.operation),
        row.message.map(|bytes| bytes.to_string()).unwrap_or_default(),
        figure(row),
        if row.time.noisy { String::new() } else { duration(row.time.p95) },
        row.time.spread * 100.0,
        ratio(row),
        sum_of_parts(row),
        row.bytes,
        size(row.stack),
        size(row.heap),
        checked(row.checked)
    )
}

fn handshakes(out: &mut dyn io::Write, report: &Report) -> io::Result<()> {
    writeln!(
        out,
        "\n## TLS 1.3 handshakes\n\n| library | group | chain | over | client | server | × baseline | client, a core and second | server, a core and second | bytes by flight | certificates | records |\n|---|---|---|---|---:|---:|---:|---:|---:|---|---|---|"
    )?;
    for row in &report.handshakes {
        let list =
            |sizes: &[u32]| sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} / {} |",
            escaped(&row.backend),
            escaped(&row.group),
            escaped(&row.chain),
            escaped(&row.carrier),
            duration(row.client.mean),
            duration(row.server.mean),
            super::digits(row.ratio),
            rate(&row.client),
            rate(&row.server),
            list(&row.flights),
            list(&row.certificates),
            row.records.0,
            row.records.1
        )?;
    }
    Ok(())
}

/// Text that neither acts nor ends a cell.
fn escaped(text: &str) -> String {
    visible(text).replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;")
}
