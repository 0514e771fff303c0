//! Filesystem walk, shared by threads.
//!
//! Symbolic links are not followed unless asked (the walk then detects loops); fifos, sockets and
//! devices are counted and never opened; what cannot be read is an unknown, never an end.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ignore::{DirEntry, WalkBuilder};

use super::path_text;
use super::shares::Shares;
use crate::model::{Unknown, UnknownReason};

/// Which files a walk visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Everything, hidden and ignored files too.
    Everything,
    /// What version control would see: no hidden files, `.gitignore` respected.
    Tracked,
    /// Hidden files too, but not what `.gitignore` names, nor `.git` itself.
    Unignored,
}

/// Whether symbolic links below a root are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// Counted, not followed.
    Skip,
    /// Followed; loops are unknowns.
    Follow,
}

/// How to walk.
#[derive(Clone, Debug)]
pub struct Walk {
    /// Files or folders as the user named them.
    pub roots: Vec<PathBuf>,
    /// Which files.
    pub selection: Selection,
    /// Symbolic links.
    pub links: Links,
    /// Worker threads, at least one.
    pub threads: usize,
    /// Visit these alone, by their paths relative to the one root; links among them are not followed.
    pub only: Option<Vec<String>>,
    /// Files of the one root that are visited although the selection leaves them out, by their relative paths.
    pub besides: Vec<String>,
    /// A file that is not visited, nor those beside it whose names go on with a `-` (what a database keeps while it is
    /// open): the scan's own.
    pub own: Option<PathBuf>,
}

/// One thing the walk met.
#[derive(Debug)]
pub enum Visit {
    /// A regular file.
    File {
        /// The root it lies under, as named.
        root: String,
        /// Path relative to the root (its name, when the root is the file).
        relative: String,
        /// Path to open.
        path: PathBuf,
    },
    /// A symbolic link that was not followed.
    Link,
    /// A fifo, socket or device.
    Special,
    /// Something that could not be visited.
    Failed {
        /// The root it lies under, as named.
        root: String,
        /// Path relative to the root, as far as it is known.
        relative: String,
        /// Why.
        unknown: Unknown,
    },
}

impl Walk {
    /// Visits everything below the roots from `threads` threads. `visitor` makes one visitor a
    /// thread; a visitor returns false to end the whole walk.
    ///
    /// The threads take shares of one walk in turns and examine side by side, so that a folder of a million files is not
    /// held as a million entries that wait.
    pub fn run<'a>(
        &self,
        visitor: &(dyn Fn() -> Box<dyn FnMut(Visit) -> bool + Send + 'a> + Sync),
    ) {
        let ended = AtomicBool::new(false);
        let own = self.own.as_deref().and_then(Own::new);
        let met = (!self.besides.is_empty()).then(Met::default);
        for root in &self.roots {
            // One walk a root keeps the relation of every file to the root that it was found under.
            let entries = Shares::new(self.builder(root).build(), self.threads);
            let work = |thread: usize| {
                let mut visit = visitor();
                let mut visit = |one: Visit| {
                    if let (Some(met), Visit::File { relative, .. }) = (&met, &one) {
                        met.insert(relative);
                    }
                    visit(one)
                };
                visit_all(root, (&entries, thread), &mut visit, (own.as_ref(), &ended));
            };
            std::thread::scope(|scope| {
                for thread in 1..self.threads {
                    let work = &work;
                    scope.spawn(move || work(thread));
                }
                work(0);
            });
            if ended.load(Ordering::Relaxed) {
                return;
            }
        }
        if let (Some(met), [root]) = (met, &self.roots[..]) {
            self.visit_besides(root, &met, &mut *visitor());
        }
    }

    /// Visits what is named besides and was not met.
    fn visit_besides(&self, root: &Path, met: &Met, visit: &mut dyn FnMut(Visit) -> bool) {
        let named = path_text(root);
        for relative in self.besides.iter().filter(|relative| !met.has(relative)) {
            let path = root.join(relative);
            let is_file = path.symlink_metadata().is_ok_and(|about| about.is_file());
            let one = Visit::File { root: named.clone(), relative: relative.clone(), path };
            if is_file && !visit(one) {
                return;
            }
        }
    }

    /// How many regular files the walk would visit; a cheap single-threaded pass for progress only.
    pub fn count(&self, stop: &dyn Fn() -> bool) -> u64 {
        let mut files = 0;
        for root in &self.roots {
            for entry in self.builder(root).build() {
                if stop() {
                    return files;
                }
                let is_file = entry.is_ok_and(|e| e.file_type().is_some_and(|t| t.is_file()));
                files += u64::from(is_file);
            }
        }
        files
    }

    /// Which of `files`, by their paths relative to `root`, are there and are not visited: behind links, ignored, hidden.
    /// What cannot be told is taken to be there.
    #[must_use]
    pub fn leaves_out<'f>(&self, root: &Path, files: &[&'f str]) -> HashSet<&'f str> {
        let is_gone = |path: &Path| {
            let about = path.symlink_metadata();
            about.is_err_and(|error| {
                matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
            })
        };
        let there = files.iter().copied().filter(|file| !is_gone(&root.join(file)));
        let (mut left_out, mut open): (HashSet<&str>, HashSet<&str>) =
            there.partition(|file| self.links == Links::Skip && is_behind_link(root, file));
        if self.selection == Selection::Everything || open.is_empty() {
            return left_out;
        }
        for entry in self.builder(root).build().flatten() {
            let relative = entry.path().strip_prefix(root).ok().and_then(Path::to_str);
            if let Some(relative) = relative {
                open.remove(relative);
            }
        }
        left_out.extend(open);
        left_out
    }

    fn builder(&self, root: &Path) -> WalkBuilder {
        let mut builder = match &self.only {
            None => WalkBuilder::new(root),
            Some(only) => {
                // A named link would be followed; one among these was not named by the user.
                let paths = only.iter().map(|path| root.join(path));
                let mut files =
                    paths.filter(|path| path.symlink_metadata().is_ok_and(|about| about.is_file()));
                let Some(first) = files.next() else { return nothing() };
                let mut builder = WalkBuilder::new(first);
                files.for_each(|path| {
                    builder.add(path);
                });
                builder
            }
        };
        builder
            .standard_filters(self.selection != Selection::Everything)
            // What git does not read hides nothing.
            .ignore(false)
            .follow_links(self.links == Links::Follow);
        if self.selection == Selection::Unignored {
            builder.hidden(false).filter_entry(|entry| entry.file_name() != ".git");
        }
        builder
    }
}

