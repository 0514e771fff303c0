use std::fmt::Write as _;

use y2q::inventory::{Entry, Inventory, InventoryError, Located, Scope};
use y2q::model::{CodePlace, CodeStep};
use y2q::report::plain::visible;

use super::explain::word;

/// One occurrence and, in source code, the way of every value to it.
pub fn occurrence(located: &Located) -> String {
    let occurrence = &located.occurrence;
    let column =
        occurrence.code.as_ref().map_or_else(String::new, |code| format!(":{}", code.column));
    let line =
        occurrence.line.map_or_else(|| format!("+{}", occurrence.offset), |line| line.to_string());
    let mut page = format!(
        "  {}/{}:{line}{column}  by {}, {}, {} confidence\n",
        visible(&located.location.root),
        visible(&located.location.path),
        occurrence.detector,
        word(&occurrence.evidence),
        word(&occurrence.confidence),
    );
    if let Some(code) = &occurrence.code {
        page.push_str(&place(code));
    }
    page
}

/// What a use in source code is, and the way of its values: from where they are written to the call.
fn place(code: &CodePlace) -> String {
    let mut page = String::new();
    let mut line = |label: &str, value: &str| {
        let _ = writeln!(page, "      {label:<12}{}", visible(value));
    };
    line("calls", &format!("{} ({})", code.symbol, code.library));
    if !code.function.is_empty() {
        line("inside", &code.function);
    }
    line("rule", &format!("{} (y2q explain {})", code.rule, code.rule));
    let mut shown: Vec<&CodeStep> = Vec::new();
    for step in &code.steps {
        // What one argument says of two parts is told with the first.
        let is_told = |known: &&CodeStep| {
            (&known.path, known.line, &known.what) == (&step.path, step.line, &step.what)
        };
        if shown.iter().any(is_told) {
            continue;
        }
        let is_known = |known: &&CodeStep| known.part == step.part;
        let label = if shown.iter().any(is_known) { "" } else { label(&step.part) };
        line(label, &format!("{}:{}  {}", step.path, step.line, step.what));
        shown.push(step);
    }
    if !code.missing.is_empty() {
        line("not told", &format!("{} would tell it", code.missing));
    }
    if code.is_test {
        line("test code", "it is in a test or an example");
    }
    page
}

/// What a part of a rule is called.
fn label(part: &str) -> &str {
    match part {
        "bits" => "key size",
        "" => "by way of",
        other => other,
    }
}

/// What is at `path:line`, or `path:line:column` as compilers write it; nothing where that is no such place.
pub fn at_place(inventory: &Inventory, scope: &Scope, id: &str) -> anyhow::Result<Option<String>> {
    let Some((path, line, column)) = parsed(id) else { return Ok(None) };
    let mut page = String::new();
    inventory.each_entry(scope, |entry: Entry| {
        let here = |located: &&Located| {
            let occurrence = &located.occurrence;
            let full = format!("{}/{}", located.location.root, located.location.path);
            (located.location.path == path || full == path || full.ends_with(&format!("/{path}")))
                && occurrence.line == Some(line)
                && (column.is_none() || column == occurrence.code.as_ref().map(|code| code.column))
        };
        for located in entry.occurrences.iter().filter(here) {
            let name = entry.asset.name();
            let _ = write!(page, "{} {}\n{}\n", entry.asset.kind(), entry.id, visible(&name));
            page.push_str(&occurrence(located));
            page.push('\n');
        }
        Ok::<(), InventoryError>(())
    })?;
    page.truncate(page.trim_end().len());
    Ok((!page.is_empty()).then(|| page + "\n"))
}

fn parsed(id: &str) -> Option<(&str, u32, Option<u32>)> {
    let (before, last) = id.rsplit_once(':')?;
    let last = last.parse().ok()?;
    let earlier = before.rsplit_once(':').and_then(|(path, line)| Some((path, line.parse().ok()?)));
    let (path, line, column) = match earlier {
        Some((path, line)) => (path, line, Some(last)),
        None => (before, last, None),
    };
    Some((path.strip_prefix("./").unwrap_or(path), line, column))
}
