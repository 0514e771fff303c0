//! The three answers that every report opens with: what is exposed, what is due first, will we make it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Exposure;
use crate::plan::{Deadline, Late, Missed, Package, Plan, speech};

use super::plain::{counted, thousands};
use super::{exposed_before, reserves, words};

/// Policies named in a sentence.
const SOURCES: usize = 4;

/// The answers, as sentences and as the things they speak of.
#[derive(Clone, Debug)]
pub struct Answers<'a> {
    /// Holdings that call for a change or cannot be told.
    pub exposed: u64,
    /// What is exposed, in a sentence.
    pub exposure: String,
    /// Packages with a deadline, the earliest first; then those without one by start.
    pub due: Vec<&'a Package>,
    /// What is due first, in a sentence.
    pub first: String,
    /// Late packages with their reasons, the most urgent first.
    pub late: Vec<Delay<'a>>,
    /// Whether everything is in time.
    pub outcome: Outcome,
    /// Will we make it, in a sentence.
    pub in_time: String,
    /// Whether a quantum computer may exist before what it threatens is migrated, in sentences with the assumption; `None`
    /// where the plan dates nothing that one threatens.
    pub mosca: Option<String>,
    /// Unknowns in all; the scan is incomplete unless it is zero.
    pub unknowns: u64,
    /// Unknowns by reason, in a sentence; empty when there are none.
    pub gaps: String,
}

/// A package that misses its deadline.
#[derive(Clone, Copy, Debug)]
pub struct Delay<'a> {
    /// Package id.
    pub id: &'a str,
    /// The package; `None` where the plan names one that it does not hold.
    pub package: Option<&'a Package>,
    /// Why, and what would save it; `None` where the plan does not say.
    pub reason: Option<&'a Late>,
    /// Quarters late; `None` when it does not fit at all.
    pub quarters: Option<i32>,
}

impl Delay<'_> {
    /// Title, or the id where there is no package.
    #[must_use]
    pub fn title(&self) -> &str {
        self.package.map_or(self.id, |package| &package.title)
    }

    /// The package's deadline.
    #[must_use]
    pub fn deadline(&self) -> Option<&Deadline> {
        self.package.and_then(|package| package.deadline.as_ref())
    }

    fn is_undecided(&self) -> bool {
        self.is_of_a_part() || self.package.is_some_and(Package::is_undecided)
    }

    /// Whether it is done but for what it leaves out.
    fn is_of_a_part(&self) -> bool {
        let is_dated = |package: &Package| package.finish.is_some() && !package.left_out.is_empty();
        self.quarters.is_none() && self.package.is_some_and(is_dated)
    }

    /// How late, in words.
    #[must_use]
    pub fn by(&self) -> String {
        match self.quarters {
            Some(quarters) => format!("{} late", words::quarters(quarters)),
            None if self.is_of_a_part() => "a part has no date before a decision".into(),
            None if self.is_undecided() => "no date before a decision".into(),
            None => "gets no date".into(),
        }
    }

    /// What binds it, from the package back to the start.
    #[must_use]
    pub fn because(&self) -> &[String] {
        self.reason.map_or(&[], |reason| &reason.because)
    }

    /// What would save it.
    #[must_use]
    pub fn remedy(&self) -> String {
        self.reason.map_or_else(
            || "The plan does not say what would save it.".into(),
            |reason| reason.remedy.clone(),
        )
    }
}

/// Whether the plan meets its deadlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was found at all.
    NothingFound,
    /// Nothing has to be done.
    NothingToDo,
    /// Every package is in time.
    InTime,
    /// Every package is in time by likely efforts, which is not likely enough to be all that is said.
    Unlikely,
    /// Every package is in time if what some rest on comes in time, which nobody has dated.
    Undated,
    /// Every package is in time, but for what an authority had disallowed before the plan began, and for risks that are
    /// accepted beyond their deadline.
    Missed,
    /// At least one package is late.
    Late,
}

impl<'a> Answers<'a> {
    /// Reads the answers off `plan`.
    #[must_use]
    pub fn of(plan: &'a Plan) -> Self {
        let late = late(plan);
        let outcome = outcome(plan, &late);
        let due = due(plan);
        let unknowns = plan.totals.unknowns.values().fold(0_u64, |sum, n| sum.saturating_add(*n));
        Self {
            exposed: exposed(plan),
            exposure: exposure(plan),
            first: first(plan, &due, outcome),
            in_time: in_time(plan, outcome, &late, unknowns),
            gaps: gaps(plan),
            mosca: exposed_before::sentence(plan),
            due,
            late,
            outcome,
            unknowns,
        }
    }

