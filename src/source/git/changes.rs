use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use gix::bstr::BString;
use gix::hash::ObjectId;
use gix::index::entry::Mode;
use gix::index::entry::Stat;
use gix::index::fs::Metadata;

use crate::model::Date;
use crate::source::filesystem::{Links, Selection, Visit, Walk};
use crate::source::path_text;

/// What differs between a commit and the work tree. Paths are relative to the work tree, as [`path_text`] writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Where the work tree lies.
    pub work_tree: PathBuf,
    /// Files that are new or hold something else.
    pub files: BTreeSet<String>,
    /// Files that are gone.
    pub gone: BTreeSet<String>,
    /// Submodules at another commit; their files are not looked at.
    pub submodules: BTreeSet<String>,
}

/// Why it cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum ChangesError {
    /// No folder above is a work tree.
    #[error("{0} lies in no git work tree")]
    NoWorkTree(String),
    /// The revision is not there.
    #[error("there is no commit {0} here")]
    NoRevision(String),
    /// The revision is not there, and the clone is shallow.
    #[error(
        "there is no commit {0} in this shallow clone; fetch more of it (git fetch --unshallow, or `fetch-depth: 0`)"
    )]
    Shallow(String),
    /// No commit is that old.
    #[error("there is no commit of {0} or before it here")]
    NoCommitBy(Date),
    /// The repository is damaged or of a form that is not understood.
    #[error("the repository cannot be read: {0}")]
    Unreadable(String),
}

pub(super) fn unreadable(error: impl std::fmt::Display) -> ChangesError {
    ChangesError::Unreadable(error.to_string())
}

/// What has changed in the work tree around `folder` since `revision`, committed or not, ignored files apart.
///
/// A file counts as unchanged when the index has it at the object that the commit has, and its state on disk is the one
/// that the index remembers; else its content decides, byte by byte: what git would convert on checkout is changed.
///
/// # Errors
/// See [`ChangesError`].
pub fn changed_since(folder: &Path, revision: &str) -> Result<Changes, ChangesError> {
    let (repository, work_tree) = around(folder)?;
    let work_tree = work_tree.as_path();
    let mut before = tree(&repository, revision)?;
    let mut changes = Changes { work_tree: work_tree.to_owned(), ..Changes::default() };
    let index = repository.index_or_load_from_head_or_empty().map_err(unreadable)?;
    let stamp = index.timestamp();
    let mut indexed = BTreeSet::new();
    for entry in index.entries() {
        let path = entry.path(&index);
        let Ok(relative) = gix::path::from_bstr(path) else { continue };
        let name = path_text(&relative);
        let was = before.remove(path);
        if entry.mode == Mode::COMMIT {
            if was != Some(entry.id) {
                changes.submodules.insert(name.clone());
            }
            indexed.insert(name);
            continue;
        }
        let on_disk = work_tree.join(&relative);
        let Ok(about) = Metadata::from_path_no_follow(&on_disk) else {
            changes.gone.insert(name);
            continue;
        };
        let options = gix::index::entry::stat::Options::default();
        let as_remembered = Stat::from_fs(&about).is_ok_and(|stat| {
            entry.stat.matches(&stat, options) && !entry.stat.is_racy(stamp, options)
        });
        let same = was == Some(entry.id) && as_remembered;
        if !same && was.is_none_or(|id| !holds(&on_disk, id)) {
            changes.files.insert(name.clone());
        }
        indexed.insert(name);
    }
    for path in before.into_keys() {
        let Ok(relative) = gix::path::from_bstr(path) else { continue };
        let name = path_text(&relative);
        if !work_tree.join(&name).exists() {
            changes.gone.insert(name);
        }
    }
    changes.files.extend(untracked(work_tree, &indexed));
    Ok(changes)
}

