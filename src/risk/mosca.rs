//! Mosca's inequality: who needs X years of security and Y years to migrate is late if X + Y > Z, the
//! years until the quantum computer (Mosca, eprint 2015/1075).

use crate::model::{Kept, Purpose, Subject};

use super::{Case, Situation};

/// Most years that a validity adds to X: validity to the year 9999 means that the issuer set no end (RFC 5280
/// §4.1.2.5), not that anyone plans for it. What a ledger holds has no end either.
pub const CA_SHELF_LIFE_LIMIT: u16 = 50;

/// X, Y, Z and X + Y - Z.
#[derive(Clone, Copy)]
pub(super) struct Lifetime {
    pub(super) shelf_life: u16,
    pub(super) migration: u16,
    pub(super) until_crqc: i16,
    pub(super) late_by: i32,
    /// Where X comes from.
    pub(super) basis: Basis,
}

/// What sets X.
#[derive(Clone, Copy)]
pub(super) enum Basis {
    Confidentiality,
    Signature,
    CaValidity,
    /// The key's own validity; 0 years where it has none.
    Session,
    Ledger,
}

/// X and Z follow from the purpose, context and dates, never from the exposure.
pub(super) fn lifetime(
    case: &Case,
    purpose: Option<Purpose>,
    situation: &Situation<'_>,
) -> Lifetime {
    let (shelf_life, basis) = shelf_life(case, purpose, situation);
    let migration = migration_years(&case.subject);
    let until_crqc = situation.crqc_year.saturating_sub(situation.today.year());
    let late_by = i32::from(shelf_life) + i32::from(migration) - i32::from(until_crqc);
    Lifetime { shelf_life, migration, until_crqc, late_by, basis }
}

/// X. What is encrypted must stay secret; what is signed must stay trusted, what a CA signs at least until the
/// CA's certificate ends, and a handshake's signature not longer than its key.
fn shelf_life(case: &Case, purpose: Option<Purpose>, situation: &Situation<'_>) -> (u16, Basis) {
    let system = situation.system;
    let stated = system.signature_years;
    let remaining = remaining_years(&case.subject, situation);
    match (purpose, case.subject.usage.kept) {
        (Some(Purpose::KeyEstablishment | Purpose::Encryption), _) => {
            (system.confidentiality_years, Basis::Confidentiality)
        }
        (Some(Purpose::CertificateSigning), _) => match remaining {
            Some(years) if years > stated => (years, Basis::CaValidity),
            _ => (stated, Basis::Signature),
        },
        (Some(Purpose::Signature), Kept::Session) => (remaining.unwrap_or(0), Basis::Session),
        (Some(Purpose::Signature), Kept::Ledger) => {
            (stated.max(CA_SHELF_LIFE_LIMIT), Basis::Ledger)
        }
        _ => (stated, Basis::Signature),
    }
}

/// Years until the end of validity, a begun one counted whole, at most [`CA_SHELF_LIFE_LIMIT`].
fn remaining_years(subject: &Subject, situation: &Situation<'_>) -> Option<u16> {
    const DAYS: f64 = 365.2425;
    let end = subject.not_after?.to_zoned(jiff::tz::TimeZone::UTC).date();
    let days = situation.today.until(end).ok()?.get_days();
    let years = (f64::from(days.max(0)) / DAYS).ceil();
    // At most 3.7 million days: the value fits.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10,000")]
    Some((years as u16).min(CA_SHELF_LIFE_LIMIT))
}

/// Y: years from the start of planning to the last replacement, by what has to be replaced. y2q's
/// defaults, not measurements:
///
/// | what | years | because |
/// |---|---|---|
/// | CA keys | 5 | new roots must reach every relying party before the first leaf |
/// | algorithms in code | 5 | code and stored data formats change with their release cycles |
/// | signed data, signatures | 4 | verifiers come before signers, archives are signed again |
/// | protocol signatures | 4 | waits for certificates that peers can verify |
/// | certificates, requests, keys | 3 | one renewal cycle after the new authority |
/// | protocol key establishment | 2 | an upgrade and a configuration on both ends |
/// | ciphers, MACs, secret keys | 1 | configuration, new key |
#[must_use]
pub fn migration_years(subject: &Subject) -> u16 {
    use crate::model::MaterialKind::{SecretKey, Signature, SignedData};
    let possible = subject.purposes.possible();
    let establishes = possible.contains(&Purpose::KeyEstablishment);
    let signs = possible.contains(&Purpose::Signature);
    match (subject.kind.as_str(), subject.material) {
        ("algorithm", _) => 5,
        _ if possible.contains(&Purpose::CertificateSigning) => 5,
        (_, Some(SignedData | Signature)) => 4,
        ("protocol", _) if signs => 4,
        ("protocol", _) if establishes => 2,
        ("protocol", _) | (_, Some(SecretKey)) => 1,
        _ => 3,
    }
}