    /// Will we make it, below a `headline` with which the sentence need not begin again.
    #[must_use]
    pub fn in_time_after(&self, headline: &str) -> String {
        let rest = self.in_time.strip_prefix(headline).and_then(|rest| rest.strip_prefix(": "));
        rest.map_or_else(|| self.in_time.clone(), speech::capital)
    }
}

/// Holdings of one exposure class.
#[must_use]
pub fn holdings(plan: &Plan, class: Exposure) -> u64 {
    plan.totals.by_exposure.get(&class).copied().unwrap_or(0)
}

/// The distinct deadlines that packages have, with the number of packages, earliest first.
#[must_use]
pub fn clauses(plan: &Plan) -> Vec<(&Deadline, u64)> {
    let mut clauses: BTreeMap<_, (&Deadline, u64)> = BTreeMap::new();
    for deadline in plan.packages.iter().filter_map(|package| package.deadline.as_ref()) {
        let key = (deadline.date, &deadline.policy, &deadline.rule, &deadline.clause);
        clauses.entry(key).or_insert((deadline, 0)).1 += 1;
    }
    clauses.into_values().collect()
}

fn exposed(plan: &Plan) -> u64 {
    words::EXPOSED.iter().fold(0_u64, |sum, class| sum.saturating_add(holdings(plan, *class)))
}

/// The package has no place in the plan, or ends after its deadline, by its own figures.
#[must_use]
pub fn is_late(package: &Package) -> bool {
    package.finish.is_none() || package.slack_quarters.is_some_and(|slack| slack < 0)
}

/// The days of authorities that had passed before the plan began, with the package each concerns.
fn missed(plan: &Plan) -> impl Iterator<Item = (&Package, &Missed)> {
    plan.packages.iter().filter_map(|package| {
        let deadline = package.deadline.as_ref()?;
        Some((package, deadline.missed.as_ref()?))
    })
}

/// How many packages change what was disallowed before the plan began, by whom since when, and when that ends.
fn too_late_already(plan: &Plan) -> Option<(u64, String)> {
    let mut sources: BTreeMap<String, u64> = BTreeMap::new();
    missed(plan).for_each(|(_, missed)| *sources.entry(since(missed)).or_default() += 1);
    let count = sources.values().sum::<u64>();
    let mut named: Vec<String> = match sources.len() {
        0 => return None,
        1 => sources.into_keys().collect(),
        _ => {
            sources.iter().map(|(since, count)| format!("{} {since}", thousands(*count))).collect()
        }
    };
    if named.len() > SOURCES {
        named.truncate(SOURCES);
        named.push("others".into());
    }
    let changes = if count == 1 { "changes" } else { "change" };
    let finish = missed(plan).map(|(package, _)| package.finish).collect::<Option<Vec<_>>>();
    let done = finish.and_then(|all| all.into_iter().max());
    let done = done.map_or(String::new(), |last| format!(", and will be done by {last}"));
    let what = format!(
        "{changes} what was disallowed before this plan began ({}){done}",
        named.join(", ")
    );
    Some((count, what))
}

/// Who disallowed it, and since when.
fn since(missed: &Missed) -> String {
    match missed.since {
        Some(date) => format!("after {date} by {}", missed.policy),
        None => format!("by {}", missed.policy),
    }
}

