//! Where authorities differ about one use of cryptography, and the least change that satisfies all of them.
//!
//! The search is over the candidates of the scheme room that can be spoken where the present algorithm is, and over
//! leaving things as they are. A candidate
//! satisfies a policy until a day when the policy calls it acceptable, or does not speak of it, on every
//! day up to then; a status never improves, so the last day decides. Change is least in this order:
//! nothing; the same family; adding a part; another scheme; then standards before drafts, then by bytes, category and id.

use serde::{Deserialize, Serialize};

use crate::model::{Asset, Date, Maturity, Purpose, Secrecy, Subject, Usage, Venue};
use crate::policy::{Policy, Setting, Status, Verdict, judge_in};
use crate::registry;
use crate::risk;
use crate::scheme::{Role, Scheme};

/// What authorities differ about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// Until when the present algorithm may be used.
    Date,
    /// Which parameter set will do.
    ParameterSet,
    /// Whether algorithms are combined or stand alone.
    Construction,
    /// Which algorithm will do.
    Algorithm,
}

/// A difference between authorities about one use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// System id.
    pub system: String,
    /// The present algorithm.
    pub algorithm: String,
    /// What it is used for.
    pub purpose: Purpose,
    /// What the difference is about; the first is the gravest.
    pub about: Vec<About>,
    /// Who differs, by policy id.
    pub between: Vec<String>,
    /// It rests on a reading that is disputed.
    pub contested: bool,
    /// It rests on a clause that still has to be checked against its document.
    pub needs_primary_check: bool,
    /// The last day for which the resolution was computed.
    pub until: Date,
    /// Where it is spoken: candidates without a code point or OID there were left out; `None` where any will do.
    #[serde(default)]
    pub protocol: Option<Venue>,
    /// How many candidates were left out for that.
    #[serde(default)]
    pub unspoken: usize,
    /// What satisfies all, or why nothing does.
    pub resolution: Resolution,
}

/// The end of the search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Resolution {
    /// This satisfies every policy, and no lesser change does.
    LeastChange {
        /// Scheme id, or `none` where the present algorithm does.
        scheme: String,
        /// Why it is the least, in one sentence.
        reason: String,
    },
    /// Every candidate is refused by somebody; one refusal each.
    Nothing {
        /// Candidate by candidate, least change first.
        proof: Vec<Refusal>,
        /// The candidate with the weakest refusals, where every one of them is milder than `disallowed`.
        nearest: Option<String>,
    },
}

/// Why a candidate does not do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Scheme id, or `none` for the present algorithm.
    pub scheme: String,
    /// Policy that refuses it; the gravest refusal.
    pub policy: String,
    /// What it says.
    pub status: Status,
    /// Where it says so.
    pub clause: String,
    /// The reading is disputed.
    pub contested: bool,
}

/// A candidate and what each policy says of it on the last day.
struct Candidate {
    id: String,
    family: Option<String>,
    hybrid: bool,
    rank: (u8, bool, u32, u8),
    verdicts: Vec<Verdict>,
}

/// What the differences are looked for in.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The present use.
    pub subject: &'a Subject,
    /// System id.
    pub system: &'a str,
    /// What is known of the system.
    pub setting: &'a Setting<'a>,
    /// The day up to which a resolution must hold.
    pub until: Date,
}

/// The differences between `policies` about one use: one a purpose, none where all agree or where
/// fewer than two of them speak. Only public-key cryptography has candidates.
#[must_use]
pub fn conflicts(
    question: &Question<'_>,
    policies: &[&Policy],
    schemes: &[&Scheme],
) -> Vec<Conflict> {
    let purposes = question.subject.purposes.possible().iter();
    purposes.filter_map(|purpose| conflict(question, *purpose, policies, schemes)).collect()
}

