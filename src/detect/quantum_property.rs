//! One property of an endpoint in one word: whether what it offers withstands a quantum computer.

use std::fmt;

use crate::model::{Algorithm, Maturity};
use crate::registry::{self, Problem};

/// What is said of a property of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Property {
    /// A quantum-resistant algorithm and a classical one together are offered.
    Hybrid,
    /// Quantum-resistant algorithms are offered, none with a classical part.
    Pq,
    /// Everything that is offered falls to a quantum computer.
    ClassicalOnly,
    /// What is quantum-resistant among the offers is of a draft or a scheme that a standard has replaced.
    LegacyDraft,
    /// Nothing is offered.
    NotOffered,
    /// It was not asked.
    NotTested,
    /// It cannot be told, and why.
    Unknown(String),
}

impl Property {
    /// What `offered` comes to. The best that is offered counts, and names that nobody knows count only
    /// where nothing quantum-resistant is known to be among the others.
    pub fn of<'a>(offered: impl IntoIterator<Item = &'a Algorithm>) -> Self {
        let (mut hybrid, mut pq, mut legacy, mut classical, mut unknown) = (0, 0, 0, 0, 0);
        for algorithm in offered {
            let facts = registry::facts(algorithm);
            match facts.problem {
                Problem::Unknown => unknown += 1,
                problem if problem.falls_to_shor() => classical += 1,
                _ if facts.maturity == Maturity::PreStandard
                    || facts.maturity == Maturity::Withdrawn =>
                {
                    legacy += 1;
                }
                _ if algorithm.components.is_empty() => pq += 1,
                _ => hybrid += 1,
            }
        }
        match (hybrid, pq, legacy, classical, unknown) {
            (0, 0, 0, 0, 0) => Self::NotOffered,
            (1.., ..) => Self::Hybrid,
            (_, 1.., ..) => Self::Pq,
            (_, _, 1.., ..) => Self::LegacyDraft,
            (.., 0) => Self::ClassicalOnly,
            _ => Self::Unknown(format!("{unknown} of the names offered are not known")),
        }
    }

    /// Whether something that falls to a quantum computer is among `offered`.
    pub fn has_classical<'a>(offered: impl IntoIterator<Item = &'a Algorithm>) -> bool {
        offered.into_iter().any(|one| registry::facts(one).problem.falls_to_shor())
    }
}

impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hybrid => f.write_str("hybrid"),
            Self::Pq => f.write_str("pq"),
            Self::ClassicalOnly => f.write_str("classical only"),
            Self::LegacyDraft => f.write_str("legacy draft"),
            Self::NotOffered => f.write_str("not offered"),
            Self::NotTested => f.write_str("not tested"),
            Self::Unknown(why) => write!(f, "unknown: {why}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&str]) -> String {
        let algorithms: Vec<Algorithm> = names.iter().map(|name| registry::ssh(name)).collect();
        Property::of(&algorithms).to_string()
    }

    #[test]
    fn the_best_that_is_offered_counts() {
        assert_eq!(of(&[]), "not offered");
        assert_eq!(of(&["curve25519-sha256", "diffie-hellman-group14-sha1"]), "classical only");
        assert_eq!(of(&["curve25519-sha256", "mlkem768x25519-sha256"]), "hybrid");
        assert_eq!(of(&["sntrup761x25519-sha512"]), "hybrid");
        assert_eq!(of(&["sntrup4591761x25519-sha512@tinyssh.org"]), "legacy draft");
        assert_eq!(of(&["x25519-kyber-512r3-sha256-d00@amazon.com"]), "legacy draft");
        assert_eq!(of(&["ssh-mldsa-65"]), "pq");
        assert_eq!(of(&["made-up@example.org"]), "unknown: 1 of the names offered are not known");
        assert_eq!(of(&["made-up@example.org", "mlkem768x25519-sha256"]), "hybrid");
    }
}
