use std::collections::BTreeSet;

use crate::model::SpannedError;

use super::super::{Milestone, Statement};
use super::table::{Result, Table};
use super::{backwards, words};

pub(in crate::policy) const KEYS: &[&str] =
    &["name", "by", "clause", "kind", "after", "entry", "exit", "rollback"];
pub(in crate::policy) const STATEMENT_KEYS: &[&str] = &["text", "clause"];

/// The milestones, in order of date, each with a name of its own.
pub(super) fn milestones(root: &Table<'_>) -> Result<Vec<Milestone>> {
    let mut milestones: Vec<Milestone> = Vec::new();
    for value in root.list("milestone")? {
        let table = Table::from_value("a milestone", value, KEYS)?;
        let milestone = Milestone {
            name: table.text("name")?.to_owned(),
            by: table.date("by")?,
            clause: table.text("clause")?.to_owned(),
            kind: table.word("kind")?,
            after: after(&table, &milestones)?,
            entry: statements(&table, "entry")?,
            exit: statements(&table, "exit")?,
            rollback: statements(&table, "rollback")?,
        };
        if milestones.last().is_some_and(|last| last.by > milestone.by) {
            return Err(backwards(table.span_of("by"), "milestones stand in order of date"));
        }
        if milestones.iter().any(|other| other.name == milestone.name) {
            let message = format!("a second milestone `{}`", milestone.name);
            return Err(SpannedError::new(message, table.span_of("name")));
        }
        milestones.push(milestone);
    }
    Ok(milestones)
}

/// The stage before, which is one of those that stand `earlier` in the file.
fn after(table: &Table<'_>, earlier: &[Milestone]) -> Result<Option<String>> {
    let Some(name) = table.optional_text("after")? else { return Ok(None) };
    if earlier.iter().any(|milestone| milestone.name == name) {
        return Ok(Some(name.to_owned()));
    }
    let fault =
        SpannedError::new(format!("no milestone `{name}` stands before"), table.span_of("after"));
    let names: Vec<&str> = earlier.iter().map(|milestone| milestone.name.as_str()).collect();
    Err(match names.is_empty() {
        true => fault.help("the first milestone comes after none: leave `after` out"),
        false => fault.help(words::allowed(name, &names)),
    })
}

/// What the document says, each text once.
fn statements(milestone: &Table<'_>, key: &str) -> Result<Vec<Statement>> {
    let mut statements = Vec::new();
    let mut texts = BTreeSet::new();
    for value in milestone.list(key)? {
        let table = Table::from_value("a statement", value, STATEMENT_KEYS)?;
        let statement = Statement {
            text: table.text("text")?.to_owned(),
            clause: table.text("clause")?.to_owned(),
        };
        if !texts.insert(statement.text.clone()) {
            let message = format!("`{key}` says `{}` twice", statement.text);
            return Err(SpannedError::new(message, table.span_of("text")));
        }
        statements.push(statement);
    }
    Ok(statements)
}
