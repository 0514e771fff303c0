use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{
    DataTier, Date, Exposure, Kept, Maturity, NetworkExposure, Primitive, Purpose, Secrecy,
    Subject, Venue,
};

use super::{Duty, Setting, Status, Step};

/// Which subjects a rule speaks of: every stated field must match; an empty field matches all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the subject's field of that name")]
pub struct Selector {
    pub family: BTreeSet<String>,
    pub primitive: BTreeSet<Primitive>,
    pub parameter_set: BTreeSet<String>,
    pub curve: BTreeSet<String>,
    #[serde(default)]
    pub digest: BTreeSet<String>,
    /// Modes of operation, lower case.
    #[serde(default)]
    pub mode: BTreeSet<String>,
    /// Forward secrecy of key establishment.
    #[serde(default)]
    pub secrecy: BTreeSet<Secrecy>,
    /// What is signed.
    #[serde(default)]
    pub signs: BTreeSet<Kept>,
    /// Inclusive bounds on the levels of trees of stateful hash-based signatures.
    #[serde(default)]
    pub levels_min: Option<u8>,
    #[serde(default)]
    pub levels_max: Option<u8>,
    /// Where it is spoken.
    #[serde(default)]
    pub protocol: BTreeSet<Venue>,
    /// Versions of a protocol; no algorithm matches.
    #[serde(default)]
    pub version: BTreeSet<String>,
    /// Whether the version is the newest that was seen offered; no algorithm matches.
    #[serde(default)]
    pub newest: Option<bool>,
    /// `CycloneDX` asset types.
    #[serde(default)]
    pub kind: BTreeSet<String>,
    pub purpose: BTreeSet<Purpose>,
    pub exposure: BTreeSet<Exposure>,
    pub maturity: BTreeSet<Maturity>,
    /// Inclusive bounds on classical strength in bits.
    pub strength_min: Option<u16>,
    pub strength_max: Option<u16>,
    pub nist_category_min: Option<u8>,
    #[serde(default)]
    pub nist_category_max: Option<u8>,
    pub hybrid: Option<bool>,
    /// Families of which a hybrid has at least one as a part; no other subject matches.
    #[serde(default)]
    pub component: BTreeSet<String>,
    /// Populations, one of which the system belongs to.
    #[serde(default)]
    pub population: BTreeSet<String>,
    /// Information tiers of the system.
    #[serde(default)]
    pub tier: BTreeSet<DataTier>,
    /// Who can reach the system.
    #[serde(default)]
    pub network: BTreeSet<NetworkExposure>,
    /// Least years for which what the purpose protects must hold.
    #[serde(default)]
    pub lifetime_min: Option<u16>,
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
    /// Whether the words mean this is disputed; `interpretation` says how.
    #[serde(default)]
    pub contested: bool,
    /// Which of several matching rules is asked first.
    #[serde(default)]
    pub precedence: Precedence,
    /// What it speaks of.
    pub select: Selector,
    /// Statuses in order of date; the first has no date. A later one is never better.
    pub steps: Vec<Step>,
    /// What else is due, in order of date.
    #[serde(default)]
    pub due: Vec<Duty>,
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
    /// Information tier of the system, where it is known.
    pub tier: Option<DataTier>,
    /// Who can reach the system, where it is known.
    pub network: Option<NetworkExposure>,
    /// Years for which what is protected must hold, where it is known.
    pub lifetime: Option<u16>,
    /// Days, at least one.
    pub at: Vec<Date>,
    /// Status on each of these days.
    pub expect: Status,
    /// Deadline of the verdict, where the example states one.
    pub deadline: Option<Date>,
    /// The day of the next change or duty, where the example states one.
    pub next: Option<Date>,
}

impl Example {
    /// What the example says of the system.
    #[must_use]
    pub fn setting(&self) -> Setting<'_> {
        Setting {
            populations: &self.populations,
            tier: self.tier,
            network: self.network,
            confidentiality_years: self.lifetime,
            signature_years: self.lifetime,
        }
    }
}
