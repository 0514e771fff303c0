use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::Date;

/// What a document asks for on a day, beside the status of an algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyKind {
    /// A plan of the transition exists.
    PlanDue,
    /// An inventory of cryptography exists.
    InventoryDue,
    /// From this day on only what complies is acquired.
    AcquisitionGate,
    /// What is in use can do the new algorithms.
    Support,
    /// What cannot is out of use.
    PhaseOut,
    /// Only the new algorithms are used.
    ExclusiveUse,
    /// The systems that the document puts first are done.
    CriticalComplete,
    /// Everything is done.
    Complete,
    /// From this day on a shorter validity is the longest allowed.
    ValidityLimit,
}

impl DutyKind {
    /// The words for people: `acquisition gate`, `phase-out`, ….
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PlanDue => "plan due",
            Self::InventoryDue => "inventory due",
            Self::AcquisitionGate => "acquisition gate",
            Self::Support => "support",
            Self::PhaseOut => "phase-out",
            Self::ExclusiveUse => "exclusive use",
            Self::CriticalComplete => "critical systems complete",
            Self::Complete => "complete",
            Self::ValidityLimit => "validity limit",
        }
    }
}

impl fmt::Display for DutyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A duty and its day: the last one to do it, or the first one of a gate or limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Duty {
    /// The day.
    pub on: Date,
    /// What is asked for.
    pub kind: DutyKind,
}

/// What a policy prefers where a classical and a post-quantum algorithm can be combined.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum HybridStance {
    /// Post-quantum algorithms alone are refused.
    Required,
    /// Hybrids are preferred.
    Recommended,
    /// Either will do.
    Allowed,
    /// The document does not say.
    #[default]
    Silent,
    /// Post-quantum algorithms alone are preferred.
    NotRecommended,
}

impl fmt::Display for HybridStance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Required => "required",
            Self::Recommended => "recommended",
            Self::Allowed => "allowed",
            Self::Silent => "not spoken of",
            Self::NotRecommended => "not recommended",
        })
    }
}
