use super::budget::broken;
use super::handshake::handshake;
use super::{Price, thousandth};
use crate::cost::{Costs, Operation, microcontroller};
use crate::model::{Demand, Venue};
use crate::plan::change::{Need, Use};
use crate::plan::readiness;
use crate::scheme::{Role, Scheme};

/// A candidate's price, and the budgets that it breaks, each with the number.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::plan) struct Weighed {
    pub(in crate::plan) price: Price,
    /// Whose figures its times are: implementation and class of it.
    pub(in crate::plan) by: Option<String>,
    pub(in crate::plan) broken: Vec<String>,
}

/// Weighs a candidate against what a system must carry.
pub(in crate::plan) fn weigh(
    at: Use,
    demand: &Demand,
    signature_years: u16,
    scheme: &Scheme,
    costs: &Costs,
) -> Weighed {
    let operation = match scheme.role {
        Role::Kem => Operation::Encapsulate,
        Role::Signature if demand.handshakes.is_some() || demand.signatures.is_some() => {
            Operation::Sign
        }
        Role::Signature => Operation::Verify,
    };
    let by = costs.of(scheme.id, operation).map(|cost| cost.by);
    let price = Price {
        objects: (scheme.public_key, scheme.output),
        basis: by.as_ref().map(|by| format!("{by} ({})", costs.basis)),
        added_cores: demand.handshakes.and_then(|rate| added_cores(at, scheme, costs, rate)),
        handshake: carries_handshakes(demand)
            .then(|| handshake(at, demand, scheme, costs))
            .flatten(),
        signatures_per_core_second: (demand.signatures.is_some() && scheme.role == Role::Signature)
            .then(|| costs.of(scheme.id, Operation::Sign))
            .flatten()
            .map(|cost| thousandth(1e6 / cost.microseconds.max(1e-3))),
        verify_ms: verify_ms(demand, scheme, costs),
        footprint: demand
            .verifier
            .as_ref()
            .and_then(|_| microcontroller(scheme.id))
            .map(|needs| (needs.stack, needs.code)),
        ready: readiness::libraries(at.venue, scheme),
    };
    let broken = broken(demand, signature_years, scheme, &price, by.as_deref());
    Weighed { price, by, broken }
}

/// A demand that says nothing of handshakes or a link prices none: a signer of firmware has none.
fn carries_handshakes(demand: &Demand) -> bool {
    demand.handshakes.is_some()
        || demand.handshake_bytes.is_some()
        || demand.first_byte_ms.is_some()
        || demand.link.is_some()
}

fn verify_ms(demand: &Demand, scheme: &Scheme, costs: &Costs) -> Option<f64> {
    let slowdown = demand.verifier.as_ref()?.slowdown?;
    let cost = costs.of(scheme.id, Operation::Verify)?;
    Some(thousandth(cost.microseconds * slowdown / 1000.0))
}

/// The server encapsulates or signs once a handshake; today that is X25519 or ECDSA P-256.
fn added_cores(at: Use, scheme: &Scheme, costs: &Costs, rate: f64) -> Option<f64> {
    let (operation, today) = match (at.need, at.venue) {
        // Beside the X25519 that stays, where it is not a half of the scheme.
        (Need::KeyEstablishment, Venue::Ike) if !scheme.hybrid => (Operation::Encapsulate, None),
        (Need::KeyEstablishment, Venue::Tls | Venue::Ssh | Venue::Ike) => {
            (Operation::Encapsulate, Some("x25519"))
        }
        (Need::Signature, Venue::X509 | Venue::Tls) => (Operation::Sign, Some("ecdsa-p-256")),
        (Need::Signature, Venue::Ssh) => (Operation::Sign, Some("ed25519")),
        _ => return None,
    };
    let then = costs.of(scheme.id, operation)?;
    let now = match today {
        Some(today) => costs.of(today, operation)?.microseconds,
        None => 0.0,
    };
    // Thousandths of a millionth of a core are nobody's concern.
    Some(thousandth(rate * (then.microseconds - now)) / 1e6)
}
