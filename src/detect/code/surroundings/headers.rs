//! What the headers that a file of C or C++ includes say of its classes and functions.

use std::rc::Rc;

use super::files::{File, State};
use super::{INCLUDED, Sought, Surroundings, may_define};
use crate::detect::code::names::qualified_type;
use crate::detect::code::syntax::{Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::Site;

/// Headers that one header includes which are looked at.
const INNER: usize = 6;

/// Names that lines of a header define as another name.
fn renaming(bytes: &[u8]) -> impl Iterator<Item = (String, String)> + '_ {
    memchr::memmem::find_iter(bytes, b"define ").filter_map(|at| {
        let begins = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |newline| newline + 1);
        let rest = &bytes[at + 7..];
        let line = &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())];
        let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        let (name, of) = (words.next()?, words.next()?);
        let is_it = bytes[begins..at].trim_ascii() == b"#"
            && words.next().is_none()
            && [name, of].iter().all(|word| is_name(word));
        is_it.then(|| {
            let text = |word: &[u8]| String::from_utf8_lossy(word).into_owned();
            (text(name), text(of))
        })
    })
}

fn is_name(word: &[u8]) -> bool {
    !word[0].is_ascii_digit()
        && word.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}

impl Surroundings<'_> {
    /// The names of the type that a class of a header which `module` includes declares a member with.
    pub fn member_type(&self, module: &Module, class: &str, member: &str) -> Vec<String> {
        let declared = self.of_headers(module, [class, member], &|found| {
            let types = found.scopes_named(class, ScopeKind::Type);
            let mut declared = types.flat_map(|scope| found.bound(scope, member).iter());
            let written = declared.find_map(|binding| binding.type_name.as_deref())?;
            Some(qualified_type(found, written).to_vec())
        });
        declared.unwrap_or_default()
    }

    /// What a function's parameter is by its declaration in a header, where a call leaves it out: the value that is
    /// bound as `bound`, in a class where the function is one of it. `None` where several declarations differ.
    pub fn declared_default(
        &self,
        module: &Module,
        (class, function): (Option<&str>, &str),
        bound: &str,
    ) -> Option<Site> {
        self.of_headers(module, [class.unwrap_or(function), function], &|found| {
            let scopes: Vec<usize> = match class {
                Some(class) => found.scopes_named(class, ScopeKind::Type).collect(),
                None => vec![0],
            };
            let values = scopes.into_iter().flat_map(|scope| found.bound(scope, bound).iter());
            let mut values = values.filter_map(|binding| binding.value);
            let only = values.next()?;
            let is_one = values.next().is_none();
            is_one.then(|| Site { module: Rc::clone(found), id: only })
        })
    }

    /// What a header binds as `bound` for a template that goes by the name `alias`.
    pub fn template_argument(&self, module: &Module, alias: &str, bound: &str) -> Option<Site> {
        self.of_headers(module, [alias, alias], &|found| {
            let id = found.bound(0, bound).iter().find_map(|binding| binding.value)?;
            Some(Site { module: Rc::clone(found), id })
        })
    }

    /// The specialisation of a template that a header has.
    pub fn specialisation(
        &self,
        module: &Module,
        template: &str,
        special: &str,
    ) -> Option<(Rc<Module>, ScopeId)> {
        self.of_headers(module, [template, template], &|found| {
            let class = found.scopes_named(special, ScopeKind::Type).next()?;
            Some((Rc::clone(found), class))
        })
    }

    /// What a name stands for by the aliases and whole namespaces of the headers that `module` includes.
    pub fn included(&self, module: &Module, name: &str) -> Vec<String> {
        let (first, rest) = name.split_once('.').map_or((name, ""), |(first, rest)| (first, rest));
        let mut all = Vec::new();
        // A name that is not spelled is no alias, and no namespace is whole without a word for it.
        let may_say = |bytes: &[u8]| {
            memchr::memmem::find(bytes, b"using").is_some()
                || may_define(self.language(), bytes, first, Sought::Anything)
        };
        for header in self.headers(module).iter() {
            let Some(found) = self.module_if(header, may_say) else { continue };
            for import in found.imports.iter().filter(|import| import.local == first) {
                let dot = if rest.is_empty() { "" } else { "." };
                all.push(format!("{}{dot}{rest}", import.path));
            }
            let is_namespace = |whole: &&String| !whole.contains(['/', '.']);
            let whole = found.wildcards.iter().filter(is_namespace).take(4);
            all.extend(whole.map(|whole| format!("{whole}.{name}")));
        }
        all.truncate(INCLUDED);
        all
    }

    /// Functions that the headers of `module` call by another name: `#define close_box crypto_secretbox_easy`.
    pub fn renamed(&self, module: &Module) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for header in self.headers(module).iter() {
            match &*header.state.borrow() {
                State::Read(bytes) => all.extend(renaming(bytes)),
                State::Parsed(Some(found)) => {
                    let plain = found.bindings.iter().filter_map(|one| {
                        let value = one.value.filter(|id| found.is_in_macro(*id))?;
                        let Kind::Name(name) = &found.nodes[value].kind else { return None };
                        Some((one.name.clone(), name.clone()))
                    });
                    all.extend(plain);
                }
                _ => {}
            }
        }
        all
    }

    /// What the first of the headers says in which both names are spelled.
    fn of_headers<T>(
        &self,
        module: &Module,
        names: [&str; 2],
        find: &dyn Fn(&Rc<Module>) -> Option<T>,
    ) -> Option<T> {
        let both = names.map(|name| (name, Sought::Anything));
        let headers = self.headers(module);
        headers.iter().find_map(|header| self.module(header, &both).and_then(|found| find(&found)))
    }

    /// The headers that a file includes, and behind them those that they include.
    fn headers(&self, module: &Module) -> Rc<Vec<Rc<File>>> {
        if let Some(known) = self.headers.borrow().get(&module.path) {
            return Rc::clone(known);
        }
        let mut all: Vec<Rc<File>> = Vec::new();
        let add = |name: &str, from: &str, all: &mut Vec<Rc<File>>| {
            let written = self.written(name, from);
            let mut files = written.iter().flat_map(|written| self.files_of(written));
            let is_new = |file: &&Rc<File>| {
                file.path != module.path && all.iter().all(|known| known.path != file.path)
            };
            let found = files.find(|file| self.is_there(file)).filter(is_new).map(Rc::clone);
            all.extend(found);
        };
        for name in module.wildcards.iter().take(INCLUDED) {
            add(name, &module.path, &mut all);
        }
        for header in all.clone() {
            for name in self.includes(&header).into_iter().take(INNER) {
                if all.len() < INCLUDED {
                    add(&name, &header.path, &mut all);
                }
            }
        }
        let all = Rc::new(all);
        self.headers.borrow_mut().insert(module.path.clone(), Rc::clone(&all));
        all
    }
}
