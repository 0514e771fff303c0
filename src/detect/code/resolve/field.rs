//! Fields by what their class says of them, where nothing says what an object of it is made with.

use std::rc::Rc;

use super::{Resolver, step};
use crate::detect::code::names::qualified;
use crate::detect::code::sources::assigned_fields;
use crate::detect::code::syntax::{Id, Kind, ScopeKind};
use crate::detect::code::value::{Resolved, Site, Value};

impl Resolver<'_> {
    /// The value that a structure of C++ gives a field of an object which is declared as one.
    pub(super) fn default_of_field(&mut self, site: &Site, of: Id, name: &str) -> Option<Resolved> {
        if self.around.language().id != "cpp" {
            return None;
        }
        let module = &site.module;
        let declared = qualified(module, of);
        let types: Vec<String> =
            declared.iter().filter_map(|one| one.strip_suffix("()")).map(str::to_owned).collect();
        let own = types.iter().find_map(|written| {
            let plain = written.rsplit('.').next().unwrap_or(written);
            module.scopes_named(plain, ScopeKind::Type).next()
        });
        let (home, class) = match own {
            Some(class) => (Rc::clone(module), class),
            None => self.around.class(&module.path, &types)?,
        };
        let value = home.bound(class, name).iter().rev().find_map(|one| one.value)?;
        let site = Site { module: home, id: value };
        let step = step(&site, &format!("field {name} is set"));
        Some(self.resolve(&site).by(&step))
    }

    /// What functions without a name set a field to that options of Go are: `func(c *Config) { c.Size = n }`.
    pub(super) fn set_by_options(&mut self, object: &Resolved, name: &str) -> Vec<Resolved> {
        if self.around.language().id != "go" {
            return Vec::new();
        }
        let mut ways = Vec::new();
        for candidate in &object.candidates {
            let Value::Made(made) = &candidate.value else { continue };
            let Kind::Call { callee, .. } = made.kind() else { continue };
            let module = &made.module;
            let (Kind::Name(class) | Kind::Member { name: class, .. }) =
                &module.nodes[*callee].kind
            else {
                continue;
            };
            let is_option = |one: &Site| {
                let function = module.enclosing(module.nodes[one.id].scope, ScopeKind::Function);
                function.is_some_and(|function| module.scopes[function].name.is_empty())
            };
            let set = assigned_fields(module, std::slice::from_ref(class), name);
            for value in set.iter().filter(|one| is_option(one)) {
                let step = step(value, &format!("field {name} is set"));
                ways.push(self.resolve(value).by(&step));
            }
        }
        ways
    }

    /// The second part of a pair.
    pub(super) fn second(&mut self, object: &Resolved) -> Option<Resolved> {
        let mut ways = Vec::new();
        for candidate in &object.candidates {
            let Value::Made(made) = &candidate.value else { continue };
            if let Kind::List(pair) = made.kind()
                && let [_, second] = pair.as_slice()
            {
                ways.push(self.resolve(&made.at(*second)).within(&candidate.steps));
            }
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }
}
