//! Which deadlines no timetable keeps, and the constraints that exclude them.
//!
//! Where money is limited too, what capacity alone excludes is told of capacity alone, what money alone excludes of money
//! alone, and only the rest of both: no constraint is named that plays no part. Nor is what lies outside the window in
//! which the work would have to be done.

use std::collections::BTreeSet;

use super::shrink::Part;
use super::{Impossible, Infeasible};
use crate::model::{Context, Quarter};
use crate::plan::Package;
use crate::plan::deadline::due_quarter;
use crate::plan::pieces::Pieces;
use crate::plan::schedule::{Budget, Problem};
use crate::plan::speech::{capital, person_days};
use crate::plan::spending;
use crate::plan::timetable::Timetable;
use crate::schedule::conflict::{Conflict, Constraint, Deadlines, deadlines};

/// Pieces for which conflicts are worked out; it takes their square.
const PIECES: usize = 1_500;
/// Conflicts told.
pub(super) const TOLD: usize = 20;

/// What keeps a team from doing more.
#[derive(Clone, Copy)]
enum Limits {
    Capacity,
    Money,
    Both,
}

/// A problem under some limits, and what they exclude.
struct Refuted {
    limits: Limits,
    problem: Problem,
    pieces: Pieces,
    fine: bool,
    deadlines: Deadlines,
}

impl Refuted {
    /// `None` where nothing was worked out.
    fn of(problem: Problem, placed: &[bool], limits: Limits) -> Option<Self> {
        let fits = |pieces: &Pieces| pieces.project.tasks.len() <= PIECES;
        let cut = |fine: bool| Some((Pieces::of(&problem, placed, fine).filter(fits)?, fine));
        let (pieces, fine) = cut(true).or_else(|| cut(false))?;
        let deadlines = deadlines(&pieces.project).ok()?;
        Some(Self { limits, problem, pieces, fine, deadlines })
    }

    /// The conflict of the package `at`.
    fn conflict(&self, at: usize) -> Option<&Conflict> {
        let Deadlines::Impossible(conflicts) = &self.deadlines else { return None };
        conflicts.iter().find(|conflict| self.pieces.owner[conflict.task] == at)
    }

    /// Packages of which `constraints` speak.
    fn owners(&self, constraints: &[Constraint]) -> BTreeSet<usize> {
        let owner = |piece: usize| self.pieces.owner.get(piece).copied();
        let owners = constraints.iter().flat_map(|constraint| match *constraint {
            Constraint::Due { task } | Constraint::Release { task } => [owner(task), None],
            Constraint::Precedence { edge } => {
                [owner(edge.before as usize), owner(edge.after as usize)]
            }
            Constraint::Capacity { .. } => [None, None],
        });
        owners.flatten().collect()
    }

    /// The same without the packages that play no part in a conflict of these; with an `alone` only its deadline counts.
    fn shrunk(&self, constraints: &[Constraint], alone: Option<usize>) -> Option<Self> {
        let part = Part::of(&self.problem, self.owners(constraints), alone).shrunk(self.fine)?;
        let pieces = part.pieces(self.fine)?;
        let deadlines = deadlines(&pieces.project).ok()?;
        let (limits, fine) = (self.limits, self.fine);
        Some(Self { limits, problem: part.problem, pieces, fine, deadlines })
    }

    /// What its conflict consists of, in sentences, and the package whose deadline it excludes by itself.
    fn told(
        &self,
        constraints: &[Constraint],
        alone: Option<usize>,
        packages: &[Package],
        by: (&Timetable, &Context),
    ) -> (Vec<String>, Option<usize>) {
        let shrunk = self.shrunk(constraints, alone);
        let fewer = shrunk.as_ref().and_then(|one| Some((one, one.deadlines.first()?)));
        let (of, constraints) = fewer.unwrap_or((self, constraints));
        let mut dues = constraints.iter().filter_map(|constraint| match *constraint {
            Constraint::Due { task } => of.pieces.owner.get(task).copied(),
            _ => None,
        });
        let single = dues.next().filter(|_| dues.next().is_none());
        (sentences(constraints, packages, by, of), single)
    }
}

