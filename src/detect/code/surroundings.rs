//! What lies around a source file: files of the same tree that define a constant or function that it uses, and
//! configuration files.

mod beside;
mod containers;
mod defined;
mod defining;
mod documents;
mod environment;
mod files;
mod headers;
mod reexport;
mod whole;

use foldhash::HashMap;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use beside::Holding;
use defined::Nowhere;
pub use defining::Sought;
use defining::may_define;
use files::{File, Seen};

use super::configuration::{self, Entry};
use super::grammar::Grammar;
use super::language::Language;
use super::resolve::Remembered;
use super::syntax::{Kind, Module, ScopeId, ScopeKind};
use super::value::{Resolved, Site, Step, Value};

/// The tree that a source file is part of; paths are relative to its root, `/`-separated.
pub trait Tree {
    /// A file's contents, when it is there and not too large.
    fn read(&self, path: &str) -> Option<Arc<[u8]>>;
    /// Names of the files in a folder, and of folders with a `/` behind, sorted.
    fn list(&self, folder: &str) -> Arc<[String]>;

    /// What was asked for, folders with a `/` behind, and what was given of it; nothing where that is not kept.
    fn asked(&self) -> Option<Vec<(String, State)>> {
        None
    }

    /// What would be given of a path, without asking for it.
    fn state(&self, _: &str) -> State {
        State::default()
    }

    /// Counts paths as asked for.
    fn note(&self, _: Vec<(String, State)>) {}
}

/// SHA-256 of what was given of a path; zeros where nothing was.
pub type State = [u8; 32];

/// Names of folders that are looked for, beside those of configurations, programs and what is no part of a program.
const TOLD: &[&str] = &[
    "api",
    "com",
    "common",
    "commons",
    "constants",
    "core",
    "domain",
    "env",
    "exe",
    "inc",
    "include",
    "io",
    "java",
    "kotlin",
    "lib",
    "main",
    "model",
    "net",
    "org",
    "packages",
    "sbin",
    "scala",
    "script",
    "scripts",
    "services",
    "shared",
    "src",
    "support",
    "util",
];

/// Whether the name of a folder may tell where files lie that a source file uses.
pub fn is_told_by_name(name: &str) -> bool {
    let all = [TOLD, beside::PROGRAMS, beside::FOREIGN, documents::CONFIGURATION, documents::HOSTS];
    name.starts_with(['.', '_'])
        || all.into_iter().flatten().any(|one| one.eq_ignore_ascii_case(name))
}

/// Files that are opened for one source file.
const FILES: usize = 48;
/// Bytes of those that are parsed: each takes twenty times as much while the source file is looked at.
const ROOM: usize = 1 << 20;
/// Expressions that are resolved for all uses of one source file.
const EFFORT: usize = 500_000;
/// Files of the same folder in which callers are looked for.
const BESIDE: usize = 12;
/// Included files in which the types of members are looked for.
const INCLUDED: usize = 16;
/// Folders upwards in which configuration is looked for.
const LEVELS: usize = 8;

/// What looks for something in a file by the container and the names in it.
type Find<'f, T> = &'f dyn Fn(&Rc<Module>, &str, &[&str]) -> Option<T>;

/// For each call of a function, the name that it is called by and the argument; `None` where the call leaves it out.
pub(super) type Given = Vec<(String, Option<Site>)>;

