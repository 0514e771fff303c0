//! What lies around a file, as it is told for a copy in folders that are called otherwise.

use serde::{Deserialize, Serialize};

use crate::detect::code::declared::is_of_word;
use crate::detect::code::surroundings::{State, Tree, is_told_by_name};
use crate::detect::code::test_code::is_test;
use crate::detect::digest_of;

/// What was asked for around a file.
#[derive(Serialize, Deserialize)]
pub(super) struct Around {
    /// Lines: how many folders above that of the file a path leaves its own folders, whether something was given, and the
    /// rest of the path.
    paths: String,
    /// Digest of all that was given.
    given: [u8; 32],
}

impl Around {
    pub(super) fn new(path: &str, asked: &[(String, State)]) -> Self {
        let own = folders(path);
        let (mut paths, mut given) = (String::new(), Vec::new());
        for (other, state) in asked {
            let kept = common(&own, other);
            let rest = other.split('/').skip(kept).collect::<Vec<_>>().join("/");
            let is_given = *state != State::default();
            if is_given {
                given.extend_from_slice(state);
            }
            let sign = if is_given { '+' } else { '-' };
            paths.push_str(&format!("{}{sign}{rest}\n", own.len() - kept));
        }
        Self { paths, given: digest_of(&given) }
    }

    /// Levels above the folder of the file, whether something was given, and the rest of each path.
    fn all(&self) -> impl Iterator<Item = (usize, bool, &str)> {
        self.paths.lines().filter_map(|line| {
            let at = line.find(['+', '-'])?;
            Some((line[..at].parse().ok()?, line[at..].starts_with('+'), &line[at + 1..]))
        })
    }
}

/// The folders of a file that was analysed, and those of a copy.
pub(super) struct Moved<'p> {
    from: Vec<&'p str>,
    to: Vec<&'p str>,
}

impl<'p> Moved<'p> {
    /// Nothing where a name says something that is not the same for both. The folder that holds a file has one name: in
    /// some languages that of its package.
    pub(super) fn new(from: &'p str, to: &'p str, text: &[u8]) -> Option<Self> {
        let moved = Self { from: folders(from), to: folders(to) };
        let (name, copy) = (from.rsplit('/').next(), to.rsplit('/').next());
        let is_alike = name == copy
            && moved.from.len() == moved.to.len()
            && moved.from.last() == moved.to.last();
        let means = |name: &str| {
            is_told_by_name(name) || is_test(&[name, "/a"].concat()) || stands_in(text, name)
        };
        let is_told = || moved.differing().any(|(from, to)| means(from) || means(to));
        (is_alike && !is_told()).then_some(moved)
    }

    /// The folders that are called otherwise, by their old and new names.
    pub(super) fn differing(&self) -> impl Iterator<Item = (&'p str, &'p str)> {
        self.from.iter().copied().zip(self.to.iter().copied()).filter(|(from, to)| from != to)
    }

    /// How many folders there are down to the last one that is called otherwise.
    fn depth(&self) -> usize {
        let last = self.from.iter().zip(&self.to).rposition(|(from, to)| from != to);
        last.map_or(0, |last| last + 1)
    }

    /// The place of a path for the copy.
    pub(super) fn path(&self, path: &str) -> String {
        let kept = common(&self.from, path);
        self.below(kept, &path.split('/').skip(kept).collect::<Vec<_>>().join("/"))
    }

    fn below(&self, kept: usize, rest: &str) -> String {
        let own = self.to[..kept].iter().copied();
        own.chain(std::iter::once(rest)).collect::<Vec<_>>().join("/")
    }

    /// Whether what was asked for is the same around the copy.
    pub(super) fn has_around(&self, around: &Around, tree: Option<&dyn Tree>) -> bool {
        let Some(tree) = tree else { return around.paths.is_empty() };
        let stems = || self.differing().flat_map(|(from, to)| [stem(from), stem(to)]);
        let (mut asked, mut given) = (Vec::new(), Vec::new());
        for (above, is_given, rest) in around.all() {
            let Some(kept) = self.to.len().checked_sub(above) else { return false };
            let is_beside = kept < self.depth();
            // A name beside one of them may have been made of it.
            if is_beside
                && (is_given
                    || rest.split('/').any(|part| stems().any(|stem| part.starts_with(stem))))
            {
                return false;
            }
            let path = self.below(kept, rest);
            let state = tree.state(&path);
            if is_given != (state != State::default()) {
                return false;
            }
            if is_given {
                given.extend_from_slice(&state);
            }
            asked.push((path, state));
        }
        let is_same = digest_of(&given) == around.given;
        if is_same {
            tree.note(asked);
        }
        is_same
    }
}

/// The names of the folders of a file.
fn folders(path: &str) -> Vec<&str> {
    let folder = path.rsplit_once('/').map(|(folder, _)| folder);
    folder.map(|folder| folder.split('/').collect()).unwrap_or_default()
}

/// How many folders a path begins with of these.
fn common(folders: &[&str], path: &str) -> usize {
    // The last part is a file, or what is behind the `/` of a folder.
    let parts = path.split('/').rev().skip(1).count();
    folders.iter().zip(path.split('/').take(parts)).take_while(|(own, part)| **own == *part).count()
}

/// What a name begins with that names of its kind share: `netty` of `netty-codec`.
fn stem(name: &str) -> &str {
    name.split(['-', '.', '_']).next().unwrap_or(name)
}

/// Whether a name stands in a text by itself.
pub(super) fn stands_in(text: &[u8], name: &str) -> bool {
    memchr::memmem::find_iter(text, name.as_bytes()).any(|at| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        let after = text.get(at + name.len());
        ![before, after].into_iter().flatten().any(|byte| is_of_word(*byte))
    })
}
