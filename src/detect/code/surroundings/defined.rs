//! Which file around defines what goes by a name.

use foldhash::{HashMap, HashSet};

use super::{Find, Sought, Surroundings};

/// Files that hand a name on from one to the next.
const HANDED_ON: usize = 3;

/// Packages of Go's standard library that have no folder.
const STANDARD: &[&str] = &[
    "bufio", "bytes", "context", "crypto", "errors", "flag", "fmt", "hash", "html", "io", "log",
    "math", "net", "os", "path", "reflect", "regexp", "runtime", "sort", "strconv", "strings",
    "sync", "syscall", "testing", "time", "unicode", "unsafe",
];

/// Names that no file around defines, by the paths that they are seen from and what is sought: every use of a name
/// asks again, by all its readings, and most readings are of no file.
#[derive(Default)]
pub(super) struct Nowhere(HashMap<String, Vec<(Sought, HashSet<String>)>>);

/// What else something goes by.
type OtherName<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Nowhere {
    fn holds(&self, path: &str, sought: Sought, name: &str) -> bool {
        let known = self.0.get(path).into_iter().flatten();
        known.filter(|(of, _)| *of == sought).any(|(_, names)| names.contains(name))
    }

    fn add(&mut self, path: &str, sought: Sought, name: &str) {
        let known = self.0.entry(path.to_owned()).or_default();
        match known.iter_mut().find(|(of, _)| *of == sought) {
            Some((_, names)) => {
                names.insert(name.to_owned());
            }
            None => known.push((sought, HashSet::from_iter([name.to_owned()]))),
        }
    }
}

impl Surroundings<'_> {
    /// What `find` sees of the first of `names` that a file around defines. What is sought tells what `find` is.
    pub(super) fn defined<T>(
        &self,
        path: &str,
        names: &[String],
        sought: Sought,
        find: Find<'_, T>,
    ) -> Option<T> {
        self.tree?;
        names.iter().find_map(|name| self.defined_once(path, name, sought, find))
    }

    /// The same of what may go by another name, too, which each of `names` tells.
    pub(super) fn defined_or<T>(
        &self,
        path: &str,
        names: &[String],
        (sought, other): (Sought, OtherName<'_>),
        find: Find<'_, T>,
    ) -> Option<T> {
        self.tree?;
        names.iter().find_map(|name| {
            if self.neither.borrow().holds(path, sought, name) {
                return None;
            }
            let found = self.defined_once(path, name, sought, find);
            let found = found.or_else(|| self.defined_once(path, &other(name)?, sought, find));
            if found.is_none() {
                self.neither.borrow_mut().add(path, sought, name);
            }
            found
        })
    }

    fn defined_once<T>(
        &self,
        path: &str,
        name: &str,
        sought: Sought,
        find: Find<'_, T>,
    ) -> Option<T> {
        if self.nowhere.borrow().holds(path, sought, name) {
            return None;
        }
        let found = self.defined_as(path, name, sought, find, HANDED_ON);
        if found.is_none() {
            self.nowhere.borrow_mut().add(path, sought, name);
        }
        found
    }

    /// The same of one name, that `left` more files may hand on.
    pub(super) fn defined_as<T>(
        &self,
        path: &str,
        name: &str,
        sought: Sought,
        find: Find<'_, T>,
        left: usize,
    ) -> Option<T> {
        // What an object of a class has is written in the class.
        let name = name.replacen("()", "", 1);
        // Nor is the object itself, nor what a request brings, of any file.
        let first = name.split('.').next().unwrap_or_default();
        let is_own = matches!(first, "$this" | "self" | "this") || first.starts_with("$_");
        if name.contains("()") || name.is_empty() || name.ends_with('.') || is_own {
            return None;
        }
        let mut container = name.as_str();
        let mut symbols: Vec<&str> = Vec::new();
        for _ in 0..3 {
            let Some((before, symbol)) =
                container.rsplit_once('.').filter(|(before, _)| !before.is_empty())
            else {
                // No variable of Go goes by the path of a package.
                if self.language().id == "go"
                    && (container.contains('/') || STANDARD.contains(&container))
                {
                    return None;
                }
                // `from . import name` of Python: a name of the folder itself.
                let own = container.trim_start_matches('.');
                let folder = &container[..container.len() - own.len()];
                symbols.insert(0, own);
                return self.defined_in((path, folder), &symbols, sought, find, left);
            };
            symbols.insert(0, symbol);
            container = before;
            let found = self.defined_in((path, container), &symbols, sought, find, left);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn defined_in<T>(
        &self,
        (path, container): (&str, &str),
        symbols: &[&str],
        sought: Sought,
        find: Find<'_, T>,
        left: usize,
    ) -> Option<T> {
        let word = sought.word(symbols).map(|word| (word, sought));
        let mut is_absent = false;
        for written in self.written(container, path).iter() {
            for file in self.files_of(written).iter().filter(|file| file.path != path) {
                let module = self.module(file, word.as_slice());
                let found = module.and_then(|module| find(&module, container, symbols));
                let found = found.or_else(|| self.handed_on(file, symbols, sought, find, left));
                if found.is_some() {
                    return found;
                }
                is_absent |= file.is_absent();
            }
        }
        if is_absent {
            self.leave_absent(container, path);
        }
        None
    }
}
