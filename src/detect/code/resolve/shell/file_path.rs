//! The files that words of a shell name, spelled so that two words are the same where the files are.

use std::rc::Rc;

use super::super::{
    Kind, OR_DEFAULT, Resolver, ScopeKind, Site, Value, argument, frame_of_call, parameter,
};
use crate::detect::code::names::{bindings, qualified};

impl Resolver<'_> {
    /// A path with the names of variables where they are of no known value; nothing where it is computed.
    pub(in crate::detect::code) fn file_path(
        &mut self,
        site: &Site,
        left: usize,
    ) -> Option<String> {
        let path = self.spelled(site, left)?;
        let path = path.trim_start_matches("./");
        (!path.is_empty() && path.len() < LONGEST).then(|| path.to_owned())
    }

    fn spelled(&mut self, site: &Site, left: usize) -> Option<String> {
        let left = left.checked_sub(1)?;
        match site.kind().clone() {
            Kind::Text(text) => Some(text),
            Kind::Number(number) => Some(number.to_string()),
            Kind::Join(parts) => {
                parts.iter().map(|part| self.spelled(&site.at(*part), left)).collect()
            }
            Kind::Name(name) => Some(self.spelled_variable(site, &name, left)),
            Kind::Call { arguments, .. } if site.module.called(site.id) == Some(OR_DEFAULT) => {
                let [own, default] = arguments.as_slice() else { return None };
                let own = site.at(own.value);
                let is_itself = self.binding_of(&own).is_some_and(|one| one.id == site.id);
                let own = if is_itself { None } else { self.spelled(&own, left) };
                let own = own.filter(|text| !text.is_empty() && !text.starts_with('<'));
                own.or_else(|| self.spelled(&site.at(default.value), left))
            }
            Kind::Call { callee, .. } => {
                let Kind::Name(name) = &site.module.nodes[callee].kind else { return None };
                let module = &site.module;
                let own = module.function_called(module.nodes[callee].scope, name);
                let (home, function) = match own {
                    Some(function) => (Rc::clone(module), function),
                    None => match self.around.function(&module.path, &qualified(module, callee)) {
                        Some(found) => found,
                        None => return self.told(site),
                    },
                };
                let printed = *home.scopes[function].returns.last()?;
                self.frames.push(frame_of_call(&home, function, site)?);
                let path = self.spelled(&Site { module: home, id: printed }, left);
                self.frames.pop();
                path
            }
            _ => self.told(site),
        }
    }

    /// The only text that an expression is.
    fn told(&mut self, site: &Site) -> Option<String> {
        match self.resolve(site).candidates.as_slice() {
            [only] => match &only.value {
                Value::Text(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            },
            _ => None,
        }
    }

    fn spelled_variable(&mut self, site: &Site, name: &str, left: usize) -> String {
        let module = &site.module;
        let scope = module.nodes[site.id].scope;
        let bound = bindings(module, scope, name);
        if bound.is_empty()
            && let Some((function, index)) = parameter(module, scope, name)
        {
            let at = self
                .frames
                .iter()
                .rposition(|one| one.function == function && Rc::ptr_eq(&one.module, module));
            let Some(at) = at else {
                return format!("<{}:{}{name}>", module.path, module.scopes[function].name);
            };
            let frame = self.frames.remove(at);
            let given = argument(&frame.arguments, index, "");
            let given = given.map(|id| Site { module: Rc::clone(&frame.caller), id });
            let path = given.and_then(|given| self.spelled(&given, left));
            self.frames.insert(at.min(self.frames.len()), frame);
            return path.unwrap_or_default();
        }
        if let Some(value) = self.binding_of(site)
            && let Some(path) = self.spelled(&value, left)
        {
            return path;
        }
        if bound.is_empty()
            && let Some(told) = self.told(site)
        {
            return told;
        }
        let home = bound.first().map_or(0, |one| one.scope);
        match module.scopes[home].kind {
            ScopeKind::Function => {
                format!("<{}:{}{name}>", module.path, module.scopes[home].name)
            }
            _ => format!("<{name}>"),
        }
    }
}

/// Bytes of a path.
const LONGEST: usize = 400;
