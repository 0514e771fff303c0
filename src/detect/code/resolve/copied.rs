//! Copies that a method of Swift makes of the object itself, and changes: `var copy = self; copy.bits = bits; return copy`.

use std::rc::Rc;

use super::{Frame, Resolver, step};
use crate::detect::code::names::bindings;
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, Setting};
use crate::detect::code::value::{Resolved, Site, Value};

/// Copies of copies.
const COPIES: usize = 4;

impl Resolver<'_> {
    /// A member of what a call gives that copies the object which it is called on: what the copy sets, or else what
    /// the object has.
    pub(super) fn of_copy(&mut self, of: &Site, name: &str, left: usize) -> Option<Resolved> {
        let left = left.checked_sub(1).filter(|_| self.around.language().id == "swift")?;
        let Kind::Call { callee, arguments } = of.kind() else { return None };
        let Kind::Member { of: object, name: called } = &of.module.nodes[*callee].kind else {
            return None;
        };
        let object = of.at(*object);
        let (home, function) = self
            .method_of_value(of, *callee, called)
            .filter(|(home, function)| copies(home, *function).is_some())?;
        let copy = copies(&home, function)?;
        let is_it = |setting: &&Setting| {
            let Kind::Member { of, .. } = home.nodes[setting.target].kind else { return false };
            let object = &home.nodes[of];
            matches!(&object.kind, Kind::Name(own) if *own == copy)
                && home.scopes_from(object.scope).any(|scope| scope == function)
        };
        let set: Vec<Id> = home.settings_of(name).filter(is_it).map(|one| one.value).collect();
        let Some(last) = set.last() else {
            if let Some(found) = self.of_copy(&object, name, left) {
                return Some(found);
            }
            let Value::Made(made) = self.resolve(&object).candidates.pop()?.value else {
                return None;
            };
            return self.given_field(&made, name);
        };
        if self.frames.len() >= COPIES {
            return None;
        }
        let site = Site { module: Rc::clone(&home), id: *last };
        self.frames.push(Frame {
            function,
            module: Rc::clone(&home),
            arguments: arguments.clone(),
            caller: Rc::clone(&of.module),
        });
        let found = self.resolve(&site).by(&step(&site, &format!("field {name} is set")));
        self.frames.pop();
        Some(found)
    }

    /// The call that gives what an expression is, be it by variables or the default of a parameter.
    pub(super) fn member_of_copy(&mut self, of: &Site, name: &str) -> Option<Resolved> {
        if self.around.language().id != "swift" {
            return None;
        }
        let module = &of.module;
        let mut id = of.id;
        for _ in 0..COPIES {
            let node = &module.nodes[id];
            match &node.kind {
                Kind::Call { .. } => return self.of_copy(&of.at(id), name, COPIES),
                Kind::Name(variable) => {
                    let bound = bindings(module, node.scope, variable);
                    match bound.last().and_then(|one| one.value) {
                        Some(value) if value != id => id = value,
                        _ => {
                            let (function, index) = super::parameter(module, node.scope, variable)?;
                            id = module.scopes[function].parameters[index].default?;
                        }
                    }
                }
                _ => return None,
            }
        }
        None
    }
}

/// The variable of a function that holds a copy of the object itself, and is what the function gives.
fn copies(module: &Module, function: ScopeId) -> Option<String> {
    let [returned] = module.scopes[function].returns.as_slice() else { return None };
    let Kind::Name(name) = &module.nodes[*returned].kind else { return None };
    let bound = module.bound(function, name);
    let is_self = |id: Id| matches!(&module.nodes[id].kind, Kind::Name(own) if own == "self");
    bound.first().and_then(|one| one.value).is_some_and(is_self).then(|| name.clone())
}
