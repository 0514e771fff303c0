//! The ordering weight and the sentence for each of its terms; the formula is documented at [`super::Case::risk`].

use crate::model::{
    DataTier, Exposure, Kept, MaterialKind, Maturity, NetworkExposure, Purpose, Purposes, Secrecy,
    SystemContext,
};

use super::mosca::{Basis, Lifetime, lifetime};
use super::subjects::{DEFAULTS, NOT_SHOWN};
use super::survey::{EDITION, chance_by};
use super::{Case, Situation};

/// Greatest value of each of the five context terms.
const TERM: u16 = 120;
/// Added where a final standard has replaced the algorithm, or it was withdrawn.
const SUPERSEDED: u16 = 40;

/// A priority with the sentence for each of its terms.
pub(super) struct Priority {
    pub(super) points: u16,
    pub(super) reasons: Vec<String>,
}

/// The priority if the subject serves `purpose`.
pub(super) fn priority(
    case: &Case,
    purpose: Option<Purpose>,
    situation: &Situation<'_>,
) -> Priority {
    let (base, percent, why) = by_exposure(case, case.subject.exposure);
    let system = situation.system;
    let lifetime = lifetime(case, purpose, situation);
    let terms = [
        network(system),
        tier(system),
        used_for(case, purpose),
        mosca(system, situation, &lifetime),
        deadline(situation),
    ];
    let context: u16 = terms.iter().map(|(points, _)| *points).sum();
    let superseded = matches!(case.subject.maturity, Maturity::PreStandard | Maturity::Withdrawn);
    let more = if superseded { SUPERSEDED } else { 0 };
    let points = total(base, percent, context).saturating_add(more).min(1000);
    let mut reasons =
        vec![format!("Exposure: {why}; base {base}, and {percent} % of the context below counts.")];
    reasons.extend(terms.into_iter().map(|(_, sentence)| sentence));
    if superseded {
        let by = case.circumstances.successor.unwrap_or("something sound: it was withdrawn");
        reasons.push(format!("Specification: replace with {by}; {SUPERSEDED} more."));
    }
    Priority { points, reasons }
}

/// At most 400 + 600.
fn total(base: u16, percent: u16, context: u16) -> u16 {
    let counted = u32::from(context) * u32::from(percent) / 100;
    base + u16::try_from(counted).unwrap_or(5 * TERM)
}

/// Lowest and highest value that an unseen algorithm could turn out to have.
pub(super) fn whatever_it_is(
    case: &Case,
    purpose: Option<Purpose>,
    situation: &Situation<'_>,
) -> (u16, u16) {
    let with = |exposure| {
        let mut case = case.clone();
        case.subject.exposure = exposure;
        priority(&case, purpose, situation).points
    };
    (with(Exposure::None), with(Exposure::ClassicallyBroken))
}

