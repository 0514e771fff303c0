//! What a call is worth: of functions at hand, of those that hand an argument on, of configurations.

use std::rc::Rc;

use super::{Frame, PASSING, Resolver, parameter, step};
use crate::detect::code::combine::joined;
use crate::detect::code::configuration::{self, Key};
use crate::detect::code::names::{bindings, qualified};
use crate::detect::code::objects::{constructor_frame, own_method};
use crate::detect::code::syntax::{Argument, Id, Kind, Module, ScopeKind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};
use crate::registry;

impl Resolver<'_> {
    /// `getattr(module, name)`: the member of that name.
    pub(super) fn by_attribute(
        &mut self,
        site: &Site,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let [object, member, ..] = arguments else { return None };
        if !matches!(name, "getattr" | "const_get") {
            return None;
        }
        let objects = qualified(&site.module, object.value);
        let named = self.resolve(&site.at(member.value));
        let candidates =
            named.candidates.into_iter().filter_map(|candidate| match candidate.value {
                Value::Text(text) => {
                    let names = objects.iter().map(|object| format!("{object}.{text}")).collect();
                    Some(Candidate { value: Value::Named(names), steps: candidate.steps })
                }
                _ => None,
            });
        Some(Resolved { candidates: candidates.collect(), missing: named.missing })
    }

    /// A call of what a table or `getattr` gives: what is called by its name.
    pub(super) fn through(&mut self, site: &Site, callee: Id) -> Option<Resolved> {
        let is_call = matches!(site.module.nodes[callee].kind, Kind::Call { .. });
        if !is_call && !qualified(&site.module, callee).is_empty() {
            return None;
        }
        let resolved = self.resolve(&site.at(callee));
        let is_named = |candidate: &Candidate| matches!(candidate.value, Value::Named(_));
        (!resolved.candidates.is_empty() && resolved.candidates.iter().all(is_named))
            .then_some(resolved)
    }

    /// What a function of the language's library gives that hands on its only argument.
    pub(super) fn passed(
        &mut self,
        site: &Site,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let [argument] = arguments else { return None };
        PASSING.contains(&name).then(|| self.resolve(&site.at(argument.value)))
    }

    /// `String.join("/", a, b)`.
    pub(super) fn separated(&mut self, site: &Site, arguments: &[Argument]) -> Option<Resolved> {
        let (separator, parts) = arguments.split_first()?;
        let separator = self.resolve(&site.at(separator.value));
        let mut texts = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                texts.push(separator.clone());
            }
            texts.push(self.resolve(&site.at(part.value)));
        }
        Some(joined(&texts))
    }

    /// A field of a structure that is read from a document, by what the configuration around says of it.
    pub(super) fn read_from_document(&mut self, site: &Site) -> Option<Resolved> {
        const DECODING: &[&str] =
            &["Unmarshal", "Decode", "UnmarshalStrict", "DecodeFile", "ReadInConfig"];
        let module = &site.module;
        let reads = |module: &Module| {
            !module.tags.is_empty() && DECODING.iter().any(|name| !module.calls_of(name).is_empty())
        };
        if !reads(module) {
            return None;
        }
        let (mut id, mut path) = (site.id, Vec::new());
        while let Kind::Member { of, name } = &module.nodes[id].kind {
            path.push(&module.tags.iter().find(|(field, _)| field == name)?.1);
            id = *of;
        }
        path.reverse();
        let key = path.into_iter().cloned().collect::<Vec<_>>().join(".");
        let found = self.around.configured(&module.path, &key);
        (!found.candidates.is_empty()).then_some(found)
    }

    /// What the file that `site` names says of a key: a file of the tree, or one that the script itself writes.
    pub(in crate::detect::code) fn written_in(
        &mut self,
        site: &Site,
        key: &str,
    ) -> Option<Resolved> {
        let name = self.resolve(site).candidates.into_iter().find_map(|one| match one.value {
            Value::Text(text) => Some(text),
            _ => None,
        })?;
        let module = &site.module;
        let body = bindings(module, 0, &format!("<{name}")).last().and_then(|one| one.value);
        let Some(Kind::Text(body)) = body.map(|id| &module.nodes[id].kind) else {
            let found = self.around.documented(&module.path, &name, key);
            return (!found.candidates.is_empty()).then_some(found);
        };
        let entries = configuration::entries(&name, body);
        let value = &entries.iter().find(|entry| entry.key == key)?.value;
        let variable = value.strip_prefix('$').map(|name| name.trim_matches(['{', '}']));
        let Some(variable) = variable else {
            return Some(Resolved::of(Value::Text(value.clone())));
        };
        let bound = bindings(module, 0, &format!("${variable}"));
        let missing = || Resolved::missing(format!("variable {variable}"));
        let value = bound.last().and_then(|one| one.value);
        Some(value.map_or_else(missing, |id| self.resolve(&site.at(id))))
    }

    pub(super) fn key(&mut self, site: &Site, key: &Key) -> Option<String> {
        match key {
            Key::Known(key) => Some(key.clone()),
            Key::Given(id) => {
                match self.resolve(&site.at(*id)).candidates.first().map(|one| one.value.clone()) {
                    Some(Value::Text(key)) => Some(key),
                    _ => None,
                }
            }
        }
    }

    /// `get(section, key)` and `get(section, key, default)`.
    pub(super) fn in_section(
        &mut self,
        site: &Site,
        section: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let key = self.key(site, &Key::Given(arguments.get(1)?.value))?;
        let found = self.around.configured(&site.module.path, &format!("{section}.{key}"));
        let default = arguments.get(2).map(|default| configuration::Default::Given(default.value));
        if found.candidates.is_empty() {
            return None;
        }
        Some(match default {
            Some(_) => self.configured(site, &format!("{section}.{key}"), default),
            None => found,
        })
    }

    /// What the configuration says, and what holds where it says nothing.
    pub(super) fn configured(
        &mut self,
        site: &Site,
        key: &str,
        default: Option<configuration::Default>,
    ) -> Resolved {
        let configured = self.around.configured(&site.module.path, key);
        let default = match default {
            None => return configured,
            Some(configuration::Default::Known(text)) => Resolved::of(Value::Text(text)),
            Some(configuration::Default::Given(id)) => self.resolve(&site.at(id)),
        };
        // What stands in a configuration is what counts; the default is for those that have none.
        if !configured.candidates.is_empty() {
            return configured;
        }
        configured.or(default.by(&step(site, &format!("default of configuration key {key}"))))
    }

    /// A call of a function whose body is at hand: what it returns.
    pub(super) fn function(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Resolved {
        let module = &site.module;
        let made = || Resolved::of(Value::Made(site.clone()));
        // A function out of a table, a variable or a parameter.
        let handed = match &module.nodes[callee].kind {
            Kind::Index { .. } => true,
            Kind::Name(name) => {
                let scope = module.nodes[callee].scope;
                !bindings(module, scope, name).is_empty()
                    || parameter(module, scope, name).is_some()
            }
            _ => false,
        };
        if !handed && registry::function(name).is_some() {
            return made();
        }
        if handed {
            let function = self.resolve(&site.at(callee));
            let named = |one: &Candidate| matches!(one.value, Value::Named(_));
            if !function.candidates.is_empty() && function.candidates.iter().all(named) {
                return function;
            }
        }
        let local = match &module.nodes[callee].kind {
            Kind::Name(_) => module.scopes_named(name, ScopeKind::Function).next(),
            Kind::Member { of, .. } => match &module.nodes[*of].kind {
                Kind::Name(object)
                    if self.around.language().own.contains(&object.as_str())
                        || module.scopes_named(object, ScopeKind::Type).next().is_some() =>
                {
                    module.scopes_named(name, ScopeKind::Function).next()
                }
                _ => own_method(module, *of, name),
            },
            _ => None,
        };
        let (module, function) = match local {
            Some(function) => (Rc::clone(module), function),
            None => match self.around.function(&module.path, &qualified(module, callee)) {
                Some(found) => found,
                None => {
                    let passed = self.passed(site, name, arguments);
                    return passed.or_else(|| self.through(site, callee)).unwrap_or_else(made);
                }
            },
        };
        let returns = module.scopes[function].returns.clone();
        if returns.is_empty() || self.frames.len() >= 4 {
            return made();
        }
        let caller = Rc::clone(&site.module);
        let depth = self.frames.len();
        if let Kind::Member { of, .. } = &site.module.nodes[callee].kind {
            let object = self.resolve(&site.at(*of));
            let made = object.candidates.iter().find_map(|candidate| match &candidate.value {
                Value::Made(made) => constructor_frame(made),
                _ => None,
            });
            self.frames.extend(made);
        }
        self.frames.push(Frame {
            function,
            module: Rc::clone(&module),
            arguments: arguments.to_vec(),
            caller,
        });
        let step = step(site, &format!("result of {name}()"));
        let ways: Vec<Resolved> = returns
            .into_iter()
            .map(|id| self.resolve(&Site { module: Rc::clone(&module), id }).by(&step))
            .collect();
        self.frames.truncate(depth);
        Resolved::any(ways)
    }
}
