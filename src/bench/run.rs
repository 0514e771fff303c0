//! A run: check, time, and make rows of it.

use std::collections::BTreeMap;
use std::time::Duration;

use super::action::Action;
use super::correctness::{self, Subject};
use super::harness::{self, Bounds, Clock, Lane};
use super::report::{Checked, Environment, Figure, Omission, Operation, Report, Standing, VERSION};
use super::selection::Selection;
use super::vectors::KnownAnswer;
use super::{cycles, environment, memory};

/// The classical algorithm that key establishment is compared with, by the backend of every build.
pub const KEM_BASELINE: &str = "x25519";
/// The one that signatures are compared with.
pub const SIGNATURE_BASELINE: &str = "ecdsa-p-256";
const BASELINE_BACKEND: &str = "ring";
/// Bytes of the message that rows without another size have, and that slow schemes have only.
pub const MESSAGE: usize = 64;

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// As reports name it.
    pub name: &'static str,
    /// Time for everything after the checks.
    pub limit: Duration,
    /// Rounds.
    pub rounds: usize,
    /// Longest slice of an operation in a round.
    pub slice: Duration,
    /// Samples of the slowest operations.
    pub least: usize,
    /// Sizes of messages.
    pub messages: &'static [usize],
    /// Whether schemes with slow operations are left out unless they are named.
    pub without_slow: bool,
}

impl Effort {
    /// Under half a minute.
    pub const QUICK: Self = Self {
        name: "quick",
        limit: Duration::from_secs(16),
        rounds: 11,
        slice: Duration::from_millis(4),
        least: 3,
        messages: &[MESSAGE],
        without_slow: true,
    };
    /// Under ten minutes.
    pub const FULL: Self = Self {
        name: "full",
        limit: Duration::from_secs(400),
        rounds: 31,
        slice: Duration::from_millis(20),
        least: 3,
        messages: &[MESSAGE, 4096, 65_536],
        without_slow: false,
    };
}

/// How far a run has come.
#[derive(Clone, Copy, Debug)]
pub enum Stage {
    /// Checks are made.
    Checking,
    /// So many of so many slices are timed.
    Timing(u64, u64),
}

/// What watches a run.
pub trait Watch {
    /// Told of every step; a no ends the run.
    fn go_on(&mut self, stage: Stage) -> bool;
    /// Given what there is so far, now and then.
    fn so_far(&mut self, report: &dyn Fn() -> Report);
}

/// One row on its way.
struct Row<'a> {
    subject: Subject<'a>,
    checked: Checked,
    action: Action,
    message: Option<usize>,
    figure: Figure,
    heap: Option<u64>,
    stack: Option<u64>,
    cycles: Option<f64>,
}

/// Bytes of the stack that everything runs on: keys of Classic McEliece are a megabyte, and lie on it.
const STACK: usize = 256 << 20;

