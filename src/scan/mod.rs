//! Corridor from sources through detectors to one consumer of records.
//!
//! Walker threads read, search for anchors in one pass, run the detectors that want an input, and open
//! what is a container of more inputs; a bounded channel hands records to the caller's sink. A panic in a
//! detector costs its findings for that one input and nothing else.

mod anchors;
mod around;
pub mod endpoints;
mod examiner;
mod faults;
mod image;
mod layer;
mod opener;
mod repository;
mod room;
mod stamp;
mod worker;

pub use examiner::{Examiner, detecting, examine};

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use room::Room;
pub use stamp::Memory;
use worker::Worker;

use crate::detect::is_executable;
use crate::detect::{Detector, Passwords, RuleSet};
use crate::inventory::{Location, Look, Record, ScanEnd};
use crate::source::container::Bounds;
use crate::source::filesystem::Walk;
use crate::source::git::History;

/// What to scan and within which bounds.
#[derive(Clone, Debug)]
pub struct Scan {
    /// The walk.
    pub walk: Walk,
    /// Largest input that is read whole, in bytes, and a third of the largest executable; a larger one that a detector
    /// wants is an unknown.
    pub max_bytes: usize,
    /// How far archives and other containers are opened; `None` opens none.
    pub containers: Option<Bounds>,
    /// Which commits of repositories are read, where containers are opened.
    pub history: History,
    /// Passwords that are tried on what is encrypted.
    pub passwords: Passwords,
    /// Rules that source code is read by.
    pub rules: Arc<RuleSet>,
}

impl Scan {
    /// Default of [`Self::max_bytes`]: 32 MiB.
    pub const MAX_BYTES: usize = 32 * 1024 * 1024;

    /// The bound of an input that begins with `head`: programs that carry all their libraries along pass what is
    /// generous for a document.
    fn limit(&self, head: &[u8]) -> usize {
        if is_executable(head) { self.largest() } else { self.max_bytes }
    }

    /// The bound of every input.
    const fn largest(&self) -> usize {
        self.max_bytes.saturating_mul(3)
    }
}

/// Counters that a scan keeps while it runs, readable from any thread.
#[derive(Debug, Default)]
pub struct Progress {
    /// Regular files looked at.
    pub files: AtomicU64,
    /// Of those, files that are as they were at an earlier scan and were not read again.
    pub unchanged: AtomicU64,
    /// Regular files in containers that were looked at.
    pub members: AtomicU64,
    /// Flows in captures that were looked at.
    pub flows: AtomicU64,
    /// Bytes read of files and members.
    pub bytes: AtomicU64,
    /// Findings handed to the sink.
    pub findings: AtomicU64,
    /// Unknowns handed to the sink.
    pub unknowns: AtomicU64,
    /// Links that were not followed.
    pub links: AtomicU64,
    /// Fifos, sockets and devices that were not opened.
    pub specials: AtomicU64,
    /// Set from outside to end the scan; what was found is kept.
    pub stop: AtomicBool,
}

/// Batches of records in flight between the walkers and the sink.
const IN_FLIGHT: usize = 4;

/// What a scan that remembers hands on.
pub enum Report {
    /// What an input gave.
    Record(Record),
    /// All records of a file of the walk were handed on before; here is how to know it again.
    Looked(Look),
    /// This file of the walk is as it was, and so is all that it gave.
    Unchanged(Location),
    /// This file of the walk has other times or another place on disk, and all that was read of it is as it was.
    Touched {
        /// The file.
        location: Location,
        /// The new stamp of its look.
        stamp: Option<u64>,
    },
}

/// Runs the scan and gives every record to `sink`, from the calling thread, in no particular order.
///
/// # Errors
/// The first error of `sink`; the walk is then stopped.
pub fn scan<E>(
    scan: &Scan,
    detectors: &[&Detector],
    progress: &Progress,
    mut sink: impl FnMut(&Record) -> Result<(), E>,
) -> Result<ScanEnd, E> {
    scan_again(scan, detectors, progress, None, |report| match report {
        Report::Record(record) => sink(record),
        Report::Looked(_) | Report::Unchanged(_) | Report::Touched { .. } => Ok(()),
    })
}

/// Runs the scan and reads no file again that is as `memory` has it; without one, nothing is said of how to know files again.
///
/// # Errors
/// The first error of `sink`; the walk is then stopped.
pub fn scan_again<E>(
    scan: &Scan,
    detectors: &[&Detector],
    progress: &Progress,
    memory: Option<&Memory>,
    mut sink: impl FnMut(&Report) -> Result<(), E>,
) -> Result<ScanEnd, E> {
    let (sender, receiver) = crossbeam_channel::bounded::<Vec<Report>>(IN_FLIGHT);
    let examiner =
        Examiner::new(detectors).passwords(scan.passwords.clone()).rules(Arc::clone(&scan.rules));
    let room = Room::new(scan.largest() as u64);
    std::thread::scope(|scope| {
        // Owned here, so that an early return hangs up and frees walkers that wait to send.
        let receiver = receiver;
        let (examiner, room) = (&examiner, &room);
        scope.spawn(move || {
            scan.walk.run(&|| {
                let mut worker =
                    Worker::new(scan, examiner, room, progress, memory, sender.clone());
                Box::new(move |visit| worker.visit(visit))
            });
        });
        for report in receiver.iter().flatten() {
            if let Report::Record(record) = &report {
                progress.findings.fetch_add(record.findings.len() as u64, Ordering::Relaxed);
                progress.unknowns.fetch_add(record.unknowns.len() as u64, Ordering::Relaxed);
            }
            sink(&report)?;
        }
        let stopped = progress.stop.load(Ordering::Relaxed);
        Ok(if stopped { ScanEnd::Interrupted } else { ScanEnd::Finished })
    })
}
