//! Corridor from sources through detectors to one consumer of records.
//!
//! Walker threads read, search for anchors in one pass, and run the detectors that want an input; a
//! bounded channel hands records to the caller's sink. A panic in a detector costs its findings for
//! that one input and nothing else.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

mod anchors;

use anchors::{Anchors, Seen};

use crate::detect::{Detector, Input, Peek, Sink, sha256};
use crate::inventory::{Location, Record, ScanEnd};
use crate::model::{Unknown, UnknownReason};
use crate::source::filesystem::{Extent, Reader, Visit, Walk, read_failure};

/// What to scan and within which bounds.
#[derive(Clone, Debug)]
pub struct Scan {
    /// The walk.
    pub walk: Walk,
    /// Largest input that is read whole, in bytes; a larger one with anchors is an unknown.
    pub max_bytes: usize,
}

impl Scan {
    /// Default of [`Self::max_bytes`]: 32 MiB.
    pub const MAX_BYTES: usize = 32 * 1024 * 1024;
}

/// Counters that a scan keeps while it runs, readable from any thread.
#[derive(Debug, Default)]
pub struct Progress {
    /// Regular files looked at.
    pub files: AtomicU64,
    /// Bytes read.
    pub bytes: AtomicU64,
    /// Findings handed to the sink.
    pub findings: AtomicU64,
    /// Unknowns handed to the sink.
    pub unknowns: AtomicU64,
    /// Symbolic links that were not followed.
    pub links: AtomicU64,
    /// Fifos, sockets and devices that were not opened.
    pub specials: AtomicU64,
    /// Set from outside to end the scan; what was found is kept.
    pub stop: AtomicBool,
}

thread_local! {
    static DETECTING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside a detector, where a panic is caught and recorded; a panic hook may then stay silent.
#[must_use]
pub fn detecting() -> bool {
    DETECTING.get()
}

/// Records in flight between the walkers and the sink.
const IN_FLIGHT: usize = 64;

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
    let (sender, receiver) = crossbeam_channel::bounded::<Record>(IN_FLIGHT);
    let examiner = Examiner::new(detectors);
    std::thread::scope(|scope| {
        // Owned here, so that an early return hangs up and frees walkers that wait to send.
        let receiver = receiver;
        let examiner = &examiner;
        scope.spawn(move || {
            scan.walk.run(&|| {
                let mut worker = Worker {
                    reader: Reader::default(),
                    examiner,
                    max_bytes: scan.max_bytes,
                    progress,
                };
                let sender = sender.clone();
                Box::new(move |visit| {
                    let delivered =
                        worker.visit(visit).is_none_or(|record| sender.send(record).is_ok());
                    delivered && !progress.stop.load(Ordering::Relaxed)
                })
            });
        });
        for record in &receiver {
            progress.findings.fetch_add(record.findings.len() as u64, Ordering::Relaxed);
            progress.unknowns.fetch_add(record.unknowns.len() as u64, Ordering::Relaxed);
            sink(&record)?;
        }
        let stopped = progress.stop.load(Ordering::Relaxed);
        Ok(if stopped { ScanEnd::Interrupted } else { ScanEnd::Finished })
    })
}

/// Detectors made ready for inputs that are already in memory: does what a scan does with a file.
pub struct Examiner<'a> {
    detectors: &'a [&'a Detector],
    anchors: Anchors,
}

impl<'a> Examiner<'a> {
    /// Prepares `detectors`.
    #[must_use]
    pub fn new(detectors: &'a [&'a Detector]) -> Self {
        Self { detectors, anchors: Anchors::new(detectors) }
    }

    /// What the detectors say of `bytes` at `path`.
    #[must_use]
    pub fn examine(&self, path: &str, bytes: &[u8]) -> Sink {
        let head = &bytes[..bytes.len().min(Reader::HEAD)];
        let seen = if is_text(head) { self.anchors.seen(bytes) } else { self.anchors.none() };
        let mut sink = Sink::default();
        for detector in self.wanted(path, head, bytes.len() as u64, &seen) {
            run(detector, &Input { name: name_of(path), path, bytes }, &mut sink);
        }
        sink
    }

    fn wanted(&self, path: &str, head: &[u8], size: u64, seen: &Seen) -> Vec<&'a Detector> {
        let wants = |(index, detector): &(usize, &&Detector)| {
            let anchored = seen.has(*index);
            (detector.wants)(&Peek { name: name_of(path), path, head, size, anchored })
        };
        self.detectors.iter().enumerate().filter(wants).map(|(_, detector)| *detector).collect()
    }
}

