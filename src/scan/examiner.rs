use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock};

use super::anchors::{Anchors, Seen};
use crate::detect::{
    Attempts, Copies, DETECTORS, Detector, Input, Passwords, Peek, RuleSet, Sink, Tree,
};
use crate::model::UnknownReason;
use crate::source::buffer::Buffer;

thread_local! {
    static DETECTING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside a detector or a container, where a panic is caught and recorded; a panic hook may then stay silent.
#[must_use]
pub fn detecting() -> bool {
    DETECTING.get()
}

/// Detectors made ready for inputs that are already in memory: does what a scan does with a file.
pub struct Examiner<'a> {
    detectors: &'a [&'a Detector],
    passwords: Passwords,
    rules: Arc<RuleSet>,
    copies: Copies,
    anchors: Anchors,
}

impl<'a> Examiner<'a> {
    /// Prepares `detectors`.
    #[must_use]
    pub fn new(detectors: &'a [&'a Detector]) -> Self {
        Self {
            detectors,
            passwords: Passwords::none(),
            rules: Arc::default(),
            copies: Copies::default(),
            anchors: Anchors::new(detectors),
        }
    }

    /// Lets the detectors try `passwords` on what is encrypted.
    #[must_use]
    pub fn passwords(mut self, passwords: Passwords) -> Self {
        self.passwords = passwords;
        self
    }

    /// Reads source code by `rules`.
    #[must_use]
    pub fn rules(mut self, rules: Arc<RuleSet>) -> Self {
        self.rules = rules;
        self
    }

    /// What the detectors say of `bytes` at `path`.
    #[must_use]
    pub fn examine(&self, path: &str, bytes: &[u8]) -> Sink {
        let head = &bytes[..bytes.len().min(Buffer::HEAD)];
        let seen = if is_text(head) { self.anchors.seen(bytes) } else { self.anchors.none() };
        let name = name_of(path);
        let wanted = self.wanted(path, name, head, bytes.len() as u64, &seen);
        self.run(&wanted, name, path, bytes, (None, None))
    }

    /// Runs `wanted` over one input, whose digest may be known.
    pub(super) fn run(
        &self,
        wanted: &[&Detector],
        name: &str,
        path: &str,
        bytes: &[u8],
        (tree, digest): (Option<&dyn Tree>, Option<String>),
    ) -> Sink {
        let attempts = Attempts::new(&self.passwords);
        let mut input = Input::new(name, path, bytes, &attempts).within(tree).hashed(digest);
        input.rules = &self.rules;
        input.copies = Some(&self.copies);
        run_all(wanted, &input)
    }

    /// What is searched for in texts.
    pub(super) const fn anchors(&self) -> &Anchors {
        &self.anchors
    }

    /// The detectors that want an input.
    pub(super) fn wanted(
        &self,
        path: &str,
        name: &str,
        head: &[u8],
        size: u64,
        seen: &Seen,
    ) -> Vec<&'a Detector> {
        let wants = |(index, detector): &(usize, &&Detector)| {
            let anchored = seen.has(*index);
            (detector.wants)(&Peek { name, path, head, size, anchored })
        };
        self.detectors.iter().enumerate().filter(wants).map(|(_, detector)| *detector).collect()
    }
}

/// The anchors of every detector, kept, since an automaton of hundreds of patterns takes longer than most inputs.
static EVERY: LazyLock<Examiner<'static>> = LazyLock::new(|| Examiner::new(DETECTORS));

/// Runs `detectors` over one input; for many inputs and a list of one's own, an [`Examiner`] is faster.
#[must_use]
pub fn examine(detectors: &[&Detector], path: &str, bytes: &[u8]) -> Sink {
    if std::ptr::eq(detectors, DETECTORS) {
        return EVERY.examine(path, bytes);
    }
    Examiner::new(detectors).examine(path, bytes)
}

/// Name of a file without its folders.
pub(super) fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Runs `detectors` over one input.
fn run_all(detectors: &[&Detector], input: &Input<'_>) -> Sink {
    let mut sink = Sink::default();
    for detector in detectors {
        let (findings, unknowns) = (sink.findings.len(), sink.unknowns.len());
        if survived(|| (detector.detect)(input, &mut sink)).is_none() {
            sink.findings.truncate(findings);
            sink.unknowns.truncate(unknowns);
            let detail = "the detector failed on this input; its findings for it were discarded";
            sink.unknown(detector.id, UnknownReason::Crashed, 0, None, detail);
        }
    }
    sink
}

/// What `work` gives, or nothing when it panicked.
pub(super) fn survived<T>(work: impl FnOnce() -> T) -> Option<T> {
    let outside = DETECTING.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    DETECTING.set(outside);
    outcome.ok()
}

/// As in grep and git: text has no NUL byte near its beginning.
pub(super) fn is_text(head: &[u8]) -> bool {
    memchr::memchr(0, head).is_none()
}
