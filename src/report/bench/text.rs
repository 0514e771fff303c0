//! The run for a terminal: one line a scheme and backend.

use std::collections::BTreeMap;
use std::io;

use anstyle::{AnsiColor, Style};

use super::{both_ways, cautions, code, figure, machine, rate, ratio};
use crate::bench::handshake::Carrier;
use crate::bench::report::{Operation, Report};
use crate::report::plain::{fit, width, wrap};

const TITLE: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const WARN: Style = AnsiColor::Yellow.on_default();

/// From so many columns on, sizes and kinds of code have columns too.
const WIDE: usize = 112;

/// Writes tables that fit `columns`.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut dyn io::Write, report: &Report, columns: usize) -> io::Result<()> {
    let columns = columns.clamp(80, 140);
    for line in wrap(&machine(report), columns) {
        writeln!(out, "{DIM}{line}{DIM:#}")?;
    }
    let kem = ["key generation", "encapsulate", "decapsulate"];
    table(out, report, columns, ("Key establishment", kem, ["key pair", "encaps", "decaps"]))?;
    let signature = ["key generation", "sign", "verify"];
    table(out, report, columns, ("Signatures", signature, ["key pair", "sign", "verify"]))?;
    handshakes(out, report)?;
    for caution in cautions(report) {
        writeln!(out)?;
        for line in wrap(&caution, columns) {
            writeln!(out, "{WARN}{line}{WARN:#}")?;
        }
    }
    omitted(out, report, columns)
}

type Rows<'a> = BTreeMap<(&'a str, &'a str), [Option<&'a Operation>; 3]>;

/// The rows of three operations, on the smallest message.
fn rows<'a>(report: &'a Report, operations: [&str; 3]) -> Rows<'a> {
    let smallest = report.operations.iter().filter_map(|row| row.message).min();
    let mut rows = Rows::new();
    let own = |row: &Operation| row.message.is_none() || row.message == smallest;
    for row in report.operations.iter().filter(|row| own(row)) {
        if let Some(place) = operations.iter().position(|name| *name == row.operation) {
            let key = (row.scheme.as_str(), row.backend.as_str());
            rows.entry(key).or_default()[place] = Some(row);
        }
    }
    // Key generation is an operation of both purposes.
    rows.retain(|key, found| {
        found[1].is_some()
            || found[2].is_some()
            || !report.operations.iter().any(|row| {
                (row.scheme.as_str(), row.backend.as_str()) == *key
                    && row.operation != operations[0]
            }) && operations[1] == "encapsulate"
    });
    rows
}

fn table(
    out: &mut dyn io::Write,
    report: &Report,
    columns: usize,
    (title, operations, heads): (&str, [&str; 3], [&str; 3]),
) -> io::Result<()> {
    let rows = rows(report, operations);
    if rows.is_empty() {
        return Ok(());
    }
    let wide = columns >= WIDE;
    let baseline = rows.values().flatten().flatten().find_map(|row| row.baseline.as_deref());
    writeln!(
        out,
        "\n{TITLE}{title}{TITLE:#}{DIM}{}{DIM:#}",
        match baseline {
            Some(baseline) => format!("  × is the multiple of {baseline} in this run"),
            None => String::new(),
        }
    )?;
    let mut head = format!("{:<26}{:<11}", "scheme", "backend");
    if wide {
        head += &format!("{:<13}", "code");
    }
    for name in heads {
        head += &format!("{name:>10}");
        if wide {
            head += &format!("{:>7}", "×");
        }
    }
    if !wide {
        head += &format!("{:>7}", "×");
    } else {
        head += &format!("{:>10}", "bytes");
    }
    writeln!(out, "{DIM}{head}{DIM:#}")?;
    for ((scheme, backend), found) in rows {
        let mut line = format!("{}{}", left(scheme, 26), left(backend, 11));
        if wide {
            let kind = found.iter().flatten().next().map_or("", |row| code(row.implementation));
            line += &left(kind, 13);
        }
        for row in found {
            line += &right(&row.map(figure).unwrap_or_default(), 10);
            if wide {
                line += &right(&row.map(ratio).unwrap_or_default(), 7);
            }
        }
        line += &match wide {
            false => right(&found[1].or(found[2]).map(ratio).unwrap_or_default(), 7),
            true => {
                let bytes = |row: Option<&Operation>| row.map(|row| row.bytes.to_string());
                let sent = [bytes(found[0]), bytes(found[1].or(found[2]))];
                right(&sent.map(|own| own.unwrap_or("–".into())).join("/"), 14)
            }
        };
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The handshakes in memory, a table for each library; those over loopback are in the other forms.
fn handshakes(out: &mut dyn io::Write, report: &Report) -> io::Result<()> {
    let mut backend = "";
    let in_memory = report.handshakes.iter().filter(|row| row.carrier == Carrier::Memory.word());
    for row in in_memory {
        if backend != row.backend {
            backend = &row.backend;
            writeln!(
                out,
                "\n{TITLE}TLS 1.3 handshakes by {}{TITLE:#}{DIM}  a second on a core{DIM:#}",
                fit(backend, 30)
            )?;
            writeln!(
                out,
                "{DIM}{:<20}{:<20}{:>9}{:>9}{:>8}{:>14}{DIM:#}",
                "group", "chain", "client", "server", "×", "bytes up/down"
            )?;
        }
        let (up, down) = both_ways(row);
        writeln!(
            out,
            "{}{}{}{}{}{}",
            left(&row.group, 20),
            left(&row.chain, 20),
            right(&rate(&row.client), 9),
            right(&rate(&row.server), 9),
            right(&format!("{}×", super::digits(row.ratio)), 8),
            right(&format!("{up}/{down}"), 14)
        )?;
    }
    Ok(())
}

fn omitted(out: &mut dyn io::Write, report: &Report, columns: usize) -> io::Result<()> {
    if report.omitted.is_empty() {
        return Ok(());
    }
    let mut reasons: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for one in &report.omitted {
        let subjects = reasons.entry((&one.backend, &one.reason)).or_default();
        // Several operations of a scheme may lack a figure for the same reason.
        if subjects.last() != Some(&one.subject.as_str()) {
            subjects.push(&one.subject);
        }
    }
    writeln!(out, "\n{TITLE}Without a figure{TITLE:#}")?;
    for ((backend, reason), subjects) in reasons {
        for line in wrap(&format!("{backend}: {}: {reason}", subjects.join(", ")), columns) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

fn left(text: &str, columns: usize) -> String {
    let text = fit(text, columns - 1);
    format!("{text}{}", " ".repeat(columns - width(&text)))
}

fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text)).max(1)))
}