/// Deadlines that are excluded each by itself, and where there are none such, a smallest set that is excluded together.
pub(super) fn prove(
    found: &mut Infeasible,
    packages: &[Package],
    (table, context): (&Timetable, &Context),
) {
    let problem = &table.problem;
    let placed: Vec<bool> =
        table.placements.iter().map(|placement| placement.span.is_some()).collect();
    let Some(both) = Refuted::of(problem.within_budget(), &placed, Limits::Both) else { return };
    if both.deadlines == Deadlines::Open {
        return;
    }
    let mut all = alone(problem, &placed);
    all.push(both);
    let told = |of: &Refuted, constraints: &[Constraint], alone: Option<usize>| {
        of.told(constraints, alone, packages, (table, context))
    };
    // What both exclude, each may exclude by itself; never the other way round.
    match &all[all.len() - 1].deadlines {
        Deadlines::Impossible(conflicts) => {
            for conflict in conflicts.iter().take(TOLD) {
                let at = all[all.len() - 1].pieces.owner[conflict.task];
                let fewest = all.iter().find_map(|one| Some((one, one.conflict(at)?)));
                let conflict =
                    fewest.map(|(one, conflict)| told(one, &conflict.constraints, Some(at)).0);
                found.impossible.push(Impossible {
                    package: packages[at].id.clone(),
                    conflict: conflict.unwrap_or_default(),
                });
            }
        }
        Deadlines::Together(_) => {
            let fewest = all.iter().find_map(|one| match &one.deadlines {
                Deadlines::Together(constraints) => Some(told(one, constraints, None)),
                _ => None,
            });
            match fewest {
                // What is left of them may be one deadline, which is then excluded by itself.
                Some((conflict, Some(at))) => {
                    let package = packages[at].id.clone();
                    found.impossible.push(Impossible { package, conflict });
                }
                fewest => found.together = fewest.unwrap_or_default().0,
            }
        }
        Deadlines::Open => {}
    }
}

/// What capacity excludes without a budget, and a budget with people without end.
fn alone(problem: &Problem, placed: &[bool]) -> Vec<Refuted> {
    if problem.budget.is_none() {
        return Vec::new();
    }
    let capacity = Problem { budget: None, ..problem.clone() };
    let endless = vec![vec![u64::MAX / 4; problem.periods]; problem.capacity.len()];
    let money = Problem { capacity: endless, ..problem.clone() }.within_budget();
    let refuted = [
        Refuted::of(capacity, placed, Limits::Capacity),
        Refuted::of(money, placed, Limits::Money),
    ];
    refuted.into_iter().flatten().collect()
}

fn sentences(
    constraints: &[Constraint],
    packages: &[Package],
    (table, context): (&Timetable, &Context),
    Refuted { limits, pieces, .. }: &Refuted,
) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    let window = window(constraints, pieces);
    for constraint in constraints {
        let sentence = match *constraint {
            Constraint::Due { task } => due_sentence(&packages[pieces.owner[task]]),
            Constraint::Release { task } => release_sentence(&packages[pieces.owner[task]]),
            Constraint::Precedence { edge } => {
                let (before, after) =
                    (pieces.owner[edge.before as usize], pieces.owner[edge.after as usize]);
                if before == after {
                    elapsed_sentence(&packages[after])
                } else {
                    format!("{} waits for {}.", packages[after].id, packages[before].id)
                }
            }
            Constraint::Capacity { resource } => {
                let team = table.teams.get(resource).map_or("", String::as_str);
                limited(team, (table, context), *limits, window)
            }
        };
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences
}

