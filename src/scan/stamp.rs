//! Whether a file of the walk is as it was when it was looked at last.

use std::fs::Metadata;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use ring::digest::{Context, SHA256};

use crate::inventory::Looks;
use crate::source::tree::{FolderTree, State};

/// What a scan needs to leave out files that it knows.
pub struct Memory {
    /// The looks of earlier scans.
    looks: Looks,
    /// What the findings of a file depend on besides files: the program, its rules and options, in any form.
    recipe: String,
    /// When the scan began by the clock of the files. A file that changed just before may change again within the same
    /// tick of that clock, so that its look is not kept.
    began: SystemTime,
    /// What lies beside files, by the numbers of `looks`. What is here is not looked at again: it is older than what was
    /// read since, so that a change shows the next time.
    beside: Vec<Beside>,
}

/// A path beside files as it is now.
#[derive(Default)]
struct Beside {
    /// See [`Memory::state_of`].
    state: OnceLock<Option<u64>>,
    given: OnceLock<State>,
}

/// How long before the beginning a change still counts as just before: longer than the tick of any file system.
const TICK: Duration = Duration::from_secs(3);

impl Memory {
    /// Remembers `looks` for a scan that began at a time by the clock of the files, and looks as `recipe` says.
    #[must_use]
    pub fn new(looks: Looks, recipe: String, began: SystemTime) -> Self {
        let beside = std::iter::repeat_with(Beside::default).take(looks.beside()).collect();
        Self { looks, recipe, began, beside }
    }

    /// The looks of earlier scans.
    #[must_use]
    pub const fn looks(&self) -> &Looks {
        &self.looks
    }

    /// One number for a file, the states of what was looked at beside it, and the way of looking; `None` where that may
    /// not be told apart from a later state. Equal numbers of different states are as likely as a lost file.
    pub(super) fn stamp(
        &self,
        about: &Metadata,
        around: impl Iterator<Item = Option<u64>>,
    ) -> Option<u64> {
        let mut hasher = DefaultHasher::new();
        self.recipe.hash(&mut hasher);
        self.state(about)?.hash(&mut hasher);
        for state in around {
            state?.hash(&mut hasher);
        }
        Some(hasher.finish())
    }

    /// The state of a path; zero where nothing is, none where a later change may not show.
    pub(super) fn state_of(&self, path: &str, tree: &FolderTree) -> Option<u64> {
        tree.met(path).map_or(Some(0), |(_, about)| self.state(&about))
    }

    /// The states of paths by their numbers, as they were when they were first asked for.
    pub(super) fn states(
        &self,
        around: &[u32],
        tree: &FolderTree,
    ) -> impl Iterator<Item = Option<u64>> {
        around.iter().map(|number| {
            let path = self.looks.path(*number)?;
            let beside = self.beside.get(*number as usize)?;
            *beside.state.get_or_init(|| self.state_of(path, tree))
        })
    }

    /// What is given of paths by their numbers, as it was when it was first asked for.
    pub(super) fn given<'m>(
        &'m self,
        around: &[u32],
        tree: &FolderTree,
    ) -> impl Iterator<Item = (&'m str, State)> {
        around.iter().filter_map(|number| {
            let path = self.looks.path(*number)?;
            let beside = self.beside.get(*number as usize)?;
            Some((path, *beside.given.get_or_init(|| tree.given(path))))
        })
    }

    /// One number for what was read of a file, whose digest is `digest`, what was given of paths beside it, and the way
    /// of looking: the same for a copy, or for a file that was only touched. Of a cryptographic hash, and long enough,
    /// that nobody makes two files of one number.
    pub(super) fn content<'p>(
        &self,
        digest: &str,
        around: impl Iterator<Item = (&'p str, State)>,
    ) -> u128 {
        let mut context = Context::new(&SHA256);
        let mut add = |part: &[u8]| {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part);
        };
        add(self.recipe.as_bytes());
        add(digest.as_bytes());
        for (path, state) in around {
            add(path.as_bytes());
            add(&state);
        }
        let digest = context.finish();
        digest.as_ref().first_chunk().map_or(0, |first| u128::from_be_bytes(*first))
    }

    /// Size, times and place on disk. The time of the last change of the entry itself cannot be set back by a program.
    #[cfg(unix)]
    fn state(&self, about: &Metadata) -> Option<u64> {
        use std::os::unix::fs::MetadataExt;
        let latest = about.mtime().max(about.ctime());
        let latest = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(latest).ok()?);
        if latest + TICK > self.began {
            return None;
        }
        let times = (about.mtime(), about.mtime_nsec(), about.ctime(), about.ctime_nsec());
        let mut hasher = DefaultHasher::new();
        (about.dev(), about.ino(), about.size(), about.mode(), times).hash(&mut hasher);
        Some(hasher.finish())
    }

    #[cfg(not(unix))]
    fn state(&self, _: &Metadata) -> Option<u64> {
        None
    }
}
