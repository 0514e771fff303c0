//! Whether a file of the walk is as it was when it was looked at last.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::Metadata;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use ring::digest::{Context, SHA256};

use crate::inventory::Looks;
use crate::source::tree::State;

/// What a scan needs to leave out files that it knows.
pub struct Memory {
    /// The looks of earlier scans.
    pub looks: Looks,
    /// What the findings of a file depend on besides files: the program, its rules and options, in any form.
    pub recipe: String,
    /// When the scan began by the clock of the files. A file that changed just before may change again within the same
    /// tick of that clock, so that its look is not kept.
    pub began: SystemTime,
}

/// How long before the beginning a change still counts as just before: longer than the tick of any file system.
const TICK: Duration = Duration::from_secs(3);

/// States of paths beside the files of one folder: many files look at the same.
#[derive(Default)]
pub(super) struct Beside {
    root: PathBuf,
    /// Zero where nothing is, none where a later change may not show.
    states: HashMap<String, Option<u64>>,
    /// Whether folders are there: most of what was looked for would lie in one that is not.
    folders: HashMap<String, bool>,
}

impl Beside {
    /// Most paths that are remembered.
    const MOST: usize = 65_536;

    /// Forgets what lies below another folder, and all when it is too much.
    fn keep_to(&mut self, root: &Path) {
        if self.root != root || self.states.len() + self.folders.len() > Self::MOST {
            *self = Self { root: root.to_owned(), ..Self::default() };
        }
    }

    /// What is at a path.
    fn met(&mut self, path: &str) -> Option<Metadata> {
        let path = path.trim_end_matches('/');
        let is_there = path.rsplit_once('/').is_none_or(|(folder, _)| self.has_folder(folder));
        is_there.then(|| self.root.join(path).symlink_metadata().ok()).flatten()
    }

    fn has_folder(&mut self, path: &str) -> bool {
        if let Some(known) = self.folders.get(path) {
            return *known;
        }
        let above = path.rsplit_once('/').is_none_or(|(above, _)| self.has_folder(above));
        let has_folder = above && self.root.join(path).is_dir();
        self.folders.insert(path.to_owned(), has_folder);
        has_folder
    }
}

impl Memory {
    /// One number for a file, what was looked at beside it in the folder `root`, and the way of looking; `None` where that
    /// may not be told apart from a later state. Equal numbers of different states are as likely as a lost file. What is
    /// in `beside` is not looked at again: it is older than what was read since, so that a change shows the next time.
    pub(super) fn stamp(
        &self,
        about: &Metadata,
        root: &Path,
        around: &[&str],
        beside: &RefCell<Beside>,
    ) -> Option<u64> {
        let mut hasher = DefaultHasher::new();
        self.recipe.hash(&mut hasher);
        self.state(about)?.hash(&mut hasher);
        let mut beside = beside.borrow_mut();
        beside.keep_to(root);
        for path in around {
            let state = match beside.states.get(*path) {
                Some(state) => *state,
                None => {
                    let state = beside.met(path).map_or(Some(0), |met| self.state(&met));
                    beside.states.insert((*path).to_owned(), state);
                    state
                }
            };
            state?.hash(&mut hasher);
        }
        Some(hasher.finish())
    }

    /// One number for what was read of a file, whose digest is `digest`, what was given of paths beside it, and the way
    /// of looking: the same for a copy, or for a file that was only touched. Of a cryptographic hash, and long enough,
    /// that nobody makes two files of one number.
    pub(super) fn content<'p>(
        &self,
        digest: &str,
        around: impl Iterator<Item = (&'p str, &'p State)>,
    ) -> u128 {
        let mut context = Context::new(&SHA256);
        let parts = [self.recipe.as_bytes(), digest.as_bytes()].into_iter();
        let beside = around.flat_map(|(path, state)| [path.as_bytes(), state]);
        for part in parts.chain(beside) {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part);
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
