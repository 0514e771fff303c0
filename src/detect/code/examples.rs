//! Examples of rules, run through the engine.

use std::collections::BTreeSet;

use super::pack_file::Example;
use super::rule::Pack;
use super::rule_set::RuleSet;
use super::{LANGUAGES, analysis::Use, describe, uses};

/// What the examples of a pack gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Examples that hold.
    pub held: usize,
    /// Examples in languages that this build leaves out.
    pub skipped: usize,
    /// Examples that do not hold.
    pub failures: Vec<Failure>,
    /// Rules of any pack that an example shows at work.
    pub shown: BTreeSet<String>,
}

/// An example that does not hold.
#[derive(Debug)]
pub struct Failure {
    /// Number of the rule in its pack.
    pub rule: usize,
    /// Which of its examples.
    pub example: Example,
    /// What should be found, in the order of the text.
    pub expected: Vec<String>,
    /// What is.
    pub actual: Vec<String>,
}

/// Runs every example of a pack as a file that is scanned under `rules`.
pub fn run(pack: &Pack, rules: &RuleSet) -> Outcome {
    let mut outcome = Outcome::default();
    for (at, rule) in pack.rules.iter().enumerate() {
        let hits = rule.hit.iter().enumerate().map(|(number, hit)| {
            (Example::Hit(number), &hit.language, &hit.code, hit.finds.as_slice())
        });
        let misses = rule.miss.iter().enumerate().map(|(number, miss)| {
            (Example::Miss(number), &miss.language, &miss.code, [].as_slice())
        });
        for (example, language, code, expected) in hits.chain(misses) {
            let language = language.as_ref().or(pack.languages.first());
            let known =
                LANGUAGES.iter().find(|known| Some(known.id) == language.map(String::as_str));
            let Some(language) = known else {
                outcome.skipped += 1;
                continue;
            };
            let ending = language.extensions.first().copied().unwrap_or_default();
            let path = format!("example.{ending}");
            // What is refused finds nothing.
            let found = uses(language, rules.of(language.id), &path, code.as_bytes(), None)
                .ok()
                .flatten()
                .unwrap_or_default();
            outcome.shown.extend(found.iter().map(|one| one.rule.clone()));
            outcome.shown.extend(found.iter().flat_map(|one| one.misuses.clone()));
            // What is wrong is told about uses, of which the right ones are none.
            let counts = |one: &&Use| rule.misuse.is_none() || one.misuses.contains(&rule.id);
            let actual: Vec<String> =
                found.iter().filter(counts).map(|one| describe::asset(&one.parts).name()).collect();
            if actual == expected {
                outcome.held += 1;
            } else {
                let expected = expected.to_vec();
                outcome.failures.push(Failure { rule: at, example, expected, actual });
            }
        }
        // A rule that says "this is nothing" shows itself by what is not found.
        if rule.nothing && !rule.miss.is_empty() {
            outcome.shown.insert(rule.id.clone());
        }
    }
    outcome
}
