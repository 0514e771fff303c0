//! A folder as a tree to look things up in, never outside of it.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use ring::digest::{Context, SHA256};

/// A folder whose files may be looked at beside the one that is examined.
pub struct FolderTree {
    root: PathBuf,
    looked_at: RefCell<BTreeMap<String, State>>,
    /// Paths of folders that were gone through, and whether each is there and no part of it is a link.
    folders: RefCell<HashMap<String, bool>>,
}

/// SHA-256 of what was given of a path; zeros where nothing was.
pub type State = [u8; 32];

/// Largest file that is given.
const LARGEST: u64 = 1 << 20;
/// Folders that are remembered from file to file.
const FOLDERS: usize = 4_096;
/// Names of a folder that are given.
const MOST: usize = 4_096;

impl FolderTree {
    /// The tree below `root`.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), looked_at: RefCell::default(), folders: RefCell::default() }
    }

    /// The tree below `root` for another file, with what is known of its folders where it is the same.
    #[must_use]
    pub fn for_another(self, root: &Path) -> Self {
        let folders = self.folders.take();
        let is_kept = self.root == root && folders.len() < FOLDERS;
        Self {
            folders: RefCell::new(if is_kept { folders } else { HashMap::new() }),
            ..Self::new(root)
        }
    }

    /// The same folder, with another look at what was looked at in it before.
    #[must_use]
    pub fn again(&self, looked_at: &[&str]) -> Self {
        let tree = Self::new(&self.root);
        for path in looked_at {
            match path.strip_suffix('/') {
                Some(folder) => drop(tree.list(folder)),
                None => drop(tree.read(path)),
            }
        }
        tree
    }

    /// What was asked for, whether there is anything or not: paths of files, and of folders with a `/` behind.
    #[must_use]
    pub fn looked_at(&self) -> Vec<(String, State)> {
        let looked_at = self.looked_at.borrow();
        looked_at.iter().map(|(path, state)| (path.clone(), *state)).collect()
    }

    /// Remembers what was given of a path.
    fn given<'p>(&self, path: String, parts: Option<impl Iterator<Item = &'p [u8]>>) {
        self.looked_at.borrow_mut().entry(path).or_insert_with(|| {
            let Some(parts) = parts else { return State::default() };
            let mut context = Context::new(&SHA256);
            for part in parts {
                context.update(part);
                // No name holds one, and a file is one part.
                context.update(b"/");
            }
            // A digest of this algorithm has as many octets as a state.
            context.finish().as_ref().try_into().unwrap_or_default()
        });
    }

    /// A path inside the tree, through no link, and what is there.
    fn inside(&self, path: &str) -> Option<(PathBuf, Metadata)> {
        let mut parts = Path::new(path).components();
        if !parts.all(|part| matches!(part, Component::Normal(_))) {
            return None;
        }
        let folder = path.rsplit_once('/').map(|(folder, _)| folder);
        if folder.is_some_and(|folder| !self.is_folder(folder)) {
            return None;
        }
        let full = if path.is_empty() { self.root.clone() } else { self.root.join(path) };
        let about = full.symlink_metadata().ok()?;
        let is_link = about.is_symlink() && !path.is_empty();
        (!is_link).then_some((full, about))
    }

    /// Whether a path is there and no part of it is a link; paths of one tree mostly share their folders.
    fn is_folder(&self, path: &str) -> bool {
        if let Some(known) = self.folders.borrow().get(path) {
            return *known;
        }
        let above = path.rsplit_once('/').is_none_or(|(above, _)| self.is_folder(above));
        let is_plain = |about: Metadata| !about.is_symlink();
        let is_folder = above && self.root.join(path).symlink_metadata().is_ok_and(is_plain);
        self.folders.borrow_mut().insert(path.to_owned(), is_folder);
        is_folder
    }

    /// A regular file's contents, when it is not too large.
    #[must_use]
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        let bytes = self.contents(path);
        let part = bytes.as_deref().map(std::iter::once);
        self.given(path.to_owned(), part);
        bytes
    }

    fn contents(&self, path: &str) -> Option<Vec<u8>> {
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
        let names = self.names(folder);
        let parts = names.as_ref().map(|names| names.iter().map(String::as_bytes));
        self.given(format!("{folder}/"), parts);
        names.unwrap_or_default()
    }

    fn names(&self, folder: &str) -> Option<Vec<String>> {
        let (full, _) = self.inside(folder)?;
        let entries = std::fs::read_dir(full).into_iter().flatten().flatten().take(MOST);
        let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
        let mut names: Vec<String> =
            files.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort_unstable();
        Some(names)
    }
}
