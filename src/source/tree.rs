//! A folder as a tree to look things up in, never outside of it.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// A folder whose files may be looked at beside the one that is examined.
pub struct FolderTree {
    root: PathBuf,
    looked_at: RefCell<BTreeSet<String>>,
    /// Folders that were gone through, and whether each is there and no link.
    folders: RefCell<HashMap<PathBuf, bool>>,
}

/// Largest file that is given.
const LARGEST: u64 = 1 << 20;
/// Names of a folder that are given.
const MOST: usize = 4_096;

impl FolderTree {
    /// The tree below `root`.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), looked_at: RefCell::default(), folders: RefCell::default() }
    }

    /// Paths that were asked for, whether there is anything or not.
    #[must_use]
    pub fn looked_at(&self) -> Vec<String> {
        self.looked_at.borrow().iter().cloned().collect()
    }

    /// A path inside the tree, through no link, and what is there.
    fn inside(&self, path: &str) -> Option<(PathBuf, Metadata)> {
        self.looked_at.borrow_mut().insert(path.to_owned());
        let mut full = self.root.clone();
        let mut parts = Path::new(path).components().peekable();
        while let Some(part) = parts.next() {
            let Component::Normal(part) = part else { return None };
            full.push(part);
            if parts.peek().is_some() && !self.is_folder(&full) {
                return None;
            }
        }
        let about = full.symlink_metadata().ok()?;
        let is_link = about.is_symlink() && full != self.root;
        (!is_link).then_some((full, about))
    }

    /// Whether a path is there and no link; paths of one file mostly share their folders.
    fn is_folder(&self, full: &Path) -> bool {
        if let Some(known) = self.folders.borrow().get(full) {
            return *known;
        }
        let is_folder = full.symlink_metadata().is_ok_and(|about| !about.is_symlink());
        self.folders.borrow_mut().insert(full.to_owned(), is_folder);
        is_folder
    }

    /// A regular file's contents, when it is not too large.
    #[must_use]
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        let (full, about) = self.inside(path)?;
        if !about.is_file() || about.len() > LARGEST {
            return None;
        }
        let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0) + 1);
        File::open(full).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// Names of the files in a folder, sorted.
    #[must_use]
    pub fn list(&self, folder: &str) -> Vec<String> {
        let Some((full, _)) = self.inside(folder) else { return Vec::new() };
        let entries = std::fs::read_dir(full).into_iter().flatten().flatten().take(MOST);
        let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
        let mut names: Vec<String> =
            files.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort_unstable();
        names
    }
}
