//! Fields of structures of Go that tags name as documents do: what the document says counts before what a literal does.

use std::rc::Rc;

use super::Resolver;
use crate::detect::code::names::qualified;
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Kind, Module, ScopeKind};
use crate::detect::code::value::{Resolved, Site, Value};

/// Functions that read a document into a structure.
const DECODING: &[&str] = &["Unmarshal", "Decode", "UnmarshalStrict", "DecodeFile", "ReadInConfig"];
/// Structures within structures.
const NESTED: usize = 5;

impl Resolver<'_> {
    /// A field of a structure that is read from a document, by what the configuration around says of it.
    pub(super) fn read_from_document(&mut self, site: &Site) -> Option<Resolved> {
        if self.around.language().id != "go" {
            return None;
        }
        let module = &site.module;
        let home = match self.is_read(module) {
            true => Rc::clone(module),
            false => self.home_of_tags(site)?,
        };
        let (mut id, mut path) = (site.id, Vec::new());
        while let Kind::Member { of, name } = &module.nodes[id].kind {
            let Some(key) = tag(&home, name).filter(|_| path.len() < NESTED) else { break };
            path.push(key.to_owned());
            id = *of;
        }
        if path.is_empty() {
            return None;
        }
        if !Rc::ptr_eq(&home, module) || matches!(module.nodes[id].kind, Kind::Member { .. }) {
            path.extend(sections(&home, &qualified(module, id)));
        }
        self.said_of(&home, path)
    }

    /// The same of an object that a function gives: `cfg, err := config.Load(path)`.
    pub(super) fn read_over(&self, object: &Resolved, name: &str) -> Option<Resolved> {
        if self.around.language().id != "go" {
            return None;
        }
        let made = object.candidates.iter().find_map(|one| match &one.value {
            Value::Made(made) => Some(made),
            _ => None,
        })?;
        let home = &made.module;
        let class = home.called(made.id)?.trim_end_matches("{}");
        if tag(home, name).is_none() && self.reads_untagged(home, class) {
            let class = home.scopes_named(class, ScopeKind::Type).next()?;
            let found = self.around.filled(&home.path, home.fields_of(class), name, None);
            return (!found.candidates.is_empty()).then_some(found);
        }
        let key = tag(home, name).filter(|_| self.is_read(home))?;
        let mut path = vec![key.to_owned()];
        path.extend(sections(home, &qualified(home, made.id)));
        self.said_of(home, path)
    }

    /// Whether a file reads a document into a structure whose fields have no tags: they go by their names.
    fn reads_untagged(&self, home: &Rc<Module>, class: &str) -> bool {
        let calls = DECODING[..3].iter().flat_map(|name| home.calls_of(name)).take(NESTED);
        let is_of = |id: usize| {
            qualified(home, id).iter().any(|known| {
                let known = known.strip_suffix("()").map(|known| known.trim_end_matches("{}"));
                known.is_some_and(|known| known.rsplit('.').next() == Some(class))
            })
        };
        let mut given = calls.filter_map(|call| match &home.nodes[*call].kind {
            Kind::Call { arguments, .. } => arguments.last().map(|one| one.value),
            _ => None,
        });
        !class.is_empty() && given.any(is_of)
    }

    /// What the configuration around a file says under a path of keys, the innermost first.
    fn said_of(&self, home: &Module, mut path: Vec<String>) -> Option<Resolved> {
        path.reverse();
        let found = self.around.configured(&home.path, &path.join("."));
        (!found.candidates.is_empty()).then_some(found)
    }

    /// Whether a file has structures with tags, and it or one beside it reads documents.
    fn is_read(&self, module: &Rc<Module>) -> bool {
        let decodes =
            |module: &Rc<Module>| DECODING.iter().any(|name| !module.calls_of(name).is_empty());
        !module.tags.is_empty()
            && (decodes(module)
                || DECODING[..2].iter().any(|name| {
                    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.len());
                    let words = [(*name, Sought::Call)];
                    let beside = self.around.beside(&module.path, &words);
                    beside
                        .iter()
                        .any(|other| folder(&other.path) == folder(&module.path) && decodes(other))
                }))
    }

    /// The file that declares the structure which a member is one of, where that is read from documents.
    fn home_of_tags(&self, site: &Site) -> Option<Rc<Module>> {
        let module = &site.module;
        let mut id = site.id;
        for _ in 0..NESTED {
            let Kind::Member { of, .. } = module.nodes[id].kind else { return None };
            let names: Vec<String> = qualified(module, of)
                .iter()
                .filter_map(|one| one.strip_suffix("()").map(str::to_owned))
                .filter(|one| !one.contains('('))
                .collect();
            if let Some((home, _)) = self.around.class(&module.path, &names) {
                return (home.path != module.path && self.is_read(&home)).then_some(home);
            }
            id = of;
        }
        None
    }
}

fn tag<'m>(home: &'m Module, field: &str) -> Option<&'m str> {
    home.tags.iter().find(|(own, _)| own == field).map(|(_, key)| key.as_str())
}

/// The keys of the sections that a structure stands in within those of its file, the innermost first.
fn sections(home: &Module, names: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    let mut class = names.iter().find_map(|one| {
        let plain = one.strip_suffix("()")?.rsplit('.').next()?;
        home.scopes_named(plain, ScopeKind::Type).next().map(|_| plain.to_owned())
    });
    while let Some(own) = class.take() {
        if all.len() >= NESTED {
            break;
        }
        let is_of = |written: &str| written.trim_start_matches(['*', '[', ']']) == own;
        let mut holding = home.bindings.iter().filter(|one| {
            home.scopes[one.scope].kind == ScopeKind::Type
                && one.type_name.as_deref().is_some_and(is_of)
                && tag(home, &one.name).is_some()
        });
        // Of a structure that several sections have, which one it is must be told.
        let (Some(only), None) = (holding.next(), holding.next()) else { break };
        all.extend(tag(home, &only.name).map(str::to_owned));
        class = Some(home.scopes[only.scope].name.clone());
    }
    all
}
