//! The plan as Microsoft Project reads it: phases as summary tasks, packages as tasks with links,
//! deadlines and work, teams as resources with what they have in each quarter.
//!
//! Elements, their order and their units: Microsoft, *Project XML Data Interchange Schema* (`mspdi_pj12.xsd`),
//! structure of Project, Task, Resource, Assignment and Calendar elements; lag is in tenths of a minute.
//! The field of the package's id is `Text1`.

use std::collections::BTreeMap;
use std::io;

use minijinja::value::{Serde, Value};
use minijinja::{
    AutoEscape, Environment, Output, State, UndefinedBehavior, context, escape_formatter,
};
use serde::Serialize;

use crate::model::{Date, Quarter};
use crate::plan::{Package, Plan};

use super::plain::{fit, visible};
use super::{AssetTable, Format, spending, words};

/// Microsoft Project XML.
pub const FORMAT: Format = Format {
    id: "mspdi",
    title: "tasks, links, deadlines and resources for Microsoft Project and what reads its XML",
    extension: "xml",
    write,
};

const PROJECT: &str = include_str!("assets/project.xml");
/// Minutes of a working day; hours of it.
const DAY_MINUTES: i64 = 480;
const DAY_HOURS: i64 = 8;
/// Longest name of a task that the schema allows, and of a text field.
const NAME: usize = 512;
const FIELD: usize = 255;
/// Longest currency symbol.
const SYMBOL: usize = 20;

/// Writes the whole plan as one project.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(as_xml);
    environment.add_template("project.xml", PROJECT).map_err(io::Error::other)?;
    let page = environment.get_template("project.xml").map_err(io::Error::other)?;
    let project = Project::of(plan);
    let currency = spending::currency(plan);
    let context = context! {
        name => fit(&plan.estate, FIELD), title => fit(&format!("Transition plan: {}", plan.estate), NAME),
        tool => plan.tool.as_str(), at => plan.at.to_string(),
        start => first_working(plan.from, plan.at).to_string(), finish => last_working(plan.until, plan.at).to_string(),
        symbol => currency.map(|currency| fit(currency, SYMBOL)),
        // Where nothing names a currency, the field is what a new project has.
        code => currency.map_or(Some("USD"), |currency| Some(currency).filter(|name| is_code(name))),
        tasks => Serde(&project.tasks), teams => Serde(&project.teams),
    };
    page.render_captured_to(context, &mut *out).map_err(io::Error::other)?;
    out.write_all(b"\n")
}

/// What is printed is made visible, keeps to the characters of XML 1.0 §2.2, and is escaped.
fn as_xml(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(text) => {
            let text = visible(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
            escape_formatter(out, state, &Value::from(text))
        }
        None => escape_formatter(out, state, value),
    }
}

struct Project {
    tasks: Vec<Task>,
    teams: Vec<Team>,
}

#[derive(Default, Serialize)]
struct Task {
    uid: usize,
    name: String,
    number: String,
    level: u8,
    priority: u16,
    start: Option<String>,
    finish: Option<String>,
    duration: String,
    work: Option<String>,
    milestone: u8,
    summary: u8,
    deadline: Option<String>,
    notes: Option<String>,
    /// Unique id of the predecessor, lag in tenths of a minute.
    links: Vec<(usize, i64)>,
    package: Option<String>,
    team: Option<usize>,
    units: String,
    /// In hundredths.
    cost: Option<String>,
}

#[derive(Serialize)]
struct Team {
    uid: usize,
    #[serde(skip)]
    id: String,
    name: String,
    units: String,
    /// Price of an hour.
    rate: Option<String>,
    /// First day, last day, units.
    periods: Vec<(String, String, String)>,
}

impl Project {
    fn of(plan: &Plan) -> Self {
        let teams = teams(plan);
        let uids: BTreeMap<&str, usize> =
            teams.iter().map(|team| (team.id.as_str(), team.uid)).collect();
        let mut phases: BTreeMap<usize, Vec<&Package>> = BTreeMap::new();
        for package in &plan.packages {
            phases.entry(package.phase.min(plan.phases.len())).or_default().push(package);
        }
        let mut outline = Outline { tasks: vec![root(plan)], placed: BTreeMap::new() };
        for at in 0..=plan.phases.len() {
            let packages = phases.remove(&at).unwrap_or_default();
            outline.phase(plan, at, &packages, &uids);
        }
        let Outline { mut tasks, placed } = outline;
        link(plan, &mut tasks, &placed);
        Self { tasks, teams }
    }
}

