use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Cursor, Read};
use std::sync::atomic::AtomicU64;

use super::Progress;
use super::examiner::{name_of, survived};
use super::faults::{Faults, fault};
use super::layer::Layer;
use super::worker::{Examined, Nature, Worker, source_fault};
use crate::detect::Sink;
use crate::inventory::{Location, Record};
use crate::model::{Unknown, UnknownReason};
use crate::source::buffer::{Buffer, Extent};
use crate::source::container::{
    Access, Content, Format, Holds, Member, Meter, Random, RandomFile, Reading, Taking,
    behind_program, label_text, may_start_archive, member_text, name_inside, recognise,
};
use crate::source::filesystem::read_failure;
use crate::source::git::History;

/// Where an input lies: a path below the root, with `!` between a container and what is in it.
pub(super) struct Place<'a> {
    pub(super) path: String,
    /// Where its name begins, behind all folders and containers.
    name: usize,
    /// The image and layer that it lies in, if any.
    note: String,
    /// The layer that the input itself is, if it is one.
    layer: Option<&'a Layer<'a>>,
    is_of_walk: bool,
}

impl<'a> Place<'a> {
    /// A file of the walk.
    pub(super) fn outermost(path: String) -> Self {
        let name = path.len() - name_of(&path).len();
        Self { path, name, note: String::new(), layer: None, is_of_walk: true }
    }

    pub(super) fn name(&self) -> &str {
        &self.path[self.name..]
    }

    /// Whether it is a file of the walk and not something inside one.
    pub(super) const fn is_outermost(&self) -> bool {
        self.is_of_walk
    }

    /// Something inside the container that lies here.
    pub(super) fn inside(&self, member: &str) -> Self {
        let path = format!("{}!{member}", self.path);
        let folders = member.rfind('/').map_or(0, |at| at + 1);
        let note = match self.layer {
            Some(layer) => layer.note(member),
            None => self.note.clone(),
        };
        Self { name: self.path.len() + 1 + folders, path, note, layer: None, is_of_walk: false }
    }

    /// The layer `layer`, inside the image that lies here.
    pub(super) fn layer(&self, name: &str, layer: &'a Layer<'a>) -> Self {
        Self { layer: Some(layer), note: layer.name(), ..self.inside(name) }
    }
}

