//! A folder as a tree to look things up in, never outside of it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// A folder whose files may be looked at beside the one that is examined.
pub struct FolderTree {
    root: PathBuf,
    looked_at: RefCell<BTreeSet<String>>,
}

/// Largest file that is given.
const LARGEST: u64 = 1 << 20;
/// Names of a folder that are given.
const MOST: usize = 4_096;

impl FolderTree {
    /// The tree below `root`.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), looked_at: RefCell::default() }
    }

    /// Paths that were asked for, whether there is anything or not.
    #[must_use]
    pub fn looked_at(&self) -> Vec<String> {
        self.looked_at.borrow().iter().cloned().collect()
    }

    /// A path inside the tree, through no link.
    fn inside(&self, path: &str) -> Option<PathBuf> {
        self.looked_at.borrow_mut().insert(path.to_owned());
        let mut full = self.root.clone();
        for part in Path::new(path).components() {
            let Component::Normal(part) = part else { return None };
            full.push(part);
            if full.symlink_metadata().ok()?.is_symlink() {
                return None;
            }
        }
        Some(full)
    }

    /// A regular file's contents, when it is not too large.
    #[must_use]
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        let full = self.inside(path)?;
        let about = full.symlink_metadata().ok()?;
        if !about.is_file() || about.len() > LARGEST {
            return None;
        }
        let mut bytes = Vec::new();
        File::open(full).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// Names of the files in a folder, sorted.
    #[must_use]
    pub fn list(&self, folder: &str) -> Vec<String> {
        let Some(full) = self.inside(folder) else { return Vec::new() };
        let entries = std::fs::read_dir(full).into_iter().flatten().flatten().take(MOST);
        let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
        let mut names: Vec<String> =
            files.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort_unstable();
        names
    }
}
