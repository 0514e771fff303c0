use crate::model::{Algorithm, Exposure, Primitive};
use crate::registry::{self, Facts, Problem};

/// Exposure of an algorithm, from what the registry knows of it.
///
/// A hybrid or composite is exposed as its best part is: it holds as long as one part does (RFC 9794).
#[must_use]
pub fn exposure(algorithm: &Algorithm) -> Exposure {
    of(algorithm, &registry::facts(algorithm))
}

pub(super) fn of(algorithm: &Algorithm, facts: &Facts) -> Exposure {
    if facts.broken.is_some() {
        return Exposure::ClassicallyBroken;
    }
    if algorithm.components.is_empty() {
        return of_problem(facts.problem, algorithm.primitive);
    }
    algorithm.components.iter().map(|name| of_part(name)).min().unwrap_or(Exposure::Indeterminate)
}

/// A part that is itself a hybrid does not occur in any standard and is not followed.
fn of_part(name: &str) -> Exposure {
    match registry::by_name(name) {
        Some(part) if part.components.is_empty() => of(&part, &registry::facts(&part)),
        _ => Exposure::Indeterminate,
    }
}

const fn of_problem(problem: Problem, primitive: Primitive) -> Exposure {
    match problem {
        Problem::Unknown => Exposure::Indeterminate,
        // A signature from symmetric primitives (AIMer) is built to resist; Grover is in its category.
        Problem::Symmetric if matches!(primitive, Primitive::Signature) => Exposure::None,
        Problem::Symmetric => Exposure::Grover,
        _ if problem.falls_to_shor() => Exposure::Shor,
        _ => Exposure::None,
    }
}