/// What can be found around one source file.
pub struct Surroundings<'a> {
    grammar: &'a Grammar,
    tree: Option<&'a dyn Tree>,
    files: RefCell<HashMap<String, Rc<File>>>,
    /// Where containers may lie, by their names.
    written: RefCell<HashMap<String, Seen>>,
    /// Names that no file around defines.
    nowhere: RefCell<Nowhere>,
    /// The same of names that go with others.
    neither: RefCell<Nowhere>,
    /// Files in the folders around, by the paths of those that they are around.
    neighbours: RefCell<HashMap<String, Rc<Vec<Rc<File>>>>>,
    /// Those of them that hold what was sought, by a number for path and words.
    holding: RefCell<HashMap<u64, Vec<Holding>>>,
    /// Headers that a file of C++ sees, by its path.
    headers: RefCell<HashMap<String, Rc<Vec<Rc<File>>>>>,
    lists: RefCell<HashMap<String, Arc<[String]>>>,
    entries: RefCell<HashMap<String, Rc<Vec<Entry>>>>,
    /// What files around say of variables, by path and name.
    exported: RefCell<HashMap<(String, String), Resolved>>,
    left: Cell<usize>,
    room: Cell<usize>,
    /// What calls in files around give for parameters, by the path of a function's file, function and parameter.
    pub(super) given: RefCell<HashMap<(String, ScopeId, usize), Given>>,
    effort: Cell<usize>,
    /// What expressions are worth that were looked at.
    pub(super) remembered: RefCell<Remembered>,
}

impl<'a> Surroundings<'a> {
    /// The surroundings of a file in a language.
    pub fn new(grammar: &'a Grammar, tree: Option<&'a dyn Tree>) -> Self {
        Self {
            grammar,
            tree,
            files: RefCell::default(),
            written: RefCell::default(),
            nowhere: RefCell::default(),
            neither: RefCell::default(),
            neighbours: RefCell::default(),
            holding: RefCell::default(),
            headers: RefCell::default(),
            lists: RefCell::default(),
            entries: RefCell::default(),
            exported: RefCell::default(),
            left: Cell::new(FILES),
            room: Cell::new(ROOM),
            given: RefCell::default(),
            effort: Cell::new(EFFORT),
            remembered: RefCell::default(),
        }
    }

    /// Spends one step of what all uses of the file may cost; false where nothing is left.
    pub(super) fn spend(&self) -> bool {
        let left = self.effort.get().checked_sub(1);
        self.effort.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Spends as many steps more, if there are so many.
    pub(super) fn spend_more(&self, steps: usize) -> bool {
        let left = self.effort.get().checked_sub(steps);
        self.effort.set(left.unwrap_or(self.effort.get()));
        left.is_some()
    }

    /// The language.
    pub const fn language(&self) -> &'static Language {
        self.grammar.language
    }

    /// The value of a constant that goes by one of `names`, seen from the file at `path`.
    pub fn constant(&self, path: &str, names: &[String]) -> Option<Site> {
        self.defined(path, names, Sought::Value, &constant_in)
    }

    /// A function that goes by one of `names`, seen from the file at `path`.
    pub fn function(&self, path: &str, names: &[String]) -> Option<(Rc<Module>, ScopeId)> {
        self.defined(path, names, Sought::Function, &|module, container, symbols| {
            // Of an object that a constant of a class is, too.
            let symbol = symbols.last().filter(|_| symbols.len() <= 2)?;
            let symbol = default_name(module, symbol);
            // Of a constant of an enumeration, what is not its own is the enumeration's.
            let classes = symbols.iter().rev().skip(1).copied();
            let classes = classes.chain(container.rsplit(['.', '/']).next());
            let all = || module.scopes_named(symbol, ScopeKind::Function);
            let in_class = |class: &str| {
                all().find(|function| {
                    let around = module.enclosing(module.scopes[*function].parent, ScopeKind::Type);
                    around.is_some_and(|around| module.scopes[around].name == class)
                })
            };
            let own = classes.into_iter().find_map(in_class);
            let gives = |function: &ScopeId| !module.scopes[*function].returns.is_empty();
            // What a class of C++ gives is no method of another one: `get` of a pointer is none of the settings.
            let is_elsewhere = self.language().id == "cpp"
                && matches!(symbols, [class, _] if module.scopes_named(class, ScopeKind::Type).next().is_none());
            let is_method = |one: &ScopeId| {
                module.enclosing(module.scopes[*one].parent, ScopeKind::Type).is_some()
            };
            let any = || all().filter(|one| !(is_elsewhere && is_method(one)));
            let function = own.or_else(|| any().find(gives)).or_else(|| any().next())?;
            Some((Rc::clone(module), function))
        })
    }

