//! The names in shipped policies are the registry's, and real algorithms get the verdict of the examples.

use y2q::model::{Algorithm, Asset, Usage};
use y2q::policy::{judge_in, shipped};
use y2q::registry::{Problem, by_name, curve, facts};
use y2q::risk;

/// A misspelt family would never match and never be noticed.
#[test]
fn every_family_and_curve_is_in_the_registry() {
    for policy in shipped() {
        let selected = policy
            .rules
            .iter()
            .flat_map(|rule| rule.select.family.iter().chain(&rule.select.component));
        // A target may also be one parameter set.
        let known = |target: &&String| by_name(target).is_none_or(|one| one.family.is_none());
        for family in selected.chain(policy.targets.iter().filter(known)) {
            let mut algorithm = Algorithm::verbatim("", None);
            algorithm.family = Some(family.clone());
            assert_ne!(facts(&algorithm).problem, Problem::Unknown, "{}: {family}", policy.id);
        }
        for name in policy.rules.iter().flat_map(|rule| &rule.select.curve) {
            assert_eq!(curve(name), Some(name.as_str()), "{}", policy.id);
        }
    }
}

/// The examples describe subjects by hand; the registry's and the risk room's description of the
/// same algorithm must lead to the same verdict.
#[test]
fn the_registry_describes_the_examples_as_the_policies_do() {
    let mut wrong = Vec::new();
    for policy in shipped() {
        for rule in &policy.rules {
            for example in &rule.examples {
                let name = &example.subject.algorithm;
                // A version of a protocol is no algorithm.
                if example.subject.usage.version.is_some() {
                    continue;
                }
                let Some(algorithm) = by_name(name) else {
                    wrong.push(format!("{}/{}: no algorithm {name}", policy.id, rule.id));
                    continue;
                };
                let mut subject = risk::subjects(&Asset::Algorithm(algorithm)).remove(0);
                subject.purposes = example.subject.purposes.clone();
                subject.kind.clone_from(&example.subject.kind);
                // What an algorithm is used for is not in its name.
                subject.usage =
                    Usage { mode: subject.usage.mode.clone(), ..example.subject.usage.clone() };
                let told =
                    (&subject.family, subject.strength, subject.exposure, &subject.components);
                let hand = &example.subject;
                let by_hand = (&hand.family, hand.strength, hand.exposure, &hand.components);
                if (told.0, told.1, told.2) != (by_hand.0, by_hand.1, by_hand.2)
                    && hand.strength.is_some()
                {
                    wrong.push(format!(
                        "{}/{}: {name} is {told:?}, not {by_hand:?}",
                        policy.id, rule.id
                    ));
                }
                for at in &example.at {
                    let verdict = judge_in(&policy, &subject, &example.setting(), *at);
                    if verdict.status != example.expect {
                        wrong.push(format!(
                            "{}/{}: {name} is {} on {at}, not {}; {told:?}",
                            policy.id, rule.id, verdict.status, example.expect
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `y2q explain ml-kem-768` is about the scheme: a rule of that id would hide it.
#[test]
fn no_rule_has_the_id_of_a_scheme_or_policy() {
    let policies = shipped();
    for policy in &policies {
        for rule in &policy.rules {
            let scheme = y2q::scheme::all().iter().any(|scheme| scheme.id == rule.id);
            let other = policies.iter().any(|policy| policy.id == rule.id);
            assert!(!scheme && !other, "{}/{}", policy.id, rule.id);
        }
    }
}
