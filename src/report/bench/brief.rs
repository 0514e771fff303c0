//! The run in a short Markdown table: the schemes that most plans weigh, on the smallest message.

use std::io;

use super::{both_ways, code, digits, figure, machine, rate, ratio};
use crate::bench::handshake::Carrier;
use crate::bench::report::{Operation, Report};
use crate::report::plain::visible;

/// Classical schemes, those that take their place, and the Korean ones, the smallest set of each.
const SCHEMES: [&str; 15] = [
    "x25519",
    "ml-kem-768",
    "x25519mlkem768",
    "hqc-1",
    "smaug-t1",
    "ntruplus-768",
    "ecdsa-p-256",
    "rsa-2048",
    "ml-dsa-44",
    "ml-dsa-65",
    "slh-dsa-sha2-128f",
    "slh-dsa-sha2-128s",
    "fn-dsa-512",
    "haetae-2",
    "aimer-128f",
];
/// What one row has, a column each.
const OPERATIONS: [&[&str]; 3] =
    [&["key generation"], &["encapsulate", "sign"], &["decapsulate", "verify"]];
/// Groups and chains that stand for the others.
const GROUPS: [&str; 2] = ["X25519", "X25519MLKEM768"];

/// Writes the short table.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut dyn io::Write, report: &Report) -> io::Result<()> {
    let environment = &report.environment;
    let day = environment.started.split('T').next().unwrap_or_default();
    writeln!(
        out,
        "{day}, y2q {}, {} run: {}. One thread; what was too noisy has no figure.\n",
        environment.y2q,
        environment.effort,
        visible(&machine(report))
    )?;
    writeln!(
        out,
        "| scheme | library | code | key pair | encaps / sign | × | decaps / verify | × | bytes: key + output |\n\
         |---|---|---|---:|---:|---:|---:|---:|---:|"
    )?;
    let smallest = report.operations.iter().filter_map(|row| row.message).min();
    for scheme in SCHEMES {
        let mut backends: Vec<&str> = (report.operations.iter())
            .filter(|row| row.scheme == scheme)
            .map(|row| row.backend.as_str())
            .collect();
        backends.sort_unstable();
        backends.dedup();
        for backend in backends {
            let found = OPERATIONS.map(|names| {
                report.operations.iter().find(|row| {
                    (row.scheme.as_str(), row.backend.as_str()) == (scheme, backend)
                        && names.contains(&row.operation.as_str())
                        && (row.message.is_none() || row.message == smallest)
                })
            });
            row(out, scheme, backend, found)?;
        }
    }
    handshakes(out, report)
}

fn row(
    out: &mut dyn io::Write,
    scheme: &str,
    backend: &str,
    found: [Option<&Operation>; 3],
) -> io::Result<()> {
    let kind = found.iter().flatten().next().map_or("", |row| code(row.implementation));
    let time = |index: usize| found[index].map_or_else(|| "–".to_owned(), figure);
    let times = |index: usize| found[index].map(ratio).unwrap_or_default();
    let bytes =
        |row: Option<&Operation>| row.map_or_else(|| "–".into(), |row| row.bytes.to_string());
    writeln!(
        out,
        "| {scheme} | {backend} | {kind} | {} | {} | {} | {} | {} | {} + {} |",
        time(0),
        time(1),
        times(1),
        time(2),
        times(2),
        bytes(found[0]),
        bytes(found[1].or(found[2])),
    )
}

/// Handshakes in memory.
fn handshakes(out: &mut dyn io::Write, report: &Report) -> io::Result<()> {
    let chosen = |row: &&crate::bench::report::Handshake| {
        row.carrier == Carrier::Memory.word() && GROUPS.contains(&row.group.as_str())
    };
    let mut rows = report.handshakes.iter().filter(chosen).peekable();
    if rows.peek().is_none() {
        return Ok(());
    }
    writeln!(
        out,
        "\n| TLS 1.3, full | chain | library | client/s a core | server/s a core | × | bytes up / down |\n\
         |---|---|---|---:|---:|---:|---:|"
    )?;
    for row in rows {
        let (up, down) = both_ways(row);
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {up} / {down} |",
            row.group,
            row.chain,
            row.backend,
            rate(&row.client),
            rate(&row.server),
            digits(row.ratio),
        )?;
    }
    Ok(())
}
