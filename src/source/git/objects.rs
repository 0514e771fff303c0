use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;

use gix::hash::ObjectId;
use gix::objs::tree::EntryKind;
use gix::objs::{Kind, TreeRefIter};
use gix::odb::pack::cache::lru::MemoryCappedHashmap;

use super::History;
use crate::source::container::{Access, Bounds, Breach, Content, Member, Meter};

/// The objects of a repository, opened alone: neither the system's nor the user's settings nor the
/// environment count, and no file is included.
///
/// Packs are mapped into memory, as every reader of them does; git replaces them and never shortens one.
pub struct Objects {
    pub(super) repository: gix::Repository,
    /// Deltas that may still be applied.
    deltas: Cell<u64>,
}

/// Gets every member: the commit that it is told of, in hexadecimal or `HEAD`, and the member. Its name
/// is its path in that commit, or empty where it is the commit itself.
pub type Each<'a> = dyn for<'m> FnMut(&'m str, Member<'m>) -> io::Result<()> + 'a;

/// Memory for bases of deltas.
const CACHE: usize = 16 << 20;
/// Deltas that every object may add on average; git makes chains of 50 (gc.aggressiveDepth).
const DELTAS: u64 = 64;
/// Deltas that a repository of any size may have besides.
const DELTAS_AT_LEAST: u64 = 1_000_000;
/// Places at which one folder of a commit is read: more is a bomb of folders in folders.
const PLACES: u32 = 64;

pub(super) const LOST: &str = "the repository does not hold it whole; fetch it and scan again";

