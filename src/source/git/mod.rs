//! Git repositories: what lies in their objects and in no work tree.
//!
//! A repository is a folder, known by what lies in it. Its objects are read with `gix` where the cargo
//! feature `git` is on; without it a repository that has no work tree is recognised, and an unknown.

#[cfg(feature = "git")]
mod changes;
mod folder;
#[cfg(feature = "git")]
mod history;
#[cfg(feature = "git")]
mod objects;
#[cfg(feature = "git")]
mod revision;
#[cfg(feature = "git")]
mod signatures;

#[cfg(feature = "git")]
pub use changes::{Changes, ChangesError, changed_since, tracked};
pub use folder::{Folder, WorkTree};
#[cfg(feature = "git")]
pub use objects::{Each, Objects};
#[cfg(feature = "git")]
pub use revision::{CheckedOut, check_out, commit_by};

use super::container::{Format, Reading};

/// Which commits of a repository are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum History {
    /// Where there is no work tree: the one that `HEAD` names.
    #[default]
    Head,
    /// All that a reference leads to; each content once, at the first commit that has it.
    Every,
}

/// A repository as a container. It is a folder, which no first bytes tell.
pub const FORMAT: Format = Format {
    id: "git",
    title: "a git repository",
    matches: |_| false,
    reading: Reading::Unread(
        "clone it and scan the clone, or build y2q with the feature git",
        |_| None,
    ),
};
