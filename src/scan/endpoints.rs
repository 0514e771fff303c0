//! Corridor from endpoints through detectors to one consumer of records: what was said with an endpoint is a transcript,
//! and the detectors read it as they would read the file.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};

use super::{Examiner, Progress, Report};
use crate::inventory::{Location, Look, Looks, Record, ScanEnd};
use crate::model::{Unknown, UnknownReason};
use crate::source::endpoint::{Block, Engine, Outcome, Tally, Target, Targets, scheme};
use crate::wire::transcript::{End, Endpoint, Exchange, Service, Side, Transcript, Transport};

/// Batches of records in flight between the workers and the sink.
const IN_FLIGHT: usize = 64;

/// What to ask, and what to do with the answers.
pub struct Asking<'a> {
    /// How.
    pub engine: &'a Engine,
    /// Whom.
    pub targets: &'a Targets,
    /// Reads the transcripts.
    pub examiner: &'a Examiner<'a>,
    /// Folder for the transcripts.
    pub save: Option<PathBuf>,
    /// Endpoints that were asked already by a scan that was interrupted.
    pub looks: &'a Looks,
    /// A number of how it is asked; an endpoint that was asked otherwise is asked again.
    pub recipe: u64,
}

/// Where an endpoint's findings are: the scheme of a URL as the root, and the rest of it as the path.
#[must_use]
pub fn location(endpoint: &Endpoint) -> Location {
    let url = endpoint.to_string();
    let root = root(scheme(endpoint.service));
    let path = url.strip_prefix(&root).unwrap_or(&url).to_owned();
    Location { root, path }
}

/// The root of a scheme's endpoints.
#[must_use]
pub fn root(scheme: &str) -> String {
    format!("{scheme}://")
}

/// Name of the file that keeps a transcript.
fn file_name(endpoint: &Endpoint) -> String {
    let plain =
        |text: &str| text.replace(|char: char| !char.is_ascii_alphanumeric() && char != '.', "-");
    let Endpoint { service, host, port, server_name, .. } = endpoint;
    let name = server_name.as_ref().filter(|name| *name != host);
    let name = name.map(|name| format!("_{}", plain(name))).unwrap_or_default();
    format!("{}_{}_{port}{name}.transcript.json", scheme(*service), plain(host))
}

/// Asks all endpoints and gives every record to `sink`, from the calling thread, in no particular order. Those of a block
/// of addresses where nobody is are counted in one record of the block.
///
/// # Errors
/// The first error of `sink`; the asking is then stopped.
pub fn ask<E>(
    asking: &Asking<'_>,
    progress: &Progress,
    tally: &Tally,
    mut sink: impl FnMut(&Report) -> Result<(), E>,
) -> Result<ScanEnd, E> {
    let (sender, receiver) = crossbeam_channel::bounded::<Vec<Report>>(IN_FLIGHT);
    let (said, unread) = crossbeam_channel::bounded::<Outcome>(IN_FLIGHT);
    let absent = Absent::default();
    let skip = |target: &Target| {
        let Location { root, path } = location(&target.endpoint);
        asking.looks.holds(&root, &path, |_| Some(asking.recipe))
    };
    let outcome = std::thread::scope(|scope| {
        // Owned here, so that an early return hangs up and frees workers that wait to send.
        let (receiver, sender) = (receiver, sender);
        let (skip, absent) = (&skip, &absent);
        let work = move || {
            // The readers hang up only when everything is stopped.
            let take = |outcome: Outcome| drop(said.send(outcome));
            asking.engine.run(asking.targets, tally, &progress.stop, skip, &take);
        };
        if std::thread::Builder::new().spawn_scoped(scope, work).is_err() {
            return Ok(());
        }
        // A few threads read what thousands hear: what reading takes of memory, an allocator keeps for each thread.
        for _ in 0..std::thread::available_parallelism().map_or(1, NonZero::get) {
            let (unread, sender) = (unread.clone(), sender.clone());
            let read = move || {
                for outcome in unread {
                    let reports = reports(asking, outcome, absent);
                    progress.files.store(tally.asked.load(Ordering::Relaxed), Ordering::Relaxed);
                    if sender.send(reports).is_err() {
                        return;
                    }
                }
            };
            if std::thread::Builder::new().spawn_scoped(scope, read).is_err() {
                break;
            }
        }
        drop((unread, sender));
        for report in receiver.iter().flatten() {
            if let Report::Record(record) = &report {
                progress.findings.fetch_add(record.findings.len() as u64, Ordering::Relaxed);
                progress.unknowns.fetch_add(record.unknowns.len() as u64, Ordering::Relaxed);
            }
            if let Err(error) = sink(&report) {
                progress.stop.store(true, Ordering::Relaxed);
                return Err(error);
            }
        }
        Ok(())
    });
    outcome?;
    for record in absent.records() {
        progress.unknowns.fetch_add(record.unknowns.len() as u64, Ordering::Relaxed);
        sink(&Report::Record(record))?;
    }
    let stopped = progress.stop.load(Ordering::Relaxed);
    Ok(if stopped { ScanEnd::Interrupted } else { ScanEnd::Finished })
}