    /// A method of a type of Go that goes by one of `names` without its type, which `find` tells from others.
    pub fn method(
        &self,
        path: &str,
        names: &[String],
        find: &dyn Fn(&Rc<Module>) -> Option<ScopeId>,
    ) -> Option<(Rc<Module>, ScopeId)> {
        self.defined(path, names, Sought::Function, &|module, _, _| {
            Some((Rc::clone(module), find(module)?))
        })
    }

    /// A class that goes by one of `names`, seen from the file at `path`.
    pub fn class(&self, path: &str, names: &[String]) -> Option<(Rc<Module>, ScopeId)> {
        // A class mostly stands in the file of its name.
        const LANGUAGES: &[&str] = &["csharp", "java", "kotlin", "php", "ruby", "scala"];
        let has_own = LANGUAGES.contains(&self.language().id);
        let own = |name: &str| {
            let last = name.rsplit('.').next().filter(|_| has_own)?;
            Some(format!("{name}.{last}"))
        };
        self.defined_or(path, names, (Sought::Class, &own), &|module, container, symbols| {
            let own = symbols.last().copied().or_else(|| container.rsplit('.').next())?;
            let own = default_name(module, own);
            let class = module.scopes_named(own, ScopeKind::Type).next()?;
            Some((Rc::clone(module), class))
        })
    }

    /// Whether a header that `module` includes says of a name that another file defines it.
    pub fn declares_outside(&self, module: &Module, name: &str) -> bool {
        module.wildcards.iter().take(INCLUDED).any(|header| {
            let written = self.written(header, &module.path);
            let files = written.iter().flat_map(|written| self.files_of(written));
            let mut there = files.filter(|file| file.path != module.path && self.is_there(file));
            let declares = |bytes: &[u8]| {
                memchr::memmem::find(bytes, b"extern").is_some()
                    && may_define(self.language(), bytes, name, Sought::Anything)
            };
            there.next().and_then(|file| self.module_if(file, declares)).is_some_and(|found| {
                let bound = found.bound(0, name);
                !bound.is_empty() && bound.iter().all(|one| one.value.is_none())
            })
        })
    }

    /// Names of the files in a folder, sorted.
    fn list(&self, folder: &str) -> Arc<[String]> {
        let Some(tree) = self.tree else { return Arc::default() };
        if let Some(known) = self.lists.borrow().get(folder) {
            return Arc::clone(known);
        }
        let names = tree.list(folder);
        self.lists.borrow_mut().insert(folder.to_owned(), Arc::clone(&names));
        names
    }

    /// A path, or the files that a pattern `folder/*.ending` stands for.
    fn expanded(&self, path: &str) -> Vec<String> {
        let Some((folder, ending)) = path.split_once('*') else { return vec![path.to_owned()] };
        let names = self.list(folder.trim_end_matches('/'));
        let names = names.iter().filter(|name| name.ends_with(ending));
        names.map(|name| format!("{folder}{name}")).collect()
    }

    fn read(&self, path: &str) -> Option<Arc<[u8]>> {
        let left = self.left.get().checked_sub(1)?;
        let bytes = self.tree?.read(path)?;
        self.left.set(left);
        Some(bytes)
    }
}

fn join(folder: &str, name: &str) -> String {
    match (folder, name) {
        ("", name) => name.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, name) => format!("{folder}/{name}"),
    }
}

/// The name of the class or function that a module exports as its default; any other name is itself.
fn default_name<'m>(module: &'m Module, name: &'m str) -> &'m str {
    let bound = module.bound(0, "default").last().and_then(|one| one.value);
    match bound.map(|id| &module.nodes[id].kind) {
        Some(Kind::Name(own)) if name == "default" => own,
        _ => name,
    }
}