/// Checks and times `subjects`, on a thread with a large stack.
pub fn run(
    subjects: &[Subject<'_>],
    selection: &Selection,
    effort: &Effort,
    environment: Environment,
    clock: Clock,
    watch: &mut (dyn Watch + Send),
) -> Report {
    let mut stopped = Report {
        version: VERSION,
        environment: environment.clone(),
        backends: Vec::new(),
        operations: Vec::new(),
        handshakes: Vec::new(),
        omitted: Vec::new(),
        complete: false,
    };
    std::thread::scope(|scope| {
        let work = || here(subjects, selection, effort, environment, clock, watch);
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let reason = match thread.map(|thread| thread.join()) {
            Ok(Ok(report)) => return report,
            Ok(Err(_)) => "a library panicked while it was timed".to_owned(),
            Err(error) => format!("no thread to measure on: {error}"),
        };
        let all = |subject: &Subject<'_>| subject.omitted(reason.as_str());
        stopped.omitted = subjects.iter().map(all).collect();
        stopped
    })
}

fn here(
    subjects: &[Subject<'_>],
    selection: &Selection,
    effort: &Effort,
    environment: Environment,
    clock: Clock,
    watch: &mut dyn Watch,
) -> Report {
    let mut omitted = Vec::new();
    let subjects = left_in(subjects, selection, effort, &mut omitted);
    let mut stopped = false;
    let (right, wrong) = correctness::check(&subjects, KnownAnswer::of, || {
        stopped |= !watch.go_on(Stage::Checking);
        !stopped
    });
    omitted.extend(wrong);
    let mut report = Report {
        version: VERSION,
        environment,
        backends: standings(&subjects),
        operations: Vec::new(),
        handshakes: Vec::new(),
        omitted,
        complete: false,
    };
    if stopped {
        return report;
    }
    let wanted = planned(&right, selection, effort);
    let bounds = bounds(effort, wanted.len(), clock);
    let (mut rows, mut lanes) = (Vec::new(), Vec::new());
    for mut row in wanted {
        if !watch.go_on(Stage::Checking) {
            return report;
        }
        let size = row.message.unwrap_or(MESSAGE);
        match row.subject.candidate.code.prepare(row.action, size) {
            Ok(operation) => {
                let mut lane = Lane::new(operation, row.figure, &bounds, clock);
                row.heap = memory::heap_of(|| lane.once());
                row.cycles = cycles::of(lane.batch(), || lane.once());
                row.stack = memory::stack_of(STACK, || lane.once());
                rows.push(row);
                lanes.push(lane);
            }
            Err(fault) => report.omitted.push(row.subject.omitted(fault.to_string())),
        }
    }
    let base = report.clone();
    let complete = harness::measure(&mut lanes, &bounds, clock, &mut |lanes, done, total| {
        watch.so_far(&|| with_rows(base.clone(), &rows, lanes));
        watch.go_on(Stage::Timing(done, total))
    });
    let mut report = with_rows(report, &rows, &lanes);
    report.complete = complete;
    report.environment.load.1 = environment::load();
    report
}

/// Without what a short run has no time for.
fn left_in<'a>(
    subjects: &[Subject<'a>],
    selection: &Selection,
    effort: &Effort,
    omitted: &mut Vec<Omission>,
) -> Vec<Subject<'a>> {
    let in_time = |subject: &&Subject<'a>| {
        let slow = subject.candidate.slow
            && effort.without_slow
            && !selection.names(subject.candidate.scheme);
        if slow {
            let reason = "slow: a short run leaves it out unless it is named with --scheme";
            omitted.push(subject.omitted(reason));
        }
        !slow
    };
    subjects.iter().filter(in_time).copied().collect()
}

