//! Chooses the scheme to migrate to, and says of every other one why not.
//!
//! Where a system states what it must carry, candidates are weighed (`price`): what breaks a budget is barred, with
//! the number, and cost stands before bytes.
//!
//! | use | preferred | why |
//! |---|---|---|
//! | TLS, SSH, IKE key establishment | hybrid of ML-KEM, category 3 | interim: safe while either half holds, default of current implementations (RFC 10024) |
//! | X.509, CMS, own code key establishment | ML-KEM-768 | FIPS 203, OIDs in RFC 9935 and RFC 9936 |
//! | OpenPGP | composites of ML-KEM-768 and ML-DSA-65 | RFC 9980 puts a classical half beside both |
//! | JOSE and COSE signatures | ML-DSA-65 | RFC 9964; of ML-KEM there is a draft without names |
//! | DNSSEC, ledgers, other protocols | none | no number or name is assigned |
//! | end-entity and issuing signatures | ML-DSA-65 | FIPS 204, category 3, RFC 9881; smallest standard signature of that category |
//! | root authorities | ML-DSA-87 | category 5, because a root outlives every other signature |
//!
//! A candidate is barred, in this order, by: a specification that is superseded or withdrawn; KpqC
//! without a policy that names it; a policy that lists its targets and not this one, or that disallows it; no code point or
//! OID where it must be spoken; no library that speaks it; state that a signer would have to keep, where the estate
//! does not allow it; a budget of the system. Of those left the first by: hybrid or not as preferred, algorithm
//! standardised by NIST, maturity of the specification, category (as wanted, above, below), time that the system
//! waits for it, bytes sent, id.

use std::cmp::Ordering;

use super::admitted::{asks_for_half, disallowed};
use super::change::{Need, Use, Venue};
use super::price::{Price, Weighed, front, number, rounded, weigh};
use super::readiness;
use super::{Later, Target};
use crate::cost::Costs;
use crate::model::{Date, Demand, Maturity, Stateful};
use crate::policy::{HybridStance, Policy, Setting};
use crate::scheme::{Role, Scheme};

/// What a target is wanted for.
#[derive(Clone, Copy, Debug)]
pub struct TargetRequest<'a> {
    /// Where and for what.
    pub at: Use,
    /// Years for which signatures must stay trustworthy.
    pub signature_years: u16,
    /// Policies that apply to the system.
    pub policies: &'a [&'a Policy],
    /// What is known of the system, for rules that depend on it.
    pub setting: Setting<'a>,
    /// The day that counts as today.
    pub today: Date,
    /// What the system must carry, where its owner says so.
    pub demand: Option<&'a Demand>,
    /// What operations cost.
    pub costs: &'a Costs,
}

/// A scheme with what it costs here and what bars it.
struct Candidate<'a> {
    scheme: &'a Scheme,
    weighed: Option<Weighed>,
    /// It is a hybrid where none is wanted, or none where one is.
    other_construction: bool,
    /// Something other than a budget.
    bar: Option<String>,
}

impl Candidate<'_> {
    fn broken(&self) -> &[String] {
        self.weighed.as_ref().map_or(&[], |weighed| &weighed.broken)
    }

    /// Why it cannot be chosen.
    fn fault(&self) -> Option<String> {
        let over = || (!self.broken().is_empty()).then(|| self.broken().join("; "));
        self.bar.clone().or_else(over)
    }
}

