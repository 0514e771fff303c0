use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{Date, Purpose, Purposes, Subject};

use super::matching::{Case, Match};
use super::{Duty, DutyKind, Policy, Rule, Setting, Status, Step};

/// What one policy says of one subject on one day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// What else the deciding rules ask for, past and to come, in order of date.
    #[serde(default)]
    pub due: Vec<Duty>,
    /// The policy is a draft.
    pub draft: bool,
    /// Neither the document nor a quotation of the clause was read: check it before relying on it.
    #[serde(default)]
    pub needs_primary_check: bool,
    /// The reading of the clause is disputed.
    #[serde(default)]
    pub contested: bool,
    /// Day of the verdict.
    #[serde(default)]
    pub at: Date,
}

/// The next day that counts, and what happens on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Due {
    /// The day: the last one before a worse status, or that of a duty.
    pub on: Date,
    /// The worse status after that day.
    pub status: Option<Status>,
    /// The duty of that day.
    pub duty: Option<DutyKind>,
}

impl std::fmt::Display for Due {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.status, self.duty) {
            (Some(status), _) => write!(f, "{status} after {}", self.on),
            (None, Some(duty)) => write!(f, "{duty} {}", self.on),
            (None, None) => write!(f, "{}", self.on),
        }
    }
}

impl Verdict {
    /// The status on a day that is not before that of the verdict.
    #[must_use]
    pub fn status_on(&self, day: Date) -> Status {
        let begun = self.upcoming.iter().rev().find(|step| step.from.is_some_and(|on| on <= day));
        begun.map_or(self.status, |step| step.status)
    }

    /// The first worse status or duty that is still to come.
    #[must_use]
    pub fn next(&self) -> Option<Due> {
        let step = self.upcoming.first().and_then(|step| {
            let on = step.from?.yesterday().ok()?;
            Some(Due { on, status: Some(step.status), duty: None })
        });
        let duty = self.due.iter().find(|duty| duty.on >= self.at);
        let duty = duty.map(|duty| Due { on: duty.on, status: None, duty: Some(duty.kind) });
        step.into_iter().chain(duty).min_by_key(|due| due.on)
    }
}

/// Judges `subject`, in a system that belongs to `populations`, under `policy` on day `at`.
///
/// The first rule that matches decides. Of several known purposes the worst status counts and the
/// earliest deadline. Where the purpose, strength or another selected property is not known, every
/// possible rule is asked: on a day on which they agree that is the status, else it is
/// [`Status::Indeterminate`]. The status never improves as `at` grows.
#[must_use]
pub fn judge(policy: &Policy, subject: &Subject, populations: &[String], at: Date) -> Verdict {
    judge_in(policy, subject, &Setting::of(populations), at)
}

/// As [`judge`], with what else is known of the system.
#[must_use]
pub fn judge_in(policy: &Policy, subject: &Subject, setting: &Setting<'_>, at: Date) -> Verdict {
    let rules: Vec<&Rule> = policy.rules.iter().collect();
    judge_by(policy, &rules, subject, setting, at)
}

/// As [`judge_in`], by `rules`: at least those of the policy that can speak of the subject, in its order.
pub(super) fn judge_by(
    policy: &Policy,
    rules: &[&Rule],
    subject: &Subject,
    setting: &Setting<'_>,
    at: Date,
) -> Verdict {
    let outcome = if policy.binds(setting.populations) {
        outcome(rules, subject, setting, at)
    } else {
        Outcome::of(vec![None])
    };
    let mut due: Vec<Duty> = outcome.rules.iter().flat_map(|rule| rule.due.clone()).collect();
    due.sort_unstable();
    due.dedup();
    let unread = policy.verified == "needs-primary-check";
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
        due,
        draft: policy.draft,
        needs_primary_check: outcome.rules.iter().any(|rule| unread || rule.needs_primary_check),
        contested: outcome.rules.iter().any(|rule| rule.contested),
        at,
    }
}

