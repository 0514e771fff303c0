//! Whether the rules of a policy leave a scheme that its list of targets may name: one that demands a classical half beside
//! ML-KEM and ML-DSA lists them and disallows them alone.

use super::change::{Need, Venue};
use super::target::{TargetRequest, names};
use crate::model::{Asset, Exposure, Purpose, Purposes, Subject};
use crate::policy::{HybridStance, Policy, Status, Step, judge_in};
use crate::scheme::Scheme;
use crate::{registry, risk};

/// Why `policy` bars a scheme where it would stand, whatever its list of targets says: today, or from a later day on.
pub(super) fn disallowed(
    request: &TargetRequest<'_>,
    policy: &Policy,
    scheme: &Scheme,
) -> Option<String> {
    // In IKE it stands beside a classical key exchange (RFC 9370), so it is never alone.
    if request.at.venue == Venue::Ike && request.at.need == Need::KeyEstablishment {
        return None;
    }
    let bars = |step: &Step| step.status == Status::Disallowed;
    let resists = Exposure::None;
    let mut rules = policy.rules.iter().filter(|rule| rule.steps.iter().any(bars));
    if !rules.any(|rule| rule.select.exposure.is_empty() || rule.select.exposure.contains(&resists))
    {
        return None;
    }
    let verdict = judge_in(policy, &subject(request, scheme)?, &request.setting, request.today);
    (verdict.status == Status::Disallowed || verdict.upcoming.iter().any(bars)).then(|| {
        let alone = if scheme.hybrid { "" } else { " without a classical half" };
        let alone = if policy.hybrid == HybridStance::Required { alone } else { "" };
        format!("disallowed{alone} by {}, {}", policy.id, verdict.clause)
    })
}

/// The scheme in use, as policies judge it; `None` where the registry does not know its name.
fn subject(request: &TargetRequest<'_>, scheme: &Scheme) -> Option<Subject> {
    let mut subject = subject_of(scheme.name, request.at.need)?;
    let negotiated = matches!(request.at.venue, Venue::Tls | Venue::Ssh | Venue::Ike);
    subject.usage.protocol = negotiated.then_some(request.at.venue);
    Some(subject)
}

/// What goes by a name in the registry, as it is judged for a need.
pub(super) fn subject_of(name: &str, need: Need) -> Option<Subject> {
    let algorithm = registry::by_name(name)?;
    let mut subject = risk::subjects(&Asset::Algorithm(algorithm)).into_iter().next()?;
    let purpose = match need {
        Need::KeyEstablishment => Purpose::KeyEstablishment,
        Need::Root | Need::Issuing => Purpose::CertificateSigning,
        _ => Purpose::Signature,
    };
    subject.purposes = Purposes::Known([purpose].into());
    Some(subject)
}

/// The policy that disallows alone what it lists as a target: it asks for a classical half beside it.
pub(super) fn asks_for_half<'p>(
    request: &TargetRequest<'p>,
    schemes: &[&Scheme],
) -> Option<&'p Policy> {
    request.policies.iter().copied().find(|policy| {
        let alone = |scheme: &&&Scheme| !scheme.hybrid && names(policy, scheme);
        policy.hybrid == HybridStance::Required
            && schemes
                .iter()
                .filter(alone)
                .any(|scheme| disallowed(request, policy, scheme).is_some())
    })
}
