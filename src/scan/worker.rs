use std::cell::Cell;
use std::fs::{File, Metadata};
use std::io::{self, Read, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use crossbeam_channel::Sender;
use ring::digest::{Context, SHA256};

use super::anchors::Seen;
use super::around::tree_of;
use super::examiner::{Examiner, is_text};
use super::image::{Layouts, layout_of_index};
use super::opener::{Opener, Place, Source};
use super::room::Room;
use super::{Memory, Progress, Report, Scan};
use crate::detect::{Detector, Sink, Tree, hex, sha256};
use crate::inventory::{Location, Look, Record};
use crate::model::{Unknown, UnknownReason};
use crate::source::buffer::{Buffer, Extent};
use crate::source::container::image::Folder as Layout;
use crate::source::container::{Bounds, Budget, Meter};
use crate::source::filesystem::{Visit, read_failure};
use crate::source::git::Folder;
use crate::source::tree::{FolderTree, State};

/// One thread of a scan: examines files, and what lies in them.
pub(super) struct Worker<'a> {
    pub(super) scan: &'a Scan,
    pub(super) progress: &'a Progress,
    examiner: &'a Examiner<'a>,
    pub(super) room: &'a Room,
    memory: Option<&'a Memory>,
    outbox: Outbox,
    buffers: Vec<Buffer>,
    layouts: Layouts,
    /// What lies around the file of the walk at hand.
    tree: Option<FolderTree>,
    /// What an earlier scan read of it and beside it, where no time or place on disk may say that it is as it was.
    before: Option<(u128, &'a [u32])>,
    /// Digest of it, where a detector read all of it.
    pub(super) content: Option<String>,
    /// Whether it was read and is what it was before.
    pub(super) is_known: bool,
}

/// Largest container that is known again by its content: the first look at it reads all of it once more.
const LARGEST_KNOWN: u64 = 64 << 20;

/// Whether an input may hold anchors: a container is binary, whatever its head looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    Plain,
    Container,
}

/// An input of which more follows than is read.
struct Unread<'a> {
    place: &'a Place<'a>,
    /// Its first bytes.
    head: Vec<u8>,
    size: u64,
}

/// What the detectors say of one input.
#[derive(Default)]
pub(super) struct Examined {
    pub(super) sink: Sink,
    pub(super) digest: Option<String>,
    /// What ended the reading before its end; the detectors saw what had been read.
    pub(super) failure: Option<io::Error>,
    /// Digest of a file of the walk that was read whole, for a detector.
    pub(super) content: Option<String>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(
        scan: &'a Scan,
        examiner: &'a Examiner<'a>,
        room: &'a Room,
        progress: &'a Progress,
        memory: Option<&'a Memory>,
        sender: Sender<Vec<Report>>,
    ) -> Self {
        Self {
            scan,
            progress,
            examiner,
            room,
            memory,
            outbox: Outbox { sender, waiting: Vec::new(), weight: 0 },
            buffers: Vec::new(),
            layouts: Layouts::default(),
            tree: None,
            before: None,
            content: None,
            is_known: false,
        }
    }

    /// Looks at one thing that the walk met; false ends the walk.
    pub(super) fn visit(&mut self, visit: Visit) -> bool {
        let delivered = match visit {
            Visit::Link => self.count(&self.progress.links),
            Visit::Special => self.count(&self.progress.specials),
            Visit::Failed { root, relative, unknown } => {
                self.send(source_unknown(Location { root, path: relative }, unknown))
            }
            Visit::File { root, relative, path } => {
                self.count(&self.progress.files);
                self.file(root, relative, &path)
            }
        };
        delivered && !self.stopped()
    }