fn by_exposure(case: &Case, exposure: Exposure) -> (u16, u16, String) {
    let name = &case.subject.algorithm;
    match exposure {
        Exposure::None => (0, 0, format!("no known attack on {name}")),
        Exposure::Grover => {
            (20, 5, format!("at best Grover's algorithm against {name}, which is not urgent"))
        }
        Exposure::Indeterminate => (150, 50, "it cannot be told from what was seen".to_owned()),
        Exposure::Shor => (300, 100, format!("Shor's algorithm breaks {name}")),
        Exposure::ClassicallyBroken => {
            let since = case.circumstances.broken.as_ref().map_or_else(String::new, |broken| {
                format!(", unacceptable since {}: {}", broken.since, broken.why)
            });
            (400, 100, format!("{name} is broken or too small without a quantum computer{since}"))
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
        NetworkExposure::Internal => (40, "reached from inside the organisation"),
        NetworkExposure::Partner => (80, "reached by partners or over radio or leased lines"),
        NetworkExposure::Internet => (TERM, "reached from the public internet"),
    };
    let note = defaulted(system, "exposure");
    (points, format!("Network: {who}{note}; {points} of {TERM}."))
}

fn tier(system: &SystemContext) -> (u16, String) {
    let (points, word) = match system.data_tier {
        DataTier::Open => (0, "open (O)"),
        DataTier::Sensitive => (60, "sensitive (S)"),
        DataTier::Classified => (TERM, "classified (C)"),
    };
    let note = defaulted(system, "data_tier");
    let source = "the weight is y2q's default, N2SF sets none";
    (points, format!("Data tier: {word}{note}; {points} of {TERM}, {source}."))
}

fn used_for(case: &Case, purpose: Option<Purpose>) -> (u16, String) {
    let usage = &case.subject.usage;
    let (points, what) = match purpose {
        Some(Purpose::KeyEstablishment) => match usage.secrecy {
            Secrecy::Static => (
                TERM,
                "key establishment without forward secrecy, one key opens all that was recorded under it",
            ),
            Secrecy::Forward => (
                100,
                "key establishment, what is recorded now can be read later, each session at a price of its own",
            ),
            Secrecy::Unknown => (100, "key establishment, what is recorded now can be read later"),
        },
        Some(Purpose::CertificateSigning) => {
            (80, "certificate signing, everything below it depends on it")
        }
        Some(Purpose::Signature) => match usage.kept {
            Kept::Session => (30, "signatures of handshakes, of no use once the handshake is over"),
            Kept::Stated => (40, "signatures, safe until forging becomes possible"),
            Kept::Document => (60, "signatures on what is kept, which must hold as long as it is"),
            Kept::TimeStamp => (70, "time stamps, which are there to outlast other signatures"),
            Kept::Code => (70, "signatures on code, which devices check for as long as they run"),
            Kept::Ledger => {
                (70, "signatures on a ledger, once the public key is on it whoever forges spends")
            }
        },
        Some(Purpose::Encryption) => (20, "encryption with a shared key"),
        Some(Purpose::Integrity) => (0, "hashing, authentication or key derivation"),
        None => (0, "none that was seen"),
    };
    let sure = match case.subject.purposes {
        Purposes::Known(_) => "",
        Purposes::OneOf(_) => "possibly ",
    };
    (points, format!("Purpose: {sure}{what}; {points} of {TERM}."))
}

/// 4 points a year: 15 years to spare give none, 15 years late give all.
fn mosca(system: &SystemContext, situation: &Situation<'_>, lifetime: &Lifetime) -> (u16, String) {
    const SPAN: i32 = 15;
    let years = (lifetime.late_by + SPAN).clamp(0, 2 * SPAN);
    let points = u16::try_from(years * 4).unwrap_or(TERM);
    let signature = defaulted(system, "signature_years");
    let basis = match lifetime.basis {
        Basis::Confidentiality => {
            format!("confidentiality{}", defaulted(system, "confidentiality_years"))
        }
        Basis::Signature => format!("signature trust{signature}"),
        Basis::CaValidity => "remaining validity of the CA certificate".to_owned(),
        Basis::Session => {
            "remaining validity of the key, after which no handshake counts".to_owned()
        }
        Basis::Ledger => "a ledger's memory (y2q's bound)".to_owned(),
    };
    let Lifetime { shelf_life, migration, until_crqc, late_by, .. } = *lifetime;
    let outcome = match late_by {
        1.. => format!("late by {late_by} years"),
        0 => "no year to spare".to_owned(),
        _ => format!("{} years to spare", late_by.saturating_abs()),
    };
    let needed = needed_until(situation, lifetime);
    let migrated =
        situation.today.year().saturating_add(i16::try_from(migration).unwrap_or(i16::MAX));
    let sentence = format!(
        "Mosca: {shelf_life} years of {basis} + {migration} years assumed for the migration (y2q's default) - \
         {until_crqc} years to the quantum computer assumed in {}: {outcome}; {points} of {TERM}. That it exists before \
         the migration is over ({migrated}): {}; before the protection is no longer needed ({needed}): {} ({EDITION}).",
        situation.crqc_year,
        chance_by(migrated),
        chance_by(needed),
    );
    (points, sentence)
}

/// Year until which what is protected on the last day before the migration must hold: X + Y from today.
pub(super) fn needed_until(situation: &Situation<'_>, lifetime: &Lifetime) -> i16 {
    let years = u32::from(lifetime.shelf_life) + u32::from(lifetime.migration);
    situation.today.year().saturating_add(i16::try_from(years).unwrap_or(i16::MAX))
}

/// 12 points for every year that the earliest deadline is nearer than ten years.
fn deadline(situation: &Situation<'_>) -> (u16, String) {
    const SPAN: i32 = 10;
    let Some(last) = situation.deadline else {
        return (0, format!("Deadline: no policy that applies sets one; 0 of {TERM}."));
    };
    if last <= situation.today {
        return (TERM, format!("Deadline: a policy disallows it already; {TERM} of {TERM}."));
    }
    let years = i32::from(last.year()) - i32::from(situation.today.year());
    let points = u16::try_from((SPAN - years).clamp(0, SPAN) * 12).unwrap_or(TERM);
    (
        points,
        format!("Deadline: {last} is the earliest of the policies that apply; {points} of {TERM}."),
    )
}

/// What would tell the exposure or the purpose, and between which values the priority then lies.
pub(super) fn resolution(case: &Case, (low, high): (u16, u16)) -> Option<String> {
    let how = if case.subject.exposure == Exposure::Indeterminate {
        unseen_algorithm(case)
    } else if matches!(case.subject.purposes, Purposes::OneOf(_)) && low < high {
        unseen_purpose(case).to_owned()
    } else {
        return None;
    };
    Some(format!("To resolve: {how}. The priority is then between {low} and {high}."))
}

fn unseen_algorithm(case: &Case) -> String {
    match (case.subject.algorithm.as_str(), case.subject.material) {
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
    }
}

fn unseen_purpose(case: &Case) -> &'static str {
    match (case.subject.kind.as_str(), case.subject.material) {
        ("certificate", _) => {
            "the certificate states no key usage: the configuration that names it, or a handshake, shows whether its \
             key signs or transports keys"
        }
        ("algorithm", _) => {
            "the code names the algorithm and not what it does with it: look at the calls around the place"
        }
        ("related-crypto-material", _) => {
            "nothing at the key says what it is for: find the certificate or the configuration that uses it"
        }
        _ => "the configuration does not say: scan the live endpoint",
    }
}