/// The value of `Symbol`, `Type.SYMBOL` or `symbol.field` in a file.
fn constant_in(module: &Rc<Module>, container: &str, symbols: &[&str]) -> Option<Site> {
    let (first, rest) = symbols.split_first()?;
    let site = |id| Site { module: Rc::clone(module), id };
    let value = |scope, name: &str| {
        module.bound(scope, name).iter().rev().find_map(|binding| binding.value)
    };
    let class = container.rsplit(['.', '/']).next().unwrap_or_default();
    let in_class =
        || module.scopes_named(class, ScopeKind::Type).find_map(|scope| value(scope, first));
    if *first == "default"
        && let Some((second, rest)) = rest.split_first()
        && let Some(scope) =
            module.scopes_named(default_name(module, first), ScopeKind::Type).next()
    {
        return inside(site(value(scope, second)?), rest);
    }
    // The default of a module is what it binds so, or what CommonJS exports as a whole.
    if *first == "default" && value(0, first).is_none() {
        return inside(site(exports(module)?), rest);
    }
    // A file that is named by its path may hold the name in any of its modules.
    let nested = || {
        let types =
            (1..module.scopes.len()).filter(|at| module.scopes[*at].kind == ScopeKind::Type);
        types.filter(|_| container.starts_with("./")).find_map(|scope| value(scope, first))
    };
    let own = in_class().or_else(|| value(0, first)).or_else(|| exported(module, first));
    // A class that is exported by its name.
    let is_class = |id: &usize| {
        let kind = &module.nodes[*id].kind;
        matches!(kind, Kind::Name(name)
            if name.as_str() == *first && module.scopes_named(name, ScopeKind::Type).next().is_some())
    };
    let found = own.or_else(nested).filter(|id| rest.is_empty() || !is_class(id));
    if let Some(id) = found {
        return inside(site(id), rest);
    }
    let (second, rest) = rest.split_first()?;
    let mut types = module.scopes_named(first, ScopeKind::Type).peekable();
    types.peek()?;
    // What is in a namespace is bound in the file.
    let found = types.find_map(|scope| value(scope, second)).or_else(|| value(0, second));
    inside(site(found?), rest)
}

/// Follows fields of a literal.
fn inside(mut site: Site, fields: &[&str]) -> Option<Site> {
    if !fields.is_empty() {
        site = site.at(named(&site.module, site.id));
    }
    for field in fields {
        let id = super::combine::field(&site, field)?;
        site = site.at(named(&site.module, id));
    }
    Some(site)
}

/// The value of `module.exports = value`, or of the name that it is.
fn exports(module: &Rc<Module>) -> Option<usize> {
    let whole = module.settings.iter().find_map(|setting| {
        let Kind::Member { of, name } = &module.nodes[setting.target].kind else { return None };
        let is_module = matches!(&module.nodes[*of].kind, Kind::Name(object) if object == "module");
        (is_module && name == "exports").then_some(setting.value)
    })?;
    Some(named(module, whole))
}

/// The value of a name of the file; any other expression is itself.
fn named(module: &Rc<Module>, id: usize) -> usize {
    let Kind::Name(name) = &module.nodes[id].kind else { return id };
    module.bound(0, name).iter().rev().find_map(|binding| binding.value).unwrap_or(id)
}

/// `exports.name = value`, `module.exports = { name: value }`.
fn exported(module: &Rc<Module>, name: &str) -> Option<usize> {
    module.settings.iter().find_map(|setting| {
        let Kind::Member { of, name: member } = &module.nodes[setting.target].kind else {
            return None;
        };
        let Kind::Name(object) = &module.nodes[*of].kind else { return None };
        match (object.as_str(), member.as_str()) {
            ("exports", member) if member == name => Some(setting.value),
            ("module", "exports") => super::combine::field(
                &Site { module: Rc::clone(module), id: named(module, setting.value) },
                name,
            ),
            _ => None,
        }
    })
}
