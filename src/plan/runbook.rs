use serde::Serialize;

use super::Package;

/// Words that steps begin with; each says what the step is.
pub(super) const NOTE: &str = "Note: ";
pub(super) const BEFORE: &str = "Before: ";
pub(super) const PILOT: &str = "Pilot: ";
pub(super) const REHEARSE: &str = "Rehearse rollback: ";
pub(super) const WORK: &str = "Do: ";
pub(super) const CHECK: &str = "Check: ";
pub(super) const RUN: &str = "Run: ";
pub(super) const BACK: &str = "Way back: ";

/// The steps of a package, sorted by what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Runbook<'a> {
    /// What a reader must know first.
    pub notes: Vec<&'a str>,
    /// Preconditions.
    pub before: Vec<&'a str>,
    /// What is tried first, and where.
    pub pilot: Vec<&'a str>,
    /// How the way back is rehearsed before it may be needed.
    pub rehearsal: Vec<&'a str>,
    /// The work, in order.
    pub work: Vec<&'a str>,
    /// What is seen when it is done.
    pub checks: Vec<&'a str>,
    /// Commands that show it; words in capitals stand for names of the place (`HOST`, `CERT.pem`).
    pub commands: Vec<&'a str>,
    /// The way back.
    pub back: Vec<&'a str>,
}

impl Package {
    /// The steps as a runbook. A step that does not say what it is belongs to the work.
    #[must_use]
    pub fn runbook(&self) -> Runbook<'_> {
        let mut book = Runbook::default();
        for step in &self.steps {
            let parts = [
                (NOTE, &mut book.notes),
                (BEFORE, &mut book.before),
                (PILOT, &mut book.pilot),
                (REHEARSE, &mut book.rehearsal),
                (WORK, &mut book.work),
                (CHECK, &mut book.checks),
                (RUN, &mut book.commands),
                (BACK, &mut book.back),
            ];
            let labelled = parts
                .into_iter()
                .find_map(|(label, part)| step.strip_prefix(label).map(|rest| (rest, part)));
            match labelled {
                Some((rest, part)) => part.push(rest),
                None => book.work.push(step),
            }
        }
        book
    }
}
