//! What risk needs to know of a subject beside its algorithm and its purposes.

use serde::{Deserialize, Serialize};

use crate::model::{Algorithm, Maturity};
use crate::registry::{self, Facts};

/// Since when something is unacceptable without any quantum computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broken {
    /// Year.
    pub since: i16,
    /// Why, with the document that says it.
    pub why: String,
}

/// Everything of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstances {
    /// Broken classically, which has nothing to do with its exposure to a quantum computer.
    pub broken: Option<Broken>,
    /// What a hybrid or composite is made of, one sentence.
    pub construction: Option<String>,
    /// The final standard that replaces what came before it.
    pub successor: Option<&'static str>,
}

impl Circumstances {
    /// Those that follow from the algorithm alone.
    pub(super) fn of(algorithm: &Algorithm, facts: &Facts) -> Self {
        Self {
            broken: facts.broken.map(|(since, why)| Broken { since, why: why.to_owned() }),
            construction: construction(algorithm, facts),
            successor: (facts.maturity == Maturity::PreStandard).then(|| successor(algorithm)),
        }
    }
}

/// A hybrid as what it is: its parts, what each falls to, how they are combined, how far its specification has come.
fn construction(algorithm: &Algorithm, facts: &Facts) -> Option<String> {
    if algorithm.components.len() < 2 {
        return None;
    }
    let parts: Vec<String> = algorithm
        .components
        .iter()
        .map(|name| {
            let part = registry::by_name(name).map(|part| registry::facts(&part));
            let state = match part {
                Some(part) if part.broken.is_some() => "broken",
                Some(part) if part.problem.falls_to_shor() => "falls to Shor",
                Some(part) if part.problem == registry::Problem::Unknown => "not known",
                Some(_) => "does not",
                None => "not known",
            };
            format!("{name} ({state})")
        })
        .collect();
    let combined = algorithm.digest.as_deref().map_or_else(
        || "both feed the protocol's key derivation or stand side by side".to_owned(),
        |digest| format!("combined under {digest}"),
    );
    let specification = match facts.maturity {
        Maturity::Standard => "a standard",
        Maturity::Draft => "a draft, whose identifier may still change",
        Maturity::PreStandard => "from before the standard",
        Maturity::Specification => "a specification without a standard",
        Maturity::Withdrawn => "withdrawn",
        Maturity::Unknown => "of unknown standing",
    };
    Some(format!(
        "{} of {}; {combined}; it holds while one part holds; its specification is {specification}",
        if algorithm.components.len() == 2 { "two parts" } else { "several parts" },
        parts.join(" and "),
    ))
}

/// FIPS 203, 204 and 205 of 2024-08-13 replaced what they were made from.
fn successor(algorithm: &Algorithm) -> &'static str {
    let names = algorithm.family.iter().chain(&algorithm.components).chain([&algorithm.name]);
    let has = |word: &str| names.clone().any(|name| name.contains(word));
    if has("Kyber") {
        "ML-KEM (FIPS 203), which does not interoperate with it"
    } else if has("Dilithium") {
        "ML-DSA (FIPS 204), which does not verify its signatures"
    } else if has("SPHINCS") {
        "SLH-DSA (FIPS 205), which does not verify its signatures"
    } else {
        "the final standard and its registered identifier"
    }
}
