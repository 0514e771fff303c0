use std::io::{self, Write};

use serde::Serialize;

use super::markdown::cell;
use super::{plain, title};
use crate::gate::{Accepted, Decision, Finding, State};
use crate::report::json_document;

/// Name and version of the JSON form.
const SCHEMA: &str = "y2q-diff/1";

/// Form of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// For a terminal.
    Text,
    /// Versioned JSON.
    Json,
    /// For a comment.
    Markdown,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    added: Vec<&'a Finding>,
    worse: Vec<&'a Finding>,
    better: Vec<&'a Finding>,
    removed: &'a [Accepted],
    unchanged: usize,
}

/// What came, got worse, got better and went.
///
/// # Errors
/// `out` cannot be written.
pub fn difference(out: &mut dyn Write, decision: &Decision, form: Difference) -> io::Result<()> {
    let with = |wanted: fn(&State) -> bool| -> Vec<&Finding> {
        decision.findings.iter().filter(|finding| wanted(&finding.state)).collect()
    };
    let document = Document {
        schema: SCHEMA,
        added: with(|state| matches!(state, State::New)),
        worse: with(|state| matches!(state, State::Worse { .. })),
        better: with(|state| matches!(state, State::Better { .. })),
        removed: &decision.fixed,
        unchanged: with(|state| matches!(state, State::Known)).len(),
    };
    match form {
        Difference::Json => json_document(out, &document),
        Difference::Text => {
            document.lines(out, "", "  ", &|text| plain::visible(text).into_owned())
        }
        Difference::Markdown => document.lines(out, "### ", "- ", &cell),
    }
}

impl Document<'_> {
    fn lines(
        &self,
        out: &mut dyn Write,
        head: &str,
        bullet: &str,
        shown: &dyn Fn(&str) -> String,
    ) -> io::Result<()> {
        for (name, findings) in
            [("added", &self.added), ("worse", &self.worse), ("better", &self.better)]
        {
            if findings.is_empty() {
                continue;
            }
            writeln!(out, "{head}{} {name}", findings.len())?;
            for finding in findings {
                let item = &finding.item;
                let line = item.colon_line();
                writeln!(out, "{bullet}{}{line}  {}", shown(&item.path()), shown(&title(finding)))?;
            }
        }
        if !self.removed.is_empty() {
            writeln!(out, "{head}{} removed", self.removed.len())?;
        }
        for gone in self.removed {
            let Accepted { path, kind, algorithm, .. } = gone;
            writeln!(out, "{bullet}{}  {kind}: {}", shown(path), shown(algorithm))?;
        }
        writeln!(out, "{head}{} unchanged", self.unchanged)
    }
}
