//! Whether the authority that has disallowed what is there allows what is to replace it.

use super::admitted::subject_of;
use super::change::Need;
use super::kind::Kind;
use super::runbook::NOTE;
use super::{Missed, PlanInput, Target};
use crate::policy::{Setting, Status, Verdict, judge_in};

/// Classical algorithms of 128 bits of strength that nearly every library has.
const SIGNATURE: &str = "ECDSA-P-256-SHA-256";
const KEY_ESTABLISHMENT: &str = "ECDH-P-256";

/// What a reader must know where it has not said so: what it allows meanwhile.
pub(super) fn note(
    kind: Kind,
    target: &Target,
    missed: &Missed,
    (input, system): (&PlanInput<'_>, &str),
) -> Option<String> {
    let mut policies = input.policies.iter().map(|applied| applied.policy);
    let policy = policies.find(|policy| policy.id == missed.policy)?;
    let classical = match kind.at.need {
        Need::KeyEstablishment => KEY_ESTABLISHMENT,
        Need::Root | Need::Issuing | Need::Signature => SIGNATURE,
        Need::Symmetric | Need::Undetermined => return None,
    };
    let context = input.context.resolve(system);
    let says = |name: &str| -> Option<Verdict> {
        let subject = subject_of(name, kind.at.need)?;
        Some(judge_in(policy, &subject, &Setting::from(&context), input.today))
    };
    let verdict = says(&target.name).filter(|one| one.status == Status::Indeterminate)?;
    let meanwhile = match says(classical) {
        Some(one) if one.status == Status::Acceptable => format!(
            "it allows {classical} today, so where its word is needed replace by that first, and by {} once it allows it",
            target.name
        ),
        _ => "ask it before the work begins".into(),
    };
    Some(format!(
        "{NOTE}{} has disallowed what is there, and does not say whether {} may be used ({}): {meanwhile}",
        policy.id, target.name, verdict.clause
    ))
}
