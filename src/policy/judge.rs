use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{Date, Purpose, Purposes, Subject};

use super::matching::{Case, Match};
use super::{Policy, Rule, Status, Step};

/// What one policy says of one subject on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Policy id.
    pub policy: String,
    /// Rule id: the one that gives the status or, where several may apply, the earliest deadline.
    /// `None` when no rule speaks of it.
    pub rule: Option<String>,
    /// Clause, for citation; `; ` between the clauses of several rules. Empty when no rule speaks of it.
    pub clause: String,
    /// Status on the day asked.
    pub status: Status,
    /// Every later step of the same rule (of all deciding rules together, where there are several).
    pub upcoming: Vec<Step>,
    /// Last day on which use is not yet disallowed (the day before the `disallowed` step); the
    /// earliest one where the purpose is not known. `None` when it never becomes disallowed, and
    /// when it was never allowed (the status is `Disallowed` then).
    pub deadline: Option<Date>,
    /// The policy is a draft.
    pub draft: bool,
}

/// Judges `subject`, in a system that belongs to `populations`, under `policy` on day `at`.
///
/// The first rule that matches decides. Of several known purposes the worst status counts and the
/// earliest deadline. Where the purpose, strength or another selected property is not known, every
/// possible rule is asked: if they agree that is the verdict, else [`Status::Indeterminate`] until
/// all of them disallow. The status never improves as `at` grows.
#[must_use]
pub fn judge(policy: &Policy, subject: &Subject, populations: &[String], at: Date) -> Verdict {
    let outcome = if policy.binds(populations) {
        outcome(policy, subject, at)
    } else {
        Outcome::of(vec![None])
    };
    Verdict {
        policy: policy.id.clone(),
        rule: outcome.rules.first().map(|rule| rule.id.clone()),
        clause: clauses(&outcome.rules),
        status: Step::status_on(&outcome.steps, at),
        upcoming: outcome
            .steps
            .iter()
            .filter(|step| step.from.is_some_and(|from| from > at))
            .copied()
            .collect(),
        deadline: outcome.deadline,
        draft: policy.draft,
    }
}

/// One verdict a policy, in the order of `policies`; see [`judge`].
#[must_use]
pub fn judge_all(
    policies: &[Policy],
    subject: &Subject,
    populations: &[String],
    at: Date,
) -> Vec<Verdict> {
    policies.iter().map(|policy| judge(policy, subject, populations, at)).collect()
}

/// What no rule speaks of.
const SILENT: &[Step] = &[Step { from: None, status: Status::NotApplicable }];

const PURPOSES: [Purpose; 5] = [
    Purpose::KeyEstablishment,
    Purpose::Signature,
    Purpose::CertificateSigning,
    Purpose::Encryption,
    Purpose::Integrity,
];

fn outcome<'p>(policy: &'p Policy, subject: &Subject, at: Date) -> Outcome<'p> {
    match &subject.purposes {
        Purposes::Known(known) if !known.is_empty() => {
            let each =
                known.iter().map(|purpose| Outcome::of(candidates(policy, subject, *purpose)));
            Outcome::worst(each.collect(), at)
        }
        Purposes::Known(set) | Purposes::OneOf(set) => {
            let mut all = Vec::new();
            // An empty set is a purpose of which nothing was seen: any.
            let possible =
                PURPOSES.iter().filter(|purpose| set.is_empty() || set.contains(purpose));
            for purpose in possible {
                candidates(policy, subject, *purpose)
                    .into_iter()
                    .for_each(|rule| add(&mut all, rule));
            }
            Outcome::of(all)
        }
    }
}

/// The rules that may decide for one purpose; more than one only where something is not known.
fn candidates<'p>(
    policy: &'p Policy,
    subject: &Subject,
    purpose: Purpose,
) -> Vec<Option<&'p Rule>> {
    let (strength, nist_category) = (subject.strength, subject.nist_category);
    let case = Case { subject, purpose: Some(purpose), strength, nist_category };
    let first = first_rules(policy, &case);
    if first.len() == 1 || (strength.is_some() && nist_category.is_some()) {
        return first;
    }
    // Unknown numbers are tried one by one, so that rules which together cover every value do count
    // as covering: one value out of every range that these rules tell apart.
    let bounds = || first.iter().flatten().map(|rule| &rule.select);
    let strengths: BTreeSet<u16> = match strength {
        Some(bits) => BTreeSet::from([bits]),
        None => bounds()
            .flat_map(|select| {
                [select.strength_min, select.strength_max.map(|max| max.saturating_add(1))]
            })
            .flatten()
            .chain([0])
            .collect(),
    };
    let categories: BTreeSet<u8> = match nist_category {
        Some(category) => BTreeSet::from([category]),
        None => bounds().filter_map(|select| select.nist_category_min).chain([0]).collect(),
    };
    let mut all = Vec::new();
    for strength in strengths {
        for category in &categories {
            let case = Case { strength: Some(strength), nist_category: Some(*category), ..case };
            first_rules(policy, &case).into_iter().for_each(|rule| add(&mut all, rule));
        }
    }
    all
}