fn outcome(plan: &Plan, late: &[Delay<'_>]) -> Outcome {
    if plan.totals.holdings == 0 && plan.packages.is_empty() {
        Outcome::NothingFound
    } else if plan.packages.is_empty() {
        Outcome::NothingToDo
    } else if !late.is_empty() {
        Outcome::Late
    } else if missed(plan).next().is_some() || reserves::beyond(plan).is_some() {
        Outcome::Missed
    } else if reserves::undated(plan).is_some() {
        Outcome::Undated
    } else if reserves::chance(plan).is_some() {
        Outcome::Unlikely
    } else {
        Outcome::InTime
    }
}

fn exposure(plan: &Plan) -> String {
    let all = counted(plan.totals.holdings, "use", "uses");
    let parts: Vec<String> = [
        (Exposure::ClassicallyBroken, "broken today"),
        (Exposure::Shor, "quantum-vulnerable"),
        (Exposure::Indeterminate, "undetermined"),
    ]
    .into_iter()
    .filter_map(|(class, words)| {
        let count = holdings(plan, class);
        (count > 0).then(|| format!("{} {words}", thousands(count)))
    })
    .collect();
    if plan.totals.holdings == 0 {
        "No cryptography was found.".into()
    } else if parts.is_empty() {
        format!("None of {all} of cryptography is exposed.")
    } else {
        format!("Of {all} of cryptography, {}.", parts.join(", "))
    }
}

/// Sorted by deadline, then finish, start and id: the order in which they hurt.
fn due(plan: &Plan) -> Vec<&Package> {
    let mut due: Vec<&Package> = plan.packages.iter().collect();
    due.sort_by_key(|package| {
        let day = package.deadline.as_ref().map(|deadline| deadline.date);
        (day.is_none(), day, package.finish.is_none(), package.finish, package.start, &package.id)
    });
    due
}

fn first(plan: &Plan, due: &[&Package], outcome: Outcome) -> String {
    match due.first().map(|package| (package, &package.deadline)) {
        Some((package, Some(deadline))) => {
            let same = |other: &&&Package| {
                other.deadline.as_ref().is_some_and(|one| one.date == deadline.date)
            };
            let others = due.iter().filter(same).count() as u64 - 1;
            let more = match others {
                0 => String::new(),
                _ => format!(" ({} due that day)", counted(others + 1, "package", "packages")),
            };
            match &deadline.missed {
                Some(missed) => format!(
                    "{}, by {}{more}; disallowed {} already.",
                    package.title,
                    deadline.date,
                    since(missed)
                ),
                None if deadline.date < plan.at => {
                    format!("{}: overdue since {}{more}.", package.title, deadline.date)
                }
                None => format!("{}, by {}{more}.", package.title, deadline.date),
            }
        }
        Some((package, None)) => format!("{}; no policy sets a deadline.", package.title),
        None if outcome == Outcome::NothingFound => "Nothing, as nothing was found.".into(),
        None => "Nothing: no change is due.".into(),
    }
}

/// What the plan calls late, and what is late by its own figures: a delay must not be lost between
/// the two. Sorted by deadline; what does not fit at all comes before others of that day.
fn late(plan: &Plan) -> Vec<Delay<'_>> {
    let packages: BTreeMap<&str, &Package> =
        plan.packages.iter().map(|package| (package.id.as_str(), package)).collect();
    let listed: BTreeSet<&str> = plan.late.iter().map(|late| late.package.as_str()).collect();
    let named = plan.late.iter().map(|late| Delay {
        id: &late.package,
        package: packages.get(late.package.as_str()).copied(),
        reason: Some(late),
        quarters: late.quarters,
    });
    let unnamed = plan
        .packages
        .iter()
        .filter(|package| is_late(package) && !listed.contains(package.id.as_str()))
        .map(|package| Delay {
            id: &package.id,
            package: Some(package),
            reason: None,
            quarters: package.finish.and(package.slack_quarters).map(i32::saturating_neg),
        });
    let mut late: Vec<Delay<'_>> = named.chain(unnamed).collect();
    late.sort_by_key(|delay| {
        let day = delay.deadline().map(|deadline| deadline.date);
        (day.is_none(), day, delay.quarters.map_or(i32::MIN, i32::saturating_neg), delay.id)
    });
    late
}

