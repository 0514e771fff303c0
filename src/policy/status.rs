use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::Date;

/// NIST SP 800-131A / IR 8547 words for what may be done with an algorithm, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The policy's population does not include the system, or no rule speaks of the subject.
    NotApplicable,
    /// May be used.
    Acceptable,
    /// May be used, the user accepts a risk.
    Deprecated,
    /// Only to process what is already protected.
    LegacyUse,
    /// The answer depends on something that was not seen (purpose, size), or the policy does not say.
    Indeterminate,
    /// May not be used.
    Disallowed,
}

impl Status {
    /// The word for people: `not applicable`, `acceptable`, `deprecated`, ….
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotApplicable => "not applicable",
            Self::Acceptable => "acceptable",
            Self::Deprecated => "deprecated",
            Self::LegacyUse => "legacy use",
            Self::Indeterminate => "indeterminate",
            Self::Disallowed => "disallowed",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How strongly a policy binds those it applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "self-describing")]
pub enum Binding {
    Law,
    ExecutiveOrder,
    AgencyRequirement,
    CertificationRequirement,
    IndustryRule,
    Guideline,
    Roadmap,
    Draft,
}

impl Binding {
    /// The words for people: `executive order`, `roadmap`, ….
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::ExecutiveOrder => "executive order",
            Self::AgencyRequirement => "agency requirement",
            Self::CertificationRequirement => "certification requirement",
            Self::IndustryRule => "industry rule",
            Self::Guideline => "guideline",
            Self::Roadmap => "roadmap",
            Self::Draft => "draft",
        }
    }
}

impl fmt::Display for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A status from a date on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Step {
    /// First day; `None` means since always.
    pub from: Option<Date>,
    /// Status from that day.
    pub status: Status,
}

impl Step {
    /// The status of `steps`, which are in order of date, on day `at`.
    pub(super) fn status_on(steps: &[Self], at: Date) -> Status {
        let begun = steps.iter().rev().find(|step| step.from.is_none_or(|from| from <= at));
        begun.map_or(Status::NotApplicable, |step| step.status)
    }

    /// The first day on which `steps` disallow: `None` when they never do, `Some(None)` when they always did.
    pub(super) fn disallowed_from(steps: &[Self]) -> Option<Option<Date>> {
        steps.iter().find(|step| step.status == Status::Disallowed).map(|step| step.from)
    }

    /// The day before the first dated `disallowed` step.
    pub(super) fn deadline(steps: &[Self]) -> Option<Date> {
        Self::disallowed_from(steps).flatten().and_then(|from| from.yesterday().ok())
    }
}