/// Something met in a tree.
pub(super) enum Step<'a> {
    /// A folder; `true` enters it.
    Folder(&'a [u8], ObjectId),
    /// A folder that is not there, or broken.
    Lost(&'a [u8]),
    /// Anything else.
    Entry(Entry<'a>),
}

/// An entry that is no folder.
pub(super) struct Entry<'a> {
    pub(super) path: &'a [u8],
    pub(super) kind: EntryKind,
    pub(super) id: ObjectId,
}

/// What became of the reading of an object.
pub(super) enum Object {
    Whole(Vec<u8>),
    /// It is not there, of another kind, or its bytes break the format.
    Lost,
    /// It passes the bound of memory.
    TooLarge,
}

impl Objects {
    /// Opens the repository in `folder`; `None` when its settings or its format are not understood.
    #[must_use]
    pub fn open(folder: &Path) -> Option<Self> {
        let settings = [
            format!("gitoxide.objects.allocLimit={}", Bounds::MEMORY),
            "gitoxide.objects.noReplace=true".to_owned(),
        ];
        let options = gix::open::Options::isolated();
        let options = options.open_path_as_is(true).config_overrides(settings);
        let mut repository = options.open(folder).ok()?.to_thread_local();
        repository.objects.refresh_never();
        repository.objects.set_pack_cache(|| Box::new(MemoryCappedHashmap::new(CACHE)));
        Some(Self { repository, deltas: Cell::new(DELTAS_AT_LEAST) })
    }

    /// Gives what `HEAD` names, unless it is checked out in `checked_out`, and with [`History::Every`]
    /// all that was ever committed and is neither given nor checked out, once. The signatures of commits and tags
    /// come first.
    ///
    /// # Errors
    /// A bound is passed, the scan is to stop, or the references cannot be read.
    pub fn read(
        &self,
        history: History,
        checked_out: Option<&Path>,
        meter: &Meter<'_>,
        each: &mut Each<'_>,
    ) -> io::Result<()> {
        self.signatures(history, meter, each)?;
        if history == History::Head && checked_out.is_some() {
            return Ok(());
        }
        let mut seen = HashSet::new();
        let head = self.head(meter)?;
        match (head, checked_out) {
            (Some(tree), Some(folder)) => self.checked_out(tree, folder, meter, &mut seen)?,
            (Some(tree), None) => self.at_head(tree, meter, &mut seen, each)?,
            (None, _) if history == History::Head && self.has_references() => {
                let how = "it names no commit that is there; --git-history reads the others";
                each("HEAD", Member { name: b"", content: Content::Malformed(how) })?;
            }
            (None, _) => {}
        }
        match history {
            History::Head => Ok(()),
            History::Every => self.every(&mut seen, meter, each),
        }
    }

    /// Gives every entry of the tree that `HEAD` has, wherever it lies.
    fn at_head(
        &self,
        tree: ObjectId,
        meter: &Meter<'_>,
        seen: &mut HashSet<ObjectId>,
        each: &mut Each<'_>,
    ) -> io::Result<()> {
        let mut places = HashMap::<ObjectId, u32>::new();
        self.walk(tree, meter, &mut |step| match step {
            Step::Folder(path, id) => {
                let times = places.entry(id).or_default();
                *times = times.saturating_add(1);
                if *times == PLACES + 1 {
                    let how = "the same folder at too many places; the first were read";
                    each("HEAD", Member { name: path, content: Content::Malformed(how) })?;
                }
                Ok(*times <= PLACES)
            }
            Step::Lost(path) => lost("HEAD", path, each),
            Step::Entry(entry) => {
                seen.insert(entry.id);
                self.give("HEAD", &entry, meter, each).map(|()| false)
            }
        })
    }

    /// Notes what of the tree that `HEAD` has lies unchanged, as its size says, in `folder`.
    fn checked_out(
        &self,
        tree: ObjectId,
        folder: &Path,
        meter: &Meter<'_>,
        seen: &mut HashSet<ObjectId>,
    ) -> io::Result<()> {
        let mut folders = HashSet::new();
        self.walk(tree, meter, &mut |step| match step {
            Step::Folder(_, id) => Ok(folders.insert(id)),
            Step::Lost(_) => Ok(false),
            Step::Entry(entry) => {
                let path = std::str::from_utf8(entry.path).ok().filter(|path| {
                    // A hostile name leads nowhere else; only its size would be asked for there.
                    !path.split('/').any(|part| matches!(part, "" | "." | ".."))
                });
                let there = path.and_then(|path| fs::symlink_metadata(folder.join(path)).ok());
                let size = self.repository.try_find_header(entry.id).ok().flatten();
                if there
                    .is_some_and(|at| at.is_file() && size.is_some_and(|of| of.size() == at.len()))
                {
                    seen.insert(entry.id);
                }
                Ok(false)
            }
        })
    }

    /// Goes through a tree and, where `visit` says so, the trees in it.
    pub(super) fn walk(
        &self,
        root: ObjectId,
        meter: &Meter<'_>,
        visit: &mut dyn FnMut(Step<'_>) -> io::Result<bool>,
    ) -> io::Result<()> {
        let mut folders = vec![(Vec::new(), root)];
        while let Some((folder, id)) = folders.pop() {
            if !visit(Step::Folder(&folder, id))? {
                continue;
            }
            let Object::Whole(bytes) = self.object(id, Kind::Tree, meter)? else {
                visit(Step::Lost(&folder))?;
                continue;
            };
            for entry in TreeRefIter::from_bytes(&bytes, self.repository.object_hash()) {
                let Ok(entry) = entry else {
                    visit(Step::Lost(&folder))?;
                    break;
                };
                let (kind, id) = (entry.mode.kind(), entry.oid.to_owned());
                let separator: &[u8] = if folder.is_empty() { b"" } else { b"/" };
                let path = [&folder, separator, entry.filename.as_ref()].concat();
                if kind != EntryKind::Tree {
                    visit(Step::Entry(Entry { path: &path, kind, id }))?;
                } else if path.len() > Bounds::NAME {
                    visit(Step::Lost(&path))?;
                } else {
                    folders.push((path, id));
                }
            }
        }
        Ok(())
    }

    /// Gives one entry of a commit.
    pub(super) fn give(
        &self,
        commit: &str,
        entry: &Entry<'_>,
        meter: &Meter<'_>,
        each: &mut Each<'_>,
    ) -> io::Result<()> {
        let member = |content| Member { name: entry.path, content };
        if matches!(entry.kind, EntryKind::Link | EntryKind::Commit) {
            return each(commit, member(Content::Link));
        }
        let object = self.object(entry.id, Kind::Blob, meter)?;
        let bytes = match object {
            Object::Whole(bytes) => bytes,
            Object::Lost => return each(commit, member(Content::Malformed(LOST))),
            Object::TooLarge => {
                let how = "an object that takes too much memory".to_owned();
                return each(commit, member(Content::Unsupported(how)));
            }
        };
        // The reader's own copy; what is opened inside may take the rest.
        let held = meter.inner();
        let Ok(_memory) = held.hold(bytes.len() as u64) else {
            let how = "an object that takes too much memory".to_owned();
            return each(commit, member(Content::Unsupported(how)));
        };
        let (size, mut stream) = (Some(bytes.len() as u64), bytes.as_slice());
        each(
            commit,
            member(Content::File { stream: &mut stream, size, access: Access::Independent }),
        )
    }

    /// An object of the kind that is expected, counted and bounded.
    pub(super) fn object(&self, id: ObjectId, kind: Kind, meter: &Meter<'_>) -> io::Result<Object> {
        meter.entry()?;
        let Ok(Some(header)) = self.repository.try_find_header(id) else { return Ok(Object::Lost) };
        if header.kind() != kind {
            return Ok(Object::Lost);
        }
        if header.size() > meter.memory_left() {
            return Ok(Object::TooLarge);
        }
        let deltas = u64::from(header.num_deltas().unwrap_or(0));
        match (self.deltas.get() + DELTAS).checked_sub(deltas) {
            Some(left) => self.deltas.set(left),
            None => return Err(meter.breached(Breach::Deltas)),
        }
        meter.made(header.size())?;
        match self.repository.find_object(id) {
            Ok(object) => Ok(Object::Whole(object.detach().data)),
            Err(_) => Ok(Object::Lost),
        }
    }
}

/// Says that a part of a commit is not there.
pub(super) fn lost(commit: &str, path: &[u8], each: &mut Each<'_>) -> io::Result<bool> {
    each(commit, Member { name: path, content: Content::Malformed(LOST) })?;
    Ok(false)
}