/// The best of `schemes`, or `None` where no scheme can serve: purpose not known, symmetric
/// algorithms, or every candidate barred.
#[must_use]
pub fn choose_target(request: &TargetRequest<'_>, schemes: &[&Scheme]) -> Option<Target> {
    let role = role(request.at.need)?;
    // A KEM never stands in for a signature, nor the reverse: other roles are not even candidates.
    let mut candidates: Vec<&Scheme> =
        schemes.iter().copied().filter(|scheme| scheme.role == role).collect();
    candidates.sort_by_key(|scheme| scheme.id);
    candidates.dedup_by_key(|scheme| scheme.id);
    let hybrid = wants_hybrid(request.at) || asks_for_half(request, &candidates).is_some();
    let candidates: Vec<Candidate<'_>> =
        candidates.into_iter().map(|scheme| candidate(request, scheme, hybrid)).collect();
    let best = best(request, &candidates)?;
    let why = |other: &Candidate<'_>| other.fault().unwrap_or_else(|| lost(request, best, other));
    let rivals: Vec<(&Scheme, &Weighed)> = (candidates.iter())
        .filter(|other| other.fault().is_none())
        .filter_map(|other| Some((other.scheme, other.weighed.as_ref()?)))
        .collect();
    let own = best.weighed.as_ref();
    let mut alternatives = own.map(|own| front((best.scheme, own), &rivals)).unwrap_or_default();
    for one in &mut alternatives {
        let candidate = candidates.iter().find(|other| other.scheme.id == one.scheme);
        one.behind = candidate.map(why).unwrap_or_default();
    }
    let stays = |other: &&Candidate<'_>| {
        other.scheme.id != best.scheme.id
            && !alternatives.iter().any(|one| one.scheme == other.scheme.id)
    };
    let rejected = candidates.iter().filter(stays);
    Some(Target {
        scheme: best.scheme.id.to_owned(),
        name: best.scheme.name.to_owned(),
        reason: reason(request, best),
        rejected: rejected.map(|other| (other.scheme.id.to_owned(), why(other))).collect(),
        later: later(request, best, &candidates),
        price: best.weighed.as_ref().map(|weighed| weighed.price.clone()),
        alternatives,
    })
}

fn candidate<'a>(
    request: &TargetRequest<'_>,
    scheme: &'a Scheme,
    wants_hybrid: bool,
) -> Candidate<'a> {
    let weighed = request
        .demand
        .map(|demand| weigh(request.at, demand, request.signature_years, scheme, request.costs));
    let other_construction = scheme.hybrid != wants_hybrid;
    Candidate { scheme, weighed, other_construction, bar: bar(request, scheme) }
}

/// An interim hybrid gives way to the best scheme without a classical half: two steps with years between them.
fn later(
    request: &TargetRequest<'_>,
    best: &Candidate<'_>,
    candidates: &[Candidate<'_>],
) -> Option<Later> {
    if !best.scheme.hybrid || !is_interim(request.at) {
        return None;
    }
    let pure = candidates.iter().filter(|one| one.fault().is_none() && !one.scheme.hybrid);
    let Some(pure) = pure.min_by(|a, b| compare(request, a, b)) else {
        let protocol = request.at.venue.protocol().map_or("own code", spelled);
        return Some(Later {
            scheme: None,
            reason: format!(
                "no scheme without a classical half is free to be spoken in {protocol} yet"
            ),
            by: None,
        });
    };
    let bytes = |scheme: &Scheme| scheme.public_key.saturating_add(scheme.output);
    let saved = bytes(best.scheme).saturating_sub(bytes(pure.scheme));
    let by = final_state(request.policies);
    let reason = match &by {
        Some(policy) => format!(
            "a second step with a package of its own: {policy} does not recommend hybrids; it saves {saved} bytes of \
             key exchange"
        ),
        None => format!(
            "no policy that applies asks for it, so the hybrid may stay; a second step once quantum computers make the \
             classical half worthless would save {saved} bytes of key exchange"
        ),
    };
    Some(Later { scheme: Some(pure.scheme.id.to_owned()), reason, by })
}

/// The policy that prefers post-quantum algorithms alone, where none that applies beside it prefers hybrids.
fn final_state(policies: &[&Policy]) -> Option<String> {
    let prefers_hybrids =
        |stance| matches!(stance, HybridStance::Required | HybridStance::Recommended);
    if policies.iter().any(|policy| prefers_hybrids(policy.hybrid)) {
        return None;
    }
    let against = policies.iter().find(|policy| policy.hybrid == HybridStance::NotRecommended)?;
    Some(against.id.clone())
}

/// The best of those that nothing bars; where every one of them breaks a budget, one that breaks the fewest.
fn best<'c, 'a>(
    request: &TargetRequest<'_>,
    candidates: &'c [Candidate<'a>],
) -> Option<&'c Candidate<'a>> {
    let free = candidates.iter().filter(|candidate| candidate.bar.is_none());
    free.min_by(|a, b| {
        let fewest = a.broken().len().cmp(&b.broken().len());
        fewest.then_with(|| compare(request, a, b))
    })
}

