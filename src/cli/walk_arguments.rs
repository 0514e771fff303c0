use std::path::PathBuf;

use clap::Args;
use y2q::source::container::Bounds;
use y2q::source::git::History;

/// How to read the files.
#[derive(Args, Clone)]
pub struct WalkArguments {
    /// Worker threads
    #[arg(long, value_name = "N", default_value_t = default_threads())]
    pub threads: usize,
    /// Leave out hidden files and what .gitignore names
    #[arg(long)]
    pub tracked: bool,
    /// Leave out what .gitignore names, but not hidden files: what the gate looks at.
    #[arg(skip)]
    pub unignored: bool,
    /// Files to look at alone, by their paths relative to the one root.
    #[arg(skip)]
    pub only: Option<Vec<String>>,
    /// Files of the one root that are looked at although git would ignore them.
    #[arg(skip)]
    pub besides: Vec<String>,
    /// A file of the scan's own, which is not looked at.
    #[arg(skip)]
    pub own: Option<PathBuf>,
    /// Follow symbolic links
    #[arg(long)]
    pub follow: bool,
    /// Read every file, also those that are as they were at the last scan into the same inventory
    #[arg(long)]
    pub fresh: bool,
    /// Largest file that is read whole, in bytes
    #[arg(long, value_name = "N", default_value_t = y2q::scan::Scan::MAX_BYTES)]
    pub max_bytes: usize,
    /// File of passwords, one a line, to open keystores and encrypted keys with
    #[arg(long, value_name = "FILE")]
    pub passwords: Option<PathBuf>,
    #[command(flatten)]
    pub packs: PackArguments,
    #[command(flatten)]
    pub containers: ContainerArguments,
}

/// Rules about source code that do not come with y2q.
#[derive(Args, Clone)]
pub struct PackArguments {
    /// Folder of your own packs of rules about source code (default: what y2q.toml names, or rules/ beside it)
    #[arg(long = "rules", value_name = "DIR")]
    pub folders: Vec<PathBuf>,
}

/// How far to open files that hold files.
#[derive(Args, Clone)]
pub struct ContainerArguments {
    /// Leave archives, packages, images and compressed files closed
    #[arg(long)]
    pub no_archives: bool,
    /// Archives opened inside one another
    #[arg(long, value_name = "N", default_value_t = Bounds::DEPTH)]
    pub archive_depth: u32,
    /// Bytes that unpacking one file may make
    #[arg(long, value_name = "N", default_value_t = Bounds::EXPANDED)]
    pub archive_bytes: u64,
    /// Bytes that unpacking may make of one byte, past the first 512 MiB (64 MiB inside an archive)
    #[arg(long, value_name = "N", default_value_t = Bounds::RATIO)]
    pub archive_ratio: u64,
    /// Members of one file that are looked at
    #[arg(long, value_name = "N", default_value_t = Bounds::ENTRIES)]
    pub archive_entries: u64,
    /// Read all that was ever committed to git repositories, not only what HEAD names where there is no work tree
    #[cfg(feature = "git")]
    #[arg(long)]
    pub git_history: bool,
}

impl ContainerArguments {
    /// How far, or `None` for not at all.
    pub fn bounds(&self) -> Option<Bounds> {
        let bounds = Bounds {
            depth: self.archive_depth,
            expanded: self.archive_bytes,
            ratio: self.archive_ratio,
            entries: self.archive_entries,
        };
        (!self.no_archives).then_some(bounds)
    }

    /// Which commits of repositories are read.
    #[cfg(feature = "git")]
    pub const fn history(&self) -> History {
        if self.git_history { History::Every } else { History::Head }
    }

    /// Which commits of repositories are read.
    #[cfg(not(feature = "git"))]
    #[allow(clippy::unused_self, reason = "the argument comes with the feature")]
    pub const fn history(&self) -> History {
        History::Head
    }
}

fn default_threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