/// The first rule that matches, and those before it that match if something unknown does; `None` where none may match.
fn first_rules<'p>(policy: &'p Policy, case: &Case<'_>) -> Vec<Option<&'p Rule>> {
    let mut rules = Vec::with_capacity(1);
    for rule in &policy.rules {
        match rule.select.matches(case) {
            Match::No => {}
            Match::Maybe => rules.push(Some(rule)),
            Match::Yes => {
                rules.push(Some(rule));
                return rules;
            }
        }
    }
    rules.push(None);
    rules
}

fn add<'p>(rules: &mut Vec<Option<&'p Rule>>, rule: Option<&'p Rule>) {
    let same = |other: &Option<&Rule>| match (other, rule) {
        (Some(other), Some(rule)) => std::ptr::eq(*other, rule),
        (None, None) => true,
        _ => false,
    };
    if !rules.iter().any(same) {
        rules.push(rule);
    }
}

fn clauses(rules: &[&Rule]) -> String {
    let mut text = String::new();
    for (index, rule) in rules.iter().enumerate() {
        if !rules[..index].iter().any(|earlier| earlier.clause == rule.clause) {
            if !text.is_empty() {
                text.push_str("; ");
            }
            text.push_str(&rule.clause);
        }
    }
    text
}

/// Statuses over time and the rules that set them, the deciding one first.
struct Outcome<'p> {
    steps: Cow<'p, [Step]>,
    deadline: Option<Date>,
    rules: Vec<&'p Rule>,
}

impl<'p> Outcome<'p> {
    /// The outcome where exactly one of `candidates` decides and it is not known which.
    fn of(candidates: Vec<Option<&'p Rule>>) -> Self {
        let steps = |rule: &Option<&'p Rule>| rule.map_or(SILENT, |rule| rule.steps.as_slice());
        let first = candidates.first().map_or(SILENT, steps);
        let agree = candidates.iter().all(|rule| steps(rule) == first);
        let rules: Vec<&Rule> = candidates.iter().copied().flatten().collect();
        if agree {
            return Self { steps: first.into(), deadline: Step::deadline(first), rules };
        }
        let deadline = candidates.iter().filter_map(|rule| Step::deadline(steps(rule))).min();
        let mut unclear = vec![Step { from: None, status: Status::Indeterminate }];
        let ends: Option<Vec<_>> =
            candidates.iter().map(|rule| Step::disallowed_from(steps(rule))).collect();
        if let Some(last) = ends.and_then(|ends| ends.into_iter().max()) {
            if last.is_none() {
                unclear.clear();
            }
            unclear.push(Step { from: last, status: Status::Disallowed });
        }
        let sets_deadline =
            |rule: &&Rule| deadline.is_some() && Step::deadline(&rule.steps) == deadline;
        let mut deciding: Vec<&Rule> = rules.iter().copied().filter(sets_deadline).collect();
        if deciding.is_empty() {
            deciding.extend(rules.first());
        }
        Self { steps: unclear.into(), deadline, rules: deciding }
    }

    /// The outcome where all of `each` hold: the worst status at any time, the earliest deadline.
    fn worst(mut each: Vec<Self>, at: Date) -> Self {
        if each.len() == 1 {
            // Nothing to compare; the vector holds exactly this one.
            return each.swap_remove(0);
        }
        let status = |outcome: &Self| Step::status_on(&outcome.steps, at);
        let due = |outcome: &Self| outcome.deadline.unwrap_or(Date::MAX);
        each.sort_by_key(|outcome| (std::cmp::Reverse(status(outcome)), due(outcome)));
        let worst = each.first().map_or(Status::NotApplicable, status);
        // What one purpose never allowed has no last day, whatever the others say.
        let never = each.iter().any(|outcome| Step::disallowed_from(&outcome.steps) == Some(None));
        let deadline = each.iter().filter_map(|outcome| outcome.deadline).min().filter(|_| !never);
        let mut rules: Vec<&Rule> = Vec::new();
        for outcome in &each {
            let counts =
                status(outcome) == worst || (deadline.is_some() && outcome.deadline == deadline);
            for rule in outcome.rules.iter().filter(|_| counts) {
                if !rules.iter().any(|other| std::ptr::eq(*other, *rule)) {
                    rules.push(rule);
                }
            }
        }
        Self { steps: merged(&each).into(), deadline, rules }
    }
}

/// The worst status of all outcomes at any time.
fn merged(each: &[Outcome<'_>]) -> Vec<Step> {
    let dates: BTreeSet<Option<Date>> =
        each.iter().flat_map(|outcome| outcome.steps.iter().map(|step| step.from)).collect();
    let mut steps: Vec<Step> = Vec::new();
    for from in dates {
        let on = from.unwrap_or(Date::MIN);
        let worst = each.iter().map(|outcome| Step::status_on(&outcome.steps, on)).max();
        let status = worst.unwrap_or(Status::NotApplicable);
        if steps.last().is_none_or(|last| last.status < status) {
            steps.push(Step { from, status });
        }
    }
    steps
}
