//! What Scala finds by a type: values that are implicit, which calls leave out, and parts of an object that a document fills.

use std::rc::Rc;

use super::Resolver;
use crate::detect::code::lower::supertypes;
use crate::detect::code::names::{qualified, qualified_type};
use crate::detect::code::syntax::{Argument, Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Resolved, Site, Value};

/// Types around a function, and above those, in which a value is looked for.
const TYPES: usize = 8;

impl Resolver<'_> {
    /// What a parameter without a default gets of a call that leaves it out: the only value of its type in the classes
    /// around the function and those above them.
    pub(super) fn implicit(
        &mut self,
        module: &Rc<Module>,
        function: ScopeId,
        index: usize,
    ) -> Option<Resolved> {
        let parameter = &module.scopes[function].parameters[index];
        let wanted =
            parameter.type_name.as_deref().filter(|_| self.around.language().id == "scala")?;
        let around = module.scopes_from(module.scopes[function].parent);
        let mut left: Vec<(Rc<Module>, ScopeId)> = around
            .filter(|one| module.scopes[*one].kind == ScopeKind::Type)
            .map(|one| (Rc::clone(module), one))
            .collect();
        let (mut found, mut seen) = (Vec::new(), 0);
        while seen < left.len().min(TYPES) {
            let (home, class) = left[seen].clone();
            seen += 1;
            for field in home.fields_of(class) {
                let bound = home.bound(class, field);
                let is_it = bound.iter().any(|one| one.type_name.as_deref() == Some(wanted));
                if is_it && bound.iter().any(|one| one.value.is_some()) {
                    found.push((Rc::clone(&home), class, field.clone()));
                }
            }
            for above in supertypes(&home.scopes[class]) {
                left.extend(self.type_called(&home, &above, || qualified_type(&home, &above)));
            }
        }
        let [(home, class, field)] = found.as_slice() else { return None };
        Some(self.bound(home, field, home.bound(*class, field), usize::MAX))
    }

    /// A part of an object of which its class alone is known, by its place: `val Stall(name, bits) = settings.stall`.
    pub(in crate::detect::code) fn part_of_declared(
        &mut self,
        site: &Site,
        of: Id,
        key: Id,
    ) -> Option<Resolved> {
        if let Some(found) = self.by_get(site, of, key) {
            return Some(found);
        }
        let Kind::Number(at) = site.module.nodes[key].kind else { return None };
        let of = site.at(of);
        if self.around.language().id != "scala" || !matches!(of.kind(), Kind::Member { .. }) {
            return None;
        }
        let (home, class) = self.declared_class(&of, 3)?;
        let name = home.fields_of(class).get(usize::try_from(at).ok()?)?.clone();
        self.decoded(&home, class, &name)
    }

    /// What `get` of an object gives that is asked by brackets: `operator fun get(name: String)` of Kotlin.
    fn by_get(&mut self, site: &Site, of: Id, key: Id) -> Option<Resolved> {
        let module = &site.module;
        let Kind::Name(object) = &module.nodes[of].kind else { return None };
        // Objects are called as types are.
        if self.around.language().id != "kotlin"
            || !object.starts_with(|c: char| c.is_ascii_uppercase())
        {
            return None;
        }
        let names = qualified(module, of).iter().map(|name| format!("{name}.get")).collect();
        let function = Resolved::of(Value::Named(names));
        self.of_function_values(&function, site, &[Argument { name: None, value: key }])
    }
}