/// Whether a part of a path below `root` is a symbolic link, the last one included.
fn is_behind_link(root: &Path, relative: &str) -> bool {
    let mut path = root.to_path_buf();
    Path::new(relative).components().any(|part| {
        path.push(part);
        path.symlink_metadata().is_ok_and(|about| about.is_symlink())
    })
}

/// Files that a walk has met, a number each: paths are not held.
#[derive(Default)]
struct Met {
    numbers: Mutex<HashSet<u64>>,
    hasher: RandomState,
}

impl Met {
    fn numbers(&self) -> MutexGuard<'_, HashSet<u64>> {
        // Whoever panicked did so outside of the lock.
        self.numbers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn insert(&self, relative: &str) {
        self.numbers().insert(self.hasher.hash_one(relative));
    }

    fn has(&self, relative: &str) -> bool {
        self.numbers().contains(&self.hasher.hash_one(relative))
    }
}

/// The scan's own file.
struct Own {
    name: String,
    folder: PathBuf,
}

impl Own {
    /// Nothing where the file's folder is not there.
    fn new(path: &Path) -> Option<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
        Some(Self { name: path.file_name()?.to_str()?.to_owned(), folder })
    }

    /// Whether it is the file at `path`, or goes with it.
    fn has(&self, path: &Path) -> bool {
        let name = path.file_name().and_then(|name| name.to_str());
        let rest = name.and_then(|name| name.strip_prefix(&self.name));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            && path.parent().and_then(|folder| folder.canonicalize().ok()).as_ref()
                == Some(&self.folder)
    }
}

/// A walk that meets nothing.
fn nothing() -> WalkBuilder {
    let mut builder = WalkBuilder::new("/");
    builder.max_depth(Some(0));
    builder
}

/// One thread's part of the walk below a root.
fn visit_all(
    root: &Path,
    (entries, thread): (&Shares<ignore::Walk>, usize),
    visit: &mut dyn FnMut(Visit) -> bool,
    (own, ended): (Option<&Own>, &AtomicBool),
) {
    let named = path_text(root);
    let mut taken = Vec::new();
    loop {
        entries.take(thread, &mut taken);
        if taken.is_empty() {
            return;
        }
        for entry in taken.drain(..) {
            if ended.load(Ordering::Relaxed) {
                return;
            }
            if own.is_some_and(|own| entry.as_ref().is_ok_and(|entry| own.has(entry.path()))) {
                continue;
            }
            if !classify(root, &named, entry).is_none_or(&mut *visit) {
                ended.store(true, Ordering::Relaxed);
                return;
            }
        }
    }
}

fn classify(root: &Path, named: &str, entry: Result<DirEntry, ignore::Error>) -> Option<Visit> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => return Some(failed(named.to_owned(), root, &error)),
    };
    let kind = entry.file_type()?;
    if kind.is_dir() {
        return None;
    }
    // A root that is a link was named by the user: it is opened as what it points to.
    let is_named_link = entry.depth() == 0 && kind.is_symlink();
    if kind.is_symlink() && !is_named_link {
        return Some(Visit::Link);
    }
    if is_named_link && entry.path().is_dir() {
        return None;
    }
    let is_file = kind.is_file() || (is_named_link && entry.path().is_file());
    if !is_file {
        return Some(Visit::Special);
    }
    let relative = relative_text(root, entry.path());
    Some(Visit::File { root: named.to_owned(), relative, path: entry.into_path() })
}

fn relative_text(root: &Path, path: &Path) -> String {
    match path.strip_prefix(root) {
        Ok(rest) if !rest.as_os_str().is_empty() => path_text(rest),
        _ => path.file_name().map_or_else(|| path_text(path), |name| path_text(Path::new(name))),
    }
}

fn failed(named: String, root: &Path, error: &ignore::Error) -> Visit {
    let (path, detail) = describe(error);
    let relative = path.map_or_else(String::new, |path| relative_text(root, &path));
    let unknown = Unknown {
        reason: UnknownReason::Unreadable,
        detector: None,
        line: None,
        offset: 0,
        detail,
    };
    Visit::Failed { root: named, relative, unknown }
}

fn describe(error: &ignore::Error) -> (Option<PathBuf>, String) {
    match error {
        ignore::Error::WithPath { path, err } => (Some(path.clone()), describe(err).1),
        ignore::Error::WithDepth { err, .. } => describe(err),
        ignore::Error::Loop { child, .. } => {
            (Some(child.clone()), "symbolic link loop; not entered".to_owned())
        }
        ignore::Error::Io(error) => (None, read_failure(error)),
        other => (None, other.to_string()),
    }
}

/// What an I/O error means for the reader of a report.
#[must_use]
pub fn read_failure(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => {
            "permission denied; scan as a user who may read it".to_owned()
        }
        std::io::ErrorKind::NotFound => "it vanished during the scan".to_owned(),
        kind => format!("cannot be read: {kind}"),
    }
}