fn in_time(plan: &Plan, outcome: Outcome, late: &[Delay<'_>], unknowns: u64) -> String {
    let reserve = match unknowns {
        0 => "",
        _ => " What could not be read is not in the plan.",
    };
    match outcome {
        Outcome::NothingFound => "Cannot be told: nothing was found.".into(),
        Outcome::NothingToDo if unknowns == 0 => "Yes: there is nothing to change.".into(),
        Outcome::NothingToDo => format!("Nothing found has to change.{reserve}"),
        Outcome::InTime | Outcome::Unlikely | Outcome::Undated | Outcome::Missed => {
            let all = counted(plan.packages.len() as u64, "package", "packages");
            let tightest = plan.packages.iter().filter_map(|package| package.slack_quarters).min();
            let room = match tightest {
                Some(0) => ", the tightest just in time".to_owned(),
                Some(spare) => format!(", the tightest with {} to spare", words::quarters(spare)),
                None => String::new(),
            };
            let undated = reserves::undated(plan);
            let chance = reserves::chance(plan);
            let room = match &chance {
                None => room,
                Some(chance) => format!(" by likely efforts{room}; kept with a chance of {chance}"),
            };
            let reserve = reserves::within(plan) + reserve;
            match too_late_already(plan) {
                Some((count, what)) if count == plan.packages.len() as u64 => {
                    format!("No, all {all} {what}.{reserve}")
                }
                already => {
                    let already = already.map(|(count, what)| (thousands(count), what));
                    let already = already.map(|(count, what)| format!("{count} of {all} {what}"));
                    let not: Vec<String> =
                        already.into_iter().chain(reserves::beyond(plan)).collect();
                    match (not.as_slice(), undated) {
                        ([], None) if chance.is_some() => {
                            format!("All {all} in time{room}.{reserve}")
                        }
                        ([], None) => format!("Yes, all {all} in time{room}.{reserve}"),
                        ([], Some((count, what))) => {
                            let rest = match plan.packages.len() as u64 {
                                1 => "the one package".to_owned(),
                                every if every == count => format!("all {all}"),
                                _ => format!("of {all} {}", thousands(count)),
                            };
                            format!(
                                "Not certain: {rest} {what}. If that comes when the plan assumes it, all are in \
                                 time{room}.{reserve}"
                            )
                        }
                        (not, undated) => {
                            let undated = undated.map(|(count, what)| {
                                format!(" Of them {} {what}.", thousands(count))
                            });
                            format!(
                                "Not everything: {}. The others are in time{room}.{}{reserve}",
                                not.join("; "),
                                undated.unwrap_or_default()
                            )
                        }
                    }
                }
            }
        }
        Outcome::Late => {
            let (undecided, late): (Vec<Delay<'_>>, Vec<Delay<'_>>) =
                late.iter().copied().partition(|delay| delay.is_undecided());
            let due = late.iter().filter(|delay| delay.deadline().is_some()).count();
            let is_held = |delay: &&Delay<'_>| delay.package.is_some_and(Package::is_held);
            let held = late.iter().filter(is_held).count() as u64;
            let misses = match (late.len(), due) {
                (1, 1) => "misses its deadline".to_owned(),
                (all, due) if all == due => "miss their deadline".to_owned(),
                (_, 0) if held > 0 => "get no date".to_owned(),
                (_, 0) => "do not fit into the plan".to_owned(),
                (_, due) => format!(
                    "are late or without a date ({} of them with a deadline)",
                    thousands(due as u64)
                ),
            };
            let all = counted(plan.packages.len() as u64, "package", "packages");
            let worst = late.iter().filter_map(|delay| delay.quarters).max();
            let unfit = late.iter().filter(|delay| delay.quarters.is_none()).count() as u64;
            let unfit = unfit.saturating_sub(held);
            let by = worst.map_or_else(String::new, |quarters| {
                format!(", the worst by {}", words::quarters(quarters))
            });
            let fit = if unfit == 1 { "does not fit" } else { "do not fit" };
            let mut never = match unfit {
                0 => String::new(),
                _ => format!("; {} {fit} into the plan at all", thousands(unfit)),
            };
            if held > 0 {
                let are = if held == 1 { "is" } else { "are" };
                never += &format!("; {} {are} held back by what is accepted", thousands(held));
            }
            let undated_by_policy = no_date(&undecided);
            let already = too_late_already(plan).map_or(String::new(), |(count, what)| {
                format!(" Of all, {} {what}.", thousands(count))
            });
            let beyond = reserves::beyond(plan);
            let beyond = beyond.map_or(String::new(), |what| format!(" Accepted: {what}."));
            let undated = reserves::undated(plan);
            let undated = undated.map_or(String::new(), |(count, what)| {
                format!(" Of all, {} {what}.", thousands(count))
            });
            let reserve = format!("{beyond}{undated}{}{reserve}", reserves::within(plan));
            match (late.len() as u64, undated_by_policy) {
                (0, Some(no_date)) => {
                    format!(
                        "Not everything: of {all} {no_date}. The others are in time.{already}{reserve}"
                    )
                }
                (count, no_date) => {
                    let no_date = no_date.map_or(String::new(), |what| format!("; {what}"));
                    format!(
                        "No, {} of {all} {misses}{by}{never}{no_date}.{already}{reserve}",
                        thousands(count)
                    )
                }
            }
        }
    }
}

/// How many have no date before somebody decides, and why.
fn no_date(undecided: &[Delay<'_>]) -> Option<String> {
    let (parts, whole): (Vec<&Delay<'_>>, Vec<&Delay<'_>>) =
        undecided.iter().partition(|delay| delay.is_of_a_part());
    let count = |all: &[&Delay<'_>], one: &str, many: &str| {
        let have = if all.len() == 1 { one } else { many };
        format!("{} {have}", thousands(all.len() as u64))
    };
    let why = whole.iter().filter_map(|delay| delay.package?.undecided.as_deref());
    let why: BTreeSet<&str> = why.collect();
    let first = why.into_iter().next();
    let whole = first.map(|why| format!("{} no date ({why})", count(&whole, "has", "have")));
    let parts = (!parts.is_empty()).then(|| {
        format!("{} out what has no date before a decision", count(&parts, "leaves", "leave"))
    });
    let told: Vec<String> = whole.into_iter().chain(parts).collect();
    (!told.is_empty()).then(|| told.join("; "))
}

fn gaps(plan: &Plan) -> String {
    let reasons: Vec<String> = plan
        .totals
        .unknowns
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(reason, count)| format!("{} {}", thousands(*count), words::unknown(reason)))
        .collect();
    reasons.join(", ")
}
