//! Names of Ruby that stand within modules: a constant there is looked for in the modules around first.

use std::rc::Rc;

use super::{Resolver, step};
use crate::detect::code::names::{Readings, qualified};
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Resolved, Site};

/// Modules around.
const NESTED: usize = 4;

impl Resolver<'_> {
    /// The constant of a module of Ruby that another file around opens too, where one file alone gives it a value.
    pub(super) fn in_module_beside(&mut self, site: &Site) -> Option<Resolved> {
        let (of, name) = match site.kind() {
            Kind::Name(name) => (None, name.clone()),
            Kind::Member { of, name } => match &site.module.nodes[*of].kind {
                Kind::Name(of) | Kind::Member { name: of, .. } => (Some(of.clone()), name.clone()),
                _ => return None,
            },
            _ => return None,
        };
        let is_constant = name.len() > 2
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        let is_scala = self.around.language().id == "scala";
        let is_named = name.len() > 2 && name.starts_with(|c: char| c.is_ascii_uppercase());
        let is_sought = self.around.language().id == "ruby" && is_constant || is_scala && is_named;
        if !is_sought {
            return None;
        }
        let module = &site.module;
        let around: Vec<&str> = module
            .scopes_from(module.nodes[site.id].scope)
            .map(|scope| module.scopes[scope].name.as_str())
            .collect();
        let words = [(name.as_str(), Sought::Value)];
        let mut found = Vec::new();
        for other in self.around.beside(&module.path, &words).iter() {
            for (id, scope) in other.valued(&name) {
                let home = other.scopes[scope].name.as_str();
                let is_type = other.scopes[scope].kind == ScopeKind::Type;
                let is_it = match &of {
                    Some(of) => is_type && of == home,
                    // Of a package of Scala, what stands in none of its types, and in its object.
                    None if is_scala => scope == 0 || other.path.ends_with("package.scala"),
                    None => is_type && around.contains(&home),
                };
                if is_it {
                    found.push(Site { module: Rc::clone(other), id });
                }
            }
        }
        let [only] = found.as_slice() else { return None };
        let step = step(only, &format!("constant {name}"));
        Some(self.resolve(only).by(&step))
    }

    /// A function of a module of Ruby that another file around opens too.
    pub(super) fn function_of_module(
        &self,
        site: &Site,
        of: Id,
        name: &str,
    ) -> Option<(Rc<Module>, ScopeId)> {
        let (Kind::Name(class) | Kind::Member { name: class, .. }) = &site.module.nodes[of].kind
        else {
            return None;
        };
        let is_module = class.starts_with(|c: char| c.is_ascii_uppercase());
        if self.around.language().id != "ruby" || !is_module {
            return None;
        }
        let words = [(name, Sought::Function), (class.as_str(), Sought::Anything)];
        self.around.beside(&site.module.path, &words).iter().find_map(|other| {
            let types = other.scopes_named(class, ScopeKind::Type);
            let mut all = types.flat_map(|scope| other.functions_of(scope));
            let is_it = |one: &&ScopeId| {
                other.scopes[**one].name == name && !other.scopes[**one].returns.is_empty()
            };
            let function = *all.find(is_it)?;
            Some((Rc::clone(other), function))
        })
    }

    /// The names of an expression, those within the modules around it first: `Settings` in `module Gate` is
    /// `Gate.Settings`.
    pub(in crate::detect::code) fn names_within(&self, site: &Site) -> Readings {
        let module = &site.module;
        let own = qualified(module, site.id);
        let is_constant = |name: &str| name.starts_with(|c: char| c.is_ascii_uppercase());
        let mut first = site.id;
        for _ in 0..NESTED {
            let Kind::Member { of, .. } = module.nodes[first].kind else { break };
            first = of;
        }
        let Kind::Name(root) = &module.nodes[first].kind else { return own };
        // An alias that a header has: `using Current = Gen3;`.
        if self.around.language().id == "cpp" && first != site.id && is_constant(root) {
            let plain = own.iter().filter(|name| name.starts_with(root.as_str()));
            let aliased = plain.flat_map(|name| self.around.included(module, name));
            return own.iter().cloned().chain(aliased).collect();
        }
        if self.around.language().id != "ruby" || !is_constant(root) {
            return own;
        }
        let around: Vec<&str> = module
            .scopes_from(module.nodes[site.id].scope)
            .filter(|scope| module.scopes[*scope].kind == ScopeKind::Type)
            .map(|scope| module.scopes[scope].name.as_str())
            .filter(|name| !name.is_empty())
            .take(NESTED)
            .collect();
        let within = (0..around.len()).map(|from| {
            let mut path: Vec<&str> = around[from..].to_vec();
            path.reverse();
            path.join(".")
        });
        let plain = own.iter().find(|name| name.starts_with(root.as_str())).cloned();
        let mut all: Vec<String> = plain
            .into_iter()
            .flat_map(|name| within.clone().map(move |outer| format!("{outer}.{name}")))
            .collect();
        // A module that this file opens may have members in others.
        let opened: Vec<String> =
            own.iter().filter_map(|name| name.strip_prefix("this.").map(str::to_owned)).collect();
        all.extend(own.iter().cloned());
        all.extend(opened);
        all.into()
    }
}
