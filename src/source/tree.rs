//! A folder as a tree to look things up in, never outside of it.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use foldhash::HashMap;
use ring::digest::{Context, SHA256};

use super::folders::Folders;

/// A folder whose files may be looked at beside the one that is examined.
pub struct FolderTree {
    looked_at: RefCell<BTreeMap<String, State>>,
    folders: RefCell<Folders>,
    held: RefCell<Held>,
    lists: RefCell<Lists>,
    met: RefCell<HashMap<String, Option<Metadata>>>,
    states: RefCell<HashMap<String, (Age, State)>>,
}

/// SHA-256 of what was given of a path; zeros where nothing was.
pub type State = [u8; 32];

/// Largest file that is given.
const LARGEST: u64 = 1 << 20;
/// Paths of which it is known for some files what is there.
const MET: usize = 1_024;
/// Paths of which the state is known.
const STATES: usize = 1_024;
/// Names of a folder that are given.
const MOST: usize = 4_096;

impl FolderTree {
    /// The tree below `root`.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self {
            looked_at: RefCell::default(),
            folders: RefCell::new(Folders::new(root)),
            held: RefCell::default(),
            lists: RefCell::default(),
            met: RefCell::default(),
            states: RefCell::default(),
        }
    }

    /// The tree below `root` for another file, with what is known of it where it is the same.
    #[must_use]
    pub fn for_another(mut self, root: &Path) -> Self {
        let folders = self.folders.get_mut();
        if folders.root() != root {
            return Self::new(root);
        }
        folders.breathe();
        self.lists.get_mut().breathe();
        if self.met.get_mut().len() > MET {
            self.met.get_mut().clear();
        }
        if self.states.get_mut().len() > STATES {
            self.states.get_mut().clear();
        }
        self.looked_at.get_mut().clear();
        self
    }

    /// What is given now of a path that was looked at before: of a file, or of a folder with a `/` behind.
    #[must_use]
    pub fn given(&self, path: &str) -> State {
        let folder = path.strip_suffix('/');
        let Some((_, about)) = self.inside(folder.unwrap_or(path)) else { return State::default() };
        let age = (about.len(), about.modified().ok());
        if let Some((known, state)) = self.states.borrow().get(path)
            && *known == age
        {
            return *state;
        }
        let state = match folder {
            Some(folder) => self.names(folder).map(|listed| listed.state),
            None => self.contents(path).map(|(_, state)| state),
        };
        let state = state.unwrap_or_default();
        self.states.borrow_mut().insert(path.to_owned(), (age, state));
        state
    }

    /// What was asked for, whether there is anything or not: paths of files, and of folders with a `/` behind.
    #[must_use]
    pub fn looked_at(&self) -> Vec<(String, State)> {
        let looked_at = self.looked_at.borrow();
        looked_at.iter().map(|(path, state)| (path.clone(), *state)).collect()
    }

    /// Counts paths as asked for, with what is given of them.
    pub fn note_all(&self, asked: Vec<(String, State)>) {
        self.looked_at.borrow_mut().extend(asked);
    }

    /// What is at a path, the last part of which may be a link, and no other: as it was when it was asked for a moment ago,
    /// so that a change after that shows the next time.
    #[must_use]
    pub fn met(&self, path: &str) -> Option<(PathBuf, Metadata)> {
        let path = path.strip_suffix('/').unwrap_or(path);
        let mut folders = self.folders.borrow_mut();
        if !folders.may_have(path) {
            return None;
        }
        let root = folders.root();
        let full = if path.is_empty() { root.to_owned() } else { root.join(path) };
        let mut met = self.met.borrow_mut();
        let known = met.get(path).cloned();
        let about = known.unwrap_or_else(|| {
            let about = full.symlink_metadata().ok();
            met.insert(path.to_owned(), about.clone());
            about
        });
        Some((full, about?))
    }

    /// A path inside the tree, through no link, and what is there.
    fn inside(&self, path: &str) -> Option<(PathBuf, Metadata)> {
        let mut parts = Path::new(path).components();
        if !parts.all(|part| matches!(part, Component::Normal(_))) {
            return None;
        }
        self.met(path).filter(|(_, about)| !about.is_symlink() || path.is_empty())
    }

    /// A regular file's contents, when it is not too large.
    #[must_use]
    pub fn read(&self, path: &str) -> Option<Arc<[u8]>> {
        let given = self.contents(path);
        self.note(path, given.as_ref().map(|(_, state)| *state));
        given.map(|(bytes, _)| bytes)
    }

    /// Remembers what was given of a path. All that is not there for want of one folder is one thing.
    fn note(&self, path: &str, given: Option<State>) {
        let mut looked_at = self.looked_at.borrow_mut();
        if given.is_none()
            && let Some(missing) = self.folders.borrow_mut().missing(path)
        {
            looked_at.entry([missing, "/"].concat()).or_default();
        } else {
            looked_at.entry(path.to_owned()).or_insert(given.unwrap_or_default());
        }
    }

    fn contents(&self, path: &str) -> Option<(Arc<[u8]>, State)> {
        let (full, about) = self.inside(path)?;
        if !about.is_file() || about.len() > LARGEST {
            return None;
        }
        let mut held = self.held.borrow_mut();
        let age = (about.len(), about.modified().ok());
        if let Some(file) = held.find(path, age) {
            return Some((Arc::clone(&file.bytes), file.state));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0) + 1);
        File::open(full).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
        let state = of_parts(std::iter::once(bytes.as_slice()));
        let bytes: Arc<[u8]> = bytes.into();
        held.add(HeldFile { path: path.to_owned(), age, bytes: Arc::clone(&bytes), state });
        Some((bytes, state))
    }

    /// Names of the files in a folder, and of folders with a `/` behind, sorted.
    #[must_use]
    pub fn list(&self, folder: &str) -> Arc<[String]> {
        let listed = self.names(folder);
        self.note(&[folder, "/"].concat(), listed.as_ref().map(|listed| listed.state));
        listed.map(|listed| listed.names).unwrap_or_default()
    }

    fn names(&self, folder: &str) -> Option<Listed> {
        if let Some(listed) = self.lists.borrow().known.get(folder) {
            return Some(listed.clone());
        }
        let (full, _) = self.inside(folder).filter(|(_, about)| about.is_dir())?;
        let entries = std::fs::read_dir(full).into_iter().flatten().flatten().take(MOST);
        let named = entries.filter_map(|entry| {
            let (kind, name) = (entry.file_type().ok()?, entry.file_name().into_string().ok()?);
            let folder = kind.is_dir().then(|| format!("{name}/"));
            folder.or(kind.is_file().then_some(name))
        });
        let mut names: Vec<String> = named.collect();
        names.sort_unstable();
        let listed = Listed { state: of_names(&names), names: names.into() };
        self.lists.borrow_mut().add(folder, &listed);
        Some(listed)
    }
}