/// How the bytes of an input are reached.
pub(super) enum Source<'a> {
    /// A file of the walk, read up to where its buffer ends.
    File(&'a File),
    /// A member, likewise.
    Stream(&'a mut dyn Read),
}

/// A container's bytes from its first one on.
enum Whole<'a> {
    Random(&'a mut dyn Random),
    /// With its size, as far as it is known.
    Stream(&'a mut dyn Read, Option<u64>),
}

/// Examines one file of the walk and opens it, and what is in it, as far as bounds allow.
pub(super) struct Opener<'w, 'a> {
    worker: &'w mut Worker<'a>,
    root: String,
    /// Set when nobody takes records any more.
    hung_up: &'w Cell<bool>,
    /// How often each path was recorded: members may share a name.
    recorded: HashMap<u64, u32>,
}

/// A directory-listed container that is read from a stream is held in memory up to this size.
const HELD: u64 = 64 << 20;

impl<'w, 'a> Opener<'w, 'a> {
    pub(super) fn new(worker: &'w mut Worker<'a>, root: String, hung_up: &'w Cell<bool>) -> Self {
        Self { worker, root, hung_up, recorded: HashMap::new() }
    }

    /// The root, when all is done.
    pub(super) fn into_root(self) -> String {
        self.root
    }

    /// Examines and opens a file of the walk, `size` bytes long, and records what it gives.
    pub(super) fn file(
        &mut self,
        place: &Place<'_>,
        file: &File,
        size: u64,
        meter: &Meter<'_>,
        depth: u32,
    ) {
        let mut buffer = self.worker.buffer();
        buffer.expect(size);
        let source = Source::File(file);
        let mut examined = self.content(place, &mut buffer, source, Some(size), meter, depth);
        self.worker.give_back(buffer);
        self.worker.content = examined.content.take();
        let unknowns = &mut examined.sink.unknowns;
        if let Some(error) = examined.failure.take() {
            unknowns.push(source_fault(UnknownReason::Unreadable, read_failure(&error)));
        }
        self.record(place, examined);
    }

    /// Examines and opens one input; what it gives besides its members is the caller's to record.
    fn content(
        &mut self,
        place: &Place<'_>,
        buffer: &mut Buffer,
        mut source: Source<'_>,
        size: Option<u64>,
        meter: &Meter<'_>,
        depth: u32,
    ) -> Examined {
        let early = buffer.extend(&mut source, Buffer::HEAD).err();
        let format = self.worker.containers().and_then(|_| recognise(buffer.bytes()));
        let nature = if format.is_some() { Nature::Container } else { Nature::Plain };
        let digest = format.and_then(|_| self.worker.container(&source, buffer.bytes().len()));
        if self.worker.is_known {
            return Examined { content: digest, ..Examined::default() };
        }
        let largest = self.worker.scan.limit(buffer.bytes()) as u64;
        let is_plain = nature == Nature::Plain;
        let part = is_plain.then(|| self.worker.room.part(size.unwrap_or(0).min(largest)));
        let mut part = part.flatten();
        part.iter_mut().for_each(|part| part.lend(buffer));
        let mut examined = self.worker.examine(place, buffer, &mut source, size, nature);
        examined.failure = early.or(examined.failure);
        examined.content.take_if(|_| examined.failure.is_some());
        let format = format.or_else(|| self.behind_program(buffer, &mut source));
        // Members that lie behind a program need room of their own.
        part.iter_mut().filter(|_| format.is_none()).for_each(|part| part.take_back(buffer));
        drop(part);
        if let Some(format) = format {
            let layers = &BTreeSet::new();
            let opening = Opening { format, place, layers, meter, depth };
            let opened = survived(|| self.open(&opening, buffer, source, size, &mut examined.sink));
            let is_firm = |unknown: &Unknown| unknown.reason != UnknownReason::Changed;
            let is_firm = opened.is_some() && examined.sink.unknowns.iter().all(is_firm);
            examined.content = digest.filter(|_| is_firm);
            if opened.is_none() {
                let detail =
                    format!("{}: reading it failed; its neighbours were read", format.title);
                examined.sink.unknowns.push(source_fault(UnknownReason::Crashed, detail));
            }
        }
        examined
    }

    /// The archive behind a program; of a member, which is then in `buffer` as a whole, where it is not larger than
    /// what is read whole.
    fn behind_program(
        &self,
        buffer: &mut Buffer,
        source: &mut Source<'_>,
    ) -> Option<&'static Format> {
        self.worker.containers().filter(|_| may_start_archive(buffer.bytes()))?;
        match source {
            Source::File(file) => behind_program(buffer.bytes(), &mut RandomFile::new(file).ok()?),
            Source::Stream(stream) => {
                let whole =
                    buffer.extend(stream, self.worker.scan.max_bytes).ok()? == Extent::Whole;
                let bytes = buffer.bytes();
                behind_program(bytes, &mut Cursor::new(bytes)).filter(|_| whole)
            }
        }
    }

    /// Opens a container whose beginning is in `buffer`.
    fn open(
        &mut self,
        opening: &Opening<'_>,
        buffer: &Buffer,
        source: Source<'_>,
        size: Option<u64>,
        sink: &mut Sink,
    ) {
        let (title, meter) = (opening.format.title, opening.meter);
        if let Reading::Unread(instead, label) = opening.format.reading {
            let label = label(buffer.bytes()).map(label_text);
            let named = label.filter(|label| !label.is_empty());
            let named = named.map_or_else(String::new, |label| format!(" called {label}"));
            let detail = format!("{title}{named} is not opened; {instead}");
            sink.unknowns.push(source_fault(UnknownReason::Unsupported, detail));
            return;
        }
        let bound = self.worker.containers().map_or(0, |bounds| bounds.depth);
        if opening.depth >= bound {
            let detail = format!("{title} inside {bound} others; raise --archive-depth to open it");
            sink.unknowns.push(source_fault(UnknownReason::TooLarge, detail));
            return;
        }
        let (mut faults, mut now) = (Faults::default(), None);
        let outcome = match source {
            Source::File(file) => {
                let outcome = RandomFile::new(file).and_then(|mut file| {
                    let layers = self.image_layers(opening, &mut file, &mut faults)?;
                    let opening = Opening { layers: &layers, ..*opening };
                    self.read(&opening, Whole::Random(&mut file), &mut faults)
                });
                now = file.metadata().ok();
                outcome
            }
            Source::Stream(stream) => {
                meter.took(buffer.bytes().len() as u64);
                let rest = Taking { source: stream, meter };
                let mut whole = Cursor::new(buffer.bytes()).chain(rest);
                self.read(opening, Whole::Stream(&mut whole, size), &mut faults)
            }
        };
        if now.is_some_and(|now| now.len() < size.unwrap_or(0)) {
            let detail = format!("{title}: it became shorter while it was read; scan it again");
            sink.unknowns.push(source_fault(UnknownReason::Changed, detail));
        }
        let fault = outcome.err().and_then(|error| fault(title, &error, meter));
        sink.unknowns.extend(fault);
        sink.unknowns.extend(faults.rest(title));
    }

    /// Reads all members of a container.
    fn read(
        &mut self,
        opening: &Opening<'_>,
        whole: Whole<'_>,
        faults: &mut Faults,
    ) -> io::Result<()> {
        let meter = opening.meter;
        match (&opening.format.reading, whole) {
            (Reading::Skipping(_, read) | Reading::Directory(_, read), Whole::Random(file)) => {
                read(file, meter, &mut |member| self.member(opening, member, faults))
            }
            (Reading::Directory(..), Whole::Stream(stream, size)) => {
                self.hold(opening, stream, size, faults)
            }
            (Reading::Sequence(read) | Reading::Skipping(read, _), whole) => {
                read(&mut whole.stream(), meter, &mut |member| self.member(opening, member, faults))
            }
            (Reading::Single(decode), whole) => {
                let mut stream = decode(Box::new(whole.stream()), meter)?;
                self.single(opening, &mut stream, faults)
            }
            (Reading::Unread(..), _) => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    /// Reads a container with a directory at its end: through it where the whole can be held, else by its members' own headers.
    fn hold(
        &mut self,
        opening: &Opening<'_>,
        stream: &mut dyn Read,
        size: Option<u64>,
        faults: &mut Faults,
    ) -> io::Result<()> {
        let Reading::Directory(read, read_random) = opening.format.reading else {
            return Ok(());
        };
        let meter = opening.meter;
        let mut visit = |member: Member<'_>| self.member(opening, member, faults);
        let room = meter.memory_left().min(HELD);
        if size.is_some_and(|size| size > room) {
            return read(stream, meter, &mut visit);
        }
        let room = size.unwrap_or(room);
        let _memory = meter.hold(room)?;
        let mut bytes = Vec::new();
        // One byte more shows whether the end was reached.
        let outcome = (&mut *stream).take(room + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > room {
            return read(&mut Cursor::new(bytes).chain(stream), meter, &mut visit);
        }
        let read = read_random(&mut Cursor::new(bytes), meter, &mut visit);
        outcome.and(read)
    }

    /// Looks at the one stream that another form of it held. A tar or cpio archive that was compressed
    /// as a whole is one container with its compression.
    fn single(
        &mut self,
        opening: &Opening<'_>,
        stream: &mut dyn Read,
        faults: &mut Faults,
    ) -> io::Result<()> {
        let mut buffer = self.worker.buffer();
        let early = buffer.extend(stream, Buffer::HEAD).err();
        let archive = recognise(buffer.bytes()).filter(|format| format.compressed_as_a_whole());
        let outcome = match archive {
            Some(format) => {
                let mut whole = Cursor::new(buffer.bytes()).chain(stream);
                let opening = Opening { format, ..*opening };
                self.read(&opening, Whole::Stream(&mut whole, None), faults)
            }
            None => {
                let name = name_inside(opening.place.name());
                let place = opening.place.inside(&name);
                self.worker.count(&self.worker.progress.members);
                let (meter, depth) = (opening.meter.inner(), opening.depth + 1);
                let source = Source::Stream(stream);
                let mut examined = self.content(&place, &mut buffer, source, None, &meter, depth);
                let failure = examined.failure.take();
                self.record(&place, examined);
                failure.map_or(Ok(()), Err)
            }
        };
        self.worker.give_back(buffer);
        outcome?;
        early.map_or(Ok(()), Err)
    }

    /// Looks at one member; an error ends its container.
    pub(super) fn member(
        &mut self,
        opening: &Opening<'_>,
        member: Member<'_>,
        faults: &mut Faults,
    ) -> io::Result<()> {
        let name = member_text(member.name);
        if opening.layers.contains(&name) {
            return Ok(());
        }
        let place = &opening.place.inside(&name);
        let told = match member.content {
            Content::Link => {
                self.worker.count(&self.worker.progress.links);
                return Ok(());
            }
            Content::Special => {
                self.worker.count(&self.worker.progress.specials);
                return Ok(());
            }
            Content::File { stream, size, access } => {
                self.regular(opening, place, stream, size, access, faults);
                return opening.meter.check();
            }
            Content::Encrypted(scheme) => (
                UnknownReason::Encrypted,
                format!("encrypted with {scheme}; scan what comes out with the password"),
            ),
            Content::Unsupported(how) => (
                UnknownReason::Unsupported,
                format!("packed by {how}, which is not read; unpack it and scan what comes out"),
            ),
            Content::Unread(reason, detail) => (reason, detail),
            Content::Malformed(how) => (UnknownReason::Malformed, how.to_owned()),
        };
        if faults.admit() {
            let mut examined = Examined::default();
            examined.sink.unknowns.push(source_fault(told.0, told.1));
            self.record(place, examined);
        }
        opening.meter.check()
    }

    /// Examines and opens a member and records what it gives.
    pub(super) fn regular(
        &mut self,
        opening: &Opening<'_>,
        place: &Place<'_>,
        stream: &mut dyn Read,
        size: Option<u64>,
        access: Access,
        faults: &mut Faults,
    ) {
        self.worker.count(opening.counter(self.worker.progress));
        let mut buffer = self.worker.buffer();
        let (meter, depth) = (opening.meter.inner(), opening.depth + 1);
        let source = Source::Stream(stream);
        let mut examined = self.content(place, &mut buffer, source, size, &meter, depth);
        self.worker.give_back(buffer);
        // Where members follow one another, the container meets the fault too and tells it.
        if let Some(error) = examined.failure.take()
            && access == Access::Independent
            && let Some(unknown) = fault("the member", &error, &meter)
            && faults.admit()
        {
            examined.sink.unknowns.push(unknown);
        }
        self.record(place, examined);
    }

    /// The folder of a file of the walk; where that is the root, by the name of the root.
    pub(super) fn folder_of(&self, file: &Place<'_>) -> Place<'static> {
        let folder = file.path.rsplit_once('/').map(|(folder, _)| folder);
        Place::outermost(
            folder.unwrap_or_else(|| name_of(self.root.trim_end_matches('/'))).to_owned(),
        )
    }

    /// Which commits of repositories are read.
    pub(super) const fn history(&self) -> History {
        self.worker.scan.history
    }

    /// Hands on what an input gave, if anything; a path that was recorded before gets a number.
    pub(super) fn record(&mut self, place: &Place<'_>, examined: Examined) {
        let Sink { mut findings, unknowns, .. } = examined.sink;
        if findings.is_empty() && unknowns.is_empty() {
            return;
        }
        if !place.note.is_empty() {
            for finding in &mut findings {
                let note = &mut finding.occurrence.note;
                let separator = if note.is_empty() { "" } else { "; " };
                *note = format!("{note}{separator}{}", place.note);
            }
        }
        let mut path = place.path.clone();
        let mut hasher = DefaultHasher::new();
        path.hash(&mut hasher);
        let times = self.recorded.entry(hasher.finish()).or_default();
        *times += 1;
        if *times > 1 {
            path.push_str(&format!("#{times}"));
        }
        let location = Location { root: self.root.clone(), path };
        let record = Record { location, digest: examined.digest, findings, unknowns };
        if !self.worker.send(record) {
            self.hung_up.set(true);
        }
    }
}

/// A container about to be opened.
#[derive(Clone, Copy)]
pub(super) struct Opening<'a> {
    pub(super) format: &'static Format,
    pub(super) place: &'a Place<'a>,
    /// Members that were read as layers.
    layers: &'a BTreeSet<String>,
    pub(super) meter: &'a Meter<'a>,
    pub(super) depth: u32,
}

impl<'a> Opening<'a> {
    /// One that no container is around, and that is no image.
    #[cfg(feature = "git")]
    pub(super) const fn of_folder(
        format: &'static Format,
        place: &'a Place<'a>,
        layers: &'a BTreeSet<String>,
        meter: &'a Meter<'a>,
    ) -> Self {
        Self { format, place, layers, meter, depth: 0 }
    }
}

impl Opening<'_> {
    /// Where its members are counted.
    const fn counter<'a>(&self, progress: &'a Progress) -> &'a AtomicU64 {
        match self.format.holds() {
            Holds::Files => &progress.members,
            Holds::Flows => &progress.flows,
        }
    }
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Stream(stream) => stream.read(buffer),
        }
    }
}

impl<'a> Whole<'a> {
    fn stream(self) -> Box<dyn Read + 'a> {
        match self {
            Self::Random(file) => Box::new(file),
            Self::Stream(stream, _) => Box::new(stream),
        }
    }
}
