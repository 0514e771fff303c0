//! Two runs side by side, for a terminal.

use std::io;

use super::{duration, machine};
use crate::bench::compare::{Change, LEAST, Outcome};
use crate::bench::report::{Operation, Report};
use crate::report::plain::{counted, fit};

/// Writes what changed between `before` and `after`; what noise explains is counted only.
///
/// # Errors
/// `out` cannot be written.
pub fn write(
    out: &mut dyn io::Write,
    (before, after): (&Report, &Report),
    changes: &[Change<'_>],
) -> io::Result<()> {
    writeln!(out, "{} → {}", before.environment.started, after.environment.started)?;
    writeln!(out, "{}", fit(&machine(after), 160))?;
    let mut said = 0;
    for change in changes {
        let Some(row) = change.after.or(change.before) else { continue };
        let words = match change.outcome {
            Outcome::Same(_) => continue,
            Outcome::Changed(times) => {
                format!("{} → {}, {:.2} times", of(change.before), of(change.after), times)
            }
            Outcome::Noisy => "too noisy to tell".to_owned(),
            Outcome::OtherImplementation => "other code: not compared".to_owned(),
            Outcome::New => format!("new: {}", of(change.after)),
            Outcome::Gone => "gone".to_owned(),
        };
        said += 1;
        let message = row.message.map(|bytes| format!(" of {bytes} bytes")).unwrap_or_default();
        writeln!(
            out,
            "  {:<27}{:<12}{}{message}: {words}",
            row.scheme, row.backend, row.operation
        )?;
    }
    let same = changes.len() as u64 - said;
    writeln!(
        out,
        "{} as before, within the noise of both runs or {:.0} %",
        counted(same, "figure is", "figures are"),
        LEAST * 100.0
    )
}

fn of(row: Option<&Operation>) -> String {
    row.map(|row| duration(row.figure.of(&row.time))).unwrap_or_default()
}