/// The names in folders that were given lately: files of one folder look at the same ones. What comes into a folder after
/// that is not seen.
#[derive(Default)]
struct Lists {
    known: HashMap<String, Listed>,
    /// Names in all of them.
    held: usize,
}

#[derive(Clone)]
struct Listed {
    names: Arc<[String]>,
    state: State,
}

impl Lists {
    /// Most folders and names that are held.
    const HELD: usize = 2_048;

    /// Forgets all when it is much.
    fn breathe(&mut self) {
        if self.known.len() + self.held > Self::HELD {
            *self = Self::default();
        }
    }

    fn add(&mut self, folder: &str, listed: &Listed) {
        self.held += listed.names.len();
        self.known.insert(folder.to_owned(), listed.clone());
    }
}

/// Files that were given lately: those of one folder look at the same ones.
#[derive(Default)]
struct Held {
    /// The one asked for last is at the end.
    files: VecDeque<HeldFile>,
    size: usize,
}

struct HeldFile {
    path: String,
    age: Age,
    bytes: Arc<[u8]>,
    state: State,
}

/// Size and time of the last change.
type Age = (u64, Option<SystemTime>);

impl Held {
    /// Most bytes that are held.
    const MOST: usize = 1 << 20;

    fn find(&mut self, path: &str, age: Age) -> Option<&HeldFile> {
        let at = self.files.iter().rposition(|file| file.age == age && file.path == path)?;
        let file = self.files.remove(at)?;
        self.files.push_back(file);
        self.files.back()
    }

    fn add(&mut self, file: HeldFile) {
        self.size += file.bytes.len();
        self.files.push_back(file);
        while self.size > Self::MOST
            && let Some(dropped) = self.files.pop_front()
        {
            self.size -= dropped.bytes.len();
        }
    }
}

fn of_names(names: &[String]) -> State {
    of_parts(names.iter().map(String::as_bytes))
}

fn of_parts<'p>(parts: impl Iterator<Item = &'p [u8]>) -> State {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(part);
        // No name holds one, and a file is one part.
        context.update(b"/");
    }
    // A digest of this algorithm has as many octets as a state.
    context.finish().as_ref().try_into().unwrap_or_default()
}
