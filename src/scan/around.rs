use std::path::Path;

use crate::detect::Tree;
use crate::source::tree::FolderTree;

impl Tree for FolderTree {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.read(path)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        self.list(folder)
    }
}

/// The tree that a file of the walk is part of: the folder that its relative path starts from. `last` is that of the
/// file before.
pub(super) fn tree_of(path: &Path, relative: &str, last: Option<FolderTree>) -> Option<FolderTree> {
    let root = folder_of(path, relative)?;
    Some(last.map_or_else(|| FolderTree::new(root), |last| last.for_another(root)))
}

/// The folder that a relative path starts from.
pub(super) fn folder_of<'p>(path: &'p Path, relative: &str) -> Option<&'p Path> {
    path.ancestors().nth(relative.split('/').count())
}
