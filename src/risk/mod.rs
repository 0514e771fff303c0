//! Exposure, purpose, harvest-now-decrypt-later and trust-now-forge-later, Mosca's inequality.
//!
//! Architecture invariant: pure. An asset gives [`subjects`]; a subject in a system gives a [`Risk`]. What
//! was not seen stays unknown: a purpose that the asset does not state is `OneOf`, an algorithm that
//! cannot be told is `Indeterminate`.

mod exposure;
mod mosca;
mod priority;
mod purpose;
mod subjects;

use serde::{Deserialize, Serialize};

use crate::model::{Date, Exposure, Purpose, Subject, SystemContext};

pub use exposure::exposure;
pub use mosca::{CA_SHELF_LIFE_LIMIT, migration_years};
pub use subjects::subjects;

/// Which attack makes waiting dangerous.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Threat {
    /// No quantum threat.
    None,
    /// Signatures that must hold after the quantum computer exists can be forged then.
    TrustNowForgeLater,
    /// Recorded key establishment can be broken later.
    HarvestNowDecryptLater,
    /// Broken today.
    AlreadyBroken,
}

impl Threat {
    /// The threat to a subject: its exposure and what it may be used for decide.
    ///
    /// Where one of several purposes is in use and none is known, key establishment counts if it is
    /// possible, because what is recorded today cannot be taken back.
    #[must_use]
    pub fn of(subject: &Subject) -> Self {
        let possible = subject.purposes.possible();
        match subject.exposure {
            Exposure::ClassicallyBroken => Self::AlreadyBroken,
            Exposure::Shor if possible.contains(&Purpose::KeyEstablishment) => {
                Self::HarvestNowDecryptLater
            }
            Exposure::Shor => Self::TrustNowForgeLater,
            Exposure::None | Exposure::Grover | Exposure::Indeterminate => Self::None,
        }
    }
}

/// Risk of one subject in one system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// Threat that counts.
    pub threat: Threat,
    /// X of Mosca's inequality: years for which the protected thing must hold.
    pub shelf_life_years: u16,
    /// Y: years that the migration is assumed to take.
    pub migration_years: u16,
    /// Z: years until the assumed quantum computer.
    pub crqc_years: i16,
    /// X + Y - Z; positive means late already (eprint 2015/1075).
    pub mosca_years: i32,
    /// Ordering weight, 0 to 1000, monotone in exposure, network exposure, tier and lifetime; terms in `reasons`.
    pub priority: u16,
    /// Every term of the priority, one sentence each.
    pub reasons: Vec<String>,
}

/// Risk of `subject` in `system` on day `today`, with the assumed year of the quantum computer.
///
/// | exposure | base | share of the context that counts |
/// |---|---|---|
/// | none | 0 | 0 % |
/// | Grover | 20 | 5 % |
/// | indeterminate | 150 | 50 % |
/// | Shor | 300 | 100 % |
/// | classically broken | 400 | 100 % |
///
/// The context, 0 to 600, is the sum of four terms of at most 150 each: who can reach the system, the
/// tier of its data, what the subject may be used for, and Mosca's inequality (15 years to spare: 0;
/// 15 years late: 150). None of them depends on the exposure, and base and share never fall as it
/// rises: more exposure, a wider network, a higher tier, a longer lifetime or an earlier quantum
/// computer never lowers the priority. All weights are y2q's defaults; no standard prescribes them.
#[must_use]
pub fn assess(subject: &Subject, system: &SystemContext, today: Date, crqc_year: i16) -> Risk {
    let lifetime = mosca::lifetime(subject, system, today, crqc_year);
    let (priority, reasons) = priority::priority(subject, system, &lifetime);
    Risk {
        threat: Threat::of(subject),
        shelf_life_years: lifetime.shelf_life,
        migration_years: lifetime.migration,
        crqc_years: lifetime.until_crqc,
        mosca_years: lifetime.late_by,
        priority,
        reasons,
    }
}
