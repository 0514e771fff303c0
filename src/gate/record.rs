use serde::Serialize;

use super::decision::{Answer, Decision, Finding};
use super::item::Kind;
use crate::estate::Level;
use crate::model::Date;

/// A decision with what it went by: all that an auditor needs.
#[derive(Clone, Debug)]
pub struct Record {
    /// The day that counted as today.
    pub at: Date,
    /// Policies judged by, and why they apply.
    pub policies: Vec<(String, String)>,
    /// What was assumed for lack of a statement, one sentence each.
    pub assumptions: Vec<String>,
    /// The baseline's file, if there is one.
    pub baseline: Option<String>,
    /// The plan that what is found was compared with, if one was named.
    pub plan: Option<PlanUsed>,
    /// Whether what was not read may pass.
    pub allow_incomplete: bool,
    /// What was decided.
    pub decision: Decision,
    /// What the gate says.
    pub answer: Answer,
}

/// The plan that a decision went by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanUsed {
    /// Its file.
    pub path: String,
    /// The day on which it was made.
    pub at: Date,
    /// How many packages it has.
    pub packages: usize,
    /// What ends before this day counts as passed.
    pub by: Date,
}

/// How many findings there are of which sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// New or worse, and denied.
    pub denied: u64,
    /// New or worse, and shown.
    pub warned: u64,
    /// New or worse, and only recorded.
    pub allowed: u64,
    /// In the baseline, and no worse.
    pub known: u64,
    /// Permitted for some time.
    pub waived: u64,
    /// In the baseline, and gone.
    pub fixed: u64,
}

impl Record {
    /// The counts.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally { fixed: self.decision.fixed.len() as u64, ..Tally::default() };
        for finding in &self.decision.findings {
            let count = match (finding.counts(), finding.level) {
                (true, Level::Deny) => &mut tally.denied,
                (true, Level::Warn) => &mut tally.warned,
                (true, Level::Allow) => &mut tally.allowed,
                (false, _) if finding.is_waived() => &mut tally.waived,
                (false, _) => &mut tally.known,
            };
            *count += 1;
        }
        tally
    }

    /// What is new or worse and of at least this level, the worst first, by place.
    #[must_use]
    pub fn shown(&self, least: Level) -> Vec<&Finding> {
        let shown = |finding: &&Finding| finding.counts() && finding.level >= least;
        let mut findings: Vec<&Finding> = self.decision.findings.iter().filter(shown).collect();
        findings.sort_by_key(|finding| {
            (std::cmp::Reverse(finding.level), finding.item.kind == Kind::Unread)
        });
        findings
    }
}
