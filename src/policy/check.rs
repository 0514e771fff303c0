use crate::model::{Date, Purpose};

use super::matching::{Case, Match};
use super::{Example, Policy, Precedence, Rule, Status, judge_in};

/// An example that contradicts the rules, or rules that contradict each other on an example.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// Position of the rule with the example.
    pub rule: usize,
    /// Position of the example in that rule.
    pub example: usize,
    /// What contradicts what.
    pub message: String,
}

/// Every example of `policy` that does not hold, and every overlap of rules that the examples show, in file order.
#[must_use]
pub fn check(policy: &Policy) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (rule_index, rule) in policy.rules.iter().enumerate() {
        for (example_index, example) in rule.examples.iter().enumerate() {
            let messages =
                contradiction(policy, rule, example).into_iter().chain(overlap(policy, example));
            faults.extend(messages.map(|message| Fault {
                rule: rule_index,
                example: example_index,
                message,
            }));
        }
    }
    faults
}

/// The first day on which the policy does not say of the example what it expects.
fn contradiction(policy: &Policy, rule: &Rule, example: &Example) -> Option<String> {
    let name = &example.subject.algorithm;
    example.at.iter().find_map(|at| {
        let verdict = judge_in(policy, &example.subject, &example.setting(), *at);
        let decided = verdict.rule.as_deref();
        // Outside the population, and where it is silent, no rule decides.
        let silent = example.expect == Status::NotApplicable && decided.is_none();
        if verdict.status != example.expect {
            Some(format!("`{name}` is {} on {at}, not {}", verdict.status, example.expect))
        } else if !silent && decided != Some(&rule.id) {
            Some(format!(
                "`{name}` is decided by rule `{}`, not by this one",
                decided.unwrap_or("none")
            ))
        } else if example.deadline.is_some() && verdict.deadline != example.deadline {
            let is = verdict.deadline.map_or_else(|| "none".to_owned(), |date| date.to_string());
            Some(format!("the deadline of `{name}` is {is}"))
        } else if example.next.is_some() && verdict.next().map(|due| due.on) != example.next {
            let is = verdict.next().map_or_else(|| "none".to_owned(), |due| due.on.to_string());
            Some(format!("the next day of `{name}` after {at} is {is}"))
        } else {
            None
        }
    })
}

/// Two rules of one precedence that certainly match the subject for one purpose and differ in their statuses.
fn overlap(policy: &Policy, example: &Example) -> Option<String> {
    let subject = &example.subject;
    let setting = example.setting();
    let speaks = |rule: &&Rule, purpose: Purpose| {
        let (strength, nist_category) = (subject.strength, subject.nist_category);
        let case =
            Case { subject, setting: &setting, purpose: Some(purpose), strength, nist_category };
        rule.select.matches(&case) == Match::Yes
    };
    let precedences = [Precedence::Exception, Precedence::Ordinary, Precedence::Otherwise];
    subject.purposes.possible().iter().find_map(|purpose| {
        precedences.iter().find_map(|precedence| {
            let mut matching = policy
                .rules
                .iter()
                .filter(|rule| rule.precedence == *precedence && speaks(rule, *purpose));
            let first = matching.next()?;
            let other = matching.find(|rule| rule.steps != first.steps)?;
            Some(format!(
                "rules `{}` and `{}` both speak of `{}` and give it different statuses",
                first.id, other.id, subject.algorithm
            ))
        })
    })
}

/// One example on one day: what the policy says of it, and whether that is what it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Rule that holds the example.
    pub rule: String,
    /// Name of the algorithm.
    pub algorithm: String,
    /// The day.
    pub at: Date,
    /// The status that the example expects.
    pub expect: Status,
    /// How it went.
    pub outcome: Outcome,
}

/// How an example went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As it should.
    Holds,
    /// Why it did not.
    Fails(String),
}

/// Every example of `policy` on every one of its days, in file order.
#[must_use]
pub fn test(policy: &Policy) -> Vec<Held> {
    let examples =
        policy.rules.iter().flat_map(|rule| rule.examples.iter().map(move |one| (rule, one)));
    examples
        .flat_map(|(rule, example)| {
            example.at.iter().map(move |at| {
                let alone = Example { at: vec![*at], ..example.clone() };
                let fault = contradiction(policy, rule, &alone).or_else(|| overlap(policy, &alone));
                Held {
                    rule: rule.id.clone(),
                    algorithm: example.subject.algorithm.clone(),
                    at: *at,
                    expect: example.expect,
                    outcome: fault.map_or(Outcome::Holds, Outcome::Fails),
                }
            })
        })
        .collect()
}
