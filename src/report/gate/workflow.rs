use std::io::{self, Write};

use super::{expired, title, told};
use crate::estate::Level;
use crate::gate::Record;

/// Annotations as workflow commands of GitHub Actions, one a line.
///
/// # Errors
/// `out` cannot be written.
pub fn github(out: &mut dyn Write, record: &Record) -> io::Result<()> {
    for finding in record.shown(Level::Warn) {
        let item = &finding.item;
        let command = if finding.level == Level::Deny { "error" } else { "warning" };
        let line = item.line.map_or_else(String::new, |line| format!(",line={line}"));
        let message =
            std::iter::once(title(finding)).chain(told(item)).collect::<Vec<_>>().join("\n");
        writeln!(
            out,
            "::{command} file={}{line},title={}::{}",
            property(&item.path()),
            property(&format!("y2q {}", item.rule())),
            data(&message)
        )?;
    }
    for waiver in &record.decision.expired {
        writeln!(out, "::error file=y2q.toml,line={}::{}", waiver.line, data(&expired(waiver)))?;
    }
    Ok(())
}

/// What a message must not hold as it is.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What a property must not hold as it is.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
