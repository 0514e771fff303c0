//! Members that calls set in the object which each of them gives back: `Spec::new().bits(4096)`; and those that a function
//! sets in an object of its caller: `tune(&spec)`.

use std::rc::Rc;

use super::{CALL_SITES, Resolver, argument, receivers, step};
use crate::detect::code::names::bindings;
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Resolved, Site};

/// Calls of one chain.
const CHAIN: usize = 12;
/// Functions of one name that are looked at.
const SAME: usize = 8;
/// How objects call themselves.
const OWN: &[&str] = &["self", "this"];

impl Resolver<'_> {
    /// What the last call of a chain that sets a member of its object gives it.
    pub(super) fn set_in_chain(&mut self, of: &Site, name: &str) -> Option<Resolved> {
        let mut at = of.clone();
        for _ in 0..CHAIN {
            let node = &at.module.nodes[at.id];
            at = match &node.kind {
                Kind::Name(variable) => {
                    let mut bound = bindings(&at.module, node.scope, variable).iter();
                    let (only, None) = (bound.next()?, bound.next()) else { return None };
                    at.at(only.value?)
                }
                Kind::Call { callee, arguments } => {
                    let Kind::Member { of: inner, name: method } = &at.module.nodes[*callee].kind
                    else {
                        return None;
                    };
                    if let Some((home, function, value)) = self.setter(&at, method, name) {
                        let given = given_by(&home, function, value)
                            .map(|index| (index, &home.scopes[function].parameters[index].name));
                        let site = match given {
                            Some((index, own)) => {
                                let index = index - receivers(&home, function).min(index);
                                at.at(argument(arguments, index, own)?)
                            }
                            None => Site { module: Rc::clone(&home), id: value },
                        };
                        let step = step(&site, &format!("argument of {method}()"));
                        return Some(self.resolve(&site).by(&step));
                    }
                    at.at(*inner)
                }
                _ => return None,
            };
        }
        None
    }

    /// The same of what a method without arguments gives that reads a member.
    pub(super) fn read_from_chain(
        &mut self,
        site: &Site,
        callee: Id,
        (module, function): (&Rc<Module>, ScopeId),
    ) -> Option<Resolved> {
        let Kind::Member { of, .. } = site.module.nodes[callee].kind else { return None };
        let [only] = module.scopes[function].returns.as_slice() else { return None };
        let name = match &module.nodes[*only].kind {
            Kind::Name(name) => name,
            Kind::Member { of, name } if is_own(module, *of) => name,
            _ => return None,
        };
        self.set_in_chain(&site.at(of), name)
    }

    /// The only function of a name that sets a member and gives its object back, and what it sets it to.
    fn setter(&self, call: &Site, method: &str, member: &str) -> Option<(Rc<Module>, ScopeId, Id)> {
        let in_file = |module: &Rc<Module>| -> Vec<(Rc<Module>, ScopeId, Id)> {
            let all = module.scopes_named(method, ScopeKind::Function).take(SAME);
            let giving = all.filter(|one| gives_itself(module, *one));
            let sets = |one| Some((Rc::clone(module), one, set_by(module, one, member)?));
            giving.filter_map(sets).collect()
        };
        let mut found = in_file(&call.module);
        if found.is_empty()
            && matches!(self.around.language().id, "cpp" | "csharp" | "java" | "kotlin" | "rust")
        {
            let words = [(method, Sought::Function), (member, Sought::Anything)];
            found =
                self.around.beside(&call.module.path, &words).iter().flat_map(in_file).collect();
        }
        let mut found = found.into_iter();
        let (first, None) = (found.next()?, found.next()) else { return None };
        Some(first)
    }

    /// What functions that get a variable to change it set a member of it to, before it is asked: `tune(&spec)` of Swift.
    pub(super) fn set_by_callee(&mut self, of: &Site, name: &str) -> Option<Resolved> {
        let module = &of.module;
        let Kind::Name(variable) = of.kind() else { return None };
        if self.around.language().id != "swift" || module.settings_of(name).next().is_none() {
            return None;
        }
        let function = module.enclosing(module.nodes[of.id].scope, ScopeKind::Function)?;
        let mut ways = Vec::new();
        for setting in module.settings_of(name).take(CALL_SITES) {
            let Kind::Member { of: object, .. } = module.nodes[setting.target].kind else {
                continue;
            };
            let Kind::Name(own) = &module.nodes[object].kind else { continue };
            let scope = module.nodes[object].scope;
            let Some((setter, index)) = super::parameter(module, scope, own) else { continue };
            let called = &module.scopes[setter].name;
            for call in module.calls_of(called).iter().take(CALL_SITES) {
                let node = &module.nodes[*call];
                let Kind::Call { arguments, .. } = &node.kind else { continue };
                let is_it =
                    |id: Id| matches!(&module.nodes[id].kind, Kind::Name(one) if one == variable);
                let is_here = module.enclosing(node.scope, ScopeKind::Function) == Some(function)
                    && node.place.end <= of.place().start;
                if is_here && argument(arguments, index, own).is_some_and(is_it) {
                    let site = of.at(setting.value);
                    ways.push(
                        self.resolve(&site).by(&step(&site, &format!("field {name} is set"))),
                    );
                }
            }
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }
}

fn is_own(module: &Module, id: Id) -> bool {
    matches!(&module.nodes[id].kind, Kind::Name(own) if OWN.contains(&own.as_str()))
}

/// Whether all that a function gives is the object that it is called on.
fn gives_itself(module: &Module, function: ScopeId) -> bool {
    let is_receiver = |id: Id| match &module.nodes[id].kind {
        Kind::Name(own) => {
            OWN.contains(&own.as_str())
                || module
                    .bound(function, own)
                    .first()
                    .is_some_and(|one| one.value.is_none() && one.type_name.is_some())
        }
        _ => false,
    };
    let returns = &module.scopes[function].returns;
    !returns.is_empty() && returns.iter().all(|id| is_receiver(*id))
}

/// The only value that a function sets a member of its object to, or of an object that this one holds.
fn set_by(module: &Module, function: ScopeId, member: &str) -> Option<Id> {
    let is_here =
        |id: Id| module.enclosing(module.nodes[id].scope, ScopeKind::Function) == Some(function);
    let by_member = module.settings_of(member).filter(|one| is_here(one.target));
    let class = module.enclosing(module.scopes[function].parent, ScopeKind::Type);
    let by_name = class.into_iter().flat_map(|class| module.bound(class, member).iter());
    let by_name = by_name.filter_map(|one| one.value.filter(|id| is_here(*id)));
    let mut all: Vec<Id> = by_member.map(|one| one.value).chain(by_name).take(SAME).collect();
    all.dedup();
    let [only] = all.as_slice() else { return None };
    Some(*only)
}

/// Which parameter of a function a value is, be it moved.
fn given_by(module: &Module, function: ScopeId, value: Id) -> Option<usize> {
    let name = match &module.nodes[value].kind {
        Kind::Name(name) => name,
        Kind::Call { arguments, .. } if module.called(value) == Some("move") => {
            return given_by(module, function, arguments.first()?.value);
        }
        _ => return None,
    };
    module.scopes[function].parameters.iter().position(|one| one.name == *name)
}
