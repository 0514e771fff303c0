//! Files around one that may call what it defines.

use std::hash::BuildHasher as _;

use super::*;
use crate::detect::code::source_text::is_generated;
use crate::detect::code::syntax::Id;
use crate::detect::code::test_code::is_test;

/// Folders upwards in which callers are looked for.
const ABOVE: usize = 3;
/// Files that may extend a class.
const HEIRS: usize = 16;
/// Languages in which callers are looked for in the folders below those, too.
const FAR: &[&str] =
    &["elixir", "erlang", "javascript", "php", "python", "ruby", "tsx", "typescript"];
/// Folders of programs, and languages whose programs lie in them apart from what they call.
pub(super) const PROGRAMS: &[&str] = &["app", "apps", "bin", "cmd", "tools"];
const APART: &[&str] = &["cpp", "dart", "go"];
/// Folders of what is no part of a project's own program.
pub(super) const FOREIGN: &[&str] = &[
    "build",
    "coverage",
    "deps",
    "dist",
    "docs",
    "fixtures",
    "locale",
    "locales",
    "migrations",
    "node_modules",
    "public",
    "spec",
    "static",
    "target",
    "templates",
    "test",
    "tests",
    "tmp",
    "vendor",
    "venv",
];

/// Files around that hold what was sought.
pub(super) struct Holding {
    path: String,
    words: Vec<(String, Sought)>,
    files: Rc<Vec<Rc<Module>>>,
}

