use std::path::Path;

use y2q::gate::Record;
use y2q::model::Timestamp;
use y2q::report::gate as forms;

use super::arguments::{GateCommand, GateFormat, InventoryFormat};
use super::gate_code::Code;
use super::inputs::Opened;
use super::output::{is_stdout, write_with};
use super::scan::export;

/// Writes the record in every form that was asked for.
pub fn write(
    command: &GateCommand,
    record: &Record,
    opened: &Opened,
    code: &mut Code,
    (now, quiet): (Timestamp, bool),
) -> anyhow::Result<()> {
    let output = command.output.as_deref();
    let format = command.format.unwrap_or_else(|| output.map_or(GateFormat::Text, by_name));
    let besides = command.reports.iter().map(|report| (report.format, Some(report.file.as_path())));
    let mut is_said = false;
    for (format, output) in std::iter::once((format, output)).chain(besides) {
        is_said |= is_stdout(output) && format == GateFormat::Text;
        match format {
            GateFormat::Cyclonedx => {
                let form = InventoryFormat::Cyclonedx;
                export(output, form, &opened.inventory, &opened.scope, "1.6", now)?;
            }
            format => one(format, output, record, code)?,
        }
    }
    if !quiet && !is_said {
        anstream::eprintln!("{}", forms::summary(record));
    }
    Ok(())
}

fn one(
    format: GateFormat,
    output: Option<&Path>,
    record: &Record,
    code: &mut Code,
) -> anyhow::Result<()> {
    write_with(output, |out| {
        match format {
            // The inventory is written by whoever has it.
            GateFormat::Cyclonedx => {}
            GateFormat::Text => forms::text(out, record, &mut |at, line| code.line(at, line))?,
            GateFormat::Json => forms::json(out, record)?,
            GateFormat::Sarif => forms::sarif(out, record)?,
            GateFormat::Junit => forms::junit(out, record)?,
            GateFormat::Github => forms::github(out, record)?,
            GateFormat::Gitlab => forms::gitlab(out, record)?,
            GateFormat::Md => forms::markdown(out, record)?,
        }
        Ok(())
    })
}

/// The form that a file's name calls for.
fn by_name(path: &Path) -> GateFormat {
    let name = path.to_string_lossy();
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") if name.ends_with(".cdx.json") => GateFormat::Cyclonedx,
        Some("json") => GateFormat::Json,
        Some("sarif") => GateFormat::Sarif,
        Some("xml") => GateFormat::Junit,
        Some("md") => GateFormat::Md,
        _ => GateFormat::Text,
    }
}
