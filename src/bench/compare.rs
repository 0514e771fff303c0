//! Two runs side by side: what changed beyond the noise of both.

use std::collections::BTreeMap;

use super::report::{Environment, Operation, Report, VERSION};

/// Changes smaller than this are none, however quiet both runs were: the same code placed elsewhere in memory
/// moves by as much.
pub const LEAST: f64 = 0.05;

/// Why two runs cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ComparisonError {
    /// A document of another version.
    #[error("the earlier run is of version {0} of the format, this program writes version 1")]
    Version(u32),
    /// Another machine.
    #[error(
        "the runs are of different machines ({what}: {before} and {after}); compare ratios, or measure again"
    )]
    Machine {
        /// What differs.
        what: &'static str,
        /// In the earlier run.
        before: String,
        /// In the later run.
        after: String,
    },
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// The figure is that many times what it was, and that is more than noise.
    Changed(f64),
    /// It is that many times what it was, which noise explains.
    Same(f64),
    /// One of the figures is too noisy to tell.
    Noisy,
    /// The kind of implementation changed: the figures are of different code.
    OtherImplementation,
    /// The earlier run has it not.
    New,
    /// The later run has it not.
    Gone,
}

/// A row of one or both runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<'a> {
    /// The earlier row.
    pub before: Option<&'a Operation>,
    /// The later row.
    pub after: Option<&'a Operation>,
    /// What became of it.
    pub outcome: Outcome,
}

/// Every row of both runs, in the order of their keys.
///
/// # Errors
/// The runs are of different formats or machines.
pub fn compare<'a>(
    before: &'a Report,
    after: &'a Report,
) -> Result<Vec<Change<'a>>, ComparisonError> {
    comparable(before, &after.environment)?;
    let mut pairs: BTreeMap<_, (Option<&Operation>, Option<&Operation>)> = BTreeMap::new();
    for row in &before.operations {
        pairs.entry(key(row)).or_default().0 = Some(row);
    }
    for row in &after.operations {
        pairs.entry(key(row)).or_default().1 = Some(row);
    }
    let change = |(before, after)| Change { before, after, outcome: outcome(before, after) };
    Ok(pairs.into_values().map(change).collect())
}

fn key(row: &Operation) -> (&str, &str, Option<u32>, &str) {
    (&row.scheme, &row.operation, row.message, &row.backend)
}

fn outcome(before: Option<&Operation>, after: Option<&Operation>) -> Outcome {
    let (before, after) = match (before, after) {
        (Some(before), Some(after)) => (before, after),
        (Some(_), None) => return Outcome::Gone,
        (None, _) => return Outcome::New,
    };
    if before.implementation != after.implementation {
        return Outcome::OtherImplementation;
    }
    if before.time.noisy || after.time.noisy {
        return Outcome::Noisy;
    }
    let was = before.figure.of(&before.time);
    if was <= 0.0 {
        return Outcome::Noisy;
    }
    let times = after.figure.of(&after.time) / was;
    let noise = (before.time.spread + after.time.spread).max(LEAST);
    match times > 1.0 + noise || times < 1.0 / (1.0 + noise) {
        true => Outcome::Changed(times),
        false => Outcome::Same(times),
    }
}

/// Whether a run on `after` can be compared with `before`.
///
/// # Errors
/// `before` is of another format or machine.
pub fn comparable(before: &Report, after: &Environment) -> Result<(), ComparisonError> {
    if before.version != VERSION {
        return Err(ComparisonError::Version(before.version));
    }
    let before = &before.environment;
    let features = |environment: &Environment| environment.cpu_features.join(" ");
    let sides = [
        ("target", before.target.clone(), after.target.clone()),
        ("processor", before.cpu.clone(), after.cpu.clone()),
        ("processors", before.cpus.to_string(), after.cpus.to_string()),
        ("features", features(before), features(after)),
    ];
    for (what, before, after) in sides {
        if before != after {
            return Err(ComparisonError::Machine { what, before, after });
        }
    }
    Ok(())
}
