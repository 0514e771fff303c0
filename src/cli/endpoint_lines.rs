//! What a scan of endpoints says of them on the terminal: one line each.

use std::collections::BTreeMap;
use std::io::{self, Write};

use y2q::inventory::Record;
use y2q::model::{Asset, Protocol};
use y2q::report::plain::{fit, thousands};

/// Endpoints that are shown.
const SHOWN: usize = 20;
/// Columns that no line passes.
const COLUMNS: usize = 100;
/// What is said of each, in this order.
const PROPERTIES: [&str; 3] = ["key exchange", "authentication", "host keys"];

/// The first endpoints by their URLs, and how many more there are.
#[derive(Default)]
pub struct EndpointLines {
    lines: BTreeMap<String, String>,
    more: u64,
}

impl EndpointLines {
    /// Takes notice of what was found at one.
    pub fn take(&mut self, record: &Record) {
        let protocols = record.findings.iter().filter_map(|finding| match &finding.asset {
            Asset::Protocol(protocol) => Some(protocol),
            _ => None,
        });
        let said = protocols.map(words).collect::<Vec<_>>().join("; ");
        let said = match record.unknowns.first() {
            Some(unknown) if said.is_empty() => {
                // What would resolve it is in the reports.
                let why = unknown.detail.split(": nothing is known").next().unwrap_or_default();
                format!("unknown: {why}")
            }
            _ => said,
        };
        self.lines.insert(record.location.joined(), said);
        if self.lines.len() > SHOWN {
            self.lines.pop_last();
            self.more += 1;
        }
    }

    /// Writes them, and an empty line.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.lines.is_empty() {
            return Ok(());
        }
        for (url, said) in &self.lines {
            writeln!(out, "{}", fit(&format!("{url}  {said}"), COLUMNS))?;
        }
        if self.more > 0 {
            writeln!(out, "and {} more", thousands(self.more))?;
        }
        writeln!(out)
    }
}

/// The properties against a quantum computer.
fn words(protocol: &Protocol) -> String {
    let value = |what: &str| protocol.settings.iter().find(|(name, _)| name == what);
    let told = PROPERTIES.into_iter().filter_map(value);
    let told = told.map(|(what, value)| format!("{what} {value}")).collect::<Vec<_>>();
    told.join(", ")
}
