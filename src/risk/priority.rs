//! The ordering weight and the sentence for each of its terms; the formula is documented at [`super::assess`].

use crate::model::{
    DataTier, Exposure, MaterialKind, NetworkExposure, Purpose, Purposes, Subject, SystemContext,
};

use super::mosca::{Basis, Lifetime};
use super::subjects::{DEFAULTS, NOT_SHOWN};

/// Greatest value of each of the four context terms.
const TERM: u16 = 150;

pub(super) fn priority(
    subject: &Subject,
    system: &SystemContext,
    lifetime: &Lifetime,
) -> (u16, Vec<String>) {
    let (base, percent, why) = by_exposure(subject);
    let terms =
        [network(system), tier(system), purpose(&subject.purposes), mosca(system, lifetime)];
    let context: u16 = terms.iter().map(|(points, _)| *points).sum();
    let counted = u32::from(context) * u32::from(percent) / 100;
    // At most 400 + 600.
    let priority = base + u16::try_from(counted).unwrap_or(4 * TERM);
    let mut reasons =
        vec![format!("Exposure: {why}; base {base}, and {percent} % of the context below counts.")];
    reasons.extend(terms.into_iter().map(|(_, sentence)| sentence));
    reasons.extend(resolution(subject));
    (priority, reasons)
}

fn by_exposure(subject: &Subject) -> (u16, u16, String) {
    let name = &subject.algorithm;
    match subject.exposure {
        Exposure::None => (0, 0, format!("no known attack on {name}")),
        Exposure::Grover => {
            (20, 5, format!("at best Grover's algorithm against {name}, which is not urgent"))
        }
        Exposure::Indeterminate => (150, 50, "it cannot be told from what was seen".to_owned()),
        Exposure::Shor => (300, 100, format!("Shor's algorithm breaks {name}")),
        Exposure::ClassicallyBroken => {
            (400, 100, format!("{name} is broken or too small without a quantum computer"))
        }
    }
}

/// ` (default)` where nobody stated the field.
fn defaulted(system: &SystemContext, field: &str) -> &'static str {
    if system.defaulted.contains(&field) { " (default)" } else { "" }
}

fn network(system: &SystemContext) -> (u16, String) {
    let (points, who) = match system.exposure {
        NetworkExposure::Isolated => (0, "isolated: nobody outside can record it"),
        NetworkExposure::Internal => (50, "reached from inside the organisation"),
        NetworkExposure::Partner => (100, "reached by partners or over radio or leased lines"),
        NetworkExposure::Internet => (TERM, "reached from the public internet"),
    };
    let note = defaulted(system, "exposure");
    (points, format!("Network: {who}{note}; {points} of {TERM}."))
}

fn tier(system: &SystemContext) -> (u16, String) {
    let (points, word) = match system.data_tier {
        DataTier::Open => (0, "open (O)"),
        DataTier::Sensitive => (75, "sensitive (S)"),
        DataTier::Classified => (TERM, "classified (C)"),
    };
    let note = defaulted(system, "data_tier");
    let source = "the weight is y2q's default, N2SF sets none";
    (points, format!("Data tier: {word}{note}; {points} of {TERM}, {source}."))
}

/// The weightiest of the purposes that are in use or may be.
fn purpose(purposes: &Purposes) -> (u16, String) {
    let weigh = |purpose: &Purpose| match purpose {
        Purpose::KeyEstablishment => {
            (TERM, "key establishment, what is recorded now can be read later")
        }
        Purpose::CertificateSigning => {
            (100, "certificate signing, everything below it depends on it")
        }
        Purpose::Signature => (50, "signatures, safe until forging becomes possible"),
        Purpose::Encryption => (25, "encryption with a shared key"),
        Purpose::Integrity => (0, "hashing, authentication or key derivation"),
    };
    let heaviest = purposes.possible().iter().map(weigh).max_by_key(|(points, _)| *points);
    let (points, what) = heaviest.unwrap_or((0, "none that was seen"));
    let sure = match purposes {
        Purposes::Known(_) => "",
        Purposes::OneOf(_) => "possibly ",
    };
    (points, format!("Purpose: {sure}{what}; {points} of {TERM}."))
}

/// 5 points a year: 15 years to spare give none, 15 years late give all.
fn mosca(system: &SystemContext, lifetime: &Lifetime) -> (u16, String) {
    const SPAN: i32 = 15;
    let years = (lifetime.late_by + SPAN).clamp(0, 2 * SPAN);
    let points = u16::try_from(years * 5).unwrap_or(TERM);
    let basis = match lifetime.basis {
        Basis::Confidentiality => {
            format!("confidentiality{}", defaulted(system, "confidentiality_years"))
        }
        Basis::Signature => format!("signature trust{}", defaulted(system, "signature_years")),
        Basis::CaValidity => "remaining validity of the CA certificate".to_owned(),
    };
    let Lifetime { shelf_life, migration, until_crqc, late_by, .. } = lifetime;
    let outcome = match late_by {
        1.. => format!("late by {late_by} years"),
        0 => "no year to spare".to_owned(),
        _ => format!("{} years to spare", late_by.saturating_abs()),
    };
    let sentence = format!(
        "Mosca: {shelf_life} years of {basis} + {migration} years to migrate (y2q's default) - \
         {until_crqc} years to the quantum computer: {outcome}; {points} of {TERM}."
    );
    (points, sentence)
}

/// What would tell the exposure.
fn resolution(subject: &Subject) -> Option<String> {
    if subject.exposure != Exposure::Indeterminate {
        return None;
    }
    let how = match (subject.algorithm.as_str(), subject.material) {
        (DEFAULTS, _) => {
            "the configuration leaves the algorithms to the implementation's defaults: scan the live \
             endpoint, or state them in the configuration"
                .to_owned()
        }
        (NOT_SHOWN, Some(MaterialKind::PrivateKey | MaterialKind::SecretKey)) => {
            "the key is closed: its owner can name the algorithm, or its public half can be scanned"
                .to_owned()
        }
        (NOT_SHOWN, _) => "the object does not show its algorithm: ask its owner".to_owned(),
        (name, _) => {
            format!("`{name}` is not in the registry: find out what it stands for and add it")
        }
    };
    Some(format!("To resolve: {how}."))
}