fn reports(asking: &Asking<'_>, outcome: Outcome, absent: &Absent) -> Vec<Report> {
    let (target, record) = match outcome {
        Outcome::Forbidden(target) => {
            let detail = "not asked: no list of allowed targets has it; name one that does";
            let record = unknown(&target, UnknownReason::Unreadable, detail.to_owned());
            return vec![Report::Record(record)];
        }
        Outcome::Asked(target, recording) => {
            let transcript = recording.transcript();
            // In a block of addresses, nobody has to be at each of them.
            if let Some(block) = target.block
                && is_absent(&transcript)
            {
                absent.add(block, &transcript);
                return Vec::new();
            }
            let bytes = transcript.to_bytes();
            let mut record = examined(asking.examiner, &target, &bytes);
            if let Some(folder) = &asking.save
                && let Err(error) = std::fs::write(folder.join(file_name(&target.endpoint)), &bytes)
            {
                let detail = format!("the transcript cannot be saved: {error}");
                record
                    .unknowns
                    .extend(unknown(&target, UnknownReason::Unreadable, detail).unknowns);
            }
            (target, record)
        }
    };
    let look = Look {
        location: location(&target.endpoint),
        stamp: Some(asking.recipe),
        content: None,
        around: Vec::new(),
    };
    vec![Report::Record(record), Report::Looked(look)]
}

/// Endpoints of blocks of addresses where nobody is, counted by block, service and port, so that what is kept does not grow
/// with the addresses.
#[derive(Default)]
struct Absent(Mutex<BTreeMap<(Block, Service, u16), Count>>);

#[derive(Clone, Copy, Default)]
struct Count {
    refused: u64,
    silent: u64,
}

impl Absent {
    fn add(&self, block: Block, transcript: &Transcript) {
        let Endpoint { service, port, .. } = transcript.endpoint;
        // Counting cannot panic.
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry((block, service, port)).or_default();
        if transcript.exchanges.iter().all(|exchange| exchange.end == End::Refused) {
            count.refused += 1;
        } else {
            count.silent += 1;
        }
    }

    /// One record a block, service and port.
    fn records(self) -> Vec<Record> {
        let counts = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        counts
            .into_iter()
            .map(|((block, service, port), count)| count.record(block, service, port))
            .collect()
    }
}

impl Count {
    fn record(self, block: Block, service: Service, port: u16) -> Record {
        let tell = |count: u64, reason: UnknownReason, what: &str| {
            let endpoints = if count == 1 { "endpoint" } else { "endpoints" };
            let detail = format!("{count} {endpoints} of this block {what}");
            (count > 0).then_some(Unknown { reason, detector: None, line: None, offset: 0, detail })
        };
        let silent = "did not answer: whether anybody is there is not known";
        let refused = "refused the connection: nobody listens, or something in between refuses";
        let unknowns = [
            tell(self.silent, UnknownReason::TimedOut, silent),
            tell(self.refused, UnknownReason::Unreadable, refused),
        ];
        Record {
            location: Location { root: root(scheme(service)), path: format!("{block}:{port}") },
            digest: None,
            findings: Vec::new(),
            unknowns: unknowns.into_iter().flatten().collect(),
        }
    }
}

/// Whether nobody listens. Datagrams are sent to whoever is there; a connection on which something was said stood.
fn is_absent(transcript: &Transcript) -> bool {
    let is_none = |end: &End| matches!(end, End::Refused | End::Unreachable | End::TimedOut);
    let is_unheard = |exchange: &Exchange| match transcript.endpoint.transport {
        Transport::Tcp => exchange.messages.is_empty(),
        Transport::Udp => exchange.messages.iter().all(|message| message.from == Side::Client),
    };
    transcript.exchanges.iter().all(|exchange| is_unheard(exchange) && is_none(&exchange.end))
}

/// What the detectors say of a transcript.
fn examined(examiner: &Examiner<'_>, target: &Target, bytes: &[u8]) -> Record {
    let name = file_name(&target.endpoint);
    let sink = examiner.examine(&name, bytes);
    let mut record = Record {
        location: location(&target.endpoint),
        digest: Some(crate::detect::sha256(bytes)),
        findings: sink.findings,
        unknowns: sink.unknowns,
    };
    if record.findings.is_empty() && record.unknowns.is_empty() {
        let detail = "no detector reads what was said with this endpoint".to_owned();
        record.unknowns = unknown(target, UnknownReason::Unsupported, detail).unknowns;
    }
    record
}

fn unknown(target: &Target, reason: UnknownReason, detail: String) -> Record {
    Record {
        location: location(&target.endpoint),
        digest: None,
        findings: Vec::new(),
        unknowns: vec![Unknown { reason, detector: None, line: None, offset: 0, detail }],
    }
}