    fn file(&mut self, root: String, relative: String, path: &Path) -> bool {
        if self.containers().is_some() && self.layouts.is_layer(&relative, path) {
            return true;
        }
        let (layout, folder) = self.folders_of(path);
        let is_alone = layout.is_none() && folder.is_none();
        self.tree = tree_of(path, &relative, self.tree.take());
        if is_alone && self.is_unchanged(&root, &relative, path) {
            self.count(&self.progress.unchanged);
            let gave = self.memory.is_none_or(|memory| memory.looks().gave(&root, &relative));
            return !gave || self.report(Report::Unchanged(Location { root, path: relative }));
        }
        let opened = File::open(path).and_then(|file| Ok((file.metadata()?, file)));
        let (about, file) = match opened {
            Ok(opened) => opened,
            Err(error) => {
                let unknown = source_fault(UnknownReason::Unreadable, read_failure(&error));
                return self.send(source_unknown(Location { root, path: relative }, unknown));
            }
        };
        self.before = self
            .memory
            .filter(|_| is_alone)
            .and_then(|memory| memory.looks().content(&root, &relative));
        self.content = None;
        self.is_known = false;
        let hung_up = Cell::new(false);
        let progress = self.progress;
        let stopped = || hung_up.get() || progress.stop.load(Ordering::Relaxed);
        let budget = Budget::new(self.scan.containers.unwrap_or_default(), &stopped);
        let meter = Meter::outermost(&budget, about.len());
        let place = Place::outermost(relative);
        let mut opener = Opener::new(self, root, &hung_up);
        opener.file(&place, &file, about.len(), &meter, 0);
        if let Some(mut folder) = layout {
            // An error means that the scan is to stop.
            let _ = opener.layout(&place, &mut folder, &budget);
        }
        if let Some(folder) = folder {
            opener.repository(&place, &folder, &budget);
        }
        let root = opener.into_root();
        if hung_up.get() || !is_alone || self.stopped() {
            return !hung_up.get();
        }
        if !self.is_known {
            return self.looked(root, place.path, &about);
        }
        self.count(&self.progress.unchanged);
        let stamp = self.memory.zip(self.tree.as_ref()).and_then(|(memory, tree)| {
            let around = self.before.map(|(_, around)| around).unwrap_or_default();
            memory.stamp(&about, memory.states(around, tree))
        });
        self.report(Report::Touched { location: Location { root, path: place.path }, stamp })
    }

    /// The image layout or the repository of which a file of the walk is the sign, where containers are opened.
    fn folders_of(&self, path: &Path) -> (Option<Layout>, Option<Folder>) {
        match self.containers() {
            Some(_) => (layout_of_index(path), Folder::of_head(path)),
            None => (None, None),
        }
    }

    /// Whether a file is as it was when an earlier scan looked at it.
    fn is_unchanged(&self, root: &str, relative: &str, path: &Path) -> bool {
        self.memory.zip(self.tree.as_ref()).is_some_and(|(memory, tree)| {
            memory.looks().holds(root, relative, |around| {
                memory.stamp(&path.metadata().ok()?, memory.states(around, tree))
            })
        })
    }

    /// Whether a file of which an earlier scan read the same may be left out; what lies around it is then looked at again.
    fn is_as_before(&self, digest: &str) -> bool {
        let (Some(memory), Some((before, around)), Some(tree)) =
            (self.memory, self.before, &self.tree)
        else {
            return false;
        };
        memory.content(digest, memory.given(around, tree)) == before
    }

    /// Digest of a container of the walk, of which `held` bytes were read; with it, whether the container is known.
    pub(super) fn container(&mut self, source: &Source<'_>, held: usize) -> Option<String> {
        let Source::File(file) = source else { return None };
        let mut file = *file;
        self.memory.filter(|_| file.metadata().is_ok_and(|about| about.len() <= LARGEST_KNOWN))?;
        file.rewind().ok()?;
        let (mut context, mut part) = (Context::new(&SHA256), vec![0; Buffer::HEAD]);
        let mut rest = file.take(LARGEST_KNOWN);
        while let count @ 1.. = rest.read(&mut part).ok()? {
            context.update(&part[..count]);
        }
        file.seek(SeekFrom::Start(held as u64)).ok()?;
        let digest = hex(context.finish().as_ref());
        self.is_known = self.is_as_before(&digest);
        Some(digest)
    }

    /// Hands on how to know a file again that was looked at.
    fn looked(&mut self, root: String, relative: String, about: &Metadata) -> bool {
        let Some((memory, tree)) = self.memory.zip(self.tree.as_ref()) else {
            return true;
        };
        let around = tree.looked_at();
        let states = around.iter().map(|(path, given)| {
            let state = memory.state_of(path, tree);
            // What is gone since it was read would be so the next time.
            state.filter(|state| *state != 0 || *given == State::default())
        });
        let stamp = memory.stamp(about, states);
        let given = around.iter().map(|(path, given)| (path.as_str(), *given));
        let content = self.content.take().map(|digest| memory.content(&digest, given));
        if stamp.is_none() && content.is_none() {
            return true;
        }
        let around = around.into_iter().map(|(path, _)| path).collect();
        let location = Location { root, path: relative };
        self.report(Report::Looked(Look { location, stamp, content, around }))
    }