/// What git tracks below `folder`, whether ignored or not, by paths relative to it: none where nothing can be told, as
/// where there is no work tree.
#[must_use]
pub fn tracked(folder: &Path) -> Vec<String> {
    let Ok((repository, work_tree)) = around(folder) else { return Vec::new() };
    let Ok(index) = repository.index_or_load_from_head_or_empty() else { return Vec::new() };
    let below = fs::canonicalize(folder).unwrap_or_default();
    let below = below.strip_prefix(&work_tree).unwrap_or(Path::new(""));
    let inside = |entry: &gix::index::Entry| {
        let path = gix::path::from_bstr(entry.path(&index)).ok()?;
        path.strip_prefix(below).ok().map(path_text)
    };
    let is_file =
        |entry: &&gix::index::Entry| matches!(entry.mode, Mode::FILE | Mode::FILE_EXECUTABLE);
    index.entries().iter().filter(is_file).filter_map(inside).collect()
}

/// The repository whose work tree `folder` lies in, and where that work tree begins.
pub(super) fn around(folder: &Path) -> Result<(gix::Repository, PathBuf), ChangesError> {
    let folder = fs::canonicalize(folder).map_err(unreadable)?;
    let work_tree = folder.ancestors().find(|above| above.join(".git").exists());
    let work_tree = work_tree.ok_or_else(|| ChangesError::NoWorkTree(path_text(&folder)))?;
    let repository =
        gix::open_opts(work_tree, gix::open::Options::isolated()).map_err(unreadable)?;
    Ok((repository, work_tree.to_owned()))
}

/// The object that a revision names.
pub(super) fn named<'a>(
    repository: &'a gix::Repository,
    revision: &str,
) -> Result<gix::Id<'a>, ChangesError> {
    repository.rev_parse_single(revision).map_err(|_| match repository.is_shallow() {
        Ok(true) => ChangesError::Shallow(revision.to_owned()),
        _ => ChangesError::NoRevision(revision.to_owned()),
    })
}

/// Every file of a commit with its object.
fn tree(
    repository: &gix::Repository,
    revision: &str,
) -> Result<HashMap<BString, ObjectId>, ChangesError> {
    let id = named(repository, revision)?;
    let tree = id.object().map_err(unreadable)?.peel_to_tree().map_err(unreadable)?;
    let files = tree.traverse().breadthfirst.files().map_err(unreadable)?;
    Ok(files.into_iter().map(|entry| (entry.filepath, entry.oid)).collect())
}

/// Whether the file on disk is the object.
fn holds(path: &Path, id: ObjectId) -> bool {
    let content = match fs::symlink_metadata(path) {
        Ok(about) if about.is_symlink() => {
            fs::read_link(path).map(|to| to.into_os_string().into_encoded_bytes())
        }
        Ok(about) if about.is_file() => fs::read(path),
        _ => return false,
    };
    content.is_ok_and(|content: Vec<u8>| {
        gix::objs::compute_hash(id.kind(), gix::objs::Kind::Blob, &content)
            .is_ok_and(|hash| hash == id)
    })
}

/// Files that git would offer to add. What lies in a submodule is its own affair.
fn untracked(work_tree: &Path, indexed: &BTreeSet<String>) -> Vec<String> {
    let walk = Walk {
        roots: vec![work_tree.to_owned()],
        selection: Selection::Unignored,
        links: Links::Skip,
        threads: 2,
        only: None,
        besides: Vec::new(),
        own: None,
    };
    let found = Mutex::new(Vec::new());
    walk.run(&|| {
        Box::new(|visit| {
            if let Visit::File { relative, .. } = visit
                && !indexed.contains(&relative)
                && let Ok(mut found) = found.lock()
            {
                found.push(relative);
            }
            true
        })
    });
    let in_submodule =
        |path: &str| path.match_indices('/').any(|(at, _)| indexed.contains(&path[..at]));
    let mut found = found.into_inner().unwrap_or_default();
    found.retain(|path| !in_submodule(path));
    found
}
