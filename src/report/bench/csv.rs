//! The run as a table, one row an operation (RFC 4180).

use std::io;

use crate::bench::report::{Operation, Report};
use crate::report::plain::visible;

const COLUMNS: [&str; 23] = [
    "scheme",
    "backend",
    "version",
    "implementation",
    "operation",
    "message_bytes",
    "figure",
    "median_ns",
    "lowest_ns",
    "p95_ns",
    "mean_ns",
    "spread",
    "samples",
    "noisy",
    "ratio",
    "baseline",
    "cycles",
    "bytes",
    "stack_bytes",
    "heap_bytes",
    "checked",
    "sum_of_parts_ns",
    "note",
];

/// Writes a header and one row for every operation.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut dyn io::Write, report: &Report) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(COLUMNS)?;
    for row in &report.operations {
        rows.write_record(record(row))?;
    }
    rows.flush()
}

fn record(row: &Operation) -> [String; COLUMNS.len()] {
    let text = |text: &str| visible(text).into_owned();
    let nanoseconds = |time: f64| format!("{time:.1}");
    let whole = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
    [
        text(&row.scheme),
        text(&row.backend),
        text(&row.version),
        word(&row.implementation),
        text(&row.operation),
        whole(row.message.map(u64::from)),
        word(&row.figure),
        nanoseconds(row.time.median),
        nanoseconds(row.time.lowest),
        nanoseconds(row.time.p95),
        nanoseconds(row.time.mean),
        format!("{:.4}", row.time.spread),
        row.time.samples.to_string(),
        row.time.noisy.to_string(),
        row.ratio.map(|ratio| format!("{ratio:.4}")).unwrap_or_default(),
        text(row.baseline.as_deref().unwrap_or_default()),
        row.cycles.map(|cycles| format!("{cycles:.0}")).unwrap_or_default(),
        row.bytes.to_string(),
        whole(row.stack),
        whole(row.heap),
        word(&row.checked),
        row.sum_of_parts.map(nanoseconds).unwrap_or_default(),
        text(&row.note),
    ]
}

/// The word that the JSON document has for it.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
