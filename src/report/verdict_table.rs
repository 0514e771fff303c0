//! What policies say on chosen days as reports show it: a class of uses with a line a policy, and the
//! differences between policies with what would end them.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::assess::{Class, Dispute, Refusal, Resolution, Row, Verdicts};
use crate::model::{Date, Exposure, Purposes, Venue};
use crate::policy::{Policy, Verdict};

use super::plain::counted;
use super::words;

/// Classes shown; all of them are in `y2q policy verdict`.
const CLASSES: usize = 100;
/// Differences shown.
const DISPUTES: usize = 50;
/// Names listed before the rest is a number.
const NAMED: usize = 6;

/// The table.
#[derive(Debug, Serialize)]
pub struct VerdictTable {
    /// Heads of the columns of days.
    pub days: Vec<String>,
    /// The classes of which a policy speaks.
    pub classes: Vec<ClassRows>,
    /// Classes that are not shown.
    pub more_classes: usize,
    /// Algorithms of which no policy speaks.
    pub unspoken: String,
    /// Policies that speak of nothing here.
    pub silent: String,
    /// Last day of the differences.
    pub until: Date,
    /// The differences.
    pub disputes: Vec<DisputeText>,
    /// Differences that are not shown.
    pub more_disputes: usize,
    /// How many policies speak of anything: below two none can differ.
    pub speaking: usize,
}

/// Uses of which every policy says the same.
#[derive(Debug, Serialize)]
pub struct ClassRows {
    /// Algorithms with their numbers.
    pub algorithms: String,
    /// Purposes, or what they may be.
    pub purposes: String,
    /// Asset types and how they are used.
    pub kinds: String,
    /// Uses and systems.
    pub uses: String,
    /// Broken without a quantum computer.
    pub broken: bool,
    /// A line for each policy that speaks of it.
    pub lines: Vec<PolicyLine>,
}

/// What one policy says of a class.
#[derive(Debug, Serialize)]
pub struct PolicyLine {
    /// Policy id.
    pub policy: String,
    /// Statuses over the days, equal neighbours together.
    pub spans: Vec<Span>,
    /// The next day that counts, and what happens then.
    pub next: String,
    /// Clause.
    pub clause: String,
    /// What weakens the verdict.
    pub marks: Vec<&'static str>,
}

/// A status that holds on neighbouring days.
#[derive(Debug, Serialize)]
pub struct Span {
    /// The status in words.
    pub status: &'static str,
    /// How many of the days.
    pub days: usize,
}

/// A difference in words.
#[derive(Debug, Serialize)]
pub struct DisputeText {
    /// What is used, for what and where.
    pub what: String,
    /// Who differs about what.
    pub who: String,
    /// What weakens it.
    pub marks: Vec<&'static str>,
    /// A change satisfies all.
    pub solved: bool,
    /// The least change, or that nothing does.
    pub outcome: String,
    /// Why not, candidate by candidate.
    pub proof: Vec<String>,
}

impl VerdictTable {
    /// What a page can bear of `verdicts`.
    #[must_use]
    pub fn of(verdicts: &Verdicts) -> Self {
        Self::bounded(verdicts, CLASSES, DISPUTES)
    }

    /// All of `verdicts`.
    #[must_use]
    pub fn whole(verdicts: &Verdicts) -> Self {
        Self::bounded(verdicts, usize::MAX, usize::MAX)
    }

    fn bounded(verdicts: &Verdicts, classes: usize, most: usize) -> Self {
        let (spoken, unspoken): (Vec<Class<'_>>, Vec<Class<'_>>) =
            verdicts.classes().into_iter().partition(Class::is_spoken_of);
        let names: BTreeSet<&str> =
            unspoken.iter().flat_map(|class| class.algorithms().into_keys()).collect();
        let disputes = verdicts.disputes();
        let silent = silent(verdicts);
        Self {
            days: verdicts.days.iter().map(|day| head(verdicts.today, *day)).collect(),
            more_classes: spoken.len().saturating_sub(classes),
            classes: spoken.iter().take(classes).map(|one| class_rows(verdicts, one)).collect(),
            unspoken: some_of(names.into_iter().map(str::to_owned), 4 * NAMED),
            speaking: verdicts.policies.len().saturating_sub(silent.len()),
            silent: silent.join(", "),
            until: verdicts.days.last().copied().unwrap_or(verdicts.today),
            more_disputes: disputes.len().saturating_sub(most),
            disputes: disputes.iter().take(most).map(dispute).collect(),
        }
    }
}

/// Ids of the policies that speak of no use.
fn silent(verdicts: &Verdicts) -> Vec<&str> {
    let speaks = |at: usize| {
        let of_row = |row: &Row| row.verdicts.get(at).is_some_and(|one| one.rule.is_some());
        verdicts.rows.iter().any(of_row)
    };
    let silent = verdicts.policies.iter().enumerate().filter(|(at, _)| !speaks(*at));
    silent.map(|(_, policy)| policy.id.as_str()).collect()
}

/// `Today`, `End of 2030`, or the day.
fn head(today: Date, day: Date) -> String {
    match (day == today, day.month(), day.day()) {
        (true, ..) => "Today".to_owned(),
        (false, 12, 31) => format!("End of {}", day.year()),
        _ => day.to_string(),
    }
}

/// The algorithms of a class, those of most assets first.
fn algorithms(class: &Class<'_>) -> String {
    let mut counts: Vec<(&str, u64)> = class.algorithms().into_iter().collect();
    counts.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    some_of(counts.into_iter().map(|(name, _)| name.to_owned()), NAMED)
}