const fn role(need: Need) -> Option<Role> {
    match need {
        Need::KeyEstablishment => Some(Role::Kem),
        Need::Root | Need::Issuing | Need::Signature => Some(Role::Signature),
        Need::Undetermined | Need::Symmetric => None,
    }
}

fn bar(request: &TargetRequest<'_>, scheme: &Scheme) -> Option<String> {
    match scheme.maturity {
        Maturity::PreStandard => return Some("superseded by the final standard".into()),
        Maturity::Withdrawn => return Some("withdrawn or broken".into()),
        _ => {}
    }
    let unspoken =
        request.at.venue.protocol().filter(|protocol| !scheme.protocols.contains(protocol));
    if scheme.kpqc && !request.policies.iter().any(|policy| names(policy, scheme)) {
        return Some(
            "KpqC: no policy that applies admits it, and it has no protocol code point or OID of \
             its own standard body"
                .into(),
        );
    }
    let strict = request.policies.iter().find(|p| !p.targets.is_empty() && !names(p, scheme));
    if let Some(policy) = strict {
        return Some(format!("not among the targets of {}", policy.id));
    }
    if let Some(protocol) = unspoken {
        let of = if scheme.kpqc { " of its own standard body" } else { "" };
        return Some(format!("no {} code point or OID{of}", spelled(protocol)));
    }
    if let Some(why) =
        request.policies.iter().find_map(|policy| disallowed(request, policy, scheme))
    {
        return Some(why);
    }
    if matches!(request.at.venue, Venue::Tls | Venue::Ssh)
        && readiness::feature(request.at.venue, scheme).is_some()
        && readiness::lacking(scheme.id).is_none()
        && readiness::libraries(request.at.venue, scheme).is_empty()
    {
        return Some("no library known here speaks it".into());
    }
    let allowed = request.demand.is_some_and(|demand| demand.stateful == Some(Stateful::Allowed));
    (scheme.stateful && !allowed).then(|| {
        "stateful: one signature with a reused state gives the key away (SP 800-208); only for \
         signers built to keep state, such as firmware signing modules"
            .into()
    })
}

/// Whether a policy's list of targets names a scheme, its family, or the post-quantum part of a hybrid.
pub(super) fn names(policy: &Policy, scheme: &Scheme) -> bool {
    let (name, family, id) = (plain(scheme.name), plain(scheme.family), plain(scheme.id));
    policy.targets.iter().map(|target| plain(target)).any(|target| {
        !target.is_empty()
            && (family == target
                || [&name, &id]
                    .into_iter()
                    .any(|own| own == &target || (scheme.hybrid && own.contains(&target))))
    })
}

fn plain(text: &str) -> String {
    // The plus sign stays: NTRU+ is not NTRU.
    let letters = text.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '+');
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Less is better.
fn compare(request: &TargetRequest<'_>, a: &Candidate<'_>, b: &Candidate<'_>) -> Ordering {
    let merits = Merit::of(request, a).cmp(&Merit::of(request, b));
    merits.then_with(|| a.scheme.id.cmp(b.scheme.id))
}

/// The criteria of the preference table in their order; the derived order compares them in turn.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Merit {
    construction: bool,
    /// A hybrid of one protocol that own code does not speak.
    foreign: bool,
    body: u8,
    maturity: u8,
    category: (u8, u8),
    /// The system states a demand, and no figure tells what this costs it.
    unknown: bool,
    /// Microseconds that the system waits, where it states a demand: three digits that count.
    wait: u64,
    bytes: u32,
}