struct Outline<'a> {
    tasks: Vec<Task>,
    placed: BTreeMap<&'a str, (usize, &'a Package)>,
}

impl<'a> Outline<'a> {
    fn phase(
        &mut self,
        plan: &Plan,
        at: usize,
        packages: &[&'a Package],
        teams: &BTreeMap<&str, usize>,
    ) {
        let phase = plan.phases.get(at);
        if phase.is_none() && packages.is_empty() {
            return;
        }
        let name = phase.map_or("Outside every phase", |phase| &phase.name);
        let from = packages.iter().filter_map(|package| package.start).min();
        let until = packages.iter().filter_map(|package| package.finish).max();
        let span = from.zip(until).or_else(|| phase.map(|phase| (phase.until, phase.until)));
        self.tasks.push(Task {
            uid: self.tasks.len(),
            name: fit(name, NAME),
            number: (at + 1).to_string(),
            level: 1,
            priority: 500,
            start: span.map(|(from, _)| morning(first_working(from, plan.at))),
            finish: span.map(|(_, until)| evening(last_working(until, plan.at))),
            duration: hours(
                span.map_or(0, |(from, until)| working_days(from, until, plan.at)) * DAY_HOURS,
            ),
            summary: 1,
            notes: phase.map(|phase| phase.source.clone()),
            ..Task::default()
        });
        for (row, package) in packages.iter().enumerate() {
            let uid = self.tasks.len();
            self.placed.insert(&package.id, (uid, package));
            let number = format!("{}.{}", at + 1, row + 1);
            let team = teams.get(package.team.as_str()).copied();
            self.tasks.push(task(plan, package, (uid, number, team)));
        }
        if let Some(phase) = phase {
            let day = evening(last_working(phase.until, plan.at));
            self.tasks.push(Task {
                uid: self.tasks.len(),
                name: fit(&format!("End of phase: {}", phase.name), NAME),
                number: format!("{}.{}", at + 1, packages.len() + 1),
                level: 2,
                priority: 500,
                start: Some(day.clone()),
                finish: Some(day),
                duration: hours(0),
                milestone: 1,
                ..Task::default()
            });
        }
    }
}

fn root(plan: &Plan) -> Task {
    Task {
        name: fit(&plan.estate, NAME),
        number: "0".into(),
        priority: 500,
        start: Some(morning(first_working(plan.from, plan.at))),
        finish: Some(evening(last_working(plan.until, plan.at))),
        duration: hours(working_days(plan.from, plan.until, plan.at) * DAY_HOURS),
        summary: 1,
        ..Task::default()
    }
}

fn task(
    plan: &Plan,
    package: &Package,
    (uid, number, team): (usize, String, Option<usize>),
) -> Task {
    let span = package.start.zip(package.finish);
    let [_, likely, _] = package.effort_days;
    let days = span.map_or(likely.ceil().max(1.0), |(from, until)| {
        as_float(working_days(from, until, plan.at))
    });
    let deadline = package.deadline.as_ref();
    let source = deadline.map(words::deadline_source).unwrap_or_default();
    let mut notes = vec![words::bound_by(&package.bound_by), words::slack(package), source];
    notes.extend(package.places.sentences());
    notes.extend(package.steps.iter().cloned());
    notes.retain(|note| !note.is_empty());
    let unplaced = if span.is_none() { " (has no place in the plan)" } else { "" };
    Task {
        uid,
        name: fit(&format!("{}{unplaced}", package.title), NAME),
        number,
        level: 2,
        priority: package.priority.min(1000),
        start: span.map(|(from, _)| morning(first_working(from, plan.at))),
        finish: span.map(|(_, until)| evening(last_working(until, plan.at))),
        duration: minutes(days * as_float(DAY_MINUTES)),
        work: Some(minutes(likely * as_float(DAY_MINUTES))),
        deadline: deadline.map(|one| one.date.to_string()),
        notes: Some(notes.join(" · ")),
        package: Some(fit(&package.id, FIELD)),
        team,
        units: format!("{:.4}", likely / days.max(1.0)),
        // Readers take amounts of money for hundredths; a rate is in whole units.
        cost: package.cost.map(|[_, likely, _]| format!("{:.0}", likely * 100.0)),
        ..Task::default()
    }
}

/// Finish to start. Where the plan lets a package start in the quarter in which what it waits for ends,
/// the overlap is a negative lag: the dates stay those of the plan.
fn link(plan: &Plan, tasks: &mut [Task], placed: &BTreeMap<&str, (usize, &Package)>) {
    for package in &plan.packages {
        let Some((own, _)) = placed.get(package.id.as_str()) else { continue };
        let links = package.after.iter().filter_map(|id| {
            let (uid, before) = placed.get(id.as_str())?;
            let overlap = match (package.start, before.finish) {
                (Some(start), Some(finish)) => {
                    working_between(first_working(start, plan.at), last_working(finish, plan.at))
                }
                _ => 0,
            };
            Some((*uid, -overlap * DAY_MINUTES * 10))
        });
        if let Some(task) = tasks.get_mut(*own) {
            task.links = links.collect();
        }
    }
}

fn teams(plan: &Plan) -> Vec<Team> {
    let mut periods: BTreeMap<&str, Vec<(Quarter, f64)>> = BTreeMap::new();
    for load in &plan.teams {
        let days = as_float(working_days(load.quarter, load.quarter, plan.at)).max(1.0);
        periods.entry(&load.team).or_default().push((load.quarter, load.capacity / days));
    }
    for package in &plan.packages {
        periods.entry(&package.team).or_default();
    }
    periods
        .into_iter()
        .zip(1..)
        .map(|((id, periods), uid)| Team {
            uid,
            id: id.to_owned(),
            name: plan.team_name(id).to_owned(),
            rate: rate(plan, id),
            units: format!("{:.4}", periods.iter().map(|period| period.1).fold(0.0, f64::max)),
            periods: periods
                .into_iter()
                // What is left of a quarter without a working day is worked off in the next.
                .filter(|(quarter, _)| first_working(*quarter, plan.at) <= quarter.last_day())
                .map(|(quarter, units)| {
                    let (from, until) = (plan.first_day(quarter), quarter.last_day());
                    (from.to_string(), until.to_string(), format!("{units:.4}"))
                })
                .collect(),
        })
        .collect()
}

/// Price of an hour of the team, where a person-day has one.
fn rate(plan: &Plan, team: &str) -> Option<String> {
    let price = *plan.spending.as_ref()?.person_day.get(team)?;
    #[allow(clippy::cast_precision_loss, reason = "a price needs no 53 bits")]
    let hour = price as f64 / as_float(DAY_HOURS);
    Some(format!("{hour:.4}"))
}

/// An ISO 4217 code.
fn is_code(currency: &str) -> bool {
    currency.len() == 3 && currency.bytes().all(|letter| letter.is_ascii_uppercase())
}

fn is_working(day: Date) -> bool {
    // Monday is 0.
    day.weekday().to_monday_zero_offset() < 5
}

/// The first working day of a quarter that is not before `at`, the plan's own day. Where a plan begins after the last of
/// its quarter, what is planned for the rest of it is for the next working day.
fn first_working(quarter: Quarter, at: Date) -> Date {
    let is_within = (quarter.first_day()..=quarter.last_day()).contains(&at);
    let first = if is_within { at } else { quarter.first_day() };
    let days = std::iter::successors(Some(first), |day| day.tomorrow().ok());
    // No day of the calendar but those at its very end has seven that are none.
    days.take(7).find(|day| is_working(*day)).unwrap_or(first)
}

fn last_working(quarter: Quarter, at: Date) -> Date {
    let days = std::iter::successors(Some(quarter.last_day()), |day| day.yesterday().ok());
    let last = days.take(7).find(|day| is_working(*day)).unwrap_or_else(|| quarter.last_day());
    last.max(first_working(quarter, at))
}

/// Working days from the first of `from` to the last of `until`.
fn working_days(from: Quarter, until: Quarter, at: Date) -> i64 {
    working_between(first_working(from, at), last_working(until, at))
}

fn working_between(first: Date, last: Date) -> i64 {
    let days = std::iter::successors(Some(first), |day| day.tomorrow().ok());
    let days = days.take_while(|day| *day <= last).filter(|day| is_working(*day));
    days.fold(0, |count, _| count + 1)
}

fn morning(day: Date) -> String {
    format!("{day}T08:00:00")
}

fn evening(day: Date) -> String {
    format!("{day}T17:00:00")
}

fn hours(hours: i64) -> String {
    format!("PT{hours}H0M0S")
}

fn minutes(minutes: f64) -> String {
    let whole = minutes.round().max(0.0);
    format!("PT{:.0}H{:.0}M0S", (whole / 60.0).floor(), whole % 60.0)
}

#[allow(clippy::cast_precision_loss, reason = "days of a plan need no 53 bits")]
const fn as_float(count: i64) -> f64 {
    count as f64
}
