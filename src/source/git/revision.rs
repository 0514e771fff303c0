use std::fs;
use std::path::{Component, Path, PathBuf};

use gix::objs::Kind;
use gix::objs::tree::EntryKind;

use super::changes::{ChangesError, around, named, unreadable};
use crate::model::Date;

/// Most files and bytes that a revision may have: more is no source tree.
const MOST_FILES: u64 = 2_000_000;
const MOST_BYTES: u64 = 32 << 30;

/// What of a revision was written as files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CheckedOut {
    /// Files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Submodules, whose files lie elsewhere.
    pub submodules: u64,
    /// Links, names that lead elsewhere, and what a file system does not hold side by side: nothing is written for them.
    pub left_out: u64,
}

/// Writes the files that `revision` has in the repository around `folder` into the empty folder `into`, as they are
/// stored: no link is made, nothing is converted, and nothing is written outside of it.
///
/// # Errors
/// See [`ChangesError`]; a file cannot be written.
pub fn check_out(folder: &Path, revision: &str, into: &Path) -> Result<CheckedOut, ChangesError> {
    let (repository, _) = around(folder)?;
    let tree = named(&repository, revision)?.object().map_err(unreadable)?;
    let tree = tree.peel_to_tree().map_err(unreadable)?;
    let files = tree.traverse().breadthfirst.files().map_err(unreadable)?;
    let mut out = CheckedOut::default();
    for entry in files {
        match entry.mode.kind() {
            EntryKind::Commit => out.submodules += 1,
            EntryKind::Blob | EntryKind::BlobExecutable => {
                let Some(path) = inside(into, &entry.filepath) else {
                    out.left_out += 1;
                    continue;
                };
                let blob = repository.find_object(entry.oid).map_err(unreadable)?;
                if blob.kind != Kind::Blob {
                    return Err(unreadable(format!("{} is no file", entry.oid)));
                }
                out.files += 1;
                out.bytes += blob.data.len() as u64;
                if out.files > MOST_FILES || out.bytes > MOST_BYTES {
                    return Err(unreadable("more files or bytes than any source tree has"));
                }
                if !write(&path, &blob.data) {
                    out.left_out += 1;
                }
            }
            EntryKind::Link | EntryKind::Tree => out.left_out += 1,
        }
    }
    Ok(out)
}

/// Where below `into` a path of a tree lies, if it does.
fn inside(into: &Path, path: &[u8]) -> Option<PathBuf> {
    let relative = gix::path::from_byte_slice(path).ok()?;
    let is_plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
    (is_plain && !relative.as_os_str().is_empty()).then(|| into.join(relative))
}

fn write(path: &Path, bytes: &[u8]) -> bool {
    path.parent().is_some_and(|folder| fs::create_dir_all(folder).is_ok())
        && !path.exists()
        && fs::write(path, bytes).is_ok()
}

/// The last commit on the way from `HEAD` back along first parents that was made on `day` or before it, UTC.
///
/// # Errors
/// See [`ChangesError`].
pub fn commit_by(folder: &Path, day: Date) -> Result<String, ChangesError> {
    let (repository, _) = around(folder)?;
    let head = named(&repository, "HEAD")?;
    let end = day.to_zoned(jiff::tz::TimeZone::UTC).map_err(unreadable)?;
    let end = end.timestamp().as_second().saturating_add(24 * 60 * 60);
    let mut next = Some(head.detach());
    while let Some(id) = next {
        let Ok(object) = repository.find_object(id) else { break };
        let commit = object.try_into_commit().map_err(unreadable)?;
        if commit.time().map_err(unreadable)?.seconds < end {
            return Ok(id.to_hex().to_string());
        }
        next = commit.parent_ids().next().map(gix::Id::detach);
    }
    match repository.is_shallow() {
        Ok(true) => Err(ChangesError::Shallow(format!("of {day} or before it"))),
        _ => Err(ChangesError::NoCommitBy(day)),
    }
}