/// How much of it there is and where.
fn uses(class: &Class<'_>) -> String {
    let assets: u64 = class.rows.iter().map(|row| row.assets).sum();
    let systems = class.systems();
    let word = if systems.len() == 1 { "system" } else { "systems" };
    let uses = counted(assets, "use", "uses");
    format!("{uses} in {word} {}", some_of(systems.into_iter().map(str::to_owned), NAMED))
}

/// The types of asset of a class and how they are used.
fn kinds(class: &Class<'_>) -> String {
    let words = class.rows.iter().map(|row| {
        let parts = [row.subject.kind.clone(), row.subject.usage.words()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    });
    let words: BTreeSet<String> = words.collect();
    let all: Vec<String> = words.into_iter().collect();
    all.join("; ")
}

/// The purposes in words; `or` where only one of them is meant.
#[must_use]
pub fn purposes(purposes: &Purposes) -> String {
    let words: Vec<&str> = purposes.possible().iter().map(|one| words::purpose(*one)).collect();
    match purposes {
        _ if words.is_empty() => "an unknown purpose".to_owned(),
        Purposes::Known(_) => words.join(" and "),
        Purposes::OneOf(_) => words.join(" or "),
    }
}

/// What weakens a verdict.
fn marks(policy: &Policy, verdict: &Verdict) -> Vec<&'static str> {
    let marks = [
        (verdict.draft, "draft"),
        (policy.indicative, "indicative"),
        (verdict.contested, "disputed reading"),
        (verdict.needs_primary_check, "needs primary check"),
    ];
    marks.into_iter().filter_map(|(holds, mark)| holds.then_some(mark)).collect()
}

fn class_rows(verdicts: &Verdicts, class: &Class<'_>) -> ClassRows {
    let first = class.first();
    let of_policies =
        first.into_iter().flat_map(|row| verdicts.policies.iter().zip(&*row.verdicts));
    let spoken = of_policies.filter(|(_, verdict)| verdict.rule.is_some());
    ClassRows {
        algorithms: algorithms(class),
        purposes: first.map_or_else(String::new, |row| purposes(&row.subject.purposes)),
        kinds: kinds(class),
        uses: uses(class),
        broken: first.is_some_and(|row| row.subject.exposure == Exposure::ClassicallyBroken),
        lines: spoken.map(|(policy, verdict)| line(verdicts, policy, verdict)).collect(),
    }
}

fn line(verdicts: &Verdicts, policy: &Policy, verdict: &Verdict) -> PolicyLine {
    let mut spans: Vec<Span> = Vec::new();
    for day in &verdicts.days {
        let status = words::status(verdict.status_on(*day));
        match spans.last_mut() {
            Some(last) if last.status == status => last.days += 1,
            _ => spans.push(Span { status, days: 1 }),
        }
    }
    PolicyLine {
        policy: policy.id.clone(),
        spans,
        next: verdict.next().map_or_else(String::new, |due| due.to_string()),
        clause: verdict.clause.clone(),
        marks: marks(policy, verdict),
    }
}

fn dispute(dispute: &Dispute<'_>) -> DisputeText {
    let conflict = dispute.conflict;
    let names = |set: &BTreeSet<&str>| some_of(set.iter().map(|name| (*name).to_owned()), NAMED);
    let about: Vec<&str> = conflict.about.iter().map(|one| words::about(*one)).collect();
    let marks = [
        (conflict.contested, "rests on a disputed reading"),
        (conflict.needs_primary_check, "needs primary check"),
    ];
    let (solved, outcome, proof) = match &conflict.resolution {
        Resolution::LeastChange { scheme, reason } => {
            let what = candidate(scheme);
            (true, format!("Least change that satisfies all: {what} ({reason})."), Vec::new())
        }
        Resolution::Nothing { proof, nearest } => {
            let nearest = nearest.as_ref().map_or_else(String::new, |scheme| {
                format!(" Nearest, with the consent of who refuses it: {}.", candidate(scheme))
            });
            let outcome = format!("Nothing{} satisfies all.{nearest}", spoken_there(dispute));
            (false, outcome, proof.iter().map(refusal).collect())
        }
    };
    DisputeText {
        what: format!(
            "{} for {} in {}",
            names(&dispute.algorithms),
            words::purpose(conflict.purpose),
            names(&dispute.systems)
        ),
        who: format!("{} differ about {}", conflict.between.join(", "), about.join(", ")),
        marks: marks.into_iter().filter_map(|(holds, mark)| holds.then_some(mark)).collect(),
        solved,
        outcome,
        proof,
    }
}

fn spoken_there(dispute: &Dispute<'_>) -> String {
    let of = dispute.conflict.protocol.and_then(Venue::protocol);
    of.map_or_else(String::new, |word| {
        let unspoken = dispute.conflict.unspoken;
        format!(
            " that {word} can speak ({unspoken} candidates without a code point or OID left out)"
        )
    })
}

fn refusal(refusal: &Refusal) -> String {
    let disputed = if refusal.contested { ", disputed" } else { "" };
    let Refusal { scheme, policy, status, clause, .. } = refusal;
    format!("{}: {status} under {policy} ({clause}{disputed})", candidate(scheme))
}

/// In place of a scheme, `none` is the present algorithm.
fn candidate(scheme: &str) -> &str {
    if scheme == "none" { "no change" } else { scheme }
}

/// The first `shown` of the names, and how many there are beside them.
fn some_of(names: impl Iterator<Item = String>, shown: usize) -> String {
    let all: Vec<String> = names.collect();
    match all.len().saturating_sub(shown) {
        0 => all.join(", "),
        more => format!("{} and {more} more", all[..shown].join(", ")),
    }
}