    /// What the detectors say of a stream whose head is in `buffer`.
    pub(super) fn examine(
        &mut self,
        place: &Place<'_>,
        buffer: &mut Buffer,
        source: &mut dyn Read,
        size: Option<u64>,
        nature: Nature,
    ) -> Examined {
        let mut examined = Examined::default();
        let (limit, head) = (self.scan.limit(buffer.bytes()), buffer.bytes().len());
        let text = nature == Nature::Plain && is_text(buffer.bytes());
        // The size of a file is sure: one beyond the bound that its name or head tells is not read to say so.
        let beyond = size.filter(|size| text && place.is_outermost() && *size > limit as u64);
        if let Some(size) = beyond
            && self.is_claimed(&Unread { place, head: buffer.bytes().to_vec(), size })
        {
            self.progress.bytes.fetch_add(head as u64, Ordering::Relaxed);
            examined.sink.unknowns.push(too_large(limit));
            return examined;
        }
        // What was known by its content was read whole, whatever asked for it.
        let is_looked_for = self.is_kept(place, nature) && self.before.is_some();
        let is_all_read = text || is_looked_for;
        let mut extent = examined.extend(buffer, source, if is_all_read { limit } else { head });
        let digest = (is_looked_for && extent == Extent::Whole && examined.failure.is_none())
            .then(|| sha256(buffer.bytes()));
        if digest.as_deref().is_some_and(|digest| self.is_as_before(digest)) {
            self.progress.bytes.fetch_add(buffer.bytes().len() as u64, Ordering::Relaxed);
            examined.content = digest;
            self.is_known = true;
            return examined;
        }
        let anchors = self.examiner.anchors();
        let seen = if text { anchors.seen(buffer.bytes()) } else { anchors.none() };
        // A size that a file or container only claims may be wrong; what was read is not.
        let held = buffer.bytes().len() as u64;
        let size = if extent == Extent::Whole { held } else { size.unwrap_or(held).max(held) };
        let (path, name) = (place.path.as_str(), place.name());
        let wanted = self.examiner.wanted(path, name, &buffer.bytes()[..head], size, &seen);
        if !wanted.is_empty() {
            extent = examined.extend(buffer, source, limit);
        }
        self.progress.bytes.fetch_add(buffer.bytes().len() as u64, Ordering::Relaxed);
        if extent == Extent::Head {
            let unread = Unread { place, head: buffer.bytes()[..head].to_vec(), size };
            if self.is_claimed(&unread)
                || (text && self.holds(&unread, buffer, source, &mut examined))
            {
                examined.sink.unknowns.push(too_large(limit));
            }
        } else if !wanted.is_empty() {
            self.detect(place, &wanted, buffer.bytes(), (nature, digest), &mut examined);
        }
        examined
    }

    /// Whether what an input gives is kept for a later scan.
    fn is_kept(&self, place: &Place<'_>, nature: Nature) -> bool {
        place.is_outermost() && nature == Nature::Plain && self.memory.is_some()
    }

