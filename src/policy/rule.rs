use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{Date, Exposure, Maturity, Primitive, Purpose, Subject};

use super::{Status, Step};

/// Which subjects a rule speaks of: every stated field must match; an empty field matches all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the subject's field of that name")]
pub struct Selector {
    pub family: BTreeSet<String>,
    pub primitive: BTreeSet<Primitive>,
    pub parameter_set: BTreeSet<String>,
    pub curve: BTreeSet<String>,
    pub purpose: BTreeSet<Purpose>,
    pub exposure: BTreeSet<Exposure>,
    pub maturity: BTreeSet<Maturity>,
    /// Inclusive bounds on classical strength in bits.
    pub strength_min: Option<u16>,
    pub strength_max: Option<u16>,
    pub nist_category_min: Option<u8>,
    pub hybrid: Option<bool>,
    /// Families of which a hybrid has at least one as a part; no other subject matches.
    #[serde(default)]
    pub component: BTreeSet<String>,
}

/// Which of several rules that match is asked first.
///
/// Rules stand in the file in this order. Two rules of one precedence that give different statuses to
/// one subject are an error in the policy; across precedences they are meant to.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Precedence {
    /// Takes its subjects out of the ordinary rules.
    Exception,
    /// A row or paragraph of the document.
    #[default]
    Ordinary,
    /// Speaks of what no other rule speaks of.
    Otherwise,
}

/// One rule of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Kebab-case id, unique in the policy.
    pub id: String,
    /// The problem in one line.
    pub title: String,
    /// Section, table or paragraph that says so.
    pub clause: String,
    /// The words of the document, verbatim, where they are at hand.
    #[serde(default)]
    pub quote: Option<String>,
    /// Where the rule goes beyond the words: what was read into them, and why.
    #[serde(default)]
    pub interpretation: Option<String>,
    /// The clause was not seen, nor a verbatim quotation of it.
    #[serde(default)]
    pub needs_primary_check: bool,
    /// Which of several matching rules is asked first.
    #[serde(default)]
    pub precedence: Precedence,
    /// What it speaks of.
    pub select: Selector,
    /// Statuses in order of date; the first has no date. A later one is never better.
    pub steps: Vec<Step>,
    /// Subjects with the status that this rule gives them; they are checked when the policy is read.
    #[serde(default)]
    pub examples: Vec<Example>,
}

/// A subject and what the policy must say of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// The subject.
    pub subject: Subject,
    /// Populations of its system; the policy's own where the file names none.
    pub populations: Vec<String>,
    /// Days, at least one.
    pub at: Vec<Date>,
    /// Status on each of these days.
    pub expect: Status,
    /// Deadline of the verdict, where the example states one.
    pub deadline: Option<Date>,
}