/// First and last period in which the work of a conflict would have to be done.
fn window(constraints: &[Constraint], pieces: &Pieces) -> (usize, usize) {
    let tasks = &pieces.project.tasks;
    let mut until = None;
    let (mut named, mut released, mut waiting) = (Vec::new(), Vec::new(), Vec::new());
    for constraint in constraints {
        match *constraint {
            Constraint::Due { task } => {
                until = until.max(tasks[task].due.and_then(|due| usize::try_from(due).ok()));
                named.push(task);
            }
            Constraint::Release { task } => released.push(task),
            Constraint::Precedence { edge } => {
                named.push(edge.before as usize);
                waiting.push(edge.after as usize);
            }
            Constraint::Capacity { .. } => {}
        }
    }
    // What waits begins after what it waits for, whatever its own release is.
    let firsts = named.iter().filter(|task| !waiting.contains(task));
    let begin = |task: &usize| match released.contains(task) {
        true => usize::try_from(tasks[*task].release).unwrap_or_default(),
        false => 0,
    };
    (firsts.map(begin).min().unwrap_or_default(), until.unwrap_or_default())
}

/// What keeps `team` from doing more between two periods, with what is less than usual, and why: that is what gives first.
fn limited(
    team: &str,
    (table, context): (&Timetable, &Context),
    limits: Limits,
    (first, last): (usize, usize),
) -> String {
    let span = (table.quarter(first), table.quarter(last));
    let capacity = || format!("its capacity{}", less(team, (table, context), span));
    let money = || format!("the budget of the year pays{}", paid((table, context), span));
    let what = match limits {
        Limits::Capacity => capacity(),
        Limits::Money => money(),
        Limits::Both if table.problem.budget.is_none() => capacity(),
        Limits::Both => format!("{}, nor than {}", capacity(), money()),
    };
    format!("{} has no more than {what}.", capital(table.spoken(team)))
}

fn less(
    team: &str,
    (table, context): (&Timetable, &Context),
    (from, until): (Quarter, Quarter),
) -> String {
    let known = context.teams.iter().find(|known| known.id == team);
    let changes = known
        .into_iter()
        .flat_map(|team| team.overrides.iter().filter(|change| change.capacity < team.capacity));
    let mut less: Vec<String> = changes
        .filter(|change| change.until >= from && change.from <= until)
        .map(|change| {
            let when = match (change.from, change.until) {
                (from, until) if from == until => from.to_string(),
                (from, until) => format!("{from} to {until}"),
            };
            format!("{} in {when} ({})", change.capacity, change.reason)
        })
        .collect();
    let begins = (from == table.from).then(|| table.first.words()).flatten();
    less.extend(begins.map(|left| format!("of {from} {left}")));
    if less.is_empty() { String::new() } else { format!(": {}", less.join(", ")) }
}

/// What may be spent in the years from one quarter to another.
fn paid((table, context): (&Timetable, &Context), (from, until): (Quarter, Quarter)) -> String {
    let Some(budget) = &table.problem.budget else { return String::new() };
    let currency = &context.estate.funding.currency;
    let years = budget.amount.iter().zip(table.from.year()..);
    let years = years.filter(|(amount, year)| {
        **amount != Budget::ENDLESS && (from.year()..=until.year()).contains(year)
    });
    let told = years.map(|(amount, year)| {
        let amount = format!("{} {currency}", amount / 100);
        let reason = spending::reason(context, year);
        let reason = reason.map_or(String::new(), |reason| format!(" ({reason})"));
        format!("{} in {year}{reason}", amount.trim_end())
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { String::new() } else { format!(": {}", told.join(", ")) }
}

pub(super) fn due_sentence(package: &Package) -> String {
    match &package.deadline {
        Some(deadline) => format!(
            "{} must be finished by {} ({}), that is in {}.",
            package.id,
            deadline.date,
            deadline.policy,
            due_quarter(deadline.date)
        ),
        None => format!("{} must be finished in time.", package.id),
    }
}

fn release_sentence(package: &Package) -> String {
    match &package.release {
        Some((quarter, why)) => {
            format!("{} may not start before {quarter}: {why}.", package.id)
        }
        None => elapsed_sentence(package),
    }
}

fn elapsed_sentence(package: &Package) -> String {
    format!(
        "{} has {} of work, which take their quarters one after another.",
        package.id,
        person_days(package.effort_days[1])
    )
}
