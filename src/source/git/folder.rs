use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The folder of a repository (gitrepository-layout(5)): `.git` of a work tree, or a bare one.
pub struct Folder {
    path: PathBuf,
}

/// Where the files of a repository are checked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkTree {
    /// Nowhere.
    None,
    /// In the folder that holds `.git`.
    At(PathBuf),
    /// In the work tree of the repository that it is a submodule of.
    Outer,
}

/// Folders that are not read: programs, and what belongs to other work trees and repositories.
const OTHERS: [&str; 3] = ["hooks", "worktrees", "modules"];
/// Folders inside one another; `refs/heads/a/b/c` is as deep as names of branches.
const DEPTH: u32 = 64;

impl Folder {
    /// The repository whose `HEAD` a file is.
    #[must_use]
    pub fn of_head(path: &Path) -> Option<Self> {
        let folder =
            path.parent().filter(|_| path.file_name().is_some_and(|name| name == "HEAD"))?;
        let is_folder =
            |name: &str| fs::symlink_metadata(folder.join(name)).is_ok_and(|at| at.is_dir());
        let is_one =
            is_folder("objects") && is_folder("refs") && names_commit(path).unwrap_or(false);
        is_one.then(|| Self { path: folder.to_owned() })
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where its files are checked out; a `.git` that stands alone has no files beside it.
    #[must_use]
    pub fn work_tree(&self) -> WorkTree {
        let is_git = |path: &Path| path.file_name().is_some_and(|name| name == ".git");
        if !is_git(&self.path) {
            let inside = self.path.ancestors().skip(1).any(is_git);
            return if inside { WorkTree::Outer } else { WorkTree::None };
        }
        let Some(tree) = self.path.parent() else { return WorkTree::None };
        let has_files = fs::read_dir(tree).is_ok_and(|mut entries| {
            entries.any(|entry| entry.is_ok_and(|entry| entry.file_name() != ".git"))
        });
        if has_files { WorkTree::At(tree.to_owned()) } else { WorkTree::None }
    }

    /// Bytes that it takes.
    ///
    /// # Errors
    /// It holds what would lead the reading elsewhere or block it: a link, a fifo, objects borrowed from
    /// another repository. Says what.
    pub fn size(&self) -> Result<u64, &'static str> {
        for (file, what) in [
            ("objects/info/alternates", "its objects lie in another repository (alternates)"),
            ("commondir", "it shares the files of another repository"),
        ] {
            if fs::symlink_metadata(self.path.join(file)).is_ok_and(|file| file.len() > 0) {
                return Err(what);
            }
        }
        let mut size = 0;
        let mut folders = vec![(self.path.clone(), 0)];
        while let Some((folder, depth)) = folders.pop() {
            let entries = fs::read_dir(&folder).map_err(|_| "one of its folders cannot be read")?;
            for entry in entries {
                let entry = entry.map_err(|_| "one of its folders cannot be read")?;
                if depth == 0 && OTHERS.iter().any(|other| entry.file_name() == *other) {
                    continue;
                }
                let at = fs::symlink_metadata(entry.path())
                    .map_err(|_| "it changes while it is read")?;
                match at.file_type() {
                    kind if kind.is_file() => size += at.len(),
                    kind if kind.is_dir() && depth < DEPTH => {
                        folders.push((entry.path(), depth + 1))
                    }
                    kind if kind.is_dir() => return Err("its folders are too deep"),
                    _ => return Err("it holds a link, a fifo or a device"),
                }
            }
        }
        Ok(size)
    }
}

/// Whether a `HEAD` is one: a symbolic reference or an object's name in hexadecimal.
fn names_commit(path: &Path) -> io::Result<bool> {
    let mut text = String::new();
    fs::File::open(path)?.take(1024).read_to_string(&mut text)?;
    let text = text.trim_end();
    let is_name =
        matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    Ok(is_name || text.starts_with("ref: refs/"))
}