fn standings(subjects: &[Subject<'_>]) -> Vec<Standing> {
    let mut standings = BTreeMap::new();
    for subject in subjects {
        let backend = subject.backend;
        standings.entry(backend.id).or_insert_with(|| Standing {
            backend: backend.id.to_owned(),
            standing: backend.standing.to_owned(),
            advisories: backend.advisories.iter().map(|id| (*id).to_owned()).collect(),
        });
    }
    standings.into_values().collect()
}

/// The rows of `right`: every operation that was asked for, of every size.
fn planned<'a>(
    right: &[(Subject<'a>, Checked)],
    selection: &Selection,
    effort: &Effort,
) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for (subject, checked) in right {
        let candidate = subject.candidate;
        for action in candidate.actions.iter().filter(|action| selection.has(**action)) {
            let mean = candidate.rejecting.contains(action);
            let row = |message| Row {
                subject: *subject,
                checked: *checked,
                action: *action,
                message,
                figure: if mean { Figure::Mean } else { Figure::Median },
                heap: None,
                stack: None,
                cycles: None,
            };
            match action.of_message() {
                false => rows.push(row(None)),
                true if candidate.slow => rows.push(row(Some(MESSAGE))),
                true => rows.extend(effort.messages.iter().map(|size| row(Some(*size)))),
            }
        }
    }
    rows
}

/// The rounds' bounds for so many rows: shorter slices for more of them.
fn bounds(effort: &Effort, rows: usize, clock: Clock) -> Bounds {
    let rows = u32::try_from(rows.max(1)).unwrap_or(u32::MAX);
    let rounds = u32::try_from(effort.rounds).unwrap_or(1);
    // A third of the time is left for operations that are longer than a slice, and for more rounds.
    let slice = (effort.limit * 2 / 3 / rounds / rows).min(effort.slice);
    Bounds {
        rounds: effort.rounds,
        slice,
        share: slice * rounds,
        least: effort.least,
        more: effort.rounds,
        end: clock() + effort.limit,
    }
}

/// `report` with the figures that `lanes` have so far.
fn with_rows(mut report: Report, rows: &[Row<'_>], lanes: &[Lane]) -> Report {
    let mut operations = Vec::new();
    for (row, lane) in rows.iter().zip(lanes) {
        match (lane.fault, lane.samples.time(row.figure)) {
            (Some(fault), _) => report.omitted.push(row.subject.omitted(fault)),
            (None, Some(time)) => operations.push(Operation {
                scheme: row.subject.candidate.scheme.to_owned(),
                backend: row.subject.backend.id.to_owned(),
                version: row.subject.candidate.version.to_owned(),
                implementation: (row.subject.candidate.implementation)(),
                operation: row.action.name().to_owned(),
                message: row.message.and_then(|size| u32::try_from(size).ok()),
                time,
                ratio: None,
                baseline: None,
                cycles: row.cycles,
                bytes: lane.bytes(),
                stack: row.stack,
                heap: row.heap,
                figure: row.figure,
                checked: row.checked,
                sum_of_parts: None,
                note: row.subject.candidate.note.to_owned(),
            }),
            (None, None) => {}
        }
    }
    compare_with_baseline(&mut operations);
    add_parts(&mut operations, rows);
    operations.sort_by_key(order);
    report.operations = operations;
    report
}

/// Where a row stands: by scheme, operation, message, backend.
fn order(operation: &Operation) -> (String, usize, Option<u32>, String) {
    let action = Action::ALL.iter().position(|action| action.name() == operation.operation);
    (
        operation.scheme.clone(),
        action.unwrap_or(usize::MAX),
        operation.message,
        operation.backend.clone(),
    )
}

/// Scheme, backend, operation, message.
type Key = (String, String, String, Option<u32>);

fn figures(operations: &[Operation]) -> BTreeMap<Key, f64> {
    let key = |row: &Operation| {
        (row.scheme.clone(), row.backend.clone(), row.operation.clone(), row.message)
    };
    operations.iter().map(|row| (key(row), row.figure.of(&row.time))).collect()
}

/// Every figure as a multiple of the classical one for the same purpose, operation and message.
fn compare_with_baseline(operations: &mut [Operation]) {
    let figures = figures(operations);
    for row in operations {
        let of_signature = matches!(row.operation.as_str(), "sign" | "verify");
        let baselines = match row.operation.as_str() {
            "encapsulate" | "decapsulate" => [KEM_BASELINE],
            _ if of_signature => [SIGNATURE_BASELINE],
            // A key pair is compared with one of its purpose: the scheme has other rows that tell.
            _ if figures.keys().any(|key| key.0 == row.scheme && key.2 == "encapsulate") => {
                [KEM_BASELINE]
            }
            _ => [SIGNATURE_BASELINE],
        };
        let [baseline] = baselines;
        let key =
            (baseline.to_owned(), BASELINE_BACKEND.to_owned(), row.operation.clone(), row.message);
        if let Some(figure) = figures.get(&key).filter(|figure| **figure > 0.0) {
            row.ratio = Some(row.figure.of(&row.time) / figure);
            row.baseline = Some(format!("{baseline} ({BASELINE_BACKEND})"));
        }
    }
}

/// Hybrids beside the sum of what they are made of, by the same backend or else by that of the baseline.
fn add_parts(operations: &mut [Operation], rows: &[Row<'_>]) {
    let figures = figures(operations);
    for operation in operations {
        let row = rows.iter().find(|row| {
            row.subject.candidate.scheme == operation.scheme
                && row.subject.backend.id == operation.backend
        });
        let parts = row.map_or(&[][..], |row| row.subject.candidate.parts);
        let of_part = |part: &&str| {
            [operation.backend.as_str(), BASELINE_BACKEND].iter().find_map(|backend| {
                let key = (
                    (*part).to_owned(),
                    (*backend).to_owned(),
                    operation.operation.clone(),
                    operation.message,
                );
                figures.get(&key).copied()
            })
        };
        let sums = parts.iter().map(of_part).collect::<Option<Vec<f64>>>();
        operation.sum_of_parts = sums.filter(|sums| !sums.is_empty()).map(|sums| sums.iter().sum());
    }
}
