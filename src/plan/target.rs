//! Chooses the scheme to migrate to, and says of every other one why not.
//!
//! | use | preferred | why |
//! |---|---|---|
//! | TLS, SSH, IKE key establishment | hybrid of ML-KEM, category 3 | interim: safe while either half holds, default of current implementations (RFC 10024) |
//! | X.509, CMS, own code key establishment | ML-KEM-768 | FIPS 203, OIDs in RFC 9935 and RFC 9936 |
//! | end-entity and issuing signatures | ML-DSA-65 | FIPS 204, category 3, RFC 9881; smallest standard signature of that category |
//! | root authorities | ML-DSA-87 | category 5, because a root outlives every other signature |
//!
//! A candidate is barred, in this order, by: a specification that is superseded or withdrawn; KpqC
//! without a policy that names it; a policy that lists its targets and not this one; no code point or
//! OID where it must be spoken; state that a signer would have to keep. Of those left the first by:
//! hybrid or not as preferred, algorithm standardised by NIST, maturity of the specification,
//! category (as wanted, above, below), bytes sent, id.

use std::cmp::Ordering;

use super::Target;
use super::change::{Need, Use, Venue};
use crate::model::Maturity;
use crate::policy::Policy;
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
    let bars: Vec<(&Scheme, Option<String>)> =
        candidates.into_iter().map(|scheme| (scheme, bar(request, scheme))).collect();
    let free = bars.iter().filter(|(_, bar)| bar.is_none()).map(|(scheme, _)| *scheme);
    let best = free.min_by(|a, b| compare(request, a, b))?;
    let mut rejected: Vec<(String, String)> = Vec::new();
    for (scheme, bar) in bars.iter().filter(|(scheme, _)| scheme.id != best.id) {
        let why = bar.clone().unwrap_or_else(|| lost(request, best, scheme));
        rejected.push((scheme.id.to_owned(), why));
    }
    Some(Target {
        scheme: best.id.to_owned(),
        name: best.name.to_owned(),
        reason: reason(request, best),
        rejected,
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
    scheme.stateful.then(|| {
        "stateful: one signature with a reused state gives the key away (SP 800-208); only for \
         signers built to keep state, such as firmware signing modules"
            .into()
    })
}

/// Whether a policy's list of targets names a scheme, its family, or the post-quantum part of a hybrid.
fn names(policy: &Policy, scheme: &Scheme) -> bool {
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
fn compare(request: &TargetRequest<'_>, a: &Scheme, b: &Scheme) -> Ordering {
    Merit::of(request, a).cmp(&Merit::of(request, b)).then_with(|| a.id.cmp(b.id))
}

/// The criteria of the preference table in their order; the derived order compares them in turn.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Merit {
    construction: bool,
    body: u8,
    maturity: u8,
    category: (u8, u8),
    bytes: u32,
}

impl Merit {
    fn of(request: &TargetRequest<'_>, scheme: &Scheme) -> Self {
        let wanted = wanted_category(request.at.need);
        let category = match scheme.nist_category {
            Some(own) if own >= wanted => (0, own - wanted),
            Some(own) => (1, wanted - own),
            None => (2, 0),
        };
        Self {
            construction: scheme.hybrid != wants_hybrid(request.at),
            body: u8::from(!standardised_by_nist(scheme)),
            maturity: maturity_rank(scheme.maturity),
            category,
            bytes: scheme.public_key.saturating_add(scheme.output),
        }
    }
}

fn wants_hybrid(at: Use) -> bool {
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
fn lost(request: &TargetRequest<'_>, best: &Scheme, other: &Scheme) -> String {
    let (first, second) = (Merit::of(request, best), Merit::of(request, other));
    let venue = request.at.venue.protocol().map_or("own code", spelled);
    if first.construction != second.construction {
        return if best.hybrid {
            format!("not a hybrid: in {venue} the classical half stays as a safety net for now")
        } else {
            format!("hybrid: {venue} has a pure standard scheme, so a second key buys complexity")
        };
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

fn reason(request: &TargetRequest<'_>, best: &Scheme) -> String {
    let category =
        best.nist_category.map_or(String::new(), |own| format!(", security category {own}"));
    let basis = format!("{}{category}", best.standard);
    let why = match (request.at.venue, request.at.need) {
        (Venue::Ssh, Need::Signature) => {
            return format!(
                "{basis}. Wait before using it: it is the only quantum-resistant SSH key with a name, \
                 experimental in OpenSSH 10.4 and 10.5 and not in the default list of 10.5; no release \
                 that enables it by default has been announced"
            );
        }
        (Venue::Ike, Need::KeyEstablishment) if !best.hybrid => {
            "added as a further key exchange beside the classical one (RFC 9370)"
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
        _ => "the smallest standard signature of the category wanted",
    };
    format!("{basis}; {why}")
}

const fn spelled(protocol: &str) -> &str {
    match protocol.as_bytes() {
        b"tls" => "TLS",
        b"ssh" => "SSH",
        b"ike" => "IKEv2",
        b"x509" => "X.509",
        b"cms" => "CMS",
        _ => "known",
    }
}