fn conflict(
    question: &Question<'_>,
    purpose: Purpose,
    policies: &[&Policy],
    schemes: &[&Scheme],
) -> Option<Conflict> {
    let role = match purpose {
        Purpose::KeyEstablishment => Role::Kem,
        Purpose::Signature | Purpose::CertificateSigning => Role::Signature,
        Purpose::Encryption | Purpose::Integrity => return None,
    };
    let binding: Vec<&Policy> = policies
        .iter()
        .copied()
        .filter(|policy| policy.binds(question.setting.populations))
        .collect();
    let present = present(question, purpose, &binding);
    let venue = question.subject.usage.protocol;
    let word = venue.and_then(Venue::protocol);
    let speaks = |scheme: &&Scheme| match word {
        Some(word) => scheme.protocols.contains(&word),
        // What OpenPGP alone has is no choice elsewhere.
        None => scheme.protocols != ["openpgp"],
    };
    let of_role = schemes.iter().copied().filter(|scheme| scheme.role == role);
    let (spoken, unspoken): (Vec<&Scheme>, Vec<&Scheme>) = of_role.partition(speaks);
    let mut candidates: Vec<Candidate> = spoken
        .into_iter()
        .filter_map(|scheme| candidate(question, purpose, &binding, scheme))
        .collect();
    candidates.sort_by(|a, b| a.rank.cmp(&b.rank).then_with(|| a.id.cmp(&b.id)));
    candidates.insert(0, present);
    let mut about = differences(&candidates);
    if about.is_empty() {
        return None;
    }
    about.sort_by_key(|(about, ..)| std::cmp::Reverse(*about));
    let mut between: Vec<String> =
        about.iter().flat_map(|(_, a, b)| [a.clone(), b.clone()]).collect();
    between.sort();
    between.dedup();
    let mut kinds: Vec<About> = about.iter().map(|(about, ..)| *about).collect();
    kinds.dedup();
    let rests_on = |flag: fn(&Verdict) -> bool| {
        let refused = candidates.iter().flat_map(|one| &one.verdicts);
        refused
            .into_iter()
            .any(|verdict| between.contains(&verdict.policy) && refuses(verdict) && flag(verdict))
    };
    Some(Conflict {
        system: question.system.to_owned(),
        algorithm: question.subject.algorithm.clone(),
        purpose,
        about: kinds,
        contested: rests_on(|verdict| verdict.contested),
        needs_primary_check: rests_on(|verdict| verdict.needs_primary_check),
        until: question.until,
        protocol: venue.filter(|_| word.is_some()),
        unspoken: unspoken.len(),
        resolution: resolution(question, &candidates),
        between,
    })
}

/// The present algorithm as a candidate.
fn present(question: &Question<'_>, purpose: Purpose, policies: &[&Policy]) -> Candidate {
    let subject = used_for(question.subject.clone(), purpose);
    Candidate {
        id: PRESENT.to_owned(),
        family: subject.family.clone(),
        hybrid: subject.hybrid,
        rank: (0, false, 0, 0),
        verdicts: says(question, policies, &subject),
    }
}

/// In place of a scheme id: no change.
pub(super) const PRESENT: &str = "none";

fn candidate(
    question: &Question<'_>,
    purpose: Purpose,
    policies: &[&Policy],
    scheme: &Scheme,
) -> Option<Candidate> {
    let algorithm = registry::by_name(scheme.name)?;
    let subject = risk::subjects(&Asset::Algorithm(algorithm)).into_iter().next()?;
    let mut subject = used_for(subject, purpose);
    subject.kind.clone_from(&question.subject.kind);
    subject.usage = Usage {
        mode: None,
        levels: subject.usage.levels,
        secrecy: secrecy_of(scheme, question),
        ..question.subject.usage.clone()
    };
    let own = question.subject.family.as_deref();
    let change = match () {
        () if own == Some(scheme.family) => 1,
        // The classical part stays.
        () if scheme.hybrid && own.is_some_and(|own| keeps(&subject, own)) => 2,
        () if scheme.stateful => 4,
        () => 3,
    };
    let category = scheme.nist_category.unwrap_or(0);
    let bytes = scheme.public_key.saturating_add(scheme.output);
    Some(Candidate {
        id: scheme.id.to_owned(),
        family: Some(scheme.family.to_owned()),
        hybrid: scheme.hybrid,
        rank: (change, scheme.maturity != Maturity::Standard, bytes, category),
        verdicts: says(question, policies, &subject),
    })
}

