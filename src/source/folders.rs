//! What lies in the folders of a tree, so that what is not there need not be asked for.
//!
//! Most of what is looked for beside a file is not there, and most of that would lie in a folder that is not there
//! either: the names in a folder answer for all of it at once.

use std::fs::ReadDir;
use std::path::{Path, PathBuf};

use foldhash::HashMap;

/// Folders below a root that were asked about, never through a link.
///
/// What comes into a folder after it was asked about is not seen.
pub struct Folders {
    root: PathBuf,
    known: HashMap<String, Folder>,
    /// Names in all of them.
    held: usize,
}

enum Folder {
    /// None, or behind a link.
    Absent,
    /// With names that are too many to hold, or that may not be read.
    Unlisted,
    /// With these names.
    Listed(Names),
}

/// The names in a folder, sorted, one after the other in one text: there are many, and few are asked for.
#[derive(Default)]
struct Names {
    text: Box<str>,
    /// Where each ends, and whether it is of a folder.
    ends: Box<[(u32, bool)]>,
}

impl Names {
    fn new(mut all: Vec<(String, bool)>) -> Self {
        all.sort_unstable();
        let mut text = String::with_capacity(all.iter().map(|(name, _)| name.len()).sum());
        let ends = all.into_iter().map(|(name, is_folder)| {
            text.push_str(&name);
            // No system has so many names of a folder, and of such a length, in it that they are more.
            (u32::try_from(text.len()).unwrap_or(u32::MAX), is_folder)
        });
        let ends = ends.collect();
        Self { text: text.into_boxed_str(), ends }
    }

    /// Whether there is a name, and whether it is of a folder.
    fn find(&self, name: &str) -> Option<bool> {
        let start = |at: usize| at.checked_sub(1).map_or(0, |before| self.ends[before].0 as usize);
        let own = |at: usize| self.text.get(start(at)..self.ends[at].0 as usize);
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match own(middle).unwrap_or_default().cmp(name) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(self.ends[middle].1),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

impl Folders {
    /// Most names of one folder that are held.
    const MOST: usize = 4_096;
    /// Most folders and names that are held.
    const HELD: usize = 16_384;

    /// The folders below `root`.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), known: HashMap::default(), held: 0 }
    }

    /// Where paths begin.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Forgets all when it is much.
    pub fn breathe(&mut self) {
        if self.known.len() + self.held > Self::HELD {
            self.known.clear();
            self.held = 0;
        }
    }

    /// Whether something may be at a path, parts of which are divided by a `/`: false where nothing is, or where a part
    /// before the last is no folder.
    pub fn may_have(&mut self, path: &str) -> bool {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if leads_out(path, name) {
            return false;
        }
        match self.folder(folder) {
            Folder::Absent => false,
            Folder::Unlisted => true,
            Folder::Listed(names) => is_itself(name) || names.find(name).is_some(),
        }
    }

    /// The first part of a path that would have to be a folder and is none: nothing at all is below it.
    pub fn missing<'p>(&mut self, path: &'p str) -> Option<&'p str> {
        let parts = path.match_indices('/').map(|(end, _)| &path[..end]);
        parts
            .filter(|part| !part.is_empty())
            .find(|part| matches!(self.folder(part), Folder::Absent))
    }

    fn folder(&mut self, path: &str) -> &Folder {
        if !self.known.contains_key(path) {
            let folder =
                if self.is_folder(path) { list(&self.root.join(path)) } else { Folder::Absent };
            if let Folder::Listed(names) = &folder {
                self.held += names.ends.len();
            }
            self.known.insert(path.to_owned(), folder);
        }
        self.known.get(path).unwrap_or(&Folder::Absent)
    }

    /// Whether a path is a folder by what holds it.
    fn is_folder(&mut self, path: &str) -> bool {
        if path.is_empty() {
            return true;
        }
        let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
        if leads_out(path, name) {
            return false;
        }
        let full = self.root.join(path);
        match self.folder(above) {
            Folder::Absent => false,
            Folder::Unlisted => full.symlink_metadata().is_ok_and(|about| about.is_dir()),
            Folder::Listed(names) => is_itself(name) || names.find(name) == Some(true),
        }
    }
}

/// Whether a path, or the last part of it, leads out of the folder that it starts in.
fn leads_out(path: &str, last: &str) -> bool {
    path.starts_with('/') || last == ".."
}

/// Whether a part of a path leads nowhere else.
fn is_itself(name: &str) -> bool {
    matches!(name, "" | ".")
}

fn list(folder: &Path) -> Folder {
    let Ok(entries) = std::fs::read_dir(folder) else { return Folder::Unlisted };
    names(entries).map_or(Folder::Unlisted, Folder::Listed)
}

/// The names of a folder; none where they are too many, or not all can be read.
fn names(entries: ReadDir) -> Option<Names> {
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.ok()?;
        // No path that is asked for has a name that is no text.
        let Ok(name) = entry.file_name().into_string() else { continue };
        names.push((name, entry.file_type().ok()?.is_dir()));
        if names.len() > Folders::MOST {
            return None;
        }
    }
    Some(Names::new(names))
}

#[cfg(test)]
mod tests {
    use super::Folders;

    #[test]
    fn what_is_not_there_is_told_without_asking() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("a/b")).unwrap();
        std::fs::write(folder.path().join("a/b/c"), "").unwrap();
        std::fs::create_dir(folder.path().join("many")).unwrap();
        for name in 0..=Folders::MOST {
            std::fs::write(folder.path().join(format!("many/{name}")), "").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink("a", folder.path().join("link")).unwrap();
        let mut folders = Folders::new(folder.path());
        for path in ["", "a", "a/b", "a/b/c", "a/./b//c", "a/b/", "many/none"] {
            assert!(folders.may_have(path), "{path}");
        }
        for path in ["c", "a/c", "a/b/c/d", "c/d/e", "link/b", "../a", "/a", "a/../a", "many/.."] {
            assert!(!folders.may_have(path), "{path}");
        }
        for (path, missing) in
            [("a/b/c/d/e", Some("a/b/c")), ("c/d", Some("c")), ("a/b/d", None), ("c", None)]
        {
            assert_eq!(folders.missing(path), missing, "{path}");
        }
        // It is as it was when it was asked about, until all is forgotten.
        std::fs::write(folder.path().join("a/late"), "").unwrap();
        assert!(!folders.may_have("a/late"));
        assert!(Folders::new(folder.path()).may_have("a/late"));
    }
}