impl Merit {
    fn of(request: &TargetRequest<'_>, candidate: &Candidate<'_>) -> Self {
        let scheme = candidate.scheme;
        let wanted = wanted_category(request.at.need);
        let category = match scheme.nist_category {
            Some(own) if own >= wanted => (0, own - wanted),
            Some(own) => (1, wanted - own),
            None => (2, 0),
        };
        Self {
            construction: candidate.other_construction,
            foreign: request.at.venue == Venue::Code
                && scheme.hybrid
                && !scheme.protocols.iter().any(|at| matches!(*at, "tls" | "x509")),
            body: u8::from(!standardised_by_nist(scheme)),
            maturity: maturity_rank(scheme.maturity),
            category,
            unknown: candidate.weighed.as_ref().is_some_and(|it| it.price.basis.is_none()),
            wait: candidate.weighed.as_ref().map_or(0, |weighed| wait(&weighed.price)),
            bytes: scheme.public_key.saturating_add(scheme.output),
        }
    }
}

/// The time that the demand asks about: to the first byte, else of a verification; 0 where it asks about none.
fn wait(price: &Price) -> u64 {
    let handshake = price.handshake.as_ref().map(|handshake| handshake.first_byte_ms.1);
    // Finite and not negative: times of a link and of operations.
    handshake.or(price.verify_ms).map_or(0, |ms| (rounded(ms) * 1000.0).round() as u64)
}

/// OpenPGP has ML-KEM and ML-DSA with a classical half only (RFC 9980).
fn wants_hybrid(at: Use) -> bool {
    is_interim(at) || at.venue == Venue::OpenPgp
}

/// Where the hybrid is a step on the way.
fn is_interim(at: Use) -> bool {
    at.need == Need::KeyEstablishment && matches!(at.venue, Venue::Tls | Venue::Ssh | Venue::Ike)
}

/// Category 3 keeps a margin over category 1 at little cost; a root is asked for category 5.
const fn wanted_category(need: Need) -> u8 {
    if matches!(need, Need::Root) { 5 } else { 3 }
}

/// FIPS 203, 204, 205: alone or as the post-quantum half of a hybrid.
fn standardised_by_nist(scheme: &Scheme) -> bool {
    let name = plain(scheme.name);
    let id = plain(scheme.id);
    ["mlkem", "mldsa", "slhdsa"].iter().any(|family| name.contains(family) || id.contains(family))
}

const fn maturity_rank(maturity: Maturity) -> u8 {
    match maturity {
        Maturity::Standard => 0,
        Maturity::Draft => 1,
        Maturity::Specification => 2,
        Maturity::Unknown | Maturity::PreStandard | Maturity::Withdrawn => 3,
    }
}

/// The first criterion by which `other` is behind.
fn lost(request: &TargetRequest<'_>, best: &Candidate<'_>, other: &Candidate<'_>) -> String {
    let (first, second) = (Merit::of(request, best), Merit::of(request, other));
    let whose = |one: &Candidate<'_>| one.weighed.as_ref().and_then(|it| it.by.clone());
    let (by, others) = (whose(best), whose(other));
    let (best, other) = (best.scheme, other.scheme);
    let venue = request.at.venue.protocol().map_or("own code", spelled);
    if first.construction != second.construction {
        return if request.at.venue == Venue::OpenPgp {
            "without the classical half that RFC 9980 puts beside ML-KEM and ML-DSA".into()
        } else if best.hybrid && !is_interim(request.at) {
            "not a hybrid, which a policy that applies asks for".into()
        } else if best.hybrid {
            format!("not a hybrid: in {venue} the classical half stays as a safety net for now")
        } else {
            format!("hybrid: {venue} has a pure standard scheme, so a second key buys complexity")
        };
    }
    if first.foreign != second.foreign {
        return format!("a construction of {} alone", other.protocols.join(", "));
    }
    if first.body != second.body {
        return format!("not built on FIPS 203, 204 or 205 as {} is", best.name);
    }
    if first.maturity != second.maturity {
        let state = match other.maturity {
            Maturity::Draft => "still a draft",
            Maturity::Specification => "a specification, no standard yet",
            _ => "of unknown state",
        };
        return format!("{}: {state}, {} is further", other.standard, best.name);
    }
    if first.category != second.category {
        let wanted = wanted_category(request.at.need);
        return match other.nist_category {
            Some(own) if own < wanted => format!("category {own}, wanted is {wanted} or more"),
            Some(own) => format!("category {own} costs more bytes than the {wanted} wanted here"),
            None => "no NIST category claimed".into(),
        };
    }
    if first.unknown != second.unknown {
        return "no figure of its speed is known here, so nothing says that it keeps the budgets"
            .into();
    }
    if first.wait != second.wait {
        let ms = |wait: u64| number(wait as f64 / 1000.0);
        let figures = match (by, others) {
            (Some(by), Some(others)) if by != others => {
                format!("; figures of different implementations, {others} and {by}")
            }
            _ => String::new(),
        };
        return format!("{} ms, {} takes {}{figures}", ms(second.wait), best.name, ms(first.wait));
    }
    if first.bytes != second.bytes {
        return format!(
            "{} bytes of public key and {}, {} needs {}",
            second.bytes,
            if other.role == Role::Kem { "ciphertext" } else { "signature" },
            best.name,
            first.bytes
        );
    }
    format!("equal in every criterion; {} comes first by id", best.name)
}

