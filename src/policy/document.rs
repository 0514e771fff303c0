use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{Date, SpannedError};

use super::{Binding, DutyKind, HybridStance, Rule, parse};

/// What a document asks for, in short words of our own, with the place that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// What must hold, or what may be done.
    pub text: String,
    /// Where the document says it, and whether the document was read there.
    pub clause: String,
}

/// A named, dated stage that the policy itself sets; phases of the plan are named after these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// Name in the policy's words.
    pub name: String,
    /// Last day by which it is to be reached.
    pub by: Date,
    /// Clause.
    pub clause: String,
    /// What is due, where it is one of the known kinds.
    #[serde(default)]
    pub kind: Option<DutyKind>,
    /// Name of the stage that the document puts before this one; an earlier milestone of the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// What the document asks for before the stage starts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entry: Vec<Statement>,
    /// What it asks to hold at its end, beyond name and kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exit: Vec<Statement>,
    /// What it says of a way back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rollback: Vec<Statement>,
}

impl Milestone {
    /// What the document says of the stage: the key in the policy's file, and the statements.
    #[must_use]
    pub fn statements(&self) -> [(&'static str, &[Statement]); 3] {
        [("entry", &self.entry), ("exit", &self.exit), ("rollback", &self.rollback)]
    }
}

/// A policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Kebab-case id, equal to the file stem.
    pub id: String,
    /// Title of the document.
    pub title: String,
    /// Who issued it.
    pub authority: String,
    /// Edition.
    pub edition: String,
    /// Date of the edition.
    pub date: Date,
    /// Where it is published.
    pub url: String,
    /// Binding force on its population.
    pub binding: Binding,
    /// Not final.
    pub draft: bool,
    /// Tells where things are going and gates nothing.
    #[serde(default)]
    pub indicative: bool,
    /// What it prefers where algorithms can be combined.
    #[serde(default)]
    pub hybrid: HybridStance,
    /// The policy that this one changes, if any.
    #[serde(default)]
    pub extends: Option<String>,
    /// Populations it applies to (`us-federal`, `kr-public-sector`); `general` is everyone. See [`super::POPULATIONS`].
    pub applies_to: BTreeSet<String>,
    /// Populations that it excludes, whatever else they belong to.
    #[serde(default)]
    pub excludes: BTreeSet<String>,
    /// How the facts were checked: `primary`, `secondary-quote`, `needs-primary-check`.
    pub verified: String,
    /// Day of that check.
    pub verified_on: Date,
    /// What was read in that check.
    #[serde(default)]
    pub verified_by: String,
    /// Days after which the policy should be checked again.
    pub stale_after_days: u16,
    /// What the reader must know: contested readings, population, draft state.
    pub note: String,
    /// Names of algorithms or families the policy accepts as targets; empty = any standard quantum-resistant one.
    pub targets: Vec<String>,
    /// Stages in order of date.
    pub milestones: Vec<Milestone>,
    /// Rules in order of precedence, then as in the file.
    pub rules: Vec<Rule>,
}

impl Policy {
    /// Whether it binds a system that belongs to `populations`.
    #[must_use]
    pub fn binds(&self, populations: &[String]) -> bool {
        let named = |set: &BTreeSet<String>| populations.iter().any(|word| set.contains(word));
        (self.applies_to.contains("general") || named(&self.applies_to)) && !named(&self.excludes)
    }

    /// The rule with that id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// First day on which its facts should have been checked again.
    #[must_use]
    pub fn stale_from(&self) -> Date {
        let days = jiff::Span::new().days(i32::from(self.stale_after_days) + 1);
        self.verified_on.saturating_add(days)
    }
}

impl std::str::FromStr for Policy {
    type Err = SpannedError;

    fn from_str(text: &str) -> Result<Self, SpannedError> {
        parse(text)
    }
}
