use std::path::Path;
use std::sync::Arc;

use crate::detect::{State, Tree};
use crate::source::tree::FolderTree;

impl Tree for FolderTree {
    fn read(&self, path: &str) -> Option<Arc<[u8]>> {
        self.read(path)
    }

    fn list(&self, folder: &str) -> Arc<[String]> {
        self.list(folder)
    }

    fn asked(&self) -> Option<Vec<(String, State)>> {
        Some(self.looked_at())
    }

    fn state(&self, path: &str) -> State {
        self.given(path)
    }

    fn note(&self, asked: Vec<(String, State)>) {
        self.note_all(asked);
    }
}

/// The tree that a file of the walk is part of: the folder that its relative path starts from. `last` is that of the
/// file before.
pub(super) fn tree_of(path: &Path, relative: &str, last: Option<FolderTree>) -> Option<FolderTree> {
    // The folder that the relative path starts from.
    let root = path.ancestors().nth(relative.split('/').count())?;
    Some(last.map_or_else(|| FolderTree::new(root), |last| last.for_another(root)))
}
