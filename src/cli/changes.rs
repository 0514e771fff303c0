use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use y2q::gate::Item;
use y2q::inventory::{LocatedUnknown, Location};
use y2q::model::{Context, Unknown, UnknownReason};

use super::arguments::GateCommand;

/// What is looked at alone, by paths relative to the one folder that the gate is asked about.
pub struct Named {
    root: String,
    files: BTreeSet<String>,
    /// What was there and is not.
    gone: BTreeSet<String>,
    /// What changed and cannot be looked at.
    submodules: BTreeSet<String>,
}

/// What the command names, if it names anything.
pub fn named(command: &GateCommand, roots: &[PathBuf]) -> anyhow::Result<Option<Named>> {
    let list = command.changed.as_deref();
    #[cfg(feature = "git")]
    let since = command.since.as_deref();
    #[cfg(not(feature = "git"))]
    let since: Option<&str> = None;
    if list.is_none() && since.is_none() {
        return Ok(None);
    }
    let [root] = roots else { bail!("what has changed is looked for in one folder; name one") };
    if !root.is_dir() {
        bail!("{} is no folder: what has changed is looked for in one", root.display());
    }
    #[cfg(feature = "git")]
    if let Some(revision) = since {
        return since_revision(root, revision).map(Some);
    }
    let text = match list {
        Some(path) if path == Path::new("-") => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).context("cannot read the list of files")?;
            text
        }
        Some(path) => std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the list of files {}", path.display()))?,
        None => String::new(),
    };
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let plain = lines.map(|line| line.strip_prefix("./").unwrap_or(line).to_owned());
    let (files, gone) = plain.partition(|path| root.join(path).exists());
    Ok(Some(Named { root: root_text(root), files, gone, submodules: BTreeSet::new() }))
}

#[cfg(feature = "git")]
fn since_revision(root: &Path, revision: &str) -> anyhow::Result<Named> {
    let changes = y2q::source::git::changed_since(root, revision)
        .with_context(|| format!("cannot tell what has changed since {revision}"))?;
    let below = std::fs::canonicalize(root)?;
    let below = below.strip_prefix(&changes.work_tree).unwrap_or(Path::new(""));
    let prefix = match y2q::source::path_text(below) {
        empty if empty.is_empty() => empty,
        prefix => format!("{prefix}/"),
    };
    let inside = |paths: BTreeSet<String>| {
        paths.iter().filter_map(|path| path.strip_prefix(&prefix)).map(str::to_owned).collect()
    };
    Ok(Named {
        root: root_text(root),
        files: inside(changes.files),
        gone: inside(changes.gone),
        submodules: inside(changes.submodules),
    })
}

fn root_text(root: &Path) -> String {
    y2q::source::path_text(root)
}

impl Named {
    /// The files to look at.
    pub fn files(&self) -> Vec<String> {
        self.files.iter().cloned().collect()
    }

    /// Whether a path of a baseline is among what is looked at or gone, or lies inside an archive that is.
    pub fn has(&self, path: &str) -> bool {
        let root = self.root.strip_prefix("./").unwrap_or(&self.root);
        let below = if root == "." { Some(path) } else { path.strip_prefix(root) };
        let Some(below) = below.map(|below| below.trim_start_matches('/')) else { return false };
        let outer = below.split('!').next().unwrap_or(below);
        [below, outer].into_iter().any(|path| self.files.contains(path) || self.gone.contains(path))
    }

    /// What changed and was not looked at.
    pub fn unread(&self) -> Vec<Item> {
        let unread = |path: &String| {
            let unknown = Unknown {
                reason: UnknownReason::Unsupported,
                detector: None,
                line: None,
                offset: 0,
                detail: "a submodule at another commit, whose changes are not looked at; run the gate in it".to_owned(),
            };
            let location = Location { root: self.root.clone(), path: path.clone() };
            y2q::gate::unread(&LocatedUnknown { location, unknown }, Context::UNASSIGNED)
        };
        self.submodules.iter().map(unread).collect()
    }
}
