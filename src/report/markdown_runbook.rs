//! What is done in a package, and why that, in Markdown.

use std::io::{self, Write as _};

use crate::plan::{Choice, Package};

use super::markdown::{Out, md};
use super::plain::visible;
use super::words;

/// Why this kind of change and no other one.
pub(super) fn kind(out: &mut Out<'_>, choice: &Choice) -> io::Result<()> {
    writeln!(out, "- Why this kind of change: {}", md(&choice.why))?;
    for (other, why) in &choice.rejected {
        writeln!(out, "  - Not {}: {}", words::change(*other), md(why))?;
    }
    Ok(())
}

/// What is covered, notes, preconditions, steps, verification and rollback.
pub(super) fn runbook(out: &mut Out<'_>, package: &Package) -> io::Result<()> {
    let places = package.places.sentences();
    list(out, "Seen at", &places.iter().map(String::as_str).collect::<Vec<_>>())?;
    let book = package.runbook();
    for note in &book.notes {
        writeln!(out, "\n> {}", md(note))?;
    }
    list(out, "Preconditions", &book.before)?;
    list(out, "Pilot", &book.pilot)?;
    list(out, "Rehearsal of the rollback", &book.rehearsal)?;
    if !book.work.is_empty() {
        writeln!(out, "\n**Steps**\n")?;
    }
    for (index, step) in book.work.iter().enumerate() {
        writeln!(out, "{}. {}", index + 1, md(step))?;
    }
    list(out, "Verification", &book.checks)?;
    if !book.commands.is_empty() && book.checks.is_empty() {
        writeln!(out, "\n**Verification**\n")?;
    }
    for command in &book.commands {
        // In no table, so that a bar needs no escape.
        writeln!(out, "- `{}`", visible(command).replace('`', "'"))?;
    }
    list(out, "Rollback", &book.back)
}

fn list(out: &mut Out<'_>, title: &str, items: &[&str]) -> io::Result<()> {
    if !items.is_empty() {
        writeln!(out, "\n**{title}**\n")?;
    }
    items.iter().try_for_each(|item| writeln!(out, "- {}", md(item)))
}
