//! Exposure, purpose, harvest-now-decrypt-later and trust-now-forge-later, Mosca's inequality.
//!
//! Architecture invariant: pure. An asset gives [`subjects`]; a subject in a system gives a [`Risk`]. What
//! was not seen stays unknown: a purpose that the asset does not state is `OneOf`, an algorithm that
//! cannot be told is `Indeterminate`.

mod circumstances;
mod exposure;
mod mosca;
mod priority;
mod purpose;
mod subjects;
mod survey;
mod usage;
mod version;

use serde::{Deserialize, Serialize};

use crate::model::{Date, Exposure, Purpose, Subject, SystemContext};

pub use circumstances::{Broken, Circumstances};
pub use exposure::exposure;
pub use mosca::{CA_SHELF_LIFE_LIMIT, migration_years};
pub use subjects::{cases, subjects, subjects_among};
pub use survey::{ASKED, Chance, EDITION, chance_by};
pub use usage::is_ssh;
pub use version::is_before_tls13;

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

/// A subject with the circumstances that decide how bad its exposure is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What is judged.
    pub subject: Subject,
    /// What is known beside its algorithm and purposes.
    pub circumstances: Circumstances,
}

/// In what it is judged.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The system.
    pub system: &'a SystemContext,
    /// The day that counts as today.
    pub today: Date,
    /// Assumed year of the quantum computer.
    pub crqc_year: i16,
    /// The last day on which every policy that applies allows the subject; a day that is past or today where one
    /// disallows it already; `None` where none ever does.
    pub deadline: Option<Date>,
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
    /// Ordering weight, 0 to 1000, monotone in exposure, network exposure, tier, lifetime and deadline; terms in `reasons`.
    pub priority: u16,
    /// Every term of the priority, one sentence each.
    pub reasons: Vec<String>,
}

impl Case {
    /// Risk of the case in its situation.
    ///
    /// | exposure | base | share of the context that counts |
    /// |---|---|---|
    /// | none | 0 | 0 % |
    /// | Grover | 20 | 5 % |
    /// | indeterminate | 150 | 50 % |
    /// | Shor | 300 | 100 % |
    /// | classically broken | 400 | 100 % |
    ///
    /// The context, 0 to 600, is the sum of five terms of at most 120 each: who can reach the system, the
    /// tier of its data, what the subject is used for (120 without forward secrecy), Mosca's inequality (15 years to
    /// spare: 0; 15 years late: 120), and the earliest deadline of a policy (in ten years or never: 0; past: 120). What
    /// a final standard has replaced gets 40 more. Of several purposes, and of several possible ones, the one with
    /// the greatest sum counts. None of the terms depends on the exposure, and base and share never fall as it rises:
    /// more exposure, a wider network, a higher tier, a longer lifetime, an earlier deadline or an earlier quantum
    /// computer never lowers the priority. All weights are y2q's defaults; no standard prescribes them.
    #[must_use]
    pub fn risk(&self, situation: &Situation<'_>) -> Risk {
        let possible: Vec<Option<Purpose>> = match self.subject.purposes.possible() {
            none if none.is_empty() => vec![None],
            some => some.iter().copied().map(Some).collect(),
        };
        let scored = possible
            .iter()
            .map(|purpose| (*purpose, priority::priority(self, *purpose, situation)));
        let scored: Vec<_> = scored.collect();
        let points = || scored.iter().map(|(_, priority)| priority.points);
        // Never empty; of equals the first, which is key establishment where that is possible.
        let highest = points().max().unwrap_or_default();
        let (weightiest, reasons) = scored
            .iter()
            .find(|(_, priority)| priority.points == highest)
            .map(|(purpose, priority)| (*purpose, priority.reasons.clone()))
            .unwrap_or_default();
        let threat = Threat::of(&self.subject);
        let deciding = match threat {
            Threat::HarvestNowDecryptLater => Some(Purpose::KeyEstablishment),
            _ => weightiest,
        };
        let lifetime = mosca::lifetime(self, deciding, situation);
        let range = if self.subject.exposure == Exposure::Indeterminate {
            let each =
                possible.iter().map(|purpose| priority::whatever_it_is(self, *purpose, situation));
            each.reduce(|(low, high), (a, b)| (low.min(a), high.max(b))).unwrap_or_default()
        } else {
            (points().min().unwrap_or_default(), highest)
        };
        let construction =
            self.circumstances.construction.as_ref().map(|what| format!("Construction: {what}."));
        Risk {
            threat,
            shelf_life_years: lifetime.shelf_life,
            migration_years: lifetime.migration,
            crqc_years: lifetime.until_crqc,
            mosca_years: lifetime.late_by,
            priority: highest,
            reasons: reasons
                .into_iter()
                .chain(construction)
                .chain(priority::resolution(self, range))
                .collect(),
        }
    }

    /// The chance that a quantum computer exists before what the subject protects until it is migrated may become
    /// known or forged: X + Y years from today; `None` for what none threatens.
    #[must_use]
    pub fn chance(&self, situation: &Situation<'_>) -> Option<Chance> {
        let risk = self.risk(situation);
        let threatened =
            matches!(risk.threat, Threat::HarvestNowDecryptLater | Threat::TrustNowForgeLater);
        let years = u32::from(risk.shelf_life_years) + u32::from(risk.migration_years);
        let until = i16::try_from(years).unwrap_or(i16::MAX).saturating_add(situation.today.year());
        threatened.then(|| chance_by(until))
    }
}

/// Risk of `subject` in `system` on day `today`, with the assumed year of the quantum computer, where neither
/// circumstances nor a deadline are known; see [`Case::risk`].
#[must_use]
pub fn assess(subject: &Subject, system: &SystemContext, today: Date, crqc_year: i16) -> Risk {
    let case = Case { subject: subject.clone(), circumstances: Circumstances::default() };
    case.risk(&Situation { system, today, crqc_year, deadline: None })
}