fn reason(request: &TargetRequest<'_>, best: &Candidate<'_>) -> String {
    let basis = preference(request, best.scheme);
    match (best.broken(), request.demand) {
        ([], None) => basis,
        ([], Some(_)) => format!("{basis}; it keeps every budget that the system states"),
        (broken, _) => format!(
            "{basis}. No candidate keeps every budget that the system states; this one breaks the fewest: {}",
            broken.join("; ")
        ),
    }
}

fn preference(request: &TargetRequest<'_>, best: &Scheme) -> String {
    let category =
        best.nist_category.map_or(String::new(), |own| format!(", security category {own}"));
    let basis = format!("{}{category}", best.standard);
    let why = match (request.at.venue, request.at.need) {
        (Venue::Ssh, Need::Signature) => {
            return format!(
                "{basis}. Wait before using it: it is the only quantum-resistant SSH key with a name, \
                 experimental in OpenSSH 10.4 and 10.5 and not in the default list of 10.5; no release \
                 that enables it by default has a date"
            );
        }
        (Venue::Ike, Need::KeyEstablishment) if !best.hybrid => {
            "added as a further key exchange beside the classical one (RFC 9370)"
        }
        (Venue::OpenPgp, _) if best.hybrid => {
            "OpenPGP has it with a classical half only: it holds while either half does"
        }
        _ if best.hybrid && !is_interim(request.at) => {
            "a policy that applies disallows its post-quantum half without a classical one"
        }
        (_, Need::KeyEstablishment) if best.hybrid => {
            "a hybrid as an interim step: traffic stays secret while either half holds"
        }
        (_, Need::KeyEstablishment) => "the standard KEM with an identifier here",
        (_, Need::Root) => {
            return format!(
                "{basis}; highest category for a root, whose signatures must hold {} years",
                request.signature_years
            );
        }
        _ if best.nist_category.is_none_or(|own| own < wanted_category(request.at.need)) => {
            "below the category wanted, which no candidate within the budgets has"
        }
        _ if request.demand.is_some() => {
            "the first in category, time and bytes of what the budgets leave"
        }
        _ => "the smallest standard signature of the category wanted",
    };
    format!("{basis}; {why}")
}

pub(super) const fn spelled(protocol: &str) -> &str {
    match protocol.as_bytes() {
        b"tls" => "TLS",
        b"ssh" => "SSH",
        b"ike" => "IKEv2",
        b"x509" => "X.509",
        b"cms" => "CMS",
        b"saml" => "SAML",
        b"openpgp" => "OpenPGP",
        b"jose" => "JOSE",
        b"dnssec" => "DNSSEC",
        b"ledger" => "ledger",
        _ => "known",
    }
}
