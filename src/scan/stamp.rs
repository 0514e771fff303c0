//! Whether a file of the walk is as it was when it was looked at last.

use std::fs::Metadata;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::inventory::Looks;

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

impl Memory {
    /// One number for a file, what was looked at beside it in the folder `root`, and the way of looking; `None` where that
    /// may not be told apart from a later state. Equal numbers of different states are as likely as a lost file.
    pub(super) fn stamp(&self, about: &Metadata, root: &Path, around: &[&str]) -> Option<u64> {
        let mut hasher = DefaultHasher::new();
        self.recipe.hash(&mut hasher);
        self.state(about, &mut hasher)?;
        for path in around {
            match root.join(path).symlink_metadata() {
                Ok(beside) => self.state(&beside, &mut hasher)?,
                Err(_) => false.hash(&mut hasher),
            }
        }
        Some(hasher.finish())
    }

    /// Size, times and place on disk. The time of the last change of the entry itself cannot be set back by a program.
    #[cfg(unix)]
    fn state(&self, about: &Metadata, hasher: &mut impl Hasher) -> Option<()> {
        use std::os::unix::fs::MetadataExt;
        let latest = about.mtime().max(about.ctime());
        let latest = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(latest).ok()?);
        if latest + TICK > self.began {
            return None;
        }
        let times = (about.mtime(), about.mtime_nsec(), about.ctime(), about.ctime_nsec());
        (about.dev(), about.ino(), about.size(), about.mode(), times).hash(hasher);
        Some(())
    }

    #[cfg(not(unix))]
    fn state(&self, _: &Metadata, _: &mut impl Hasher) -> Option<()> {
        None
    }
}