/// Runs `detectors` over one input; an [`Examiner`] is faster for many.
#[must_use]
pub fn examine(detectors: &[&Detector], path: &str, bytes: &[u8]) -> Sink {
    Examiner::new(detectors).examine(path, bytes)
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn run(detector: &Detector, input: &Input<'_>, sink: &mut Sink) {
    let (findings, unknowns) = (sink.findings.len(), sink.unknowns.len());
    DETECTING.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(|| (detector.detect)(input, sink)));
    DETECTING.set(false);
    if outcome.is_err() {
        sink.findings.truncate(findings);
        sink.unknowns.truncate(unknowns);
        let detail = "the detector failed on this input; its findings for it were discarded";
        sink.unknown(detector.id, UnknownReason::Crashed, 0, None, detail);
    }
}

/// As in grep and git: text has no NUL byte near its beginning.
fn is_text(head: &[u8]) -> bool {
    memchr::memchr(0, head).is_none()
}

struct Worker<'a> {
    reader: Reader,
    examiner: &'a Examiner<'a>,
    max_bytes: usize,
    progress: &'a Progress,
}

impl<'a> Worker<'a> {
    fn visit(&mut self, visit: Visit) -> Option<Record> {
        match visit {
            Visit::Link => {
                self.progress.links.fetch_add(1, Ordering::Relaxed);
                None
            }
            Visit::Special => {
                self.progress.specials.fetch_add(1, Ordering::Relaxed);
                None
            }
            Visit::Failed { root, relative, unknown } => {
                Some(source_unknown(Location { root, path: relative }, unknown))
            }
            Visit::File { root, relative, path } => {
                self.progress.files.fetch_add(1, Ordering::Relaxed);
                let location = Location { root, path: relative };
                match self.file(&location.path, &path) {
                    Ok(None) => None,
                    Ok(Some((sink, digest))) => Some(Record {
                        location,
                        digest,
                        findings: sink.findings,
                        unknowns: sink.unknowns,
                    }),
                    Err(error) => {
                        let detail = read_failure(&error);
                        Some(source_unknown(location, unreadable(detail)))
                    }
                }
            }
        }
    }

    /// What the detectors say of a file and its digest; `None` when none of them has anything to say.
    fn file(
        &mut self,
        relative: &str,
        path: &Path,
    ) -> std::io::Result<Option<(Sink, Option<String>)>> {
        let mut extent = self.reader.open(path)?;
        let head = self.reader.bytes().len();
        let text = is_text(self.reader.bytes());
        if text && extent == Extent::Head {
            extent = self.reader.extend(self.max_bytes)?;
        }
        let anchors = &self.examiner.anchors;
        let mut seen = if text { anchors.seen(self.reader.bytes()) } else { anchors.none() };
        let head = &self.reader.bytes()[..head];
        let wanted = self.examiner.wanted(relative, head, self.reader.size_hint(), &seen);
        if extent == Extent::Head && !wanted.is_empty() {
            extent = self.reader.extend(self.max_bytes)?;
        }
        self.progress.bytes.fetch_add(self.reader.bytes().len() as u64, Ordering::Relaxed);
        if extent == Extent::Head {
            if text {
                seen.add(&self.anchors_of_rest()?);
            }
            return Ok(self.too_large(!wanted.is_empty() || seen.any()));
        }
        if wanted.is_empty() {
            return Ok(None);
        }
        let bytes = self.reader.bytes();
        let mut sink = Sink::default();
        for detector in wanted {
            run(detector, &Input { name: name_of(relative), path: relative, bytes }, &mut sink);
        }
        if sink.findings.is_empty() && sink.unknowns.is_empty() {
            return Ok(None);
        }
        Ok(Some((sink, Some(sha256(bytes)))))
    }

    /// Passes through what lies beyond the bound in windows, looking for anchors only.
    fn anchors_of_rest(&mut self) -> std::io::Result<Seen> {
        let anchors = &self.examiner.anchors;
        let mut found = anchors.none();
        loop {
            self.reader.slide(anchors.overlap());
            let extent = self.reader.extend(self.max_bytes.max(2 * anchors.overlap()))?;
            found.add(&anchors.seen(self.reader.bytes()));
            if extent == Extent::Whole || self.progress.stop.load(Ordering::Relaxed) {
                return Ok(found);
            }
        }
    }

    fn too_large(&self, interesting: bool) -> Option<(Sink, Option<String>)> {
        interesting.then(|| {
            let mut sink = Sink::default();
            sink.unknowns.push(Unknown {
                reason: UnknownReason::TooLarge,
                detector: None,
                line: None,
                offset: 0,
                detail: format!(
                    "larger than {} bytes and it looks like cryptographic material; raise --max-bytes to read it",
                    self.max_bytes
                ),
            });
            (sink, None)
        })
    }
}

fn unreadable(detail: String) -> Unknown {
    Unknown { reason: UnknownReason::Unreadable, detector: None, line: None, offset: 0, detail }
}

fn source_unknown(location: Location, unknown: Unknown) -> Record {
    Record { location, digest: None, findings: Vec::new(), unknowns: vec![unknown] }
}