    /// Runs the detectors that want an input which was read whole, of which the digest may be known.
    fn detect(
        &self,
        place: &Place<'_>,
        wanted: &[&'a Detector],
        bytes: &[u8],
        (nature, mut digest): (Nature, Option<String>),
        examined: &mut Examined,
    ) {
        let is_whole = examined.failure.is_none();
        let is_kept = is_whole && self.is_kept(place, nature);
        let tree = self.tree.as_ref().filter(|_| place.is_outermost());
        let tree = tree.map(|tree| tree as &dyn Tree);
        // Texts are hashed whatever they give.
        let is_source = is_kept && is_text(&bytes[..bytes.len().min(Buffer::HEAD)]);
        digest = digest.or_else(|| is_source.then(|| sha256(bytes)));
        let about = (tree, digest.clone());
        examined.sink = self.examiner.run(wanted, place.name(), &place.path, bytes, about);
        let is_silent = examined.sink.findings.is_empty() && examined.sink.unknowns.is_empty();
        // A program that gave nothing is looked through about as fast as it is hashed; source code is not.
        let is_dear = is_source || is_kept && !is_silent;
        if is_whole && (is_dear || !is_silent) {
            digest = digest.or_else(|| Some(sha256(bytes)));
        }
        examined.content = digest.clone().filter(|_| is_dear);
        examined.digest = digest.filter(|_| !is_silent);
    }

    /// Whether name or first bytes alone say that a detector has to read it.
    fn is_claimed(&self, unread: &Unread<'_>) -> bool {
        !self.wanted(unread, &self.examiner.anchors().none()).is_empty()
    }

    fn wanted(&self, unread: &Unread<'_>, seen: &Seen) -> Vec<&'a Detector> {
        let (path, name) = (unread.place.path.as_str(), unread.place.name());
        self.examiner.wanted(path, name, &unread.head, unread.size, seen)
    }

    /// Whether a text beyond the bound holds something. Anchors occur in ordinary texts, so that those who want them
    /// look at every window that has one; windows share more than most objects have. What they see has no place in the
    /// whole and is not reported.
    fn holds(
        &self,
        unread: &Unread<'_>,
        buffer: &mut Buffer,
        source: &mut dyn Read,
        examined: &mut Examined,
    ) -> bool {
        let anchors = self.examiner.anchors();
        let shared = Buffer::HEAD.max(anchors.overlap());
        let limit = self.scan.max_bytes.max(2 * shared);
        let (path, name) = (unread.place.path.as_str(), unread.place.name());
        let mut extent = Extent::Head;
        loop {
            let seen = anchors.seen(buffer.bytes());
            let wanted = if seen.any() { self.wanted(unread, &seen) } else { Vec::new() };
            let bytes = buffer.bytes();
            let sink = self.examiner.run(&wanted, name, path, bytes, (None, None));
            if !sink.findings.is_empty() || !sink.unknowns.is_empty() {
                return true;
            }
            if extent == Extent::Whole || self.stopped() {
                return false;
            }
            buffer.slide(shared);
            extent = examined.extend(buffer, source, limit);
        }
    }

    /// How far containers are opened, if at all.
    pub(super) const fn containers(&self) -> Option<&'a Bounds> {
        self.scan.containers.as_ref()
    }

    /// A buffer that nobody uses.
    pub(super) fn buffer(&mut self) -> Buffer {
        let mut buffer = self.buffers.pop().unwrap_or_default();
        buffer.clear();
        buffer
    }

    /// Takes a buffer back.
    pub(super) fn give_back(&mut self, buffer: Buffer) {
        self.buffers.push(buffer);
    }

    /// Adds one to a counter.
    pub(super) fn count(&self, counter: &AtomicU64) -> bool {
        counter.fetch_add(1, Ordering::Relaxed);
        true
    }

    /// Hands a record on; false when nobody listens.
    pub(super) fn send(&mut self, record: Record) -> bool {
        self.report(Report::Record(record))
    }

    fn report(&mut self, report: Report) -> bool {
        self.outbox.put(report)
    }

    fn stopped(&self) -> bool {
        self.progress.stop.load(Ordering::Relaxed)
    }
}

/// Reports of one thread that wait to be handed on together: one at a time wakes the receiver for each.
struct Outbox {
    sender: Sender<Vec<Report>>,
    waiting: Vec<Report>,
    weight: usize,
}

impl Outbox {
    /// Reports, and findings in them, that wait.
    const MOST: usize = 64;

    /// False when nobody listens any more.
    fn put(&mut self, report: Report) -> bool {
        self.weight += match &report {
            Report::Record(record) => 1 + record.findings.len() + record.unknowns.len(),
            Report::Looked(_) | Report::Unchanged(_) | Report::Touched { .. } => 1,
        };
        self.waiting.push(report);
        self.weight < Self::MOST || self.hand_on()
    }

    fn hand_on(&mut self) -> bool {
        self.weight = 0;
        self.sender.send(std::mem::take(&mut self.waiting)).is_ok()
    }
}

impl Drop for Outbox {
    fn drop(&mut self) {
        if !self.waiting.is_empty() {
            self.hand_on();
        }
    }
}

impl Examined {
    /// Reads on; a failure is kept and ends the stream.
    fn extend(&mut self, buffer: &mut Buffer, source: &mut dyn Read, limit: usize) -> Extent {
        buffer.extend(source, limit).unwrap_or_else(|error| {
            self.failure.get_or_insert(error);
            Extent::Whole
        })
    }
}

/// What a source, and no detector, could not tell.
pub(super) fn source_fault(reason: UnknownReason, detail: String) -> Unknown {
    Unknown { reason, detector: None, line: None, offset: 0, detail }
}

fn source_unknown(location: Location, unknown: Unknown) -> Record {
    Record { location, digest: None, findings: Vec::new(), unknowns: vec![unknown] }
}

fn too_large(limit: usize) -> Unknown {
    let detail = format!(
        "larger than {limit} bytes and it looks like cryptographic material or a program; raise --max-bytes to read it"
    );
    source_fault(UnknownReason::TooLarge, detail)
}
