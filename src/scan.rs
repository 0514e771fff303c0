//! Corridor from sources through detectors to one consumer of records.
//!
//! Walker threads read, search for markers in one pass, and run the detectors that want an input; a
//! bounded channel hands records to the caller's sink. A panic in a detector costs its findings for
//! that one input and nothing else.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use aho_corasick::AhoCorasick;

use crate::detect::{Detector, Input, Markers, Peek, Sink, sha256};
use crate::inventory::{Location, Record, ScanEnd};
use crate::model::{Unknown, UnknownReason};
use crate::source::filesystem::{Extent, Reader, Visit, Walk, read_failure};

/// What to scan and within which bounds.
#[derive(Clone, Debug)]
pub struct Scan {
    /// The walk.
    pub walk: Walk,
    /// Largest input that is read whole, in bytes; a larger one with markers is an unknown.
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
    std::thread::scope(|scope| {
        // Owned here, so that an early return hangs up and frees walkers that wait to send.
        let receiver = receiver;
        scope.spawn(move || {
            scan.walk.run(&|| {
                let mut worker = Worker {
                    reader: Reader::default(),
                    detectors,
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

/// Runs `detectors` over one input that is already in memory: what a scan does with a file.
#[must_use]
pub fn examine(detectors: &[&Detector], path: &str, bytes: &[u8]) -> Sink {
    let name = path.rsplit('/').next().unwrap_or(path);
    let head = &bytes[..bytes.len().min(Reader::HEAD)];
    let markers = if is_text(head) { markers(bytes) } else { Markers::NONE };
    let peek = Peek { name, path, head, size: bytes.len() as u64, markers };
    let mut sink = Sink::default();
    for detector in detectors.iter().filter(|detector| (detector.wants)(&peek)) {
        run(detector, &Input { name, path, bytes }, &mut sink);
    }
    sink
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

/// Patterns whose presence anywhere in a text decides which detectors look at it, with the marker each sets.
const PATTERNS: &[(&str, Markers)] = &[
    ("-----BEGIN ", Markers::PEM),
    // Base64 of an SSH string that holds a public key algorithm's name (RFC 4253 §6.6).
    ("AAAAB3NzaC1", Markers::SSH_KEY),
    ("AAAAC3NzaC1lZDI1NTE5", Markers::SSH_KEY),
    ("AAAAE2VjZHNhLXNoYTIt", Markers::SSH_KEY),
    ("AAAAGnNrLXNzaC1", Markers::SSH_KEY),
    ("AAAAInNrLWVjZHNhLX", Markers::SSH_KEY),
    ("AAAAHHNzaC1yc2EtY2VydC", Markers::SSH_KEY),
    ("AAAAIHNzaC1lZDI1NTE5LWNlcnQt", Markers::SSH_KEY),
    ("AAAAKGVjZHNhLXNoYTIt", Markers::SSH_KEY),
    ("AAAAK3NrLWVjZHNhLX", Markers::SSH_KEY),
    ("AAAAH3NzaC1", Markers::SSH_KEY),
    ("AAAAI3NrLXNzaC1lZDI1NTE5LWNlcnQt", Markers::SSH_KEY),
];

/// Longest pattern less one: what two windows of a long file must share.
const OVERLAP: usize = 64;

static MATCHER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    #[allow(clippy::expect_used, reason = "a constant list of short patterns always builds")]
    AhoCorasick::new(PATTERNS.iter().map(|(pattern, _)| pattern)).expect("constant patterns")
});

fn markers(text: &[u8]) -> Markers {
    let all = PATTERNS.iter().fold(0, |all, (_, marker)| all | marker.0);
    let mut found = 0;
    for hit in MATCHER.find_iter(text) {
        found |= PATTERNS[hit.pattern().as_usize()].1.0;
        if found == all {
            break;
        }
    }
    Markers(found)
}

/// As in grep and git: text has no NUL byte near its beginning.
fn is_text(head: &[u8]) -> bool {
    memchr::memchr(0, head).is_none()
}

struct Worker<'a> {
    reader: Reader,
    detectors: &'a [&'a Detector],
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
        let mut markers = if text { markers(self.reader.bytes()) } else { Markers::NONE };
        let wanted = self.wanted(relative, head, markers);
        if extent == Extent::Head && !wanted.is_empty() {
            extent = self.reader.extend(self.max_bytes)?;
        }
        self.progress.bytes.fetch_add(self.reader.bytes().len() as u64, Ordering::Relaxed);
        if extent == Extent::Head {
            if text {
                markers.0 |= self.markers_of_rest()?.0;
            }
            return Ok(self.too_large(!wanted.is_empty() || markers != Markers::NONE));
        }
        if wanted.is_empty() {
            return Ok(None);
        }
        let bytes = self.reader.bytes();
        let name = relative.rsplit('/').next().unwrap_or(relative);
        let mut sink = Sink::default();
        for detector in wanted {
            run(detector, &Input { name, path: relative, bytes }, &mut sink);
        }
        if sink.findings.is_empty() && sink.unknowns.is_empty() {
            return Ok(None);
        }
        Ok(Some((sink, Some(sha256(bytes)))))
    }

    fn wanted(&self, relative: &str, head: usize, markers: Markers) -> Vec<&'a Detector> {
        let head = &self.reader.bytes()[..head];
        let name = relative.rsplit('/').next().unwrap_or(relative);
        let peek = Peek { name, path: relative, head, size: self.reader.size_hint(), markers };
        self.detectors.iter().copied().filter(|detector| (detector.wants)(&peek)).collect()
    }

    /// Passes through what lies beyond the bound in windows, looking for markers only.
    fn markers_of_rest(&mut self) -> std::io::Result<Markers> {
        let mut found = Markers::NONE;
        loop {
            self.reader.slide(OVERLAP);
            let extent = self.reader.extend(self.max_bytes.max(2 * OVERLAP))?;
            found.0 |= markers(self.reader.bytes()).0;
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