/// A handshake makes a new key of a KEM each time, and a message is encapsulated to a key that stays.
const fn secrecy_of(scheme: &Scheme, question: &Question<'_>) -> Secrecy {
    match (scheme.role, question.subject.usage.protocol) {
        (Role::Kem, Some(Venue::Tls | Venue::Ssh | Venue::Ike)) => Secrecy::Forward,
        (Role::Kem, Some(Venue::Cms | Venue::X509 | Venue::OpenPgp | Venue::Jose)) => {
            Secrecy::Static
        }
        _ => Secrecy::Unknown,
    }
}

fn keeps(hybrid: &Subject, own: &str) -> bool {
    hybrid.components.iter().any(|part| part == own || (own == "EC" && part.starts_with("EC")))
}

fn used_for(mut subject: Subject, purpose: Purpose) -> Subject {
    subject.purposes = crate::model::Purposes::Known([purpose].into());
    subject
}

fn says(question: &Question<'_>, policies: &[&Policy], subject: &Subject) -> Vec<Verdict> {
    let one = |policy: &&Policy| judge_in(policy, subject, question.setting, question.until);
    policies.iter().map(one).collect()
}

const fn refuses(verdict: &Verdict) -> bool {
    !matches!(verdict.status, Status::NotApplicable | Status::Acceptable)
}

fn accepts(verdict: &Verdict) -> bool {
    verdict.status == Status::Acceptable
}

/// Who says yes and who says no to the same candidate, and what that is about; each pair once a kind.
fn differences(candidates: &[Candidate]) -> Vec<(About, String, String)> {
    let mut found = Vec::new();
    for candidate in candidates {
        for yes in candidate.verdicts.iter().filter(|verdict| accepts(verdict)) {
            for no in candidate.verdicts.iter().filter(|verdict| refuses(verdict)) {
                let about = about(candidate, candidates, &no.policy);
                let pair = (about, yes.policy.clone(), no.policy.clone());
                if !found.contains(&pair) {
                    found.push(pair);
                }
            }
        }
    }
    found
}

/// What `policy`, which refuses `refused`, would rather have.
fn about(refused: &Candidate, candidates: &[Candidate], policy: &str) -> About {
    if refused.id == PRESENT {
        return About::Date;
    }
    let liked = candidates.iter().filter(|one| {
        one.id != PRESENT
            && one.verdicts.iter().any(|verdict| verdict.policy == policy && accepts(verdict))
    });
    let liked: Vec<&Candidate> = liked.collect();
    if liked.iter().any(|one| one.family == refused.family) {
        About::ParameterSet
    } else if !liked.is_empty() && liked.iter().all(|one| one.hybrid != refused.hybrid) {
        About::Construction
    } else {
        About::Algorithm
    }
}

fn resolution(question: &Question<'_>, candidates: &[Candidate]) -> Resolution {
    let free = candidates.iter().find(|one| !one.verdicts.iter().any(refuses));
    if let Some(one) = free {
        let change = match one.rank.0 {
            0 => "the present algorithm does",
            1 => "another parameter set of the same family",
            2 => "a post-quantum part beside the present one",
            _ => "another scheme",
        };
        let reason =
            format!("{change}; accepted, or not spoken of, by all until {}", question.until);
        return Resolution::LeastChange { scheme: one.id.clone(), reason };
    }
    let gravest = |one: &Candidate| {
        let refusals = one.verdicts.iter().filter(|verdict| refuses(verdict));
        // The last of equal refusals would do as well; the first policy in order is named.
        let worst = refusals.rev().max_by_key(|verdict| verdict.status)?;
        Some(Refusal {
            scheme: one.id.clone(),
            policy: worst.policy.clone(),
            status: worst.status,
            clause: worst.clause.clone(),
            contested: worst.contested,
        })
    };
    let proof: Vec<Refusal> = candidates.iter().filter_map(gravest).collect();
    let mild = proof.iter().filter(|refusal| refusal.status != Status::Disallowed);
    let nearest = mild.min_by_key(|refusal| refusal.status).map(|refusal| refusal.scheme.clone());
    Resolution::Nothing { proof, nearest }
}