impl Surroundings<'_> {
    /// Files of the same language in the folder of `path`, and in those above, in which all of `words` may be what is
    /// sought of them. Tests try what nothing else does, so they tell only of each other.
    pub fn beside(&self, path: &str, words: &[(&str, Sought)]) -> Rc<Vec<Rc<Module>>> {
        let key = self.holding.borrow().hasher().hash_one((path, words));
        let is_it = |one: &&Holding| {
            let mut own = one.words.iter().map(|(word, sought)| (word.as_str(), *sought));
            one.path == path && own.by_ref().eq(words.iter().copied())
        };
        if let Some(known) = self.holding.borrow().get(&key).and_then(|all| all.iter().find(is_it))
        {
            return Rc::clone(&known.files);
        }
        let files = Rc::new(self.holding(path, words));
        let owned = words.iter().map(|(word, sought)| ((*word).to_owned(), *sought));
        let one =
            Holding { path: path.to_owned(), words: owned.collect(), files: Rc::clone(&files) };
        self.holding.borrow_mut().entry(key).or_default().push(one);
        files
    }

    fn holding(&self, path: &str, words: &[(&str, Sought)]) -> Vec<Rc<Module>> {
        let known = self.neighbours.borrow().get(path).map(Rc::clone);
        let files = known.unwrap_or_else(|| {
            let files: Vec<Rc<File>> =
                self.neighbours_of(path).iter().map(|file| self.file(file)).collect();
            let files = Rc::new(files);
            self.neighbours.borrow_mut().insert(path.to_owned(), Rc::clone(&files));
            files
        });
        // A bundle calls nothing of the files around it. What half of these extend is a framework's, of which those say nothing.
        let of_class = words.iter().any(|(_, sought)| *sought == Sought::Subclass);
        let may_say = |bytes: &[u8]| {
            let is_there =
                |(word, sought): &(&str, Sought)| may_define(self.language(), bytes, word, *sought);
            words.iter().all(is_there) && !is_generated(bytes)
        };
        let is_meant = |file: &File, bytes: &[u8]| {
            self.language().id != "shell"
                || self.language().is_of(file.path.rsplit('/').next().unwrap_or_default())
                || bytes.starts_with(b"#!")
        };
        let is_one =
            |file: &&Rc<File>| self.says(file, |bytes| is_meant(file, bytes) && may_say(bytes));
        let all: Vec<_> = files.iter().filter(is_one).collect();
        if of_class && all.len() > HEIRS {
            return Vec::new();
        }
        all.into_iter().filter_map(|file| self.module_if(file, |_| true)).collect()
    }

    /// A function of this name in the files around that says what it gets by a word of C#: `this int bits`.
    pub fn extension(&self, path: &str, name: &str) -> Option<(Rc<Module>, ScopeId)> {
        self.beside(path, &[(name, Sought::Anything)]).iter().find_map(|module| {
            let mut all = module.scopes_named(name, ScopeKind::Function);
            let found = all.find(|one| !module.scopes[*one].returns.is_empty());
            found.map(|function| (Rc::clone(module), function))
        })
    }

    fn neighbours_of(&self, path: &str) -> Vec<String> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let above = |folder: &str| {
            (!folder.is_empty())
                .then(|| folder.rsplit_once('/').map_or("", |(above, _)| above).to_owned())
        };
        let mut folders: Vec<String> =
            std::iter::successors(Some(folder.to_owned()), |below| above(below))
                .take(ABOVE + 1)
                .collect();
        if self.language().id == "shell"
            && let Some(above) = above(folder)
        {
            let beside = ["bin", "lib", "sbin", "scripts"].map(|name| join(&above, name));
            folders.extend(beside.into_iter().filter(|name| name != folder));
        }
        let (mut files, is_own_test) = (Vec::new(), is_test(path));
        for folder in &folders {
            let list = self.list(folder);
            let is_one = |name: &&String| {
                // What people call by its name has no ending.
                self.language().is_of(name)
                    || self.language().id == "shell" && !name.contains(['.', '/'])
            };
            let names = list.iter().filter(is_one);
            let named = names.map(|name| join(folder, name)).filter(|file| file != path);
            let meant = named.filter(|file| is_own_test || !is_test(file));
            files.extend(meant.take(BESIDE));
        }
        files.truncate(2 * BESIDE);
        files.extend(self.in_folders_beside(path, &folders));
        files
    }

    /// Files of the folders below those around: of scripting languages, what starts a program or puts it together
    /// lies in a folder of its own.
    fn in_folders_beside(&self, path: &str, folders: &[String]) -> Vec<String> {
        if APART.contains(&self.language().id) {
            return self.in_programs(path, folders);
        }
        if !FAR.contains(&self.language().id) {
            return Vec::new();
        }
        let mut files = Vec::new();
        for above in folders.iter().take(ABOVE) {
            let list = self.list(above);
            let names = list.iter().filter_map(|name| name.strip_suffix('/'));
            let own = names.filter(|name| !name.starts_with(['.', '_']) && !FOREIGN.contains(name));
            let below = own.map(|name| join(above, name)).filter(|name| !folders.contains(name));
            for folder in below.take(BESIDE) {
                let list = self.list(&folder);
                // What people call by its name has no ending.
                let is_called = matches!(folder.rsplit('/').next(), Some("bin" | "exe" | "script"));
                let is_one = |name: &&String| {
                    self.language().is_of(name) || is_called && !name.contains(['.', '/'])
                };
                let named = list.iter().filter(is_one).map(|name| join(&folder, name));
                files.extend(named.filter(|file| is_test(path) || !is_test(file)).take(BESIDE));
            }
        }
        files.truncate(2 * BESIDE);
        files
    }

    /// Files of the programs of a project, each in its folder or in one of its own below that: `cmd/lantern/main.go`.
    fn in_programs(&self, path: &str, folders: &[String]) -> Vec<String> {
        let mut files = Vec::new();
        for above in folders {
            let list = self.list(above);
            let names = list.iter().filter_map(|name| name.strip_suffix('/'));
            for program in names.filter(|name| PROGRAMS.contains(name)) {
                let folder = join(above, program);
                let below = self.list(&folder);
                let own = below.iter().filter_map(|name| name.strip_suffix('/'));
                let all = std::iter::once(folder.clone()).chain(own.map(|one| join(&folder, one)));
                for folder in all.filter(|one| !folders.contains(one)).take(BESIDE) {
                    let list = self.list(&folder);
                    let names = list.iter().filter(|name| self.language().is_of(name));
                    let named = names.map(|name| join(&folder, name));
                    let meant = named.filter(|file| is_test(path) || !is_test(file));
                    files.extend(meant.take(BESIDE));
                }
            }
        }
        files.truncate(2 * BESIDE);
        files
    }

    /// Whether what a call in another file calls by the name `called` is in the file at `path`.
    pub fn refers(&self, from: &Module, callee: Id, called: &str, path: &str) -> bool {
        let own = from.scopes_named(called, ScopeKind::Function).next();
        let bound = from.bound(0, called).iter().any(|one| one.value.is_some());
        let names = crate::detect::code::names::qualified(from, callee);
        let is_in = |file: &String| match file.split_once('*') {
            Some((start, end)) => {
                let rest = path.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
                rest.is_some_and(|rest| !rest.contains('/'))
            }
            None => file == path,
        };
        let plain = matches!(from.nodes[callee].kind, Kind::Name(_)) && own.is_none() && !bound;
        names.iter().any(|name| match name.rsplit_once('.') {
            Some((container, _)) => {
                (self.language().files)(container, &from.path).iter().any(is_in)
                    || self.language().id == "php"
                        && (self.language().files)(name, &from.path).iter().any(is_in)
            }
            // Functions of C and of shell scripts go by their names everywhere.
            None if matches!(self.language().id, "c" | "cpp" | "shell") => plain,
            None => plain && (self.language().files)("", &from.path).iter().any(is_in),
        })
    }
}
