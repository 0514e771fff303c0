use crate::model::{Purpose, Subject};

use super::matching::{Case, Match};
use super::{Example, Policy, Precedence, Rule, Status, judge};

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
            let messages = contradiction(policy, rule, example)
                .into_iter()
                .chain(overlap(policy, &example.subject));
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
        let verdict = judge(policy, &example.subject, &example.populations, *at);
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
        } else {
            None
        }
    })
}

/// Two rules of one precedence that certainly match the subject for one purpose and differ in their statuses.
fn overlap(policy: &Policy, subject: &Subject) -> Option<String> {
    let speaks = |rule: &&Rule, purpose: Purpose| {
        let (strength, nist_category) = (subject.strength, subject.nist_category);
        let case = Case { subject, purpose: Some(purpose), strength, nist_category };
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