/// One verdict a policy, in the order of `policies`; see [`judge`].
#[must_use]
pub fn judge_all(
    policies: &[Policy],
    subject: &Subject,
    setting: &Setting<'_>,
    at: Date,
) -> Vec<Verdict> {
    policies.iter().map(|policy| judge_in(policy, subject, setting, at)).collect()
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

fn outcome<'p>(
    rules: &[&'p Rule],
    subject: &Subject,
    setting: &Setting<'_>,
    at: Date,
) -> Outcome<'p> {
    let candidates = |purpose: Purpose| candidates(rules, subject, setting, purpose);
    match &subject.purposes {
        Purposes::Known(known) if !known.is_empty() => {
            let each = known.iter().map(|purpose| Outcome::of(candidates(*purpose)));
            Outcome::worst(each.collect(), at)
        }
        Purposes::Known(set) | Purposes::OneOf(set) => {
            let mut all = Vec::new();
            // An empty set is a purpose of which nothing was seen: any.
            let possible =
                PURPOSES.iter().filter(|purpose| set.is_empty() || set.contains(purpose));
            for purpose in possible {
                candidates(*purpose).into_iter().for_each(|rule| add(&mut all, rule));
            }
            Outcome::of(all)
        }
    }
}

/// The rules that may decide for one purpose; more than one only where something is not known.
fn candidates<'p>(
    rules: &[&'p Rule],
    subject: &Subject,
    setting: &Setting<'_>,
    purpose: Purpose,
) -> Vec<Option<&'p Rule>> {
    let (strength, nist_category) = (subject.strength, subject.nist_category);
    let case = Case { subject, setting, purpose: Some(purpose), strength, nist_category };
    let first = first_rules(rules, &case);
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
        None => bounds()
            .flat_map(|select| {
                [
                    select.nist_category_min,
                    select.nist_category_max.map(|max| max.saturating_add(1)),
                ]
            })
            .flatten()
            .chain([0])
            .collect(),
    };
    let mut all = Vec::new();
    for strength in strengths {
        for category in &categories {
            let case = Case { strength: Some(strength), nist_category: Some(*category), ..case };
            first_rules(rules, &case).into_iter().for_each(|rule| add(&mut all, rule));
        }
    }
    all
}

/// The first rule that matches, and those before it that match if something unknown does; `None` where none may match.
fn first_rules<'p>(rules: &[&'p Rule], case: &Case<'_>) -> Vec<Option<&'p Rule>> {
    let mut first = Vec::with_capacity(1);
    for rule in rules {
        match rule.select.matches(case) {
            Match::No => {}
            Match::Maybe => first.push(Some(*rule)),
            Match::Yes => {
                first.push(Some(*rule));
                return first;
            }
        }
    }
    first.push(None);
    first
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
        let each: Vec<&[Step]> = candidates.iter().map(steps).collect();
        let unclear = merged(&each, agreed);
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
        let steps: Vec<&[Step]> = each.iter().map(|outcome| &*outcome.steps).collect();
        Self { steps: merged(&steps, worst_of).into(), deadline, rules }
    }
}

fn agreed(statuses: &[Status]) -> Status {
    match statuses {
        [first, rest @ ..] if rest.iter().all(|other| other == first) => *first,
        _ => Status::Indeterminate,
    }
}

fn worst_of(statuses: &[Status]) -> Status {
    statuses.iter().copied().max().unwrap_or(Status::NotApplicable)
}

/// One timeline of several: what `join` makes of their statuses at any time, never better than before.
fn merged(each: &[&[Step]], join: fn(&[Status]) -> Status) -> Vec<Step> {
    let dates: BTreeSet<Option<Date>> =
        each.iter().flat_map(|steps| steps.iter().map(|step| step.from)).collect();
    let mut steps: Vec<Step> = Vec::new();
    for from in dates {
        let on = from.unwrap_or(Date::MIN);
        let statuses: Vec<Status> = each.iter().map(|steps| Step::status_on(steps, on)).collect();
        let status = join(&statuses);
        if steps.last().is_none_or(|last| last.status < status) {
            steps.push(Step { from, status });
        }
    }
    steps
}
