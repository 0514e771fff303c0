//! What a run of the benchmarks says, for people and programs.

use std::io;

use crate::bench::handshake::per_core_second;
use crate::bench::report::{Checked, Handshake, Implementation, Operation, Report, Time};

mod brief;
mod changes;
mod csv;
mod html;
mod markdown;
mod scatter;
mod text;

pub use brief::write as write_brief;
pub use changes::write as write_changes;
pub use csv::write as write_csv;
pub use html::write as write_html;
pub use markdown::write as write_markdown;
pub use text::write as write_text;

/// Writes the run as its versioned document.
///
/// # Errors
/// `out` cannot be written.
pub fn write_json(out: &mut dyn io::Write, report: &Report) -> io::Result<()> {
    super::json_document(out, report)
}

/// The kind of code in a word.
const fn code(implementation: Implementation) -> &'static str {
    match implementation {
        Implementation::ReferenceC => "reference C",
        Implementation::OptimisedC => "C",
        Implementation::Vectorised => "vector",
        Implementation::PortableRust => "Rust",
    }
}

/// The figure that counts, with its unit; of a noisy row the words that it has none.
fn figure(row: &Operation) -> String {
    match row.time.noisy {
        true => "too noisy".to_owned(),
        false => duration(row.figure.of(&row.time)),
    }
}

/// Nanoseconds in three digits.
fn duration(nanoseconds: f64) -> String {
    let (value, unit) = match nanoseconds {
        time if time < 1e3 => (time, "ns"),
        time if time < 1e6 => (time / 1e3, "µs"),
        time if time < 1e9 => (time / 1e6, "ms"),
        time => (time / 1e9, "s"),
    };
    format!("{} {unit}", digits(value))
}

/// A ratio in three digits; a noisy row has none.
fn ratio(row: &Operation) -> String {
    match row.ratio {
        Some(ratio) if !row.time.noisy => format!("{}×", digits(ratio)),
        _ => String::new(),
    }
}

/// Bytes in three digits, or nothing where they were not counted.
fn size(bytes: Option<u64>) -> String {
    match bytes {
        None => String::new(),
        Some(bytes) if bytes < 1024 => format!("{bytes} B"),
        Some(bytes) if bytes < 1024 * 1024 => format!("{} KiB", digits(bytes as f64 / 1024.0)),
        Some(bytes) => format!("{} MiB", digits(bytes as f64 / 1024.0 / 1024.0)),
    }
}

/// The sum of what a hybrid is made of; a noisy row has none.
fn sum_of_parts(row: &Operation) -> String {
    row.sum_of_parts.filter(|_| !row.time.noisy).map(duration).unwrap_or_default()
}

/// How far a row was checked, in a word.
const fn checked(checked: Checked) -> &'static str {
    match checked {
        Checked::KnownAnswer => "known answer",
        Checked::Interoperable => "other backend",
        Checked::RoundTrip => "itself",
    }
}

/// Bytes of the client's flights, and of the server's.
fn both_ways(row: &Handshake) -> (u32, u32) {
    let sum = |first: usize| {
        row.flights.iter().skip(first).step_by(2).fold(0_u32, |sum, one| sum.saturating_add(*one))
    };
    (sum(0), sum(1))
}

/// Handshakes a second on a core of one side.
fn rate(time: &Time) -> String {
    if time.noisy { "too noisy".to_owned() } else { format!("{:.0}", per_core_second(time)) }
}

/// Three digits, more only before the point.
fn digits(value: f64) -> String {
    match value {
        value if value < 9.995 => format!("{value:.2}"),
        value if value < 99.95 => format!("{value:.1}"),
        value => format!("{value:.0}"),
    }
}

/// The machine in one line.
fn machine(report: &Report) -> String {
    let environment = &report.environment;
    let features = match environment.cpu_features.as_slice() {
        [] => "no vector features".to_owned(),
        some => some.join(" "),
    };
    let governor = environment.governor.as_deref().unwrap_or("not told");
    format!(
        "{}, {} processors, {features}; frequency scaling {governor}; load {:.2} to {:.2}; {}",
        environment.cpu,
        environment.cpus,
        environment.load.0,
        environment.load.1,
        environment.compiler
    )
}

/// What a reader must know of the whole run, one sentence each.
fn cautions(report: &Report) -> Vec<String> {
    let mut cautions = Vec::new();
    if !report.complete {
        cautions.push(
            "The run was stopped: its rows rest on fewer rounds than planned, or are missing."
                .to_owned(),
        );
    }
    let noisy = report.operations.iter().filter(|row| row.time.noisy).count();
    if noisy > 0 {
        cautions.push(format!(
            "{noisy} of {} figures are too noisy to print: their rounds differ by more than 20 %. Measure again on a quieter machine.",
            report.operations.len()
        ));
    }
    let busy = f64::from(report.environment.cpus) * 0.5;
    if report.environment.load.0 > busy || report.environment.load.1 > busy + 1.0 {
        cautions.push("The machine was busy: absolute times are too high, ratios hold.".to_owned());
    }
    let mut kinds = report.operations.iter().map(|row| row.implementation).collect::<Vec<_>>();
    kinds.sort();
    kinds.dedup();
    if kinds.len() > 1 {
        let words = kinds.into_iter().map(code).collect::<Vec<_>>().join(", ");
        cautions.push(format!(
            "Code of different kinds stands side by side ({words}): between them a figure tells the code, not the scheme."
        ));
    }
    for standing in report.backends.iter().filter(|standing| !standing.advisories.is_empty()) {
        cautions.push(format!(
            "{} is {}. Advisories: {}. Take its figures, not its code.",
            standing.backend,
            standing.standing,
            standing.advisories.join(", ")
        ));
    }
    cautions
}
